"""Where a verb writes lines: standard output, or a file that appears whole."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import typer


@contextmanager
def standard_output() -> Iterator[BinaryIO]:
    """Yield standard output; when its reader has had enough (gongkai parse … | head), the program ends quietly."""
    try:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # What is still buffered goes nowhere, so that the interpreter's last flush does not complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from None


@contextmanager
def lines_to(path: str | None) -> Iterator[Callable[[bytes], None]]:
    """Yield a function that writes a line to the file at `path`, or to standard output for None."""
    from gongkai.writing.atomic import replacing

    if path is not None and (Path(path).is_dir() or not Path(path).parent.is_dir()):
        raise typer.BadParameter(f"-o {path}: give a file in a folder that exists")
    with standard_output() if path is None else replacing(Path(path)) as stream:

        def write(line: bytes) -> None:
            stream.write(line + b"\n")

        yield write
