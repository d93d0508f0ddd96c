"""The rules as data (`rules.toml`), and what a user changes of them: a rule off, or of another severity.

A user's file reads `[rules]` and below it lines as `"sum.near" = "off"` or `"claim.table" = "info"`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

import msgspec

from gongkai.document import Finding, Report, Severity
from gongkai.errors import RuleError

OFF = "off"
SEVERITY_NAMES = {Severity.CERTAIN: "确定", Severity.CHECK: "待核", Severity.INFO: "提示"}
_ID = re.compile(r"[a-z]+\.[a-z-]+")
_KEPT = "规则设置有误，未作审核；请改正后重试"

Settings = Mapping[str, Severity | None]
"""Rule id -> its severity, None for off."""


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One rule: names in braces of `message` are filled in; `remedy` is what a letter asks for."""

    group: str
    title: str
    severity: Severity
    message: str
    basis: str
    example: str
    remedy: str


class _Changes(msgspec.Struct, forbid_unknown_fields=True):
    rules: dict[str, str]


@cache
def rules() -> dict[str, Rule]:
    """Return every rule by id, in the order of the file; RuleError names the entry that does not hold."""
    return read_rules((files("gongkai.audit") / "rules.toml").read_text(encoding="utf-8"), "rules.toml")


def rule_of(code: str) -> Rule:
    """Return the rule of a finding; of a code that another version of the program gave, one that says no more."""
    return rules().get(code) or Rule("其他", code, Severity.CHECK, "", "", "", "")


def read_rules(toml: str, name: str) -> dict[str, Rule]:
    """Return the rules written in `toml`; `name` is the file named in errors."""
    try:
        found = msgspec.convert(tomllib.loads(toml), dict[str, Rule])
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise RuleError(f"{name}: not a file of rules: {error}", _KEPT) from error
    for id, rule in found.items():
        empty = [field for field in rule.__struct_fields__ if not str(getattr(rule, field)).strip()]
        if empty or not _ID.fullmatch(id):
            what = f"{', '.join(empty)} is empty" if empty else "an id is two words as in sum.parts"
            raise RuleError(f"{name}: rule {id!r}: {what}", _KEPT)
    return found


def read_settings(toml: str, name: str) -> Settings:
    """Return the settings written in a user's TOML; RuleError when a rule or severity is unknown."""
    allowed = (*Severity, OFF)
    try:
        changes = msgspec.convert(tomllib.loads(toml), _Changes).rules
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise RuleError(f'{name}: expected [rules] with lines as "sum.near" = "off": {error}', _KEPT) from error
    if unknown := [id for id in changes if id not in rules()]:
        known = ", ".join(rules())
        reason = f"规则设置中有不存在的规则：{'、'.join(unknown)}；可用的规则有：{known}"
        raise RuleError(f"{name}: no rule {', '.join(unknown)}; there are {known}", reason)
    for id, severity in changes.items():
        if severity not in allowed:
            raise RuleError(f"{name}: rule {id}: {severity!r}; allowed are {', '.join(allowed)}", _KEPT)
    return {id: None if severity == OFF else Severity(severity) for id, severity in changes.items()}


def apply(settings: Settings, findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings with the severities a user chose, without those of rules switched off."""
    kept = []
    for each in findings:
        severity = settings.get(each.code, each.severity)
        if severity is not None:
            kept.append(msgspec.structs.replace(each, severity=severity))
    return kept


def ruled(report: Report, settings: Settings) -> Report:
    """Return a report with its findings as a user's settings have them."""
    return msgspec.structs.replace(report, findings=tuple(apply(settings, report.findings)))
