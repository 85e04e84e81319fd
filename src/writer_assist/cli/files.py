"""What one run of ``lint`` does with each file, and what it makes of the reports."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from writer_assist.engine.findings import FileReport
from writer_assist.i18n import N_
from writer_assist.rules.base import SEVERITIES

if TYPE_CHECKING:
    from writer_assist.engine.settings import Linters


class SafeLint:
    """Lint one file, whatever happens: even an unexpected exception becomes its error."""

    def __init__(self, linters: Linters, *, traceback: bool = False) -> None:
        self.linters = linters
        self._traceback = traceback

    def __call__(self, path: str) -> FileReport:
        """The report of a file."""
        return self._guarded(path, lambda: self.linters.of(path).lint_path(path))

    def data(self, data: bytes, path: str) -> FileReport:
        """The report of a file that was read already; ``path`` tells its kind."""
        return self._guarded(path, lambda: self._lint_data(data, path))

    def warm_up(self) -> None:
        """Import, compile and load what most documents need."""
        import lxml.etree  # noqa: F401

        from writer_assist.document.model import Document

        lines = ["2024年工作总结", "一、主要工作", "全年办理提案xx件。", "二、存在的问题", "不足。"]
        for linter in self.linters.built():
            self._guarded("", functools.partial(linter.lint, Document.from_lines(lines)))

    def _lint_data(self, data: bytes, path: str) -> FileReport:
        from writer_assist.document.errors import DocumentError
        from writer_assist.document.read import read_bytes

        try:
            document = read_bytes(data, path)
        except DocumentError as error:
            return FileReport(path, error=error.reason, error_params=error.params)
        return self.linters.of(path).lint(document)

    def _guarded(self, path: str, lint: Callable[[], FileReport]) -> FileReport:
        try:
            return lint()
        except Exception as error:  # noqa: BLE001 - one file must not stop the others
            if self._traceback:
                import traceback

                traceback.print_exc()
            params = {"kind": type(error).__name__, "detail": str(error)[:200]}
            return FileReport(path, error=N_("内部错误：{kind} {detail}"), error_params=params)


class Tally:
    """Passes reports on and remembers what the exit code depends on.

    ``fail_on`` tells for a file from which severity on it fails; "never" is one.
    """

    def __init__(
        self,
        reports: Iterable[FileReport],
        fail_on: Callable[[str], str],
        on_error: Callable[[FileReport], object] | None = None,
    ) -> None:
        self._reports = reports
        self._fail_on = fail_on
        self._on_error = on_error
        self.exit_code = 0

    def __iter__(self) -> Iterator[FileReport]:
        for report in self._reports:
            if report.error:
                self.exit_code = 2
                if self._on_error is not None:
                    self._on_error(report)
            elif report.findings and not self.exit_code and self._fails(report):
                self.exit_code = 1
            yield report

    def _fails(self, report: FileReport) -> bool:
        least = self._fail_on(report.path)
        failing = SEVERITIES[SEVERITIES.index(least) :] if least in SEVERITIES else ()
        return any(finding.severity in failing for finding in report.findings)


def standard_input() -> bytes:
    """A file's bytes from standard input.

    Raises:
        DocumentError: it cannot be read, or there is too much.
    """
    from writer_assist.document.errors import DocumentError
    from writer_assist.document.read import MAX_FILE, TOO_LARGE, UNREADABLE

    try:
        data = sys.stdin.buffer.read(MAX_FILE + 1) if sys.stdin is not None else b""
    except OSError as error:
        from writer_assist.os_errors import os_reason

        raise DocumentError(UNREADABLE, error=os_reason(error)) from error
    if len(data) > MAX_FILE:
        raise DocumentError(TOO_LARGE, limit=MAX_FILE >> 20)
    return data
