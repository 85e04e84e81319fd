"""What reports say in words: places, genres, sections, corrections, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
from writer_assist.rules.base import Rule, Severity

from .display import CYAN, RED, YELLOW, shorten, visible
from .source import line_based

SEVERITY_NAMES: dict[Severity, str] = {
    "error": N_("错误"),
    "warning": N_("警告"),
    "hint": N_("提示"),
}
STYLES: dict[Severity, str] = {"error": RED, "warning": YELLOW, "hint": CYAN}

STORY_NAMES = {
    "table": N_("表格"),
    "text-box": N_("文本框"),
    "header": N_("页眉"),
    "footer": N_("页脚"),
    "footnote": N_("脚注"),
    "endnote": N_("尾注"),
    "comment": N_("批注"),
}

STATE_NAMES: dict[SectionState, str] = {
    "missing": N_("缺少"),
    "empty": N_("没有内容"),
    "misplaced": N_("位置不对"),
    "unheaded": N_("没有标题"),
}

FAMILY_NAMES: Mapping[str, str] = {
    "PH": N_("漏填"),
    "AR": N_("残缺"),
    "OL": N_("结构"),
    "NO": N_("序号"),
    "PU": N_("标点"),
    "NM": N_("数字和日期"),
    "WD": N_("用词"),
    "TM": N_("提法和名称"),
    "CS": N_("前后一致"),
    "LY": N_("版式"),
    "RV": N_("修订痕迹"),
    "PI": N_("个人信息"),
    "SU": N_("忽略标记"),
    "DU": N_("重复"),
    "PB": N_("短语"),
}
"""What the rules of a family are about."""

_COLUMNS_SHOWN = 4


class Words:
    """Says things in one language; what comes from a file is made visible, never markup."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def t(self, template: str, **params: object) -> str:
        """A message in the reader's language."""
        return render_message(template, params, self.lang)

    def genre(self, draft: DraftReport) -> str:
        """The genre, and how sure it is."""
        name = visible(draft.genre_name)
        if draft.genre:
            return self.t(
                N_("文种：{name}（把握 {percent}%）"),
                name=name,
                percent=int(draft.confidence * 100),
            )
        if name:
            return self.t(N_("文种：不能确定，按“{name}”的共同要求检查"), name=name)
        return self.t(N_("文种：不能确定"))

    def sections(self, report: FileReport, draft: DraftReport) -> str:
        """One line with what is not as it should be."""
        parts = []
        for state, label in STATE_NAMES.items():
            names = [
                self.section(report, section)
                for section in draft.sections
                if section.state == state and (section.required or state != "missing")
            ]
            if names:
                joined = self.t(N_("、")).join(names)
                parts.append(self.t(N_("{state} {names}"), state=self.t(label), names=joined))
        if not parts:
            count = sum(section.state == "present" for section in draft.sections)
            parts.append(self.t(N_("齐全（{count} 个部分）"), count=count))
        return self.t(N_("结构：{parts}"), parts=self.t(N_("；")).join(parts))

    def section(self, report: FileReport, section: SectionReport) -> str:
        """A section's name, and where it begins."""
        name = visible(section.name)
        if section.paragraph is None:
            return name
        place = self.paragraph(report, section.paragraph)
        return self.t(N_("{name}（{place}）"), name=name, place=place)

    def place(self, report: FileReport, findings: Sequence[Finding]) -> str:
        """The place of findings in one paragraph: line and columns, or story and paragraph."""
        first = findings[0]
        if first.column:
            columns = ",".join(str(finding.column) for finding in findings[:_COLUMNS_SHOWN])
            more = ",…" if len(findings) > _COLUMNS_SHOWN else ""
            return f"{first.paragraph}:{columns}{more}"
        place = self.paragraph(report, first.paragraph)
        if first.story in STORY_NAMES:
            story = self.t(STORY_NAMES[first.story])
            return self.t(N_("{story}，{place}"), story=story, place=place)
        return place

    def paragraph(self, report: FileReport, number: int) -> str:
        """A paragraph by its number, which is the line's where there are lines."""
        if line_based(report):
            return self.t(N_("第 {number} 行"), number=number)
        return self.t(N_("第 {number} 段"), number=number)

    def located(self, report: FileReport, finding: Finding) -> str:
        """The message; where there are no lines to point at, behind the paragraph's number."""
        message = visible(finding.message_in(self.lang))
        if line_based(report):
            return message
        return self.t(
            N_("{place}：{message}"), place=self.place(report, [finding]), message=message
        )

    def extent(self, report: FileReport, draft: DraftReport) -> str:
        """The paragraphs that a draft takes."""
        if line_based(report):
            template = N_("（第 {first}—{last} 行）")
        else:
            template = N_("（第 {first}—{last} 段）")
        return self.t(template, first=draft.first, last=draft.last)

    def advice(self, report: FileReport, finding: Finding) -> list[str]:
        """Suggestions and corrections, one a line."""
        lines = []
        # What a fix puts in anyway need not be suggested as well.
        offered = {edit.text for fix in finding.fixes for edit in fix.edits}
        offered |= {_whole(finding, fix) for fix in finding.fixes}
        suggestions = [s for s in finding.suggestions if s not in offered]
        if suggestions:
            words = self.t(N_("；")).join(visible(shorten(s)) for s in suggestions)
            lines.append(self.t(N_("建议：{words}"), words=words))
        lines += [self.fix(report.paragraphs, finding, fix) for fix in finding.fixes]
        return lines

    def fix(self, paragraphs: Mapping[int, str], finding: Finding, fix: PlacedFix) -> str:
        """What a correction would change, and whether it has to be checked."""
        first, last = fix.edits[0], fix.edits[-1]
        text = paragraphs.get(first.paragraph, "")
        joins = any(e.end > len(paragraphs.get(e.paragraph, "")) for e in fix.edits)
        # "1-3" that becomes "1～3" is clearer than a mark that becomes another.
        whole = _whole(finding, fix)
        if joins:
            change = self.t(N_("与下一段接起来"))
        elif first.paragraph != last.paragraph:
            change = self.t(N_("改动 {count} 处"), count=len(fix.edits))
        elif whole and whole in finding.suggestions:
            change = self.t(N_("改为“{text}”"), text=visible(shorten(whole)))
        else:
            parts: list[str] = []
            position = first.start
            for edit in fix.edits:
                parts += (text[position : edit.start], edit.text)
                position = edit.end
            old, new = text[first.start : last.end], "".join(parts)
            quoted = visible(shorten(new or old))
            template = N_("改为“{text}”") if new else N_("删去“{text}”")
            change = self.t(template, text=quoted)
        if fix.safe:
            return self.t(N_("可以{change}"), change=change)
        return self.t(N_("也许可以{change}（请核对）"), change=change)


