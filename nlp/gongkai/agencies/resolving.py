"""Resolve an agency's name into its level, its kind and its region in the report's year."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.agencies import hints as hinting
from gongkai.agencies import identity
from gongkai.agencies.agency import Agency, Region
from gongkai.agencies.branches import branch
from gongkai.agencies.kinds import Kinds, kinds
from gongkai.agencies.places import OF_REGION, PROVINCE, STATE, TOWN, Place, read
from gongkai.agencies.regions import Form, Regions
from gongkai.agencies.table import regions

INSTITUTIONS = {"高校", "学校", "医院", "国企"}
"""They take names of places they aren't in (中山大学 is in Guangzhou), and have no level that their name would tell."""
UNRANKED = {"海关", "海事"}
"""Theirs are districts of their own: a customs house of a city's name is not the city's."""
COMMON = {"滨海新区", "城区", "郊区", "矿区", "新市区", "新城区", "城中区", "市中区", "港口区"}
"""Districts of these names are regions, but so are called many that aren't: alone they need a hint."""
LONGEST = 100
"""So much of a name is read; the longest have some fifty characters."""

_GOVERNMENT = re.compile("(?:人民政府|政府)?$")
_PARTY = re.compile("委(?!员会)")  # 绍兴市|委办公室
_COMMITTEE = re.compile("(?:管委会|管理委员会)$")
_OF_ZONE = re.compile("(?:党工委)?(?:管委会?|管理委员会|管理办公室|管理局)?(?:办公室)?$")
_OF_PROVINCE = re.compile("(?<!办公)厅$")  # no other government has departments
_OUTPOST = re.compile("..(?:分局|支局|监管局|调查总?队|[支分]行|办事处|专员办|海关|办事局)$")
_REMARK = re.compile("[(（][^()（）]*[)）]")


def resolve(name: str | None, year: int | None = None, *, hints: Sequence[str] = ()) -> Agency:
    """Return what an agency's name tells of its level, its kind and its region in `year`, that of the report.

    `hints` are other strings of the report that may name the place: title, signature, path. A shared name (朝阳区)
    gives candidates, of which hints may choose; a name without its place (市教育局) takes it from them. Nothing is
    guessed.
    """
    text = _plain(name or "")
    if not text:
        return Agency(name or "")
    table, known = regions(), kinds()
    prefix = known.prefix(text)
    place = read(text[len(prefix) :], year, table, known)
    if prefix and not (place.regions or place.unknown):
        prefix, place = "", read(text, year, table, known)
    kind = _kind(place, known)
    if prefix and (kind is None or kind in INSTITUTIONS):  # 中国人民银行|绍兴市|中心支行
        kind = known.of(prefix) or kind
    place = branch(place, year, table, known)
    fits, backed = _fits(place, year, (hints,) if isinstance(hints, str) else hints, table)
    region = _chosen(place, fits, backed, kind, year)
    return Agency(
        name=name or "",
        level=_level(place, prefix, kind, region, known, text),
        kind=kind,
        region=table.region(region, year) if region else None,
        candidates=() if region else tuple(_regions(fits, year, table)),
        lineage=_lineage(name or "", text, prefix, place, region, fits, kind, known),
    )


def _plain(name: str) -> str:
    """Return the name without spaces and remarks, its characters simplified."""
    text = _REMARK.sub("", "".join(name[:LONGEST].split()))
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        from gongkai.text import fold  # numpy and opencc, for few names

        return fold(text)
    return text


def _kind(place: Place, known: Kinds) -> str | None:
    if place.town:
        own = known.of(place.organ)
        return own if own in INSTITUTIONS else "乡镇街道"
    if place.zone:
        body = _OF_ZONE.match(place.organ) or _COMMITTEE.search(place.organ)
        return known.of(place.organ[: body.start()]) or "开发区" if body else known.of(place.organ)
    placed = bool(place.regions or place.unknown or place.bare)
    if placed and _GOVERNMENT.match(place.organ):
        return "政府"
    if placed and _PARTY.match(place.organ):
        return known.of(place.organ[1:]) or "党委"
    if placed and _COMMITTEE.match(place.organ):
        return "开发区"  # 浦东新区管理委员会: a district that began as a zone
    return known.of(place.organ)


def _fits(place: Place, year: int | None, hints: Sequence[str], table: Regions) -> tuple[tuple[Form, ...], bool]:
    """Return the regions that fit name and hints, and whether hints name their place."""
    if place.unknown:
        return (), False
    if len(place.regions) == 1 and not place.alone:
        return place.regions, False
    mentions = hinting.mentioned(hints, year, table)
    if place.bare:
        return hinting.of_word(place.bare, mentions, table), True
    backed = hinting.supported(place.regions, hinting.lineages_of(mentions), table, itself=place.short)
    return backed or place.regions, bool(backed)


def _chosen(place: Place, fits: tuple[Form, ...], backed: bool, kind: str | None, year: int | None) -> Form | None:
    if len(fits) != 1 or not fits[0].near(year):
        return None
    doubtful = (place.short and kind in INSTITUTIONS) or (place.alone and fits[0].name in COMMON)
    return fits[0] if backed or not doubtful else None


def _lineage(
    name: str, text: str, prefix: str, place: Place, region: Form | None, fits: tuple[Form, ...], kind: str | None,
    known: Kinds,
) -> str | None:  # fmt: skip
    """Return who bears the name, None where several may; a remark (（本级）) belongs to the name of the body."""
    if len(name) > LONGEST:
        return None
    remarks = "".join(_REMARK.findall("".join(name.split())))
    if place.short and kind in INSTITUTIONS:  # 绍兴文理学院 is no 文理学院 of 绍兴市
        return identity.of_name(text + remarks)
    if region is not None:
        return identity.of_region(region, kind, prefix + place.body + remarks)
    is_shared = identity.is_shared(text, place, fits, known.is_central(text), known)
    return None if is_shared else identity.of_name(text + remarks)


def _regions(fits: tuple[Form, ...], year: int | None, table: Regions) -> list[Region]:
    return sorted((table.region(form, year) for form in fits), key=lambda region: region.code)


def _level(place: Place, prefix: str, kind: str | None, region: Form | None, known: Kinds, text: str) -> str | None:
    placed = place.regions or place.unknown or place.bare or place.zone or place.town
    if not placed:
        if known.is_central(text):
            # 国家外汇管理局…分局 is of a place that isn't known
            return None if kind in INSTITUTIONS or _OUTPOST.search(text) else STATE
        return PROVINCE if _OF_PROVINCE.search(text) else None
    if place.short and (kind in UNRANKED | INSTITUTIONS or not (prefix or place.zone or _OF_PROVINCE.search(text))):
        return None
    if place.bare and region and place.level != TOWN:
        return OF_REGION[region.level]
    return place.level
