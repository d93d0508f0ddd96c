"""Print the statutory tables in a chosen rendering and recover them: what the tests of the tables are made with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from gongkai import artefacts
from gongkai.document import Document, Fact, Status
from gongkai.editions import Edition, Table, editions
from gongkai.tables import Recovered, recover
from gongkai.text import fold

Rows = list[list[str]]
Rendering = Callable[[Rows], str]
State = tuple[Status, object]

FORMS = {edition.id: edition for edition in editions()}
NUMBER, BLANK, NOT_APPLICABLE, TEXT, MISSING = Status

# One column of requests that adds up, and the total column, which is the same: 5 new + 1 old = 4 done + 2 left.
ADDS_UP = {"received_new": 5, "carried_in": 1, "granted": 3, "rejected_duplicate": 1, "total": 4, "carried_out": 2}


def requests_values() -> dict[str, str]:
    """Return a requests table that adds up, all of it in the first and the last column."""
    ends = ("natural_person", "total")
    return {f"requests.{row}.{column}": str(count) for row, count in ADDS_UP.items() for column in ends}


def distinct_values(edition: Edition) -> dict[str, str]:
    """Return a value for every cell that no other cell has: what is put in a wrong place shows."""
    return {address: str(1000 + at) for at, address in enumerate(edition.addresses)}


# --- rows of a table -------------------------------------------------------------------------------------------------


def table_rows(table: Table, values: Mapping[str, str]) -> Rows:
    """Return the printed rows of a table, header first; a cell that `values` lacks is printed 0."""
    if table.abreast:
        across = [table.address(group.id, column.id) for group in table.abreast for column in table.columns]
        header = [[group.label for group in table.abreast], [column.label for column in table.columns] * 3]
        return [*header, [values.get(address, "0") for address in across]]
    title = [[table.title]] if table.title.startswith("第") else []
    return [*title, header_row(table), *body_rows(table, values)]


def header_row(table: Table) -> list[str]:
    return [table.corner, *(column.label for column in table.columns)]


def body_rows(table: Table, values: Mapping[str, str]) -> Rows:
    """Return a row for every row and group of the form: its label, and its values if it has any."""
    groups = {group.id: group for group in table.groups}
    printed: Rows = []
    seen: set[str] = set()
    for row in table.rows:
        chain: Rows = []
        parent = row.parent
        while parent and parent not in seen:
            seen.add(parent)
            chain.insert(0, [groups[parent].ordinal + groups[parent].label])
            parent = groups[parent].parent
        cells = [values.get(address, "0") for address in table.row_addresses[row.id]]
        printed += [*chain, [row.ordinal + row.label, *cells]]
    return printed


def requests_rows(values: Mapping[str, str] | None = None, edition: str = "2021") -> Rows:
    return table_rows(FORMS[edition].table("requests"), requests_values() if values is None else values)


def row_at(rows: Rows, label: str) -> int:
    """Return the place of the one row whose label holds `label`."""
    (at,) = [at for at, row in enumerate(rows) if label in row[0]]
    return at


# --- renderings ------------------------------------------------------------------------------------------------------


def tabbed(rows: Rows) -> str:
    return "\n".join("\t".join(row) for row in rows)


def led(rows: Rows) -> str:
    return "\n\n".join("\n".join("\t" + cell for cell in row) for row in rows)


def boxed(rows: Rows) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def barred(rows: Rows) -> str:
    return "\n".join("|".join(row) for row in rows)


def bar_lines(rows: Rows) -> str:
    return "\n\n".join("\n|\n".join(row) for row in rows)


def cell_lines(rows: Rows) -> str:
    return "\n".join("\n".join(row) for row in rows)


def spaced(rows: Rows) -> str:
    return "\n".join("  ".join(row) for row in rows)


def full_width(rows: Rows) -> str:
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    return "\n".join("\u3000".join(row) for row in rows).translate(wide)


def quoted(rows: Rows) -> str:
    return "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)


def drawn(rows: Rows) -> str:
    return "\n".join(f"│{'│'.join(row)}│" for row in rows)


def one_line(rows: Rows) -> str:
    return " ".join("\t".join(row) for row in rows)


BOUNDED: tuple[Rendering, ...] = (tabbed, led, boxed, barred, drawn)  # they show where a blank cell is
RENDERINGS: tuple[Rendering, ...] = (*BOUNDED, bar_lines, cell_lines, spaced, full_width, quoted)


# --- reports ---------------------------------------------------------------------------------------------------------


def report(edition: Edition, values: Mapping[str, str] | None = None, rendering: Rendering = tabbed) -> str:
    """Return the six parts of a report with all its tables."""
    printed = {part.id: [f"{part.ordinal}{part.heading}"] for part in edition.parts}
    for table in edition.tables:
        printed[table.part].append(rendering(table_rows(table, values or {})))
    for lines in printed.values():
        if len(lines) == 1:
            lines.append("本机关没有需要说明的内容。")
    return "\n".join(line for lines in printed.values() for line in lines)


def requests(rows: Rows, rendering: Rendering = tabbed) -> str:
    """Return the part on requests alone, with narrative after it."""
    return f"三、收到和处理政府信息公开申请情况\n{rendering(rows)}\n五、存在的主要问题及改进情况\n还有不足。"


def read(text: str, year: int | None = None) -> Recovered:
    folded = fold(text)
    return recover(Document("-", text), artefacts.blank(folded, artefacts.find(folded)), year)


def by_address(facts: Iterable[Fact]) -> dict[str, Fact]:
    return {fact.address: fact for fact in facts}


def facts_of(text: str, year: int | None = None) -> dict[str, Fact]:
    return by_address(read(text, year).facts)


def states(facts: Mapping[str, Fact]) -> dict[str, State]:
    """Return what each cell says: its status and value."""
    return {address: (fact.status, fact.value) for address, fact in facts.items()}


def row_states(facts: Mapping[str, Fact], row: str) -> list[State]:
    """Return what the cells of `table.row` say, in the form's order."""
    return [(fact.status, fact.value) for address, fact in facts.items() if address.startswith(f"{row}.")]


def numbers(*values: int) -> list[State]:
    return [(NUMBER, value) for value in values]


def wrong(facts: Mapping[str, Fact], values: Mapping[str, str], default: str = "0") -> dict[str, str]:
    """Return the cells that say a number other than the one printed: silence is allowed, a wrong number is not."""
    return {
        address: f"{fact.raw} instead of {values.get(address, default)}"
        for address, fact in facts.items()
        if fact.status is NUMBER and str(fact.value) != values.get(address, default)
    }


def all_of(row: str, state: Status) -> list[State]:
    return [(state, None)] * len(columns(row))


def columns(row: str) -> Sequence[str]:
    return FORMS["2021"].table(row.split(".")[0]).column_ids
