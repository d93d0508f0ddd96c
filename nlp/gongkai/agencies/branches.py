"""Find the county of a branch, which a city's body has there: its place stands inside or after the body's name."""

from __future__ import annotations

import re

from gongkai.agencies.kinds import Kinds
from gongkai.agencies.places import CITY, COUNTY, PROVINCE, Place
from gongkai.agencies.regions import Regions

SHORT_COUNTY = range(2, 5)
"""So many characters may be a county's short name."""
WORDS_OF_COUNTY = ("区", "县", "市", "旗")

_NO_BODY = "[^局队院会委心]"
_AFTER = re.compile(
    f"[局队院会委心](?P<place>{_NO_BODY}{{2,6}}?)[区县市旗]?(?:分局|分中心|管理部|[监管]管局|管理局|大队)$"
)


def branch(place: Place, year: int | None, table: Regions, kinds: Kinds) -> Place:
    """Return the place of a branch (绍兴市|生态环境局上虞分局, 甘孜州|泸定生态环境局), or `place` as it is."""
    if place.level not in (PROVINCE, CITY) or not place.regions:
        return place
    match = _AFTER.search(place.organ)
    shorts = {match["place"]} if match else _before(place, kinds)
    names = (short + word for short in shorts for word in WORDS_OF_COUNTY)
    inside = [form for name in names for form in table.inside(table.named(name, year), place.regions)]
    found = {form for form in inside if form.near(year) and form.level == "county"}
    if len(found) == 1:
        return place._replace(regions=tuple(found), level=COUNTY, short=False, alone=False)
    return place._replace(level=COUNTY) if match and place.organ.endswith("分局") else place


def _before(place: Place, kinds: Kinds) -> set[str]:
    """Return what may be a county's name before the body's; 浙江省|南湖监狱 is the province's, wherever it is."""
    if place.level != CITY or kinds.first(place.organ) is not None:
        return set()
    return {place.organ[:end] for end in SHORT_COUNTY if kinds.first(place.organ, end) is not None}
