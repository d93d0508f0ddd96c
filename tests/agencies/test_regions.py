"""The table of regions: what it says, and that a damaged one is named."""

from __future__ import annotations

import subprocess
import sys
from importlib.resources import files

import pytest

from gongkai.agencies import histories
from gongkai.agencies import kinds as kinds_module
from gongkai.agencies.histories import links, words
from gongkai.agencies.histories import read as read_links
from gongkai.agencies.names import colloquial, stem
from gongkai.agencies.table import read, regions
from gongkai.errors import FormError

MADE = "990000\t云陵省\t2003\n990100\t栖州市\t2003\n990121\t青槐县\t2003\t2011\n990103\t青槐区\t2012\t\t990121\n"


def test_regions_are_as_many_as_the_statistics_say() -> None:
    forms = [form for own in regions().lineages.values() for form in own if form.first <= 2024 <= form.last]
    levels = [form.level for form in forms]
    # The yearbook on the end of 2024: 34 provinces (with Hongkong, Macao, Taiwan), 333 cities, 2846 counties.
    assert (levels.count("province"), levels.count("city"), levels.count("county")) == (34, 333, 2846)


def test_no_two_regions_have_one_lineage_in_a_year() -> None:
    for forms in regions().lineages.values():
        years = [year for form in forms for year in range(form.first, min(form.last, 2030) + 1)]
        assert len(years) == len(set(years))


def test_what_is_written_down_by_hand_is_in_the_table() -> None:
    lines = (files("gongkai.agencies") / "successions.tsv").read_text(encoding="utf-8").splitlines()
    written = [line.split("\t") for line in lines if not line.startswith("#")]
    assert len(written) > 40
    for old_code, new_code, old_name, new_name, year in written:
        (old,) = (form for form in regions().coded[old_code] if form.name == old_name)
        (new,) = (form for form in regions().coded[new_code] if form.name == new_name)
        assert (old.lineage, old.last + 1, new.first) == (new.lineage, int(year), int(year))


def test_the_table_is_small() -> None:
    assert len((files("gongkai.agencies") / "regions.tsv").read_bytes()) <= 100_000


def test_made_table_is_read() -> None:
    table = read(MADE, "made.tsv")
    (form,) = table.named("青槐县", 2015)
    region = table.region(form, 2015)
    assert (region.code, region.name, region.parents) == ("990103", "青槐区", ("云陵省", "栖州市"))
    assert region.lineage == "990121"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("990104", "made.tsv:5"),
        ("99010\t青槐镇\t2003", "six digits"),
        ("990104\t\t2003", "no name"),
        ("990104\t榆县\tyear", "expected code"),
        ("990104\t榆县\t2010\t2009", "before it begins"),
        ("990104\t榆县\t2010\t\t\t\t", "expected code"),
        ("990104\t榆县\t2010\t\t990121", "lineage 990121 is both"),
    ],
)
def test_line_that_does_not_hold_is_named(line: str, says: str) -> None:
    with pytest.raises(FormError, match=says):
        read(MADE + line, "made.tsv")


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ("kinds = 3", "not a file of kinds"),
        ("[kinds.a", "not a file of kinds"),
        ('[kinds.a]\nwords = "一"', "shorter than"),
        ('[kinds.a]\nwords = "教育"\n[kinds.b]\nwords = "教育"', "stands under a and b"),
        ('[kinds.a]\nword = "教育"', "word"),
    ],
)
def test_kind_that_does_not_hold_is_named(toml: str, says: str) -> None:
    rest = '\n[central]\nbegins = "国家"\nends = "部"\nunless = "党部"\n[before_place]\nwords = "中共"\n'
    with pytest.raises(FormError, match=says):
        kinds_module.read(toml + rest, "made.toml")


@pytest.mark.parametrize(
    ("name", "short", "called"),
    [
        ("绍兴市", "绍兴", None),
        ("内蒙古自治区", "内蒙古", None),
        ("广西壮族自治区", "广西", None),
        ("恩施土家族苗族自治州", "恩施", "恩施州"),
        ("双江拉祜族佤族布朗族傣族自治县", "双江", "双江县"),
        ("毕节地区", "毕节", None),
        ("清新区", "清新", None),
        ("陵县", "陵县", None),
        ("神农架林区", "神农架", None),
    ],
)
def test_name_has_a_short_form(name: str, short: str, called: str | None) -> None:
    assert (stem(name), colloquial(name)) == (short, called)


def test_resolving_imports_nothing_heavy() -> None:
    code = "import sys; from gongkai.agencies import resolve; resolve('绍兴市教育局', 2020); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert not {"numpy", "spacy", "jieba", "opencc", "rapidfuzz"} & set(done.stdout.split())


@pytest.mark.parametrize(
    ("lineage", "found"),
    [
        ("330682", {"330682", "330604", "上虞市", "上虞区"}),
        ("422800", {"422800", "恩施土家族苗族自治州", "恩施州"}),
        ("341402", {"341402", "340181", "居巢区", "巢湖市"}),
        ("999999", set()),
    ],
)
def test_a_lineage_is_asked_for_by_its_codes_and_names(lineage: str, found: set[str]) -> None:
    assert words(lineage) == found


def test_every_link_between_regions_holds_in_the_table() -> None:
    found = links()
    told = [
        line for line in (files("gongkai.agencies") / "links.tsv").read_text("utf-8").splitlines() if line[0] != "#"
    ]
    assert sum(map(len, found.values())) == 2 * len(told)
    assert all(link.lineage != lineage for lineage, own in found.items() for link in own)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("310103\t310101\t卢湾区\t黄浦区\t2011", "expected old code"),
        ("310103\t310101\t卢湾区\t黄浦区\t2011\tjoined", "expected old code"),
        ("310103\t310101\t卢湾区\t黄浦区\tyear\tmerged", "expected old code"),
        ("310101\t310103\t黄浦区\t卢湾区\t2011\tmerged", "links.tsv:1"),
        ("310101\t310104\t黄浦区\t徐汇区\t2011\tmerged", "does not end"),
    ],
)
def test_link_that_does_not_hold_is_named(line: str, says: str) -> None:
    with pytest.raises(FormError, match=says):
        read_links(line, "links.tsv", regions())


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("上虞区", [("330682", "上虞区", ["上虞市", "上虞区"])]),
        ("330604", [("330682", "上虞区", ["上虞市", "上虞区"])]),
        ("330682 上虞区", [("330682", "上虞区", ["上虞市", "上虞区"])]),
        ("思茅市", [("530800", "普洱市", ["思茅市", "普洱市"])]),
        ("500110", [("500110", "万盛区", ["万盛区"]), ("500222", "綦江区", ["綦江县", "綦江区"])]),
        ("500110 万盛区", [("500110", "万盛区", ["万盛区"])]),
        ("恩施州", [("422800", "恩施土家族苗族自治州", ["恩施土家族苗族自治州"])]),
        ("延禾县", []),
        ("", []),
    ],
)
def test_word_has_the_histories_of_what_it_ever_meant(word: str, told: list[tuple[str, str, list[str]]]) -> None:
    found = [(one.lineage, one.name, [former.name for former in one.formers]) for one in histories(word)]
    assert found == told
