"""Folders stand for the documents in them."""

from __future__ import annotations

from pathlib import Path

from gongkai.reading import find, read


def test_folder_stands_for_its_documents_in_order_of_name(tmp_path: Path) -> None:
    for name in [
        "b.txt",
        "a/z.DOCX",
        "a/y.html",
        "c.pdf",
        *(f"d/1{suffix}" for suffix in (".doc", ".mht", ".mhtml", ".odt", ".ofd", ".rtf", ".wps", ".xml")),
        "README",
        ".git/x.md",
        ".x.txt",
        "~$b.docx",
        "a/b/q.markdown",
    ]:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    found = [str(Path(path).relative_to(tmp_path)) for path in find([str(tmp_path)])]
    in_d = ["d/1.doc", "d/1.mht", "d/1.mhtml", "d/1.odt", "d/1.ofd", "d/1.rtf", "d/1.wps"]
    assert found == ["a/b/q.markdown", "a/y.html", "a/z.DOCX", "b.txt", "c.pdf", *in_d]


def test_files_missing_paths_and_standard_input_are_kept_as_given(tmp_path: Path) -> None:
    given = ["-", str(tmp_path / "gone.txt"), "x.pdf"]
    assert list(find(given)) == given


def test_source_is_the_path_or_name_as_given(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("一、总体情况", encoding="utf-8")
    assert (read(path).source, read(b"abc").source, read(b"abc", "zip!a.txt").source) == (str(path), "-", "zip!a.txt")
