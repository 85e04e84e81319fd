"""Check outline files and compile them into builtin types; imported only when one changed.

Everything wrong in a file is collected: lint needs the first of it only, whoever edits the file
wants all.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from writer_assist.i18n import N_, Word, render
from writer_assist.records import NamedTuple
from writer_assist.toml_text import TomlError, parse

from .genres import (
    BASE,
    COMMON,
    SUMMARY,
    Outline,
    OutlineError,
    normalise,
    outline_files,
    templates_folder,
)

if TYPE_CHECKING:
    from writer_assist.phrasebank.errors import PhraseError

PLACES = {
    "版头": "head",
    "标题": "title",
    "主送": "recipient",
    "开头": "lead",
    "主体": "work",
    "问题": "problems",
    "打算": "plan",
    "建议": "plan",
    "结尾": "closing",
    "落款": "signature",
    "日期": "date",
    "附注": "note",
}
CATEGORIES = (SUMMARY, "法定公文", "其他公文")
_GENRE_KEYS = {
    "文种": str,
    "代号": str,
    "又称": list,
    "类别": str,
    "用途": str,
    "依据": str,
    "篇幅": list,
    "标题格式": list,
    "版头": list,
    "版记": list,
    "识别": dict,
    "部分": list,
}
_TITLE_KEYS = ("标题", "标题结尾", "标题不含", "标题可能", "标题只有", "排除")
_SIGN_KEYS = (*_TITLE_KEYS, "开头", "正文", "结尾", "反证")
VOICES = {"个人": True, "单位": False}
_WORD_KEYS = ("标题用语", "不算", "正文用语", "末段用语", "段首用语")
_SECTION_KEYS = {
    "代号": str,
    "沿用": str,
    "名称": str,
    "位置": str,
    "必备": bool,
    "次序": int,
    "最少字数": int,
    "标题用语": list,
    "不算": list,
    "正文用语": list,
    "末段用语": list,
    "段首用语": list,
    "设标题": bool,
    "其余": bool,
    "篇幅": list,
    "应含": list,
    "写什么": str,
}
NEEDS = ("时段", "数字", "领起语", "分条", "逐条答复")
_TYPES = {
    str: Word(N_("一段文字")),
    list: Word(N_('一列文字 ["…", "…"]')),
    bool: Word(N_("true 或 false")),
    int: Word(N_("整数")),
    dict: Word(N_("一组键值")),
}
_SECTION = '[["部分"]]'
_LARGEST = 9_999_999
"""No number is larger: ranks are small, and no draft is as long."""

WORK_ORDER = 3
"""Where a section stands that does not say."""

_REST = 12
"""Where a compiled section says whether it takes what no other claims."""

_SIGNS_KEPT = (6,)
"""The signs that are no list of words: who writes."""

_HEADER = re.compile(r"[ \t]{0,80}(\[\[?)[ \t]{0,80}[\"']?([^\"'\]]{1,80}?)[\"']?[ \t]{0,80}\]")


_ONE_OF = N_("“{key}”应是{known}之一")


class Problem(NamedTuple):
    """What is wrong in a file, in the line with this number (0: none in particular).

    ``template`` and ``params`` are a message.
    """

    path: str
    line: int
    template: str
    params: Mapping[str, object] = {}

    def __str__(self) -> str:
        return self.message_in("zh")

    def message_in(self, lang: str, mark: str = "") -> str:
        """One line: file, line, a mark, and what was expected."""
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {mark}{render(self.template, self.params, lang)}"


class Lines(NamedTuple):
    """Where a table stands in a file: the indexes of its first line and of that behind it."""

    start: int
    stop: int


def compile_outlines(files: Sequence[str]) -> list[dict[str, Any]]:
    """The compiled form of each file of a templates folder.

    Raises:
        OutlineError: a file cannot be read, or something in it is not as expected.
    """
    read = {os.path.basename(os.path.dirname(file)): OutlineFile(file) for file in files}
    shared = shared_sections(read)
    return [
        _good(file, file.compile(genre, {} if genre in shared else shared[file.base()]))
        for genre, file in read.items()
    ]


def compile_own(
    files: Sequence[str], templates: Sequence[str], built_in: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """The compiled form of an office's own files.

    One of a genre that is built in, by 代号 or 文种, has the id of that; the signs by which it
    is known come on top of those.

    Args:
        files: the files.
        templates: those of the genres that are built in.
        built_in: the compiled form of these.

    Raises:
        OutlineError: as :func:`compile_outlines`, or two of them are of one genre.
    """
    shared = base_sections(templates)
    known = {data["id"]: data for data in built_in}
    origin: dict[str, str] = {}
    result = []
    for path in files:
        file = OutlineFile(path)
        data = file.compile_own(shared, known)
        if data["id"] in origin:
            other = origin[data["id"]]
            template = N_("“{key}”与 {other} 是同一个文种（代号都是 {id}）")
            file.error("文种", template, other=other, id=data["id"])
        origin[data["id"]] = path
        result.append(_good(file, data))
    return result


def base_sections(templates: Sequence[str]) -> dict[str, dict[str, dict[str, Any]]]:
    """What any file may take over from the built-in ones; see :func:`shared_sections`."""
    bases = {os.path.basename(os.path.dirname(file)): file for file in templates}
    return shared_sections({b: OutlineFile(bases[b]) for b in (BASE, COMMON) if b in bases})


def shared_sections(read: Mapping[str, OutlineFile]) -> dict[str, dict[str, dict[str, Any]]]:
    """The sections that other files may take over, by the genre that holds them and by id.

    Raises:
        OutlineError: a base is wrong.
    """
    shared: dict[str, dict[str, dict[str, Any]]] = {BASE: {}, COMMON: {}}
    for base in shared:
        if base in read:
            shared[base] = {s["代号"]: s for s in read[base].sections({})}
            _good(read[base], None)
    return shared


def _good(file: OutlineFile, result: Any) -> Any:
    if file.problems:
        raise OutlineError(*file.problems[0])
    return result


def wordings(outline: Outline) -> dict[str, list[str]]:
    """The heading words of each section as people write them, by its id: with 的 and marks."""
    file = OutlineFile(outline.file)
    base = BASE if outline.category == SUMMARY else COMMON
    shared = base_sections(outline_files(templates_folder())) if outline.id != base else {base: {}}
    return {
        table["代号"]: list(dict.fromkeys(table.get("标题用语", ())))
        for table in file.sections(shared[base])
    }


def own_id(path: str) -> str:
    """What a file is called that does not say: by its name, or that of its folder."""
    name = os.path.splitext(os.path.basename(path))[0]
    if name == "outline":
        name = os.path.basename(os.path.dirname(os.path.abspath(path))) or name
    return name


def _shortest(key: str) -> int:
    """The fewest characters of a word: at the beginning of a paragraph one is enough (为)."""
    return 1 if key == "段首用语" else 2


def _is_tables(value: Any) -> bool:
    """Whether a value is what [["部分"]] makes."""
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _patterns(words: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Each word as the parts that follow one another: 政协…办公室."""
    return tuple(parts for word in words if (parts := tuple(p for p in word.split("…") if p)))


