"""Parse a batch once: documents whose report is in the journal are not read again, the same bytes only once."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import msgspec

from gongkai.batch.engine import Engine, Inline
from gongkai.batch.journal import Journal, Origin
from gongkai.batch.work import keying, parsing, unpack
from gongkai.document import Report
from gongkai.model import directory, ready
from gongkai.pipeline import Settings, Source, name_of
from gongkai.reading.pages.ocr import engine as ocr

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
    if ocr.is_available():
        program.update(b"ocr")
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
    batch = _Batch(journal)
    keyed = _keyed(sources, engine, settings)
    first: list[tuple[Source, bytes]] = []
    for source, key in keyed:  # what a stopped run has kept comes at once, not after a look at all there is
        if key not in journal:
            first.append((source, key))
            break
        yield batch.kept(source, key)
    for packed in engine.map(parsing(settings), batch.fresh(chain(first, keyed))):
        yield from batch.waiting()
        yield batch.done(packed)
    yield from batch.waiting()


class _Batch:
    """What stands between sources and reports: whose turn it is, and what became of those that were parsed."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._turns: deque[_Turn] = deque()
        self._begun: set[bytes] = set()  # what is under way: its report is there when the turn of a twin comes
        self._failures: dict[bytes, Report] = {}

    def fresh(self, keyed: Iterable[tuple[Source, bytes]]) -> Iterator[Source]:
        """Yield the sources that must be parsed, and note the turn of every one."""
        for source, key in keyed:
            parsed = not key or not (key in self._journal or key in self._begun or key in self._failures)
            if key and parsed:
                self._begun.add(key)
            self._turns.append(_Turn(source, key, parsed))
            if parsed:
                yield source

    def done(self, packed: bytes) -> Report:
        """Keep the report of the source whose turn it is, and return it."""
        key, report = self._turns.popleft().key, unpack(packed)
        self._begun.discard(key)
        if key and report.status == "failed":
            self._failures[key] = report
        elif key:
            self._journal.add(key, packed)
        return report

    def waiting(self) -> Iterator[Report]:
        """Yield the kept reports whose turn has come."""
        while self._turns and not self._turns[0].parsed:
            turn = self._turns.popleft()
            yield self.kept(turn.source, turn.key)

    def kept(self, source: Source, key: bytes) -> Report:
        """Return the report kept under `key` as that of `source`."""
        report = self._failures[key] if key in self._failures else self._journal.report(key)
        return msgspec.structs.replace(report, source=name_of(source))


def _keyed(sources: Iterable[Source], engine: Engine, settings: Settings) -> Iterator[tuple[Source, bytes]]:
    """Yield every source with its key, which is told where the files are read."""
    drawn: deque[Source] = deque()

    def noted() -> Iterator[Source]:
        for source in sources:
            drawn.append(source)
            yield source

    for key in engine.map(keying(settings.limits), noted()):
        yield drawn.popleft(), key
