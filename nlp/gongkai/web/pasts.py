"""What a search by region says of the region's past: other names it is found under, others it is not found with."""

from __future__ import annotations

from msgspec.structs import replace

from gongkai.agencies import History, histories
from gongkai.document import Record
from gongkai.web.permalinks import Asked, address
from gongkai.writing.histories import place, told


class Past(Record, frozen=True):
    """A region that a filter means: what became of it, the search of it alone where the filter means several, and
    searches of those akin to it, which are not in this one.
    """

    text: str
    address: str | None
    akin: tuple[tuple[str, str], ...]


def pasts(search: Asked) -> tuple[Past, ...]:
    """Return what there is to tell of the regions that a search is narrowed to."""
    found = []
    for value in search.values("region"):
        meant = histories(value)
        for history in meant:
            text = told(history)
            if text or len(meant) > 1:
                alone = _instead(search, value, history.lineage) if len(meant) > 1 else None
                found.append(Past(text or place(history), alone, _akin(search, value, history)))
    return tuple(found)


def _akin(search: Asked, value: str, history: History) -> tuple[tuple[str, str], ...]:
    return tuple((link.name, _instead(search, value, link.lineage)) for link in history.links)


def _instead(search: Asked, value: str, lineage: str) -> str:
    """Return the search of one region in the place of what a filter means."""
    (own,) = (one for one in histories(lineage) if one.lineage == lineage)
    filters = tuple(
        ("region", f"{lineage} {own.name}") if pair == ("region", value) else pair for pair in search.filters
    )
    return address(replace(search, filters=tuple(dict.fromkeys(filters)), page=1))
