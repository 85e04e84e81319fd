"""Reports with everything in them that a renderer can meet."""

from __future__ import annotations

from writer_assist.engine.findings import (
    DraftReport,
    FileReport,
    Finding,
    PlacedEdit,
    PlacedFix,
    PlainParagraph,
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
    whole = (
        PlainParagraph(1, year, "header"),
        PlainParagraph(2, "2024年工作总结", level=1),
        PlainParagraph(3, ""),
        PlainParagraph(4, "主要工作", label="一、", level=2),
        PlainParagraph(5, LONG),
        PlainParagraph(6, "提案xx件", "table"),
        PlainParagraph(8, "打算", label="二、", level=2),
        PlainParagraph(9, "下下一步"),
        PlainParagraph(10, "共提交提案件"),
    )
    return FileReport(
        "报告/总结.docx", (draft(),), findings, paragraphs=paragraphs, format="docx", text=whole
    )


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
    whole = (
        PlainParagraph(2, lines[2], line=f"　　{lines[2]}", pieces=((0, 2),)),
        PlainParagraph(12, lines[12], line=lines[12], pieces=((0, 0),)),
        PlainParagraph(30, lines[30], line=lines[30], pieces=((0, 0),)),
    )
    return FileReport("两篇.txt", drafts, findings, paragraphs=lines, format="text", text=whole)


def markdown_report() -> FileReport:
    """Corrections on source lines: one edit, two, one across markup, one across a line's end."""
    lines = {3: "提高提高𠮷认识，，落实", 4: "  责任", 6: "甲乙丙"}
    sources = {3: "- 提高**提高𠮷**认识，，落实", 4: "  责任", 6: "甲**乙**丙"}
    pieces = {3: ((0, 2), (2, 6), (5, 11)), 4: ((0, 0),), 6: ((0, 0), (1, 3), (2, 6))}

    def fix(*edits: tuple[int, int, int, str], safe: bool = True) -> PlacedFix:
        return PlacedFix(tuple(PlacedEdit(*edit) for edit in edits), safe)

    def fault(number: int, start: int, end: int, column: int, fix: PlacedFix) -> Finding:
        text = lines[number]
        return finding(
            text, start, end, number, code="WD901", template="写重了{a}", params={"a": "{x}[a](b)"},
            column=column, fixes=(fix,),
        )  # fmt: skip

    findings = (
        fault(3, 0, 2, 3, fix((3, 0, 2, ""))),
        fault(3, 4, 5, 9, fix((3, 4, 5, "吉"), safe=False)),
        fault(3, 7, 9, 14, fix((3, 7, 8, "；"), (3, 8, 9, ""))),
        fault(3, 9, 11, 16, fix((3, 11, 12, ""))),
        fault(6, 0, 3, 1, fix((6, 0, 3, "丁"))),
    )
    whole = tuple(
        PlainParagraph(number, text, line=sources[number], pieces=pieces[number])
        for number, text in lines.items()
    )
    return FileReport(
        "./备忘.md",
        (draft(sections=()),),
        findings,
        paragraphs=lines,
        format="markdown",
        text=whole,
    )


def hostile_report() -> FileReport:
    """Names and texts that would steer a terminal."""
    text = "甲\x1b[2J乙\u202e丙\x9b31mxx\x07丁\u2066\r\n戊"
    item = finding(text, text.index("xx"), text.index("xx") + 2, section="一\x1b]0;标题\x07")
    shown = draft(title="题\x1b[31m")
    return FileReport("夹\x1b[31m\u202e/\udce4.docx", (shown,), (item,), paragraphs={1: text})


def script_report() -> FileReport:
    """Names and texts that would become markup; findings that overlap, and at one place."""
    text = "</script><img src=x onerror=alert(1)><!--𠮷\u2028& 甲\u202e乙丙丁]]>|`*_[a](http://b.c)"
    first, last = text.index("甲"), text.index("丁")
    findings = (
        finding(text, 0, 9, code="AR901", severity="error"),
        finding(text, first, last, section="<b>一、&amp;</b> / |*二*"),
        finding(text, first + 2, last + 1, severity="hint", suggestions=("<i>",)),
        finding(text, first + 2, last + 1, code="PH902", severity="error"),
        finding(text, len(text), len(text), code="PH903"),
    )
    made = draft(title="<h1>题</h1>", sections=())
    return FileReport(
        "<img src=x>,a:b%0A\n::error::.docx", (made,), findings,
        paragraphs={1: text}, format="docx",
        text=(PlainParagraph(1, text, level=1, label="<u>1.</u>"),),
    )  # fmt: skip


def clean_report() -> FileReport:
    return FileReport("好.docx", (draft(sections=draft().sections[:1]),), format="docx")


def bad_report() -> FileReport:
    return FileReport("坏\n.docx", error="文件损坏：{reason}", error_params={"reason": "CRC\n错"})


def all_reports() -> list[FileReport]:
    return [word_report(), clean_report(), text_report(), bad_report(), hostile_report()]
