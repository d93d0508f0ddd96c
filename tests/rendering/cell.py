"""A true cell: what is printed, what it means, and whether the text tells."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

NUMBER, BLANK, NOT_APPLICABLE, TEXT, MISSING = "number", "blank", "not_applicable", "text", "missing"


@dataclass(frozen=True, slots=True)
class Cell:
    """What is printed at an address, what it means, and whether the text lets a reader know it."""

    raw: str
    value: int | Decimal | None
    status: str
    knowable: bool = True
