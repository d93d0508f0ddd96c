"""Hand-made reports for the tests of what writes them."""

from __future__ import annotations

from contextlib import AbstractContextManager
from decimal import Decimal
from typing import Any

import msgspec

from gongkai.document import Fact, Finding, Passage, Place, Quantity, Report, Section, Severity, Status
from gongkai.editions import editions
from gongkai.writing import Sink

TEXT = "河湾县水利局2021年政府信息公开工作年度报告\n本年新收\t12\t3\n全年发布信息318条。\n问题：更新不够及时。\n"


def make(source: str = "河湾/水利局.txt", edition: str = "2021", **changes: Any) -> Report:
    """Return a report whose cells all hold 0, but for those that `cells` (address: fields) changes."""
    form = next(item for item in editions() if item.id == edition)
    cells: dict[str, dict[str, Any]] = changes.pop("cells", {})
    zero = {"raw": "0", "value": 0, "status": Status.NUMBER, "unit": None, "unit_source": None}
    facts = tuple(
        Fact(**{"address": address, "start": 0, "end": 1, "score": 1.0} | zero | cells.get(address, {}))
        for address in form.addresses
    )
    at = TEXT.index("12")
    report = Report(
        source=source,
        status="ok",
        reason=None,
        agency="河湾县水利局",
        year=2021,
        edition=edition,
        sections=(Section(id="overview", heading="一、总体情况", start=0, end=len(TEXT)),),
        facts=facts,
        passages=(Passage(section="problems", text="更新不够及时。", start=48, end=55),),
        quantities=(
            Quantity(text="318条", start=42, end=46, value=318, high=None, unit="条", kind="count", approx=False),
        ),
        findings=(Finding("requests.flow", Severity.CERTAIN, "收支不平：12+0≠3", (Place(at, at + 2),)),),
        text=TEXT,
    )
    return msgspec.structs.replace(report, **changes)


def failed(source: str = "河湾/坏.docx") -> Report:
    """Return the report of a document that could not be read."""
    return Report(source, "failed", "文件已损坏，无法打开", None, None, None)


RICH = make(
    cells={
        "requests.received_new.natural_person": {"raw": "12", "value": 12, "start": 29, "end": 31},
        "requests.received_new.business": {"raw": "3", "value": 3, "start": 32, "end": 33, "doubt": "margin"},
        "requests.received_new.research": {"raw": "", "value": None, "status": Status.BLANK},
        "requests.received_new.public_interest": {"raw": "/", "value": None, "status": Status.NOT_APPLICABLE},
        "requests.received_new.legal_service": {"raw": "", "value": None, "status": Status.MISSING},
        "requests.received_new.other": {"raw": "=1+1", "value": None, "status": Status.TEXT},
        "art20_8.fees.amount": {"raw": "1.25", "value": Decimal(12500), "unit": "元", "unit_source": "edition"},
    }
)


def interrupt(output: AbstractContextManager[Sink]) -> None:
    """Write a report and be interrupted."""
    with output as write:
        write(RICH)
        raise KeyboardInterrupt
