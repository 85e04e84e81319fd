"""Where the reports of a run go: one to standard output or a file, others to files beside it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import IO, TYPE_CHECKING

from writer_assist.engine.findings import FileReport
from writer_assist.i18n import N_
from writer_assist.records import NamedTuple
from writer_assist.report import FORMATS, WHOLE_TEXT, Options, Page, Write, new_page
from writer_assist.report.display import visible

from .output import standard_output, use_color

if TYPE_CHECKING:
    from argparse import Namespace

    from .arguments import Parser


class Output(NamedTuple):
    """One report: its format, and its file ("": standard output)."""

    format: str
    path: str


class OutputError(Exception):
    """A report cannot be written; ``path`` is "" for standard output."""

    def __init__(self, path: str, error: OSError) -> None:
        super().__init__(path, error)
        self.path = path
        from writer_assist.os_errors import os_reason

        self.reason = os_reason(error)


def configure(parser: Parser) -> None:
    """Add the arguments that say which reports are wanted, and where."""
    add, t = parser.add_argument, parser.t
    add(
        "--output-format",
        metavar="FORMAT",
        default="text",
        help=t(N_("报告的格式（默认 text）：{formats}"), formats=" ".join(FORMATS)),
    )
    add("--output-file", metavar="FILE", help=t(N_("把报告写到文件，不写到屏幕")))
    add(
        "--report",
        action="append",
        default=[],
        metavar="FORMAT:FILE",
        help=t(N_("另外再写一份这种格式的报告到文件，可以多次给出，如 html:报告.html")),
    )


def outputs(options: Namespace, parser: Parser) -> list[Output]:
    """The reports that the arguments ask for; the first is the main one.

    Ends the process with a message when a format is unknown or two reports would share a file.
    """
    wanted = [Output(_format(options.output_format, parser), options.output_file or "")]
    for value in options.report:
        format, colon, path = value.partition(":")
        if not colon or not path or path == "-":
            template = N_("--report 要写成 格式:文件，如 html:报告.html，不能是 {value}")
            parser.error(parser.t(template, value=repr(value)))
        wanted.append(Output(_format(format, parser), path))
    from writer_assist.repository.walk import identify

    files = [identify(output.path) for output in wanted if output.path]
    for output in wanted:
        if output.path and files.count(identify(output.path)) > 1:
            name = visible(output.path)
            parser.error(parser.t(N_("两份报告不能写到同一个文件 {name}"), name=name))
    return wanted


def needs_text(wanted: Iterable[Output]) -> bool:
    """Whether one of the reports needs the documents' whole text."""
    return any(output.format in WHOLE_TEXT for output in wanted)


def write(
    reports: Iterable[FileReport],
    wanted: Sequence[Output],
    options: Namespace,
    lang: str,
    spare: Callable[[Write], Write] | None = None,
    main: Callable[[Write, Options], Page] | None = None,
) -> None:
    """Write each report file by file, all of them in one pass; files appear at the end.

    Args:
        spare: wraps what writes to the screen, so that it spares a progress bar.
        main: makes the first report, instead of its format.

    Raises:
        OutputError: one of them cannot be written; none of the files is there then, or those
            that existed are as they were.
        BrokenPipeError: the reader of standard output went away.
    """
    with ExitStack() as stack:
        pages = []
        for index, output in enumerate(wanted):
            out = stack.enter_context(opened(output))
            if spare is not None and not output.path:
                out = spare(out)
            color = not index and use_color(options.color, None if output.path else sys.stdout)
            show = Options(lang, color, options.quiet and not index)
            if main is not None and not index:
                pages.append(main(out, show))
            else:
                pages.append(new_page(output.format, out, show))
        for report in reports:
            for page in pages:
                page.file(report)
        for page in pages:
            page.end()


@contextmanager
def opened(output: Output) -> Iterator[Write]:
    """What writes to an output; what goes wrong with it is told from what goes wrong elsewhere."""
    path = output.path
    try:
        with _stream(output) as stream:

            def write(text: str) -> None:
                try:
                    stream.write(text)
                except OSError as error:
                    raise _failure(path, error) from error

            yield write
    except OSError as error:
        raise _failure(path, error) from error


def _stream(output: Output) -> AbstractContextManager[IO[str]]:
    if not output.path:
        return standard_output(utf8=output.format != "text")
    from writer_assist.atomic import atomic_file

    return atomic_file(output.path)


def _failure(path: str, error: OSError) -> Exception:
    return error if isinstance(error, BrokenPipeError) and not path else OutputError(path, error)


def _format(name: str, parser: Parser) -> str:
    if name not in FORMATS:
        from .arguments import nearest

        parser.error(
            parser.t(N_("没有报告格式 {name}"), name=repr(name))
            + parser.did_you_mean(nearest(name.lower(), FORMATS))
        )
    return name
