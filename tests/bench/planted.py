"""Kinds of planted defects: what each does to the text of a report, and the rules that must notice.

A kind gets a dice, a report and its text; it returns the changed text, or None where the report has nothing for it.
Kinds that need a sentence put an invented one into the overview: as it should be for the control, then spoiled.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from gongkai.document import Fact, Report, Status

Spoil = Callable[[Random, Report, str], tuple[str, str] | None]
"""Returns the control text and the spoiled one."""


@dataclass(frozen=True)
class Kind:
    """A kind of defect: its group, how it is planted, and the codes of which one must appear."""

    group: str
    spoil: Spoil
    codes: tuple[str, ...]


SENTENCES = Path(__file__).with_suffix(".toml")
OUTCOMES = ("granted", "partial", "denied_process", "unable_not_held", "rejected_petition", "unable_unclear")
SUMS = ("requests.outcomes-sum", "requests.applicants-sum", "requests.flow")


# ---------------------------------------------------------------------------------------------------- tables


def _cell(address: str, rng: Random, report: Report) -> Fact | None:
    """Return a printed number without doubt at an address whose row may be any of the outcomes (*)."""
    rows = list(OUTCOMES) if "*" in address else [""]
    rng.shuffle(rows)
    facts = {fact.address: fact for fact in report.facts}
    for row in rows:
        fact = facts.get(address.replace("*", row))
        if fact and fact.status is Status.NUMBER and not fact.doubt and fact.raw.isdecimal() and fact.raw.isascii():
            return fact
    return None


def _put(text: str, fact: Fact, value: str) -> str:
    return text[: fact.start] + value + text[fact.end :]


def other_number(rng: Random, value: int) -> int:
    """Return a number one slip away: another digit, two digits swapped, or a few more."""
    digits = str(value)
    if len(digits) > 1 and digits[-1] != digits[-2] and rng.random() < 0.4:
        return int(digits[:-2] + digits[-1] + digits[-2])
    if len(digits) > 1 and rng.random() < 0.5:
        at = rng.randrange(1, len(digits))
        return int(digits[:at] + rng.choice([d for d in "0123456789" if d != digits[at]]) + digits[at + 1 :])
    return value + rng.randint(1, 9)


def cell(address: str) -> Spoil:
    """Plant another number in a cell."""

    def spoil(rng: Random, report: Report, text: str) -> tuple[str, str] | None:
        fact = _cell(address, rng, report)
        return (text, _put(text, fact, str(other_number(rng, int(fact.raw))))) if fact else None

    return spoil


def cell_text(rng: Random, report: Report, text: str) -> tuple[str, str] | None:
    """Plant words in a cell."""
    fact = _cell("requests.*.total", rng, report)
    return (text, _put(text, fact, rng.choice(("见附件", "详见说明", "待定")))) if fact else None


def columns_shifted(_: Random, report: Report, text: str) -> tuple[str, str] | None:
    """Move the numbers of a row one column to the right."""
    facts = {fact.address: fact for fact in report.facts}
    for row in ("received_new", *OUTCOMES):
        first, second = (facts.get(f"requests.{row}.{column}") for column in ("natural_person", "business"))
        if first and second and first.status is second.status is Status.NUMBER and first.raw != second.raw:
            changed = text[: first.start] + second.raw + text[first.end : second.start] + first.raw + text[second.end :]
            return text, changed
    return None


def rows_swapped(_: Random, report: Report, text: str) -> tuple[str, str] | None:
    """Change what came in and what was done for each other, in the total column."""
    facts = {fact.address: fact for fact in report.facts}
    first, second = (facts.get(f"requests.{row}.total") for row in ("received_new", "total"))
    if first and second and first.raw.isdecimal() and second.raw.isdecimal() and first.value != second.value:
        return text, text[: first.start] + second.raw + text[first.end : second.start] + first.raw + text[second.end :]
    return None


def row_deleted(rng: Random, report: Report, text: str) -> tuple[str, str] | None:
    """Leave a line out that holds a row with its label."""
    facts = {fact.address: fact for fact in report.facts}
    rows = ["rejected_publications", "denied_stability", "unable_needs_creation", "rejected_reconfirm"]
    for row in rng.sample(rows, len(rows)):
        cells = [facts.get(f"requests.{row}.{column}") for column in ("natural_person", "total")]
        if cells[0] and cells[1] and cells[0].status is Status.NUMBER:
            start = text.rfind("\n", 0, cells[0].start) + 1
            end = text.find("\n", cells[1].end)
            line = text[start:end]
            if (
                end > 0
                and len(re.findall(r"\d+", line)) <= 9
                and re.search("[\u4e00-\u9fff]{5}", line)
                and start < cells[0].start
            ):
                return text, text[:start] + text[end + 1 :]
    return None


def money(_: Random, report: Report, text: str) -> tuple[str, str] | None:
    """Print fees in yuan where the header says 万元."""
    fact = next((f for f in report.facts if f.address == "art20_8.fees.amount"), None)
    if fact and fact.value and not fact.doubt and re.fullmatch(r"[\d.]+", fact.raw) and fact.value >= 500_000:
        return text, _put(text, fact, f"{fact.value:f}".split(".")[0])
    return None


# ---------------------------------------------------------------------------------------------------- prose


def _into_overview(report: Report, text: str, sentence: str) -> str | None:
    """Return the text with a paragraph of its own at the end of the overview's first passage."""
    passage = next((p for p in report.passages if p.section == "overview" and p.end - p.start > 20), None)
    if passage is None:
        return None
    end = text.find("\n", passage.end)
    end = len(text) if end < 0 else end
    return f"{text[:end]}\n{sentence}{text[end:]}" if end < report.sections[1].start else None


