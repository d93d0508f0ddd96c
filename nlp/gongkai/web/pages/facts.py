"""`/facts/NAME`: the queries that come with the program, their rows as a table and as files."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO, cast

from fastapi import APIRouter
from fastapi.responses import Response, StreamingResponse

from gongkai.corpus import Corpus
from gongkai.corpus.export import FORMATS, export_answer
from gongkai.corpus.facts import Answer, named
from gongkai.document import Record
from gongkai.model.names import tag_name
from gongkai.web import shown
from gongkai.web.pages.export import TYPES, chunks, temporary
from gongkai.web.site import Missing, OfSite, Site

router = APIRouter()
MOST_SHOWN = 500
"""Rows of a page; the files have all, up to what an export may hold."""
SOURCE, TAG = "文件", "标签"
"""Columns whose values are shown as a file without its folders, and by a tag's name."""


Value = str | int | float | None


class Choice(Record, frozen=True):
    """A query that can be asked."""

    name: str
    title: str


class FactsView(Record, frozen=True):
    """The queries there are, and the rows of the one asked; `cut` says that there are more."""

    choices: tuple[Choice, ...]
    asked: Choice | None = None
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Value, ...], ...] = ()
    cut: bool = False


@router.get("/facts", include_in_schema=False)
async def facts(site: OfSite) -> Response:
    """Return the page that lists the queries."""
    return await site.page("facts.html", lambda: FactsView(choices()))


@router.get("/facts/{name}", include_in_schema=False)
async def page(site: OfSite, name: str) -> Response:
    """Return the page of a query's rows."""
    return await site.page("facts.html", lambda: view(site.corpus, name, MOST_SHOWN, site.serving.seconds))


@router.get("/facts/{name}/{format}", summary="All rows of a query as xlsx, csv or jsonl")
async def file(site: OfSite, name: str, format: str) -> Response:
    """Return a file of a query's rows, at most as many as an export may hold."""
    if format not in FORMATS:
        raise Missing(f"facts as {format!r}: one of {', '.join(FORMATS)}", "导出格式只有 xlsx、csv、jsonl")
    written = await site.bounded(lambda: _written(site, name, format), is_long=True)
    headers = {"content-disposition": f'attachment; filename="{name}.{format}"'}
    return StreamingResponse(chunks(written), media_type=TYPES[format], headers=headers)


@router.get("/api/facts", summary="The queries there are")
async def listed(site: OfSite) -> Response:
    """Return the names and titles of the queries."""
    return await site.data(choices)


@router.get("/api/facts/{name}", summary="The rows of a query")
async def data(site: OfSite, name: str) -> Response:
    """Return the rows of a query, at most as many as an export may hold."""
    return await site.data(lambda: view(site.corpus, name, site.serving.exported, site.serving.seconds))


def choices() -> tuple[Choice, ...]:
    """Return the queries that can be asked."""
    return tuple(Choice(name, one.title) for name, one in named().items())


def view(corpus: Corpus, name: str, most: int, seconds: float) -> FactsView:
    """Return the rows of a query as readers may see them; Missing when there is none of that name."""
    chosen = next((one for one in choices() if one.name == name), None)
    if chosen is None:
        raise Missing(f"no query {name!r}; see /facts", "没有这项统计")
    answer = corpus.query(name, most=most, seconds=seconds)
    return FactsView(choices(), chosen, answer.columns, _shown(answer), answer.cut)


def _written(site: Site, name: str, format: str) -> BinaryIO:
    found = view(site.corpus, name, site.serving.exported, site.serving.seconds)
    file = temporary()
    export_answer(Answer(found.columns, found.rows, found.cut), file, format)
    file.seek(0)
    return file


def _shown(answer: Answer) -> tuple[tuple[Value, ...], ...]:
    """Return rows as readers may see them."""
    names: dict[str, Callable[[str], str]] = {SOURCE: shown.file_name, TAG: tag_name}
    told = [names.get(column) for column in answer.columns]
    rows = cast(tuple[tuple[Value, ...], ...], answer.rows)
    return tuple(
        tuple(tell(value) if tell and isinstance(value, str) else value for tell, value in zip(told, row, strict=True))
        for row in rows
    )
