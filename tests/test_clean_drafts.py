"""Drafts of publication quality, full of tricky legitimate forms: no false alarm.

What is in ``drafts/clean`` was written as a strict editor would pass it. A finding there is either
a slip of the draft (correct the draft) or a false alarm (correct the rule); never bend a correct
sentence to suit a rule.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from writer_assist.document.model import Document
from writer_assist.engine.findings import FileReport, Finding
from writer_assist.engine.linter import Linter

DRAFTS = Path(__file__).parent / "drafts"
CLEAN = sorted((DRAFTS / "clean").iterdir())
SENTENCES = (DRAFTS / "sentences.txt").read_text("utf-8").splitlines()
DATED = tomllib.loads((DRAFTS / "dated.toml").read_text("utf-8"))["drafts"]

MOST_HINTS = 3
"""Hints a draft: worth a look, yet a reader who meets more of them stops looking."""


@pytest.fixture(scope="module")
def linter() -> Linter:
    return Linter()


def described(report: FileReport, findings: list[Finding]) -> str:
    """The findings, one a line, each with the words around it."""
    lines = []
    for one in findings:
        text = report.paragraphs[one.paragraph]
        before = text[max(0, one.start - 15) : one.start]
        after = text[one.end : one.end + 15]
        place = f"{report.path}:{one.paragraph}"
        lines.append(f"{place} {one.code} {before}【{one.text}】{after} {one.message}")
    return "\n".join(lines)


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.stem)
def test_a_clean_draft_gives_no_alarm(linter: Linter, path: Path) -> None:
    report = linter.lint_path(str(path))

    assert report.error == ""
    alarms = [one for one in report.findings if one.severity != "hint"]
    assert not alarms, "\n" + described(report, alarms)
    hints = [one for one in report.findings if one.severity == "hint"]
    assert len(hints) <= MOST_HINTS, "\n" + described(report, hints)


@pytest.mark.parametrize(
    ("stem", "genre"),
    [
        ("01-政协办公室工作总结", "cppcc-office-summary"),
        ("02-委员履职总结", "cppcc-member-summary"),
        ("03-联络组总结2016", "cppcc-liaison-summary"),
        ("05-部门提案办理总结", "proposal-handling-summary"),
        ("06-党政办公室总结2012", "party-government-office-summary"),
        ("24-委员履职总结2019", "cppcc-member-summary"),
        ("39-部门提案办理总结2017", "proposal-handling-summary"),
        ("40-政协办公室总结2020", "cppcc-office-summary"),
        ("45-联络组总结2013", "cppcc-liaison-summary"),
        ("46-党政办公室总结2024", "party-government-office-summary"),
    ],
)
def test_the_genre_of_a_summary_is_known_and_nothing_is_missing(
    linter: Linter, stem: str, genre: str
) -> None:
    (path,) = [one for one in CLEAN if one.stem == stem]

    (draft,) = linter.lint_path(str(path)).drafts

    assert draft.genre == genre
    assert not [one.name for one in draft.sections if one.required and one.state == "missing"]


OTHERS = {
    "04-秘书长述职报告": "secretary-general-duty-report",
    "07-提案": "proposal",
    "08-提案答复函": "proposal-reply",
    "09-社情民意信息": "public-opinion-information",
    "10-调研报告": "research-report",
    "11-视察报告": "inspection-report",
    "12-会议纪要": "minutes",
    "13-会议通知": "meeting-notice",
    "14-工作方案": "work-plan",
    "15-请示": "request",
    "16-函": "letter",
    "26-批转通知2012": "notice",
    "28-民主监督报告": "inspection-report",
    "29-遴选公告": "announcement",
    "35-全会决议": "resolution",
    "38-任免通知": "notice",
    "47-表扬通报": "circular",
    "51-实施意见": "notice",
    "56-提案委员会总结": "summary",
    "57-干部年度考核总结": "summary",
    "58-驻村工作总结": "summary",
    "60-人大办公室半年总结": "summary",
}
"""The other clean drafts of a known genre; the rest is of none."""


def test_other_genres_are_known_too_and_what_has_none_is_taken_for_none(linter: Linter) -> None:
    summaries = {"01", "02", "03", "05", "06", "24", "39", "40", "45", "46"}

    taken = {
        path.stem: draft.genre
        for path in CLEAN
        if path.stem[:2] not in summaries
        for draft in linter.lint_path(str(path)).drafts
        if draft.genre
    }

    assert taken == OTHERS


def test_right_sentences_give_nothing() -> None:
    """Near-misses of every family, each a text of its own; ¶ stands between paragraphs."""
    linter = Linter(ignore=["OL", "PB001"])
    found = []
    for line in SENTENCES:
        report = linter.lint(Document.from_lines(line.split("¶")))
        if report.findings:
            found.append(described(report, list(report.findings)))

    assert not found, "\n" + "\n".join(found)


def test_sentences_are_right_in_their_year() -> None:
    linter = Linter(ignore=["OL", "PB001"])
    found = []
    for draft in DATED:
        for sentence in draft["sentences"]:
            lines = [draft["title"], "一、主要工作", sentence, "云溪县政协办公室", draft["date"]]
            report = linter.lint(Document.from_lines(lines))
            if report.findings:
                found.append(described(report, list(report.findings)))

    assert not found, "\n" + "\n".join(found)
