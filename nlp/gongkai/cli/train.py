"""`gongkai train`: annotated passages in, a model directory out."""

from __future__ import annotations

from typing import Annotated

import typer


def train(
    sources: Annotated[
        list[str], typer.Argument(metavar="RECIPE|ANNOTATIONS", help="A recipe (.toml), annotation files, folders.")
    ],
    output: Annotated[str, typer.Option("-o", "--output", metavar="DIR", help="Where the model goes.")] = "model/",
    name: Annotated[str | None, typer.Option(help="Of the model; default: the folder's name.")] = None,
    compare: Annotated[bool, typer.Option("--compare", help="Only compare candidates; no model is written.")] = False,
) -> None:
    """Learn a passage classifier.

    A recipe says how and may name annotations; without one the default recipe holds. Scores are cross-validated.
    Use the model by --model DIR of parse and tag.
    """
    from gongkai.cli.learning import compare_candidates, train_model

    if compare:
        compare_candidates(sources)
    else:
        train_model(sources, output, name)
