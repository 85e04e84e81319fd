"""A baseline: findings that are known and not to be reported again.

A finding is known by its file, its rule and a hash of its paragraph's text, and counted: of
three equal ones where the baseline has two, one is reported. So it stays known when paragraphs
are put in before it, or when its own is moved.

The file is JSON, in a stable order::

    {"version": 1, "files": {"送审稿/总结.docx": {"PH001": {"5f1c…": 2}}}}

Paths are relative to the baseline's folder.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from typing import Any

from writer_assist.i18n import N_, render

from .configuration import short
from .findings import FileReport, Finding

VERSION = 1
STDIN = "-"

_Known = dict[str, dict[str, int]]
"""Rule code → hash of a paragraph's text → how often."""


class BaselineError(ValueError):
    """A baseline cannot be read; its text is one line that names the file."""

    def __init__(self, path: str, template: str, /, **params: object) -> None:
        super().__init__(path, template, params)
        self.path = path
        self.template = template
        self.params = params

    def __str__(self) -> str:
        return self.message_in("zh")

    def message_in(self, lang: str) -> str:
        """The message in ``lang`` ("zh", "en")."""
        return f"{short(self.path)}: {render(self.template, self.params, lang)}"


class Baseline:
    """One baseline file, and what a run finds of it.

    Args:
        path: the file.
        files: what it holds: path → what is known of that file.
    """

    def __init__(self, path: str, files: Mapping[str, _Known] | None = None) -> None:
        self.path = os.path.abspath(path)
        self._folder = os.path.dirname(self.path)
        self._files: dict[str, _Known] = dict(files or {})
        self._found: dict[str, _Known] = {}
        self._codes: dict[str, Collection[str]] = {}

    @classmethod
    def load(cls, path: str) -> Baseline:
        """The baseline in a file.

        Raises:
            BaselineError: there is none, or it is no baseline.
        """
        try:
            with open(path, encoding="utf-8-sig") as stream:
                data = json.load(stream)
        except OSError as error:
            from writer_assist.os_errors import os_reason

            template = N_("基线文件读不出来：{reason}")
            raise BaselineError(path, template, reason=os_reason(error)) from error
        except json.JSONDecodeError as error:
            template = N_("不是基线文件：第 {line} 行不是正确的 JSON")
            raise BaselineError(path, template, line=error.lineno) from error
        except (UnicodeDecodeError, RecursionError) as error:
            raise BaselineError(path, N_("不是基线文件")) from error
        if isinstance(data, dict) and isinstance(data.get("version"), int) and _is_newer(data):
            template = N_("是版本 {version} 的基线文件，这个程序只认得版本 {known}")
            raise BaselineError(path, template, version=data["version"], known=VERSION)
        if not _is_baseline(data):
            raise BaselineError(path, N_("不是基线文件"))
        return cls(path, data["files"])

    def filter(self, report: FileReport, codes: Collection[str]) -> FileReport:
        """The report without the findings that are known.

        Args:
            report: of a file that was linted.
            codes: the rules that were run.
        """
        if report.error:
            return report
        key = self._key(report.path)
        self._codes[key] = codes
        own = self._files.get(key, {})
        # (A file that is linted twice is the same twice.)
        found = self._found[key] = {}
        kept: list[Finding] = []
        for finding in report.findings:
            print_ = fingerprint(report, finding)
            counts = found.setdefault(finding.code, {})
            counts[print_] = counts.get(print_, 0) + 1
            if counts[print_] > own.get(finding.code, {}).get(print_, 0):
                kept.append(finding)
        known = len(report.findings) - len(kept)
        return report._replace(findings=kept, baselined=known) if known else report

    def stale(self) -> int:
        """How many findings of the baseline are not there any more, in files that are.

        Files that were not linted, and rules that were not run, are left aside.
        """
        return sum(
            max(0, count - self._found.get(key, {}).get(code, {}).get(print_, 0))
            for key, code, print_, count in self._entries()
            if self._is_judged(key, code)
        )

    def count(self) -> int:
        """How many findings the run found, known or not."""
        return sum(sum(c.values()) for known in self._found.values() for c in known.values())

    def updated(self) -> str:
        """The file's new content: what the run found, and what it did not look at."""
        files: dict[str, _Known] = {}
        for key, code, print_, count in self._entries():
            if not self._is_judged(key, code):
                files.setdefault(key, {}).setdefault(code, {})[print_] = count
        for key, known in self._found.items():
            for code, counts in known.items():
                files.setdefault(key, {}).setdefault(code, {}).update(counts)
        ordered = {
            key: {code: dict(sorted(counts.items())) for code, counts in sorted(known.items())}
            for key, known in sorted(files.items())
        }
        data = {"version": VERSION, "files": ordered}
        return json.dumps(data, ensure_ascii=False, indent=1) + "\n"

    def _is_judged(self, key: str, code: str) -> bool:
        """Whether this run can tell about a rule in a file."""
        if key in self._codes:
            return code in self._codes[key]
        return key != STDIN and not os.path.exists(os.path.join(self._folder, key))

    def _entries(self) -> Iterator[tuple[str, str, str, int]]:
        for key, known in self._files.items():
            for code, counts in known.items():
                for print_, count in counts.items():
                    yield key, code, print_, count

    def _key(self, path: str) -> str:
        if path == STDIN:
            return path
        path = os.path.abspath(path)
        with suppress(ValueError):  # on another drive
            path = os.path.relpath(path, self._folder)
        return path.replace(os.sep, "/")


def fingerprint(report: FileReport, finding: Finding) -> str:
    """By what a finding is known again: its paragraph's text.

    What a draft lacks as a whole has no text of its own: it is known by what is lacking,
    wherever it is shown.
    """
    if finding.code.startswith("OL") and finding.start == finding.end:
        text = finding.message
    else:
        text = report.paragraphs.get(finding.paragraph, finding.text)
    return sha256(text.strip().encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _is_newer(data: Mapping[str, Any]) -> bool:
    return bool(data["version"] > VERSION)


def _is_baseline(data: Any) -> bool:
    return (
        isinstance(data, dict)
        and data.get("version") == VERSION
        and isinstance(data.get("files"), dict)
        and all(
            isinstance(known, dict)
            and all(
                isinstance(counts, dict)
                and all(isinstance(n, int) and not isinstance(n, bool) for n in counts.values())
                for counts in known.values()
            )
            for known in data["files"].values()
        )
    )
