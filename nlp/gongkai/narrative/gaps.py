"""Where prose may stand: outside of tables and headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongkai.document import Section


def gaps(
    length: int, sections: Sequence[Section], tables: Sequence[tuple[int, int]]
) -> Iterator[tuple[str | None, int, int]]:
    """Yield section id, start and end of every stretch outside of tables and headings."""
    headings = [(section.start, section.start + len(section.heading), section.id) for section in sections]
    blocks: list[tuple[int, int, str | None]] = [*headings, *((start, end, None) for start, end in tables)]
    at, within = 0, None
    for start, end, id in sorted([*blocks, (length, length, None)], key=lambda block: block[:2]):
        if start > at:
            yield within, at, start
        at = max(at, end)
        within = id or within
