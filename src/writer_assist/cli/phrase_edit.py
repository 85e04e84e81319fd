"""``writer-assist phrase add``, ``edit``, ``remove`` and ``import``: the office's own phrases.

The built-in phrases are never written. A changed one is copied into the office's own file, where
it takes the place of the built-in one for as long as its text stays the same.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TextIO, cast

from writer_assist.i18n import N_
from writer_assist.phrasebank import edit, store
from writer_assist.phrasebank.banks import bank
from writer_assist.phrasebank.edit import Value
from writer_assist.phrasebank.errors import PhraseError, Problem
from writer_assist.phrasebank.model import KEYS, LISTS, identify, likeness
from writer_assist.report.display import visible

from .output import atomic_file, standard_output
from .phrase import add_bank, complain, own_files, target_file, the_one, unwritable

if TYPE_CHECKING:
    from argparse import Namespace

    from .arguments import Parser

_OPTIONS: dict[str, tuple[str, str]] = {
    "主题": ("theme", N_("主题")),
    "文种": ("genre", N_("用在哪个文种，可以多次给出")),
    "部分": ("section", N_("用在哪个部分，可以多次给出")),
    "语体": ("register", N_("庄重、通用或口头")),
    "用法": ("usage", N_("几个字说明用在什么地方")),
    "代替": ("replaces", N_("应当换成它的说法，可以多次给出")),
    "理由": ("reason", N_("为什么要换")),
    "自": ("since", N_("从什么时候起这样说，如 2018 或 2018-03")),
    "至": ("until", N_("到什么时候为止")),
    "改用": ("successor", N_("作废以后改用哪条短语")),
    "来源": ("source", N_("出自哪个文件或标准")),
    "拼音": ("pinyin", N_("拼音不对时写，音节之间空格，不标声调")),
}
"""The option of each key, and its help."""


def _add_options(parser: Parser) -> None:
    for key, (name, text) in _OPTIONS.items():
        if key in LISTS:
            parser.add_argument(
                f"--{name}",
                action="append",
                dest=KEYS[key],
                metavar=name.upper(),
                help=parser.t(text),
            )
        else:
            parser.add_argument(
                f"--{name}", dest=KEYS[key], metavar=name.upper(), help=parser.t(text)
            )
    add_bank(parser)


def configure_add(parser: Parser) -> None:
    """Add the arguments of ``phrase add``."""
    parser.add_argument("text", metavar="TEXT", help=parser.t(N_("短语；要填的空写在花括号里")))
    _add_options(parser)


def run_add(options: Namespace, parser: Parser) -> int:
    """Add a phrase to the office's file, which is made if there is none; the exit code."""
    target, own = target_file(options, parser), _readable(own_files(options))
    known = {likeness(phrase.text): phrase for phrase in bank(own).phrases}
    text = options.text.strip()
    if same := known.get(likeness(text)):
        complain(
            parser.t(
                N_("已经有了：{id} {text}；要改它，用 phrase edit {id}"),
                id=same.id,
                text=visible(same.text),
            )
        )
        return 2
    values = {"词": text, **{k: v for k, v in _given(options).items() if v}}
    stored = store.load(target)
    values = _without_theme(values, stored)
    changed = edit.add(stored.text, [values], target)
    _save(stored, changed, own, parser)
    _say(parser, N_("加进了 {file}：{id} {text}"), target, text)
    return 0


def configure_edit(parser: Parser) -> None:
    """Add the arguments of ``phrase edit``."""
    add, t = parser.add_argument, parser.t
    add("phrase", metavar="ID", help=t(N_("search 显示的编号，或者短语本身")))
    add("--text", metavar="TEXT", help=t(N_("新的短语")))
    _add_options(parser)


def run_edit(options: Namespace, parser: Parser) -> int:
    """Change a phrase, or put a changed copy of a built-in one into the office's file."""
    own = _readable(own_files(options))
    phrase = the_one(bank(own), options.phrase, parser)
    if phrase is None:
        return 1
    changes = dict(_given(options))
    if options.text is not None:
        changes = {"词": options.text.strip() or None, **changes}
    if not changes:
        parser.error(parser.t(N_('没有说改什么，如 --usage "…"；写成空的是去掉这一项')))
    if changes.get("词", "") is None:
        parser.error(parser.t(N_("短语不能是空的；要删去，用 phrase remove")))
    text = str(changes.get("词") or phrase.text)
    if phrase.own:
        stored = store.load(phrase.file)
        number = store.number_of(stored, phrase)
        changed = edit.change(stored.text, number, changes, phrase.file)
        _save(stored, changed, own, parser)
        _say(parser, N_("改好了 {file}：{id} {text}"), phrase.file, text)
        return 0
    target = target_file(options, parser)
    stored = store.load(target)
    merged = {**edit.values_of(phrase), **changes}
    values = {key: merged[key] for key in KEYS if merged.get(key)}
    changed = edit.add(
        stored.text, [_without_theme({k: v for k, v in values.items() if v}, stored)], target
    )
    _save(stored, changed, own, parser)
    template = N_("这是随软件带的短语，改过的一份放进了 {file}：{id} {text}")
    _say(parser, template, target, text)
    return 0


def configure_remove(parser: Parser) -> None:
    """Add the arguments of ``phrase remove``."""
    help_text = parser.t(N_("search 显示的编号，或者短语本身"))
    parser.add_argument("phrase", metavar="ID", help=help_text)
    add_bank(parser)


