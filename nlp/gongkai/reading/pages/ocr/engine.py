"""The recogniser of text, loaded once a process: boxes of text on a page, and what stands in a line.

Its models come with rapidocr, so nothing is fetched. The same pixels give the same text.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from multiprocessing import parent_process
from typing import TYPE_CHECKING, Any, NamedTuple

from gongkai.errors import ScannedDocument

if TYPE_CHECKING:
    from gongkai.reading.pages.ocr.ink import Picture

SWITCH = "GONGKAI_OCR"  # "off" in the environment: nothing is recognised, scans are refused at once
THREADS = "GONGKAI_OCR_THREADS"  # the environment's word on how many threads a process may use
INSTALL = "pip install 'gongkai[ocr]'"
_LIBRARIES = ("rapidocr", "onnxruntime", "cv2")
_BATCH = 16  # lines a call; they are sorted by width, so that little of a call is padding
_LINE = (3, 48, 96)  # of the model's input: no line is padded to more than twice its height for nothing
_LARGEST_SIDE = 2000  # the detector looks at a page at this size at most


class Text(NamedTuple):
    """A recognised line: its characters without spaces, their centres as shares of its width, their certainty."""

    chars: str
    centres: tuple[float, ...]
    scores: tuple[float, ...]


def is_available() -> bool:
    """Say whether the extra `[ocr]` is there and not switched off."""
    return os.environ.get(SWITCH) != "off" and all(find_spec(library) for library in _LIBRARIES)


def require(name: str) -> None:
    """Raise ScannedDocument with the remedy when the extra `[ocr]` is missing."""
    if not is_available():
        raise ScannedDocument(
            f"{name}: a scan or picture, and what recognises text is not installed, or switched off: {INSTALL}",
            f"这是扫描件或图片，需要文字识别（OCR）：请安装 {INSTALL} 后重试，或先做文字识别，存为 .docx 或 .txt",
        )


def threads() -> int:
    """Return how many threads to use: as the environment says, else one in a worker, else one a processor."""
    given = os.environ.get(THREADS, "")
    if given.isdecimal() and int(given):
        return int(given)
    return 1 if parent_process() else os.cpu_count() or 1


def detect(picture: Picture) -> list[tuple[float, float, float, float]]:
    """Return the boxes (left, top, right, bottom) of the lines of text on an upright page."""
    import cv2

    found = _engine()(cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR), use_cls=False, use_rec=False)
    if found.boxes is None:
        return []
    corners = [(box[:, 0], box[:, 1]) for box in found.boxes]
    return [(float(x.min()), float(y.min()), float(x.max()), float(y.max())) for x, y in corners]


def recognise(lines: Sequence[Picture]) -> list[Text]:
    """Return what stands in pictures of one line each."""
    import cv2

    if not lines:
        return []
    found = _engine().recognize_txt([cv2.cvtColor(line, cv2.COLOR_GRAY2BGR) for line in lines])
    return [_text(text, words) for text, words in zip(found.txts, found.word_results, strict=True)]


def _text(text: str, words: Any) -> Text:
    places = [column for columns in words.word_cols for column in columns]
    kept = [(char, score) for char, score in zip(text, words.confs, strict=False) if not char.isspace()]
    centres = tuple(min((place + 0.5) / words.line_txt_len, 1.0) for place in places)
    return Text("".join(char for char, _ in kept), centres, tuple(round(score, 3) for _, score in kept))


@cache
def _engine() -> Any:
    import cv2
    from rapidocr import RapidOCR

    count = threads()
    cv2.setNumThreads(count)
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.return_word_box": True,
            "Global.max_side_len": _LARGEST_SIDE,
            "EngineConfig.onnxruntime.intra_op_num_threads": min(count, os.cpu_count() or 1),
            "Rec.rec_batch_num": _BATCH,
            "Rec.rec_img_shape": list(_LINE),
        }
    )
