"""Prodigy: the JSONL of `db-out` and `db-in`, of the choice interface or of a label a record.

A choice record offers `options` and holds those chosen in `accept`; a binary record asks for one `label`. Records of
one `_input_hash` are one passage, unless `meta` names another example or report: Prodigy hashes the text alone. A tag
holds where every answer says so, and is `optional` where answers differ or where nobody was asked about it for this
passage, but for others of the file: silence is no refusal. `ignore` is no answer, nor is `reject` of a choice, which
says that the selection is wrong and not what is right; a passage without answers is left out.

`meta` holds every other field of an Example; Prodigy shows it in the card's corner. Nothing is lost in the file, but
who answered (`_annotator_id`, else `_session_id`) replaces `annotator`. A tag in `meta.optional` stays optional until
it is chosen. Scores, spans and hashes are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import msgspec

from gongkai.errors import AnnotationError
from gongkai.examples.example import Example
from gongkai.examples.formats.records import ID, Names, Record, checked, doubted, held, lines, malformed, wrong

_NAMES = Names(tags="accept", inside="meta.")
_REMEDY = "export the dataset by `prodigy db-out`"


class _Option(msgspec.Struct, frozen=True):
    id: str


class _Task(msgspec.Struct, frozen=True):
    text: str
    answer: Literal["accept", "reject", "ignore"]
    options: tuple[_Option, ...] | None = None
    accept: tuple[str, ...] = ()
    label: str | None = None
    meta: dict[str, Any] = {}
    input_hash: int | None = msgspec.field(default=None, name="_input_hash")
    annotator: str | None = msgspec.field(default=None, name="_annotator_id")
    session: str | None = msgspec.field(default=None, name="_session_id")

    @property
    def passage(self) -> object:
        """Return what tells the passage from others."""
        if ID in self.meta:
            return str(self.meta[ID])
        return self.text if self.input_hash is None else self.input_hash, str(self.meta.get("report"))


@dataclass(slots=True)
class _Passage:
    """What the records of a passage say, collected."""

    place: str
    task: _Task
    answered: bool = False
    answers: dict[str, set[bool]] = field(default_factory=dict)  # by tag
    names: dict[str, None] = field(default_factory=dict)  # of annotators


def read(name: str, data: bytes) -> Iterator[Example]:
    """Yield the examples of an exported dataset; errors name the file `name` and the line."""
    return checked(_records(name, data), _NAMES)


def written(examples: Sequence[Example], tags: Sequence[str]) -> bytes:
    """Return examples as accepted tasks of the choice interface that offers `tags`."""
    shared = {
        "options": [{"id": tag, "text": tag} for tag in tags],
        "answer": "accept",
        "config": {"choice_style": "multiple"},
        "_view_id": "choice",
    }
    rows = ({"text": one.text, "meta": held(one), "accept": one.tags, **shared} for one in examples)
    return b"".join(msgspec.json.encode(row) + b"\n" for row in rows)


def _records(name: str, data: bytes) -> Iterator[Record]:
    passages: dict[object, _Passage] = {}
    asked: dict[str, None] = {}
    for place, line in lines(name, data, _REMEDY):
        task = _task(place, line)
        passage = passages.setdefault(task.passage, _Passage(place, task))
        said = _said(place, task)
        asked |= dict.fromkeys(said)
        if task.answer == "ignore" or (task.options is not None and task.answer == "reject"):
            continue
        passage.answered = True
        for tag, answer in said.items():
            passage.answers.setdefault(tag, set()).add(answer)
        if who := task.annotator or task.session:
            passage.names[who] = None
    found = [_record(passage, asked) for passage in passages.values() if passage.answered]
    if passages and not found:
        raise AnnotationError(f"{name}: {len(passages)} passages, none with an answer; annotate some and {_REMEDY}")
    yield from found


def _task(place: str, line: bytes) -> _Task:
    try:
        return msgspec.json.decode(line, type=_Task)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise malformed(place, error, _REMEDY) from error


def _said(place: str, task: _Task) -> dict[str, bool]:
    """Return what a task says of every tag that it asked about, those chosen first."""
    if task.options is None:
        if task.label is None:
            wrong(place, "options", f"missing, and so is `label`; {_REMEDY} from a choice or textcat recipe")
        return {task.label: task.answer == "accept"}
    offered = dict.fromkeys(option.id for option in task.options)
    for at, tag in enumerate(task.accept):
        if tag not in offered:
            allowed = ", ".join(offered) or "none"
            wrong(place, f"accept[{at}]", f"{tag!r} is no option; the options are {allowed}; correct one of the two")
        if tag in task.accept[:at]:
            wrong(place, f"accept[{at}]", f"{tag!r} stands twice; leave it once")
    return dict.fromkeys(task.accept, True) | {tag: False for tag in offered if tag not in task.accept}


def _record(passage: _Passage, asked: dict[str, None]) -> Record:
    answers = passage.answers
    tags = [tag for tag, said in answers.items() if said == {True}]
    doubts = [tag for tag in [*answers, *asked] if len(answers.get(tag, ())) != 1]
    meta = passage.task.meta
    fields = meta | {"optional": doubted(meta.get("optional"), doubts, tags)}
    if passage.names:
        fields["annotator"] = ", ".join(passage.names)
    return Record(passage.place, passage.task.text, tags, fields, meta.get(ID))
