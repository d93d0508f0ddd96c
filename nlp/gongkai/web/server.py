"""Serve the application with uvicorn until it is interrupted: in this process, or in several that share the port."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import wait
from secrets import token_hex
from types import FrameType

from msgspec.structs import replace

from gongkai.errors import ServingError
from gongkai.web.app import application
from gongkai.web.serving import Serving, checked

CONNECTIONS = 300
"""Beyond so many at once the server answers 503 at once, rather than all of them late."""
_IDLE = 15  # seconds that an idle connection is kept
_QUEUE = 512  # connections that wait to be taken


def serve(serving: Serving, processes: int = 1, begun: Callable[[], None] = lambda: None) -> None:
    """Serve until Ctrl-C, and call `begun` once the port is had.

    ServingError when it can't be had, or when uploads would be split among processes.
    """
    checked(serving)
    if processes > 1 and serving.allow_upload:
        raise ServingError(
            f"--processes {processes} with --allow-upload: uploads are held by one process; give one of the two",
            "允许上传时只能用一个进程",
        )
    with _listening(serving) as listening:
        begun()
        if processes == 1:
            _run(serving, listening)
        else:
            application(serving)  # what is wrong with the corpus is said once, before anything starts
            _several(replace(serving, secret=token_hex()), listening, processes)


def _several(serving: Serving, listening: socket.socket, processes: int) -> None:
    """Run several processes until the first of them ends or this one is told to."""
    context = get_context("spawn")
    workers = [context.Process(target=_run, args=(serving, listening), daemon=True) for _ in range(processes)]
    signal.signal(signal.SIGTERM, _interrupted)
    try:
        for worker in workers:
            worker.start()
        wait([worker.sentinel for worker in workers])
    except KeyboardInterrupt:
        pass
    finally:
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.join()


def _run(serving: Serving, listening: socket.socket) -> None:
    import uvicorn

    config = uvicorn.Config(
        application(serving), log_level="warning", access_log=False, server_header=False, proxy_headers=False,
        limit_concurrency=CONNECTIONS, timeout_keep_alive=_IDLE, timeout_graceful_shutdown=3, lifespan="on",
    )  # fmt: skip
    uvicorn.Server(config).run(sockets=[listening])


def _listening(serving: Serving) -> socket.socket:
    family = socket.AF_INET6 if ":" in serving.host else socket.AF_INET
    try:
        return socket.create_server((serving.host, serving.port), family=family, backlog=_QUEUE)
    except OSError as error:
        raise ServingError(
            f"port {serving.port} of {serving.host} can't be had: {error.strerror or error}; give another --port",
            f"端口 {serving.port} 不能使用，请用 --port 换一个",
        ) from error


def _interrupted(_: int, __: FrameType | None) -> None:
    raise KeyboardInterrupt
