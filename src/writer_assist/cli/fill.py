"""``writer-assist fill``: fill a template with data, once or a document a row, and lint."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from writer_assist.i18n import N_

from .making import (
    add_making,
    check_output,
    guarded,
    lint_files,
    refuse_existing,
    say,
    unwritable,
)
from .output import is_terminal

if TYPE_CHECKING:
    from argparse import Namespace

    from writer_assist.template.batch import Outcome
    from writer_assist.template.catalogue import Template
    from writer_assist.template.data import Data
    from writer_assist.template.tables import Row, Rows

    from .arguments import Parser

MOST_SHOWN = 20
"""So many rows that failed are told on the screen; --report has them all."""


def configure(parser: Parser) -> None:
    """Add the arguments of the command."""
    add, t = parser.add_argument, parser.t
    add("template", metavar="TEMPLATE", help=t(N_("文种、模板文件夹或 .docx 模板，如 请示")))
    add(
        "--data",
        metavar="FILE",
        help=t(N_("数据：.yaml .json .toml，或表格 .xlsx .csv；- 表示标准输入（YAML 或 JSON）")),
    )
    add("--sheet", metavar="NAME", help=t(N_("工作表的名称（默认第一张）")))
    add("--row", type=int, metavar="N", help=t(N_("用表格的第几行（按表格软件显示的行号）")))
    add(
        "--database",
        metavar="URL",
        help=t(N_("从数据库取数据，如 sqlite:///提案.db、postgresql://用户@主机/库")),
    )
    add("--query", metavar="SQL", help=t(N_("取数据的 SELECT 语句，列名就是字段名")))
    add(
        "-o",
        "--output",
        metavar="OUT.docx",
        required=True,
        help=t(N_("写到这个文件；用 --each 时，文件名里用花括号写上字段名")),
    )
    add("--each", action="store_true", help=t(N_("表格的每一行生成一份")))
    add(
        "--resume",
        action="store_true",
        help=t(N_("接着上次做：已经生成的不再生成，数据改过的重新生成（与 --each 同用）")),
    )
    add(
        "--report",
        metavar="FILE",
        help=t(N_("把每一行的结果和没有生成的原因写到 .csv 或 .json（与 --each 同用）")),
    )
    add_making(parser)
    add("-q", "--quiet", action="store_true", help=t(N_("只报告问题，不要总结和进度")))
    parser.add_color()
    parser.add_common()


def run(options: Namespace, parser: Parser) -> int:
    """Fill, and lint what came out; the exit code."""
    _check(options, parser)
    make = _fill_each if options.each else _fill_one
    return guarded(options.template, lambda template: make(template, options, parser), parser)


def _check(options: Namespace, parser: Parser) -> None:
    """End with a message if the arguments do not go together."""
    if bool(options.data) == bool(options.database):
        parser.error(parser.t(N_("数据用 --data 文件 或 --database 数据库 给出，二者选一")))
    if bool(options.database) != bool(options.query):
        parser.error(parser.t(N_("--database 和 --query 要一起用")))
    if options.database and (options.sheet or options.row is not None):
        parser.error(parser.t(N_("--sheet 和 --row 只用于表格")))
    check_output(options.output, parser)
    if options.each:
        if options.row is not None:
            parser.error(parser.t(N_("--row 只用一行，不能与 --each 同用")))
        if options.report and not options.report.lower().endswith((".csv", ".json")):
            parser.error(parser.t(N_("--report 的文件应是 .csv 或 .json")))
    elif options.resume or options.report:
        parser.error(parser.t(N_("--resume 和 --report 要与 --each 同用")))


def _fill_one(template: Template, options: Namespace, parser: Parser) -> int:
    from writer_assist.template.fill import fill_one

    out = options.output
    refuse_existing(out, options, parser)
    fill_one(template, _one(options), out)
    if not options.quiet:
        say(parser.t(N_("写好了 {file}"), file=out))
    return 0 if options.no_lint else lint_files([out], template, options.color, parser)


def _one(options: Namespace) -> Data:
    """The one set of values that is asked for."""
    from writer_assist.template.data import Data, read
    from writer_assist.template.errors import DataError, Problem

    if not options.database:
        return read(options.data, row=options.row, sheet=options.sheet)
    with _database(options) as rows:
        found: list[Row] = []
        for row in rows:
            found.append(row)
            if len(found) > 1:
                template = N_("查到不止一行；要每行一份，加 --each")
                raise DataError("", [Problem("", template)])
    if not found:
        raise DataError("", [Problem("", N_("没有查到数据"))])
    if found[0].problems:
        raise DataError("", found[0].problems)
    return Data(found[0].values, text_cells=True)


def _database(options: Namespace) -> Rows:
    from writer_assist.template.database import rows

    return rows(options.database, options.query)


def _fill_each(template: Template, options: Namespace, parser: Parser) -> int:
    from writer_assist.template import batch
    from writer_assist.template.data import rows
    from writer_assist.template.errors import DataError
    from writer_assist.template.fill import Filler
    from writer_assist.template.journal import Journal
    from writer_assist.template.names import Names, folder_of

    filler = Filler(template)
    table = _database(options) if options.database else rows(options.data, options.sheet)
    with table:
        wrong = batch.unknown_columns(filler, table.names)
        if wrong:
            raise DataError(options.data or "", wrong)
        names = Names(options.output, table.names)
        folder = folder_of(options.output)
        os.makedirs(folder, exist_ok=True)
        journal = Journal(folder, resume=options.resume)
        work = batch.Batch(filler, names, journal, source=options.data or "", force=options.force)
        done = False
        try:
            made, failed = _run(work.outcomes(table), table.total, options, parser)
            done = not failed
        except (KeyboardInterrupt, OSError) as error:
            if isinstance(error, OSError):
                say(unwritable(error, parser))
            say(parser.t(N_("没有做完；加 --resume 接着做")))
            if isinstance(error, OSError):
                return 2
            raise
        finally:
            journal.close(done=done)
    code = 2 if failed else 0
    if made and not options.no_lint:
        code = max(code, lint_files(made, template, options.color, parser))
    return code


def _run(
    outcomes: Iterable[Outcome],
    total: int | None,
    options: Namespace,
    parser: Parser,
) -> tuple[list[str], int]:
    """Make the documents; their paths, and how many rows failed."""
    from writer_assist.template.batch import FAILED, MADE

    from .fill_report import opened_report

    made: list[str] = []
    counts = {MADE: 0, FAILED: 0}
    kept = 0
    told: list[str] = []
    try:
        with opened_report(options.report, parser) as tell:
            for outcome in _progress(outcomes, total, options, parser):
                tell(outcome)
                if outcome.state == FAILED:
                    counts[FAILED] += 1
                    if counts[FAILED] <= MOST_SHOWN:
                        told += _reasons(outcome, parser)
                    continue
                made.append(outcome.path)
                counts[MADE] += outcome.state == MADE
                kept += outcome.state != MADE
    finally:
        say(*told)  # when there is no bar any more that they would break
    _sum_up(counts[MADE], kept, counts[FAILED], options, parser)
    return made, counts[FAILED]


def _progress(
    outcomes: Iterable[Outcome], total: int | None, options: Namespace, parser: Parser
) -> Iterator[Outcome]:
    if options.quiet or not is_terminal(sys.stderr):
        return iter(outcomes)
    from .progress import with_progress

    counted, _ = with_progress(outcomes, total, parser.t(N_("生成")))
    return counted


def _reasons(outcome: Outcome, parser: Parser) -> list[str]:
    template = N_("第 {row} 行没有生成：{reason}")
    return [
        parser.t(template, row=outcome.number, reason=problem.message_in(parser.lang))
        for problem in outcome.problems
    ]


def _sum_up(made: int, kept: int, failed: int, options: Namespace, parser: Parser) -> None:
    if failed > MOST_SHOWN and not options.report:
        line = N_("还有 {count} 行没有生成，没有一一列出；加 --report 文件.csv 看全部")
        say(parser.t(line, count=failed - MOST_SHOWN))
    if options.quiet:
        return
    if not made and not kept and not failed:
        say(parser.t(N_("表里没有数据，没有生成文件")))
        return
    parts = [parser.t(N_("生成 {count} 份"), count=made)]
    if kept:
        parts.append(parser.t(N_("上次已生成 {count} 份"), count=kept))
    if failed:
        line = N_("{count} 行没有生成（改好数据后加 --resume 再做一次）")
        parts.append(parser.t(line, count=failed))
    say(parser.t(N_("，")).join(parts))