def _whole(finding: Finding, fix: PlacedFix) -> str:
    """What the finding's own text becomes; "" where that is not all that the fix changes."""
    parts: list[str] = []
    position = finding.start
    for edit in fix.edits:
        if (
            edit.paragraph != finding.paragraph
            or not position <= edit.start <= edit.end <= finding.end
        ):
            return ""
        parts += (finding.text[position - finding.start : edit.start - finding.start], edit.text)
        position = edit.end
    return "".join(parts) + finding.text[position - finding.start :]


_known: dict[str, type[Rule]] = {}


def know(rules: Iterable[type[Rule]]) -> None:
    """Have these rules found as well: those that an office wrote down for itself."""
    _known.update((rule.code, rule) for rule in rules)
    find_rule.cache_clear()


@lru_cache(maxsize=1024)
def find_rule(code: str) -> type[Rule] | None:
    """The rule with this code; None for findings that are no rule's."""
    if code in _known:
        return _known[code]
    from writer_assist.rules.registry import all_rules

    return next((rule for rule in all_rules() if rule.code == code), None)


def family(code: str) -> str:
    """The letters of a rule's code."""
    return code.rstrip("0123456789")


def summary(code: str) -> str:
    """The first line of the rule's documentation; "" for findings that are no rule's."""
    rule = find_rule(code)
    return ((rule.__doc__ if rule else "") or "").partition("\n")[0].removesuffix("。")
