"""`gongkai audit`: which reports can't be forwarded, and what to tell each unit."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class AuditFormat(StrEnum):
    """What an audit can be written as."""

    TABLE = "table"
    JSONL = "jsonl"
    XLSX = "xlsx"
    DOCX = "docx"


def audit(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH", help="As for parse; also what parse wrote: RUN/ or reports.jsonl."),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE|DIR/", help="A file, or a folder that takes everything."),
    ] = None,
    format: Annotated[
        AuditFormat | None, typer.Option(help="Default: by the suffix of -o, else a page for the terminal.")
    ] = None,
    rules: Annotated[
        str | None, typer.Option(metavar="SETTINGS.toml", help="Rules switched off or of another severity.")
    ] = None,
    decisions: Annotated[
        str | None, typer.Option(metavar="FILE.csv", help="Reviewers' decisions and notes; made if absent.")
    ] = None,
    previous: Annotated[
        str | None, typer.Option(metavar="FILE|RUN", help="Last year's reports, or what parse wrote of them.")
    ] = None,
    renamed: Annotated[
        bool, typer.Option("--renamed", help="The one report of --previous is the same agency's under another name.")
    ] = False,
    children: Annotated[
        str | None, typer.Option(metavar="FOLDER|RUN", help="Units' reports, added up against their government's.")
    ] = None,
    units: Annotated[
        str | None, typer.Option(metavar="FILE", help="Units expected, a name a line; default: those of --previous.")
    ] = None,
    copies: Annotated[bool, typer.Option("--copies", help="Find passages copied between agencies.")] = False,
    processes: Annotated[int, typer.Option(min=1, metavar="N", help="Processes that share the work.")] = 1,
    limit: Annotated[
        list[str] | None, typer.Option(metavar="NAME=VALUE", help="Of one file: size, pages, unpacked, seconds.")
    ] = None,
    explain: Annotated[
        str | None, typer.Option(metavar="RULE|all", help="Print what a rule says, on which basis, and stop.")
    ] = None,
) -> None:
    """Audit reports: against themselves, their form, last year, their units and each other.

    Prints one page: how many were read, what was found, the worst reports first. Findings are no failure: exit 1 only
    when documents could not be read. -o DIR/ writes findings.jsonl, audit.xlsx and a Word letter for each unit.
    """
    from gongkai.cli.audit_faces import target
    from gongkai.cli.auditing import Wanted, explained, run
    from gongkai.cli.others import Others, roster
    from gongkai.cli.settings import limits_of, rule_settings

    if explain is not None:
        typer.echo(explained(explain))
        return
    if not paths:
        raise typer.BadParameter("missing argument PATH: give files, folders, or what `gongkai parse` wrote")
    try:
        where = target(output, format)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    if units is not None and children is None:
        raise typer.BadParameter("--units lists who should be in --children: give that, too")
    others = Others(previous, children, roster(units), copies, renamed)
    wanted = Wanted(rule_settings(rules), decisions, others, processes, limits_of(limit or []))
    if run(paths, where, wanted):
        raise typer.Exit(1)
