"""Worker processes: the same results in the same order, whatever becomes of the workers."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import gongkai
from gongkai.batch import Inline, Processes
from gongkai.batch.local import CHUNK
from gongkai.batch.work import Work


def named(source: Any) -> bytes:
    return str(source).encode()


def named_or_killed(source: Any) -> bytes:
    if "deadly" in str(source):
        os.kill(os.getpid(), signal.SIGKILL)
    return named(source)


def lost(source: Any) -> bytes:
    return b"lost " + named(source)


NAMES = [f"{number}" for number in range(10 * CHUNK)]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_results_come_in_the_order_given(number: int) -> None:
    with Processes(number) as engine:
        assert list(engine.map(Work(named, lost), NAMES)) == list(Inline().map(Work(named, lost), NAMES))


def test_one_map_may_feed_another() -> None:
    with Processes(2) as engine:
        inner = (result.decode() for result in engine.map(Work(named, lost), NAMES))
        assert list(engine.map(Work(named, lost), inner)) == [name.encode() for name in NAMES]


@pytest.mark.parametrize("at", [(0,), (20, 21), (5, 100), (150,)])
def test_a_source_that_kills_its_worker_costs_only_itself(at: tuple[int, ...]) -> None:
    names = [f"deadly {name}" if number in at else name for number, name in enumerate(NAMES)]
    with Processes(2) as engine:
        results = list(engine.map(Work(named_or_killed, lost), names))
    assert results == [lost(name) if number in at else named(name) for number, name in enumerate(names)]


def test_sources_are_drawn_as_they_are_needed() -> None:
    drawn: list[int] = []

    def numbers() -> Iterator[str]:
        for number in range(100 * CHUNK):
            drawn.append(number)
            yield str(number)

    with Processes(2) as engine:
        assert next(engine.map(Work(named, lost), numbers())) == b"0"
        assert len(drawn) < 10 * CHUNK


def test_a_killed_worker_is_a_failed_report_with_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from gongkai.batch import work

    def parse_or_die(source: Any, *_: Any) -> gongkai.Report:
        if "deadly" in str(source):
            os.kill(os.getpid(), signal.SIGKILL)
        return gongkai.parse(source)

    monkeypatch.setattr(work, "parse_safely", parse_or_die)
    paths = [tmp_path / f"{name}.txt" for name in ("a", "deadly", "b")]
    for path in paths:
        path.write_text("一、总体情况\n无。\n二、主动公开政府信息情况\n无。\n", encoding="utf-8")
    found = list(gongkai.pipe(map(str, paths), processes=2))
    assert [report.status for report in found] == ["partial", "failed", "partial"]
    assert "终止" in (found[1].reason or "")
