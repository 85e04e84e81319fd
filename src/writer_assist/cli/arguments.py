"""Argument parsing: argparse with Chinese texts, short errors and help in even columns."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn

from writer_assist import __version__
from writer_assist.i18n import N_, render
from writer_assist.report.display import visible, width

_ARGPARSE_ZH = {
    "usage: ": "用法：",
    "positional arguments": "参数",
    "options": "选项",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s：%(message)s",
    "unrecognized arguments: %s": "没有这个选项：%s",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r 不行（可以是 %(choices)s）",
    "expected one argument": "后面要有一个值",
    "expected at least one argument": "后面至少要有一个值",
    "invalid %(type)s value: %(value)r": "%(value)r 不是要求的数",
    "the following arguments are required: %s": "缺少 %s",
    "not allowed with argument %s": "不能与 %s 同时使用",
    "ignored explicit argument %r": "这个选项不带值：%r",
}
"""argparse's own messages; its translation goes by the locale only, ours also by --lang."""


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Let argparse speak ``lang`` for as long as the context lasts."""
    original = vars(argparse)["_"]
    table = _ARGPARSE_ZH if lang == "zh" else {}
    vars(argparse)["_"] = lambda message: table.get(message, message)
    try:
        yield
    finally:
        vars(argparse)["_"] = original


class Formatter(argparse.HelpFormatter):
    """Help in lines that fit the terminal, wide characters counted as two columns."""

    def __init__(self, prog: str, **options: Any) -> None:
        # argparse makes a formatter for every argument; with a width given it does not import
        # shutil to ask for the terminal's.
        options.setdefault("width", _terminal_columns() - 2)
        super().__init__(prog, max_help_position=30, **options)

    def _split_lines(self, text: str, width: int) -> list[str]:
        return wrap(" ".join(text.split()), width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        lines = [line for part in text.split("\n") for line in wrap(part, width - len(indent))]
        return "\n".join((indent + line).rstrip() for line in lines)


def wrap(text: str, columns: int) -> list[str]:
    """Break ``text`` into lines of at most ``columns``: at spaces, or between wide characters.

    No line begins with a closing mark.
    """
    lines: list[str] = []
    line = ""
    for word in _words(text):
        if line and width(line) + width(word.rstrip(" ")) > columns:
            lines.append(line.rstrip(" "))
            line = word.lstrip(" ")
        else:
            line += word
    return [*lines, line.rstrip(" ")]


def _words(text: str) -> Iterator[str]:
    """The parts of ``text`` that may not be broken."""
    word = ""
    for character in text:
        wide = width(character) == 2
        if word and character not in "，。；：、？！）”》" and (
            word.endswith(" ") or (wide and word[-1] not in "（“《") or width(word[-1]) == 2
        ):  # fmt: skip
            yield word
            word = ""
        word += character
    if word:
        yield word


def _terminal_columns() -> int:
    try:
        return max(60, int(os.environ["COLUMNS"]))
    except (KeyError, ValueError):
        pass
    try:
        return max(60, min(110, os.get_terminal_size(sys.__stdout__.fileno()).columns))  # type: ignore[union-attr]
    except (AttributeError, OSError, ValueError):
        return 80


class Parser(argparse.ArgumentParser):
    """An argument parser whose texts are translated and whose errors are one line."""

    def __init__(self, prog: str, description: str, lang: str, **options: Any) -> None:
        self.lang = lang
        super().__init__(
            prog,
            description=self.t(description),
            formatter_class=Formatter,
            add_help=False,
            allow_abbrev=False,
            **options,
        )

    def t(self, template: str, **params: object) -> str:
        """A message in the parser's language."""
        return render(template, params, self.lang)

    def add_common(self) -> None:
        """The options that every command has; they stand last."""
        self.add_argument(
            "--lang",
            choices=("zh", "en"),
            help=self.t(N_("输出的语言（默认随系统：英语环境用英语，其余用中文）")),
        )
        self.add_argument("-h", "--help", action="help", help=self.t(N_("显示这份说明")))

    def add_color(self) -> None:
        """Whether what is printed is coloured."""
        self.add_argument(
            "--color",
            choices=("auto", "always", "never"),
            default="auto",
            help=self.t(N_("颜色（默认 auto：在终端里用，设了 NO_COLOR 时不用）")),
        )

    def add_output(self, formats: Sequence[str] = ("text", "json")) -> None:
        """The format of what is printed, and whether it is coloured."""
        self.add_argument(
            "--output-format",
            choices=formats,
            default="text",
            help=self.t(N_("输出的格式（默认 text）")),
        )
        self.add_color()

    def add_choice(self) -> None:
        """Which rules are used, for which genre, and by which configuration."""
        add, t = self.add_argument, self.t
        add(
            "--select",
            action="append",
            default=[],
            metavar="RULES",
            help=t(N_("只用这些规则：编号、编号开头或名称，用逗号隔开，可以多次给出")),
        )
        add(
            "--ignore",
            action="append",
            default=[],
            metavar="RULES",
            help=t(N_("不用这些规则，写法同上")),
        )
        add("--genre", metavar="GENRE", help=t(N_("文种；不给时按标题和内容判断")))
        self.add_configuration()

    def add_configuration(self) -> None:
        """Which configuration holds."""
        self.add_argument(
            "--config",
            metavar="FILE",
            help=self.t(N_("用这份配置，不找文件旁边的 writer-assist.toml 或 pyproject.toml")),
        )
        self.add_argument("--isolated", action="store_true", help=self.t(N_("不用任何配置")))

    def parse(self, arguments: Sequence[str]) -> argparse.Namespace:
        """Parse; options may stand between the paths."""
        options, left = self.parse_known_args(arguments)
        # argparse takes the paths before the first option only; asked twice it takes them all.
        return self.parse_intermixed_args(arguments) if left else options

    def error(self, message: str) -> NoReturn:
        """Say in one line what is wrong with the arguments, and end with exit code 2."""
        template = N_("{prog}: 错误：{message}{nearest}（用法见 {prog} --help）")
        line = self.t(
            template, prog=self.prog, message=visible(message), nearest=self._nearest(message)
        )
        self.exit(2, line + "\n")

    def _nearest(self, message: str) -> str:
        """For an unknown option, the one that was probably meant."""
        known = [option for action in self._actions for option in action.option_strings]
        for word in re.findall(r"--[\w-]+", message):
            if word not in known:
                return self.did_you_mean(nearest(word, known))
        return ""

    def did_you_mean(self, candidate: str | None) -> str:
        """The end of an error message; "" without a candidate."""
        return self.t(N_("，是不是 {candidate}？"), candidate=candidate) if candidate else ""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that looks most like ``word``."""
    from difflib import get_close_matches

    matches = get_close_matches(word, list(known), 1, 0.5)
    return matches[0] if matches else None


def main_parser(commands: Mapping[str, str], lang: str) -> Parser:
    """The parser of a command line without a command: help, version, and errors."""
    description = N_("公文写作助手：检查草稿里的漏填、残缺、缺少的部分和文字差错。")
    parser = Parser("writer-assist", description, lang)
    columns = max(map(len, commands)) + 2
    parser.epilog = "\n".join(
        [
            parser.t(N_("命令：")),
            *(f"  {name:{columns}}{parser.t(text)}" for name, text in commands.items()),
            "",
            parser.t(N_("每个命令的用法：writer-assist 命令 --help")),
        ]
    )

    def command(name: str) -> str:
        parser.error(
            parser.t(N_("没有命令 {name}"), name=repr(name))
            + parser.did_you_mean(nearest(name, commands))
        )

    parser.usage = parser.t(N_("writer-assist 命令 …"))
    parser.add_argument("command", type=command, nargs="?", help=argparse.SUPPRESS)
    parser.add_argument(
        "--version",
        action="version",
        version=f"writer-assist {__version__}",
        help=parser.t(N_("显示版本")),
    )
    parser.add_common()
    return parser
