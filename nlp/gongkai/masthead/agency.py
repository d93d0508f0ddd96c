"""The agency that reports: the likeliest title's, else what signature, prose, page and file name say; fullest form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from gongkai.masthead.page import HEAD, Page
from gongkai.masthead.signature import TAIL, signature
from gongkai.masthead.speakers import BODY, SPEAKER, WRITER, self_name, sources, speakers, used
from gongkai.masthead.titles import Found, Title, titles
from gongkai.masthead.weighing import contradicted

_OTHER = re.compile("(?:政府|网|站|平台)$|由|数据|报告|根据|按照|现|公布|联系")
"""Before a name it is the site's, or the sentence's: 清溪县人民政府县审计局, 数据由清溪县审计局."""


def agency(page: Page, seen: Sequence[Title]) -> Found | None:
    """Return the first name found, in its fullest form; `seen` are titles, the likeliest first."""
    names = [title.agency for title in seen if title.agency]
    title = names[0].value if names else ""  # what does not end like it, is no fuller form of it
    names += _signed(page.plain, title)
    names += _outside(seen, _prose(page, title))
    names += [found for found in sources(page.plain, page.opening()[0]) if title and fuller(found.value, title)]
    names = names or _alone(page)
    if not names:
        return None
    return max(names, key=lambda name: (fuller(name.value, names[0].value), len(name.value)))


def witnesses(page: Page, seen: Sequence[Title]) -> list[str]:
    """Return the names, outside of the titles seen, of publisher, writer, signature and file."""
    found = [*sources(page.plain, page.opening()[0]), *_signed(page.plain, "")]
    for pattern in (WRITER, SPEAKER):
        found += speakers(pattern, page.plain, (0, page.opening()[1]))
    found = _outside(seen, found)
    named = (*titles(page.stem(), "name", whole=True), *page.declared())
    return [one.value for one in (*found, *(title.agency for title in named)) if one]


def fuller(name: str, short: str) -> bool:
    """Tell whether a name is `short` with more of its place before it, or the same."""
    return name.endswith(short) and not (short and _OTHER.search(name[: len(name) - len(short)]))


def _outside(seen: Sequence[Title], found: Iterable[Found]) -> list[Found]:
    """Return the names that stand in none of the titles."""
    return [one for one in found if not any(title.start <= one.evidence.start < title.end for title in seen)]


def _signed(plain: str, title: str) -> list[Found]:
    signed = signature(plain) if title in plain[-TAIL:] else None
    return [signed.agency] if signed and signed.agency else []


def _prose(page: Page, title: str) -> Iterator[Found]:
    """Yield who writes and who acts: in the title's full form, if there is one; else who acts in the overview only."""
    start, end = page.opening()
    written = speakers(WRITER, page.plain, (0, start))
    acting = speakers(SPEAKER, page.plain, (0 if title else start, end))
    yield from (one for found in (written, acting) for one in found if fuller(one.value, title))


def _alone(page: Page) -> list[Found]:
    """Return what the page names as publisher, else the file's name, else the text in passing."""
    own, start = self_name(page.plain), page.opening()[0]
    found = [name for name in speakers(BODY, page.plain, (0, start)) if not contradicted(name.value, own)]
    if not found:
        named = titles(page.stem(), "name", whole=True)
        found = [title.agency for title in named if title.agency]
    return found or list(used(page.plain[: page.sections[0].end if page.sections else HEAD]))
