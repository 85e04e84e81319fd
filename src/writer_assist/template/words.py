"""Texts that people type for dates, numbers, yes or no, telephones: read, or refused with why.

Each reader takes a text and gives it in the form that the rest of the program works with, or
raises :class:`TextFault`.
"""

from __future__ import annotations

import calendar
import datetime
import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from writer_assist.i18n import N_
from writer_assist.phrasebank.errors import shortened

from .forms import plain
from .values import RichPart

YES = frozenset({"是", "有", "真", "对", "true", "yes", "√", "✓", "✔"})
NO = frozenset({"否", "无", "没有", "假", "不是", "false", "no", "×", "✗", "✘"})

MOST_DIGITS = 18
"""Digits before the point; a longer number is a slip."""

LONGEST = 40
"""Digits of a number in a message."""

_DATE = re.compile(r"(\d{4})(?:年(\d{1,2})月(\d{1,2})日?|([-/.])(\d{1,2})\4(\d{1,2}))\Z")
_MIDNIGHT = re.compile(r"[ T]0?0:00(?::00(?:\.0*)?)?\Z")
_CHINESE_DATE = re.compile(
    r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日\Z"
)
_TIME = re.compile(r"(\d{1,2})(?::(\d{2})(?::00)?|时(?:(\d{1,2})分)?|点(?:(\d{1,2})分)?)\Z")
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\Z")
_NUMBER_OF = re.compile(r"([^\s\d〔〕\[\]()（）【】［］]{1,30})〔(\d{4})〕(\d{1,6})号\Z")
_PHONE = re.compile(
    r"(?:\+?86-?)?(?:"
    r"1[3-9]\d{9}"
    r"|0\d{2,3}-\d{7,8}(?:(?:-|转)\d{1,6})?"
    r"|[48]00-?\d{3}-?\d{4}"
    r"|1\d{2}|1[0-9]\d{3}"
    r")\Z"
)
_DIGIT_OF = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}


class TextFault(ValueError):  # noqa: N818 - what is wrong with a text
    """A text is not what it should be; ``template`` and ``params`` are a message."""

    def __init__(self, template: str, **params: object) -> None:
        super().__init__(template)
        self.template = template
        self.params: Mapping[str, object] = params


