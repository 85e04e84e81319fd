"""GitLab's Code Quality report: an array of issues that a merge request shows.

Files without lines (DOCX, ODT) have the paragraph's number in place of the line, and the
description says so: GitLab wants a number.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from writer_assist.engine.findings import FileReport
from writer_assist.i18n import N_
from writer_assist.rules.base import Severity

from . import Options, Write
from .json import dump
from .source import Fingerprints, encoded, relative
from .words import Words

_SEVERITIES: dict[Severity, str] = {"error": "critical", "warning": "major", "hint": "info"}


class Page:
    """The array, one issue a line, written as files come."""

    def __init__(self, write: Write, options: Options) -> None:
        self._write = write
        self._words = Words(options.lang)
        self._separator = "\n"
        write("[")

    def file(self, report: FileReport) -> None:
        """The issues of a file."""
        path = relative(report.path)
        if report.error:
            reason = report.error_in(self._words.lang)
            description = self._words.t(N_("无法检查：{reason}"), reason=reason)
            self._issue(path, description, "unreadable-file", "error", 1, "blocker")
        fingerprints = Fingerprints(report)
        for finding in report.findings:
            mark, count = fingerprints.next(finding)
            self._issue(
                path,
                self._words.located(report, finding),
                f"{finding.code} {finding.name}",
                f"{mark}:{count}",
                finding.paragraph,
                _SEVERITIES[finding.severity],
            )

    def end(self) -> None:
        """Close the array."""
        self._write("\n]\n")

    def _issue(
        self, path: str, description: str, check: str, mark: str, begin: int, severity: str
    ) -> None:
        issue: dict[str, Any] = {
            "description": description,
            "check_name": check,
            # Two files may hold the same paragraph.
            "fingerprint": sha256(encoded(f"{path}\0{mark}")).hexdigest()[:40],
            "severity": severity,
            "location": {"path": path, "lines": {"begin": begin}},
        }
        self._write(self._separator + dump(issue))
        self._separator = ",\n"
