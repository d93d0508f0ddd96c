"""A port that a server of a test may listen to."""

from __future__ import annotations

import socket


def free_port() -> int:
    """Return a port of this machine that nothing listens to."""
    with socket.socket() as own:
        own.bind(("127.0.0.1", 0))
        return int(own.getsockname()[1])
