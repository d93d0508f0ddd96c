"""Read Chinese government-information-disclosure annual reports (政府信息公开工作年度报告).

    import gongkai
    report = gongkai.parse("report.docx")
    report.agency, report.year, report.edition
    report.fact("requests.received_new.total").value

Names are loaded when first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gongkai.batch import pipe
    from gongkai.components import load
    from gongkai.document import Document, Fact, Finding, Passage, Quantity, Report
    from gongkai.errors import GongkaiError
    from gongkai.pipeline import parse, parse_text

__version__ = "0.1.0"

_HOMES = {
    "Document": "document",
    "Fact": "document",
    "Finding": "document",
    "GongkaiError": "errors",
    "Passage": "document",
    "Quantity": "document",
    "Report": "document",
    "load": "components",
    "parse": "pipeline",
    "parse_text": "pipeline",
    "pipe": "batch",
}

__all__ = [
    "Document",
    "Fact",
    "Finding",
    "GongkaiError",
    "Passage",
    "Quantity",
    "Report",
    "load",
    "parse",
    "parse_text",
    "pipe",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'gongkai' has no attribute {name!r}")
    return getattr(import_module(f"gongkai.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
