"""The application: pages, their JSON, and the layers that guard them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib.resources import files

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

import gongkai
from gongkai.web import faults
from gongkai.web.kept import Kept
from gongkai.web.openapi import described
from gongkai.web.pages import agency, compare, enter, export, facts, model, report, search, upload
from gongkai.web.security import Bodies, Gate, Headers, Hosts
from gongkai.web.serving import Serving, checked, is_local
from gongkai.web.site import Site
from gongkai.web.uploads import Uploads

PAGES = (search, report, agency, compare, facts, model, export)
_FORM = 64 * 1024  # bytes around an uploaded file
_SMALL = 2000  # bytes not worth packing


def application(serving: Serving) -> FastAPI:
    """Return the application of a corpus; ServingError or CorpusError when it can't be served so."""
    checked(serving)
    app = FastAPI(
        title="gongkai", version=gongkai.__version__, docs_url=None, redoc_url=None, openapi_url="/api/openapi.json",
        lifespan=_lifespan,
    )  # fmt: skip
    app.state.site, app.state.uploads = Site(serving), Uploads(serving)
    for page in PAGES:
        app.include_router(page.router)
    if serving.token is not None:
        app.include_router(enter.router)
    if serving.allow_upload:
        app.include_router(upload.router)
    app.mount("/static", StaticFiles(directory=str(files("gongkai.web") / "static")), "static")
    faults.handle(app)
    described(app)
    _guard(app, serving)
    return app


def _guard(app: FastAPI, serving: Serving) -> None:
    """Put the layers around the pages, the innermost first."""
    app.add_middleware(GZipMiddleware, minimum_size=_SMALL, compresslevel=1)
    app.add_middleware(Kept, site=app.state.site)
    larger = dict.fromkeys(("/upload", "/api/upload"), serving.upload + _FORM) if serving.allow_upload else {}
    app.add_middleware(Bodies, larger=larger)
    if serving.token is not None:
        app.add_middleware(Gate, token=serving.token, secret=serving.secret)
    app.add_middleware(Hosts, only_local=is_local(serving.host) and serving.token is None)
    app.add_middleware(faults.Net)
    app.add_middleware(Headers)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    watching = asyncio.create_task(app.state.uploads.watch())
    try:
        yield
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
        app.state.uploads.close()
        app.state.site.close()
