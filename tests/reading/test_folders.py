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
        "d.et",
        "d.XLS",
        "d.xlsx",
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
    assert found == ["a/b/q.markdown", "a/y.html", "a/z.DOCX", "b.txt", "c.pdf", "d.XLS", "d.et", "d.xlsx"]


def test_files_missing_paths_and_standard_input_are_kept_as_given(tmp_path: Path) -> None:
    given = ["-", str(tmp_path / "gone.txt"), "x.pdf"]
    assert list(find(given)) == given


def test_source_is_the_path_or_name_as_given(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("一、总体情况", encoding="utf-8")
    assert (read(path).source, read(b"abc").source, read(b"abc", "zip!a.txt").source) == (str(path), "-", "zip!a.txt")
