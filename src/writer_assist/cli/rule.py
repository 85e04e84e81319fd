"""``writer-assist rule``: print a rule's documentation, list the rules, or test a rule file."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from writer_assist import patterns
from writer_assist.i18n import N_
from writer_assist.report import Options
from writer_assist.report.display import visible
from writer_assist.rules.plugins import PluginError
from writer_assist.rules.registry import (
    RuleClashError,
    UnknownRuleError,
    all_rules,
    rule_by_code,
)
from writer_assist.rules.tables import TableError

from .output import standard_output, use_color

if TYPE_CHECKING:
    from argparse import Namespace

    from writer_assist.rules.base import Rule

    from .arguments import Parser

STDIN = "-"


def configure(parser: Parser) -> None:
    """Add the arguments of the command."""
    add, t = parser.add_argument, parser.t
    add("rules", nargs="*", metavar="RULE", help=t(N_("规则的编号或名称，如 PH001")))
    add("--all", action="store_true", help=t(N_("列出全部规则")))
    add(
        "--test",
        action="append",
        default=[],
        metavar="FILE",
        help=t(N_("运行规则文件里的示例，可以多次给出")),
    )
    parser.add_output()
    parser.add_common()


def run(options: Namespace, parser: Parser) -> int:
    """Print; the exit code."""
    if bool(options.rules) + options.all + bool(options.test) != 1:
        parser.error(
            parser.t(N_("给出规则的编号，或者用 --all 列出全部规则，或者用 --test 测试规则文件"))
        )
    if options.test:
        return _test(options, parser)
    extra = _office_rules(parser)
    try:
        rules = (
            all_rules(extra)
            if options.all
            else tuple([rule_by_code(selector, extra) for selector in options.rules])
        )
    except UnknownRuleError as error:
        parser.error(
            parser.t(N_("没有规则 {name}"), name=repr(error.selector))
            + parser.did_you_mean(error.nearest)
        )
    except PluginError as error:
        print(visible(str(error)), file=sys.stderr)  # noqa: T201
        return 2
    from writer_assist.report import rules as pages

    with standard_output(utf8=options.output_format == "json") as out:
        show = Options(parser.lang, use_color(options.color, out))
        if options.output_format == "json":
            pages.render_json(rules, out.write, show, full=not options.all)
        elif options.all:
            pages.render_list(rules, out.write, show)
        else:
            pages.render_pages(rules, out.write, show)
    return 0


def _office_rules(parser: Parser) -> tuple[type[Rule], ...]:
    """The rules that the configuration of the current folder adds."""
    from writer_assist.engine.settings import Linters

    try:
        return Linters().settings(STDIN).extra
    except ValueError as error:  # a broken configuration or rule file; says so in one line
        message_in = getattr(error, "message_in", None)
        text = message_in(parser.lang) if message_in else str(error)
        print(visible(text), file=sys.stderr)  # noqa: T201
        raise SystemExit(2) from error


def _test(options: Namespace, parser: Parser) -> int:
    """Run the examples of rule files; 0 if all behave, 1 if one does not, 2 for a broken file."""
    from writer_assist.engine.examples import run_examples
    from writer_assist.report.rule_tests import render_json, render_text

    from .office import outline_files

    outlines = outline_files(parser)
    try:
        results = list(run_examples(options.test, outlines))
    except (TableError, RuleClashError) as error:
        print(visible(str(error)), file=sys.stderr)  # noqa: T201
        return 2
    with standard_output(utf8=options.output_format == "json") as out:
        show = Options(parser.lang, use_color(options.color, out))
        render = render_json if options.output_format == "json" else render_text
        render(results, out.write, show)
    patterns.save()
    return int(any(not result.passed for entry in results for result in entry.results))
