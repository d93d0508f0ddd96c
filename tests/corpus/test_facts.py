"""SQL on both stores: named queries, and what may not be reached."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.writing.reports import make

from gongkai.corpus import Corpus, Writer
from gongkai.corpus.facts import named
from gongkai.document import Status
from gongkai.errors import QueryError


def requests(**cells: int) -> dict[str, dict[str, object]]:
    return {f"requests.{row}.total": {"raw": str(value), "value": value} for row, value in cells.items()}


REPORTS = (
    make("甲.txt", agency="甲县水利局", year=2021, cells=requests(received_new=12, granted=6, partial=1, total=12)),
    make("乙.txt", agency="乙县水利局", year=2021, cells=requests(received_new=30, granted=12, partial=3, total=28)),
    make("丙.txt", agency="丙县水利局", year=2022, cells=requests(received_new=5, granted=5, total=5)),
    make(
        "疑.txt", agency="丁县水利局", year=2022,
        cells={"requests.received_new.total": {"raw": "99", "value": 99, "doubt": "margin"},
               "requests.total.total": {"raw": "", "value": None, "status": Status.BLANK}},
    ),
)  # fmt: skip


@pytest.fixture
def corpus(place: str) -> Corpus:
    with Writer(place) as writer:
        for report in REPORTS:
            writer.add(report)
    return Corpus.open(place)


def test_the_granted_rate_is_of_the_requests_handled(corpus: Corpus) -> None:
    answer = corpus.query("granted-rate")
    assert answer.columns == ("类别", "年度", "报告数", "办理总数", "予以公开", "部分公开", "予以公开率%")
    assert [tuple(map(str, row)) for row in answer.rows] == [
        ("水利", "2021", "2", "40", "18", "4", "45.0"),
        ("水利", "2022", "1", "5", "5", "0", "100.0"),
    ]


def test_a_doubtful_number_is_not_counted(corpus: Corpus) -> None:
    rows = corpus.query("most-requests").rows
    assert [row[:3] for row in rows] == [("乙县水利局", 2021, 30), ("甲县水利局", 2021, 12), ("丙县水利局", 2022, 5)]


@pytest.mark.parametrize("name", sorted(named()))
def test_every_named_query_runs(corpus: Corpus, name: str) -> None:
    answer = corpus.query(name)
    assert answer.columns
    assert answer.rows or name == "tags-by-year"


def test_an_answer_is_cut_where_asked_and_says_so(corpus: Corpus) -> None:
    assert corpus.query("SELECT report FROM facts", most=3).cut
    assert len(corpus.query("SELECT report FROM facts", most=3).rows) == 3
    assert not corpus.query("SELECT source FROM reports", most=4).cut


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM nothing",
        "DELETE FROM reports",
        "DROP VIEW reports",
        "CREATE TABLE x (a int)",
        "SELECT 1; DROP TABLE facts",
        "COMMIT; DROP TABLE facts",
        "SELECT 1; COMMIT; DROP TABLE facts",
        "WITH gone AS (DELETE FROM facts RETURNING report) SELECT * FROM gone",
        "",
        "not sql",
    ],
)
def test_what_is_not_one_question_is_refused_and_changes_nothing(corpus: Corpus, sql: str) -> None:
    with pytest.raises(QueryError, match="query failed"):
        corpus.query(sql)
    assert corpus.query("SELECT count(*) FROM reports").rows == ((4,),)


def test_a_query_without_end_is_stopped(corpus: Corpus) -> None:
    endless = "SELECT count(*) FROM facts a, facts b, facts c, facts d"
    with pytest.raises(QueryError, match="more than"):
        corpus.query(endless, seconds=0.3)
    assert corpus.query("SELECT 1").rows == ((1,),)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('{secret}')",
        "COPY reports TO '{secret}'",
        "ATTACH '{secret}' AS other",
        "SET enable_external_access = true",
        "INSTALL httpfs",
    ],
)
def test_sql_on_a_folder_reaches_no_other_file(tmp_path: Path, sql: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    with Writer(tmp_path / "corpus") as writer:
        writer.add(REPORTS[0])
    with pytest.raises(QueryError):
        Corpus.open(tmp_path / "corpus").query(sql.format(secret=secret))
    assert secret.read_text(encoding="utf-8") == "secret"
