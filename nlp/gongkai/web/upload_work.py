"""What a worker process makes of an uploaded file: reports one after the other, then the files to download."""

from __future__ import annotations

import os
from contextlib import ExitStack
from itertools import islice
from pathlib import Path

import msgspec
from msgspec.structs import replace

from gongkai.batch import pipe
from gongkai.document import Record, Report
from gongkai.errors import GongkaiError
from gongkai.limits import MB, Limits
from gongkai.reading import find
from gongkai.writing.atomic import replacing
from gongkai.writing.output import to_path
from gongkai.writing.tally import Tally, tally

DOWNLOADS = ("jsonl", "xlsx")
RESULTS, PROGRESS, REPORTS = "results", "progress.json", "reports"
ROOM = 256 * MB
"""Bytes of results that an upload may fill: those of 500 usual reports take 50 MB."""
_PROCESSES = 2  # for archives: a report that gets its process killed costs only itself


class Progress(Record, frozen=True):
    """How far it is: `state` is running, done or failed (then `reason` says why); `cut`: more reports than allowed."""

    state: str = "running"
    done: int = 0
    total: int | None = None
    reason: str | None = None
    cut: bool = False
    tallies: tuple[Tally, ...] = ()


def work(folder: str, name: str, most: int, limits: Limits, model: str | None) -> None:
    """Parse the uploaded file `name` of a folder, at most `most` reports of it, and write what came out beside it."""
    home = Path(folder)
    try:
        _work(home, name, most, limits, model)
    except GongkaiError as error:
        write(home, Progress("failed", reason=error.reason))
    except Exception as error:
        write(home, Progress("failed", reason=f"处理时出现内部错误（{type(error).__name__}）"))


def write(home: Path, progress: Progress) -> None:
    """Say how far it is."""
    with replacing(home / PROGRESS) as stream:
        stream.write(msgspec.json.encode(progress))


def read(home: Path) -> Progress:
    """Return how far it is."""
    try:
        return msgspec.json.decode((home / PROGRESS).read_bytes(), type=Progress)
    except FileNotFoundError:
        return Progress()


def report(home: Path, number: int) -> Report | None:
    """Return a report by its number, None when there is none such."""
    try:
        return msgspec.json.decode((home / REPORTS / f"{number:05d}.json").read_bytes(), type=Report)
    except FileNotFoundError:
        return None


def _work(home: Path, name: str, most: int, limits: Limits, model: str | None) -> None:
    os.chdir(home)  # so that sources are relative, and tell nothing of this machine
    (home / REPORTS).mkdir()
    sources = list(islice(find([name], limits), most + 1))
    taken = sources[:most]
    results = _Results(home, Progress(total=len(taken), cut=len(sources) > most))
    with ExitStack() as files:
        sinks = [files.enter_context(to_path(home / f"{RESULTS}.{format}", format)) for format in DOWNLOADS]
        for one in pipe(taken, _PROCESSES if len(taken) > 1 else 1, model=model, limits=limits):
            results.add(one)
            for sink in sinks:
                sink(one)
            if results.is_full():
                break
    results.finish()


class _Results:
    """The reports as the pages show them, and how far it is."""

    def __init__(self, home: Path, progress: Progress) -> None:
        self._home, self._progress, self._size = home, progress, 0
        write(home, progress)

    def add(self, one: Report) -> None:
        data = one.to_json(text=True).encode(errors="backslashreplace")
        self._size += len(data)
        now = self._progress
        (self._home / REPORTS / f"{now.done:05d}.json").write_bytes(data)
        self._progress = replace(now, done=now.done + 1, tallies=(*now.tallies, tally(one)))
        write(self._home, self._progress)

    def is_full(self) -> bool:
        return self._size > ROOM

    def finish(self) -> None:
        """Say that it is done; what was left for want of room is cut."""
        now = self._progress
        write(self._home, replace(now, state="done", total=now.done, cut=now.cut or now.done != now.total))
