"""Reading a PDF in a process of its own, so that a crash or a hang inside PDFium does not take the program down."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from contextlib import suppress

from kpicheck.errors import KpiCheckError, UnfitInput
from kpicheck.model import Report

_HINT = "Export the PDF again from its source, or print it to a new PDF."
# Not multiprocessing: that runs the caller's main module again, and a child that dies at its start while a big
# file is being handed over leaves the parent waiting for ever.
_CHILD = "from kpicheck.readers.pdf_isolated import serve; serve()"


def read_pdf_isolated(
    data: bytes,
    path: str,
    *,
    password: str | None = None,
    max_pages: int = 2000,
    timeout: float = 120,
    memory_mb: int = 1500,
    allow_scanned: bool = False,
) -> Report:
    """What `read_pdf` gives, read in a child process of at most `timeout` seconds and `memory_mb` MB.

    Raises UnfitInput as `read_pdf` does, and if the child crashes, takes too long or too much memory.
    """
    options = {"password": password, "max_pages": max_pages, "allow_scanned": allow_scanned}
    request = pickle.dumps((memory_mb, data, path, options))
    # The child finds the package where this process found it, installed or not.
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(entry or os.getcwd() for entry in sys.path)}  # noqa: PTH109
    try:
        child = subprocess.run(
            [sys.executable, "-c", _CHILD],
            input=request,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=timeout,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UnfitInput(f"{path} could not be read within {timeout:g} seconds.", hint=_HINT) from error
    if child.returncode or not child.stdout:
        raise UnfitInput(f"{path} made the PDF library crash, or needs more than {memory_mb} MB of memory.", hint=_HINT)
    answer: Report | KpiCheckError = pickle.loads(child.stdout)
    if isinstance(answer, Report):
        return answer
    raise answer


def serve() -> None:
    """The child: read the request from standard input, answer with a pickled report or error."""
    memory_mb, data, path, options = pickle.load(sys.stdin.buffer)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing that the library prints may get between
    limit_memory(memory_mb)
    from kpicheck.readers.pdf import read_pdf

    try:
        answer: Report | KpiCheckError = read_pdf(data, path, **options)
    except KpiCheckError as error:
        answer = error
    except MemoryError:
        answer = UnfitInput(f"{path} needs more than {memory_mb} MB of memory to be read.", hint=_HINT)
    with answers:
        pickle.dump(answer, answers)


def limit_memory(megabytes: int) -> None:
    """Cap the address space of this process where the system can."""
    if sys.platform == "win32":
        return
    import resource

    size = megabytes * 1024 * 1024
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
