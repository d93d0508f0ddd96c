"""Wire the stages: read, fold, recover tables, split sections, passages with tags, quantities, review."""

from __future__ import annotations

import os
import re
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from gongkai import artefacts, audit, masthead, positions, reading, sections, tagging, unseen
from gongkai.audit.bundles import check_bundle
from gongkai.audit.tables import recognised
from gongkai.deadline import Expired, within
from gongkai.document import Document, Report
from gongkai.errors import GongkaiError, MissingFile, ReadingError
from gongkai.limits import DEFAULT, Limits
from gongkai.model import Model, ready
from gongkai.narrative import passages, quantities
from gongkai.sections import bundles
from gongkai.tables import Recovered, recover
from gongkai.text import fold

LEAST_SECTIONS = 2  # fewer headings and no table: not a report
LONGEST_TEXT = 1_000_000  # a report has 5,000 characters, a long one 100,000; at 3 s a million nobody waits long
TOO_LONG = "文字过长（超过 100 万字），不像一份年度报告；如果是多份合在一起，请拆分后重试"
TOO_SLOW = "处理超时（超过 {seconds:g} 秒），文件可能过于复杂或已损坏；请拆分或另存为 .docx 后重试"
NOT_A_REPORT = "没有读到年度报告的表格或标题，可能不是政府信息公开工作年度报告；请确认文件是否放错"

RECOGNISED = "扫描件，经文字识别（OCR）读出，数字请核对"

_SURROGATE = re.compile("[\ud800-\udfff]")

Source = str | os.PathLike[str] | bytes
Path = str | os.PathLike[str]


class Settings(NamedTuple):
    """How every source of a batch is parsed: `model` is the classifier's directory, None for the default one."""

    model: str | None = None
    limits: Limits = DEFAULT


def parse(source: Source, name: str | None = None, *, model: Path | None = None, limits: Limits = DEFAULT) -> Report:
    """Return the Report of a path or of bytes (called `name`); MissingFile when the path does not exist.

    `model` is the directory of the classifier that tags, None for the default one; ModelError when it can't be used.
    A document that can't be read is a Report with status `failed` and a reason, never an exception.
    """
    name, classifier = name or name_of(source), ready(model)
    try:
        with within(limits.seconds):
            return understand(reading.read(source, name, limits), classifier)
    except MissingFile:
        raise
    except ReadingError as error:
        return failed(name, error.reason)
    except Expired:
        return failed(name, TOO_SLOW.format(seconds=limits.seconds))


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


def understand(document: Document, classifier: Model) -> Report:
    """Return the Report of a document: every stage once, each handing on frozen records."""
    if len(document.text) > LONGEST_TEXT:
        return failed(document.source, TOO_LONG)
    seen = unseen.without(document)
    return positions.placed(unseen.restored(_understood(seen.document, classifier), seen, document), document)


def _understood(document: Document, classifier: Model) -> Report:
    """Return the Report of the first report in a document, with a finding for each further one."""
    folded = fold(document.text)
    plain = artefacts.blank(folded, artefacts.find(folded))
    others = tuple(bundles.further(plain))
    if not others:
        return _read(document, plain, classifier)
    end = others[0][0]
    report = _read(bundles.before(document, end), plain[:end], classifier)
    findings = (*report.findings, *check_bundle(document.text, others))
    return report if report.text is msgspec.UNSET else replace(report, findings=findings, text=document.text)


def _read(document: Document, plain: str, classifier: Model) -> Report:
    text = document.text
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
    report = Report(
        document.source, _status(tables, len(parts)), RECOGNISED if is_scan else None, head.agency, head.year,
        tables.edition.id if tables.edition else None, parts, facts, tables.unknown_rows, found, numbers, (),
        head.agency_evidence, head.year_evidence, text, is_scan or msgspec.UNSET,
    )  # fmt: skip
    return replace(report, findings=audit.review(report, tables.edition, plain))


def failed(source: str, reason: str) -> Report:
    """Return the Report of a document of which nothing was read."""
    return Report(source, "failed", reason, None, None, None)


def parse_safely(source: Source, settings: Settings, name: str | None = None) -> Report:
    """Return the Report of one source of a batch: whatever goes wrong is its reason."""
    name = name or name_of(source)
    try:
        return parse(source, name, model=settings.model, limits=settings.limits)
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


def _status(tables: Recovered, parts: int) -> str:
    whole = tables.edition is not None and tables.whole and parts == len(tables.edition.parts)
    return "ok" if whole else "partial"
