"""By what a finding is known again in the next run: whose report it is on, its rule, and the words that it points at.

Offsets, the file's name and what stands elsewhere do not count, so that a report may be edited or saved in another
format in between. Numbers count: a wrong number that became another wrong number is another finding.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePath

from gongkai.audit.words import fact_at, sentence_at, words_at
from gongkai.document import Finding, Place, Report
from gongkai.text import fold, squeeze

OPENING = "F"
"""Spreadsheets take digits, also such as 12e45, for a number, and would change them: a letter first keeps them text."""
_REPORT, _WORDS = 4, 6  # bytes: 4 billion reports, 280 trillion findings in one
SHORT = 12
"""Characters: fewer are found in several sentences (“2020年”), so that the sentence around them counts, too."""
# What these rules tell apart stands in their message alone: what is not there has no words.
_BY_MESSAGE = frozenset(("table.missing", "part.missing"))
_DIGITS = re.compile(r"\d+")


def report_print(report: Report) -> str:
    """Return by what a report is known: agency and year, and the file's name only where one of them was not read."""
    name = "" if report.agency and report.year else _DIGITS.sub("", PurePath(report.source).stem)
    return OPENING + _digest(_REPORT, _ink(report.agency or name), str(report.year or name))


def fingerprint(report: Report, finding: Finding) -> str:
    """Return the fingerprint of a finding: that of its report, a dash, and that of rule and words."""
    words = [_words(report, place) for place in finding.places]
    if not any(words) or finding.code in _BY_MESSAGE:
        words.append(_ink(finding.message))
    return f"{report_print(report)}-{_digest(_WORDS, finding.code, *words)}"


def _words(report: Report, place: Place) -> str:
    fact = fact_at(report, place)
    if fact is not None:
        return f"{fact.address}={_ink(fact.raw)}"
    words = _ink(words_at(report, place))
    return words if len(words) >= SHORT else f"{words}@{_ink(sentence_at(report, place))}"


def _ink(words: str) -> str:
    return squeeze(fold(words))


def _digest(size: int, *parts: str) -> str:
    data = "\0".join(parts).encode(errors="surrogatepass")
    return hashlib.blake2s(data, digest_size=size).hexdigest()
