"""One run of `gongkai search` or `gongkai query`: a table in the terminal, or all of it in a file."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import typer

from gongkai.agencies import histories
from gongkai.cli.output import standard_output
from gongkai.corpus import Corpus, Facet, Hit, Hits, Query
from gongkai.corpus.encoder import encoder
from gongkai.corpus.export import FORMATS, export, export_answer
from gongkai.corpus.facts import named
from gongkai.model.names import FACET_NAMES, SECTION_NAMES, tag_name
from gongkai.writing.atomic import replacing
from gongkai.writing.histories import renamed, told

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_SUFFIXES = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".xlsx": "xlsx"}
_YEARS = re.compile(r"(\d{4})?\s*(\.\.|-|—|至)?\s*(\d{4})?")
_WIDTH = 120  # columns where no terminal tells
_FACETS_SHOWN = 8


def years(given: str | None) -> tuple[int | None, int | None]:
    """Return the years of 2020, 2019..2022, 2019.. or ..2022; ValueError when it is none of them."""
    if given is None:
        return None, None
    found = _YEARS.fullmatch(given.strip())
    if found is None or not (found[1] or found[3]) or (found[1] and found[3] and not found[2]):
        raise ValueError(f"--year {given}: give 2020, 2019..2022, 2019.. or ..2022")
    first, last = (int(year) if year else None for year in found.group(1, 3))
    return first, last if found[2] else first


def run(query: Query, corpus: str, format: str | None, output: str | None, semantic: bool = False) -> None:
    """Show a page of hits, or write all of them."""
    chosen = _format(format, output)
    if semantic and chosen != "table":
        raise typer.BadParameter("--semantic ranks what the terminal shows; all hits are written in the words' order")
    opened = Corpus.open(corpus)
    if chosen == "table":
        show(opened.search(query, encoder() if semantic else None), query)
        return
    count = _write(output, lambda stream: export(opened.every(query), stream, chosen))
    if output is not None:
        print(f"{output}：{count} 条", file=sys.stderr)


def run_query(sql: str, corpus: str, format: str | None, output: str | None, most: int) -> None:
    """Show or write what SQL, or a named query, answers."""
    chosen = _format(format, output)
    answer = Corpus.open(corpus).query(sql, most=most)
    if chosen != "table":
        _write(output, lambda stream: export_answer(answer, stream, chosen))
    else:
        from rich.table import Table

        known = named().get(sql.strip())
        table = Table(title=known.title if known else None, title_justify="left")
        for column in answer.columns:
            table.add_column(column)
        for row in answer.rows:
            table.add_row(*("" if value is None else f"{value}" for value in row))
        _console().print(table)
    if answer.cut:
        print(f"只列出前 {len(answer.rows)} 行，更多请用 --limit", file=sys.stderr)


def show_named() -> None:
    """List the queries that come with the program."""
    for name, one in named().items():
        print(f"{name:<20}{one.title}")


def show(hits: Hits, query: Query) -> None:
    """Show a page of hits with what was asked for marked, and the counts."""
    from rich.text import Text

    console = _console()
    for number, hit in enumerate(hits.hits, start=query.offset + 1):
        head = Text(f"{number}. ")
        head.append(f"{hit.entry.agency or hit.entry.source} {hit.entry.year or ''}", style="bold")
        head.append(f"  {_about(hit)}", style="dim")
        head.append(_renamed(hit), style="dim")
        console.print(head)
        console.print(_marked(hit))
        console.print(
            Text(f"{hit.entry.source} {hit.start}-{hit.end}" + (f" {hit.position}" if hit.position else ""), "dim")
        )
        console.print()
    for past in _pasts(query):
        console.print(past, style="dim")
    if hits.loose:
        console.print("符合全部检索词的很少，以下只符合其中一部分", style="yellow")
    for name, facets in hits.facets.items():
        if facets:
            console.print(Text(f"{FACET_NAMES[name]}  ", "bold") + Text(_counts(name, facets)))
    console.print(f"共 {hits.total} 段" + ("" if hits.total else "：换个说法，或放宽条件"))


def _about(hit: Hit) -> str:
    parts = [SECTION_NAMES.get(hit.section or "", hit.section or ""), "、".join(map(tag_name, hit.tags))]
    if hit.reports > 1:
        parts.append(f"近似段落见于 {hit.reports} 份报告（--unfold {hit.cluster}）")
    return " · ".join(part for part in parts if part)


def _renamed(hit: Hit) -> str:
    """Return what the region was called, where it is called otherwise today."""
    entry = hit.entry
    then = renamed(entry.regions[-1], entry.lineages[-1]) if entry.regions and entry.lineages else None
    return f"  {then}" if then else ""


def _pasts(query: Query) -> list[str]:
    """Return what became of the regions that a query is narrowed to: it finds them under all their names."""
    meant = (history for region in query.regions for history in histories(region))
    return [past for history in meant if (past := told(history))]


def _marked(hit: Hit) -> Text:
    from rich.text import Text

    if not sys.stdout.isatty():
        return Text("   " + _bracketed(hit))
    text = Text("   " + hit.text.replace("\n", " "))
    for start, end in hit.highlights:
        text.stylize("bold reverse", start + 3, end + 3)
    return text


def _bracketed(hit: Hit) -> str:
    """Return the text of a hit with what was asked for in brackets, where there is no colour."""
    text = hit.text.replace("\n", " ")
    for start, end in reversed(hit.highlights):
        text = f"{text[:start]}【{text[start:end]}】{text[end:]}"
    return text


def _counts(name: str, facets: tuple[Facet, ...]) -> str:
    labels: dict[str, Callable[[str], str]] = {
        "tag": tag_name,
        "section": lambda id: SECTION_NAMES.get(id, id),
        "region": lambda one: one.partition(" ")[2] or one,
    }
    label = labels.get(name, str)
    shown = facets if name == "year" else facets[:_FACETS_SHOWN]
    return "  ".join(f"{label(one.value)} {one.count}" for one in shown)


def _format(format: str | None, output: str | None) -> str:
    if output is None:
        if format == "xlsx" and sys.stdout.isatty():
            raise typer.BadParameter("xlsx is no text for a terminal: give -o FILE, or redirect standard output")
        return format or "table"
    if Path(output).is_dir() or not Path(output).parent.is_dir():
        raise typer.BadParameter(f"-o {output}: give a file in a folder that exists")
    chosen = format or _SUFFIXES.get(Path(output).suffix.lower())
    if chosen not in FORMATS:
        raise typer.BadParameter(f"-o {output}: a file is written as {', '.join(FORMATS)}; give --format or a suffix")
    return chosen


def _write(output: str | None, write: Callable[[BinaryIO], int]) -> int:
    with _stream(output) as stream:
        return write(stream)


@contextmanager
def _stream(output: str | None) -> Iterator[BinaryIO]:
    """Yield a file that appears whole, or standard output; a workbook is not written front to back, so it is held."""
    if output is not None:
        with replacing(Path(output)) as stream:
            yield stream
        return
    held = BytesIO()
    yield held
    with standard_output() as stream:
        stream.write(held.getbuffer())


def _console() -> Console:
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else _WIDTH, highlight=False, soft_wrap=False)
