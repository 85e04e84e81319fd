from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_assist.phrasebank import bank
from writer_assist.phrasebank.complete import LIMIT, complete
from writer_assist.phrasebank.model import GAP, plain
from writer_assist.phrasebank.scopes import UnknownScopeError

PROBLEMS = "存在的问题"


def test_what_is_begun_is_gone_on_with() -> None:
    first, *_ = complete("对照上级要求", section=PROBLEMS)
    assert first.how == "continues"
    assert first.phrase.text == "对照上级要求" + first.rest


def test_a_phrase_whose_second_half_is_begun() -> None:
    first, *_ = complete("一年来做了一些工作，但与", genre="总结", section=PROBLEMS)
    assert first.how == "continues"
    assert first.phrase.text.endswith(first.rest)
    assert "，但与" + first.rest in first.phrase.text


def test_nothing_typed_gives_what_the_section_begins_with() -> None:
    found = complete("", genre="政协办公室工作总结", section=PROBLEMS)
    assert len(found) == LIMIT
    assert {one.how for one in found} == {"section"}
    assert all(one.rest == one.phrase.text for one in found)


def test_what_is_said_already_is_not_suggested() -> None:
    found = complete("", section=PROBLEMS, limit=3)
    said = "。".join(one.phrase.text for one in found)
    again = complete(said + "。", section=PROBLEMS, limit=50)
    assert not {one.phrase.text for one in again} & {one.phrase.text for one in found}


def test_the_closing_of_a_request() -> None:
    assert complete("妥否", genre="请示")[0].phrase.text.startswith("妥否")


def test_what_is_out_of_date_is_not_suggested() -> None:
    old = [p for p in bank().phrases if p.until and not GAP.search(p.text) and len(p.text) > 8]
    assert old
    for phrase in old[:20]:
        texts = {one.phrase.text for one in complete(phrase.text[:6], limit=50)}
        assert phrase.text not in texts


@pytest.mark.parametrize(("genre", "section"), [("请势", None), (None, "存在问题")])
def test_unknown_names(genre: str | None, section: str | None) -> None:
    with pytest.raises(UnknownScopeError) as info:
        complete("", genre, section)
    assert info.value.nearest


@given(st.sampled_from(bank().phrases), st.data())
def test_any_beginning_leads_to_the_phrase(phrase: object, data: st.DataObject) -> None:
    text = phrase.text  # type: ignore[attr-defined]
    fixed = GAP.split(text, maxsplit=1)[0]
    if len(fixed) < 6 or phrase.until:  # type: ignore[attr-defined]
        return
    begun = fixed[: data.draw(st.integers(5, len(fixed) - 1 if fixed == text else len(fixed)))]
    rest = text[len(begun) :]
    if not plain(rest) and not GAP.search(rest):
        return  # only a closing quote or a colon is left
    found = complete("我县上半年的工作。" + begun, limit=60)
    assert text in {one.phrase.text for one in found}


@given(st.text(max_size=80))
def test_any_text_is_gone_on_with_or_left(typed: str) -> None:
    for one in complete(typed, section=PROBLEMS):
        assert one.rest
        assert one.phrase.text.endswith(one.rest)
