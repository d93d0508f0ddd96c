"""Read damaged files of every format: none may crash, hang over its limit or go without a result."""

from __future__ import annotations

import argparse
import os
import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from tests.fuzzing import SLOW, damaged, seeds

import gongkai
from gongkai.batch.piping import pipe
from gongkai.batch.work import KILLED
from gongkai.limits import Limits
from gongkai.reading import Found, find
from gongkai.reading.pages.ocr import engine

LIMITS = Limits(seconds=20)
RESULTS = ("ok", "partial", "failed", "crash", "killed", "timeout", "lost")
_CRASH = "内部错误"
_BATCH = 500  # files on disk at a time


def written(folder: Path, suffix: str, files: list[bytes], numbers: range) -> Iterator[Path]:
    """Yield damaged files, the same for the same numbers."""
    for number in numbers:
        rng = random.Random(f"{suffix}{number}")
        path = folder / f"{number:06}{suffix}"
        path.write_bytes(damaged(rng, rng.choice(files)))
        yield path


def attacked(suffix: str, files: list[bytes], count: int, keep: Path | None) -> Counter[str]:
    """Return how many reports came of `count` damaged files, by status; crashes, deaths and slow ones among them."""
    results: Counter[str] = Counter()
    for first in range(0, count, _BATCH):
        with tempfile.TemporaryDirectory() as name:
            paths = list(written(Path(name), suffix, files, range(first, min(first + _BATCH, count))))
            sources: list[Found] = list(find(map(str, paths), LIMITS))
            results["lost"] += len(paths) - len({os.fspath(source).split("!")[0] for source in sources})
            reports = list(pipe(sources, 2, limits=LIMITS))
            results["lost"] += len(sources) - len(reports)
            for report in reports:
                bad = _fault(report)
                results[bad or report.status] += 1
                if bad and keep is not None:
                    path = Path(report.source.split("!")[0])
                    (keep / f"{bad}-{path.name}").write_bytes(path.read_bytes())
                    print(f"{bad}: {path.name}: {report.reason}", flush=True)
    return results


def _fault(report: gongkai.Report) -> str | None:
    reason = report.reason or ""
    if _CRASH in reason:
        return "crash"
    if reason == KILLED:
        return "killed"
    return "timeout" if "超时" in reason else None


def main() -> None:
    """Print a table: a row a format."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--n", type=int, default=12_000, help="files of the fast formats in all")
    parser.add_argument("--slow", type=int, default=200, help="files of the slow formats in all")
    parser.add_argument("--only", help="one suffix")
    parser.add_argument("--keep", type=Path, help="folder for the files that crash, kill or time out")
    parser.add_argument("--recognise", action="store_true", help="scans, too: seconds a file")
    given = parser.parse_args()
    found = {suffix: files for suffix, files in seeds().items() if given.only in (None, suffix)}
    if not given.recognise:
        os.environ[engine.SWITCH] = "off"  # most damaged PDFs would be looked at as pictures
    slow = [suffix for suffix in found if suffix in SLOW]
    if given.keep:
        given.keep.mkdir(parents=True, exist_ok=True)
    for suffix, files in found.items():
        count = given.slow // len(slow) if suffix in slow else given.n // (len(found) - len(slow))
        begun = perf_counter()
        results = attacked(suffix, files, count, given.keep)
        row = "  ".join(
            f"{name} {results[name]}" for name in ("ok", "partial", "failed", "crash", "killed", "timeout", "lost")
        )
        print(
            f"{suffix:10} {count:6} files  {row}  {(perf_counter() - begun) / max(count, 1) * 1000:.0f} ms a file",
            flush=True,
        )


if __name__ == "__main__":
    main()
