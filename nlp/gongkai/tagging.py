"""Tag passages in batches: records in, the same records with tags and quantities out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from gongkai.document import Quantity, Record, TagScore
from gongkai.errors import RecordError
from gongkai.narrative.quantities import find


class Passage(Record, frozen=True):
    """An input record: its text, its other fields as they came (JSON by name), or why its text can't be used."""

    text: str | None
    fields: dict[str, msgspec.Raw]
    error: RecordError | None = None


class Tagged(Record, frozen=True):
    """What was found in a passage; offsets count code points of its text."""

    passage: Passage
    tags: tuple[TagScore, ...] = ()
    quantities: tuple[Quantity, ...] = ()

    def to_json(self) -> bytes:
        """Return one line of JSON: the fields as they came, then tags, quantities and, if any, the error."""
        record: dict[str, object] = {**self.passage.fields, "tags": self.tags, "quantities": self.quantities}
        if self.passage.error is not None:
            record["error"] = self.passage.error.reason
        return _ENCODER.encode(record)


def tag(passages: Iterable[Passage]) -> Iterator[Tagged]:
    """Yield each passage with its quantities, in order; one without usable text comes back empty."""
    for passage in passages:
        if passage.text is None:
            yield Tagged(passage)
        else:
            yield Tagged(passage, quantities=tuple(find(passage.text)))


_ENCODER = msgspec.json.Encoder(decimal_format="number")
