"""What a run says on standard error while it goes on: a bar with rate, time and failures, or failures alone."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import NamedTuple

_REFRESH = 0.1  # seconds between two looks of the bar: more often costs time and shows nothing
_WINDOW = 100  # looks over which the rate is taken: ten seconds, so that what a run had kept does not count for long


class Voice(NamedTuple):
    """`advance`: one document more is done; `fail`: one that could not be read, and why."""

    advance: Callable[[], None]
    fail: Callable[[str, str | None], None]


class Pace:
    """How many documents are done and how fast it goes, by a clock in seconds."""

    def __init__(self, total: int, now: float) -> None:
        self.total, self.done, self.failures = total, 0, 0
        self._begun = now
        self._looks: deque[tuple[float, int]] = deque([(now, 0)], _WINDOW)

    def words(self, now: float) -> str:
        """Return what stands beside the bar at `now`."""
        then, before = self._looks[0]
        self._looks.append((now, self.done))
        rate = (self.done - before) / (now - then) if now > then else 0.0
        told = [f"{self.done}/{self.total}", f"{rate:.0f} 份/秒", f"已用 {clock(now - self._begun)}"]
        told += [f"剩余 {clock((self.total - self.done) / rate)}"] if rate else []
        told += [f"失败 {self.failures}"] if self.failures else []
        return "  ".join(told)


def clock(seconds: float) -> str:
    """Return a span of time as 0:07, 12:30 or 1:05:00."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


@contextmanager
def voice(total: int) -> Iterator[Voice]:
    """Yield a voice with a progress bar where standard error is a terminal; elsewhere it tells failures only."""
    if not sys.stderr.isatty():
        yield Voice(lambda: None, lambda source, reason: print(f"失败 {source}：{reason}", file=sys.stderr))
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    console = Console(stderr=True, highlight=False, markup=False)
    columns = (TextColumn("解析"), BarColumn(), TextColumn("{task.fields[told]}", markup=False))
    pace = Pace(total, monotonic())
    # Refreshed by hand: a refreshing thread must not be alive when worker processes fork.
    with Progress(*columns, console=console, transient=True, auto_refresh=False) as bar:
        task = bar.add_task("", total=total, told=pace.words(monotonic()))
        shown = monotonic()

        def advance() -> None:
            nonlocal shown
            pace.done += 1
            if (now := monotonic()) - shown >= _REFRESH:
                shown = now
                bar.update(task, completed=pace.done, told=pace.words(now), refresh=True)

        def fail(source: str, reason: str | None) -> None:
            pace.failures += 1
            console.print(f"失败 {source}：{reason}", style="red", soft_wrap=True)

        yield Voice(advance, fail)
