"""Load the edition files and the aliases, and check once that they hold together."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import msgspec

from gongkai.editions.form import Edition, Group, Identity, Row, Table
from gongkai.errors import FormError


class Alias(NamedTuple):
    """Observed drift: in `table` (or, for headings, the part), the `kind` named `id` was printed as `label`."""

    table: str
    kind: str
    id: str
    label: str


@cache
def editions() -> tuple[Edition, ...]:
    """Return every edition, by id; FormError names the file and entry that does not hold."""
    folder = files("gongkai.editions")
    paths = sorted((path for path in folder.iterdir() if path.name.endswith(".toml")), key=lambda path: path.name)
    return tuple(read_edition(path.read_text(encoding="utf-8"), path.name) for path in paths)


@cache
def aliases() -> tuple[Alias, ...]:
    """Return the shipped aliases; FormError names the line that does not hold."""
    path = files("gongkai.editions") / "aliases.tsv"
    return read_aliases(path.read_text(encoding="utf-8"), editions(), path.name)


def read_edition(toml: str, name: str) -> Edition:
    """Return the edition written in `toml`; `name` is the file named in errors."""
    try:
        edition = msgspec.convert(tomllib.loads(toml), Edition)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise FormError(f"{name}: not an edition: {error}") from error
    for table in edition.tables:
        _check_table(table, edition, name)
    for identity in edition.identities:
        _check_identity(identity, edition, name)
    _check_unique((part.id for part in edition.parts), f"{name}: parts")
    _check_unique((table.id for table in edition.tables), f"{name}: tables")
    return edition


def read_aliases(tsv: str, forms: Iterable[Edition], name: str) -> tuple[Alias, ...]:
    """Return the aliases written in `tsv`: four columns (table, kind, id, label); `#` opens a comment line."""
    known = {entry for edition in forms for entry in _entries(edition)}
    found = []
    for number, line in enumerate(tsv.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = line.split("\t")
        if len(fields) != len(Alias._fields):
            raise FormError(f"{name}:{number}: {len(fields)} columns, expected table, kind, id, label")
        alias = Alias(*fields)
        if alias[:3] not in known:
            raise FormError(f"{name}:{number}: no edition has {alias.kind} {alias.id!r} in {alias.table!r}")
        found.append(alias)
    return tuple(found)


def _entries(edition: Edition) -> Iterable[tuple[str, str, str]]:
    for part in edition.parts:
        yield part.id, "heading", part.id
    for table in edition.tables:
        kinds = ("row", table.rows), ("group", table.groups), ("column", table.columns), ("abreast", table.abreast)
        yield from ((table.id, kind, item.id) for kind, items in kinds for item in items)
        yield table.id, "title", table.id
        yield table.id, "corner", table.id


def _check_table(table: Table, edition: Edition, name: str) -> None:
    where = f"{name}: table {table.id}"
    if table.part not in {part.id for part in edition.parts}:
        raise FormError(f"{where}: no part {table.part!r}")
    if bool(table.rows) == bool(table.abreast):
        raise FormError(f"{where}: give either rows or abreast")
    _check_unique(table.row_ids, f"{where}: rows")
    _check_unique((column.id for column in table.columns), f"{where}: columns")
    groups = {group.id for group in table.groups}
    items: tuple[Row | Group, ...] = (*table.rows, *table.groups)
    for item in items:
        if item.parent is not None and item.parent not in groups:
            raise FormError(f"{where}: {item.id} stands under {item.parent!r}, which is no group")
    if unknown := set(table.undivided) - groups:
        raise FormError(f"{where}: undivided names {', '.join(sorted(unknown))}, which is no group")


def _check_identity(identity: Identity, edition: Edition, name: str) -> None:
    if identity.table not in {table.id for table in edition.tables}:
        raise FormError(f"{name}: identity {identity.code}: no table {identity.table!r}")
    table = edition.table(identity.table)
    if identity.along not in ("columns", "rows"):
        raise FormError(f"{name}: identity {identity.code}: along = {identity.along!r}, allowed are columns, rows")
    allowed = table.row_ids if identity.along == "columns" else tuple(column.id for column in table.columns)
    if unknown := {*identity.sum, *identity.equals} - {*allowed}:
        raise FormError(f"{name}: identity {identity.code}: no {', '.join(sorted(unknown))} in table {table.id}")


def _check_unique(ids: Iterable[str], where: str) -> None:
    twice = [id for id, count in Counter(ids).items() if count > 1]
    if twice:
        raise FormError(f"{where}: {', '.join(twice)} stands twice")
