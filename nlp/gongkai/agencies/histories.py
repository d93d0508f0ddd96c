"""What a region has been called, and which others it was merged with or divided from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from gongkai.agencies.names import colloquial
from gongkai.agencies.regions import OPEN, SINCE, Form, Regions
from gongkai.agencies.table import regions
from gongkai.document import Record
from gongkai.errors import FormError

MERGED, DIVIDED = "merged", "divided"
_FIELDS = 6


class Former(Record, frozen=True):
    """A name and code of a region; `first` None: at the beginning of the table or before; `last` None: in force."""

    code: str
    name: str
    first: int | None
    last: int | None


class Link(Record, frozen=True):
    """A region that is akin to another, never the same.

    `how` is merged or divided; `outgoing` says that the region linked from went into this one, or gave it off; else it
    came out of this one. `year` is the first in which it was so at its end.
    """

    how: str
    outgoing: bool
    year: int
    lineage: str
    name: str


class History(Record, frozen=True):
    """A region under all its names, oldest first; `name` is the one of today, or the last that it had."""

    lineage: str
    name: str
    parents: tuple[str, ...]
    formers: tuple[Former, ...]
    links: tuple[Link, ...]

    @property
    def is_renamed(self) -> bool:
        """Say whether it has had several names."""
        return len({former.name for former in self.formers}) > 1


def histories(word: str) -> tuple[History, ...]:
    """Return the histories of all regions that `word`, a code, a name or "code name", has ever meant; of none none.

    "code name" is the code of a lineage with its name of today, which one region has: a code may come to another.
    """
    table = regions()
    code, _, name = word.partition(" ")
    forms = table.called.get(word) or table.coded.get(code, [])
    lineages = dict.fromkeys(form.lineage for form in forms if not name or form.lineage == code)
    return tuple(_history(lineage, table) for lineage in sorted(lineages))


def newest(lineage: str) -> Form | None:
    """Return a lineage as it is today, or was last; None for one that the table does not have."""
    return max(regions().lineages.get(lineage, ()), key=lambda form: form.first, default=None)


@cache
def words(lineage: str) -> frozenset[str]:
    """Return every code and name that a lineage has had, 恩施州 among them where no other region bears it in full."""
    table = regions()
    forms = table.lineages.get(lineage, [])
    spoken = (colloquial(form.name) for form in forms)
    own = {name for name in spoken if name and any(form in forms for form in table.called[name])}
    return frozenset(own.union(*((form.code, form.name) for form in forms)))


@cache
def links() -> dict[str, tuple[Link, ...]]:
    """Return the shipped links by lineage; FormError names the line that does not hold."""
    path = files("gongkai.agencies") / "links.tsv"
    return read(path.read_text(encoding="utf-8"), path.name, regions())


def read(tsv: str, name: str, table: Regions) -> dict[str, tuple[Link, ...]]:
    """Return the links written in `tsv`, which tell of regions of `table`; `name` is the file named in errors."""
    found: dict[str, list[Link]] = defaultdict(list)
    for number, line in enumerate(tsv.split("\n"), start=1):
        if line and not line.startswith("#"):
            for lineage, link in _both_ways(line, f"{name}:{number}", table):
                found[lineage].append(link)
    return {lineage: tuple(own) for lineage, own in found.items()}


def _both_ways(line: str, place: str, table: Regions) -> Iterator[tuple[str, Link]]:
    fields = line.split("\t")
    if len(fields) != _FIELDS or not fields[4].isdigit() or fields[5] not in (MERGED, DIVIDED):
        raise FormError(f"{place}: {line!r}, expected old code, new code, old name, new name, year, {MERGED}|{DIVIDED}")
    old_code, new_code, old_name, new_name, year, how = fields
    old, new = _form(old_code, old_name, int(year) - 1, table), _form(new_code, new_name, int(year), table)
    if old is None or new is None or (how == MERGED and old.last >= int(year)):
        raise FormError(f"{place}: {line!r}: {old_name} does not end or {new_name} is not there in {year}")
    yield old.lineage, Link(how, True, int(year), new.lineage, new.name)
    yield new.lineage, Link(how, False, int(year), old.lineage, old.name)


def _form(code: str, name: str, year: int, table: Regions) -> Form | None:
    forms = (form for form in table.coded.get(code, ()) if form.name == name)
    return next((form for form in forms if form.first <= year <= form.last), None)


def _history(lineage: str, table: Regions) -> History:
    forms = sorted(table.lineages[lineage], key=lambda form: form.first)
    newest = forms[-1]
    formers = tuple(
        Former(
            form.code,
            form.name,
            form.first if form.first > SINCE else None,
            form.last if form.last < OPEN else None,
        )
        for form in forms
    )
    parents = tuple(parent.name for parent in table.parents(newest))
    return History(lineage, newest.name, parents, formers, links().get(lineage, ()))
