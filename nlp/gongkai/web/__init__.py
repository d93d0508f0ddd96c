"""The corpus in a browser: `gongkai serve`. Server-rendered pages, a JSON API beside each, nothing from other hosts.

    from gongkai.web import Serving, application
    app = application(Serving("corpus/"))        # an ASGI application

Needs the extra `gongkai[web]`. Names are loaded when first used: the processes that work on uploads need no web.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gongkai.web.app import application
    from gongkai.web.serving import Serving

_HOMES = {"Serving": "serving", "application": "app"}

__all__ = ["Serving", "application"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'gongkai.web' has no attribute {name!r}")
    return getattr(import_module(f"gongkai.web.{_HOMES[name]}"), name)
