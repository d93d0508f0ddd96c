"""Run the program as a shell would."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

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
