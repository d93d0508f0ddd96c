"""Folders stand for the documents in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.errors import MissingFile
from gongkai.reading import find, read


def test_folder_stands_for_its_documents_in_order_of_name(tmp_path: Path) -> None:
    for name in [
        "b.txt",
        "a/z.DOCX",
        "a/y.html",
        "c.pdf",
        *(f"d/1{suffix}" for suffix in (".doc", ".mht", ".mhtml", ".odt", ".ofd", ".rtf", ".wps", ".xml")),
        "e.et",
        "e.XLS",
        "e.xlsx",
        "README",
        ".git/x.md",
        ".x.txt",
        "~$b.docx",
        "~$d.xlsx",
        "a/b/q.markdown",
    ]:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    found = [str(Path(path).relative_to(tmp_path)) for path in find([str(tmp_path)])]
    in_d = ["d/1.doc", "d/1.mht", "d/1.mhtml", "d/1.odt", "d/1.ofd", "d/1.rtf", "d/1.wps"]
    assert found == [
        *("a/b/q.markdown", "a/y.html", "a/z.DOCX", "b.txt", "c.pdf", *in_d),
        *("e.XLS", "e.et", "e.xlsx"),
    ]


def test_files_missing_paths_and_standard_input_are_kept_as_given(tmp_path: Path) -> None:
    given = ["-", str(tmp_path / "gone.txt"), "x.pdf"]
    assert list(find(given)) == given


def test_source_is_the_path_or_name_as_given(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("一、总体情况", encoding="utf-8")
    assert (read(path).source, read(b"abc").source, read(b"abc", "zip!a.txt").source) == (str(path), "-", "zip!a.txt")


PATTERNS = {  # pattern -> what it stands for in the folder below
    "*.txt": ["b.txt"],
    "*": ["a/c.docx", "a/deep/d.txt", "b.txt", "notes.xyz", "锁.docx"],
    "**/*.docx": ["a/c.docx", "锁.docx"],
    "**": ["a/c.docx", "a/deep/d.txt", "b.txt", "notes.xyz", "锁.docx"],
    "?.txt": ["b.txt"],
    "[ab]": ["a/c.docx", "a/deep/d.txt"],
    "a/[c].docx": ["a/c.docx"],
    "*.pdf": ["*.pdf"],  # nothing: it fails as a document
    "x[1].txt": ["x[1].txt"],
}


@pytest.mark.parametrize(("pattern", "found"), PATTERNS.items())
def test_a_pattern_is_what_it_matches_sorted_and_once(tmp_path: Path, pattern: str, found: list[str]) -> None:
    for name in ("b.txt", "a/c.docx", "a/deep/d.txt", "notes.xyz", "~$锁.docx", "锁.docx", ".hidden.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    if "1" in pattern:
        (tmp_path / "x[1].txt").touch()  # a file is a file, whatever it is called
    assert [str(Path(path).relative_to(tmp_path)) for path in find([f"{tmp_path}/{pattern}"])] == found


def test_a_pattern_without_a_match_says_so(tmp_path: Path) -> None:
    with pytest.raises(MissingFile, match="nothing matches") as caught:
        read(f"{tmp_path}/*.docx")
    assert "没有与之匹配的文件" in caught.value.reason
