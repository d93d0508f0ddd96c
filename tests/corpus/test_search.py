"""The same questions and answers for every store."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.corpus import Corpus, Query
from gongkai.corpus.records import DEEPEST, MOST_HITS
from gongkai.errors import QueryError

FEES = "本机关全年没有收取政府信息公开信息处理费，无其他需要报告的事项。"

# A query with its filters, and how its passages begin, in any order.
FOUND: tuple[tuple[str, dict[str, Any], tuple[str, ...]], ...] = (
    ('"解读形式单一"', {}, ("一是政策解读形式单一",)),
    ("解读 短视频", {}, ("一是丰富政策解读形式", "政策解读形式更加丰富")),
    ("解读 -短视频", {"tags": ("interpretation",)}, ("一是政策解读形式单一", "政策解读方式较为单一")),
    ("短视频 OR 微课", {}, ("一是丰富政策解读形式", "政策解读形式更加丰富", "ABC")),
    ("(短视频 OR 微课) NOT 解读", {}, ("ABC",)),
    ("长江大桥", {}, ("南京市长江大桥",)),
    ("南京", {}, ("南京市长江大桥",)),
    ("市长", {}, ("市长接听热线",)),
    ('"市长"', {}, ("市长接听热线", "南京市长江大桥")),
    ("江大桥", {}, ("南京市长江大桥", "市长接听热线")),
    ('"江大桥"', {}, ("南京市长江大桥",)),
    ("微课", {}, ("ABC",)),
    ('"资讯公开"', {}, ("ABC",)),
    ("資訊", {}, ("ABC",)),
    ("abc", {}, ("ABC",)),
    ("ＡＢＣ", {}, ("ABC",)),
    ('"318条"', {}, ("ABC",)),
    ("318", {}, ("ABC",)),
    ("31", {}, ()),
    ("镇", {}, ("镇里公开",)),
    ("更新不及时", {"years": (2021, None)}, ("部分学校信息更新仍不及时",)),
    ("更新", {"tags": ("measure",)}, ("二是督促学校",)),
    ("更新", {"tags": ("measure", "problem"), "years": (None, 2020)}, ("二是部分学校", "二是督促学校")),
    ("更新", {"sections": ("overview",)}, ()),
    ("解读", {"regions": ("330700",)}, ("政策解读方式较为单一",)),
    ("解读", {"regions": ("乙州市",), "levels": ("市",), "kinds": ("公安",)}, ("政策解读方式较为单一",)),
    ("解读", {"regions": ("440000",)}, ()),
    ("收费", {"editions": ("2021",), "agencies": ("乙州市交通运输局",)}, ("市长接听热线", "本机关全年没有")),
    ("培训", {"statuses": ("partial",)}, ()),
    ("", {"tags": ("training",)}, ("全年开展业务培训",)),
    ("-公开 -解读 -更新", {"sections": ("overview",)}, ("全年开展业务培训", "市长接听", "南京市长江大桥")),
    ("NOT 解读", {"sections": ("problems",)}, ("二是部分学校", "二是督促学校", "部分学校信息更新仍")),
    ("没有这样的词语", {}, ()),
)


def begin(corpus: Corpus, query: Query) -> list[str]:
    return [hit.text.replace("ＡＢＣ", "ABC") for hit in corpus.search(query).hits]


@pytest.mark.parametrize(("text", "filters", "beginnings"), FOUND)
def test_a_query_finds(corpus: Corpus, text: str, filters: dict[str, Any], beginnings: tuple[str, ...]) -> None:
    found = begin(corpus, Query(text, limit=50, **filters))
    assert len(found) == len(beginnings), found
    assert all(any(one.startswith(beginning) for one in found) for beginning in beginnings), found


def test_what_is_said_word_for_word_comes_before_its_synonyms(corpus: Corpus) -> None:
    assert [one[:6] for one in begin(corpus, Query("解读形式单一"))][:2] == ["一是政策解读", "政策解读方式"]


def test_a_query_that_nearly_nothing_meets_finds_what_meets_a_part_of_it_and_says_so(corpus: Corpus) -> None:
    hits = corpus.search(Query("大桥收费热线培训"))
    assert hits.loose
    assert hits.hits[0].text.startswith("市长接听热线")
    assert not corpus.search(Query("信息")).loose
    assert not corpus.search(Query('"大桥收费热线"')).loose
    assert corpus.search(Query('"大桥收费热线"')).hits == ()
    assert all("培训" not in hit.text for hit in corpus.search(Query("大桥收费热线 -培训")).hits)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("解读形式单一", ["解读形式单一"]),
        ('"长江大桥维修"', ["长江大桥维修"]),
        ("南京市长江大桥", ["南京市长江大桥"]),
        ("資訊", ["資訊"]),
        ("3１8", ["318"]),
        ("微课 -培训", ["微课"]),
    ],
)
def test_highlights_lie_on_the_text_as_it_was_read(corpus: Corpus, query: str, shown: list[str]) -> None:
    hit = corpus.search(Query(query)).hits[0]
    assert [hit.text[start:end] for start, end in hit.highlights] == shown


def test_a_hit_tells_where_it_stands(corpus: Corpus) -> None:
    for hit in corpus.search(Query("", limit=50, fold=False)).hits:
        report = corpus.report(hit.entry.id)
        assert report is not None
        assert isinstance(report.text, str)
        assert report.text[hit.start : hit.end] == hit.text
        assert (report.source, report.agency, report.year) == (hit.entry.source, hit.entry.agency, hit.entry.year)


def test_near_identical_passages_are_one_hit_that_unfolds(corpus: Corpus) -> None:
    page = corpus.search(Query('"信息处理费"'))
    assert page.total == 3
    assert [(hit.text, hit.reports) for hit in page.hits] == [(FEES, 3)]
    unfolded = corpus.search(Query('"信息处理费"', cluster=page.hits[0].cluster, sort="year"))
    assert [hit.entry.year for hit in unfolded.hits] == [2019, 2020, 2022]
    filtered = corpus.search(Query('"信息处理费"', years=(2020, 2022)))
    assert [hit.reports for hit in filtered.hits] == [2]


def test_pages_follow_each_other_without_gap_or_repetition(corpus: Corpus) -> None:
    whole = [hit.id for hit in corpus.search(Query("", limit=50)).hits]
    pages = [corpus.search(Query("", limit=2, offset=at)).hits for at in range(0, len(whole) + 2, 2)]
    assert [hit.id for page in pages for hit in page] == whole
    assert len(set(whole)) == len(whole)


def test_facets_count_the_passages_found(corpus: Corpus) -> None:
    facets = corpus.search(Query("解读")).facets
    counts = {name: {one.value: one.count for one in found} for name, found in facets.items()}
    assert counts["tag"] == {"interpretation": 4, "problem": 2, "measure": 1}
    assert counts["year"] == {"2020": 3, "2021": 1}
    assert counts["section"] == {"problems": 3, "overview": 1}
    assert counts["level"] == {"市": 4}
    assert counts["kind"] == {"教育": 3, "公安": 1}
    assert counts["region"] == {"330600 甲州市": 3, "330700 乙州市": 1}


def test_regions_are_counted_at_the_first_level_that_tells_them_apart(corpus: Corpus) -> None:
    facets = corpus.search(Query("")).facets["region"]
    assert [one.value for one in facets] == ["330000 浙东省", "440000 粤南省"]


@pytest.mark.parametrize(
    ("sort", "years"), [("year", [2019, 2020, 2022]), ("-year", [2022, 2020, 2019]), ("region", [2020, 2022, 2019])]
)
def test_hits_come_in_the_order_asked_for(corpus: Corpus, sort: str, years: list[int]) -> None:
    hits = corpus.search(Query('"信息处理费"', sort=sort, fold=False)).hits
    assert [hit.entry.year for hit in hits] == years


@pytest.mark.parametrize("sort", ["year", "-year"])
def test_a_report_without_a_year_comes_last(corpus: Corpus, sort: str) -> None:
    assert corpus.search(Query("公开", sort=sort, limit=50)).hits[-1].entry.year is None


@pytest.mark.parametrize(
    "query",
    [
        Query("公开", limit=MOST_HITS + 1),
        Query("公开", offset=DEEPEST),
        Query("公开", sort="size"),
        Query("公", facets=("x",)),
        Query("公", years=(10**30, None)),
        Query("公", cluster=-1),
        Query("公", tags=("x",) * 201),
    ],
)
def test_what_asks_for_too_much_or_the_unknown_is_refused(corpus: Corpus, query: Query) -> None:
    with pytest.raises(QueryError):
        corpus.search(query)


@given(st.text(st.sampled_from(list("公开 信息\"“”()（）-－ANDORNOT不及时12.5%，。|&!\\'的a\n")), max_size=40))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_a_query_or_is_refused(corpus: Corpus, text: str) -> None:
    try:
        hits = corpus.search(Query(text))
    except QueryError:
        return
    for hit in hits.hits:
        assert all(0 <= start < end <= len(hit.text) for start, end in hit.highlights)


def test_passages_like_one_share_what_is_rare_in_it(corpus: Corpus) -> None:
    one = corpus.search(Query('"解读形式单一"')).hits[0]
    like = corpus.like(one.id)
    assert like.hits
    assert one.id not in {hit.id for hit in like.hits}
    assert all("解读" in hit.text for hit in like.hits[:3])
    with pytest.raises(QueryError):
        corpus.like("nothing-1")


def test_a_phrase_is_traced_to_its_first_year(corpus: Corpus) -> None:
    trace = corpus.trace("信息更新")
    assert trace.passages == {2020: 1, 2021: 1}
    assert trace.reports == {2020: 1, 2021: 1}
    assert (trace.first, [hit.entry.source for hit in trace.hits]) == (2020, ["甲/教育2020.txt"])
    nothing = corpus.trace("从未说过")
    assert (nothing.first, nothing.hits, nothing.passages) == (None, (), {})


def test_an_agency_shows_its_years(corpus: Corpus) -> None:
    assert [entry.year for entry in corpus.agency("甲州市教育局")] == [2020, 2021]
    assert [entry.year for entry in corpus.agency("云溪镇人民政府")] == [2019, None]
    assert corpus.agency("甲州市") == ()


def test_suggestions_begin_as_was_typed(corpus: Corpus) -> None:
    assert [(one.value, one.count) for one in corpus.suggest("甲州")] == [("甲州市教育局", 2)]
    assert "短视频" in [one.value for one in corpus.suggest("短")]
    assert corpus.suggest("") == ()


def test_problems_are_paired_with_measures_and_with_the_next_year(corpus: Corpus) -> None:
    entry = corpus.agency("甲州市教育局")[0]
    pairs = [(one.problem.text[2:6], one.measure and one.measure.text[2:6]) for one in corpus.pairs(entry.id)]
    assert pairs == [("政策解读", "丰富政策"), ("部分学校", "督促学校")]
    sequels = corpus.sequels(entry.id)
    assert sequels is not None
    assert [one.outcome for one in sequels] == ["solved", "repeated"]
    assert corpus.sequels(corpus.agency("甲州市教育局")[1].id) is None  # nothing of 2022


def test_what_is_not_there_is_none(corpus: Corpus) -> None:
    assert corpus.report("0" * 16) is None
    assert corpus.entry("0" * 16) is None
    assert corpus.pairs("0" * 16) == ()


def test_every_hit_can_be_read_on(corpus: Corpus) -> None:
    assert len(list(corpus.every(Query('"信息处理费"')))) == 3
    assert len(list(corpus.every(Query("")))) == corpus.size()[1] == 15


def test_sql_sees_reports_and_passages(corpus: Corpus) -> None:
    answer = corpus.query(
        "SELECT agency, count(*) AS n FROM passages WHERE tags LIKE '%fees%' GROUP BY agency ORDER BY agency"
    )
    assert answer.columns == ("agency", "n")
    assert sorted(answer.rows) == [("乙州市交通运输局", 1), ("乙州市公安局", 1), ("云溪镇人民政府", 1)]
    assert corpus.query("SELECT count(*) FROM reports WHERE agency_level = '市'").rows == ((4,),)
