"""Runs of labels: where labels of one part stand beside each other, each copy of a table by itself."""

from __future__ import annotations

import msgspec

from gongkai.tables.cells import Sheet
from gongkai.tables.vocabulary import HEADING, Vocabulary

MINIMUM_LENGTH = 3  # 其他, 总计, 规章 also stand as pieces of other labels: they go on with a run and begin none
AGAIN = 3  # rows between two of one name: nearer ones are a merged cell's text repeated, or a page's last row


class Run(msgspec.Struct, gc=False):
    """Neighbouring labels of `part`, from cell `first` to `last`; `cells` widens it over unknown cells around.

    `floor` is the cell after what stands before it; `rows` its rows' labels and cells in order, `header` the labels
    after the last of them.
    """

    part: str
    first: int
    last: int
    cores: set[str]
    headed: bool  # the last heading before it is that of its part
    floor: int
    cells: range = range(0)
    rows: dict[str, int] = {}
    header: list[int] = []


def find_runs(sheet: Sheet, vocabulary: Vocabulary) -> list[Run]:
    """Gather neighbouring labels of one part; narrative, a heading, another part's label and a row again end a run."""
    runs: list[Run] = []
    current: Run | None = None
    heading = ""
    floor = 0
    cells, parts = sheet.cells, vocabulary.parts
    for index in sheet.texts:
        label = cells[index].core
        if label is None:
            current, floor = None, index + 1
            continue
        part = parts.get(label)
        if part is None:
            continue
        if part == HEADING:
            current, floor = None, index + 1
            heading = vocabulary.exact[label][0].part
        elif part and len(label) >= MINIMUM_LENGTH:
            if current is None or current.part != part:
                current = Run(part, index, index, set(), heading == part, floor)
                runs.append(current)
            elif _begins_again(label, current):
                current = _parted(current, index, sheet)
                runs.append(current)
            _add(current, label, index, vocabulary)
            floor = index + 1
        elif current is not None and (part == current.part or not part):
            current.last = index
    return runs


def _add(run: Run, label: str, index: int, vocabulary: Vocabulary) -> None:
    run.last = index
    run.cores.add(label)
    nodes = vocabulary.exact[label]
    if len(nodes) == 1 and nodes[0].kind == "row":
        run.rows.setdefault(label, index)
        run.header = []
    else:
        run.header.append(index)


def _begins_again(label: str, run: Run) -> bool:
    """Say whether a row is named that was named some rows ago: the table is printed once more."""
    return label in run.rows and len(run.rows) - list(run.rows).index(label) > AGAIN


def _parted(run: Run, again: int, sheet: Sheet) -> Run:
    """Return a new run for what begins at `again`, with the header above it, which is taken from the run before."""
    header = run.header or [again]
    cores = {sheet.cells[index].core or "" for index in run.header}
    run.last = max(run.rows.values())
    return Run(run.part, header[0], again, cores, run.headed, run.last + 1)
