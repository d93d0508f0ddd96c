"""Editions: a file that does not hold together says where, and a new file needs no code."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.audit.reviewing import review_tables
from tests.tables.form import (
    FORMS,
    Rendering,
    boxed,
    by_address,
    cell_lines,
    distinct_values,
    read,
    report,
    spaced,
    tabbed,
    wrong,
)

from gongkai.document import Severity, Status
from gongkai.editions import Edition, aliases, editions, read_aliases, read_edition
from gongkai.errors import FormError
from gongkai.tables import vocabulary
from gongkai.tables.naming import name_labels

# A form that no law knows: other tables, rows, columns, groups, money and identities than those of 2019 and 2021.
OUTREACH = """
id = "2031"
years = [2031]
source = "某省公开办示例表式"
parts = [
    { id = "outreach", ordinal = "一、", heading = "宣传推介活动情况" },
    { id = "visits", ordinal = "二、", heading = "查阅场所接待情况" },
]

[[tables]]
id = "events"
part = "outreach"
title = "活动统计"
corner = "活动类别"
columns = [
    { id = "sessions", label = "举办场次" },
    { id = "people", label = "参加人次" },
    { id = "cost", label = "支出经费", money = true, unit = "万元" },
]
rows = [
    { id = "press", ordinal = "1.", label = "新闻发布会" },
    { id = "lectures", ordinal = "2.", label = "政策宣讲会" },
    { id = "open_days", ordinal = "3.", label = "机关开放日" },
]

[[tables]]
id = "reception"
part = "visits"
corner = "接待方式"
columns = [
    { id = "residents", label = "城乡居民" },
    { id = "companies", label = "企业职工" },
    { id = "sum", label = "接待合计" },
]
groups = [
    { id = "onsite", ordinal = "（一）", label = "现场接待" },
    { id = "remote", ordinal = "（二）", label = "远程接待" },
]
rows = [
    { id = "library", ordinal = "1.", label = "图书馆查阅点", parent = "onsite" },
    { id = "archive", ordinal = "2.", label = "档案馆查阅点", parent = "onsite" },
    { id = "phone", ordinal = "1.", label = "电话咨询", parent = "remote" },
    { id = "mail", ordinal = "2.", label = "信函咨询", parent = "remote" },
]

