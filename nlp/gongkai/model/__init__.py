"""The passage classifier: what it sees, what it knows, what it says. Training is elsewhere; nothing here needs it."""

from __future__ import annotations

from gongkai.model.directory import load, ready
from gongkai.model.fields import Placed
from gongkai.model.model import Model

__all__ = ["Model", "Placed", "load", "ready"]
