"""Offsets in UTF-16 code units and in code points."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from writer_assist.server.positions import Offsets

texts = st.text(st.sampled_from("a年，😀𠮷\u200b"), max_size=12)


@given(texts)
def test_every_offset_there_and_back(text: str) -> None:
    offsets = Offsets(text, utf16=True)
    for offset in range(len(text) + 1):
        units = len(text[:offset].encode("utf-16-le")) // 2
        assert offsets.to_host(offset) == units
        assert offsets.from_host(units) == offset


@given(texts)
def test_the_paragraph_mark_counts_as_one(text: str) -> None:
    offsets = Offsets(text, utf16=True)
    size = len(text.encode("utf-16-le")) // 2
    assert offsets.to_host(len(text) + 1) == size + 1
    assert offsets.from_host(size + 1) == len(text) + 1


def test_half_a_character_is_in_front_of_it() -> None:
    assert Offsets("年😀月", utf16=True).from_host(2) == 1


@given(texts, st.integers(0, 13))
def test_code_points_stay(text: str, offset: int) -> None:
    offsets = Offsets(text, utf16=False)
    assert offsets.to_host(offset) == offsets.from_host(offset) == offset
