"""What a masthead is read from: the folded text with its parts, the file's name, the title that the format declares."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongkai.document import Document, Evidence, Record, Section
from gongkai.masthead.navigation import without_crumbs
from gongkai.masthead.titles import Found, Title, titles
from gongkai.text import fold

HEAD = 1500
"""A title stands in so many characters before the first heading, or of a text without headings."""
SPARSE, SPARSE_HEAD = 0.6, 8000
"""Where most of the beginning is spaces (the layout of a PDF page), the title stands further down."""
OPENING = 120
"""In so many characters the overview says who writes about which year."""

_QUOTED = re.compile("《[^》]{0,80}》|〔[^〕]{0,8}〕")


class Page(Record, frozen=True):
    """A document as the masthead sees it; `plain` is its text, folded, with artefacts blanked."""

    document: Document
    plain: str
    sections: Sequence[Section]

    def head(self) -> str:
        """Return what stands before the first part, breadcrumbs blanked."""
        sparse = self.plain[:HEAD].count(" ") + self.plain[:HEAD].count("\n") > SPARSE * HEAD
        reach = SPARSE_HEAD if sparse else HEAD
        return without_crumbs(self.plain[: min(reach, self.sections[0].start) if self.sections else reach])

    def opening(self) -> tuple[int, int]:
        """Return the span of the overview's opening, or of the text's."""
        first = self.sections[0] if self.sections else None
        start = first.start + len(first.heading) if first and first.id == "overview" else 0
        ahead = self.plain[start : start + OPENING]
        start += len(ahead) - len(ahead.lstrip())
        return start, min(first.end if first else len(self.plain), start + OPENING)

    def declared(self) -> Iterator[Title]:
        """Yield what the format's own title says; its place is in the text if it stands there, too."""
        lines = re.sub(r"[-_|—>]", "\n", fold(self.document.title or ""))
        for title in titles(lines, "title", whole=True) if lines else ():
            yield title._replace(agency=self._placed(title.agency), year=self._placed(title.year))

    def stem(self) -> str:
        """Return the file's name without suffix, folded, of the same length up to there."""
        return re.sub("[-_]", " ", fold(base_name(self.document.source)).rsplit(".", 1)[0])

    def _placed(self, found: Found | None) -> Found | None:
        at = self.plain.find(found.value) if found else -1
        return found._replace(evidence=Evidence("title", at, at + len(found.value))) if found and at >= 0 else found


def base_name(source: str) -> str:
    """Return the file's own name, without folder or archive."""
    return re.split(r"[/\\!]", source)[-1]


def without_quoted(plain: str) -> str:
    """Overwrite titles of documents: who issued them, and when, is not who reports."""
    return _QUOTED.sub(lambda match: "《" * len(match[0]), plain) if "《" in plain or "〔" in plain else plain
