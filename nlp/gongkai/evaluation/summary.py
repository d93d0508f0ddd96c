"""The evaluation as plain tables for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from unicodedata import east_asian_width

from gongkai.evaluation.evaluation import Evaluation
from gongkai.evaluation.heatmap import NONE
from gongkai.evaluation.mistakes import Mistake
from gongkai.evaluation.names import SLICES
from gongkai.evaluation.wording import listed, manner
from gongkai.model.names import tag_name
from gongkai.training.measures import Interval

CONFUSIONS = 8
"""Confusions told; all are in page and JSON."""
MISTAKES = 5
"""Errors told."""
_SHOWN = 60  # characters of a passage


def summary(found: Evaluation) -> str:
    """Return what a reader wants to know first, as text."""
    data = found.data
    parts = [
        [manner(found), f"{data.passages} 段标注，{data.reports} 份报告，资料摘要 {data.digest[:16]}"],
        _table(("标签", "编号", "段数", "精确率", "召回率", "F1", "95% 区间", "F1，只看文字"), _tags(found), 2),
        list(_means(found)),
        _table(("按", "", "段数", "微平均 F1", "95% 区间"), _slices(found), 2),
        _titled("学习曲线", _table(("比例", "报告", "段数", "宏平均 F1", "只看文字"), _curve(found), 0)),
        _titled("最常见的误标", _table(("应有", "误标为", "段数"), _confusions(found), 2)),
        _titled("最严重的错误", [line for one in found.placed.mistakes[:MISTAKES] for line in _mistake(one)]),
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines)


def _tags(found: Evaluation) -> Iterator[Sequence[str]]:
    for placed, alone in zip(found.placed.scores.tags, found.alone.scores.tags, strict=True):
        figures = (f"{placed.precision:.3f}", f"{placed.recall:.3f}", f"{placed.f1.value:.3f}", _range(placed.f1))
        yield (tag_name(placed.tag), placed.tag, str(placed.support), *figures, f"{alone.f1.value:.3f}")


def _means(found: Evaluation) -> Iterator[str]:
    for name, own in (("有位置", found.placed), ("只看文字", found.alone)):
        macro, error = own.scores.macro, own.reliability
        yield (
            f"{name}：宏平均 F1 {macro.value:.3f}（{_range(macro)}），微平均 F1 {own.scores.micro:.3f}，"
            f"校准误差 {error.error:.4f}（仅就给出的标签 {error.given_error:.4f}）"
        )
    tied = "" if found.data.tied is None else f"，在别的份里有近似（已避开）的 {found.data.tied:.1%}"
    yield f"近似重复 {found.data.near_duplicates:.1%}{tied}，用词多样性 {found.data.diversity:.1%}"


def _slices(found: Evaluation) -> Iterator[Sequence[str]]:
    for one in found.placed.slices:
        heading, names = SLICES[one.by]
        yield heading, names.get(one.value, one.value), str(one.passages), f"{one.f1.value:.3f}", _range(one.f1)


def _curve(found: Evaluation) -> Iterator[Sequence[str]]:
    for point in found.curve:
        placed, alone = point.macro["placed"], point.macro["alone"]
        yield f"{point.share:.0%}", str(point.reports), str(point.passages), f"{placed.value:.3f}", f"{alone.value:.3f}"


def _confusions(found: Evaluation) -> Iterator[Sequence[str]]:
    pairs = [
        (one.instead.get(tag, 0) + one.besides.get(tag, 0), one.tag, tag)
        for one in found.placed.confusions
        for tag in found.tags
    ]
    for count, tag, wrong in sorted(pairs, key=lambda pair: -pair[0])[:CONFUSIONS]:
        if count:
            yield NONE if tag is None else tag_name(tag), tag_name(wrong), str(count)


def _mistake(one: Mistake) -> Iterator[str]:
    kind = "多标" if one.tag in one.given else "漏标"
    text = one.text if len(one.text) <= _SHOWN else one.text[:_SHOWN] + "…"
    tags = f"应有：{listed(one.tags)}；给出：{listed(one.given)}"
    yield f"{kind}{tag_name(one.tag)}（概率 {one.score:.3f}），{tags}；{one.id}"
    yield f"    {text}"


def _range(figure: Interval) -> str:
    return f"{figure.low:.3f}–{figure.high:.3f}"


def _titled(title: str, lines: list[str]) -> list[str]:
    return [title, *lines] if lines else []


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], names: int) -> list[str]:
    """Return the lines of a table without rules; the first `names` columns are flush left, the others right."""
    body = list(rows)
    if not body:
        return []
    widths = [max(map(_width, column)) for column in zip(head, *body, strict=True)]
    lines = []
    for row in (head, *body):
        cells = [
            cell + " " * (width - _width(cell)) if at < names else " " * (width - _width(cell)) + cell
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return lines


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
