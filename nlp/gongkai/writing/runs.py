"""The runs of a Word document, found by what a report says of a place: cut where the words begin and end."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from copy import deepcopy
from typing import Any, NamedTuple

from gongkai.audit.words import words_at
from gongkai.document import Place, Position, Report
from gongkai.text import squeeze
from gongkai.writing.word_tables import cell_at, tables

AROUND = (40, 16, 6, 0)
"""Characters on either side that help to tell a place from others; fewer where an automatic number stands near."""
_LONGEST_NUMBER = 6  # （十二）: an automatic number before a paragraph is in the reader's text, but in no run
_LEAST = 4  # characters left of a line without its number
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RUN, _LOOKS, _TEXT, _BOX = _W + "r", _W + "rPr", _W + "t", _W + "txbxContent"
_UNPRINTED = (_W + "strike", _W + "dstrike", _W + "vanish")
_OFF = ("0", "false", "off")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class _Ink(NamedTuple):
    """All printed characters but white space, and where those of each text element begin."""

    text: str
    elements: list[Any]
    starts: list[int]

    @classmethod
    def of(cls, body: Any) -> _Ink:
        """Return the ink of a document's body; text boxes take no comments and are left out."""
        parts: list[str] = []
        ink = cls("", [], [])
        length = 0
        for element in body.iter(_TEXT):
            words = squeeze(element.text or "")
            if words and element.getparent().tag == _RUN and not _is_hidden(element):
                ink.elements.append(element)
                ink.starts.append(length)
                parts.append(words)
                length += len(words)
        return ink._replace(text="".join(parts))

    def run(self, at: int) -> Any:
        """Return the run that prints a character."""
        return self.elements[bisect_right(self.starts, at) - 1].getparent()

    def cut(self, at: int) -> None:
        """Let a run begin with a character: cut the one that prints it in two, unless it does begin so."""
        if at >= len(self.text):
            return
        index = bisect_right(self.starts, at) - 1
        element = self.elements[index]
        run, offset = element.getparent(), _offset(element.text, at - self.starts[index])
        moved = list(run)[list(run).index(element) + 1 :]
        if offset:
            moved.insert(0, _copied(element, element.text[offset:]))
            element.text = element.text[:offset]
            element.set(_SPACE, "preserve")
        elif element is next(child for child in run if child.tag != _LOOKS):
            return
        else:
            moved.insert(0, element)
        rest = run.makeelement(_RUN, dict(run.attrib))
        looks = run.find(_LOOKS)
        rest.extend(([] if looks is None else [deepcopy(looks)]) + moved)
        run.addnext(rest)


class Runs:
    """The runs of one document of python-docx."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._body = document.element.body
        self._tables = tables(self._body)
        self._ink = _Ink.of(self._body)

    def first(self) -> Any:
        """Return the first run, made if there is none."""
        run = next(self._body.iter(_RUN), None)
        if run is not None:
            return self._wrapped(run)
        return self._document.add_paragraph().add_run()

    def find(self, report: Report, place: Place) -> list[Any] | None:
        """Return first and last run of a place, None where it is not found."""
        words = squeeze(words_at(report, place))
        if isinstance(place.position, Position) and place.position.table is not None:
            cell = cell_at(self._tables, place.position, words)
            if cell is not None:
                return self._of_cell(cell)
        return self._of_words(report, place)

    def _of_cell(self, cell: Any) -> list[Any]:
        """Return the runs of a cell's first paragraph with words; an empty cell gets an empty run."""
        paragraphs = list(cell.iter(_W + "p"))
        for paragraph in paragraphs:
            runs = [run for run in paragraph.iter(_RUN) if run.find(_TEXT) is not None]
            if runs:
                return [self._wrapped(runs[0]), self._wrapped(runs[-1])]
        run = paragraphs[0].makeelement(_RUN, {})
        paragraphs[0].append(run)
        return [self._wrapped(run)]

    def _of_words(self, report: Report, place: Place) -> list[Any] | None:
        span = _span(self._ink.text, report, place)
        if span is None:
            return None
        for at in reversed(span):
            self._ink.cut(at)
        self._ink = _Ink.of(self._body)  # of the runs as they are now
        return [self._wrapped(self._ink.run(at)) for at in (span[0], span[1] - 1)]

    def _wrapped(self, run: Any) -> Any:
        from docx.text.run import Run

        return Run(run, self._document)


def _offset(text: str, number: int) -> int:
    """Return where the character stands that follows `number` others, white space not counted."""
    for at, char in enumerate(text):
        if not char.isspace():
            if number == 0:
                return at
            number -= 1
    return len(text)


def _is_hidden(element: Any) -> bool:
    """Tell whether a text stands in a text box, or is struck out or hidden: the reader leaves those out, too."""
    if any(above.tag == _BOX for above in element.iterancestors()):
        return True
    looks = element.getparent().find(_LOOKS)
    return looks is not None and any(look.tag in _UNPRINTED and look.get(_W + "val", "1") not in _OFF for look in looks)


def _span(ink: str, report: Report, place: Place) -> tuple[int, int] | None:
    """Return where the words of a place stand in the ink of a document; of several the one nearest to its offset."""
    text = report.text if isinstance(report.text, str) else ""
    share = place.start / len(text) if text else 0.0
    for words, around in _wordings(words_at(report, place)):
        before = squeeze(text[max(0, place.start - around) : place.start]) if around else ""
        after = squeeze(text[place.end : place.end + around]) if around else ""
        hits = [hit.start() for hit in re.finditer(f"(?={re.escape(before + words + after)})", ink)]
        if hits:
            start = min(hits, key=lambda hit: abs(hit - share * len(ink))) + len(before)
            return start, start + len(words)
    return None


def _wordings(words: str) -> Iterator[tuple[str, int]]:
    """Yield what to look for, the surest first: the words in context, alone, their first line, it without a number."""
    whole = squeeze(words)
    if whole:
        yield from ((whole, around) for around in AROUND)
    line = squeeze(words.strip().split("\n", 1)[0])
    yield from ((line[cut:], 0) for cut in range(_LONGEST_NUMBER + 1) if len(line) - cut >= _LEAST)


def _copied(element: Any, text: str) -> Any:
    """Return a text element like `element` that holds `text`."""
    copy = deepcopy(element)
    copy.text, copy.tail = text, None
    copy.set(_SPACE, "preserve")
    return copy
