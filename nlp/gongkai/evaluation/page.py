"""The evaluation as one page: no script, no network, readable on a phone and in the dark."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from importlib import resources

from gongkai.evaluation import charts
from gongkai.evaluation.charts import Bars
from gongkai.evaluation.evaluation import Evaluation
from gongkai.evaluation.heatmap import MISSED, NONE, heatmap
from gongkai.evaluation.mistakes_table import mistakes_table
from gongkai.evaluation.names import SETTINGS, SLICES
from gongkai.evaluation.wording import manner
from gongkai.model.names import tag_name
from gongkai.training.measures import Interval

_STYLE = "page.css"


def page(found: Evaluation) -> str:
    """Return the page as HTML that holds everything it needs."""
    style = resources.files("gongkai.evaluation").joinpath(_STYLE).read_text(encoding="utf-8")
    title = f"段落标签评估：{found.subject}"
    parts = [
        f"<h1>{escape(title)}</h1>", f'<p class="soft">{escape(manner(found))}</p>',
        *(f'<p class="warning">{escape(words)}</p>' for words in found.warnings), _figures(found),
        f'<div class="legend">{charts.legend()}</div>', _pair(_by_tag(found), _scores(found)),
        _pair(_reliability(found), _curve(found)), _confusions(found), _slices(found),
        *_mistakes(found), _data(found),
    ]  # fmt: skip
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>\n{style}</style></head>\n<body><main>\n"
        + "\n".join(parts)
        + "\n</main></body></html>\n"
    )


def _section(heading: str, note: str, content: str) -> str:
    return f'<section><h2>{escape(heading)}</h2><p class="soft">{escape(note)}</p>{content}</section>'


def _pair(*sections: str) -> str:
    return f'<div class="pair">{"".join(sections)}</div>'


def _figures(found: Evaluation) -> str:
    figures = []
    for setting, name in SETTINGS.items():
        macro = getattr(found, setting).scores.macro
        figures.append((f"宏平均 F1，{name}", f"{macro.value:.3f}", f"95% 区间 {macro.low:.3f}–{macro.high:.3f}"))
    placed = found.placed
    figures += [
        ("微平均 F1，有位置", f"{placed.scores.micro:.3f}", f"只看文字 {found.alone.scores.micro:.3f}"),
        ("校准误差，有位置", f"{placed.reliability.given_error:.3f}", "仅就给出的标签而言"),
        ("标注段落", f"{found.data.passages:,}", f"{found.data.reports} 份报告，{len(found.tags)} 个标签"),
    ]
    boxes = (f'<div class="figure"><span>{a}</span><b>{b}</b><span>{c}</span></div>' for a, b, c in figures)
    return f'<div class="figures">{"".join(boxes)}</div>'


def _by_tag(found: Evaluation) -> str:
    pairs = zip(found.placed.scores.tags, found.alone.scores.tags, strict=True)
    rows = [Bars(tag_name(a.tag), str(a.support), {"placed": a.f1, "alone": b.f1}) for a, b in pairs]
    note = "横线为 95% 区间：按报告重抽样所得，段数越少越宽。"
    return _section("各标签的 F1", note, charts.intervals(rows, "各标签的 F1 及其区间"))


def _scores(found: Evaluation) -> str:
    rows = []
    for placed, alone in zip(found.placed.scores.tags, found.alone.scores.tags, strict=True):
        name = f"{escape(tag_name(placed.tag))} <code>{escape(placed.tag)}</code>"
        numbers = (f"{placed.precision:.3f}", f"{placed.recall:.3f}", f"{placed.f1.value:.3f}", f"{alone.f1.value:.3f}")
        rows.append((name, *numbers, str(placed.support)))
    means = ("宏平均", "", "", f"{found.placed.scores.macro.value:.3f}", f"{found.alone.scores.macro.value:.3f}", "")
    table = _table(("标签", "精确率", "召回率", "F1", "F1，只看文字", "段数"), [*rows, means])
    note = "精确率：给出的标签有多少是对的；召回率：应有的标签给出了多少。未注明的均为有位置。"
    return _section("数字", note, f'<div class="wide scores">{table}</div>')


def _reliability(found: Evaluation) -> str:
    own = {name: getattr(found, name).reliability for name in SETTINGS}
    errors = "；".join(
        f"{SETTINGS[name]} {part.error:.4f}，仅就给出的标签 {part.given_error:.4f}" for name, part in own.items()
    )
    note = f"点在虚线上，说明概率名副其实；点越大，判断次数越多。期望校准误差：{errors}。"
    return _section("概率是否可信", note, charts.reliability(own, "预测概率与实际比例"))


def _curve(found: Evaluation) -> str:
    if not found.curve:
        return ""
    note = "同样的留出段落，学习的报告越来越多（随机抽取，小的包含在大的之中）。曲线仍在上升，说明再标注会有收益。"
    return _section("学习曲线", note, charts.learning(found.curve, "学习曲线"))


def _confusions(found: Evaluation) -> str:
    note = (
        f"行为应有的标签，列为给出的标签；一段可有几个标签。蓝色为标对，红色为误标或漏标，颜色深浅按该行段数的比例。"
        f"“{NONE}”为不应有标签的段落；“{MISSED}”为应标而未标。有位置。"
    )
    chart = heatmap(found.placed.confusions, "混淆矩阵")
    return _section("哪些标签相混", note, f'<div class="wide">{chart}</div>')


def _slices(found: Evaluation) -> str:
    sections = []
    alone = {(one.by, one.value): one.f1 for one in found.alone.slices}
    for by, (heading, names) in SLICES.items():
        own = [one for one in found.placed.slices if one.by == by]
        if own:
            rows = [
                Bars(names.get(one.value, one.value), str(one.passages), _both(one.f1, alone[by, one.value]))
                for one in own
            ]
            chart = charts.intervals(rows, f"微平均 F1，按{heading}")
            sections.append(_section(f"按{heading}", "微平均 F1 及 95% 区间；段落过少的不列。", chart))
    return _pair(*sections)


def _both(placed: Interval, alone: Interval) -> dict[str, Interval]:
    return {"placed": placed, "alone": alone}


def _mistakes(found: Evaluation) -> Iterable[str]:
    note = (
        "模型最有把握而又判错的段落，一段一例；也可能是标注本身有误，值得复核。依据中 ^ 与 $ 为段落的首尾，"
        "正数支持该标签，负数反对。"
    )
    yield _section("最严重的错误，有位置", note, mistakes_table(found.placed.mistakes))
    inner = mistakes_table(found.alone.mistakes)
    details = f"<details><summary>展开 {len(found.alone.mistakes)} 例</summary>{inner}</details>"
    yield _section("最严重的错误，只看文字", "不知段落所在位置时的错误。", details)


def _data(found: Evaluation) -> str:
    data = found.data
    rows = [
        ("标注资料摘要", f"<code>{escape(data.digest)}</code>"),
        ("配方摘要", f"<code>{escape(found.recipe)}</code>"),
        ("近似重复", f"{data.near_duplicates:.1%} 的段落与前面的某段近似"),
        ("用词多样性", f"四字连写中不重复的占 {data.diversity:.1%}"),
    ]
    if data.tied is not None:
        rows.insert(3, ("跨份近似", f"{data.tied:.1%} 的段落在别的份里有近似段落，留出时后者也不参与学习"))
    return _section("所用资料", "资料与配方相同，数字应当相同。", _table((), rows))


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table; cells are HTML, all but the first column of one with a head are numbers."""
    names = list(head)
    style = ' class="number"' if names else ""
    top = "".join(f"<th{style if at else ''}>{escape(name)}</th>" for at, name in enumerate(names))
    body = "".join(
        "<tr>" + "".join(f"<td{style if at else ''}>{cell}</td>" for at, cell in enumerate(row)) + "</tr>"
        for row in rows
    )
    return f"<table>{f'<thead><tr>{top}</tr></thead>' if top else ''}<tbody>{body}</tbody></table>"
