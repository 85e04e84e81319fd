"""What happens to a section's state when its heading or its text is taken away or moved."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from writer_assist.document.model import Document
from writer_assist.document.structure import Heading, mark_of
from writer_assist.outline.draft import Draft
from writer_assist.outline.drafts import split


class Span(NamedTuple):
    """A section with one numbered heading and nothing but text below: lines start … end."""

    lines: list[str]
    genre: str
    section: str
    first: int
    start: int
    end: int


def draft_of(lines: list[str], genre: str) -> Draft:
    (draft,) = split(Document.from_lines(lines), genre)
    return draft


def spans() -> Iterator[tuple[str, Span]]:
    for file in sorted((Path(__file__).parents[1] / "cases" / "outline").glob("*.toml")):
        for case in tomllib.loads(file.read_text("utf-8")).get("case", ()):
            if case.get("genre", "-") == "-":
                continue
            lines = case["text"].strip("\n").split("\n")
            genre = case["genre"] or "summary"
            for section, start, end, first in sections(draft_of(lines, genre), len(lines)):
                yield f"{case['name']}-{section}", Span(lines, genre, section, first, start, end)


def sections(draft: Draft, count: int) -> Iterator[tuple[str, int, int, int]]:
    alignment, frame = draft.alignment, draft.frame
    assert alignment is not None
    used = [heading for own in alignment.headings.values() for heading in own]
    for section in alignment.sections:
        own = alignment.headings.get(section.id, ())
        if section.state != "present" or len(own) != 1 or used.count(own[0]) > 1:
            continue
        (heading,) = own
        start = heading.paragraph.number
        if mark_of(heading.paragraph) is None or not names(heading, draft, section.id):
            continue
        stops = [h.paragraph.number for h in draft.headings if h.paragraph.number > start]
        tail = [p.number for p in (frame.signature, frame.date) if p and p.number > start]
        end = min([*stops, *tail, count + 1])
        below = [h for h in draft.headings if h.paragraph.number == end and h.level > heading.level]
        run_in = draft.document.paragraphs[start - 1].text[heading.end :].strip("。：")
        if end - start >= 2 and not below and not run_in:
            yield section.id, start - 1, end - 1, draft.headings[0].paragraph.number - 1


def names(heading: Heading, draft: Draft, section: str) -> bool:
    """Whether a heading's own words name the section, not only what stands below it."""
    lines = ["工作总结", "一、" + heading.text, "甲乙丙丁。"]
    return (
        state_of(draft_of(lines, draft.outline.id if draft.outline else ""), section) != "missing"
    )


def state_of(draft: Draft, section: str) -> str:
    return next(s.state for s in draft.sections if s.id == section)


SPANS = list(spans())
CLOSING = [pytest.param(s, id=n) for n, s in SPANS if s.section in ("problems", "plan")]
ALL = [pytest.param(s, id=n) for n, s in SPANS]


def state(lines: list[str], span: Span) -> str:
    return state_of(draft_of(lines, span.genre), span.section)


def test_there_are_many() -> None:
    assert len(CLOSING) >= 40
    assert len(ALL) >= 120


@pytest.mark.parametrize("span", CLOSING)
def test_taken_out_it_is_missing(span: Span) -> None:
    assert state(span.lines[: span.start] + span.lines[span.end :], span) == "missing"


@pytest.mark.parametrize("span", ALL)
def test_without_text_it_is_empty(span: Span) -> None:
    assert state(span.lines[: span.start + 1] + span.lines[span.end :], span) == "empty"


@pytest.mark.parametrize("span", CLOSING)
def test_moved_to_the_front_it_is_misplaced(span: Span) -> None:
    if span.first == span.start:
        pytest.skip("it stands at the front")
    moved = [
        *span.lines[: span.first],
        *span.lines[span.start : span.end],
        *span.lines[span.first : span.start],
        *span.lines[span.end :],
    ]
    assert state(moved, span) == "misplaced"


@pytest.mark.parametrize("span", ALL)
def test_without_its_heading_it_is_not_present(span: Span) -> None:
    lines = span.lines[: span.start] + span.lines[span.start + 1 :]
    assert state(lines, span) in ("unheaded", "missing")


@pytest.mark.parametrize("span", CLOSING)
def test_a_sentence_that_says_so_is_enough(span: Span) -> None:
    sentence = {
        "problems": "同时，我们也清醒地认识到，工作中还存在一些不足。",
        "plan": "下一步，我们将再接再厉，把各项工作做得更好。",
    }[span.section]
    rest = span.lines[span.end :]
    assert state([*span.lines[: span.start], sentence, *rest], span) == "unheaded"
