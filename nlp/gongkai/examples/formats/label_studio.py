"""Label Studio: the JSON task list that it exports (“JSON”, not “JSON-MIN”) and imports.

Tags are the choices of an annotation; with several annotators, tags are those that all chose and `optional` those that
only some did. Skipped annotations do not count, and a task without any other is left out: nobody said that no tag holds
for it. Results of other types (spans, ratings, notes) and predictions are passed over.

`data` holds every other field of an Example, `before` and `after` show the annotator the place, and `write_config`
gives the labeling config. Nothing is lost in the file. Label Studio itself records who imported or changed an
annotation, and that name replaces `annotator`; a tag in `data.optional` stays optional until all annotators choose it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from xml.etree import ElementTree

import msgspec

from gongkai.errors import AnnotationError
from gongkai.examples.example import Example
from gongkai.examples.formats.records import ID, Names, Record, agreed, checked, doubted, held, malformed

_NAMES = Names(tags="annotations.result.value.choices", text="data.text", inside="data.")
_REMEDY = "export the project from Label Studio as JSON"
_SHOWN_BEFORE = (("heading", "标题"), ("parent", "上级"), ("previous", "上文"))
_SHOWN_AFTER = (("next", "下文"),)


class _Result(msgspec.Struct, frozen=True):
    type: str
    value: dict[str, Any]


class _User(msgspec.Struct, frozen=True):
    id: int | str | None = None
    email: str | None = None


class _Annotation(msgspec.Struct, frozen=True):
    result: tuple[_Result, ...]
    was_cancelled: bool = False
    completed_by: _User | int | str | None = None


class _Task(msgspec.Struct, frozen=True):
    data: dict[str, Any]
    annotations: tuple[_Annotation, ...]
    id: int | str | None = None


class _Choices(msgspec.Struct, frozen=True):
    choices: tuple[str, ...]


def read(name: str, data: bytes) -> Iterator[Example]:
    """Yield the examples of an exported task list; errors name the file `name` and count tasks from 1."""
    return checked(_records(name, data), _NAMES)


def written(examples: Sequence[Example], tags: Sequence[str]) -> bytes:  # noqa: ARG001 - options stand in the config
    """Return examples as an annotated task list to import, a task a line."""
    return b"[\n" + b",\n".join(msgspec.json.encode(_task(example)) for example in examples) + b"\n]\n"


def write_config(tags: Sequence[str]) -> str:
    """Return the labeling config of a project whose annotators choose among `tags`, any number of them."""
    view = ElementTree.Element("View")
    for name in ("before", "text", "after"):
        ElementTree.SubElement(view, "Text", name=name, value=f"${name}")
    choices = ElementTree.SubElement(view, "Choices", name="tags", toName="text", choice="multiple")
    for tag in tags:
        ElementTree.SubElement(choices, "Choice", value=tag)
    ElementTree.indent(view)
    return ElementTree.tostring(view, encoding="unicode") + "\n"


def _records(name: str, data: bytes) -> Iterator[Record]:
    try:
        tasks = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=list[msgspec.Raw])
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise AnnotationError(f"{name}: no whole JSON list of tasks: {error}; {_REMEDY}") from error
    found = False
    for number, task in enumerate(tasks, start=1):
        if record := _record(f"{name}: task {number}", task):
            found = True
            yield record
    if tasks and not found:
        raise AnnotationError(
            f"{name}: {len(tasks)} tasks, none with a submitted annotation; annotate some and {_REMEDY}"
        )


def _record(place: str, raw: msgspec.Raw) -> Record | None:
    """Return the record of a task, None where nobody annotated it."""
    try:
        task = msgspec.json.decode(raw, type=_Task)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise malformed(place, error, _REMEDY) from error
    done = [(at, one) for at, one in enumerate(task.annotations) if not one.was_cancelled]
    if not done:
        return None
    tags, doubts = agreed([_choices(place, f"annotations[{at}]", annotation) for at, annotation in done])
    fields = task.data | {"optional": doubted(task.data.get("optional"), doubts, tags)}
    if who := _annotators(one for _, one in done):
        fields["annotator"] = who
    return Record(place, task.data.get("text"), tags, fields, task.data.get(ID, task.id))


def _choices(place: str, path: str, annotation: _Annotation) -> list[str]:
    chosen: list[str] = []
    for at, result in enumerate(annotation.result):
        if result.type == "choices":
            try:
                chosen += msgspec.convert(result.value, _Choices).choices
            except msgspec.ValidationError as error:
                raise malformed(place, error, _REMEDY, f"{path}.result[{at}].value") from error
    return chosen


def _annotators(annotations: Iterable[_Annotation]) -> str:
    users = (one.completed_by for one in annotations)
    names = (user.email or user.id if isinstance(user, _User) else user for user in users)
    return ", ".join(dict.fromkeys(str(name) for name in names if name is not None))


def _task(example: Example) -> dict[str, Any]:
    data = {
        "text": example.text,
        # Always strings: Label Studio refuses a task that lacks what the config shows.
        "before": _shown(example, _SHOWN_BEFORE),
        "after": _shown(example, _SHOWN_AFTER),
        **held(example),
    }
    choices = {"from_name": "tags", "to_name": "text", "type": "choices", "value": {"choices": example.tags}}
    return {"data": data, "annotations": [{"result": [choices] if example.tags else []}]}


def _shown(example: Example, fields: Iterable[tuple[str, str]]) -> str:
    values = ((label, getattr(example, field)) for field, label in fields)
    return "\n".join(f"{label}：{value}" for label, value in values if value)
