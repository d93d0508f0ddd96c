"""The time that one file may take. A file that never ends must not keep the others waiting."""

from __future__ import annotations

import faulthandler
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from multiprocessing import parent_process
from types import FrameType

# Python code is stopped at the limit; a library that does not come back by then costs the worker its life.
_GRACE = 10.0


class Expired(BaseException):
    """The time is over; no Exception, so that a reader that survives any damage does not survive this."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise Expired in the block once `seconds` are over.

    Only a main thread of a system with timers can be stopped so: elsewhere, and where the program that calls has set
    a timer of its own, the block takes as long as it takes. In a worker process, code that cannot be stopped ends it.
    """
    if not _can_stop():
        yield
        return
    before = signal.signal(signal.SIGALRM, _expire)
    _start(seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        if parent_process():
            faulthandler.cancel_dump_traceback_later()


def extend(seconds: float) -> None:
    """Give the file in hand `seconds` from now on: it turned out to be of a kind that takes long."""
    if hasattr(signal, "SIGALRM") and signal.getsignal(signal.SIGALRM) is _expire:
        _start(seconds)


def _can_stop() -> bool:
    if not hasattr(signal, "SIGALRM") or threading.current_thread() is not threading.main_thread():
        return False
    return signal.getitimer(signal.ITIMER_REAL)[0] == 0


def _start(seconds: float) -> None:
    signal.setitimer(signal.ITIMER_REAL, seconds)
    if parent_process():
        faulthandler.dump_traceback_later(seconds + _GRACE, exit=True, file=_silence())


def _expire(number: int, frame: FrameType | None) -> None:
    del number, frame
    raise Expired


@cache
def _silence() -> int:
    """Return a file where a traceback of all threads goes unread."""
    return os.open(os.devnull, os.O_WRONLY)
