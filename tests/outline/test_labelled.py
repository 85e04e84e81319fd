"""The labelled drafts (tests/cases/genres): genre and states, as they are and after changes.

Every genre has four drafts or more; the odd ones come from offices that write as few others do.
All were written without sight of the outlines, then the outlines were improved on them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest

from writer_assist.engine.linter import Linter
from writer_assist.outline.drafts import split
from writer_assist.outline.genres import BASE, COMMON, outlines

from .labelled import Case, Labelled, all_labelled

DRAFTS = all_labelled()
USUAL = [draft for draft in DRAFTS if not draft.name.startswith("odd")]
ODD = [draft for draft in DRAFTS if draft.name.startswith("odd")]
GENRES = sorted({*outlines()} - {COMMON})
FEWEST = 3

RIGHT = 0.97
RIGHT_ODD = 0.9
"""The least share of states that are right."""


def names(drafts: Sequence[Labelled]) -> list[object]:
    return [pytest.param(draft, id=f"{draft.genre}-{draft.name}") for draft in drafts]


def wrong(cases: Sequence[Case]) -> tuple[int, list[str]]:
    """How many states there are, and those that are not as a reader would say."""
    count = 0
    mistakes = []
    for case in cases:
        (draft,) = split(case.document, case.genre)
        states = {section.id: section.state for section in draft.sections}
        for section, right in case.states.items():
            count += 1
            if states.get(section) not in right:
                mistakes.append(f"{case.name} {section}: {states.get(section)}, {set(right)}")
    return count, mistakes


@pytest.mark.parametrize("genre", GENRES)
def test_every_genre_has_drafts(genre: str) -> None:
    drafts = [draft for draft in USUAL if draft.genre == genre]
    assert len(drafts) >= FEWEST
    for draft in drafts:
        known = {section.id for section in outlines()[genre].sections}
        assert {i for block in draft.blocks for i in block.ids} <= known


@pytest.mark.parametrize("genre", GENRES)
def test_states_are_right_whatever_is_changed(genre: str) -> None:
    drafts = [draft for draft in USUAL if draft.genre == genre]
    cases = [case for draft in drafts for case in (draft.complete(), *draft.changed())]
    count, mistakes = wrong(cases)
    # One genre may have a few mistakes more than all together.
    assert len(mistakes) <= 0.1 * count, "\n".join(mistakes)


def test_states_are_right_in_all() -> None:
    for drafts, least in ((USUAL, RIGHT), (ODD, RIGHT_ODD)):
        cases = [case for draft in drafts for case in (draft.complete(), *draft.changed())]
        count, mistakes = wrong(cases)
        assert len(mistakes) <= (1 - least) * count, "\n".join(mistakes)


def has_all_headings(draft: Labelled) -> bool:
    """Whether no part is without a heading where others have one."""
    if not any(block.headed or block.run_in for block in draft.blocks):
        return True
    return all(
        any(block.headed or block.run_in for block in draft.own(section.id))
        for section in draft.outline.sections
        if section.required and section.headed and section.place in ("work", "problems", "plan")
    )


@pytest.mark.parametrize("draft", names([draft for draft in USUAL if has_all_headings(draft)]))
def test_a_complete_draft_gives_no_finding(draft: Labelled) -> None:
    # Of a summary of no genre of its own the genre is not sure, and is said to be so.
    linter = Linter(select=["OL"], ignore=["OL008"] if draft.genre == BASE else [])
    report = linter.lint(draft.complete().document)
    assert [(f.code, f.message) for f in report.findings] == []


def test_the_genre_is_recognised() -> None:
    """The right one in 95 of 100, none rather than a wrong one."""
    seen: Counter[str] = Counter()
    for draft in DRAFTS:
        (found,) = split(draft.complete().document)
        right = ("", BASE) if draft.genre == BASE else (draft.genre,)
        odd = "odd" if draft in ODD else "usual"
        outcome = "right" if found.genre in right else "unsure" if not found.genre else "wrong"
        seen[f"{odd} {outcome}"] += 1
    assert seen["usual right"] >= 0.95 * len(USUAL), seen
    assert seen["odd right"] >= 0.9 * len(ODD), seen
    assert seen["usual wrong"] + seen["odd wrong"] <= 0.01 * len(DRAFTS), seen
