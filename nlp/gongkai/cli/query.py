"""`gongkai query`: SQL over everything that was read."""

from __future__ import annotations

from typing import Annotated

import typer

from gongkai.cli.search import Format


def query(
    sql: Annotated[
        str | None, typer.Argument(metavar="SQL|NAME", help="SQL, or the name of a query; without: list the names.")
    ] = None,
    corpus: Annotated[str, typer.Option("--corpus", metavar="DIR", help="A folder, or postgresql://…")] = "corpus",
    limit: Annotated[int, typer.Option(min=1, max=1_000_000, metavar="N", help="Rows at most.")] = 1000,
    format: Annotated[Format | None, typer.Option(help="Default: by the suffix of -o, else table.")] = None,
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="FILE", help="Default: standard output.")
    ] = None,
) -> None:
    """Ask the facts of a corpus: by SQL over views, or by a query that comes with the program.

    Views: reports, facts, passages, quantities, findings; DESCRIBE facts shows the columns of one. province, city and
    county are as they were in the year; region_lineage, region_today and agency_lineage stay when they are renamed.
    """
    from gongkai.cli.searching import run_query, show_named

    if sql is None:
        show_named()
        return
    run_query(sql, corpus, None if format is None else format.value, output, limit)
