"""What may stand in a phrase file; everything wrong is named with its file, line and key."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from writer_assist.i18n import N_
from writer_assist.records import NamedTuple
from writer_assist.toml_text import TomlError, parse

from . import scopes
from .errors import NOT_UTF8, PhraseError, Problem
from .files import read_bytes, unreadable
from .layout import line_of, tables
from .model import GAP, KEYS, LISTS, REGISTERS, Phrase, likeness, plain
from .readings import SYLLABLES

TABLE = "短语"
THEME = "主题"

SHORTEST, LONGEST = 4, 60
"""Code points of a phrase."""

MOST_GAPS = 3
SHORTEST_VARIANT = 4
LONGEST_NOTE = 100
"""Code points of 用法, 理由 and the like."""

_GAP_NAME = re.compile(r"[\u3400-\u9fff]{1,8}")
_DATE = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?")
_SYLLABLE = re.compile(r"[a-zü]{1,6}")
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_HALF_WIDTH = re.compile(r"[,;:!?()'\"]|(?<![0-9A-Za-z])\.|\.(?![0-9A-Za-z])")


HIDDEN = N_("“{key}”里有看不见的字符（{code}），请删去")
_LINE_END = re.compile(r"[\n\r\v\f\x85\u2028\u2029]")


class Sheet(NamedTuple):
    """What one file holds: its theme and its phrases, and what is wrong with it.

    A phrase with something wrong in it is among the problems only.
    """

    file: str
    theme: str
    phrases: tuple[Phrase, ...]
    problems: tuple[Problem, ...]


def read(path: str, *, own: bool = False) -> Sheet:
    """The phrases of a file; ``own`` marks them as the office's."""
    try:
        data = read_bytes(path)
    except FileNotFoundError as error:
        return Sheet(path, "", (), tuple(unreadable(path, error).problems))
    except PhraseError as error:
        return Sheet(path, "", (), error.problems)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Sheet(path, "", (), (Problem(path, line, NOT_UTF8),))
    return read_text(path, text, own=own)


def read_text(path: str, text: str, *, own: bool = False) -> Sheet:
    """As :func:`read`, of a text."""
    try:
        data = parse(text)
    except TomlError as fault:
        return Sheet(path, "", (), (Problem(path, fault.line, fault.template, fault.params),))
    file = _File(path, text, own)
    phrases = tuple(file.phrases(data))
    theme = data.get(THEME)
    problems = tuple(sorted(file.problems, key=lambda problem: problem.line))
    return Sheet(path, theme if isinstance(theme, str) else "", phrases, problems)


def check_together(sheets: Sequence[Sheet]) -> Iterator[Problem]:
    """What is wrong only because of what other files, or other phrases, say.

    An own phrase stands in for a built-in one with the same text.
    """
    first: dict[tuple[bool, str], Phrase] = {}
    variants: dict[str, Phrase] = {}
    everything = [phrase for sheet in sheets for phrase in sheet.phrases]
    texts = {phrase.text: phrase for phrase in everything}
    for phrase in everything:
        key = (phrase.own, likeness(phrase.text))
        other = first.setdefault(key, phrase)
        if other is not phrase:
            yield _problem(
                phrase, "词", N_("“{key}”与 {place} 的“{other}”重了"),
                place=_place(other), other=other.text,
            )  # fmt: skip
            continue
        if phrase.successor:
            yield from _check_successor(phrase, texts)
        for variant in phrase.replaces:
            other = variants.setdefault(variant, phrase)
            if other.text != phrase.text:
                yield _problem(
                    phrase, "代替", N_("“{key}”里的“{word}”，{place} 已经要它改成“{other}”"),
                    word=variant, place=_place(other), other=other.text,
                )  # fmt: skip
            elif variant in texts:
                yield _problem(
                    phrase, "代替", N_("“{key}”里的“{word}”本身就是常用语（{place}）"),
                    word=variant, place=_place(texts[variant]),
                )  # fmt: skip


def _check_successor(phrase: Phrase, texts: Mapping[str, Phrase]) -> Iterator[Problem]:
    successor = texts.get(phrase.successor)
    if successor is None:
        near = scopes.nearest(phrase.successor, texts)
        template = N_("“{key}”的“{word}”不在常用语里，要有一条短语的“词”是它")
        if near and near != phrase.text:
            template = N_("“{key}”的“{word}”不在常用语里，是不是“{nearest}”？")
        yield _problem(phrase, "改用", template, word=phrase.successor, nearest=near)
        return
    seen = {phrase.text}
    while successor is not None and successor.successor:
        if successor.text in seen:
            yield _problem(phrase, "改用", N_("“{key}”转了一圈又回到“{word}”"), word=phrase.text)
            return
        seen.add(successor.text)
        successor = texts.get(successor.successor)


def _hidden(text: str) -> str:
    """The first character that cannot be seen, as "U+0007"; "" if there is none."""
    return next((f"U+{ord(c):04X}" for c in text if not c.isprintable() and c != "\u3000"), "")


