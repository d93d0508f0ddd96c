"""`/upload`: a file or archive in, its reports checked and shown; only where the server allows it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import FileResponse, RedirectResponse, Response
from starlette.datastructures import UploadFile

from gongkai.document import Record, Report
from gongkai.limits import MB
from gongkai.web.pages.export import TYPES
from gongkai.web.pages.report import cell_view, of_report
from gongkai.web.site import Missing, OfSite
from gongkai.web.upload_work import DOWNLOADS, RESULTS, Progress
from gongkai.web.uploads import Job, Refused, Uploads

router = APIRouter()


class UploadView(Record, frozen=True):
    """What the page to upload says: `most` bytes, which is `largest` in words."""

    most: int
    largest: str
    reports: int
    minutes: int


class JobView(Record, frozen=True):
    """An upload: how far it is, and what came out."""

    base: str
    name: str
    progress: Progress
    downloads: tuple[str, ...]
    minutes: int


def uploads_of(request: Request) -> Uploads:
    """Return the uploads of a server."""
    uploads: Uploads = request.app.state.uploads
    return uploads


OfUploads = Annotated[Uploads, Depends(uploads_of)]


@router.get("/upload", include_in_schema=False)
async def page(site: OfSite) -> Response:
    """Return the page to upload a file."""
    serving = site.serving
    kept = round(serving.kept_seconds / 60)
    return await site.page(
        "upload.html", lambda: UploadView(serving.upload, _size(serving.upload), serving.upload_reports, kept)
    )


@router.post("/upload", include_in_schema=False)
async def upload(request: Request, uploads: OfUploads) -> Response:
    """Take a file and go to its page."""
    return RedirectResponse(f"/upload/{(await _taken(request, uploads)).id}", 303)


@router.get("/upload/{id}", include_in_schema=False)
async def job_page(site: OfSite, uploads: OfUploads, id: str) -> Response:
    """Return the page of an upload."""
    job = _job(uploads, id)
    return await site.page("job.html", lambda: _view(job, site.serving.kept_seconds))


@router.post("/upload/{id}/delete", include_in_schema=False)
async def delete(uploads: OfUploads, id: str) -> Response:
    """Delete an upload at once."""
    uploads.delete(_job(uploads, id).id)
    return RedirectResponse("/upload", 303)


@router.get("/upload/{id}/results.{format}", include_in_schema=False)
@router.get("/api/upload/{id}/results.{format}", summary="The results as jsonl or xlsx")
async def download(uploads: OfUploads, id: str, format: str) -> Response:
    """Return the results in a file."""
    job = _job(uploads, id)
    if format not in DOWNLOADS or not job.is_whole():
        raise Missing(f"no results as {format!r} of this upload", "没有这个结果文件")
    return FileResponse(job.folder / f"{RESULTS}.{format}", media_type=TYPES[format], filename=f"results.{format}")


@router.get("/upload/{id}/{number}", include_in_schema=False)
async def report_page(site: OfSite, uploads: OfUploads, id: str, number: int) -> Response:
    """Return the page of one report of an upload."""
    job = _job(uploads, id)
    return await site.page("report.html", lambda: of_report(_report(job, number), f"/upload/{id}/{number}"))


@router.get("/upload/{id}/{number}/cell/{cell}", include_in_schema=False)
async def cell_page(site: OfSite, uploads: OfUploads, id: str, number: int, cell: str) -> Response:
    """Return the page of a cell of one report of an upload."""
    job = _job(uploads, id)
    return await site.page("cell.html", lambda: cell_view(_report(job, number), f"/upload/{id}/{number}", cell))


@router.post("/api/upload", summary="Upload a report or a ZIP of them, as form field `file`", status_code=202)
async def upload_data(request: Request, site: OfSite, uploads: OfUploads) -> Response:
    """Take a file; the answer's `base` leads to its progress under /api."""
    job = await _taken(request, uploads)
    response = await site.data(lambda: _view(job, site.serving.kept_seconds))
    response.status_code = 202
    return response


@router.get("/api/upload/{id}", summary="How far an upload is, and what came out")
async def job_data(site: OfSite, uploads: OfUploads, id: str) -> Response:
    """Return the progress of an upload."""
    job = _job(uploads, id)
    return await site.data(lambda: _view(job, site.serving.kept_seconds))


async def _taken(request: Request, uploads: Uploads) -> Job:
    async with request.form(max_files=1, max_fields=5) as form:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise Refused("no file in the form's field `file`", "请选择一个文件")
        return await uploads.add(file)


def _job(uploads: Uploads, id: str) -> Job:
    job = uploads.get(id)
    if job is None:
        raise Missing("no such upload; results are deleted after a while", "没有这次上传，结果可能已按时删除")
    return job


def _report(job: Job, number: int) -> Report:
    report = job.report(number)
    if report is None:
        raise Missing(f"no report {number} in this upload", "这次上传中没有这份报告")
    return report


def _view(job: Job, kept: float) -> JobView:
    downloads = DOWNLOADS if job.is_whole() else ()
    return JobView(f"/upload/{job.id}", job.name, job.progress(), downloads, round(kept / 60))


def _size(size: int) -> str:
    return f"{size // MB} MB" if size >= MB else f"{size // 1000} KB"
