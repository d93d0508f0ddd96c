"""`gongkai audit`, run as a clerk does over a folder of real files."""

from __future__ import annotations

import csv
import json
import shutil
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from tests.audit.reviewing import report_of
from tests.cli.program import gongkai, inside
from tests.tables.form import FORMS, requests_values
from tests.tables.form import report as tabled
from tests.writing.word import commented_words, report, saved

WRONG = "全年公开信息90条，其中机构类30条、人事类40条、其他30条。"
DOUBLED = "我们完善的的目录。"
SUM = "分项之和不等于总数"


def title(agency: str, year: int = 2021) -> str:
    return f"清渡县{agency}{year}年政府信息公开工作年度报告"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of three reports, one wrong, one with a remark, one fine, and a file that is none."""
    made = tmp_path / "报告"
    made.mkdir()
    saved(report({"requests.received_new.business": "7"}, WRONG + DOUBLED), made / "水利局.docx")
    for agency, prose in (("民政局", DOUBLED), ("审计局", "我局认真落实条例。")):
        saved(report(prose=prose, title=title(agency)), made / f"{agency}.docx")
    (made / "坏.docx").write_bytes(b"PK\x03\x04 cut off")
    return made


def test_one_page_says_what_was_read_and_the_worst_first(folder: Path) -> None:
    done = gongkai("audit", folder)
    page = done.out.decode()
    assert done.code == 1  # a document could not be read
    assert "收到 4 份，读出 3 份，未能读出 1 份" in page
    assert page.index("清渡县水利局") < page.index("清渡县民政局")
    assert "清渡县审计局" not in page
    assert "各分项相加为100条，与总数90条" in page  # without the parts, which stand in brackets
    assert len(page.splitlines()) < 20
    assert "另有 1 份未列出" in page
    assert "坏.docx：" in page
    assert "Traceback" not in done.err


def test_findings_are_no_failure(folder: Path) -> None:
    assert inside("audit", folder / "水利局.docx").code == 0


def test_a_folder_takes_everything(folder: Path, tmp_path: Path) -> None:
    original = (folder / "水利局.docx").read_bytes()
    done = gongkai("audit", folder, "-o", f"{tmp_path}/out/", "--processes", "2")
    assert done.code == 1
    out = tmp_path / "out"
    names = sorted(path.relative_to(out).as_posix() for path in out.rglob("*.*"))
    assert names == [
        "audit.xlsx", "findings.jsonl",
        "letters/批注-清渡县水利局-2021.docx", "letters/整改通知-清渡县水利局-2021.docx",
    ]  # fmt: skip
    lines = [json.loads(line) for line in (out / "findings.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {"requests.flow", "sum.parts", "words.doubled"} <= {line["code"] for line in lines}
    assert all(line["remedy"] and line["basis"] and line["fingerprint"] for line in lines)
    letter = "\n".join(each.text for each in docx.Document(out / "letters/整改通知-清渡县水利局-2021.docx").paragraphs)
    assert SUM in letter
    assert "词语重复" not in letter  # a remark
    marked = commented_words(docx.Document(out / "letters/批注-清渡县水利局-2021.docx"))
    assert marked["【提示】词语重复"] == "的的"
    assert (folder / "水利局.docx").read_bytes() == original


def test_what_an_audit_wrote_into_the_folder_is_not_taken_for_reports(folder: Path) -> None:
    for _ in range(2):
        page = inside("audit", folder, "-o", f"{folder}/审核/").out.decode()
        assert "收到 4 份" in page
    assert (folder / "审核" / "letters").is_dir()


def test_the_workbook_lists_the_worst_first_and_what_to_change(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "审核.xlsx"
    assert inside("audit", folder, "-o", path).code == 1
    book = openpyxl.load_workbook(path)
    overview = list(book["总览"].iter_rows(values_only=True))
    assert [row[0] for row in overview[1:]] == ["坏.docx", "清渡县水利局", "清渡县民政局", "清渡县审计局"]
    header, *rows = book["发现"].iter_rows(values_only=True)
    (row,) = [dict(zip(header, row, strict=True)) for row in rows if SUM in row]
    assert "全年公开信息【90条】，其中机构类【30条】、人事类【40条】、其他【30条】。我们完善" in row["原文"]
    assert row["修改建议"] == "请核对总数和各分项，更正填错的数字"
    (cell,) = [dict(zip(header, row, strict=True)) for row in rows if row[header.index("代码")] == "requests.flow"]
    assert cell["位置"].startswith("第5个表格")


def test_letters_in_one_file_and_the_page_in_another(folder: Path, tmp_path: Path) -> None:
    assert inside("audit", folder, "-o", tmp_path / "通知.docx").code == 1
    assert any(SUM in each.text for each in docx.Document(tmp_path / "通知.docx").paragraphs)
    assert inside("audit", folder, "-o", tmp_path / "页.txt").code == 1
    assert "收到 4 份" in (tmp_path / "页.txt").read_text(encoding="utf-8")


def test_what_parse_wrote_is_not_read_again(folder: Path, tmp_path: Path) -> None:
    direct = inside("audit", folder, "--format", "jsonl").records
    assert inside("parse", folder, "-o", f"{tmp_path}/run/", "--text").code == 1
    shutil.rmtree(folder)
    assert inside("audit", tmp_path / "run", "--format", "jsonl").records == direct
    assert inside("audit", tmp_path / "run" / "reports.jsonl", "--format", "jsonl").records == direct


def test_without_its_text_a_run_has_the_same_findings_and_fingerprints(folder: Path, tmp_path: Path) -> None:
    direct = inside("audit", folder, "--format", "jsonl").records
    inside("parse", folder, "-o", tmp_path / "reports.jsonl")
    kept = inside("audit", tmp_path / "reports.jsonl", "--format", "jsonl").records
    assert [record["fingerprint"] for record in kept] == [record["fingerprint"] for record in direct]
    (quote,) = [record["quote"] for record in kept if record["code"] == "sum.parts"]
    assert quote == "全年公开信息【90条】，其中机构类【30条】、人事类【40条】、其他【30条】。我们完善的的目录。"


def test_a_word_file_in_an_archive_gets_its_comments(folder: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "报送.zip", "w") as archive:
        archive.write(folder / "水利局.docx", "水利/水利局.docx")
    assert inside("audit", tmp_path / "报送.zip", "-o", f"{tmp_path}/out/").code == 0
    assert (tmp_path / "out/letters/批注-清渡县水利局-2021.docx").is_file()


def decide(path: Path, code: str, **words: str) -> None:
    """Write a reviewer's words into the rows of a rule, as a spreadsheet does."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(row | words if row["code"] == code else row for row in rows)


