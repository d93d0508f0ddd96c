"""A file that appears whole or not at all."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

_PART = re.compile(r"\..+\.\d+\.part")


def clear_parts(folder: Path) -> None:
    """Remove the unfinished files that killed processes left in `folder`; none may be at work there."""
    for path in folder.iterdir():
        if _PART.fullmatch(path.name) and path.is_file():
            path.unlink()


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Yield a binary stream whose bytes take the name `path` when the block ends well and are dropped otherwise."""
    target = Path(os.path.realpath(path))  # a symbolic link stays a link
    if target.exists() and not target.is_file():  # /dev/null, a named pipe: nothing to rename
        with target.open("wb") as stream:
            yield stream
        return
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as stream:
            yield stream
        part.replace(target)
    except BaseException:  # an interrupt, too, leaves nothing behind
        part.unlink(missing_ok=True)
        raise
