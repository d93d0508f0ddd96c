"""Hold the prose's claims against the tables, and against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from gongkai.audit.claims import OUTCOMES, Claim, by_object, claims, denials
from gongkai.audit.prose import Count, Prose, add
from gongkai.audit.wording import cell_name, finding, place_of
from gongkai.document import Fact, Finding, Number, Report, Status
from gongkai.editions import Edition

# object -> the cells whose sum is meant, each of the edition that has it
_CELLS: dict[str, tuple[str, ...]] = {
    "received": ("requests.received_new.total",),
    "carried_in": ("requests.carried_in.total",),
    "carried_out": ("requests.carried_out.total",),
    "handled": ("requests.total.total",),
    "granted": ("requests.granted.total",),
    "partial": ("requests.partial.total",),
    "denied": tuple(
        f"requests.denied_{row}.total"
        for row in ("state_secret", "law_forbidden", "stability", "third_party", "internal", "process", "case_files", "admin_query")
    ),
    "unable": tuple(f"requests.unable_{row}.total" for row in ("not_held", "needs_creation", "unclear")),
    "rejected": tuple(
        f"requests.rejected_{row}.total" for row in ("petition", "duplicate", "publications", "repeated", "reconfirm")
    ),
    "review": ("proceedings.review.total",),
    "suit": ("proceedings.direct_suit.total", "proceedings.suit_after_review.total"),
    "normative_issued": ("art20_1.normative_documents.issued", "art20_1.normative_documents.made"),
    "normative_repealed": ("art20_1.normative_documents.repealed",),
    "normative_in_force": ("art20_1.normative_documents.in_force", "art20_1.normative_documents.total"),
    "licensing": ("art20_5.licensing.decisions",),
    "penalties": ("art20_6.penalties.decisions",),
    "coercion": ("art20_6.coercion.decisions",),
    "fees": ("art20_8.fees.amount",),
    "procurement": ("art20_9.procurement.amount",),
}  # fmt: skip
_ALSO: dict[str, tuple[str, ...]] = {
    "received": ("requests.received_new.total", "requests.carried_in.total"),
    "handled": ("requests.total.total", "requests.carried_out.total"),
    "normative_issued": ("art20_1.normative_documents.published",),
}
"""Cells whose sum may be meant as well."""

_DISCLOSED = re.compile(
    r"(?P<clause>[^,;。\n]{0,40}?)(?:公开|发布)(?:的|各类|各项|政府|政务|有关|相关|主动|工作|信息|类|总|数量?|共计?|达到?|到|为|了|有|约)*$"
)
_PERIOD = re.compile(r"全年|本年度?|年度|20\d\d年|一年来|年内|今年")
_WHOLE = re.compile(
    r"^(?:20\d\d年?(?:度|全年|以来)?|本年度?|全年|一年来|年内|今年|据统计|[,、我们本局委办厅院县市区镇乡街道单位机关各渠]|主动|累计|共计?|总计|对外|向社会|依法|政府|政务|及时|通过(?:各类|各种|多种|不同)(?:渠道|途径|方式|形式|载体|平台)|各渠道)*$"
)
_CHANNEL = re.compile("网|微信|微博|公众号|新媒体|栏|屏|公报|广播|媒体|APP|平台|客户端|报|短信|抖音|电视")
_CUMULATIVE = re.compile("(?<!全年)(?<!年度)(?<!20[0-9][0-9]年)累计|以来|历年|自开通|至今|截至|截止")
SHORTEST_NAME = 3
_SCOPE = re.compile("全[县市区省镇乡]|各级|各[部单乡镇科股]|系统|部门")
_GENERIC = re.compile(
    r"^(?:[(（]?[一二三四五六七八九十\d]+[)）.、]|第[一二三四五六七八九十]+,?|[一二三四五六七八九十]是)?"
    r"(?:主动|公开|政府|政务|信息|工作|进展|情况|数量|基本|总体|重点|的|及|和|与|开展|做好|加强|推进|扎实|全面|积极|持续|深入|稳步|有序|及时|规范|抓好|关于|,)*[。:]?$"
)


def check_claims(prose: Prose, report: Report, edition: Edition | None) -> Iterator[Finding]:
    """Yield a finding for every claim that no table and no other claim bears out."""
    facts = {fact.address: fact for fact in report.facts}
    found = by_object(list(claims(prose, report.year)))
    yield from _flow(prose, found)
    if edition is not None:
        borne = _borne_out(found, facts)
        for object, said in found.items():
            if object not in OUTCOMES or borne:
                yield from _against_table(prose, edition, facts, object, said)
        for denial in denials(prose):
            cells = _cells(facts, _CELLS[denial.object])
            amount = _sum(cells)
            if amount:
                yield finding(
                    "claim.none", [prose.place(denial.start, denial.end), *(place_of(cell) for cell in cells if cell.value)],
                    text=prose.ink[denial.start : denial.end], place=cell_name(edition, cells[0].address), cell=amount,
                )  # fmt: skip
    yield from _disclosed(prose, report)


def _borne_out(found: Mapping[str, Sequence[Claim]], facts: Mapping[str, Fact]) -> bool:
    """Tell whether the prose speaks of the same requests as the table: the number that came in is the same."""
    amount = _sum(_cells(facts, _CELLS["received"]))
    return amount is not None and any(claim.count.value == amount for claim in found.get("received", ()))


def _against_table(
    prose: Prose, edition: Edition, facts: Mapping[str, Fact], object: str, said: Sequence[Claim]
) -> Iterator[Finding]:
    """Yield the claims on one object where none of them, nor all together, is what the table says."""
    cells = _cells(facts, _CELLS[object])
    amount = _sum(cells)
    if amount is None or any(cell.doubt or cell.unit_source == "assumed" for cell in cells):
        return
    values = [claim.count.value for claim in said]
    allowed = {amount, _sum(_cells(facts, _ALSO.get(object, ())))}
    wrong = [claim for claim in said if not _near(claim.count, amount) and claim.count.value not in allowed]
    if add(values) in allowed:
        return
    if len(wrong) < len(said):  # some say what the table says: the others may mean less
        wrong = [claim for claim in wrong if object not in OUTCOMES and _PERIOD.search(_before(prose, claim))]
    for claim in wrong[:1]:
        yield finding(
            "claim.table", [prose.place(claim.start, min(claim.end, claim.start + 120)), *(place_of(cell) for cell in cells[:4])],
            text=prose.ink[max(claim.start, claim.count.start - 30) : claim.count.end],
            place=cell_name(edition, cells[0].address) + ("等" if len(cells) > 1 else ""), cell=amount,
        )  # fmt: skip


def _before(prose: Prose, claim: Claim) -> str:
    """Return the sentence up to the number."""
    return prose.ink[prose.sentence_start(claim.start) : claim.count.start]


def _cells(facts: Mapping[str, Fact], addresses: Sequence[str]) -> list[Fact]:
    return [facts[address] for address in addresses if address in facts]


def _sum(cells: Sequence[Fact]) -> Number | None:
    """Return what cells add up to, blanks as nothing; None where one is missing or text, or no number is printed."""
    if not cells or any(cell.status in (Status.MISSING, Status.TEXT) for cell in cells):
        return None
    return add(cell.value or 0 for cell in cells) if any(cell.status is Status.NUMBER for cell in cells) else None


def _near(count: Count, amount: Number) -> bool:
    """Tell whether a printed number is `amount`, rounded as printed."""
    return abs(count.value - amount) * 2 <= count.step


def _flow(prose: Prose, found: Mapping[str, Sequence[Claim]]) -> Iterator[Finding]:
    """Hold the four numbers of the requests against each other where a passage gives each once."""
    passages: dict[int, dict[str, list[Count]]] = {}
    for object in ("received", "carried_in", "handled", "carried_out"):
        for claim in found.get(object, ()):
            passages.setdefault(prose.passage(claim.start).start, {}).setdefault(object, []).append(claim.count)
    for said in passages.values():
        if len(said) == 4 and all(len(counts) == 1 for counts in said.values()):
            yield from _flows(prose, *(counts[0] for counts in said.values()))


def _flows(prose: Prose, received: Count, carried: Count, done: Count, left: Count) -> Iterator[Finding]:
    if received.value + carried.value != done.value + left.value:
        yield finding(
            "sum.flow", [prose.place(count.start, count.end) for count in (received, carried, done, left)],
            received=received.value, carried=carried.value, done=done.value, left=left.value,
        )  # fmt: skip


def _disclosed(prose: Prose, report: Report) -> Iterator[Finding]:
    """Hold the claims of all information disclosed in the year against each other."""
    said: list[tuple[Count, bool]] = []
    for sentence in prose.sentences:
        for count in sentence.counts:
            if count.unit == "条" and count.exact and _is_total(prose, sentence.start, count, report):
                said.append((count, bool(_SCOPE.search(prose.ink, sentence.start, count.start))))
    for index, (one, wide) in enumerate(said):
        for other, other_wide in said[index + 1 :]:
            if (
                one.value != other.value
                and wide == other_wide
                and not (_near(one, other.value) or _near(other, one.value))
            ):
                yield finding(
                    "claim.prose", [prose.place(*prose.around(c.start, c.end)) for c in (one, other)],
                    one=_clause(prose, one), other=_clause(prose, other),
                )  # fmt: skip
                return


def _is_total(prose: Prose, start: int, count: Count, report: Report) -> bool:
    """Tell whether a number is that of all information the organ disclosed in the year."""
    ink = prose.ink
    before = ink[start : count.start]
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
    words = clause if _PERIOD.search(clause) else before[: len(before) - len(match[0]) + len(clause)]
    if not _WHOLE.match(_without_name(words, report.agency or "")):
        return False
    opening = prose.opening(count.start)
    lead = ink[opening:start]
    return not lead or (_GENERIC.match(lead.split("。")[0] + "。") is not None or start - opening > 60)


def _without_name(words: str, agency: str) -> str:
    """Return `words` without the agency's name, however much of its beginning is left out."""
    sizes = range(len(agency), SHORTEST_NAME - 1, -1)
    name = next((agency[-size:] for size in sizes if agency[-size:] in words), "")
    return words.replace(name, "") if name else words


def _clause(prose: Prose, count: Count) -> str:
    left, right = prose.around(count.start, count.end)
    return prose.ink[max(left, count.start - 30) : min(right, count.end + 10)]
