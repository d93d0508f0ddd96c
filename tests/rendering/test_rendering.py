"""The renderer keeps its word: its truths are lawful, its texts hold them, and it gives the same report twice."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest

from gongkai.document import Fact, Report, Status
from gongkai.editions import Edition, editions

from .arithmetic import breaches
from .cell import MISSING, NUMBER, TEXT, Cell
from .drift import Dice
from .generate import Rendered, generate
from .knowable import lose_blanks
from .layout import Box, Row, Sheet, lay_out
from .narrative import template_count
from .rates import RATES
from .rows import drift_rows, split_rows
from .score import judge
from .shapes import SHAPES
from .truth import make_truth

FORMS = {form.id: form for form in editions()}
ROOT = Path(__file__).parents[2]


def digest(seeds: range, drift: float = 1.0) -> str:
    return sha256("\0".join(generate(seed, drift=drift).text for seed in seeds).encode()).hexdigest()


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_truths_obey_every_identity(form: Edition) -> None:
    broken = {seed: breaches(form, make_truth(Random(seed), form).cells) for seed in range(200)}
    assert not any(broken.values())


def test_a_truth_has_all_cells_of_its_form() -> None:
    sizes = {form.id: {len(make_truth(Random(seed), form).cells) for seed in range(100)} for form in FORMS.values()}
    assert sizes == {"2019": {198}, "2021": {200, 200 - 3 * 7 + 7}}  # undivided: one row in place of three


@pytest.mark.parametrize("shape", SHAPES)
def test_without_drift_every_printed_value_is_in_the_text(shape: str) -> None:
    for seed in range(12):
        rendered = generate(seed, shape=shape, drift=0)
        assert not rendered.drifts
        assert [cell.raw for cell in rendered.cells.values() if cell.raw not in rendered.text] == []
        assert not any(cell.status in (MISSING, TEXT) for cell in rendered.cells.values())


@pytest.mark.parametrize("shape", SHAPES)
def test_without_drift_every_label_is_in_the_text_in_order(shape: str) -> None:
    rendered = generate(3, shape=shape, drift=0, edition="2019")
    letters = "".join(char for char in rendered.text if "\u4e00" <= char <= "\u9fff")
    rows = FORMS["2019"].table("requests").rows
    labels = ["".join(char for char in row.label if "\u4e00" <= char <= "\u9fff") for row in rows]
    places = [letters.find(label, letters.find("本年新收政府信息公开申请数量")) for label in labels if len(label) > 4]
    assert -1 not in places
    assert places == sorted(places)


def test_merged_cells_tile_every_table_and_hold_their_groups_rows() -> None:
    for seed in range(150):
        truth = make_truth(Random(seed), FORMS["2021" if seed % 2 else "2019"])
        sheets = lay_out(truth)
        dice = Dice(Random(seed), 9.0 * (seed % 3))
        drift_rows(dice, truth, sheets)
        for sheet in sheets.values():
            split_rows(dice, sheet)
            covered = Counter(
                (index + down, box.column + right)
                for index, row in enumerate(sheet.rows)
                for box in row.boxes
                for down in range(box.rowspan)
                for right in range(box.colspan)
            )
            assert covered == Counter((row, column) for row in range(len(sheet.rows)) for column in range(sheet.width))


def test_a_group_reaches_over_its_rows() -> None:
    rows = lay_out(make_truth(Random(1), FORMS["2019"]))["requests"].rows
    spans = {box.text: box.rowspan for row in rows for box in row.boxes if box.kind == "group"}
    assert spans == {"本年度办理结果": 20, "不予公开": 8, "无法提供": 3, "不予处理": 5}


def test_shape_and_drift_do_not_change_what_is_true() -> None:
    for seed in range(40):
        plain = generate(seed, edition="2021", drift=0).cells
        for shape in ("html_spans", "heap_before"):
            drifted = generate(seed, edition="2021", shape=shape, drift=2.0).cells
            kept = {a: c.value for a, c in drifted.items() if c.status not in (MISSING, TEXT)}
            assert {a: plain[a].value for a in kept} == kept


def test_the_same_seed_gives_the_same_report_whatever_the_hash_seed() -> None:
    code = "from tests.rendering.test_rendering import digest; print(digest(range(40), 2.0))"
    paths = f"import sys; sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / 'nlp')!r}]; "
    runs = [
        subprocess.run([sys.executable, "-c", paths + code], env={"PYTHONHASHSEED": n}, capture_output=True, text=True)
        for n in ("1", "2")
    ]
    assert {run.stdout.strip() for run in runs} == {digest(range(40), 2.0)}, runs[0].stderr


def test_a_thousand_texts_are_distinct_in_every_paragraph_of_prose() -> None:
    texts = [generate(seed).text for seed in range(1000)]
    assert len(set(texts)) == 1000
    assert len({text[:200] for text in texts if not text.startswith("<")}) > 800


def test_there_are_enough_shapes_and_sentences() -> None:
    assert len(SHAPES) >= 12
    assert template_count() >= 120


def test_every_drift_occurs() -> None:
    seen = {name for seed in range(1200) for name in generate(seed, drift=2.0).drifts}
    assert set(RATES) - seen == set()


def test_defects_are_what_breaks_an_identity() -> None:
    for seed in range(60):
        rendered = generate(seed, defects=True, drift=0, shape="tsv")
        assert list(rendered.defects) == breaches(FORMS[rendered.edition], rendered.cells)
        numbers = [address for address, cell in rendered.cells.items() if cell.status == NUMBER]
        assert rendered.defects or not any(address.startswith(("requests", "proceedings")) for address in numbers)


def test_defect_free_reports_print_no_breach_whatever_the_drift() -> None:
    for seed in range(300):
        rendered = generate(seed, drift=2.0)
        assert not breaches(FORMS[rendered.edition], rendered.cells)


@pytest.mark.parametrize(
    ("rows", "heaps", "known"),
    [  # a "!" before the keys of a heap: its values stand one a line
        ({"a": "1 2 3", "b": "4 5 6"}, (), "ab"),
        ({"a": "1 2 3", "b": "_ _ _"}, (), "ab"),  # a label without values among whole rows: blanks are forced
        ({"a": "1 2 3", "b": "4 _ 6"}, (), "a"),  # which of three is blank?
        ({"a": "_ _ _", "b": "_ _ _"}, (), ""),  # labels alone: blank, lost, or elsewhere?
        ({"a": "4 _ 6", "b": "_ _ _"}, (), ""),
        ({"a": "1 2 3", "b": "4 5 6", "c": "7 8 9"}, (("b", "c"),), "abc"),
        ({"a": "1 2 3", "b": "_ _ _", "c": "7 8 9"}, (("b", "c"),), "a"),  # one value line for two labels
        ({"a": "1 2 3", "b": "4 _ 6", "c": "7 8 9"}, (("b", "c"),), "ac"),
        ({"a": "1 2 3", "b": "4 _ 6", "c": "7 8 9"}, (("!", "b", "c"),), "a"),
        ({"a": "1 2 3", "b": "4 5 6", "c": "7 8 9"}, (("!", "b", "c"),), "abc"),
    ],
)
def test_lost_blanks_are_knowable_only_where_rows_and_counts_force_them(
    rows: dict[str, str], heaps: tuple[tuple[str, ...], ...], known: str
) -> None:
    sheet = Sheet("requests", 4)
    cells: dict[str, Cell] = {}
    for key, printed in rows.items():
        texts = [text.strip("_") for text in printed.split()]
        boxes = [Box("value", text, 1 + i, address=f"{key}.{i}") for i, text in enumerate(texts)]
        sheet.rows.append(Row("values", "requests", [Box("label", key, 0), *boxes], key))
        cells |= {f"{key}.{i}": Cell(text, None, "number" if text else "blank") for i, text in enumerate(texts)}
    lose_blanks(cells, sheet, heaps, singly=any("!" in heap for heap in heaps))
    assert {address[0] for address, cell in cells.items() if cell.knowable} == set(known)


def report_of(rendered: Rendered, change: dict[str, Fact] | None = None) -> Report:
    facts = {
        address: Fact(address, cell.raw, cell.value, Status(cell.status), None, None, 0, 0, 1.0)
        for address, cell in rendered.cells.items()
    }
    facts |= change or {}
    return Report("-", "ok", None, rendered.agency, rendered.year, rendered.edition, facts=tuple(facts.values()))


def test_the_score_tells_right_from_missing_flagged_silent_and_invented() -> None:
    rendered = generate(1, shape="tsv", drift=0, edition="2019")
    perfect, faults = judge(rendered, report_of(rendered))
    assert (perfect.right, perfect.knowable, perfect.silent, faults) == (198, 198, 0, [])
    address = "requests.granted.total"
    wrong = Fact(address, "77777", Decimal(77777), Status.NUMBER, None, None, 0, 0, 1.0)
    doubtful = Fact(address, "77777", 77777, Status.NUMBER, None, None, 0, 0, 1.0, "margin")
    missing = Fact(address, "", None, Status.MISSING, None, None, 0, 0, 0.0)
    foreign = Fact("requests.other_other.total", "1", 1, Status.NUMBER, None, None, 0, 0, 1.0)
    cases = {"silent": wrong, "flagged": doubtful, "missing": missing, "invented": foreign}
    for name, fact in cases.items():
        tally, _ = judge(rendered, report_of(rendered, {fact.address: fact}))
        counts = {other: getattr(tally, other) for other in cases}
        assert counts == {other: int(other == name) for other in cases}


def test_the_oracle_imports_the_edition_files_only() -> None:
    allowed = {"gongkai.editions"}
    for path in Path(__file__).parent.glob("*.py"):
        if path.name in ("score.py", Path(__file__).name):
            continue  # the judge knows reports, the oracle does not
        tree = ast.parse(path.read_text(encoding="utf-8"))
        froms = [
            (node.module, [a.name for a in node.names]) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
        ]
        ours = [(module, names) for module, names in froms if module and module.startswith("gongkai")]
        assert {module for module, _ in ours} <= allowed, path.name
        assert "aliases" not in {name for _, names in ours for name in names}, path.name
