"""Load the table of regions, every province, city and county since 2003, and check once that it holds together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from itertools import pairwise

from gongkai.agencies.names import colloquial, stem
from gongkai.agencies.regions import KEY, OPEN, Form, Regions
from gongkai.errors import FormError

FIELDS, CODE_LENGTH = 5, 6
CODE, NAME, LINEAGE = 0, 1, 4  # fields of a Form
SHORT = ("市", "省", "自治区", "特别行政区")
"""Provinces and cities of these words are called by their stem alone; 海西, 文山 and 大理 are much besides."""
NOT_SHORT = {"中山", "台湾", "香港", "澳门"}
"""Short names that mean a person (中山陵园), or what an office is for (台湾事务办公室)."""


@cache
def regions() -> Regions:
    """Return the shipped table; FormError names the line that does not hold."""
    path = files("gongkai.agencies") / "regions.tsv"
    return read(path.read_text(encoding="utf-8"), path.name)


def read(tsv: str, name: str) -> Regions:
    """Return the table written in `tsv`; `name` is the file named in errors."""
    forms = list(_forms(tsv, name))
    lineages, called, coded = _grouped(forms, LINEAGE), _grouped(forms, NAME), _grouped(forms, CODE)
    _check(lineages, name)
    for own in [own for key, own in called.items() if "自治" in key]:
        plain = colloquial(own[0].name)
        if plain and plain not in called:  # who bears a name in full goes first
            called[plain] = own
    above = [form for form in forms if form.code.endswith("00") and form.name.endswith(SHORT)]
    short: dict[str, list[Form]] = defaultdict(list)
    for form in above:
        called_short = stem(form.name)
        if called_short not in NOT_SHORT:
            short[called_short].append(form)
    return Regions(lineages, called, short, coded, _lengths(called))


def _lengths(names: Iterable[str]) -> dict[str, tuple[int, ...]]:
    lengths: dict[str, tuple[int, ...]] = {}
    for name in names:
        key, length = name[:KEY], len(name)
        known = lengths.get(key, ())
        if length not in known:
            lengths[key] = tuple(sorted((*known, length), reverse=True)) if known else (length,)
    return lengths


def _forms(tsv: str, name: str) -> Iterator[Form]:
    for number, line in enumerate(tsv.split("\n"), start=1):
        if not line or line.startswith("#"):
            continue
        fields = line.split("\t")
        fields += [""] * (FIELDS - len(fields))
        try:
            code, called, first, last, lineage = fields
            form = Form(code, called, int(first), int(last or OPEN), lineage or code)
        except ValueError:
            raise FormError(f"{name}:{number}: {line!r}, expected code, name, first year, last, lineage") from None
        if len(code) != CODE_LENGTH or not called or form.first > form.last:
            raise FormError(f"{name}:{number}: {line!r}: no code of six digits, no name, or ends before it begins")
        yield form


def _check(lineages: dict[str, list[Form]], name: str) -> None:
    for lineage, forms in lineages.items():
        if len(forms) == 1:
            continue
        ordered = sorted(forms, key=lambda form: form.first)
        for before, after in pairwise(ordered):
            if before.last >= after.first:
                raise FormError(f"{name}: lineage {lineage} is both {before.name} and {after.name} in {after.first}")


def _grouped(forms: list[Form], field: int) -> dict[str, list[Form]]:
    groups: dict[str, list[Form]] = {}
    for form in forms:
        key = str(form[field])
        if key in groups:
            groups[key].append(form)
        else:
            groups[key] = [form]
    return groups
