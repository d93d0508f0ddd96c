"""doccano: the JSONL that a text classification project exports and imports.

Tags are `label`, or `labels` as older versions had it; the text is `text` or, in 1.x exports, `data`. doccano keeps
every other field of an import as metadata, shows it beside the text and exports it again, flat or under `meta`: there
the other fields of an Example stand.

Nothing that is written is lost. What the format cannot say: whether a passage without labels was annotated at all
(export approved documents only), and who chose what where several annotators worked (doccano exports a file an
annotator). Comments are passed over. A tag in `optional` stays optional until it is chosen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from gongkai.examples.example import Example
from gongkai.examples.formats.records import ID, Names, Record, checked, doubted, held, lines, malformed, wrong

_NAMES = Names(tags="label")
_REMEDY = "export the text classification project from doccano as JSONL"
_LABELS = ("label", "labels")


def read(name: str, data: bytes) -> Iterator[Example]:
    """Yield the examples of an exported JSONL file; errors name the file `name` and the line."""
    return checked((_record(place, line) for place, line in lines(name, data, _REMEDY)), _NAMES)


def written(examples: Sequence[Example], tags: Sequence[str]) -> bytes:  # noqa: ARG001 - doccano keeps its own options
    """Return examples as JSONL to import, columns `text` and `label`."""
    rows = ({"text": example.text, "label": example.tags, **held(example)} for example in examples)
    return b"".join(msgspec.json.encode(row) + b"\n" for row in rows)


def _record(place: str, line: bytes) -> Record:
    try:
        row = msgspec.json.decode(line, type=dict[str, Any])
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise malformed(place, error, _REMEDY) from error
    meta = row.get("meta") or {}
    if not isinstance(meta, dict):
        wrong(place, "meta", f"Expected `object`, got {meta!r}; {_REMEDY}")
    tags = _tags(place, row)
    fields = meta | row
    fields["optional"] = doubted(fields.get("optional"), (), tags)
    return Record(place, row.get("text", row.get("data")), tags, fields, fields.get(ID, row.get("id")))


def _tags(place: str, row: dict[str, Any]) -> list[str]:
    field = next((name for name in _LABELS if name in row), None)
    if field is None:
        wrong(place, "label", f"missing; the fields are {', '.join(row) or 'none'}; {_REMEDY}")
    labels = row[field]
    if not isinstance(labels, list) or not all(isinstance(label, str) for label in labels):
        wrong(place, field, f"Expected a list of label names, got {labels!r}; {_REMEDY}")
    return labels
