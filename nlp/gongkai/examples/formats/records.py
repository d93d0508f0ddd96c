"""What the formats share: a record as it came, the Example it becomes, and what an error says of it.

A format's module turns bytes into Records and Examples into bytes; what comes of them is checked here, once.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

import msgspec

from gongkai.errors import AnnotationError
from gongkai.examples.example import Example, contradiction

ID = "example_id"  # not `id`: label tools number their records under that name and would overwrite ours
REST = tuple(name for name in Example.__struct_fields__ if name not in ("id", "text", "tags"))
_SHOWN = 60  # characters of a wrong value that a message repeats


@dataclass(frozen=True, slots=True)
class Names:
    """How a format calls the fields of an Example, so that a message names what stands in the file."""

    tags: str
    text: str = "text"
    inside: str = ""  # prefix of all other fields
    id: str = ID

    def of(self, field: str) -> str:
        """Return the format's name of an Example's field."""
        named = {"tags": self.tags, "text": self.text, "id": self.inside + self.id}
        return named.get(field, self.inside + field)


@dataclass(frozen=True, slots=True)
class Record:
    """A passage as a file holds it: values may be of any type; fields that an Example lacks are passed over."""

    place: str
    text: object
    tags: Sequence[object]
    fields: Mapping[str, Any]
    id: object = None


def checked(records: Iterable[Record], names: Names) -> Iterator[Example]:
    """Yield the Example of every record; AnnotationError names the first field that holds none."""
    seen: dict[str, str] = {}
    derived: Counter[str] = Counter()
    for record in records:
        example = _example(record, names)
        if record.id is None:  # one passage may stand twice in a report, and files without ids tell them by order only
            derived[example.id] += 1
            if (times := derived[example.id]) > 1:
                example = msgspec.structs.replace(example, id=f"{example.id}-{times}")
        if example.id in seen:
            wrong(record.place, names.of("id"), f"{example.id!r} stands at {seen[example.id]}, too; ids are unique")
        seen[example.id] = record.place
        yield example


def held(example: Example) -> dict[str, Any]:
    """Return all of an example but text and tags, for a tool's free fields: what is not set is left out."""
    fields = msgspec.to_builtins(example)
    return {ID: fields.pop("id")} | {name: fields[name] for name in REST if name in fields}


def agreed(votes: Sequence[Sequence[str]]) -> tuple[list[str], list[str]]:
    """Return the tags that every annotator chose and those that only some did, in the order they came."""
    chosen = dict.fromkeys(tag for vote in votes for tag in vote)
    tags = [tag for tag in chosen if all(tag in vote for vote in votes)]
    return tags, [tag for tag in chosen if tag not in tags]


def doubted(noted: object, doubts: Iterable[str], tags: Sequence[object]) -> object:
    """Return the optional tags: those noted before and those in doubt now, but none that was decided to hold."""
    before = [] if noted is None else noted
    if not isinstance(before, (list, tuple)) or not all(isinstance(tag, str) for tag in before):
        return noted  # wrong; the check of the Example says how
    return [tag for tag in dict.fromkeys([*before, *doubts]) if tag not in tags]


def lines(name: str, data: bytes, remedy: str) -> Iterator[tuple[str, bytes]]:
    """Yield the lines of a JSON Lines file that hold something, each with its place."""
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").splitlines(), start=1):
        place = f"{name}:{number}"
        if not line.strip():
            continue
        if not line.lstrip().startswith(b"{"):
            raise AnnotationError(f"{place}: no JSON object, but {_shown(line.decode(errors='replace'))}; {remedy}")
        yield place, line


def check(place: str, example: Example, names: Names) -> None:
    """Raise AnnotationError where an example contradicts itself: what `load` would refuse never becomes an Example."""
    if found := contradiction(example):
        field, message = found
        wrong(place, names.of(field), message)


def wrong(place: str, field: str, message: str) -> NoReturn:
    """Raise AnnotationError for a field of a record."""
    raise AnnotationError(f"{place}: {field}: {message}")


def field_of(error: Exception) -> tuple[str, str]:
    """Return the path of the field that msgspec found wrong, empty for the whole record, and what is wrong with it."""
    message, _, path = str(error).partition(" - at `$")
    return path.rstrip("`").removeprefix("."), message


def malformed(place: str, error: Exception, remedy: str, inside: str = "") -> AnnotationError:
    """Return the error of a record that has not its tool's shape; `inside` is the path of the part looked at."""
    field, message = field_of(error)
    path = ".".join(filter(None, (inside, field)))
    return AnnotationError(f"{place}: {path + ': ' if path else ''}{message}; {remedy}")


def _example(record: Record, names: Names) -> Example:
    if record.text is None:
        present = ", ".join(record.fields) or "none"
        wrong(record.place, names.text, f"missing; the other fields are {present}; name the passage's field `text`")
    fields = {name: record.fields[name] for name in REST if record.fields.get(name) is not None}
    fields |= {"text": record.text, "tags": record.tags, "id": _id(record)}
    try:
        example = msgspec.convert(fields, Example)
    except msgspec.ValidationError as error:
        path, message = field_of(error)
        field = path.partition("[")[0]
        renamed = names.of(field) + path.removeprefix(field)
        wrong(record.place, renamed, f"{message}; it holds {_shown(fields.get(field))}; correct or remove it")
    check(record.place, example, names)
    return example


def _id(record: Record) -> object:
    if record.id is None:
        whole = f"{record.fields.get('report') or ''}\0{record.text}"
        return hashlib.sha256(whole.encode(errors="surrogatepass")).hexdigest()[:16]
    return str(record.id) if type(record.id) is int else record.id


def _shown(value: object) -> str:
    whole = repr(value)
    return whole if len(whole) <= _SHOWN else whole[:_SHOWN] + "…"
