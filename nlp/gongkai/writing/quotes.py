"""The words of a report that a finding points at."""

from __future__ import annotations

from typing import NamedTuple

from gongkai.audit.words import words_at
from gongkai.document import Finding, Place, Report

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


def quoted(report: Report, finding: Finding, places: int = 3) -> str:
    """Return the first `places` of a finding in context, each marked 【】; without the text only their own words."""
    quotes = quotes_of(report, finding, places)
    shown = "；".join(f"{words.before}【{words.inside}】{words.after}" for words in quotes)
    return f"{shown} 等{len(finding.places)}处" if len(finding.places) > places else shown


def quotes_of(report: Report, finding: Finding, places: int, around: int = 12) -> list[Quote]:
    """Return the first `places` of a finding in context; empty cells that can't be shown without the text are left."""
    first = finding.places[:places]
    if isinstance(report.text, str):
        return [quote(report.text, place, around) for place in first]
    return [Quote("", _short(_flat(words).strip()), "") for place in first if (words := words_at(report, place))]


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST // 2]}…{words[-_LONGEST // 2 :]}"


def _flat(text: str) -> str:
    """Collapse white space, but keep that there was some at either end."""
    flat = " ".join(text.split())
    return (" " if text[:1].isspace() else "") + flat + (" " if flat and text[-1:].isspace() else "")