def states(path: Path) -> dict[str, str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["code"]: row["state"] for row in csv.DictReader(file)}


def test_decisions_survive_a_corrected_report(tmp_path: Path) -> None:
    source, decisions = tmp_path / "水利局.txt", tmp_path / "意见.csv"
    call = ("audit", source, "--decisions", decisions, "--rules", tmp_path / "s.toml", "--format")
    (tmp_path / "s.toml").write_text('[rules]\n"table.missing" = "off"\n', encoding="utf-8")
    source.write_text(report_of(WRONG, DOUBLED, "开展2月30日培训。"), encoding="utf-8")
    first = inside(*call, "jsonl").records
    assert {"sum.parts", "words.doubled", "date.impossible"} <= {record["code"] for record in first}
    assert {record["state"] for record in first} == {"new"}
    decide(decisions, "words.doubled", decision="dismiss", note="引文如此")
    decide(decisions, "sum.parts", decision="confirm", note="已电话告知")
    # The date is corrected, a paragraph comes before, a new fault at the end; it is saved under another name.
    source.rename(tmp_path / "水利局（改）.txt")
    call = ("audit", tmp_path / "水利局（改）.txt", *call[2:])
    (tmp_path / "水利局（改）.txt").write_text(
        report_of("新的一段。", WRONG, DOUBLED, "开展2月28日培训。", "《政府信息公开条列》。"), encoding="utf-8"
    )
    second = inside(*call, "table").out.decode()
    assert "已驳回不列 1 处" in second
    assert "——已电话告知" in second
    assert "已改正 1 处" in second
    assert "已改正 水利局.txt：“2月30日”这一天不存在" in second
    now = states(decisions)
    told = {code: now[code] for code in ("sum.parts", "words.doubled", "date.impossible", "words.typo")}
    assert told == {"sum.parts": "open", "words.doubled": "open", "date.impossible": "fixed", "words.typo": "new"}
    third = {record["code"]: record for record in inside(*call, "jsonl").records}
    assert "words.doubled" not in third
    assert (third["sum.parts"]["decision"], third["sum.parts"]["note"]) == ("confirm", "已电话告知")
    assert states(decisions)["date.impossible"] == "fixed"


def test_a_rule_that_was_not_asked_mends_nothing(tmp_path: Path) -> None:
    source, decisions = tmp_path / "水利局.txt", tmp_path / "意见.csv"
    source.write_text(report_of(WRONG), encoding="utf-8")
    inside("audit", source, "--decisions", decisions)
    (tmp_path / "s.toml").write_text('[rules]\n"sum.parts" = "off"\n', encoding="utf-8")
    inside("audit", source, "--decisions", decisions, "--rules", tmp_path / "s.toml")
    assert states(decisions)["sum.parts"] == "new"


