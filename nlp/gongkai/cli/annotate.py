"""`gongkai annotate`: the loop in which people annotate and the classifier learns."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Format(StrEnum):
    """Exchange formats; the same as `gongkai.examples.formats.FORMATS`."""

    JSONL = "jsonl"
    CSV = "csv"
    LABEL_STUDIO = "label-studio"
    DOCCANO = "doccano"
    PRODIGY = "prodigy"
    DOCBIN = "docbin"


_HELP = """Teach the classifier: choose what to annotate, exchange it with label tools, check it.

The round: queue, annotate in a tool of your choice, import, check, gongkai train.
"""
Paths = Annotated[list[str], typer.Argument(metavar="PATH", help="Reports, folders of them, or annotation files.")]
Files = Annotated[list[str], typer.Argument(metavar="FILE", help="Annotated passages.")]
Output = Annotated[str | None, typer.Option("-o", "--output", metavar="FILE", help="Default: standard output.")]


def app() -> typer.Typer:
    """Return the verb with its commands."""
    verb = typer.Typer(name="annotate", help=_HELP, no_args_is_help=True, rich_markup_mode=None)
    verb.command()(queue)
    verb.command("import")(import_)
    verb.command()(export)
    verb.command()(check)
    verb.command()(agree)
    return verb


def queue(
    paths: Paths,
    output: Output = None,
    format: Annotated[Format, typer.Option(help="Of the output.")] = Format.JSONL,
    number: Annotated[int, typer.Option(min=1, metavar="N", help="Passages to choose.")] = 100,
    known: Annotated[
        list[str] | None, typer.Option(metavar="ANNOTATIONS", help="Annotated already; may be given again and again.")
    ] = None,
    model: Annotated[str | None, typer.Option(metavar="DIR", help="Of the classifier; default: gongkai's own.")] = None,
) -> None:
    """Choose the passages from which the classifier would learn most.

    They come with the tags that it suggests and the annotator "gongkai", which import takes away.
    Exit 1 when reports could not be read.
    """
    from gongkai.cli.teaching import queue_passages

    if queue_passages(paths, output, format, number, known or [], model):
        raise typer.Exit(1)


def import_(
    files: Files,
    output: Annotated[str, typer.Option("-o", "--output", metavar="FILE", help="JSONL; - is standard output.")],
    format: Annotated[Format | None, typer.Option("--from", help="Default: by suffix and content.")] = None,
    annotator: Annotated[str | None, typer.Option(metavar="NAME", help="Who annotated; default: as noted.")] = None,
) -> None:
    """Turn what a label tool exported into annotations (JSONL)."""
    from gongkai.cli.teaching import import_files

    import_files(files, None if output == "-" else output, format, annotator)


def export(
    files: Files,
    output: Annotated[str, typer.Option("-o", "--output", metavar="FILE", help="- is standard output.")],
    format: Annotated[Format, typer.Option("--to", help="Of the output.")],
) -> None:
    """Turn annotations into what a label tool imports."""
    from gongkai.cli.teaching import export_files

    export_files(files, None if output == "-" else output, format)


def check(
    annotations: Annotated[list[str], typer.Argument(metavar="ANNOTATIONS", help="Files and folders of annotations.")],
    output: Output = None,
    number: Annotated[int, typer.Option(min=1, metavar="N", help="Suspects to list.")] = 200,
) -> None:
    """List tags that were probably given or left out by mistake, the likeliest first.

    One JSON object a suspect: id, tag, given, probability (that the tag holds), text and place. Needs gongkai[train].
    """
    from gongkai.cli.teaching import check_annotations

    check_annotations(annotations, output, number)


def agree(files: Files, output: Output = None) -> None:
    """Tell how far annotators agree, a file each: Cohen's kappa of two, Krippendorff's alpha of any number.

    One JSON object a tag, and one for their mean, whose tag is null.
    """
    from gongkai.cli.teaching import compare_annotators

    if len(files) < 2:
        raise typer.BadParameter(f"{len(files)} file: give one of each annotator, two or more")
    compare_annotators(files, output)
