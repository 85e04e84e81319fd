"""What the documents of a run are called: one name a row, safe on every system, no two alike.

A pattern such as ``答复函-{提案号}.docx`` or ``{成文日期|年份}/答复函-{提案号}.docx`` names the
columns to take. What comes from the data can never leave the folder that the pattern says.
"""

from __future__ import annotations

import datetime
import os
import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from difflib import get_close_matches
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from writer_assist.i18n import N_
from writer_assist.phrasebank.errors import shortened
from writer_assist.records import NamedTuple

from . import forms, words
from .errors import TemplateError

NUMBER = "行号"
"""The field that is the number of the row, where no column is called so."""

MAX_BYTES = 200
"""Bytes of a name in UTF-8, the extension included: less than any file system's 255, so that
temporary files and copies (… - 副本.docx) fit as well."""

EXTENSION = ".docx"

_FIELD = re.compile(r"\{\{([^{}]*)\}\}|\{([^{}]*)\}")
_FORBIDDEN = re.compile(r'[\\/:*?"<>|]')
_RESERVED = re.compile(
    r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)\Z", re.IGNORECASE
)
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
"""Characters without a shape that are no format characters by their category."""
_SEPARATORS = tuple(mark for mark in {"/", os.sep, os.altsep} if mark)

_LINES = re.compile(r"[\n；;]")


class _Field(NamedTuple):
    """A place for a value: the column, and the filters that write it."""

    name: str
    filters: tuple[str, ...]


_Piece = str | _Field
_Part = tuple[_Piece, ...]
"""A folder's or the file's name: text, and fields."""


class Names:
    """The names of the documents of one run.

    The same rows in the same order give the same names. Of names that were given only hashes are
    kept.

    Args:
        pattern: a path with the names of columns in braces, and filters of :mod:`.forms` behind
            a bar: ``{成文日期|年份}``. ``{行号}`` is the number of the row.
        columns: the columns of the table.

    Raises:
        TemplateError: the pattern is wrong: braces that do not match, a column or a filter that
            there is not, no column at all.
    """

    def __init__(self, pattern: str, columns: Collection[str]) -> None:
        root, parts = _parsed(pattern)
        fields = [piece for part in parts for piece in part if isinstance(piece, _Field)]
        if not fields:
            example = next(iter(columns), NUMBER)
            raise TemplateError(
                pattern,
                N_("每行一份，文件名里要有列名，如 答复函-{{{name}}}.docx，否则后一份会盖掉前一份"),
                name=example,
            )
        known = {*columns, NUMBER}
        same = {_name(column): column for column in columns}
        meant = {}
        for field in fields:
            found = field.name if field.name in known else same.get(_name(field.name), "")
            if not found:
                raise _unknown(pattern, field.name, columns)
            meant[field.name] = found
        self._root = root
        self._parts = [_resolved(part, meant) for part in parts]
        # The next number to try, by the hash of a name that is taken.
        self._next: dict[int, int] = {}

    def path(self, values: Mapping[str, Any], number: int) -> str:
        """The path of a row's document, which no row before has.

        Args:
            values: the row, by column.
            number: the number of the row.

        Raises:
            TemplateError: a value is missing, or its filter cannot write it.
        """
        steps = [_step(part, values, number) for part in self._parts[:-1]]
        folder = self._root + "".join(f"{step}{os.sep}" for step in steps)
        last = self._parts[-1]
        stem = _filled(last, values, number)
        if any(isinstance(piece, _Field) for piece in last):
            return self._free(folder, _stem(stem), safe=True)
        return self._free(folder, _without_extension(stem), safe=False)

    def taken(self, path: str) -> None:
        """Give this path to no row: it is that of a document that is there and must stay."""
        self._next.setdefault(_hash(path), 2)

    def _free(self, folder: str, stem: str, *, safe: bool) -> str:
        limit = MAX_BYTES - len(EXTENSION)
        path = f"{folder}{_safe(stem, limit) if safe else stem}{EXTENSION}"
        first = _hash(path)
        count = self._next.get(first)
        if count is None:
            self._next[first] = 2
            return path
        while True:
            suffix = f"-{count}"
            head = _safe(stem, limit - len(suffix)) if safe else stem
            path = f"{folder}{head}{suffix}{EXTENSION}"
            count += 1
            if (key := _hash(path)) not in self._next:
                break
        self._next[first] = count
        self._next[key] = 2
        return path


def folder_of(pattern: str) -> str:
    """The folder that all documents are in or below: what of the pattern is before any column.

    Raises:
        TemplateError: the pattern is wrong.
    """
    root, parts = _parsed(pattern)
    steps: list[str] = []
    for part in parts[:-1]:
        if any(isinstance(piece, _Field) for piece in part):
            break
        steps.append("".join(str(piece) for piece in part))
    return root + os.sep.join(steps) or os.curdir


