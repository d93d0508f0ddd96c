"""Generate a report whose truth is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from gongkai.editions import editions

from .agencies import agency, title
from .arithmetic import breaches, plant_defect
from .cell import NUMBER, Cell
from .document import blocks, compose
from .drift import Dice, drift_labels, narrow, traditional, widen_digits
from .knowable import lose_blanks
from .layout import Sheet, lay_out
from .narrative import write_parts
from .rows import break_labels, choose_heaps, drift_rows, drift_values, split_rows
from .shapes import SHAPES, Shape
from .style import Style
from .truth import Truth, make_truth


@dataclass(frozen=True, slots=True)
class Rendered:
    """A report and its truth.

    `cells` holds every cell of the form as printed, by address; an undivided （六）其他处理 has cells in place
    of its rows. `drifts` names what happened to it; `defects` the broken identities as (code, column or row), as far as
    knowable cells show them. `agency` and `year` are None where neither title nor opening names them.
    """

    seed: int
    text: str
    edition: str
    year: int | None
    agency: str | None
    cells: dict[str, Cell]
    shape: str
    drifts: tuple[str, ...]
    defects: tuple[tuple[str, str], ...]


def generate(
    seed: int, *, edition: str | None = None, shape: str | None = None, drift: float = 1.0, defects: bool = False
) -> Rendered:
    """Return the report of `seed`; the same arguments always give the same report.

    `drift` multiplies the rates of `rates.RATES` (0: none). Truth and prose depend on seed and edition alone, so that
    one truth can be seen in all shapes and drifts. `defects` plants an arithmetic error.
    """
    choice = Random(f"choice {seed}")
    forms = {form.id: form for form in editions()}
    form = forms[edition or choice.choice(list(forms))]
    chosen = SHAPES[shape or choice.choice(list(SHAPES))]
    rng = Random(f"truth {seed} {form.id}")
    truth = make_truth(rng, form)
    name = agency(rng, truth.level)
    heading = title(rng, truth, name) if rng.random() < 0.98 else ""
    parts = write_parts(rng, truth, name)
    if rng.random() < 0.25:
        parts["closing"] = [name, f"{truth.year + 1}年{rng.randint(1, 3)}月{rng.randint(1, 28)}日"]
    if defects:
        truth.cells = plant_defect(rng, form, truth.cells)
    return _render(
        seed, truth, chosen, Dice(Random(f"drift {seed} {chosen.name}"), drift), name, heading, parts, defects
    )


def _render(
    seed: int,
    truth: Truth,
    shape: Shape,
    dice: Dice,
    name: str,
    heading: str,
    parts: dict[str, list[str]],
    defects: bool,
) -> Rendered:
    drift_values(dice, truth, lossy=shape.lossy)
    sheets = lay_out(truth)
    last = drift_rows(dice, truth, sheets)
    for sheet in sheets.values():
        drift_labels(dice, sheet)
        break_labels(dice, sheet)
        if shape.gridded or shape.body == "html":
            split_rows(dice, sheet)
    name, heading, parts = _characters(dice, truth, sheets, name, heading, parts)
    style = _style(dice, shape)
    tables = {}
    for part, sheet in sheets.items():
        style.blocks = choose_heaps(dice, sheet) if shape.name.startswith("heap") else ()
        if style.lossy:
            lose_blanks(truth.cells, sheet, style.blocks, singly=style.singly)
        tables[part] = shape.print(sheet, style)
    found = blocks(dice, truth.edition, heading, parts, tables, last)
    text = compose(dice, shape, found, heading)
    shown = {address: cell for address, cell in truth.cells.items() if cell.knowable}
    broken = breaches(truth.edition, shown) if defects else []
    named = bool(heading) or any(name in opening for opening in parts["opening"])
    dated = bool(heading) or any(str(truth.year) in opening for opening in parts["opening"])
    return Rendered(
        seed, text, truth.edition.id, truth.year if dated else None, name if named else None,
        truth.cells, shape.name, tuple(sorted(dice.applied)), tuple(broken),
    )  # fmt: skip


def _style(dice: Dice, shape: Shape) -> Style:
    rng = dice.rng
    style = Style(rng, lossy=shape.lossy, wrap=rng.randint(6, 16), heaps=shape.name.rpartition("_")[2])
    style.vertical, style.horizontal = rng.choice(shape.vertical), rng.choice(shape.horizontal)
    style.filler, style.line_break = rng.choice(shape.fillers), rng.choice(shape.breaks)
    style.singly = shape.name.startswith("heap") and rng.random() < 0.25
    if shape.lossy:
        return style
    style.padding = dice.hit("padding")
    if shape.name in ("tab_cells", "line_cells"):
        style.empty_lines = dice.hit("empty_lines")
    if shape.name in ("tab_cells", "line_cells", "pipe_lines"):
        style.lossy = dice.hit("blanks_lost")
    if shape.name not in ("html_spans", "pipe_pads", "pipe_lines", "one_line_tabs") and dice.hit("leftovers_repeated"):
        style.vertical = "repeat"
        if style.horizontal == "empty" and rng.random() < 0.5:
            style.horizontal = "repeat"
    return style


def _characters(
    dice: Dice, truth: Truth, sheets: dict[str, Sheet], name: str, heading: str, parts: dict[str, list[str]]
) -> tuple[str, str, dict[str, list[str]]]:
    """Apply what happens to all characters: half-width punctuation, traditional forms, full-width digits in cells."""
    if dice.hit("full_width_digits"):
        _rewrite_values(truth, sheets, widen_digits)
    for drift, change in (("half_width", narrow), ("traditional", traditional)):
        if not dice.hit(drift):
            continue
        boxes = [box for sheet in sheets.values() for row in sheet.rows for box in row.boxes]
        for box, text, ordinal in zip(
            boxes, change([box.text for box in boxes]), change([box.ordinal for box in boxes]), strict=True
        ):
            box.text, box.ordinal = text, ordinal
        keys = list(truth.cells)
        for key, raw in zip(keys, change([truth.cells[key].raw for key in keys]), strict=True):
            if raw != truth.cells[key].raw:
                truth.cells[key] = replace(truth.cells[key], raw=raw)
        name, heading = change([name, heading])
        parts = {part: change(paragraphs) if paragraphs else [] for part, paragraphs in parts.items()}
    return name, heading, parts


def _rewrite_values(truth: Truth, sheets: dict[str, Sheet], change: Callable[[str], str]) -> None:
    for key, cell in truth.cells.items():
        if cell.status == NUMBER:
            truth.cells[key] = replace(cell, raw=change(cell.raw))
    for sheet in sheets.values():
        for row in sheet.rows:
            for box in row.values:
                box.text = change(box.text)
