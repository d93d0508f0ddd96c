"""Run the program as a shell would."""

from __future__ import annotations

import contextlib
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

SAMPLES = Path(__file__).parents[2] / "annotations" / "reports"
PROGRAM = (sys.executable, "-c", "from gongkai.cli import main; main()")


class Outcome(NamedTuple):
    code: int
    out: bytes
    err: str

    @property
    def records(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.split(b"\n") if line]


def gongkai(*arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None) -> Outcome:
    done = subprocess.run([*PROGRAM, *map(str, arguments)], input=stdin, capture_output=True, cwd=cwd, timeout=120)
    return Outcome(done.returncode, done.stdout, done.stderr.decode())


def inside(*arguments: str | Path, cwd: Path | None = None) -> Outcome:
    """Run the program in this process: for many calls, as starting it anew takes longer than what it does."""
    from gongkai.cli import main

    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    with (
        mock.patch.object(sys, "argv", ["gongkai", *map(str, arguments)]),
        contextlib.chdir(cwd or "."),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            main()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
    return Outcome(code, out.buffer.getvalue(), err.buffer.getvalue().decode())
