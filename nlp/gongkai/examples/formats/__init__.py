"""Exchange formats of annotated passages: in from label tools and out to them.

`read` and `write` go by a format's name; each format's module says what it holds and what it cannot. JSONL is the
project's own and holds everything.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from gongkai.errors import AnnotationError, MissingFile
from gongkai.examples.example import Example, TagId, encoded
from gongkai.examples.formats import docbin, doccano, label_studio, prodigy, table
from gongkai.examples.formats.label_studio import write_config
from gongkai.examples.formats.records import Names, check, field_of, wrong
from gongkai.examples.loading import load
from gongkai.writing.atomic import replacing

__all__ = ["FORMATS", "read", "write", "write_config"]

FORMATS: tuple[str, ...] = ("jsonl", "csv", "label-studio", "doccano", "prodigy", "docbin")

_READ: dict[str, Callable[[str, bytes], Iterable[Example]]] = {
    "csv": table.read,
    "label-studio": label_studio.read,
    "doccano": doccano.read,
    "prodigy": prodigy.read,
    "docbin": docbin.read,
}
_WRITTEN: dict[str, Callable[[Sequence[Example], Sequence[str]], bytes]] = {
    "jsonl": lambda examples, _: b"".join(encoded(example) + b"\n" for example in examples),
    "csv": table.written,
    "label-studio": label_studio.written,
    "doccano": doccano.written,
    "prodigy": prodigy.written,
    "docbin": docbin.written,
}
_SUFFIXES = {".csv": "csv", ".spacy": "docbin", ".docbin": "docbin"}
_DOUBTED = {".jsonl": "jsonl", ".json": "label-studio"}  # the content goes first; empty or damaged, it says nothing
_BOM = b"\xef\xbb\xbf"
_ZLIB = (b"x\x01", b"x\x5e", b"x\x9c", b"x\xda")  # how a DocBin begins, by level of compression
# The first field that a line of JSON Lines has tells its format; `label` is Prodigy's, too, but never without `answer`.
_TELLING = {"answer": "prodigy", "tags": "jsonl", "label": "doccano", "labels": "doccano"}


def read(path: str | os.PathLike[str], format: str | None = None) -> tuple[Example, ...]:
    """Return the examples of a file, its format told by suffix and content when None.

    AnnotationError names file, record and field of the first thing wrong; MissingFile a path that does not exist.
    """
    path = Path(path)
    _known(path, format)
    if not path.exists() or (path.is_dir() and format not in ("jsonl", None)):
        raise MissingFile(f"{path}: no such file; give a file of annotations", "文件不存在")
    if path.is_dir():
        return load([path])
    data = path.read_bytes()
    format = format or _told(path, data)
    return load([path]) if format == "jsonl" else tuple(_READ[format](str(path), data))


def write(path: str | os.PathLike[str], examples: Iterable[Example], format: str, tags: Sequence[str]) -> None:
    """Write examples to a file, whole or not at all; `tags` are the ids to offer as options.

    AnnotationError says which example could not be read back, or has a tag that is not offered.
    """
    path = Path(path)
    _known(path, format)
    every = tuple(examples)
    _check(every, tags)
    data = _WRITTEN[format](every, tags)
    with replacing(path) as stream:
        stream.write(data)


def _known(path: Path, format: str | None) -> None:
    if format is not None and format not in FORMATS:
        raise AnnotationError(f"{path}: unknown format {format!r}; the formats are {', '.join(FORMATS)}")


def _told(path: Path, data: bytes) -> str:
    """Return the format by suffix where that says it, else by how the content begins."""
    if told := _SUFFIXES.get(path.suffix.lower()):
        return told
    first = data.removeprefix(_BOM).lstrip()[:1]
    if first == b"{":
        return _told_by_line(path, data)
    if first == b"[":
        return "label-studio"
    if data.startswith(_ZLIB):
        return "docbin"
    head = data.removeprefix(_BOM).splitlines()[:1]
    if head and "text" in table.columns(head[0].decode(errors="replace")):
        return "csv"
    if told := _DOUBTED.get(path.suffix.lower()):
        return told
    raise _untold(path)


def _told_by_line(path: Path, data: bytes) -> str:
    line = data.removeprefix(_BOM).lstrip().splitlines()[0]
    try:
        fields = msgspec.json.decode(line, type=dict[str, Any])
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise AnnotationError(
            f"{path}: first line: no whole JSON object: {error}; mend it or name the format"
        ) from error
    for field, format in _TELLING.items():
        if field in fields:
            return format
    raise _untold(path, f"; the first line has {', '.join(fields) or 'no fields'}")


def _untold(path: Path, why: str = "") -> AnnotationError:
    return AnnotationError(f"{path}: the content does not tell its format{why}; name one of {', '.join(FORMATS)}")


def _check(examples: Iterable[Example], tags: Sequence[str]) -> None:
    """Raise AnnotationError for examples that `read` would refuse: made in Python, they were never checked."""
    seen: dict[str, str] = {}
    try:
        msgspec.convert(tags, Sequence[TagId])
    except msgspec.ValidationError as error:
        wrong("options", f"tags{field_of(error)[0]}", f"{field_of(error)[1]}; give a list of ids of tags, got {tags!r}")
    for number, example in enumerate(examples, start=1):
        place = f"example {number} ({example.id!r})"
        try:
            msgspec.json.decode(encoded(example), type=Example)
        except (msgspec.MsgspecError, UnicodeEncodeError) as error:
            field, message = field_of(error)
            wrong(place, field or "text", f"{message}; correct the example")
        check(place, example, Names(tags="tags", id="id"))
        for field in ("tags", "optional"):
            for tag in getattr(example, field):
                if tag not in tags:
                    wrong(place, field, f"{tag!r} is not offered; the tags are {', '.join(tags) or 'none'}; add it")
        if example.id in seen:
            wrong(place, "id", f"{seen[example.id]} has it, too; ids are unique")
        seen[example.id] = place
