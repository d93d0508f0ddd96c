from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.program import Outcome
from tests.training import small

from gongkai.examples.example import encoded
from gongkai.training.train import save, train

# The verb by itself, so that its exit codes are those of the program.
PROGRAM = """
import typer
from gongkai import cli
from gongkai.cli.evaluate import evaluate
cli.VERBS = (*(verb for verb in cli.VERBS if verb.__name__ != "evaluate"), evaluate)
cli.main()
"""
RECIPE = f"""
tags = {json.dumps(small.TAGS)}
annotations = ["data.jsonl"]
tuning = {{ folds = 2, group = "report" }}
"""


def gongkai(*arguments: str | Path) -> Outcome:
    done = subprocess.run([sys.executable, "-c", PROGRAM, *map(str, arguments)], capture_output=True, timeout=120)
    return Outcome(done.returncode, done.stdout, done.stderr.decode())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a recipe, its annotations and a model that learned from them."""
    path = tmp_path_factory.mktemp("small")
    (path / "recipe.toml").write_text(RECIPE)
    (path / "data.jsonl").write_bytes(b"".join(encoded(example) + b"\n" for example in small.examples()))
    save(train(small.examples(), small.recipe(), "small", lambda _: None), path / "model", small.recipe())
    return path


def test_a_recipe_gives_tables_a_page_and_figures(folder: Path, tmp_path: Path) -> None:
    outputs = ("--html", tmp_path / "a.html", "--json", tmp_path / "a.json")
    done = gongkai("evaluate", folder / "recipe.toml", "--quick", *outputs)
    assert done.code == 0, done.err
    assert "存在问题" in done.out.decode()
    assert "cross-validation" in done.err
    figures = json.loads((tmp_path / "a.json").read_bytes())
    assert [score["tag"] for score in figures["placed"]["scores"]["tags"]] == list(small.TAGS)
    assert figures["data"]["digest"] in (tmp_path / "a.html").read_text()
    assert figures["curve"] == []


def test_a_model_is_measured_on_the_annotations_given(folder: Path) -> None:
    done = gongkai("evaluate", folder / "model", folder / "data.jsonl")
    assert done.code == 0, done.err
    assert "以模型“small”" in done.out.decode()
    assert "学习过" in done.err


def test_floors_are_pinned_kept_and_told_when_broken(folder: Path, tmp_path: Path) -> None:
    floors = tmp_path / "floors.toml"
    call = ("evaluate", folder / "model", folder / "data.jsonl", "--floors", floors)
    assert gongkai(*call, "--pin").code == 0
    assert gongkai(*call).code == 0
    floors.write_text(re.sub(r"macro = \S+", "macro = 1.1", floors.read_text(), count=1))
    broken, refused = gongkai(*call), gongkai(*call, "--pin")
    assert (broken.code, refused.code) == (1, 1)
    assert "placed macro-F1" in broken.err
    assert "this would lower floors" in refused.err
    assert "macro = 1.1" in floors.read_text()
    assert gongkai(*call, "--pin", "--lower").code == 0
    assert gongkai(*call).code == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("empty",), "neither a recipe"),
        (("recipe.toml", "--lower"), "--lower goes with --pin"),
        (("recipe.toml", "--html", "no/a.html"), "folder that exists"),
        (("recipe.toml", "--floors", "data.jsonl"), "no floors"),
    ],
)
def test_wrong_calls_end_before_anything_is_measured(folder: Path, arguments: tuple[str, ...], told: str) -> None:
    (folder / "empty").mkdir(exist_ok=True)
    paths = [part if part.startswith("--") else folder / part for part in arguments]
    done = gongkai("evaluate", *paths)
    assert (done.code, done.out) == (2, b"")
    assert told in " ".join(done.err.split())


def test_missing_annotations_are_a_failed_document(folder: Path) -> None:
    done = gongkai("evaluate", folder / "recipe.toml", folder / "none.jsonl")
    assert (done.code, done.out) == (1, b"")
    assert "none.jsonl: no such file" in done.err
