"""A report to hand on, in Markdown: an overview with a table first, then file by file.

It is written when all files are done, for the overview stands at its beginning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from writer_assist.engine.findings import FileReport, Finding
from writer_assist.i18n import N_
from writer_assist.rules.base import Severity

from . import Options, Write
from .display import excerpts, visible
from .words import SEVERITY_NAMES, Words, summary

_SPECIAL = re.compile(r"[\\`*_\[\]{}~$<>&|]")
_REFERENCES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "|": "&#124;"}
# What makes a list, a heading or a quotation at the start of a line only.
_START = re.compile(r"^(\d{0,9})([-+=.)#])")


def inline(text: str) -> str:
    """Text as Markdown in the middle of a line, where it is shown as it is.

    Nothing in it becomes markup, HTML or a link, and no spaces are lost.
    """
    text = _SPECIAL.sub(_reference, visible(text))
    text = text.replace("://", "&#58;//").replace("www.", "www&#46;").replace("@", "&#64;")
    return text.replace("  ", "&nbsp;&nbsp;")


def escape(text: str) -> str:
    """Text as Markdown that stands at the start of a line or cell; see `inline`."""
    # Indentation would make it code.
    return _START.sub(r"\1\\\2", inline(text.strip(" \u3000")))


def _reference(match: re.Match[str]) -> str:
    # A table's cells are cut before backslashes are read in some renderers.
    return _REFERENCES.get(match[0]) or f"\\{match[0]}"


class Page:
    """Collects each file's part, and the counts for the overview."""

    def __init__(self, write: Write, options: Options) -> None:
        self._write = write
        self._words = Words(options.lang)
        self._rows: list[list[str]] = []
        self._parts: list[str] = []
        self._unreadable: list[str] = []
        self._severities: dict[Severity, int] = {"error": 0, "warning": 0, "hint": 0}
        self._kinds: dict[tuple[str, str], int] = {}
        self._files = 0

    def file(self, report: FileReport) -> None:
        """The part of a file, and its row."""
        path = escape(report.path)
        if report.error:
            self._unreadable.append(f"- {path}：{escape(report.error_in(self._words.lang))}")
            return
        self._files += 1
        counts: dict[Severity, int] = {"error": 0, "warning": 0, "hint": 0}
        for finding in report.findings:
            counts[finding.severity] += 1
            self._severities[finding.severity] += 1
            kind = (finding.code, finding.name)
            self._kinds[kind] = self._kinds.get(kind, 0) + 1
        missing = dict.fromkeys(
            section.name
            for draft in report.drafts
            for section in draft.sections
            if section.required and section.state in ("missing", "empty")
        )
        t = self._words.t
        genres = dict.fromkeys(d.genre_name if d.genre else "" for d in report.drafts)
        shown = [escape(name) for name in genres if name] or [t(N_("不能确定"))]
        lack = t(N_("、")).join(map(escape, missing)) or t(N_("无"))
        self._rows.append(
            [path, t(N_("、")).join(shown), *(str(counts[s]) for s in SEVERITY_NAMES), lack]
        )
        if report.findings:
            self._parts.append("\n".join(self._part(report, path)))

    def end(self) -> None:
        """Write everything."""
        lines = [f"# {self._words.t(N_('公文检查报告'))}", "", self._overview(), ""]
        t = self._words.t
        severities = [t(SEVERITY_NAMES[severity]) for severity in SEVERITY_NAMES]
        if self._rows:
            head = [t(N_("文件")), t(N_("文种")), *severities, t(N_("缺少或没有内容的部分"))]
            lines += [*_table(head, self._rows, "llrrrl"), ""]
        if self._unreadable:
            lines += [f"## {t(N_('无法检查的文件'))}", "", *self._unreadable, ""]
        if self._kinds:
            lines += [f"## {t(N_('问题分类'))}", "", *self._kind_table(), ""]
        lines += self._parts
        self._write("\n".join(lines).rstrip("\n") + "\n")

    def _overview(self) -> str:
        t = self._words.t
        total = sum(self._severities.values())
        line = t(N_("检查了 {files} 个文件"), files=self._files)
        if total:
            counts = t(N_("、")).join(
                f"{t(SEVERITY_NAMES[severity])} {count}"
                for severity, count in self._severities.items()
                if count
            )
            line += t(N_("，发现 {total} 处问题：{counts}"), total=total, counts=counts)
        elif self._files:
            line += t(N_("，没有发现问题"))
        if self._unreadable:
            line += t(N_("；{count} 个文件无法检查"), count=len(self._unreadable))
        return line + t(N_("。"))

    def _kind_table(self) -> list[str]:
        t = self._words.t
        ordered = sorted(self._kinds.items(), key=lambda item: (-item[1], item[0]))
        rows = [
            [code, escape(t(summary(code)) or name), str(count)] for (code, name), count in ordered
        ]
        return _table([t(N_("编号")), t(N_("规则")), t(N_("处数"))], rows, "llr")

    def _part(self, report: FileReport, path: str) -> Iterator[str]:
        t = self._words.t
        yield from (f"## {path}", "")
        for draft in report.drafts:
            title = escape(draft.title) or t(N_("（没有标题）"))
            yield f"- **{title}** {escape(self._words.extent(report, draft))}"
            yield f"  - {escape(self._words.genre(draft))}"
            if draft.sections:
                yield f"  - {escape(self._words.sections(report, draft))}"
        yield ""
        head = [t(N_("位置")), t(N_("级别")), t(N_("问题")), t(N_("原文")), t(N_("怎么改"))]
        rows = []
        section = ""
        for finding in report.findings:
            if finding.section != section:
                section = finding.section
                name = escape(section) or t(N_("（不在标题之下）"))
                rows.append([f"**{name}**", "", "", "", ""])
            rows.append(self._row(report, finding))
        yield from _table(head, rows, "lllll")
        yield ""

    def _row(self, report: FileReport, finding: Finding) -> list[str]:
        words = self._words
        text = report.paragraphs.get(finding.paragraph, finding.text)
        span = (finding.start, finding.end) if finding.paragraph in report.paragraphs else None
        excerpt = excerpts(text, [span or (0, len(text))])
        return [
            escape(words.place(report, [finding])),
            words.t(SEVERITY_NAMES[finding.severity]),
            f"{finding.code} {escape(finding.message_in(words.lang))}",
            escape(" ".join(excerpt)),
            "<br>".join(map(escape, words.advice(report, finding))),
        ]


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], align: str) -> list[str]:
    """A table; ``align`` has one of "l" and "r" a column."""
    marks = ["---:" if letter == "r" else "---" for letter in align]
    return ["| " + " | ".join(row) + " |" for row in (head, marks, *rows)]
