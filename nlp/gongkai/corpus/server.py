"""A corpus on PostgreSQL as readers see it: the same answers as `folder`, ranked by our own BM25."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Lock
from typing import Any

import msgspec

from gongkai.corpus import scoring
from gongkai.corpus.documents import decoded
from gongkai.corpus.facts import Answer
from gongkai.corpus.fulltext import REGION_COLUMNS
from gongkai.corpus.manifest import VERSION
from gongkai.corpus.plan import Plan
from gongkai.corpus.records import Entry, Page, Query, Stored
from gongkai.corpus.scoring import Statistics
from gongkai.corpus.tsquery import Condition, filters, lexeme, quoted, where
from gongkai.document import Report
from gongkai.errors import CorpusError, MissingExtra, QueryError

RANKED = 400
"""Passages that are ranked: of more, those that PostgreSQL's own ranking puts first."""
SORTED = 5_000
"""Above so many, even that takes too long: the first found are ranked."""
SECONDS = 30
"""Of a search: PostgreSQL stops what takes longer."""
_ORDERS = {
    "year": "year ASC NULLS LAST, id",
    "-year": "year DESC NULLS LAST, id",
    "region": "place ASC, id",
}
_ASKING = ("select", "with", "values", "table", "explain")
_COLUMNS = {"tag": ("tags",), "region": REGION_COLUMNS}
_ENTRIES, _PASSAGES = msgspec.json.Decoder(Entry), msgspec.json.Decoder(Stored)


def connect(address: str) -> Any:
    """Return a connection; CorpusError when there is none to be had, MissingExtra without psycopg."""
    try:
        import psycopg
    except ImportError as error:
        raise MissingExtra(
            "a corpus on PostgreSQL needs psycopg, which is not installed: pip install 'gongkai[postgresql]'",
            "使用 PostgreSQL 需要 psycopg，尚未安装：pip install 'gongkai[postgresql]'",
        ) from error
    try:
        return psycopg.connect(address, autocommit=True, options="-c search_path=gongkai")
    except psycopg.Error as error:
        raise CorpusError(
            f"can't connect to PostgreSQL: {error}; check address and server", "连接不上数据库"
        ) from error


