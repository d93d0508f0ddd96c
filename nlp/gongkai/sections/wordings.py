"""The wording of headings: known ones, and what is like one.

A row of the tables (四、结转下年度继续办理) that a line is more like than any heading keeps it from being one.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from rapidfuzz.distance import LCSseq

from gongkai.editions import aliases, editions
from gongkai.text import fold, squeeze

ALIKE = 0.46
"""Least likeness worth a thought: 存在问题及整改措施 against the printed form has 0.55, and needs its ordinal."""
GLUED = 0.8
"""Least likeness of a heading's opening where text follows on the same line."""
CERTAIN = 0.9
"""From here on, wording alone speaks: no need to compare with rows of the tables, and order may be swapped."""
FUZZY_LENGTH = 4
"""A shorter heading (概述) must be met exactly."""
LONGEST = 40
"""A line longer than this is no heading; the longest seen has 31 characters."""

NUMERALS = "一二三四五六七"


def ordinal(guard: str = "") -> str:
    """Return the regex source of an ordinal; `guard` looks behind its first character, which a search can jump to."""
    return (
        rf"[第({NUMERALS}1-7](?=[{NUMERALS} 、.,:]){guard}"
        rf"(?:(?<=第)[{NUMERALS}]部分[、:.,]?|(?<=\()[{NUMERALS}]\)[、.,]?"
        rf"|(?<=[{NUMERALS}]) ?[、.,:]|(?<=[1-7]) ?[.、](?!\d(?!\d{{3}}年)))"
    )


LINE_ORDINAL = re.compile(rf"[ \t\r#*>|]*(?P<ordinal>{ordinal()}|[{NUMERALS}][ \t]+)")

_STOP = re.compile(r"[。:;!?\n]|[.…·]{2,}|\*\*|[ \t]{2,}|\t")
_INDENT = re.compile(r"[ \t*]*")
_INK = re.compile(r"\S")


class Part(NamedTuple):
    """A part of the form: its id and the number it bears."""

    id: str
    ordinal: int


class Match(NamedTuple):
    """A stretch that is like the heading of a part."""

    start: int
    end: int
    part: int
    likeness: float


@cache
def parts() -> tuple[Part, ...]:
    """Return the parts in the order of the form; all editions have the same."""
    newest = editions()[-1]
    return tuple(Part(part.id, NUMERALS.find(part.ordinal[0]) + 1) for part in newest.parts)


@cache
def wordings() -> dict[str, int]:
    """Return every known heading, squeezed, with the index of its part; longer ones first."""
    index = {part.id: number for number, part in enumerate(parts())}
    labels = [(part.heading, part.id) for edition in editions() for part in edition.parts]
    labels += [(alias.label, alias.id) for alias in aliases() if alias.kind == "heading"]
    found = {squeeze(fold(label)): index[id] for label, id in labels}
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


@cache
def opening() -> re.Pattern[str]:
    """Return a pattern of the longest known heading, blanks allowed between its characters."""
    return re.compile(_branches(list(wordings())))


@cache
def openers() -> str:
    """Return the characters that known headings begin with."""
    return "".join(sorted({wording[0] for wording in wordings()}))


def _branches(words: list[str]) -> str:
    """Return the regex source of the longest of `words`: a tree, so that a search meets each character once."""
    tails: dict[str, list[str]] = {}
    for word in words:
        tails.setdefault(word[0], []).append(word[1:])
    return "|".join(re.escape(head) + _continued(found) for head, found in tails.items())


def _continued(tails: list[str]) -> str:
    rest = [tail for tail in tails if tail]
    if not rest:
        return ""
    return rf"(?:\s*(?:{_branches(rest)}))" + ("?" if len(rest) < len(tails) else "")


@cache
def _rows() -> tuple[str, ...]:
    tables = [table for edition in editions() for table in edition.tables]
    labels = {row.label for table in tables for row in table.rows} | {
        group.label for table in tables for group in table.groups
    }
    return tuple(sorted(squeeze(fold(label)) for label in labels))


