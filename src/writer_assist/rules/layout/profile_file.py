"""Profiles as TOML: read and checked, and written (see :mod:`.profile` for the keys)."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from writer_assist.engine.configuration import ConfigurationError
from writer_assist.i18n import N_, Word
from writer_assist.toml_text import TomlError, parse

from .fonts import FAMILIES, SIZES, size_named
from .profile import ALIGNMENTS, COLORS, LOOKS, NUMBER_PLACES, STANDARD, Look, Page, Profile

_LONGEST = 1 << 20
_NUMBER = Word(N_("一个数"))
_NUMBERS = Word(N_("一个数，或者几个数 [2, 4]"))
_RANGE = Word(N_("一个数，或者从小到大两个数 [28, 30]"))
_SIZE = Word(N_("字号名“三号”，或者磅数 16"))
_WORDS = Word(N_('一列文字 ["…", "…"]'))
_TEXT = Word(N_("一段文字"))
_SWITCH = Word(N_("true 或者 false"))
_TABLE = Word(N_("一个表，写成 [名称] 一行，下面是“键 = 值”"))

_BOUNDS: Mapping[str, tuple[float, float]] = {
    "width": (50, 2000), "height": (50, 2000), "top": (0, 200), "bottom": (0, 200),
    "left": (0, 200), "right": (0, 200), "tolerance": (0, 20), "lines": (5, 100),
    "characters": (5, 200),
}  # fmt: skip
"""Numbers of the page: from … to."""

_LOOK_KEYS = ("font", "size", "align", "indent", "right", "bold", "color")


class ProfileError(ConfigurationError):
    """A profile is wrong; its text is one line that names the file and the line, if known."""


def load(path: str) -> Profile:
    """The profile in a file.

    Raises:
        ProfileError: it cannot be read, is no TOML, or something in it is not as it should be.
    """
    try:
        if os.path.getsize(path) > _LONGEST:
            raise ProfileError(path, 0, N_("太大了，不是版式文件"))
        with open(path, encoding="utf-8-sig") as stream:
            text = stream.read()
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ProfileError(path, line, N_("不是 UTF-8 编码，请用编辑器另存为 UTF-8")) from error
    except OSError as error:
        from writer_assist.os_errors import os_reason

        raise ProfileError(path, 0, N_("读不出来：{reason}"), reason=os_reason(error)) from error
    return loads(text, path)


def loads(text: str, path: str) -> Profile:
    """The profile that a TOML text is; ``path`` is for errors, which are as those of `load`."""
    try:
        values = parse(text)
    except TomlError as fault:
        raise ProfileError(path, fault.line, fault.template, **fault.params) from fault
    return _File(path, text).profile(values)


class _File:
    """One file on the way to a profile."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.source = text.splitlines()

    def profile(self, values: Mapping[str, Any]) -> Profile:
        known = ("name", "page", *LOOKS)
        looks = dict(LOOKS)
        body = values.get("body")
        if isinstance(body, dict):
            looks = _following(self._look("body", body, LOOKS["body"]))
        page = STANDARD.page
        for key, value in values.items():
            if key == "name":
                if not isinstance(value, str):
                    self._fail(("name",), _TEXT)
                continue
            if key not in known:
                self._unknown((key,), key, known)
            if not isinstance(value, dict):
                self._fail((key,), _TABLE)
            if key == "page":
                page = self._page(value)
            else:
                looks[key] = self._look(key, value, looks[key])
        if page.left + page.right >= page.width or page.top + page.bottom >= page.height:
            raise self._error(("page",), N_("页边距比纸还大"))
        return Profile(str(values.get("name", "")) or os.path.basename(self.path), page, looks)

    def _page(self, values: Mapping[str, Any]) -> Page:
        page = STANDARD.page
        known = tuple(name.replace("_", "-") for name in Page._fields)
        for key, value in values.items():
            where = ("page", key)
            if key not in known:
                self._unknown(where, key, known)
            made: Any
            if key == "pitch":
                made = self._range(where, value)
            elif key == "page-number":
                made = self._word(where, value, NUMBER_PLACES)
            elif key == "latin":
                made = self._words(where, value)
            else:
                made = self._number(where, value, *_BOUNDS[key])
                if key in ("lines", "characters"):
                    made = round(made)
            page = page._replace(**{key.replace("-", "_"): made})
        return page

    def _look(self, role: str, values: Mapping[str, Any], look: Look) -> Look:
        for key, value in values.items():
            where = (role, key)
            if key not in _LOOK_KEYS:
                self._unknown(where, key, _LOOK_KEYS)
            made: Any
            if key == "font":
                made = self._words(where, value)
            elif key == "size":
                made = self._size(where, value)
            elif key == "align":
                words = (value,) if isinstance(value, str) else self._words(where, value)
                made = tuple(self._word(where, word, ALIGNMENTS) for word in words)
            elif key == "indent":
                made = self._number(where, value, 0, 40)
            elif key == "right":
                made = self._numbers(where, value)
            elif key == "bold":
                if not isinstance(value, bool):
                    self._fail(where, _SWITCH)
                made = value
            else:
                made = self._word(where, value, COLORS)
            look = look._replace(**{key: made})
        return look

    def _number(self, where: tuple[str, ...], value: Any, least: float, most: float) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            self._fail(where, _NUMBER)
        if not least <= value <= most:
            raise self._error(
                where,
                N_("“{key}”是 {value}，应在 {least} 到 {most} 之间"),
                key=".".join(where),
                value=_short(value),
                least=least,
                most=most,
            )
        return float(value)

    def _numbers(self, where: tuple[str, ...], value: Any) -> tuple[float, ...]:
        given = value if isinstance(value, list) else [value]
        if not given or not all(_is_number(each) for each in given):
            self._fail(where, _NUMBERS)
        return tuple(self._number(where, each, 0, 40) for each in given)

    def _range(self, where: tuple[str, ...], value: Any) -> tuple[float, float]:
        given = value if isinstance(value, list) else [value, value]
        if len(given) != 2 or not all(_is_number(each) for each in given) or given[0] > given[1]:
            self._fail(where, _RANGE)
        least, most = (self._number(where, each, 5, 100) for each in given)
        return least, most

    def _size(self, where: tuple[str, ...], value: Any) -> float:
        if isinstance(value, str):
            size = size_named(value)
            if size is None:
                names = " ".join(name for _, name in SIZES)
                raise self._error(
                    where,
                    N_("没有字号“{value}”，可以用的有：{known}"),
                    value=_short(value),
                    known=names,
                )
            return size
        if not _is_number(value):
            self._fail(where, _SIZE)
        return self._number(where, value, 0, 100)

    def _words(self, where: tuple[str, ...], value: Any) -> tuple[str, ...]:
        given = [value] if isinstance(value, str) else value
        if not isinstance(given, list) or not all(isinstance(v, str) and v.strip() for v in given):
            self._fail(where, _WORDS)
        return tuple(each.strip() for each in given)

    def _word(self, where: tuple[str, ...], value: Any, known: tuple[str, ...]) -> str:
        if not isinstance(value, str):
            self._fail(where, _TEXT)
        if value not in known:
            raise self._error(
                where,
                N_("“{key}”不能是“{value}”，可以用的有：{known}"),
                key=".".join(where),
                value=_short(value),
                known=" ".join(known),
            )
        return str(value)

    def _fail(self, where: tuple[str, ...], form: Word) -> NoReturn:
        raise self._error(where, N_("“{key}”应是{form}"), key=".".join(where), form=form)

    def _unknown(self, where: tuple[str, ...], key: str, known: tuple[str, ...]) -> NoReturn:
        from difflib import get_close_matches

        near = get_close_matches(key.lower().replace("_", "-"), known, 1, 0.5)
        if near:
            template = N_("没有“{key}”这一项，是不是 {nearest}？")
            raise self._error(where, template, key=_short(key), nearest=near[0])
        template = N_("没有“{key}”这一项，可以用的有：{known}")
        raise self._error(where, template, key=_short(key), known=" ".join(known))

    def _error(self, where: tuple[str, ...], template: str, /, **params: object) -> ProfileError:
        return ProfileError(self.path, self._line(where), template, **params)

    def _line(self, where: tuple[str, ...]) -> int:
        """The line of a table, or of a key in it; 0 if that is written unusually."""
        table = ""
        begins = 0
        for number, line in enumerate(self.source, 1):
            if header := _HEADER.match(line):
                table = header[1].strip("\"' ")
                begins = number if table == where[0] else begins
            elif (key := _KEY.match(line)) and (
                (key[1] == where[0] and not table and len(where) == 1)
                or (len(where) == 2 and table == where[0] and key[1] == where[1])
                or (len(where) == 2 and not table and key[1] == where[0])
            ):
                return number
        return begins


