"""Reading a PDF in a process of its own, so that a crash or a hang inside PDFium does not take the program down."""

from __future__ import annotations

import multiprocessing
import sys
from contextlib import suppress
from multiprocessing.connection import Connection

from kpicheck.errors import KpiCheckError, UnfitInput
from kpicheck.model import Report

_HINT = "Export the PDF again from its source, or print it to a new PDF."


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
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    options = {"password": password, "max_pages": max_pages, "allow_scanned": allow_scanned}
    child = context.Process(target=_work, args=(sender, data, path, options, memory_mb), daemon=True)
    child.start()
    sender.close()
    try:
        answer = _await(receiver, timeout, path)
    finally:
        if child.is_alive():
            child.join(0.2)
        if child.is_alive():
            child.kill()
        child.join()
        receiver.close()
    if isinstance(answer, Report):
        return answer
    raise answer


def _await(receiver: Connection, timeout: float, path: str) -> Report | Exception:
    if not receiver.poll(timeout):
        return UnfitInput(f"{path} could not be read within {timeout:g} seconds.", hint=_HINT)
    try:
        answer: Report | Exception = receiver.recv()
    except EOFError:
        return UnfitInput(f"{path} made the PDF library crash.", hint=_HINT)
    return answer


def _work(sender: Connection, data: bytes, path: str, options: dict[str, object], memory_mb: int) -> None:
    """The child: limit its memory, read, and send back the report or the error."""
    _limit_memory(memory_mb)
    from kpicheck.readers.pdf import read_pdf

    try:
        answer: Report | Exception = read_pdf(data, path, **options)  # type: ignore[arg-type]
    except KpiCheckError as error:
        answer = error
    except MemoryError:
        answer = UnfitInput(f"{path} needs more than {memory_mb} MB of memory to be read.", hint=_HINT)
    with suppress(BrokenPipeError):
        sender.send(answer)
    sender.close()


def _limit_memory(megabytes: int) -> None:
    """Cap the address space of this process where the system can."""
    if sys.platform == "win32":
        return
    import resource

    size = megabytes * 1024 * 1024
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
