"""Phrases that page and terminal share."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.evaluation.evaluation import Evaluation
from gongkai.model.names import tag_name

_GROUPS = {"writer": "撰写者", "report": "报告"}


def manner(found: Evaluation) -> str:
    """Return how the figures came about."""
    settings = "“有位置”：知道段落所在的部分、标题和前后文（gongkai parse）；“只看文字”：仅有段落本身（gongkai tag）。"
    if found.manner == "model":
        return f"以模型“{found.subject}”标注 {found.data.passages} 段并与人工标注对照。{settings}"
    group = _GROUPS.get(found.group or "", found.group or "")
    return (
        f"交叉验证：按{group}分为 {found.folds} 份，轮流留出一份，由未学过它的模型标注，门槛与校准亦取自其余各份。"
        f"标注资料与真实报告总有不同，在新报告上的结果可能低一些。{settings}"
    )


def listed(tags: Sequence[str]) -> str:
    """Return tags by name, or that there is none."""
    return "、".join(map(tag_name, tags)) or "无"
