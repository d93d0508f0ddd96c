"""The wheel: built, installed into a fresh environment, and used from elsewhere than the checkout."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "annotations" / "reports" / "01-yanhe-county-2020.txt"


def run(*command: str | Path, cwd: Path | None = None) -> str:
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, cwd=cwd, timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy of what the build needs, with the build tools of this environment."""
    folder = tmp_path_factory.mktemp("wheel")
    # hatchling is a requirement of the build alone: pip fetches it where this environment has none
    isolation = ["--no-build-isolation"] if _has("hatchling") else []
    run(sys.executable, "-m", "pip", "wheel", ROOT, "--no-deps", "--quiet", "--wheel-dir", folder, *isolation)
    (built,) = folder.glob("*.whl")
    return built


def _has(module: str) -> bool:
    from importlib.util import find_spec

    return find_spec(module) is not None


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into a new environment that borrows the libraries, not gongkai, of this one."""
    folder = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", "--without-pip", folder)
    python = folder / "bin" / "python"
    own = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    run(sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index", "--quiet", wheel)
    # Appended by path alone, so that the .pth of this environment's editable install is not read.
    (own / "libraries.pth").write_text("\n".join(path for path in sys.path if path.endswith("site-packages")))
    return folder / "bin" / "gongkai"


def test_data_files_and_the_mark_of_types_are_in_the_wheel_and_tests_are_not(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    data = {
        f"gongkai/{path.relative_to(ROOT / 'nlp' / 'gongkai')}"
        for path in (ROOT / "nlp" / "gongkai").rglob("*")
        if path.is_file() and path.suffix not in (".pyc",)
    }
    assert {"gongkai/py.typed", "gongkai/editions/2019.toml", "gongkai/editions/aliases.tsv"} <= data
    assert data <= names
    rest = {name.split("/")[0] for name in names} - {"gongkai"}
    assert all(name.endswith(".dist-info") for name in rest), rest
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_installed_program_runs_from_elsewhere(program: Path, tmp_path: Path) -> None:
    where = run(program.parent / "python", "-c", "import gongkai; print(gongkai.__file__)", cwd=tmp_path)
    assert where.startswith(str(program.parent.parent))
    assert "gongkai 0.1.0" in run(program, "info", cwd=tmp_path)


def test_a_report_parsed_by_the_wheel_is_that_of_the_checkout(program: Path, tmp_path: Path) -> None:
    import gongkai

    out = run(program, "parse", SAMPLE, cwd=tmp_path)
    assert json.loads(out) == json.loads(gongkai.parse(SAMPLE).to_json())
    run(program, "parse", SAMPLE, "-o", "run/", cwd=tmp_path)
    assert (tmp_path / "run" / "reports.xlsx").stat().st_size > 5000


def test_spacy_finds_the_component_of_the_wheel(program: Path, tmp_path: Path) -> None:
    code = "import spacy; print(spacy.blank('zh').add_pipe('gongkai_report').__class__.__module__)"
    assert run(program.parent / "python", "-c", code, cwd=tmp_path).strip() == "gongkai.components"
