"""What a run says while it goes on, when it is stopped, and when it is done."""

from __future__ import annotations

import os
import pty
import resource
import signal
import subprocess
import time
from pathlib import Path

import pytest
from tests.cli.program import PROGRAM, SAMPLES, gongkai

from gongkai.cli.progress import Pace, clock

ONE = sorted(SAMPLES.glob("*.txt"))[0]


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "0:00"), (7.4, "0:07"), (59.6, "1:00"), (750, "12:30"), (3900, "1:05:00")]
)
def test_a_clock(seconds: float, words: str) -> None:
    assert clock(seconds) == words


def test_rate_and_time_left_are_those_of_the_last_looks() -> None:
    pace = Pace(1000, 0.0)
    assert pace.words(0.0) == "0/1000  0 份/秒  已用 0:00"
    pace.done, pace.failures = 500, 2
    assert pace.words(5.0) == "500/1000  100 份/秒  已用 0:05  剩余 0:05  失败 2"
    for second in range(200):  # then only one a second
        pace.done += 1
        last = pace.words(6.0 + second)
    assert last == "700/1000  1 份/秒  已用 3:25  剩余 5:00  失败 2"


def test_a_bar_shows_progress_on_a_terminal_and_failures_above_it(tmp_path: Path) -> None:
    (tmp_path / "坏.txt").touch()
    reading, terminal = pty.openpty()
    call = [*PROGRAM, "parse", str(tmp_path), *[str(ONE)] * 200, "-o", str(tmp_path / "out.jsonl")]
    with subprocess.Popen(call, stderr=terminal, stdout=subprocess.DEVNULL) as process:
        os.close(terminal)
        said = b""
        try:
            while some := os.read(reading, 65536):
                said += some
        except OSError:  # how the end of a terminal is told
            pass
    os.close(reading)
    assert process.returncode == 1
    words = said.decode(errors="replace")
    assert "份/秒" in words
    assert "失败 1" in words
    assert "文件是空的" in words
    assert words.count("份/秒") < 100, "a bar that is drawn for every report slows the work"


def test_a_run_ends_with_time_rate_and_what_to_do_about_failures(tmp_path: Path) -> None:
    (tmp_path / "坏.txt").touch()
    shown = gongkai("parse", ONE, tmp_path / "坏.txt", "-o", f"{tmp_path}/run/").out.decode()
    assert "用时：0:0" in shown
    assert "份" in shown.partition("每秒")[2]
    assert f"失败清单：{tmp_path}/run/failures.csv（每个文件写明了原因和办法" in shown
    assert "失败清单" not in gongkai("parse", ONE, "-o", f"{tmp_path}/good/").out.decode()


@pytest.mark.parametrize("processes", ["1", "2"])
def test_an_interrupted_run_says_how_to_go_on(tmp_path: Path, processes: str) -> None:
    """Ctrl-C reaches every process of the terminal's foreground."""
    for number in range(2000):
        (tmp_path / f"{number}.txt").write_bytes(ONE.read_bytes() + b"%d\n" % number)
    journal = tmp_path / "run" / "reports.journal"
    call = [*PROGRAM, "parse", str(tmp_path), "-o", f"{tmp_path}/run/", "--processes", processes]
    with subprocess.Popen(call, stderr=subprocess.PIPE, start_new_session=True) as process:
        while not journal.exists() or journal.stat().st_size < 10_000:
            assert process.poll() is None
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(timeout=30) == 130
        assert process.stderr is not None
        said = process.stderr.read().decode()
    assert "已中断。已完成的都已保存，用同一命令可以接着做" in said
    assert "Traceback" not in said
    assert [path.name for path in (tmp_path / "run").iterdir()] == ["reports.journal"]


def test_a_full_disk_names_the_folder_and_says_what_to_do(tmp_path: Path) -> None:
    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    call = [*PROGRAM, "parse", str(SAMPLES), "-o", f"{tmp_path}/run/"]
    done = subprocess.run(call, capture_output=True, preexec_fn=limit)
    said = done.stderr.decode()
    assert done.returncode == 2
    assert f"{tmp_path}/run: cannot be written, the disk is full" in said
    assert "give the same command again" in said
    assert "Traceback" not in said
    assert gongkai("parse", SAMPLES, "-o", f"{tmp_path}/run/").code == 0
