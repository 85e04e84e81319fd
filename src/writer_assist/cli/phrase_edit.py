"""``writer-assist phrase add``, ``edit``, ``remove`` and ``import``: the office's own phrases.

The built-in phrases are never written. A changed one is copied into the office's own file, where
it takes the place of the built-in one for as long as its text stays the same.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, TextIO, cast

from writer_assist.i18n import N_
from writer_assist.phrasebank import edit, store
from writer_assist.phrasebank.banks import Bank, bank
from writer_assist.phrasebank.edit import Value
from writer_assist.phrasebank.errors import EditError, PhraseError, Problem, shortened
from writer_assist.phrasebank.files import MAX_FILE, locked, read_bytes, unreadable
from writer_assist.phrasebank.model import DEFAULT_REGISTER, KEYS, LISTS, identify, likeness
from writer_assist.records import NamedTuple
from writer_assist.report.display import visible

from .output import standard_output
from .phrase import add_bank, allow_dashes, complain, own_files, target_file, the_one, unwritable

if TYPE_CHECKING:
    from argparse import Namespace

    from writer_assist.phrasebank.model import Phrase

    from .arguments import Parser

STDIN = "-"

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
    allow_dashes(parser)


def run_add(options: Namespace, parser: Parser) -> int:
    """Add a phrase to the office's file, which is made if there is none; the exit code."""
    target = target_file(options, parser)
    text = options.text.strip()
    with _changing(target, parser):
        own = _readable(own_files(options))
        if _is_there(text, own, parser):
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
    allow_dashes(parser)


def run_edit(options: Namespace, parser: Parser) -> int:
    """Change a phrase, or put a changed copy of a built-in one into the office's file."""
    phrase = the_one(bank(_readable(own_files(options))), options.phrase, parser, whole=True)
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
    target = phrase.file if phrase.own else target_file(options, parser)
    with _changing(target, parser):
        # Again: it may have been changed before the file was ours.
        own = _readable(own_files(options))
        phrase = _still(phrase, own)
        if likeness(text) != likeness(phrase.text) and _is_there(text, own, parser):
            return 2
        if text != phrase.text and phrase.own:
            _check_unreferred(phrase, own)
        stored = store.load(target)
        if phrase.own:
            number = store.number_of(stored, phrase)
            changed = edit.change(stored.text, number, changes, target)
        else:
            merged = {**edit.values_of(phrase), **changes}
            values = {key: value for key in KEYS if (value := merged.get(key))}
            changed = edit.add(stored.text, [_without_theme(values, stored)], target)
        _save(stored, changed, own, parser)
    template = N_("这是随软件带的短语，改过的一份放进了 {file}：{id} {text}")
    if phrase.own:
        template = N_("改好了 {file}：{id} {text}")
    _say(parser, template, target, text)
    return 0


def configure_remove(parser: Parser) -> None:
    """Add the arguments of ``phrase remove``."""
    help_text = parser.t(N_("search 显示的编号，或者短语本身"))
    parser.add_argument("phrase", metavar="ID", help=help_text)
    add_bank(parser)
    allow_dashes(parser)


def run_remove(options: Namespace, parser: Parser) -> int:
    """Take a phrase out of the office's file; built-in ones stay."""
    phrase = the_one(bank(_readable(own_files(options))), options.phrase, parser, whole=True)
    if phrase is None:
        return 1
    if not phrase.own:
        template = N_(
            "这是随软件带的短语，不能删去；不想再用，可以在本单位的库里记作已不用："
            "phrase edit {id} --until 2024"
        )
        complain(parser.t(template, id=phrase.id))
        return 2
    with _changing(phrase.file, parser):
        own = _readable(own_files(options))
        phrase = _still(phrase, own)
        _check_unreferred(phrase, own)
        stored = store.load(phrase.file)
        number = store.number_of(stored, phrase)
        changed = edit.remove(stored.text, number, phrase.file)
        _save(stored, changed, own, parser)
    _say(parser, N_("从 {file} 删去了：{id} {text}"), phrase.file, phrase.text)
    return 0


