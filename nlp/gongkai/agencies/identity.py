"""Who an agency is over the years: what stays of it when its region is renamed, and nothing where that is not certain.

330682/教育/教育局    the region's lineage, the kind of body, and the name without its region
/延禾县水利局         a name whose place the table of regions does not have stands for itself
None                  several agencies may bear the name: 鼓楼区教育局, 市教育局, 教育局
"""

from __future__ import annotations

from gongkai.agencies.kinds import Kinds
from gongkai.agencies.places import Place
from gongkai.agencies.regions import Form


def of_region(region: Form, kind: str | None, body: str) -> str:
    """Return the identity of an agency of a region; `body` is its name without the places that the table knows."""
    return f"{region.lineage}/{kind or ''}/{body}"


def of_name(name: str) -> str:
    """Return the identity of an agency whose name is its own."""
    return f"/{name}"


def is_shared(text: str, place: Place, fits: tuple[Form, ...], is_central: bool, known: Kinds) -> bool:
    """Say whether agencies of several places may bear a name whose region was not found."""
    if fits or place.bare:
        return True
    has_place = bool(place.unknown or place.town or place.zone)
    return not has_place and not is_central and known.first(text) is not None
