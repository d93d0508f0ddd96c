"""Both READMEs: every command and snippet runs as printed, and shows what it says it shows.

Lines that begin with `# →` are the output of the snippet above them. The two set-up commands are not run here (one of
them runs this test): they are exactly two, and the Makefile has them.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest
from tests.ports import free_port

from gongkai.audit.rules import read_settings

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh-CN.md")
SET_UP = ["make demo", "make test"]
LONGEST = 300  # seconds of a command: training takes one minute, three on a busy machine
_PROGRESS = re.compile("cross-validation|learning from|tagging|near-dup|corpus/：本次入库")

each_readme = pytest.mark.parametrize("readme", READMES)


def text(readme: str) -> str:
    return (ROOT / readme).read_text(encoding="utf-8")


def blocks(readme: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text(readme), re.MULTILINE | re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that looks like the checkout and can be written to."""
    for name in ("annotations", "models", "training"):
        (tmp_path / name).symlink_to(ROOT / name)
    return tmp_path


@each_readme
def test_setting_up_takes_exactly_two_commands_that_the_makefile_has(readme: str) -> None:
    first = blocks(readme, "sh")[0].splitlines()
    assert first == SET_UP
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    named = re.findall(r"`make (\w+)`", text(readme))
    assert {*named, *(command.split()[1] for command in SET_UP)} <= set(targets)
    assert "make" not in "".join(blocks(readme, "sh")[1:])


COMMANDS = [
    (readme, line.split("  #")[0].strip())
    for readme in READMES
    for block in blocks(readme, "sh")[1:]
    for line in block.splitlines()
    if line.strip()
]


@pytest.mark.parametrize("command", dict.fromkeys(command for _, command in COMMANDS))
def test_a_command_runs_as_printed(command: str, folder: Path) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=folder, env=os.environ | {"PATH": path}, capture_output=True, text=True, timeout=LONGEST,
    )  # fmt: skip
    assert (done.returncode, _without_progress(done.stderr)) == (0, "")
    written = re.search(r"-o (\S+)", command)
    assert (folder / written[1]).exists() if written else done.stdout


def _without_progress(told: str) -> str:
    """Return what is told on standard error, the steps of training aside."""
    return "".join(line for line in told.splitlines(True) if not _PROGRESS.match(line))


@each_readme
def test_the_snippets_print_what_they_say(readme: str, folder: Path) -> None:
    code = "\n".join(blocks(readme, "python"))
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        line.removeprefix("# → ") for line in code.splitlines() if line.startswith("# →")
    ]


@each_readme
def test_the_example_on_top_is_what_the_demo_shows(readme: str, folder: Path) -> None:
    (example,) = blocks(readme, "text")
    code = "from gongkai.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "parse", "annotations/reports", "-o", "out/demo/"],
        cwd=folder, capture_output=True, text=True, timeout=LONGEST,
    )  # fmt: skip
    shown = "".join(done.stdout.split())
    for line in example.splitlines():
        assert "".join(line.split()) in shown
    assert "out/demo/reports.jsonl" in shown
    assert "out/demo/reports.xlsx" in shown


def test_the_chinese_readme_says_the_same() -> None:
    english, chinese = map(text, READMES)
    assert blocks(READMES[0], "python") == blocks(READMES[1], "python")
    commands = [[command for readme, command in COMMANDS if readme == name] for name in READMES]
    assert commands[0] == commands[1]
    assert len(re.findall("^## ", english, re.MULTILINE)) == len(re.findall("^## ", chinese, re.MULTILINE))
    assert re.findall(r"`([a-z_]+)`", english.split("## What is in")[1].split("## Limits")[0]) == re.findall(
        r"`([a-z_]+)`", chinese.split("## Report ")[1].split("## 局限")[0]
    )
    assert english.count("\n| ") == chinese.count("\n| ")
    assert english.count("\n* ") == chinese.count("\n* ")


@each_readme
def test_links_and_paths_exist(readme: str) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", text(readme)):
        assert (ROOT / target).exists(), target
    assert text(readme).count("http") == text(readme).count("http://127.0.0.1")


@each_readme
def test_the_way_from_a_folder_to_answers_shows_what_it_says(readme: str, folder: Path) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    port = free_port()
    for command, shown in _console(readme):
        if command.startswith("gongkai serve"):
            command, shown = f"{command} --port {port}", [line.replace("8765", str(port)) for line in shown]
        process = subprocess.Popen(
            ["bash", "-c", f"exec {command} 2>&1"],
            cwd=folder,
            env=os.environ | {"PATH": path},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout
        try:
            if " serve " in command:
                told = process.stdout.readline()
                assert b"<html" in urlopen(f"http://127.0.0.1:{port}/", timeout=60).read()
            else:
                told = process.communicate(timeout=LONGEST)[0]
                assert process.returncode == 0
        finally:
            process.terminate()
            process.wait()
            process.stdout.close()
        for line in shown:
            assert line == "…" or line in told.splitlines(), (command, line, told)


def _console(readme: str) -> list[tuple[str, list[str]]]:
    """Return the commands of the console with the lines that are shown under each."""
    (block,) = blocks(readme, "console")
    found: list[tuple[str, list[str]]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        else:
            found[-1][1].append(line)
    return found


@each_readme
def test_the_rules_named_there_are(readme: str) -> None:
    (shown,) = re.findall(r'`("[a-z.-]+" = "\w+")`', text(readme))
    assert read_settings(f"[rules]\n{shown}", readme)
