"""`gongkai align`: labels as printed in, ids of the form out."""

from __future__ import annotations

from typing import Annotated

import typer


def align(
    file: Annotated[str, typer.Argument(metavar="FILE", help="JSONL; - is standard input.")] = "-",
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="FILE", help="Default: standard output.")
    ] = None,
) -> None:
    """Name the row or column of labels.

    Input is a JSON object a line: {"edition": "2019", "table": "requests", "label": "1.属于国家机密", "parent": null}.
    Output adds id (null when unsure), score, margin and candidates.
    """
    from gongkai.cli.labels import aligned, printed
    from gongkai.cli.output import lines_to
    from gongkai.cli.records import opened

    with opened(file) as lines, lines_to(output) as write:
        errors = 0
        for line, is_error in aligned(printed(lines.all)):
            write(line)
            errors += is_error
    if errors:
        typer.echo(f"{file}：{errors} 条不能用，见各条的 error", err=True)
        raise typer.Exit(1)
