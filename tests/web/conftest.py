from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from tests.web.served import filled, serving

from gongkai.web import Serving


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A folder with the corpus of `served`."""
    return filled(tmp_path_factory.mktemp("served"))


@pytest.fixture(scope="session")
def site(corpus: str) -> Iterator[httpx.Client]:
    """A server as it is by default, read-only."""
    with serving(Serving(corpus)) as client:
        yield client


@pytest.fixture(scope="session")
def workshop(corpus: str) -> Iterator[httpx.Client]:
    """A server that takes uploads, of at most 300 KB."""
    with serving(Serving(corpus, allow_upload=True, upload=300_000, upload_reports=4)) as client:
        yield client
