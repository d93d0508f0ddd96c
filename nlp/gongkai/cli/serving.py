"""One run of `gongkai serve`: what is missing is said before anything starts."""

from __future__ import annotations

import sys

from gongkai.errors import MissingExtra
from gongkai.limits import Limits


def run(
    corpus: str, host: str, port: int, token: str | None, allow_upload: bool, model: str | None, limits: Limits,
    processes: int,
) -> None:  # fmt: skip
    """Serve until Ctrl-C; MissingExtra when the libraries are not installed."""
    try:
        from gongkai.corpus import Corpus
        from gongkai.web.server import serve
        from gongkai.web.serving import Serving, checked
    except ImportError as error:
        raise MissingExtra(
            f"serving needs {error.name}, which is not installed: pip install 'gongkai[web]'",
            "网页服务需要另外安装：pip install 'gongkai[web]'",
        ) from error
    serving = checked(
        Serving(corpus, host, port, token or None, allow_upload, model, limits=limits, upload=limits.size)
    )
    Corpus.open(corpus)  # one that is not there is said before anything is announced

    def begun() -> None:
        shown = f"[{host}]" if ":" in host else host
        print(f"http://{shown}:{port}/ 已开始服务，按 Ctrl-C 结束", file=sys.stderr, flush=True)

    serve(serving, processes, begun)
