"""``writer-assist suggest``: what to write: the phrases for a draft's gaps, or for a sentence."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from writer_assist.i18n import N_
from writer_assist.report import Options
from writer_assist.report.display import visible

from .office import outline_files, outlines_in_use
from .output import standard_output, use_color
from .phrase import add_bank, complain, complaining, own_files

if TYPE_CHECKING:
    from argparse import Namespace

    from .arguments import Parser

STDIN = "-"


def configure(parser: Parser) -> None:
    """Add the arguments of the command."""
    add, t = parser.add_argument, parser.t
    add(
        "text",
        nargs="?",
        metavar="FILE|TEXT",
        help=t(N_("草稿文件（- 是标准输入）；给了 --section 的，是已经写好的半句话，可以不写")),
    )
    add("--section", metavar="SECTION", help=t(N_("正在写哪个部分，如 存在的问题")))
    add("--genre", metavar="GENRE", help=t(N_("文种（草稿的默认自动判断），如 请示")))
    add(
        "-n",
        "--limit",
        type=int,
        default=5,
        metavar="N",
        help=t(N_("每一处最多给几条（默认 5）")),
    )
    parser.add_output()
    add_bank(parser)
    parser.add_common()


def run(options: Namespace, parser: Parser) -> int:
    """Print; 1 if there is nothing to suggest."""
    if options.limit < 1:
        parser.error(parser.t(N_("--limit 应大于 0")))
    if options.text is None and options.section is None:
        parser.error(parser.t(N_("给出草稿文件，或者用 --section 给出正在写的部分")))
    with complaining(parser):
        if options.section is not None:
            with outlines_in_use(parser):
                return _complete(options, parser)
        return _draft(options, parser)


def _complete(options: Namespace, parser: Parser) -> int:
    from writer_assist.phrasebank.complete import complete
    from writer_assist.report import suggestions as pages

    typed = options.text or ""
    if typed == STDIN:
        typed = sys.stdin.read()
    found = complete(typed, options.genre, options.section, options.limit, own_files(options))
    with standard_output(utf8=options.output_format == "json") as out:
        if options.output_format == "json":
            pages.render_completions_json(found, out.write)
        else:
            show = Options(parser.lang, use_color(options.color, out))
            pages.render_completions(found, out.write, show)
    return 0 if found else 1


def _draft(options: Namespace, parser: Parser) -> int:
    from writer_assist.document.errors import DocumentError
    from writer_assist.engine.suggestions import suggestions
    from writer_assist.outline.genres import UnknownGenreError
    from writer_assist.report import suggestions as pages

    from .files import standard_input

    try:
        data = standard_input() if options.text == STDIN else None
        drafts = suggestions(
            options.text,
            data,
            options.genre,
            options.limit,
            tuple(own_files(options, options.text)),
            outline_files(parser, options.text),
        )
    except UnknownGenreError as error:
        parser.error(
            parser.t(N_("没有文种 {name}"), name=repr(error.name))
            + parser.did_you_mean(error.nearest)
        )
    except DocumentError as error:
        reason = parser.t(error.reason, **error.params)
        complain(f"{visible(options.text)}: {visible(reason)}")
        return 2
    with standard_output(utf8=options.output_format == "json") as out:
        if options.output_format == "json":
            pages.render_json(options.text, drafts, out.write)
        else:
            show = Options(parser.lang, use_color(options.color, out))
            pages.render_text(options.text, drafts, out.write, show)
    return 0 if any(draft.sections or draft.wordings for draft in drafts) else 1
