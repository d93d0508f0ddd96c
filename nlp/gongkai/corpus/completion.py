"""What a passage says of a defect: that it is mended, that something was done, or nothing."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from gongkai.corpus.tokens import plain
from gongkai.document import Record

MENDED, DONE = "mended", "done"
_BETWEEN = 8  # characters between 已 and 解决
_CLAUSE = re.compile("[^,。;!?:]+")


class Words(Record, frozen=True):
    """The words of `completion.toml`, each kind as one pattern."""

    mended: re.Pattern[str]
    done: re.Pattern[str]
    settled: re.Pattern[str]
    undone: re.Pattern[str]
    planned: re.Pattern[str]


def completion(text: str) -> str | None:
    """Return MENDED where a clause of a folded text says so, DONE where one says that something was done, else None."""
    words = _words()
    said = [clause for clause in _clauses(text) if not words.undone.search(clause) and not words.planned.search(clause)]
    if any(words.mended.search(clause) for clause in said):
        return MENDED
    return DONE if any(words.done.search(clause) for clause in said) else None


def is_settled(text: str) -> bool:
    """Say whether a folded text tells expressly of something that is over (已解决, 得到扭转), and of nothing else."""
    words = _words()
    if not words.settled.search(text):
        return False
    clauses = _clauses(text)
    if any(words.undone.search(clause) for clause in clauses):
        return False
    return any(words.settled.search(clause) and not words.planned.search(clause) for clause in clauses)


def _clauses(text: str) -> list[str]:
    return _CLAUSE.findall(text)


@cache
def _words() -> Words:
    data = tomllib.loads(files("gongkai.corpus").joinpath("completion.toml").read_text(encoding="utf-8"))
    lists = {kind: "|".join(re.escape(plain(word)) for word in found) for kind, found in data.items()}
    settled = f"(?:{lists['over']})[^,]{{0,{_BETWEEN}}}(?:{lists['ended']})"
    return Words(
        *(re.compile(own) for own in (lists["mended"], lists["done"], settled, lists["undone"], lists["planned"]))
    )