def shown(value: Any) -> str:
    """A value as a message names it: short, on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal) and (not value.is_finite() or abs(value.adjusted()) > LONGEST):
        return str(value)
    if isinstance(value, int | float | Decimal):
        try:
            return shortened(plain(value))
        except (ValueError, InvalidOperation):
            return shortened(str(value))
    return shortened(" ".join(str(value).split()))


def date(text: str) -> datetime.date:
    """The day that a text names: 2024-03-05, 2024/3/5, 2024.3.5, 2024年3月5日, 二〇二四年三月五日.

    Raises:
        TextFault: it names none, or one that is in no calendar.
    """
    plain_text = _MIDNIGHT.sub("", _narrow(text))
    match = _DATE.match("".join(plain_text.split()))
    if match:
        numbers = [int(part) for part in match.groups() if part and part not in "-/."]
    elif chinese := _CHINESE_DATE.match(plain_text):
        numbers = [int("".join(str(_DIGIT_OF[c]) for c in chinese[1])),
                   _counted(chinese[2]), _counted(chinese[3])]  # fmt: skip
    else:
        raise TextFault(
            N_("“{value}”不是日期，要写成 2024-03-05 或 2024年3月5日这样，年份写四位"),
            value=shown(text),
        )
    year, month, day = numbers
    if not 1 <= month <= 12:
        raise TextFault(N_("“{value}”：没有 {month} 月"), value=shown(text), month=month)
    last = calendar.monthrange(year, month)[1] if year else 0
    if not 1 <= day <= last:
        raise TextFault(
            N_("“{value}”：{year}年{month}月没有 {day} 日"),
            value=shown(text),
            year=year,
            month=month,
            day=day,
        )
    return datetime.date(year, month, day)


def _counted(text: str) -> int:
    """十二 → 12, 二十 → 20."""
    before, ten, after = text.partition("十")
    if not ten:
        return _DIGIT_OF.get(text, 0)
    return (_DIGIT_OF.get(before, 0) if before else 1) * 10 + _DIGIT_OF.get(after, 0)


def time(text: str) -> datetime.time:
    """The time of day that a text names: 9:30, 09：30, 9时30分, 9时.

    Raises:
        TextFault: it names none.
    """
    match = _TIME.match(_narrow(text))
    if match:
        hour, minute = int(match[1]), int(match[2] or match[3] or match[4] or 0)
        if hour < 24 and minute < 60:
            return datetime.time(hour, minute)
    raise TextFault(N_("“{value}”不是时刻，要写成 9:30 或 14:00 这样"), value=shown(text))


def number(text: str) -> int | Decimal | None:
    """The number that a text is: 12, -3.5, 1,200, １２; None if it is none."""
    digits = _narrow(text).replace("−", "-")
    if not _NUMBER.match(digits) or len(digits) > 2 * MOST_DIGITS:
        return None
    digits = digits.replace(",", "")
    return Decimal(digits) if "." in digits else int(digits)


def yes_or_no(text: str) -> bool | None:
    """Whether a text says yes or no; None if neither."""
    word = _narrow(text).lower()
    if word in YES:
        return True
    return False if word in NO else None


def phone(text: str) -> str:
    """A telephone number, or several with 、 between: a mobile, 区号-号码, a short number.

    Raises:
        TextFault: it is none.
    """
    parts = [
        _narrow(part).replace("—", "-").replace("–", "-").replace(" ", "")
        for part in re.split("[、；;/，,]", text)
    ]
    for part in parts:
        if not _PHONE.match(part):
            raise TextFault(
                N_("“{value}”不是电话号码，固定电话写成 区号-号码，手机写 11 位"), value=shown(part)
            )
    return "、".join(parts)


def document_number(text: str) -> str:
    """A 发文字号: 青政办〔2024〕5号 (GB/T 9704-2012, 7.2.5: no 第, no zeros in front).

    Raises:
        TextFault: it is none.
    """
    given = "".join(text.split())
    match = _NUMBER_OF.match(given)
    if not match:
        if re.search(r"[\[\(（【［]\d{4}[\]\)）】］]", given):
            raise TextFault(N_("“{value}”：年份要用六角括号，如〔2024〕"), value=shown(text))
        if "〕第" in given:
            raise TextFault(N_("“{value}”：序号前不加“第”"), value=shown(text))
        raise TextFault(
            N_("“{value}”不是发文字号，要写成 青政办〔2024〕5号 这样"), value=shown(text)
        )
    if match[3].startswith("0"):
        raise TextFault(N_("“{value}”：序号不编虚位，1 不写成 001"), value=shown(text))
    return given


_MARKS = re.compile(r"(?<!\*)\*\*(?!\*)|(?<!_)__(?!_)")


def rich(text: str) -> tuple[RichPart, ...]:
    """The parts of a text with light marks: ``**bold**`` and ``__underlined__``.

    Marks may stand inside one another; one without a partner, or with nothing but blanks between
    the two, is text.
    """
    parts: list[RichPart] = []
    _rich(text, bold=False, underline=False, parts=parts)
    return tuple(parts)


def _rich(text: str, *, bold: bool, underline: bool, parts: list[RichPart]) -> None:
    position = 0
    marks = [(m.start(), m.group()) for m in _MARKS.finditer(text)]
    number = 0
    while number < len(marks):
        start, mark = marks[number]
        end = next(
            (i for i in range(number + 1, len(marks))
             if marks[i][1] == mark and text[start + 2 : marks[i][0]].strip()), None
        )  # fmt: skip
        already = bold if mark == "**" else underline
        if end is None or already:
            if end is None:
                # None of this kind has a partner from here on.
                marks[number:] = [m for m in marks[number:] if m[1] != mark]
            else:
                number += 1
            continue
        _add(parts, RichPart(text[position:start], bold, underline))
        inner = text[start + 2 : marks[end][0]]
        _rich(inner, bold=bold or mark == "**", underline=underline or mark == "__", parts=parts)
        position = marks[end][0] + 2
        number = end + 1
    _add(parts, RichPart(text[position:], bold, underline))


def _add(parts: list[RichPart], part: RichPart) -> None:
    if not part.text:
        return
    if parts and parts[-1][1:] == part[1:]:
        part = part._replace(text=parts.pop().text + part.text)
    parts.append(part)


def _narrow(text: str) -> str:
    """A text without blanks around it, full-width digits and marks made plain."""
    return unicodedata.normalize("NFKC", text).strip()