def match(plain: str, head: int, end: int, ordinal: str | None) -> Match | None:
    """Return the heading that the line at `head` is, or begins with."""
    stop = _STOP.search(plain, head, min(end, head + 2 * LONGEST))
    close = stop.start() if stop else min(end, head + 2 * LONGEST)
    exact = known(plain, head, end)
    if exact and not _belongs(squeeze(plain[exact.end : close])):
        return exact
    best = _alike(plain, head, close) if close - head <= LONGEST else None
    if stop and stop[0] == "\n" and (best is None or best.likeness < CERTAIN):
        best = _better(best, _wrapped(plain, head, stop.end(), end))
    if ordinal and (best is None or best.likeness < CERTAIN):
        best = _better(best, glued(plain, head, end))
    return best


def known(plain: str, head: int, end: int) -> Match | None:
    """Return the known wording that stands at `head`, the longest one."""
    head = _INDENT.match(plain, head).end()  # type: ignore[union-attr]
    found = opening().match(plain, head, end)
    return Match(head, found.end(), wordings()[squeeze(found[0])], 1.0) if found else None


def _belongs(rest: str) -> bool:
    """Tell whether `rest`, on the heading's own line, still belongs to the heading (总体情况介绍)."""
    return 0 < len(rest) <= 3 and "无" not in rest and not any(char.isdigit() for char in rest)


def _better(one: Match | None, other: Match | None) -> Match | None:
    if one is None or other is None:
        return one or other
    return other if other.likeness > one.likeness else one


def _alike(plain: str, start: int, end: int) -> Match | None:
    """Return the heading that the whole stretch is most like, unless a row of the tables is more so."""
    line = squeeze(plain[start:end])
    hit = process.extractOne(line, wordings().keys(), scorer=fuzz.ratio, score_cutoff=100 * ALIKE)
    if hit is None:
        return None
    wording, score, _ = hit
    if len(wording) < FUZZY_LENGTH and score < 100:
        return None
    if score < 100 * CERTAIN and process.extractOne(line, _rows(), scorer=fuzz.ratio, score_cutoff=score):
        return None
    return Match(start, start + len(plain[start:end].rstrip(" *\r")), wordings()[wording], score / 100)


def _wrapped(plain: str, head: int, start: int, end: int) -> Match | None:
    """Return the match of the line at `head` continued on the next one, at `start`."""
    stop = plain.find("\n", start, end)
    stop = end if stop < 0 else stop
    if stop - head > LONGEST or not plain[start:stop].strip() or LINE_ORDINAL.match(plain, start, stop):
        return None
    found = _alike(plain, head, stop)
    return found if found and found.likeness >= CERTAIN else None


def glued(plain: str, head: int, end: int) -> Match | None:
    """Return the heading that the opening of the line at `head` is most like."""
    begins = squeeze(plain[head : min(end, head + 2 * LONGEST)])
    if not _shares(begins):
        return None
    best, score = "", 100 * GLUED
    for length, same in _by_length().items():
        if length < len(begins):
            hit = process.extractOne(begins[:length], same, scorer=fuzz.ratio, score_cutoff=score)
            if hit and (hit[1] > score or not best):
                best, score, _ = hit
    return Match(head, _advance(plain, head, len(best)), wordings()[best], score / 100) if best else None


def _shares(begins: str) -> bool:
    """Tell whether some heading has enough of its characters, in order, in a text: one call spares most texts twenty.

    The ratio of two stretches of the same length is the share of characters they have in common.
    """
    wordings, needed = _needed()
    common = process.cdist([begins[: len(wordings[0])]], wordings, scorer=LCSseq.similarity)
    return bool((common[0] >= needed).any())


@cache
def _needed() -> tuple[list[str], NDArray[np.float64]]:
    """Return the headings that need not be met exactly, and how many of the characters of each must be met."""
    found = [wording for same in _by_length().values() for wording in same]
    return found, np.array([len(wording) * GLUED - 0.001 for wording in found])


@cache
def _by_length() -> dict[int, list[str]]:
    """Return the known headings that need not be met exactly by their length, longer ones first."""
    found: dict[int, list[str]] = {}
    for wording in wordings():
        if len(wording) >= FUZZY_LENGTH:
            found.setdefault(len(wording), []).append(wording)
    return found


def _advance(plain: str, head: int, length: int) -> int:
    """Return the offset after `length` characters from `head`, blanks not counted."""
    for char in _INK.finditer(plain, head):
        length -= 1
        if length == 0:
            return char.end()
    return len(plain)
