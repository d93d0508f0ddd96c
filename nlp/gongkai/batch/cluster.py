"""The engine of many machines: chunks of sources are tasks of a Ray cluster. Needs ray.

Ray begins a task anew when its worker or node dies; a chunk that was lost for good is tried source by source, so that
one that kills its workers costs only itself. This process reads no file, unless it ships them.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator
from functools import cache, partial
from itertools import islice
from types import ModuleType, TracebackType
from typing import Any

from gongkai.batch.engine import in_order
from gongkai.batch.journal import Origin
from gongkai.batch.resuming import origin
from gongkai.batch.work import Shipped, Work, run
from gongkai.errors import ClusterError, GongkaiError, MissingExtra
from gongkai.limits import DEFAULT, MB, Limits
from gongkai.pipeline import Source, name_of
from gongkai.reading import load

CHUNK = 64  # reports a task: one a task costs four times as much
SHIPPED = 16 * MB  # bytes at which a chunk that takes its files along is full
_AHEAD = 4  # chunks a CPU: a slow one at the head of the line must not leave the others without work
_RETRIES = 2  # for a chunk whose worker or node died; then source by source, as often again
_PATIENCE = 60.0  # seconds without a result until the log says so
_SETTINGS = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_task_oom_retries": str(_RETRIES)}  # the latter: else for ever


class Cluster:
    """The nodes of a Ray cluster, used as they come and go.

    `address` is `auto` (the cluster of this machine), `host:port`, or `local` for one that lives as long as the batch.
    With `ship`, files are read here and sent along, for nodes that do not see them.
    """

    def __init__(
        self, address: str = "auto", *, model: str | None = None, ship: bool = False, limits: Limits = DEFAULT
    ) -> None:
        self._ray = require()
        self._lost = _losses(self._ray)
        self._ship, self._limits = ship, limits
        self._own = not self._ray.is_initialized()  # else the caller's, who keeps it
        if self._own:
            _connect(self._ray, address)
        self._task = self._ray.remote(num_cpus=1, max_retries=_RETRIES)(_task)
        self._origin, self._model = origin(model), model

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._own:
            self._ray.shutdown()

    def map(self, work: Work, sources: Iterable[Source]) -> Iterator[bytes]:
        """Yield the result of every source, in the order given."""
        if self._ship and work.light:
            return map(work.do, sources)
        rest = iter(sources)
        chunks = _shipped(rest, self._limits) if self._ship else iter(lambda: list(islice(rest, CHUNK)), [])
        return in_order(chunks, self._most, partial(self._submit, work), partial(self._results, work), self._cancel)

    def _most(self) -> int:
        return max(_AHEAD, _AHEAD * int(self._ray.cluster_resources().get("CPU", 0)))

    def _submit(self, work: Work, chunk: list[Source]) -> Any:
        return self._task.remote(self._origin, self._model, work, chunk)

    def _results(self, work: Work, chunk: list[Source], task: Any) -> list[bytes]:
        try:
            return self._awaited(task)
        except self._lost:
            if len(chunk) == 1:
                return [work.lost(chunk[0])]
            alone = [(source, self._submit(work, [source])) for source in chunk]
            return [result for source, own in alone for result in self._results(work, [source], own)]

    def _awaited(self, task: Any) -> list[bytes]:
        while True:
            try:
                found: list[bytes] = self._ray.get(task, timeout=_PATIENCE)
                return found
            except self._ray.exceptions.GetTimeoutError:
                free = self._ray.available_resources().get("CPU", 0)
                _LOG.warning("no result for %d s; the cluster has %d CPUs free; still waiting", _PATIENCE, free)
            except self._ray.exceptions.RayTaskError as error:
                raise _told(error) from error

    def _cancel(self, task: Any) -> None:
        if self._ray.is_initialized():
            self._ray.cancel(task, force=True)


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


def _connect(ray: ModuleType, address: str) -> None:
    own: dict[str, Any] = {"include_dashboard": False} if address == "local" else {}
    try:
        ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR, **own)
    except Exception as error:  # ray meets its own trouble with half a dozen exceptions
        raise ClusterError(
            f"--address {address}: no Ray cluster can be reached there ({error}); allowed are auto (with `ray start` "
            "done on this machine), HOST:PORT of its head node, or local; see docs/cluster.md",
            f"连接不上 Ray 集群 {address}，请检查地址，以及本机是否已用 ray start 加入集群",
        ) from error


def _losses(ray: ModuleType) -> tuple[type[BaseException], ...]:
    """Return the exceptions that say that a task or its result was lost, its worker killed or its node dead."""
    found = ray.exceptions
    return found.WorkerCrashedError, found.NodeDiedError, found.OutOfMemoryError, found.ObjectLostError


def _told(error: Any) -> GongkaiError:
    """Return the exception that a task raised, or one that says that the task could not be run at all."""
    if isinstance(error.cause, GongkaiError):
        return error.cause
    return ClusterError(
        f"a node of the cluster cannot run gongkai ({type(error.cause).__name__}: {error.cause}); install the same "
        "version of gongkai and Python on every node, see docs/cluster.md",
        "集群中有节点不能运行 gongkai，请在每个节点安装相同版本的 gongkai 和 Python",
    )


def _shipped(sources: Iterator[Source], limits: Limits) -> Iterator[list[Source]]:
    """Yield chunks of sources with their bytes, the larger the files, the fewer in one."""
    chunk: list[Any] = []
    size = 0
    for source in sources:
        chunk.append(_loaded(source, limits))
        size += len(chunk[-1] if isinstance(chunk[-1], bytes) else chunk[-1].data)
        if len(chunk) == CHUNK or size >= SHIPPED:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _loaded(source: Source, limits: Limits) -> Shipped | bytes:
    if isinstance(source, bytes):
        return source
    try:
        return Shipped(name_of(source), load(os.fspath(source), limits))
    except GongkaiError as error:
        return Shipped(name_of(source), b"", error.reason)


def _task(expected: Origin, model: str | None, work: Work, chunk: list[Source]) -> list[bytes]:
    """Return the results of a chunk; ClusterError on a node whose results would differ."""
    if _origin(model) != expected:
        raise ClusterError(
            "a node of the cluster has another version of gongkai or of the model than this machine; install the same "
            "on every node, see docs/cluster.md",
            "集群中有节点的 gongkai 或模型与本机版本不同，请在每个节点安装相同版本",
        )
    return run(work, chunk)


@cache
def _origin(model: str | None) -> Origin:
    return origin(model)


_LOG = logging.getLogger(__name__)
