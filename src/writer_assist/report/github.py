"""Annotations of GitHub Actions: one workflow command a finding, which a step prints.

A file without lines (DOCX, ODT) is annotated as a whole: the message names the paragraph.
"""

from __future__ import annotations

from writer_assist.engine.findings import FileReport, Finding
from writer_assist.i18n import N_
from writer_assist.rules.base import Severity

from . import Options, Write
from .display import visible
from .source import line_based, relative
from .words import Words

_COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "hint": "notice"}


class Page:
    """One line an annotation; files without findings say nothing."""

    def __init__(self, write: Write, options: Options) -> None:
        self._write = write
        self._words = Words(options.lang)

    def file(self, report: FileReport) -> None:
        """The annotations of a file."""
        path = relative(report.path)
        if report.error:
            title = self._words.t(N_("无法检查"))
            error = visible(report.error_in(self._words.lang))
            self._write(_command("error", {"file": path, "title": title}, error))
        for finding in report.findings:
            properties: dict[str, object] = {"file": path}
            if line_based(report):
                properties |= _place(finding)
            properties["title"] = f"{finding.code} {finding.name}"
            advice = self._words.advice(report, finding)
            message = "\n".join([self._words.located(report, finding), *advice])
            self._write(_command(_COMMANDS[finding.severity], properties, message))

    def end(self) -> None:
        """Nothing stands at the end."""


def _place(finding: Finding) -> dict[str, object]:
    # "endColumn" is the last column, not the one behind it.
    column = finding.column or 1
    last = column + max(0, len(finding.text) - 1)
    number = finding.paragraph
    return {"line": number, "endLine": number, "col": column, "endColumn": last}


def _command(name: str, properties: dict[str, object], message: str) -> str:
    """One line, whatever the values hold: what separates in a command is escaped."""
    pairs = [f"{key}={_property(str(value))}" for key, value in properties.items()]
    return f"::{name} {','.join(pairs)}::{_data(message)}\n"


def _data(text: str) -> str:
    lines = text.replace("%", "%25").split("\n")
    return "%0A".join(map(visible, lines))


def _property(text: str) -> str:
    return visible(text).replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
