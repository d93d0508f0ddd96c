"""What is known of an agency: the records that `resolve` fills."""

from __future__ import annotations

from gongkai.document import Record


class Region(Record, frozen=True):
    """A province, city or county as it was in one year.

    `code` has six digits; `level` is province, city or county (a municipality is a province, its districts are
    counties). `parents` are the names above it, from the province down, of the same year, `above` their lineages.
    `lineage` is the code that the region had first: it stays over renamings and upgrades, so that 上虞市 and 上虞区
    are one.
    """

    code: str
    name: str
    level: str
    parents: tuple[str, ...]
    lineage: str
    above: tuple[str, ...] = ()


class Agency(Record, frozen=True):
    """An agency with what its name tells; what it doesn't tell is None.

    `level` is 国家, 省, 市, 县 or 乡; `kind` an entry of `kinds.toml`. `candidates` are all regions that fit where none
    could be chosen; `region` is never a guess among them. `lineage` stays when the region is renamed: two reports of
    one lineage are of one agency. It is None where several agencies may bear the name; see `identity`.
    """

    name: str
    level: str | None = None
    kind: str | None = None
    region: Region | None = None
    candidates: tuple[Region, ...] = ()
    lineage: str | None = None
