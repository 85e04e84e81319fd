"""The baselines of a run of ``lint``: the one that is given, or those of the configurations."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from writer_assist.engine.configuration import short
from writer_assist.engine.findings import FileReport
from writer_assist.i18n import N_
from writer_assist.report.display import visible

if TYPE_CHECKING:
    from argparse import Namespace

    from writer_assist.engine.baseline import Baseline
    from writer_assist.engine.linter import Linter
    from writer_assist.engine.settings import Linters

    from .arguments import Parser


def configure(parser: Parser) -> None:
    """Add the arguments about baselines."""
    add, t = parser.add_argument, parser.t
    add(
        "--baseline",
        metavar="FILE",
        help=t(N_("基线文件里有的问题不再报告，只报告新的（不给时看配置）")),
    )
    add(
        "--write-baseline",
        metavar="FILE",
        help=t(N_("不报告，把现在的问题都写进基线文件；没有检查到的文件，原来写的不动")),
    )


def given(options: Namespace) -> str | None:
    """The baseline that the command line names; "" for none, None where it does not say."""
    if options.write_baseline is not None:
        return ""  # what is written holds all findings
    return os.path.abspath(options.baseline) if options.baseline else None


class Baselines:
    """Every baseline of a run.

    Raises:
        BaselineError: the file that is to be written is there, and is no baseline.
    """

    def __init__(self, options: Namespace, linters: Linters) -> None:
        self._linters = linters
        self._loaded: dict[str, Baseline] = {}
        self._codes: dict[int, frozenset[str]] = {}
        self._written: Baseline | None = None
        self.writes: bool = options.write_baseline is not None
        if self.writes:
            from writer_assist.engine.baseline import Baseline

            path = os.path.abspath(options.write_baseline)
            self._written = Baseline.load(path) if os.path.exists(path) else Baseline(path)

    def prepare(self, path: str, linter: Linter) -> None:
        """Load the baseline of a file, which has this linter.

        Raises:
            BaselineError: it cannot be read.
        """
        file = self._linters.settings(path).baseline
        if file and file not in self._loaded:
            from writer_assist.engine.baseline import Baseline

            self._loaded[file] = Baseline.load(file)
        self._codes[id(linter)] = frozenset(rule.code for rule in linter.rules)

    def refuse_input(self, refuse: Callable[[str], object]) -> None:
        """Call ``refuse`` with the file that is to be written, if any."""
        if self._written is not None:
            refuse(self._written.path)

    def filtered(self, reports: Iterable[FileReport]) -> Iterator[FileReport]:
        """The reports without the findings that are known."""
        for report in reports:
            baseline = self._written
            if baseline is None and self._loaded:
                baseline = self._loaded.get(self._linters.settings(report.path).baseline)
            if baseline is None:
                yield report
                continue
            linter = self._linters.of(report.path)
            if id(linter) not in self._codes:
                self._codes[id(linter)] = frozenset(rule.code for rule in linter.rules)
            filtered = baseline.filter(report, self._codes[id(linter)])
            yield report._replace(findings=()) if self._written is not None else filtered

    def write(self, reports: Iterable[FileReport], parser: Parser) -> None:
        """Go through the reports and write the baseline."""
        from writer_assist.atomic import atomic_file

        from .output import standard_output
        from .reports import OutputError

        assert self._written is not None
        for _ in reports:
            pass
        path = self._written.path
        text = self._written.updated()
        try:
            with atomic_file(path) as stream:
                stream.write(text)
        except OSError as error:
            raise OutputError(path, error) from error
        template = N_("基线写进了 {path}：{count} 处问题")
        count = self._written.count()
        with standard_output(utf8=False) as out:
            out.write(parser.t(template, path=visible(short(path)), count=count) + "\n")

    def tell_stale(self, parser: Parser) -> None:
        """Say which baselines hold what is not there any more."""
        for file, baseline in self._loaded.items():
            if count := baseline.stale():
                template = N_(
                    "基线 {path} 里有 {count} 处问题已经不在了，可以用 --write-baseline 更新"
                )
                line = parser.t(template, path=visible(short(file)), count=count)
                if sys.stderr is not None:
                    print(line, file=sys.stderr)  # noqa: T201