def _problem(phrase: Phrase, key: str, template: str, **params: object) -> Problem:
    return Problem(phrase.file, phrase.line, template, {"key": key, **params})


def _place(other: Phrase) -> str:
    """Where another phrase stands: its file without the folder, and the line."""
    from os.path import basename

    return f"{basename(other.file)}:{other.line}"


class _File:
    """One file's text, to find the lines of what is in it."""

    def __init__(self, path: str, text: str, own: bool) -> None:
        self.path = path
        self.text = text
        self.own = own
        self.problems: list[Problem] = []
        self.tables = tables(text)
        self.places = [table for table in self.tables if table.name == TABLE]

    def phrases(self, data: Mapping[str, Any]) -> Iterator[Phrase]:
        """The phrases that are right; the problems of the others are kept."""
        for key in data:
            if key not in (THEME, TABLE):
                self.unknown(-1, key, (THEME, TABLE))
        theme = data.get(THEME, "")
        if not isinstance(theme, str) or not theme.strip():
            self.report(-1, THEME, N_("“{key}”应是一段文字，写在文件开头：{example}"),
                        example=f'"{THEME}" = "存在的问题"')  # fmt: skip
            theme = ""
        items = data.get(TABLE, [])
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            self.report(-1, TABLE, N_("“{key}”应写成 {example}（两层方括号）"),
                        example=f'[["{TABLE}"]]')  # fmt: skip
            return
        for number, item in enumerate(items):
            before = len(self.problems)
            phrase = self.phrase(number, item, theme)
            if len(self.problems) == before:
                yield phrase

    def phrase(self, number: int, item: Mapping[str, Any], theme: str) -> Phrase:
        fields: dict[str, Any] = {"theme": theme}
        for key, value in item.items():
            if key not in KEYS:
                self.unknown(number, key, KEYS)
            elif key in LISTS:
                value = [value] if isinstance(value, str) else value
                if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
                    self.report(number, key, N_("“{key}”应是一列文字 {example}"),
                                example='["…", "…"]')  # fmt: skip
                    continue
                if not all(v.strip() for v in value):
                    self.report(number, key, N_("“{key}”里有一个是空的"))
                    continue
                if hidden := _hidden("".join(value)):
                    self.report(number, key, HIDDEN, code=hidden)
                    continue
                fields[KEYS[key]] = tuple(dict.fromkeys(value))
            elif not isinstance(value, str):
                self.report(number, key, N_("“{key}”应是一段文字 {example}"), example='"…"')
            elif (hidden := _hidden(value.strip())) and not _LINE_END.search(value):
                self.report(number, key, HIDDEN, code=hidden)
            elif value != value.strip() or not value or hidden:
                self.report(number, key, N_("“{key}”不能是空的，两头不能有空格，里面不能换行"))
            else:
                fields[KEYS[key]] = value
        line = self.line(number, "")
        if "词" not in item:
            self.report(number, "词", N_("“{key}”没有写，每条短语都要有"))
        if "text" not in fields:
            return Phrase("", file=self.path, line=line)
        phrase = Phrase(**fields, file=self.path, line=line, own=self.own)
        self.check(number, phrase)
        return phrase

    def check(self, number: int, phrase: Phrase) -> None:
        """Everything about one phrase that its types do not say."""
        self.check_text(number, phrase.text)
        self.check_scopes(number, phrase)
        self.check_dates(number, phrase)
        self.check_variants(number, phrase)
        if phrase.register not in REGISTERS:
            self.report(number, "语体", N_("“{key}”不能是“{word}”，可以用的有：{known}"),
                        word=phrase.register, known="、".join(REGISTERS))  # fmt: skip
        for key in ("用法", "理由", "来源"):
            if len(getattr(phrase, KEYS[key])) > LONGEST_NOTE:
                self.report(number, key, N_("“{key}”太长，最多 {most} 个字"), most=LONGEST_NOTE)
        if phrase.pinyin:
            self.check_pinyin(number, phrase)

    def check_text(self, number: int, text: str) -> None:
        length = len(text)
        if not SHORTEST <= length <= LONGEST:
            self.report(number, "词", N_("“{key}”应有 {least} 到 {most} 个字，现在是 {length} 个"),
                        least=SHORTEST, most=LONGEST, length=length)  # fmt: skip
        self.check_gaps(number, text)
        rest = GAP.sub("", text)
        if not _HAN.search(rest):
            self.report(number, "词", N_("“{key}”里要有汉字"))
        if mark := _HALF_WIDTH.search(rest):
            self.report(number, "词", N_("“{key}”里有英文标点 {mark}，应用中文标点"), mark=mark[0])
        if rest.endswith("。"):
            self.report(number, "词", N_("“{key}”末尾不写句号"))

    def check_gaps(self, number: int, text: str) -> None:
        if "｛" in text or "｝" in text:
            self.report(number, "词", N_("“{key}”里的空要用英文花括号：{example}"),
                        example="{单位}")  # fmt: skip
            return
        gaps = GAP.findall(text)
        if "{" in GAP.sub("", text) or "}" in GAP.sub("", text):
            self.report(number, "词", N_("“{key}”里的花括号不成对，空写作 {example}"),
                        example="{单位}")  # fmt: skip
        for gap in gaps:
            if not _GAP_NAME.fullmatch(gap[1:-1]):
                self.report(number, "词", N_("“{key}”里的 {gap} 应是一到八个汉字，如 {example}"),
                            gap=gap, example="{单位}")  # fmt: skip
        if len(gaps) > MOST_GAPS:
            self.report(number, "词", N_("“{key}”里的空太多，最多 {most} 个"), most=MOST_GAPS)

    def check_scopes(self, number: int, phrase: Phrase) -> None:
        for key, names, known in (
            ("文种", phrase.genres, scopes.genre_names()),
            ("部分", phrase.sections, scopes.section_names()),
        ):
            for name in names:
                if name not in known:
                    near = scopes.nearest(name, known)
                    template = N_("“{key}”里的“{word}”不认识")
                    if near:
                        template = N_("“{key}”里的“{word}”不认识，是不是“{nearest}”？")
                    self.report(number, key, template, word=name, nearest=near)

    def check_dates(self, number: int, phrase: Phrase) -> None:
        right = True
        for key, value in (("自", phrase.since), ("至", phrase.until)):
            if value and not _DATE.fullmatch(value):
                right = False
                self.report(number, key, N_("“{key}”应是年份或年月，如 {example}"),
                            example='"2018"、"2018-03"')  # fmt: skip
        shared = min(len(phrase.since), len(phrase.until))
        if right and shared and phrase.since[:shared] > phrase.until[:shared]:
            self.report(number, "至", N_("“{key}”不能早于“自”"))
        if phrase.successor and not phrase.until:
            self.report(number, "改用", N_("写了“{key}”，就要写“至”：到什么时候为止"))
        if phrase.successor == phrase.text:
            self.report(number, "改用", N_("“{key}”不能是这条短语自己"))

    def check_variants(self, number: int, phrase: Phrase) -> None:
        if phrase.replaces and not phrase.reason:
            self.report(number, "代替", N_("写了“{key}”，就要写“理由”：为什么要换"))
        if phrase.reason and not phrase.replaces:
            self.report(number, "理由", N_("“{key}”是说“代替”的，这里没有“代替”"))
        if phrase.reason.endswith("。"):
            self.report(number, "理由", N_("“{key}”末尾不写句号"))
        if phrase.replaces and GAP.search(phrase.text):
            self.report(number, "代替", N_("“{key}”要能原地换成“词”，所以“词”里不能有空"))
        for variant in phrase.replaces:
            if len(variant) < SHORTEST_VARIANT:
                self.report(number, "代替", N_("“{key}”里的“{word}”太短，至少 {least} 个字"),
                            word=variant, least=SHORTEST_VARIANT)  # fmt: skip
            elif variant in phrase.text:
                self.report(number, "代替", N_("“{key}”里的“{word}”，“词”里就有"), word=variant)

    def check_pinyin(self, number: int, phrase: Phrase) -> None:
        syllables = phrase.pinyin.lower().replace("v", "ü").split()
        count = len(_HAN.findall(plain(phrase.text)))
        unknown = [s for s in syllables if s.replace("ü", "v") not in SYLLABLES]
        if not all(_SYLLABLE.fullmatch(syllable) for syllable in syllables):
            self.report(number, "拼音", N_("“{key}”应是不带声调的音节，空格隔开，如 {example}"),
                        example='"zheng zhi xie shang"')  # fmt: skip
        elif unknown:
            self.report(number, "拼音", N_("“{key}”里的“{word}”不是拼音的音节"), word=unknown[0])
        elif len(syllables) != count:
            self.report(number, "拼音", N_("“{key}”有 {length} 个音节，“词”有 {count} 个汉字"),
                        length=len(syllables), count=count)  # fmt: skip

    def report(self, number: int, key: str, template: str, **params: object) -> None:
        """Keep a problem of the phrase with this number; -1: of the file."""
        params = {"key": key, **params}
        self.problems.append(Problem(self.path, self.line(number, key), template, params))

    def unknown(self, number: int, key: str, known: Iterable[str]) -> None:
        """Keep a problem about a key that there is not."""
        near = scopes.nearest(key, tuple(known))
        template = N_("“{key}”不认识，可以用的有：{known}")
        if near:
            template = N_("“{key}”不认识，是不是“{nearest}”？")
        self.report(number, key, template, nearest=near, known="、".join(known))

    def line(self, number: int, key: str) -> int:
        """The line of a phrase's key, or of the phrase."""
        places: Iterable[Any] = self.tables if number < 0 else self.places[number : number + 1]
        if number < 0:
            for table in places:
                if table.name == key:
                    return line_of(self.text, table.start)
        for table in places:
            entry = table.entry(key)
            if entry is not None:
                return line_of(self.text, entry.start)
            if number >= 0:
                return line_of(self.text, table.start)
        return 1
