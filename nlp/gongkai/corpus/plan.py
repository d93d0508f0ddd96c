"""A query as clauses over the fields of the index, the same for every store.

Fields: `words`, `pairs` (at their places) and `chars` (each character once) of `gongkai.corpus.tokens`, and `tag`.
"""

from __future__ import annotations

from gongkai.corpus import language
from gongkai.corpus.synonyms import Synonyms, synonyms
from gongkai.corpus.tokens import STOP, inner_words, is_single, neighbours, phrase, plain, query_words
from gongkai.document import Record
from gongkai.errors import QueryError
from gongkai.text import fold
from gongkai.unseen import visible

SYNONYM = 0.4
"""Weight of what a query did not say itself; measured with tests/bench/retrieval.py, as the other weights."""
INNER = 0.7
"""Of the parts of a long word, where it does not stand whole."""
APART = 0.8
"""Of the words of a term of several words, where they do not stand side by side."""
TAG = 1.0
"""Of a tag that the query names, on top."""
PAIR = 0.2
"""Of a pair of characters of a stretch, on top: it tells alike words where synonyms do not know them."""
CHAR = 0.5
"""Of a character of a stretch that a wide query asks for, on top: measured with tests/bench/reranking.py."""
LOOSE = 2
"""Of so many words of a stretch one is enough for a loose query."""
WIDE = 2
"""So many words or pairs of a stretch are enough for a wide query: with one, what nobody wrote about is found, too."""
MISSED = 3
"""Of so many words of a stretch one may be missing."""
MOST_CLAUSES = 400
"""What a query may come to, synonyms included: every clause costs time."""


class Term(Record, frozen=True):
    """A token of a field."""

    field: str
    token: str


class Run(Record, frozen=True):
    """Pairs one behind the other."""

    tokens: tuple[str, ...]


class Weighted(Record, frozen=True):
    """A clause that counts more or less."""

    clause: Clause
    weight: float


class Best(Record, frozen=True):
    """Alternatives: one must hold, the best counts."""

    clauses: tuple[Clause, ...]


class AtLeast(Record, frozen=True):
    """Of these clauses so many must hold; all that do count."""

    clauses: tuple[Clause, ...]
    least: int


class Without(Record, frozen=True):
    """What must not hold."""

    clause: Clause


Clause = Term | Run | Weighted | Best | AtLeast | Without


NOTHING = AtLeast((), 0)
"""Holds everywhere and counts nothing: what is left of a term of marks alone."""


class Plan(Record, frozen=True):
    """`must` says what is found, None for everything; `extra` ranks it.

    What is shown in a passage: `words`, the parts of one that is not there whole, and `phrases`. `is_loose`: less than
    the whole query must hold.
    """

    must: Clause | None
    extra: tuple[Weighted, ...] = ()
    words: tuple[tuple[str, tuple[str, ...]], ...] = ()
    phrases: tuple[str, ...] = ()
    is_loose: bool = False


def plan(text: str, *, loose: bool = False, wide: bool = False) -> Plan:
    """Return what a query in the language comes to; QueryError when it can't be understood or asks too much.

    A `loose` plan is content with fewer words of a stretch: for what few passages meet, as questions are. A `wide` one
    is content with hardly any of it, words or pairs of characters: for hits that something else puts in order.
    """
    planner = _Planner(synonyms(), loose or wide, wide)
    node = language.parse(fold(visible(text)))
    must = None if node is None else planner.clause(node, shown=True)
    if planner.count > MOST_CLAUSES:
        raise QueryError(
            f"query of {planner.count} clauses: at most {MOST_CLAUSES}; use fewer words", "检索词过多，请减少"
        )
    phrases = tuple(dict.fromkeys(planner.phrases))
    return Plan(must, tuple(planner.extra), tuple(planner.words.items()), phrases, loose or wide)


def holds(text: str) -> Clause | None:
    """Return the clause of a plain text word for word."""
    tokens = phrase(text)
    if not tokens:
        return None
    if len(tokens) == 1 and is_single(tokens[0]):
        return Term("chars", tokens[0])
    return Run(tokens) if len(tokens) > 1 else Term("pairs", tokens[0])


