"""Reports with everything in them that a renderer can meet."""

from __future__ import annotations

from writer_assist.engine.findings import (
    DraftReport,
    FileReport,
    Finding,
    PlacedEdit,
    PlacedFix,
    SectionReport,
)
from writer_assist.i18n import Word
from writer_assist.rules.base import Severity

LONG = "办公室走访委员xx人次，" + "收集意见建议并逐条梳理，" * 12 + "办理提案x件。"


def finding(
    text: str, start: int, end: int, paragraph: int = 1, *, code: str = "PH901", **rest: object
) -> Finding:
    severity: Severity = "warning"
    made = Finding(
        code, "blank-count", severity, "“{mark}”处没有填写，这里应填{what}",
        {"mark": text[start:end], "what": Word("数量")},
        "body", paragraph, start, end, text[start:end],
    )  # fmt: skip
    return made._replace(**rest)  # type: ignore[arg-type]


def draft(**rest: object) -> DraftReport:
    sections = (
        SectionReport("title", "标题", True, "present", 1),
        SectionReport("problems", "存在的问题", True, "missing", None),
        SectionReport("outlook", "下一步打算", True, "unheaded", 9),
        SectionReport("thanks", "致谢", False, "missing", None),
    )
    made = DraftReport(1, 40, "2024年工作总结", "office-summary", "办公室工作总结", 0.876, sections)
    return made._replace(**rest)  # type: ignore[arg-type]


def word_report() -> FileReport:
    """A DOCX: stories, sections, many equal findings in a paragraph, fixes, suggestions."""
    year = "时间：20xx年度"
    findings = (
        finding(year, 3, 7, 1, code="PH902", severity="error", story="header"),
        finding(LONG, 7, 9, 5, section="一、主要工作 / （一）走访"),
        finding(LONG, len(LONG) - 3, len(LONG) - 2, 5, section="一、主要工作 / （一）走访"),
        finding("提案xx件", 2, 4, 6, section="一、主要工作 / （一）走访", story="table"),
        finding(
            "下下一步",
            0,
            2,
            9,
            code="WD901",
            severity="hint",
            template="字重复了",
            params={},
            section="二、打算",
            fixes=(PlacedFix((PlacedEdit(9, 0, 1, ""),), True),),
            suggestions=("下一步", "今后"),
        ),
        finding(
            "共提交提案件",
            5,
            5,
            10,
            code="PH903",
            template="“提案”后面缺少数字",
            params={},
            section="二、打算",
        ),
    )
    paragraphs = {1: year, 5: LONG, 6: "提案xx件", 9: "下下一步", 10: "共提交提案件"}
    return FileReport("报告/总结.docx", (draft(),), findings, paragraphs=paragraphs, format="docx")


def text_report() -> FileReport:
    """A text file with two drafts and a finding outside of both."""
    lines = {2: "我县开展调研x次、座谈x次", 12: "xx县", 30: "完"}
    findings = (
        finding(lines[2], 6, 7, 2, column=9),
        finding(lines[2], 11, 12, 2, column=14),
        finding(lines[12], 0, 2, 12, column=1, section="一、概况"),
        finding(lines[30], 0, 1, 30, column=1, code="AR901", severity="error"),
    )
    drafts = (
        draft(first=1, last=10, title="工作总结篇一", sections=draft().sections[:1]),
        draft(first=11, last=20, title="", genre="", genre_name="工作总结", confidence=0.31),
    )
    return FileReport("两篇.txt", drafts, findings, paragraphs=lines, format="text")


def hostile_report() -> FileReport:
    """Names and texts that would steer a terminal."""
    text = "甲\x1b[2J乙\u202e丙\x9b31mxx\x07丁\u2066\r\n戊"
    item = finding(text, text.index("xx"), text.index("xx") + 2, section="一\x1b]0;标题\x07")
    shown = draft(title="题\x1b[31m")
    return FileReport("夹\x1b[31m\u202e/\udce4.docx", (shown,), (item,), paragraphs={1: text})


def clean_report() -> FileReport:
    return FileReport("好.docx", (draft(sections=draft().sections[:1]),), format="docx")


def bad_report() -> FileReport:
    return FileReport("坏\n.docx", error="文件损坏：{reason}", error_params={"reason": "CRC\n错"})


def all_reports() -> list[FileReport]:
    return [word_report(), clean_report(), text_report(), bad_report(), hostile_report()]
