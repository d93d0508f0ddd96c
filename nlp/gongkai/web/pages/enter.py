"""`/enter`: the token for a cookie, where a token is asked for."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from gongkai.document import Record
from gongkai.web.security import Gate, own_path
from gongkai.web.site import OfSite

router = APIRouter()


class EnterView(Record, frozen=True):
    """Where to go on, and whether the token given was wrong."""

    to: str
    is_wrong: bool


@router.get("/enter", include_in_schema=False)
async def page(site: OfSite, to: str = "/") -> Response:
    """Return the page that asks for the token."""
    return await site.page("enter.html", lambda: EnterView(own_path(to), False))


@router.post("/enter", include_in_schema=False)
async def enter(
    request: Request, site: OfSite, token: Annotated[str, Form(max_length=500)], to: Annotated[str, Form()] = "/"
) -> Response:
    """Give the cookie and go on, or ask again."""
    gate: Gate | None = request.scope.get("gate")
    response = RedirectResponse(own_path(to), 303)
    if gate is None or await gate.enter(token, response):
        return response
    return await site.page("enter.html", lambda: EnterView(own_path(to), True), 403)
