"""The bytes of a document, from a file or from an archive, never more of them than the limits allow."""

from __future__ import annotations

import os

from gongkai.errors import MissingFile, OversizedDocument, ReadingError
from gongkai.limits import DEFAULT, MB, Limits
from gongkai.reading import archives
from gongkai.reading.archives import Member


def load(source: str | os.PathLike[str], limits: Limits = DEFAULT) -> bytes:
    """Return the bytes of a file or of a member of an archive; ReadingError when there are too many, or none."""
    if isinstance(source, Member):
        if source.data is not None:
            return source.data
        return archives.load(source, limits) if source.at else _load(source.path, limits)
    return _load(os.fspath(source), limits)


def check_size(size: int, name: str, limits: Limits) -> None:
    """Raise OversizedDocument for more bytes than a file may have."""
    if size > limits.size:
        raise OversizedDocument(
            f"{name}: {size} bytes or more, at most {limits.size} are read; split the file or remove its pictures",
            f"文件过大（超过 {limits.size // MB} MB），请拆分文件或删除其中的图片后重试",
        )


def is_pattern(path: str) -> bool:
    """Say whether a path that is no file would be a pattern."""
    return any(character in path for character in "*?[")


def _load(path: str, limits: Limits) -> bytes:
    """Return the bytes of a file; its size is looked at before it is read, and no more than the limit is ever read."""
    try:
        with open(path, "rb") as file:
            check_size(os.fstat(file.fileno()).st_size, path, limits)
            return file.read(limits.size + 1)  # a pipe or device does not tell its size
    except (FileNotFoundError, NotADirectoryError) as error:
        raise _missing(path) from error
    except IsADirectoryError as error:
        raise ReadingError(f"{path}: a folder; expand it with find()", "这是文件夹，或者无法列出其中的文件") from error
    except OSError as error:
        message = f"{path}: cannot be opened ({error}); check name and permissions"
        raise ReadingError(message, "文件无法打开，请检查文件名和权限") from error


def _missing(path: str) -> MissingFile:
    if is_pattern(path):
        return MissingFile(f"{path}: nothing matches; check the pattern", "没有与之匹配的文件，请检查路径和通配符")
    return MissingFile(f"{path}: no such file; check the path", "文件不存在，请检查路径")
