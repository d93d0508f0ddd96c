"""How far annotators agree: Cohen's kappa for two, Krippendorff's alpha (nominal) for any number, by tag.

Passages are matched by id where both have the same text, else by text. An optional tag is an answer not given, and so
is a passage that an annotator does not have.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from gongkai.document import Record
from gongkai.errors import AnnotationError
from gongkai.examples.example import Example

LEAST = 2
"""Annotators, and answers to a question, that can agree or differ."""

Answers = tuple[bool | None, ...]
"""What each annotator says of a tag on a passage; None is no answer."""
_Unit = list[Example | None]


class TagAgreement(Record, frozen=True):
    """Agreement on a tag: passages that two or more answered, those on which not all say the same, coefficients.

    A coefficient is None where it is not defined: nobody gives the tag, or everybody always; kappa also for more than
    two annotators.
    """

    tag: str
    passages: int
    differing: int
    kappa: float | None
    alpha: float | None


class Agreement(Record, frozen=True):
    """Agreement by tag, and the means over the tags for which a coefficient is defined."""

    annotators: int
    passages: int
    tags: tuple[TagAgreement, ...]
    kappa: float | None
    alpha: float | None


def agreement(sets: Sequence[Sequence[Example]], tags: Sequence[str]) -> Agreement:
    """Return how far the annotators of the `sets` agree on `tags`; AnnotationError when they share no passage."""
    if len(sets) < LEAST:
        raise AnnotationError(f"{len(sets)} set of annotations; give one of each annotator, two or more")
    units = [unit for unit in match(sets) if sum(one is not None for one in unit) >= LEAST]
    if not units:
        sizes = " and ".join(map(str, map(len, sets)))
        raise AnnotationError(f"no passage stands in two of the sets of {sizes} passages; annotate the same passages")
    found = tuple(_of_tag(tag, [_answers(unit, tag) for unit in units]) for tag in tags)
    return Agreement(len(sets), len(units), found, _mean(one.kappa for one in found), _mean(one.alpha for one in found))


def match(sets: Sequence[Sequence[Example]]) -> list[tuple[Example | None, ...]]:
    """Return each passage as its annotators have it, None where one does not; in the order first met.

    Equal ids of different texts are no match: label tools number passages anew.
    """
    units: list[_Unit] = []
    by_text: dict[str, list[_Unit]] = defaultdict(list)
    for at, examples in enumerate(sets):
        # First by id, so that nobody takes a passage that stands twice from the one that names it.
        rest = [one for one in examples if not _placed(one, at, by_text, by_id=True)]
        for one in rest:
            if not _placed(one, at, by_text, by_id=False):
                unit: _Unit = [None] * len(sets)
                unit[at] = one
                units.append(unit)
                by_text[_bare(one)].append(unit)
    return [tuple(unit) for unit in units]


def kappa(answers: Sequence[Answers]) -> float | None:
    """Return Cohen's kappa of two annotators, over what both answered; None where chance alone would always agree."""
    pairs = [(one, other) for one, other in answers if one is not None and other is not None]
    if not pairs:
        return None
    total = len(pairs)
    yes_one, yes_other = (sum(pair[at] for pair in pairs) / total for at in (0, 1))
    chance = yes_one * yes_other + (1 - yes_one) * (1 - yes_other)
    if chance == 1:
        return None
    return (sum(one == other for one, other in pairs) / total - chance) / (1 - chance)


def alpha(answers: Sequence[Answers]) -> float | None:
    """Return Krippendorff's alpha for nominal answers; None where only one answer ever comes."""
    observed, yes, total = 0.0, 0, 0
    for unit in answers:
        given = [answer for answer in unit if answer is not None]
        if len(given) < LEAST:
            continue
        own = sum(given)
        observed += 2 * own * (len(given) - own) / (len(given) - 1)
        yes, total = yes + own, total + len(given)
    expected = 2 * yes * (total - yes)
    return 1 - (total - 1) * observed / expected if expected else None


def _bare(example: Example) -> str:
    """Return a text without white space, which tools change."""
    return "".join(example.text.split())


def _placed(example: Example, at: int, by_text: dict[str, list[_Unit]], *, by_id: bool) -> bool:
    """Put an example into the first unit of its text that annotator `at` has not answered, if there is one."""
    for unit in by_text[_bare(example)]:
        if unit[at] is None and (not by_id or any(one is not None and one.id == example.id for one in unit)):
            unit[at] = example
            return True
    return False


def _answers(unit: Iterable[Example | None], tag: str) -> Answers:
    return tuple(None if one is None or tag in one.optional else tag in one.tags for one in unit)


def _of_tag(tag: str, every: Sequence[Answers]) -> TagAgreement:
    said = [[answer for answer in answers if answer is not None] for answers in every]
    answered = [given for given in said if len(given) >= LEAST]
    two = bool(every) and len(every[0]) == LEAST
    return TagAgreement(
        tag, len(answered), sum(len(set(given)) > 1 for given in answered),
        kappa(every) if two else None, alpha(every),
    )  # fmt: skip


def _mean(values: Iterable[float | None]) -> float | None:
    defined = [value for value in values if value is not None]
    return sum(defined) / len(defined) if defined else None
