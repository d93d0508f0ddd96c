"""What the commands of `annotate` do: gather passages, call the library, write results, show them in a table."""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from gongkai.cli.learning import steps
from gongkai.cli.output import lines_to, standard_output
from gongkai.cli.passages import gathered
from gongkai.examples import Example, formats, load
from gongkai.examples.agreement import Agreement, agreement
from gongkai.training import recipe as recipes

_ROWS = 20  # suspects shown; all are in the file
_SHOWN = 44  # characters of a passage in the table
_WIDTH = 120  # columns where no terminal tells


def queue_passages(
    paths: Sequence[str], output: str | None, format: str, number: int, known: Sequence[str], model: str | None
) -> int:
    """Write what to annotate next; return the number of reports that could not be read."""
    from gongkai.model import ready
    from gongkai.training.queue import queue

    classifier, annotated = ready(model), load(known)
    passages, failures = gathered(paths, model)
    chosen = queue(passages, classifier, annotated, number)
    _deliver(chosen, output, format, classifier.tags)
    reports = len({one.group for one in chosen})
    heading = f"从 {len(passages)} 段中选出 {len(chosen)} 段待标注，涉及 {reports} 份报告；所附标签只是建议"
    counts = Counter(tag for one in chosen for tag in one.tags)
    before = Counter(tag for one in annotated for tag in one.tags)
    rows = [(tag, str(counts[tag]), str(before[tag])) for tag in classifier.tags]
    _show(output, heading, ("标签", "建议段数", "已标注段数"), rows)
    return failures


def import_files(files: Sequence[str], output: str | None, format: str | None, annotator: str | None) -> None:
    """Write annotations of other formats as JSONL; a suggestion that went through a label tool is one no more."""
    from gongkai.training.queue import SUGGESTED

    found = []
    for example in _read(files, format):
        who = annotator or (None if example.annotator == SUGGESTED else example.annotator)
        found.append(msgspec.structs.replace(example, annotator=who))
    _deliver(found, output, "jsonl", _offered(found))
    _say(output, f"已导入 {len(found)} 段")


def export_files(files: Sequence[str], output: str | None, format: str) -> None:
    """Write annotations in another format, with the tags to choose among."""
    found = _read(files, None)
    _deliver(found, output, format, _offered(found))
    _say(output, f"已导出 {len(found)} 段")


def check_annotations(annotations: Sequence[str], output: str | None, number: int) -> None:
    """Write the likeliest errors of annotations."""
    from gongkai.training.suspects import Suspect, suspects

    examples = load(annotations)
    used = {tag for one in examples for tag in one.tags}
    tags = tuple(tag for tag in _offered(examples) if tag in used)
    recipe = msgspec.structs.replace(recipes.default(), tags=tags)
    with steps(recipe.tuning.folds) as step:
        found = suspects(examples, recipe, step)[:number] if tags else ()

    def row(one: Suspect) -> tuple[str, ...]:
        return (one.example.id, one.tag, "已标" if one.given else "未标", f"{one.probability:.2f}", one.example.text)

    with lines_to(output) as write:
        for one in found:
            write(_ENCODER.encode(_told(one.example, one.tag, one.given, one.probability)))
    heading = f"{len(examples)} 段标注中可能有误的 {len(found)} 处，最可疑的在前"
    _show(output, heading, ("编号", "标签", "标注", "概率", "文字"), [row(one) for one in found[:_ROWS]])


def compare_annotators(files: Sequence[str], output: str | None) -> None:
    """Write the agreement of annotators by tag."""
    sets = [formats.read(file) for file in files]
    found = agreement(sets, _offered([one for own in sets for one in own]))
    used = {tag for own in sets for one in own for tag in (*one.tags, *one.optional)}
    tags = [one for one in found.tags if one.tag in used]
    with lines_to(output) as write:
        for one in tags:
            write(_ENCODER.encode(one))
        write(_ENCODER.encode({"tag": None, "passages": found.passages, "kappa": found.kappa, "alpha": found.alpha}))
    rows = [(one.tag, str(one.passages), str(one.differing), _figure(one.kappa), _figure(one.alpha)) for one in tags]
    rows.append(("平均", str(found.passages), "", _figure(found.kappa), _figure(found.alpha)))
    _show(output, _compared(found), ("标签", "共同段数", "不一致", "kappa", "alpha"), rows)


def _compared(found: Agreement) -> str:
    return f"{found.annotators} 人共同标注 {found.passages} 段的一致程度（1 为完全一致，0 为偶然水平，— 为无法计算）"


def _read(files: Sequence[str], format: str | None) -> list[Example]:
    return [example for file in files for example in formats.read(file, format)]


def _offered(examples: Iterable[Example]) -> tuple[str, ...]:
    """Return the tags to choose among: those of the default recipe, then others that are in use."""
    used = sorted({tag for one in examples for tag in (*one.tags, *one.optional)})
    return tuple(dict.fromkeys((*recipes.default().tags, *used)))


def _deliver(examples: Sequence[Example], output: str | None, format: str, tags: Sequence[str]) -> None:
    """Write examples to a file, or to standard output when all of them can be written."""
    if output is not None:
        formats.write(output, examples, format, tags)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "passages"
        formats.write(path, examples, format, tags)
        with standard_output() as stream:
            stream.write(path.read_bytes())


def _told(example: Example, tag: str, given: bool, probability: float) -> dict[str, object]:
    place = {"tags": example.tags, "report": example.report, "section": example.section, "heading": example.heading}
    return {
        "id": example.id,
        "tag": tag,
        "given": given,
        "probability": round(probability, 3),
        "text": example.text,
    } | place


def _figure(value: float | None) -> str:
    return "—" if value is None else f"{value:.3f}"


def _say(output: str | None, words: str) -> None:
    """Say it where results do not go."""
    print(words if output is None else f"{words}：{output}", file=sys.stderr if output is None else sys.stdout)


def _show(output: str | None, heading: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table where results do not go: to standard output when they have a file."""
    from rich.console import Console
    from rich.table import Table

    stream = sys.stderr if output is None else sys.stdout
    console = Console(file=stream, width=None if stream.isatty() else _WIDTH, highlight=False, markup=False)
    _say(output, heading)
    table = Table(header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(cell if len(cell) <= _SHOWN else cell[:_SHOWN] + "…" for cell in row))
    if rows:
        console.print(table)


_ENCODER = msgspec.json.Encoder()
