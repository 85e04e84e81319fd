"""``writer-assist install``: bring the assistant into the programs that people write in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from writer_assist.i18n import N_

from .making import say, unwritable

if TYPE_CHECKING:
    from argparse import Namespace

    from .arguments import Parser

HOSTS = ("libreoffice",)


def configure(parser: Parser) -> None:
    """Add the arguments of the command."""
    add, t = parser.add_argument, parser.t
    add("host", choices=HOSTS, metavar="HOST", help=t(N_("装到哪个软件里：libreoffice")))
    add("--uninstall", action="store_true", help=t(N_("去掉已经装上的")))
    add("--dry-run", action="store_true", help=t(N_("不做，只说会做什么")))
    parser.add_common()


def run(options: Namespace, parser: Parser) -> int:
    """Install or uninstall; the exit code."""
    from writer_assist.hosts import libreoffice

    work = libreoffice.uninstall if options.uninstall else libreoffice.install
    try:
        steps = work(dry_run=options.dry_run)
    except libreoffice.InstallError as error:
        say(parser.t(error.template, **error.params))
        return 2
    except OSError as error:
        say(unwritable(error, parser))
        return 2
    for step in steps:
        say(parser.t(step.template, **step.params))
    if options.dry_run:
        say(parser.t(N_("以上都没有做")))
    elif not options.uninstall:
        say(parser.t(N_("装好了。重新打开 LibreOffice，菜单里有“公文助手”，右边有侧边栏")))
    return 0
