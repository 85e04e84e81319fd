"""The one runner of all rule cases (see :mod:`.cases`)."""

from __future__ import annotations

from collections import Counter

import pytest

from writer_assist.rules.docs import parse_example
from writer_assist.rules.registry import all_rules

from .cases import Case, cases, fixed, linter

CASES = cases()


@pytest.mark.parametrize("case", [pytest.param(case, id=case.id) for case in CASES])
def test_case(case: Case) -> None:
    document, spans = parse_example(case.text)
    assert bool(spans) == case.bad, "a bad example marks what is wrong in it, a good one nothing"
    report = linter(case.code).lint(document)
    assert not report.error
    assert {finding.code for finding in report.findings} <= {case.code}
    assert sorted((f.paragraph, f.start, f.end) for f in report.findings) == sorted(spans)
    if case.fixed is not None:
        assert fixed(document, report) == case.fixed


def test_cases_name_rules() -> None:
    assert {case.code for case in CASES} <= {rule.code for rule in all_rules()}


def test_no_case_is_there_twice() -> None:
    counts = Counter((case.code, case.text) for case in CASES)
    assert [key for key, count in counts.items() if count > 1] == []
