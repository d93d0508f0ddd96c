"""What a user sets of the rules and limits, read from arguments."""

from __future__ import annotations

from pathlib import Path

import typer

from gongkai.audit.rules import Settings, read_settings
from gongkai.limits import Limits, limited


def rule_settings(path: str | None) -> Settings:
    """Return the settings of rules in the file at `path`, none for None; a file that can't be read is a wrong call."""
    if path is None:
        return {}
    try:
        toml = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise typer.BadParameter(f"--rules {path}: cannot be read: {error}") from error
    return read_settings(toml, path)


def limits_of(settings: list[str]) -> Limits:
    """Return the limits with those changed that `--limit NAME=VALUE` names."""
    try:
        return limited(settings)
    except ValueError as error:
        raise typer.BadParameter(f"--limit {error}") from error
