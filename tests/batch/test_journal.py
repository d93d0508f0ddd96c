"""What a journal keeps through kills, cuts, full disks and changes of program."""

from __future__ import annotations

import random
import resource
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from tests.cli.program import SAMPLES, gongkai
from tests.writing.reports import RICH, make

from gongkai.batch import Journal
from gongkai.batch.journal import Origin
from gongkai.batch.work import pack

ORIGIN = Origin("program", "model")


def filled(path: Path, number: int = 3) -> list[int]:
    """Keep so many reports; return the size of the file before the first and after each."""
    sizes = []
    with Journal(path, ORIGIN) as journal:
        sizes.append(path.stat().st_size)
        for at in range(number):
            journal.add(b"%d" % at, pack(make(f"{at}.txt")))
            sizes.append(path.stat().st_size)
    return sizes


def test_a_report_comes_back_as_it_was(tmp_path: Path) -> None:
    with Journal(tmp_path / "j", ORIGIN) as journal:
        journal.add(b"rich", pack(RICH))
        assert journal.report(b"rich") == RICH
    with Journal(tmp_path / "j", ORIGIN) as journal:
        assert b"rich" in journal
        assert b"other" not in journal
        assert journal.report(b"rich") == RICH


def test_exact_decimals_stay_exact(tmp_path: Path) -> None:
    fact = msgspec.structs.replace(RICH.facts[0], value=Decimal("12345678901234567.89"))
    report = msgspec.structs.replace(RICH, facts=(fact,))
    with Journal(tmp_path / "j", ORIGIN) as journal:
        journal.add(b"k", pack(report))
        assert journal.report(b"k").facts[0].value == Decimal("12345678901234567.89")


@pytest.mark.parametrize("seed", range(40))
def test_a_file_cut_anywhere_keeps_every_whole_report_and_goes_on(tmp_path: Path, seed: int) -> None:
    sizes = filled(tmp_path / "j")
    cut = random.Random(seed).randrange(sizes[-1] + 1)
    with (tmp_path / "j").open("r+b") as file:
        file.truncate(cut)
    whole = sum(size <= cut for size in sizes[1:])
    with Journal(tmp_path / "j", ORIGIN) as journal:
        assert len(journal) == whole
        journal.add(b"new", pack(RICH))
    with Journal(tmp_path / "j", ORIGIN) as journal:
        assert len(journal) == whole + 1
        assert journal.report(b"new") == RICH


def test_a_damaged_report_is_dropped_with_what_follows(tmp_path: Path) -> None:
    sizes = filled(tmp_path / "j")
    with (tmp_path / "j").open("r+b") as file:
        file.seek(sizes[1] + 20)
        file.write(b"\xff\x00\xff")
    with Journal(tmp_path / "j", ORIGIN) as journal:
        assert b"0" in journal
        assert len(journal) == 1


@pytest.mark.parametrize(
    "other", [Origin("newer", "model"), Origin("program", "other"), Origin("program", "model", 99)]
)
def test_results_of_another_program_or_model_are_not_mixed_in(tmp_path: Path, other: Origin) -> None:
    filled(tmp_path / "j")
    with Journal(tmp_path / "j", other) as journal:
        assert len(journal) == 0


def test_two_runs_cannot_write_to_one_folder(tmp_path: Path) -> None:
    with Journal(tmp_path / "reports.journal", ORIGIN):
        refused = gongkai("parse", SAMPLES, "-o", f"{tmp_path}/")
    assert refused.code == 2
    assert "another run is writing to this folder" in refused.err
    assert gongkai("parse", SAMPLES / "02-shihuang-town-2019.txt", "-o", f"{tmp_path}/").code == 0


def test_a_full_disk_is_told_and_what_was_kept_stays(tmp_path: Path) -> None:
    sizes = filled(tmp_path / "j", 1)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    with Journal(tmp_path / "j", ORIGIN) as journal:
        resource.setrlimit(resource.RLIMIT_FSIZE, (sizes[-1] + 50, limits[1]))
        try:
            with pytest.raises(OSError, match="too large"):
                journal.add(b"more", pack(RICH))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        assert b"more" not in journal
    with Journal(tmp_path / "j", ORIGIN) as journal:
        assert len(journal) == 1
        journal.add(b"more", pack(RICH))
        assert journal.report(b"more") == RICH
