"""The sample reports: their golden outputs, their truth, and that every offset holds what it claims.

`pytest tests/test_samples.py --regenerate` writes the golden outputs anew; look at the difference before keeping it.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import gongkai
from gongkai.document import Fact, Report, Severity, Status
from gongkai.editions import editions
from gongkai.text import fold, squeeze

SAMPLES = Path(__file__).parents[1] / "annotations" / "reports"
GOLDEN = Path(__file__).parent / "golden"
LONGEST_PLACE = 400
TRUTHS: dict[str, dict[str, Any]] = {
    truth["file"]: truth for truth in json.loads((SAMPLES / "truth.json").read_text(encoding="utf-8"))["reports"]
}
FILES = sorted(TRUTHS)

each_sample = pytest.mark.parametrize("file", FILES)


@cache
def report(file: str) -> Report:
    return gongkai.parse(SAMPLES / file)


def test_every_file_has_a_truth() -> None:
    assert sorted(path.name for path in SAMPLES.iterdir() if path.suffix != ".json") == FILES


# Golden outputs: everything but the text, with sources as in the repository.


def golden(file: str) -> str:
    """Return a report as JSON to be read: a record a line, without what is null in it and without tags' scores."""
    fields = json.loads(report(file).to_json())
    for passage in fields["passages"]:
        passage["tags"] = [tag["tag"] for tag in passage["tags"]]
    fields["source"] = file
    lines = []
    for name, value in fields.items():
        if isinstance(value, list) and value:
            told = ({key: field for key, field in item.items() if field is not None} for item in value)
            rows = ",\n  ".join(json.dumps(item, ensure_ascii=False) for item in told)
            lines.append(f'"{name}": [\n  {rows}\n ]')
        else:
            lines.append(f'"{name}": {json.dumps(value, ensure_ascii=False)}')
    return "{\n " + ",\n ".join(lines) + "\n}\n"


@each_sample
def test_a_sample_is_read_as_it_was(file: str, request: pytest.FixtureRequest) -> None:
    path = GOLDEN / f"{file}.json"
    if request.config.getoption("--regenerate"):
        path.write_text(golden(file), encoding="utf-8")
    assert golden(file).splitlines() == path.read_text(encoding="utf-8").splitlines()


def test_no_golden_output_is_left_over() -> None:
    assert sorted(path.name.removesuffix(".json") for path in GOLDEN.iterdir()) == FILES


# Evidence: text[start:end] holds what every record claims.


@each_sample
def test_a_fact_stands_where_it_says(file: str) -> None:
    read = report(file)
    assert isinstance(read.text, str)
    for fact in read.facts:
        assert read.text[fact.start : fact.end] == fact.raw == fact.raw.strip(), fact
        assert (fact.value is not None) == (fact.status is Status.NUMBER), fact
        if fact.status is Status.MISSING:
            assert (fact.start, fact.end, fact.raw) == (0, 0, ""), fact
        if fact.status is Status.BLANK:
            assert fact.start == fact.end > 0, fact


@each_sample
def test_no_two_facts_share_a_printed_value(file: str) -> None:
    stretches = sorted((fact.start, fact.end, fact.address) for fact in report(file).facts if fact.raw)
    for (_, end, one), (start, _, other) in pairwise(stretches):
        assert end <= start, (one, other)


@each_sample
def test_quantities_and_passages_are_their_slices(file: str) -> None:
    read = report(file)
    assert isinstance(read.text, str)
    for item in (*read.quantities, *read.passages):
        slice_ = read.text[item.start : item.end]
        assert slice_ == slice_.strip(), item
        # Line breaks in sentences, page marks and their padding are left out of `text`, nothing else.
        assert is_subsequence(squeeze(item.text), squeeze(slice_)), item
        assert len(squeeze(slice_)) - len(squeeze(item.text)) <= 12 * (slice_.count("\n") + 1), item
        assert "\n" not in item.text
    for quantity in read.quantities:
        assert any(p.start <= quantity.start < quantity.end <= p.end for p in read.passages), quantity


@each_sample
def test_passages_do_not_overlap_and_lie_in_their_section(file: str) -> None:
    read = report(file)
    places = {section.id: (section.start, section.end) for section in read.sections}
    at = 0
    for passage in read.passages:
        assert at <= passage.start < passage.end
        at = passage.end
        if passage.section is not None:
            start, end = places[passage.section]
            assert start <= passage.start < passage.end <= end
    for section in read.sections:
        assert isinstance(read.text, str)
        assert squeeze(section.heading)[:4] in squeeze(read.text[section.start : section.start + 120])


@each_sample
def test_findings_point_into_the_text_and_at_little_of_it(file: str) -> None:
    read = report(file)
    for finding in read.findings:
        assert finding.message
        for place in finding.places:
            assert 0 <= place.start <= place.end <= len(str(read.text))
            assert place.end - place.start <= LONGEST_PLACE


@each_sample
def test_agency_and_year_are_evidenced(file: str) -> None:
    read = report(file)
    for value, evidence in ((read.agency, read.agency_evidence), (read.year, read.year_evidence)):
        assert evidence is not None
        shown = read.source if evidence.source == "name" else str(read.text)
        assert squeeze(fold(str(value)))[-2:] in squeeze(fold(shown[evidence.start : evidence.end])), (value, evidence)


