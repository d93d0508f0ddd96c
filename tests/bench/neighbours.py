"""Plant defects that only other reports show, and count which the audits across reports find.

Each kind takes a report and gives two rounds of reports, as they should be and spoiled; a finding of the kind's rules
must appear in the second round alone. Printed are, by kind: planted, found, recall, false alarms.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from msgspec.structs import replace
from tests.bench.mutations import originals
from tests.bench.planted import other_number

import gongkai
from gongkai.audit.across.children import Children
from gongkai.audit.across.copying import find_copies
from gongkai.audit.across.history import compare
from gongkai.audit.across.resemblances import check_copies
from gongkai.audit.across.roster import Roster
from gongkai.document import Fact, Finding, Passage, Report, Status, TagScore
from gongkai.editions import editions

Round = Sequence[Report]
"""The report judged, and those it is judged by."""
Plant = Callable[[Random, Report], tuple[Round, Round] | None]
EDITIONS = {edition.id: edition for edition in editions()}
OFFICE, GOVERNMENT = "清渡县人民政府办公室", "清渡县人民政府"
MOST_TRIES = 40


@dataclass(frozen=True)
class Kind:
    """A kind of defect: who judges, how it is planted, and the codes of which one must appear."""

    judge: Callable[[Round], Sequence[Finding]]
    plant: Plant
    codes: tuple[str, ...]


def by_last_year(given: Round) -> Sequence[Finding]:
    """Judge a report by that of the year before."""
    report, previous = given
    return compare(report, previous, EDITIONS[str(report.edition)])


def by_units(given: Round) -> Sequence[Finding]:
    """Judge a government's report by its units'; the first of them names who is expected."""
    report, *units = given
    roster = Roster(("清渡县第一中学", "清渡县第二中学", "清渡县第三中学", OFFICE))
    return Children(units, roster).rolled(report)[1]


def by_neighbours(given: Round) -> Sequence[Finding]:
    """Judge a report by others of its year."""
    return check_copies(find_copies(given).copies).get(0, ())


# ------------------------------------------------------------------------------------------------------ last year


def certain(report: Report, address: str) -> int | None:
    """Return a number printed without doubt."""
    fact = next((fact for fact in report.facts if fact.address == address), None)
    is_sure = fact is not None and fact.status is Status.NUMBER and fact.doubt is None
    return int(fact.value or 0) if is_sure and fact else None


def put(report: Report, **values: int) -> Report:
    """Return a report with other numbers in some cells."""
    cells = {address.replace("__", "."): value for address, value in values.items()}
    return replace(report, facts=tuple(_put(fact, cells.get(fact.address)) for fact in report.facts))


def _put(fact: Fact, value: int | None) -> Fact:
    return fact if value is None else replace(fact, value=value, raw=str(value), status=Status.NUMBER, doubt=None)


def before(report: Report) -> Report:
    """Return a report of the year before that fits: what it carried out, this one carried in."""
    carried = {
        f"requests__carried_out__{fact.address.split('.')[2]}": int(fact.value or 0)
        for fact in report.facts
        if fact.address.startswith("requests.carried_in.") and fact.status is Status.NUMBER
    }
    return put(replace(report, year=(report.year or 0) - 1, passages=(), text=""), **carried)


def carried(rng: Random, report: Report) -> tuple[Round, Round] | None:
    """Carry in another number than was carried out."""
    number = certain(report, "requests.carried_in.total")
    if number is None or report.year is None:
        return None
    wrong = put(report, requests__carried_in__total=other_number(rng, number))
    return (report, before(report)), (wrong, before(report))


def stock(rng: Random, report: Report) -> tuple[Round, Round] | None:
    """Have more or less in force than comes of last year's."""
    if report.edition != "2021" or report.year is None:
        return None
    issued, repealed, old = (rng.randint(0, 30) for _ in range(3))
    row, columns = "art20_1__normative_documents", ("issued", "repealed", "in_force")
    numbers = (issued, repealed, old + issued)
    clear = {f"art20_1__regulations__{column}": 0 for column in columns}
    now = put(report, **clear, **{f"{row}__{column}": n for column, n in zip(columns, numbers, strict=True)})
    last = put(before(now), **{f"{row}__in_force": old + repealed})
    return (now, last), (put(now, **{f"{row}__in_force": other_number(rng, old + issued)}), last)


