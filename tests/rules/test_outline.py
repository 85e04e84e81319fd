from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from writer_assist.document.model import Document
from writer_assist.engine.findings import Finding
from writer_assist.engine.linter import Linter
from writer_assist.outline.genres import outlines
from writer_assist.rules.registry import family_rules

TITLE = "绿水镇党政办公室2024年工作总结"
LEAD = "今年以来，党政办公室在镇党委、镇政府领导下完成了各项任务，现总结如下。"
WORK = [
    "一、做好会务协调",
    "承办会议六十次。",
    "二、做好办文和信息工作",
    "收发文件八百件。",
    "三、做好督查督办",
    "督查事项三十件。",
    "四、做好后勤值班",
    "坚持二十四小时值班。",
]
PROBLEMS = ["五、存在的问题", "信息质量不高。"]
PLAN = ["六、下一步打算", "健全制度，改进作风。"]
END = ["绿水镇党政办公室", "2024年12月20日"]

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "outline" / "whole.toml").read_text("utf-8")
)["case"]
WHOLE = [
    pytest.param(case, id=case["name"])
    for case in CASES
    if case.get("genre", "-") not in ("", "-")
    and not any(outlines()[case["genre"]].section(s).required for s in case.get("missing", ()))
]


def lint(*lines: str, genre: str | None = None) -> list[Finding]:
    report = Linter(select=["OL"], genre=genre).lint(Document.from_lines(lines))
    assert not report.error
    return list(report.findings)


def codes(findings: list[Finding]) -> list[str]:
    return [f.code for f in findings]


def test_a_complete_draft_has_no_findings() -> None:
    assert lint(TITLE, LEAD, *WORK, *PROBLEMS, *PLAN, *END) == []


def test_a_missing_section_is_reported_where_it_belongs() -> None:
    (finding,) = lint(TITLE, LEAD, *WORK, *PLAN, *END)
    assert finding.code == "OL001"
    assert finding.severity == "warning"
    assert (finding.paragraph, finding.start, finding.end) == (10, 10, 10)
    assert "存在的问题" in finding.message
    assert "“后勤和值班”之后" in finding.message
    assert finding.suggestions == ("存在的问题",)


def test_a_missing_last_section_has_the_next_number() -> None:
    (finding,) = lint(TITLE, LEAD, *WORK, *PROBLEMS, *END)
    assert (finding.paragraph, finding.start) == (12, 7)
    assert finding.suggestions == ("六、下一步打算",)
    assert "“存在的问题”之后" in finding.message


def test_a_missing_lead_stands_behind_the_title() -> None:
    findings = lint(
        "2024年政协委员履职总结", "一、加强学习", "我参加了培训。", genre="政协委员履职总结"
    )
    lead = next(f for f in findings if "开头" in f.message)
    assert (lead.code, lead.paragraph, lead.start) == ("OL001", 1, 13)


def test_an_empty_section() -> None:
    findings = lint(TITLE, LEAD, *WORK, PROBLEMS[0], *PLAN, *END)
    assert [(f.code, f.text) for f in findings] == [("OL002", "存在的问题")]


def test_an_empty_heading_of_no_section() -> None:
    findings = lint(TITLE, LEAD, *WORK, *PROBLEMS, *PLAN, "七、其他", *END)
    assert [(f.code, f.text) for f in findings] == [("OL002", "其他")]


def test_a_misplaced_section() -> None:
    findings = lint(TITLE, LEAD, *PLAN, *WORK, *PROBLEMS, *END)
    assert [(f.code, f.text) for f in findings] == [("OL003", "下一步打算")]
    assert "“存在的问题”之后" in findings[0].message


def test_an_unheaded_section_is_a_hint() -> None:
    findings = lint(TITLE, LEAD, *WORK, *PROBLEMS[:1], "信息质量不高。今后要健全制度。", *END)
    assert [(f.code, f.severity) for f in findings] == [("OL004", "hint")]


def test_a_draft_without_headings_has_no_hints_about_them() -> None:
    findings = lint(
        TITLE,
        LEAD,
        "一年来承办会议六十次，收发文件八百件，督查事项三十件，坚持二十四小时值班，做好后勤保障。",
        "工作中还存在一些不足，今后要继续努力。",
        *END,
    )
    assert findings == []


