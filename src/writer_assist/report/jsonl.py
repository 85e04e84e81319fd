"""JSON Lines: one object a line, for programs that read findings while they come.

The first line is ``{"version": …}``, then follow ``{"finding": …}`` for each finding and, behind
a file's findings, ``{"file": …}`` for each of its drafts, as in the JSON report. The JSON Schema
of a line is "line" among the definitions of the JSON report's schema.
"""

from __future__ import annotations

from writer_assist import __version__
from writer_assist.engine.findings import FileReport

from . import Options, Write
from .json import dump, file_entries, finding_entry


class Page:
    """Lines that are written as files come; nothing is kept."""

    def __init__(self, write: Write, options: Options) -> None:
        self._write = write
        self._lang = options.lang
        write(dump({"version": __version__}) + "\n")

    def file(self, report: FileReport) -> None:
        """The findings of a file, and then the file."""
        lines = [{"finding": finding_entry(report.path, f, self._lang)} for f in report.findings]
        entries = [{"file": entry} for entry in file_entries(report, self._lang)]
        self._write("".join([dump(line) + "\n" for line in (*lines, *entries)]))

    def end(self) -> None:
        """Nothing stands at the end."""