_HEADER = re.compile(r"\s*\[([^\[\]]+)\]")
_KEY = re.compile(r"\s*[\"']?([^\s=\"'.]+)[\"']?\s*[.=]")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 40 else text[:39] + "…"


def _following(body: Look) -> dict[str, Look]:
    """The looks of all roles: what is set in the font or size of the text follows it."""
    usual = LOOKS["body"]
    looks = {}
    for role, look in LOOKS.items():
        if look.font == usual.font and look.size == usual.size:
            look = look._replace(font=body.font)
        if look.size == usual.size:
            look = look._replace(size=body.size)
        looks[role] = look
    return looks


def as_toml(profile: Profile) -> str:
    """A profile as the text of a file that `load` reads, complete, with remarks in Chinese."""
    return "\n".join(_lines(profile)) + "\n"


def _lines(profile: Profile) -> Iterator[str]:
    page = profile.page
    yield f"name = {_written(profile.name)}"
    yield ""
    yield "[page]"
    for key, remark in _REMARKS.items():
        value = getattr(page, key.replace("-", "_"))
        yield f"{f'{key} = {_written(value)}':<24} # {remark}"
    for role, look in profile.looks.items():
        yield ""
        yield f"[{role}]  # {ROLE_NAMES[role]}"
        yield f"font = {_written(look.font)}  # 可以写字体族：{' '.join(FAMILIES)}"
        named = dict(SIZES).get(look.size)
        yield f"size = {_written(named or look.size)}"
        if look.align:
            yield f"align = {_written(look.align)}"
        if look.indent is not None:
            yield f"indent = {_written(look.indent)}  # 首行从第几个字的位置开始"
        if look.right:
            yield f"right = {_written(look.right)}  # 右空几字"
        if look.bold is not None:
            yield f"bold = {_written(look.bold)}"
        if look.color:
            yield f"color = {_written(look.color)}"


