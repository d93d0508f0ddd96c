"""Write the prose of the six parts from sentence templates, with numbers that agree with the tables."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from random import Random

from .truth import Truth, split

_SLOT = re.compile(r"\{([^}]+)\}")
_RANGE = re.compile(r"(\d+)-(\d+)")
_DECIMAL = re.compile(r"d([\d.]+)-([\d.]+)")
_NUMERALS = ("两", "三", "四", "五", "六", "七", "八", "九", "十")
_MARKERS = (
    ("一是", "二是", "三是", "四是", "五是", "六是"),
    ("（一）", "（二）", "（三）", "（四）", "（五）", "（六）"),
    ("1.", "2.", "3.", "4.", "5.", "6."),
    ("1、", "2、", "3、", "4、", "5、", "6、"),
    ("第一，", "第二，", "第三，", "第四，", "第五，", "第六，"),
    ("①", "②", "③", "④", "⑤", "⑥"),
)
_SUBHEADINGS = {
    "proactive": "主动公开", "management": "政府信息管理", "platform": "平台建设", "supervision": "监督保障",
    "interpretation": "解读回应", "training": "培训宣传", "organization": "组织领导", "requests": "依申请公开",
}  # fmt: skip
_STYLES = ("{x}。", "{x}情况", "关于{x}", "{x}方面", "抓好{x}")

Templates = dict[str, list[list[str]]]


@dataclass(slots=True)
class Writer:
    """Fill templates for one report."""

    rng: Random
    truth: Truth
    agency: str
    we: str
    last_day: tuple[int, int] = (1, 1)
    used: set[str] = field(default_factory=set)

    def sentence(self, place: str) -> str:
        """Return a sentence for `place`, a new one while there are any."""
        templates, _ = _load()
        choices = templates[place]
        index = self.rng.randrange(len(choices))
        for step in range(len(choices)):
            key = f"{place}{(index + step) % len(choices)}"
            if key not in self.used:
                self.used.add(key)
                index = (index + step) % len(choices)
                break
        return "".join(part if at % 2 == 0 else self._slot(part) for at, part in enumerate(choices[index]))

    def listing(self, place: str, count: int) -> list[str]:
        """Return an enumeration of `count` items: one paragraph, or a paragraph an item."""
        markers = self.rng.choice(_MARKERS)
        items = [markers[i] + self.sentence(place) for i in range(count)]
        if markers[0] == "一是" and self.rng.random() < 0.5:
            items = [item[:-1] + "；" for item in items[:-1]] + items[-1:]
        return items if self.rng.random() < 0.5 else ["".join(items)]

    def _slot(self, name: str) -> str:
        kind, detail = _slot_kind(name)
        return _FILLERS[kind](self, detail)


def write_parts(rng: Random, truth: Truth, agency: str) -> dict[str, list[str]]:
    """Return the paragraphs of each part; `opening` stands before the first heading."""
    writer = Writer(rng, truth, agency, rng.choice((_own(agency), "我单位", "本机关", "我们", agency[-6:])))
    parts: dict[str, list[str]] = {"opening": [writer.sentence("opening")] if rng.random() < 0.85 else []}
    parts["overview"] = _overview(writer)
    parts["proactive"] = [writer.sentence("proactive.before")] if rng.random() < 0.15 else []
    parts["requests"] = [writer.sentence("requests.before")] if rng.random() < 0.08 else []
    quiet = not any(count for name, count in truth.counts.items() if name.startswith("proceedings."))
    parts["proceedings"] = [writer.sentence("proceedings.none")] if quiet and rng.random() < 0.1 else []
    parts["problems"] = _problems(writer)
    parts["other"] = _other(writer)
    return parts


def _own(agency: str) -> str:
    """Return 我局 for a 局, 我镇 for a 镇."""
    return next((f"我{kind}" for kind in ("局", "委", "镇", "乡", "街道", "厅") if kind in agency[-8:]), "本单位")


def _overview(writer: Writer) -> list[str]:
    rng = writer.rng
    paragraphs = [writer.sentence("overview.lead")]
    topics = [
        "proactive",
        "requests",
        *rng.sample(
            ("management", "platform", "supervision", "interpretation", "training", "organization"), rng.randint(5, 6)
        ),
    ]
    style, title = rng.choice(("plain", "plain", "（{k}）", "{n}.", "（{k}）")), rng.choice(_STYLES)
    for number, topic in enumerate(topics, 1):
        sentences = _requests(writer) if topic == "requests" else _topic(writer, topic)
        if style == "plain":
            paragraphs += sentences
        else:
            mark = style.format(k="一二三四五六七八"[number - 1], n=number) + title.format(x=_SUBHEADINGS[topic])
            glued = title.endswith("。")
            paragraphs += [mark + sentences[0], *sentences[1:]] if glued else [mark, *sentences]
    return paragraphs


def _topic(writer: Writer, topic: str) -> list[str]:
    rng, place = writer.rng, f"overview.{topic}"
    first = [writer.sentence("overview.total")] if topic == "proactive" else []
    count = min(rng.randint(5, 12), len(_load()[0][place]))
    if rng.random() < 0.4:
        return first + writer.listing(place, min(count, 6))
    sentences = first + [writer.sentence(place) for _ in range(count)]
    return ["".join(sentences[:4]), "".join(sentences[4:])] if count > 4 else ["".join(sentences)]


def _requests(writer: Writer) -> list[str]:
    counts = writer.truth.counts
    place = "some" if counts["received_new"] else "carried" if counts["carried_in"] else "none"
    return [writer.sentence(f"overview.{place}")]


def _problems(writer: Writer) -> list[str]:
    rng = writer.rng
    titled = rng.random() < 0.4
    first = ["（一）存在的问题"] if titled else []
    second = ["（二）改进措施"] if titled else []
    problems = [writer.sentence("problems.lead"), *writer.listing("problems.item", rng.randint(2, 4))]
    measures = [writer.sentence("measures.lead"), *writer.listing("measures.item", rng.randint(2, 5))]
    return [*first, *problems, *second, *measures]


def _other(writer: Writer) -> list[str]:
    if writer.rng.random() < 0.4:
        return [writer.sentence("other.none")]
    places = writer.rng.sample(("other.fees", "other.proposals", "other.misc"), writer.rng.randint(1, 3))
    return [writer.sentence(place) for place in places]


@cache
def _load() -> tuple[Templates, dict[str, list[str]]]:
    """Return templates (text and slot names in turn) by place, and word lists by name."""
    templates: Templates = {}
    words: dict[str, list[str]] = {}
    place = ""
    for line in (Path(__file__).parent / "sentences.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("@"):
            name, _, listed = line[1:].partition(" = ")
            words[name] = listed.split(" | ")
        elif line.startswith("["):
            place = line.strip("[]")
        elif line and not line.startswith("#"):
            templates.setdefault(place, []).append(_SLOT.split(line))
    return templates, words


def template_count() -> int:
    """Return how many sentence templates there are."""
    return sum(map(len, _load()[0].values()))


@cache
def _slot_kind(name: str) -> tuple[str, tuple[str, ...]]:
    if match := _RANGE.fullmatch(name):
        return "range", match.groups()
    if match := _DECIMAL.fullmatch(name):
        return "decimal", match.groups()
    return (name, ()) if name in _FILLERS else ("word" if name in _load()[1] else "count", (name,))


def _range(writer: Writer, detail: tuple[str, ...]) -> str:
    return str(writer.rng.randint(int(detail[0]), int(detail[1])))


def _decimal(writer: Writer, detail: tuple[str, ...]) -> str:
    return f"{writer.rng.uniform(float(detail[0]), float(detail[1])):.{writer.rng.randint(1, 2)}f}"


def _percent(writer: Writer, _: tuple[str, ...]) -> str:
    return f"{writer.rng.randint(1, 98)}%" if writer.rng.random() < 0.5 else f"{writer.rng.uniform(1, 99):.1f}%"


def _word(writer: Writer, detail: tuple[str, ...]) -> str:
    return writer.rng.choice(_load()[1][detail[0]])


def _count(writer: Writer, detail: tuple[str, ...]) -> str:
    return str(writer.truth.counts[detail[0]])


def _sum(writer: Writer, _: tuple[str, ...]) -> str:
    rng = writer.rng
    names = rng.sample(_load()[1]["category"], rng.randint(3, 5))
    total = rng.randint(60, 5000)
    parts = split(rng, total, dict.fromkeys(names, 1.0))
    return f"{total}条，其中" + rng.choice("，、").join(f"{name}{count}条" for name, count in parts.items())


def _day(writer: Writer, _: tuple[str, ...]) -> str:
    return f"{writer.rng.randint(1, 12)}月{writer.rng.randint(1, 28)}日"


def _document(writer: Writer, _: tuple[str, ...]) -> str:
    series = writer.rng.choice(("政办发", "政发", "局发", "公开办"))
    return f"{writer.agency[0]}{series}〔{writer.truth.year}〕{writer.rng.randint(1, 120)}号"


def _document_name(writer: Writer, _: tuple[str, ...]) -> str:
    kind = writer.rng.choice(
        ("信息发布审核办法", "依申请公开工作规程", "公开属性认定细则", "年度公开任务清单", "保密审查制度")
    )
    return f"{writer.agency[:2]}{kind}"


def _name(attribute: str, writer: Writer, _: tuple[str, ...]) -> str:
    return str(getattr(writer, attribute))


def _year(offset: int, writer: Writer, _: tuple[str, ...]) -> str:
    return str(writer.truth.year + offset)


def _numeral(writer: Writer, _: tuple[str, ...]) -> str:
    return writer.rng.choice(_NUMERALS)


_FILLERS: dict[str, Callable[[Writer, tuple[str, ...]], str]] = {
    "range": _range,
    "decimal": _decimal,
    "word": _word,
    "count": _count,
    "p": _percent,
    "sum": _sum,
    "date": _day,
    "doc": _document,
    "doc_name": _document_name,
    "cn": _numeral,
    "agency": partial(_name, "agency"),
    "we": partial(_name, "we"),
    "year": partial(_year, 0),
    "next": partial(_year, 1),
}