class ServerReader:
    """Looks up, counts and finds in a database; one connection a thread at a time."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._idle: list[Any] = []
        self._lock = Lock()
        with self._connection() as connection:
            check(connection)

    def page(self, plan: Plan, query: Query, want: int, without: Sequence[int] = ()) -> Page:
        """Return the first `want` passages, best first or in the query's order, those of some clusters left out."""
        found = where(plan, query)
        kept = found
        if without:
            kept = Condition(f"({found.sql}) AND cluster <> ALL(%s)", (*found.parameters, list(without)))
        with self._connection() as connection, connection.transaction():  # one look for the count and the passages
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            total = int(_rows(connection, "SELECT count(*) FROM kept_passages", found, "")[0][0])
            if query.sort in _ORDERS or plan.must is None:
                order = _ORDERS.get(query.sort, "id")
                rows = _rows(connection, "SELECT stored FROM kept_passages", kept, f"ORDER BY {order} LIMIT %s", want)
                return Page(total, iter([(0.0, _PASSAGES.decode(row[0])) for row in rows]))
            return Page(total, iter(_ranked(connection, plan, kept, total, want)))

    def facets(self, plan: Plan, query: Query, names: Sequence[str]) -> dict[str, Counter[str]]:
        """Return how many passages have each value, by facet."""
        fields = [field for name in names for field in _COLUMNS.get(name, (name,))]
        if not fields:
            return {}
        columns = ", ".join(fields)
        sets = ", ".join(f"({field})" for field in fields)
        rows = self._rows(
            f"SELECT grouping({columns}), {columns}, count(*) FROM kept_passages",
            where(plan, query),
            f"GROUP BY GROUPING SETS ({sets})",
        )
        counts: dict[str, Counter[str]] = {field: Counter() for field in fields}
        for mask, *values, count in rows:
            at = next(at for at in range(len(fields)) if not mask & 1 << len(fields) - 1 - at)
            for value in values[at] if fields[at] == "tags" else [values[at]]:
                if value is not None:
                    counts[fields[at]][str(value)] += count
        return {name: _facet(name, counts) for name in names}

    def copies(self, query: Query, clusters: Sequence[int]) -> dict[int, int]:
        """Return in how many reports that the filters let pass the passages of each cluster stand."""
        own = Condition("cluster = ANY(%s)", (list(clusters),))
        parts = [*filters(query), own]
        kept = Condition(" AND ".join(one.sql for one in parts), tuple(p for one in parts for p in one.parameters))
        rows = self._rows("SELECT cluster, count(DISTINCT report) FROM kept_passages", kept, "GROUP BY cluster")
        return dict(rows)

    def years(self, plan: Plan, query: Query) -> dict[int, tuple[int, int]]:
        """Return the number of passages and of reports by year."""
        kept = where(plan, query)
        rows = self._rows(
            "SELECT year, count(*), count(DISTINCT report) FROM kept_passages",
            Condition(f"({kept.sql}) AND year IS NOT NULL", kept.parameters),
            "GROUP BY year ORDER BY year",
        )
        return {year: (passages, reports) for year, passages, reports in rows}

    def frequency(self, word: str) -> int:
        """Return in how many passages a word stands."""
        with self._connection() as connection:
            return _frequencies(connection, [lexeme("words", word)]).get(lexeme("words", word), 0)

    def size(self) -> tuple[int, int]:
        """Return the numbers of reports and of passages."""
        reports, passages = self._all("SELECT (SELECT count(*) FROM kept_reports), passages FROM state")[0]
        return int(reports), int(passages)

    def generation(self) -> int:
        """Return the number of the newest commit."""
        return int(self._all("SELECT generation FROM state")[0][0])

    def passage(self, id: str) -> Stored | None:
        """Return the passage of an id."""
        rows = self._all("SELECT stored FROM kept_passages WHERE id = %s", id)
        return _PASSAGES.decode(rows[0][0]) if rows else None

    def entry(self, id: str) -> Entry | None:
        """Return the entry of a report's id."""
        rows = self._all("SELECT entry FROM kept_reports WHERE id = %s", id)
        return _ENTRIES.decode(rows[0][0]) if rows else None

    def report(self, id: str) -> Report | None:
        """Return the report of an id, with its text."""
        rows = self._all("SELECT document, size FROM kept_reports WHERE id = %s", id)
        return decoded(*rows[0]) if rows else None

    def entries(self, limit: int, **values: str) -> list[Entry]:
        """Return the entries of reports with these values: agency (its name), bearer, own (region), kind."""
        held = " AND ".join(f"{column} = %s" for column in values)  # names of arguments, never of what is asked
        rows = self._all(f"SELECT entry FROM kept_reports WHERE {held} ORDER BY id LIMIT %s", *values.values(), limit)
        return [_ENTRIES.decode(row[0]) for row in rows]

    def agencies(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Return the names of agencies that begin so, with the number of their reports, the most first."""
        sql = (
            "SELECT agency, count(*) FROM kept_reports WHERE agency LIKE %s GROUP BY agency ORDER BY 2 DESC, 1 LIMIT %s"
        )
        return self._all(sql, _prefix(prefix), limit) if prefix else []

    def words(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Return the words that begin so, with the number of their passages, the most first."""
        sql = "SELECT substr(token, 2), passages FROM terms WHERE token LIKE %s AND passages > 0"
        sql += " ORDER BY 2 DESC, 1 LIMIT %s"
        return self._all(sql, _prefix(lexeme("words", prefix)), limit) if prefix else []

    def query(self, sql: str, most: int, seconds: float) -> Answer:
        """Return what SQL over the views answers, read only."""
        import psycopg

        with self._connection() as connection, connection.cursor() as cursor:
            try:
                cursor.execute("BEGIN READ ONLY")
                cursor.execute(f"SET LOCAL statement_timeout = {int(seconds * 1000)}")
                cursor.execute(_question(sql), prepare=True)  # prepared, a text is one statement
                rows = cursor.fetchmany(most + 1) if cursor.description else []
                columns = tuple(column.name for column in cursor.description or ())
            except psycopg.errors.QueryCanceled as error:
                message = f"query took more than {seconds:g} s; narrow it"
                raise QueryError(message, f"查询超过 {seconds:g} 秒，请缩小范围") from error
            except psycopg.Error as error:
                raise QueryError(f"query failed: {error}", f"查询有误：{error}") from error
            finally:
                cursor.execute("ROLLBACK")
        return Answer(columns, tuple(map(tuple, rows[:most])), len(rows) > most)

    def _rows(self, select: str, kept: Condition, rest: str, *parameters: object) -> list[tuple[Any, ...]]:
        with self._connection() as connection:
            return _rows(connection, select, kept, rest, *parameters)

    def _all(self, sql: str, *parameters: object) -> list[Any]:
        with self._connection() as connection:
            return _all(connection, sql, *parameters)

    @contextmanager
    def _connection(self) -> Iterator[Any]:
        """Yield a connection that no other thread uses; a broken one is let go."""
        with self._lock:
            connection = self._idle.pop() if self._idle else None
        if connection is None or connection.closed:
            connection = connect(self._address)
            connection.execute(f"SET statement_timeout = '{SECONDS}s'")
        yield connection
        if not connection.closed:
            with self._lock:
                self._idle.append(connection)


def _ranked(connection: Any, plan: Plan, kept: Condition, total: int, want: int) -> list[tuple[float, Stored]]:
    """Return the best passages: PostgreSQL's ranking chooses which are looked at, BM25 puts them in order."""
    most, order = max(RANKED, want), ""
    parameters: tuple[object, ...] = ()
    if most < total <= SORTED:
        lexemes = (quoted(lexeme(field, token)) for field, token in sorted(scoring.tokens_of(plan)))
        order, parameters = "ORDER BY ts_rank(tokens, %s::tsquery) DESC", (" | ".join(lexemes),)
    rows = _rows(connection, "SELECT stored FROM kept_passages", kept, f"{order} LIMIT %s", *parameters, most)
    passages = [_PASSAGES.decode(row[0]) for row in rows]
    known = _statistics(connection, plan)
    scored = [(scoring.score(plan, scoring.text_of(one.text, one.tags), known), one) for one in passages]
    return sorted(scored, key=lambda pair: (-pair[0], pair[1].id))[:want]


def _statistics(connection: Any, plan: Plan) -> Statistics:
    passages, words, pairs = _all(connection, "SELECT passages, words, pairs FROM state")[0]
    lexemes = [lexeme(field, token) for field, token in scoring.tokens_of(plan)]
    counts = _frequencies(connection, lexemes)
    lengths = {"words": words / max(1, passages), "pairs": pairs / max(1, passages)}
    return Statistics(int(passages), lengths, lambda field, token: counts.get(lexeme(field, token), 0))


def _frequencies(connection: Any, lexemes: list[str]) -> dict[str, int]:
    return dict(_all(connection, "SELECT token, passages FROM terms WHERE token = ANY(%s)", lexemes))


def _rows(connection: Any, select: str, kept: Condition, rest: str, *parameters: object) -> list[Any]:
    return _all(connection, f"{select} WHERE {kept.sql} {rest}", *kept.parameters, *parameters)


def _all(connection: Any, sql: str, *parameters: object) -> list[Any]:
    import psycopg

    try:
        return list(connection.execute(sql, parameters).fetchall())
    except psycopg.errors.QueryCanceled as error:
        raise QueryError(f"search took more than {SECONDS} s; narrow it", "检索超时，请缩小范围") from error


def _question(sql: str) -> str:
    """Return `sql` if it asks; what else it does, the transaction forbids, so it must not end that."""
    word = sql.split(None, 1)[0].lower() if sql.strip() else ""
    if word not in _ASKING:
        raise QueryError(f"query failed: it begins with {word!r}; give one SELECT", "查询有误：只能是一条 SELECT 语句")
    return sql


def check(connection: Any) -> None:
    """Raise CorpusError where there is no corpus, or one of another version."""
    import psycopg

    try:
        version = connection.execute("SELECT version FROM state").fetchone()[0]
    except psycopg.Error as error:
        raise CorpusError(
            "no corpus in this database; make one by: gongkai index FILES --corpus postgresql://…", "数据库中没有检索库"
        ) from error
    if version != VERSION:
        raise CorpusError(
            f"corpus of version {version}, this gongkai reads {VERSION}; index the reports anew into another database",
            f"检索库版本为 {version}，本程序使用 {VERSION}，请重新建立到另一个数据库",
        )


def _facet(name: str, counts: dict[str, Counter[str]]) -> Counter[str]:
    if name == "region":  # the first level that tells what was found apart
        columns = [counts[column] for column in REGION_COLUMNS if counts[column]]
        return next((column for column in columns if len(column) > 1), columns[-1] if columns else Counter())
    own = counts["tags" if name == "tag" else name]
    return Counter({value: count for value, count in own.items() if value})


def _prefix(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