def told(form: str, *, change: bool = False) -> Plant:
    """Tell another number of last year in prose; `change` tells this year's, too, and what it has grown by."""

    def plant(rng: Random, report: Report) -> tuple[Round, Round] | None:
        now = certain(report, "requests.received_new.total")
        if now is None or report.year is None or not report.sections:
            return None
        past = max(0, now - rng.randint(1, 9))
        last = put(before(report), requests__received_new__total=past)
        right = now - past if change else past
        if right == 0:
            return None
        texts = [form.format(now=now, y=report.year - 1, n=n) for n in (right, other_number(rng, right))]
        good, bad = (_with(report, text) for text in texts)
        return ((good, last), (bad, last)) if good and bad else None

    return plant


def _with(report: Report, sentence: str) -> Report | None:
    """Return a report with a sentence at the end of its overview, parsed anew."""
    passage = next((p for p in reversed(report.passages) if p.section == "overview" and len(p.text) > 20), None)
    if passage is None or not isinstance(report.text, str):
        return None
    text = f"{report.text[: passage.end]}\n{sentence}{report.text[passage.end :]}"
    made = gongkai.parse_text(text, report.source)
    return made if made.year == report.year and made.edition == report.edition else None


def recycled(rng: Random, report: Report) -> tuple[Round, Round] | None:
    """Take part five over from last year, a word changed here and there."""
    own = [each for each in report.passages if each.section == "problems"]
    if sum(len(each.text) for each in own) < 60 or report.year is None:
        return None
    taken = tuple(replace(each, text=_changed(rng, each.text, 1)) for each in own)
    other = tuple(replace(each, text=_other(rng, each.text)) for each in own)
    return (report, replace(before(report), passages=other)), (report, replace(before(report), passages=taken))


def announced(rng: Random, report: Report) -> tuple[Round, Round] | None:
    """Announce a measure of last year again."""
    measures = [p for p in report.passages if p.section == "problems" and _tags(p) == {"measure"} and len(p.text) > 24]
    if not measures or report.year is None:
        return None
    one = rng.choice(measures)
    good = replace(before(report), passages=(replace(one, text=_other(rng, one.text)),))
    bad = replace(before(report), passages=(replace(one, text=_changed(rng, one.text, 1)),))
    return (report, good), (report, bad)


def dropped(rng: Random, report: Report) -> tuple[Round, Round] | None:
    """Say nothing any more of what was announced."""
    measures = [p for p in report.passages if p.section == "problems" and _tags(p) == {"measure"} and len(p.text) > 24]
    if not measures or report.year is None:
        return None
    one = rng.choice(measures)
    strange = replace(one, text=_other(rng, one.text), tags=(TagScore("measure", 1.0),))
    return (report, replace(before(report), passages=(one,))), (report, replace(before(report), passages=(strange,)))


def _tags(passage: Passage) -> set[str]:
    return {tag.tag for tag in passage.tags}


