"""Names of files made from names of units: legal on every system, short, and each only once in a folder."""

from __future__ import annotations

import re

_ILLEGAL = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\ud800-\udfff]')
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)")
_LONGEST = 60  # characters: 180 bytes in UTF-8, of the 255 that a name may have


class Names:
    """The names given out; two that differ in case alone are one on some systems."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def give(self, *parts: str) -> str:
        """Return a name made of `parts`, with a number behind it when it was given before."""
        name = "-".join(_ILLEGAL.sub("_", part).strip(" .")[:_LONGEST] for part in parts if part.strip(" ."))
        name = f"_{name}" if _RESERVED.match(name) else name or "_"
        unique, number = name, 1
        while unique.lower() in self._given:
            number += 1
            unique = f"{name}-{number}"
        self._given.add(unique.lower())
        return unique
