"""Text that lost its white space: labels are cut apart, digits only where there is one way to do it."""

from __future__ import annotations

import pytest

from gongkai import parse
from gongkai.document import Fact
from gongkai.editions import Edition, editions
from gongkai.tables.gluing import find_glue
from gongkai.text import fold, squeeze

_PROACTIVE = {"规章": "0 0 0", "行政规范性文件": "2 0 13"}
_SINGLE = {"行政许可": "3949", "行政处罚": "27", "行政强制": "0", "行政事业性收费": "15.6"}
_REQUESTS = {
    "received_new": "6 2 0 0 0 0 8",
    "carried_in": "0 0 0 0 0 0 0",
    "granted": "14 2 0 0 0 0 16",
    "total": "1 1 1 1 1 1 1",
}
_PROCEEDINGS = "1 0 0 0 1 0 0 0 2 2 0 0 0 0 0"


def _edition() -> Edition:
    return next(edition for edition in editions() if edition.id == "2021")


def _lines() -> list[list[str]]:
    """Return the lines of a small report, each its labels and its values."""
    lines = [["湖岸县档案局2022年政府信息公开工作年度报告"], ["一、总体情况"], ["全年办理行政许可3949件，处罚27件。"]]
    edition = _edition()
    for part, tables in ((part, [t for t in edition.tables if t.part == part.id]) for part in edition.parts[1:]):
        lines.append([f"{part.ordinal}{part.heading}"])
        for table in tables:
            lines.append([table.title, table.corner, *(column.label for column in table.abreast or table.columns)])
            if table.abreast:
                lines.append(
                    [*(column.label for _ in table.abreast for column in table.columns), *_PROCEEDINGS.split()]
                )
            for row in table.rows:
                values = (_PROACTIVE | _SINGLE).get(row.label) or _REQUESTS.get(row.id, "0 0 0 0 0 0 0")
                lines.append([row.ordinal + row.label, *values.split()])
    return lines


def _glued(manner: str) -> str:
    if manner == "all":
        return squeeze("".join(map("".join, _lines())))
    if manner == "line a row":
        return "\n".join(squeeze("".join(line)) for line in _lines())
    if manner == "values together":
        return "\n".join(" ".join(filter(None, (line[0], "".join(line[1:])))) for line in _lines())
    if manner == "no line ends":
        return "".join("\t".join(filter(None, line)) for line in _lines())
    return "\n".join(" ".join(["".join(line[:2]), *line[2:]]) for line in _lines())


def _facts(text: str) -> dict[str, Fact]:
    return {fact.address: fact for fact in parse(text.encode()).facts}


def _row(facts: dict[str, Fact], row: str) -> tuple[str, bool]:
    """Return the values of a row as text, and whether one is in doubt."""
    own = [fact for address, fact in facts.items() if address.startswith(row + ".")]
    return " ".join("?" if fact.value is None else str(fact.value) for fact in own), any(fact.doubt for fact in own)


@pytest.mark.parametrize("manner", ["all", "line a row"])
def test_digits_are_cells_where_they_are_alike_or_add_up(manner: str) -> None:
    facts = _facts(_glued(manner))
    assert {row: _row(facts, row) for row in ("art20_5.licensing", "art20_8.fees", "requests.carried_in")} == {
        "art20_5.licensing": ("3949", False),
        "art20_8.fees": ("156000", False),
        "requests.carried_in": ("0 0 0 0 0 0 0", False),
    }
    assert _row(facts, "art20_1.regulations") == ("0 0 0", False)
    assert _row(facts, "requests.received_new") == (_REQUESTS["received_new"], True)
    assert _row(facts, "requests.granted") == (_REQUESTS["granted"], True)
    assert _row(facts, "proceedings") == (_PROCEEDINGS, True)


@pytest.mark.parametrize("manner", ["all", "line a row"])
@pytest.mark.parametrize("row", ["art20_1.normative", "requests.total"])
def test_digits_that_part_in_several_ways_are_no_cells(manner: str, row: str) -> None:
    facts = _facts(_glued(manner))
    found = [fact.status.value for address, fact in facts.items() if address.startswith(row)]
    assert set(found) == {"missing"}


@pytest.mark.parametrize("manner", ["all", "line a row"])
@pytest.mark.parametrize(
    ("printed", "instead"),
    [
        ("规章000", "规章000—4—"),
        ("行政处罚27", "行政处罚（案件）数27"),
        ("新收政府信息", "新接收的信息"),
        ("文件2013", "文件2013\n5\n"),
    ],
    ids=["page mark behind digits", "label is none of the form's", "label drifted", "page number behind digits"],
)
def test_nothing_is_wrong_where_other_text_stands_between(manner: str, printed: str, instead: str) -> None:
    glued = _glued(manner)
    damaged = glued.replace(printed, instead)
    right = _facts(glued)
    wrong = [
        address
        for address, fact in _facts(damaged).items()
        if fact.status.value != "missing" and fact.value != right[address].value and not fact.doubt
    ]
    assert damaged != glued
    assert wrong == []


@pytest.mark.parametrize("manner", ["no line ends", "first value"])
def test_label_glued_to_a_value_leaves_it_alone(manner: str) -> None:
    facts = _facts(_glued(manner))
    assert _row(facts, "requests.granted") == (_REQUESTS["granted"], False)
    assert _row(facts, "requests.total") == (_REQUESTS["total"], False)
    assert _row(facts, "art20_5.licensing") == ("3949", False)
    assert _row(facts, "proceedings") == (_PROCEEDINGS, False)


def test_usual_text_is_not_looked_at() -> None:
    text = "\n".join(" ".join(filter(None, line)) for line in _lines())
    assert find_glue(fold(text)) is None
    assert find_glue(fold(_glued("all"))) is not None
