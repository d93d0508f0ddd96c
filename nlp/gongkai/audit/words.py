"""The words of a report at a place: from its text, and where that was not kept, from its cells and passages."""

from __future__ import annotations

import re

from gongkai.document import Fact, Passage, Place, Report, Status

_SENTENCE_END = re.compile(r"[。；！？\n]")


def words_at(report: Report, place: Place) -> str:
    """Return what stands at `place`, as found; a passage whole where the report was written without its text."""
    if isinstance(report.text, str):
        return report.text[place.start : place.end]
    if fact := fact_at(report, place):
        return fact.raw
    passage = passage_at(report, place)
    return _slice(passage, place.start, place.end) if passage else ""


def fact_at(report: Report, place: Place) -> Fact | None:
    """Return the cell that `place` covers, if it is one."""
    for fact in report.facts:
        if (fact.start, fact.end) == (place.start, place.end) and fact.status is not Status.MISSING:
            return fact
    return None


def passage_at(report: Report, place: Place) -> Passage | None:
    """Return the passage that holds the start of `place`, if any."""
    for passage in report.passages:
        if passage.start <= place.start < passage.end:
            return passage
    return None


def sentence_at(report: Report, place: Place) -> str:
    """Return the sentences of the passage that `place` touches; outside of passages the lines."""
    passage = passage_at(report, place)
    if isinstance(report.text, str):
        first, last = (passage.start, passage.end) if passage else (0, len(report.text))
        head, tail = report.text[first : place.start], report.text[place.end : last]
    elif passage is None or len(passage.text) != passage.end - passage.start:
        return words_at(report, place)
    else:
        at, end = place.start - passage.start, place.end - passage.start
        head, tail = passage.text[:at], passage.text[end:]
    if passage is not None:  # its line breaks are those of the page, not of the sentence
        head, tail = head.replace("\n", " "), tail.replace("\n", " ")
    return _SENTENCE_END.split(head)[-1] + words_at(report, place) + _SENTENCE_END.split(tail)[0]


def _slice(passage: Passage, start: int, end: int) -> str:
    """Return a stretch of a passage; the whole of one from which line breaks were taken, as its offsets are lost."""
    if len(passage.text) != passage.end - passage.start:
        return passage.text
    return passage.text[start - passage.start : end - passage.start]
