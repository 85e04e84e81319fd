"""``writer-assist phrase mine``: find the wordings that recur in past drafts."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from writer_assist.document.errors import DocumentError
from writer_assist.i18n import N_, render
from writer_assist.os_errors import translated_params
from writer_assist.phrasebank.banks import bank
from writer_assist.report.display import visible

from .output import is_terminal
from .phrase import (
    add_bank,
    add_output_file,
    check_output,
    complain,
    own_files,
    write_text,
)

if TYPE_CHECKING:
    from argparse import Namespace

    from .arguments import Parser

MIN_COUNT = 4
MIN_DRAFTS = 3


def configure_mine(parser: Parser) -> None:
    """Add the arguments of the action."""
    add, t = parser.add_argument, parser.t
    add("folder", nargs="+", metavar="FOLDER", help=t(N_("放过去文稿的文件夹，或文件")))
    add(
        "--min-count",
        type=int,
        default=MIN_COUNT,
        metavar="N",
        help=t(N_("至少出现几次（默认 4）")),
    )
    add(
        "--min-drafts",
        type=int,
        default=MIN_DRAFTS,
        metavar="N",
        help=t(N_("至少在几份文稿里出现（默认 3）")),
    )
    add_output_file(parser)
    add("--no-progress", action="store_true", help=t(N_("不显示进度条")))
    add_bank(parser)


def run_mine(options: Namespace, parser: Parser) -> int:
    """Write what recurs as a phrase file; 1 if nothing does, 2 if no draft could be read."""
    from writer_assist.phrasebank.mine import Miner, known_in, review_file
    from writer_assist.repository.walk import find_files, identify

    if min(options.min_count, options.min_drafts) < 2:
        parser.error(parser.t(N_("--min-count 和 --min-drafts 至少是 2")))
    targets = list(find_files(options.folder))
    if options.output_file and identify(options.output_file) in {
        identify(target.path) for target in targets
    }:
        name = visible(options.output_file)
        parser.error(parser.t(N_("{name} 是要检查的文件，不能用作输出文件"), name=name))
    check_output(options, parser)
    phrases = bank(own_files(options))
    known = known_in(text for phrase in phrases.phrases for text in (phrase.text, *phrase.replaces))
    miner = Miner()
    for target in _counted(targets, options, parser):
        reason, params = target.reason, target.params
        if not reason:
            try:
                _take(target, miner, options.folder)
                continue
            except DocumentError as error:
                reason, params = error.reason, error.params
        # A folder that cannot be opened is named like a file, and passed over.
        said = render(reason, translated_params(params), parser.lang)
        complain(f"{visible(target.path)}: {visible(said)}")
    if not miner.drafts:
        complain(parser.t(N_("没有读到文稿")))
        return 2
    found = miner.found(options.min_count, options.min_drafts, known)
    if not found:
        complain(parser.t(N_("没有找到反复用到、库里还没有的说法")))
        return 1
    write_text(options.output_file, review_file(found, miner.drafts), parser)
    if options.output_file:
        complain(
            parser.t(
                N_("从 {drafts} 份文稿里找到 {count} 条，写进了 {file}，请逐条审阅"),
                drafts=miner.drafts,
                count=len(found),
                file=visible(options.output_file),
            )
        )
    return 0


def _take(target: Any, miner: Any, roots: Iterable[str]) -> None:
    """Read a draft; its path is shown from the folder that was named.

    Raises:
        DocumentError: it cannot be read.
    """
    from writer_assist.document.read import read

    path = target.path
    for root in roots:
        folder = os.path.join(os.path.normpath(root), "")
        if os.path.normpath(path).startswith(folder):
            path = os.path.normpath(path)[len(folder) :]
            break
    miner.add(path, read(target.path))


def _counted(targets: list[Any], options: Namespace, parser: Parser) -> Iterable[Any]:
    """The targets, counted by a bar where somebody watches."""
    if options.no_progress or not is_terminal(sys.stderr):
        return targets
    from .progress import SHOW_FROM, with_progress

    if len(targets) < SHOW_FROM:
        return targets
    # The bar counts whatever it is given; its type says reports, of which there are none here.
    counted, _ = with_progress(cast("Any", targets), len(targets), parser.t(N_("读取")))
    return counted