def _number(rng: Random) -> int:
    return rng.choice((rng.randint(2, 9), rng.randint(10, 99), rng.randint(100, 999), rng.randint(1000, 4000)))


_NAMES = (
    "机构概况", "人事信息", "财政收支", "规划计划", "应急管理", "招标采购", "惠民政策", "行政执法", "工作动态",
    "通知公告",
)  # fmt: skip
_HEADS = (
    "{y}年，共发布各类信息{n}条，其中", "全年主动公开政府信息{n}条，其中：",
    "各渠道累计发布信息{n}条（其中",
    "据统计，我们全年公开信息共计{n}条，包括",
    "发布信息{n}条，比上年略有增长，其中", "共对外公布信息{n}条。其中，",
)  # fmt: skip
_RESTS = ("其他{v}条", "其余{v}条", "其他信息{v}条", "其他类{v}条", "其它方面{v}条")


def _listed(rng: Random, report: Report, how: str) -> tuple[str, str]:
    """Return a list that adds up, and one spoiled in `how`."""
    names, values = rng.sample(_NAMES, rng.randint(2, 5)), []
    values = [_number(rng) for _ in range(len(names) + 1)]
    head, rest, mark = rng.choice(_HEADS), rng.choice(_RESTS), rng.choice("，、；")
    inner = rng.random() < 0.25

    def write(total: int, parts: list[int]) -> str:
        items = [f"{name}{rng.choice(('类', '信息', ''))}{value}条" for name, value in zip(names, parts, strict=False)]
        if inner and values[0] > 3:
            items[0] += f"（其中转载{values[0] // 3}条）"
        body = mark.join([*items, rest.format(v=parts[-1])])
        return head.format(y=report.year, n=total) + body + ("）" if "（" in head else "") + "。"

    state = rng.getstate()
    good = write(sum(values), values)
    rng.setstate(state)
    total, parts = sum(values), list(values)
    if how == "total":
        total = other_number(rng, total)
    else:
        at = len(parts) - 1 if how == "rest" else rng.randrange(len(parts) - 1)
        parts[at] = other_number(rng, parts[at])
    return good, write(total, parts)


def listed(how: str) -> Spoil:
    """Plant a list with a rest that doesn't add up."""

    def spoil(rng: Random, report: Report, text: str) -> tuple[str, str] | None:
        return _both(report, text, *_listed(rng, report, how))

    return spoil


def _both(report: Report, text: str, good: str, bad: str) -> tuple[str, str] | None:
    control, spoiled = _into_overview(report, text, good), _into_overview(report, text, bad)
    return (control, spoiled) if control and spoiled and good != bad else None


Pair = Callable[[Random, Report], tuple[str, str]]


def said(pair: Pair) -> Spoil:
    """Plant a sentence, good and bad."""
    return lambda rng, report, text: _both(report, text, *pair(rng, report))


def excess(rng: Random, _: Report) -> tuple[str, str]:
    """Parts without a rest, more than their total."""
    a, b = rng.randint(5, 60), rng.randint(5, 60)
    total = a + b + rng.randint(0, 20)
    write = "全年组织业务学习{}次，其中集中授课{}次、专题研讨{}次。".format
    return write(total, a, b), write(total, a + total, b) if rng.random() < 0.5 else write(max(a, b) - 1, a, b)


