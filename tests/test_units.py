"""The units file and the errors it gives."""

from __future__ import annotations

from importlib.resources import files

import pytest

from gongkai.errors import FormError
from gongkai.units import read, split, units


def shipped() -> str:
    return (files("gongkai") / "units.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("printed", "factor", "unit"),
    [("万元", 10_000, "元"), ("亿元", 10**8, "元"), ("元", 1, "元"), ("件", 1, "件"), ("万美元", 10_000, "美元")],
)
def test_unit_of_a_header_has_its_factor(printed: str, factor: int, unit: str) -> None:
    found = split(printed)
    assert found is not None
    assert (found[0], found[1].unit) == (factor, unit)


def test_unknown_unit_is_none() -> None:
    assert split("项目数量") is None


@pytest.mark.parametrize("idiom", ["最多跑一次", "[]一次", "跑[某次]", "[一]次"])
def test_idiom_without_its_quantity_in_brackets_is_named(idiom: str) -> None:
    with pytest.raises(FormError, match=r"units\.toml: idiom"):
        read(shipped().replace("最多跑[一次]", idiom), "units.toml")


def test_missing_entry_is_named() -> None:
    with pytest.raises(FormError, match="before"):
        read(shipped().replace("\nbefore = ", "\nbefor = "), "units.toml")


def test_units_are_read_once() -> None:
    assert units() is units()
