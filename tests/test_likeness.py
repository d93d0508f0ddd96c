"""Likeness: signatures are as alike as texts, and alike texts are found among many."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from gongkai.likeness import CROWD, SHINGLE, SIZE, likely_pairs, signatures

SENTENCE = "安排两名退休教师到集市摆摊讲解低保、医保和农机补贴怎样申领，当场登记疑问三十二条，逐条回访"
PINNED = [152072268, 111175651, 169542755, 40331351]


def pieces(text: str) -> set[str]:
    return {text[at : at + SHINGLE] for at in range(len(text) - SHINGLE + 1)}


def words(rng: Random, length: int) -> str:
    return "".join(chr(rng.randrange(0x4E00, 0x9000)) for _ in range(length))


def test_equal_hashes_tell_the_share_of_equal_pieces() -> None:
    rng, misses = Random(1), []
    for _ in range(200):
        text = words(rng, 80)
        at = rng.randrange(60)
        other = text[:at] + words(rng, rng.randrange(1, 40)) + text[at:]
        one, two = signatures([text, other])
        exact = len(pieces(text) & pieces(other)) / len(pieces(text) | pieces(other))
        misses.append(float((one == two).mean()) - exact)
    assert abs(sum(misses) / len(misses)) < 0.02
    assert max(map(abs, misses)) < 4 * 0.5 / SIZE**0.5


def test_a_signature_depends_on_its_text_alone() -> None:
    texts = ["", "一", "一二", SENTENCE, SENTENCE[3:], "\0\0\0", "𠮷" * 5]
    together = signatures(texts)
    assert all(np.array_equal(together[at], signatures([text])[0]) for at, text in enumerate(texts))
    assert signatures([]).shape == (0, SIZE)


@pytest.mark.parametrize("copies", [2, CROWD, CROWD + 30])
def test_alike_texts_are_found_among_others(copies: int) -> None:
    rng = Random(copies)
    texts = [words(rng, 40) for _ in range(300)]
    places = sorted(rng.sample(range(300), copies))
    for place in places:
        texts[place] = SENTENCE.replace("三十二", words(rng, 1))
    found = likely_pairs(signatures(texts), 0.5)
    assert {number for pair in found for number in pair} == set(places)
    assert len(found) <= 3 * 8 * copies + copies * CROWD


def test_signatures_that_are_stored_stay_as_they_are() -> None:
    assert signatures([SENTENCE])[0, :4].tolist() == PINNED
