"""What prose counts that the tables hold, too (`objects.toml`): how it is said, and which cells say it."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from gongkai.errors import RuleError


class Object(msgspec.Struct, frozen=True):
    """One object of claims: its patterns over the words around a number (#), the cells, and whether it is a part."""

    id: str
    key: str
    patterns: tuple[re.Pattern[str], ...]
    cells: tuple[str, ...]
    also: tuple[tuple[str, ...], ...]
    part: bool


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    key: str
    patterns: tuple[str, ...]
    cells: tuple[str, ...]
    also: tuple[tuple[str, ...], ...] = ()
    part: bool = False


@cache
def objects() -> dict[str, Object]:
    """Return every object by id, in the order in which they are tried; RuleError names the one that does not hold."""
    return read_objects((files("gongkai.audit") / "objects.toml").read_text(encoding="utf-8"), "objects.toml")


def read_objects(toml: str, name: str) -> dict[str, Object]:
    """Return the objects written in `toml`; `name` is the file named in errors."""
    try:
        entries = msgspec.convert(tomllib.loads(toml), dict[str, _Entry])
        return {
            id: Object(id, entry.key, tuple(map(re.compile, entry.patterns)), entry.cells, entry.also, entry.part)
            for id, entry in entries.items()
        }
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, re.error) as error:
        raise RuleError(f"{name}: not a file of objects: {error}", "审核所用的对象文件有误，请重新安装") from error


def object_of(words: str) -> Object | None:
    """Return what `words` with the number as # count."""
    for each in objects().values():
        if each.key in words and any(pattern.search(words) for pattern in each.patterns):
            return each
    return None
