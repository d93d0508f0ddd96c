"""The way to a Ray cluster: ray itself, an address, and silence on standard output."""

from __future__ import annotations

import logging
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread
from types import ModuleType
from typing import Any, TextIO

from gongkai.errors import ClusterError, MissingExtra

RETRIES = 1  # of a chunk whose worker or node died; then source by source, as often again
_ANSWER = 10.0  # seconds in which a head node must answer
_SETTINGS = {
    "RAY_USAGE_STATS_ENABLED": "0",  # nothing is sent to its makers
    "RAY_task_oom_retries": str(RETRIES),  # else a document that eats all memory is tried for ever
    "RAY_DEDUP_LOGS": "0",  # else what was held back is printed by this thread at the end
}


def require() -> ModuleType:
    """Return ray; MissingExtra says how to install it."""
    for name, value in _SETTINGS.items():
        os.environ.setdefault(name, value)  # read when ray is imported
    try:
        import ray
    except ImportError as error:
        raise MissingExtra(
            "--engine ray needs ray, which is not installed: pip install 'gongkai[ray]'",
            "在集群上运行需要 ray，尚未安装：pip install 'gongkai[ray]'",
        ) from error
    found: ModuleType = ray
    return found


def connect(ray: ModuleType, address: str) -> None:
    """Join the cluster at `address`, or begin one for `local`; ClusterError when there is none."""
    own: dict[str, Any] = {"include_dashboard": False} if address == "local" else {}
    try:
        _knock(address)
        ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR, **own)
    except Exception as error:  # ray meets its own trouble with half a dozen exceptions
        raise ClusterError(
            f"--address {address}: no Ray cluster can be reached there ({error}); allowed are auto (with `ray start` "
            "done on this machine), HOST:PORT of its head node, or local; see docs/cluster.md",
            f"连接不上 Ray 集群 {address}，请检查地址，以及本机是否已用 ray start 加入集群",
        ) from error


def _knock(address: str) -> None:
    """Raise OSError when nobody answers at HOST:PORT: ray would try for minutes."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if host and port.isdecimal():
        socket.create_connection((host.strip("[]"), int(port)), _ANSWER).close()


def losses(ray: ModuleType) -> tuple[type[BaseException], ...]:
    """Return the exceptions that say that a task or its result was lost, its worker killed or its node dead."""
    found = ray.exceptions
    return found.WorkerCrashedError, found.NodeDiedError, found.OutOfMemoryError, found.ObjectLostError


@contextmanager
def hushed() -> Iterator[None]:
    """Send to the log what ray's threads print on standard output, where results go."""
    real = sys.stdout
    sys.stdout = _Hushed(real)
    try:
        yield
    finally:
        sys.stdout = real


class _Hushed:
    """Standard output, but for threads of ray."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        if not current_thread().name.startswith("ray_"):
            return self._stream.write(text)
        if text.strip():
            _LOG.info(text.strip())
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


_LOG = logging.getLogger(__name__)
