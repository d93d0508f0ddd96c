"""Split the narrative into passages: list items with all their sentences, else paragraphs.

Paragraphs (lines joined where PDF text broke them) that are prose are cut at list markers, and pieces that are still
long at sentence ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from gongkai.document import Passage, Record, Section
from gongkai.narrative.paragraphs import MARKER, TOPIC, TOPIC_LENGTH, Paragraph, is_heading, joined, paragraphs

LONG = 240
"""A piece longer than this is cut: annotators left items of up to 239 characters whole."""
AIM = 200
"""Pieces of a cut item are about equal and about this long at most."""

_BREAK = "。!?;:"
_MARKING = "(一二三四五六七八九十0-9①-⑳第"
_INNER = re.compile(rf"[{_BREAK},)” \n\t](?=[ \n\t{_MARKING}])[ \n\t]*+(?=[{_MARKING}])(?:{MARKER})")
_ENCLOSED = r"\([^()\n]{0,200}\)|“[^“”\n]{0,150}”|《[^《》\n]{0,120}》"
_SENTENCE = re.compile(rf"(?=[(“《。!?;])(?:{_ENCLOSED}|(?P<end>[。!?;]+[”’)]*)(?![A-Za-z0-9=&]))")


class _Piece(Record, frozen=True):
    start: int
    end: int
    section: str | None
    kind: str  # of its list marker, "" without one
    opens: bool  # at the start of a paragraph
    fresh: bool  # a heading or table stands before it
    heading: tuple[int, int] | None  # the sub-heading it stands under


def split(text: str, plain: str, sections: Sequence[Section], tables: Sequence[tuple[int, int]]) -> tuple[Passage, ...]:
    """Return the passages of a report in text order; they do not overlap.

    `plain` is `text` folded, with artefacts blanked, of the same length. A passage before the first heading has
    section None. Headings, bare markers, title and signature lines and what is left of tables are no passages.
    """
    found = []
    pieces = [piece for paragraph in paragraphs(text, plain, sections, tables) for piece in _items(plain, paragraph)]
    for piece, parent in _nested(plain, pieces):
        whole = piece.start, piece.end
        heading = text[slice(*piece.heading)] if piece.heading else None
        for start, end in _cut(plain, *whole) if whole[1] - whole[0] > LONG else (whole,):
            found.append(Passage(piece.section, joined(text, plain, start, end), start, end, (), parent, heading))
    return tuple(found)


def _items(plain: str, paragraph: Paragraph) -> list[_Piece]:
    """Cut a paragraph before each list marker; a bare marker or heading is no piece, but makes the next one fresh."""
    start, kind, after = paragraph.start, paragraph.kind, paragraph.start + paragraph.marker
    section, heading, opens, fresh, found = paragraph.section, paragraph.heading, True, paragraph.fresh, []
    for match in _INNER.finditer(plain, start, paragraph.end):
        marker = str(match.lastgroup)
        at, closes = match.span(marker)
        if at < after or not _opens_item(plain, match.start(), marker) or _enclosed(plain, paragraph.start, at):
            continue
        end = start + len(plain[start:at].rstrip())
        topic = 0 < end - after <= TOPIC_LENGTH and TOPIC.match(plain, after, end) is not None
        if topic or is_heading(plain, after, end):
            heading = start, end
            opens = fresh = True
        else:
            if end > after:
                found.append(_Piece(start, end, section, kind, opens, fresh, heading))
            opens = fresh = False
        start, kind, after = at, marker, closes
    if paragraph.end > after:
        found.append(_Piece(start, paragraph.end, section, kind, opens, fresh, heading))
    return found


def _opens_item(plain: str, before: int, kind: str) -> bool:
    """Tell whether the character at `before` can stand before a marker: 一是 may follow a comma, others may not."""
    return kind == "that" or plain[before] in _BREAK or (plain[before] in "”)" and plain[before - 1] in _BREAK)


def _enclosed(plain: str, start: int, at: int) -> bool:
    """Tell whether `at` stands within brackets or quotes opened after `start`."""
    for opens, closes in ("()", "“”", "《》"):
        last = plain.rfind(opens, start, at)
        if last >= 0 and plain.find(closes, last, at) < 0:
            return True
    return False


def _nested(plain: str, pieces: Iterable[_Piece]) -> Iterator[tuple[_Piece, int | None]]:
    """Yield each piece with the start of the piece that opens its list.

    That is the lead-in of the same paragraph, one ending in a colon, or the item of another kind it follows.
    """
    path: list[tuple[str, int]] = []  # kind and start of the open lists
    closed = False  # a paragraph without colon opens no list beyond itself
    for piece in pieces:
        if piece.opens and (piece.fresh or closed or not piece.kind):
            path = []
        for depth, (kind, _) in enumerate(path):
            if kind == piece.kind:
                del path[depth:]
                break
        yield piece, path[-1][1] if path else None
        path.append((piece.kind, piece.start))
        closed = len(path) == 1 and not piece.kind and plain[piece.end - 1] != ":"


def _cut(plain: str, start: int, end: int) -> Sequence[tuple[int, int]]:
    """Cut a long piece into about equal ones at sentence ends outside of brackets and quotes."""
    size = end - start - plain.count("\n", start, end)
    if size <= LONG:
        return ((start, end),)
    ends = [match.end() for match in _SENTENCE.finditer(plain, start, end) if match["end"]]
    number = -(-size // AIM)
    aims = (start + (end - start) * share // number for share in range(1, number))
    cuts = {min(ends, key=lambda at: abs(at - aim), default=end) for aim in aims}
    found = []
    for cut in sorted({*cuts, end}):
        opening = plain[start:cut]
        if opening.strip():
            found.append((start + len(opening) - len(opening.lstrip()), cut))
        start = cut
    return found
