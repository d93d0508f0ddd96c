"""The kinds of body, as `kinds.toml` has them; read and checked once, on first use."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import msgspec

from gongkai.errors import FormError

KEY = 2
"""Words are looked up by so many of their first characters."""

GOVERNMENT = "人民政府"
"""What a government's offices begin with; it isn't 民政."""


class Kinds(NamedTuple):
    """The kinds with their ways in."""

    names: tuple[str, ...]
    ends: dict[str, str]
    words: dict[str, tuple[tuple[str, str], ...]]  # first characters -> (word, kind), the longest word first
    longest: int
    before_place: tuple[str, ...]
    central: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]  # begins, ends, unless

    def of(self, organ: str) -> str | None:
        """Return the kind that `organ`, a name without its place, tells; None when it tells none."""
        for length in range(min(self.longest, len(organ)), 1, -1):
            kind = self.ends.get(organ[-length:])
            if kind is not None:
                return kind
        start = len(GOVERNMENT) if organ.startswith(GOVERNMENT) else 0
        for at in range(start, len(organ) - 1):
            kind = self.first(organ, at)
            if kind is not None:
                return kind
        return None

    def first(self, organ: str, at: int = 0) -> str | None:
        """Return the kind whose word stands at `at`."""
        for word, kind in self.words.get(organ[at : at + KEY], ()):
            if organ.startswith(word, at):
                return kind
        return None

    def prefix(self, name: str) -> str:
        """Return what stands before the place: 国家税务总局, 中共; nothing for most names."""
        if not name.startswith(self.before_place):
            return ""
        return next(word for word in self.before_place if name.startswith(word))

    def is_central(self, name: str) -> bool:
        """Tell whether a name without a place is one of the central level."""
        begins, ends, unless = self.central
        return name.startswith(begins) or (name.endswith(ends) and not name.endswith(unless))


class _Kind(msgspec.Struct, forbid_unknown_fields=True):
    ends: str = ""
    words: str = ""


class _Central(msgspec.Struct, forbid_unknown_fields=True):
    begins: str
    ends: str
    unless: str


class _Prefixes(msgspec.Struct, forbid_unknown_fields=True):
    words: str


class _File(msgspec.Struct, forbid_unknown_fields=True):
    kinds: dict[str, _Kind]
    central: _Central
    before_place: _Prefixes


@cache
def kinds() -> Kinds:
    """Return the shipped kinds; FormError names the entry that does not hold."""
    path = files("gongkai.agencies") / "kinds.toml"
    return read(path.read_text(encoding="utf-8"), path.name)


def read(toml: str, name: str) -> Kinds:
    """Return the kinds written in `toml`; `name` is the file named in errors."""
    try:
        given = msgspec.convert(tomllib.loads(toml), _File)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise FormError(f"{name}: not a file of kinds: {error}") from error
    ends = _unique([(end, kind) for kind, entry in given.kinds.items() for end in entry.ends.split()], name)
    words = _unique([(word, kind) for kind, entry in given.kinds.items() for word in entry.words.split()], name)
    by_start: dict[str, list[tuple[str, str]]] = {}
    for word in sorted(words, key=len, reverse=True):
        by_start.setdefault(word[:KEY], []).append((word, words[word]))
    central = given.central
    return Kinds(
        names=tuple(given.kinds),
        ends=ends,
        words={start: tuple(entries) for start, entries in by_start.items()},
        longest=max(map(len, ends)),
        before_place=tuple(sorted(given.before_place.words.split(), key=len, reverse=True)),
        central=(tuple(central.begins.split()), tuple(central.ends.split()), tuple(central.unless.split())),
    )


def _unique(pairs: list[tuple[str, str]], name: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for word, kind in pairs:
        if len(word) < KEY:
            raise FormError(f"{name}: {kind}: {word!r} is shorter than {KEY} characters")
        if word in found:
            raise FormError(f"{name}: {word!r} stands under {found[word]} and {kind}")
        found[word] = kind
    return found
