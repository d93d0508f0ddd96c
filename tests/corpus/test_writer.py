"""Adding, replacing and deleting, for every store; and what a folder withstands."""

from __future__ import annotations

import threading
from pathlib import Path

import msgspec
import pytest
from tests.corpus.killing import kills, numbered
from tests.corpus.made import report
from tests.writing.reports import RICH, failed

from gongkai.corpus import Corpus, Query, Writer, manifest
from gongkai.corpus.segments import TIER
from gongkai.document import Report
from gongkai.errors import CorpusBusy, CorpusError


def one(source: str, text: str, year: int = 2020) -> Report:
    return report(source, "甲县水利局", year, "2019", [("overview", text, "")])


def sources(corpus: Corpus, text: str = "") -> list[str]:
    return sorted(hit.entry.source for hit in corpus.search(Query(text, limit=100, fold=False)).hits)


def test_a_report_of_the_same_source_is_replaced(place: str) -> None:
    with Writer(place) as writer:
        writer.add(one("甲.txt", "旧的内容。"))
        writer.add(one("乙.txt", "另一份。"))
    corpus = Corpus.open(place)
    with Writer(place) as writer:
        writer.add(one("甲.txt", "新的内容。", year=2021))
    assert corpus.size() == (2, 2)
    assert sources(corpus, "旧") == []
    assert sources(corpus, "新") == ["甲.txt"]
    assert [entry.year for entry in corpus.agency("甲县水利局")] == [2020, 2021]
    assert corpus.query("SELECT source, text FROM passages ORDER BY text").rows == (
        ("乙.txt", "另一份。"),
        ("甲.txt", "新的内容。"),
    )


def test_of_two_reports_of_one_source_in_one_go_the_later_stays(place: str) -> None:
    with Writer(place) as writer:
        for text in ("第一次。", "第二次。", "第三次。"):
            writer.add(one("甲.txt", text))
    assert [hit.text for hit in Corpus.open(place).search(Query("")).hits] == ["第三次。"]


def test_deleted_reports_are_gone_everywhere(place: str) -> None:
    with Writer(place) as writer:
        for name in "甲乙丙":
            writer.add(one(f"{name}.txt", f"{name}的内容。"))
    corpus = Corpus.open(place)
    gone = corpus.search(Query('"乙的内容"')).hits[0].entry.id
    with Writer(place) as writer:
        assert writer.delete(["乙.txt", "没有.txt", "乙.txt"]) == 1
    assert sources(corpus) == ["丙.txt", "甲.txt"]
    assert corpus.report(gone) is None
    assert corpus.query("SELECT count(*) FROM reports").rows == ((2,),)
    with Writer(place) as writer:  # and may come back
        writer.add(one("乙.txt", "回来了。"))
    assert sources(corpus) == ["丙.txt", "乙.txt", "甲.txt"]


def test_what_is_not_committed_is_not_seen_and_an_error_drops_it(place: str) -> None:
    with Writer(place) as writer:
        writer.add(one("甲.txt", "第一份。"))
    corpus = Corpus.open(place)

    def interrupted() -> None:
        with Writer(place) as writer:
            writer.add(one("乙.txt", "第二份。"))
            assert sources(corpus) == ["甲.txt"]
            writer.delete(["甲.txt"])  # commits what was added before
            assert sources(corpus) == ["乙.txt", "甲.txt"]
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert sources(corpus) == ["乙.txt", "甲.txt"]
    assert corpus.size() == (2, 2)


def test_a_whole_report_comes_back_as_it_was(place: str) -> None:
    with Writer(place) as writer:
        writer.add(RICH)
        writer.add(failed())
    corpus = Corpus.open(place)
    entries = {entry.source: entry for entry in (*corpus.agency("河湾县水利局"),)}
    assert corpus.report(entries[RICH.source].id) == RICH
    assert corpus.size() == (2, 1)
    assert corpus.query("SELECT source, reason FROM reports WHERE status = 'failed'").rows == (
        ("河湾/坏.docx", "文件已损坏，无法打开"),
    )
    fees = corpus.query("SELECT value FROM facts WHERE address = 'art20_8.fees.amount'").rows
    assert fees == ((12500,),)


def test_a_report_without_its_text_is_still_found(place: str) -> None:
    with Writer(place) as writer:
        writer.add(msgspec.structs.replace(one("甲.txt", "没有原文。"), text=msgspec.UNSET))
    corpus = Corpus.open(place)
    kept = corpus.report(corpus.search(Query("原文")).hits[0].entry.id)
    assert kept is not None
    assert kept.text is msgspec.UNSET


