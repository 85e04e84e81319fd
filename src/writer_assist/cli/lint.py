"""``writer-assist lint``: check drafts and report."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from writer_assist import patterns
from writer_assist.engine.findings import FileReport
from writer_assist.engine.settings import Linters
from writer_assist.i18n import N_
from writer_assist.report import Options, Page, Write
from writer_assist.report.display import visible
from writer_assist.rules.base import SEVERITIES
from writer_assist.rules.registry import UnknownRuleError

from . import baselines, developer, reports
from .files import SafeLint, Tally
from .output import is_terminal

if TYPE_CHECKING:
    from argparse import Namespace

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
    parser.add_choice()
    add(
        "--fail-on",
        choices=(*SEVERITIES, "never"),
        help=t(N_("发现这一级或更严重的问题时退出码为 1（默认 warning）")),
    )
    baselines.configure(parser)
    add(
        "--no-suppressions",
        action="store_true",
        help=t(N_("稿子里的忽略注释（writer-assist: ignore …）不算数，全部报告")),
    )
    reports.configure(parser)
    add(
        "--statistics",
        action="store_true",
        help=t(N_("不列出问题，只按规则列出各有多少处（可以是 text 或 json）")),
    )
    add(
        "--show-settings",
        action="store_true",
        help=t(N_("不检查，只列出每个 PATH 用的是哪些设置、各从哪里来（可以是 text 或 json）")),
    )
    add(
        "--stdin-filename", metavar="NAME", help=t(N_("标准输入的文件名，报告里用，也用来判断格式"))
    )
    parser.add_color()
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
    if (options.statistics or options.show_settings) and wanted[0].format not in ("text", "json"):
        parser.error(parser.t(N_("--statistics 和 --show-settings 只能是 text 或 json 格式")))
    if options.write_baseline is not None and (options.report or options.output_file):
        parser.error(parser.t(N_("--write-baseline 不写报告，不能与 --report、--output-file 同用")))
    # A second mention of standard input would find it empty.
    paths = list(dict.fromkeys(options.paths)) or ["."]
    linters = Linters(
        select=selectors(options.select),
        ignore=selectors(options.ignore),
        genre=options.genre,
        fail_on=options.fail_on,
        baseline=baselines.given(options),
        config=options.config,
        isolated=options.isolated,
        suppressions=not options.no_suppressions,
        keep_text=reports.needs_text(wanted),
    )
    batches: list[list[Target]] = []
    with complaining(options, parser):
        if options.show_settings:
            return _show_settings(linters, paths, wanted, parser)
        batches = _batches(paths, linters)
        known = baselines.Baselines(options, linters)
        for path in _one_of_each_folder(batches, options):
            known.prepare(path, linters.of(path))
    for output in wanted:
        if output.path:
            _refuse_input(output.path, batches, parser)
    known.refuse_input(lambda path: _refuse_input(path, batches, parser))
    lint = SafeLint(linters, traceback=developer() or options.traceback)
    total = sum(map(len, batches))
    if total > 1:
        gc.enable()
    if not total:
        _complain(parser.t(N_("没有找到可以检查的文件")))
    source = _reports(batches, lint, options)
    tally = Tally(
        known.filtered(source),
        lambda path: linters.settings(path).fail_on,
        _error_line(options, parser),
    )
    found: Iterable[FileReport] = tally
    spare: Callable[[Write], Write] | None = None
    if not (options.quiet or options.no_progress) and is_terminal(sys.stderr):
        from .progress import SHOW_FROM, with_progress

        if total >= SHOW_FROM:
            found, spare = with_progress(found, total, parser.t(N_("检查")))
    try:
        if known.writes:
            known.write(found, parser)
        else:
            know_rules(linters)
            reports.write(found, wanted, options, parser.lang, spare, _statistics(options, wanted))
    except reports.OutputError as error:
        return _unwritable(error, parser)
    finally:
        # After Ctrl-C, or when the reader went away: no process may outlive this one.
        source.close()
    patterns.save()
    if not options.quiet:
        known.tell_stale(parser)
    return tally.exit_code


def _show_settings(
    linters: Linters, paths: Sequence[str], wanted: Sequence[reports.Output], parser: Parser
) -> int:
    from .settings import show

    try:
        return show(linters, paths, wanted, parser)
    except reports.OutputError as error:
        return _unwritable(error, parser)


def _unwritable(error: reports.OutputError, parser: Parser) -> int:
    name = visible(error.path or parser.t(N_("标准输出")))
    _complain(parser.t(N_("{name}: 无法写入：{reason}"), name=name, reason=error.reason))
    return 2


def know_rules(linters: Linters) -> None:
    """Let reports say what an office's own rules are about, too."""
    from writer_assist.report.words import know

    for linter in linters.built():
        know(type(rule) for rule in linter.rules)