_REMARKS = {
    "width": "毫米，纸宽", "height": "毫米，纸高", "top": "毫米，天头", "bottom": "毫米，地脚",
    "left": "毫米，订口", "right": "毫米，切口", "tolerance": "毫米，页边距容许的误差",
    "lines": "每页行数", "characters": "每行字数", "pitch": "磅，行距，从几到几",
    "page-number": "页码的位置：outside 外侧，centre 居中，any 都行，none 可以没有",
    "latin": "数字和字母除了汉字的字体还可以用的字体",
}  # fmt: skip

ROLE_NAMES = {
    "title": "标题", "subtitle": "标题下的说明", "recipient": "主送机关", "body": "正文",
    "h1": "一级标题（一、）", "h2": "二级标题（（一））", "h3": "三级标题（1.）",
    "h4": "四级标题（（1））", "attachment-note": "附件说明", "sign": "署名", "date": "成文日期",
    "note": "附注", "attendance": "出席列席", "attachment": "“附件”二字",
    "attachment-title": "附件标题", "copy": "份号", "secrecy": "密级", "urgency": "紧急程度",
    "agency": "发文机关标志", "number": "发文字号", "copies": "抄送机关", "printed": "印发机关",
    "page-number": "页码",
}  # fmt: skip


def _written(value: object) -> str:
    """A value as TOML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_written, value)) + "]"
    if isinstance(value, int | float):
        return f"{value:g}"
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
