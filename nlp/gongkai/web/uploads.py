"""Uploaded files: each in a folder of its own, worked on by a process of its own, deleted after a while."""

from __future__ import annotations

import asyncio
import logging
import re
import shutil
import tempfile
import time
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.context import SpawnProcess
from pathlib import Path
from secrets import token_urlsafe

from starlette.datastructures import UploadFile

from gongkai.document import Report
from gongkai.errors import GongkaiError
from gongkai.web import upload_work
from gongkai.web.serving import Serving
from gongkai.web.upload_work import Progress

_LOG = logging.getLogger(__name__)
MOST_HELD = 20
"""Uploads kept at once, those done included."""
RUNNING = 2
"""Uploads worked on at once; others wait."""
_LOOK = 0.5  # seconds between looks at who may start, is over, or is to be deleted
_CHUNK = 1024 * 1024
_NAME = 120  # bytes of a file's name that are kept: it may tell agency and year
_ODD = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|!\[\]]|^[.~]+")
ENDED = "处理程序意外结束，可能是内存不足；请拆分文件后重试"
TOO_LONG = "处理超时，已停止；请拆分文件后重试"


class Full(GongkaiError):
    """No more uploads for now."""


class Refused(GongkaiError):
    """What is no file to be read."""


class Job:
    """One upload: `id` is a secret that only its owner knows."""

    def __init__(self, name: str) -> None:
        self.id = token_urlsafe(16)
        self.name = name
        self.folder = Path(tempfile.mkdtemp(prefix="gongkai-upload-"))
        self.process: SpawnProcess | None = None
        self.began = 0.0
        self.ended: float | None = None
        self.last: Progress | None = None  # once it is over

    def progress(self) -> Progress:
        """Return how far it is."""
        return self.last or upload_work.read(self.folder)

    def report(self, number: int) -> Report | None:
        """Return one of its reports."""
        return upload_work.report(self.folder, number)

    def is_whole(self) -> bool:
        """Say whether all is done and there is something to download."""
        return self.progress().state == "done"

    def stop(self) -> None:
        """End its process and delete everything of it."""
        if self.process is not None and self.process.is_alive():
            self.process.kill()
            self.process.join()
        shutil.rmtree(self.folder, ignore_errors=True)


class Uploads:
    """All uploads of a server."""

    def __init__(self, serving: Serving) -> None:
        self._serving = serving
        self._jobs: dict[str, Job] = {}

    def get(self, id: str) -> Job | None:
        """Return the upload of an id."""
        return self._jobs.get(id)

    async def add(self, file: UploadFile) -> Job:
        """Keep an uploaded file and have it worked on; Full when too many are kept already."""
        if len(self._jobs) >= MOST_HELD:
            raise Full(f"{MOST_HELD} uploads are kept already; try again later", "当前上传较多，请稍后再试")
        job = Job(safe_name(file.filename or ""))
        self._jobs[job.id] = job
        try:
            with (job.folder / job.name).open("wb") as stream:
                while chunk := await file.read(_CHUNK):
                    await asyncio.to_thread(stream.write, chunk)
        except BaseException:
            self.delete(job.id)
            raise
        self._look()
        return job

    def delete(self, id: str) -> None:
        """End and delete an upload."""
        job = self._jobs.pop(id, None)
        if job is not None:
            job.stop()

    async def watch(self) -> None:
        """Start, stop and delete uploads as time goes on, for ever."""
        while True:
            await asyncio.sleep(_LOOK)
            with suppress(OSError):  # a full disk: later again
                self._look()

    def close(self) -> None:
        """End and delete all uploads."""
        for id in list(self._jobs):
            self.delete(id)

    def _look(self) -> None:
        now = time.monotonic()
        for job in list(self._jobs.values()):
            if job.process is not None and job.ended is None:
                self._settle(job, now)
            if job.ended is not None and now - job.ended > self._serving.kept_seconds:
                self.delete(job.id)
        running = sum(job.process is not None and job.ended is None for job in self._jobs.values())
        waiting = [job for job in self._jobs.values() if job.process is None and job.ended is None]
        for job in waiting[: RUNNING - running]:
            self._start(job, now)

    def _start(self, job: Job, now: float) -> None:
        serving = self._serving
        given = (str(job.folder), job.name, serving.upload_reports, serving.limits, serving.model)
        process = get_context("spawn").Process(target=upload_work.work, args=given)
        try:
            process.start()
        except (OSError, RuntimeError):  # no memory, too many processes, or started while its program was loading
            _LOG.exception("no process for an upload")
            job.ended, job.last = now, Progress("failed", reason=ENDED)
            return
        job.began, job.process = now, process

    def _settle(self, job: Job, now: float) -> None:
        """Note how a process ended; stop one that takes too long."""
        assert job.process is not None
        if job.process.is_alive() and now - job.began < self._serving.upload_seconds:
            return
        reason = TOO_LONG if job.process.is_alive() else ENDED
        job.process.kill()
        job.process.join()
        job.ended = now
        last = upload_work.read(job.folder)
        job.last = last if last.state != "running" else Progress("failed", last.done, last.total, reason, last.cut)
        (job.folder / job.name).unlink(missing_ok=True)  # the file itself is not needed any longer


def safe_name(given: str) -> str:
    """Return a file's own name without folders and without what file systems or patterns take for something else."""
    name = re.split(r"[/\\]", given.encode(errors="replace").decode())[-1]
    name = _ODD.sub("_", name).strip()
    if not name.strip("._ "):
        raise Refused("a file without a name; choose a file", "请选择一个文件")
    stem, dot, suffix = name.rpartition(".")
    if not dot or len(suffix) > 10:
        stem, suffix = name, ""
    return stem.encode()[: _NAME - len(suffix)].decode(errors="ignore") + (f".{suffix}" if suffix else "")
