"""Which corrections are made in one pass."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_assist.engine.findings import Finding, PlacedEdit, PlacedFix
from writer_assist.revise.choice import Choice, choose, correction, merged, trimmed
from writer_assist.revise.history import Spans
from writer_assist.rules.base import SEVERITIES, Severity

Edits = Sequence[tuple[int, int, str]]


def finding(
    *fixes: tuple[Edits, bool],
    severity: Severity = "warning",
    paragraph: int = 1,
    start: int | None = None,
) -> Finding:
    """A finding with these fixes, which stands where its first edit does."""
    placed = tuple(
        PlacedFix(tuple(PlacedEdit(paragraph, *edit) for edit in edits), safe)
        for edits, safe in fixes
    )
    if start is None:
        start = fixes[0][0][0][0] if fixes else 0
    return Finding(
        "ZZ001", "z", severity, "", {}, "body", paragraph, start, start + 1, "字", fixes=placed
    )


def safe(*edits: tuple[int, int, str], severity: Severity = "warning") -> Finding:
    return finding((edits, True), severity=severity)


def chosen(*findings: Finding, unsafe: bool = False) -> Choice:
    return choose(findings, lambda _: "", unsafe=unsafe)


def spans(choice: Choice) -> list[tuple[int, int, str]]:
    return [(edit.start, edit.end, edit.text) for edit in choice.edits]


# --- which correction of a finding ---------------------------------------------------------------


def test_a_safe_correction_goes_first() -> None:
    both = finding(([(0, 1, "疑")], False), ([(0, 1, "准")], True))
    assert correction(both) == correction(both, unsafe=True) == both.fixes[1]
    doubtful = finding(([(0, 1, "疑")], False), ([(0, 1, "另")], False))
    assert correction(doubtful) is None
    assert correction(doubtful, unsafe=True) == doubtful.fixes[0]
    assert correction(finding(), unsafe=True) is None


def test_findings_without_a_correction_are_left_out() -> None:
    doubtful = finding(([(0, 1, "疑")], False))
    assert chosen(finding(), doubtful) == Choice([], [], [], 0)
    assert chosen(doubtful, unsafe=True).findings == [doubtful]


# --- which of several ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [
        ((0, 2, "一"), (1, 3, "二"), False),  # overlap
        ((0, 2, "一"), (2, 3, "二"), False),  # touch
        ((0, 2, "一"), (2, 2, "二"), False),
        ((2, 2, "一"), (2, 2, "二"), False),
        ((0, 2, "一"), (3, 4, "二"), True),
        ((0, 0, "一"), (1, 1, "二"), True),
        ((0, 9, "一"), (3, 4, "二"), False),
    ],
)
def test_overlapping_corrections_take_turns(
    first: tuple[int, int, str], second: tuple[int, int, str], both: bool
) -> None:
    a, b = safe(first), safe(second)
    for given_ in ((a, b), (b, a)):
        choice = chosen(*given_)
        if both:
            assert spans(choice) == [first, second]
        else:
            # Of equal severity the one that stands first; where both stand, the one named first.
            assert spans(choice) == [
                first if a.start != b.start else given_[0].fixes[0].edits[0][1:]
            ]
        assert choice.waiting == (not both)
        assert len(choice.findings) == 1 + both
        assert not choice.kept


def test_the_graver_finding_goes_first() -> None:
    hint = safe((0, 2, "一"), severity="hint")
    warning = safe((1, 3, "二"), severity="warning")
    error = safe((2, 4, "三"), severity="error")
    choice = chosen(hint, warning, error)
    # What the warning would have needed is not held for it: the hint is made.
    assert choice.findings == [error, hint] or spans(choice) == [(2, 4, "三")]
    assert spans(chosen(hint, warning)) == [(1, 3, "二")]


def test_a_correction_is_made_as_a_whole() -> None:
    """Renumbering a list: one number cannot be had without the others."""
    whole = safe((0, 1, "一"), (4, 5, "二"), (8, 9, "三"))
    other = safe((5, 6, "x"), severity="error")
    choice = chosen(whole, other)
    assert choice.findings == [other]
    assert choice.waiting == 1

    def obstacle(edit: PlacedEdit) -> str:
        return "不行" if edit.start == 8 else ""

    refused = choose([whole], obstacle)
    assert refused == Choice([], [], [(whole, "不行")], 0)


def test_an_obstacle_holds_nobody_else_up() -> None:
    first, second = safe((0, 2, "一")), safe((1, 3, "二"))
    choice = choose([first, second], lambda edit: "不行" if edit.start == 0 else "")
    assert choice.findings == [second]
    assert choice.kept == [(first, "不行")]


def test_two_rules_with_the_same_correction() -> None:
    one, two = safe((0, 2, "一"), (4, 5, "")), safe((4, 5, ""), (0, 2, "一"))
    choice = chosen(one, two)
    assert choice.findings == [one, two]
    assert spans(choice) == [(0, 2, "一"), (4, 5, "")]
    part = safe((4, 5, ""))
    assert chosen(one, part).findings == [one, part]


def test_what_was_refused_is_not_tried_again() -> None:
    one, two = safe((0, 2, "一")), safe((4, 5, "二"))
    choice = choose([one, two], lambda _: "", refused=frozenset((one.fixes[0].edits,)))
    assert choice == Choice([PlacedEdit(1, 4, 5, "二")], [two], [], 0)


def test_a_correction_that_contradicts_itself_is_none() -> None:
    assert chosen(safe((0, 2, "一"), (1, 3, "二"))) == Choice([], [], [], 0)
    assert chosen(safe((1, 1, ""))) == Choice([], [], [], 0)


# --- one correction's edits ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([(3, 4, "b"), (1, 2, "a")], [(1, 2, "a"), (3, 4, "b")]),
        ([(2, 3, "b"), (1, 2, "a")], [(1, 3, "ab")]),
        ([(1, 2, "a"), (2, 2, "x"), (2, 4, "b")], [(1, 4, "axb")]),
        ([(1, 1, "x"), (1, 3, "")], [(1, 3, "x")]),
        ([(1, 3, "a"), (2, 2, "x")], []),
        ([(1, 3, "a"), (2, 4, "b")], []),
        ([(1, 1, ""), (5, 6, "a")], [(5, 6, "a")]),
    ],
)
def test_edits_that_touch_are_one(edits: Edits, expected: Edits) -> None:
    placed = merged(PlacedEdit(1, *edit) for edit in edits)
    assert placed == [PlacedEdit(1, *edit) for edit in expected]


def test_edits_of_other_paragraphs_do_not_touch() -> None:
    edits = [PlacedEdit(1, 3, 4, ""), PlacedEdit(2, 0, 1, "")]
    assert merged(edits) == edits


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        ((0, 4, "甲乙丙丁"), (4, 4, "")),
        ((0, 4, "甲乙，丙丁"), (2, 2, "，")),
        ((0, 4, "甲戊己丁"), (1, 3, "戊己")),
        ((1, 2, "乙乙"), (2, 2, "乙")),
        ((1, 3, "丙"), (1, 2, "")),
        ((1, 3, ""), (1, 3, "")),
        ((2, 2, "x"), (2, 2, "x")),
        ((3, 5, "丁"), (4, 5, "")),  # only the mark is left to be taken away
        ((3, 5, "戊丁"), (3, 5, "戊丁")),
    ],
)
def test_what_stays_as_it_is_is_no_part_of_an_edit(
    edit: tuple[int, int, str], expected: tuple[int, int, str]
) -> None:
    assert trimmed(PlacedEdit(1, *edit), "甲乙丙丁") == PlacedEdit(1, *expected)


@given(st.data())
def test_a_trimmed_edit_does_the_same(data: st.DataObject) -> None:
    text = data.draw(st.text(alphabet="甲乙", max_size=6))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    edit = PlacedEdit(1, start, end, data.draw(st.text(alphabet="甲乙", max_size=6)))
    cut = trimmed(edit, text)
    assert text[: cut.start] + cut.text + text[cut.end :] == text[:start] + edit.text + text[end:]
    assert start <= cut.start <= cut.end <= end
    old = text[cut.start : cut.end]
    if old and cut.text:
        assert old[0] != cut.text[0]
        assert old[-1] != cut.text[-1]


# --- any findings --------------------------------------------------------------------------------

ranges = st.tuples(st.integers(0, 9), st.integers(0, 3), st.sampled_from(("", "x", "yy"))).map(
    lambda drawn: (drawn[0], drawn[0] + drawn[1], drawn[2])
)
findings = st.builds(
    lambda edits, safe_, severity: finding((edits, safe_), severity=severity),
    st.lists(ranges, min_size=1, max_size=3),
    st.booleans(),
    st.sampled_from(SEVERITIES),
)


@given(st.lists(findings, max_size=8), st.booleans(), st.sets(st.integers(0, 9)))
def test_any_findings(given_: list[Finding], unsafe: bool, forbidden: set[int]) -> None:
    def obstacle(edit: PlacedEdit) -> str:
        return "不行" if edit.start in forbidden else ""

    choice = choose(given_, obstacle, unsafe=unsafe)
    taken = Spans()
    for edit in choice.edits:
        assert taken.is_free(edit)
        taken.take(edit)
        assert not obstacle(edit)
    made = {edit for found in choice.findings for edit in merged(_fix(found, unsafe).edits)}
    assert made == set(choice.edits)
    kept = [found for found, _ in choice.kept]
    possible = [
        f for f in given_ if (fix := correction(f, unsafe=unsafe)) is not None and merged(fix.edits)
    ]
    assert len(choice.findings) + len(kept) + choice.waiting == len(possible)
    gravest = max((SEVERITIES.index(f.severity) for f in possible if f not in kept), default=-1)
    if gravest >= 0:
        # Whatever waits: the gravest that has no obstacle does not.
        assert any(SEVERITIES.index(f.severity) == gravest for f in choice.findings)


def _fix(found: Finding, unsafe: bool) -> PlacedFix:
    fix = correction(found, unsafe=unsafe)
    assert fix is not None
    return fix
