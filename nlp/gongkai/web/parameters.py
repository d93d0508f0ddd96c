"""The parameters of a search as the API describes them; what they mean is read by `permalinks.asked`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Query as Parameter

from gongkai.corpus.records import MOST_HITS
from gongkai.web.permalinks import PAGE

_Several = list[str] | None


@dataclass(frozen=True)
class Filters:
    """What to look for; of the values of one filter any will do."""

    q: Annotated[str, Parameter(description='Words, "phrases", AND OR NOT, -without, brackets.')] = ""
    tag: Annotated[_Several, Parameter()] = None
    section: Annotated[_Several, Parameter()] = None
    region: Annotated[_Several, Parameter(description="Codes or names, of any year.")] = None
    level: Annotated[_Several, Parameter()] = None
    kind: Annotated[_Several, Parameter()] = None
    agency: Annotated[_Several, Parameter(description="Names, of any year, or lineages.")] = None
    edition: Annotated[_Several, Parameter()] = None
    status: Annotated[_Several, Parameter()] = None
    report: Annotated[_Several, Parameter(description="Ids of reports.")] = None
    first: Annotated[int | None, Parameter(alias="from", description="First year.")] = None
    to: Annotated[int | None, Parameter(description="Last year.")] = None
    sort: Annotated[str, Parameter(description="relevance, year, -year or region")] = "relevance"


@dataclass(frozen=True)
class Paged(Filters):
    """A search with its page."""

    page: Annotated[int, Parameter(ge=1)] = 1
    limit: Annotated[int, Parameter(ge=0, le=MOST_HITS)] = PAGE
    unfold: Annotated[int | None, Parameter(description="A cluster of near-identical passages.")] = None
    semantic: Annotated[bool, Parameter(description="Rank the first 50 by meaning, too; with sort=relevance.")] = False
    like: Annotated[str | None, Parameter(description="The id of a passage to find others like.")] = None
