"""What a clerk reads: by file, by draft, by section, every fault with its place and excerpt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from writer_assist.engine.findings import (
    DraftReport,
    FileReport,
    Finding,
    PlacedFix,
    SectionReport,
    SectionState,
)
from writer_assist.i18n import N_
from writer_assist.i18n import render as render_message
from writer_assist.rules.base import Severity

from . import Options, Write
from .display import BOLD, CYAN, DIM, RED, YELLOW, excerpts, pad, paint, shorten, visible, width

SEVERITY_NAMES: dict[Severity, str] = {
    "error": N_("错误"),
    "warning": N_("警告"),
    "hint": N_("提示"),
}
_STYLES: dict[Severity, str] = {"error": RED, "warning": YELLOW, "hint": CYAN}

_STORY_NAMES = {
    "table": N_("表格"),
    "text-box": N_("文本框"),
    "header": N_("页眉"),
    "footer": N_("页脚"),
    "footnote": N_("脚注"),
    "endnote": N_("尾注"),
    "comment": N_("批注"),
}

_STATE_NAMES: dict[SectionState, str] = {
    "missing": N_("缺少"),
    "empty": N_("没有内容"),
    "misplaced": N_("位置不对"),
    "unheaded": N_("没有标题"),
}

_COLUMNS_SHOWN = 4
_KINDS_SHOWN = 12


class Page:
    """Each file's part as it comes, then the summary."""

    def __init__(self, write: Write, options: Options) -> None:
        self._write = write
        self._options = options
        self._lines: list[str] = []
        # Whether what stands above takes several lines; None: nothing does.
        self._above: bool | None = None
        self._files = self._drafts = self._unreadable = self._unsure = 0
        self._severities: dict[Severity, int] = {"error": 0, "warning": 0, "hint": 0}
        self._kinds: dict[tuple[str, str], int] = {}

    def file(self, report: FileReport) -> None:
        """The part of one file."""
        path = visible(report.path)
        if report.error:
            self._unreadable += 1
            # One line whatever it quotes: `visible` leaves no line end.
            error = visible(report.error_in(self._options.lang))
            self._space(block=False)
            self._line(self._paint(f"{path}: {error}", RED))
            self._flush()
            return
        self._files += 1
        self._drafts += len(report.drafts)
        self._unsure += any(not draft.genre for draft in report.drafts)
        if not report.findings:
            if not self._options.quiet:
                self._space(block=False)
                genres = dict.fromkeys(map(self._genre, report.drafts))
                notes = self._paint("  ".join(genres), DIM)
                self._line(self._t(N_("{path}: 没有发现问题"), path=path) + f"  {notes}".rstrip())
                self._flush()
            return
        self._space(block=True)
        self._line(self._paint(path, BOLD))
        many = len(report.drafts) > 1
        if many:
            self._line("  " + self._t(N_("这个文件里有 {count} 篇文稿"), count=len(report.drafts)))
        rest = list(report.findings)
        for number, draft in enumerate(report.drafts, 1):
            own = [f for f in rest if draft.first <= f.paragraph <= draft.last]
            rest = [f for f in rest if not draft.first <= f.paragraph <= draft.last]
            if many:
                title = visible(shorten(draft.title)) or self._t(N_("（没有标题）"))
                self._line()
                self._line(
                    "  " + self._paint(self._t(N_("第 {number} 篇"), number=number), BOLD)
                    + f"  {title}  "
                    + self._paint(self._extent(report, draft), DIM)
                )  # fmt: skip
            self._line("  " + self._genre(draft))
            if draft.sections:
                self._line("  " + self._sections(report, draft))
            self._findings(report, own)
        if rest and many:
            self._line()
            self._line("  " + self._paint(self._t(N_("各篇之外")), BOLD))
        self._findings(report, rest)
        self._flush()

    def _space(self, *, block: bool) -> None:
        """A blank line before and behind a file of several lines."""
        if self._above is not None and (block or self._above):
            self._line()
        self._above = block

    def _genre(self, draft: DraftReport) -> str:
        name = visible(draft.genre_name)
        if draft.genre:
            return self._t(
                N_("文种：{name}（把握 {percent}%）"),
                name=name,
                percent=int(draft.confidence * 100),
            )
        if name:
            return self._t(N_("文种：不能确定，按“{name}”的共同要求检查"), name=name)
        return self._t(N_("文种：不能确定"))

    def _sections(self, report: FileReport, draft: DraftReport) -> str:
        """One line with what is not as it should be."""
        parts = []
        for state, label in _STATE_NAMES.items():
            names = [
                self._section(report, section)
                for section in draft.sections
                if section.state == state and (section.required or state != "missing")
            ]
            if names:
                joined = self._t(N_("、")).join(names)
                parts.append(self._t(N_("{state} {names}"), state=self._t(label), names=joined))
        if not parts:
            count = sum(section.state == "present" for section in draft.sections)
            parts.append(self._t(N_("齐全（{count} 个部分）"), count=count))
        return self._t(N_("结构：{parts}"), parts=self._t(N_("；")).join(parts))

    def _section(self, report: FileReport, section: SectionReport) -> str:
        name = visible(section.name)
        if section.paragraph is None:
            return name
        place = self._paragraph(report, section.paragraph)
        return self._t(N_("{name}（{place}）"), name=name, place=place)

    def _findings(self, report: FileReport, findings: Sequence[Finding]) -> None:
        """By section in the order of the text; in a section equal faults stand together."""
        start = 0
        for index in range(1, len(findings) + 1):
            if index == len(findings) or findings[index].section != findings[start].section:
                self._section_findings(report, findings[start:index])
                start = index

    def _section_findings(self, report: FileReport, findings: Sequence[Finding]) -> None:
        section = visible(findings[0].section) or self._t(N_("（不在标题之下）"))
        self._line()
        self._line("  " + self._paint(section, DIM))
        groups: dict[tuple[str, ...], list[Finding]] = {}
        for finding in findings:
            message = visible(finding.message_in(self._options.lang))
            advice = self._advice(report, finding)
            groups.setdefault((finding.code, finding.severity, message, *advice), []).append(
                finding
            )
        for (code, _, message, *advice), members in groups.items():
            self._group(report, code, message, advice, members)

    def _group(
        self,
        report: FileReport,
        code: str,
        message: str,
        advice: Sequence[str],
        members: Sequence[Finding],
    ) -> None:
        severity = members[0].severity
        style = _STYLES[severity]
        self._severities[severity] += len(members)
        kind = (code, members[0].name)
        self._kinds[kind] = self._kinds.get(kind, 0) + len(members)
        count = self._t(N_("（{count} 处）"), count=len(members)) if len(members) > 1 else ""
        label = self._paint(self._t(SEVERITY_NAMES[severity]), style)
        self._line(f"    {label} {code} {message}{count}")
        for line in advice:
            self._line("      " + line)
        by_paragraph: dict[int, list[Finding]] = {}
        for finding in members:
            by_paragraph.setdefault(finding.paragraph, []).append(finding)
        places = {number: self._place(report, own) for number, own in by_paragraph.items()}
        columns = max(width(place) for place in places.values())
        for number, own in by_paragraph.items():
            place = pad(places[number], columns)
            for line in self._excerpts(report.paragraphs, own, style):
                self._line(f"      {self._paint(place, DIM)}  {line}".rstrip(" "))
                place = " " * columns

    def _excerpts(
        self, paragraphs: Mapping[int, str], findings: Sequence[Finding], style: str
    ) -> list[str]:
        number = findings[0].paragraph
        if number in paragraphs:
            spans = [(finding.start, finding.end) for finding in findings]
            return excerpts(paragraphs[number], spans, style, self._options.color)
        return [
            line
            for f in findings
            for line in excerpts(f.text, [(0, len(f.text))], style, self._options.color)
        ]

    def _place(self, report: FileReport, findings: Sequence[Finding]) -> str:
        first = findings[0]
        if first.column:
            columns = ",".join(str(finding.column) for finding in findings[:_COLUMNS_SHOWN])
            more = ",…" if len(findings) > _COLUMNS_SHOWN else ""
            return f"{first.paragraph}:{columns}{more}"
        place = self._paragraph(report, first.paragraph)
        if first.story in _STORY_NAMES:
            story = self._t(_STORY_NAMES[first.story])
            return self._t(N_("{story}，{place}"), story=story, place=place)
        return place

    def _paragraph(self, report: FileReport, number: int) -> str:
        if report.format in ("text", "markdown"):
            return self._t(N_("第 {number} 行"), number=number)
        return self._t(N_("第 {number} 段"), number=number)

    def _extent(self, report: FileReport, draft: DraftReport) -> str:
        if report.format in ("text", "markdown"):
            template = N_("（第 {first}—{last} 行）")
        else:
            template = N_("（第 {first}—{last} 段）")
        return self._t(template, first=draft.first, last=draft.last)

    def _advice(self, report: FileReport, finding: Finding) -> list[str]:
        lines = []
        # What a fix puts in anyway need not be suggested as well.
        offered = {edit.text for fix in finding.fixes for edit in fix.edits}
        suggestions = [s for s in finding.suggestions if s not in offered]
        if suggestions:
            words = self._t(N_("；")).join(visible(shorten(s)) for s in suggestions)
            lines.append(self._t(N_("建议：{words}"), words=words))
        lines += [self._fix(report.paragraphs, fix) for fix in finding.fixes]
        return lines

    def _fix(self, paragraphs: Mapping[int, str], fix: PlacedFix) -> str:
        first, last = fix.edits[0], fix.edits[-1]
        text = paragraphs.get(first.paragraph, "")
        joins = any(e.end > len(paragraphs.get(e.paragraph, "")) for e in fix.edits)
        if joins:
            change = self._t(N_("与下一段接起来"))
        elif first.paragraph != last.paragraph:
            change = self._t(N_("改动 {count} 处"), count=len(fix.edits))
        else:
            parts: list[str] = []
            position = first.start
            for edit in fix.edits:
                parts += (text[position : edit.start], edit.text)
                position = edit.end
            old, new = text[first.start : last.end], "".join(parts)
            quoted = visible(shorten(new or old))
            template = N_("改为“{text}”") if new else N_("删去“{text}”")
            change = self._t(template, text=quoted)
        if fix.safe:
            return self._t(N_("可以{change}"), change=change)
        return self._t(N_("也许可以{change}（请核对）"), change=change)

    def end(self) -> None:
        """Unless findings alone are wanted: what was found altogether, and what to do next."""
        if self._options.quiet:
            return
        total = sum(self._severities.values())
        line = self._t(N_("检查了 {files} 个文件"), files=self._files)
        if self._drafts > self._files:
            line += self._t(N_("（{drafts} 篇文稿）"), drafts=self._drafts)
        if total:
            counts = self._t(N_("、")).join(
                f"{self._t(SEVERITY_NAMES[severity])} {count}"
                for severity, count in self._severities.items()
                if count
            )
            line += self._t(N_("，发现 {total} 处问题：{counts}"), total=total, counts=counts)
        elif self._files:
            line += self._t(N_("，没有发现问题"))
        if self._unreadable:
            line += self._t(N_("；{count} 个文件无法检查"), count=self._unreadable)
        if self._above is not None:
            self._line()
        self._line(self._paint(line + self._t(N_("。")), BOLD))
        self._kind_table()
        if total:
            code = max(self._kinds.items(), key=lambda item: item[1])[0][0]
            self._line(self._t(N_("下一步：按上面的位置逐处核对、补填，改好后再检查一遍。")))
            self._line(
                self._t(
                    N_("不明白某一条，运行 writer-assist rule {code} 看说明和示例。"), code=code
                )
            )
        if self._unsure:
            self._line(self._t(N_("文种不能确定的，用 --genre 指定以后，结构检查得更准。")))
        if self._unreadable:
            self._line(self._t(N_("无法检查的文件，原因写在文件名后面。")))
        self._flush()

    def _kind_table(self) -> None:
        ordered = sorted(self._kinds.items(), key=lambda item: (-item[1], item[0]))
        shown = ordered if len(ordered) <= _KINDS_SHOWN + 1 else ordered[:_KINDS_SHOWN]
        digits = max((len(str(count)) for _, count in shown), default=0)
        for (code, name), count in shown:
            self._line(
                f"  {count:>{digits}}  {code}  {(self._t(_summary(code)) or name).rstrip('。.')}"
            )
        if len(shown) < len(ordered):
            rest = ordered[len(shown) :]
            self._line(
                "  "
                + self._t(
                    N_("另有 {kinds} 种，共 {count} 处"),
                    kinds=len(rest),
                    count=sum(count for _, count in rest),
                )
            )

    def _t(self, template: str, **params: object) -> str:
        return render_message(template, params, self._options.lang)

    def _paint(self, text: str, style: str) -> str:
        return paint(text, style, self._options.color)

    def _line(self, line: str = "") -> None:
        self._lines.append(line)

    def _flush(self) -> None:
        self._write("\n".join([*self._lines, ""]))
        self._lines.clear()


@lru_cache
def _summary(code: str) -> str:
    """The first line of the rule's documentation; "" for findings that are no rule's."""
    from writer_assist.rules.registry import FAMILIES, family_rules

    if code[:2] in FAMILIES:
        for rule in family_rules(code[:2]):
            if rule.code == code:
                return (rule.__doc__ or "").partition("\n")[0].removesuffix("。")
    return ""
