"""Put a report together: title, headings, prose and tables, as text, as a page, or as one line."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random
from typing import NamedTuple

from gongkai.editions import Edition

from .drift import Dice, noise, ordinal
from .markup import page
from .shapes import Shape


class Block(NamedTuple):
    """A piece of the document: title, heading, paragraph, or the rows of a table."""

    kind: str
    lines: list[str]


_RENAMED = {
    "overview": ("概述", "基本情况", "工作总体情况", "总体概况"),
    "proactive": ("主动公开情况", "政府信息主动公开情况", "主动公开政府信息的情况"),
    "requests": ("依申请公开政府信息情况", "收到和处理政府信息公开申请的情况", "政府信息公开申请办理情况"),
    "proceedings": (
        "因政府信息公开工作被申请行政复议、提起行政诉讼的情况",
        "行政复议、行政诉讼情况",
        "政府信息公开行政复议和行政诉讼的情况",
    ),
    "problems": ("存在问题及改进措施", "政府信息公开工作存在的主要问题及改进情况", "主要问题和下步打算"),
    "other": ("其他需要报告事项", "其他需要说明的情况", "其他事项", "需要报告的其他事项"),
}
_HEADING_STYLES = ("{n}.", "（{k}）", "{k}.", "{k} ", "{n}、", "第{k}部分 ")
_MARKS = ("- {n} -", "— {n} —", "P. {n}", "-{n}-", "第{n}页", "－{n}－", "第 {n} 页 共 9 页")
_ABSENT = ("（详见附件）", "（表格见附件）", "数据表附后。")


def headings(dice: Dice, edition: Edition) -> dict[str, str]:
    """Return the headings as printed; a part without one is left out."""
    renamed, unnumbered, restyled = (dice.hit(f"heading_{name}") for name in ("renamed", "unnumbered", "restyled"))
    style = dice.rng.choice(_HEADING_STYLES) if restyled else "{k}、"
    restart = dice.rng.randrange(1, 5) if dice.hit("heading_restart") else 0
    printed = {}
    for number, part in enumerate(edition.parts, 1):
        text = dice.rng.choice(_RENAMED[part.id]) if renamed and dice.rng.random() < 0.6 else part.heading
        text = noise(dice, text) if dice.hit("heading_noise") else text
        shown = number - restart if restart and number > restart else number
        if not dice.hit("heading_lost"):
            printed[part.id] = ("" if unnumbered else ordinal(style, shown)) + text
    if printed and dice.hit("heading_bookmark"):
        last = dice.rng.choice(list(printed))
        printed[last] = dice.rng.choice(("[bookmark: _GoBack]{}", "{}[bookmark: _GoBack]")).format(printed[last])
    return printed


def blocks(
    dice: Dice,
    edition: Edition,
    title: str,
    parts: dict[str, list[str]],
    tables: dict[str, list[str]],
    last: str | None,
) -> list[Block]:
    """Return the pieces in order, up to the table of part `last` if the document was cut there."""
    found = [Block("title", title.split("\n"))] if title else []
    found += [Block("paragraph", [text]) for text in parts["opening"]]
    shown, glued = headings(dice, edition), dice.hit("heading_glued")
    for part in edition.parts:
        paragraphs, heading = parts.get(part.id, []), shown.get(part.id)
        if heading and glued and paragraphs:
            glue = dice.rng.choice((" ", "。", "：", "　", ""))
            paragraphs, heading = [heading + glue + paragraphs[0], *paragraphs[1:]], None
        found += [Block("heading", [heading])] if heading else []
        found += [Block("paragraph", [text]) for text in paragraphs]
        if part.id in tables:
            found.append(Block("table", tables[part.id]))
        elif any(table.part == part.id for table in edition.tables) and dice.rng.random() < 0.5:
            found.append(Block("paragraph", [dice.rng.choice(_ABSENT)]))
        if part.id == last:
            return found
    return found + [Block("paragraph", [text]) for text in parts.get("closing", [])]


def compose(dice: Dice, shape: Shape, found: list[Block], title: str) -> str:
    """Return the document in the way that `shape` asks for."""
    if shape.body == "html":
        return page(dice.rng, title, _elements(dice.rng, found))
    if shape.body == "line":
        # Line ends become nothing, a space, or both: so a row may end in a tab, a space, or a space and a tab.
        return _one_line(found, dice.rng.choice(("\t", " ", " \t")) if shape.name.endswith("tabs") else " ")
    return _lines(dice, shape, found)


def _elements(rng: Random, found: Iterable[Block]) -> list[str]:
    head = rng.choice(
        ("<p><strong>{0}</strong></p>", "<h3>{0}</h3>", '<p style="text-indent:2em">{0}</p>', "<div>{0}</div>")
    )
    wrap = {
        "title": "<h1>{0}</h1>",
        "heading": head,
        "paragraph": rng.choice(("<p>{0}</p>", '<p style="text-indent:2em">　　{0}</p>')),
    }
    printed = []
    for kind, lines in found:
        printed.append("\n".join(lines) if kind == "table" else wrap[kind].format("<br/>".join(lines)))
    return printed


def _one_line(found: Iterable[Block], gap: str) -> str:
    pieces = []
    for kind, lines in found:
        joined = (gap if kind == "table" else " ").join(lines)
        pieces.append(joined.replace("\n", gap if kind == "table" else " "))
    return " ".join(pieces) + "\n"


def _lines(dice: Dice, shape: Shape, found: list[Block]) -> str:
    rng = dice.rng
    paged = shape.name in ("pdf", "heap_after", "heap_before")
    width = rng.randint(28, 44) if paged or dice.hit("hard_breaks") else 0
    indent = rng.choice(("", "", "　　", "    ")) if shape.name != "markdown" else ""
    marked = shape.name != "csv" and (dice.hit("page_marks") or paged)
    mark = rng.choice(_MARKS) if marked else "{n}" if dice.hit("page_number_alone") else ""
    flat = shape.gridded or shape.name in ("pdf", "spaced", "heap_after", "heap_before")
    hashes = shape.name == "markdown" and rng.random() < 0.6
    pages = _Pages(rng, mark)
    printed: list[str] = []
    previous = ""
    for kind, lines in found:
        if kind == "table":
            # A bare number among single cells would be a cell; it stands only between rows of many cells.
            breakable = marked or (flat and len(lines) > 20)
            printed += pages.through(lines) if breakable else lines
        elif kind == "paragraph":
            text = indent + lines[0]
            wrapped = [text[start : start + width] for start in range(0, len(text), width)] if width else [text]
            printed += pages.through(wrapped, first=previous == "paragraph")
        else:
            printed += ["#" * (1 if kind == "title" else 2) + " " + line for line in lines] if hashes else lines
        printed += [""] if not width and (shape.name == "markdown" or rng.random() < 0.15) else []
        previous = kind
    return "\n".join(printed) + "\n"


class _Pages:
    """Set a page mark about every twenty-five lines, between two rows or two lines of prose."""

    def __init__(self, rng: Random, mark: str) -> None:
        self.rng, self.mark, self.number = rng, mark, 0

    def through(self, lines: list[str], *, first: bool = False) -> list[str]:
        if not self.mark:
            return lines
        printed = []
        for number, line in enumerate(lines):
            if (number or first) and self.rng.random() < 0.04:
                self.number += 1
                printed.append(self.mark.format(n=self.number))
            printed.append(line)
        return printed
