"""spaCy: a pipeline that reads a report into a Doc. This module and training are the only ones that import spaCy.

`doc._.report` is the Report; `doc.spans["passages"]` and `doc.spans["quantities"]` are its spans on tokens, labelled
with tag and kind: a span a tag, so a passage with two tags has two (its section is the span's id). Text that is no
report but short enough for a passage gets the probability of every tag as `doc.cats`. Tokens need not end where a
quantity ends: spans are widened to whole tokens, the Report keeps the exact offsets. The Report travels as JSON in
`doc.user_data`, so that a Doc can be stored. HTML is read as its rendered text, which `doc._.report.text` holds; its
Doc gets no spans.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from spacy import blank
from spacy.language import Language
from spacy.tokens import Doc, Span

from gongkai.document import Report
from gongkai.model import ready
from gongkai.model.model import LONG
from gongkai.pipeline import parse_text
from gongkai.tagging import PREAMBLE

FACTORY = "gongkai_report"
_KEY = "gongkai.report"  # of user_data
UNTAGGED = "untagged"
"""Label of a passage that carries no tag."""


def load(segmenter: str = "jieba") -> Language:
    """Return a Chinese pipeline with the report component; `segmenter` is jieba, char or pkuseg."""
    if segmenter == "jieba":
        _hush_jieba()
    nlp = blank("zh", config={"nlp": {"tokenizer": {"segmenter": segmenter}}})
    nlp.add_pipe(FACTORY)
    return nlp


@Language.factory(FACTORY, assigns=["doc._.report", "doc.spans", "doc.cats"])
def make_report(nlp: Language, name: str) -> ReportReader:
    """Return the component, as spaCy's factories are called."""
    del nlp, name  # the reader needs neither
    return ReportReader()


class ReportReader:
    """Reads the text of a Doc as a report."""

    def __init__(self) -> None:
        Doc.set_extension("report", getter=report_of, force=True)

    def __call__(self, doc: Doc) -> Doc:
        """Return `doc` with report and spans."""
        report = parse_text(doc.text)
        is_same = report.text in (msgspec.UNSET, doc.text)
        doc.user_data[_KEY] = report.to_json(text=not is_same)
        passages = [
            (item.start, item.end, label, item.section or PREAMBLE)
            for item in report.passages
            for label in ([tag.tag for tag in item.tags] or [UNTAGGED])
        ]
        quantities = [(item.start, item.end, item.kind, "") for item in report.quantities]
        doc.spans["passages"] = _spans(doc, passages) if is_same else []
        doc.spans["quantities"] = _spans(doc, quantities) if is_same else []
        if report.status == "failed" and 0 < len(doc.text) <= LONG:
            doc.cats = ready().scores([doc.text])[0]
        return doc


def report_of(doc: Doc) -> Report | None:
    """Return the Report of `doc`; None when no report component saw it."""
    stored = doc.user_data.get(_KEY)
    if stored is None:
        return None
    report = msgspec.json.decode(stored, type=Report)
    return report if isinstance(report.text, str) else msgspec.structs.replace(report, text=doc.text)


def _spans(doc: Doc, stretches: Iterable[tuple[int, int, str, str]]) -> list[Span]:
    """Return a labelled span of whole tokens for each stretch (start, end, label, id) of characters."""
    found = (
        doc.char_span(start, end, label=label, alignment_mode="expand", span_id=id)
        for start, end, label, id in stretches
    )
    return [span for span in found if span is not None]  # None only for a stretch without characters: there is none


def _hush_jieba() -> None:
    """Keep jieba from announcing its dictionary on standard error."""
    import logging

    import jieba

    jieba.setLogLevel(logging.WARNING)