def test_near_identical_passages_are_known_again_later(place: str) -> None:
    text = "本机关全年没有收取政府信息公开信息处理费，也没有减免费用的情形，无其他需要报告的事项。"
    for name in "甲乙":
        with Writer(place) as writer:
            writer.add(one(f"{name}.txt", text))
    assert [hit.reports for hit in Corpus.open(place).search(Query("没有")).hits] == [2]


def test_readers_and_a_writer_do_not_disturb_each_other(place: str) -> None:
    with Writer(place) as writer:
        writer.add(next(numbered(0)))
    corpus, wrong, done = Corpus.open(place), [], threading.Event()

    def read() -> None:
        last = 0
        while not done.is_set():
            hits = corpus.search(Query("公开", limit=100, fold=False))
            if hits.total < last or len(hits.hits) != min(100, hits.total):
                wrong.append((last, hits.total, len(hits.hits)))
            last = hits.total

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    with Writer(place, every=2) as writer:
        for _, made in zip(range(20), numbered(1), strict=False):
            writer.add(made)
            writer.commit()
    done.set()
    for reader in readers:
        reader.join()
    assert wrong == []
    assert corpus.size() == (21, 42)


def test_one_process_writes_at_a_time(tmp_path: Path) -> None:
    import subprocess
    import sys

    code = f"from gongkai.corpus import Writer; Writer({str(tmp_path)!r})"
    with Writer(tmp_path):
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert CorpusBusy.__name__ in done.stderr
    with Writer(tmp_path):
        pass


@pytest.mark.parametrize("commits", [1, TIER, 3 * TIER])
def test_many_small_commits_become_few_segments_with_every_row(tmp_path: Path, commits: int) -> None:
    with Writer(tmp_path) as writer:
        for _, made in zip(range(commits), numbered(0), strict=False):
            writer.add(made)
            writer.commit()
        writer.delete(["000000.txt"])
    found = manifest.read(tmp_path)
    assert found is not None
    assert len(found.segments) <= TIER
    corpus = Corpus.open(tmp_path)
    assert corpus.size() == (commits - 1, 2 * (commits - 1))
    assert corpus.query("SELECT count(*), count(DISTINCT report) FROM passages").rows == (
        (2 * commits - 2, commits - 1),
    )
    files = {path.name for path in (tmp_path / "segments").iterdir()}
    with Writer(tmp_path) as writer:  # sweeps what the last manifest did not name
        writer.delete(["000001.txt"])
    assert len({path.name for path in (tmp_path / "segments").iterdir()}) <= len(files)
    assert len(list((tmp_path / "index").iterdir())) <= 2


def test_an_indexer_killed_at_any_moment_loses_no_committed_report(place: str) -> None:
    times, reports = kills(place, 3, seed=1)
    assert reports >= 3 * times


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"version": 999}', "version 999"),
        (b"{", "not a corpus's manifest"),
        (b"[]", "not a corpus's manifest"),
        (None, "no corpus"),
    ],
)
def test_what_is_no_corpus_of_this_version_is_said(tmp_path: Path, content: bytes | None, said: str) -> None:
    if content is not None:
        (tmp_path / manifest.MANIFEST).write_bytes(content)
    with pytest.raises(CorpusError, match=said):
        Corpus.open(tmp_path)


def test_a_corpus_of_an_older_version_is_told_to_readers_and_writers_how_to_be_rebuilt(place: str) -> None:
    with Writer(place) as writer:
        writer.add(one("甲.txt", "内容。"))
    if place.startswith("postgresql"):
        import psycopg

        with psycopg.connect(place) as connection:
            connection.execute("UPDATE gongkai.state SET version = 1")
    else:
        path = Path(place) / manifest.MANIFEST
        path.write_bytes(path.read_bytes().replace(b'"version":%d' % manifest.VERSION, b'"version":1'))
    for opens in (Corpus.open, Writer):
        with pytest.raises(CorpusError, match=r"version 1, .* index the reports anew into") as said:
            opens(place)
        assert "请重新建立到" in said.value.reason


def test_a_folder_of_other_files_is_not_written_into(tmp_path: Path) -> None:
    (tmp_path / "年报.docx").write_bytes(b"x")
    with pytest.raises(CorpusError, match="other files"):
        Writer(tmp_path)
    with pytest.raises(CorpusError, match="is a file"):
        Writer(tmp_path / "年报.docx")
    assert [path.name for path in tmp_path.iterdir()] == ["年报.docx"]


def test_an_index_that_is_lost_is_said(tmp_path: Path) -> None:
    import shutil

    with Writer(tmp_path) as writer:
        writer.add(one("甲.txt", "内容。"))
    shutil.rmtree(tmp_path / "index")
    with pytest.raises(CorpusError, match="can't be opened"):
        Corpus.open(tmp_path)
