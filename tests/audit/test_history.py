"""History: a report against that of the year before."""

from __future__ import annotations

import pytest
from tests.audit.comparing import OTHER_FIVE, read
from tests.tables.form import FORMS

from gongkai.audit.across.fates import fates
from gongkai.audit.across.history import compare
from gongkai.document import Report
from gongkai.errors import ComparisonError

FIVE = (
    "一是解读文件以文字为主，图表和视频偏少，群众看不明白。\n二是各科室报送信息不均衡，有三个科室全年没有报送。\n"
    "下一步，我局将进一步建立季度通报制度，逐科室列出报送数量。"
)


def told(now: Report, before: Report) -> list[tuple[str, str, list[str]]]:
    found = compare(now, before, FORMS["2021"])
    text = str(now.text)
    return [(each.code, str(each.severity), [text[p.start : p.end] for p in each.places]) for each in found]


BEFORE = {"art20_1.normative_documents.in_force": "20"}
FLOW = {f"requests.{row}.{column}": n for row, n in (("carried_out", "1"), ("total", "5"), ("granted", "4"))
        for column in ("natural_person", "total")}  # fmt: skip
STOCK = {"issued": "3", "repealed": "1", "in_force": "22"}


def stock(**changes: str) -> dict[str, str]:
    return {f"art20_1.normative_documents.{column}": value for column, value in (STOCK | changes).items()}


def test_two_reports_that_follow_each_other_have_no_findings() -> None:
    assert told(read(2023, stock()), read(2022, BEFORE | FLOW, "一是更新慢。\n下一步，加强培训。")) == []


def test_what_was_carried_in_is_what_was_carried_out() -> None:
    found = told(read(2023, stock()), read(2022, BEFORE, FIVE))
    assert [each for each in found if each[1] != "info"] == [("history.carried", "certain", ["1"])] * 2


def test_what_is_in_force_follows_from_last_year() -> None:
    found = told(read(2023, stock(in_force="20")), read(2022, BEFORE | FLOW))
    assert [(code, severity) for code, severity, _ in found if code == "history.stock"] == [("history.stock", "check")]


