"""Read annotation files and check every line: an error names file, line and field."""

from __future__ import annotations

import codecs
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from gongkai.errors import AnnotationError, MissingFile
from gongkai.examples.example import Example, contradiction

SUFFIX = ".jsonl"


def load(paths: Iterable[str | os.PathLike[str]], tags: Iterable[str] | None = None) -> tuple[Example, ...]:
    """Return the examples of files and of folders' `*.jsonl`, in the order given (folders sorted).

    `tags` are the ids that are allowed, None for any. AnnotationError names file, line and field of the first thing
    wrong; MissingFile a path that does not exist.
    """
    allowed = None if tags is None else frozenset(tags)
    places: dict[str, str] = {}
    found = []
    for path in _files(paths):
        for place, example in _lines(path):
            _check(place, example, allowed)
            if example.id in places:
                raise AnnotationError(
                    f"{place}: id: {example.id!r} stands at {places[example.id]}, too; ids are unique"
                )
            places[example.id] = place
            found.append(example)
    return tuple(found)


def _files(paths: Iterable[str | os.PathLike[str]]) -> Iterator[Path]:
    for path in map(Path, paths):
        if path.is_dir():
            inside = sorted(path.rglob(f"*{SUFFIX}"))
            if not inside:
                raise AnnotationError(f"{path}: no {SUFFIX} file in this folder; give a file or folder of annotations")
            yield from inside
        elif path.exists():
            yield path
        else:
            raise MissingFile(f"{path}: no such file; give files or folders of annotations", "文件不存在")


def _lines(path: Path) -> Iterator[tuple[str, Example]]:
    """Yield every example with its place."""
    for number, line in enumerate(path.read_bytes().removeprefix(codecs.BOM_UTF8).splitlines(), start=1):
        if not line.strip():
            continue
        place = f"{path}:{number}"
        try:
            yield place, _DECODER.decode(line)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise AnnotationError(
                f"{place}: {_plainly(error)}; annotations/schema.json says what a line holds"
            ) from error


def _plainly(error: Exception) -> str:
    """Return msgspec's message with the field first: `tags[0]: Expected …`."""
    message, _, at = str(error).partition(" - at `$.")
    return f"{at.rstrip('`')}: {message}" if at else message


def _check(place: str, example: Example, allowed: frozenset[str] | None) -> None:
    """Raise AnnotationError where an example contradicts itself or uses a tag that is not allowed."""
    if found := contradiction(example):
        field, message = found
        raise AnnotationError(f"{place}: {field}: {message}")
    for field, tags in (("tags", example.tags), ("optional", example.optional)):
        for tag in tags:
            if allowed is not None and tag not in allowed:
                known = ", ".join(sorted(allowed))
                raise AnnotationError(f"{place}: {field}: unknown tag {tag!r}; the recipe's tags are {known}")


_DECODER = msgspec.json.Decoder(Example)
