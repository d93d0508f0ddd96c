"""Annotated passages, and files of them as tools write them: what the tests of the formats are made with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from gongkai.errors import AnnotationError
from gongkai.examples import Example
from gongkai.examples.formats import FORMATS, read

FILES = Path(__file__).parents[1] / "data" / "formats"
TAGS = ("organization", "training", "website", "a_1")
SUFFIXES = {"csv": "csv", "label-studio": "json", "docbin": "spacy"}
OTHERS = [format for format in FORMATS if format != "jsonl"]
FIRST = "举办培训3期，\n参训80余人。"
SECOND = "本报告所列数据起于1月1日。"
FULL = Example(
    id="economy-a-01-03",
    text=FIRST,
    tags=("training", "organization"),
    optional=("website",),
    needs_context=True,
    section="overview",
    heading="（一）组织领导",
    parent="主要做法：",
    previous="上一段。",
    next="下一段。",
    report="economy-a-01",
    writer="economy",
    agency="青岙县发展和改革局",
    level="county",
    kind="development",
    year=2019,
    annotator="chen",
)

# What trips formats: quotes, separators, line ends, formulas and what escapes them, characters beyond the BMP.


def file(folder: Path, format: str, name: str = "passages") -> Path:
    return folder / f"{name}.{SUFFIXES.get(format, 'jsonl')}"


def refused(path: Path, format: str | None = None) -> str:
    with pytest.raises(AnnotationError) as caught:
        read(path, format)
    return str(caught.value).removeprefix(str(path)).removeprefix(":").strip()


def outcome(path: Path, format: str) -> tuple[Example, ...] | str:
    try:
        return read(path, format)
    except AnnotationError as error:
        return str(error)


# Out and in again


def packed(path: Path, *docs: Doc) -> Path:
    DocBin(docs=docs, store_user_data=True).to_disk(path)
    return path


def doc(text: str, cats: dict[str, Any]) -> Doc:
    made = Doc(Vocab(), words=list(text), spaces=[False] * len(text))
    made.cats = cats
    return made
