"""The words of a report that a finding points at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gongkai.audit.words import passage_at, words_at
from gongkai.document import Finding, Place, Report

_AROUND = 12  # characters on either side of what is quoted
_TOGETHER = 8  # places in one quotation
_LONGEST = 60  # characters quoted of one place


class Quote(NamedTuple):
    """A place with what stands around it, white space collapsed."""

    before: str
    inside: str
    after: str


def quote(text: str, place: Place, around: int = 16) -> Quote:
    """Return the words at `place` with up to `around` characters on either side."""
    first = max(0, place.start - around)
    before, inside, after = (
        text[first : place.start],
        text[place.start : place.end],
        text[place.end : place.end + around],
    )
    return Quote(
        ("…" if first else "") + _flat(before).lstrip(),
        _short(_flat(inside).strip()),
        _flat(after).rstrip() + ("…" if place.end + around < len(text) else ""),
    )


def quoted(report: Report, finding: Finding, most: int = 3) -> str:
    """Return where a finding points at in one line, places that stand together in one quotation."""
    shown = [words for words, _ in marked(report, finding.places, most)]
    rest = f" 等{len(finding.places)}处" if len(_together(report, finding.places)) > most else ""
    return "；".join(shown) + rest


def marked(report: Report, places: Iterable[Place], most: int) -> list[tuple[str, Place]]:
    """Return the first quotations of `places` in context, each place marked 【】, with the first place of each.

    A report that was written without its text has cells and passages: an empty cell can't be shown there.
    """
    groups = _together(report, places)[:most]
    return [(shown, group[0]) for group in groups if (shown := _marked(report, group))]


def _together(report: Report, places: Iterable[Place]) -> list[list[Place]]:
    """Return places in groups: those whose contexts would overlap are shown in one quotation."""
    groups: list[list[Place]] = []
    for place in sorted(places, key=lambda place: (place.start, place.end)):
        last = groups[-1][-1] if groups else None
        near = last is not None and last.end <= place.start <= last.end + 2 * _AROUND
        near = near and len(groups[-1]) < _TOGETHER
        if last is not None and near and _source(report, last) == _source(report, place):
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups


def _marked(report: Report, group: Sequence[Place]) -> str:
    text, base = _source(report, group[0])
    start, end = group[0].start - base, group[-1].end - base
    first = max(0, start - _AROUND)
    parts = ["…" if first else "", _flat(text[first:start]).lstrip()]
    at = start
    for place in group:
        inside = _short(_flat(text[place.start - base : place.end - base]).strip())
        parts += [_flat(text[at : place.start - base]), f"【{inside}】"]
        at = place.end - base
    parts += [_flat(text[end : end + _AROUND]).rstrip(), "…" if end + _AROUND < len(text) else ""]
    return "".join(parts) if text else ""


def _source(report: Report, place: Place) -> tuple[str, int]:
    """Return the text that holds a place, and the offset at which it begins."""
    if isinstance(report.text, str):
        return report.text, 0
    passage = passage_at(report, place)
    if passage is not None and len(passage.text) == passage.end - passage.start and place.end <= passage.end:
        return passage.text, passage.start
    return words_at(report, place), place.start


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST // 2]}…{words[-_LONGEST // 2 :]}"


def _flat(text: str) -> str:
    """Collapse white space, but keep that there was some at either end."""
    flat = " ".join(text.split())
    return (" " if text[:1].isspace() else "") + flat + (" " if flat and text[-1:].isspace() else "")
