"""`gongkai.__all__` is the truth: every name of it can be imported, and there is nothing more."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

import gongkai
from gongkai import errors

MOST_NAMES = 12


def test_there_are_at_most_a_dozen_names_in_order() -> None:
    assert len(gongkai.__all__) <= MOST_NAMES
    assert gongkai.__all__ == sorted(set(gongkai.__all__), key=lambda name: (not name[0].isupper(), name))


@pytest.mark.parametrize("name", gongkai.__all__)
def test_every_name_is_there_and_says_what_it_does(name: str) -> None:
    thing = getattr(gongkai, name)
    assert thing.__name__ == name
    assert inspect.getdoc(thing)


def test_dir_shows_these_names_and_the_version_and_nothing_else() -> None:
    assert dir(gongkai) == sorted([*gongkai.__all__, "__version__"])


def test_a_fresh_import_defines_no_other_public_name() -> None:
    code = "import gongkai; print(*(name for name in vars(gongkai) if not name.startswith('_')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert set(done.stdout.split()) <= {*gongkai.__all__, "annotations", "TYPE_CHECKING", "Any", "import_module"}
    star = "from gongkai import *; print(*(name for name in dir() if not name.startswith('_')))"
    done = subprocess.run([sys.executable, "-c", star], capture_output=True, check=True, text=True)
    assert sorted(done.stdout.split()) == sorted(gongkai.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="'gongkai' has no attribute 'prase'"):
        _ = gongkai.prase


def test_the_version_is_that_of_pyproject_and_of_the_changelog() -> None:
    root = Path(__file__).parents[1]
    declared = re.search(r'^version = "(.+)"$', (root / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    latest = re.search(r"^## (\S+)", (root / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert declared is not None
    assert latest is not None
    assert gongkai.__version__ == declared[1] == latest[1]


def test_the_tree_in_the_docstring_is_the_tree_of_exceptions() -> None:
    doc = errors.__doc__ or ""
    drawn = dict(re.findall(r"(\w+)(?: \((\w+)\))?  +\S|(?<=    )\w+\n", doc)) | {"GongkaiError": ""}
    classes = {
        name: thing
        for name, thing in vars(errors).items()
        if isinstance(thing, type) and issubclass(thing, errors.GongkaiError)
    }
    assert set(drawn) - {""} == set(classes)
    for name, builtin in drawn.items():
        if builtin:
            assert builtin in {base.__name__ for base in classes[name].__mro__}
