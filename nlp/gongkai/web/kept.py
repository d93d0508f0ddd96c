"""Pages kept for the next reader: of one generation of the corpus, each by its address, the oldest dropped first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gongkai.web.site import Site

SIZE = 64 * 1024 * 1024
"""Bytes of all pages kept: some 8,000, packed."""
LARGEST = 1024 * 1024
"""Bytes of a page that is kept."""
_FROM_CORPUS = frozenset(("", "report", "agency", "compare", "facts"))
_API = frozenset(("search", "trace", "report", "agency", "compare", "facts"))

_Key = tuple[str, bytes, bool]


class Kept:
    """Answers from memory what was asked before, until the corpus changes; everything else is passed on.

    Stands inside the layers that let a reader in and around the one that packs: what it keeps depends on nothing but
    the corpus and the address.
    """

    def __init__(self, app: ASGIApp, *, site: Site) -> None:
        self._app, self._site = app, site
        self._generation: Hashable = None
        self._pages: OrderedDict[_Key, list[Message]] = OrderedDict()
        self._size = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the page kept; or pass the request on, and keep its answer if that is a page."""
        if not _is_from_corpus(scope):
            await self._app(scope, receive, send)
            return
        generation = await self._site.generation()
        if generation != self._generation:
            self._pages.clear()
            self._size, self._generation = 0, generation
        key = scope["path"], scope["query_string"], _takes_packed(scope)
        if key in self._pages:
            self._pages.move_to_end(key)
            for message in self._pages[key]:
                await send(message)
            return
        page: list[Message] = []

        async def sent(message: Message) -> None:
            page.append(message)
            await send(message)

        await self._app(scope, receive, sent)
        if generation == self._generation and key not in self._pages:
            self._keep(key, page)

    def _keep(self, key: _Key, page: list[Message]) -> None:
        size = _size(page)
        if not page or page[0]["status"] != 200 or size > LARGEST:
            return
        self._pages[key] = page
        self._size += size
        while self._size > SIZE:
            _, oldest = self._pages.popitem(last=False)
            self._size -= _size(oldest)


def _is_from_corpus(scope: Scope) -> bool:
    """Say whether a request asks for what is made of the corpus alone."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    first, _, rest = scope["path"][1:].partition("/")
    return first in _FROM_CORPUS or (first == "api" and rest.partition("/")[0] in _API)


def _takes_packed(scope: Scope) -> bool:
    return any(name == b"accept-encoding" and b"gzip" in value for name, value in scope["headers"])


def _size(page: list[Message]) -> int:
    return sum(len(message.get("body", b"")) for message in page) + 1000  # what an entry itself costs
