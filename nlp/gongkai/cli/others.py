"""The other reports that an audit is asked to hold reports against: read first, or, for copies, along with them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

import msgspec
import typer

from gongkai.audit.across.across import Across
from gongkai.audit.across.children import Children
from gongkai.audit.across.copying import find_copies
from gongkai.audit.across.previous import Previous
from gongkai.audit.across.roster import Roster, read_roster
from gongkai.batch import Engine
from gongkai.batch.gathering import Gathered, Kept, expand, gather
from gongkai.document import Report
from gongkai.pipeline import Settings
from gongkai.reading import Found
from gongkai.writing.audit_run import Say

IsOwn = Callable[[Found | Kept], bool]
_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Report)
_SIZE = 8  # bytes of a length


class Others(NamedTuple):
    """What to hold reports against: paths of last year's and of the units', who is expected, and each other.

    `renamed` says that the only one of last year's is the same agency's under another name.
    """

    previous: str | None = None
    children: str | None = None
    roster: Roster | None = None
    copies: bool = False
    renamed: bool = False


def roster(path: str | None) -> Roster | None:
    """Return the units listed in a file; a wrong call when it can't be read."""
    if path is None:
        return None
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise typer.BadParameter(f"--units {path}: cannot be read: {error}") from error
    try:
        return read_roster(data.decode("utf-8-sig"), path)
    except UnicodeDecodeError:
        return read_roster(data.decode("gb18030", "replace"), path)  # what Windows saves lists in


@contextmanager
def opened(
    others: Others, gathered: Iterator[Gathered], engine: Engine, settings: Settings, say: Say, is_own: IsOwn
) -> Iterator[tuple[Across, Iterator[Gathered]]]:
    """Yield the other reports, and the reports to audit: for copies they were all read once before.

    `is_own` tells what an earlier audit wrote: it may stand in the folder of the units' reports.
    """

    def read(path: str, whose: str) -> Iterator[Report]:
        """Yield the reports of a path; what of them can't be read is said."""
        sources = (source for source in expand([path], settings) if not is_own(source))
        for report, _ in gather(sources, engine, settings):
            if report.status == "failed":
                say(f"{whose}报告未能读出 {report.source}：{report.reason}")
            yield report

    previous = children = None
    if others.previous is not None:
        previous = Previous(read(others.previous, "上年"), renamed=others.renamed)
    if others.children is not None:
        children = Children(read(others.children, "下属单位"), others.roster)
    if not others.copies:
        yield Across(previous, children), gathered
        return
    with tempfile.TemporaryFile() as file:
        sources: list[Found | bytes | None] = []
        copies = find_copies(_spooled(gathered, file, sources))
        yield Across(previous, children, copies), map(Gathered, _kept(file), sources)


def _spooled(gathered: Iterator[Gathered], file: BinaryIO, sources: list[Found | bytes | None]) -> Iterator[Report]:
    """Yield reports while they are put into a file: a batch of any size is not held in memory."""
    for report, source in gathered:
        packed = _ENCODER.encode(report)
        file.write(len(packed).to_bytes(_SIZE) + packed)
        sources.append(source)
        yield report


def _kept(file: BinaryIO) -> Iterator[Report]:
    file.seek(0)
    while size := file.read(_SIZE):
        yield _DECODER.decode(file.read(int.from_bytes(size)))
