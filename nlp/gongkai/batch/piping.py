"""Many sources in, their reports out, in the same order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gongkai.batch.engine import Engine, Inline
from gongkai.batch.local import Processes
from gongkai.batch.work import parsing, unpack
from gongkai.document import Report
from gongkai.limits import DEFAULT, Limits
from gongkai.model import ready
from gongkai.pipeline import Path, Settings, Source, parse_safely


def pipe(
    paths: Iterable[Source], processes: int = 1, *, model: Path | None = None, limits: Limits = DEFAULT
) -> Iterator[Report]:
    """Yield a Report for every path, in the order given; whatever goes wrong with one is its Report's reason."""
    ready(model)  # a model that can't be used is a wrong call, not a fault of every document
    settings = Settings(None if model is None else str(model), limits)
    engine = Processes(processes) if processes > 1 else Inline()
    with engine:
        yield from piped(paths, engine, settings)


def piped(sources: Iterable[Source], engine: Engine, settings: Settings) -> Iterator[Report]:
    """Yield the Report of every source as `engine` makes them, in the order given."""
    if isinstance(engine, Inline):  # nothing travels, so nothing is packed
        return (parse_safely(source, settings) for source in sources)
    return map(unpack, engine.map(parsing(settings), sources))
