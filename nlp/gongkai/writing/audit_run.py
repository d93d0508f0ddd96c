"""The folder of an audit: findings.jsonl, audit.xlsx, and letters/, a letter a unit and comments in its Word file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from gongkai.audit.across.across import Across
from gongkai.audit.decisions import Audited
from gongkai.document import Report
from gongkai.errors import ReadingError
from gongkai.writing.atomic import replacing
from gongkai.writing.audit_workbook import audit_workbook
from gongkai.writing.comments import commented
from gongkai.writing.findings_jsonl import findings_jsonl
from gongkai.writing.letters import letter, wants_letter
from gongkai.writing.names import Names
from gongkai.writing.sink import AuditSink

FINDINGS, WORKBOOK, LETTERS = "findings.jsonl", "audit.xlsx", "letters"
_LETTER, _COMMENTS = "整改通知", "批注"  # how their names begin
FORMATS = ("jsonl", "xlsx", "docx")

Original = Callable[[Report], bytes | None]
"""Return the bytes of a report's Word file; None where it is none, or is not at hand."""
Say = Callable[[str], None]
"""Tell the user what could not be done."""


@contextmanager
def to_audit_run(
    folder: Path, original: Original, say: Say, formats: tuple[str, ...] = FORMATS, across: Across | None = None
) -> Iterator[AuditSink]:
    """Yield a sink that fills `folder`, made if absent; letters appear one after the other, the rest at the end."""
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as files, ExitStack() as writers:
        sinks: list[AuditSink] = []
        if "jsonl" in formats:
            sinks.append(writers.enter_context(findings_jsonl(files.enter_context(replacing(folder / FINDINGS)))))
        if "xlsx" in formats:
            stream = files.enter_context(replacing(folder / WORKBOOK))
            sinks.append(writers.enter_context(audit_workbook(stream, across)))
        if "docx" in formats:
            sinks.append(writers.enter_context(_letters(folder / LETTERS, original, say)))

        def write(audited: Audited) -> None:
            for sink in sinks:
                sink(audited)

        yield write


@contextmanager
def _letters(folder: Path, original: Original, say: Say) -> Iterator[AuditSink]:
    """Yield a sink that writes each report's letter, and its Word file with comments; say which letters are older."""
    folder.mkdir(exist_ok=True)
    names, written = Names(), set()

    def write(audited: Audited) -> None:
        if not wants_letter(audited):
            return
        report = audited.report
        name = names.give(_LETTER, report.agency or Path(report.source).stem, str(report.year or ""))
        written.add(letter_path := folder / f"{name}.docx")
        with replacing(letter_path) as stream:
            letter(stream, audited)
        if copy := _copy(audited, original, say):
            written.add(copy_path := folder / f"{name.replace(_LETTER, _COMMENTS, 1)}.docx")
            with replacing(copy_path) as stream:
                stream.write(copy)

    yield write
    if older := sorted({*folder.glob(f"{_LETTER}-*.docx"), *folder.glob(f"{_COMMENTS}-*.docx")} - written):
        say(f"{folder} 中有 {len(older)} 份以前写的，这次没有这些问题了，发文前请核对：{older[0].name} 等")


def _copy(audited: Audited, original: Original, say: Say) -> bytes | None:
    """Return the Word file with comments; None where there is none, or it takes none, which is said."""
    source = original(audited.report)
    if source is None:
        return None
    try:
        return commented(source, audited)
    except ReadingError as error:
        say(f"{audited.report.source}：{error.reason}")
        return None
