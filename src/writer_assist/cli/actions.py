"""Commands that do several things: ``phrase search``, ``outline show``."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from writer_assist.i18n import N_

from .arguments import Parser, nearest

if TYPE_CHECKING:
    from argparse import Namespace


def offer(parser: Parser, actions: Mapping[str, str], command: str) -> None:
    """Add the arguments of a command that does several things.

    Args:
        parser: of the command; each action reads its arguments by a parser of its own.
        actions: the name of each → its help; "show" is one of them.
        command: the command's name.
    """
    from argparse import REMAINDER, SUPPRESS

    t = parser.t
    columns = max(map(len, actions)) + 2
    parser.epilog = "\n".join(
        [
            t(N_("可以做的：")),
            *(f"  {name:{columns}}{t(text)}" for name, text in actions.items()),
            "",
            t(N_("每一项的用法：writer-assist {command} show --help，其余类推"), command=command),
        ]
    )
    parser.usage = t(N_("writer-assist {command} 做什么 …"), command=command)
    parser.add_argument("action", nargs="?", help=SUPPRESS)
    parser.add_argument("rest", nargs=REMAINDER, help=SUPPRESS)
    parser.add_common()


def parser_of(options: Namespace, parser: Parser, actions: Mapping[str, str]) -> Parser | None:
    """The parser of the action that was chosen; None, and the help, if none was.

    Ends the process if there is no such action.
    """
    if options.action is None:
        parser.print_help(sys.stderr)
        return None
    if options.action not in actions:
        parser.error(
            parser.t(N_("没有命令 {name}"), name=repr(options.action))
            + parser.did_you_mean(nearest(options.action, actions))
        )
    return Parser(f"{parser.prog} {options.action}", actions[options.action], parser.lang)
