"""Adding to a corpus on PostgreSQL: a commit is a transaction, the one writer holds an advisory lock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import Any

import msgspec
import numpy as np

from gongkai.corpus.agency import region_words
from gongkai.corpus.clusters import Clusters, Firsts
from gongkai.corpus.documents import encoded, pack
from gongkai.corpus.fulltext import REGION_COLUMNS, place
from gongkai.corpus.manifest import VERSION
from gongkai.corpus.records import Stored
from gongkai.corpus.rows import NAMES, Prepared, Tokens, tables, tokens
from gongkai.corpus.server import check, connect
from gongkai.corpus.signatures import SIZE
from gongkai.corpus.tsquery import lexeme, quoted
from gongkai.errors import CorpusBusy
from gongkai.writing.long import LongTable

_LOCK = 7_112_019  # of this program's writers: any number that others do not use
_TYPES = {"text": "text", "int": "bigint", "number": "numeric", "float": "double precision", "bool": "boolean"}
_LAST_POSITION = 16_383  # that a text search value keeps
_PASSAGE_COLUMNS = (
    "id, report, bearer, year, edition, status, level, kind, section, tags, regions, province, city, county, place, "
    "cluster, stored, tokens"
)
_FIELDS = ("words", "pairs", "chars")


class ServerStore:
    """A corpus in a database, made if absent, held by its lock."""

    def __init__(self, address: str) -> None:
        self._connection = connect(address)
        try:
            if not self._connection.execute("SELECT pg_try_advisory_lock(%s)", (_LOCK,)).fetchone()[0]:
                raise CorpusBusy(
                    "another process is writing this corpus; wait for it to end",
                    "另一个程序正在写入该检索库，请等它结束后重试",
                )
            if self._connection.execute("SELECT to_regclass('gongkai.state')").fetchone()[0] is None:
                _create(self._connection)
            check(self._connection)
            rows = self._connection.execute("SELECT cluster, hashes FROM firsts ORDER BY cluster").fetchall()
            self.clusters = Clusters(_firsts(rows))
        except BaseException:
            self._connection.close()
            raise

    def begin(self) -> ServerBatch:
        """Return a new batch."""
        return ServerBatch(self._connection)

    def commit(self, batch: Any) -> None:
        """Make a batch seen."""
        batch.commit(self.clusters)

    def compact(self) -> tuple[int, int]:
        """Let PostgreSQL use the space of what was deleted again; return the database's bytes before and after."""
        size = "SELECT pg_database_size(current_database())"
        before = self._connection.execute(size).fetchone()[0]
        for table in ("kept_reports", "kept_passages", *NAMES):
            self._connection.execute(f'VACUUM (ANALYZE) "{table}"')  # beside readers, who would wait for VACUUM FULL
        return before, self._connection.execute(size).fetchone()[0]

    def close(self) -> None:
        """Let another process write."""
        self._connection.close()


