"""Numbers in prose that count nothing: dates, times, ordinals, ranks, names and idioms.

Most of them fall away because no classifier follows (documents, telephones, 十四五, 一网通办). Here are those that
one does follow. Each check answers: is this number, at `first`, with its unit from `unit` to `last`, a mention only?
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from gongkai.numbers import ARABIC, CHINESE, DIGITS
from gongkai.units import PLURAL, Measure, Units

Check = Callable[[str, int, int, int], bool]

QUOTED = 14  # characters: a longer quotation is a sentence, not a name
TITLE = 120

# What stands behind one of these marks is passed over whole. A quoted name holds no digits or is very short.
PASSED = (
    rf"(?<=第) {{0,2}}(?:{ARABIC}|[{CHINESE}]++)(?: ?[、,至到~-] ?(?:{ARABIC}|[{CHINESE}]++))*+"
    r"(?: ?[个项条款次批期届号])?",
    rf"(?<=《)[^《》]{{0,{TITLE}}}》",
    rf"(?<=“)(?:[^“”0-9\n]{{0,{QUOTED}}}|[^“”\n]{{0,8}})”",
    rf"(?<=「)[^「」\n]{{0,{QUOTED}}}」",
    r"(?<=‘)[^‘’\n]{0,10}’",
    r'(?<=")[^"0-9\n]{1,8}"',
)
OPENERS = '第《“「‘"'

_CALENDAR_YEAR = re.compile(r"(?<![0-9])(?:1[89]|20)[0-9]{2}(?![0-9])")
_LIMIT = re.compile(r" ?(?:内|以内|之内|期限|的期限|时限)")
_LASTING = re.compile(r"(?:期|为期|期限|时间|少于|超过|不足|公示|期限为|期为|时间为|延长|历时) ?$")
_YEARS_BEFORE = re.compile(r"(?:近|约|满|达|逾|超|超过|历时|连续|过去|不足|保存|保管|立|为期|已有|施行|运行) ?$")
_YEARS_AFTER = re.compile(r"(?:来|间|以上|以内|多|余|的|历史|时间|期限|内|前|后)")
_DATED = re.compile(r" ?(?:底|初|末|度|年末|年底|上半年|下半年|[0-9]{1,2} ?月|第)")
_CASES = re.compile(
    r"(?:行政|案|事|复议|诉讼|因|政府|投诉|举报|舆情|信息公开|依申请|涉|信访|违|典型|典型|问题|纠纷|突发)"
)
_OPINION = re.compile(r" ?(?:意见|建议|要求|措施|体会|内容|做法|不足|问题|经验|打算|思考|方面|启示|计划|成效|,|:|。|;)")
_SESSION = re.compile(r"届[^,。;、]{0,12}$")
_MEETING = ("会议", "全会", "全体")
_CLOCK = re.compile(r"[时点:] ?$")
_YEAR_TOLD = frozenset("这去新整同过")  # 去一年
_YEARS_JOINED = frozenset("-~至—、")
_DAY_AFTER = frozenset("月.-~至/、年")
_WITH = frozenset("与和同跟在一")
_SOME = frozenset("数几")
_TIMES = frozenset("年月周日天季旬")
_AND_HOURS = re.compile(r" ?[x×X*]? ?24 ?(?:个)?小时")
_ROUND_THE_CLOCK = re.compile(r"[0-9天] ?[x×X*✕╳]? ?$")


def _year(plain: str, first: int, unit: int, last: int) -> bool:
    """2020年 and 20年底 are dates, 3年 and 近20年 are not; of 21年 alone nobody knows."""
    digits = plain[first:unit].strip()
    if _CALENDAR_YEAR.search(digits):
        return True
    if not digits.isdecimal():
        return digits.startswith(("二零", "一九", "二○")) or (digits == "一" and plain[first - 1 : first] in _YEAR_TOLD)
    if _DATED.match(plain, last) or (len(digits) == 2 and plain[first - 1 : first] in _YEARS_JOINED):
        return True
    surely = _YEARS_AFTER.match(plain, last) or _YEARS_BEFORE.search(plain, max(0, first - 4), first)
    return len(digits) == 2 and 15 <= int(digits) <= 35 and not surely


def _day(plain: str, first: int, _unit: int, last: int) -> bool:
    """7月8日 and 8日 are dates, 15日内 and 公示期为7日 are not."""
    if plain[max(0, first - 4) : first].rstrip(" ")[-1:] in _DAY_AFTER:
        return True
    return not (_LIMIT.match(plain, last) or _LASTING.search(plain, max(0, first - 6), first))


def _minutes(plain: str, first: int, _unit: int, _last: int) -> bool:
    """9时30分."""
    return bool(_CLOCK.search(plain, max(0, first - 2), first))


def _hours(plain: str, first: int, unit: int, _last: int) -> bool:
    """24小时, 7×24小时: round the clock."""
    return plain[first:unit].strip() == "24" or bool(_ROUND_THE_CLOCK.search(plain, max(0, first - 3), first))


def _days(plain: str, _first: int, _unit: int, last: int) -> bool:
    """7天24小时: round the clock."""
    return bool(_AND_HOURS.match(plain, last))


def _together(plain: str, first: int, unit: int, last: int) -> bool:
    """一起 is together, unless cases follow; 起 after a date is since."""
    if plain[first:unit] != "一":
        return False
    return plain[first - 1 : first] in _WITH or not _CASES.match(plain, last)


def _points(plain: str, _first: int, _unit: int, last: int) -> bool:
    """3点意见, else a time of day."""
    return not _OPINION.match(plain, last)


def _session(plain: str, first: int, _unit: int, last: int) -> bool:
    """五届四次, 十三届全国人大三次会议."""
    if plain[first - 1 : first] == "届":
        return True
    return plain.startswith(_MEETING, last) and bool(_SESSION.search(plain, max(0, first - 14), first))


def _rank(plain: str, first: int, _unit: int, _last: int) -> bool:
    """前10名, 后三位, 列第3位."""
    return plain[first - 1 : first] in {"前", "后", "列"}


def _yearly(plain: str, first: int, unit: int, _last: int) -> bool:
    """2021版, 2020级."""
    return unit - first == 4 and plain.startswith(("19", "20"), first)


CHECKS: Mapping[str, Check] = {
    "年": _year, "日": _day, "分": _minutes, "小时": _hours, "天": _days, "起": _together, "点": _points,
    "次": _session, "名": _rank, "位": _rank, "版": _yearly,
}  # fmt: skip


def is_word(plain: str, first: int, unit: int, last: int, measure: Measure, units: Units) -> bool:
    """Tell whether a Chinese numeral with its classifier is part of a word, a name or an idiom."""
    for before, after in units.idioms.get(plain[first:last], ()):
        if plain.startswith(after, last) and plain.endswith(before, 0, first):
            return True
    numeral = plain[first:unit]
    if numeral == "零":
        return True
    if plain[first - 1 : first] in _SOME and numeral[0] not in DIGITS:
        return True
    return numeral == "一" and _is_article(plain, first, last, measure, units)


def _is_article(plain: str, first: int, last: int, measure: Measure, units: Units) -> bool:
    """Tell whether 一 with its classifier says a, each, the same or together rather than one."""
    before = plain[first - 1] if first else ""
    if measure.numerals == PLURAL or (before and before in units.one_after):
        return True
    if before and before in units.one_turn and not plain.endswith(("以上", "线上", "网上", "以下", "线下"), 0, first):
        return True
    if plain.endswith(units.one_article, 0, first):
        return True
    # 一事一议, 一户一档, 一周一调度; but 一年一次 counts the times.
    if plain[last : last + 1] == "一":
        return True
    return plain[first - 2 : first - 1] == "一" and before not in _TIMES and first >= 2
