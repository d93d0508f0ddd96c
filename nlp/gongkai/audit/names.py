"""Find another agency's name where the report's own is meant: abbreviations, 我局, who wrote the report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from gongkai.audit.prose import Prose
from gongkai.audit.wording import finding
from gongkai.document import Finding, Report

_HAN = "[\u4e00-\u9fff]"
_ORGANS = (
    "局|委|委员会|办|办公室|厅|院|中心|政府|街道|办事处|公司|集团|学校|大学|学院|医院|大队|支队|署|站|所|馆|社|镇|乡"
)
_SHORT = re.compile(rf"({_HAN}{{3,30}})\(以?下?简称:?[“\"]?({_HAN}{{2,10}})[”\"]?\)")
_SAYS = re.compile("^.*(?:联系|请与|可与|现将|根据)")
_ORGAN_END = re.compile(rf"(?:{_ORGANS})$")
_COMMON = re.compile(
    "人民政府|办事处|管理委员会|委员会|办公室|办公厅|公司|有限|责任|集团|中心|支队|大队|街道|机关|单位|国家|[局委办厅院处署站所馆社部府省市县区镇乡街州盟旗本我该]"
)
"""What places' levels and organs are called: it tells no agency from another."""

_SELF = re.compile(
    r"我(?<![自给对令让]我)(局|委(?![员托派])|厅|镇(?![街乡])|乡(?![镇村])|街道|校|院|公司|集团|办(?![理事法公学案好])|站|所(?![在以有属])|馆)"
)
_OWN = {
    "局": "局",
    "委": "委|发改|卫健|卫生|教育",
    "厅": "厅",
    "镇": "镇",
    "乡": "乡",
    "街道": "街道|办事处|街",
    "校": "大学|学院|校|中学|小学",
    "院": "院",
    "公司": "公司|集团|银行|支行|分行|供水|供电|燃气",
    "集团": "公司|集团",
    "办": "办|政府|街道",
    "站": "站",
    "所": "所",
    "馆": "馆",
}
"""What the name of an agency that calls itself so (我局) holds."""
MOST_FOREIGN = 3
"""One used more often is the agency's own: then it's the agency that was misread."""

_WRITES = re.compile(r"(?:编制|编写|起草)[^,。;]{0,14}(?:报告|年报)")
_WRITER = re.compile(rf"(?:由|(?<![\u4e00-\u9fff]))({_HAN}{{2,24}}?(?:{_ORGANS}))(?:负责|组织)?$")
LONGEST_WRITER = 30
_OPENS = re.compile(
    rf"年(?:度|来|以来)?,?({_HAN}{{2,20}}?(?:局|委员会|厅|街道办事处|镇人民政府|乡人民政府|街道|镇|乡))"
    r"(?=认真|坚持|按照|全面|深入|严格|紧紧|高度|积极|始终|切实|不断|持续|扎实|围绕|主动公开|共|把)"
)
_YEAR_BEFORE = re.compile(r"(?:^|[。\n])(?:20\d\d|一)$")
_CONTACT = re.compile(
    rf"(?:请与|可与|联系|咨询)({_HAN}{{2,24}}?(?:局|委员会|厅|街道办事处|镇人民政府|乡人民政府))(?={_HAN}{{0,8}}(?:联系|办公室|[科股]))"
)
_PLACE = re.compile(r"([\u4e00-\u9fff]{1,4}?)([省市县区镇乡])")
_OFFICE = re.compile(
    "政府办|办公室|办公厅|政务|信息公开|大数据|行政审批|上级|各|主管|原|[是的在将对把使]|市委|县委|区委|省委"
)


def check_names(prose: Prose, report: Report) -> Iterator[Finding]:
    """Yield what does not fit the agency's name."""
    yield from _abbreviations(prose, report.agency or "")
    if report.agency:
        yield from _selves(prose, report.agency)
        yield from _others(prose, report.agency)


def _abbreviations(prose: Prose, agency: str) -> Iterator[Finding]:
    """Yield abbreviations of an organ that hold no character of its name but those of places and organs."""
    if "简称" not in prose.ink:
        return
    for match in _SHORT.finditer(prose.ink):
        full, short = _SAYS.sub("", match[1]), match[2]
        if _ORGAN_END.search(short) and _ORGAN_END.search(full) and is_foreign(short, full + agency):
            text = f"{full}（以下简称{short}）"
            yield finding("name.abbreviation", [prose.place(*match.span(2))], text=text, short=short, full=full)


def is_foreign(name: str, agency: str) -> bool:
    """Tell whether a name shares nothing that tells agencies apart with `agency`."""
    telling = _COMMON.sub("", name)
    return len(telling) > 1 and not any(char in agency for char in telling)


def _selves(prose: Prose, agency: str) -> Iterator[Finding]:
    """Yield what the text calls its organ where that is none of the agency's kind."""
    found = list(_SELF.finditer(prose.ink))
    uses = Counter(match[1] for match in found)
    for match in found:
        own = _OWN.get(match[1])
        if own is None or uses[match[1]] > MOST_FOREIGN or re.search(own, agency):
            continue
        yield finding("name.self", [prose.place(*match.span())], agency=agency, text=match[0])


def _others(prose: Prose, agency: str) -> Iterator[Finding]:
    """Yield who is said to have written the report, to act in it or to answer for it, where that is someone else."""
    ink = prose.ink
    for match in (*_openings(ink), *_CONTACT.finditer(ink), *_writers(ink)):
        name = match[1]
        if name in agency or _OFFICE.search(name):
            continue
        if is_foreign(_without_place(name), agency) or _elsewhere(name, agency):
            yield finding("name.other", [prose.place(*match.span(1))], agency=agency, text=name)


def _openings(ink: str) -> Iterator[re.Match[str]]:
    """Yield who acts in sentences that start with a year."""
    for match in _OPENS.finditer(ink):
        if _YEAR_BEFORE.search(ink, max(0, match.start() - 6), match.start()):
            yield match


def _writers(ink: str) -> Iterator[re.Match[str]]:
    """Yield who is said to have written the report."""
    for match in _WRITES.finditer(ink):
        if writer := _WRITER.search(ink, max(0, match.start() - LONGEST_WRITER), match.start()):
            yield writer


def _without_place(name: str) -> str:
    """Return a name without the places it starts with."""
    return name[max((name.rfind(level, 0, len(name) - 1) for level in "省市县区"), default=-1) + 1 :]


def _elsewhere(name: str, agency: str) -> bool:
    """Tell whether a name starts with another place of a level that the agency's name has, too."""
    own = _PLACE.findall(agency)
    for place, level in _PLACE.findall(name)[:2]:
        others = [other for other, same in own if same == level]
        if len(place) > 1 and others and not any(place.endswith(other) or other.endswith(place) for other in others):
            return True
    return False
