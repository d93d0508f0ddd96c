"""Read who reports on which year, each with its evidence.

For the agency: the title (in the text, or declared by the format), the signature, the opening of the overview, the
file's name, the names that the text uses. For the year: the title, the clause that states the period, the opening, the
years that the text uses, the file's name, and last the date of signature. The year is the one reported on, never that
of publication. What isn't there is None.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gongkai.document import Document, Evidence, Record, Section
from gongkai.masthead.names import HAN, LONGEST_ORGAN, ORGAN, SUFFIX, is_name
from gongkai.masthead.titles import YEAR, Found, Title, titles
from gongkai.text import fold

HEAD = 1500
"""A title stands in so many characters before the first heading, or of a text without headings."""
SPARSE, SPARSE_HEAD = 0.6, 8000
"""Where most of the beginning is spaces (the layout of a PDF page), the title stands further down."""
TAIL = 120
"""The signature stands in so many last characters."""
OPENING = 120
"""In so many characters the overview says who writes about which year."""
USES = 2
"""A year or place that only the running text gives must be used so often."""
PUBLISHED_BY = 3
"""A report signed up to March is on the year before: due are 31 January and 31 March (Regulations, article 49)."""

_DIGITS = "零一二三四五六七八九"
_TITLES = re.compile("《[^》]{0,80}》|〔[^〕]{0,8}〕")
_PERIOD = re.compile(r"(20[0-3]\d) ?年 ?1 ?月 ?1 ?日[^。\n]{0,8}?(?:至|到|-|—|~|起)[^。]{0,14}?12 ?月 ?31 ?日")
_SIGNED = re.compile(
    rf"(?:(?:^|[。\s])({HAN}{{2,28}}(?:{ORGAN}))\s*)?(20[0-3]\d) ?年 ?(\d{{1,2}}) ?月 ?\d{{1,2}} ?日\s*$"
    rf"|(?:^|\n)\s*({HAN}{{2,28}}(?:{ORGAN}))\s*$"
)
_SPEAKS = (
    "(?=认真|在|坚持|按照|以|全面|深入|严格|紧|高度|贯彻|积极|始终|根据|共|政府信息|政务|信息公开|围绕|落实|切实|主动|不断|进一步|"
    "结合|依法|持续|着力|扎实|加强|党|深化|聚焦|充分|强化)"
)
_SPEAKER = re.compile(rf"(?:(?m:^)|[,。\s]|年度|年(?!度)|以来)({HAN}{{2,24}}?(?:{ORGAN})){_SPEAKS}")
_WRITES = (
    rf"(?=(?:{HAN}{{1,4}}[科股处室])?"
    r"(?:按照|依照|编制|编写|汇总|整理|起草|负责|(?:对|关于)?20\d\d年度?(?:政府|政务|信息)))"
)
_WRITER = re.compile(rf"(?:(?m:^)|[,。\s由将])((?:(?![由将据]){HAN}){{2,24}}?(?:{ORGAN})){_WRITES}")
_OF_REPORT = re.compile(rf"{YEAR.pattern}(?=[^,。;\d]{{0,12}}(?:公开|年报|报告))")
_SELF = re.compile("我(局|委|办|厅|院|中心|镇|乡|街道|县|市|区|新区|校|公司|集团|处)")
_USED = re.compile(
    rf"(?:(?<!\w)|(?<=[在由为对与和及向是经将过]))({HAN}{{2,8}}?[省市县区州旗镇乡](?:{HAN}{{0,12}}?(?:{ORGAN}))?)(?!关于|《|印发|要求)"
)


class Masthead(Record, frozen=True):
    """Agency and year of a report with the evidence for each.

    Offsets of an Evidence count in the text; for source `name` in the file's base name; for a title that the format
    declares and the text doesn't repeat, in `Document.title`.
    """

    agency: str | None = None
    agency_evidence: Evidence | None = None
    year: int | None = None
    year_evidence: Evidence | None = None


def read(document: Document, plain: str, sections: Sequence[Section]) -> Masthead:
    """Return agency and year of the report; `plain` is the document's text, folded, with artefacts blanked."""
    sparse = plain[:HEAD].count(" ") + plain[:HEAD].count("\n") > SPARSE * HEAD
    reach = SPARSE_HEAD if sparse else HEAD
    head = plain[: min(reach, sections[0].start) if sections else reach]
    seen = list(titles(head, "title"))
    seen += _declared(document, plain) if document.title else []
    agency = _agency(document, plain, sections, seen)
    year = _year(document, plain, sections, seen)
    return Masthead(
        agency.value if agency else None,
        agency.evidence if agency else None,
        _number(year.value) if year else None,
        year.evidence if year else None,
    )


def base_name(source: str) -> str:
    """Return the file's own name, without folder or archive."""
    return re.split(r"[/\\!]", source)[-1]


# Agency


def _agency(document: Document, plain: str, sections: Sequence[Section], seen: Sequence[Title]) -> Found | None:
    """Return the first name found, in its fullest form."""
    names = [title.agency for title in seen if title.agency]
    title = names[0].value if names else ""  # what does not end like it, is no fuller form of it
    signed = _signature(plain) if title in plain[-TAIL:] else None
    names += [signed.agency] if signed and signed.agency else []
    names += _speakers(_WRITER, plain, (0, _opening(plain, sections)[0]), "") if not names else ()
    names += _speakers(_SPEAKER, plain, _opening(plain, sections), title)
    if not names:
        named = titles(_stem(document.source), "name", whole=True)
        names = [title.agency for title in named if title.agency] or list(
            _used(plain[: sections[0].end if sections else HEAD])
        )
    if not names:
        return None
    return max(names, key=lambda name: (name.value.endswith(names[0].value), len(name.value)))


