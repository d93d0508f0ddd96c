"""`gongkai tag`: passages in, the same passages with tags and quantities out."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class InputFormat(StrEnum):
    """What records can be read from."""

    JSONL = "jsonl"
    CSV = "csv"
    TEXT = "text"


def tag(
    file: Annotated[str, typer.Argument(metavar="FILE", help="JSONL, CSV or plain text; - is standard input.")] = "-",
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="FILE", help="Default: standard output.")
    ] = None,
    format: Annotated[InputFormat | None, typer.Option(help="Of the input; default: by suffix, else content.")] = None,
    column: Annotated[str, typer.Option(metavar="NAME", help="The CSV column that holds the text.")] = "text",
    model: Annotated[str | None, typer.Option(metavar="DIR", help="Of the classifier; default: gongkai's own.")] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Add the n-grams that decided each tag.")] = False,
) -> None:
    """Tag passages and find their quantities.

    One JSON object a record, in order, with tags and quantities computed anew.
    JSONL needs a field "text"; plain text is a passage a line. Other fields pass through.
    """
    from gongkai.cli.output import lines_to
    from gongkai.cli.records import opened, passages
    from gongkai.model import ready
    from gongkai.tagging import tag as tagged

    classifier = ready(model)
    with opened(file) as lines, lines_to(output) as write:
        errors = 0
        for record in tagged(passages(file, lines, format, column), classifier, explain=explain):
            write(record.to_json())
            errors += record.passage.error is not None
    if errors:
        typer.echo(f"{file}：{errors} 条没有可用的文字，见各条的 error", err=True)
        raise typer.Exit(1)
