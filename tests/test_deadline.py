"""A file that never ends costs the time it is allowed, and only its own report."""

from __future__ import annotations

import ctypes
import signal
from pathlib import Path

import pytest

import gongkai
from gongkai import deadline, reading
from gongkai.document import Document
from gongkai.limits import Limits

SHORT = Limits(seconds=0.5)
TEXT = "一、总体情况\n无。\n二、主动公开政府信息情况\n无。\n"


@pytest.fixture
def paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    read = reading.read

    def slowly(source: str, name: str, limits: Limits) -> Document:
        if "endless" in name:
            while True:
                try:
                    pass
                except Exception:  # as a reader does that survives any damage
                    continue
        if "stuck" in name:
            ctypes.PyDLL(None).sleep(60)  # holds the interpreter, as a library may
        return read(source, name, limits)

    monkeypatch.setattr(reading, "read", slowly)
    for name in ("a", "endless", "z"):
        (tmp_path / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    return sorted(map(str, tmp_path.iterdir()))


@pytest.mark.parametrize("processes", [1, 2])
def test_a_file_without_end_is_given_up(paths: list[str], processes: int) -> None:
    first, slow, last = gongkai.pipe(paths, processes, limits=SHORT)
    assert (slow.status, "超时" in str(slow.reason)) == ("failed", True)
    assert "failed" not in (first.status, last.status)
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


def test_a_library_that_does_not_come_back_costs_its_worker(
    paths: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deadline, "_GRACE", 0.5)
    stuck = tmp_path / "stuck.txt"
    stuck.write_text(TEXT, encoding="utf-8")
    first, last = gongkai.pipe([str(stuck), paths[-1]], 2, limits=SHORT)
    assert (first.status, "超时" in str(first.reason)) == ("failed", True)
    assert last.status != "failed"


def test_a_program_keeps_its_own_timer(paths: list[str]) -> None:
    before = signal.signal(signal.SIGALRM, lambda *_: None)
    signal.setitimer(signal.ITIMER_REAL, 1000)
    try:
        assert gongkai.parse(paths[0], limits=SHORT).status != "failed"
        assert signal.getitimer(signal.ITIMER_REAL)[0] > 900
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_time_can_be_extended_by_what_takes_long() -> None:
    with deadline.within(0.2):
        deadline.extend(1000)
        left = signal.getitimer(signal.ITIMER_REAL)[0]
    assert left > 900
    deadline.extend(1)
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0
