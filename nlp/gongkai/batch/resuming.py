"""Parse a batch once: documents whose report is in the journal are not read again, the same bytes only once."""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from gongkai.batch.journal import Journal, Origin
from gongkai.document import Report
from gongkai.errors import ReadingError
from gongkai.limits import DEFAULT, Limits
from gongkai.masthead import base_name
from gongkai.model import directory, ready
from gongkai.pipeline import name_of, pipe
from gongkai.reading import Member, load

Source = str | bytes | Member
_DATA = (".py", ".toml", ".tsv")  # files of the program that results depend on


class _Turn(NamedTuple):
    """A source whose report is still to be yielded; `parsed`: by this run, not from the journal."""

    source: Source
    key: bytes | None
    parsed: bool


def origin(model: str | None = None) -> Origin:
    """Return what results of this program with that model depend on; ModelError when there is no such model."""
    ready(model)
    program = hashlib.sha256()
    package = Path(__file__).parents[1]
    for file in sorted(package.rglob("*")):
        if file.suffix in _DATA:
            program.update(file.relative_to(package).as_posix().encode() + b"\0" + file.read_bytes())
    weights = hashlib.sha256((directory.find(model) / directory.INFO).read_bytes())
    return Origin(program.hexdigest(), weights.hexdigest())


def resumed(
    sources: Iterable[Source],
    journal: Journal,
    processes: int = 1,
    *,
    model: str | None = None,
    limits: Limits = DEFAULT,
) -> Iterator[Report]:
    """Yield the Report of every source in the order given, from the journal where it holds one, else parsed and kept.

    A report is known by the bytes of its document and by its file's base name, which may tell agency and year. A
    failed one is not kept: the same call tries it again.
    """
    turns: deque[_Turn] = deque()
    begun: set[bytes] = set()  # keys handed to the pipe: their report is there when the turn of a twin comes
    failures: dict[bytes, Report] = {}

    def fresh() -> Iterator[Source]:
        for source in sources:
            key = _key(source, limits)
            parsed = key is None or not (key in journal or key in begun)
            if key is not None and parsed:
                begun.add(key)
            turns.append(_Turn(source, key, parsed))
            if parsed:
                yield source

    def kept(turn: _Turn) -> Report:
        assert turn.key is not None
        report = failures[turn.key] if turn.key in failures else journal.report(turn.key)
        return msgspec.structs.replace(report, source=name_of(turn.source))

    for report in pipe(fresh(), processes, model=model, limits=limits):
        while not turns[0].parsed:
            yield kept(turns.popleft())
        key = turns.popleft().key
        if key is not None and report.status == "failed":
            failures[key] = report
        elif key is not None:
            journal.add(key, report)
        yield report
    while turns:
        yield kept(turns.popleft())


def _key(source: Source, limits: Limits) -> bytes | None:
    """Return what the report of a source is known by; None when it can't be read as one file of a report's size."""
    if isinstance(source, bytes):
        return None
    try:
        if not isinstance(source, Member) and not os.path.isfile(source):
            return None
        content = hashlib.sha256(load(source, limits))
    except ReadingError:  # the pipe says why
        return None
    content.update(b"\0" + base_name(name_of(source)).encode())
    return content.digest()
