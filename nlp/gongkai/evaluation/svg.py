"""The few shapes that charts are drawn with, as SVG that takes its colours from the page's style sheet."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape


def drawing(width: float, height: float, label: str, shapes: Iterable[str]) -> str:
    """Return a whole drawing that scales with the page; `label` says what it shows to who cannot see it."""
    inner = "".join(shapes)
    return f'<svg viewBox="0 0 {_n(width)} {_n(height)}" role="img" aria-label="{escape(label)}">{inner}</svg>'


def words(x: float, y: float, text: str, *, anchor: str = "start", style: str = "label", turned: bool = False) -> str:
    """Return text, its middle at height `y`; `turned` climbs to the upper right."""
    turn = f' transform="rotate(-45 {_n(x)} {_n(y)})"' if turned else ""
    return (
        f'<text x="{_n(x)}" y="{_n(y)}" class="{style}" text-anchor="{anchor}" dominant-baseline="central"{turn}>'
        f"{escape(text)}</text>"
    )


def line(x: float, y: float, to_x: float, to_y: float, style: str) -> str:
    """Return a straight line."""
    return f'<line x1="{_n(x)}" y1="{_n(y)}" x2="{_n(to_x)}" y2="{_n(to_y)}" class="{style}"/>'


def path(points: Iterable[tuple[float, float]], style: str) -> str:
    """Return a line through points."""
    joined = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
    return f'<polyline points="{joined}" class="{style}"/>'


def box(x: float, y: float, width: float, height: float, style: str, hint: str = "", shade: float | None = None) -> str:
    """Return a rectangle; `hint` is told where the pointer rests, `shade` is its opacity."""
    opacity = "" if shade is None else f' fill-opacity="{shade:.2f}"'
    place = f'x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"'
    return f'<rect {place} class="{style}"{opacity}>{_hint(hint)}</rect>'


def dot(x: float, y: float, style: str, hint: str = "", radius: float = 4) -> str:
    """Return a dot."""
    return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" class="{style}">{_hint(hint)}</circle>'


def diamond(x: float, y: float, style: str, hint: str = "", radius: float = 4) -> str:
    """Return a dot of another shape, so that series are told apart without colour, too."""
    reach = radius * 1.25  # as large to the eye as a dot
    corners = " ".join(f"{_n(x + dx * reach)},{_n(y + dy * reach)}" for dx, dy in ((0, -1), (1, 0), (0, 1), (-1, 0)))
    return f'<polygon points="{corners}" class="{style}">{_hint(hint)}</polygon>'


def _hint(text: str) -> str:
    return f"<title>{escape(text)}</title>" if text else ""


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
