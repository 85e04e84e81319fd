"""``writer-assist fix``: correct what can be corrected, in the file's own format."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from writer_assist.i18n import N_
from writer_assist.records import NamedTuple
from writer_assist.report.display import shorten, visible
from writer_assist.rules.base import SEVERITIES

from .making import refuse_existing, say

if TYPE_CHECKING:
    from argparse import Namespace

    from writer_assist.document.model import Document
    from writer_assist.engine.findings import FileReport
    from writer_assist.engine.settings import Linters
    from writer_assist.repository.walk import Target
    from writer_assist.revise.fix import Fixed

    from .arguments import Parser
    from .baselines import Baselines

STDIN = "-"

_SHOWN = 40
"""So many corrections of one file are listed."""

OPEN_IN_WORD = N_("这个文件正在 Word、WPS 或 LibreOffice 里打开着，没有动它：请先关闭")
NOT_IN_PLACE = N_("这种格式不能直接改，请用 -o 另写一个 .docx")
CHANGED_MEANWHILE = N_("这个文件刚刚被别的程序改过，没有动它")


def configure(parser: Parser) -> None:
    """Add the arguments of the command."""
    add, t = parser.add_argument, parser.t
    add(
        "paths",
        nargs="+",
        metavar="FILE",
        help=t(N_("要改的文稿（.docx .odt .md .txt）或文件夹；- 表示标准输入")),
    )
    add("-o", "--output", metavar="OUT", help=t(N_("写到这个文件；原来的文件不动")))
    add("--in-place", action="store_true", help=t(N_("直接改原来的文件")))
    add("--diff", action="store_true", help=t(N_("不写文件，只显示会改哪些地方")))
    add(
        "--unsafe",
        action="store_true",
        help=t(N_("没有十分把握的改法也用上（改后请人看一遍）")),
    )
    add(
        "--tracked",
        action="store_true",
        help=t(N_("写成修订，由你在 Word 里接受或拒绝（只限 .docx）")),
    )
    add("--force", action="store_true", help=t(N_("已有 -o 那个文件的，换成新的")))
    parser.add_choice()
    add(
        "--baseline",
        metavar="FILE",
        help=t(N_("基线文件里有的问题不再报告，也不改（不给时看配置）")),
    )
    parser.set_defaults(write_baseline=None)
    add(
        "--fail-on",
        choices=(*SEVERITIES, "never"),
        help=t(N_("改过以后还有这一级或更严重的问题时退出码为 1（默认 warning）")),
    )
    add(
        "--no-suppressions",
        action="store_true",
        help=t(N_("稿子里的忽略注释（writer-assist: ignore …）不算数，全部报告")),
    )
    parser.add_color()
    add("-q", "--quiet", action="store_true", help=t(N_("只报告没有改成的，不要总结和进度")))
    add("--no-progress", action="store_true", help=t(N_("不显示进度条")))
    add(
        "-j",
        "--jobs",
        type=int,
        metavar="N",
        help=t(N_("同时改的进程数（默认：文件多时用上每个处理器）")),
    )
    parser.add_common()


class Outcome(NamedTuple):
    """What came of one file; ``error`` is a message template, "" if all is well.

    Attributes:
        path: the file.
        error: why it was not corrected.
        params: of the error.
        corrections: what was corrected: the paragraph's number, the rule's code, before, after,
            and whether the next paragraph was joined.
        codes: how many corrections each rule brought.
        kept: what was not: the paragraph's number, code, text, and the reason.
        unsafe: how many corrections were not asked for.
        rest: how many findings there are still.
        fails: whether one of these is as severe as the exit code depends on.
        diff: lines to show.
        changed: whether anything was corrected.
    """

    path: str
    error: str = ""
    params: Mapping[str, object] = {}
    corrections: Sequence[tuple[int, str, str, str, bool]] = ()
    codes: Mapping[str, int] = {}
    kept: Sequence[tuple[int, str, str, str]] = ()
    unsafe: int = 0
    rest: int = 0
    fails: bool = False
    diff: Sequence[str] = ()
    changed: bool = False


def failed(path: str, error: str, params: Mapping[str, object]) -> Outcome:
    """The outcome of a file that cannot be dealt with."""
    return Outcome(path, error, params)


def run(options: Namespace, parser: Parser) -> int:
    """Correct files; the exit code."""
    _check(options, parser)
    from writer_assist.engine.settings import Linters

    from . import baselines
    from .lint import complaining, files_of, know_rules, selectors

    linters = Linters(
        select=selectors(options.select),
        ignore=selectors(options.ignore),
        genre=options.genre,
        fail_on=options.fail_on,
        baseline=baselines.given(options),
        config=options.config,
        isolated=options.isolated,
        suppressions=not options.no_suppressions,
    )
    paths = list(dict.fromkeys(options.paths))
    with complaining(options, parser):
        targets = files_of(paths, linters) if paths != [STDIN] else []
        known = baselines.Baselines(options, linters)
        folders = {os.path.dirname(target.path): target.path for target in targets}
        for path in folders.values() or (STDIN,):
            known.prepare(path, linters.of(path))
    know_rules(linters)
    fixer = Fixer(options, linters, known)
    if paths == [STDIN]:
        return _tell([fixer.standard_input()], options, parser, listed=True)
    if not targets:
        say(parser.t(N_("没有找到可以检查的文件")))
    if options.output and (len(targets) != 1 or os.path.isdir(paths[0])):
        parser.error(parser.t(N_("-o 只能用于一个文件；改许多文件请用 --in-place 或 --diff")))
    from writer_assist.repository.pool import run_many

    jobs = options.jobs if hasattr(os, "fork") else 1
    source = run_many(targets, fixer, failed, jobs=jobs, warm_up=fixer.warm_up)
    try:
        outcomes = _with_progress(source, targets, options, parser)
        return _tell(outcomes, options, parser, listed=len(targets) == 1)
    finally:
        source.close()


def _check(options: Namespace, parser: Parser) -> None:
    t = parser.t
    if options.jobs is not None and options.jobs < 1:
        parser.error(t(N_("--jobs 至少是 1")))
    if bool(options.output) + options.in_place + options.diff != 1:
        template = N_("请选一样：-o 另写一个文件，--in-place 直接改，或者 --diff 先看会改什么")
        parser.error(t(template))
    if options.in_place and STDIN in options.paths:
        parser.error(t(N_("标准输入不能直接改，请用 -o 给出输出的文件名")))
    if STDIN in options.paths and len(options.paths) > 1:
        parser.error(t(N_("标准输入（-）不能和别的文件一起改")))
    if options.output:
        from writer_assist.repository.walk import identify

        for path in options.paths:
            same = path != STDIN and identify(path) == identify(options.output)
            if same and os.path.exists(options.output):
                template = N_("{name} 就是原来的文件，要改它请用 --in-place")
                parser.error(t(template, name=visible(options.output)))
        refuse_existing(options.output, options, parser)


def _with_progress(
    outcomes: Iterable[Outcome], targets: Sequence[Target], options: Namespace, parser: Parser
) -> Iterable[Outcome]:
    from .output import is_terminal

    if options.quiet or options.no_progress or options.diff or not is_terminal(sys.stderr):
        return outcomes
    from .progress import SHOW_FROM, with_progress

    if len(targets) < SHOW_FROM:
        return outcomes
    return with_progress(outcomes, len(targets), parser.t(N_("改正")))[0]


class Fixer:
    """Corrects one file, whatever happens: even an unexpected exception becomes its error."""

    def __init__(self, options: Namespace, linters: Linters, known: Baselines) -> None:
        self._options = options
        self._linters = linters
        self._known = known

    def __call__(self, path: str) -> Outcome:
        """What came of a file."""
        return self._guarded(path, lambda: self._file(path))

    def _file(self, path: str) -> Outcome:
        from writer_assist.document.errors import DocumentError
        from writer_assist.document.read import load

        status = None
        if self._options.in_place and os.path.exists(path):
            if is_open(path):
                raise DocumentError(OPEN_IN_WORD)
            status = os.stat(path)
        return self._fix(path, load(path), status)

    def standard_input(self) -> Outcome:
        """What came of standard input."""
        from .files import standard_input

        return self._guarded(STDIN, lambda: self._fix(STDIN, standard_input()))

    def warm_up(self) -> None:
        """Import and load what most files need."""
        from .files import SafeLint

        SafeLint(self._linters).warm_up()

    def _guarded(self, path: str, work: Callable[[], Outcome]) -> Outcome:
        from writer_assist.document.errors import DocumentError

        from . import developer

        try:
            return work()
        except DocumentError as error:
            return Outcome(path, error.reason, error.params)
        except OSError as error:
            from writer_assist.os_errors import os_reason

            name = self._options.output or path
            params = {"name": name, "reason": os_reason(error)}
            return Outcome(path, N_("{name}: 无法写入：{reason}"), params)
        except Exception as error:
            if developer():
                raise
            params = {"kind": type(error).__name__, "detail": str(error)[:200]}
            return Outcome(path, N_("内部错误：{kind} {detail}"), params)

    def _fix(self, path: str, data: bytes, status: os.stat_result | None = None) -> Outcome:
        from writer_assist.document.errors import DocumentError
        from writer_assist.revise.fix import fix

        options = self._options
        linter = self._linters.of(path)

        def lint(document: Document) -> FileReport:
            return next(self._known.filtered([linter.lint(document)]))

        fixed = fix(data, path, lint, unsafe=options.unsafe, tracked=options.tracked)
        written = options.output or (options.in_place and fixed.corrections)
        if status is not None and written:
            if not fixed.same_format:
                raise DocumentError(NOT_IN_PLACE)
            now = os.stat(path)
            if (now.st_mtime_ns, now.st_size) != (status.st_mtime_ns, status.st_size):
                raise DocumentError(CHANGED_MEANWHILE)
        if written:
            self._write(options.output or path, fixed)
        return self._outcome(path, fixed)

    def _write(self, output: str, fixed: Fixed) -> None:
        from writer_assist.atomic import write_bytes
        from writer_assist.document.errors import DocumentError
        from writer_assist.revise.comments import WRONG_NAME

        regular = not os.path.exists(output) or os.path.isfile(output)
        if self._options.output and regular and not output.lower().endswith(fixed.kind):
            raise DocumentError(WRONG_NAME, kind=fixed.kind)
        write_bytes(output, fixed.data)

    def _outcome(self, path: str, fixed: Fixed) -> Outcome:
        from writer_assist.report.diff import unified_diff

        from .output import use_color

        codes: dict[str, int] = {}
        for correction in fixed.corrections:
            code = correction.finding.code
            codes[code] = codes.get(code, 0) + 1
        level = self._linters.settings(path).fail_on
        failing = SEVERITIES[SEVERITIES.index(level) :] if level in SEVERITIES else ()
        color = use_color(self._options.color, sys.stdout)
        return Outcome(
            path,
            corrections=[
                (c.paragraph, c.finding.code, shorten(c.before), shorten(c.after), c.joined)
                for c in fixed.corrections[:_SHOWN]
            ],
            codes=codes,
            kept=[
                (kept.finding.paragraph, kept.finding.code, shorten(kept.finding.text), kept.reason)
                for kept in fixed.kept
            ],
            unsafe=fixed.unsafe,
            rest=len(fixed.report.findings),
            fails=any(finding.severity in failing for finding in fixed.report.findings),
            diff=list(unified_diff(path, fixed.texts, fixed.edits, color=color))
            if self._options.diff
            else (),
            changed=bool(fixed.corrections),
        )


def is_open(path: str) -> bool:
    """Whether a word processor has a file open, by the lock file that it leaves beside it."""
    folder, name = os.path.split(path)
    # Word and WPS: "~$" instead of the first two letters, or in front of a short name.
    locks = (f"~${name[2:]}", f"~${name[1:]}", f"~${name}", f".~lock.{name}#")
    return any(os.path.exists(os.path.join(folder, lock)) for lock in locks)


# --- what is told -------------------------------------------------------------------------------


def _tell(outcomes: Iterable[Outcome], options: Namespace, parser: Parser, *, listed: bool) -> int:
    """Tell what came of each file, each correction if ``listed``; the exit code."""
    code = 0
    for outcome in outcomes:
        if outcome.error:
            reason = parser.t(
                outcome.error,
                **{key: _said(value, parser) for key, value in outcome.params.items()},
            )
            prefix = "" if "name" in outcome.params else f"{visible(outcome.path)}: "
            say(prefix + reason)
            code = 2
            continue
        for line in outcome.diff:
            print(line)  # noqa: T201
        if outcome.fails or (options.diff and outcome.changed):
            code = max(code, 1)
        say(*_lines(outcome, options, parser, listed=listed and not options.diff))
    return code


def _said(value: object, parser: Parser) -> object:
    return parser.t(value) if isinstance(value, str) else value


def _lines(outcome: Outcome, options: Namespace, parser: Parser, *, listed: bool) -> Iterator[str]:
    t = parser.t
    count = sum(outcome.codes.values())
    name = options.output or outcome.path
    if not options.quiet:
        kinds = t(N_("，")).join(
            t(N_("{code} {count} 处"), code=code, count=number)
            for code, number in sorted(outcome.codes.items())
        )
        if options.diff:
            template = N_("{file}：可以改 {count} 处（{kinds}）")
        elif options.tracked:
            template = N_("{file}：写了 {count} 处修订（{kinds}）")
        else:
            template = N_("{file}：改了 {count} 处（{kinds}）")
        if count:
            yield t(template, file=name, count=count, kinds=kinds)
        else:
            yield t(N_("{file}：没有可以改的"), file=name)
        if listed:
            for correction in outcome.corrections:
                yield "  " + _correction(*correction, parser)
            if count > len(outcome.corrections) > 0:
                yield "  " + t(N_("……还有 {count} 处"), count=count - len(outcome.corrections))
    for paragraph, rule, text, reason in outcome.kept:
        template = N_("第 {number} 段 {code} “{text}”没有改：{reason}")
        line = t(template, number=paragraph, code=rule, text=text, reason=t(reason))
        yield f"  {line}" if not options.quiet else f"{visible(outcome.path)}: {line}"
    if options.quiet:
        return
    if outcome.unsafe:
        yield "  " + t(N_("{count} 处的改法没有十分把握，加 --unsafe 才改"), count=outcome.unsafe)
    if outcome.rest:
        yield "  " + t(N_("还有 {count} 处问题，用 lint 查看"), count=outcome.rest)


def _correction(
    paragraph: int, rule: str, before: str, after: str, joined: bool, parser: Parser
) -> str:
    if joined and before == after:
        template = N_("第 {number} 段 {code} 和下一段并成一段")
    elif not before:
        template = N_("第 {number} 段 {code} 加上“{after}”")
    elif not after:
        template = N_("第 {number} 段 {code} 去掉“{before}”")
    else:
        template = N_("第 {number} 段 {code} “{before}”改为“{after}”")
    return parser.t(template, number=paragraph, code=rule, before=before, after=after)
