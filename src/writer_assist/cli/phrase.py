"""``writer-assist phrase``: search, show and list phrases; check and export phrase files.

What changes the office's own phrases is in :mod:`.phrase_edit`, what finds new ones in past
drafts in :mod:`.phrase_mine`.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn

from writer_assist.engine.configuration import ConfigurationError, Configurations
from writer_assist.i18n import N_, Word
from writer_assist.os_errors import os_reason
from writer_assist.phrasebank.banks import Bank, bank, is_whole, personal_file
from writer_assist.phrasebank.errors import EditError, PhraseError, shortened
from writer_assist.phrasebank.scopes import UnknownScopeError
from writer_assist.report import Options
from writer_assist.report.display import visible

from .actions import offer, parser_of
from .arguments import Parser, nearest
from .office import outlines_in_use
from .output import standard_output, use_color

if TYPE_CHECKING:
    from argparse import Namespace

    from writer_assist.phrasebank.model import Phrase

ACTIONS: dict[str, tuple[str, str]] = {
    "search": ("phrase", N_("找常用语：汉字、拼音、首字母都可以")),
    "show": ("phrase", N_("显示一条短语的全部内容")),
    "list": ("phrase", N_("列出常用语")),
    "add": ("phrase_edit", N_("在本单位的库里加一条短语")),
    "edit": ("phrase_edit", N_("修改一条短语")),
    "remove": ("phrase_edit", N_("从本单位的库里删去一条短语")),
    "import": ("phrase_edit", N_("从 CSV 或 TOML 文件收进短语")),
    "export": ("phrase", N_("导出常用语")),
    "check": ("phrase", N_("检查短语文件")),
    "mine": ("phrase_mine", N_("从过去的文稿里找反复用到的说法")),
}
"""What can be done: the module that does it, in ``configure_…`` and ``run_…``, and the help."""

KEY = "phrasebank"


def configure(parser: Parser) -> None:
    """Add the arguments of the command."""
    offer(parser, {name: text for name, (_, text) in ACTIONS.items()}, "phrase")


def run(options: Namespace, parser: Parser) -> int:
    """Do what is asked for; the exit code."""
    inner = parser_of(options, parser, {name: text for name, (_, text) in ACTIONS.items()})
    if inner is None:
        return 2
    name = options.action
    module = import_module(f"{__package__}.{ACTIONS[name][0]}")
    getattr(module, f"configure_{name}")(inner)
    inner.add_common()
    chosen = inner.parse(options.rest)
    with complaining(inner), outlines_in_use(inner):
        code: int = getattr(module, f"run_{name}")(chosen, inner)
    return code


def configure_search(parser: Parser) -> None:
    """Add the arguments of ``phrase search``."""
    add, t = parser.add_argument, parser.t
    add("query", nargs="+", metavar="QUERY", help=t(N_("汉字、拼音或首字母，可以混着写")))
    add_scope(parser)
    add(
        "-n",
        "--limit",
        type=int,
        default=20,
        metavar="N",
        help=t(N_("最多显示几条（默认 20）")),
    )
    parser.add_output()
    add_bank(parser)
    allow_dashes(parser)


def run_search(options: Namespace, parser: Parser) -> int:
    """Print what fits; 1 if nothing does."""
    from writer_assist.phrasebank.finder import finder
    from writer_assist.report import phrases as pages

    if options.limit < 1:
        parser.error(parser.t(N_("--limit 应大于 0")))
    query = " ".join(options.query)
    find = finder(own_files(options)).search
    matches = find(query, options.genre, options.section, options.limit)
    with standard_output(utf8=options.output_format == "json") as out:
        if options.output_format == "json":
            pages.render_json(matches, out.write)
        else:
            show = Options(parser.lang, use_color(options.color, out))
            pages.render_matches(matches, out.write, show)
    if matches:
        return 0
    if (options.genre or options.section) and (others := find(query, limit=1000)):
        complain(parser.t(N_("这个文种或部分里没有找到；不限的话有 {count} 条"), count=len(others)))
    else:
        complain(parser.t(N_("没有找到“{query}”"), query=visible(shortened(query))))
    return 1


def configure_show(parser: Parser) -> None:
    """Add the arguments of ``phrase show``."""
    parser.add_argument(
        "phrase", metavar="ID", help=parser.t(N_("search 显示的编号，或者短语本身"))
    )
    parser.add_output()
    add_bank(parser)
    allow_dashes(parser)


def run_show(options: Namespace, parser: Parser) -> int:
    """Print one phrase; 1 if there is none."""
    from writer_assist.report import phrases as pages

    phrases = bank(own_files(options))
    phrase = the_one(phrases, options.phrase, parser)
    if phrase is None:
        return 1
    with standard_output(utf8=options.output_format == "json") as out:
        if options.output_format == "json":
            pages.render_list_json([phrase], out.write, today())
        else:
            show = Options(parser.lang, use_color(options.color, out))
            pages.render_page(phrase, out.write, show, today(), _id_of(phrases))
    return 0


def configure_list(parser: Parser) -> None:
    """Add the arguments of ``phrase list``."""
    add_filter(parser)
    parser.add_output()
    add_bank(parser)


def run_list(options: Namespace, parser: Parser) -> int:
    """Print the phrases; 1 if there are none."""
    from writer_assist.report import phrases as pages

    phrases = chosen_phrases(options, parser)
    with standard_output(utf8=options.output_format == "json") as out:
        if options.output_format == "json":
            pages.render_list_json(phrases, out.write, today())
        else:
            show = Options(parser.lang, use_color(options.color, out))
            pages.render_list(phrases, out.write, show, today())
    return 0 if phrases else _none(options, parser)


def configure_export(parser: Parser) -> None:
    """Add the arguments of ``phrase export``."""
    add, t = parser.add_argument, parser.t
    add_filter(parser)
    add(
        "--output-format",
        choices=("csv", "json", "toml"),
        default="csv",
        help=t(N_("导出的格式（默认 csv，能用表格软件打开）")),
    )
    add_output_file(parser)
    add_bank(parser)


def run_export(options: Namespace, parser: Parser) -> int:
    """Write the phrases; 1 if there are none."""
    from writer_assist.phrasebank.edit import new_file, table, values_of
    from writer_assist.phrasebank.spreadsheet import to_csv
    from writer_assist.report import phrases as pages

    check_output(options, parser)
    phrases = chosen_phrases(options, parser)
    if not phrases and options.output_file:
        return _none(options, parser)
    if options.output_format == "csv":
        # The mark tells spreadsheet programs that it is UTF-8.
        text = "\ufeff" + to_csv(phrases)
    elif options.output_format == "json":
        parts: list[str] = []
        pages.render_list_json(phrases, parts.append, today())
        text = "".join(parts)
    else:
        theme = phrases[0].theme if phrases else "常用语"
        head = new_file(theme) if all(p.own for p in phrases) else new_file(theme, "常用语")
        text = "\n".join([head, *(table(values_of(p, theme)) for p in phrases)])
    write_text(options.output_file, text, parser)
    if options.output_file:
        name = visible(options.output_file)
        complain(parser.t(N_("导出了 {count} 条，写进了 {file}"), count=len(phrases), file=name))
    return 0 if phrases else _none(options, parser)


def _none(options: Namespace, parser: Parser) -> int:
    """Say that there are no phrases to list; the exit code."""
    if options.own and not any(phrase.own for phrase in bank(own_files(options)).phrases):
        complain(parser.t(N_("本单位的库里还没有短语，可以用 phrase add 加")))
    else:
        complain(parser.t(N_("没有这样的短语")))
    return 1


def configure_check(parser: Parser) -> None:
    """Add the arguments of ``phrase check``."""
    parser.add_argument("files", nargs="+", metavar="FILE", help=parser.t(N_("短语文件")))


def run_check(options: Namespace, parser: Parser) -> int:
    """Print everything that is wrong with phrase files; 2 if anything is."""
    from writer_assist.phrasebank.banks import builtin_files
    from writer_assist.phrasebank.check import check_together, read

    files = list(dict.fromkeys(map(os.path.normpath, options.files)))
    builtin = [file for file in builtin_files() if not _is_among(file, files)]
    # A built-in file is not the office's, though it is named.
    own = [read(f, own=not _is_among(f, builtin_files())) for f in files]
    problems = [problem for sheet in own for problem in sheet.problems]
    together = check_together([*map(read, builtin), *own])
    problems += [problem for problem in together if problem.file in files]
    with standard_output(utf8=False) as out:
        for problem in sorted(problems, key=lambda p: (files.index(p.file), p.line)):
            out.write(visible(problem.message_in(parser.lang)) + "\n")
        if not problems:
            count = sum(len(sheet.phrases) for sheet in own)
            template = N_("1 条短语，没有错") if count == 1 else N_("{count} 条短语，没有错")
            out.write(parser.t(template, count=count) + "\n")
    return 2 if problems else 0


def add_bank(parser: Parser) -> None:
    """Add ``--bank``."""
    parser.add_argument(
        "--bank",
        action="append",
        default=[],
        metavar="FILE",
        help=parser.t(N_("本单位的短语文件，可以多次给出（默认用配置里的，没有配置就用个人的）")),
    )


def allow_dashes(parser: Parser) -> None:
    """Take "-甲乙丙丁" for a text, not for an option: no option has Chinese characters.

    (The parser of the command has swallowed the ``--`` that would say so.)
    """
    parser._negative_number_matcher = re.compile(r"-(?!-)(?=.*[^\x00-\x7f])", re.DOTALL)


def add_scope(parser: Parser) -> None:
    """Add ``--genre`` and ``--section``."""
    add, t = parser.add_argument, parser.t
    add("--genre", metavar="GENRE", help=t(N_("只要这个文种能用的，如 请示、总结、公文")))
    add("--section", metavar="SECTION", help=t(N_("只要这个部分能用的，如 存在的问题")))


def add_filter(parser: Parser) -> None:
    """Add what chooses phrases for a list."""
    add, t = parser.add_argument, parser.t
    add("--theme", metavar="THEME", help=t(N_("只要这个主题的")))
    add_scope(parser)
    add("--own", action="store_true", help=t(N_("只要本单位自己的")))


def chosen_phrases(options: Namespace, parser: Parser) -> list[Phrase]:
    """The phrases that ``add_filter`` leaves, by theme."""
    from writer_assist.phrasebank import scopes

    scope = scopes.scope(options.genre) if options.genre else None
    part = scopes.part(options.section) if options.section else None
    phrases = bank(own_files(options)).phrases
    themes = dict.fromkeys(phrase.theme for phrase in phrases)
    if options.theme is not None and options.theme not in themes:
        parser.error(
            parser.t(N_("没有主题 {name}"), name=repr(options.theme))
            + parser.did_you_mean(nearest(options.theme, themes))
        )
    order = {theme: number for number, theme in enumerate(themes)}
    return sorted(
        (
            phrase
            for phrase in phrases
            if (options.theme is None or phrase.theme == options.theme)
            and (phrase.own or not options.own)
            and (scope is None or scope.fit(phrase.genres) != scopes.NOWHERE)
            and (part is None or part.fit(phrase.sections) != scopes.NOWHERE)
        ),
        key=lambda phrase: order[phrase.theme],
    )


def own_files(options: Namespace, path: str = "-") -> list[str]:
    """The office's phrase files: of ``--bank``, else of the configuration, else the user's own.

    The configuration is that of a file ("-": of the current folder). The phrase file that is
    written to comes first; it is left out for as long as it is not there.

    Raises:
        ConfigurationError: the configuration is wrong.
    """
    target, *others = _files(options, path)
    here = [target] if target and (options.bank or os.path.exists(target)) else []
    return list(dict.fromkeys([*here, *others]))


def target_file(options: Namespace, parser: Parser) -> str:
    """The file that new phrases are written to.

    Raises:
        ConfigurationError: the configuration is wrong.
    """
    target = _files(options)[0]
    if not target:
        parser.error(parser.t(N_("不知道写到哪里，请用 --bank 给出文件")))
    return target


def _files(options: Namespace, path: str = "-") -> list[str]:
    if options.bank:
        return [os.path.normpath(file) for file in options.bank]
    configuration = Configurations().of(path)
    if configuration is not None and (names := configuration.values.get(KEY)):
        return [configuration.file(name) for name in names]
    return [personal_file()]


def the_one(phrases: Bank, name: str, parser: Parser, *, whole: bool = False) -> Phrase | None:
    """The phrase that is meant; says so if there is none, or more than one.

    Args:
        phrases: where it is looked for.
        name: its text, or its id or the beginning of that.
        parser: for messages.
        whole: whether the beginning of an id is not enough, as what is done cannot be undone.
    """
    found = phrases.named(name)
    shown = visible(shortened(name))
    if found and whole and not any(is_whole(phrase, name) for phrase in found):
        names = visible("、".join(f"{phrase.id} {phrase.text}" for phrase in found[:5]))
        complain(parser.t(N_("编号要写全，{name} 只是开头：{names}"), name=shown, names=names))
        return None
    if len(found) == 1:
        return found[0]
    if found:
        names = visible("、".join(f"{phrase.id} {phrase.text}" for phrase in found[:5]))
        complain(parser.t(N_("{name} 可以是：{names}"), name=shown, names=names))
        return None
    near = nearest(name, phrases.by_text)
    complain(
        parser.t(N_("没有短语“{name}”"), name=shown)
        + parser.did_you_mean(visible(near) if near else None)
    )
    return None


def _is_among(file: str, files: Iterable[str]) -> bool:
    from writer_assist.repository.walk import identify

    return identify(file) in map(identify, files)


def _id_of(phrases: Bank) -> Callable[[str], str]:
    def id_of(text: str) -> str:
        phrase = phrases.by_text.get(text)
        return phrase.id if phrase is not None else ""

    return id_of


def add_output_file(parser: Parser) -> None:
    """Add ``--output-file`` and ``--force``."""
    add, t = parser.add_argument, parser.t
    add("--output-file", metavar="FILE", help=t(N_("写到文件里，而不是标准输出")))
    add("--force", action="store_true", help=t(N_("已有这个文件的，换成新的")))


def check_output(options: Namespace, parser: Parser) -> None:
    """End if ``--output-file`` is a phrase file in use, or, without ``--force``, any file.

    Raises:
        ConfigurationError: the configuration is wrong.
    """
    from writer_assist.phrasebank.banks import builtin_files

    path = options.output_file
    if not path:
        return
    in_use = [file for file in (*_files(options), personal_file(), *builtin_files()) if file]
    if _is_among(path, in_use):
        template = N_("{name} 是在用的常用语库，不能用作输出文件")
        parser.error(parser.t(template, name=visible(path)))
    # What is no regular file (/dev/stdout) is not replaced.
    taken = os.path.isfile(path) or (os.path.islink(path) and not os.path.exists(path))
    if taken and not options.force:
        template = N_("{name} 已经有了，没有动它；要换成新的，加 --force")
        parser.error(parser.t(template, name=visible(path)))


def write_text(path: str | None, text: str, parser: Parser) -> None:
    """Write to a file that appears only when it is complete, or to standard output."""
    from writer_assist.atomic import atomic_file

    if not path:
        with standard_output(utf8=True) as out:
            out.write(text)
        return
    try:
        with atomic_file(path) as stream:
            stream.write(text)
    except OSError as error:
        unwritable(path, error, parser)


def unwritable(path: str, error: OSError, parser: Parser) -> NoReturn:
    """Say that a file cannot be written, and end."""
    reason = os_reason(error)
    if isinstance(error, FileNotFoundError):
        reason = Word(N_("没有这个文件夹"))
    complain(parser.t(N_("{name}: 无法写入：{reason}"), name=visible(path), reason=reason))
    raise SystemExit(2) from error


@contextmanager
def complaining(parser: Parser) -> Iterator[None]:
    """Say in one line each what is wrong with files and arguments, and end."""
    try:
        yield
    except UnknownScopeError as error:
        template = N_("没有文种 {name}") if error.kind == "genre" else N_("没有部分 {name}")
        parser.error(parser.t(template, name=repr(error.name)) + parser.did_you_mean(error.nearest))
    except (PhraseError, EditError, ConfigurationError) as error:
        for line in error.message_in(parser.lang).split("\n"):
            complain(visible(line))
        raise SystemExit(2) from error


def complain(line: str) -> None:
    """A line on standard error."""
    if sys.stderr is not None:
        print(line, file=sys.stderr)  # noqa: T201


def today() -> str:
    """The day by which phrases are out of date."""
    from time import strftime

    return strftime("%Y-%m-%d")
