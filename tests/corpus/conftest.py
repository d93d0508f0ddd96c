from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.corpus.made import filled, resolved
from tests.corpus.servers import Server, server

from gongkai.corpus import Corpus

STORES = ("folder", "postgresql")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    with server() as started:
        yield started


@pytest.fixture(params=STORES)
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """An address of an empty corpus, in a folder and on a server."""
    if request.param == "folder":
        return str(tmp_path_factory.mktemp("corpus"))
    started: Server = request.getfixturevalue("postgresql")
    return started.database()


@pytest.fixture(scope="session", params=STORES)
def corpus(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The reports of `made.ARCHIVE`, in a folder and on a server."""
    if request.param == "folder":
        address = str(tmp_path_factory.mktemp("archive"))
    else:
        address = request.getfixturevalue("postgresql").database()
    with pytest.MonkeyPatch.context() as patch:
        resolved(patch)
        filled(address)
    return Corpus.open(address)
