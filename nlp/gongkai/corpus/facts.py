"""SQL over what was read: DuckDB on the Parquet files of a corpus, nothing else of the machine within reach.

Views: `reports`, `facts`, `passages`, `quantities`, `findings`. Each row has its `report` (id), `source`, `agency`,
`year`, `edition`, and of the agency `agency_level`, `agency_kind`, `province`, `city`, `county`, as they were in that
year. What stays when a region is renamed: `region_lineage` (the first code of the agency's own region), `region_today`
(its name today) and `agency_lineage` (one value, one agency; NULL where several may bear the name). `named` are
queries that come with the program.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from threading import Lock, Timer
from typing import Any

from gongkai.corpus.manifest import Manifest
from gongkai.corpus.rows import NAMES
from gongkai.document import Record
from gongkai.errors import MissingExtra, QueryError

MOST_ROWS = 100_000
SECONDS = 60.0
_MEMORY = "1GB"


class Answer(Record, frozen=True):
    """Rows under column names; `cut` says that there were more."""

    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    cut: bool


class Named(Record, frozen=True):
    """A query that comes with the program, and what it tells."""

    title: str
    sql: str


@cache
def named() -> dict[str, Named]:
    """Return the queries of `queries.toml` by name."""
    data = tomllib.loads(files("gongkai.corpus").joinpath("queries.toml").read_text(encoding="utf-8"))
    return {name: Named(**fields) for name, fields in data.items()}


class Facts:
    """The views of one manifest."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self._connection = _connected(folder)
        self._lock = Lock()
        dead = [(one.report, one.commit) for one in manifest.deleted]
        self._connection.execute('CREATE TABLE "_deleted" (report VARCHAR, "commit" BIGINT)')
        if dead:
            self._connection.executemany('INSERT INTO "_deleted" VALUES (?, ?)', dead)
        for name in NAMES:
            paths = [str(folder / segment.name / f"{name}.parquet") for segment in manifest.segments]
            self._view(name, paths, bool(dead))
        for setting in ("enable_external_access=false", "lock_configuration=true"):
            self._connection.execute(f"SET {setting}")

    def query(self, sql: str, most: int = MOST_ROWS, seconds: float = SECONDS) -> Answer:
        """Return what `sql` answers, at most so many rows, in at most so many seconds; QueryError when it can't."""
        import duckdb

        _check(sql)
        cursor = self._connection.cursor()
        timer = Timer(seconds, cursor.interrupt)
        timer.start()
        try:
            cursor.execute(sql)
            rows = cursor.fetchmany(most + 1)
            columns = tuple(column[0] for column in cursor.description or ())
        except duckdb.InterruptException as error:
            raise QueryError(
                f"query took more than {seconds:g} s; narrow it", f"查询超过 {seconds:g} 秒，请缩小范围"
            ) from error
        except duckdb.Error as error:
            raise QueryError(
                f"query failed: {error}\nviews: {', '.join(NAMES)}; see their columns by DESCRIBE", f"查询有误：{error}"
            ) from error
        finally:
            timer.cancel()
            cursor.close()
        return Answer(columns, tuple(rows[:most]), len(rows) > most)

    def _view(self, name: str, paths: list[str], is_reduced: bool) -> None:
        if not paths:
            self._connection.execute(f"CREATE VIEW {name} AS SELECT NULL AS report WHERE false")
            return
        listed = ", ".join("'" + path.replace("'", "''") + "'" for path in paths)
        living = 'ANTI JOIN "_deleted" USING (report, "commit")' if is_reduced else ""
        self._connection.execute(
            f'CREATE VIEW {name} AS SELECT * EXCLUDE ("commit") FROM read_parquet([{listed}]) {living}'
        )


def _check(sql: str) -> None:
    """Refuse what is not one question: a view dropped by one reader would be missing for all others."""
    import duckdb

    try:
        kinds = [statement.type for statement in duckdb.extract_statements(sql)]
    except duckdb.Error as error:
        raise QueryError(f"query failed: {error}", f"查询有误：{error}") from error
    if kinds not in ([duckdb.StatementType.SELECT], [duckdb.StatementType.EXPLAIN]):
        raise QueryError(
            f"query failed: {len(kinds)} statements that are not one SELECT; give one SELECT, DESCRIBE or EXPLAIN",
            "查询有误：只能是一条 SELECT 语句",
        )


def _connected(folder: Path) -> Any:
    try:
        import duckdb
    except ImportError as error:
        raise MissingExtra(
            "SQL needs duckdb, which is not installed: pip install 'gongkai[corpus]'",
            "SQL 查询需要 duckdb，尚未安装：pip install 'gongkai[corpus]'",
        ) from error
    allowed = str(folder).replace("'", "''")
    connection = duckdb.connect(config={"threads": 2, "memory_limit": _MEMORY})
    connection.execute(f"SET allowed_directories=['{allowed}']")
    return connection
