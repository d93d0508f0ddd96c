"""What `train` does: gather examples, show progress, tell the scores."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from gongkai import examples as annotated
from gongkai.errors import RecipeError
from gongkai.examples import Example
from gongkai.training import recipe as recipes
from gongkai.training.measures import Interval, Scores
from gongkai.training.recipe import Recipe

RECIPE = ".toml"


def gathered(sources: Sequence[str]) -> tuple[Recipe, tuple[Example, ...]]:
    """Return the recipe among `sources` (else the default one) and the examples of the others and of the recipe.

    RecipeError when there are two recipes or no annotations; examples that carry other tags than the recipe's are an
    AnnotationError.
    """
    named = [source for source in sources if source.endswith(RECIPE)]
    if len(named) > 1:
        raise RecipeError(f"{', '.join(named)}: one recipe at a time")
    recipe = recipes.read(named[0]) if named else recipes.default()
    paths = [*recipe.annotations, *(source for source in sources if source not in named)]
    if not paths:
        raise RecipeError("no annotations: name files or folders of them, or let the recipe name some")
    return recipe, annotated.load(paths, recipe.tags)


def train_model(sources: Sequence[str], output: str, name: str | None) -> None:
    """Train, write the model directory, print the scores."""
    from gongkai.training.train import save, train

    recipe, examples = gathered(sources)
    folder = Path(output)
    with steps(recipe.tuning.folds + 1) as step:
        trained = train(examples, recipe, name or folder.resolve().name, step)
        save(trained, folder, recipe)
    reports = len({example.group for example in examples})
    print(f"{len(examples)} 段标注，{reports} 份报告；交叉验证（{recipe.tuning.folds} 份）：\n")
    _tell(trained.scores)
    print(f"模型已写入 {folder}，权重摘要 {trained.stored.info.weights[:16]}；使用：gongkai parse --model {folder} …")


def _tell(scores: Mapping[str, Scores]) -> None:
    """Print the scores by tag."""
    print(f"{'标签':<24}{'段数':>6}{'准确率':>8}{'召回率':>8}{'F1':>8}   {'仅看文字 F1':>8}")
    for placed, alone in zip(scores["placed"].tags, scores["alone"].tags, strict=True):
        print(
            f"{placed.tag:<26}{placed.support:>6}{placed.precision:>11.3f}{placed.recall:>11.3f}"
            f"{placed.f1.value:>9.3f}{alone.f1.value:>12.3f}"
        )
    print(f"\n宏平均 F1 {_interval(scores['placed'].macro)}，仅看文字 {_interval(scores['alone'].macro)}")


def _interval(found: Interval) -> str:
    return f"{found.value:.3f}（{found.low:.3f}–{found.high:.3f}）"


def compare_candidates(sources: Sequence[str]) -> None:
    """Compare candidates and print the table."""
    from gongkai.training.candidates import as_markdown, compare

    recipe, examples = gathered(sources)
    print(as_markdown(compare(examples, recipe, lambda words: print(words, file=sys.stderr))))


@contextmanager
def steps(total: int) -> Iterator[Callable[[str], None]]:
    """Yield a function that tells the next step: a bar where standard error is a terminal, else lines."""
    if not sys.stderr.isatty():
        yield lambda words: print(words, file=sys.stderr)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)

        def step(words: str) -> None:
            bar.update(task, description=words, advance=1)

        yield step
