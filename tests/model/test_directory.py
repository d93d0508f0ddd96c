"""Model directories: what is written is read again, and what is not whole is refused with its name."""

from __future__ import annotations

import io
import json
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.model.tiny import TAGS, plain_ngrams, stored

from gongkai.errors import ModelError
from gongkai.model import directory
from gongkai.model.directory import CARD, INFO, SCORES, WEIGHTS

KEYS = sorted(plain_ngrams("全年未收取信息处理费，举办培训", 0))
MODEL = stored(KEYS)
TEXT = "全年未收取信息处理费"


class Trap:
    """Unpickling this raises: a file must never come so far."""

    def __reduce__(self) -> tuple[Any, ...]:
        return (pytest.fail, ("something was unpickled",))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    directory.write(tmp_path / "own", MODEL, {SCORES: "{}\n", CARD: "# own\n"})
    return tmp_path / "own"


def packed(**arrays: Any) -> bytes:
    stream = io.BytesIO()
    np.savez_compressed(stream, **arrays)
    return stream.getvalue()


def edited(folder: Path, change: Callable[[dict[str, Any]], None]) -> None:
    fields = json.loads((folder / INFO).read_bytes())
    change(fields)
    (folder / INFO).write_text(json.dumps(fields))


def refused(folder: Path, name: str) -> str:
    with pytest.raises(ModelError) as caught:
        directory.load(folder)
    assert str(folder / name).rstrip("/") in str(caught.value)
    assert "gongkai train" in str(caught.value) or "100 MB" in str(caught.value)
    return str(caught.value)


def test_what_is_written_is_read(folder: Path) -> None:
    again = directory.read(folder)
    assert again.info == MODEL.info
    assert all((again.arrays[name] == MODEL.arrays[name]).all() for name in MODEL.arrays)
    assert directory.load(folder).tag_texts([TEXT]) == MODEL.model().tag_texts([TEXT])
    assert {path.name for path in folder.iterdir()} == {INFO, WEIGHTS, SCORES, CARD}
    assert (folder / CARD).read_text() == "# own\n"


def test_same_model_same_bytes(folder: Path, tmp_path: Path) -> None:
    directory.write(tmp_path / "again", MODEL, {})
    for name in (INFO, WEIGHTS):
        assert (tmp_path / "again" / name).read_bytes() == (folder / name).read_bytes()


def test_a_model_can_be_written_over_another(folder: Path) -> None:
    other = stored(KEYS, seed=1)
    directory.write(folder, other, {})
    assert directory.read(folder).info.weights == other.info.weights != MODEL.info.weights


@pytest.mark.parametrize("name", [INFO, WEIGHTS])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    refused(folder, name)


def test_what_is_no_directory_is_named(folder: Path, tmp_path: Path) -> None:
    refused(tmp_path / "none", INFO)
    refused(folder / CARD, INFO)


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("name", [INFO, WEIGHTS])
def test_a_truncated_file_is_named(folder: Path, name: str, share: float) -> None:
    whole = (folder / name).read_bytes()
    (folder / name).write_bytes(whole[: int(share * len(whole))])
    refused(folder, name)


def test_a_flipped_bit_is_found_or_changes_nothing(folder: Path) -> None:
    """Bits of a small weights file, one at a time: the model is refused as damaged, or is what it was."""
    whole = (folder / WEIGHTS).read_bytes()
    for at in range(0, 8 * len(whole), 31):
        damaged = bytearray(whole)
        damaged[at // 8] ^= 1 << at % 8
        (folder / WEIGHTS).write_bytes(damaged)
        try:
            arrays = directory.read(folder).arrays
        except ModelError as error:
            assert str(folder / WEIGHTS) in str(error)  # noqa: PT017
        else:
            assert directory.digest(arrays) == MODEL.info.weights


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04", b"no weights", b"\x93NUMPY\x01\x00", pickle.dumps(Trap()), packed(), packed(other=[1])],
    ids=["empty", "head of a zip", "text", "npy", "pickle", "npz of nothing", "foreign npz"],
)
def test_foreign_weights_are_named(folder: Path, content: bytes) -> None:
    (folder / WEIGHTS).write_bytes(content)
    refused(folder, WEIGHTS)


def test_nothing_is_unpickled(folder: Path) -> None:
    trap = np.array([Trap()], dtype=object)
    (folder / WEIGHTS).write_bytes(packed(**{**MODEL.arrays, "keys": trap}))
    assert "pickle" in refused(folder, WEIGHTS)


def test_weights_that_are_too_large_are_not_unpacked(folder: Path) -> None:
    (folder / WEIGHTS).write_bytes(packed(keys=np.zeros(directory.LARGEST // 8 + 1, np.uint64)))
    assert (folder / WEIGHTS).stat().st_size < 1 << 20
    assert "100 MB" in refused(folder, WEIGHTS)


def test_the_weights_of_another_model_are_mixed_up(folder: Path) -> None:
    (folder / WEIGHTS).write_bytes(packed(**stored(KEYS, seed=1).arrays))
    assert "mixed up" in refused(folder, WEIGHTS)


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b"null", b"\xff{}", b'{"format": 1}', b'{"format": 1, "name": 2}']
)
def test_a_foreign_json_is_named(folder: Path, content: bytes) -> None:
    (folder / INFO).write_bytes(content)
    refused(folder, INFO)


@pytest.mark.parametrize("number", [0, 2, "1", 1.5, None])
def test_another_format_is_said_to_be_one(folder: Path, number: object) -> None:
    edited(folder, lambda fields: fields.update(format=number))
    assert f"reads {directory.FORMAT}" in refused(folder, INFO)


def test_a_newer_format_may_look_otherwise_and_is_still_told(folder: Path) -> None:
    (folder / INFO).write_text('{"format": 7, "layers": []}')
    assert "model format 7, this gongkai reads 1; update gongkai" in refused(folder, INFO)


@pytest.mark.parametrize("field", ["tags", "alone", "placed", "weights", "data", "recipe"])
def test_a_missing_field_is_named(folder: Path, field: str) -> None:
    edited(folder, lambda fields: fields.pop(field))
    assert field in refused(folder, INFO)


def test_numbers_for_other_tags_do_not_fit(folder: Path) -> None:
    edited(folder, lambda fields: fields.update(tags=[*TAGS, "third"]))
    assert "do not fit" in refused(folder, "")


@pytest.mark.parametrize("field", ["bias", "slopes", "offsets", "thresholds", "scales"])
def test_a_number_too_few_does_not_fit(folder: Path, field: str) -> None:
    edited(folder, lambda fields: fields["placed"][field].pop())
    refused(folder, "")


def test_without_a_path_it_is_the_shipped_model() -> None:
    found = directory.find()
    assert (found / INFO).exists()
    assert directory.read(found).info.name == directory.DEFAULT
    assert directory.ready() is directory.ready()
