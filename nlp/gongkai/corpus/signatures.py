"""Signatures of passages as the corpus stores them; how they are made must never change (see `gongkai.likeness`)."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai import likeness
from gongkai.corpus.tokens import plain
from gongkai.likeness import BANDS, SIZE, Signatures, bands

__all__ = ["BANDS", "SIZE", "Signatures", "bands", "signatures"]


def signatures(texts: Sequence[str]) -> Signatures:
    """Return a row of SIZE hashes a text; white space and widths make no difference."""
    return likeness.signatures(["".join(plain(text).split()) for text in texts])
