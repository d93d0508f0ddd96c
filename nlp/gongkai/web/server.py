"""Serve the application with uvicorn until it is interrupted."""

from __future__ import annotations

from gongkai.errors import ServingError
from gongkai.web.app import application
from gongkai.web.serving import Serving

CONNECTIONS = 300
"""Beyond so many at once the server answers 503 at once, rather than all of them late."""
_IDLE = 15  # seconds that an idle connection is kept


def serve(serving: Serving) -> None:
    """Serve until Ctrl-C; ServingError when the port can't be had."""
    import uvicorn

    config = uvicorn.Config(
        application(serving), host=serving.host, port=serving.port, log_level="warning", access_log=False,
        server_header=False, limit_concurrency=CONNECTIONS, timeout_keep_alive=_IDLE, timeout_graceful_shutdown=3,
        proxy_headers=False, lifespan="on",
    )  # fmt: skip
    try:
        listening = config.bind_socket() if serving.port else None
    except SystemExit as error:  # uvicorn's way of saying that the port is taken
        raise ServingError(
            f"port {serving.port} of {serving.host} can't be had: is it in use? give another one by --port",
            f"端口 {serving.port} 不能使用，请用 --port 换一个",
        ) from error
    uvicorn.Server(config).run(sockets=None if listening is None else [listening])