@lru_cache(maxsize=4)
def _parsed(pattern: str) -> tuple[str, Sequence[_Part]]:
    """The root of a path ("", "/", "C:\\"), and the names of its folders and file."""
    if any(unicodedata.category(c) in ("Cc", "Cs") for c in pattern):
        raise TemplateError(pattern, N_("文件名里有不能用的字符"))
    drive, rest = os.path.splitdrive(pattern)
    if not rest.strip() or rest.endswith(_SEPARATORS):
        raise TemplateError(pattern, N_("缺少文件名"))
    root = drive + (os.sep if rest.startswith(_SEPARATORS) else "")
    parts: list[list[_Piece]] = [[]]
    end = 0
    for match in _FIELD.finditer(rest):
        _add(parts, rest[end : match.start()], pattern)
        parts[-1].append(_field(match[1] or match[2] or "", pattern))
        end = match.end()
    _add(parts, rest[end:], pattern)
    return root, [tuple(part) for part in parts[:-1] if part] + [tuple(parts[-1])]


def _add(parts: list[list[_Piece]], text: str, pattern: str) -> None:
    """Add text between fields, which may end folders' names."""
    if "{" in text or "}" in text:
        template = N_("花括号不成对，或者套在一起；列名写成 {{列名}}")
        raise TemplateError(pattern, template, pattern=pattern)
    if "｛" in text or "｝" in text:
        raise TemplateError(pattern, N_("花括号要用半角，写成 {{列名}}"), pattern=pattern)
    marks = "".join(map(re.escape, _SEPARATORS))
    for index, piece in enumerate(re.split(f"[{marks}]", text)):
        if index:
            parts.append([])
        if piece:
            parts[-1].append(piece)


def _field(text: str, pattern: str) -> _Field:
    name, *filters = (part.strip() for part in re.split(r"[|｜]", text))
    if not name:
        raise TemplateError(pattern, N_("花括号里没有列名"))
    for filter_name in filters:
        if filter_name not in forms.FILTERS:
            near = get_close_matches(filter_name, forms.FILTERS, 1, 0.4)
            template = N_("没有筛选器“{name}”；可以用：{known}")
            if near:
                template = N_("没有筛选器“{name}”，是不是“{nearest}”？")
            raise TemplateError(
                pattern, template, name=filter_name, nearest="".join(near),
                known="、".join(forms.FILTERS),
            )  # fmt: skip
    return _Field(name, tuple(filters))


def _name(text: str) -> str:
    """A name as the header of a table is read: full-width characters plain, no blanks."""
    return "".join(unicodedata.normalize("NFKC", text).split()).strip("*")


def _unknown(pattern: str, name: str, columns: Collection[str]) -> TemplateError:
    near = get_close_matches(name, columns, 1, 0.4)
    if near:
        template = N_("数据里没有“{name}”这一列，是不是“{nearest}”？")
        return TemplateError(pattern, template, name=name, nearest=near[0])
    template = N_("数据里没有“{name}”这一列；有：{known}")
    return TemplateError(pattern, template, name=name, known=shortened("、".join(columns)))


def _resolved(part: _Part, meant: Mapping[str, str]) -> _Part:
    return tuple(
        piece._replace(name=meant[piece.name]) if isinstance(piece, _Field) else piece
        for piece in part
    )


# A value as text


def _filled(part: _Part, values: Mapping[str, Any], number: int) -> str:
    return "".join(
        _text(piece, values, number) if isinstance(piece, _Field) else piece for piece in part
    )


def _text(field: _Field, values: Mapping[str, Any], number: int) -> str:
    value = values.get(field.name)
    if value is None and field.name == NUMBER:
        value = number
    if _blank(value):
        template = N_("“{name}”是空的，不能用来起文件名")
        raise TemplateError("", template, name=field.name)
    for name in field.filters:
        value = _filtered(value, name, field.name)
    text = _clean(_written(value, field.name))
    if not text.strip():
        template = N_("“{name}”只有看不见的字符，不能用来起文件名")
        raise TemplateError("", template, name=field.name)
    return text.strip()


def _blank(value: object) -> bool:
    return value is None or value in ([], (), {}) or (isinstance(value, str) and not value.strip())


def _filtered(value: Any, name: str, field: str) -> Any:
    made = forms.FILTERS[name]
    if name == "顿号连接":
        if isinstance(value, str):
            value = [part.strip() for part in _LINES.split(value) if part.strip()]
        elif not isinstance(value, list | tuple):
            value = [value]
        if any(isinstance(item, list | tuple | dict) for item in value):
            raise _unwritable(field)
        return made(value)
    for candidate in _readings(value):
        try:
            return made(candidate)
        except (ValueError, TypeError, ArithmeticError):
            continue
    template = N_("“{field}”的内容“{value}”不能用筛选器 {name} 来写")
    raise TemplateError("", template, field=field, value=shortened(str(value)), name=name)


