"""JUnit XML, which most build servers show: a suite a file, a test case a finding.

Errors and warnings are failures; hints pass, with what they say as output. A file without
findings is one test case that passes, one that cannot be read is an error.
"""

from __future__ import annotations

from collections.abc import Iterator

from writer_assist.engine.findings import FileReport, Finding
from writer_assist.i18n import N_

from . import Options, Write
from .display import excerpts, visible
from .words import SEVERITY_NAMES, Words

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


class Page:
    """Suites that are written as files come."""

    def __init__(self, write: Write, options: Options) -> None:
        self._write = write
        self._words = Words(options.lang)
        write('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="writer-assist">\n')

    def file(self, report: FileReport) -> None:
        """The suite of a file."""
        findings = report.findings
        failures = sum(finding.severity != "hint" for finding in findings)
        name = _text(report.path)
        self._write(
            f'<testsuite name="{name}" tests="{max(1, len(findings))}" failures="{failures}"'
            f' errors="{int(bool(report.error))}" skipped="0">\n'
        )
        if report.error:
            title = _text(self._words.t(N_("无法检查")))
            reason = _text(report.error_in(self._words.lang))
            self._write(
                f'<testcase classname="{name}" name="{title}"><error message="{reason}"/>'
                "</testcase>\n"
            )
        elif not findings:
            title = _text(self._words.t(N_("没有发现问题")))
            self._write(f'<testcase classname="{name}" name="{title}"/>\n')
        for finding in findings:
            self._write(self._case(report, name, finding))
        self._write("</testsuite>\n")

    def end(self) -> None:
        """Close the root."""
        self._write("</testsuites>\n")

    def _case(self, report: FileReport, name: str, finding: Finding) -> str:
        place = _text(self._words.place(report, [finding]))
        message = _text(finding.message_in(self._words.lang))
        body = "\n".join(map(_text, self._body(report, finding)))
        head = f'<testcase classname="{name}" name="{finding.code} {finding.name} {place}">'
        if finding.severity == "hint":
            return f"{head}<system-out>{message}\n{body}</system-out></testcase>\n"
        severity = _text(self._words.t(SEVERITY_NAMES[finding.severity]))
        return (
            f'{head}<failure type="{finding.severity}" message="{message}">'
            f"{severity} {message}\n{body}</failure></testcase>\n"
        )

    def _body(self, report: FileReport, finding: Finding) -> Iterator[str]:
        """The section, the text around the finding, and what to do."""
        if finding.section:
            yield finding.section
        text = report.paragraphs.get(finding.paragraph)
        if text is not None:
            yield from excerpts(text, [(finding.start, finding.end)])
        yield from self._words.advice(report, finding)


def _text(text: str) -> str:
    """Text as XML: what XML 1.0 cannot hold is shown as an escape, and no line ends."""
    return visible(text).translate(_ESCAPES)
