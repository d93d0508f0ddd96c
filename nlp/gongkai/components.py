"""spaCy: a pipeline that reads a report into a Doc. This module and training are the only ones that import spaCy.

`doc._.report` is the Report; `doc.spans["passages"]` and `doc.spans["quantities"]` are its spans on tokens, labelled
with section and kind; `doc.cats` the document's tags. Tokens need not end where a quantity ends: spans are widened to
whole tokens, the Report keeps the exact offsets. The Report travels as JSON in `doc.user_data`, so that a Doc can be
stored. HTML is read as its rendered text, which `doc._.report.text` holds; its Doc gets no spans.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from spacy import blank
from spacy.language import Language
from spacy.tokens import Doc, Span

from gongkai.document import Report
from gongkai.pipeline import parse_text

FACTORY = "gongkai_report"
_KEY = "gongkai.report"  # of user_data
_NO_SECTION = "narrative"  # label of a passage that stands in none of the six parts


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
        passages = [(item.start, item.end, item.section or _NO_SECTION) for item in report.passages]
        quantities = [(item.start, item.end, item.kind) for item in report.quantities]
        doc.spans["passages"] = _spans(doc, passages) if is_same else []
        doc.spans["quantities"] = _spans(doc, quantities) if is_same else []
        return doc


def report_of(doc: Doc) -> Report | None:
    """Return the Report of `doc`; None when no report component saw it."""
    stored = doc.user_data.get(_KEY)
    if stored is None:
        return None
    report = msgspec.json.decode(stored, type=Report)
    return report if isinstance(report.text, str) else msgspec.structs.replace(report, text=doc.text)


def _spans(doc: Doc, stretches: Iterable[tuple[int, int, str]]) -> list[Span]:
    """Return a labelled span of whole tokens for each stretch (start, end, label) of characters."""
    found = (doc.char_span(start, end, label=label, alignment_mode="expand") for start, end, label in stretches)
    return [span for span in found if span is not None]  # None only for a stretch without characters: there is none


def _hush_jieba() -> None:
    """Keep jieba from announcing its dictionary on standard error."""
    import logging

    import jieba

    jieba.setLogLevel(logging.WARNING)