def _changed(rng: Random, text: str, number: int) -> str:
    letters = list(text)
    for _ in range(number):
        letters[rng.randrange(len(letters) // 4)] = chr(rng.randrange(0x4E00, 0x6000))
    return "".join(letters)


def _other(rng: Random, text: str) -> str:
    return "".join(chr(rng.randrange(0x4E00, 0x6000)) if char >= "\u4e00" else char for char in text)


# ---------------------------------------------------------------------------------------------------------- units


def _units(rng: Random, report: Report) -> tuple[Report, list[Report]]:
    """Return a government's report that is the sum of its units', and these; their numbers are drawn."""
    names = ("清渡县第一中学", "清渡县第二中学", "清渡县第三中学", OFFICE)
    sums: dict[str, int] = {}
    units = []
    for name in names:
        values = {f.address.replace(".", "__"): rng.choice((0, 0, rng.randint(1, 60))) for f in report.facts}
        sums = {key: sums.get(key, 0) + value for key, value in values.items()}
        units.append(put(replace(report, agency=name, source=f"{name}.txt"), **values))
    return put(replace(report, agency=GOVERNMENT, source="县.txt"), **sums), units


def sum_wrong(rng: Random, report: Report) -> tuple[Round, Round] | None:
    """State another number than the units come to, in one cell."""
    whole, units = _units(rng, report)
    rows = ("requests.received_new", "requests.granted", "proceedings.review", "art20_1.normative_documents")
    row = rng.choice(rows)
    address = rng.choice([fact.address for fact in report.facts if fact.address.startswith(f"{row}.")])
    number = certain(whole, address) or 0
    wrong = put(whole, **{address.replace(".", "__"): other_number(rng, number)})
    return (whole, *units), (wrong, *units)


def unit_forgotten(rng: Random, report: Report) -> tuple[Round, Round] | None:
    """Leave a unit out of the sums."""
    whole, units = _units(rng, report)
    one = rng.choice(units)
    values = {fact.address: int(fact.value or 0) for fact in one.facts}
    less = {f.address.replace(".", "__"): int(f.value or 0) - values[f.address] for f in whole.facts}
    return (whole, *units), (put(whole, **less), *units)


def unit_missing(rng: Random, report: Report) -> tuple[Round, Round] | None:
    """Have no report of one who is expected."""
    whole, units = _units(rng, report)
    return (whole, *units), (whole, *rng.sample(units, len(units) - 1))


# ----------------------------------------------------------------------------------------------------- neighbours


def copied(change: Callable[[Random, str], str]) -> Plant:
    """Take a passage over from another report, changed a little."""

    def plant(rng: Random, report: Report) -> tuple[Round, Round] | None:
        long = [p for p in report.passages if p.section == "overview" and len(p.text) > 50 and "《" not in p.text]
        if not long:
            return None
        other = Report("other.txt", "ok", None, "砚河县体育局", report.year, None)
        texts = (_other(rng, rng.choice(long).text), change(rng, rng.choice(long).text))
        taken = [replace(other, text=text, passages=(Passage("overview", text, 0, len(text)),)) for text in texts]
        return (report, taken[0]), (report, taken[1])

    return plant


def _renumbered(rng: Random, text: str) -> str:
    return "".join(rng.choice("123456789") if char.isdigit() else char for char in text)


def _cut(rng: Random, text: str) -> str:
    start = rng.choice((0, text.find("，") + 1))
    return text[start:]


KINDS = {
    "carried in": Kind(by_last_year, carried, ("history.carried",)),
    "stock": Kind(by_last_year, stock, ("history.stock",)),
    "past told": Kind(by_last_year, told("{y}年共收到政府信息公开申请{n}件。"), ("history.past",)),
    "past told, 上年": Kind(by_last_year, told("上年收到政府信息公开申请{n}件，均已答复。"), ("history.past",)),
    "growth told": Kind(
        by_last_year, told("全年收到政府信息公开申请{now}件，比上年增加{n}件。", change=True), ("history.growth",)
    ),
    "part five recycled": Kind(by_last_year, recycled, ("history.recycled",)),
    "measure announced again": Kind(by_last_year, announced, ("history.announced",)),
    "measure dropped": Kind(by_last_year, dropped, ("history.dropped",)),
    "sum of units": Kind(by_units, sum_wrong, ("rollup.less", "rollup.more")),
    "unit forgotten": Kind(by_units, unit_forgotten, ("rollup.less",)),
    "unit missing": Kind(by_units, unit_missing, ("rollup.missing",)),
    "copied": Kind(by_neighbours, copied(lambda _, text: text), ("copy.alike", "copy.later")),
    "copied, other numbers": Kind(by_neighbours, copied(_renumbered), ("copy.alike", "copy.later")),
    "copied, a few words": Kind(
        by_neighbours, copied(lambda rng, text: _changed(rng, text, 3)), ("copy.alike", "copy.later")
    ),
    "copied, cut": Kind(by_neighbours, copied(_cut), ("copy.alike", "copy.later")),
}  # fmt: skip


def bench(kind: Kind, name: str, reports: Sequence[Report], number: int) -> tuple[int, int, int]:
    """Return planted, found, and false alarms on what was as it should be."""
    rng, planted, found, false = Random(name), 0, 0, 0
    for at in range(number * MOST_TRIES):
        rounds = kind.plant(rng, reports[(at * 7 + len(name)) % len(reports)])
        if rounds is None:
            continue
        good, bad = ([each.code for each in kind.judge(one) if each.code in kind.codes] for one in rounds)
        planted, found, false = planted + 1, found + bool(len(bad) > len(good)), false + bool(good)
        if planted == number:
            break
    return planted, found, false


def main() -> None:
    """Print recall by kind."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--n", type=int, default=50, help="defects of each kind")
    number = parser.parse_args().n
    reports = list(originals(2 * number))
    for name, kind in KINDS.items():
        planted, found, false = bench(kind, name, reports, number)
        print(f"{name:26} {planted:4} planted {found:4} found {100 * found / max(planted, 1):5.1f}% {false:3} false")


if __name__ == "__main__":
    main()
