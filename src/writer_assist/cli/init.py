"""``writer-assist init``: write a configuration in which everything is explained."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from writer_assist.engine.configuration import FILE_NAME, PYPROJECT, has_table
from writer_assist.i18n import N_
from writer_assist.report.display import visible

from .output import standard_output

if TYPE_CHECKING:
    from argparse import Namespace

    from .arguments import Parser


def configure(parser: Parser) -> None:
    """Add the arguments of the command."""
    add, t = parser.add_argument, parser.t
    add(
        "folder",
        nargs="?",
        default=".",
        metavar="FOLDER",
        help=t(N_("写到哪个文件夹（默认当前文件夹）")),
    )
    add("--force", action="store_true", help=t(N_("已有配置的，换成新的")))
    parser.add_common()


def run(options: Namespace, parser: Parser) -> int:
    """Write the file; the exit code."""
    path = os.path.normpath(os.path.join(options.folder, FILE_NAME))
    name = visible(path)
    if os.path.lexists(path) and not options.force:
        parser.error(parser.t(N_("{name} 已经有了，没有动它；要换成新的，加 --force"), name=name))
    pyproject = os.path.join(options.folder, PYPROJECT)
    try:
        from writer_assist.atomic import atomic_file

        with atomic_file(path) as stream:
            stream.write(template())
    except OSError as error:
        from writer_assist.os_errors import os_reason

        reason = parser.t(os_reason(error))
        parser.error(parser.t(N_("{name}: 无法写入：{reason}"), name=name, reason=reason))
    with standard_output(utf8=False) as out:
        out.write(parser.t(N_("写好了 {name}，每一项的作用都写在里面"), name=name) + "\n")
        if has_table(pyproject):
            note = N_("{name} 里的 [tool.writer-assist] 从此不算数了")
            out.write(parser.t(note, name=visible(os.path.normpath(pyproject))) + "\n")
    return 0


def template() -> str:
    """The configuration that is written: every key, its default and an example, as comments."""
    from writer_assist.engine import configuration

    folder = os.path.dirname(configuration.__file__)
    with open(os.path.join(folder, "configuration.toml"), encoding="utf-8") as stream:
        return stream.read()