[[identities]]
code = "reception.sum"
table = "reception"
along = "rows"
sum = ["residents", "companies"]
equals = ["sum"]
"""

IDENTITIES = "[[identities]]"
EXTRA = '[[tables]]\nid = "{id}"\npart = "visits"\ncolumns = [{{ id = "count", label = "数量" }}]\n{rows}\n'
ROWS = 'rows = [{ id = "guests", label = "来宾" }]'

# what is broken in it: text, what stands there instead, what the message must say besides the file's name
BROKEN = {
    "no TOML": ('id = "2031"', 'id = "2031', ("not an edition",)),
    "no id": ('id = "2031"\n', "", ("id",)),
    "a field that is none": ("years = [2031]", "years = [2031]\nedtion = 1", ("edtion",)),
    "a column field that is none": ("money = true", "monney = true", ("monney", "$.tables")),
    "a year that is no number": ("[2031]", '["2031"]', ("years",)),
    "an unknown part": ('part = "visits"', 'part = "visit"', ("table reception", "'visit'")),
    "neither rows nor abreast": (
        IDENTITIES,
        EXTRA.format(id="more", rows="") + IDENTITIES,
        ("table more", "rows or abreast"),
    ),
    "rows and abreast": (
        'corner = "活动类别"',
        'abreast = [{ id = "x", label = "甲" }]',
        ("table events", "rows or abreast"),
    ),
    "a row twice": ('id = "mail"', 'id = "phone"', ("table reception", "phone stands twice")),
    "a column twice": ('id = "people"', 'id = "sessions"', ("table events", "sessions stands twice")),
    "a table twice": (IDENTITIES, EXTRA.format(id="events", rows=ROWS) + IDENTITIES, ("tables", "events stands twice")),
    "a part twice": (
        "parts = [",
        'parts = [{ id = "visits", ordinal = "三、", heading = "后记" },',
        ("parts", "visits stands twice"),
    ),
    "a row under no group": (
        'label = "电话咨询", parent = "remote"',
        'label = "电话咨询", parent = "romote"',
        ("phone", "'romote'"),
    ),
    "an undivided that is no group": ('corner = "接待方式"', 'undivided = ["mail"]', ("table reception", "mail")),
    "an identity along nothing": (
        'along = "rows"',
        'along = "diagonals"',
        ("reception.sum", "diagonals", "columns, rows"),
    ),
    "an identity of another column": ('"companies"]', '"company"]', ("reception.sum", "company", "reception")),
    "an identity of no total": ('equals = ["sum"]', 'equals = ["total"]', ("reception.sum", "total")),
}
ALIASES = {
    "too few columns": ("# note\n\nevents\trow\tpress\n", ("drift.tsv:3", "3 columns")),
    "too many columns": ("events\trow\tpress\t发布会\t1\n", ("drift.tsv:1", "5 columns")),
    "an unknown row": (
        "events\trow\tpress\t发布会\nevents\trow\tpressing\t发布会\n",
        ("drift.tsv:2", "row 'pressing' in 'events'"),
    ),
    "an unknown table": ("event\trow\tpress\t发布会\n", ("drift.tsv:1", "'event'")),
    "an unknown kind": ("events\tline\tpress\t发布会\n", ("drift.tsv:1", "line")),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_edition_names_file_and_entry(case: str) -> None:
    old, new, says = BROKEN[case]
    assert OUTREACH.count(old) >= 1
    with pytest.raises(FormError) as raised:
        read_edition(OUTREACH.replace(old, new, 1), "2031.toml")
    assert str(raised.value).startswith("2031.toml")
    for words in says:
        assert words in str(raised.value)


def test_an_identity_of_an_unknown_table_names_file_and_entry() -> None:
    with pytest.raises(FormError, match=r"2031\.toml.*reception\.sum"):
        read_edition(OUTREACH.replace('table = "reception"', 'table = "receptions"'), "2031.toml")


@pytest.mark.parametrize("case", ALIASES)
def test_a_broken_alias_names_file_and_line(case: str) -> None:
    tsv, says = ALIASES[case]
    with pytest.raises(FormError) as raised:
        read_aliases(tsv, [read_edition(OUTREACH, "2031.toml")], "drift.tsv")
    for words in says:
        assert words in str(raised.value)


def test_comments_and_empty_lines_are_no_aliases() -> None:
    edition = read_edition(OUTREACH, "2031.toml")
    (alias,) = read_aliases("# table\tkind\n\n  \nevents\trow\tpress\t发布会\n", [edition], "drift.tsv")
    assert (*alias,) == ("events", "row", "press", "发布会")


def test_the_shipped_editions_and_aliases_hold() -> None:
    assert [(edition.id, len(edition.addresses)) for edition in editions()] == [("2019", 198), ("2021", 200)]
    assert aliases()
    assert all("711" in edition.source for edition in editions())


def test_an_edition_without_a_table_says_which_it_has() -> None:
    with pytest.raises(KeyError, match=r"no table 'art20_9'; it has art20_1, .*proceedings"):
        FORMS["2021"].table("art20_9")


@pytest.fixture
def third(monkeypatch: pytest.MonkeyPatch) -> Iterator[Edition]:
    """Ship the made-up edition beside the others, as a third file in their folder would be."""
    edition = read_edition(OUTREACH, "2031.toml")
    monkeypatch.setattr(vocabulary, "editions", lambda: (*editions(), edition))
    _forget()
    yield edition
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    vocabulary.vocabularies.cache_clear()
    vocabulary.printed_labels.cache_clear()


def printed(edition: Edition, values: dict[str, str], rendering: Rendering) -> str:
    return report(edition, values, rendering) + "\n三、后记\n本年没有其他需要说明的内容。"


def test_a_vocabulary_of_a_new_edition_knows_its_labels_and_aliases() -> None:
    edition = read_edition(OUTREACH, "2031.toml")
    own = vocabulary.Vocabulary(edition, read_aliases("events\trow\tpress\t记者见面会\n", [edition], "drift.tsv"))
    assert {own.exact[core][0].id for core in ("新闻发布会", "记者见面会")} == {"press"}
    assert [node.kind for node in own.exact["现场接待"]] == ["group"]


@pytest.mark.parametrize("rendering", [tabbed, boxed, spaced, cell_lines])
def test_a_third_edition_needs_no_code(third: Edition, rendering: Rendering) -> None:
    values = distinct_values(third) | {
        f"events.{row}.cost": f"{at}元" for at, row in enumerate(("press", "lectures", "open_days"))
    }
    recovered = read(printed(third, values, rendering))
    assert recovered.edition is third
    assert recovered.whole
    found = by_address(recovered.facts)
    assert tuple(found) == third.addresses
    assert wrong(found, {address: value.removesuffix("元") for address, value in values.items()}) == {}
    assert found["events.lectures.cost"].unit == "元"


def test_the_identities_of_a_third_edition_are_audited(third: Edition) -> None:
    values = {"reception.mail.residents": "4", "reception.mail.companies": "3", "reception.mail.sum": "8"}
    recovered = read(printed(third, values, tabbed))
    found = review_tables(recovered, year=2031)
    (own,) = [finding for finding in found if finding.code == "reception.sum"]
    assert own.severity is Severity.CERTAIN
    assert "“2.信函咨询”：各项之和为7（城乡居民4、企业职工3），合计为8" in own.message


def test_the_labels_of_a_third_edition_are_named(third: Edition) -> None:
    named = name_labels(["2.档案馆查阅处", "电话咨詢"], "reception", third.id)
    assert [named.ids[best] for best in named.best] == ["archive", "phone"]


def test_the_other_editions_are_still_known_beside_a_third(third: Edition) -> None:
    for edition in FORMS.values():
        recovered = read(report(edition))
        assert recovered.edition is edition
        assert {fact.status for fact in recovered.facts} == {Status.NUMBER}
    assert third.id == "2031"
