"""Sources that travel with their bytes, to machines that do not see the files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from gongkai.batch.work import Shipped
from gongkai.errors import GongkaiError
from gongkai.limits import MB, Limits
from gongkai.pipeline import Source, name_of
from gongkai.reading import Member, load

FULL = 16 * MB  # bytes at which a chunk is full: some hundred of them may be under way


def shipped(sources: Iterable[Source], number: int, limits: Limits) -> Iterator[list[Source]]:
    """Yield chunks of up to `number` sources with their bytes, the larger the files, the fewer in one."""
    chunk: list[Any] = []
    size = 0
    for source in sources:
        chunk.append(_loaded(source, limits))
        size += len(chunk[-1] if isinstance(chunk[-1], bytes) else chunk[-1].data)
        if len(chunk) == number or size >= FULL:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _loaded(source: Source, limits: Limits) -> Shipped | Member | bytes:
    if isinstance(source, bytes):
        return source
    try:
        data = load(source, limits)
    except GongkaiError as error:
        return Shipped(name_of(source), b"", error.reason)
    return source._replace(data=data) if isinstance(source, Member) else Shipped(name_of(source), data)