def configure_import(parser: Parser) -> None:
    """Add the arguments of ``phrase import``."""
    text = N_("CSV（第一行是表头：词、用法、文种 …）或 TOML 文件；- 是标准输入的 CSV")
    parser.add_argument("file", metavar="FILE", help=parser.t(text))
    add_bank(parser)


def run_import(options: Namespace, parser: Parser) -> int:
    """Add the phrases of a file that are right and new; 2 if some are wrong, or differ."""
    target = target_file(options, parser)
    table = _table(options.file, parser)
    with _changing(target, parser):
        own = _readable(own_files(options))
        fresh, known, differing = _compared(table, bank(own))
        sorted_out = store.sort_out(fresh, options.file, own)
        if sorted_out.good:
            stored = store.load(target)
            good = [_without_theme(values, stored) for values in sorted_out.good]
            _save(stored, edit.add(stored.text, good, target), own, parser)
    # Those that repeat another row of the file: the same as the row that was taken, or not.
    taken = {likeness(str(values["词"])): values for values in sorted_out.good}
    for place in sorted_out.repeated:
        line, values = fresh[place]
        same = _comparable(values) == _comparable(taken[likeness(str(values["词"]))])
        if same or set(values) == {"词"}:
            known += 1
        else:
            text = str(values["词"])
            differing.append(_problem(options.file, line, TWICE, text=visible(shortened(text))))
    broken = [*table.wrong, *sorted_out.broken]
    for problem in sorted([*broken, *differing], key=lambda problem: problem.line):
        complain(visible(problem.message_in(parser.lang)))
    counts = {"new": len(sorted_out.good), "known": known, "file": visible(target)}
    counts["broken"] = len({problem.line for problem in broken})
    template = N_("新收进 {new} 条，重复 {known} 条，有错 {broken} 条（{file}）")
    if differing:
        counts["differing"] = len(differing)
        template = N_(
            "新收进 {new} 条，重复 {known} 条，内容不同没有改动 {differing} 条，"
            "有错 {broken} 条（{file}）"
        )
    with standard_output(utf8=False) as out:
        out.write(parser.t(template, **counts) + "\n")
    return 2 if broken or differing else 0


DIFFERS = N_("“{text}”在 {place} 已经有了，内容不同，没有改动；要改用 phrase edit {id}")
TWICE = N_("“{text}”前面已经有一行，内容不同，收了前面的")


class _Table(NamedTuple):
    """What a file that is imported holds: which keys it speaks of, the values of each row, and
    what is wrong."""

    keys: Sequence[str]
    rows: Sequence[tuple[int, Mapping[str, Value]]]
    wrong: Sequence[Problem]
    file: str


def _compared(
    table: _Table, phrases: Bank
) -> tuple[list[tuple[int, Mapping[str, Value]]], int, list[Problem]]:
    """The rows that say something new, how many do not, and those that differ from own phrases.

    A row that changes a built-in phrase is new: it takes its place. What the table has no column
    for stays as it is in the bank; a row with a text and nothing else says nothing about it.
    """
    fresh: list[tuple[int, Mapping[str, Value]]] = []
    differing: list[Problem] = []
    known = 0
    for line, values in table.rows:
        text = str(values.get("词", ""))
        phrase = phrases.by_likeness.get(likeness(text)) if text else None
        if phrase is None:
            fresh.append((line, values))
            continue
        before = edit.values_of(phrase)
        # Without a theme a phrase has that of the file it is put in.
        stays = {k: v for k, v in before.items() if k not in table.keys or k == "主题"}
        after = {k: v for k, v in {**stays, **values}.items() if (k, v) != _USUAL}
        if set(values) == {"词"} or _comparable(after) == _comparable(before):
            known += 1
        elif phrase.own:
            place = f"{os.path.basename(phrase.file)}:{phrase.line}"
            shown = visible(shortened(text))
            differing.append(
                _problem(table.file, line, DIFFERS, text=shown, place=place, id=phrase.id)
            )
        else:
            fresh.append((line, {key: after[key] for key in KEYS if key in after}))
    return fresh, known, differing


_USUAL = ("语体", DEFAULT_REGISTER)


