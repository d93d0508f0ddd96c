"""The command line: one file a verb. A verb declares its arguments and calls the library; imports wait until then.

Results go to standard output or `-o`, progress and warnings to standard error. Exit 0: done; 1: some documents failed;
2: wrong call; 130: interrupted.
"""

from __future__ import annotations

import os
import sys

import typer

from gongkai.cli import annotate
from gongkai.cli.align import align
from gongkai.cli.audit import audit
from gongkai.cli.evaluate import evaluate
from gongkai.cli.index import index
from gongkai.cli.info import info
from gongkai.cli.parse import parse
from gongkai.cli.query import query
from gongkai.cli.search import search
from gongkai.cli.serve import serve
from gongkai.cli.tag import tag
from gongkai.cli.train import train
from gongkai.errors import GongkaiError, MissingFile

INTERRUPTED = 130  # exit after Ctrl-C
VERBS = (parse, tag, align, audit, index, search, query, serve, train, evaluate, info)


def app() -> typer.Typer:
    """Return the program with all its verbs."""
    # Rich would triple the cost of --help, and its tracebacks show the contents of variables.
    program = typer.Typer(
        name="gongkai",
        help="Read Chinese government-information-disclosure annual reports.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    for verb in VERBS:
        program.command()(verb)
    program.add_typer(annotate.app(), name="annotate")
    return program


def main() -> None:
    """Run the command line; exit with its code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a name that the terminal can't show is no reason to stop
    try:
        app()(prog_name="gongkai")
    except SystemExit as end:
        if (
            end.code == INTERRUPTED
        ):  # worker processes end with this one; to wait for what they were at could be for ever
            for stream in (sys.stdout, sys.stderr):
                stream.flush()
            os._exit(INTERRUPTED)
        raise
    except GongkaiError as error:
        print(error, file=sys.stderr)
        sys.exit(1 if isinstance(error, MissingFile) else 2)  # a missing file is a failed document, not a wrong call
    except OSError as error:  # the output can't be written, the disk is full
        print(f"gongkai: {error}", file=sys.stderr)
        sys.exit(2)