@contextmanager
def complaining(options: Namespace, parser: Parser) -> Iterator[None]:
    """Say in one line what is wrong with the settings, and end: it is no fault of a file.

    The outlines are loaded as well.
    """
    from writer_assist.outline.genres import OutlineError, UnknownGenreError, outlines

    try:
        yield
        outlines()
    except OutlineError as error:
        _complain(
            parser.t(N_("提纲文件有错：{reason}"), reason=visible(error.message_in(parser.lang)))
        )
        raise SystemExit(2) from error
    except UnknownRuleError as error:
        parser.error(
            parser.t(N_("没有规则 {name}"), name=repr(error.selector))
            + parser.did_you_mean(error.nearest)
        )
    except UnknownGenreError as error:
        parser.error(
            parser.t(N_("没有文种 {name}"), name=repr(options.genre))
            + parser.did_you_mean(error.nearest)
        )
    except ValueError as error:
        message_in = getattr(error, "message_in", None)  # of a configuration, of a baseline
        if message_in is None and not isinstance(error, _rule_errors()):
            raise
        text = message_in(parser.lang) if message_in else str(error)
        for line in text.split("\n"):  # one of each fault in a phrase file
            _complain(visible(line))
        raise SystemExit(2) from error


def _rule_errors() -> tuple[type[ValueError], ...]:
    """What goes wrong with rules that are not ours; imported where something does."""
    from writer_assist.rules.plugins import PluginError
    from writer_assist.rules.registry import RuleClashError
    from writer_assist.rules.tables import TableError

    return PluginError, RuleClashError, TableError


def selectors(values: Sequence[str]) -> list[str]:
    """The selectors of rules that an option gave, parted at commas."""
    return [part.strip() for value in values for part in value.split(",") if part.strip()]


def files_of(paths: Sequence[str], linters: Linters) -> list[Target]:
    """The files that paths (none of them standard input) name, without what is excluded."""
    return [target for batch in _batches(paths, linters) for target in batch]


def _batches(paths: Sequence[str], linters: Linters) -> list[list[Target]]:
    """The files to lint; standard input, at its place, is a batch of its own."""
    from writer_assist.repository.walk import Target, find_files

    # What is named is meant, though a configuration would leave it out of a folder.
    named = tuple([os.path.join(p, "") for p in paths if p != STDIN and linters.excluded(p)])

    def excluded(path: str) -> bool:
        return linters.excluded(path) and not path.startswith(named)

    if STDIN not in paths:
        return [list(find_files(paths, excluded))]
    place = paths.index(STDIN)
    # One walk over all, so that each file is there once.
    before = list(find_files(paths[:place], excluded))
    rest = [*paths[:place], *paths[place + 1 :]]
    after = list(find_files(rest, excluded))[len(before) :]
    return [before, [Target(STDIN)], after]


def _one_of_each_folder(batches: Sequence[Sequence[Target]], options: Namespace) -> Iterable[str]:
    """A file of each folder: all in one folder have the same configuration."""
    paths = [
        target.path
        if target.path != STDIN or len(batch) > 1 or not options.stdin_filename
        else options.stdin_filename
        for batch in batches
        for target in batch
    ]
    # Without a file what the command line says is to be right as well.
    return {os.path.dirname(path): path for path in paths}.values() or (STDIN,)


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
    from writer_assist.document.errors import DocumentError

    from .files import standard_input

    try:
        data = standard_input()
    except DocumentError as error:
        return FileReport(name, error=error.reason, error_params=error.params)
    return lint.data(data, name)


def _statistics(
    options: Namespace, wanted: Sequence[reports.Output]
) -> Callable[[Write, Options], Page] | None:
    """What makes the main report where it is to be counts only."""
    if not options.statistics:
        return None
    from writer_assist.report import statistics

    return statistics.JsonPage if wanted[0].format == "json" else statistics.TextPage


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
    counts = options.statistics or options.write_baseline is not None
    if options.output_format == "text" and not options.output_file and not counts:
        return None
    return lambda report: _complain(
        f"{visible(report.path)}: {visible(report.error_in(parser.lang))}"
    )


def _complain(line: str) -> None:
    if sys.stderr is not None:
        print(line, file=sys.stderr)  # noqa: T201
