"""Agencies and regions that were renamed, merged or divided, or only share a name: on every store."""

from __future__ import annotations

import re
from collections import Counter
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import pytest
from tests.corpus.conftest import STORES
from tests.corpus.renamed import Two, filled, pairs

from gongkai.corpus import Corpus, Query, manifest

TABLES = "22180688"
"""Of the regions whose lineages a corpus keeps: another digest needs another manifest.VERSION, so raise both."""


@pytest.fixture(scope="module", params=STORES)
def renamed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """All pairs of `renamed`, in a folder and on a server."""
    if request.param == "folder":
        address = str(tmp_path_factory.mktemp("renamed"))
    else:
        address = request.getfixturevalue("postgresql").database()
    filled(address)
    return Corpus.open(address)


def name(two: Two) -> str:
    return f"{two.first.agency}-{two.second.agency}"


def agencies(corpus: Corpus, **filters: tuple[str, ...]) -> Counter[str | None]:
    hits = corpus.search(Query("解读", limit=100, fold=False, **filters)).hits  # type: ignore[arg-type]
    return Counter(hit.entry.agency for hit in hits)


@pytest.mark.parametrize("two", pairs(), ids=name)
def test_reports_of_two_years_are_of_one_agency_of_kin_or_of_two(renamed: Corpus, two: Two) -> None:
    first, second = (renamed.entry(id) for id in two.ids)
    assert first is not None
    assert second is not None
    is_same = first.lineage is not None and first.lineage == second.lineage
    kin = {one.lineage for one in renamed.related(first)}, {one.lineage for one in renamed.related(second)}
    is_kin = second.lineage in kin[0], first.lineage in kin[1]
    assert (is_same, is_kin) == (two.verdict == "same", (two.verdict == "kin",) * 2)
    sequels = renamed.sequels(first.id)
    assert [one.outcome for one in sequels or ()] == (["repeated"] if two.verdict == "same" else [])


@pytest.mark.parametrize("two", [two for two in pairs() if two.verdict == "same"], ids=name)
def test_either_name_leads_to_the_years_of_both(renamed: Corpus, two: Two) -> None:
    for asked in (two.first.agency, two.second.agency):
        found = [entry.id for entry in renamed.agency(asked or "") if entry.id in two.ids]
        assert found == list(two.ids)
        if not asked or asked[0] not in "市区":  # a name without its place is borne by others, too
            assert agencies(renamed, agencies=(asked or "",)) == Counter([two.first.agency, two.second.agency])


def test_there_are_enough_pairs_of_every_sort() -> None:
    assert Counter(two.verdict for two in pairs()) == {"same": 19, "kin": 7, "apart": 14}


@pytest.mark.parametrize(
    ("region", "found", "left_out"),
    [
        ("上虞区", ("上虞市教育局", "绍兴市上虞区教育局", "市商务局"), ("绍兴市审计局", "绍兴县民政局")),
        ("上虞市", ("上虞市教育局", "绍兴市上虞区教育局"), ("绍兴市审计局",)),
        ("330604", ("上虞市教育局", "绍兴市上虞区教育局"), ()),
        ("330682", ("上虞市教育局", "绍兴市上虞区教育局"), ()),
        ("330682 上虞区", ("上虞市教育局", "绍兴市上虞区教育局"), ()),
        ("绍兴市", ("上虞市教育局", "绍兴县民政局", "绍兴市审计局"), ("襄樊市公安局",)),
        ("襄阳市", ("襄樊市公安局", "襄阳市公安局"), ()),
        ("淮南市", ("淮南市寿县司法局",), ("六安市寿县司法局",)),  # it lay there later only
        ("寿县", ("淮南市寿县司法局", "六安市寿县司法局"), ()),
        ("姑苏区", ("苏州市姑苏区财政局",), ("苏州市平江区财政局",)),  # merged of three
        ("临平区", ("杭州市临平区民政局",), ("杭州市余杭区民政局",)),  # divided from it
        ("500110", ("重庆市万盛区司法局", "重庆市綦江区司法局"), ()),  # the code of one, then of the other
        ("500110 万盛区", ("重庆市万盛区司法局",), ("重庆市綦江区司法局",)),
        ("500222 綦江区", ("重庆市綦江区司法局",), ("重庆市万盛区司法局",)),
        ("320106", ("南京市鼓楼区教育局",), ("徐州市鼓楼区教育局", "鼓楼区水利局")),
        ("七星关区", ("毕节市财政局", "毕节市七星关区财政局"), ("毕节地区林业局",)),
    ],
)
def test_a_region_is_found_under_all_its_names(
    renamed: Corpus, region: str, found: tuple[str, ...], left_out: tuple[str, ...]
) -> None:
    given = agencies(renamed, regions=(region,))
    assert set(found) <= set(given)
    assert not set(left_out) & set(given)


