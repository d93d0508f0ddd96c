"""What kind of agency a report is of, and where: the one place that asks."""

from __future__ import annotations

from gongkai.agencies import Region, resolve
from gongkai.document import Record, Report

_PLACES = (2, 4, 6)  # digits of the codes of province, city and county


class Standing(Record, frozen=True):
    """Level and kind of an agency and its regions as "code name", from province to county."""

    level: str | None = None
    kind: str | None = None
    regions: tuple[str, ...] = ()


def standing(report: Report) -> Standing:
    """Return what is known of the agency of `report`, by its name, its year and the folders it lay in."""
    agency = resolve(report.agency, report.year, hints=(report.source,))
    return Standing(agency.level, agency.kind, _regions(agency.region) if agency.region else ())


def _regions(region: Region) -> tuple[str, ...]:
    """Return a region under those it lies in; one right under a province stands in that as its city, too."""
    names = [*region.parents, region.name]
    if region.level == "county" and len(names) == 2:
        names.insert(0, names[0])
    codes = [region.code[:digits].ljust(6, "0") for digits in _PLACES[: len(names)]]
    return tuple(f"{code} {name}" for code, name in zip(codes, names, strict=True))
