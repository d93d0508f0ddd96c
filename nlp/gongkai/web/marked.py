"""A report's text in lines of runs: what stands where, cut so that markings may overlap as they like."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence

from gongkai.document import Record, Report, Status

LONGEST = 200_000
"""Characters shown of a text: a long report has 100,000."""
Span = tuple[int, int]


class Run(Record, frozen=True):
    """A stretch of a line under the same marks; `passage` and `findings` are numbers in the report, from 0.

    `opens`: the passage begins here. `anchors` are the starts of facts that stand here.
    """

    start: int
    text: str
    passage: int | None
    opens: bool
    is_quantity: bool
    is_cell: bool
    is_hit: bool
    findings: tuple[int, ...]
    anchors: tuple[int, ...]


class Line(Record, frozen=True):
    """A line: the id of the part that its heading opens, the findings that first point at it, its runs."""

    start: int
    section: str | None
    notes: tuple[int, ...]
    runs: tuple[Run, ...]

    @property
    def is_void(self) -> bool:
        """Say whether nothing stands in the line, not even a blank cell."""
        return not any(run.anchors or run.text.strip() for run in self.runs)


class Marked(Record, frozen=True):
    """The lines shown, and how many characters are left out behind them."""

    lines: tuple[Line, ...]
    left_out: int


def marked(report: Report, hits: Iterable[Span] = ()) -> Marked:
    """Return a report's text with its passages, quantities, cells and findings, and `hits` of a search, marked."""
    if not isinstance(report.text, str):
        return Marked((), 0)
    text = report.text[:LONGEST]
    runs = _Runs(report, text, list(hits))
    heads = {section.start: section.id for section in report.sections}
    first: dict[int, list[int]] = defaultdict(list)
    for number, finding in enumerate(report.findings):
        if finding.places:
            first[finding.places[0].start].append(number)
    lines = [_line(runs, span, heads, first) for span in _spans(text)]
    return Marked(tuple(lines), max(0, len(report.text) - LONGEST))


def _line(runs: _Runs, span: Span, heads: dict[int, str], first: dict[int, list[int]]) -> Line:
    start, end = span
    found = runs.of(start, end)
    own = [at for at in range(start, end + 1) if at in heads]
    notes = [number for at in range(start, end + 1) if at in first for number in first[at]]
    return Line(start, heads[own[0]] if own else None, tuple(notes), found)


def _spans(text: str) -> list[Span]:
    """Return where each line stands, without its line break."""
    spans, at = [], 0
    for line in text.splitlines(keepends=True):
        spans.append((at, at + len(line.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"))))
        at += len(line)
    return spans


class _Runs:
    """All places where a marking begins or ends, and which markings cover the stretch from each to the next."""

    def __init__(self, report: Report, text: str, hits: Sequence[Span]) -> None:
        self._text = text
        passages = [(one.start, one.end) for one in report.passages]
        quantities = [(one.start, one.end) for one in report.quantities]
        cells = [(one.start, one.end) for one in report.facts if one.status is not Status.MISSING]
        places = [(place.start, place.end) for finding in report.findings for place in finding.places]
        owners = [number for number, finding in enumerate(report.findings) for _ in finding.places]
        breaks = [edge for span in _spans(text) for edge in span]
        every = [*passages, *quantities, *cells, *places, *hits]
        self._cuts = sorted({edge for span in every for edge in span} | set(breaks))
        self._passages = self._covered(passages)
        self._quantities = self._covered(quantities)
        self._cells = self._covered(cells)
        self._hits = self._covered(hits)
        self._findings = {cut: [owners[at] for at in found] for cut, found in self._covered(places).items()}
        self._starts = {start for start, _ in passages}
        self._anchors = {start for start, _ in cells}

    def of(self, start: int, end: int) -> tuple[Run, ...]:
        """Return the runs of a line; an empty one where a blank cell, or an empty line, stands."""
        cuts = self._cuts[bisect_left(self._cuts, start) : bisect_right(self._cuts, end)]
        edges = list(zip(cuts, [*cuts[1:], end], strict=True))
        return tuple(self._run(at, until) for at, until in edges if at < until or at in self._anchors)

    def _run(self, at: int, until: int) -> Run:
        passage = self._passages.get(at, [None])[0]
        return Run(
            at, self._text[at:until], passage, passage is not None and at in self._starts, at in self._quantities,
            at in self._cells, at in self._hits, tuple(dict.fromkeys(self._findings.get(at, ()))),
            (at,) if at in self._anchors else (),
        )  # fmt: skip

    def _covered(self, spans: Sequence[Span]) -> dict[int, list[int]]:
        """Return, for each cut, the numbers of the spans that cover what begins there."""
        found: dict[int, list[int]] = defaultdict(list)
        for number, (start, end) in enumerate(spans):
            for at in range(bisect_left(self._cuts, start), bisect_left(self._cuts, end)):
                found[self._cuts[at]].append(number)
        return dict(found)
