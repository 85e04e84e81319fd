"""A hundred queries that were written before the search was tuned: the wanted phrase is near."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from writer_assist.phrasebank import bank, search

FILE = Path(__file__).parents[1] / "cases" / "phrases" / "queries.tsv"
NEAR = 5


class Query(NamedTuple):
    """What is typed, with the genre and section chosen, and the phrases that are wanted."""

    text: str
    genre: str | None
    section: str | None
    wanted: tuple[str, ...]


def queries() -> list[Query]:
    found = []
    for line in FILE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            text, genre, section, wanted = line.split("\t")
            found.append(Query(text, genre or None, section or None, tuple(wanted.split(" | "))))
    return found


def test_the_wanted_phrase_is_among_the_first_five() -> None:
    asked = queries()
    missed = []
    for query in asked:
        got = [m.phrase.text for m in search(query.text, query.genre, query.section, NEAR)]
        if not set(got) & set(query.wanted):
            missed.append((query.text, query.wanted, got))

    assert len(asked) == 100
    assert len(missed) <= 5, missed


def test_the_phrases_that_are_wanted_exist() -> None:
    known = bank().by_text
    assert not [text for query in queries() for text in query.wanted if text not in known]


@pytest.mark.parametrize(
    "query",
    [
        "没有这个说法哈哈哈",
        "红烧肉怎么做才好吃",
        "这个周末去看电影吧",
        "篮球比赛几点开始",
        "请把快递放在门口",
        "我想买一张火车票",
    ],
)
def test_a_word_by_chance_finds_nothing(query: str) -> None:
    assert search(query) == []
