"""``writer-assist typeset``: a draft as GB/T 9704-2012 wants it to look."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from writer_assist.i18n import N_
from writer_assist.report.display import visible

from .making import refuse_existing, say, unwritable

if TYPE_CHECKING:
    from argparse import Namespace

    from writer_assist.revise.typeset.head_data import Head
    from writer_assist.rules.layout.profile import Profile

    from .arguments import Parser

STDIN = "-"
LEARN = "learn"


def configure(parser: Parser) -> None:
    """Add the arguments of the command."""
    add, t = parser.add_argument, parser.t
    add(
        "files",
        nargs="+",
        metavar="FILE",
        help=t(
            N_(
                "要排版的文稿（.docx .md .txt，或 .doc .wps .rtf）；"
                "learn 样本.docx：从样本学一份版式文件"
            )
        ),
    )
    add(
        "-o",
        "--output",
        metavar="OUT.docx",
        help=t(N_("写到这个文件；原来的文件不动")),
    )
    add(
        "--head",
        metavar="DATA",
        help=t(N_("加上版头和版记：.yaml .json .toml，写发文机关标志、发文字号、抄送等")),
    )
    add(
        "--profile",
        metavar="FILE",
        help=t(N_("照这份版式文件排（不给时看配置里的 layout-profile，再没有就照国家标准）")),
    )
    parser.add_configuration()
    add("--in-place", action="store_true", help=t(N_("直接改原来的文件（只限 .docx）")))
    add("--force", action="store_true", help=t(N_("已有这个文件的，换成新的")))
    add("-q", "--quiet", action="store_true", help=t(N_("不要总结")))
    parser.add_common()


def run(options: Namespace, parser: Parser) -> int:
    """Typeset a file, or learn from one; the exit code."""
    from writer_assist.document.errors import DocumentError
    from writer_assist.template.errors import DataError

    if options.files[0] == LEARN and len(options.files) == 2:
        return _learn(options.files[1], options, parser)
    if len(options.files) > 1:
        parser.error(parser.t(N_("一次排一个文件")))
    (options.file,) = options.files
    if bool(options.output) == options.in_place:
        parser.error(parser.t(N_("请用 -o 给出输出的文件名，或者用 --in-place 直接改原来的文件")))
    if options.in_place and options.file == STDIN:
        parser.error(parser.t(N_("标准输入不能直接改，请用 -o 给出输出的文件名")))
    if options.head == options.file == STDIN:
        parser.error(parser.t(N_("文稿和数据不能都从标准输入读")))
    output = options.file if options.in_place else options.output
    if not options.in_place:
        _refuse_input(options, parser)
        refuse_existing(output, options, parser)
    try:
        return _typeset(output, options, parser)
    except DocumentError as error:
        reason = parser.t(error.reason, **error.params)
        say(f"{visible(options.file)}: {reason}")
    except DataError as error:
        say(*error.lines(parser.lang))
    except OSError as error:
        say(unwritable(error, parser, output))
    return 2


def _refuse_input(options: Namespace, parser: Parser) -> None:
    """The draft itself is written to only if that is asked for."""
    from writer_assist.repository.walk import identify

    same = options.file != STDIN and identify(options.file) == identify(options.output)
    if same and os.path.exists(options.output):
        name = visible(options.output)
        template = N_("{name} 就是原来的文件，要改它请用 --in-place")
        parser.error(parser.t(template, name=name))


def _head(options: Namespace) -> Head | None:
    """The head that --head asks for.

    Raises:
        DataError: the file cannot be read, or something in it is wrong.
    """
    if not options.head:
        return None
    from writer_assist.revise.typeset.head_data import head_of
    from writer_assist.template.data import read

    return head_of(read(options.head))


def _profile(options: Namespace, parser: Parser) -> Profile | None:
    """The profile that is given, or that of the draft's configuration."""
    from writer_assist.engine.settings import Linters

    from .lint import complaining

    options.genre = None
    with complaining(options, parser):
        path = options.profile
        if not path:
            linters = Linters(config=options.config, isolated=options.isolated)
            path = linters.settings(options.file).layout
        if not path:
            return None
        from writer_assist.rules.layout.profile_file import load

        return load(path)


def _learn(path: str, options: Namespace, parser: Parser) -> int:
    """Write the profile of a sample, or print it."""
    from writer_assist.atomic import write_bytes
    from writer_assist.document.errors import DocumentError
    from writer_assist.document.read import load, read_bytes
    from writer_assist.rules.layout.learn import learn
    from writer_assist.rules.layout.profile_file import ProfileError, as_toml

    from .files import standard_input
    from .output import standard_output

    if options.in_place or options.head or options.profile:
        parser.error(parser.t(N_("learn 只能和 -o 同用")))
    if options.output:
        refuse_existing(options.output, options, parser)
    try:
        data = standard_input() if path == STDIN else load(path)
        text = as_toml(learn(read_bytes(data, path)))
        if options.output:
            write_bytes(options.output, text.encode())
        else:
            with standard_output(utf8=True) as out:
                out.write(text)
    except DocumentError as error:
        say(f"{visible(path)}: {parser.t(error.reason, **error.params)}")
        return 2
    except ProfileError as error:
        say(error.message_in(parser.lang))
        return 2
    except OSError as error:
        say(unwritable(error, parser, options.output or ""))
        return 2
    if options.output and not options.quiet:
        say(parser.t(N_("写好了 {file}"), file=options.output))
    return 0


def _typeset(output: str, options: Namespace, parser: Parser) -> int:
    from writer_assist.atomic import write_bytes
    from writer_assist.document.read import load
    from writer_assist.revise.typeset import typeset

    from .files import standard_input

    data = standard_input() if options.file == STDIN else load(options.file)
    made = typeset(data, options.file, _head(options), _profile(options, parser))
    regular = not os.path.exists(output) or os.path.isfile(output)
    if regular and not output.lower().endswith(made.kind):
        template = N_("生成的文件应是 {kind}，不能是 {name}")
        parser.error(parser.t(template, kind=made.kind, name=visible(output)))
    if not options.in_place or made.data != data:
        write_bytes(output, made.data)
    if not options.quiet:
        say(parser.t(N_("写好了 {file}"), file=output))
        if made.kept_footers:
            say(parser.t(N_("页脚里不只有页码，没有动它；页码请自己核对")))
    return 0
