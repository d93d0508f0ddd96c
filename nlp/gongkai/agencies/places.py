"""Take the place off an agency's name: 绍兴市上虞区百官街道办事处 is 绍兴市, 上虞区, 百官街道 and 办事处."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from gongkai.agencies.kinds import Kinds
from gongkai.agencies.regions import Form, Regions

STATE, PROVINCE, CITY, COUNTY, TOWN = "国家", "省", "市", "县", "乡"
OF_REGION = {"province": PROVINCE, "city": CITY, "county": COUNTY}
OF_WORD = {
    "省": PROVINCE, "自治区": PROVINCE, "市": CITY, "自治州": CITY, "地区": CITY, "州": CITY, "盟": CITY,
    "县": COUNTY, "自治县": COUNTY, "旗": COUNTY, "自治旗": COUNTY, "区": COUNTY, "镇": TOWN, "乡": TOWN,
}  # fmt: skip

_NO_ORGAN = "[^局委厅院部]"
_ZONE = re.compile(
    f"{_NO_ORGAN}{{0,16}}?(?:(?:开发|高新|经开|技术产业|园|产业|工业|示范|风景|名胜|旅游|度假|保税|试验|实验|合作|管理|集聚|集中|"
    "功能|核心|自贸|贸易|港|枢纽|生态|科学|商务|景|新)区(?![县市])|工业园|产业园|科技园|科技城|新城(?=管)|农场|林场)"
)
_CITY = "(?<![城上门超闹])市(?!场|政(?![府协务法])|容|民)"
_PLACE = re.compile(  # up to the first word for a place that no other such word follows (砚州|市, but 砚州市|市场监督)
    f"{_NO_ORGAN}{{1,6}}?(?:{_CITY}|自治区|自治州|(?<![东南西北])地区|自治县|自治旗|(?<![社园景校灾地])区(?!域)|省|县(?!域)|(?<=..)[州盟旗])"
    "(?!市(?!场|政(?!府)|容|民)|[省县区州盟旗])"
)
_WORDS = "自治区|自治州|地区|自治县|自治旗|[省市县区州盟旗]"
_WORD = re.compile(_WORDS)
_LAST_WORD = re.compile(f"(?:{_WORDS})$")
_BARE = re.compile("(自治区|自治州|[省市县区州旗盟镇乡](?![域村镇际舰]))(?=.)[级直属]*")
_TOWN = re.compile(
    f"{_NO_ORGAN}{{1,12}}?(?:[镇乡]|街道|苏木)(?=$|人民政府|政府|办事处|街道|党|便民|综合|社区"
    "|[^局委厅院]{1,5}[所站]$|[^局委厅院]{0,4}(?:卫生院|小学|学校|中学)$)"
)


class Place(NamedTuple):
    """The place of a name, and the `organ` that is left of it.

    `regions` are those that the last known name in it may be; `short` says that only a short form stands there
    (绍兴海关), `alone` that no place stands before it; `unknown` that a place follows which the table does not have.
    `bare` is a word alone (市 in 市教育局). `level` is what the words tell. `body` is the name without the places that
    the table knows, town and zone included.
    """

    regions: tuple[Form, ...] = ()
    short: bool = False
    alone: bool = False
    unknown: bool = False
    bare: str = ""
    zone: bool = False
    town: bool = False
    level: str | None = None
    organ: str = ""
    body: str = ""


def read(name: str, year: int | None, table: Regions, kinds: Kinds) -> Place:
    """Return the place that `name` begins with, and the organ after it."""
    place, at = Place(), 0
    for end, regions, short in _known(name, year, table):
        place, at = Place(regions, short, alone=at == 0, level=_level(regions)), end
    if place.short and not _stands_alone(name[at:], kinds):
        place, at = Place(), 0  # 云南|溪县
    if not place.regions and (bare := _BARE.match(name)) and kinds.first(name) is None:
        word = bare[1]
        organ = name[bare.end() :]
        return Place(bare=word, town=word in "镇乡", level=OF_WORD[word], organ=organ, body=organ)
    return _below(name[at:], place._replace(body=name[at:]), kinds)


def _below(rest: str, place: Place, kinds: Kinds) -> Place:
    """Return `place` with what the words after its known part tell: unknown places, a zone, a town."""
    zone = _ZONE.match(rest)
    while not zone and kinds.first(rest) is None and (match := _PLACE.match(rest)):
        word = _LAST_WORD.search(match[0])
        level = OF_WORD[word[0]] if word else None
        if level == CITY and place.level in (CITY, COUNTY):
            level = COUNTY  # a city inside a city
        place = place._replace(unknown=True, level=level)
        rest = rest[match.end() :]
        zone = _ZONE.match(rest)
    if zone:
        place, rest = place._replace(zone=True, level=_level_of_zone(place, zone[0])), rest[zone.end() :]
    town = _TOWN.match(rest)
    if town:
        return place._replace(town=True, level=TOWN, organ=rest[town.end() :])
    return place._replace(organ=rest)


def _level(regions: tuple[Form, ...]) -> str | None:
    levels = {form.level for form in regions}
    return OF_REGION[levels.pop()] if len(levels) == 1 else None


def _level_of_zone(place: Place, zone: str) -> str | None:
    """Return the level of a zone: its city's districts' or its county's bureaus'; right under a province, unknown.

    Only the new areas that a province leads itself (雄安新区, 西咸新区) are one below it.
    """
    if place.level != PROVINCE or any(form.name.endswith("市") for form in place.regions):
        return COUNTY
    return CITY if zone.endswith("新区") else None


def _stands_alone(rest: str, kinds: Kinds) -> bool:
    """Tell whether what follows a short form is an organ or a zone, not the end of an unknown place (德阳|区)."""
    if _WORD.match(rest):
        return False
    return kinds.first(rest) is not None or bool(_ZONE.match(rest)) or not (_PLACE.match(rest) or _TOWN.match(rest))


def _known(name: str, year: int | None, table: Regions) -> Iterator[tuple[int, tuple[Form, ...], bool]]:
    """Yield (end, regions, whether by a short form) for the known places at the beginning, each inside the last."""
    at = 0
    above: tuple[Form, ...] = ()
    while at < len(name):
        end, forms = table.longest(name, at, year, above)
        short = not forms
        if short and (not above or above[0].level == "province"):
            end, forms = table.shortened(name, at, year, above)
        if not forms:
            return
        yield end, forms, short
        at, above = end, forms
