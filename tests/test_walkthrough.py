"""docs/training.md: its walk-through runs as printed and teaches the tag; its other commands exist as called."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.program import gongkai

from gongkai.examples import load

ROOT = Path(__file__).parents[1]
DOCUMENT = (ROOT / "docs" / "training.md").read_text(encoding="utf-8")
LOOP, OWN_TAG = re.split(r"^## A tag of your own$", DOCUMENT, flags=re.MULTILINE)
MODEL = "out/open_data"
NEW = [
    ("我局按季更新已开放的数据集，并提供下载接口。", True),
    ("数据开放目录更新不及时，开放的数据质量不高。", True),
    ("政府网站设有政策栏目，全年访问量12万次。", False),
    ("公布部门预算决算数据，接受社会监督。", False),
]


def blocks(text: str, language: str = "sh") -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def commands(text: str) -> list[str]:
    return [line for block in blocks(text) for line in block.splitlines() if line.startswith("gongkai ")]


def run(script: str, folder: Path) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", script],
        cwd=folder, env=os.environ | {"PATH": path}, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that looks like the checkout and can be written to, after the walk-through has been followed there."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in ("annotations", "docs"):
        (folder / name).symlink_to(ROOT / name)
    told = run("\n".join(block for block in blocks(OWN_TAG) if not block.startswith("echo")), folder)
    assert "open_data" in told
    return folder


def given(texts: list[str], folder: Path) -> list[set[str]]:
    done = gongkai("tag", "--model", MODEL, stdin="\n".join(texts).encode(), cwd=folder)
    return [{score["tag"] for score in record["tags"]} for record in done.records]


def test_the_recipe_alone_adds_the_tag(folder: Path) -> None:
    info = json.loads((folder / MODEL / "model.json").read_bytes())
    shipped = json.loads((ROOT / "models" / "default" / "model.json").read_bytes())
    assert info["tags"] == [*shipped["tags"], "open_data"]


def test_the_commands_give_the_tags_printed_behind_them(folder: Path) -> None:
    lines = [line for block in blocks(OWN_TAG) if block.startswith("echo") for line in block.splitlines()]
    assert len(lines) >= 2
    for line in lines:
        command, tags = line.split("  # ")
        (record,) = map(json.loads, run(command, folder).splitlines())
        assert {score["tag"] for score in record["tags"]} == set(tags.split())


def test_new_passages_carry_the_tag_and_their_like_do_not(folder: Path) -> None:
    tags = given([text for text, _ in NEW], folder)
    assert ["open_data" in own for own in tags] == [is_open for _, is_open in NEW]


def test_the_tag_is_recognised_in_reports_not_learned_from(folder: Path) -> None:
    scores = json.loads((folder / MODEL / "scores.json").read_bytes())
    (own,) = (tag for tag in scores["alone"]["tags"] if tag["tag"] == "open_data")
    assert own["support"] >= 35
    assert own["f1"]["value"] > 0.7


def test_the_files_of_the_recipe_hold_no_passage_that_lacks_the_tag(folder: Path) -> None:
    (search,) = (line for block in blocks(OWN_TAG) for line in block.splitlines() if line.startswith("grep"))
    named = re.findall(r'"(annotations/\S+\.jsonl)"', OWN_TAG)
    assert len(named) == 2
    assert set(named) & set(run(search, folder).split()) == set()


def test_the_passages_are_half_about_the_tag_and_half_not() -> None:
    examples = load([ROOT / "docs" / "open_data.jsonl"])
    about = sum("open_data" in one.tags for one in examples)
    assert about >= 35
    assert len(examples) - about >= 20
    assert len({one.text for one in examples}) == len(examples)
    (shown,) = map(json.loads, blocks(OWN_TAG, "json"))
    (own,) = (one for one in examples if one.id == shown["id"])
    assert own.text.startswith(shown["text"].rstrip("…"))
    assert (list(own.tags), own.section, own.report) == (shown["tags"], shown["section"], shown["report"])


@pytest.mark.parametrize("command", commands(DOCUMENT))
def test_a_command_exists_with_the_options_it_is_called_with(command: str) -> None:
    words = shlex.split(command, comments=True)[1:]
    verb = words[:2] if words[0] == "annotate" else words[:1]
    done = gongkai(*verb, "--help")
    assert done.code == 0, done.err
    options = [word for word in words if word.startswith("-")]
    assert [option for option in options if not re.search(rf"(?<![-\w]){option}\b", done.out.decode())] == []


def test_the_loop_runs_as_printed_up_to_training(tmp_path: Path) -> None:
    """Training on all annotations takes minutes; its call is the one that the walk-through makes."""
    (tmp_path / "models").symlink_to(ROOT / "models")
    (tmp_path / "new_reports").symlink_to(ROOT / "annotations" / "reports")
    for path in (ROOT / "annotations" / "passages").glob("*.jsonl"):
        if path.name != "reports.jsonl":  # the passages of the sample reports: here they are new
            copy = tmp_path / path.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.symlink_to(path)
    (tmp_path / "out").mkdir()
    train = next(command for command in commands(LOOP) if command.startswith("gongkai train"))
    script = "\n".join(blocks(LOOP))
    run(script[: script.index(train)], tmp_path)
    learned, held_out = load([tmp_path / "out/learn.jsonl"]), load([tmp_path / "out/held_out.jsonl"])
    assert len(learned) + len(held_out) == 60
    assert {one.report for one in learned}.isdisjoint({one.report for one in held_out})
    assert len(held_out) >= 5
    run("gongkai evaluate models/default out/held_out.jsonl", tmp_path)