class OutlineFile:
    """One outline file; ``problems`` collects what is wrong in it.

    What is wrong is left out of what the methods return, so that they can go on.

    Args:
        path: the file.
        text: what it holds; None to read it.
    """

    def __init__(self, path: str, text: str | None = None) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.lines: list[str] = []
        self.data: dict[str, Any] = {}
        self._keys: frozenset[str] = frozenset()
        if text is None:
            text = self._read()
        self.lines = text.splitlines()
        self.tables, self.section_lines = _tables(self.lines)
        if self.problems:
            return
        try:
            data = parse(text)
        except TomlError as fault:
            self.problems.append(Problem(self.path, fault.line, fault.template, fault.params))
            return
        if not data:
            template = N_("里面没有内容，至少要写 {name} 和一个 {section}")
            params = {"name": '"文种" = "…"', "section": _SECTION}
            self.problems.append(Problem(path, 0, template, params))
            return
        self._keys = frozenset(data)
        self.data = self.check(data, _GENRE_KEYS, self.tables[""])

    def _read(self) -> str:
        from writer_assist.phrasebank.errors import NOT_UTF8, PhraseError
        from writer_assist.phrasebank.files import read_bytes, unreadable

        try:
            data = read_bytes(self.path)
        except FileNotFoundError as error:
            self._adopt(unreadable(self.path, error))
        except PhraseError as error:
            self._adopt(error)
        else:
            try:
                return data.decode("utf-8-sig")
            except UnicodeDecodeError as error:
                line = data.count(b"\n", 0, error.start) + 1
                self.problems.append(Problem(self.path, line, NOT_UTF8))
        return ""

    def _adopt(self, error: PhraseError) -> None:
        self.problems += [Problem(self.path, p.line, p.template, p.params) for p in error.problems]

    @property
    def readable(self) -> bool:
        """Whether there is anything in it to look at."""
        return bool(self.data)

    def line(self, key: str, near: str = "", within: Lines | None = None) -> int:
        """The line in which ``near`` (or else the key) first stands in a table.

        1 where neither does; that of the table where it is one in particular.
        """
        within = within or Lines(0, len(self.lines))
        for sought in (near, f'"{key}"', f"'{key}'"):
            for number in range(within.start, within.stop) if sought else ():
                if sought in self.lines[number].partition(" #")[0]:
                    return number + 1
        return within.start + 1

    def error(
        self,
        key: str,
        template: str,
        near: str = "",
        within: Lines | None = None,
        **params: object,
    ) -> None:
        """Note an error about a key, which the template may name."""
        line = self.line(key, near, within)
        self.problems.append(Problem(self.path, line, template, {"key": key, **params}))

    def check(
        self, table: Mapping[str, Any], keys: Mapping[str, type], within: Lines
    ) -> dict[str, Any]:
        """The entries of a table that are known and of the right type."""
        good = {}
        for key, value in table.items():
            if key not in keys:
                from difflib import get_close_matches

                near = get_close_matches(key, keys, 1, 0.3)
                template = N_("“{key}”不认识，可以用的有：{known}")
                if near:
                    template = N_("“{key}”不认识，是不是“{nearest}”？")
                nearest = near[0] if near else ""
                self.error(key, template, within=within, nearest=nearest, known="、".join(keys))
                continue
            wanted = keys[key]
            if key == "部分" and not _is_tables(value):
                # A section that is not a table of its own: ["部分"], or a list of names.
                template = N_("“{key}”应写成 {example}（两层方括号）")
                self.error(key, template, example=_SECTION)
                continue
            if not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
                self.error(key, N_("“{key}”应是{form}"), within=within, form=_TYPES[wanted])
                continue
            if isinstance(value, int) and abs(value) > _LARGEST:
                self.error(key, N_("“{key}”的数太大"), within=within)
                continue
            good[key] = value
        return good

    def words(
        self, table: Mapping[str, Any], key: str, shortest: int = 2, within: Lines | None = None
    ) -> list[str]:
        """A list of words, each of ``shortest`` characters at least."""
        good = []
        for word in table.get(key, ()):
            if not isinstance(word, str):
                self.error(key, N_("“{key}”里的每一项都应是文字"), within=within)
            elif not word.strip(" …"):
                self.error(key, N_("“{key}”里有一个是空的"), f'"{word}"', within)
            elif len(word.strip()) < shortest:
                template = N_("“{key}”里的“{word}”太短，至少 {least} 个字")
                self.error(key, template, f'"{word}"', within, word=word, least=shortest)
            else:
                good.append(word)
        return good

    def base(self) -> str:
        """The genre whose sections this one may take over."""
        return BASE if self.category() == SUMMARY else COMMON

    def category(self, otherwise: str = SUMMARY) -> str:
        """The kind of genre: 总结, 法定公文 or 其他公文; ``otherwise`` where it does not say."""
        category: str = self.data.get("类别", otherwise)
        return category if category in CATEGORIES else otherwise

    def span(self, table: Mapping[str, Any], within: Lines | None = None) -> tuple[int, int] | None:
        """The usual length, [least, most] in code points."""
        span = table.get("篇幅")
        if span is None:
            return None
        if (
            len(span) != 2
            or not all(isinstance(n, int) and not isinstance(n, bool) for n in span)
            or not 0 <= span[0] <= span[1] <= _LARGEST
        ):
            template = N_("“{key}”应是 [最少字数, 最多字数]，如 {example}")
            self.error("篇幅", template, within=within, example="[800, 1500]")
            return None
        return span[0], span[1]

    def needs(self, table: Mapping[str, Any], within: Lines | None = None) -> tuple[str, ...]:
        """What a section must hold."""
        good = []
        for need in table.get("应含", ()):
            if need in NEEDS:
                good.append(need)
            elif not isinstance(need, str):
                self.error("应含", N_("“{key}”里的每一项都应是文字"), within=within)
            else:
                template = N_("“{key}”里的“{word}”不认识，可用的有：{known}")
                known = "、".join(NEEDS)
                self.error("应含", template, f'"{need}"', within, word=need, known=known)
        return tuple(good)

    def within(self, number: int) -> Lines:
        """Where the section with this number stands."""
        found = self.section_lines
        return found[number] if number < len(found) else Lines(0, len(self.lines))

    def sections(self, shared: Mapping[str, dict[str, Any]]) -> list[dict[str, Any]]:
        """The sections, those of the base filled in; "" is where each one stands."""
        result: list[dict[str, Any]] = []
        for number, table in enumerate(self.data.get("部分", [])):
            result.append(self._section(table, shared, self.within(number)))
        # What is there, but no table, is named already.
        if not result and ("部分" in self.data or "部分" not in self._keys):
            template = N_("一个 {section} 也没有，至少要有一个")
            self.error("部分", template, "\0", section=_SECTION)
        seen: set[str] = set()
        for table in result:
            if table["代号"] and table["代号"] in seen:
                word = table["代号"]
                self.error("代号", N_("“{key}”“{word}”重复"), f'"{word}"', table[""], word=word)
            seen.add(table["代号"])
        if sum(bool(table.get("其余")) for table in result) > 1:
            last = [table for table in result if table.get("其余")][-1]
            self.error("其余", N_("“{key}”只能有一个部分写 true"), within=last[""])
        return result

    def _section(
        self, table: dict[str, Any], shared: Mapping[str, dict[str, Any]], lines: Lines
    ) -> dict[str, Any]:
        """One section, with all that it needs."""
        table = self.check(table, _SECTION_KEYS, lines)
        words = {key: self.words(table, key, _shortest(key), lines) for key in _WORD_KEYS}
        origin = shared.get(table["沿用"]) if "沿用" in table else None
        if origin is not None:
            merged = {**origin, **table}
            for key, own in words.items():
                merged[key] = [*own, *origin.get(key, [])]
        else:
            merged = {**table, **words}
            if "沿用" in table:
                word, known = table["沿用"], "、".join(shared) or "—"
                template = N_("“{key}”的“{word}”不在共有提纲里（有：{known}）")
                self.error("沿用", template, f'"{word}"', lines, word=word, known=known)
            else:
                for key in ("代号", "名称"):
                    if not merged.get(key):
                        self.error(key, N_("“{key}”没有写，每个部分都要有"), "\0", lines)
            merged.setdefault("代号", table.get("沿用", ""))
            merged.setdefault("名称", merged["代号"])
        # What a section is called says a little of what stands in it.
        merged["写什么"] = merged.get("写什么") or merged["名称"]
        place = merged.setdefault("位置", "主体")
        if place not in PLACES:
            self.error("位置", _ONE_OF, within=lines, known="、".join(PLACES))
            merged["位置"] = "主体"
        merged["篇幅"] = self.span(merged, lines)
        merged["应含"] = self.needs(merged, lines)
        for word in words["标题用语"]:
            if len(normalise(word)) < 2:
                template = N_("“{key}”里的“{word}”太短，不算“的、与、和、及”和标点，至少 2 个字")
                self.error("标题用语", template, f'"{word}"', lines, word=word)
        merged[""] = lines
        return merged

    def signs(self) -> tuple[Any, ...]:
        """By what the genre is known; the fields of :class:`~.genres.Signs`."""
        lines = self.tables.get("识别")
        known = {**dict.fromkeys(_SIGN_KEYS, list), "口气": str}
        signs = self.check(self.data.get("识别", {}), known, lines or self.tables[""])
        voice = signs.get("口气")
        if voice not in (*VOICES, None):
            one, other = VOICES
            self.error("口气", N_("“{key}”应是{one}或{other}"), within=lines, one=one, other=other)
            voice = None
        lists = {
            key: self.words(signs, key, 1 if key in _TITLE_KEYS else 2, lines) for key in _SIGN_KEYS
        }
        weak = lists["标题可能"] or lists["标题只有"]
        return (
            *(_patterns(words) for words in (lists["标题"], lists["标题不含"], weak)),
            *(tuple(lists[key]) for key in ("开头", "正文", "反证")),
            VOICES.get(voice) if voice else None,
            _patterns(lists["排除"]),
            _patterns(lists["标题结尾"]),
            tuple(lists["结尾"]),
        )

    def compile_own(
        self,
        shared: Mapping[str, Mapping[str, dict[str, Any]]],
        built_in: Mapping[str, Mapping[str, Any]],
    ) -> dict[str, Any]:
        """The compiled form of an office's own file; see :func:`compile_own`."""
        genre = self.own_genre(built_in)
        replaced = built_in.get(genre)
        category = self.category(replaced["category"] if replaced else SUMMARY)
        base = shared[BASE if category == SUMMARY else COMMON]
        data = {**self.compile(genre, base), "category": category, "file": self.path}
        if replaced is not None:
            data["signs"] = _together(data["signs"], replaced["signs"])
            if genre == BASE and not any(section[0] == "work" for section in data["sections"]):
                # What it says of work in general holds for every summary.
                template = N_("“{key}”里缺少代号是 {id} 的部分，各类总结都要用到它")
                self.error("部分", template, "\0", id="work")
        return data

    def own_genre(self, built_in: Mapping[str, Mapping[str, Any]]) -> str:
        """The id of an office's own genre: that of a built-in one if it is to replace it."""
        given = self.data.get("代号", "").strip()
        if given == COMMON:
            self.error("代号", N_("“{key}”不能是 {id}，那是各种公文共有的提纲"), id=COMMON)
        genre = given or own_id(self.path)
        if given in built_in:
            return genre
        names = {data["name"]: key for key, data in built_in.items() if key != COMMON}
        own: str = names.get(self.data.get("文种", ""), genre)
        return own if own != COMMON else f"own-{own}"

    def compile(self, genre: str, shared: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
        """The compiled form; good only if there are no problems."""
        if self.readable and not self.data.get("文种", "").strip():
            self.error("文种", N_("“{key}”没有写"), "\0")
        top = self.tables[""]
        if self.data.get("类别", SUMMARY) not in CATEGORIES:
            self.error("类别", _ONE_OF, within=top, known="、".join(CATEGORIES))
        sections: list[tuple[Any, ...]] = []
        index: dict[str, list[tuple[str, int]]] = {}
        for table in self.sections(shared) if self.readable else ():
            number = len(sections)
            headings = tuple(dict.fromkeys(normalise(w) for w in table.get("标题用语", [])))
            for word in headings:
                index.setdefault(word[:2], []).append((word, number))
            sections.append(
                (
                    table["代号"],
                    table["名称"],
                    PLACES[table["位置"]],
                    table.get("必备", True),
                    table.get("次序", WORK_ORDER),
                    table.get("最少字数", 0),
                    table["写什么"],
                    headings,
                    tuple(normalise(w) for w in table.get("不算", [])),
                    tuple(dict.fromkeys(table.get("正文用语", []))),
                    tuple(table.get("末段用语", [])),
                    table.get("设标题", True),
                    table.get("其余", table["代号"] == "work" and genre == BASE),
                    table["篇幅"],
                    table["应含"],
                    tuple(dict.fromkeys(table.get("段首用语", []))),
                )
            )
        return {
            "id": genre,
            "name": self.data.get("文种", ""),
            "category": self.category(),
            "use": self.data.get("用途", ""),
            "source": self.data.get("依据", ""),
            "length": self.span(self.data, top),
            **{
                key: tuple(self.words(self.data, name, 1, top))
                for key, name in (
                    ("aliases", "又称"),
                    ("title_forms", "标题格式"),
                    ("header", "版头"),
                    ("footer", "版记"),
                )
            },
            "sections": tuple(sections),
            "signs": self.signs(),
            # Longer words first: 下一步打算 before 下一步.
            "index": {
                key: tuple(sorted(pairs, key=lambda pair: -len(pair[0])))
                for key, pairs in index.items()
            },
        }


def _together(own: Sequence[Any], other: Sequence[Any]) -> tuple[Any, ...]:
    """Signs of two outlines of one genre; who writes is what the first one says, if it does."""
    return tuple(
        (mine if mine is not None else theirs)
        if number in _SIGNS_KEPT
        else tuple(dict.fromkeys((*mine, *theirs)))
        for number, (mine, theirs) in enumerate(zip(own, other, strict=True))
    )


def _tables(lines: Iterable[str]) -> tuple[dict[str, Lines], list[Lines]]:
    """Where each table stands ("": what is above them all), and each [["部分"]] in order."""
    headers: list[tuple[int, str, str]] = [(0, "", "")]
    last = 0
    for last, line in enumerate(lines, 1):
        match = _HEADER.match(line)
        if match:
            headers.append((last - 1, match[1], match[2]))
    stops = [start for start, _, _ in headers[1:]] + [last]
    tables: dict[str, Lines] = {}
    sections: list[Lines] = []
    for (start, bracket, name), stop in zip(headers, stops, strict=True):
        if bracket == "[[" and name == "部分":
            sections.append(Lines(start, stop))
        else:
            tables.setdefault(name, Lines(start, stop))
    return tables, sections
