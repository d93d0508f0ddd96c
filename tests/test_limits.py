"""Limits are settings, and wrong ones are refused with what is allowed."""

from __future__ import annotations

import pytest

from gongkai.limits import DEFAULT, MB, Limits, limited


@pytest.mark.parametrize(
    ("given", "limits"),
    [
        ([], DEFAULT),
        (["seconds=2.5"], Limits(seconds=2.5)),
        (["size=1GB", "pages=9"], Limits(size=1024 * MB, pages=9)),
        (["unpacked=1.5mb"], Limits(unpacked=MB * 3 // 2)),
        (["size=1000"], Limits(size=1000)),
    ],
)
def test_named_limits_are_changed(given: list[str], limits: Limits) -> None:
    assert limited(given) == limits


@pytest.mark.parametrize("given", ["sise=1MB", "size", "size=big", "size=1TB", "pages=-1", "seconds=nan", "seconds=0"])
def test_wrong_settings_are_refused(given: str) -> None:
    with pytest.raises(ValueError, match=given.split("=")[0]):
        limited([given])
