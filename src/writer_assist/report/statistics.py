"""How many findings there are of each rule, instead of the findings themselves."""

from __future__ import annotations

from typing import Any

from writer_assist.engine.findings import FileReport
from writer_assist.i18n import N_
from writer_assist.i18n import render as render_message
from writer_assist.rules.base import Severity

from . import Options, Write
from .display import pad, width
from .words import SEVERITY_NAMES, summary


class _Counts:
    """Counts by rule; a rule's findings may differ in severity."""

    def __init__(self, write: Write, options: Options) -> None:
        self._write = write
        self._options = options
        self._counts: dict[tuple[str, str, Severity], int] = {}
        self._files: dict[tuple[str, str, Severity], int] = {}

    def file(self, report: FileReport) -> None:
        """Count a file's findings."""
        kinds = set()
        for finding in report.findings:
            kind = (finding.code, finding.name, finding.severity)
            self._counts[kind] = self._counts.get(kind, 0) + 1
            kinds.add(kind)
        for kind in kinds:
            self._files[kind] = self._files.get(kind, 0) + 1

    def _ordered(self) -> list[tuple[tuple[str, str, Severity], int]]:
        """The most frequent first."""
        return sorted(self._counts.items(), key=lambda item: (-item[1], item[0]))


class TextPage(_Counts):
    """A table with a line a rule, and the total."""

    def end(self) -> None:
        """Write it."""
        rows = [
            (str(count), code, self._t(SEVERITY_NAMES[severity]), name, self._what(code))
            for (code, name, severity), count in self._ordered()
        ]
        columns = [max(map(width, column)) for column in zip(*rows, strict=True)]
        for count, *cells in rows:
            line = [count.rjust(columns[0])]
            line += [pad(cell, columns[i]) for i, cell in enumerate(cells, 1)]
            self._write("  ".join(line).rstrip() + "\n")
        if not self._options.quiet:
            total = sum(self._counts.values())
            self._write(self._t(N_("共 {total} 处，{rules} 条规则"), total=total, rules=len(rows)))
            self._write("\n")

    def _what(self, code: str) -> str:
        """What the rule finds, where it says."""
        line = summary(code)
        return self._t(line) if line else ""

    def _t(self, template: str, **params: object) -> str:
        return render_message(template, params, self._options.lang)


class JsonPage(_Counts):
    """A list with an object a rule."""

    def end(self) -> None:
        """Write it."""
        from .json import dump

        entries: list[dict[str, Any]] = [
            {
                "code": code,
                "name": name,
                "severity": severity,
                "count": count,
                "files": self._files[code, name, severity],
            }
            for (code, name, severity), count in self._ordered()
        ]
        self._write("[\n" + ",\n".join(map(dump, entries)) + "\n]\n")
