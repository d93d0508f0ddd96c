from __future__ import annotations

import csv
import io
import json

import openpyxl
import pytest

from gongkai.corpus import Corpus, Query
from gongkai.corpus.export import COLUMNS, FORMATS, export, export_answer
from gongkai.corpus.facts import Answer
from gongkai.writing.long import Cell


def written(corpus: Corpus, format: str) -> tuple[int, bytes]:
    stream = io.BytesIO()
    return export(corpus.every(Query('"信息处理费"', sort="year")), stream, format), stream.getvalue()


def read(data: bytes, format: str) -> list[dict[str, Cell]]:
    if format == "jsonl":
        return [json.loads(line) for line in data.splitlines()]
    if format == "csv":
        return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    rows = list(openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].values)
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows[1:]]


@pytest.mark.parametrize("format", FORMATS)
def test_every_hit_comes_with_its_evidence(corpus: Corpus, format: str) -> None:
    count, data = written(corpus, format)
    rows = read(data, format)
    assert (count, len(rows)) == (3, 3)
    assert [str(row["year"]) for row in rows] == ["2019", "2020", "2022"]
    for row in rows:
        kept = corpus.report(str(row["report"]))
        assert kept is not None
        assert isinstance(kept.text, str)
        assert kept.source == row["source"]
        assert kept.text[int(str(row["start"])) : int(str(row["end"]))] == row["text"]


def test_an_answer_keeps_its_columns() -> None:
    stream = io.BytesIO()
    answer = Answer(("机关", "数"), (("甲局", 3), (None, 0)), False)
    assert export_answer(answer, stream, "jsonl") == 2
    assert [json.loads(line) for line in stream.getvalue().splitlines()] == [
        {"机关": "甲局", "数": 3},
        {"机关": None, "数": 0},
    ]


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_nothing_becomes_a_formula(format: str) -> None:
    stream = io.BytesIO()
    export_answer(Answer(("机关",), (("=1+1",),), False), stream, format)
    if format == "csv":
        assert "'=1+1" in stream.getvalue().decode("utf-8-sig")
    else:
        assert openpyxl.load_workbook(io.BytesIO(stream.getvalue())).worksheets[0]["A2"].data_type == "s"
