"""Time tagging of distinct passages, text alone and in reports, against jieba.lcut of the same texts, in one run.

Records come out as JSON, quantities included, as `gongkai tag` writes them.
"""

from __future__ import annotations

import logging
from pathlib import Path
from time import process_time

import jieba

from gongkai import examples
from gongkai.model import ready
from gongkai.tagging import Passage, tag
from gongkai.training.features import placed

PASSAGES = Path(__file__).parents[2] / "annotations" / "passages"
REPORT = 35
"""Passages of a report, about."""


def main() -> None:
    """Print passages and characters a second."""
    jieba.setLogLevel(logging.WARNING)
    jieba.lcut("政府信息公开")
    model = ready()
    found = list({example.text: example for example in examples.load([PASSAGES])}.values())
    texts = [example.text for example in found]
    model.tag_texts(texts[:100])
    characters = sum(map(len, texts))

    begun = process_time()
    for record in tag((Passage(text, {}) for text in texts), model):
        record.to_json()
    _tell("gongkai tag, with quantities and JSON", process_time() - begun, len(texts), characters)

    begun = process_time()
    for at in range(0, len(texts), REPORT):
        model.tag_texts(texts[at : at + REPORT])
    _tell("tags by text alone, 35 at once", process_time() - begun, len(texts), characters)

    begun = process_time()
    for at in range(0, len(found), REPORT):
        model.tag([placed(example) for example in found[at : at + REPORT]])
    _tell("tags where they stand, 35 at once", process_time() - begun, len(texts), characters)

    begun = process_time()
    for text in texts:
        jieba.lcut(text)
    _tell("jieba.lcut", process_time() - begun, len(texts), characters)


def _tell(what: str, seconds: float, passages: int, characters: int) -> None:
    print(f"{what:<40}{passages / seconds:10,.0f} passages/s {characters / seconds / 1e6:8.2f} M characters/s")


if __name__ == "__main__":
    main()
