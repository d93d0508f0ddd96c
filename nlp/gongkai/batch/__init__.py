"""Batches: many sources through one engine or another, kept as they are done, so that a stopped one goes on."""

from gongkai.batch.engine import Engine, Inline
from gongkai.batch.journal import Journal
from gongkai.batch.local import Processes
from gongkai.batch.piping import pipe, piped
from gongkai.batch.resuming import origin, resumed

__all__ = ["Engine", "Inline", "Journal", "Processes", "origin", "pipe", "piped", "resumed"]
