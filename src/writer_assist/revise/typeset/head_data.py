"""The red head and 版记 that data describes: which lines they have (GB/T 9704-2012, 7.2, 7.4)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from writer_assist.i18n import N_
from writer_assist.layout.paper import Line
from writer_assist.records import NamedTuple
from writer_assist.template.errors import DataError, Problem

if TYPE_CHECKING:
    from writer_assist.template.data import Data

FIELDS = (
    "份号", "密级", "紧急程度", "发文机关标志", "发文字号", "签发人",
    "抄送", "印发机关", "印发日期",
)  # fmt: skip
"""What the data may say; as the fields of the templates, 抄送 also as 抄送机关."""

_OTHER_NAMES = {"抄送机关": "抄送"}
_LISTS = frozenset({"发文机关标志", "签发人", "抄送"})
_LONGEST = {"密级": 20, "紧急程度": 10, "发文机关标志": 40, "发文字号": 40, "签发人": 20,
            "抄送": 600, "印发机关": 40}  # fmt: skip
_MOST_AGENCIES = 12
_FORBIDDEN = re.compile("[\x00-\x1f\x7f\x85\u2028\u2029\ufffe\uffff\ud800-\udfff]")


class _Fault(Exception):  # noqa: N818 - what is wrong with a value
    """A value is not what it should be; ``template`` and ``params`` are a message."""

    def __init__(self, template: str, params: Mapping[str, object]) -> None:
        super().__init__(template)
        self.template = template
        self.params = params


class Head(NamedTuple):
    """What stands above the title, and what at the end of the last page."""

    lines: tuple[Line, ...] = ()
    imprint: tuple[Line, ...] = ()


def head_of(data: Data) -> Head:
    """The lines that data asks for.

    Raises:
        DataError: all that is wrong with it.
    """
    problems: list[Problem] = []
    values = _values(data.values, problems)
    if not problems:
        problems += _missing(values)
    if problems:
        raise DataError(data.path, data.placed(problems))
    return Head(tuple(_above(values)), tuple(_below(values)))


def _above(values: Mapping[str, list[str]]) -> Iterator[Line]:
    for kind, name in (("copy", "份号"), ("secrecy", "密级"), ("urgency", "紧急程度")):
        for text in values.get(name, ()):
            yield Line(kind, text)
    for text in values.get("发文机关标志", ()):
        yield Line("agency", text)
    for number in values.get("发文字号", ()):
        if signers := values.get("签发人"):
            # 7.2.6: one character between two names.
            yield Line("number-signer", f"{number} | {chr(0x3000).join(signers)}")
        else:
            yield Line("number", number)


def _below(values: Mapping[str, list[str]]) -> Iterator[Line]:
    if copies := values.get("抄送"):
        yield Line("copies", f"抄送：{'，'.join(copies)}。")
    for agency, day in zip(values.get("印发机关", ()), values.get("印发日期", ()), strict=False):
        yield Line("printed", f"{agency} | {day}印发")


def _missing(values: Mapping[str, list[str]]) -> Iterator[Problem]:
    """What cannot stand without something else."""
    above = any(values.get(name) for name in FIELDS[:6])
    if not above and not any(values.get(name) for name in FIELDS[6:]):
        yield Problem("", N_("里面没有版头或版记的内容；可以写的有：{names}"),
                      {"names": "、".join(FIELDS)})  # fmt: skip
    pairs = (("印发机关", "印发日期"), ("印发日期", "印发机关"), ("签发人", "发文字号"))
    for name, other in pairs:
        if values.get(name) and not values.get(other):
            yield Problem(other, N_("有{name}，就要有{other}"), {"name": name, "other": other})
    if above and not values.get("发文机关标志"):
        yield Problem("发文机关标志", N_("有版头，就要有发文机关标志，如“青禾县水务局文件”"))


def _values(given: Mapping[str, object], problems: list[Problem]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, value in given.items():
        name = _OTHER_NAMES.get(key, key)
        if name not in FIELDS:
            problems.append(_unknown(key))
            continue
        if name in found:
            problems.append(Problem(key, N_("和“{name}”是一回事，只能写一个"), {"name": name}))
            continue
        try:
            found[name] = [text for text in _texts(name, value) if text]
        except _Fault as error:
            problems.append(Problem(key, error.template, error.params))
    return found


def _unknown(key: str) -> Problem:
    from difflib import get_close_matches

    near = get_close_matches(str(key), FIELDS, 1, 0.4)
    if near:
        template = N_("没有这一项，是不是“{nearest}”？")
        return Problem(str(key), template, {"nearest": near[0], "name": str(key)})
    return Problem(str(key), N_("没有这一项；可以写的有：{names}"), {"names": "、".join(FIELDS)})


def _texts(name: str, value: object) -> Iterator[str]:
    """A value as texts.

    Raises:
        _Fault: it cannot be one.
    """
    if value is None or value == "":
        return
    if isinstance(value, list):
        if name not in _LISTS:
            raise _Fault(N_("只能是一个，不能是几个"), {})
        if len(value) > _MOST_AGENCIES:
            raise _Fault(N_("太多了，最多 {limit} 个"), {"limit": _MOST_AGENCIES})
        for each in value:
            yield from _texts(name, each if not isinstance(each, list) else {})
        return
    if name == "份号":
        yield _serial(value)
    elif name == "印发日期":
        yield _day(value)
    else:
        yield _line(name, value)


def _line(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise _Fault(N_("要写成文字"), {})
    text = value.strip()
    if _FORBIDDEN.search(text):
        raise _Fault(N_("不能换行，也不能有控制字符"), {})
    if "{{" in text or "{%" in text or " | " in text:
        raise _Fault(N_("还有没填的模板标记"), {})
    limit = _LONGEST[name]
    if len(text) > limit:
        raise _Fault(N_("太长了，最多 {limit} 个字"), {"limit": limit})
    if name == "抄送":
        text = text.removeprefix("抄送").lstrip("：: ").rstrip("。.；; ")
    elif name == "签发人":
        text = text.removeprefix("签发人").lstrip("：: ")
    return text


def _serial(value: object) -> str:
    from writer_assist.template.forms import serial

    if isinstance(value, str) and value.strip().isascii() and value.strip().isdecimal():
        value = int(value.strip()[:12])
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 10**6:
        raise _Fault(N_("要是 1 到 999999 的整数"), {})
    return serial(value)


def _day(value: object) -> str:
    from writer_assist.template import forms, words

    if isinstance(value, str):
        try:
            value = words.date(value.strip().removesuffix("印发"))
        except words.TextFault as error:
            raise _Fault(error.template, error.params) from error
    if not isinstance(value, datetime.date):
        raise _Fault(N_("要是日期，如 2025-03-06"), {})
    return forms.date(value)
