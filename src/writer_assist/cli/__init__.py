"""The command line: one thin module a command, which is imported only when it is used.

Exit codes: 0 clean, 1 findings at or above ``--fail-on``, 2 bad input or bad usage, 130 after
Ctrl-C, 141 when the reader of the output went away.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import NoReturn

from writer_assist.i18n import N_, default_language, render
from writer_assist.report.display import visible

COMMANDS: dict[str, str] = {
    "lint": N_("检查公文草稿：漏填、残缺、结构、文字、数字和标点"),
    "fix": N_("改正有把握的问题，直接改或写成修订"),
    "annotate": N_("把检查出的问题写成 Word 批注，或去掉这些批注"),
    "typeset": N_("把草稿排成公文的样子：版心、字体、标题、落款、页码"),
    "rule": N_("查看规则的说明和示例"),
    "phrase": N_("查找和管理公文常用语"),
    "outline": N_("查看文种和提纲，检查提纲文件，从旧稿归纳提纲"),
    "suggest": N_("给出常用的说法：缺的部分怎么写，弱的说法怎么换"),
    "new": N_("一项一项地问，写出一份新文稿"),
    "fill": N_("用数据填模板，一份或者成批"),
    "template": N_("查看和检查模板，把草稿变成模板"),
    "serve": N_("给文字处理软件的插件提供检查服务"),
    "install": N_("装到 LibreOffice 里，边写边查"),
    "init": N_("写一份带说明的配置文件"),
}
"""The name of a command, which is also its module's, and what it does."""

LANGUAGES = ("zh", "en")

INTERRUPTED = 130


def run() -> NoReturn:
    """Run the command line of this process, and end it.

    The interpreter would take down every module and every parsed tree one by one, a sixth of the
    time of a short run, only for the system to throw all of it away. Nothing is left to do here:
    the streams are flushed, files and worker processes are closed by then.
    """
    code = main()
    # After Ctrl-C nobody may be reading any more: what is left over is not waited for.
    for stream in (sys.stdout, sys.stderr) if code != INTERRUPTED else ():
        with suppress(AttributeError, OSError, ValueError):  # closed, or its reader went away
            stream.flush()
    if sys.gettrace() is not None or sys.getprofile() is not None:
        sys.exit(code)  # a debugger or a profiler has something left to do
    os._exit(code)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the return value is the exit code."""
    collecting = gc.isenabled()
    # One document makes no garbage worth looking for: the collector only walks what was
    # imported, again and again. A command that goes on for long enables it.
    gc.disable()
    try:
        return _guarded(argv)
    finally:
        if collecting:
            gc.enable()


def _guarded(argv: Sequence[str] | None) -> int:
    """Run one command, and turn whatever ends it into an exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    # A character that the terminal cannot show must not end the run.
    for stream in (sys.stdout, sys.stderr):
        # (In the C locale "surrogateescape", which only helps with bytes of file names.)
        if getattr(stream, "errors", "") in ("strict", "surrogateescape"):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    lang = language(arguments)
    try:
        code = _run(arguments, lang)
        if sys.stdout is not None:
            sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _forget_stdout()
        return 141
    except Exception as error:
        if developer(arguments):
            raise
        if isinstance(error, OSError) and error.filename is None:  # a stream: a full disk
            from writer_assist.os_errors import os_reason

            name, reason = render(N_("标准输出"), {}, lang), render(os_reason(error), {}, lang)
            line = render(N_("{name}: 无法写入：{reason}"), {"name": name, "reason": reason}, lang)
            print(line, file=sys.stderr)  # noqa: T201
            return 2
        kind, detail = type(error).__name__, visible(str(error)[:200])
        line = render(N_("内部错误：{kind} {detail}"), {"kind": kind, "detail": detail}, lang)
        print(f"writer-assist: {line}", file=sys.stderr)  # noqa: T201
        return 2
    return code


def developer(arguments: Sequence[str] = ()) -> bool:
    """Whether the user wants to see the traceback of an internal error."""
    return "--traceback" in arguments or bool(os.environ.get("WRITER_ASSIST_TRACEBACK"))


def _run(arguments: list[str], lang: str) -> int:
    from . import arguments as parsing

    # --lang may stand before the command as well.
    leading = 2 if arguments[:1] == ["--lang"] else "".join(arguments[:1]).startswith("--lang=")
    if leading and "".join(arguments[leading : leading + 1]) in COMMANDS:
        arguments = [arguments[leading], *arguments[:leading], *arguments[leading + 1 :]]
    with parsing.speaking(lang):
        try:
            if arguments and arguments[0] in COMMANDS:
                command = import_module(f"{__name__}.{arguments[0]}")
                parser = parsing.Parser(
                    f"writer-assist {arguments[0]}", COMMANDS[arguments[0]], lang
                )
                command.configure(parser)
                options = parser.parse(arguments[1:])
                code: int = command.run(options, parser)
                return code
            parser = parsing.main_parser(COMMANDS, lang)
            parser.parse_args(arguments)
            parser.print_help(sys.stderr)
        except SystemExit as stop:  # argparse ends the process; this function returns
            return stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    return 2


def language(arguments: Sequence[str]) -> str:
    """What ``--lang`` says, or else the locale; needed before the arguments are parsed."""
    for index, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        if argument == "--":
            break
        if name == "--lang":
            value = value if equals else "".join(arguments[index + 1 : index + 2])
            if value in LANGUAGES:
                return value
    return default_language()


def _forget_stdout() -> None:
    """Keep the interpreter from writing the rest of the output at its end, to nobody."""
    try:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.stdout.fileno())
        os.close(null)
    except (OSError, ValueError, AttributeError):
        pass
