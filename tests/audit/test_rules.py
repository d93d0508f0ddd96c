"""Rules as data: the page holds what the file holds, every code is a rule, and a user's file changes what it names."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest
from tests.audit.reviewing import report_of
from tests.tables.form import FORMS

import gongkai
from gongkai import artefacts, audit
from gongkai.audit import contradictions
from gongkai.audit.objects import objects, read_objects
from gongkai.audit.page import page
from gongkai.audit.rules import apply, read_rules, read_settings, rules
from gongkai.document import Severity
from gongkai.errors import RuleError
from gongkai.text import fold

PAGE = Path(__file__).parents[2] / "docs" / "audit-rules.zh-CN.md"
SOURCE = Path(contradictions.__file__).parent
NAMED = re.compile(r'"([a-z]+\.[a-z-]+)"')
CHINESE = re.compile("[\u4e00-\u9fff]{2}")
WRONG = "全年公开信息90条，其中机构类30条、人事类40条、其他30条。我们完善的的目录。"


def test_the_page_is_written_from_the_rules(request: pytest.FixtureRequest) -> None:
    """`--regenerate` writes it anew."""
    if request.config.getoption("--regenerate"):
        PAGE.write_text(page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_code_is_a_rule_and_every_rule_is_used() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    used = {code for code in NAMED.findall(source) if not code.endswith("toml")}
    used |= {identity.code for edition in FORMS.values() for identity in edition.identities}
    assert set(rules()) - used == set()
    assert {code for code in used if code.split(".")[0] in {id.split(".")[0] for id in rules()}} <= set(rules())


@pytest.mark.parametrize("id", rules())
def test_a_rule_says_in_chinese_what_why_and_what_to_do(id: str) -> None:
    rule = rules()[id]
    assert all(CHINESE.search(words) for words in (rule.message, rule.basis, rule.example, rule.remedy))
    assert all(name is None or name.isidentifier() for _, name, _, _ in string.Formatter().parse(rule.message))


def test_a_user_switches_rules_off_and_changes_their_severity() -> None:
    report = gongkai.parse_text(report_of(WRONG))
    text = str(report.text)
    plain = artefacts.blank(fold(text), [])
    settings = read_settings('[rules]\n"words.doubled" = "off"\n"sum.parts" = "info"\n', "mine.toml")
    found = {finding.code: finding.severity for finding in audit.review(report, None, plain, settings)}
    usual = {finding.code: finding.severity for finding in report.findings}
    assert (usual["sum.parts"], usual["words.doubled"]) == (Severity.CERTAIN, Severity.INFO)
    assert found["sum.parts"] is Severity.INFO
    assert "words.doubled" not in found
    assert apply({}, report.findings) == list(report.findings)


REFUSED = {
    "unknown rule": ('[rules]\n"sum.partz" = "off"', "no rule sum.partz; there are requests.flow"),
    "unknown severity": ('[rules]\n"sum.parts" = "high"', "'high'; allowed are certain, check, info, off"),
    "other table": ('[regeln]\n"sum.parts" = "off"', "expected [rules]"),
    "no TOML": ("[rules", "expected [rules]"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_settings_that_do_not_hold_are_refused(case: str) -> None:
    toml, message = REFUSED[case]
    with pytest.raises(RuleError, match=re.escape(message)) as caught:
        read_settings(toml, "mine.toml")
    assert "mine.toml" in str(caught.value)
    assert CHINESE.search(caught.value.reason)


RULE = '["{id}"]\ngroup="表"\ntitle="题"\nseverity="info"\nmessage="{message}"\nbasis="据"\nexample="例"\nremedy="改"\n'


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        (RULE.format(id="sum.parts", message=""), "message is empty"),
        (RULE.format(id="sums", message="话"), "two words"),
        (RULE.format(id="sum.parts", message="话").replace("info", "bad"), "not a file of rules"),
    ],
)
def test_rules_are_checked_on_load(toml: str, message: str) -> None:
    with pytest.raises(RuleError, match=message):
        read_rules(toml, "rules.toml")


def test_an_object_names_cells_of_a_form() -> None:
    addresses = {address for edition in FORMS.values() for address in edition.addresses}
    assert {cell for each in objects().values() for cell in each.cells} <= addresses
    with pytest.raises(RuleError, match="not a file of objects"):
        read_objects('[x]\nkey="申"\npatterns=["("]\ncells=[]\n', "objects.toml")