def test_a_phrase_first_appears_under_the_older_name(renamed: Corpus) -> None:
    trace = renamed.trace("政策解读形式", Query(regions=("柯桥区",)))
    assert (trace.first, trace.passages) == (2012, {2012: 1, 2013: 1})
    assert [hit.entry.agency for hit in trace.hits] == ["绍兴县民政局"]


def test_a_hit_tells_its_region_as_it_was_and_as_it_is(renamed: Corpus) -> None:
    (hit,) = renamed.search(Query("解读", agencies=("上虞市教育局",), years=(2012, 2012))).hits
    assert hit.entry.regions[-1] == "330682 上虞市"
    assert hit.entry.lineages == ("330000 浙江省", "330600 绍兴市", "330682 上虞区")


def test_a_renamed_region_is_one_value_of_the_facet_that_leads_to_all_it_counts(renamed: Corpus) -> None:
    for query in (Query("", regions=("绍兴市",)), Query("", regions=("贵州省",)), Query("", regions=("重庆市",))):
        facet = renamed.search(query).facets["region"]
        names = [one.value.partition(" ")[2] for one in facet]
        assert len(set(names)) == len(names) > 1
        for one in facet:
            assert renamed.search(Query("", regions=(one.value,), fold=False)).total == one.count, one
    assert "330682 上虞区" in {one.value for one in renamed.search(Query("", regions=("绍兴市",))).facets["region"]}


def test_sql_knows_regions_and_agencies_over_their_names(renamed: Corpus) -> None:
    answer = renamed.query(
        "SELECT region_lineage, region_today, agency_lineage, count(DISTINCT agency), count(DISTINCT county) "
        "FROM reports WHERE agency LIKE '%上虞%教育局' GROUP BY region_lineage, region_today, agency_lineage"
    )
    assert answer.rows == (("330682", "上虞区", "330682/教育/教育局", 2, 2),)
    shared = renamed.query("SELECT DISTINCT agency_lineage FROM passages WHERE agency = '鼓楼区水利局'")
    assert shared.rows == ((None,),)


def test_the_question_of_the_documentation_has_an_answer(renamed: Corpus) -> None:
    text = (Path(__file__).parents[2] / "docs" / "regions.md").read_text(encoding="utf-8")
    (sql,) = re.findall(r"^```sql\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    rows = renamed.query(sql).rows
    assert ("綦江区", 2011, 1) in rows
    assert ("万盛区", 2010, 1) in rows


def test_agencies_that_share_a_name_are_all_shown_and_told_apart(renamed: Corpus) -> None:
    assert {entry.lineage for entry in renamed.agency("毕节市民政局")} == {"522401/民政/民政局", "522400/民政/民政局"}
    shared = renamed.agency("鼓楼区水利局")
    assert [(entry.year, entry.lineage) for entry in shared] == [(2018, None), (2019, None)]
    assert renamed.same(shared[0]) == shared
    assert renamed.related(shared[0]) == ()


def test_what_another_report_calls_itself_is_no_lineage(place: str) -> None:
    from tests.corpus.made import report

    from gongkai.corpus import Writer

    with Writer(place) as writer:
        for source, agency in (("a", "上虞区教育局"), ("b", "330682/教育/教育局"), ("c", "?/上虞区教育局")):
            writer.add(report(source, agency, 2020, "2019", [("overview", "内容。", "")]))
    assert len(Corpus.open(place).agency("上虞区教育局")) == 1


def test_a_corpus_is_rebuilt_when_the_lineages_change() -> None:
    data = b"".join((files("gongkai.agencies") / name).read_bytes() for name in ("regions.tsv", "kinds.toml"))
    assert (manifest.VERSION, sha256(data).hexdigest()[:8]) == (2, TABLES)
