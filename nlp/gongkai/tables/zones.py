"""Find the zone of each part's tables among the cells: where labels of that part stand, wherever that is."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from gongkai.tables.cells import Sheet
from gongkai.tables.vocabulary import HEADING, Vocabulary

HEAD_ROOM = 12  # cells before the first known label that may belong to a drifted header
LEAST_VALUES = 5  # a table of one row has as many
COPY = (
    0.8  # a run with this share of the most labels is another copy of the table: last year's, an annex, an empty form
)
MINIMUM_LENGTH = 3  # 其他, 总计, 规章 also stand as pieces of other labels: they go on with a run and begin none
MINIMUM_ANCHORS = 3  # fewer known labels are a mention, not a table


class Run(msgspec.Struct, gc=False):
    """Neighbouring labels of `part`, from cell `first` to `last`; `cells` widens it over unknown cells around."""

    part: str
    first: int
    last: int
    cores: set[str]
    headed: bool  # the last heading before it is that of its part
    cells: range = range(0)


def find_zones(sheet: Sheet, vocabulary: Vocabulary) -> dict[str, list[range]]:
    """Return the ranges of cells that hold tables, by part, in the form's order."""
    runs = _runs(sheet, vocabulary)
    _widen(runs, sheet, vocabulary)
    zones: dict[str, list[range]] = {}
    after = 0
    for part in vocabulary.known:
        zones[part] = [run.cells for run in _chosen([run for run in runs if run.part == part], sheet)]
        if not zones[part] and after:
            zones[part] = _unlabelled(after, sheet, vocabulary)
        after = zones[part][-1].stop if zones[part] else 0
    return zones


def _unlabelled(after: int, sheet: Sheet, vocabulary: Vocabulary) -> list[range]:
    """Return the cells after the part before, up to narrative: a table whose header is wrapped beyond recognition."""
    at = after
    while at < len(sheet.cells) and at < after + HEAD_ROOM and not _is_open(sheet, at, vocabulary):
        at += 1
    stop = at
    while stop < len(sheet.cells) and _is_open(sheet, stop, vocabulary):
        stop += 1
    values = sum(1 for index in range(at, stop) if sheet.cells[index].value is not None)
    return [range(at, stop)] if values >= LEAST_VALUES else []


def _runs(sheet: Sheet, vocabulary: Vocabulary) -> list[Run]:
    """Gather neighbouring labels of one part; narrative, a heading and another part's label end a run."""
    runs: list[Run] = []
    current: Run | None = None
    heading = ""
    cells, parts = sheet.cells, vocabulary.parts
    for index in sheet.texts:
        label = cells[index].core
        if label is None:
            current = None
            continue
        part = parts.get(label)
        if part is None:
            continue
        if part == HEADING:
            current = None
            heading = vocabulary.exact[label][0].part
        elif part and len(label) >= MINIMUM_LENGTH:
            if current is None or current.part != part:
                current = Run(part, index, index, set(), heading == part)
                runs.append(current)
            current.last = index
            current.cores.add(label)
        elif current is not None and (part == current.part or not part):
            current.last = index
    return runs


def _chosen(runs: Sequence[Run], sheet: Sheet) -> list[Run]:
    """Return the run with most labels, and those around it that go on where it ends (a table broken by other text)."""
    most = max((len(run.cores) for run in runs), default=0)
    if most < MINIMUM_ANCHORS:
        return []
    copies = [run for run in runs if len(run.cores) >= COPY * most]
    best = max(copies, key=lambda run: _standing(run, sheet)) if len(copies) > 1 else copies[0]
    chosen, cores = [best], set(best.cores)
    at = runs.index(best)
    for run in (*runs[at + 1 :], *reversed(runs[:at])):
        if len(run.cores) > 1 and not run.cores & cores:
            chosen.append(run)
            cores |= run.cores
    return sorted(chosen, key=lambda run: run.first)


def _standing(run: Run, sheet: Sheet) -> tuple[bool, int]:
    """Return what one of several copies is chosen by: under its own heading, and filled."""
    return run.headed, sum(1 for index in run.cells if sheet.cells[index].value and sheet.cells[index].key)


def _widen(runs: Sequence[Run], sheet: Sheet, vocabulary: Vocabulary) -> None:
    """Widen every run over the unknown cells around it, up to narrative, a heading or the next run."""
    for at, run in enumerate(runs):
        floor = runs[at - 1].cells.stop if at else 0
        ceiling = runs[at + 1].first if at + 1 < len(runs) else len(sheet.cells)
        first, stop = run.first, run.last + 1
        while first > floor and run.first - first < HEAD_ROOM and _is_open(sheet, first - 1, vocabulary):
            first -= 1
        while stop < ceiling and _is_open(sheet, stop, vocabulary):
            stop += 1
        run.cells = range(first, stop)


def _is_open(sheet: Sheet, index: int, vocabulary: Vocabulary) -> bool:
    cell = sheet.cells[index]
    return cell.value is not None or (cell.core is not None and vocabulary.parts.get(cell.core) != HEADING)
