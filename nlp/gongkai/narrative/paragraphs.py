"""Find the paragraphs of the narrative: lines outside of tables and headings, joined, without what is no prose."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from gongkai.document import Record, Section
from gongkai.narrative.furniture import after_title, is_furniture
from gongkai.narrative.gaps import gaps

WRAP_LINES = 3
"""So many full lines ending in mid-sentence show that the text is wrapped."""
WRAP_SLACK = 3.0
"""A full line may be this much narrower than the column: no punctuation stands at the head of a line."""
WRAP_EXACT = 1.0
"""A full line that ends a sentence goes on only if no more than this is missing."""
WRAP_WIDTHS = (16.0, 60.0)
"""Narrowest and widest column of wrapped text, in Chinese characters."""
HEADING = 40
"""Longest sub-heading after a marker."""
BARE_HEADING = 20
"""Longest sub-heading without a marker."""
NUMBER = 5
"""A line of at most so many characters without a word is a page number, or a table's leftover."""
TABULAR = frozenset({"proactive", "requests", "proceedings"})
"""Parts with a table: what has no sentence end there is debris of it."""

_NUMERALS = "一二三四五六七八九十"
MARKER = (
    rf"(?P<that>[{_NUMERALS}]{{1,3}}\n?[是要])"
    rf"|(?P<bracket>\([{_NUMERALS}]{{1,3}}\))"
    rf"|(?P<comma>[{_NUMERALS}]{{1,3}}、)"
    r"|(?P<digit>\d{1,2} ?(?:、|\.(?!\d)|\.(?=\d{4}年)))"
    r"|(?P<digit_bracket>\(\d{1,2}\)|\d{1,2}\))"
    r"|(?P<circle>[①-⑳])"
    rf"|(?P<nth>第[{_NUMERALS}]{{1,2}}[,、])"
)
"""What opens a list item; the name of the group is the kind of list."""

_LEADING = re.compile(MARKER)
_MARKING = frozenset(f"(0123456789第{_NUMERALS}") | frozenset(map(chr, range(0x2460, 0x2474)))
"""What a marker begins with: one look spares most lines the regex."""
_INKED = re.compile(r"[\s#*>|]*(\S(?:[^\n]*[^\s#*>|])?)[^\n]*")
_SENTENCE = re.compile("[。!?;]")
_ENDED = frozenset("。!?;:…")
_CLOSING = '”’)"]'
_CONTINUES = frozenset(",。、;:!?)”》")
_OPEN = frozenset(",、(《“")
_WORD = re.compile(r"[\u4e00-\u9fff。;%]")
_CELLS = re.compile(r"\t|\|| {3,}")
_QUANTITY = re.compile(r"\d ?(?:余|多|万)?(?:[条件次份个人篇期场家项元]|%)")
TOPIC = re.compile(r"(?:关于|抓好)[^,、]{2,18}$|[^,]{2,18}(?:情况|方面|工作)$")
"""A heading that says what follows is about, behind its marker."""
TOPIC_LENGTH = 22
_ITSELF = re.compile(
    r"(?:(?:目前|当前|主要)?存在的?)?(?:主要)?(?:问题|不足|困难)(?:[和与、及]+(?:问题|不足|困难|原因))?"
    r"|(?:下一步|拟采取|今后)?的?(?:主要|工作)?(?:改进|整改)?的?(?:工作)?(?:措施|情况|办法|方向|思路|举措|打算|计划)"
)
"""A heading of the lists of part five, whatever stop ends it."""
_NIL = re.compile(r"(?:本(?:年度?|机关|单位|局|镇)|我.|\d{4}年度?)?(?:暂时?|均)?(?:无|没有|未)")
_SIGNATURE = re.compile(
    r"(?:^|(?<=[。!?;]))\s*(?:[\u4e00-\u9fff()]{2,30}\s*)?"
    rf"(?:20\d\d|二[零○][{_NUMERALS}零○]{{2}}) ?年 ?[\d{_NUMERALS}]{{1,3}} ?月 ?[\d{_NUMERALS}]{{1,3}} ?日\s*$"
)
_BLANKED = re.compile(r"\s{4,}")


class Paragraph(Record, frozen=True):
    """A paragraph of prose: its span, the kind and length of its list marker, the sub-heading it stands under."""

    start: int
    end: int
    section: str | None
    kind: str
    marker: int
    fresh: bool = False  # a heading, a table or the start of a section stands before it
    heading: tuple[int, int] | None = None


