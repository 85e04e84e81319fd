"""SARIF 2.1.0 (OASIS), for code scanning services and viewers.

Results are written as files come; the rules that were broken, with their documentation, follow
at the end. Columns count code points. A file without lines (DOCX, ODT) has no regions: the
paragraph and the offsets are among the location's properties, the headings above it are its
logical location, and corrections are among the result's properties.
"""

from __future__ import annotations

from typing import Any

from writer_assist import __version__
from writer_assist.engine.findings import FileReport, Finding, PlacedFix
from writer_assist.i18n import N_
from writer_assist.rules.base import Severity

from . import Options, Write
from .json import dump
from .source import Fingerprints, Lines, Span, line_based, uri
from .words import Words, family, find_rule

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)

_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "hint": "note"}

_MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "markdown": "text/markdown",
    "text": "text/plain",
    "doc": "application/msword",
    "wps": "application/vnd.ms-works",
    "rtf": "application/rtf",
}


class Page:
    """A log with one run; each result is one line."""

    def __init__(self, write: Write, options: Options) -> None:
        self._write = write
        self._words = Words(options.lang)
        self._separator = "\n"
        self._rules: dict[str, tuple[int, str]] = {}
        self._artifacts: list[str] = []
        self._notifications: list[str] = []
        write(
            f'{{"$schema":{dump(SCHEMA)},"version":"2.1.0","runs":[{{'
            '"columnKind":"unicodeCodePoints","results":['
        )

    def file(self, report: FileReport) -> None:
        """The results of a file; what else is known of it is kept for the end."""
        location: dict[str, Any] = {"uri": uri(report.path)}
        artifact: dict[str, Any] = {"location": location, "roles": ["analysisTarget"]}
        if report.format in _MEDIA_TYPES:
            artifact["mimeType"] = _MEDIA_TYPES[report.format]
        self._artifacts.append(dump(artifact))
        location = {**location, "index": len(self._artifacts) - 1}
        if report.error:
            notification = {
                "level": "error",
                "message": _message(report.error_in(self._words.lang)),
                "locations": [{"physicalLocation": {"artifactLocation": location}}],
            }
            self._notifications.append(dump(notification))
        lines = Lines(report)
        fingerprints = Fingerprints(report)
        for finding in report.findings:
            result = self._result(report, location, lines, finding)
            mark, count = fingerprints.next(finding)
            result["partialFingerprints"] = {"paragraphTextHash/v1": f"{mark}:{count}"}
            self._write(self._separator + dump(result))
            self._separator = ",\n"

    def end(self) -> None:
        """The rules, the files, and what could not be read."""
        rules = ",\n".join(entry for _, entry in self._rules.values())
        artifacts = ",\n".join(self._artifacts)
        notifications = ",\n".join(self._notifications)
        language = "en" if self._words.lang == "en" else "zh-CN"
        success = "false" if self._notifications else "true"
        self._write(
            f'\n],"tool":{{"driver":{{"name":"writer-assist","version":{dump(__version__)},'
            f'"semanticVersion":{dump(__version__)},"language":"{language}","rules":[\n{rules}\n'
            f']}}}},"language":"{language}","artifacts":[\n{artifacts}\n],'
            f'"invocations":[{{"executionSuccessful":{success},'
            f'"toolExecutionNotifications":[\n{notifications}\n]}}]}}]}}\n'
        )

    def _result(
        self, report: FileReport, artifact: dict[str, Any], lines: Lines, finding: Finding
    ) -> dict[str, Any]:
        physical: dict[str, Any] = {"artifactLocation": artifact}
        location: dict[str, Any] = {"physicalLocation": physical}
        result: dict[str, Any] = {
            "ruleId": finding.code,
            "ruleIndex": self._rule_index(finding),
            "level": _LEVELS[finding.severity],
            "message": _message(self._words.located(report, finding)),
            "locations": [location],
        }
        properties: dict[str, Any] = {}
        if finding.section:
            location["logicalLocations"] = [
                {
                    "name": finding.section.rpartition(" / ")[2],
                    "fullyQualifiedName": finding.section,
                    "kind": "section",
                }
            ]
        if line_based(report):
            span = lines.span(finding)
            physical["region"] = {**_region(span), "snippet": {"text": finding.text}}
            line = lines.line(finding.paragraph)
            if line:
                context = {"startLine": span.line, "snippet": {"text": line}}
                physical["contextRegion"] = context
            fixes = [
                made
                for fix in finding.fixes
                if (made := self._fix(report, finding, artifact, lines, fix)) is not None
            ]
            if fixes:
                result["fixes"] = fixes
        else:
            location["properties"] = {
                "story": finding.story,
                "paragraph": finding.paragraph,
                "start": finding.start,
                "end": finding.end,
                "text": finding.text,
            }
            if finding.fixes:
                properties["fixes"] = [
                    {"safe": fix.safe, "edits": [edit._asdict() for edit in fix.edits]}
                    for fix in finding.fixes
                ]
        if finding.suggestions:
            properties["suggestions"] = list(finding.suggestions)
        if properties:
            result["properties"] = properties
        return result

    def _fix(
        self,
        report: FileReport,
        finding: Finding,
        artifact: dict[str, Any],
        lines: Lines,
        fix: PlacedFix,
    ) -> dict[str, Any] | None:
        made = lines.replacements(fix)
        if not made:
            return None
        return {
            "description": _message(self._words.fix(report.paragraphs, finding, fix)),
            "artifactChanges": [
                {
                    "artifactLocation": artifact,
                    "replacements": [
                        {
                            "deletedRegion": _region(replacement.span),
                            "insertedContent": {"text": replacement.text},
                        }
                        for replacement in made
                    ],
                }
            ],
            "properties": {"safe": fix.safe},
        }

    def _rule_index(self, finding: Finding) -> int:
        if finding.code not in self._rules:
            entry = dump(self._rule(finding))
            self._rules[finding.code] = len(self._rules), entry
        return self._rules[finding.code][0]

    def _rule(self, finding: Finding) -> dict[str, Any]:
        """The description of a rule; of one that is not built in no more than a finding tells."""
        entry: dict[str, Any] = {"id": finding.code, "name": finding.name}
        rule = find_rule(finding.code)
        entry["defaultConfiguration"] = {
            "level": _LEVELS[rule.severity if rule else finding.severity]
        }
        if rule is None:
            return entry
        from writer_assist.rules.docs import WHAT, WHY, rule_doc

        t = self._words.t
        doc = rule_doc(rule)
        entry["shortDescription"] = _message(t(doc.summary))
        if doc.what:
            entry["fullDescription"] = _message(doc.what)
        sections = [(t(title), text) for title, text in ((WHAT, doc.what), (WHY, doc.why)) if text]
        source = t(N_("实践经验")) if rule.source == "practice" else rule.source
        line = t(N_("依据：{source}"), source=source)
        help_text = [f"{title}\n{text}" for title, text in sections]
        markdown = [f"**{title}**\n\n{text}" for title, text in sections]
        entry["help"] = {
            "text": _escaped("\n\n".join([*help_text, line])),
            "markdown": _escaped("\n\n".join([*markdown, line])),
        }
        entry["properties"] = {"tags": [family(finding.code)], "source": rule.source}
        return entry


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _message(text: str) -> dict[str, str]:
    return {"text": _escaped(text)}


def _escaped(text: str) -> str:
    """Text as SARIF writes messages: no placeholder (3.11.5) and no link (3.11.6) in it."""
    text = text.replace("{", "{{").replace("}", "}}")
    if "](" in text:
        text = text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    return text