def _speakers(pattern: re.Pattern[str], plain: str, span: tuple[int, int], title: str) -> Iterator[Found]:
    """Yield the first name that `pattern` finds in a span where the name of the title, if any, comes again."""
    start, words = span[0], _without_titles(plain[slice(*span)])
    for match in pattern.finditer(words) if title in words else ():
        if is_name(match[1]):
            yield Found(match[1], Evidence("text", start + match.start(1), start + match.end(1)))
            return


def _used(plain: str) -> Iterator[Found]:
    """Yield the name most used in the text; one that ends as the text speaks of itself (我局) need stand only once."""
    text = _without_titles(plain)
    selves = Counter(_SELF.findall(text)).most_common(1)
    names = Counter(match[1] for match in _USED.finditer(text) if is_name(match[1]))
    names = Counter({name: text.count(name) for name in names if not selves or name.endswith(selves[0][0])})
    for name, uses in names.most_common(1):
        if uses >= (1 if selves else USES):
            yield Found(name, Evidence("text", text.index(name), text.index(name) + len(name)))


# Year


def _year(document: Document, plain: str, sections: Sequence[Section], seen: Sequence[Title]) -> Found | None:
    """Return the first year found."""
    for title in seen:
        if title.year:
            return title.year
    period = _PERIOD.search(plain)
    if period:
        return Found(period[1], Evidence("text", *period.span(1)))
    start, end = _opening(plain, sections)
    for pattern, first, last in ((YEAR, start, end), (_OF_REPORT, 0, start)):
        for match in pattern.finditer(_without_titles(plain[first:last])):
            if "年" in match[0]:
                return Found(match[1], Evidence("text", first + match.start(1), first + match.end(1)))
    return _frequent(plain) or _named(document.source) or _before_signature(plain)


def _frequent(plain: str) -> Found | None:
    """Return the year that the text names most often, if one does."""
    text = _without_titles(plain)
    years = Counter(match[1] for match in YEAR.finditer(text) if "年" in match[0]).most_common(2)
    if not years or years[0][1] < USES or (len(years) > 1 and years[1][1] == years[0][1]):
        return None
    start = text.index(years[0][0])
    return Found(years[0][0], Evidence("text", start, start + len(years[0][0])))


def _named(source: str) -> Found | None:
    match = YEAR.search(_stem(source))
    return Found(match[1], Evidence("name", *match.span(1))) if match else None


def _before_signature(plain: str) -> Found | None:
    """Return the year before that of the signature, if it was signed when reports are due."""
    signed = _signature(plain)
    if signed is None or signed.year is None or signed.month > PUBLISHED_BY:
        return None
    return Found(str(int(signed.year.value) - 1), signed.year.evidence)


def _number(year: str) -> int:
    """Return the year written in digits of either script."""
    return int("".join(str(_DIGITS.index(char)) if char in _DIGITS else char for char in re.sub("[○O]", "零", year)))


# Where to look


class _Signature(NamedTuple):
    agency: Found | None
    year: Found | None
    month: int


def _opening(plain: str, sections: Sequence[Section]) -> tuple[int, int]:
    """Return the span of the overview's opening, or of the text's."""
    start = sections[0].start + len(sections[0].heading) if sections and sections[0].id == "overview" else 0
    start += len(plain[start : start + OPENING]) - len(plain[start : start + OPENING].lstrip())
    return start, min(sections[0].end if sections else len(plain), start + OPENING)


def _without_titles(plain: str) -> str:
    """Overwrite titles of documents: who issued them, and when, is not who reports."""
    return _TITLES.sub(lambda match: "《" * len(match[0]), plain) if "《" in plain or "〔" in plain else plain


def _signature(plain: str) -> _Signature | None:
    tail = plain[-TAIL:].rstrip()
    ends = tail.endswith("日") or SUFFIX.search(tail[-LONGEST_ORGAN:])
    match = _SIGNED.search(plain, max(0, len(plain) - TAIL)) if ends else None
    if match is None:
        return None
    group = 1 if match[1] else 4
    named = match[group] is not None and is_name(match[group])
    agency = Found(match[group], Evidence("signature", *match.span(group))) if named else None
    year = Found(match[2], Evidence("signature", *match.span(2))) if match[2] else None
    return _Signature(agency, year, int(match[3] or 0))


def _stem(source: str) -> str:
    """Return the file's name without suffix, folded, of the same length up to there."""
    return re.sub("[-_]", " ", fold(base_name(source)).rsplit(".", 1)[0])


def _declared(document: Document, plain: str) -> Iterator[Title]:
    """Yield what the format's own title says; its place is in the text if it stands there, too."""
    lines = re.sub(r"[-_|—>]", "\n", fold(document.title or ""))
    for title in titles(lines, "title", whole=True):
        yield Title(_placed(title.agency, plain), _placed(title.year, plain))


def _placed(found: Found | None, plain: str) -> Found | None:
    at = plain.find(found.value) if found else -1
    return found._replace(evidence=Evidence("title", at, at + len(found.value))) if found and at >= 0 else found
