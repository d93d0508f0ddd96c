"""`gongkai search`: which agencies say so, since when, and where it stands."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Format(StrEnum):
    """What hits can be written as."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"
    XLSX = "xlsx"


class Sort(StrEnum):
    """Orders of hits."""

    RELEVANCE = "relevance"
    YEAR = "year"
    NEWEST = "-year"
    REGION = "region"


_Several = list[str] | None


def search(
    query: Annotated[str, typer.Argument(metavar="QUERY", help='Words, "phrases", AND OR NOT, -without, brackets.')],
    corpus: Annotated[str, typer.Option("--corpus", metavar="DIR", help="A folder, or postgresql://…")] = "corpus",
    tag: Annotated[_Several, typer.Option(metavar="TAG", help="problem, measure …; several: any of them.")] = None,
    section: Annotated[_Several, typer.Option(metavar="PART", help="overview, problems …")] = None,
    year: Annotated[
        str | None, typer.Option(metavar="2019..2022", help="A year, or from..to; an end may be left out.")
    ] = None,
    region: Annotated[_Several, typer.Option(metavar="REGION", help="Its code or name, of any year.")] = None,
    level: Annotated[_Several, typer.Option(metavar="LEVEL", help="国家 省 市 县 乡")] = None,
    kind: Annotated[_Several, typer.Option(metavar="KIND", help="Of the agency.")] = None,
    agency: Annotated[_Several, typer.Option(metavar="NAME", help="Its name, of any year, as in the reports.")] = None,
    edition: Annotated[_Several, typer.Option(metavar="ID", help="2019 or 2021.")] = None,
    status: Annotated[_Several, typer.Option(metavar="STATUS", help="ok or partial.")] = None,
    sort: Annotated[Sort, typer.Option(help="Order of the hits.")] = Sort.RELEVANCE,
    limit: Annotated[int, typer.Option(min=1, max=100, metavar="N", help="Hits of a page.")] = 10,
    page: Annotated[int, typer.Option(min=1, metavar="N", help="Which page.")] = 1,
    unfold: Annotated[
        int | None, typer.Option(metavar="GROUP", help="All passages of one group of alike ones.")
    ] = None,
    semantic: Annotated[
        bool, typer.Option("--semantic", help="Rank the first 50 by meaning, too; needs gongkai[semantic].")
    ] = False,
    format: Annotated[Format | None, typer.Option(help="Default: by the suffix of -o, else table.")] = None,
    output: Annotated[str | None, typer.Option("-o", "--output", metavar="FILE", help="All hits, none folded.")] = None,
) -> None:
    """Find passages, the best first, with counts by tag, year, part and region.

    What spaces divide must all be met; a stretch of several words is met by most of them. Near-identical passages are
    one hit, which says in how many reports they stand. With -o, or a format other than table, all hits are written.
    """
    from gongkai.cli.searching import run, years
    from gongkai.corpus import Query

    try:
        span = years(year)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    run(
        Query(
            query, tuple(tag or ()), tuple(section or ()), span, tuple(region or ()), tuple(level or ()),
            tuple(kind or ()), tuple(edition or ()), tuple(status or ()), tuple(agency or ()), cluster=unfold,
            sort=sort.value, limit=limit, offset=(page - 1) * limit,
        ),
        corpus, None if format is None else format.value, output, semantic,
    )  # fmt: skip
