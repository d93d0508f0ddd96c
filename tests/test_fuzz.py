"""Damage of any kind, in any format, gives a report or a reason: never an exception, never a wait without end."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from tests.fuzzing import SLOW, damaged, seeds

import gongkai
from gongkai.limits import Limits
from gongkai.reading import find
from gongkai.reading.pages.ocr import engine

SEEDS = seeds()
FAST = [suffix for suffix in SEEDS if suffix not in SLOW]
FILES = 25  # a format; tests/bench/fuzz.py reads thousands


@pytest.mark.parametrize("suffix", FAST)
def test_a_damaged_file_has_a_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str) -> None:
    monkeypatch.setenv(engine.SWITCH, "off")  # most damaged PDFs would be looked at as pictures
    for number in range(FILES):
        rng = random.Random(f"test {suffix}{number}")
        (tmp_path / f"{number:02}{suffix}").write_bytes(damaged(rng, rng.choice(SEEDS[suffix])))
    found = list(find([str(tmp_path)]))
    assert len(found) >= FILES
    for report in gongkai.pipe(found, limits=Limits(seconds=20)):
        assert report.status in ("ok", "partial", "failed")
        assert (report.status == "failed") == (report.reason is not None)
        assert "内部错误" not in str(report.reason)
        assert "超时" not in str(report.reason)
