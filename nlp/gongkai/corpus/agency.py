"""What kind of agency a report is of, and where: the one place that asks."""

from __future__ import annotations

from gongkai.agencies import Region, resolve
from gongkai.agencies.histories import newest, words
from gongkai.corpus.records import Entry
from gongkai.document import Record, Report

_PLACES = (2, 4, 6)  # digits of the codes of province, city and county


class Standing(Record, frozen=True):
    """Level and kind of an agency, its regions from province to county, and its lineages; see `records.Entry`."""

    level: str | None = None
    kind: str | None = None
    regions: tuple[str, ...] = ()
    lineages: tuple[str, ...] = ()
    lineage: str | None = None


def standing(report: Report) -> Standing:
    """Return what is known of the agency of `report`, by its name, its year and the folders it lay in."""
    agency = resolve(report.agency, report.year, hints=(report.source,))
    if agency.region is None:
        return Standing(agency.level, agency.kind, lineage=agency.lineage)
    regions, lineages = _regions(agency.region), _lineages(agency.region)
    return Standing(agency.level, agency.kind, regions, lineages, agency.lineage)


def region_words(entry: Entry) -> list[str]:
    """Return every word by which the regions of a report may be asked for: codes and names of all years."""
    found = {word for region in entry.regions for word in region.split(" ", 1)} | set(entry.lineages)
    for lineage in entry.lineages:
        found |= words(lineage.partition(" ")[0])
    return sorted(found)


def _regions(region: Region) -> tuple[str, ...]:
    """Return a region under those it lies in; one right under a province stands in that as its city, too."""
    names = [*region.parents, region.name]
    if region.level == "county" and len(names) == 2:
        names.insert(0, names[0])
    codes = [region.code[:digits].ljust(6, "0") for digits in _PLACES[: len(names)]]
    return tuple(f"{code} {name}" for code, name in zip(codes, names, strict=True))


def _lineages(region: Region) -> tuple[str, ...]:
    """Return the lineages of a region and of those it lay in, in the places that they have today."""
    names = zip((*region.above, region.lineage), (*region.parents, region.name), strict=True)
    found = [f"{lineage} {now.name if (now := newest(lineage)) else name}" for lineage, name in names]
    own = newest(region.lineage)
    if len(found) == 2 and own is not None and own.level == "county":
        found.insert(1, f"{own.code[:4]}00 {region.parents[0]}")
    return tuple(found)
