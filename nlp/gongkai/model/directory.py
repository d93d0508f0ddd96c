"""A model directory: arrays and JSON, no pickle.

`weights.npz` holds the n-grams' numbers and the weights of both settings; `model.json` what is needed to use them and
to know where they come from; `scores.json` what they reached; `CARD.md` the same for people.
"""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
import zlib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from gongkai.document import Record
from gongkai.errors import ModelError
from gongkai.model.fields import Field
from gongkai.model.model import Model, Setting
from gongkai.model.scoring import Weighing
from gongkai.model.vocabulary import Vocabulary

FORMAT = 1
"""Of the directory: raised when an older program would misread a newer model."""
DEFAULT = "default"
INFO, WEIGHTS, SCORES, CARD = "model.json", "weights.npz", "scores.json", "CARD.md"
LARGEST = 100 << 20
"""Bytes of weights that are read; a model takes 2 MB."""
_ARRAYS = ("keys", "alone", "placed")
_NEW = "train one with `gongkai train`"


class SettingInfo(Record, frozen=True, forbid_unknown_fields=True):
    """The small numbers of a setting, by tag in the model's order."""

    bias: tuple[float, ...]
    scales: tuple[float, ...]
    slopes: tuple[float, ...]
    offsets: tuple[float, ...]
    thresholds: tuple[float, ...]


class Info(Record, frozen=True):
    """What `model.json` holds. `weights` and `data` are SHA-256 digests of the arrays and of the examples."""

    format: int
    name: str
    tags: tuple[str, ...]
    alone: SettingInfo
    placed: SettingInfo
    weights: str
    data: str
    examples: int
    recipe: str
    versions: dict[str, str]


class Stored(Record, frozen=True):
    """A model directory in memory."""

    info: Info
    arrays: dict[str, NDArray[np.generic]]

    def model(self) -> Model:
        """Return the model, ready to tag."""
        settings = [_setting(self.arrays[name], getattr(self.info, name)) for name in ("alone", "placed")]
        return Model(self.info.tags, Vocabulary(self.arrays["keys"].astype(np.uint64)), *settings)


def load(path: str | os.PathLike[str] | None = None) -> Model:
    """Return the model of a directory, None for the default one; ModelError when it can't be used."""
    return read(find(path)).model()


def ready(path: str | os.PathLike[str] | None = None) -> Model:
    """Return the model of a directory, None for the default one, loaded once a process."""
    return _ready(None if path is None else os.fspath(path))


@cache
def _ready(path: str | None) -> Model:
    return load(path)


def find(path: str | os.PathLike[str] | None = None) -> Path:
    """Return the directory of a model: the path given, the package's own, or that of the checkout's `models/`."""
    if path is not None:
        return Path(path)
    package = Path(str(resources.files("gongkai")))
    places = (package / "_models" / DEFAULT, package.parents[1] / "models" / DEFAULT)
    for place in places:
        if (place / INFO).exists():
            return place
    raise ModelError(
        f"no model in {' or '.join(map(str, places))}; reinstall gongkai, or {_NEW} and name it by --model"
    )


def read(directory: Path) -> Stored:
    """Return a directory's content, checked: ModelError says what is damaged, foreign or of another version."""
    info = _info(directory / INFO)
    arrays = _arrays(directory / WEIGHTS)
    if digest(arrays) != info.weights:
        raise ModelError(f"{directory / WEIGHTS}: not the weights that {INFO} speaks of: damaged or mixed up; {_NEW}")
    _fit(directory, info, arrays)
    return Stored(info, arrays)


def write(directory: Path, stored: Stored, others: Mapping[str, str]) -> None:
    """Write a model directory: weights first, `model.json` last, so that half a directory is seen to be one."""
    directory.mkdir(parents=True, exist_ok=True)
    (directory / INFO).unlink(missing_ok=True)
    packed = io.BytesIO()
    np.savez_compressed(packed, allow_pickle=False, **{name: stored.arrays[name] for name in _ARRAYS})
    (directory / WEIGHTS).write_bytes(packed.getvalue())
    for name, content in others.items():
        (directory / name).write_text(content, encoding="utf-8")
    info = msgspec.json.format(msgspec.json.encode(stored.info), indent=1)
    (directory / INFO).write_bytes(info + b"\n")


def digest(arrays: Mapping[str, NDArray[np.generic]]) -> str:
    """Return the SHA-256 of the arrays' names, shapes, types and content."""
    total = hashlib.sha256()
    for name in _ARRAYS:
        array = np.ascontiguousarray(arrays[name])
        total.update(f"{name} {array.dtype.str} {array.shape}\n".encode() + array.tobytes())
    return total.hexdigest()


def _info(path: Path) -> Info:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ModelError(f"{path}: no model directory ({error.strerror}); {_NEW}") from error
    try:
        version = msgspec.json.decode(content, type=dict[str, msgspec.Raw]).get("format")
        if version != msgspec.Raw(str(FORMAT).encode()):
            was = bytes(version).decode() if version is not None else "none"
            raise ModelError(f"{path}: model format {was}, this gongkai reads {FORMAT}; update gongkai, or {_NEW}")
        return msgspec.json.decode(content, type=Info)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise ModelError(f"{path}: damaged or no model of gongkai: {error}; {_NEW}") from error


def _arrays(path: Path) -> dict[str, NDArray[np.generic]]:
    try:
        with zipfile.ZipFile(path) as packed:
            if sum(part.file_size for part in packed.infolist()) > LARGEST:
                raise ModelError(f"{path}: more than {LARGEST >> 20} MB of weights; a model takes about 2")
        with np.load(path, allow_pickle=False) as loaded:
            return {name: loaded[name] for name in _ARRAYS}
    except _DAMAGE as error:
        raise ModelError(f"{path}: damaged or no weights of gongkai: {error}; {_NEW}") from error


def _fit(directory: Path, info: Info, arrays: Mapping[str, NDArray[np.generic]]) -> None:
    """Raise ModelError where arrays and numbers do not belong together."""
    keys = arrays["keys"]
    if keys.ndim != 1 or keys.dtype != np.uint64 or any(arrays[name].dtype.kind != "f" for name in _ARRAYS[1:]):
        raise ModelError(f"{directory / WEIGHTS}: arrays of another kind than gongkai writes; {_NEW}")
    tags, shape = len(info.tags), (len(keys) + 1, len(info.tags) + 1)
    lengths = {len(getattr(part, name)) for part in (info.alone, info.placed) for name in _BY_TAG}
    if not tags or lengths != {tags} or any(arrays[name].shape != shape for name in ("alone", "placed")):
        raise ModelError(f"{directory}: weights and tags do not fit together; {_NEW}")
    if len(info.alone.scales) < 1 or len(info.placed.scales) != len(Field):
        raise ModelError(f"{directory / INFO}: scales for {len(Field)} fields are needed; {_NEW}")


def _setting(weights: NDArray[np.generic], info: SettingInfo) -> Setting:
    bias, slopes, offsets, thresholds = (np.asarray(getattr(info, name), np.float32) for name in _BY_TAG)
    return Setting(Weighing(weights.astype(np.float32), bias, info.scales), slopes, offsets, thresholds)


_DAMAGE = (OSError, ValueError, KeyError, EOFError, RuntimeError, zlib.error, zipfile.BadZipFile)
"""What numpy and zipfile raise for damaged archives; NotImplementedError is a RuntimeError."""
_BY_TAG = ("bias", "slopes", "offsets", "thresholds")
