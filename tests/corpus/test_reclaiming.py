"""Space of deleted and replaced reports: given up, whatever happens meanwhile."""

from __future__ import annotations

import random
import threading
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from tests.corpus.made import report

from gongkai.corpus import Corpus, Query, Writer, documents, manifest
from gongkai.corpus.reclaiming import WASTE
from gongkai.corpus.rows import report_id
from gongkai.document import Report

MANY = 12
LETTERS = [chr(code) for code in range(0x4E00, 0x5E00)]


def made(number: int, version: int, length: int = 2000) -> Report:
    """Return a report whose document compresses little and tells its version in its only passage."""
    noise = "".join(random.Random(f"{number} {version}").choices(LETTERS, k=length))
    source, text = f"{number:02d}.txt", f"第{version}版：{noise}"
    return report(source, f"第{number}号机关", 2020, "2019", [("overview", text, "")])


def version(corpus: Corpus, number: int) -> int:
    """Return the version of a report as its document, its entry and SQL tell it; all must be of one."""
    kept = corpus.report(report_id(f"{number:02d}.txt"))
    assert kept is not None
    assert kept == made(number, int(str(kept.text)[1:].partition("版")[0]))
    return int(str(kept.text)[1:].partition("版")[0])


def space(folder: Path) -> int:
    return sum(path.stat().st_size for path in (folder / "documents").iterdir())


def write(folder: Path, numbers: range | list[int], to: int) -> None:
    with Writer(folder) as writer:
        for number in numbers:
            writer.add(made(number, to))


def test_space_of_replaced_reports_is_bounded(tmp_path: Path) -> None:
    write(tmp_path, range(MANY), 0)
    alone = space(tmp_path)
    chance = random.Random(3)
    now = dict.fromkeys(range(MANY), 0)
    for turn in range(1, 30):
        numbers = chance.sample(range(MANY), chance.randint(1, 4))
        write(tmp_path, numbers, turn)
        now |= dict.fromkeys(numbers, turn)
        assert space(tmp_path) <= alone / (1 - WASTE) * 1.05
    corpus = Corpus.open(tmp_path)
    assert {number: version(corpus, number) for number in now} == now
    assert corpus.query("SELECT count(*), count(DISTINCT report) FROM passages").rows == ((MANY, MANY),)
    assert corpus.size() == (MANY, MANY)


def test_little_waste_is_left_where_it_is(tmp_path: Path) -> None:
    write(tmp_path, range(MANY), 0)
    first = tmp_path / "documents" / "000001.zst"
    before = first.stat()
    write(tmp_path, range(2), 1)
    assert (first.stat().st_ino, first.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    found = manifest.read(tmp_path)
    assert found is not None
    assert [(one.file, one.bytes > 0) for one in found.dead] == [(1, True)]


def test_a_file_of_waste_alone_is_gone_with_the_commit_that_made_it_so(tmp_path: Path) -> None:
    write(tmp_path, range(MANY), 0)
    write(tmp_path, [90], 0)
    write(tmp_path, [90], 1)
    assert sorted(path.stem for path in (tmp_path / "documents").iterdir()) == ["000001", "000003"]


def test_compacting_gives_up_all_waste_and_keeps_every_report(place: str) -> None:
    with Writer(place) as writer:
        for number in range(MANY):
            writer.add(made(number, 0))
        writer.commit()
        writer.add(made(0, 1))
        writer.delete(["01.txt"])
        before, after = writer.compact()
    if not place.startswith("postgresql"):
        assert after < before
        fresh = Path(place) / "fresh"
        write(fresh, [0, *range(2, MANY)], 1)
        assert space(Path(place)) < 1.05 * space(fresh)
    corpus = Corpus.open(place)
    assert [version(corpus, number) for number in (0, *range(2, MANY))] == [1] + [0] * (MANY - 2)
    assert corpus.size() == (MANY - 1, MANY - 1)
    with Writer(place) as writer:  # what has moved is replaced and deleted as ever
        writer.add(made(2, 5))
        assert writer.delete(["03.txt"]) == 1
    assert version(corpus, 2) == 5
    assert corpus.query("SELECT count(*), count(DISTINCT source) FROM reports").rows == ((MANY - 2, MANY - 2),)
    assert corpus.search(Query("版", limit=50, fold=False)).total == MANY - 2


def test_a_reader_that_comes_for_a_document_that_has_moved_finds_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, range(MANY), 0)
    corpus, load, asked = Corpus.open(tmp_path), documents.load, []

    def late(path: Path, frame: documents.Frame) -> Report:
        asked.append(path.stem)
        if len(asked) == 1:  # after the reader has looked where it stands, and before it opens the file
            write(tmp_path, range(6), 1)
            assert not path.exists()
        return load(path, frame)

    monkeypatch.setattr(documents, "load", late)
    assert version(corpus, 8) == 0
    assert asked == ["000001", "000002"]