class _Planner:
    def __init__(self, known: Synonyms, loose: bool, wide: bool) -> None:
        self._known, self._loose, self._wide = known, loose, wide
        self.count = 0
        self.extra: list[Weighted] = []
        self.words: dict[str, tuple[str, ...]] = {}
        self.phrases: list[str] = []

    def clause(self, node: language.Node, *, shown: bool) -> Clause | None:
        """Return the clause of a tree; what is `shown` is marked in the passages found."""
        if isinstance(node, language.Words):
            return self._stretch(plain(node.text), shown)
        if isinstance(node, language.Phrase):
            return self._phrase(plain(node.text), shown)
        if isinstance(node, language.Not):
            part = self.clause(node.part, shown=False)
            return None if part is None else Without(part)
        parts = [part for part in (self.clause(part, shown=shown) for part in node.parts) if part is not None]
        if len(parts) < 2:
            return parts[0] if parts else None
        return AtLeast(tuple(parts), len(parts) if isinstance(node, language.All) else 1)

    def _stretch(self, text: str, shown: bool) -> Clause | None:
        """Return most of the units of a stretch; the stretch as it stands and its tags rank on top."""
        units = [unit for part, is_term in self._known.cut(text) for unit in self._units(part, is_term, shown)]
        if not units:
            return None
        pairs = [Weighted(Term("pairs", pair), PAIR) for pair in dict.fromkeys(neighbours(text))] if shown else []
        if shown:
            self.extra += [Weighted(Term("tag", tag), TAG) for tag in sorted(self._known.tags(text))]
        most = AtLeast(tuple(units), _least(len(units), self._loose)) if len(units) > 1 else units[0]
        if not self._wide or not shown or len(units) + len(pairs) < WIDE:  # what must not hold is never widened
            self.extra += pairs
            return most
        self.extra += [Weighted(Term("chars", char), CHAR) for char in dict.fromkeys(text) if char.isalnum()]
        return Best((most, AtLeast((*units, *pairs), WIDE)))

    def _units(self, text: str, is_term: bool, shown: bool) -> list[Clause]:
        """Return a clause for a term of a group with all of its others, or for each word of a text."""
        if not is_term:
            return [self._word(word, shown) for word in _joined(query_words(text))]
        return [Best((self._term(text, shown), *self._apart(text, shown), *self._others(text, shown)))]

    def _others(self, text: str, shown: bool) -> list[Clause]:
        """Return the others of a term; a longer one counts no more for its length."""
        others = self._known.others.get(text, ())
        return [Weighted(self._term(other, shown), SYNONYM * min(1.0, len(text) / len(other))) for other in others]

    def _apart(self, text: str, shown: bool) -> list[Clause]:
        """Return the words of a term of several words, each with its own others, wherever they stand."""
        found = _joined(query_words(text))
        if len(found) < 2:
            return []
        parts = []
        for word in found:
            parts.append(Best((self._word(word, shown), *self._others(word, shown))))
        return [Weighted(AtLeast(tuple(parts), _least(len(parts), True) if self._loose else len(parts)), APART)]

    def _term(self, text: str, shown: bool) -> Clause:
        """Return the clause of a term: a word, or its words side by side."""
        return self._word(text, shown) if query_words(text) == [text] else self._phrase(text, shown) or NOTHING

    def _word(self, word: str, shown: bool) -> Clause:
        """Return the clause of a word, which may stand in its parts; of single characters, side by side."""
        if is_single(word) or query_words(word) != [word]:
            return self._phrase(word, shown) or NOTHING
        inner = inner_words(word)
        inner = inner if sum(map(len, inner)) == len(word) else []  # 公开 alone is no 公开栏
        self.count += 1 + len(inner)
        if shown:
            self.words[word] = tuple(inner)
        own = Term("words", word)
        return Best((own, Weighted(AtLeast(_terms(inner), len(inner)), INNER))) if inner else own

    def _phrase(self, text: str, shown: bool) -> Clause | None:
        found = holds(text)
        self.count += 0 if found is None else 1
        if shown and found is not None:
            self.phrases.append(text)
        return found


def _least(count: int, loose: bool) -> int:
    """Return how many of so many must hold: all but every MISSED-th, or for a loose query a LOOSE-th part."""
    return -(-count // LOOSE) if loose else count - count // MISSED


def _terms(tokens: list[str]) -> tuple[Clause, ...]:
    return tuple(Term("words", token) for token in tokens)


def _joined(found: list[str]) -> list[str]:
    """Return words with single characters that stand side by side as one, so that 微课 is looked for as such."""
    joined: list[str] = []
    singles = ""
    for word in [*found, ""]:
        if is_single(word) and word not in STOP:
            singles += word
            continue
        joined += [singles] if singles else []
        singles = ""
        joined += [word] if word and word not in STOP else []
    return joined
