"""``writer-assist outline``: list and show genres, check outline files, infer one from drafts."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from errno import EACCES, EISDIR, ENOTDIR
from typing import IO, TYPE_CHECKING, Any, NoReturn, cast

from writer_assist.i18n import N_
from writer_assist.report import Options
from writer_assist.report.display import visible

from .actions import offer, parser_of
from .arguments import Parser
from .office import outlines_in_use
from .output import is_terminal, standard_output, use_color

if TYPE_CHECKING:
    from argparse import Namespace

    from writer_assist.outline.draft import Draft
    from writer_assist.outline.genres import Outline
    from writer_assist.repository.walk import Target

ACTIONS: dict[str, str] = {
    "list": N_("列出各个文种"),
    "show": N_("显示一个文种的提纲：用途、标题、各个部分"),
    "check": N_("检查提纲文件"),
    "infer": N_("从过去的文稿归纳提纲"),
}
"""What can be done, in ``configure_…`` and ``run_…``, and the help."""

STDIN = "-"


def configure(parser: Parser) -> None:
    """Add the arguments of the command."""
    offer(parser, ACTIONS, "outline")


def run(options: Namespace, parser: Parser) -> int:
    """Do what is asked for; the exit code."""
    inner = parser_of(options, parser, ACTIONS)
    if inner is None:
        return 2
    functions: dict[str, tuple[Callable[[Parser], None], Callable[[Namespace, Parser], int]]] = {
        "list": (configure_list, run_list),
        "show": (configure_show, run_show),
        "check": (configure_check, run_check),
        "infer": (configure_infer, run_infer),
    }
    prepare, work = functions[options.action]
    prepare(inner)
    inner.add_common()
    return work(inner.parse(options.rest), inner)


def configure_list(parser: Parser) -> None:
    """Add the arguments of ``outline list``."""
    parser.add_output()


def run_list(options: Namespace, parser: Parser) -> int:
    """Print the genres."""
    from writer_assist.outline.genres import outlines
    from writer_assist.report import outlines as pages

    with outlines_in_use(parser), standard_output(utf8=options.output_format == "json") as out:
        known = list(outlines().values())
        if options.output_format == "json":
            pages.render_list_json(known, out.write)
        else:
            pages.render_list(known, out.write, _options(options, parser, out))
    return 0


def configure_show(parser: Parser) -> None:
    """Add the arguments of ``outline show``."""
    parser.add_argument("genre", metavar="GENRE", help=parser.t(N_("文种的名称、别的叫法或代号")))
    parser.add_output(("text", "json", "toml"))


def run_show(options: Namespace, parser: Parser) -> int:
    """Print one genre."""
    from writer_assist.report import outlines as pages

    with outlines_in_use(parser):
        outline = _genre(options.genre, parser)
        with standard_output(utf8=options.output_format != "text") as out:
            if options.output_format == "toml":
                with open(outline.file, encoding="utf-8-sig") as stream:
                    out.write(stream.read())
            elif options.output_format == "json":
                pages.render_page_json(outline, out.write)
            else:
                pages.render_page(outline, out.write, _options(options, parser, out))
    return 0


def configure_check(parser: Parser) -> None:
    """Add the arguments of ``outline check``."""
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help=parser.t(N_("提纲文件，或者放着提纲的文件夹"))
    )


def run_check(options: Namespace, parser: Parser) -> int:
    """Print what is wrong, a line each; 2 for errors, 1 for warnings only."""
    from writer_assist.outline.check import check
    from writer_assist.outline.genres import OutlineError, own_files

    errors = warnings = 0
    files: list[str] = []
    with standard_output(utf8=False) as out:
        for path in options.files:
            try:
                files += own_files(path)
            except OutlineError as error:
                out.write(visible(error.message_in(parser.lang)) + "\n")
                errors += 1
        files = list(dict.fromkeys(files))
        for file in files:
            checked = check(file)
            errors += len(checked.errors)
            warnings += len(checked.warnings)
            marked = [
                *((problem, "") for problem in checked.errors),
                *((problem, parser.t(N_("提醒："))) for problem in checked.warnings),
            ]
            for problem, mark in sorted(marked, key=lambda pair: pair[0].line):
                out.write(visible(problem.message_in(parser.lang, mark)) + "\n")
        if errors or warnings:
            line = parser.t(
                N_("{files} 份提纲：{errors} 处错误，{warnings} 处提醒"),
                files=len(files), errors=errors, warnings=warnings,
            )  # fmt: skip
        else:
            line = parser.t(N_("{files} 份提纲，没有问题"), files=len(files))
        out.write(line + "\n")
    return 2 if errors else int(bool(warnings))


def configure_infer(parser: Parser) -> None:
    """Add the arguments of ``outline infer``."""
    add, t = parser.add_argument, parser.t
    add(
        "paths",
        nargs="+",
        metavar="FOLDER",
        help=t(N_("放着定稿的文件夹，或者一篇篇定稿；最好是同一种文稿，五篇以上")),
    )
    add("-o", "--output-file", metavar="FILE", help=t(N_("写到文件里，而不是标准输出")))
    add("--force", action="store_true", help=t(N_("已有这个文件的，换成新的")))
    add("--name", metavar="NAME", default="", help=t(N_("文种的名称（默认按内容定）")))
    add(
        "--min-share",
        type=float,
        default=0.5,
        metavar="SHARE",
        help=t(N_("多大一部分旧稿里有的才算一个部分，0 到 1（默认 0.5）")),
    )
    add("--genre", metavar="GENRE", help=t(N_("旧稿的文种；不给时按标题和内容判断")))
    add("-q", "--quiet", action="store_true", help=t(N_("只报告问题，不要总结和进度")))


def run_infer(options: Namespace, parser: Parser) -> int:
    """Write an outline; 2 if fewer than two drafts can be read."""
    from writer_assist.outline.infer import FEWEST, copies, infer, main_genre, strangers

    if not 0 < options.min_share <= 1:
        parser.error(parser.t(N_("--min-share 应大于 0，不大于 1")))
    from writer_assist.repository.walk import find_files

    target = options.output_file
    targets = list(find_files(options.paths))
    if target:
        _refuse_output(target, targets, options, parser)
    with outlines_in_use(parser):
        given = _genre(options.genre, parser) if options.genre else None
        drafts = _drafts(targets, options, parser)
        for draft, other in copies(drafts):
            _complain(
                parser.t(
                    N_("{path}: 与 {other} 的内容完全相同，只算一篇"),
                    path=visible(draft.document.path), other=visible(other.document.path),
                )
            )  # fmt: skip
            drafts.remove(draft)
        known = given or (main_genre(drafts) if drafts else None)
        if known is not None and given is None:
            for draft in strangers(drafts, known):
                _complain(
                    parser.t(
                        N_("{path}: 像是{genre}，与其余的不是一种文稿，没有用上"),
                        path=visible(draft.document.path), genre=draft.genre_name,
                    )
                )  # fmt: skip
                drafts.remove(draft)
        if known is None or len(drafts) < FEWEST:
            _complain(
                parser.t(
                    N_("只读到 {count} 篇文稿，至少要有 {fewest} 篇才能归纳"),
                    count=len(drafts), fewest=FEWEST,
                )
            )  # fmt: skip
            return 2
        source = "、".join(os.path.basename(os.path.normpath(path)) for path in options.paths)
        found = infer(
            drafts, known, name=options.name.strip(), min_share=options.min_share, source=source
        )
    try:
        if target:
            os.makedirs(os.path.dirname(os.path.realpath(target)), exist_ok=True)
            from writer_assist.atomic import atomic_file

            with atomic_file(target) as stream:
                stream.write(found.text)
        else:
            with standard_output(utf8=True) as out:
                out.write(found.text)
    except OSError as error:
        if not target:
            raise
        _unwritable(target, error, parser)
    if not options.quiet:
        _complain(
            parser.t(
                N_("从 {drafts} 篇文稿归纳出“{name}”的 {sections} 个部分"),
                drafts=found.drafts, name=visible(found.name), sections=found.sections,
            )
        )  # fmt: skip
        if found.unknown:
            _complain(
                parser.t(
                    N_("其中 {count} 篇单凭标题和内容认不出文种，检查时要用 --genre 指定"),
                    count=found.unknown,
                )
            )  # fmt: skip
    return 0


def _refuse_output(
    output: str, targets: Sequence[Target], options: Namespace, parser: Parser
) -> None:
    """An outline replaces no draft, and nothing unasked; where it cannot be is said at once."""
    from writer_assist.repository.walk import identify

    name = visible(output)
    identity = identify(output)
    if any(identify(target.path) == identity for target in targets):
        parser.error(parser.t(N_("{name} 是旧稿，不能用作输出文件，请换一个文件名"), name=name))
    if os.path.lexists(output) and not options.force:
        parser.error(parser.t(N_("{name} 已经有了，没有动它；要换成新的，加 --force"), name=name))
    if os.path.isdir(output):
        _unwritable(output, IsADirectoryError(EISDIR, os.strerror(EISDIR)), parser)
    folder = os.path.dirname(identity)
    while not os.path.lexists(folder) and os.path.dirname(folder) != folder:
        folder = os.path.dirname(folder)
    if not os.path.isdir(folder):
        _unwritable(output, NotADirectoryError(ENOTDIR, os.strerror(ENOTDIR)), parser)
    if not os.access(folder, os.W_OK):
        _unwritable(output, PermissionError(EACCES, os.strerror(EACCES)), parser)


def _unwritable(output: str, error: OSError, parser: Parser) -> NoReturn:
    """Say why a file cannot be written; the end of the program."""
    from writer_assist.os_errors import os_reason

    template = N_("{name}: 无法写入：{reason}")
    parser.error(parser.t(template, name=visible(output), reason=os_reason(error)))


def _drafts(files: Sequence[Target], options: Namespace, parser: Parser) -> list[Draft]:
    """The drafts in all files; one that cannot be read is named and passed over."""
    import gc

    from writer_assist.document.errors import DocumentError
    from writer_assist.document.read import read
    from writer_assist.i18n import render
    from writer_assist.os_errors import translated_params
    from writer_assist.outline.drafts import split

    gc.enable()
    drafts: list[Draft] = []
    for target in _counted(files, options, parser):
        reason, params = target.reason, target.params
        if not reason:
            try:
                drafts += [d for d in split(read(target.path), options.genre) if d.frame.body]
                continue
            except DocumentError as error:
                reason, params = error.reason, translated_params(error.params)
        _complain(f"{visible(target.path)}: {visible(render(reason, params, parser.lang))}")
    return drafts


def _counted(targets: Sequence[Target], options: Namespace, parser: Parser) -> Iterator[Target]:
    """The targets, with a bar for whoever waits for many."""
    from .progress import SHOW_FROM, with_progress

    if options.quiet or len(targets) < SHOW_FROM or not is_terminal(sys.stderr):
        yield from targets
        return
    counted, _ = with_progress(cast("Any", targets), len(targets), parser.t(N_("读取")))
    yield from cast("Any", counted)


def _genre(name: str, parser: Parser) -> Outline:
    """A genre by id, name or other name; ends the process if there is none."""
    from writer_assist.outline.genres import UnknownGenreError, find_genre

    try:
        return find_genre(name)
    except UnknownGenreError as error:
        parser.error(
            parser.t(N_("没有文种 {name}"), name=repr(name)) + parser.did_you_mean(error.nearest)
        )


def _options(options: Namespace, parser: Parser, out: IO[str]) -> Options:
    return Options(parser.lang, use_color(options.color, out))


def _complain(line: str) -> None:
    if sys.stderr is not None:
        print(line, file=sys.stderr)  # noqa: T201
