"""Drift of values and rows: how cells are written, and rows that are added, cut off or split."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from .cell import BLANK, NUMBER, TEXT, Cell
from .drift import Dice
from .knowable import hide
from .layout import Row, Sheet, addresses, cut, insert
from .truth import Truth

_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_UNITS = {"prior_items": "项", "projects": "个", "change": ""}
_REMARKS = ("（其中修订{k}件）", "（含补录{k}件）", "（另有{k}件待核）", "(其中联合发文{k}件)", "（不含下属单位{k}件）")
_TEXTS = ("详见附件", "见附表", "正在统计", "另行公布", "不予统计")
_EXTRA_PROACTIVE = ("其他文件", "其他主动公开文件", "其他类信息", "部门内部文件")
_EXTRA_REQUESTS = ("9.其他情形", "其他不予公开情形", "9.涉及个人隐私")


def drift_values(dice: Dice, truth: Truth, *, lossy: bool) -> None:
    """Write some values otherwise: 1,234, 20件, 22（其中…）, or a word where a zero stood."""
    if dice.hit("thousands"):
        _change(truth, lambda _, cell: f"{Decimal(cell.raw):,}" if _PLAIN.fullmatch(cell.raw) else cell.raw)
    if dice.hit("unit_in_cell"):
        table = dice.rng.choice([table.id for table in truth.edition.tables]) + "."
        _change(truth, lambda a, cell: cell.raw + _unit(a) if a.startswith(table) and cell.raw.isdigit() else cell.raw)
    counts = [a for a, cell in truth.cells.items() if cell.raw.isdigit() and cell.value and not a.endswith("amount")]
    if counts and dice.hit("remark_in_cell"):
        address = dice.rng.choice(counts)
        cell = truth.cells[address]
        remark = dice.rng.choice(_REMARKS).format(k=dice.rng.randint(1, max(1, int(cell.value or 0))))
        truth.cells[address] = replace(cell, raw=cell.raw + remark)
    empty = [
        a for a, cell in truth.cells.items() if a.startswith("art20") and (cell.status == BLANK or cell.value == 0)
    ]
    if empty and not lossy and dice.hit("text_in_cell"):
        truth.cells[dice.rng.choice(empty)] = Cell(dice.rng.choice(_TEXTS), None, TEXT)


def _unit(address: str) -> str:
    column = address.rpartition(".")[2]
    return "" if column == "amount" else _UNITS.get(column, "件")


def _change(truth: Truth, write: Callable[[str, Cell], str]) -> None:
    for address, cell in truth.cells.items():
        if cell.status == NUMBER and (raw := write(address, cell)) != cell.raw:
            truth.cells[address] = replace(cell, raw=raw)


def drift_rows(dice: Dice, truth: Truth, sheets: dict[str, Sheet]) -> str | None:
    """Add, cut and drop rows and tables; return the part after which the document ends, if it does."""
    if dice.hit("extra_row"):
        _extra_row(dice, sheets[dice.rng.choice(("proactive", "requests"))])
    if dice.hit("group_values"):
        _group_values(dice, sheets["requests"])
    if dice.hit("table_missing"):
        _drop_table(dice, truth, sheets)
    if sheets and dice.hit("table_cut"):
        part = dice.rng.choice(list(sheets))
        sheet = sheets[part]
        index = dice.rng.randrange(1, len(sheet.rows))
        hide(truth.cells, addresses(truth.edition, sheet.rows[index:]))
        cut(sheet, index)
        if dice.rng.random() < 0.5:
            later = list(sheets)[list(sheets).index(part) + 1 :]
            for other in later:
                hide(truth.cells, addresses(truth.edition, sheets.pop(other).rows))
            return part
    return None


def _drop_table(dice: Dice, truth: Truth, sheets: dict[str, Sheet]) -> None:
    part = dice.rng.choice(list(sheets))
    tables = sorted({row.table for row in sheets[part].rows})
    if len(tables) > 1 and dice.rng.random() < 0.5:
        table = dice.rng.choice(tables)
        hide(truth.cells, addresses(truth.edition, [row for row in sheets[part].rows if row.table == table]))
        sheets[part].rows = [row for row in sheets[part].rows if row.table != table]
    else:
        hide(truth.cells, addresses(truth.edition, sheets.pop(part).rows))


def _extra_row(dice: Dice, sheet: Sheet) -> None:
    """Insert a row that the form does not know; among the requests it holds zeros, so that no sum breaks."""
    places = [
        index for index, row in enumerate(sheet.rows) if row.key and (sheet.part != "requests" or ".denied_" in row.key)
    ]
    index = dice.rng.choice(places)
    model = sheet.rows[index]
    last = next(box for box in model.boxes if box.kind == "label")
    names = _EXTRA_REQUESTS if sheet.part == "requests" else _EXTRA_PROACTIVE
    boxes = [replace(last, text=dice.rng.choice(names), ordinal="")]
    for box in model.values:
        text = "0" if sheet.part == "requests" else str(dice.rng.randint(0, 40))
        boxes.append(replace(box, kind="extra", text=text, address=None))
    insert(sheet, index + 1, Row("extra", model.table, boxes))
    _grow_groups(sheet, index + 1)


def _grow_groups(sheet: Sheet, index: int) -> None:
    """Let groups that end just above a new row `index` cover it, too."""
    for above, row in enumerate(sheet.rows[:index]):
        for box in row.boxes:
            if box.kind == "group" and above + box.rowspan == index:
                box.rowspan += 1


def _group_values(dice: Dice, sheet: Sheet) -> None:
    """Print an inner group as a row of its own that holds the subtotals of its rows."""
    inner = [(i, box) for i, row in enumerate(sheet.rows) for box in row.boxes if box.kind == "group" and box.column]
    index, group = dice.rng.choice(inner)
    children = sheet.rows[index : index + group.rowspan]
    sheet.rows[index].boxes.remove(group)
    for row in children:
        label = next(box for box in row.boxes if box.kind == "label")
        label.column, label.colspan = label.column - 1, label.colspan + 1
    boxes = [replace(group, kind="label", rowspan=1, colspan=1 + label.column + label.colspan - 1 - group.column)]
    for column, box in enumerate(children[0].values):
        texts = [row.values[column].text for row in children]
        numbers = [int(found.group().replace(",", "")) for text in texts if (found := re.match(r"[\d,]+", text))]
        boxes.append(replace(box, kind="extra", text=str(sum(numbers)) if numbers else texts[0], address=None))
    insert(sheet, index, Row("extra", children[0].table, boxes))


def break_labels(dice: Dice, sheet: Sheet) -> None:
    """Put line breaks into labels, into headers three times as often."""
    for row in sheet.rows:
        for box in row.boxes:
            if box.kind in ("value", "extra") or len(box.text) < 4:
                continue
            if dice.hit("label_broken") or (
                box.kind == "header" and (dice.hit("label_broken") or dice.hit("label_broken"))
            ):
                place = dice.rng.randint(2, len(box.text) - 2)
                box.text = f"{box.text[:place]}\n{box.text[place:]}"


def split_rows(dice: Dice, sheet: Sheet) -> None:
    """Let the end of a label, or of all narrow headers, fall into a row of its own."""
    for index in range(len(sheet.rows) - 1, -1, -1):
        row = sheet.rows[index]
        label = next((box for box in row.boxes if box.kind == "label" and len(box.text) > 5), None)
        if row.key and label and dice.hit("label_over_rows"):
            place = dice.rng.randint(3, len(label.text) - 2)
            boxes = [replace(label, text=label.text[place:], ordinal="")]
            boxes += [replace(box, kind="pad", text="", address=None) for box in row.values]
            label.text = label.text[:place]
            insert(sheet, index + 1, Row("rest", row.table, boxes))
            _grow_groups(sheet, index + 1)
    headers = [index for index, row in enumerate(sheet.rows) if row.kind == "header"]
    if len(headers) > 1 and dice.hit("header_over_rows"):
        row = sheet.rows[headers[-1]]
        halves = [(box, (len(box.text) + 1) // 2 if len(box.text) > 3 else len(box.text)) for box in row.boxes]
        rest = Row("header", row.table, [replace(box, text=box.text[place:]) for box, place in halves])
        for box, place in halves:
            box.text = box.text[:place]
        _reach_down(sheet, headers[-1])
        sheet.rows.insert(headers[-1] + 1, rest)


def _reach_down(sheet: Sheet, index: int) -> None:
    for above, row in enumerate(sheet.rows[: index + 1]):
        for box in row.boxes:
            if above < index and above + box.rowspan > index:
                box.rowspan += 1


def choose_heaps(dice: Dice, sheet: Sheet) -> tuple[tuple[str, ...], ...]:
    """Return stretches of two to nine neighbouring rows of one table, about half of all rows."""
    blocks: list[tuple[str, ...]] = []
    rows = [row for row in sheet.rows if row.kind != "title"]
    at = 0
    while at < len(rows):
        size = dice.rng.randint(2, 9)
        stretch = rows[at : at + size]
        keys = [row.key for row in stretch if row.key and any(box.kind == "label" for box in row.boxes)]
        if len(keys) == len(stretch) and dice.rng.random() < 0.6:
            blocks.append(tuple(keys))
        at += size if len(keys) == len(stretch) else 1
    return tuple(blocks)
