"""Hits as a table: each with its evidence, the file, the offsets in its text and the position in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

import msgspec

from gongkai.corpus.facts import Answer
from gongkai.corpus.records import Hit
from gongkai.model.names import tag_name
from gongkai.writing.long import Cell
from gongkai.writing.table import csv_table, xlsx_table

FORMATS = ("jsonl", "csv", "xlsx")
COLUMNS = (
    *("passage", "agency", "year", "edition", "level", "kind", "region", "section", "heading", "tags", "text"),
    *("score", "reports", "source", "start", "end", "position", "report", "cluster", "region_today", "agency_lineage"),
)
_HEADS = (
    *("段落号", "机关", "年度", "版式", "层级", "类别", "地区", "部分", "小标题", "标签", "内容"),
    *("得分", "报告数", "文件", "起", "止", "位置", "报告号", "重复组", "现地区", "机关沿革"),
)
_WIDTHS = (18, 28, 7, 7, 7, 10, 20, 12, 20, 24, 100, 7, 8, 52, 8, 8, 24, 18, 8, 16, 32)


def export(hits: Iterable[Hit], stream: BinaryIO, format: str) -> int:
    """Write hits as jsonl, csv or xlsx; return how many there were."""
    return _FORMATS[format](hits, stream)


def export_answer(answer: Answer, stream: BinaryIO, format: str) -> int:
    """Write the rows of a query as jsonl, csv or xlsx; return how many there were."""
    if format == "jsonl":
        for row in answer.rows:
            stream.write(_ENCODER.encode(dict(zip(answer.columns, row, strict=True))) + b"\n")
    elif format == "csv":
        csv_table(stream, answer.columns, map(_plain, answer.rows))
    else:
        xlsx_table(stream, "查询结果", answer.columns, [20] * len(answer.columns), map(_plain, answer.rows))
    return len(answer.rows)


def cells(hit: Hit) -> tuple[Cell, ...]:
    """Return a hit as a row under COLUMNS."""
    entry = hit.entry
    region = " ".join(one.partition(" ")[2] for one in entry.regions)
    who = (entry.agency, entry.year, entry.edition, entry.level, entry.kind, region or None)
    what = (hit.section, hit.heading, " ".join(hit.tags), hit.text, round(hit.score, 3), hit.reports)
    where = (entry.source, hit.start, hit.end, hit.position)
    return (hit.id, *who, *what, *where, entry.id, hit.cluster, entry.today, entry.lineage)


def _jsonl(hits: Iterable[Hit], stream: BinaryIO) -> int:
    count = 0
    for hit in hits:
        record = dict(zip(COLUMNS, cells(hit), strict=True))
        record |= {"tags": list(hit.tags), "highlights": hit.highlights}  # type: ignore[dict-item]
        stream.write(msgspec.json.encode(record) + b"\n")
        count += 1
    return count


def _csv(hits: Iterable[Hit], stream: BinaryIO) -> int:
    return csv_table(stream, COLUMNS, map(cells, hits))


def _xlsx(hits: Iterable[Hit], stream: BinaryIO) -> int:
    return xlsx_table(stream, "检索结果", _HEADS, _WIDTHS, _named(hits))


def _named(hits: Iterable[Hit]) -> Iterator[tuple[Cell, ...]]:
    at = COLUMNS.index("tags")
    for hit in hits:
        row = cells(hit)
        yield (*row[:at], "、".join(map(tag_name, hit.tags)), *row[at + 1 :])


def _plain(row: tuple[object, ...]) -> tuple[Cell, ...]:
    return tuple(value if isinstance(value, _CELLS) else str(value) for value in row)


_ENCODER = msgspec.json.Encoder(decimal_format="number")
_CELLS = (str, int, float, type(None))
_FORMATS: dict[str, Callable[[Iterable[Hit], BinaryIO], int]] = {"jsonl": _jsonl, "csv": _csv, "xlsx": _xlsx}
