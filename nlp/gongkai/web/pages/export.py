"""`/export/FORMAT`: all hits of a search, none folded, each with its evidence."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from tempfile import TemporaryFile
from typing import Annotated, BinaryIO, cast

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response, StreamingResponse

from gongkai.corpus.export import FORMATS, export
from gongkai.web import shown
from gongkai.web.parameters import Filters
from gongkai.web.permalinks import Asked, asked
from gongkai.web.site import Missing, OfSite, Site

router = APIRouter()
TYPES = {
    "jsonl": "application/x-ndjson; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_CHUNK = 64 * 1024


@router.get("/export/{format}", summary="All hits as xlsx, csv or jsonl, none folded")
async def data(request: Request, site: OfSite, format: str, given: Annotated[Filters, Depends()]) -> Response:
    """Return a file of the hits, at most as many as the server allows."""
    del given  # described here, read from the address as everywhere
    if format not in FORMATS:
        raise Missing(f"export as {format!r}: one of {', '.join(FORMATS)}", "导出格式只有 xlsx、csv、jsonl")
    search = asked(request.query_params.multi_items())
    file = await site.bounded(lambda: _written(site, search, format), is_long=True)
    headers = {"content-disposition": f'attachment; filename="hits.{format}"'}
    return StreamingResponse(chunks(file), media_type=TYPES[format], headers=headers)


def _written(site: Site, search: Asked, format: str) -> BinaryIO:
    file = temporary()
    found = islice(site.corpus.every(search.query, site.serving.exported), site.serving.exported)
    export(map(shown.hit, found), file, format)
    file.seek(0)
    return file


def temporary() -> BinaryIO:
    """Return a new file that is gone when it is closed."""
    return cast(BinaryIO, TemporaryFile())


def chunks(file: BinaryIO) -> Iterator[bytes]:
    """Yield what is in a file, and close it."""
    with file:
        while chunk := file.read(_CHUNK):
            yield chunk
