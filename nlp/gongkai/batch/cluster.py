"""The engine of many machines: chunks of sources are tasks of a Ray cluster. Needs ray.

Ray begins a task anew when its worker or node dies; a chunk that was lost for good is tried source by source, so that
one that kills its workers costs only itself. This process reads no file, unless it ships them.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from functools import cache, partial
from itertools import islice
from types import TracebackType
from typing import Any

from gongkai.batch.connection import RETRIES, connect, hushed, losses, require
from gongkai.batch.engine import in_order
from gongkai.batch.journal import Origin
from gongkai.batch.resuming import origin
from gongkai.batch.shipping import shipped
from gongkai.batch.work import Work, run
from gongkai.errors import ClusterError, GongkaiError
from gongkai.limits import DEFAULT, Limits
from gongkai.pipeline import Source

CHUNK = 64  # reports a task: one a task costs four times as much
_AHEAD = 4  # chunks a CPU: a slow one at the head of the line must not leave the others without work
_PATIENCE = 60.0  # seconds without a result until the log says so


class Cluster:
    """The nodes of a Ray cluster, used as they come and go.

    `address` is `auto` (the cluster of this machine), `host:port`, or `local` for one that lives as long as the batch.
    With `ship`, files are read here and sent along, for nodes that do not see them.
    """

    def __init__(
        self, address: str = "auto", *, model: str | None = None, ship: bool = False, limits: Limits = DEFAULT
    ) -> None:
        self._ray = require()
        self._lost = losses(self._ray)
        self._ship, self._limits = ship, limits
        self._origin, self._model = origin(model), model
        self._open = ExitStack()
        if not self._ray.is_initialized():  # else the connection is the caller's, who keeps it
            connect(self._ray, address)
            self._open.enter_context(hushed())
            self._open.callback(self._ray.shutdown)
        self._task = self._ray.remote(num_cpus=1, max_retries=RETRIES)(_task)

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._open.close()

    def map(self, work: Work, sources: Iterable[Source]) -> Iterator[bytes]:
        """Yield the result of every source, in the order given."""
        if self._ship and work.light:
            return map(work.do, sources)
        rest = iter(sources)
        chunks = shipped(rest, CHUNK, self._limits) if self._ship else iter(lambda: list(islice(rest, CHUNK)), [])
        return in_order(chunks, self._most, partial(self._submit, work), partial(self._results, work), self._cancel)

    def _most(self) -> int:
        return max(_AHEAD, _AHEAD * int(self._ray.cluster_resources().get("CPU", 0)))

    def _submit(self, work: Work, chunk: list[Source]) -> Any:
        return self._task.remote(self._origin, self._model, os.getcwd(), work, chunk)

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


def _told(error: Any) -> GongkaiError:
    """Return the exception that a task raised, or one that says that the task could not be run at all."""
    if isinstance(error.cause, GongkaiError):
        return error.cause
    why = str(error.cause).partition("\n")[0]
    return ClusterError(
        f"a node of the cluster cannot run gongkai ({type(error.cause).__name__}: {why}); install the same version of "
        "gongkai and Python on every node, see docs/cluster.md",
        "集群中有节点不能运行 gongkai，请在每个节点安装相同版本的 gongkai 和 Python",
    )


def _task(expected: Origin, model: str | None, folder: str, work: Work, chunk: list[Source]) -> list[bytes]:
    """Return the results of a chunk, its paths counted from `folder`; ClusterError on a node that would give others."""
    with suppress(OSError):  # a node without that folder sees full paths, or what is shipped
        os.chdir(folder)
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
