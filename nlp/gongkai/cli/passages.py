"""Passages to annotate, out of reports and of files of passages."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path

import msgspec

from gongkai.batch import pipe
from gongkai.cli.learning import steps
from gongkai.document import Report
from gongkai.errors import AnnotationError, MissingFile
from gongkai.examples import Example, formats
from gongkai.examples.formats.records import Names, Record, checked, lines
from gongkai.reading import Found, find
from gongkai.tagging import placed

_LINES = (".jsonl", ".ndjson")
_OTHERS = (".json", ".csv", ".spacy", ".docbin")
_YEARS = range(2000, 2101)  # what an Example takes for a year
_REMEDY = 'a line holds a passage as {"text": "…"}; give such a file, or reports'


def gathered(paths: Sequence[str], model: str | None = None) -> tuple[list[Example], int]:
    """Return the passages of files of passages and of reports, without tags, and how many reports failed.

    What failed is said on standard error; a path that does not exist is a report that failed.
    """
    found: list[Example] = []
    failures = 0
    reports = [path for path in paths if not path.lower().endswith((*_LINES, *_OTHERS))]
    for path in paths:
        if path not in reports:
            found += unlabelled(path)
    sources = list(find(reports))
    # Elsewhere than in a terminal a line a report would bury those that failed.
    with steps(len(sources)) if sys.stderr.isatty() else nullcontext(_quiet) as step:
        for report in pipe(map(_opened, sources), model=model):
            step("解析")
            if report.status == "failed":
                failures += 1
                print(f"失败 {report.source}：{report.reason}", file=sys.stderr)
            elif report.passages:
                found += passages_of(report)
    return _distinct(found), failures


def passages_of(report: Report) -> Iterator[Example]:
    """Yield the passages of a report, each with its place; ids number them from 1."""
    year = report.year if report.year in _YEARS else None
    for number, one in enumerate(placed(report.passages, report.sections), start=1):
        yield Example(
            f"{report.source}:{number}", one.text, (), section=one.section, heading=one.heading, parent=one.parent,
            previous=one.previous, next=one.next, report=report.source, agency=report.agency, year=year,
        )  # fmt: skip


def unlabelled(path: str) -> list[Example]:
    """Return the passages of a file without what it says of tags; JSONL needs nothing but `text`."""
    if not path.lower().endswith(_LINES):
        return [_bare(example) for example in formats.read(path)]
    try:
        data = Path(path).read_bytes()
    except (FileNotFoundError, IsADirectoryError) as error:
        raise MissingFile(f"{path}: no such file; give reports or files of passages", "文件不存在") from error
    records = (_record(place, line) for place, line in lines(path, data, _REMEDY))
    return [_bare(example) for example in checked(records, Names(tags="tags", id="id"))]


def _opened(source: Found) -> Found | bytes:
    """Return standard input's bytes for `-`, a path as it is."""
    return sys.stdin.buffer.read() if source == "-" else source


def _quiet(words: str) -> None:
    """Say nothing."""


def _record(place: str, line: bytes) -> Record:
    try:
        fields = msgspec.json.decode(line, type=dict[str, object])
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise AnnotationError(f"{place}: {error}; {_REMEDY}") from error
    without = {name: value for name, value in fields.items() if name not in ("tags", "optional", "needs_context")}
    return Record(place, without.pop("text", None), (), without, without.pop("id", None))


def _bare(example: Example) -> Example:
    return msgspec.structs.replace(example, tags=(), optional=(), needs_context=False, annotator=None)


def _distinct(examples: Sequence[Example]) -> list[Example]:
    """Return examples with distinct ids: the first of each, for what is named twice is one passage."""
    return list({example.id: example for example in reversed(examples)}.values())[::-1]
