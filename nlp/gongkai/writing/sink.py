"""What every writer offers: a function that takes one report after the other."""

from __future__ import annotations

from collections.abc import Callable

from gongkai.document import Report

Sink = Callable[[Report], None]
