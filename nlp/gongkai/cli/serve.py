"""`gongkai serve`: the corpus in a browser."""

from __future__ import annotations

from typing import Annotated

import typer


def serve(
    corpus: Annotated[str, typer.Option("--corpus", metavar="DIR", help="A folder, or postgresql://…")] = "corpus",
    host: Annotated[str, typer.Option(metavar="HOST", help="Other than this machine only with --token.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, metavar="N")] = 8765,
    token: Annotated[
        str | None,
        typer.Option(envvar="GONGKAI_TOKEN", metavar="TOKEN", help="Ask every visitor for it; better in the variable."),
    ] = None,
    allow_upload: Annotated[
        bool, typer.Option("--allow-upload", help="Let visitors have files checked; they are deleted afterwards.")
    ] = False,
    model: Annotated[str | None, typer.Option(metavar="DIR", help="Of the classifier, for uploads.")] = None,
    processes: Annotated[
        int, typer.Option(min=1, max=64, metavar="N", help="That share the work; one with --allow-upload.")
    ] = 1,
    limit: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=VALUE", help="Of an uploaded file: size, pages, seconds."),
    ] = None,
) -> None:
    """Search, read and compare reports in a browser, until Ctrl-C.

    Everything comes from this machine: no page asks another one for anything. The corpus is read, never written.
    """
    from gongkai.cli.serving import run
    from gongkai.limits import limited

    try:
        limits = limited(limit or [])
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    run(corpus, host, port, token, allow_upload, model, limits, processes)
