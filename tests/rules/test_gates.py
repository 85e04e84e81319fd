"""Gates: pairs of characters, and the matches that begin at one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_assist.document.model import bigram, bigrams
from writer_assist.rules.base import LazyPattern
from writer_assist.rules.gates import heads, matches, pairs

PATTERN = LazyPattern(r"[件项](?=[，。])")


def test_pairs_are_numbers_of_bigrams() -> None:
    assert pairs("件项", "，。\n") == {bigram(a + b) for a in "件项" for b in "，。\n"}
    assert pairs("", "，") == frozenset()


def test_heads_are_the_first_two_characters() -> None:
    assert heads(("万元", "百分点")) == {bigram("万元"), bigram("百分")}


@pytest.mark.parametrize("befores", ["万多", "万多了个余几"])
@given(text=st.text("万多了个余几件项，。\n", max_size=40))
def test_matches_are_those_of_the_pattern(befores: str, text: str) -> None:
    found = pairs(befores, "件项") & bigrams(text)
    expected = [
        match.start()
        for match in re.finditer(PATTERN.pattern, text)
        if text[match.start() - 1 : match.start()] in tuple(befores)
    ]
    places = {match.start() for match in matches(PATTERN, text, found)}
    # Where many pairs occur all matches are handed out: the caller looks at what stands before.
    assert places >= set(expected)
    if len(found) <= 4:
        assert places == set(expected)
