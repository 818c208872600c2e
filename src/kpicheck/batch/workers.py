"""Worker processes that survive one another: a report that crashes or hangs its process costs only itself.

Processes and not threads, since PDFium is not thread-safe; spawned, since forking a process with threads may hang.
The pools of the standard library give up all their work when one process dies, so this is a small one of our own.
"""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any, Generic, TypeVar

S = TypeVar("S")
J = TypeVar("J")
R = TypeVar("R")

Prepare = Callable[[S], Callable[[J], R]]


@dataclass(frozen=True, slots=True)
class Lost:
    """A job whose process did not live to give a result."""

    reason: str


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    connection: Connection
    position: int = -1
    started: float = 0.0


class Workers(Generic[S, J, R]):
    """Runs jobs in up to `count` processes, each set up once by `prepare(settings)`, which gives the job function."""

    def __init__(self, prepare: Prepare[S, J, R], settings: S, count: int, timeout: float) -> None:
        self._prepare = prepare
        self._settings = settings
        self._count = count
        self._timeout = timeout
        self._busy: dict[Connection, _Worker] = {}
        self._idle: list[_Worker] = []

    def run(self, jobs: Sequence[J]) -> Iterator[tuple[int, R | Lost]]:
        """The position and the result of each job, as they come; no process is left behind, however it ends."""
        waiting = deque(range(len(jobs)))
        try:
            while waiting or self._busy:
                while waiting and len(self._busy) < self._count:
                    self._hand_out(waiting.popleft(), jobs)
                yield from self._collect()
        finally:
            for worker in (*self._busy.values(), *self._idle):
                _end(worker)

    def _hand_out(self, position: int, jobs: Sequence[J]) -> None:
        worker = self._idle.pop() if self._idle else self._start()
        worker.position, worker.started = position, time.monotonic()
        self._busy[worker.connection] = worker
        with suppress(BrokenPipeError, ConnectionResetError):  # a dead process is noticed when it is waited for
            worker.connection.send(jobs[position])

    def _start(self) -> _Worker:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, self._prepare, self._settings), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def _collect(self) -> Iterator[tuple[int, R | Lost]]:
        earliest = min(worker.started for worker in self._busy.values())
        patience = max(0.0, earliest + self._timeout - time.monotonic())
        for connection in wait(list(self._busy), patience):
            assert isinstance(connection, Connection)
            worker = self._busy.pop(connection)
            try:
                result: R | Lost = connection.recv()
            except (EOFError, ConnectionResetError):
                result = Lost(_how_it_died(worker.process))
                _end(worker)
            else:
                self._idle.append(worker)
            yield worker.position, result
        yield from self._give_up_on_slow_ones()

    def _give_up_on_slow_ones(self) -> Iterator[tuple[int, Lost]]:
        now = time.monotonic()
        for worker in [worker for worker in self._busy.values() if now - worker.started >= self._timeout]:
            if worker.connection.poll():
                continue
            del self._busy[worker.connection]
            _end(worker)
            yield worker.position, Lost(f"It took longer than {self._timeout:g} seconds.")


def _serve(connection: Connection, prepare: Callable[[Any], Callable[[Any], Any]], settings: Any) -> None:
    # Ctrl-C reaches the whole group of processes; the parent says it once, the workers just end.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):  # the parent is gone
        work = prepare(settings)
        while True:
            connection.send(work(connection.recv()))


def _end(worker: _Worker) -> None:
    worker.connection.close()
    worker.process.kill()
    worker.process.join()


def _how_it_died(process: SpawnProcess) -> str:
    process.join(5)
    code = process.exitcode
    if code == -signal.SIGINT:
        # Ctrl-C went to all processes; our own share is lost where it fell into a callback that swallows exceptions.
        raise KeyboardInterrupt
    if code is not None and code < 0:
        with suppress(ValueError):
            return f"The process that read it was ended by {signal.Signals(-code).name}."
    return f"The process that read it ended with code {code}."
