"""Writing files so that nobody ever sees half of one."""

from __future__ import annotations

import os
import re
import stat
import tempfile
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

from kpicheck.errors import UsageError

_LONGEST_NAME = 120


def write_atomically(path: Path, content: str | bytes) -> None:
    """`path` holds `content` afterwards (text as UTF-8), or what it held before; UsageError says why not."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    try:
        target = Path(os.path.realpath(path))  # a link stays a link
        if target.exists() and not target.is_file():
            target.write_bytes(data)  # pipes and devices cannot be replaced
        else:
            _replace(target, data)
    except FileNotFoundError:
        raise UsageError(f"{path} cannot be written: its folder does not exist.", hint="Create the folder.") from None
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise UsageError(f"{path} cannot be written: {reason}.", hint="Write somewhere else with -o.") from None


def _replace(target: Path, data: bytes) -> None:
    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        part.chmod(mode)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)  # the only way to read it is to set it
    os.umask(mask)
    return mask


def free_names(files: Iterable[str | Path], taken: Iterable[str] = ()) -> list[str]:
    """A stem for the results of each file, safe for every file system; no two are equal and none is `taken`."""
    used = set(taken)
    names = []
    for file in files:
        stem = re.sub(r'[\x00-\x1f<>:"/\\|?*%#]+', "_", Path(file).stem).strip(". ")[:_LONGEST_NAME] or "report"
        name, number = stem, 1
        while name.casefold() in used:
            number += 1
            name = f"{stem}-{number}"
        used.add(name.casefold())
        names.append(name)
    return names


def link_between(page: Path, file: str | Path) -> str:
    """The address of `file` as a link on a page that lies at `page`."""
    try:
        return quote(Path(os.path.relpath(file, page.parent)).as_posix())
    except ValueError:  # on another drive
        return Path(file).resolve().as_uri()


def make_folder(folder: Path) -> None:
    """`folder` exists afterwards; UsageError says why it cannot."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise UsageError(f"{folder} is no folder to write to: {reason}.", hint="Give another folder with -o.") from None
