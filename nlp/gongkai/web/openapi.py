"""The description of the JSON API: schemas of the records that it answers with."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from gongkai.corpus import Facet, Hits, Trace
from gongkai.web.pages.agency import AgencyView
from gongkai.web.pages.compare import CompareView
from gongkai.web.pages.facts import Choice, FactsView
from gongkai.web.pages.model import ModelView
from gongkai.web.pages.report import ReportData
from gongkai.web.pages.upload import JobView

ANSWERS: dict[str, Any] = {
    "/api/search": Hits,
    "/api/suggest": tuple[Facet, ...],
    "/api/trace": Trace,
    "/api/report/{id}": ReportData,
    "/api/agency/{name}": AgencyView,
    "/api/compare": CompareView,
    "/api/facts": tuple[Choice, ...],
    "/api/facts/{name}": FactsView,
    "/api/model": ModelView,
    "/api/upload": JobView,
    "/api/upload/{id}": JobView,
}


def described(app: FastAPI) -> None:
    """Have the API's description name what each path answers with."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _description(app)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def _description(app: FastAPI) -> dict[str, Any]:
    made = get_openapi(title=app.title, version=app.version, routes=app.routes, description="检索与报告的 JSON 接口")
    schemas, components = msgspec.json.schema_components(ANSWERS.values(), ref_template="#/components/schemas/{name}")
    made.setdefault("components", {}).setdefault("schemas", {}).update(components)
    for path, schema in zip(ANSWERS, schemas, strict=True):
        for operation in made["paths"].get(path, {}).values():
            for status in operation["responses"]:
                if status.startswith("2"):
                    operation["responses"][status]["content"] = {"application/json": {"schema": schema}}
    return made
