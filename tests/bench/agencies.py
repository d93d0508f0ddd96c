"""Resolve 100,000 names, each another: real regions with and without their parents, and invented places.

Names a second are given beside what jieba needs to cut the same names, since a machine's speed is its own. Then every
name of the table, in its first and last year, is asked for with its parents: how many come back as themselves.
"""

from __future__ import annotations

import argparse
from itertools import product
from random import Random
from time import process_time

from tests.rendering.agencies import agency

from gongkai.agencies import resolve
from gongkai.agencies.regions import REPORTS
from gongkai.agencies.table import regions

ORGANS = (
    "人民政府", "人民政府办公室", "发展和改革局", "教育局", "公安局", "民政局", "司法局", "财政局",
    "人力资源和社会保障局", "自然资源和规划局", "住房和城乡建设局", "交通运输局", "水利局", "农业农村局",
    "文化广电和旅游局", "卫生健康委员会", "应急管理局", "市场监督管理局", "综合行政执法局", "城关镇人民政府",
    "高新技术产业开发区管理委员会",
)  # fmt: skip
LAST = 2026


def names(number: int) -> list[tuple[str, int]]:
    """Return so many distinct names with years; every fourth is an invented place's."""
    table, rng = regions(), Random("agencies")
    found: dict[tuple[str, int], None] = {}
    forms = [form for own in table.lineages.values() for form in own if form.last >= REPORTS]
    for form, organ, whole in product(forms, ORGANS, (True, False)):
        year = max(form.first, REPORTS)
        above = "".join(table.region(form, year).parents) if whole else ""
        found[above + form.name + organ, year] = None
    real = rng.sample(list(found), min(len(found), number * 3 // 4))
    made: dict[tuple[str, int], None] = {}
    while len(made) + len(real) < number:
        made[agency(rng, rng.choice(("city", "county", "town"))), rng.randrange(REPORTS, LAST)] = None
    mixed = [*real, *made]
    rng.shuffle(mixed)
    return mixed


def themselves() -> tuple[int, int, int]:
    """Return how many of the table's names were asked, came back as themselves, and as another."""
    table = regions()
    asked = right = wrong = 0
    for form in (form for own in table.lineages.values() for form in own if form.last >= REPORTS):
        for year in {max(form.first, REPORTS), min(form.last, LAST)}:
            region = table.region(form, year)
            got = resolve("".join((*region.parents, region.name, "财政局")), year).region
            asked, right, wrong = asked + 1, right + (got == region), wrong + (got not in (region, None))
    return asked, right, wrong


def main() -> None:
    """Print speed, then the names that come back as themselves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", type=int, default=100_000)
    number = parser.parse_args().names
    started = process_time()
    regions()
    loading = process_time() - started
    asked = names(number)
    started = process_time()
    found = [resolve(name, year) for name, year in asked]
    took = process_time() - started
    import jieba

    jieba.initialize()
    started = process_time()
    for name, _ in asked:
        jieba.lcut(name)
    cutting = process_time() - started
    chosen = sum(agency.region is not None for agency in found)
    shared = sum(len(agency.candidates) > 1 for agency in found)
    print(f"table read in {loading * 1000:.0f} ms")
    print(
        f"{len(asked)} distinct names: {len(asked) / took:,.0f} a second "
        f"({cutting / took:.1f} times as fast as jieba cuts them); {chosen} with a region, {shared} shared"
    )
    print(
        "names of the table: {} asked with their parents, {} came back as themselves, {} as another".format(
            *themselves()
        )
    )


if __name__ == "__main__":
    main()
