"""Find the smallest sets of cells whose change would make all identities hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from gongkai.document import Number, Record

MOST_CELLS = 3  # larger sets tell nobody where the error is
MOST_WAYS = 4  # equally small sets worth naming


class Equation(Record, frozen=True):
    """Coefficients by address; the weighted cells must add up to 0."""

    coefficients: dict[str, int]


def smallest_changes(
    equations: Sequence[Equation], amounts: Mapping[str, Number], changeable: Set[str]
) -> list[dict[str, Number]]:
    """Return the smallest sets of changes (address to new amount), none negative, that make all equations hold.

    Empty when more than 3 cells must change, or when so many sets do that none tells where the error is.
    Depth-first over the first equation that does not hold: one of its cells takes up the whole difference.
    """
    for size in range(1, MOST_CELLS + 1):
        search = _Search(equations, dict(amounts), changeable)
        search.run(size)
        if search.ways:
            return search.ways if len(search.ways) <= MOST_WAYS else []
    return []


class _Search:
    """One depth-first search; `changed` are the cells changed on the way."""

    def __init__(self, equations: Sequence[Equation], amounts: dict[str, Number], changeable: Set[str]) -> None:
        self.equations = equations
        self.amounts = amounts
        self.changeable = changeable
        self.changed: dict[str, Number] = {}
        self.ways: list[dict[str, Number]] = []

    def run(self, left: int) -> None:
        """Add to `ways` every set of at most `left` more changes that makes all equations hold."""
        gap, equation = self._first_broken()
        if equation is None:
            if self.changed not in self.ways:
                self.ways.append(dict(self.changed))
            return
        if left == 0 or len(self.ways) > MOST_WAYS:
            return
        for address, coefficient in equation.coefficients.items():
            before = self.amounts[address]
            amount = before - gap * coefficient
            if amount < 0 or address in self.changed or address not in self.changeable:
                continue
            self.amounts[address] = self.changed[address] = amount
            self.run(left - 1)
            self.amounts[address] = before
            del self.changed[address]

    def _first_broken(self) -> tuple[Number, Equation | None]:
        for equation in self.equations:
            gap: Number = sum(
                self.amounts[address] * coefficient for address, coefficient in equation.coefficients.items()
            )
            if gap:
                return gap, equation
        return 0, None
