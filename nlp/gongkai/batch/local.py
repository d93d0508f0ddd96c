"""The engine of several processes on this machine. A source that gets its worker killed costs only itself."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from itertools import islice
from multiprocessing import parent_process
from multiprocessing.connection import wait
from threading import Thread
from types import TracebackType

from gongkai.batch.engine import in_order
from gongkai.batch.work import Work, run
from gongkai.pipeline import Source

CHUNK = 16  # reports a task: small enough for a moving bar, large enough that handing over costs little
_AHEAD = 2  # chunks a process: one at work, one ready


class Processes:
    """A pool of worker processes, begun anew whenever the system has killed one."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._pool = _pool(number)

    def __enter__(self) -> Processes:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        # Workers that have nothing left to do end at once; one that is not waited for may be in the way of the exit.
        self._pool.shutdown(wait=kind is None, cancel_futures=True)

    def map(self, work: Work, sources: Iterable[Source]) -> Iterator[bytes]:
        """Yield the result of every source, in the order given."""
        rest = iter(sources)
        return in_order(
            iter(lambda: list(islice(rest, CHUNK)), []),
            lambda: _AHEAD * self._number,
            partial(self._submit, work),
            partial(_results, work),
            Future.cancel,
        )

    def _submit(self, work: Work, chunk: list[Source]) -> Future[list[bytes]]:
        try:
            return self._pool.submit(run, work, chunk)
        except BrokenProcessPool:
            self._pool.shutdown(wait=False)
            self._pool = _pool(self._number)
            return self._pool.submit(run, work, chunk)


def _results(work: Work, chunk: list[Source], future: Future[list[bytes]]) -> list[bytes]:
    try:
        return future.result()
    except BrokenProcessPool:  # some worker was killed, and took along all that the pool had
        return _apart(work, chunk)


def _apart(work: Work, chunk: list[Source]) -> list[bytes]:
    """Return the results of a chunk in a process of its own; killed again, those of each source in its own."""
    try:
        with _pool(1) as pool:
            return pool.submit(run, work, chunk).result()
    except BrokenProcessPool:
        if len(chunk) == 1:
            return [work.lost(chunk[0])]
        return [result for source in chunk for result in _apart(work, [source])]


def _pool(processes: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(processes, initializer=_begin)


def _begin() -> None:
    """Make a worker end with the process that wants its results, not by itself on Ctrl-C.

    One that ended while it hands over a result would leave the other waiting for the rest of it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def watch() -> None:
        if parent := parent_process():
            wait([parent.sentinel])
            os._exit(1)  # its queue would make it wait for work for ever

    Thread(target=watch, daemon=True).start()