def run_remove(options: Namespace, parser: Parser) -> int:
    """Take a phrase out of the office's file; built-in ones stay."""
    own = _readable(own_files(options))
    phrase = the_one(bank(own), options.phrase, parser)
    if phrase is None:
        return 1
    if not phrase.own:
        template = N_(
            "这是随软件带的短语，不能删去；不想再用，可以在本单位的库里记作已不用："
            "phrase edit {id} --until 2024"
        )
        complain(parser.t(template, id=phrase.id))
        return 2
    stored = store.load(phrase.file)
    number = store.number_of(stored, phrase)
    changed = edit.remove(stored.text, number, phrase.file)
    _save(stored, changed, own, parser)
    _say(parser, N_("从 {file} 删去了：{id} {text}"), phrase.file, phrase.text)
    return 0


def configure_import(parser: Parser) -> None:
    """Add the arguments of ``phrase import``."""
    text = N_("CSV（第一行是表头：词、用法、文种 …）或 TOML 文件")
    parser.add_argument("file", metavar="FILE", help=parser.t(text))
    add_bank(parser)


def run_import(options: Namespace, parser: Parser) -> int:
    """Add the phrases of a file that are right and new; 2 if some are wrong."""
    target, own = target_file(options, parser), _readable(own_files(options))
    rows, wrong = _rows(options.file, parser)
    known = {likeness(phrase.text) for phrase in bank(own).phrases}
    fresh: list[tuple[int, Mapping[str, Value]]] = []
    for line, values in rows:
        key = likeness(str(values.get("词", "")))
        if not key or key not in known:
            fresh.append((line, values))
            known.add(key)
    good, broken = store.sort_out(fresh, options.file, own)
    broken = [*wrong, *broken]
    if good:
        stored = store.load(target)
        good = [_without_theme(values, stored) for values in good]
        _save(stored, edit.add(stored.text, good, target), own, parser)
    for problem in broken:
        complain(visible(problem.message_in(parser.lang)))
    with standard_output(utf8=False) as out:
        template = N_("新收进 {new} 条，重复 {known} 条，有错 {broken} 条（{file}）")
        lines = len({problem.line for problem in broken})
        summary = parser.t(
            template,
            new=len(good),
            known=len(rows) - len(fresh),
            broken=lines,
            file=visible(target),
        )
        out.write(summary + "\n")
    return 2 if broken else 0


def _rows(path: str, parser: Parser) -> tuple[list[tuple[int, Mapping[str, Value]]], list[Problem]]:
    """The phrases of a file that is to be imported (line, and values by key), and what is wrong.

    Raises:
        PhraseError: it cannot be read.
        EditError: it is no table.
    """
    from writer_assist.document.errors import DocumentError
    from writer_assist.document.read import load
    from writer_assist.document.text import decode

    try:
        # Spreadsheet programs in China write GB 18030 unless they are told otherwise.
        text = decode(load(path))
    except DocumentError as error:
        reason = parser.t(error.reason, **error.params)
        raise PhraseError([Problem(path, 0, "{reason}", {"reason": reason})]) from error
    if not path.lower().endswith(".toml"):
        from writer_assist.phrasebank.spreadsheet import from_csv

        return [(row.line, row.values) for row in from_csv(text, path)], []
    from writer_assist.phrasebank.check import read_text

    sheet = read_text(path, text, own=True)
    return [(p.line, edit.values_of(p)) for p in sheet.phrases], list(sheet.problems)


def _given(options: Namespace) -> dict[str, Value | None]:
    """What the options say, by key; None for what is to be taken out."""
    given: dict[str, Value | None] = {}
    for key in _OPTIONS:
        value = getattr(options, KEYS[key])
        if value is None:
            continue
        if key in LISTS:
            # Names hold no pauses: 文种 and 部分 may be given in one.
            parts = [p for v in value for p in (v.split("、") if key != "代替" else [v])]
            value = [part.strip() for part in parts if part.strip()]
        else:
            value = value.strip()
        given[key] = value or None
    return given


def _without_theme(values: Mapping[str, Value], stored: store.Stored) -> dict[str, Value]:
    """The values without a theme that is the file's already, in the order of the keys."""
    import tomllib

    from writer_assist.phrasebank.check import THEME

    try:
        theme = tomllib.loads(stored.text).get(THEME)
    except tomllib.TOMLDecodeError:
        theme = None  # what is wrong with the file is said when it is changed
    return {
        key: values[key]
        for key in KEYS
        if key in values and not (key == THEME and values[key] == theme)
    }


def _readable(files: Sequence[str]) -> list[str]:
    """Those that are there: the first is made when it is needed."""
    return [file for n, file in enumerate(files) if n or os.path.exists(file)]


def _save(stored: store.Stored, text: str, own: Sequence[str], parser: Parser) -> None:
    """Write a changed file, if it is right.

    Raises:
        PhraseError: something in it would be wrong.
        EditError: it was changed by somebody else meanwhile.
    """
    wrong = store.problems(stored.path, text, own)
    if wrong:
        # Lines of this file are those of a text that is not written: they would only mislead.
        raise PhraseError([p._replace(line=0) if p.file == stored.path else p for p in wrong])
    data = stored.encoded(text)
    try:
        os.makedirs(os.path.dirname(os.path.abspath(stored.path)), exist_ok=True)
        with atomic_file(stored.path) as stream:
            # As bytes: line ends stay as they are on every system.
            cast("TextIO", stream).buffer.write(data)
    except OSError as error:
        unwritable(stored.path, error, parser)


def _say(parser: Parser, template: str, file: str, text: str) -> None:
    from writer_assist.phrasebank.banks import ID_LENGTH

    number = identify(text)[:ID_LENGTH]
    with standard_output(utf8=False) as out:
        line = parser.t(template, file=visible(file), id=number, text=visible(text))
        out.write(line + "\n")
