"""Numbers with their units, in Arabic and Chinese digits, and the arithmetic of printed ones."""

from __future__ import annotations

from writer_assist.records import NamedTuple

from ..base import LazyPattern

CHINESE = "〇零一二两三四五六七八九十百千"
SMALL = r"(?:[0-9]{1,3}|[０-９]{1,3}|[一二两三四五六七八九十]{1,3})"
"""A count of things that a sentence can list, as a pattern."""

SCALE = 10_000
"""Values are kept as whole numbers of ten-thousandths: sums of decimals stay exact."""

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
_TO_ASCII = str.maketrans("０１２３４５６７８９．·•", "0123456789...")
_SPACES = str.maketrans("", "", ", \u2009\u202f\xa0")

UNIT_WORDS = (
    "人次", "批次", "件次", "条次", "篇次", "场次", "户次", "平方米", "平方公里", "立方米", "公里",
    "公斤", "千克", "课时", "小时", "个百分点", "人", "名", "位", "件", "条", "项", "个", "次",
    "场", "篇", "期", "份", "家", "户", "批", "本", "册", "处", "起", "宗", "台", "辆", "元",
    "亩", "米", "吨", "部", "种", "只", "头", "套", "所", "座", "张", "幅", "支", "枚", "票",
    "例", "组", "棵", "株", "间", "卷", "盏", "袋", "箱", "顿", "天", "公顷", "%", "％",
)  # fmt: skip

NUMBER = (
    r"(?:[0-9]{1,3}(?:[, \u2009\u202f\xa0][0-9]{3}){1,3}(?![0-9])(?:\.[0-9]{1,4})?"
    r"|[0-9]{1,12}(?:\.[0-9]{1,4})?|[０-９]{1,12}(?:[．.·•][０-９]{1,4})?"
    rf"|[{CHINESE}]{{1,9}})[万亿]{{0,2}}"
)
_SPACE = " \u2009\u202f\xa0"
QUANTITY = (
    # It begins with one class of characters: the engine then skips to them at once.
    rf"(?P<number>[0-9０-９{CHINESE}](?:(?<=[0-9])(?:[0-9]{{0,2}}(?:[,{_SPACE}][0-9]{{3}}){{1,3}}(?![0-9])|[0-9]{{0,11}})"
    rf"(?:\.[0-9]{{1,4}})?|(?<=[０-９])[０-９]{{0,11}}(?:[．.·•][０-９]{{1,4}})?|(?<=[{CHINESE}])[{CHINESE}]{{0,8}})[万亿]{{0,2}})"
    rf"(?P<more>[余多来几])? ?(?P<unit>{'|'.join(UNIT_WORDS)})(?P<after>以上|左右|以内|以下|余|多|上下|月)?"
)
_QUANTITY = LazyPattern(QUANTITY)
_REFUSED = frozenset("第每各几数/／\\-—～~0123456789０１２３４５６７８９.．点·•")
_PASSING = frozenset("上下这那另同首")
_INEXACT = frozenset("近约超逾过")
_SAME = {"名": "人", "位": "人", "％": "%"}
_FAR = (
    "不少于",
    "不低于",
    "至少",
    "最多",
    "不超过",
    "不多于",
    "大约",
    "将近",
    "超过",
    "突破",
    "达近",
)


class Quantity(NamedTuple):
    """A number with its unit.

    ``value`` and ``ulp`` (the worth of the last printed digit; 0 for a whole number written
    out, which is exact) count ten-thousandths. ``start … end`` are offsets into the text that
    was searched, ``number_end`` the end of the digits. Units that count the same things
    (人, 名, 位) have one name.
    """

    value: int
    ulp: int
    unit: str
    start: int
    end: int
    number_end: int
    exact: bool


