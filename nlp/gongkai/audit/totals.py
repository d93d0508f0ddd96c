"""Check what is added up in a sentence: A a件,B b件,合计c件."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongkai.audit.lists import is_change
from gongkai.audit.prose import Count, Prose, Sentence, add, agree, distance
from gongkai.audit.wording import finding
from gongkai.document import Finding, Number

_TOTAL = re.compile(r"[,;、](?:两项|三项|以上|上述)?(?:合计|总计|共计|总共)(?:为|有|达|是|办理|应办|待办)?$")
_OVER = re.compile(r"其中|同时|另|此外|每|平均")
MOST_PARTS = 12
LONGEST_GAP = 24
"""Numbers further apart are hardly added up."""


def check_totals(prose: Prose) -> Iterator[Finding]:
    """Yield a finding for every 合计 that is not the sum of any run of numbers right before it."""
    for sentence in prose.sentences:
        for at in range(2, len(sentence.counts)):
            count = sentence.counts[at]
            gap = prose.ink[sentence.counts[at - 1].end : count.start]
            if len(gap) <= LONGEST_GAP and _TOTAL.search(gap):
                yield from _total(prose, sentence, at)


def _total(prose: Prose, sentence: Sentence, at: int) -> Iterator[Finding]:
    count = sentence.counts[at]
    run = _run(prose, sentence, at, mixed=False)
    if len(run) < 2 or not all(each.exact for each in (count, *run)) or count.value < max(each.value for each in run):
        return
    if _adds_up(count, run) or _adds_up(count, _run(prose, sentence, at, mixed=True)):
        return
    sum_ = add(each.value for each in run)
    yield finding(
        "sum.total", [prose.place(each.start, each.end) for each in (*run, count)],
        head=prose.ink[max(sentence.start, run[0].start - 20) : count.end], sum=sum_, total=count.value,
        gap=distance(sum_, count.value), unit=count.unit or "", parts="+".join(str(each.value) for each in run),
    )  # fmt: skip


def _adds_up(count: Count, run: Sequence[Count]) -> bool:
    """Tell whether a total is the sum of the last few numbers before it, two at least."""
    sum_: Number = 0
    step: Number = count.step
    for index, each in enumerate(reversed(run)):
        sum_, step = sum_ + each.value, step + each.step
        if index and agree(sum_, count.value, step):
            return True
    return False


def _run(prose: Prose, sentence: Sentence, at: int, *, mixed: bool) -> Sequence[Count]:
    """Return the numbers right before a total that may be its parts, `mixed`: of whatever unit."""
    first, total = at, sentence.counts[at]
    while first > max(0, at - MOST_PARTS):
        each = sentence.counts[first - 1]
        words = prose.ink[each.end : sentence.counts[first].start]
        other = each.kind != total.kind or (each.unit != total.unit and not mixed)
        if other or len(words) > LONGEST_GAP or _OVER.search(words) or is_change(prose.ink, each):
            break
        first -= 1
    return sentence.counts[first:at]
