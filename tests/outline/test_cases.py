"""Drafts as data (tests/cases/outline): genre, sections and boundaries."""

from __future__ import annotations

import tomllib
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from writer_assist.document.model import Document
from writer_assist.outline.drafts import split
from writer_assist.outline.genres import BASE, summaries

STATES = ("present", "unheaded", "missing", "empty", "misplaced")
CASES: list[tuple[str, dict[str, Any]]] = [
    (f"{file.stem}-{case['name']}", case)
    for file in sorted((Path(__file__).parents[1] / "cases" / "outline").glob("*.toml"))
    for case in tomllib.loads(file.read_text("utf-8")).get("case", ())
]
DRAFTS = [pytest.param(case, id=name) for name, case in CASES if "drafts" not in case]
SUMMARIES = [pytest.param(c, id=n) for n, c in CASES if c.get("genre", "-") not in ("", "-")]
SEVERAL = [pytest.param(case, id=name) for name, case in CASES if "drafts" in case]


def read(case: dict[str, Any]) -> Document:
    return Document.from_lines(case["text"].strip("\n").split("\n"))


@pytest.mark.parametrize("case", DRAFTS)
def test_a_draft_is_recognised_and_its_sections_are_found(case: dict[str, Any]) -> None:
    drafts = split(read(case))
    assert len(drafts) == 1
    (draft,) = drafts
    if case["genre"] == "-":
        assert not draft.detection.summary
        assert draft.genre == case.get("paper", "")
        if not draft.genre:
            assert (draft.genre_name, draft.sections) == ("", ())
        return
    assert draft.detection.summary
    assert draft.genre == case["genre"]
    wanted = {section: state for state in STATES for section in case.get(state, ())}
    if wanted:
        assert {s.id: s.state for s in draft.sections} == wanted


@pytest.mark.parametrize("case", DRAFTS)
def test_a_section_points_at_where_it_stands(case: dict[str, Any]) -> None:
    document = read(case)
    (draft,) = split(document)
    alignment = draft.alignment
    if alignment is None:
        return
    for section in alignment.sections:
        if section.state == "missing":
            assert section.paragraph is None
        else:
            assert section.paragraph is not None
            assert document.paragraphs[section.paragraph - 1].text.strip()
    for heading in (h for own in alignment.headings.values() for h in own):
        assert 0 <= heading.start < heading.end <= len(heading.paragraph.text)
    for paragraph, start, end in alignment.evidence.values():
        assert 0 <= start < end <= len(paragraph.text)


@pytest.mark.parametrize("case", SEVERAL)
def test_boundaries(case: dict[str, Any]) -> None:
    document = read(case)
    drafts = split(document)
    assert [draft.first for draft in drafts] == case["drafts"]
    assert [draft.last for draft in drafts[:-1]] == [draft.first - 1 for draft in drafts[1:]]
    assert drafts[-1].last == len(document.paragraphs)


@pytest.mark.parametrize("case", DRAFTS)
def test_windows_line_ends_and_indents_change_nothing(case: dict[str, Any]) -> None:
    document = read(case)
    indented = Document.from_lines([f"　　{p.text}  " for p in document.paragraphs])
    (plain,), (other,) = split(document), split(indented)
    assert (other.genre, other.sections) == (plain.genre, plain.sections)


@pytest.mark.parametrize("case", SUMMARIES)
def test_blank_lines_between_paragraphs_change_no_state(case: dict[str, Any]) -> None:
    lines = [line for p in read(case).paragraphs for line in (p.text, "")]
    (plain,), (spaced,) = split(read(case)), split(Document.from_lines(lines))
    assert spaced.genre == plain.genre
    assert [s.state for s in spaced.sections] == [s.state for s in plain.sections]


def test_the_cases_cover_every_genre_and_state() -> None:
    cases = [case for _, case in CASES if "drafts" not in case]
    assert {case["genre"] for case in cases} == {o.id for o in summaries()} | {BASE, "", "-"}
    for state in STATES:
        assert any(case.get(state) for case in cases)


TITLES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "outline" / "titles.toml").read_text("utf-8")
)["titles"]


@pytest.mark.parametrize(("title", "genre"), TITLES.items())
def test_a_title_alone_tells_the_genre(title: str, genre: str) -> None:
    lines = [title, "按照上级要求，现将有关情况写在下面，请阅。"]
    (draft,) = split(Document.from_lines(lines))
    assert (draft.genre if draft.detection.summary else "-") == genre


def test_two_drafts_in_one_file_are_cut_at_the_right_place_or_not_at_all() -> None:
    texts = [
        case["text"].strip("\n").split("\n") for _, case in CASES if case.get("genre", "-") != "-"
    ]
    cut = 0
    for one, other in product(texts, texts):
        drafts = split(Document.from_lines([*one, "", *other]))
        if len(drafts) > 1:
            assert [draft.first for draft in drafts] in ([1, len(one) + 2], [1, len(one) + 1])
            cut += 1
    assert cut >= 0.6 * len(texts) ** 2
