"""Find the smallest sets of cells whose change would make all identities hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gongkai.document import Number, Record

MOST_CELLS = 3  # larger sets tell nobody where the error is
MOST_WAYS = 4  # equally small sets worth naming


class Equation(Record):
    """Coefficients by address; the weighted cells must add up to 0."""

    coefficients: dict[str, int]


def smallest_changes(equations: Sequence[Equation], amounts: Mapping[str, Number]) -> list[dict[str, Number]]:
    """Return the smallest sets of changes (address to new amount), none negative; empty when more than 3 cells must change.

    Depth-first over the first equation that does not hold: one of its cells takes up the whole difference.
    """
    using: dict[str, list[Equation]] = {}
    for equation in equations:
        for address in equation.coefficients:
            using.setdefault(address, []).append(equation)
    for size in range(1, MOST_CELLS + 1):
        ways: list[dict[str, Number]] = []
        _search(equations, dict(amounts), {}, size, ways)
        if ways:
            return ways if len(ways) <= MOST_WAYS else []
    return []


def _search(
    equations: Sequence[Equation], amounts: dict[str, Number], changed: dict[str, Number], left: int, ways: list[dict[str, Number]]
) -> None:
    gap, equation = _first_broken(equations, amounts)
    if equation is None:
        if changed not in ways:
            ways.append(dict(changed))
        return
    if left == 0 or len(ways) > MOST_WAYS:
        return
    for address, coefficient in equation.coefficients.items():
        amount = amounts[address] - gap * coefficient
        if address in changed or amount < 0:
            continue
        before = amounts[address]
        amounts[address] = changed[address] = amount
        _search(equations, amounts, changed, left - 1, ways)
        amounts[address] = before
        del changed[address]


def _first_broken(equations: Sequence[Equation], amounts: Mapping[str, Number]) -> tuple[Number, Equation | None]:
    for equation in equations:
        gap: Number = sum(amounts[address] * coefficient for address, coefficient in equation.coefficients.items())
        if gap:
            return gap, equation
    return 0, None
