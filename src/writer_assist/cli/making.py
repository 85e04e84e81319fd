"""What the commands that make documents share: refuse, say what went wrong, lint the result."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from writer_assist.i18n import N_
from writer_assist.report.display import visible

if TYPE_CHECKING:
    from argparse import Namespace

    from writer_assist.template.catalogue import Template

    from .arguments import Parser


def add_making(parser: Parser) -> None:
    """What to do with a file that is there, and with the one that was made."""
    add, t = parser.add_argument, parser.t
    add("--force", action="store_true", help=t(N_("已有这个文件的，换成新的")))
    add("--no-lint", action="store_true", help=t(N_("生成后不检查")))


def guarded(name: str, make: Callable[[Template], int], parser: Parser) -> int:
    """Find the template that is meant and make something of it; the exit code.

    What is wrong with template, data or files is told, and 2 is the code.
    """
    from writer_assist.outline.genres import OutlineError
    from writer_assist.template.catalogue import find_template
    from writer_assist.template.errors import DataError, TemplateError

    from .office import outlines_in_use

    try:
        with outlines_in_use(parser):
            return make(find_template(name))
    except DataError as error:
        say(*error.lines(parser.lang))
    except TemplateError as error:
        say(error.message_in(parser.lang))
    except OutlineError as error:
        say(parser.t(N_("提纲文件有错：{reason}"), reason=error.message_in(parser.lang)))
    except OSError as error:
        say(unwritable(error, parser))
    return 2


def check_output(path: str, parser: Parser) -> None:
    """End with a message if a file is not called as a document is."""
    if not path.lower().endswith(".docx"):
        parser.error(parser.t(N_("生成的文件应是 .docx，不能是 {name}"), name=visible(path)))


def refuse_existing(path: str, options: Namespace, parser: Parser) -> None:
    """End with a message if a file is there already, unless it is to be replaced."""
    # What is no regular file (/dev/stdout) is not replaced.
    taken = os.path.isfile(path) or (os.path.islink(path) and not os.path.exists(path))
    if taken and not options.force:
        template = N_("{name} 已经有了，没有动它；要换成新的，加 --force")
        parser.error(parser.t(template, name=visible(path)))


def lint_files(paths: Sequence[str], template: Template, color: str, parser: Parser) -> int:
    """Print what ``lint`` prints of documents that were made from a template; its exit code."""
    from writer_assist.outline.genres import templates_folder

    from . import COMMANDS, lint
    from .arguments import Parser as AnyParser

    inner = AnyParser("writer-assist lint", COMMANDS["lint"], parser.lang)
    lint.configure(inner)
    arguments = [f".{os.sep}{path}" if path.startswith("-") else path for path in paths]
    arguments += ["--color", color]
    if template.genre:
        arguments += ["--genre", template.genre]
    elif os.path.dirname(os.path.dirname(os.path.abspath(template.path))) == templates_folder():
        # A form (委员履职档案) has no outline: it is none of the genres, whatever it looks like.
        arguments += ["--ignore", "OL,PB001"]
    return lint.run(inner.parse(arguments), inner)


def unwritable(error: OSError, parser: Parser, path: str = "") -> str:
    """Which file cannot be written (``path``, if the error names none), and why."""
    from writer_assist.os_errors import os_reason

    reason = parser.t(os_reason(error))
    name = path or str(error.filename or "")
    return parser.t(N_("{name}: 无法写入：{reason}"), name=name, reason=reason)


def say(*lines: str) -> None:
    """Print lines for the user, not for a program: questions and remarks go to the same place."""
    for line in lines:
        print(visible(line), file=sys.stderr)  # noqa: T201
