"""What a worker process makes of an uploaded file: reports one after the other, then the files to download."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path

import msgspec
from msgspec.structs import replace

from gongkai.batch import pipe
from gongkai.document import Record, Report
from gongkai.errors import GongkaiError
from gongkai.limits import Limits
from gongkai.reading import find
from gongkai.writing.atomic import replacing
from gongkai.writing.output import to_path
from gongkai.writing.tally import Tally, tally

DOWNLOADS = ("jsonl", "xlsx")
RESULTS, PROGRESS, REPORTS = "results", "progress.json", "reports"
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
    taken, tallies = sources[:most], []
    processes = _PROCESSES if len(taken) > 1 else 1
    progress = Progress(total=len(taken), cut=len(sources) > most)
    write(home, progress)
    with ExitStack() as files:
        sinks = [files.enter_context(to_path(home / f"{RESULTS}.{format}", format)) for format in DOWNLOADS]
        for number, one in enumerate(_reports(pipe(taken, processes, model=model, limits=limits))):
            with replacing(home / REPORTS / f"{number:05d}.json") as stream:
                stream.write(one.to_json(text=True).encode(errors="backslashreplace"))
            for sink in sinks:
                sink(one)
            tallies.append(tally(one))
            progress = replace(progress, done=number + 1, tallies=tuple(tallies))
            write(home, progress)
    write(home, replace(progress, state="done"))


def _reports(found: Iterator[Report]) -> Iterator[Report]:
    for one in found:
        yield replace(one, source=one.source.removeprefix("./"))