def test_readers_are_not_disturbed_while_documents_move(tmp_path: Path) -> None:
    write(tmp_path, range(MANY), 0)
    corpus, wrong, done = Corpus.open(tmp_path), [], threading.Event()

    def read(seed: int) -> None:
        chance, seen = random.Random(seed), dict.fromkeys(range(MANY), 0)
        while not done.is_set():
            number = chance.randrange(MANY)
            try:
                now = version(corpus, number)
            except Exception as error:
                wrong.append(repr(error))
                return
            if now < seen[number]:
                wrong.append(f"{number}: {seen[number]}, then {now}")
            seen[number] = now

    readers = [threading.Thread(target=read, args=(seed,)) for seed in range(2)]
    for reader in readers:
        reader.start()
    for turn in range(1, 16):
        write(tmp_path, [turn % MANY, (turn + 5) % MANY, (turn * 7) % MANY], turn)
    with Writer(tmp_path) as writer:
        writer.compact()
    done.set()
    for reader in readers:
        reader.join()
    assert wrong == []


def replace_on(folder: str, first: int, said: Connection) -> None:
    """Replace all reports again and again, each time in two commits that move documents, until killed."""
    turn = first
    with Writer(folder) as writer:
        while True:
            for number in range(MANY):
                writer.add(made(number, turn))
                if number % 6 == 5:
                    writer.compact()
            said.send(turn)
            turn += 1


def test_a_kill_while_documents_move_loses_none_and_leaves_nothing(tmp_path: Path) -> None:
    write(tmp_path, range(MANY), 0)
    alone, chance, last = space(tmp_path), random.Random(7), 0
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.corpus.killing", "tantivy", "numpy", "pyarrow.parquet", "rjieba", "opencc"])
    for _ in range(6):
        ours, theirs = context.Pipe(duplex=False)
        child = context.Process(target=replace_on, args=(str(tmp_path), last + 1, theirs))
        child.start()
        theirs.close()
        last = ours.recv()
        threading.Event().wait(chance.random() * 0.4)
        child.kill()
        child.join()
        try:
            while True:
                last = ours.recv()
        except (EOFError, OSError):
            pass
        corpus = Corpus.open(tmp_path)
        found = [version(corpus, number) for number in range(MANY)]
        assert set(found) <= {last, last + 1}
        assert corpus.size() == (MANY, MANY)
        assert corpus.query("SELECT count(*), count(DISTINCT report) FROM reports").rows == ((MANY, MANY),)
    with Writer(tmp_path) as writer:
        writer.compact()
    assert space(tmp_path) <= 1.05 * alone
    assert len(list((tmp_path / "documents").iterdir())) <= 3


def test_a_file_that_could_not_be_removed_goes_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, range(MANY), 0)

    def held(path: Path, **_: bool) -> None:
        raise PermissionError(path)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", held)
        write(tmp_path, range(8), 1)
        write(tmp_path, [20], 1)
    assert (tmp_path / "documents" / "000001.zst").exists()
    write(tmp_path, [21], 1)
    assert not (tmp_path / "documents" / "000001.zst").exists()
    corpus = Corpus.open(tmp_path)
    assert [version(corpus, number) for number in (*range(MANY), 20, 21)] == [1] * 8 + [0] * 4 + [1, 1]
