"""One run of `gongkai index`: what goes into the corpus, and what is said of it."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence

from msgspec import UNSET

from gongkai.batch import Inline, Processes
from gongkai.batch.gathering import expand, gather
from gongkai.corpus import Corpus, Entry, Writer
from gongkai.corpus.rows import report_id
from gongkai.errors import CorpusError
from gongkai.model import ready
from gongkai.pipeline import Settings


def run(
    paths: Sequence[str],
    corpus: str,
    delete: Sequence[str],
    *,
    compact: bool = False,
    processes: int = 1,
    model: str | None = None,
) -> int:
    """Delete and add reports, then give up space if asked; return the number of failed documents."""
    ready(model)  # a model that can't be used is a wrong call, not a fault of every document
    counts: Counter[str] = Counter()
    before = _opened(corpus) if paths else Corpus.open(corpus)  # to delete or compact makes no corpus
    settings = Settings(model)
    with Processes(processes) if processes > 1 else Inline() as engine, Writer(corpus) as writer:
        if delete:
            deleted = writer.delete(delete)
            print(f"已删除 {deleted} 份", file=sys.stderr)
            if deleted < len(delete):
                print(f"另有 {len(delete) - deleted} 份不在检索库中", file=sys.stderr)
        for report, _ in gather(expand(paths, settings), engine, settings):
            if report.status == "failed":
                counts["failed"] += 1
                print(f"失败 {report.source}：{report.reason}", file=sys.stderr)
                if before is not None and _is_read(before.entry(report_id(report.source))):
                    continue  # what could be read before is kept
            writer.add(report)
            counts["added"] += 1
            counts["bare"] += report.text is UNSET and report.status != "failed"
        if compact:
            took, takes = (f"{size / 1000:,.0f} KB" for size in writer.compact())
            print(f"已整理：报告占用 {took} → {takes}", file=sys.stderr)
    if counts["bare"]:
        print(f"{counts['bare']} 份没有原文，网页上不能显示全文；解析时请加 --text", file=sys.stderr)
    whole, passages = Corpus.open(corpus).size()
    print(f"{corpus}：本次入库 {counts['added']} 份，现有 {whole} 份报告、{passages} 个段落", file=sys.stderr)
    return counts["failed"]


def _opened(corpus: str) -> Corpus | None:
    """Return the corpus as it stood before; None where there was none."""
    try:
        return Corpus.open(corpus)
    except CorpusError:  # the writer makes one, or says what is wrong
        return None


def _is_read(entry: Entry | None) -> bool:
    return entry is not None and entry.status != "failed"
