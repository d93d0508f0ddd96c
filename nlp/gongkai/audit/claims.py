"""Find what the prose claims in numbers that the tables give, too: object, number, place.

A claim is of this year and of the reporting organ as a whole. What is last year's, cumulative (累计, 以来), of a part
(通过网站, 自然人, 其中) or of others (各部门, 县政府办) is no claim: silence is better than a false alarm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongkai.audit.objects import Object, object_of
from gongkai.audit.prose import Count, Prose, Sentence
from gongkai.document import Record

_OTHER_TIME = re.compile(
    r"上年|去年|往年|历年|累计|以来|上一年|前年|上半年|下半年|季度|每年|每月|每季|至今|(?<!1)\d月(?!\d?\d日|底|末)|连续|近年|近\d"
)
_PART = re.compile(
    r"其中|网络|网上|网站|信函|邮寄|邮件|邮箱|当面|现场|平台|传真|窗口|自然人|法人|企业|律师|补正|延期|另有|首次|重复|"
    r"分别|平均|涉及|关于|有关|类|内容"
)
_EVERYBODY = re.compile("公民、?法人(?:和|或|及|或者)?其[他它]组织")
_OTHERS = re.compile(
    r"各(?!类|种|项)|部门|乡镇|镇街|街镇|下属|直属|分局|科室|政府办|办公室|本级|单位(?<!本单位)(?<!我单位)|系统|委局"
)
_YEAR = re.compile(r"20\d\d(?=年)")
_SUBJECT = re.compile("公开|依申请")
REACH, BEHIND = 34, 12
"""Characters before and behind a number that say what it counts."""
UNITS = frozenset({"件", "条", "份", "个", "宗", "次", "项", "起", "例", "部", "件次", "元", None})

_HINT = re.compile("申请|复议|诉讼|规范性文件|行政许可|行政处罚|行政强制|收费|采购|公开|提供|处理|结转|转入|办结|办理")

# What is said not to be: 未收到…申请, 未发生…行政复议、行政诉讼.
_NONE = re.compile(
    r"(?:未|没有|没|无(?![论障线偿关人])|零)(?:曾)?(?:有|收到|接到|接收|受理|发生|出现|产生|因)?(?P<what>[^。;,\n]{0,40}?(?:申请|行政复议|行政诉讼))"
    r"(?P<more>[^。;,\n]{0,20})"
)
_NO_NONE = re.compile(
    "纠正|纠错|败诉|撤销|投诉|超期|逾期|举报|答复|办结|未按|收费|不|违|无法|无效|无正当|结转|审结|再次|异议"
)


class Claim(Record, frozen=True):
    """What is claimed of an object: the number and where the clause stands in the ink."""

    object: Object
    count: Count
    start: int
    end: int


class Denial(Record, frozen=True):
    """An object said not to have occurred."""

    object: str
    start: int
    end: int


def claims(prose: Prose, year: int | None) -> Iterator[Claim]:
    """Yield the claims of a report's prose on what its tables hold."""
    for object, count, sentence in counted(prose):
        clause = prose.around(count.start, count.end)
        whole = prose.before(sentence, count)
        if not _limited(object, whole, prose.ink[clause[0] : count.start], year) and on_subject(
            prose, object, clause, whole
        ):
            yield Claim(object, count, *clause)


def counted(prose: Prose) -> Iterator[tuple[Object, Count, Sentence]]:
    """Yield what the prose counts, whenever and of whomever, with the number and its sentence."""
    ink = prose.ink
    for sentence in prose.sentences:
        if not _HINT.search(ink, sentence.start, sentence.end):
            continue
        for count in sentence.counts:
            if count.unit not in UNITS or not count.exact or count.kind == "percent":
                continue
            start = max(sentence.start, count.start - REACH)
            before, behind = ink[start : count.start], ink[count.end : min(sentence.end, count.end + BEHIND)]
            unit = ink[count.start : count.end].lstrip("0123456789.,")
            if object := object_of(f"{before}#{unit}{behind}"):
                yield object, count, sentence


def denials(prose: Prose) -> Iterator[Denial]:
    """Yield what the prose says did not occur: requests, reviews, lawsuits."""
    for match in _NONE.finditer(prose.ink):
        said = match[0]
        if _NO_NONE.search(said[1:]) or _OTHERS.search(said) or _OTHER_TIME.search(said):
            continue
        sentence = prose.ink[prose.sentence_start(match.start()) : match.start()]
        if not _SUBJECT.search(said + sentence) or _OTHERS.search(sentence[-12:]) or _OTHER_TIME.search(sentence):
            continue
        if "行政复议" in said or "行政诉讼" in said:
            yield from (
                Denial(id, *match.span()) for id, word in (("review", "行政复议"), ("suit", "行政诉讼")) if word in said
            )
        elif re.search("收到|接到|接收|受理", said[:6]) and re.search(
            r"(?:公开|公开信息|依)申请|申请公开|信息的?申请", said
        ):
            yield Denial("received", *match.span())


def _limited(object: Object, sentence: str, clause: str, year: int | None) -> bool:
    """Tell whether a claim is of another time, of a part or of others."""
    time = sentence if not object.part else clause
    if object.id not in ("carried_in", "carried_out"):
        if _OTHER_TIME.search(time):
            return True
        if any(int(found) != year for found in _YEAR.findall(re.sub("《[^》]*》", "", sentence))):
            return True
    return of_others(object, clause)


def of_others(object: Object, clause: str) -> bool:
    """Tell whether a clause counts a part only, or others' work."""
    clause = _EVERYBODY.sub("", clause)
    return bool(_OTHERS.search(clause) or (not object.part and _PART.search(clause)))


def on_subject(prose: Prose, object: Object, clause: tuple[int, int], sentence: str) -> bool:
    """Tell whether requests are those for information, and cases those about them."""
    if object.id in ("received", "review", "suit") or object.part:
        passage = prose.passage(clause[0])
        told = passage.section in ("requests", "proceedings") or any(tag.tag == "on_request" for tag in passage.tags)
        if object.id in ("review", "suit"):
            return "公开" in sentence or passage.section == "proceedings"
        return told
    return True


def by_object(found: Sequence[Claim]) -> dict[str, list[Claim]]:
    """Return the claims by what they are of, in text order."""
    groups: dict[str, list[Claim]] = {}
    for claim in found:
        groups.setdefault(claim.object.id, []).append(claim)
    return groups
