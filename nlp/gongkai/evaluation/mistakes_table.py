"""The worst errors as a table of the page."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from gongkai.evaluation.mistakes import Evidence, Mistake
from gongkai.evaluation.names import FIELDS, SECTIONS
from gongkai.evaluation.wording import listed
from gongkai.model.fields import Field
from gongkai.model.names import tag_name


def mistakes_table(found: Sequence[Mistake]) -> str:
    """Return the errors as an HTML table, everything in it escaped."""
    if not found:
        return "<p>没有错误。</p>"
    head = "".join(f"<th>{name}</th>" for name in ("错误", "段落", "应有与给出", "依据"))
    rows = "".join(map(_row, found))
    return f'<div class="wide"><table class="errors"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def _row(one: Mistake) -> str:
    is_over = one.tag in one.given
    kind = '<span class="kind over">多标</span>' if is_over else '<span class="kind under">漏标</span>'
    error = f"{kind} {escape(tag_name(one.tag))}<br><code>{escape(one.tag)}</code><br>概率 {one.score:.3f}"
    place = "，".join(filter(None, (SECTIONS.get(one.section or "", ""), one.heading, one.id)))
    text = f'{escape(one.text)}<br><span class="soft">{escape(place)}</span>'
    tags = f"应有：{escape(listed(one.tags))}<br>给出：{escape(listed(one.given))}"
    chips = "".join(map(_chip, one.evidence))
    return f'<tr><td>{error}</td><td class="text">{text}</td><td>{tags}</td><td>{chips}</td></tr>'


def _chip(one: Evidence) -> str:
    name = one.ngram or f"〔{FIELDS[Field[one.field.upper()]]}〕"
    return f'<span class="chip">{escape(name)} {one.weight:+.2f}</span>'
