"""Tag passages: those of a report where they stand, and records of others' making by their text alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import msgspec

from gongkai import document
from gongkai.document import Quantity, Record, Section, TagScore
from gongkai.errors import RecordError
from gongkai.model import Model, Placed, explaining
from gongkai.model.explaining import Reason
from gongkai.narrative.quantities import find

BATCH = 64
"""Records tagged at once: a batch is many times as fast as one by one, and a larger one hardly faster."""


PREAMBLE = "preamble"
"""Section of what stands before part one."""
OVERVIEW = "overview"


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
    reasons: dict[str, tuple[Reason, ...]] | None = None  # by tag, where asked for

    def to_json(self) -> bytes:
        """Return one line of JSON: the fields as they came, then tags, quantities and, if any, the error."""
        record: dict[str, object] = {**self.passage.fields, "tags": self.tags, "quantities": self.quantities}
        if self.passage.error is not None:
            record["error"] = self.passage.error.reason
        if self.reasons is not None:
            record["reasons"] = self.reasons
        return _ENCODER.encode(record)


def tag(passages: Iterable[Passage], model: Model, *, explain: bool = False) -> Iterator[Tagged]:
    """Yield each passage with its tags and quantities, in order; one without usable text comes back empty.

    `explain` adds the n-grams that spoke most for or against each tag, given or not.
    """
    rest = iter(passages)
    while batch := list(islice(rest, BATCH)):
        tags = iter(model.tag_texts([passage.text for passage in batch if passage.text is not None]))
        for passage in batch:
            if passage.text is None:
                yield Tagged(passage)
            else:
                reasons = explaining.explain(model, passage.text) if explain else None
                yield Tagged(passage, next(tags), tuple(find(passage.text)), reasons)


def tag_report(
    passages: Sequence[document.Passage], sections: Sequence[Section], model: Model
) -> tuple[document.Passage, ...]:
    """Return the passages of a report, in text order, with their tags.

    Where no heading was found, nothing is known of their place: the text alone decides.
    """
    found = placed(passages, sections)
    tags = model.tag(found) if sections else model.tag_texts([passage.text for passage in found])
    return tuple(
        document.Passage(old.section, old.text, old.start, old.end, own, old.parent, old.heading) if own else old
        for old, own in zip(passages, tags, strict=True)
    )


def placed(passages: Sequence[document.Passage], sections: Sequence[Section]) -> list[Placed]:
    """Return where each passage of a report stands.

    What stands before the first heading is a preamble only where that is part one's: else part one lost its own.
    """
    first = PREAMBLE if sections and sections[0].id == OVERVIEW else OVERVIEW
    headings = {section.id: section.heading for section in sections}
    texts = {passage.start: passage.text for passage in passages}
    found = []
    around = [None, *passages, None]
    for previous, passage, following in zip(around, passages, around[2:], strict=False):
        found.append(
            Placed(
                passage.text,
                passage.section or first,
                passage.heading or headings.get(passage.section or ""),
                texts.get(passage.parent) if passage.parent is not None else None,
                previous.text if previous else None,
                following.text if following else None,
            )
        )
    return found


_ENCODER = msgspec.json.Encoder(decimal_format="number")
