"""Find another year where the reported one is meant, and the reported one where the next is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.audit.prose import Prose
from gongkai.audit.wording import finding
from gongkai.document import Finding, Report

_PERIOD = re.compile(
    r"(20\d\d)年1月1日[^,。;\n]{0,4}?,?(?:至|到|-|—|~|起至?|止)[^,。;\n]{0,4}?(?:(20\d\d)年|当年|同年)?[^,。;\n\d]{0,2}12月31日"
)
_STATED = re.compile("统计|期限|数据|时间|起止|期间")
_AHEAD = "计划|打算|安排|思路|设想|努力方向|工作重点|重点工作|目标"
_PLAN = re.compile(
    rf"(?:^|[。;:\n)、]|下一步|明年)(20\d\d)年(?:度)?(?:的|下一步)*(?:工作)?(?:{_AHEAD})(?!的?完成|落实|执行|要求|》)"
)
_WILL = re.compile(
    r"(?:^|[。;:\n)、,])(?:在)?(20\d\d)年(?:度)?(?:里|中)?,?(?:(?:我|本)[\u4e00-\u9fff]{1,3}|[\u4e00-\u9fff]{2,8}[局委办镇乡县区市])?"
    r"(?:(?:将|准备|计划|打算)(?=进一步|继续|重点|着力|不断|加大|加强|从|认真|严格|坚持|切实|按照|以|围绕|积极|深入|持续|结合|做好|抓好|把|在)|拟|[要应]进一步)"
)
"""将 alone is also the 将 of 将公开工作纳入考核, which is done."""
_HEADING = re.compile(rf"(20\d\d)年(?:度)?(?:的|下一步)*(?:工作)?(?:{_AHEAD}|改进措施|改进方向)")
_PAST = re.compile(
    r"(20\d\d)年(?:度)?,?(?P<who>我[局委办厅院县市区镇乡校单街]|本[局委办厅院县市区镇乡校单机]|全[县市区镇乡局])(?:道|位|关)?[^。\n]{0,40}?"
    r"(?:共|主动公开|收到|受理|认真|坚持|按照|高度重视|围绕|制发|举办|答复|办结|公开|发布)"
)
_OPENS = frozenset("。\n)")
_COMPARES = re.compile(
    "增|减|同比|比|下降|上升|提高|以来|上年|去年|印发|修订|修改|起|开始|成立|设立|至今|建成|上线|底前|评为|获"
)
_TITLE = re.compile(r"(20\d\d)年(?:度)?(?:政府|政务)?信息公开(?:工作)?(?:年度)?报告")
_PUBLISHED = re.compile(r"(?:按时|及时|编制并?|上年|已|按期|完成)[^,。;]{0,12}$")
_POINTS = re.compile(
    r"(20\d\d)年(?:全国|全省|全市|全县|全区|[\u4e00-\u9fff]{2,4}[省市县区])?(?:政府信息公开|政务公开)(?:重点)?工作(?:要点|安排|主要任务)"
)


def check_years(prose: Prose, report: Report) -> Iterator[Finding]:
    """Yield years that don't fit the reported one; nothing where that isn't known."""
    year = report.year
    if year is None:
        return
    yield from _periods(prose, report, year)
    yield from _plans(prose, report, year)
    yield from _past(prose, year)


def _periods(prose: Prose, report: Report, year: int) -> Iterator[Finding]:
    """Yield periods that are another year's, and the name of the report with another year in its preamble."""
    ink = prose.ink
    for match in _PERIOD.finditer(ink):
        years = {int(found) for found in match.groups() if found}
        if years != {year} and _STATED.search(ink, max(0, match.start() - 20), match.end() + 6):
            yield finding("year.period", [prose.place(*match.span())], year=year, text=match[0])
    if not report.sections:
        return
    for match in _TITLE.finditer(ink):
        start, end = prose.place(*match.span())
        if start > report.sections[0].start:
            break
        if int(match[1]) != year and not _PUBLISHED.search(ink, max(0, match.start() - 20), match.start()):
            yield finding("year.title", [(start, end)], year=year, text=match[0])


def _plans(prose: Prose, report: Report, year: int) -> Iterator[Finding]:
    """Yield plans for the reported year in part five: in its prose and in the headings of its passages."""
    seen = set()
    ends = (*prose.openings[1:], len(prose.ink))
    for passage, opening, end in zip(prose.passages, prose.openings, ends, strict=False):
        if passage.section != "problems":
            continue
        for pattern in (_PLAN, _WILL):
            for match in pattern.finditer(prose.ink, max(0, opening - 1), end):
                if int(match[1]) == year:
                    yield finding(
                        "year.plan",
                        [prose.place(match.start(1), match.end())],
                        year=year,
                        text=match[0].strip("。;:\n)、,"),
                    )
        if passage.heading and passage.heading not in seen:
            seen.add(passage.heading)
            heading = _HEADING.search("".join(passage.heading.split()))
            at = report.text.rfind(passage.heading, 0, passage.start) if isinstance(report.text, str) else -1
            if heading and int(heading[1]) == year and at >= 0:
                yield finding("year.plan", [(at, at + len(passage.heading))], year=year, text=heading[0])


def _past(prose: Prose, year: int) -> Iterator[Finding]:
    """Yield sentences that start with an earlier year and say what was done, and points of work of an earlier year."""
    ink = prose.ink
    for match in _PAST.finditer(ink):
        start, end = match.start(1), prose.sentence_end(match.start(1))
        said = ink[start:end]
        opens = not start or ink[start - 1] in _OPENS
        own = not opens or int(match[1]) >= year or str(year) in said or prose.passage(start).section == "problems"
        if not own and not _COMPARES.search(said):
            yield finding("year.past", [prose.place(start, match.end())], year=year, text=ink[start : match.end()])
    for match in _POINTS.finditer(ink):
        if int(match[1]) < year and ink[prose.sentence_start(match.start()) : match.end()].count(str(year)) == 0:
            yield finding("year.document", [prose.place(*match.span())], year=year, text=match[0])