def test_title_signature_and_date() -> None:
    findings = lint(LEAD, *WORK, *PROBLEMS, *PLAN, genre="党政办公室总结")
    assert codes(findings) == ["OL005", "OL006", "OL007"]
    assert [(f.paragraph, f.start) for f in findings] == [(1, 0), (13, 10), (13, 10)]


def test_a_masked_date_is_left_to_the_placeholders() -> None:
    assert lint(TITLE, LEAD, *WORK, *PROBLEMS, *PLAN, END[0], "20xx年x月x日") == []


def test_an_uncertain_genre_is_a_hint_that_tells_what_to_do() -> None:
    findings = lint("2024年工作总结", LEAD[:4] + "供水正常。", *PROBLEMS, *PLAN, *END)
    hints = [f for f in findings if f.code == "OL008"]
    assert len(hints) == 1
    assert hints[0].severity == "hint"
    assert "--genre" in hints[0].message


def test_a_given_genre_is_certain() -> None:
    findings = lint("水务站2024年工作总结", LEAD, *WORK, genre="party-government-office-summary")
    assert "OL008" not in codes(findings)


@pytest.mark.parametrize(
    "lines",
    [
        ["在全县总结会上的讲话", "同志们：", "今天我们在这里召开总结会，我讲三点意见。"],
        ["购销合同", "甲方：某局", "乙方：某公司", "一、存在的问题", "二、下一步打算"],
        ["序号", "姓名", "单位"],
        [""],
        [],
    ],
)
def test_what_is_of_no_known_kind_is_not_checked(lines: list[str]) -> None:
    assert lint(*lines) == []


def test_each_draft_of_a_file_is_checked_on_its_own() -> None:
    first = [TITLE + "篇一", LEAD, *WORK, *PROBLEMS, *PLAN, *END]
    second = [TITLE + "篇二", LEAD, *WORK, *PROBLEMS, *END]
    # Both must be long enough to be drafts.
    padding = (
        "全年收文、发文、来信、来访、值班、接待各项工作都有登记，有专人负责，有检查，有落实，有反馈。"
        * 3
    )
    first.insert(2, padding)
    second.insert(2, padding)
    findings = lint(*first, *second)
    assert codes(findings) == ["OL001"]
    assert findings[0].paragraph > len(first)


def test_every_message_renders_in_every_case() -> None:
    findings = lint("2024年总结", "一、打算", "二、工作", genre="summary")
    assert findings
    for finding in findings:
        assert "{" not in finding.message
        assert finding.message_in("en")


def test_the_rules_of_the_family() -> None:
    assert [rule.code for rule in family_rules("OL")] == [f"OL00{n}" for n in range(1, 10)]


def test_a_missing_date_belongs_behind_the_signature() -> None:
    (finding,) = lint(TITLE, LEAD, *WORK, *PROBLEMS, *PLAN, END[0], "推荐阅读")
    signature = len([TITLE, LEAD, *WORK, *PROBLEMS, *PLAN]) + 1
    assert (finding.code, finding.paragraph, finding.start) == ("OL007", signature, len(END[0]))


def test_an_item_of_a_list_needs_no_heading() -> None:
    plan = ["五、问题和下步打算", "一是文稿质量还不高。二是下一步要多学多练。"]
    other = ["五、存在的问题", "文稿质量还不高。我们清醒地看到，下一步要多学多练。"]
    assert codes(lint(TITLE, LEAD, *WORK, *plan, *END)) == []
    assert codes(lint(TITLE, LEAD, *WORK, *other, *END)) == ["OL004"]
    item = ["五、存在的问题", "一是文稿质量还不高。二是下一步要多学多练。"]
    assert codes(lint(TITLE, LEAD, *WORK, *item, *END)) == []


def test_there_are_many_whole_drafts() -> None:
    assert len(WHOLE) >= 25


@pytest.mark.parametrize("case", WHOLE)
def test_a_complete_draft_is_left_alone(case: dict[str, Any]) -> None:
    findings = lint(*case["text"].strip("\n").split("\n"))
    assert [f for f in findings if f.severity != "hint"] == []