def nested(rng: Random, _: Report) -> tuple[str, str]:
    """A list within a list; the outer or the inner sum is spoiled."""
    a, b, c, d = (rng.randint(3, 300) for _ in range(4))
    write = "全年发布信息{}条，其中网站{}条（政策类{}条、动态类{}条、其他{}条），公众号{}条，其他{}条。".format
    good = write(a + b + c + d + 5, a + b + c, a, b, c, d, 5)
    if rng.random() < 0.5:
        return good, write(a + b + c + d + 5, a + b + c, a, b, other_number(rng, c), d, 5)
    return good, write(a + b + c + d + 5, a + b + c, a, b, c, d, 5 + rng.randint(1, 9))


def each(rng: Random, _: Report) -> tuple[str, str]:
    """Parts told with 分别."""
    a, b, c = (rng.randint(3, 90) for _ in range(3))
    write = "一年来共编发简报{}期，一至三季度和四季度以及增刊分别为{}期、{}期、{}期。".format
    return write(a + b + c, a, b, c), write(other_number(rng, a + b + c), a, b, c)


def total(rng: Random, _: Report) -> tuple[str, str]:
    """Numbers and what they come to."""
    a, b = rng.randint(8, 99), rng.randint(3, 60)
    write = rng.choice(
        (
            "承办人大代表建议{}件，政协提案{}件，合计{}件。",
            "电话咨询{}次、当面咨询{}次，共计{}次。",
            "出动宣传车{}辆次，张贴告示{}张。另编写问答{}条。"[:0] or "网上留言{}条，来信{}条，总计{}条。",
        )
    ).format
    return write(a, b, a + b), write(a, b, a + b + rng.randint(1, 9))


def share(rng: Random, _: Report) -> tuple[str, str]:
    """A part and its percentage."""
    whole = rng.randint(40, 900)
    part = rng.randint(5, whole - 5)
    right = 100 * part / whole
    wrong = right + rng.choice((-1, 1)) * rng.uniform(2, 12)
    write = rng.choice(
        (
            "全年制作解读材料{}篇，其中图文{}篇，占{:.1f}%。",
            "共发布信息{}条，其中民生类{}条，占比{:.1f}%。",
            "受理留言{}件，网上留言{}件，占总数的{:.1f}%。",
        )
    ).format
    return write(whole, part, right), write(whole, part, abs(wrong) + 0.5)


def shares(rng: Random, _: Report) -> tuple[str, str]:
    """Percentages that make up the whole."""
    a, b = rng.randint(20, 50), rng.randint(10, 30)
    write = "从内容看，征地拆迁类占{}%，规划建设类占{}%，其他占{}%。".format
    return write(a, b, 100 - a - b), write(a, b, 100 - a - b + rng.choice((-7, -3, 4, 9)))


