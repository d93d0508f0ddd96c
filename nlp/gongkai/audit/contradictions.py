"""Hold the prose's claims against the tables, and its flow of requests against itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gongkai.audit.claims import Claim, by_object, claims, denials
from gongkai.audit.disclosed import PERIOD
from gongkai.audit.objects import objects
from gongkai.audit.prose import FARTHEST, Count, Prose, add, agree
from gongkai.audit.wording import cell_name, finding, place_of
from gongkai.document import Fact, Finding, Number, Report, Status
from gongkai.editions import Edition


def check_claims(prose: Prose, report: Report, edition: Edition | None) -> Iterator[Finding]:
    """Yield a finding for every claim that no table and no other claim bears out."""
    facts = {fact.address: fact for fact in report.facts}
    found = by_object(list(claims(prose, report.year)))
    yield from _flow(prose, found)
    if edition is not None:
        borne = _borne_out(found, facts)
        for said in found.values():
            if not said[0].object.part or borne:
                yield from _against_table(prose, edition, facts, said)
        yield from _against_denials(prose, edition, facts)


def _against_denials(prose: Prose, edition: Edition, facts: Mapping[str, Fact]) -> Iterator[Finding]:
    """Yield what the prose says did not occur, and a table counts."""
    for denial in denials(prose):
        cells = cells_of(facts, objects()[denial.object].cells)
        amount = amount_of(cells)
        if amount and not any(cell.doubt for cell in cells):
            places = [prose.place(denial.start, denial.end), *(place_of(cell) for cell in cells if cell.value)]
            text = prose.ink[denial.start : denial.end]
            yield finding("claim.none", places, text=text, place=_named(edition, cells), cell=amount)


def _named(edition: Edition, cells: Sequence[Fact]) -> str:
    return cell_name(edition, cells[0].address) + ("等" if len(cells) > 1 else "")


def _borne_out(found: Mapping[str, Sequence[Claim]], facts: Mapping[str, Fact]) -> bool:
    """Tell whether the prose speaks of the same requests as the table: the number that came in is the same."""
    amount = amount_of(cells_of(facts, objects()["received"].cells))
    return amount is not None and any(claim.count.value == amount for claim in found.get("received", ()))


def _against_table(
    prose: Prose, edition: Edition, facts: Mapping[str, Fact], said: Sequence[Claim]
) -> Iterator[Finding]:
    """Yield the claims on one object where none of them, nor all together, is what the table says."""
    object = said[0].object
    cells = cells_of(facts, object.cells)
    amount = amount_of(cells)
    if amount is None or any(cell.doubt or cell.unit_source == "assumed" for cell in cells):
        return
    values = [claim.count.value for claim in said]
    allowed = {amount, *(amount_of(cells_of(facts, also)) for also in object.also)}
    wrong = [claim for claim in said if not _near(claim.count, amount) and claim.count.value not in allowed]
    if add(values) in allowed:
        return
    if len(wrong) < len(said):  # some say what the table says: the others may mean less
        wrong = [claim for claim in wrong if not object.part and PERIOD.search(_before(prose, claim))]
    for claim in wrong[:1]:
        places = [prose.place(claim.start, min(claim.end, claim.start + 120)), *(place_of(cell) for cell in cells[:4])]
        text = prose.ink[max(claim.start, claim.count.start - 30) : claim.count.end]
        yield finding("claim.table", places, text=text, place=_named(edition, cells), cell=amount)


def _before(prose: Prose, claim: Claim) -> str:
    """Return the sentence up to the number."""
    start = max(prose.sentence_start(claim.start), claim.count.start - FARTHEST)
    return prose.ink[start : claim.count.start]


def cells_of(facts: Mapping[str, Fact], addresses: Sequence[str]) -> list[Fact]:
    """Return the cells at those of `addresses` that the edition has."""
    return [facts[address] for address in addresses if address in facts]


def amount_of(cells: Sequence[Fact]) -> Number | None:
    """Return what cells add up to, blanks as nothing; None where one is missing or text, or no number is printed."""
    if not cells or any(cell.status in (Status.MISSING, Status.TEXT) for cell in cells):
        return None
    return add(cell.value or 0 for cell in cells) if any(cell.status is Status.NUMBER for cell in cells) else None


def _near(count: Count, amount: Number) -> bool:
    """Tell whether a printed number is `amount`, rounded as printed."""
    return agree(count.value, amount, count.step)


def _flow(prose: Prose, found: Mapping[str, Sequence[Claim]]) -> Iterator[Finding]:
    """Hold the four numbers of the requests against each other where a passage gives each once."""
    passages: dict[int, dict[str, list[Count]]] = {}
    for object in ("received", "carried_in", "handled", "carried_out"):
        for claim in found.get(object, ()):
            passages.setdefault(prose.passage(claim.start).start, {}).setdefault(object, []).append(claim.count)
    for said in passages.values():
        if len(said) == 4 and all(len(counts) == 1 for counts in said.values()):
            yield from _flows(prose, *(counts[0] for counts in said.values()))


def _flows(prose: Prose, received: Count, carried: Count, done: Count, left: Count) -> Iterator[Finding]:
    """Yield a finding where what came is not what went and what is left."""
    if received.value + carried.value != done.value + left.value:
        yield finding(
            "sum.flow", [prose.place(count.start, count.end) for count in (received, carried, done, left)],
            received=received.value, carried=carried.value, done=done.value, left=left.value,
        )  # fmt: skip
