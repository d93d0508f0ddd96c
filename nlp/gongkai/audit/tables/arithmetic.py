"""Check the identities (勾稽关系) of the form against the facts, and find the smallest change that mends them.

A blank or not applicable addend counts as nothing. A breach is `certain` when the total and at least one addend are
printed numbers, none is missing or text, and no cell of it is in doubt; else it is at most `check`.
Source: the note in the form's own header, and the notices named in the edition files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from gongkai.audit.rules import rules
from gongkai.audit.tables.repair import Equation, smallest_changes
from gongkai.audit.wording import cell_name, column_name, finding, place_of, row_name, table_name
from gongkai.document import Fact, Finding, Number, Record, Severity, Status
from gongkai.editions import Edition, Identity, Table

MOST_ADDENDS = 6  # named in a message; more are counted


class Instance(Record, frozen=True):
    """An identity in one column or row: addends, totals, and the id of that column or row."""

    identity: Identity
    line: str
    addends: tuple[str, ...]
    totals: tuple[str, ...]


@cache
def instances(edition: Edition, undivided: frozenset[tuple[str, str]]) -> tuple[Instance, ...]:
    """Return all instances of all identities; `undivided` are (table, group) filled instead of the rows."""
    return tuple(instance for identity in edition.identities for instance in _instances(edition, identity, undivided))


def check_identities(edition: Edition, facts: Sequence[Fact]) -> list[Finding]:
    """Return a finding for every broken identity, then the smallest change that would make all hold."""
    by_address = {fact.address: fact for fact in facts}
    amounts = {fact.address: fact.value or 0 for fact in facts}
    amount = amounts.__getitem__
    known = instances(edition, _undivided(edition, by_address))
    broken = [
        instance
        for instance in known
        if sum(map(amount, instance.addends)) != sum(map(amount, instance.totals)) and _is_breach(instance, by_address)
    ]
    if not broken:
        return []
    found = [_breach(edition, instance, by_address) for instance in broken]
    return found + _mend(edition, [i for i in known if _is_whole(i, by_address)], by_address)


def _instances(edition: Edition, identity: Identity, undivided: frozenset[tuple[str, str]]) -> Iterator[Instance]:
    table = edition.table(identity.table)
    if identity.along == "columns":
        rows = _with_undivided(table, identity.sum, undivided)
        for column in table.columns:
            addends = tuple(table.address(row, column.id) for row in rows)
            yield Instance(
                identity, column.id, addends, tuple(table.address(row, column.id) for row in identity.equals)
            )
    else:
        for row in _with_undivided(table, table.row_ids, undivided):
            addends = tuple(table.address(row, column) for column in identity.sum)
            yield Instance(identity, row, addends, tuple(table.address(row, column) for column in identity.equals))


def _undivided(edition: Edition, facts: Mapping[str, Fact]) -> frozenset[tuple[str, str]]:
    return frozenset(
        (table.id, group)
        for table in edition.tables
        for group in table.undivided
        if table.row_addresses[group][0] in facts
    )


def _with_undivided(table: Table, rows: Sequence[str], undivided: frozenset[tuple[str, str]]) -> tuple[str, ...]:
    """Return `rows` with a group in place of its rows where the report fills it undivided."""
    for group in table.undivided:
        children = table.children(group)
        if (table.id, group) in undivided and set(children) & set(rows):
            rows = [*(row for row in rows if row not in children), group]
    return tuple(rows)


def _is_whole(instance: Instance, facts: Mapping[str, Fact]) -> bool:
    """Say whether no cell of an identity is missing or text."""
    return all(facts[a].status not in (Status.MISSING, Status.TEXT) for a in (*instance.addends, *instance.totals))


def _is_breach(instance: Instance, facts: Mapping[str, Fact]) -> bool:
    """Say whether a difference counts: total and an addend are printed numbers, and no cell is missing or text."""
    return (
        facts[instance.totals[0]].status is Status.NUMBER
        and any(facts[a].status is Status.NUMBER for a in instance.addends)
        and _is_whole(instance, facts)
    )


def _amount(fact: Fact) -> Number:
    return fact.value if fact.value is not None else 0


def _breach(edition: Edition, instance: Instance, facts: Mapping[str, Fact]) -> Finding:
    table = edition.table(instance.identity.table)
    addends = [facts[a] for a in instance.addends if facts[a].status is Status.NUMBER]
    totals = [facts[a] for a in instance.totals if facts[a].status is Status.NUMBER]
    sum_, equals = sum(map(_amount, addends)), sum(map(_amount, totals))
    telling = [fact for fact in addends if fact.value] or addends[:1]
    doubtful = any(facts[a].doubt for a in (*instance.addends, *instance.totals))
    code = instance.identity.code
    along_columns = instance.identity.along == "columns"
    return finding(
        code,
        [place_of(fact) for fact in (*totals, *telling)],
        Severity.CHECK if doubtful else None,
        wording=code if code in rules() else "identity.broken",
        table=table_name(table),
        line=column_name(table, instance.line) if along_columns else row_name(table, instance.line),
        sum=sum_,
        equals=equals,
        gap=abs(sum_ - equals),
        addends=_listed(table, telling, along_columns),
        totals=_listed(table, totals, along_columns),
    )


def _listed(table: Table, facts: Sequence[Fact], by_row: bool) -> str:
    """Return 名称数值 of the first few facts."""
    names = [
        f"{row_name(table, row) if by_row else column_name(table, column)}{fact.raw}"
        for fact in facts[:MOST_ADDENDS]
        for _, row, column in [fact.address.split(".")]
    ]
    more = f"等{len(facts)}项" if len(facts) > MOST_ADDENDS else ""
    return "、".join(names) + more


def _mend(edition: Edition, whole: Sequence[Instance], facts: Mapping[str, Fact]) -> list[Finding]:
    """Return what the smallest sets of changed cells are, over all identities; printed numbers change first."""
    equations = [Equation({**dict.fromkeys(i.addends, 1), **dict.fromkeys(i.totals, -1)}) for i in whole]
    amounts = {address: _amount(fact) for address, fact in facts.items()}
    printed = {address for address, fact in facts.items() if fact.value}
    ways = smallest_changes(equations, amounts, printed) or smallest_changes(equations, amounts, amounts.keys())
    if not ways:
        return []
    worded = [
        "，".join(f"{cell_name(edition, a)}由{facts[a].raw.strip() or '空白'}改为{new}" for a, new in way.items())
        for way in ways
    ]
    places = [place_of(facts[address]) for way in ways for address in way]
    return [finding("identity.smallest-change", places, count=len(ways[0]), changes="；或".join(worded))]
