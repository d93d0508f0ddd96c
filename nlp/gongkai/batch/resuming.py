"""Parse a batch once: documents whose report is in the journal are not read again, the same bytes only once."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from gongkai.batch.engine import Engine, Inline
from gongkai.batch.journal import Journal, Origin
from gongkai.batch.work import keying, parsing, unpack
from gongkai.document import Report
from gongkai.model import directory, ready
from gongkai.pipeline import Settings, Source, name_of

_DATA = (".py", ".toml", ".tsv")  # files of the program that results depend on


class _Turn(NamedTuple):
    """A source whose report is still to be yielded; `parsed`: by this run, not from the journal."""

    source: Source
    key: bytes
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
    sources: Iterable[Source], journal: Journal, engine: Engine | None = None, settings: Settings | None = None
) -> Iterator[Report]:
    """Yield the Report of every source in the order given, from the journal where it holds one, else parsed and kept.

    A report is known by the bytes of its document and by its file's base name, which may tell agency and year. A
    failed one is not kept: the same call tries it again. `engine` is this process unless given.
    """
    engine, settings = engine or Inline(), settings or Settings()
    turns: deque[_Turn] = deque()
    begun: set[bytes] = set()  # keys of what is under way: its report is there when the turn of a twin comes
    failures: dict[bytes, Report] = {}

    def fresh() -> Iterator[Source]:
        for source, key in _keyed(sources, engine, settings):
            parsed = not key or not (key in journal or key in begun or key in failures)
            if key and parsed:
                begun.add(key)
            turns.append(_Turn(source, key, parsed))
            if parsed:
                yield source

    def kept(turn: _Turn) -> Report:
        report = failures[turn.key] if turn.key in failures else journal.report(turn.key)
        return msgspec.structs.replace(report, source=name_of(turn.source))

    for packed in engine.map(parsing(settings), fresh()):
        while not turns[0].parsed:
            yield kept(turns.popleft())
        key, report = turns.popleft().key, unpack(packed)
        begun.discard(key)
        if key and report.status == "failed":
            failures[key] = report
        elif key:
            journal.add(key, packed)
        yield report
    while turns:
        yield kept(turns.popleft())


def _keyed(sources: Iterable[Source], engine: Engine, settings: Settings) -> Iterator[tuple[Source, bytes]]:
    """Yield every source with its key, which is told where the files are read."""
    drawn: deque[Source] = deque()

    def noted() -> Iterator[Source]:
        for source in sources:
            drawn.append(source)
            yield source

    for key in engine.map(keying(settings.limits), noted()):
        yield drawn.popleft(), key
