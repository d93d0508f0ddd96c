"""How a corpus is served, and what is refused: nobody opens a server to others by mistake."""

from __future__ import annotations

from ipaddress import ip_address

from gongkai.document import Record
from gongkai.errors import ServingError
from gongkai.limits import DEFAULT, MB, Limits

LOCAL = "127.0.0.1"
SHORTEST_TOKEN = 12
"""Characters of a token: with letters and digits drawn at random, beyond guessing at a guess a second."""
_NAMES = ("localhost",)


class Serving(Record, frozen=True):
    """What is served to whom: `token` None for everyone who reaches `host`; limits of one request and one upload."""

    corpus: str
    host: str = LOCAL
    port: int = 8765
    token: str | None = None
    allow_upload: bool = False
    model: str | None = None
    seconds: float = 10.0
    """Until a page is given up; searches of a million passages take 0.05 s."""
    at_once: int = 8
    """Pages worked on at a time, the others wait; more threads than that only take turns."""
    exported: int = 20_000
    """Hits of an export from a page: 20 MB, 10 s; more is a matter for `gongkai search -o`."""
    upload: int = 64 * MB
    """Bytes of an uploaded file."""
    upload_reports: int = 500
    """Reports of an uploaded archive: a county has 50 to 100."""
    upload_seconds: float = 600.0
    """Until an upload is given up."""
    kept_seconds: float = 1800.0
    """Until the results of an upload are deleted."""
    limits: Limits = DEFAULT
    secret: str = ""
    """From which the cookies are made: processes that serve the same must agree on it; empty for one of its own."""


def checked(serving: Serving) -> Serving:
    """Return `serving`; ServingError when it would be open to other machines without a token, or its token is short."""
    if serving.token is None and not is_local(serving.host):
        raise ServingError(
            f"--host {serving.host}: others could read the corpus; give --token TOKEN as well, or keep {LOCAL}",
            "监听本机以外的地址时必须设置访问口令（--token）",
        )
    if serving.token is not None and len(serving.token) < SHORTEST_TOKEN:
        raise ServingError(
            f"--token of {len(serving.token)} characters: at least {SHORTEST_TOKEN}; take a random one",
            f"访问口令至少 {SHORTEST_TOKEN} 个字符",
        )
    return serving


def is_local(host: str) -> bool:
    """Say whether only this machine reaches `host`."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() in _NAMES
