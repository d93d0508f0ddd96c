"""Find the zone of each part's tables among the cells: where labels of that part stand, wherever that is."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.document import Record
from gongkai.tables.cells import Sheet
from gongkai.tables.copies import choose
from gongkai.tables.runs import Run, find_runs
from gongkai.tables.vocabulary import HEADING, Vocabulary

HEAD_ROOM = 12  # cells before the first known label that may belong to a drifted header
LEAST_VALUES = 5  # a table of one row has as many
COPY = (
    0.8  # a run with this share of the most labels is another copy of the table: last year's, an annex, an empty form
)
MINIMUM_ANCHORS = 3  # fewer known labels are a mention, not a table


class Zone(Record, frozen=True):
    """The ranges of `cells` that hold a part's tables; `contested` when another copy might be the report's as well.

    `others` are filled copies under the same heading that are not read.
    """

    cells: tuple[range, ...]
    contested: bool = False
    others: tuple[range, ...] = ()


def find_zones(sheet: Sheet, vocabulary: Vocabulary) -> dict[str, Zone]:
    """Return where the tables of each part stand, of those that are found, in the form's order."""
    runs = find_runs(sheet, vocabulary)
    _widen(runs, sheet, vocabulary)
    zones: dict[str, Zone] = {}
    after = 0
    for part in vocabulary.known:
        zone = _chosen([run for run in runs if run.part == part], sheet)
        if not zone.cells and after:
            zone = Zone(_unlabelled(after, sheet, vocabulary))
        after = zone.cells[-1].stop if zone.cells else 0
        if zone.cells:
            zones[part] = zone
    return zones


def _unlabelled(after: int, sheet: Sheet, vocabulary: Vocabulary) -> tuple[range, ...]:
    """Return the cells after the part before, up to narrative: a table whose header is wrapped beyond recognition."""
    at = after
    while at < len(sheet.cells) and at < after + HEAD_ROOM and not _is_open(sheet, at, vocabulary):
        at += 1
    stop = at
    while stop < len(sheet.cells) and _is_open(sheet, stop, vocabulary):
        stop += 1
    values = sum(1 for index in range(at, stop) if sheet.cells[index].value is not None)
    return (range(at, stop),) if values >= LEAST_VALUES else ()


def _chosen(runs: Sequence[Run], sheet: Sheet) -> Zone:
    """Return the run with most labels, and those around it that go on where it ends (a table broken by other text)."""
    most = max((len(run.cores) for run in runs), default=0)
    if most < MINIMUM_ANCHORS:
        return Zone(())
    copies = [run for run in runs if len(run.cores) >= COPY * most]
    best, contested = choose(copies, sheet) if len(copies) > 1 else (copies[0], False)
    chosen, cores = [best], set(best.cores)
    at = runs.index(best)
    for run in (*runs[at + 1 :], *reversed(runs[:at])):
        if len(run.cores) > 1 and not run.cores & cores:
            chosen.append(run)
            cores |= run.cores
    others = tuple(run.cells for run in copies if run is not best and run.headed)
    return Zone(tuple(run.cells for run in sorted(chosen, key=lambda run: run.first)), contested, others)


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
