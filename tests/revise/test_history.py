"""What became of paragraphs through several passes, against a model that keeps one string."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_assist.engine.findings import PlacedEdit
from writer_assist.revise.history import History, Kept, Spans, applied

MARK = "\n"

Text = st.text(alphabet="甲乙丙丁", max_size=6)
Texts = st.lists(Text, min_size=1, max_size=5)


@st.composite
def passes(draw: st.DrawFn, texts: list[str]) -> list[PlacedEdit]:
    """Edits of one pass: none overlaps or touches another; the last mark stays."""
    spans = Spans()
    edits = []
    for _ in range(draw(st.integers(0, 5))):
        number = draw(st.integers(1, len(texts)))
        most = len(texts[number - 1]) + (number < len(texts))
        start = draw(st.integers(0, len(texts[number - 1])))
        end = draw(st.integers(start, most))
        edit = PlacedEdit(number, start, end, draw(st.sampled_from(("", "新", "新的", "甲"))))
        if (start < end or edit.text) and spans.is_free(edit):
            spans.take(edit)
            edits.append(edit)
    return edits


def replaced(texts: list[str], edits: list[PlacedEdit]) -> list[str]:
    """The same by hand: all paragraphs in one string, a mark behind each."""
    starts = []
    at = 0
    for text in texts:
        starts.append(at)
        at += len(text) + 1
    whole = "".join(text + MARK for text in texts)
    # Of two edits at one place the later one in the order of paragraphs comes first from behind.
    for edit in sorted(edits, reverse=True):
        start = starts[edit.paragraph - 1]
        whole = whole[: start + edit.start] + edit.text + whole[start + edit.end :]
    return whole.removesuffix(MARK).split(MARK)


@given(st.data(), Texts)
def test_what_several_passes_make(data: st.DataObject, texts: list[str]) -> None:
    history = History(texts)
    now = list(texts)
    for _ in range(data.draw(st.integers(1, 4))):
        edits = data.draw(passes(now))
        now = replaced(now, edits)
        history.apply(data.draw(st.permutations(edits)))
        assert [history.text(number) for number in range(1, len(history) + 1)] == now
    composed = history.composed()
    assert applied(texts, composed) == now
    assert replaced(texts, composed) == now
    assert composed == sorted(composed)
    spans = Spans()
    for edit in composed:
        assert edit.start < edit.end or edit.text
        assert spans.is_free(edit)
        spans.take(edit)
        if edit.end <= len(texts[edit.paragraph - 1]):
            assert texts[edit.paragraph - 1][edit.start : edit.end] != edit.text


@given(st.data(), Texts)
def test_where_something_stood(data: st.DataObject, texts: list[str]) -> None:
    """Each character of the beginning is unique here, so what was kept tells where it was."""
    count = 0
    unique = []
    for text in texts:
        unique.append("".join(chr(0x4E00 + count + index) for index in range(len(text))))
        count += len(text)
    places = {
        character: (number, offset)
        for number, text in enumerate(unique, 1)
        for offset, character in enumerate(text)
    }
    history = History(unique)
    now = list(unique)
    for _ in range(data.draw(st.integers(1, 3))):
        edits = data.draw(passes(now))
        now = replaced(now, edits)
        history.apply(edits)
    before = (0, 0)
    for number in range(1, len(history) + 1):
        text = history.text(number)
        # A paragraph was the one after the last that was dealt with, or a later one.
        assert before[0] < history.origin(number) <= len(texts)
        for offset in range(len(text) + 1):
            place = history.offset(number, offset)
            assert place.start == place.end
            assert 0 <= place.start <= len(unique[place.paragraph - 1]) + 1
            assert before <= (place.paragraph, place.start)
            before = (place.paragraph, place.start)
            if offset < len(text) and text[offset] in places:
                assert before == places[text[offset]]
        before = (place.paragraph, place.start)
    assert before == (len(texts), len(unique[-1]))


def test_untouched_paragraphs() -> None:
    history = History(["甲", "乙"])
    assert history.composed() == []
    assert [history.origin(2), history.offset(2, 1)] == [2, Kept(2, 1, 1)]


def test_two_passes_are_one_edit() -> None:
    history = History(["全年办理提案"])
    history.apply([PlacedEdit(1, 2, 4, "受理")])
    history.apply([PlacedEdit(1, 3, 5, "到的提")])
    assert history.text(1) == "全年受到的提案"
    assert history.composed() == [PlacedEdit(1, 2, 5, "受到的提")]


def test_what_came_back_is_no_edit() -> None:
    history = History(["甲,乙"])
    history.apply([PlacedEdit(1, 1, 2, "，")])
    history.apply([PlacedEdit(1, 1, 2, ",")])
    assert history.text(1) == "甲,乙"
    assert history.composed() == []
    history.apply([PlacedEdit(1, 1, 1, "新")])
    history.apply([PlacedEdit(1, 1, 2, "")])
    assert history.composed() == []


def test_joined_paragraphs() -> None:
    history = History(["甲乙", "", "丙丁", "戊"])
    history.apply([PlacedEdit(1, 2, 3, ""), PlacedEdit(2, 0, 1, ""), PlacedEdit(4, 1, 1, "。")])
    assert [history.text(number) for number in (1, 2)] == ["甲乙丙丁", "戊。"]
    assert [history.origin(number) for number in (1, 2)] == [1, 4]
    assert history.offset(1, 3) == Kept(3, 1, 1)
    history.apply([PlacedEdit(1, 1, 3, "新"), PlacedEdit(1, 4, 5, "，")])
    assert history.text(1) == "甲新丁，戊。"
    assert history.composed() == [
        PlacedEdit(1, 1, 3, "新"),
        PlacedEdit(2, 0, 1, ""),
        PlacedEdit(3, 0, 1, ""),
        PlacedEdit(3, 2, 3, "，"),
        PlacedEdit(4, 1, 1, "。"),
    ]


@pytest.mark.parametrize(
    ("edit", "free"),
    [
        ((1, 0, 1), True),
        ((1, 1, 2), False),
        ((1, 2, 2), False),
        ((1, 3, 3), False),
        ((1, 4, 4), False),
        ((1, 5, 5), True),
        ((1, 0, 9), False),
        ((1, 6, 7), False),
        ((1, 7, 8), False),
        ((1, 8, 8), True),
        ((2, 3, 3), True),
    ],
)
def test_ranges_that_are_taken(edit: tuple[int, int, int], free: bool) -> None:
    spans = Spans()
    spans.take(PlacedEdit(1, 7, 7, ""))
    spans.take(PlacedEdit(1, 2, 4, ""))
    assert spans.is_free(PlacedEdit(*edit, "")) == free