def _readings(value: Any) -> list[Any]:
    """A value, and as what it may be meant: a text 2024/3/5 as a date, 1,200 as a number."""
    found = [value]
    if isinstance(value, str):
        text = value.strip()
        found[0] = text
        for reader in (words.date, words.time, words.number):
            try:
                read: Any = reader(text)
            except words.TextFault:
                continue
            if read is not None:
                found.append(read)
    return found


def _written(value: Any, field: str) -> str:
    """A value in a name: 2024-03-05, which sorts and has no marks that are forbidden."""
    if isinstance(value, datetime.datetime):
        day = _day(value)
        if not (value.hour or value.minute):
            return day
        return f"{day} {_clock(value)}"
    if isinstance(value, datetime.date):
        return _day(value)
    if isinstance(value, datetime.time):
        return _clock(value)
    if isinstance(value, float):
        # What a spreadsheet program computes is exact to 15 digits.
        value = Decimal(f"{value:.15g}")
    if isinstance(value, list | tuple | dict | bytes | bytearray):
        raise _unwritable(field)
    if isinstance(value, Decimal) and abs(value.adjusted()) > words.MOST_DIGITS:
        return str(value)
    return str(forms.shown(value))


def _day(value: datetime.date) -> str:
    return f"{value.year:04d}-{value.month:02d}-{value.day:02d}"


def _clock(value: datetime.datetime | datetime.time) -> str:
    return f"{value.hour}时" + (f"{value.minute:02d}分" if value.minute else "")


def _unwritable(field: str) -> TemplateError:
    return TemplateError("", N_("“{name}”是一组值，不能用来起文件名"), name=field)


# A text as a name that every system takes


def _clean(text: str) -> str:
    """A value without what no name may have; what is not seen goes, what is forbidden is "_"."""
    # Composed behind the removal, and looked at only then: either may make new characters.
    text = "".join(c for c in text if unicodedata.category(c) != "Cf" and c not in _UNSEEN)
    text = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", text.strip()))
    return "".join("_" if _is_control(c) else c for c in text)


def _is_control(character: str) -> bool:
    category = unicodedata.category(character)
    # Private characters stay: rare ones of people's names are among them.
    return category in ("Cc", "Cs", "Zl", "Zp") or (category == "Cn" and _is_none(character))


def _is_none(character: str) -> bool:
    code = ord(character)
    return 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE


def _step(part: _Part, values: Mapping[str, Any], number: int) -> str:
    """A folder's name. One that the pattern gives in full stays as it is, ".." included."""
    text = _filled(part, values, number)
    if not any(isinstance(piece, _Field) for piece in part):
        return text
    return _safe(unicodedata.normalize("NFC", text), MAX_BYTES)


def _stem(text: str) -> str:
    return _without_extension(unicodedata.normalize("NFC", text))


def _without_extension(text: str) -> str:
    while text.lower().endswith(EXTENSION):
        text = text[: -len(EXTENSION)].rstrip()
    return text


def _safe(text: str, limit: int) -> str:
    """A name of ``limit`` bytes at most that begins and ends as every system allows."""
    text = _unreserved(_trimmed(text))
    return _unreserved(_trimmed(_cut(text, limit)))


def _trimmed(text: str) -> str:
    text = text.strip()
    # Office programs begin the names of their lock files so.
    if text.startswith("~$"):
        text = f"_{text[2:]}"
    while text != (text := text.strip().lstrip(".").rstrip(".")):
        pass
    return text or "_"


def _unreserved(text: str) -> str:
    """A name that is no device of Windows, where con.2024.docx is CON as well."""
    return f"_{text}" if _RESERVED.match(text.split(".", 1)[0].strip()) else text


def _cut(text: str, limit: int) -> str:
    """The beginning of a text, ``limit`` bytes at most, that ends between characters as seen."""
    data = text.encode("utf-8")
    if len(data) <= limit:
        return text
    end = len(data[:limit].decode("utf-8", "ignore"))
    whole = end
    while end and _joins(text, end):
        end -= 1
    # (A thousand marks on one letter are no character that anybody sees.)
    return text[: end or whole]


def _joins(text: str, place: int) -> bool:
    """Whether the characters before and behind a place are one as seen."""
    behind = text[place]
    code = ord(behind)
    if unicodedata.category(behind).startswith("M"):
        return True
    if 0x1F3FB <= code <= 0x1F3FF or 0x1160 <= code <= 0x11FF:  # tones of skin, parts of Hangul
        return True
    if _is_flag(behind):
        before = text[:place]
        return (len(before) - len(before.rstrip(_FLAGS))) % 2 == 1
    return False


_FLAGS = "".join(map(chr, range(0x1F1E6, 0x1F200)))
"""Two of these are a flag."""


def _is_flag(character: str) -> bool:
    return character in _FLAGS


def _hash(path: str) -> int:
    """The same for paths that some system takes for the same: letters large or small, composed
    or not."""
    folded = unicodedata.normalize("NFD", os.path.normpath(path)).casefold()
    key = unicodedata.normalize("NFC", folded)
    digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little")
