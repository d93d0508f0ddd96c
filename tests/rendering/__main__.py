"""Write some rendered reports and their truth: `python -m tests.rendering --n 5 --out DIR`."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from .generate import Rendered, generate
from .shapes import SHAPES

_SUFFIXES = {"html_spans": ".html", "html_leftovers": ".html", "markdown": ".md", "csv": ".csv"}


def main() -> None:
    """Write reports as files, each beside its truth as JSON."""
    parser = argparse.ArgumentParser(prog="python -m tests.rendering", description=main.__doc__)
    parser.add_argument("--n", type=int, default=5)
    parser.add_argument("--first", type=int, default=0, help="first seed")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--drift", type=float, default=1.0)
    parser.add_argument("--shape", choices=list(SHAPES))
    parser.add_argument("--edition", choices=("2019", "2021"))
    parser.add_argument("--defects", action="store_true")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    for seed in range(given.first, given.first + given.n):
        _write(
            given.out,
            generate(seed, edition=given.edition, shape=given.shape, drift=given.drift, defects=given.defects),
        )


def _write(folder: Path, rendered: Rendered) -> None:
    path = folder / f"{rendered.seed:05d}_{rendered.shape}{_SUFFIXES.get(rendered.shape, '.txt')}"
    path.write_text(rendered.text, encoding="utf-8", newline="")
    truth = asdict(rendered)
    del truth["text"]
    path.with_suffix(".truth.json").write_text(json.dumps(truth, ensure_ascii=False, indent=1, default=float), "utf-8")


if __name__ == "__main__":
    main()
