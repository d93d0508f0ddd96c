"""Words that every report has because the law, the form and the notices have them (`statutory.txt`): they tell nothing
of who copied from whom.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from gongkai.text import fold, squeeze

_FORMAL = re.compile(
    r"《[^》\n]{1,60}》|\([^()\n]{0,20}以下简称[^()\n]{0,30}\)|[^\s,。;]{0,8}〔20\d\d〕\d{1,4}号|[(\[]20\d\d[)\]]\d{1,4}号"
    r"|20\d\d年(?:度|\d{1,2}月\d{1,2}日)?|第[一二三四五六七八九十百\d]{1,5}条|^(?:[一二三四五六七八九十]{1,2}(?:是|、|要)|\([一二三四五六七八九十\d]{1,2}\)|\d{1,2}[.、])",
    re.MULTILINE,
)


@cache
def phrases() -> tuple[str, ...]:
    """Return the phrases, folded, the longest first."""
    lines = (files("gongkai.audit.across") / "statutory.txt").read_text(encoding="utf-8").splitlines()
    kept = {squeeze(fold(line)) for line in lines if line.strip() and not line.startswith("#")}
    return tuple(sorted(kept, key=lambda phrase: (-len(phrase), phrase)))


def cut(texts: Sequence[str]) -> list[str]:
    """Return what is a writer's own in each of `texts`: folded, without white space, statutory phrases cut out.

    Titles of laws and notices, their numbers, dates and list markers are cut out, too.
    """
    if not texts:
        return []
    ink = _FORMAL.sub("", "\n".join(squeeze(fold(text)) for text in texts))
    for phrase in phrases():  # at the speed of memory: a regex of all phrases takes ten times as long
        ink = ink.replace(phrase, "")
    return ink.split("\n")
