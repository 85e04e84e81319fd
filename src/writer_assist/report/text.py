"""What a clerk reads: by file, by draft, by section, every fault with its place and excerpt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from writer_assist.engine.findings import FileReport, Finding
from writer_assist.i18n import N_
from writer_assist.rules.base import Severity

from . import Options, Write
from .display import BOLD, DIM, RED, excerpts, pad, paint, shorten, visible, width
from .words import SEVERITY_NAMES, STYLES, Words, summary

_KINDS_SHOWN = 12
_FIXABLE = ("docx", "odt", "markdown", "text")
"""Formats in which ``fix`` makes corrections."""


class Page:
    """Each file's part as it comes, then the summary."""

    def __init__(self, write: Write, options: Options) -> None:
        self._write = write
        self._options = options
        self._words = Words(options.lang)
        self._t = self._words.t
        self._lines: list[str] = []
        # Whether what stands above takes several lines; None: nothing does.
        self._above: bool | None = None
        self._files = self._drafts = self._unreadable = self._unsure = 0
        self._suppressed = self._baselined = self._fixable = 0
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
        if report.format in _FIXABLE:
            self._fixable += sum(any(fix.safe for fix in f.fixes) for f in report.findings)
        self._baselined += report.baselined
        self._suppressed += report.suppressed
        self._drafts += len(report.drafts)
        self._unsure += any(not draft.genre for draft in report.drafts)
        if not report.findings:
            if not self._options.quiet:
                self._space(block=False)
                genres = dict.fromkeys(map(self._words.genre, report.drafts))
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
                    + self._paint(self._words.extent(report, draft), DIM)
                )  # fmt: skip
            self._line("  " + self._words.genre(draft))
            if draft.sections:
                self._line("  " + self._words.sections(report, draft))
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
            advice = self._words.advice(report, finding)
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
        style = STYLES[severity]
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
        places = {number: self._words.place(report, own) for number, own in by_paragraph.items()}
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
        if self._baselined:
            line += self._t(N_("；另有 {count} 处在基线里"), count=self._baselined)
        if self._suppressed:
            line += self._t(N_("；另有 {count} 处由注释忽略"), count=self._suppressed)
        if self._above is not None:
            self._line()
        self._line(self._paint(line + self._t(N_("。")), BOLD))
        self._kind_table()
        if total:
            code = max(self._kinds.items(), key=lambda item: item[1])[0][0]
            self._line(self._t(N_("下一步：按上面的位置逐处核对、补填，改好后再检查一遍。")))
            if self._fixable:
                self._line(
                    self._t(
                        N_("其中 {count} 处有把握，可以直接改：writer-assist fix 文件 --diff。"),
                        count=self._fixable,
                    )
                )
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
                f"  {count:>{digits}}  {code}  {(self._t(summary(code)) or name).rstrip('。.')}"
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

    def _paint(self, text: str, style: str) -> str:
        return paint(text, style, self._options.color)

    def _line(self, line: str = "") -> None:
        self._lines.append(line)

    def _flush(self) -> None:
        self._write("\n".join([*self._lines, ""]))
        self._lines.clear()
