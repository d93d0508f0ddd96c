"""A Ray cluster of two nodes on this machine: the same results as here, whatever becomes of nodes and workers."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.bench.texts import texts
from tests.cli.program import PROGRAM, gongkai

from gongkai.batch.cluster import CHUNK, Cluster
from gongkai.batch.journal import Origin
from gongkai.batch.work import Work, keying, parsing, unpack
from gongkai.errors import ClusterError
from gongkai.limits import DEFAULT
from gongkai.pipeline import Settings

REPORTS = 400


def named(source: Any) -> bytes:
    return os.fspath(source).encode()


def named_or_killed(source: Any) -> bytes:
    if "deadly" in source:
        os._exit(9)
    return named(source)


def lost(source: Any) -> bytes:
    return b"lost " + named(source)


def node(_: Any) -> bytes:
    import ray

    time.sleep(0.01)  # else the first node is done before the second has a worker
    return ray.get_runtime_context().get_node_id().encode()


@pytest.fixture(scope="module")
def nodes() -> Iterator[Any]:
    """Two nodes of one CPU each. Paths of their sockets must be short, so they live in /tmp."""
    folder = tempfile.mkdtemp(prefix="gk", dir="/tmp")
    settings = {"RAY_TMPDIR": folder, "RAY_enable_metrics_collection": "0", "RAY_USAGE_STATS_ENABLED": "0"}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in settings.items():
            patch.setenv(name, value)
        from ray import cloudpickle
        from ray.cluster_utils import Cluster as Nodes

        cloudpickle.register_pickle_by_value(sys.modules[__name__])  # nodes have gongkai, not its tests
        found = Nodes(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
        found.add_node(num_cpus=1)
        yield found
        found.shutdown()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def engine(nodes: Any) -> Iterator[Cluster]:
    with Cluster(nodes.address) as found:
        yield found


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    for number, text in enumerate(texts(REPORTS)):
        (folder / f"{number:04}.txt").write_text(text, encoding="utf-8")
    (folder / "empty.txt").touch()
    return folder


def test_both_nodes_work_and_results_come_in_the_order_given(engine: Cluster) -> None:
    names = [str(number) for number in range(10 * CHUNK)]
    assert len(set(engine.map(Work(node, lost), names))) == 2
    assert list(engine.map(Work(named, lost), names)) == [name.encode() for name in names]


def test_one_map_may_feed_another(engine: Cluster) -> None:
    names = [str(number) for number in range(20 * CHUNK)]
    inner = (result.decode() for result in engine.map(Work(named, lost), names))
    assert list(engine.map(Work(named, lost), inner)) == [name.encode() for name in names]


def test_a_source_that_kills_its_workers_costs_only_itself(engine: Cluster) -> None:
    names = ["0", "1", "deadly", "3"]
    assert list(engine.map(Work(named_or_killed, lost), names)) == [b"0", b"1", b"lost deadly", b"3"]


def test_results_of_another_program_are_refused(engine: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_origin", Origin("another", "model"))
    with pytest.raises(ClusterError, match="another version") as caught:
        list(engine.map(Work(named, lost), ["0"]))
    assert "版本不同" in caught.value.reason


def test_shipped_files_are_read_here_and_go_by_their_names(
    nodes: Any, engine: Cluster, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(reports)
    names = ["0000.txt", "missing.txt", "0001.txt", "empty.txt"]
    here = [unpack(packed) for packed in engine.map(parsing(Settings()), names)]  # relative paths hold on nodes, too
    with Cluster(nodes.address, ship=True) as shipping:
        assert [unpack(packed) for packed in shipping.map(parsing(Settings()), names)] == here
        kinds = Work(lambda source: type(source).__name__.encode(), lost)
        assert set(shipping.map(kinds, names)) == {b"Shipped"}
        assert list(shipping.map(keying(DEFAULT), names)) == list(engine.map(keying(DEFAULT), names))
    assert [report.status == "failed" for report in here] == [False, True, False, True]
    assert here[1].reason == "文件不存在，请检查路径"


@pytest.mark.parametrize("address", ["127.0.0.1:1", "no-such-host.invalid:6379"])
def test_a_wrong_address_is_exit_2_and_says_what_is_allowed(address: str, reports: Path) -> None:
    done = gongkai("parse", reports, "--engine", "ray", "--address", address)
    assert (done.code, done.out) == (2, b"")
    assert "allowed are auto" in done.err


@pytest.mark.parametrize("option", [("--ship",), ("--address", "auto")])
def test_options_of_a_cluster_without_one_are_a_wrong_call(option: tuple[str, ...]) -> None:
    assert gongkai("parse", "a.txt", *option).code == 2


def test_a_run_that_loses_a_node_gives_byte_for_byte_what_a_local_one_gives(
    nodes: Any, reports: Path, tmp_path: Path
) -> None:
    """The last test here: the second node is gone afterwards."""
    call = [*PROGRAM, "parse", str(reports), "--format", "parquet", "-o"]
    on_cluster = [f"{tmp_path}/far/", "--engine", "ray", "--address", nodes.address]
    journal = tmp_path / "far" / "reports.journal"
    with subprocess.Popen([*call, *on_cluster], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        while not journal.exists() or journal.stat().st_size < 10_000:
            assert process.poll() is None, process.communicate()
            time.sleep(0.01)
        nodes.remove_node(min(nodes.worker_nodes, key=id), allow_graceful=False)
        assert process.poll() is None, "it was done before the node could be killed"
        out, err = process.communicate(timeout=240)
    assert (process.returncode, b"raylet" in out) == (1, False), err.decode()
    assert subprocess.run([*call, f"{tmp_path}/near/", "--processes", "2"], capture_output=True).returncode == 1
    names = sorted(path.relative_to(tmp_path / "near") for path in (tmp_path / "near").rglob("*") if path.is_file())
    assert len(names) > 20
    for name in names:
        assert (tmp_path / "far" / name).read_bytes() == (tmp_path / "near" / name).read_bytes(), name
