"""Who a text says writes it, acts in it, or published it, and what it calls itself (我局)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from gongkai.document import Evidence
from gongkai.masthead.names import HAN, ORGAN, is_name
from gongkai.masthead.page import without_quoted
from gongkai.masthead.titles import Found

USES = 2
"""A place that only the running text gives must be used so often."""

_SPEAKS = (
    "(?=认真|在|坚持|按照|以|全面|深入|严格|紧|高度|贯彻|积极|始终|根据|共|政府信息|政务|信息公开|围绕|落实|切实|主动|不断|进一步|"
    "结合|依法|持续|着力|扎实|加强|党|深化|聚焦|充分|强化)"
)
SPEAKER = re.compile(rf"(?:(?m:^)|[,。\s]|年度|年(?!度)|以来)({HAN}{{2,24}}?(?:{ORGAN})){_SPEAKS}")
"""Who acts: 清溪县水利局认真落实…."""
_WRITES = (
    rf"(?=(?:{HAN}{{1,4}}[科股处室])?"
    r"(?:按照|依照|编制|编写|汇总|整理|起草|负责|(?:对|关于)?20\d\d年度?(?:政府|政务|信息)))"
)
WRITER = re.compile(rf"(?:(?m:^)|[,。\s由将])((?:(?![由将据]){HAN}){{2,24}}?(?:{ORGAN})){_WRITES}")
"""Who writes: 本报告由清溪县水利局编制."""
_BODY = r"(?:发布|公开|制发|发文|编制|编写|填报|报告)(?:机构|机关|单位|部门)|单位名称"
BODY = re.compile(rf"(?:{_BODY})[】\]]? ?: ?({HAN}{{3,30}})(?!{HAN})")
"""Whom the page's own data name as the body that issued it."""
_SOURCE = re.compile(rf"(?:{_BODY}|(?:信息|稿件|文章)?来源)[】\]]? ?: ?({HAN}{{3,30}})(?!{HAN})")
_SELF = re.compile("我(局|委|办|厅|院|中心|镇|乡|街道|县|市|区|新区|校|公司|集团|处)")
_USED = re.compile(
    rf"(?:(?<!\w)|(?<=[在由为对与和及向是经将过]))({HAN}{{2,8}}?[省市县区州旗镇乡](?:{HAN}{{0,12}}?(?:{ORGAN}))?)(?!关于|《|印发|要求)"
)


def speakers(pattern: re.Pattern[str], plain: str, span: tuple[int, int]) -> Iterator[Found]:
    """Yield the names that `pattern` finds in a span."""
    start, words = span[0], without_quoted(plain[slice(*span)])
    for match in pattern.finditer(words):
        if is_name(match[1]):
            yield Found(match[1], Evidence("text", start + match.start(1), start + match.end(1)))


def sources(plain: str, end: int) -> Iterator[Found]:
    """Yield who is named as publisher or source in the data of the page, before `end`; it may be a part of a name."""
    for match in _SOURCE.finditer(plain, 0, end):
        yield Found(match[1], Evidence("text", *match.span(1)))


def self_name(plain: str) -> str:
    """Return what the text calls itself most often, without 我; nothing where it doesn't."""
    calls = Counter(_SELF.findall(without_quoted(plain))).most_common(1)
    return calls[0][0] if calls else ""


def used(plain: str) -> Iterator[Found]:
    """Yield the name most used in the text; one that ends as the text speaks of itself (我局) need stand only once."""
    text, own = without_quoted(plain), self_name(plain)
    names = Counter(match[1] for match in _USED.finditer(text) if is_name(match[1]))
    names = Counter({name: text.count(name) for name in names if not own or name.endswith(own)})
    for name, uses in names.most_common(1):
        if uses >= (1 if own else USES):
            yield Found(name, Evidence("text", text.index(name), text.index(name) + len(name)))