# Truth: what was put into the samples.


@each_sample
def test_agency_year_and_edition_are_right(file: str) -> None:
    read, truth = report(file), TRUTHS[file]
    assert (read.agency, read.year, read.edition) == (truth["agency"], truth["year"], truth["edition"])


@each_sample
def test_every_cell_is_right(file: str) -> None:
    """As printed, or missing where it is not printed, or in doubt where its label cannot be read."""
    truth = TRUTHS[file]
    facts = {fact.address: fact for fact in report(file).facts}
    wrong = {}
    for address in addresses(truth):
        fact = facts.pop(address)
        if is_named(address, truth["missing"]):
            right = fact.status is Status.MISSING
        elif address in truth["uncertain"]:
            right = fact.status is Status.MISSING or (fact.doubt is not None and is_as_printed(fact, truth))
        else:
            right = is_as_printed(fact, truth)
        if not right:
            wrong[address] = (printed(address, truth), fact.raw, str(fact.status), fact.value, fact.doubt)
    assert wrong == {}
    assert {address for address, fact in facts.items() if fact.status is not Status.MISSING} == set()


@each_sample
def test_rows_beyond_the_form_are_reported(file: str) -> None:
    expected = [(row["table"], row["label"], tuple(row["values"])) for row in TRUTHS[file]["unknown_rows"]]
    assert [(row.table, row.label, row.values) for row in report(file).unknown_rows] == expected


@each_sample
def test_planted_defects_are_found_and_nothing_else_is_certain(file: str) -> None:
    read, truth = report(file), TRUTHS[file]
    found = [(finding.code, str(finding.severity)) for finding in read.findings]
    for defect in truth["defects"]:
        assert (defect["code"], defect["severity"]) in found
    certain = sorted(finding.code for finding in read.findings if finding.severity is Severity.CERTAIN)
    assert certain == sorted(broken["code"] for broken in truth["broken_identities"])


@each_sample
def test_a_broken_identity_is_told_with_both_sums_and_the_misprinted_cell(file: str) -> None:
    read = report(file)
    for broken in TRUTHS[file]["broken_identities"]:
        said = [
            finding
            for finding in read.findings
            if finding.code == broken["code"]
            and all(re.search(rf"(?<!\d){broken[sum_]}(?!\d)", finding.message) for sum_ in ("sum", "printed"))
        ]
        assert said, broken
    pointed_at = {place for finding in read.findings for place in finding.places}
    for defect in TRUTHS[file]["defects"]:
        for address in defect["where"]:
            fact = read.fact(address)
            assert any((place.start, place.end) == (fact.start, fact.end) for place in pointed_at), address


@each_sample
def test_a_sample_is_whole_unless_something_is_not_printed(file: str) -> None:
    truth = TRUTHS[file]
    assert report(file).status == ("partial" if truth["missing"] or truth["uncertain"] else "ok")


def is_subsequence(part: str, whole: str) -> bool:
    rest = iter(whole)
    return all(char in rest for char in part)


# What the truth says of a cell.


def addresses(truth: dict[str, Any]) -> list[str]:
    """Return the cells of the form as the report uses it; an undivided group stands in place of its rows."""
    form = next(edition for edition in editions() if edition.id == truth["edition"])
    found = []
    for table in form.tables:
        undivided = table.undivided if truth["undivided"] else ()
        rows = [row for row in table.row_ids if not any(row in table.children(group) for group in undivided)]
        found += [address for row in (*rows, *undivided) for address in table.row_addresses[row]]
    return found


def printed(address: str, truth: dict[str, Any]) -> str:
    return str(truth["uncertain"].get(address, truth["cells"].get(address, truth["default"][address.split(".")[0]])))


def is_named(address: str, names: list[str]) -> bool:
    """Say whether a table or row named in `names` has the cell."""
    table, row, _ = address.split(".")
    return table in names or f"{table}.{row}" in names


def is_as_printed(fact: Fact, truth: dict[str, Any]) -> bool:
    raw = fold(printed(fact.address, truth))
    if fold(fact.raw) != raw:
        return False
    if not raw:
        return fact.status is Status.BLANK
    if raw in ("/", "—", "-", "无"):
        return fact.status is Status.NOT_APPLICABLE
    return fact.status is Status.NUMBER and fact.value == amount(fact.address, raw, truth)


def amount(address: str, raw: str, truth: dict[str, Any]) -> Decimal:
    """Return the number that a cell prints, money in 元: worked out here anew, not by the package."""
    match = re.match(r"([增减+-]?)(\d+(?:\.\d+)?)(万?)", raw)
    assert match is not None, raw
    value = Decimal(match[2]) * (-1 if match[1] in ("减", "-") and match[1] else 1)
    if address not in ("art20_9.procurement.amount", "art20_8.fees.amount"):
        return value
    in_header = "money unit in the header" in truth["drift"] or address == "art20_8.fees.amount"
    return value * 10000 if match[3] or (in_header and not raw.endswith("元")) else value
