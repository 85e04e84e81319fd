"""``writer-assist lint``: check drafts and report."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from writer_assist import patterns
from writer_assist.engine.findings import FileReport
from writer_assist.i18n import N_
from writer_assist.report import Write
from writer_assist.report.display import visible
from writer_assist.rules.base import SEVERITIES
from writer_assist.rules.registry import UnknownRuleError

from . import developer, reports
from .output import is_terminal

if TYPE_CHECKING:
    from argparse import Namespace

    from writer_assist.engine.linter import Linter
    from writer_assist.repository.walk import Target

    from .arguments import Parser

STDIN = "-"


def configure(parser: Parser) -> None:
    """Add the arguments of the command."""
    add, t = parser.add_argument, parser.t
    add(
        "paths",
        nargs="*",
        metavar="PATH",
        help=t(N_("文件或文件夹（默认当前文件夹）；- 表示标准输入")),
    )
    add(
        "--select",
        action="append",
        default=[],
        metavar="RULES",
        help=t(N_("只用这些规则：编号、编号开头或名称，用逗号隔开，可以多次给出")),
    )
    add(
        "--ignore",
        action="append",
        default=[],
        metavar="RULES",
        help=t(N_("不用这些规则，写法同上")),
    )
    add("--genre", metavar="GENRE", help=t(N_("文种；不给时按标题和内容判断")))
    add(
        "--fail-on",
        choices=(*SEVERITIES, "never"),
        default="warning",
        help=t(N_("发现这一级或更严重的问题时退出码为 1（默认 warning）")),
    )
    reports.configure(parser)
    add(
        "--stdin-filename", metavar="NAME", help=t(N_("标准输入的文件名，报告里用，也用来判断格式"))
    )
    add(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help=t(N_("颜色（默认 auto：在终端里用，设了 NO_COLOR 时不用）")),
    )
    add("-q", "--quiet", action="store_true", help=t(N_("只报告问题，不要总结和进度")))
    add("--no-progress", action="store_true", help=t(N_("不显示进度条")))
    add(
        "-j",
        "--jobs",
        type=int,
        metavar="N",
        help=t(N_("同时检查的进程数（默认：文件多时用上每个处理器）")),
    )
    add("--traceback", action="store_true", help=t(N_("遇到内部错误时显示详情，供开发者用")))
    parser.add_common()


def run(options: Namespace, parser: Parser) -> int:
    """Lint and report; the exit code."""
    if options.jobs is not None and options.jobs < 1:
        parser.error(parser.t(N_("--jobs 至少是 1")))
    wanted = reports.outputs(options, parser)
    settings = {
        "select": _selectors(options.select),
        "ignore": _selectors(options.ignore),
        "genre": options.genre,
        "keep_text": reports.needs_text(wanted),
    }
    lint = SafeLint(settings, traceback=developer() or options.traceback)
    _check_settings(lint, options.genre, parser)
    # A second mention of standard input would find it empty.
    paths = list(dict.fromkeys(options.paths)) or ["."]
    batches = _batches(paths)
    for output in wanted:
        if output.path:
            _refuse_input(output.path, batches, parser)
    total = sum(map(len, batches))
    if total > 1:
        gc.enable()
    if not total:
        _complain(parser.t(N_("没有找到可以检查的文件")))
    source = _reports(batches, lint, options)
    tally = Tally(source, options.fail_on, _error_line(options, parser))
    found: Iterable[FileReport] = tally
    spare: Callable[[Write], Write] | None = None
    if not (options.quiet or options.no_progress) and is_terminal(sys.stderr):
        from .progress import SHOW_FROM, with_progress

        if total >= SHOW_FROM:
            found, spare = with_progress(found, total, parser.t(N_("检查")))
    try:
        reports.write(found, wanted, options, parser.lang, spare)
    except reports.OutputError as error:
        name = visible(error.path or parser.t(N_("标准输出")))
        _complain(parser.t(N_("{name}: 无法写入：{reason}"), name=name, reason=error.reason))
        return 2
    finally:
        # After Ctrl-C, or when the reader went away: no process may outlive this one.
        source.close()
    patterns.save()
    return tally.exit_code


class SafeLint:
    """Lint one file, whatever happens: even an unexpected exception becomes its error.

    It is sent to processes that are spawned without its linter, which they make anew.
    """

    def __init__(self, settings: dict[str, Any], *, traceback: bool = False) -> None:
        self._settings = settings
        self._traceback = traceback
        self._made: Linter | None = None

    def __getstate__(self) -> tuple[dict[str, Any], bool]:
        return self._settings, self._traceback

    def __setstate__(self, state: tuple[dict[str, Any], bool]) -> None:
        self.__init__(state[0], traceback=state[1])  # type: ignore[misc]

    @property
    def linter(self) -> Linter:
        """The linter; made when it is first needed.

        Raises:
            ValueError: the settings name a rule or a genre that does not exist.
        """
        if self._made is None:
            from writer_assist.engine.linter import Linter

            self._made = Linter(**self._settings)
        return self._made

    def __call__(self, path: str) -> FileReport:
        """The report of a file."""
        return self._guarded(path, lambda: self.linter.lint_path(path))

    def data(self, data: bytes, path: str) -> FileReport:
        """The report of a file that was read already; ``path`` tells its kind."""
        return self._guarded(path, lambda: self._lint_data(data, path))

    def warm_up(self) -> None:
        """Import, compile and load what most documents need."""
        import lxml.etree  # noqa: F401

        from writer_assist.document.model import Document

        lines = ["2024年工作总结", "一、主要工作", "全年办理提案xx件。", "二、存在的问题", "不足。"]
        self._guarded("", lambda: self.linter.lint(Document.from_lines(lines)))

    def _lint_data(self, data: bytes, path: str) -> FileReport:
        from writer_assist.document.errors import DocumentError
        from writer_assist.document.read import read_bytes

        try:
            document = read_bytes(data, path)
        except DocumentError as error:
            return FileReport(path, error=error.reason, error_params=error.params)
        return self.linter.lint(document)

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
    """Passes reports on and remembers what the exit code depends on."""

    def __init__(
        self,
        reports: Iterable[FileReport],
        fail_on: str,
        on_error: Callable[[FileReport], object] | None = None,
    ) -> None:
        self._reports = reports
        self._failing = SEVERITIES[SEVERITIES.index(fail_on) :] if fail_on in SEVERITIES else ()
        self._on_error = on_error
        self.exit_code = 0

    def __iter__(self) -> Iterator[FileReport]:
        for report in self._reports:
            if report.error:
                self.exit_code = 2
                if self._on_error is not None:
                    self._on_error(report)
            elif not self.exit_code and any(f.severity in self._failing for f in report.findings):
                self.exit_code = 1
            yield report


def _check_settings(lint: SafeLint, genre: str | None, parser: Parser) -> None:
    """Make the linter and load the outlines now: what is wrong there is no fault of a file."""
    from writer_assist.outline.genres import OutlineError, outlines

    try:
        _ = lint.linter
        outlines()
    except OutlineError as error:
        _complain(parser.t(N_("提纲文件有错：{reason}"), reason=visible(str(error))))
        raise SystemExit(2) from error
    except UnknownRuleError as error:
        parser.error(
            parser.t(N_("没有规则 {name}"), name=repr(error.selector))
            + parser.did_you_mean(error.nearest)
        )
    except ValueError as error:  # an unknown genre
        parser.error(
            parser.t(N_("没有文种 {name}"), name=repr(genre))
            + parser.did_you_mean(getattr(error, "nearest", None))
        )


def _selectors(values: Sequence[str]) -> list[str]:
    return [part.strip() for value in values for part in value.split(",") if part.strip()]


def _batches(paths: Sequence[str]) -> list[list[Target]]:
    """The files to lint; standard input, at its place, is a batch of its own."""
    from writer_assist.repository.walk import Target, find_files

    if STDIN not in paths:
        return [list(find_files(paths))]
    place = paths.index(STDIN)
    # One walk over all, so that each file is there once.
    before = list(find_files(paths[:place]))
    after = list(find_files([*paths[:place], *paths[place + 1 :]]))[len(before) :]
    return [before, [Target(STDIN)], after]


def _reports(
    batches: Sequence[Sequence[Target]], lint: SafeLint, options: Namespace
) -> Generator[FileReport, None, None]:
    from writer_assist.repository.pool import lint_many

    for index, batch in enumerate(batches):
        if index == 1:
            yield _lint_stdin(lint, options.stdin_filename or STDIN)
        else:
            yield from lint_many(batch, lint, jobs=options.jobs, warm_up=lint.warm_up)


def _lint_stdin(lint: SafeLint, name: str) -> FileReport:
    from writer_assist.document.read import MAX_FILE, TOO_LARGE, UNREADABLE

    try:
        data = sys.stdin.buffer.read(MAX_FILE + 1) if sys.stdin is not None else b""
    except OSError as error:
        return FileReport(name, error=UNREADABLE, error_params={"error": error.strerror})
    if len(data) > MAX_FILE:
        return FileReport(name, error=TOO_LARGE, error_params={"limit": MAX_FILE >> 20})
    return lint.data(data, name)


def _refuse_input(output: str, batches: Iterable[Iterable[Target]], parser: Parser) -> None:
    """A report never replaces a draft."""
    from writer_assist.repository.walk import identify

    identity = identify(output)
    for batch in batches:
        for target in batch:
            if identify(target.path) == identity:
                name = visible(output)
                parser.error(parser.t(N_("{name} 是要检查的文件，不能用作输出文件"), name=name))


def _error_line(options: Namespace, parser: Parser) -> Callable[[FileReport], None] | None:
    """Where the report does not show errors to the user, standard error does."""
    if options.output_format == "text" and not options.output_file:
        return None
    return lambda report: _complain(
        f"{visible(report.path)}: {visible(report.error_in(parser.lang))}"
    )


def _complain(line: str) -> None:
    if sys.stderr is not None:
        print(line, file=sys.stderr)  # noqa: T201
