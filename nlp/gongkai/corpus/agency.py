"""What kind of agency a report is of, and where: the one place that asks."""

from __future__ import annotations

from gongkai.document import Record, Report


class Standing(Record, frozen=True):
    """Level and kind of an agency and its regions as "code name", from province to county."""

    level: str | None = None
    kind: str | None = None
    regions: tuple[str, ...] = ()


def standing(report: Report) -> Standing:
    """Return what is known of the agency of `report`."""
    del report  # nothing resolves names yet
    return Standing()
