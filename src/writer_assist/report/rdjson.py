"""The Reviewdog Diagnostic Format, as one JSON object.

Columns count the bytes of UTF-8, from 1, and ranges end behind the last one, as the format
demands. Files without lines (DOCX, ODT) have a path only; the message names the paragraph.
"""

from __future__ import annotations

from typing import Any

from writer_assist.engine.findings import FileReport, Finding, PlacedFix
from writer_assist.i18n import N_
from writer_assist.rules.base import Severity

from . import Options, Write
from .json import dump
from .source import Lines, Replacement, Span, line_based, relative
from .words import Words

_SEVERITIES: dict[Severity, str] = {"error": "ERROR", "warning": "WARNING", "hint": "INFO"}


class Page:
    """The object, one diagnostic a line, written as files come."""

    def __init__(self, write: Write, options: Options) -> None:
        self._write = write
        self._words = Words(options.lang)
        self._separator = "\n"
        write('{"source":{"name":"writer-assist"},"diagnostics":[')

    def file(self, report: FileReport) -> None:
        """The diagnostics of a file."""
        path = relative(report.path)
        if report.error:
            reason = report.error_in(self._words.lang)
            message = self._words.t(N_("无法检查：{reason}"), reason=reason)
            location = {"path": path}
            self._diagnostic({"message": message, "location": location, "severity": "ERROR"})
        lines = Lines(report)
        for finding in report.findings:
            self._diagnostic(self._entry(report, path, lines, finding))

    def end(self) -> None:
        """Close the object."""
        self._write("\n]}\n")

    def _entry(
        self, report: FileReport, path: str, lines: Lines, finding: Finding
    ) -> dict[str, Any]:
        location: dict[str, Any] = {"path": path}
        entry: dict[str, Any] = {
            "message": "\n".join(
                [self._words.located(report, finding), *self._words.advice(report, finding)]
            ),
            "location": location,
            "severity": _SEVERITIES[finding.severity],
            "code": {"value": finding.code},
        }
        if line_based(report):
            location["range"] = _range(lines, lines.span(finding))
            suggestions = [
                suggestion
                for fix in finding.fixes
                if (suggestion := _suggestion(lines, fix)) is not None
            ]
            if suggestions:
                entry["suggestions"] = suggestions
        return entry

    def _diagnostic(self, entry: dict[str, Any]) -> None:
        self._write(self._separator + dump(entry))
        self._separator = ",\n"


def _range(lines: Lines, span: Span) -> dict[str, Any]:
    return {
        "start": _position(lines, span.line, span.column),
        "end": _position(lines, span.end_line, span.end_column),
    }


def _position(lines: Lines, line: int, column: int) -> dict[str, int]:
    before = lines.line(line)[: column - 1]
    if len(before) < column - 1:  # the line is not known, and so are its bytes
        return {"line": line}
    return {"line": line, "column": len(before.encode("utf-8", "surrogatepass")) + 1}


def _suggestion(lines: Lines, fix: PlacedFix) -> dict[str, Any] | None:
    """A correction as one range and its new text; None where the lines do not tell."""
    made = lines.replacements(fix)
    if not made:
        return None
    first, last = made[0].span, made[-1].span
    if first.line != last.line:
        return None
    line = lines.line(first.line)
    parts: list[str] = []
    previous: Replacement | None = None
    for replacement in made:
        if previous is not None:
            parts.append(line[previous.span.end_column - 1 : replacement.span.column - 1])
        parts.append(replacement.text)
        previous = replacement
    span = Span(first.line, first.column, last.end_line, last.end_column)
    return {"range": _range(lines, span), "text": "".join(parts)}