def _comparable(values: Mapping[str, Value]) -> dict[str, Value]:
    """Values of which it is known that their texts are alike but for pauses."""
    lists = {k: tuple(dict.fromkeys(v)) for k, v in values.items() if not isinstance(v, str)}
    return {key: value for key, value in {**values, **lists}.items() if key != "词"}


def _problem(file: str, line: int, template: str, **params: object) -> Problem:
    return Problem(file, line, template, params)


def _table(path: str, parser: Parser) -> _Table:
    """The phrases of a file that is to be imported.

    Raises:
        PhraseError: it cannot be read.
        EditError: it is no table.
    """
    from writer_assist.document.errors import DocumentError
    from writer_assist.document.kind import kind_of
    from writer_assist.document.text import decode

    try:
        if path == STDIN:
            data = sys.stdin.buffer.read(MAX_FILE) if sys.stdin is not None else b""
        else:
            data = read_bytes(path)
        if kind_of(data, path) not in ("text", "markdown", "unknown", "empty"):
            raise EditError(NO_TABLE, file=path)
        # Spreadsheet programs in China write GB 18030 unless they are told otherwise.
        text = decode(data)
    except FileNotFoundError as error:
        raise unreadable(path, error) from error
    except DocumentError as error:
        reason = parser.t(error.reason, **error.params)
        raise PhraseError([Problem(path, 0, "{reason}", {"reason": reason})]) from error
    if not path.lower().endswith(".toml"):
        from writer_assist.phrasebank.spreadsheet import from_csv

        found = from_csv(text, path)
        wrong = [
            _problem(path, row.line, SURPLUS, count=row.surplus)
            for row in found.rows
            if row.surplus
        ]
        rows = [(row.line, row.values) for row in found.rows if not row.surplus]
        return _Table(found.keys, rows, wrong, path)
    from writer_assist.phrasebank.check import read_text

    sheet = read_text(path, text, own=True)
    rows = [(phrase.line, edit.values_of(phrase)) for phrase in sheet.phrases]
    return _Table(list(KEYS), rows, sheet.problems, path)


NO_TABLE = N_(
    "{file}: 这不是 CSV，也不是 TOML；表格请在 WPS 表格或 Excel 里另存为 CSV，"
    "文档里的短语请先抄进表格"
)
SURPLUS = N_("比表头多出 {count} 格；内容里有逗号的，要用英文引号括起来")


@contextmanager
def _changing(path: str, parser: Parser) -> Iterator[None]:
    """Keep others from changing a phrase file; everything is to be read again inside."""
    with ExitStack() as stack:
        try:
            stack.enter_context(locked(path))
        except OSError as error:
            unwritable(path, error, parser)
        yield


def _still(phrase: Phrase, own: Sequence[str]) -> Phrase:
    """A phrase as it is now, after its file was locked.

    Raises:
        EditError: it is no longer there.
    """
    now = bank(own).by_text.get(phrase.text)
    if now is None or (now.own, now.file) != (phrase.own, phrase.file):
        raise EditError(store.CHANGED, file=phrase.file)
    return now


def _is_there(text: str, own: Sequence[str], parser: Parser) -> bool:
    """Whether there is a phrase with this text; says so."""
    same = bank(own).by_likeness.get(likeness(text))
    if same is None:
        return False
    template = N_("已经有了：{id} {text}；要改它，用 phrase edit {id}")
    complain(parser.t(template, id=same.id, text=visible(same.text)))
    return True


def _check_unreferred(phrase: Phrase, own: Sequence[str]) -> None:
    """Check that an own phrase may go, or get another text.

    Raises:
        EditError: another one is to be replaced by it.
    """
    if phrase.text in bank(()).by_text:
        return  # the built-in one stays
    for other in bank(own).phrases:
        if other.successor == phrase.text and other.text != phrase.text:
            raise EditError(
                N_("{file}:{line}: “{other}”的“改用”是“{text}”，先改那一条，再动这一条"),
                file=other.file,
                line=other.line,
                other=other.text,
                text=phrase.text,
            )


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
    except ValueError:
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
        from writer_assist.atomic import atomic_file

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
