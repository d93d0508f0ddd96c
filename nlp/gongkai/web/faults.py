"""What went wrong, as a Chinese page, or as JSON under /api; nothing of the server's inside."""

from __future__ import annotations

import logging
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gongkai.document import Record
from gongkai.errors import CorpusError, GongkaiError, MissingExtra, QueryError
from gongkai.web.site import Missing, Site, Slow
from gongkai.web.uploads import Full, Refused

_LOG = logging.getLogger(__name__)
_STATUS: tuple[tuple[type[GongkaiError], int], ...] = (
    (Missing, 404), (QueryError, 400), (Refused, 400), (MissingExtra, 400),
    (Slow, 503), (Full, 503), (CorpusError, 503),
)  # fmt: skip
_WORDS = {
    400: ("请求有误", "地址或检索式不完整，请检查后重试"),
    401: ("需要访问口令", "请先输入访问口令"),
    403: ("不允许", "本服务没有开放这项操作"),
    404: ("没有找到", "没有这个页面，链接可能已失效"),
    405: ("不允许", "本服务没有开放这项操作"),
    413: ("文件过大", "内容超过允许的大小，请拆分后重试"),
    500: ("出现内部错误", "请稍后再试；如果反复出现，请把当时的操作反馈给管理员"),
    503: ("暂时不能处理", "请稍后再试"),
}


class FaultView(Record, frozen=True):
    """What an error page says."""

    status: int
    title: str
    reason: str


def handle(app: FastAPI) -> None:
    """Have `app` answer every error so."""
    app.add_exception_handler(GongkaiError, _own)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)


class Net:
    """Catches what nobody foresaw, inside the layer of headers, so that its page carries them, too."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; answer 500 when that fails before it answered."""
        begun = False

        async def sent(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, sent)
        except Exception as error:
            if scope["type"] != "http" or begun:
                raise
            _LOG.error("%s", scope["path"], exc_info=error)
            await _answer(Request(scope), 500)(scope, receive, send)


async def _own(request: Request, error: Exception) -> Response:
    assert isinstance(error, GongkaiError)
    status = next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
    if status == 500 or isinstance(error, CorpusError):  # its message may name folders: for the log, not for readers
        _LOG.error("%s: %s", request.url.path, error)
        return _answer(request, status, _WORDS[status][1])
    return _answer(request, status, error.reason, str(error))


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _answer(request, error.status_code)


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    where = "、".join(str(one["loc"][-1]) for one in error.errors()[:5])
    return _answer(request, 400, f"参数 {where[:100]} 不合要求", f"parameters not as required: {where[:100]}")


def _answer(request: Request, status: int, reason: str | None = None, message: str | None = None) -> Response:
    title, usual = _WORDS.get(status, (HTTPStatus(status).phrase, "请求没有成功"))
    if request.url.path.startswith("/api/"):
        told = {"error": reason or usual, "message": message or HTTPStatus(status).phrase, "status": status}
        return JSONResponse(told, status)
    site: Site = request.app.state.site
    return HTMLResponse(site.rendered("fault.html", FaultView(status, title, reason or usual)), status)