def test_last_year_s_report_is_found_by_its_agency(tmp_path: Path) -> None:
    old, new = tmp_path / "2021", tmp_path / "2022"
    for path, year in ((old, 2021), (new, 2022)):
        path.mkdir()
        for agency in ("水利局", "民政局"):
            words = f"{title(agency, year)}\n{tabled(FORMS['2021'], requests_values())}"
            (path / f"{agency}.txt").write_text(words, encoding="utf-8")
    inside("parse", old, "-o", f"{tmp_path}/run/")
    for previous in (old, tmp_path / "run"):
        found = inside("audit", new, "--previous", previous, "--format", "jsonl").records
        carried = [(record["agency"], record["severity"]) for record in found if record["code"] == "history.carried"]
        assert carried == [(f"清渡县{agency}", "certain") for agency in ("民政局", "水利局") for _ in range(2)]


def test_of_one_report_and_one_of_last_year_the_names_may_differ(tmp_path: Path) -> None:
    for name, year in (("水务局", 2022), ("水利局", 2021)):
        words = f"{title(name, year)}\n{tabled(FORMS['2021'], requests_values())}"
        (tmp_path / f"{year}.txt").write_text(words, encoding="utf-8")
    call = ("audit", tmp_path / "2022.txt", "--previous", tmp_path / "2021.txt", "--format", "jsonl")
    assert "not one agency" in inside(*call).err
    done = inside(*call, "--renamed")
    assert "history.carried" in {record["code"] for record in done.records}
    assert "与上年报告对照了 1 份，其余 0 份" in done.err


def test_rules_are_switched_off_and_changed_in_audit_and_parse(tmp_path: Path) -> None:
    source, settings = tmp_path / "a.txt", tmp_path / "s.toml"
    source.write_text(report_of(WRONG, DOUBLED), encoding="utf-8")
    settings.write_text('[rules]\n"sum.parts" = "info"\n"words.doubled" = "off"\n', encoding="utf-8")
    audited = inside("audit", source, "--format", "jsonl", "--rules", settings).records
    (parsed,) = inside("parse", source, "--rules", settings).records
    for found in (audited, parsed["findings"]):
        severities = {each["code"]: each["severity"] for each in found}
        assert severities["sum.parts"] == "info"
        assert "words.doubled" not in severities


def test_what_a_run_keeps_does_not_depend_on_the_rules(tmp_path: Path) -> None:
    source, settings, run = tmp_path / "a.txt", tmp_path / "s.toml", tmp_path / "run"
    source.write_text(report_of(WRONG), encoding="utf-8")
    settings.write_text('[rules]\n"sum.parts" = "off"\n', encoding="utf-8")
    codes = []
    for options in (("--rules", settings), ()):
        inside("parse", source, "-o", f"{run}/", *options)
        codes.append([each["code"] for each in json.loads((run / "reports.jsonl").read_bytes())["findings"]])
    assert "sum.parts" not in codes[0]
    assert "sum.parts" in codes[1]


def test_a_rule_is_explained() -> None:
    one = inside("audit", "--explain", "sum.parts").out.decode()
    assert one.startswith("sum.parts  分项之和不等于总数（确定）\n  依据：")
    assert inside("audit", "--explain", "all").out.decode().count("依据：") > 40


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "missing argument PATH"),
        (("--explain", "sum.partz"), "no rule sum.partz; there are requests.flow"),
        (("a.txt", "--rules", "none.toml"), "cannot be read"),
        (("a.txt", "--rules", "unknown.toml"), "no rule sum.partz; there are requests.flow"),
        (("a.txt", "-o", "a.pdf"), "allowed are .jsonl"),
        (("a.txt", "-o", "no/such/a.xlsx"), "does not exist"),
        (("a.txt", "--format", "csv"), "--format"),
        (("a.txt", "--limit", "sice=1"), "there are size, pages, unpacked, seconds"),
        (("a.txt", "--decisions", "no/such.csv"), "a folder that exists"),
        (("a.txt", "--decisions", "unknown.toml"), "no file of decisions"),
        (("broken.jsonl",), "line 1 is no report"),
    ],
)
def test_a_wrong_call_is_exit_2_and_says_what_is_allowed(tmp_path: Path, arguments: tuple[str, ...], says: str) -> None:
    (tmp_path / "a.txt").write_text(report_of(WRONG), encoding="utf-8")
    (tmp_path / "unknown.toml").write_text('[rules]\n"sum.partz" = "off"\n', encoding="utf-8")
    (tmp_path / "broken.jsonl").write_text('{"a": 1}\n', encoding="utf-8")
    done = inside("audit", *arguments, cwd=tmp_path)
    assert (done.code, done.out) == (2, b"")
    assert says in " ".join(done.err.split())
    assert "Traceback" not in done.err


def test_a_limit_is_kept(folder: Path) -> None:
    done = inside("audit", folder / "水利局.docx", "--limit", "size=1KB")
    assert done.code == 1
    assert "文件过大" in done.out.decode()
