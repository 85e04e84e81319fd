"""``writer-assist serve``: the engine for word processors and other hosts."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

from writer_assist.i18n import N_

if TYPE_CHECKING:
    from argparse import Namespace

    from .arguments import Parser


def configure(parser: Parser) -> None:
    """Add the arguments of the command."""
    add, t = parser.add_argument, parser.t
    add(
        "--stdio",
        action="store_true",
        help=t(N_("从标准输入读请求，往标准输出写回答，每行一个 JSON（给插件用）")),
    )
    add("--schema", action="store_true", help=t(N_("显示请求和回答的 JSON Schema")))
    parser.add_common()


def run(options: Namespace, parser: Parser) -> int:
    """Serve until the input ends; the exit code."""
    if options.stdio == options.schema:
        parser.error(parser.t(N_("请选一样：--stdio 开始服务，--schema 显示消息的格式")))
    if options.schema:
        import json

        from writer_assist.server.codec import protocol_schema

        from .output import standard_output

        with standard_output(utf8=True) as out:
            out.write(json.dumps(protocol_schema(), ensure_ascii=False, indent=2) + "\n")
        return 0
    from writer_assist.server.stdio import Server

    gc.enable()  # it goes on for as long as its host
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    # What a library prints must not get between the replies.
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    Server(source, sink).run()
    os._exit(0)
