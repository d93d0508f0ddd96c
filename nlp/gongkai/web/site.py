"""What every page works with: the corpus, templates, and threads that bound how long and how many at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Annotated, TypeVar

import msgspec
from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined

from gongkai.audit.rules import SEVERITY_NAMES
from gongkai.corpus import Corpus
from gongkai.errors import GongkaiError
from gongkai.model.names import FACET_NAMES, SECTION_NAMES, tag_name
from gongkai.web import forms, permalinks, shown
from gongkai.web.serving import Serving
from gongkai.writing.histories import renamed
from gongkai.writing.tally import STATUS_NAMES
from gongkai.writing.whereabouts import told

_Answer = TypeVar("_Answer")
LONG = 120.0
"""Seconds until an export is given up."""
_ENCODER = msgspec.json.Encoder(decimal_format="number")


class Slow(GongkaiError):
    """A page that took longer than allowed."""


class Missing(GongkaiError):
    """A page, report or agency that is not there."""


class Site:
    """One served corpus."""

    def __init__(self, serving: Serving) -> None:
        self.serving = serving
        self.corpus = Corpus.open(serving.corpus)
        self._threads = ThreadPoolExecutor(serving.at_once, "page")
        self._long = ThreadPoolExecutor(2, "export")
        self._templates = _environment(serving)

    async def page(self, template: str, work: Callable[[], object], status: int = 200) -> Response:
        """Return a page of what `work` gives, made in a thread, in bounded time."""
        return HTMLResponse(await self.bounded(lambda: self.rendered(template, work())), status)

    async def data(self, work: Callable[[], object]) -> Response:
        """Return what `work` gives as JSON, made in a thread, in bounded time."""
        return Response(await self.bounded(lambda: _ENCODER.encode(work())), media_type="application/json")

    async def bounded(self, work: Callable[[], _Answer], *, is_long: bool = False) -> _Answer:
        """Return what `work` gives; Slow when it, or the wait for its turn, takes too long.

        A thread can't be stopped: one given up keeps its place until it ends, so that no more than `at_once` ever work.
        """
        threads, seconds = (self._long, LONG) if is_long else (self._threads, self.serving.seconds)
        try:
            return await asyncio.wait_for(asyncio.get_running_loop().run_in_executor(threads, work), seconds)
        except TimeoutError as error:
            raise Slow(
                f"page not made in {seconds:g} s; narrow the search, or try again",
                f"处理超过 {seconds:g} 秒，请缩小检索范围或稍后再试",
            ) from error

    async def generation(self) -> int:
        """Return what changes whenever the corpus does."""
        return await self.bounded(self.corpus.generation)

    def close(self) -> None:
        """Let go of the threads."""
        for threads in (self._threads, self._long):
            threads.shutdown(wait=False, cancel_futures=True)

    def rendered(self, template: str, view: object) -> str:
        """Return a page's HTML; everything in it is escaped but the templates' own words."""
        return self._templates.get_template(template).render(view=view)


def site_of(request: Request) -> Site:
    """Return the site that a request is for."""
    site: Site = request.app.state.site
    return site


OfSite = Annotated[Site, Depends(site_of)]


def _environment(serving: Serving) -> Environment:
    environment = Environment(
        loader=PackageLoader("gongkai.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        allow_upload=serving.allow_upload, has_token=serving.token is not None, permalinks=permalinks,
        facet_names=FACET_NAMES, status_names=STATUS_NAMES, severity_names=SEVERITY_NAMES,
    )  # fmt: skip
    environment.filters.update(
        tag=tag_name, section=_section, told=told, source=shown.file_name, number=forms.number, path=permalinks.path,
        printed=forms.printed, renamed=renamed,
    )  # fmt: skip
    return environment


def _section(id: str | None) -> str:
    return SECTION_NAMES.get(id or "", id or "")
