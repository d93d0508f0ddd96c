from __future__ import annotations

import subprocess
import sys

import pytest
from tests.cli.program import gongkai

HEAVY = ("rich", "spacy", "numpy", "sklearn", "jieba", "rapidfuzz", "xlsxwriter", "pyarrow", "msgspec", "selectolax")


@pytest.mark.parametrize("verb", ["parse", "tag", "align", "audit", "serve", "info"])
def test_every_verb_explains_itself_in_english(verb: str) -> None:
    done = gongkai(verb, "--help")
    assert done.code == 0
    assert done.out.startswith(b"Usage: ")


def test_nothing_heavy_is_imported_on_the_way_to_help() -> None:
    code = "import sys; from gongkai.cli import app; app()(['--help'], standalone_mode=False); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert "Usage:" in done.stdout.decode()
    assert {name.split(".")[0] for name in done.stdout.decode().splitlines()[-1].split()}.isdisjoint(HEAVY)


def test_no_verb_shows_help_as_a_wrong_call() -> None:
    assert gongkai().code == 2


def test_info_names_versions_editions_and_optional_parts() -> None:
    shown = gongkai("info").out.decode()
    for words in ("gongkai 0.", "Python 3", "国办公开办函〔2021〕30号", "parquet", "rapidfuzz"):
        assert words in shown
