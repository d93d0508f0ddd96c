"""Check the identities (勾稽关系) of the form against the facts, and find the smallest change that mends them.

A blank or not applicable addend counts as nothing. A breach is `certain` when the total and at least one addend are
printed numbers, none is missing or text, and no cell of it is in doubt; else it is at most `check`.
Source: the note in the form's own header, and the notices named in the edition files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gongkai.audit.repair import Equation, smallest_changes
from gongkai.audit.wording import cell_name, column_name, finding, place_of, row_name, table_name, wordings
from gongkai.document import Fact, Finding, Number, Record, Severity, Status
from gongkai.editions import Edition, Identity, Table

MOST_ADDENDS = 6  # named in a message; more are counted


class Instance(Record):
    """An identity in one column or row: addends, totals, and the id of that column or row."""

    identity: Identity
    line: str
    addends: tuple[str, ...]
    totals: tuple[str, ...]


def instances(edition: Edition, present: Mapping[str, object]) -> Iterator[Instance]:
    """Yield every instance of every identity, over the addresses that are `present` (a group filled undivided stands for its rows)."""
    for identity in edition.identities:
        table = edition.table(identity.table)
        if identity.along == "columns":
            rows = _with_undivided(table, identity.sum, present)
            for column in table.columns:
                addends = tuple(table.address(row, column.id) for row in rows)
                totals = tuple(table.address(row, column.id) for row in identity.equals)
                yield Instance(identity, column.id, addends, totals)
        else:
            for row in (*table.row_ids, *table.undivided):
                if table.address(row, identity.equals[0]) in present:
                    addends = tuple(table.address(row, column) for column in identity.sum)
                    totals = tuple(table.address(row, column) for column in identity.equals)
                    yield Instance(identity, row, addends, totals)


def check_identities(edition: Edition, facts: Sequence[Fact]) -> list[Finding]:
    """Return a finding for every broken identity, then the smallest change that would make all hold."""
    by_address = {fact.address: fact for fact in facts}
    found, equations, broken = [], [], 0
    for instance in instances(edition, by_address):
        cells = [by_address[address] for address in (*instance.addends, *instance.totals)]
        if any(fact.status in (Status.MISSING, Status.TEXT) for fact in cells):
            continue
        equations.append(_equation(instance))
        if _breaks(instance, by_address):
            broken += 1
            found.append(_breach(edition, instance, by_address))
    if broken:
        found += _mend(edition, equations, by_address)
    return found


def _with_undivided(table: Table, rows: Sequence[str], present: Mapping[str, object]) -> tuple[str, ...]:
    first = table.columns[0].id
    for group in table.undivided:
        if table.address(group, first) in present:
            children = table.children(group)
            rows = [*(row for row in rows if row not in children), group]
    return tuple(rows)


def _amount(fact: Fact) -> Number:
    return fact.value if fact.value is not None else 0


def _breaks(instance: Instance, facts: Mapping[str, Fact]) -> bool:
    totals = [facts[address] for address in instance.totals]
    addends = [facts[address] for address in instance.addends]
    if totals[0].status is not Status.NUMBER or all(fact.status is not Status.NUMBER for fact in addends):
        return False
    return sum(map(_amount, addends)) != sum(map(_amount, totals))


def _equation(instance: Instance) -> Equation:
    return Equation({**dict.fromkeys(instance.addends, 1), **dict.fromkeys(instance.totals, -1)})


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
        wording=code if code in wordings() else "identity.broken",
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


def _mend(edition: Edition, equations: Sequence[Equation], facts: Mapping[str, Fact]) -> list[Finding]:
    """Return what the smallest sets of changed cells are, over all identities together."""
    amounts = {address: _amount(fact) for address, fact in facts.items()}
    ways = smallest_changes(equations, amounts)
    if not ways:
        return []
    worded = [
        "，".join(f"{cell_name(edition, a)}由{facts[a].raw.strip() or '空白'}改为{new}" for a, new in way.items()) for way in ways
    ]
    places = [place_of(facts[address]) for way in ways for address in way]
    return [finding("identity.smallest-change", places, count=len(ways[0]), changes="；或".join(worded))]
