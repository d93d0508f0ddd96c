"""An engine does the work of a batch: in this process, in several, or on a cluster, with the same results."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import Protocol, TypeVar

from gongkai.batch.work import Work
from gongkai.pipeline import Source

Task = TypeVar("Task")


class Engine(Protocol):
    """A context manager, since workers must end with the batch; several maps may be under way at once."""

    def map(self, work: Work, sources: Iterable[Source]) -> Iterator[bytes]:
        """Yield the result of every source in the order given; sources are drawn as they are needed."""

    def __enter__(self) -> Engine: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Drop what is under way and end the workers."""


class Inline:
    """The engine of one process: this one."""

    def map(self, work: Work, sources: Iterable[Source]) -> Iterator[bytes]:
        """Yield the result of every source."""
        return map(work.do, sources)

    def __enter__(self) -> Inline:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        pass


def in_order(
    chunks: Iterator[list[Source]],
    most: Callable[[], int],
    submit: Callable[[list[Source]], Task],
    results: Callable[[list[Source], Task], list[bytes]],
    cancel: Callable[[Task], object],
) -> Iterator[bytes]:
    """Yield the results of chunks in their order, with at most `most()` of them under way or waiting for their turn."""
    pending: deque[tuple[list[Source], Task]] = deque()
    try:
        while True:
            while len(pending) < most() and (chunk := next(chunks, None)):
                pending.append((chunk, submit(chunk)))
            if not pending:
                return
            found = results(*pending[0])
            pending.popleft()
            yield from found
    finally:
        for _, task in pending:
            cancel(task)
