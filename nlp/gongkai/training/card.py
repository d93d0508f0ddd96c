"""The model card: what a model is, what it learned from, what it reaches, where it fails."""

from __future__ import annotations

from collections.abc import Mapping

from gongkai.model.directory import Info
from gongkai.training.measures import Interval, Scores
from gongkai.training.recipe import Recipe


def card(info: Info, scores: Mapping[str, Scores], recipe: Recipe) -> str:
    """Return the card as Markdown."""
    kinds = {"svm": "linear support vector machine", "logistic": "logistic regression", "bayes": "naive Bayes"}
    lines = [
        f"# Model `{info.name}`",
        "",
        "Tags passages of Chinese government-information-disclosure annual reports (政府信息公开工作年度报告).",
        "",
        f"* One {kinds[recipe.classifier.kind]} a tag over runs of one to three characters; two settings: `alone`"
        " (text only, `gongkai tag`) and `placed` (with section, heading, list parent, neighbours: `gongkai parse`).",
        f"* Learned from {info.examples} annotated passages, data digest `{info.data[:16]}…`; weights digest"
        f" `{info.weights[:16]}…`.",
        "* Scores below: cross-validation in"
        f" {recipe.tuning.folds} parts by {recipe.tuning.group}, thresholds and calibration tuned on the other parts;"
        " intervals are 95 % bootstraps over reports. Real reports differ from annotations written for a project: see"
        " annotations/README.md, known bias.",
        "* Not for other documents. A tag below its threshold is not given; scores are calibrated probabilities.",
        "",
        "| tag | placed: precision | recall | F1 | alone: F1 | passages |",
        "|---|---|---|---|---|---|",
    ]
    for placed, alone in zip(scores["placed"].tags, scores["alone"].tags, strict=True):
        lines.append(
            f"| `{placed.tag}` | {placed.precision:.3f} | {placed.recall:.3f}"
            f" | {_interval(placed.f1)} | {_interval(alone.f1)} | {placed.support} |"
        )
    macros = {
        name: f"{found.macro.value:.3f} ({found.macro.low:.3f}-{found.macro.high:.3f})"
        for name, found in scores.items()
    }
    lines.append(f"| macro | | | {macros['placed']} | {macros['alone']} | |")
    return "\n".join(lines) + "\n"


def _interval(found: Interval) -> str:
    return f"{found.value:.3f} ({found.low:.3f}-{found.high:.3f})"