class _Line(Record, frozen=True):
    start: int
    end: int
    before: int  # end of the line before it, page marks aside
    paged: bool  # a page number before it


class _Column(Record, frozen=True):
    width: float
    counted: bool = False  # in characters, not in printed width


def paragraphs(
    text: str, plain: str, sections: Sequence[Section], tables: Sequence[tuple[int, int]]
) -> Iterator[Paragraph]:
    """Yield the paragraphs of prose in text order."""
    stretches = [(section, _lines(plain, start, end)) for section, start, end in gaps(len(plain), sections, tables)]
    column = _column(text, plain, [line for _, lines in stretches for line in lines])
    for section, lines in stretches:
        if lines:
            found = [_paragraph(plain, section, start, end) for start, end in _merged(text, plain, lines, column)]
            yield from _prose(plain, [paragraph for paragraph in found if paragraph.start < paragraph.end])


def joined(text: str, plain: str, start: int, end: int) -> str:
    """Return text[start:end] without line breaks inside sentences, page marks and their padding."""
    found = text[start:end]
    if "\n" not in found and "[bookmark" not in found:
        return found
    padded, out = _BLANKED.search(plain, start, end) is not None, ""
    for line in _lines(plain, start, end):
        piece = _without_marks(text, plain, line) if padded else text[line.start : line.end]
        latin = out and piece[0].isascii() and piece[0].isalpha() and out[-1].isascii() and out[-1].isalpha()
        out += " " + piece if latin else piece
    return out


def _without_marks(text: str, plain: str, line: _Line) -> str:
    """Return a line without the marks that are blanked in `plain`."""
    piece, at = "", line.start
    for run in _BLANKED.finditer(plain, line.start, line.end):
        if text[run.start() : run.end()].strip():
            piece, at = piece + text[at : run.start()], run.end()
    return piece + text[at : line.end]


# Lines


def _lines(plain: str, start: int, end: int) -> list[_Line]:
    """Return the lines that have words, without frame; a page mark or number between lines is skipped."""
    found, paged, last = [], False, start
    for match in _INKED.finditer(plain, start, end):
        opens, closes = match.span(1)
        if closes - opens <= NUMBER and not _WORD.search(plain, opens, closes):
            paged = True
            continue
        if is_furniture(plain, opens, closes):
            continue
        found.append(_Line(opens, closes, last, paged))
        paged, last = False, closes
    return found


def _ended(plain: str, line: _Line) -> bool:
    """Tell whether a line ends with a sentence."""
    last = plain[line.end - 1]
    return last in _ENDED or (last in _CLOSING and plain[line.end - 2] in _ENDED)


