"""Text as XML can hold it."""

from __future__ import annotations

import re

_UNPRINTABLE = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(words: str) -> str:
    """Return words with a space for every character that XML can't hold."""
    return _UNPRINTABLE.sub(" ", words)