REFUSED = {
    "two years before": (2021, "清渡县水利局", "is on 2021"),
    "the same year": (2023, "清渡县水利局", "is on 2023"),
    "another agency": (2022, "清渡县林业局", "not one agency"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_report_that_is_not_the_one_of_the_year_before_is_refused(case: str) -> None:
    year, agency, message = REFUSED[case]
    with pytest.raises(ComparisonError, match=message):
        told(read(2023, stock()), read(year, BEFORE, agency=agency))


def test_cells_in_doubt_are_not_compared() -> None:
    doubtful = {"requests.carried_out.total": "2（含补正1件）", "requests.carried_out.natural_person": "见附件"}
    assert [code for code, _, _ in told(read(2023, stock()), read(2022, BEFORE | doubtful)) if "carried" in code] == []


def test_part_five_of_the_year_before_is_recognised_though_a_word_is_changed() -> None:
    five = FIVE.replace("三个", "两个")
    found = told(read(2023, stock(), five), read(2022, BEFORE | FLOW, FIVE))
    codes = [(code, severity) for code, severity, _ in found]
    assert ("history.recycled", "check") in codes
    assert ("history.announced", "info") in codes
    assert not [code for code, _, _ in told(read(2023, stock(), FIVE), read(2022, BEFORE | FLOW)) if "rec" in code]


ITEMS = {"prior_items": "12", "change": "0", "decisions": "3"}


def test_last_years_number_of_items_is_what_last_year_came_to() -> None:
    def licensing(**changes: str) -> dict[str, str]:
        return {f"art20_5.licensing.{column}": value for column, value in (ITEMS | changes).items()}

    before = read(2019, licensing(prior_items="10", change="增2") | FLOW, edition="2019")
    for prior, expected in (("12", []), ("10", ["10"]), ("/", [])):
        now = read(2020, licensing(prior_items=prior), edition="2019")
        places = [
            [str(now.text)[place.start : place.end] for place in each.places]
            for each in compare(now, before, FORMS["2019"])
            if each.code == "history.restated"
        ]
        assert places == ([expected] if expected else [])


def test_an_amount_ten_thousand_times_last_years_is_in_another_unit() -> None:
    def spent(amount: str) -> dict[str, str]:
        return {"art20_9.procurement.amount": amount, "art20_9.procurement.items": "3"}

    before = read(2019, spent("3127500") | FLOW, edition="2019")
    for amount, slipped in (("3900000", False), ("31275000000", True), ("390", True), ("31275", False), ("0", False)):
        now = read(2020, spent(amount), edition="2019")
        found = [each for each in compare(now, before, FORMS["2019"]) if each.code == "history.unit-slip"]
        assert [str(now.text)[place.start : place.end] for each in found for place in each.places] == [amount] * slipped


# What the overview of 2023 says; the report on 2022 has 2 new requests, the one on 2023 has 5; which rule must speak.
SAID = {
    "right": ("上年收到政府信息公开申请2件。", None),
    "wrong": ("上年收到政府信息公开申请4件。", "history.past"),
    "wrong, by year": ("2022年，我局收到政府信息公开申请4件。", "history.past"),
    "the year before that": ("2021年，我局收到政府信息公开申请4件。", None),
    "a part": ("上年通过网站收到政府信息公开申请1件。", None),
    "of a region": ("上年全县收到政府信息公开申请40件。", None),
    "several years": ("2022年以来累计收到政府信息公开申请9件。", None),
    "a change": ("收到政府信息公开申请5件，比上年增加3件。", None),
    "a wrong change": ("收到政府信息公开申请5件，比上年增加2件。", "history.growth"),
    "a wrong direction": ("收到政府信息公开申请5件，比上年减少3件。", "history.growth"),
    "a share": ("收到政府信息公开申请5件，较上年增长150%。", None),
    "a wrong share": ("收到政府信息公开申请5件，较2022年增长250%。", "history.growth"),
    "of other numbers": ("收到政府信息公开申请8件，比上年增加2件。", None),
    "another year": ("收到政府信息公开申请5件，比2020年增加1件。", None),
}


@pytest.mark.parametrize("case", SAID)
def test_what_is_told_of_last_year_is_held_against_its_report(case: str) -> None:
    sentence, code = SAID[case]
    values = {
        year: {
            f"requests.{row}.{column}": number
            for row in ("received_new", "total", "granted")
            for column in ("natural_person", "total")
        }
        for year, number in ((2022, "2"), (2023, "5"))
    }
    before = read(2022, values[2022] | {f"requests.carried_in.{c}": "0" for c in ("natural_person", "total")})
    now = read(2023, values[2023], OTHER_FIVE.replace("档案", "卷宗"), overview=sentence)
    found = [each for each in compare(now, before, FORMS["2021"]) if each.code in ("history.past", "history.growth")]
    assert [each.code for each in found] == ([code] if code else [])
    assert all(str(each.severity) == "check" for each in found)


def test_statutory_words_are_no_sign_of_recycling() -> None:
    formal = "按照《中华人民共和国政府信息公开条例》的要求，做好政府信息公开工作，公开政府信息。"
    assert told(read(2023, stock(), formal), read(2022, BEFORE | FLOW, formal)) == []


FATES = {
    "repeated": "下一步，我局将进一步建立季度通报制度，逐科室列出报送数量。",
    "done": "七月，我局添置了扫描仪两台，由档案员专人整理旧档案1200卷。",
}


def test_what_became_of_last_years_measures() -> None:
    five = (
        "一是更新不及时，有的栏目半年没有新内容。\n下一步，我局将进一步建立季度通报制度，逐科室列出报送数量。\n"
        "今后，我局将添置两台扫描仪，由档案员专人整理旧档案。\n下一步，我局将邀请村民代表每季度旁听局务会议。"
    )
    before = read(2022, BEFORE | FLOW, five)
    now = read(2023, stock(), f"一是解读偏少，群众看不明白。\n{FATES['repeated']}", overview=FATES["done"])
    found = fates(now, before)
    assert [each.fate for each in found] == ["repeated", "done", "dropped"]
    assert [each.answer.text if each.answer else None for each in found] == [FATES["repeated"], FATES["done"], None]
    codes = [code for code, _, _ in told(now, before)]
    assert (codes.count("history.announced"), codes.count("history.dropped")) == (1, 1)


def test_a_report_of_any_length_is_compared() -> None:
    said = "收到政府信息公开申请5件，比上年增加3件。上年收到政府信息公开申请4件。" * 3000
    five = "\n".join(f"{number}.我们将在第{number}个村安排老会计讲解明细账，逐户登记疑问。" for number in range(3000))
    now, before = read(2023, stock(), five, overview=said), read(2022, BEFORE | FLOW, five)
    assert "history.past" in {each.code for each in compare(now, before, FORMS["2021"])}  # minutes, each with each
