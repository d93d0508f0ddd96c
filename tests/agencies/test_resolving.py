"""What an agency's name tells: tests/data/agencies.tsv."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from tests.rendering.agencies import agency

from gongkai.agencies import Agency, Region, resolve
from gongkai.agencies.kinds import kinds
from gongkai.agencies.names import colloquial
from gongkai.agencies.regions import REPORTS
from gongkai.agencies.table import regions

DATA = Path(__file__).parents[1] / "data"
COLUMNS = 7
LAST = 2026


def cases(name: str, columns: int) -> list[tuple[str, ...]]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
    return [tuple(row + [""] * (columns - len(row))) for row in rows]


def path(region: Region | None) -> str:
    return "/".join((*region.parents, region.name)) if region else ""


@pytest.mark.parametrize(
    ("name", "year", "hints", "level", "kind", "region", "candidates"), cases("agencies.tsv", COLUMNS)
)
def test_name_tells_level_kind_and_region(
    name: str, year: str, hints: str, level: str, kind: str, region: str, candidates: str
) -> None:
    found = resolve(name, int(year) if year else None, hints=[hint for hint in hints.split(";") if hint])
    told = found.level or "", found.kind or "", path(found.region)
    assert told == (level, kind, region)
    assert sorted(map(path, found.candidates)) == sorted(place for place in candidates.split(";") if place)


@pytest.mark.parametrize(("name", "kind"), cases("kinds.tsv", 2))
def test_body_has_one_kind_under_all_its_names(name: str, kind: str) -> None:
    assert kind in kinds().names
    assert resolve(f"绍兴市{name}", 2020).kind == kind


@pytest.mark.parametrize(
    ("before", "year", "after", "later"),
    [
        ("绍兴市上虞市民政局", 2012, "绍兴市上虞区民政局", 2015),
        ("铜山县民政局", 2009, "徐州市铜山区民政局", 2020),
        ("绍兴县民政局", 2012, "绍兴市柯桥区民政局", 2020),
        ("毕节地区民政局", 2010, "毕节市民政局", 2020),
        ("毕节市民政局", 2010, "毕节市七星关区民政局", 2020),
        ("襄樊市民政局", 2009, "襄阳市民政局", 2020),
        ("思茅市民政局", 2006, "普洱市民政局", 2020),
        ("巢湖市居巢区民政局", 2009, "合肥市巢湖市民政局", 2020),
        ("綦江县民政局", 2010, "綦江区民政局", 2012),
        ("六安市寿县民政局", 2012, "淮南市寿县民政局", 2020),
        ("儋州市民政局", 2012, "儋州市民政局", 2020),
        ("邢台市桥东区民政局", 2015, "邢台市襄都区民政局", 2021),
    ],
)
def test_renamed_or_upgraded_region_keeps_its_lineage(before: str, year: int, after: str, later: int) -> None:
    old, new = resolve(before, year).region, resolve(after, later).region
    assert old is not None
    assert new is not None
    assert (old.code, old.name) != (new.code, new.name) or old.parents != new.parents
    assert old.lineage == new.lineage


@pytest.mark.parametrize(
    ("one", "year", "other", "later"),
    [
        ("巢湖市民政局", 2010, "巢湖市民政局", 2012),  # the city was dissolved, its district made a county-level city
        ("万盛区民政局", 2010, "綦江区民政局", 2012),  # its code went on, under the county it was merged with
        ("通州区民政局", 2008, "南通市通州区民政局", 2012),
    ],
)
def test_another_region_has_another_lineage(one: str, year: int, other: str, later: int) -> None:
    first, second = resolve(one, year).region, resolve(other, later).region
    assert first is not None
    assert second is not None
    assert first.lineage != second.lineage


def test_every_region_is_found_by_its_whole_name_and_among_the_candidates_by_its_own() -> None:
    table = regions()
    forms = [form for own in table.lineages.values() for form in own if form.last >= REPORTS]
    assert len(forms) > 3000
    for form in forms:
        for year in {max(form.first, REPORTS), min(form.last, LAST)}:
            region = table.region(form, year)
            assert resolve("".join((*region.parents, region.name, "市场监督管理局")), year).region == region
            alone = resolve(region.name + "人民政府", year)
            assert region in (alone.region, *alone.candidates)


def test_invented_agencies_get_no_region_unless_the_table_has_their_name() -> None:
    rng = Random("agencies")
    for _ in range(2000):
        name = agency(rng, rng.choice(("city", "county", "town")))
        region = resolve(name, 2020).region
        forms = regions().lineages[region.lineage] if region else []
        names = [called for form in forms for called in (form.name, colloquial(form.name)) if called]
        assert region is None or any(called in name for called in names)


@pytest.mark.parametrize("name", [None, "", "  ", "局", "（）", "1234", "((((" * 5000, "市" * 5000, "省" * 5000 + "厅"])
def test_what_is_no_name_is_no_agency_and_no_error(name: str | None) -> None:
    found = resolve(name, 2020, hints=("", "/" * 3000))
    assert found.region is None
    assert found.name == (name or "")


@pytest.mark.parametrize("year", [None, -1, 0, 1900, 2003, 2026, 2100, 99999])
def test_any_year_is_answered(year: int | None) -> None:
    found = resolve("浙江省绍兴市人民政府", year)
    assert isinstance(found, Agency)
    assert found.level == "市"


def test_a_year_before_the_table_chooses_nothing() -> None:
    found = resolve("绍兴市人民政府", 1990)
    assert (found.region, [region.name for region in found.candidates]) == (None, ["绍兴市"])


def test_a_hint_may_be_a_string() -> None:
    found = resolve("朝阳区教育局", 2020, hints="吉林省长春市")
    assert found.region is not None
    assert found.region.code == "220104"


@pytest.mark.parametrize(
    ("name", "year", "hint", "lineage"),
    [
        ("上虞市教育局", 2012, "", "330682/教育/教育局"),
        ("绍兴市上虞區 教育局", 2019, "", "330682/教育/教育局"),
        ("浙江省绍兴市上虞区教育局", 2019, "", "330682/教育/教育局"),
        ("区教育局", 2019, "绍兴市/上虞区/a.txt", "330682/教育/教育局"),
        ("绍兴市上虞区教育体育局", 2019, "", "330682/教育/教育体育局"),
        ("绍兴市上虞区教育局（本级）", 2019, "", "330682/教育/教育局（本级）"),
        ("绍兴市上虞区百官街道办事处", 2019, "", "330682/乡镇街道/百官街道办事处"),
        ("绍兴市生态环境局上虞分局", 2019, "", "330682/生态环境/生态环境局上虞分局"),
        ("绍兴文理学院", 2019, "绍兴市/a.txt", "/绍兴文理学院"),
        ("浙江省教育厅", 2019, "", "330000/教育/教育厅"),
        ("延禾县教育局", 2019, "", "/延禾县教育局"),
        ("民政部", 2019, "", "/民政部"),
        ("鼓楼区教育局", 2019, "", None),
        ("市教育局", 2019, "", None),
        ("教育局", 2019, "", None),
        ("上虞市教育局", 2024, "", None),  # eleven years after: rather the year is wrong
        ("", 2019, "", None),
        ("上虞区" + "教育" * 60 + "局", 2019, "", None),  # not read to its end
    ],
)
def test_lineage_is_given_where_it_is_certain(name: str, year: int, hint: str, lineage: str | None) -> None:
    assert resolve(name, year, hints=[hint]).lineage == lineage
