"""spaCy's DocBin: a Doc a passage, tags in `doc.cats`, all other fields of an Example in `doc.user_data`.

`cats` gives every tag 1 or 0; an optional tag has no entry, which is how spaCy's own training leaves a label out of the
loss. So a label that other docs of a bin judge and this one does not is optional, unless `user_data` says which are; a
doc without any is left out. Words are single characters without spaces between, so that `doc.text` is the text.

Nothing is lost. Other annotations of a Doc and other user data are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from gongkai.errors import AnnotationError
from gongkai.examples.example import Example
from gongkai.examples.formats.records import ID, Names, Record, checked, held, wrong

if TYPE_CHECKING:
    from spacy.tokens import Doc

_NAMES = Names(tags="cats", inside="user_data.")
_REMEDY = "write it by DocBin(store_user_data=True).to_disk"


def read(name: str, data: bytes) -> Iterator[Example]:
    """Yield the examples of a DocBin's bytes; errors name the file `name` and count docs from 1."""
    return checked(_records(name, data), _NAMES)


def written(examples: Sequence[Example], tags: Sequence[str]) -> bytes:
    """Return examples as a DocBin whose cats are `tags`."""
    from spacy.tokens import Doc, DocBin
    from spacy.vocab import Vocab

    vocab = Vocab()
    packed = DocBin(attrs=(), store_user_data=True)
    for example in examples:
        doc = Doc(vocab, words=list(example.text), spaces=[False] * len(example.text))
        absent = (tag for tag in tags if tag not in example.tags and tag not in example.optional)
        doc.cats = dict.fromkeys(example.tags, 1.0) | dict.fromkeys(absent, 0.0)
        doc.user_data.update({"optional": example.optional} | held(example))
        packed.add(doc)
    return packed.to_bytes()


def _records(name: str, data: bytes) -> Iterator[Record]:
    docs = list(_docs(name, data))
    judged = dict.fromkeys(tag for _, doc in docs for tag in doc.cats)
    found = False
    for place, doc in docs:
        if doc.cats or "optional" in doc.user_data:
            found = True
            yield _record(place, doc, judged)
    if docs and not found:
        raise AnnotationError(f"{name}: {len(docs)} docs, none with cats; give each doc.cats a 1 or 0 for every tag")


def _docs(name: str, data: bytes) -> Iterator[tuple[str, Doc]]:
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    number = 0
    try:
        for number, doc in enumerate(DocBin().from_bytes(data).get_docs(Vocab()), start=1):
            yield f"{name}: doc {number}", doc
    except Exception as error:  # what spaCy raises over foreign bytes depends on where they break
        what = f"doc {number + 1}" if number else "the file"
        raise AnnotationError(f"{name}: {what} is no DocBin of spaCy 3: {error!r}; {_REMEDY}") from error


def _record(place: str, doc: Doc, judged: dict[str, None]) -> Record:
    if doc.has_unknown_spaces:
        wrong(place, "text", "it is unknown where its spaces are; give Doc(words=…) its `spaces`, too")
    for tag, value in doc.cats.items():
        if value not in (0, 1):
            wrong(place, f"cats[{tag!r}]", f"Expected 1 or 0, got {value!r}; turn scores into decisions first")
    tags = [tag for tag, value in doc.cats.items() if value]
    silent = [tag for tag in judged if tag not in doc.cats]
    fields = {name: value for name, value in doc.user_data.items() if isinstance(name, str)}
    return Record(place, doc.text, tags, {"optional": silent} | fields, fields.get(ID))
