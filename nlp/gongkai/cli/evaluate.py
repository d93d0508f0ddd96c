"""`gongkai evaluate`: a recipe or model and annotations in, figures and a page out."""

from __future__ import annotations

from typing import Annotated

import typer


def evaluate(
    subject: Annotated[
        str | None, typer.Argument(metavar="[MODEL|RECIPE]", help="A recipe (.toml) or a model directory.")
    ] = None,
    annotations: Annotated[
        list[str] | None, typer.Argument(metavar="[ANNOTATIONS]...", help="Files, folders; default: the recipe's.")
    ] = None,
    html: Annotated[str | None, typer.Option("--html", metavar="FILE", help="Write a page with charts.")] = None,
    json: Annotated[str | None, typer.Option("--json", metavar="FILE", help="Write all figures.")] = None,
    floors: Annotated[str | None, typer.Option("--floors", metavar="FILE", help="Exit 1 below these floors.")] = None,
    pin: Annotated[bool, typer.Option("--pin", help="Write the floors instead of checking them.")] = False,
    lower: Annotated[bool, typer.Option("--lower", help="Let --pin lower floors.")] = False,
    quick: Annotated[bool, typer.Option("--quick", help="Leave out the learning curve.")] = False,
) -> None:
    """Measure a recipe or a model on annotated passages.

    A recipe is cross-validated, a model measured as it is: on passages that it did not learn from.
    Without either the default recipe is measured. Exit 1 when a floor is broken.
    """
    from gongkai.cli.appraisal import Wanted, appraise

    if not appraise(subject, annotations or [], Wanted(html, json, floors, pin, lower), quick=quick):
        raise typer.Exit(1)
