"""The document model: what it computes from its paragraphs."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from writer_assist.document.model import Document, bigram, bigrams


@given(st.text(max_size=40))
def test_bigrams_are_all_pairs(text: str) -> None:
    pairs = {
        bigram(text[i : i + 2]) for i in range(len(text) - 1) if max(text[i : i + 2]) < "\U00010000"
    }
    found = bigrams(text)
    assert pairs <= found
    if all(character < "\U00010000" for character in text):
        assert pairs == found


def test_bigrams_of_a_document_cross_no_paragraph() -> None:
    document = Document.from_lines(["部", "署"])
    assert bigram("部署") not in document.bigrams
    assert bigram("部\n") in document.bigrams


def test_a_long_text_has_the_same_characters_and_pairs() -> None:
    rng = random.Random(5)
    characters = [chr(0x4E00 + rng.randrange(0x5000)) for _ in range(2000)] + ["a", "。", "\uff01"]
    text = "".join(rng.choices(characters, k=120_001))
    document = Document.from_lines([text])
    assert document.characters == frozenset(text)
    assert document.bigrams == {bigram(text[i : i + 2]) for i in range(len(text) - 1)}
    assert Document.from_lines([text + "\ud800"]).characters == frozenset(text) | {"\ud800"}
    beyond = Document.from_lines([text + "\U00020bb7"])
    assert beyond.characters == frozenset(text) | {"\U00020bb7"}
