"""The full-text index on disk: tantivy over our own tokens. A document is a passage, or a report's entry."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from gongkai.corpus.agency import region_words
from gongkai.corpus.records import Entry, Stored
from gongkai.corpus.rows import Prepared, tokens
from gongkai.document import Record

_TOKENIZER = "spaced"
_MEMORY = 256_000_000  # bytes of the writer: what it holds before it writes a piece of the index
_THREADS = 1  # more make more pieces, to be merged again; cutting words takes longer than indexing them
REGION_COLUMNS = ("province", "city", "county")
_EXACT = ("type", "id", "report", "agency", "bearer", "tag", "region", "own", "edition", "status")  # looked up
_COUNTED = ("section", "level", "kind", "tags", *REGION_COLUMNS)  # looked up and counted


class Located(Record, frozen=True):
    """An entry with the commit that brought it and the place of its document: file, first byte and length, bytes
    unpacked.
    """

    entry: Entry
    commit: int
    file: int
    at: int
    length: int
    size: int


def schema() -> Any:
    """Return the fields of the index."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("words", tokenizer_name=_TOKENIZER, index_option="freq")
    builder.add_text_field("pairs", tokenizer_name=_TOKENIZER, index_option="position")
    builder.add_text_field("chars", tokenizer_name=_TOKENIZER, index_option="basic")
    for name in _EXACT:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in _COUNTED:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_integer_field("file", indexed=True)  # of a report's document
    for name in ("year", "place", "cluster", "number"):  # place: the region's code; number: of the report
        builder.add_integer_field(name, indexed=True, fast=True)
    builder.add_bytes_field("stored", stored=True)
    return builder.build()


def opened(folder: Path) -> Any:
    """Return the index in `folder`."""
    import tantivy

    return _with_tokenizer(tantivy.Index.open(str(folder)))


def created(folder: Path) -> Any:
    """Return a new index in `folder`, which exists."""
    import tantivy

    return _with_tokenizer(tantivy.Index(schema(), str(folder), reuse=False))


def writer(index: Any) -> Any:
    """Return the writer of an index."""
    return index.writer(_MEMORY, _THREADS)


def add(writer: Any, made: Prepared, located: Located) -> None:
    """Add a report's entry and passages."""
    import tantivy

    common = _common(made.entry)
    _add_entry(writer, located, common)
    for passage in made.passages:
        cut = tokens(passage.text)
        document = tantivy.Document(
            type="passage", id=passage.id, words=cut.words, pairs=cut.pairs, chars=cut.chars,
            section=passage.section or "", tag=list(passage.tags), tags=" ".join(passage.tags),
            cluster=passage.cluster, **common,
        )  # fmt: skip
        document.add_bytes("stored", msgspec.json.encode(passage))
        writer.add_document(document)


def relocate(writer: Any, located: Located) -> None:
    """Have a report's entry tell another place of its document."""
    writer.delete_documents_by_term("id", located.entry.id)
    _add_entry(writer, located, _common(located.entry))


def remove(writer: Any, report: str) -> None:
    """Remove a report's entry and passages."""
    writer.delete_documents_by_term("report", report)


def passage_of(document: Any) -> Stored:
    """Return the passage of a document of the index."""
    return _PASSAGES.decode(bytes(document.get_first("stored")))


def located_of(document: Any) -> Located:
    """Return the located entry of a document of the index."""
    return _LOCATED.decode(bytes(document.get_first("stored")))


def _add_entry(writer: Any, located: Located, common: dict[str, Any]) -> None:
    import tantivy

    report = tantivy.Document(type="report", id=located.entry.id, file=located.file, **common)
    report.add_bytes("stored", msgspec.json.encode(located))
    writer.add_document(report)


def _common(entry: Entry) -> dict[str, Any]:
    """Return the fields that a report and its passages share; absent values are absent fields."""
    fields: dict[str, Any] = {
        "report": entry.id, "agency": entry.agency, "edition": entry.edition, "status": entry.status,
        "level": entry.level, "kind": entry.kind, "region": region_words(entry) or None, "own": entry.region,
        "bearer": entry.bearer,
        "year": entry.year, "place": place(entry), "number": int(entry.id[:15], 16),
    }  # fmt: skip
    fields |= dict(zip(REGION_COLUMNS, entry.lineages, strict=False))
    return {name: value for name, value in fields.items() if value is not None}


def place(entry: Entry) -> int:
    """Return what an entry is sorted by region with: its lineage's code, those without one last."""
    code = entry.region or ""
    return int(code) if code.isdecimal() else 10**12


def _with_tokenizer(index: Any) -> Any:
    import tantivy

    spaced = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(_TOKENIZER, spaced)
    return index


_PASSAGES = msgspec.json.Decoder(Stored)
_LOCATED = msgspec.json.Decoder(Located)
