"""The annotated passage and its file format."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from inspect import cleandoc
from typing import Annotated, Any

import msgspec

TagId = Annotated[str, msgspec.Meta(pattern="^[a-z][a-z0-9_]*$", description="Id of a tag.")]
SectionId = Annotated[
    str,
    msgspec.Meta(pattern="^(preamble|overview|proactive|requests|proceedings|problems|other)$"),
]


class Example(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A passage with the tags that hold for it.

    `optional` are tags on which annotators differed: they are neither learned nor scored. `needs_context` says that
    only the place tells (some of) the tags. `section` to `next` are that place: the part's id, the nearest heading
    printed above, the piece that opens the list, and the neighbours. Examples of one `report` never part in a split,
    nor do those of one `writer` where a recipe groups by writer.
    """

    id: Annotated[str, msgspec.Meta(min_length=1)]
    text: Annotated[str, msgspec.Meta(min_length=1)]
    tags: tuple[TagId, ...]
    optional: tuple[TagId, ...] = ()
    needs_context: bool = False
    section: SectionId | None = None
    heading: str | None = None
    parent: str | None = None
    previous: str | None = None
    next: str | None = None
    report: str | None = None
    writer: str | None = None
    agency: str | None = None
    level: str | None = None
    kind: str | None = None
    year: Annotated[int, msgspec.Meta(ge=2000, le=2100)] | None = None
    annotator: str | None = None

    @property
    def group(self) -> str:
        """Return what must stay together in a split."""
        return self.report or self.id


def contradiction(example: Example) -> tuple[str, str] | None:
    """Return the field by which an example contradicts itself, and how; None when it does not."""
    if not example.text.strip():
        return "text", "nothing but white space; remove the record or give it its passage"
    for field, tags in (("tags", example.tags), ("optional", example.optional)):
        for tag, times in Counter(tags).items():
            if times > 1:
                return field, f"{tag!r} stands {times} times; leave it once"
    if both := set(example.tags) & set(example.optional):
        return "optional", f"{', '.join(sorted(both))} is a tag, too; leave it in one of the two"
    return None


def encoded(example: Example) -> bytes:
    """Return an example as one line of JSON, without line end."""
    return _ENCODER.encode(example)


def digest(examples: Iterable[Example]) -> str:
    """Return the SHA-256 of examples, whatever their order and files."""
    total = hashlib.sha256()
    for line in sorted(map(encoded, examples)):
        total.update(line + b"\n")
    return total.hexdigest()


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a line of an annotation file."""
    found = msgspec.json.schema(Example)
    for record in found["$defs"].values():  # versions of msgspec differ in whether they keep a docstring's indentation
        if "description" in record:
            record["description"] = cleandoc(record["description"])
    return found


_ENCODER = msgspec.json.Encoder()