class ServerBatch:
    """Reports added and deleted in one transaction."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._added: set[str] = set()
        self._terms: Counter[str] = Counter()
        self._totals: Counter[str] = Counter()
        self._current: dict[str, Prepared] = {}
        self._tables = [(table, list(table.columns)) for table in tables(0, self._current)]
        connection.execute("BEGIN")

    def __len__(self) -> int:
        return len(self._added)

    def has(self, id: str) -> bool:
        """Say whether this batch adds the report of that id."""
        return id in self._added

    def add(self, made: Prepared) -> None:
        """Add a report, in place of an older one of the same id."""
        entry = made.entry
        self.delete(entry.id)
        data = encoded(made.report)
        self._connection.execute(
            "INSERT INTO kept_reports VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
            (
                *(entry.id, entry.agency, entry.bearer, entry.region, entry.kind),
                *(_json(entry), len(data), pack(data)),
            ),
        )
        self._copy("kept_passages", _PASSAGE_COLUMNS, (self._row(made, passage) for passage in made.passages))
        self._current[made.report.source] = made
        for table, columns in self._tables:
            kept = [at for at, column in enumerate(columns) if column != "commit"]
            rows = ([_plain(row[at]) for at in kept] for row in table.rows(made.report))
            self._copy(f'"{table.name}"', ", ".join(f'"{columns[at]}"' for at in kept), rows)
        self._current.clear()
        self._added.add(entry.id)

    def delete(self, id: str) -> bool:
        """Delete the report of an id; say whether there was one."""
        gone = self._connection.execute("DELETE FROM kept_reports WHERE id = %s", (id,)).rowcount
        if not gone:
            return False
        sql = "DELETE FROM kept_passages WHERE report = %s RETURNING stored"
        rows = self._connection.execute(sql, (id,)).fetchall()
        for (stored,) in rows:
            self._count(tokens(msgspec.json.decode(stored, type=Stored).text), -1)
        for table, _ in self._tables:
            self._connection.execute(f'DELETE FROM "{table.name}" WHERE report = %s', (id,))
        return True

    def commit(self, clusters: Clusters) -> None:
        """Make it all seen."""
        fresh = clusters.fresh()
        rows = zip(fresh.numbers.tolist(), (row.tobytes() for row in fresh.rows), strict=True)
        self._copy("firsts", "cluster, hashes", rows)
        self._connection.execute("CREATE TEMP TABLE counted (token text, passages bigint) ON COMMIT DROP")
        self._copy("counted", "token, passages", ((token, count) for token, count in self._terms.items() if count))
        self._connection.execute(
            "INSERT INTO terms SELECT token, passages FROM counted ON CONFLICT (token) "
            "DO UPDATE SET passages = terms.passages + excluded.passages"
        )
        self._connection.execute(
            "UPDATE state SET generation = generation + 1, clusters = %s, passages = passages + %s, "
            "words = words + %s, pairs = pairs + %s",
            (clusters.next, self._totals["passages"], self._totals["words"], self._totals["pairs"]),
        )
        self._connection.execute("COMMIT")

    def abort(self) -> None:
        """Let go of everything."""
        if not self._connection.closed:
            self._connection.execute("ROLLBACK")

    def _row(self, made: Prepared, passage: Stored) -> tuple[object, ...]:
        entry, own = made.entry, tokens(passage.text)
        self._count(own, 1)
        columns = [*entry.lineages[: len(REGION_COLUMNS)], *[None] * (len(REGION_COLUMNS) - len(entry.lineages))]
        who = (entry.bearer, entry.year, entry.edition, entry.status, entry.level, entry.kind)
        what = (passage.section or "", list(passage.tags), region_words(entry), *columns, place(entry), passage.cluster)
        return (passage.id, entry.id, *who, *what, _json(passage), _vector(own))

    def _count(self, own: Tokens, sign: int) -> None:
        for field in _FIELDS:
            found = getattr(own, field).split()
            for token in set(found):
                self._terms[lexeme(field, token)] += sign
            self._totals[field] += sign * len(found)
        self._totals["passages"] += sign

    def _copy(self, table: str, columns: str, rows: Iterable[Iterable[object]]) -> None:
        with self._connection.cursor().copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(tuple(row))


def _create(connection: Any) -> None:
    longs = "\n".join(_table(table) for table in tables(0, {}))
    schema = files("gongkai.corpus").joinpath("postgresql.sql").read_text(encoding="utf-8")
    connection.execute("BEGIN")
    for statement in schema.replace("{long_tables}", longs, 2).split(";\n"):
        if statement.strip():
            connection.execute(statement)
    connection.execute("INSERT INTO state VALUES (%s, 0, 0, 0, 0, 0)", (VERSION,))
    connection.execute("COMMIT")


def _table(table: LongTable) -> str:
    columns = ", ".join(f'"{name}" {_TYPES[kind]}' for name, kind in table.columns.items() if name != "commit")
    return f'CREATE TABLE "{table.name}" ({columns});\nCREATE INDEX ON "{table.name}" (report);'


def _firsts(rows: list[tuple[int, bytes]]) -> Firsts:
    hashes = np.frombuffer(b"".join(row for _, row in rows), np.uint32).reshape(-1, SIZE)
    return Firsts(np.array([number for number, _ in rows], np.int64), hashes)


def _vector(own: Tokens) -> str:
    """Return tokens as a text search value: pairs with their places, words and characters without."""
    places: dict[str, list[int]] = {}
    for at, token in enumerate(own.pairs.split(), start=1):
        places.setdefault(token, []).append(min(at, _LAST_POSITION))
    pairs = (f"{quoted(lexeme('pairs', token))}:{','.join(map(str, found))}" for token, found in places.items())
    return " ".join([*_bare("words", own.words), *_bare("chars", own.chars), *pairs])


def _bare(field: str, spaced: str) -> Iterator[str]:
    return (quoted(lexeme(field, token)) for token in dict.fromkeys(spaced.split()))


def _json(record: object) -> str:
    return _clean(msgspec.json.encode(record).decode())


def _plain(value: object) -> object:
    return _clean(value) if isinstance(value, str) else value


def _clean(text: str) -> str:
    """Return `text` as a database takes it: no NUL, no halves of surrogate pairs."""
    return text.replace("\0", "\ufffd").replace("\\u0000", "\ufffd").encode(errors="backslashreplace").decode()
