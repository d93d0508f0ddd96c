"""Hold what a report says of all information disclosed in the year against what it says elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.audit.prose import Count, Prose, Sentence, agree
from gongkai.audit.wording import finding
from gongkai.document import Finding, Report

_DISCLOSED = re.compile(
    r"(?P<clause>[^,;。\n]{0,40}?)(?:公开|发布)(?:的|各类|各项|政府|政务|有关|相关|主动|工作|信息|类|总|数量?|共计?|达到?|到|为|了|有|约)*$"
)
PERIOD = re.compile(r"全年|本年度?|年度|20\d\d年|一年来|年内|今年")
_WHOLE = re.compile(
    r"^(?:20\d\d年?(?:度|全年|以来)?|本年度?|全年|一年来|年内|今年|据统计|[,、我们本局委办厅院县市区镇乡街道单位机关各渠]|主动|累计|共计?|总计|对外|向社会|依法|政府|政务|及时|通过(?:各类|各种|多种|不同)(?:渠道|途径|方式|形式|载体|平台)|各渠道)*$"
)
_CHANNEL = re.compile("网|微信|微博|公众号|新媒体|栏|屏|公报|广播|媒体|APP|平台|客户端|报|短信|抖音|电视")
_CUMULATIVE = re.compile("(?<!全年)(?<!年度)(?<!20[0-9][0-9]年)累计|以来|历年|自开通|至今|截至|截止")
_SPEAKS = re.compile("公开|发布")
LONGEST_LEAD = 10
"""A shorter first sentence is a topic: 财政信息公开。"""
NEAR = 14
"""In so many characters before the number."""
MOST_CLAIMS = 12
SHORTEST_NAME = 3
_SCOPE = re.compile("全[县市区省镇乡]|各级|各[部单乡镇科股]|系统|部门")
_GENERIC = re.compile(
    r"^(?:[(（]?[一二三四五六七八九十\d]+[)）.、]|第[一二三四五六七八九十]+,?|[一二三四五六七八九十]是)?"
    r"(?:主动|公开|政府|政务|信息|工作|进展|情况|数量|基本|总体|重点|的|及|和|与|开展|做好|加强|推进|扎实|全面|积极|持续|深入|稳步|有序|及时|规范|抓好|关于|,)*[。:]?$"
)


def check_disclosed(prose: Prose, report: Report) -> Iterator[Finding]:
    """Hold the claims of all information disclosed in the year against each other."""
    said: list[tuple[Count, bool]] = []
    for sentence in prose.sentences:
        for count in sentence.counts:
            if count.unit == "条" and count.exact and _is_total(prose, sentence, count, report):
                said.append((count, bool(_SCOPE.search(prose.before(sentence, count)))))
    for index, (one, wide) in enumerate(said[:MOST_CLAIMS]):
        for other, other_wide in said[index + 1 : MOST_CLAIMS]:
            if (
                one.value != other.value
                and wide == other_wide
                and not (agree(one.value, other.value, one.step + other.step))
            ):
                yield finding(
                    "claim.prose", [prose.place(*prose.around(c.start, c.end)) for c in (one, other)],
                    one=_clause(prose, one), other=_clause(prose, other),
                )  # fmt: skip
                return


def _is_total(prose: Prose, sentence: Sentence, count: Count, report: Report) -> bool:
    """Tell whether a number is that of all information the organ disclosed in the year."""
    ink = prose.ink
    before = prose.before(sentence, count)
    if not _SPEAKS.search(before, max(0, len(before) - NEAR)):
        return False
    match = _DISCLOSED.search(before[-60:])
    behind = ink[count.end : count.end + 6]
    if match is None or not (
        "信息" in match[0][len(match["clause"]) :] or behind.startswith(("信息", "政府信息", "政务信息"))
    ):
        return False
    clause, years = match["clause"], re.findall(r"20\d\d(?=年)", before)
    if (
        _CHANNEL.search(clause)
        or _CUMULATIVE.search(before)
        or "其中" in before
        or any(int(found) != report.year for found in years)
    ):
        return False
    words = clause if PERIOD.search(clause) else before[: len(before) - len(match[0]) + len(clause)]
    if not _WHOLE.match(_without_name(words, report.agency or "")):
        return False
    lead = ink[prose.opening(count.start) : sentence.start].split("。")[0]
    return not lead or len(lead) > LONGEST_LEAD or _GENERIC.match(lead) is not None


def _without_name(words: str, agency: str) -> str:
    """Return `words` without the agency's name, however much of its beginning is left out."""
    sizes = range(len(agency), SHORTEST_NAME - 1, -1)
    name = next((agency[-size:] for size in sizes if agency[-size:] in words), "")
    return words.replace(name, "") if name else words


def _clause(prose: Prose, count: Count) -> str:
    left, right = prose.around(count.start, count.end)
    return prose.ink[max(left, count.start - 30) : min(right, count.end + 10)]
