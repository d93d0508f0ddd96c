from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.cli.program import SAMPLES, Outcome

from gongkai.examples import Example, load
from gongkai.examples.example import encoded

ANNOTATIONS = SAMPLES.parent / "passages"
REPORTS = sorted(SAMPLES.glob("0[12]-*.txt"))
PROGRAM = """
import typer
from gongkai import cli
from gongkai.cli import annotate
program = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
program.add_typer(annotate.app(), name="annotate")
cli.app = lambda: program
cli.main()
"""
TAGS = ["problem", "measure", "training", "organization", "proactive_disclosure", "on_request"]


def annotate(*arguments: str | Path, stdin: bytes = b"") -> Outcome:
    command = [sys.executable, "-c", PROGRAM, "annotate", *map(str, arguments)]
    done = subprocess.run(command, input=stdin, capture_output=True, timeout=120)
    return Outcome(done.returncode, done.stdout, done.stderr.decode())


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def annotated(path: Path, *examples: Example) -> Path:
    path.write_bytes(b"".join(encoded(one) + b"\n" for one in examples))
    return path


def test_help_names_every_command() -> None:
    done = annotate("--help")
    assert done.code == 0
    assert all(name in done.out.decode() for name in ("queue", "import", "export", "check", "agree"))


def test_queue_gives_passages_of_reports_with_place_and_suggested_tags() -> None:
    done = annotate("queue", *REPORTS, "--number", "8")
    assert done.code == 0
    assert len(done.records) == 8
    assert len({record["id"] for record in done.records}) == 8
    assert {record["report"] for record in done.records} == {str(path) for path in REPORTS}
    for record in done.records:
        assert record["annotator"] == "gongkai"
        assert record["agency"]
        assert record["year"] in (2019, 2020)
    assert any(record["tags"] for record in done.records)
    assert {"section", "heading", "previous", "next"} <= {name for record in done.records for name in record}
    assert "待标注" in done.err


def test_queue_passes_over_what_is_annotated(tmp_path: Path) -> None:
    first = tmp_path / "first.jsonl"
    assert annotate("queue", *REPORTS, "--number", "5", "-o", first).code == 0
    second = annotate("queue", *REPORTS, "--number", "5", "--known", first)
    assert {one["text"] for one in lines(first)} & {one["text"] for one in second.records} == set()


@pytest.mark.parametrize("tags", ["", ', "tags": ["fees"]'])
def test_queue_takes_files_of_passages_whatever_they_say_of_tags(tmp_path: Path, tags: str) -> None:
    path = tmp_path / "passages.jsonl"
    path.write_text('{"text": "二是信息更新仍不够及时，有待加强。", "mine": 7' + tags + "}\n", encoding="utf-8")
    done = annotate("queue", path)
    (record,) = done.records
    assert (done.code, record["text"]) == (0, "二是信息更新仍不够及时，有待加强。")
    assert "problem" in record["tags"]
    assert "fees" not in record["tags"]


def test_queue_lists_reports_that_failed_and_goes_on(tmp_path: Path) -> None:
    done = annotate("queue", tmp_path / "absent.txt", REPORTS[0], "--number", "2")
    assert (done.code, len(done.records)) == (1, 2)
    assert "失败" in done.err
    assert "absent.txt" in done.err


def test_a_line_without_text_is_a_wrong_call_that_names_it(tmp_path: Path) -> None:
    path = tmp_path / "passages.jsonl"
    path.write_text('{"text": "有待加强。"}\n{"txt": "有待加强。"}\n', encoding="utf-8")
    done = annotate("queue", path)
    assert done.code == 2
    assert f"{path}:2: text" in done.err


@pytest.mark.parametrize("format", ["csv", "label-studio"])
def test_a_queue_goes_to_a_tool_and_comes_back_as_annotations(tmp_path: Path, format: str) -> None:
    out, back = tmp_path / "out", tmp_path / "back.jsonl"
    assert annotate("queue", REPORTS[0], "--number", "4", "--format", format, "-o", out).code == 0
    assert annotate("import", out, "--from", format, "--annotator", "li", "-o", back).code == 0
    found = load([back])
    assert len(found) == 4
    assert {one.annotator for one in found} == {"li"}
    assert all(one.section for one in found)


def test_import_does_not_leave_a_suggestion_its_mark(tmp_path: Path) -> None:
    path = annotated(tmp_path / "a.jsonl", Example("a", "甲", ("fees",), annotator="gongkai"))
    assert "annotator" not in annotate("import", path, "-o", "-").records[0]


def test_export_offers_tags_of_ones_own(tmp_path: Path) -> None:
    path = annotated(tmp_path / "a.jsonl", Example("a", "甲", ("own_tag",)))
    (record,) = annotate("export", path, "--to", "prodigy", "-o", "-").records
    assert record["accept"] == ["own_tag"]
    offered = [option["id"] for option in record["options"]]
    assert offered[: len(TAGS)] == TAGS
    assert offered[-1] == "own_tag"


def test_a_missing_file_is_a_failed_document(tmp_path: Path) -> None:
    assert annotate("export", tmp_path / "no.jsonl", "--to", "csv", "-o", "-").code == 1
    assert annotate("check", tmp_path / "no.jsonl").code == 1


def test_check_lists_a_planted_error(tmp_path: Path) -> None:
    fees = load([ANNOTATIONS / "towns.jsonl"])[:250]
    kept = [Example(one.id, one.text, tuple({"fees"} & set(one.tags)), report=one.report) for one in fees]
    at = next(row for row, one in enumerate(kept) if one.tags)
    kept[at] = Example(kept[at].id, kept[at].text, (), report=kept[at].report)
    path, out = annotated(tmp_path / "a.jsonl", *kept), tmp_path / "out.jsonl"
    done = annotate("check", path, "--number", "5", "-o", out)
    found = lines(out)
    assert done.code == 0
    assert len(found) <= 5
    (planted,) = [record for record in found if record["id"] == kept[at].id]
    assert (planted["tag"], planted["given"], planted["text"]) == ("fees", False, kept[at].text)
    assert planted["probability"] > 0.5
    assert "可能有误" in done.out.decode()


def test_agree_tells_coefficients_by_tag_and_their_mean(tmp_path: Path) -> None:
    pairs = [("fees", "fees")] * 20 + [("fees", "")] * 5 + [("", "fees")] * 10 + [("", "")] * 15
    files = [
        annotated(
            tmp_path / f"{who}.jsonl",
            *(Example(f"{row}", f"第{row}段", (pair[who],) if pair[who] else ()) for row, pair in enumerate(pairs)),
        )
        for who in (0, 1)
    ]
    done = annotate("agree", *files)
    fees, mean = done.records
    assert (fees["tag"], fees["passages"], fees["differing"]) == ("fees", 50, 15)
    assert fees["kappa"] == pytest.approx(0.4)
    assert (mean["tag"], mean["kappa"], mean["passages"]) == (None, fees["kappa"], 50)
    assert "0.400" in done.err


def test_agree_needs_two_files_that_share_passages(tmp_path: Path) -> None:
    first = annotated(tmp_path / "a.jsonl", Example("a", "甲", ()))
    second = annotated(tmp_path / "b.jsonl", Example("a", "乙", ()))
    assert annotate("agree", first).code == 2
    assert annotate("agree", first, second).code == 2