def _column(text: str, plain: str, lines: Sequence[_Line]) -> _Column | None:
    """Return the column at which text is wrapped, None if it is not."""
    broken = [
        line
        for line in lines
        if plain[line.end - 1] not in _ENDED and line.end - line.start >= WRAP_WIDTHS[0] and not _ended(plain, line)
    ]
    if len(broken) < WRAP_LINES:
        return None
    lengths = Counter(_length(plain, line) for line in broken)
    length, times = lengths.most_common(1)[0]
    # Where a line holds so many characters, none is longer; where it is so wide, those with digits are.
    if length == max(lengths) and times >= max(WRAP_LINES, len(broken) / 2) and length <= WRAP_WIDTHS[1]:
        return _Column(length, counted=True)
    widths = sorted(_width(text, line) for line in lines)
    width = widths[(len(widths) - 1) * 97 // 100]
    full = sum(_width(text, line) >= width - WRAP_SLACK for line in broken)
    return _Column(width) if WRAP_WIDTHS[0] <= width <= WRAP_WIDTHS[1] and full >= WRAP_LINES else None


def _length(plain: str, line: _Line) -> int:
    """Return the characters of a line, indent included."""
    return line.end - plain.rfind("\n", 0, line.start) - 1


def _width(text: str, line: _Line) -> float:
    """Return the printed width in Chinese characters: ASCII counts half."""
    found = text[line.start : line.end]
    return len(found) / 2 + (len(found.encode(errors="replace")) - len(found)) / 4


def _merged(text: str, plain: str, lines: Sequence[_Line], column: _Column | None) -> list[tuple[int, int]]:
    """Return spans of lines joined where a sentence goes on."""
    found, last = [], lines[0]
    start = last.start
    for line in lines[1:]:
        # Where nothing is wrapped, a sentence's end is a paragraph's; this is most of all lines.
        plainly = column is None and plain[last.end - 1] in _ENDED and plain[line.start] not in _CONTINUES
        if plainly or not _goes_on(text, plain, last, line, column):
            found.append((start, last.end))
            start = line.start
        last = line
    found.append((start, last.end))
    return found


def _goes_on(text: str, plain: str, last: _Line, line: _Line, column: _Column | None) -> bool:
    """Tell whether `line` continues the sentence or paragraph of `last`."""
    opens = plain[line.start]
    if opens in _CONTINUES:
        return True
    if opens in _MARKING and _LEADING.match(plain, line.start, line.end):
        return False
    if plain[last.end - 1] in _OPEN:
        return True
    if column is None:
        return last.end - last.start > HEADING and not _ended(plain, last) and _across_page(text, plain, line)
    missing = column.width - (_length(plain, last) if column.counted else _width(text, last))
    if _ended(plain, last):
        near = plain.count("\n", line.before, line.start) <= 1
        return missing <= (0 if column.counted else WRAP_EXACT) and (near or _across_page(text, plain, line))
    return missing <= WRAP_SLACK


def _across_page(text: str, plain: str, line: _Line) -> bool:
    """Tell whether a page number or mark, blanked in `plain`, stands before a line."""
    empty = plain.count("\n", line.before, line.start) > 1
    return line.paged or (empty and not text[line.before : line.start].isspace())


# Prose


def is_heading(plain: str, start: int, end: int) -> bool:
    """Tell whether what stands behind a marker is but the heading of a list of problems or measures."""
    short = 0 < end - start <= TOPIC_LENGTH
    return short and _ITSELF.fullmatch(plain, start, end - (plain[end - 1] in "。:")) is not None


def _paragraph(plain: str, section: str | None, start: int, end: int) -> Paragraph:
    """Return the paragraph in a span, without a heading's punctuation before it and a signature behind it."""
    if plain[end - 1] == "日":
        signature = _SIGNATURE.search(plain, max(start, end - 60), end)
        end = signature.start() if signature and (signature.start() > start or end - start < 60) else end
    if section is None:
        start = after_title(plain, start, end)
    while start < end and plain[start] in ":。 \t":
        start += 1
    marker = _LEADING.match(plain, start, end) if start < end and plain[start] in _MARKING else None
    if marker is None:
        return Paragraph(start, end, section, "", 0)
    return Paragraph(start, end, section, str(marker.lastgroup), marker.end() - start)


def _prose(plain: str, found: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Yield the paragraphs that say something; the others make the next one fresh."""
    fresh, listed = True, ""
    heading: tuple[int, int] | None = None
    for number, paragraph in enumerate(found):
        start, end = paragraph.start, paragraph.end
        last = plain[end - 1]
        if is_heading(plain, start + paragraph.marker, end):
            fresh, listed, heading = True, "", (start, end)
            continue
        if last == "。" or _SENTENCE.search(plain, start, end) or _leads(plain, paragraph, found[number + 1 :]):
            listed = ""
        elif not _says(plain[start:end], paragraph, found[number + 1 : number + 2], listed):
            fresh, listed = True, ""
            if end - start <= HEADING and paragraph.section and paragraph.section not in TABULAR:
                heading = start, end
            continue
        else:
            listed = paragraph.kind
        if fresh or heading:
            yield Paragraph(start, end, paragraph.section, paragraph.kind, paragraph.marker, fresh, heading)
        else:
            yield paragraph
        fresh = False


def _leads(plain: str, paragraph: Paragraph, after: Sequence[Paragraph]) -> bool:
    """Tell whether a paragraph ending in a colon leads to what follows; in a part with a table, to a list only."""
    if plain[paragraph.end - 1] != ":" or not paragraph.section:
        return False
    return paragraph.section not in TABULAR or any(other.kind for other in after[:1])


def _says(line: str, paragraph: Paragraph, after: Sequence[Paragraph], listed: str) -> bool:
    """Tell whether a paragraph without any sentence end is prose, not a title, sub-heading or debris of a table."""
    if paragraph.section is None or _CELLS.search(line):
        return False
    if paragraph.section in TABULAR:
        return bool(_QUANTITY.search(line) and "," in line)
    if _NIL.match(line, paragraph.marker) or _QUANTITY.search(line):
        return True
    if TOPIC.match(line, paragraph.marker):
        return False
    if not paragraph.kind:
        return len(line) > BARE_HEADING and ("," in line or len(line) > HEADING)
    if len(line) > HEADING or paragraph.kind == listed:
        return True
    return not after or after[0].kind == paragraph.kind
