"""`gongkai parse`: reports in, facts out."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class EngineName(StrEnum):
    """Who does the work."""

    LOCAL = "local"
    RAY = "ray"


class Format(StrEnum):
    """What results can be written as; the same as `gongkai.writing.FORMATS`."""

    JSONL = "jsonl"
    XLSX = "xlsx"
    CSV = "csv"
    PARQUET = "parquet"


def parse(
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="Files, folders, 'quoted/**/*.docx'; - is stdin.")],
    output: Annotated[
        str | None,
        typer.Option(
            "-o", "--output", metavar="FILE|RUN/", help="A file, or a folder that takes every format at once."
        ),
    ] = None,
    format: Annotated[Format | None, typer.Option(help="Default: by the suffix of -o, else jsonl.")] = None,
    text: Annotated[bool, typer.Option("--text", help="Add each document's text to the JSON.")] = False,
    model: Annotated[str | None, typer.Option(metavar="DIR", help="Of the classifier; default: gongkai's own.")] = None,
    rules: Annotated[
        str | None, typer.Option(metavar="SETTINGS.toml", help="Audit rules switched off or of another severity.")
    ] = None,
    processes: Annotated[int, typer.Option(min=1, metavar="N", help="Processes that share the work.")] = 1,
    engine: Annotated[EngineName, typer.Option(help="Processes here, or a Ray cluster.")] = EngineName.LOCAL,
    address: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Of the cluster: auto (the default), HOST:PORT, or local.")
    ] = None,
    ship: Annotated[bool, typer.Option("--ship", help="Send files to nodes that do not see their paths.")] = False,
    limit: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=VALUE", help="Of a file: size, unpacked (100MB), pages, seconds; again for more."),
    ] = None,
) -> None:
    """Turn reports into checked facts and tagged passages.

    One JSON object a report: sections, facts, passages, quantities and findings, in the order given, folders sorted.
    Exit 1 when documents failed, which are listed on standard error.
    """
    from gongkai.cli.batch import Means, run, target
    from gongkai.cli.settings import rule_settings
    from gongkai.limits import limited
    from gongkai.pipeline import Settings

    if engine is EngineName.LOCAL and (address is not None or ship):
        raise typer.BadParameter("--address and --ship are for --engine ray")
    means = Means(processes, (address or "auto") if engine is EngineName.RAY else None, ship)
    try:
        where, limits = target(output, format), limited(limit or ())
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    if run(paths, where, means, Settings(model, limits), text=text, rules=rule_settings(rules)):
        raise typer.Exit(1)
