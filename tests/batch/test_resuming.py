"""A batch goes on where it stopped: nothing lost, nothing twice, whatever stopped it."""

from __future__ import annotations

import random
import signal
import subprocess
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.cli.program import PROGRAM, SAMPLES, gongkai

from gongkai.batch import Engine, Inline, Journal, Processes, origin, resumed
from gongkai.batch.work import Work
from gongkai.document import Report

TEXT = (SAMPLES / "01-yanhe-county-2020.txt").read_text(encoding="utf-8")


class Noting:
    """An engine that notes which sources are really parsed."""

    def __init__(self, engine: Engine, seen: list[Any]) -> None:
        self._engine, self._seen = engine, seen

    def map(self, work: Work, sources: Iterable[Any]) -> Iterator[bytes]:
        return self._engine.map(work, sources if work.light else (self._seen.append(one) or one for one in sources))  # type: ignore[func-returns-value]


@pytest.fixture
def parsed() -> list[Any]:
    return []


def batch(
    sources: list[str | bytes], folder: Path, parsed: list[Any] | None = None, processes: int = 1
) -> list[Report]:
    seen = [] if parsed is None else parsed
    engine: Any = Processes(processes) if processes > 1 else Inline()
    with Journal(folder / "journal", origin()) as journal, engine:
        return list(resumed(sources, journal, Noting(engine, seen)))


def files(folder: Path, texts: dict[str, str]) -> list[str | bytes]:
    for name, text in texts.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return [str(folder / name) for name in texts]


def test_what_was_parsed_is_not_parsed_again(tmp_path: Path, parsed: list[Any]) -> None:
    sources = files(tmp_path, {"a.txt": TEXT, "b.txt": TEXT.replace("2020", "2019")})
    first = batch(sources, tmp_path, parsed)
    assert parsed == sources
    assert batch(sources, tmp_path, parsed) == first
    assert parsed == sources


def test_a_changed_file_is_read_again(tmp_path: Path, parsed: list[Any]) -> None:
    sources = files(tmp_path, {"a.txt": TEXT, "b.txt": TEXT})
    batch(sources, tmp_path, parsed)
    files(tmp_path, {"b.txt": TEXT.replace("培训", "学习")})
    reports = batch(sources, tmp_path, parsed)
    assert parsed == [*sources, sources[1]]
    assert "学习" in str(reports[1].text)
    assert "培训" in str(reports[0].text)


@pytest.mark.parametrize("processes", [1, 2])
def test_twins_are_parsed_once_and_each_has_its_own_report_in_order(
    tmp_path: Path, parsed: list[Any], processes: int
) -> None:
    names = ["x/a.txt", "x/b.txt", "y/a.txt", "z/a.txt", "x/c.txt", "y/c.txt"]
    sources = files(tmp_path, dict.fromkeys(names, TEXT))
    reports = batch(sources, tmp_path, parsed, processes)
    assert [report.source for report in reports] == sources
    assert parsed == [sources[0], sources[1], sources[4]]
    assert {report.status for report in reports} == {"ok"}


def test_the_same_bytes_under_a_name_that_tells_another_year_are_read_apart(tmp_path: Path) -> None:
    text = TEXT.replace("2020", "本").replace("2019", "上")
    sources = files(tmp_path, {"河湾县2020年报告.txt": text, "河湾县2019年报告.txt": text})
    assert [report.year for report in batch(sources, tmp_path)] == [2020, 2019]


def test_failures_keep_their_place_and_are_tried_again(tmp_path: Path, parsed: list[Any]) -> None:
    sources = files(tmp_path, {"x/bad.txt": "不是报告", "a.txt": TEXT, "y/bad.txt": "不是报告"})
    sources.insert(1, str(tmp_path / "gone.txt"))
    reports = batch(sources, tmp_path, parsed)
    assert [report.status for report in reports] == ["failed", "failed", "ok", "failed"]
    assert [report.source for report in reports] == sources
    files(tmp_path, {"gone.txt": TEXT})
    parsed.clear()
    assert [report.status for report in batch(sources, tmp_path, parsed)] == ["failed", "ok", "ok", "failed"]
    assert parsed == [sources[0], sources[1]]


def test_bytes_are_always_parsed(tmp_path: Path) -> None:
    assert [report.source for report in batch([TEXT.encode(), TEXT.encode()], tmp_path)] == ["-", "-"]


def many(folder: Path, number: int) -> Path:
    folder.mkdir()
    for at in range(number):
        (folder / f"{at:04}.txt").write_text(TEXT.replace("培训", f"培训{at}"), encoding="utf-8")
    return folder


def killed(call: list[str], journal: Path, growth: int) -> None:
    """Run until the journal has grown so much, and kill the program, not its workers."""
    before = journal.stat().st_size if journal.exists() else 0
    with subprocess.Popen(call, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as process:
        while not journal.exists() or journal.stat().st_size < before + growth:
            assert process.poll() is None, "it was done before it could be killed"
            time.sleep(0.005)
        process.send_signal(signal.SIGKILL)


def test_a_run_killed_at_random_moments_ends_as_one_that_was_not(tmp_path: Path) -> None:
    reports = many(tmp_path / "reports", 120)
    assert gongkai("parse", reports, "-o", f"{tmp_path}/whole/").code == 0
    whole = (tmp_path / "whole" / "reports.journal").stat().st_size
    journal = tmp_path / "run" / "reports.journal"
    chance = random.Random(20)
    for processes in ("2", "1", "2", "2"):
        call = [*PROGRAM, "parse", str(reports), "-o", f"{tmp_path}/run/", "--processes", processes]
        killed(call, journal, chance.randrange(1, whole // 6))
    kept = journal.stat().st_size
    done = gongkai("parse", reports, "-o", f"{tmp_path}/run/")
    assert done.code == 0
    assert "接着上次" in done.err
    assert kept < journal.stat().st_size <= whole
    assert not list((tmp_path / "run").glob(".*")), "unfinished files of killed runs were left"
    for name in ("reports.jsonl", "facts.csv", "findings.csv", "summary.json"):
        assert (tmp_path / "run" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()


@pytest.mark.skipif(not Path("/proc").exists(), reason="looks for processes in /proc")
def test_the_workers_of_a_killed_run_end(tmp_path: Path) -> None:
    reports = many(tmp_path / "reports", 100)
    call = [*PROGRAM, "parse", str(reports), "-o", f"{tmp_path}/run/", "--processes", "2"]
    killed(call, tmp_path / "run" / "reports.journal", 1)
    ends = time.monotonic() + 20
    while left := [name for name in map(command_line, Path("/proc").glob("[0-9]*")) if str(reports) in name]:
        assert time.monotonic() < ends, left
        time.sleep(0.05)


def command_line(process: Path) -> str:
    try:
        return (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:  # it ended meanwhile
        return ""
