"""A PostgreSQL server of the tests' own: in a temporary directory, on a free port, gone with them."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from tests.ports import free_port

_SERVER_USER = "postgres"  # the server does not run as root
_FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=128MB"


class Server:
    """A running server."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._numbers = count()

    def database(self) -> str:
        """Return the address of a new, empty database."""
        import psycopg

        name = f"corpus{next(self._numbers)}"
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.address(name)

    def address(self, database: str) -> str:
        """Return the address of a database."""
        return f"postgresql://{_SERVER_USER}@127.0.0.1:{self._port}/{database}"


@contextmanager
def server() -> Iterator[Server]:
    """Yield a server; the test is failed, not skipped, where PostgreSQL is not installed."""
    programs = _programs()
    if programs is None:
        pytest.fail("PostgreSQL is not installed: apt-get install postgresql-15")
    folder = Path(tempfile.mkdtemp(prefix="gongkai-postgresql-"))  # pytest's own are closed to the server's user
    data, port = folder / "data", free_port()
    if os.geteuid() == 0:
        shutil.chown(folder, _SERVER_USER)
    _run([programs / "initdb", "-D", data, "-U", _SERVER_USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"])
    options = f"-p {port} -k {folder} -h 127.0.0.1 {_FAST}"
    _run([programs / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "-o", options, "start"])
    try:
        yield Server(port)
    finally:
        _run([programs / "pg_ctl", "-D", data, "-m", "immediate", "stop"])
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path | None:
    known = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    known += [Path(found).parent] if (found := shutil.which("initdb")) else []
    return next((folder for folder in known if (folder / "initdb").exists()), None)


def _run(command: list[str | Path]) -> None:
    user = _SERVER_USER if os.geteuid() == 0 else None
    done = subprocess.run(
        list(map(str, command)), user=user, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, cwd="/", timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
