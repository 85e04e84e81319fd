"""``writer-assist annotate``: what lint finds, as comments in a DOCX."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from writer_assist.i18n import N_
from writer_assist.report.display import visible
from writer_assist.rules.base import SEVERITIES

from .making import refuse_existing, say, unwritable

if TYPE_CHECKING:
    from argparse import Namespace

    from writer_assist.document.model import Document
    from writer_assist.engine.findings import FileReport
    from writer_assist.engine.settings import Linters
    from writer_assist.revise.comments import Annotated

    from .arguments import Parser

STDIN = "-"


def configure(parser: Parser) -> None:
    """Add the arguments of the command."""
    add, t = parser.add_argument, parser.t
    add("file", metavar="FILE", help=t(N_("要加批注的文稿（.docx，或 .doc .wps .rtf .md .txt）")))
    add(
        "-o",
        "--output",
        metavar="OUT.docx",
        required=True,
        help=t(N_("写到这个文件；原来的文件不动")),
    )
    add(
        "--remove",
        action="store_true",
        help=t(N_("不检查，只把本程序以前加的批注（和修订）去掉，别人的不动")),
    )
    add(
        "--fixes",
        choices=("tracked",),
        metavar="tracked",
        help=t(N_("有把握的改法同时写成修订，由你接受或拒绝")),
    )
    add("--force", action="store_true", help=t(N_("已有这个文件的，换成新的")))
    parser.add_choice()
    add(
        "--baseline",
        metavar="FILE",
        help=t(N_("基线文件里有的问题不再报告，只报告新的（不给时看配置）")),
    )
    parser.set_defaults(write_baseline=None)
    add(
        "--fail-on",
        choices=(*SEVERITIES, "never"),
        help=t(N_("发现这一级或更严重的问题时退出码为 1（默认 warning）")),
    )
    add(
        "--no-suppressions",
        action="store_true",
        help=t(N_("稿子里的忽略注释（writer-assist: ignore …）不算数，全部报告")),
    )
    add("-q", "--quiet", action="store_true", help=t(N_("只报告问题，不要总结和进度")))
    parser.add_common()


def run(options: Namespace, parser: Parser) -> int:
    """Write the comments, or take them out; the exit code."""
    from writer_assist.document.errors import DocumentError

    if options.remove and options.fixes:
        parser.error(parser.t(N_("--remove 和 --fixes 不能同用")))
    _refuse_input(options, parser)
    refuse_existing(options.output, options, parser)
    try:
        data = _load(options.file)
        return _remove(data, options, parser) if options.remove else _write(data, options, parser)
    except DocumentError as error:
        reason = parser.t(error.reason, **error.params)
        say(f"{visible(options.file)}: {reason}")
    except OSError as error:
        say(unwritable(error, parser, options.output))
    return 2


def _load(path: str) -> bytes:
    from writer_assist.document.read import load

    from .files import standard_input

    return standard_input() if path == STDIN else load(path)


def _refuse_input(options: Namespace, parser: Parser) -> None:
    """The draft itself is never written to."""
    from writer_assist.repository.walk import identify

    same = options.file != STDIN and identify(options.file) == identify(options.output)
    if same and os.path.exists(options.output):
        name = visible(options.output)
        parser.error(parser.t(N_("{name} 就是原来的文件，请换一个输出的文件名"), name=name))


def _remove(data: bytes, options: Namespace, parser: Parser) -> int:
    from writer_assist.atomic import write_bytes
    from writer_assist.revise.comments import remove

    removed = remove(data, options.file)
    _check_name(removed.kind, options, parser)
    write_bytes(options.output, removed.data)
    if not options.quiet:
        file, t = options.output, parser.t
        if removed.changes:
            template = N_("写好了 {file}：去掉了 {count} 条批注和 {changes} 处修订")
        elif removed.removed:
            template = N_("写好了 {file}：去掉了 {count} 条批注")
        else:
            template = N_("写好了 {file}：里面没有本程序的批注")
        say(t(template, file=file, count=removed.removed, changes=removed.changes))
    return 0


def _write(data: bytes, options: Namespace, parser: Parser) -> int:
    from writer_assist.atomic import write_bytes
    from writer_assist.engine.settings import Linters
    from writer_assist.revise.comments import annotate

    from . import baselines
    from .lint import complaining, know_rules, selectors

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
    path = options.file
    with complaining(options, parser):
        linter = linters.of(path)
        known = baselines.Baselines(options, linters)
        known.prepare(path, linter)
    know_rules(linters)

    def lint(document: Document) -> FileReport:
        return next(known.filtered([linter.lint(document)]))

    annotated = annotate(data, path, lint, lang=parser.lang, tracked=bool(options.fixes))
    _check_name(annotated.kind, options, parser)
    write_bytes(options.output, annotated.data)
    if not options.quiet:
        _sum_up(annotated, options, parser)
    return _exit_code(annotated.report, linters, path)


def _exit_code(report: FileReport, linters: Linters, path: str) -> int:
    level = linters.settings(path).fail_on
    if level == "never":
        return 0
    least = SEVERITIES.index(level)
    return int(any(SEVERITIES.index(f.severity) >= least for f in report.findings))


def _check_name(kind: str, options: Namespace, parser: Parser) -> None:
    """A name that does not tell what the file is makes Word refuse it."""
    from writer_assist.document.errors import DocumentError
    from writer_assist.revise.comments import WRONG_NAME

    name = options.output
    if os.path.exists(name) and not os.path.isfile(name):
        return  # /dev/stdout
    if not name.lower().endswith(kind):
        if kind == ".docx":
            parser.error(parser.t(N_("生成的文件应是 .docx，不能是 {name}"), name=visible(name)))
        raise DocumentError(WRONG_NAME, kind=kind)


def _sum_up(annotated: Annotated, options: Namespace, parser: Parser) -> None:
    t = parser.t
    parts = [
        t(N_("没有发现问题"))
        if not annotated.comments
        else t(N_("加了 {count} 条批注"), count=annotated.comments)
    ]
    if annotated.changes:
        parts.append(t(N_("写了 {count} 处修订"), count=annotated.changes))
    if annotated.elsewhere:
        template = N_("其中 {count} 条说的是页眉、页脚、脚注、文本框里的文字，放在正文相应的地方")
        parts.append(t(template, count=annotated.elsewhere))
    if annotated.removed:
        parts.append(t(N_("换下原来的 {count} 条"), count=annotated.removed))
    if annotated.left_out:
        parts.append(t(N_("还有 {count} 处没有加批注"), count=annotated.left_out))
    joined = t(N_("，")).join(parts)
    say(t(N_("写好了 {file}：{what}"), file=options.output, what=joined))
