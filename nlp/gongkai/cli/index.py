"""`gongkai index`: reports in, a corpus that can be searched."""

from __future__ import annotations

from typing import Annotated

import typer


def index(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="RUN|FILE", help="Run directories, their JSONL, or documents.")
    ] = None,
    corpus: Annotated[
        str, typer.Option("--corpus", metavar="DIR", help="A folder, made if absent, or postgresql://…")
    ] = "corpus",
    delete: Annotated[
        list[str] | None, typer.Option("--delete", metavar="SOURCE", help="Delete the report of this source.")
    ] = None,
    compact: Annotated[
        bool, typer.Option("--compact", help="Give up the space of deleted and replaced reports at once.")
    ] = False,
    model: Annotated[str | None, typer.Option(metavar="DIR", help="Of the classifier; default: gongkai's own.")] = None,
    processes: Annotated[int, typer.Option(min=1, metavar="N", help="Processes that parse documents.")] = 1,
) -> None:
    """Add reports to a corpus, in place of older ones of the same source.

    A run directory is one of gongkai parse -o RUN/; parse with --text, so that reports can be shown whole.
    Readers see everything of a commit or nothing; an index that was killed goes on by the same call. When a third of
    the space of reports is that of deleted and replaced ones, it is given up by itself; readers are not disturbed.
    Exit 1 when documents failed.
    """
    from gongkai.cli.indexing import run

    if not paths and not delete and not compact:
        raise typer.BadParameter("give run directories or documents, --delete SOURCE, or --compact")
    if run(paths or [], corpus, delete or [], compact=compact, processes=processes, model=model):
        raise typer.Exit(1)