def rate(rng: Random, _: Report) -> tuple[str, str]:
    """What came in, what was done, and the rate."""
    whole = rng.randint(20, 800)
    done = whole - rng.randint(1, whole // 4 + 1)
    write = "全年收到群众留言{}条，办结{}条，办结率{}。".format
    return write(whole, whole, "100%"), write(whole, done, "100%") if rng.random() < 0.6 else write(
        whole, done, f"{100 * done / whole + 1.7:.1f}%"
    )


def growth(rng: Random, _: Report) -> tuple[str, str]:
    """Two years and the growth."""
    before = rng.randint(50, 2000)
    change = rng.randint(5, before // 2)
    right = 100 * change / before
    forms = (
        lambda p: f"政务微信推送图文{before + change}篇，比上年增加{change}篇，增长{p:.1f}%。",
        lambda p: f"栏目访问量由{before}次增加到{before + change}次，增长{p:.1f}%。",
        lambda p: f"制作图解{before - change}张，较上年减少{change}张，下降{p:.1f}%。",
    )
    write = rng.choice(forms)
    return write(right), write(right + rng.uniform(1.5, 20))


def change(rng: Random, _: Report) -> tuple[str, str]:
    """Two numbers and their difference."""
    before, more = rng.randint(10, 300), rng.randint(3, 80)
    write = "公开专栏由{}个增加到{}个，增加{}个。".format
    return write(before, before + more, more), write(before, before + more, other_number(rng, more))


def flow(rng: Random, _: Report) -> tuple[str, str]:
    """Requests in and out."""
    new, carried, left = rng.randint(10, 90), rng.randint(1, 9), rng.randint(0, 5)
    write = "新收政府信息公开申请{}件，上年结转{}件，办结{}件，结转下年{}件。".format
    done = new + carried - left
    return write(new, carried, done, left), write(new, carried, other_number(rng, done), left)


def disclosed(rng: Random, report: Report, text: str) -> tuple[str, str] | None:
    """Say again what was disclosed in the year."""
    found = re.search(r"(?:主动公开的?政府信息|主动公开信息|发布政府信息)(?:达|共)?(\d+)条", text)
    if found is None or report.year is None or "截至" in text[found.start() - 30 : found.start()]:
        return None  # 截至: since when, is not said
    write = rng.choice(
        (
            "据统计，本年度共公开政府信息{}条。",
            f"{report.year}年我单位主动公开信息{{}}条。",
            "全年共主动公开政府信息{}条。",
        )
    ).format
    return _both(report, text, write(found[1]), write(other_number(rng, int(found[1]))))


def _amount(report: Report, *addresses: str) -> int | None:
    facts = {fact.address: fact for fact in report.facts}
    found = [facts[a] for a in addresses if a in facts]
    if not found or any(f.status is not Status.NUMBER or f.doubt for f in found):
        return None
    return int(sum(f.value or 0 for f in found))


def claimed(form: str, *addresses: str) -> Spoil:
    """Plant what a table says, and something else."""

    def spoil(rng: Random, report: Report, text: str) -> tuple[str, str] | None:
        amount = _amount(report, *addresses)
        if amount is None:
            return None
        return _both(report, text, form.format(amount), form.format(other_number(rng, amount)))

    return spoil


def denied(rng: Random, report: Report, text: str) -> tuple[str, str] | None:
    """Say that there was none where the table has some."""
    if not _amount(report, "requests.received_new.total") or "未收到" in text:
        return None
    return _both(
        report,
        text,
        "群众来信均已回复。",
        rng.choice(
            ("本年度未收到政府信息公开申请。", "全年没有收到依申请公开的申请。", "一年来未接到公民提出的信息公开申请。")
        ),
    )


# ---------------------------------------------------------------------------------------------------- residue


def inserted(good: str, *bad: str) -> Spoil:
    """Plant a sentence of another report; {y}: the reported year, {p}: the one before."""

    def spoil(rng: Random, report: Report, text: str) -> tuple[str, str] | None:
        if report.year is None:
            return None
        names = {"y": report.year, "p": report.year - 1, "a": report.agency or "本单位"}
        return _both(report, text, good.format(**names), rng.choice(bad).format(**names))

    return spoil


def self_named(_: Random, report: Report, text: str) -> tuple[str, str] | None:
    """Call the organ another kind."""
    agency = report.agency or ""
    kind = "镇" if agency.endswith("局") else "局" if "局" not in agency and agency else ""
    return _both(report, text, "我单位每周通报一次进度。", f"我{kind}每周通报一次进度。") if kind else None


def planned(rng: Random, report: Report, text: str) -> tuple[str, str] | None:
    """Put the reported year over the plans of part five."""
    section = next((s for s in report.sections if s.id == "problems"), None)
    if section is None or report.year is None or text[section.end - 1 : section.end] != "\n":
        return None
    form = rng.choice(
        (
            "（三）{y}年工作计划\n把公开目录再理一遍。\n",
            "{y}年，我们将把公开目录再理一遍。\n",
            "{y}年工作打算：把公开目录再理一遍。\n",
        )
    )
    texts = [text[: section.end] + form.format(y=year) + text[section.end :] for year in (report.year + 1, report.year)]
    return texts[0], texts[1]


def numbering(rng: Random, _: Report) -> tuple[str, str]:
    """Leave an item out of a list."""
    items = ["查漏补缺", "按季通报", "分类归档", "专人把关", "上门指导"][: rng.randint(4, 5)]
    marks = rng.choice((["一是", "二是", "三是", "四是", "五是"], ["第一，", "第二，", "第三，", "第四，", "第五，"]))
    good = [mark + item for mark, item in zip(marks, items, strict=False)]
    gone = rng.randint(1, len(items) - 2)
    bad = good[:gone] + good[gone + 1 :]
    return "日常工作这样抓：" + "；".join(good) + "。", "日常工作这样抓：" + "；".join(bad) + "。"


# ---------------------------------------------------------------------------------------------------- structure


def part_lost(_: Random, report: Report, text: str) -> tuple[str, str] | None:
    """Leave a part out, heading and all."""
    section = next((s for s in report.sections if s.id == "problems"), None)
    return (text, text[: section.start] + text[section.end :]) if section and len(report.sections) == 6 else None


def part_five(words: str) -> Spoil:
    """Put other words into part five."""

    def spoil(_: Random, report: Report, text: str) -> tuple[str, str] | None:
        section = next((s for s in report.sections if s.id == "problems"), None)
        if section is None or "\n" not in text[section.start : section.end]:
            return None
        first = section.start + len(section.heading)
        return text, text[:first] + "\n" + words + "\n" + text[section.end :]

    return spoil


def claim(form: str, address: str) -> Kind:
    """Return the kind of a claim that a cell of a table contradicts."""
    return Kind("claim", claimed(form, address), ("claim.table",))


TABLES = {
    "table: outcome cell": Kind("table", cell("requests.*.natural_person"), SUMS),
    "table: outcome total": Kind("table", cell("requests.*.total"), SUMS),
    "table: new requests": Kind("table", cell("requests.received_new.natural_person"), SUMS),
    "table: new requests total": Kind("table", cell("requests.received_new.total"), SUMS),
    "table: carried in": Kind("table", cell("requests.carried_in.total"), SUMS),
    "table: carried out": Kind("table", cell("requests.carried_out.natural_person"), SUMS),
    "table: grand total": Kind("table", cell("requests.total.total"), SUMS),
    "table: review total": Kind("table", cell("proceedings.review.total"), ("proceedings.results-sum",)),
    "table: lawsuit cell": Kind("table", cell("proceedings.direct_suit.upheld"), ("proceedings.results-sum",)),
    "table: columns shifted": Kind("table", columns_shifted, SUMS),
    "table: rows swapped": Kind("table", rows_swapped, SUMS),
    "table: row deleted": Kind("table", row_deleted, ("table.incomplete", "table.missing")),
    "table: words in a cell": Kind("table", cell_text, ("cell.text", "cell.doubtful", "table.incomplete")),
    "unit: 元 for 万元": Kind("unit", money, ("unit.slip",)),
}
PROSE = {
    "sum: total": Kind("sum", listed("total"), ("sum.parts", "sum.excess")),
    "sum: part": Kind("sum", listed("part"), ("sum.parts", "sum.excess")),
    "sum: rest": Kind("sum", listed("rest"), ("sum.parts", "sum.excess")),
    "sum: nested": Kind("sum", said(nested), ("sum.parts", "sum.excess")),
    "sum: excess": Kind("sum", said(excess), ("sum.excess", "sum.parts")),
    "sum: 分别": Kind("sum", said(each), ("sum.parts", "sum.excess")),
    "sum: 合计": Kind("sum", said(total), ("sum.total",)),
    "share": Kind("sum", said(share), ("share.part",)),
    "shares": Kind("sum", said(shares), ("share.sum",)),
    "rate": Kind("sum", said(rate), ("rate.counts",)),
    "growth": Kind("sum", said(growth), ("growth.years",)),
    "change": Kind("sum", said(change), ("growth.change",)),
    "flow": Kind("sum", said(flow), ("sum.flow",)),
    "claim: disclosed": Kind("claim", disclosed, ("claim.prose",)),
    "claim: requests": claim("全年收到政府信息公开申请{}件，均按期答复。", "requests.received_new.total"),
    "claim: reviews": claim("全年因政府信息公开发生行政复议{}件。", "proceedings.review.total"),
    "claim: documents": claim("全年制发行政规范性文件{}件。", "art20_1.normative_documents.issued"),
    "claim: none": Kind("claim", denied, ("claim.none",)),
}  # fmt: skip
RESIDUE = {
    "name: self": Kind("residue", self_named, ("name.self",)),
    "year: plan": Kind("residue", planned, ("year.plan",)),
    "numbering": Kind("residue", said(numbering), ("numbering.broken",)),
    **{
        name: Kind("residue", inserted(entry["good"], *entry["bad"]), (entry["code"],))
        for name, entry in tomllib.loads(SENTENCES.read_text(encoding="utf-8")).items()
    },
}
STRUCTURE = {
    "part five lost": Kind("structure", part_lost, ("part.missing",)),
    "part five empty": Kind("structure", part_five(""), ("part.empty",)),
    "no problems": Kind("structure", part_five("下一步，请各科室每月更新目录，落实责任。"), ("problems.absent",)),
    "no measures": Kind("structure", part_five("信息发布不及时。"), ("measures.absent",)),
}
KINDS = TABLES | PROSE | RESIDUE | STRUCTURE