def whole(text: str) -> int | None:
    """The whole number that a string of digits, Arabic or Chinese, stands for.

    None for what is no exact number: 三四 (three or four), 一百二.
    """
    text = text.translate(_TO_ASCII)
    if text.isascii():
        return int(text) if text.isdecimal() else None
    if len(text) == 1:
        return _DIGITS.get(text, _UNITS.get(text))
    total = 0
    digit = -1
    unit = 10_000
    zero = False
    for character in text:
        if character in _UNITS:
            size = _UNITS[character]
            if size >= unit or (digit < 0 and (size != 10 or total)):
                return None
            total += (digit if digit >= 0 else 1) * size
            unit, digit, zero = size, -1, False
        elif digit >= 0 or character not in _DIGITS:
            return None
        elif _DIGITS[character] == 0:
            zero = True
        else:
            digit = _DIGITS[character]
    if digit >= 0:
        if unit > 10 and not zero:
            return None
        total += digit
    return total


def measure(text: str) -> tuple[int, int] | None:
    """Value and worth of the last printed digit of a number, in ten-thousandths.

    The worth is 0 where the number is written out in full.
    """
    text = text.translate(_TO_ASCII).translate(_SPACES)
    factor = 1
    while text and text[-1] in _LARGE:
        factor *= _LARGE[text[-1]]
        text = text[:-1]
    head, point, decimals = text.partition(".")
    value = whole(head)
    if value is None:
        return None
    scaled = value * SCALE
    if point:
        scaled += int(decimals) * SCALE // 10 ** len(decimals)
    if factor == 1 and not point:
        return scaled, 0
    return scaled * factor, SCALE * factor // 10 ** len(decimals)


def quantities(text: str, start: int, end: int) -> list[Quantity]:
    """The numbers with units in a stretch of text, ordinals and ranges left out."""
    found: list[Quantity] = []
    for match in _QUANTITY().finditer(text, start, end):
        begin = match.start()
        before = text[begin - 1] if begin > start else ""
        if before in _REFUSED or (before in _PASSING and text[begin] == "一"):
            continue
        if match["after"] == "月" and match["unit"] == "个":
            continue
        measured = measure(match["number"])
        if measured is None:
            continue
        exact = not (before in _INEXACT or match["more"] or match["after"]) and not text.endswith(
            _FAR, max(0, begin - 3), begin
        )
        unit = match["unit"]
        found.append(
            Quantity(
                *measured,
                _SAME.get(unit, unit),
                begin,
                match.end("unit"),
                match.end("number"),
                exact,
            )
        )
    return found


def shown(value: int) -> str:
    """A value (ten-thousandths) as digits, large ones in 万."""
    if value >= 100_000 * SCALE and value % SCALE == 0:
        large, rest = divmod(value // SCALE, 10_000)
        if not rest:
            return f"{large}万"
    head, decimals = divmod(value, SCALE)
    return f"{head}.{decimals:04d}".rstrip("0").rstrip(".") if decimals else str(head)


def percent(part: int, total: int, decimals: int) -> str:
    """``part / total`` in percent, rounded half up to so many decimals, as it is printed."""
    scaled = _rounded(part * 100 * 10**decimals, total)
    if not decimals:
        return str(scaled)
    head, rest = divmod(abs(scaled), 10**decimals)
    return f"{'-' if scaled < 0 else ''}{head}.{rest:0{decimals}d}"


def agrees(printed: str, low: tuple[int, int], high: tuple[int, int]) -> bool:
    """Whether a printed percentage can be rounded from a ratio between two bounds.

    ``low`` and ``high`` are fractions (numerator, denominator) that the true ratio lies
    between: numbers that were rounded themselves leave it open.
    """
    text = printed.translate(_TO_ASCII)
    head, _, decimals = text.partition(".")
    scale = 10 ** len(decimals)
    value = int(head + decimals)
    # Both ways of rounding a half are accepted.
    least = 2 * low[0] * 100 * scale - low[1]
    most = 2 * high[0] * 100 * scale + high[1]
    return bool(least <= 2 * value * low[1] and 2 * value * high[1] <= most)


def decimals_of(printed: str) -> int:
    """How many decimals a printed number has."""
    return len(printed.translate(_TO_ASCII).partition(".")[2])


def _rounded(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)
