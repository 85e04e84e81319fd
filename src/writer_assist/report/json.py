"""Findings as one JSON object; :data:`SCHEMA` is the JSON Schema of it.

Findings are written file by file as they come; what is known of each file follows at the end.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from typing import Any

from writer_assist import __version__
from writer_assist.engine.findings import FileReport, Finding

from . import Options, Write

SCHEMA = os.path.join(os.path.dirname(__file__), "lint.schema.json")

_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode

# JSON leaves these as they are, but they would steer a terminal or turn the text around in it.
# They can only stand inside strings, where the escape means the same character.
_UNSAFE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


class Page:
    """The object, one finding and one file a line."""

    def __init__(self, write: Write, options: Options) -> None:
        self._write = write
        self._lang = options.lang
        self._files: list[str] = []
        self._separator = "\n"
        write(f'{{"version":{_encode(__version__)},"findings":[')

    def file(self, report: FileReport) -> None:
        """Write the findings, and keep what is known of the file for the end."""
        if report.findings:
            lines = [dump(finding_entry(report.path, f, self._lang)) for f in report.findings]
            self._write(self._separator + ",\n".join(lines))
            self._separator = ",\n"
        self._files += [dump(entry) for entry in file_entries(report, self._lang)]

    def end(self) -> None:
        """Write the files."""
        self._write('\n],"files":[\n' + ",\n".join(self._files) + "\n]}\n")


def dump(value: object) -> str:
    """``value`` as JSON that is safe to show in a terminal."""
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", _encode(value))


def finding_entry(path: str, finding: Finding, lang: str) -> dict[str, Any]:
    """A finding as the schema has it."""
    return {
        "path": path,
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "message": finding.message_in(lang),
        "story": finding.story,
        "paragraph": finding.paragraph,
        "start": finding.start,
        "end": finding.end,
        "text": finding.text,
        "section": finding.section,
        "fixes": [
            {"safe": fix.safe, "edits": [edit._asdict() for edit in fix.edits]}
            for fix in finding.fixes
        ],
        "suggestions": list(finding.suggestions),
    }


def file_entries(report: FileReport, lang: str) -> Iterator[dict[str, Any]]:
    """An entry a draft; one without a draft's values when there is none."""
    error = report.error_in(lang) if report.error else None
    for draft in report.drafts or (None,):
        yield {
            "path": report.path,
            "genre": (draft.genre or None) if draft else None,
            "sections": [section._asdict() for section in draft.sections] if draft else [],
            "error": error,
            "first": draft.first if draft else None,
            "last": draft.last if draft else None,
            "title": draft.title if draft else None,
            "confidence": round(draft.confidence, 3) if draft else None,
        }
