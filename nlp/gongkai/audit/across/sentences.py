"""The narrative cut into sentences, each with its place and with what is its writer's own in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.audit.across.statutory import cut
from gongkai.document import Record, Report

SHORTEST = 12
"""Chinese characters of a writer's own; with fewer, sentences are alike by chance: 明确专人负责信息发布."""
LONGEST = 1000
"""A longer one (a text without stops) is compared by its beginning: comparing costs the square."""
BREAK = 4
"""Characters between two passages that are one sentence: a line end and indentation."""
_STOPS = "。!?！？;；:："
_HAN = re.compile("[\u4e00-\u9fff]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")  # who copies puts in numbers of his own
_PIECE = re.compile(r"[^。!?！？;；]+[。!?！？;；]*")


class Sentence(Record, frozen=True):
    """A sentence, or a part of one up to a semicolon; `own` is its text without statutory words and white space,
    each number a 0.
    """

    start: int
    end: int
    text: str
    own: str


def sentences(report: Report) -> tuple[Sentence, ...]:
    """Return the sentences of the six parts that have enough words of their own, in text order.

    Without the document's text (a run of `parse` without `--text`) and with line breaks inside a passage, the place of
    a sentence is that of its passage.
    """
    found = [piece for stretch in _stretches(report) for piece in _pieces(*stretch)]
    owns = cut([text for _, _, text in found])
    return tuple(
        Sentence(start, end, " ".join(text.split()), _NUMBER.sub("0", own[:LONGEST]))
        for (start, end, text), own in zip(found, owns, strict=True)
        if len(_HAN.findall(own)) >= SHORTEST
    )


def _stretches(report: Report) -> Iterator[tuple[int, int, str]]:
    """Yield what to cut: passages, those together that a line break in a sentence parted."""
    start = end = -1
    for passage in (each for each in report.passages if each.section):
        if not isinstance(report.text, str):
            yield passage.start, passage.end, passage.text
        elif start >= 0 and 0 <= passage.start - end <= BREAK and report.text[end - 1] not in _STOPS:
            end = passage.end
        else:
            if start >= 0:
                yield start, end, report.text[start:end]
            start, end = passage.start, passage.end
    if start >= 0 and isinstance(report.text, str):
        yield start, end, report.text[start:end]


def _pieces(start: int, end: int, text: str) -> Iterator[tuple[int, int, str]]:
    exact = len(text) == end - start
    for match in _PIECE.finditer(text):
        yield (start + match.start(), start + match.end(), match[0]) if exact else (start, end, match[0])
