"""Wire the stages: read, fold, recover tables, split sections, passages with tags, quantities, review."""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import parent_process
from multiprocessing.connection import wait
from threading import Thread

import msgspec

from gongkai import artefacts, audit, masthead, reading, sections, tagging
from gongkai.audit import recognised
from gongkai.document import Document, Report
from gongkai.errors import GongkaiError, MissingFile, ReadingError
from gongkai.model import Model, ready
from gongkai.narrative import passages, quantities
from gongkai.tables import Recovered, recover
from gongkai.text import fold

CHUNK = 16  # reports a task: small enough for a moving bar, large enough that handing over costs little
LEAST_SECTIONS = 2  # fewer headings and no table: not a report
LONGEST_TEXT = 1_000_000  # a report has 5,000 characters, a long one 100,000; at 3 s a million nobody waits long
TOO_LONG = "文字过长（超过 100 万字），不像一份年度报告；如果是多份合在一起，请拆分后重试"
KILLED = "处理该文件的进程被系统终止，可能是内存不足；请单独处理该文件，或拆分后重试"
NOT_A_REPORT = "没有读到年度报告的表格或标题，可能不是政府信息公开工作年度报告；请确认文件是否放错"

RECOGNISED = "扫描件，经文字识别（OCR）读出，数字请核对"

_SURROGATE = re.compile("[\ud800-\udfff]")

Source = str | os.PathLike[str] | bytes
Path = str | os.PathLike[str]


def parse(source: Source, name: str | None = None, *, model: Path | None = None) -> Report:
    """Return the Report of a path or of bytes (called `name`); MissingFile when the path does not exist.

    `model` is the directory of the classifier that tags, None for the default one; ModelError when it can't be used.
    A document that can't be read is a Report with status `failed` and a reason, never an exception.
    """
    name, classifier = name or name_of(source), ready(model)
    try:
        document = reading.read(source, name)
    except MissingFile:
        raise
    except ReadingError as error:
        return failed(name, error.reason)
    return understand(document, classifier)


def parse_text(text: str, name: str = "-", *, model: Path | None = None) -> Report:
    """Return the Report of a text that is already decoded; halves of surrogate pairs in it become U+FFFD."""
    try:
        text.encode()
    except UnicodeEncodeError:
        text = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
    try:
        return understand(reading.read_text(text, name), ready(model))
    except ReadingError as error:
        return failed(name, error.reason)


def pipe(paths: Iterable[Source], processes: int = 1, *, model: Path | None = None) -> Iterator[Report]:
    """Yield a Report for every path, in the order given; whatever goes wrong with one is its Report's reason."""
    ready(model)  # a model that can't be used is a wrong call, not a fault of every document
    if processes <= 1:
        yield from (_parse_safely(source, model) for source in paths)
        return
    rest = iter(paths)
    pending: deque[tuple[list[Source], Future[bytes]]] = deque()
    pool = _pool(processes)
    try:
        while True:
            while len(pending) < 2 * processes and (chunk := list(islice(rest, CHUNK))):
                pending.append((chunk, pool.submit(_parse_chunk, chunk, model)))
            if not pending:
                return
            chunk, future = pending.popleft()
            try:
                yield from _DECODER.decode(future.result())
            except BrokenProcessPool:  # a worker was killed: the chunks it took along are read one file a process
                pool.shutdown(wait=False)
                lost = [chunk, *(other for other, _ in pending)]
                pending.clear()
                yield from (_parse_alone(source, model) for sources in lost for source in sources)
                pool = _pool(processes)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def understand(document: Document, classifier: Model) -> Report:
    """Return the Report of a document: every stage once, each handing on frozen records."""
    text = document.text
    if len(text) > LONGEST_TEXT:
        return failed(document.source, TOO_LONG)
    folded = fold(text)
    plain = artefacts.blank(folded, artefacts.find(folded))
    tables = recover(document, plain)
    parts = sections.split(text, plain, tables.spans)
    head = masthead.read(document, plain, parts)
    if tables.tied and head.year is not None:
        tables = recover(document, plain, head.year)
    if tables.edition is None and len(parts) < LEAST_SECTIONS:
        return failed(document.source, NOT_A_REPORT)
    is_scan, facts = recognised.is_recognised(document.regions), tables.facts
    if is_scan and tables.edition:
        facts = recognised.weighed(tables.edition, facts, document.regions)
    found = tagging.tag_report(passages.split(text, plain, parts, tables.spans), parts, classifier)
    numbers = quantities.find_all(text, plain, [(passage.start, passage.end) for passage in found])
    return Report(
        document.source, _status(tables, len(parts)), RECOGNISED if is_scan else None, head.agency, head.year,
        tables.edition.id if tables.edition else None, parts, facts, tables.unknown_rows, found, numbers,
        audit.review(tables.edition, facts, tables.unknown_rows, parts, head.year) if tables.edition else (),
        head.agency_evidence, head.year_evidence, text, is_scan or msgspec.UNSET,
    )  # fmt: skip


def failed(source: str, reason: str) -> Report:
    """Return the Report of a document of which nothing was read."""
    return Report(source, "failed", reason, None, None, None)


def _status(tables: Recovered, parts: int) -> str:
    whole = tables.edition is not None and tables.whole and parts == len(tables.edition.parts)
    return "ok" if whole else "partial"


def _parse_safely(source: Source, model: Path | None) -> Report:
    name = name_of(source)
    try:
        return parse(source, name, model=model)
    except GongkaiError as error:
        return failed(name, error.reason)
    except OSError as error:
        return failed(name, f"无法打开：{error.strerror or error}")
    except Exception as error:  # a bug in one document must not lose the others
        return failed(name, f"处理时出现内部错误（{type(error).__name__}: {error}），请将该文件反馈给开发者")


def name_of(source: Source) -> str:
    """Return what a source goes by; bytes of a file name that are no text stand as \\udcXX."""
    path = "-" if isinstance(source, bytes) else os.fspath(source)
    return path.encode("utf-8", "backslashreplace").decode()


def _pool(processes: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(processes, initializer=_end_with_parent)


def _end_with_parent() -> None:
    """End this worker when the process that wants its results is killed: it would wait for work for ever."""

    def watch() -> None:
        if parent := parent_process():
            wait([parent.sentinel])
            os._exit(1)

    Thread(target=watch, daemon=True).start()


def _parse_alone(source: Source, model: Path | None) -> Report:
    """Return the Report of a source read in a process of its own, so that only its own end is its reason."""
    with _pool(1) as pool:
        try:
            return _DECODER.decode(pool.submit(_parse_chunk, [source], model).result())[0]
        except BrokenProcessPool:
            return failed(name_of(source), KILLED)


def _parse_chunk(sources: list[Source], model: Path | None) -> bytes:
    return msgspec.msgpack.encode([_parse_safely(source, model) for source in sources])


_DECODER = msgspec.msgpack.Decoder(list[Report])
