"""What became of a region, told to readers: its names by year, and what it was merged with or divided from."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from gongkai.agencies.histories import MERGED, Former, History, Link


def place(history: History) -> str:
    """Return a region's name of today under those of the regions it lies in."""
    return "".join((*history.parents, history.name))


def told(history: History) -> str | None:
    """Return what became of a region, as one sentence without its stop; None where nothing did."""
    parts = [*_names(history.formers), *_links(history.links)]
    return f"{place(history)}：{'；'.join(parts)}" if parts else None


def renamed(region: str, lineage: str) -> str | None:
    """Return a region's name with the later one, from both as "code name"; None where it is the same."""
    then, since = region.partition(" ")[2], lineage.partition(" ")[2]
    return None if then == since else f"{then}（后为{since}）"


def _names(formers: tuple[Former, ...]) -> Iterator[str]:
    runs = [list(run) for _, run in groupby(formers, lambda former: former.name)]
    for run in runs[:-1]:
        since = f"{run[0].first}年末" if run[0].first else ""
        yield f"{since}至{run[-1].last}年末为{run[0].name}"


def _links(links: tuple[Link, ...]) -> Iterator[str]:
    ordered = sorted(links, key=lambda link: (link.year, link.how, link.outgoing))
    for (year, how, outgoing), run in groupby(ordered, lambda link: (link.year, link.how, link.outgoing)):
        names = "、".join(link.name for link in run)
        if how == MERGED:
            yield f"{year}年撤销，并入{names}" if outgoing else f"{year}年{names}并入"
        else:
            yield f"{year}年析出{names}" if outgoing else f"{year}年由{names}析出"
