"""How dates, counts and money are written where they stand: the filters of a template.

Data holds plain values (2024-03-05, 12, 3500.5); the template says which form its place demands:
``{{ 成文日期 }}`` is 2024年3月5日, ``{{ 年度|汉字年 }}`` 二〇二四, ``{{ 金额|大写金额 }}``
叁仟伍佰元伍角.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

DIGITS = "〇一二三四五六七八九"
"""For years and other numbers that name (GB/T 15835-2011, 5.2.5: 〇)."""

COUNTING = "零一二三四五六七八九"
"""For numbers that count (GB/T 15835-2011, 5.2.5: 零)."""

CAPITALS = "零壹贰叁肆伍陆柒捌玖"
"""For money, which must not be altered by a stroke."""

_UNITS = ("", "十", "百", "千")
_CAPITAL_UNITS = ("", "拾", "佰", "仟")
_SIZES = ((10**8, "亿"), (10**4, "万"))
_LARGEST = Decimal(10) ** 16
_MOST_DIGITS = 40


def date(value: Any) -> str:
    """2024年3月5日, without zeros before month and day (GB/T 9704-2012, 7.3.5.4)."""
    day = as_date(value)
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_date(value: Any) -> str:
    """二〇二四年三月五日."""
    day = as_date(value)
    return f"{chinese_year(day.year)}年{chinese_number(day.month)}月{chinese_number(day.day)}日"


def month(value: Any) -> str:
    """2024年3月."""
    day = as_date(value)
    return f"{day.year}年{day.month}月"


def month_day(value: Any) -> str:
    """3月5日."""
    day = as_date(value)
    return f"{day.month}月{day.day}日"


def weekday(value: Any) -> str:
    """星期二, of a date."""
    return "星期" + "一二三四五六日"[as_date(value).weekday()]


def clock(value: Any) -> str:
    """上午9时, 中午12时, 下午3时30分: of a time, or a text of the form 15:30.

    Raises:
        ValueError: it is none.
    """
    time = value if isinstance(value, datetime.time) else datetime.time.fromisoformat(str(value))
    half = "上午" if time.hour < 12 else "中午" if time.hour == 12 else "下午"
    hour = time.hour if time.hour <= 12 else time.hour - 12
    return f"{half}{hour}时" + (f"{time.minute}分" if time.minute else "")


def year(value: Any) -> str:
    """2024, of a date or a year."""
    return str(_year(value))


def chinese_year(value: Any) -> str:
    """二〇二四, of a date or a year."""
    return "".join(DIGITS[int(digit)] for digit in str(_year(value)))


def chinese_number(value: Any) -> str:
    """一百二十三, of a whole number from 0 below 10^16 (十二, not 一十二).

    Raises:
        ValueError: the value is none.
    """
    number = _number(value)
    if number != number.to_integral_value() or not 0 <= number < _LARGEST:
        raise ValueError(str(value))
    text = _written(int(number), COUNTING, _UNITS)
    return text.removeprefix("一") if text.startswith("一十") else text


def money(value: Any) -> str:
    """人民币大写 of an amount in 元, with two decimals at most: 叁仟伍佰元伍角, 壹万元整.

    The forms are those of banking practice (支付结算办法): 整 behind 元, not behind 分; one 零 for
    one or more zeros inside.

    Raises:
        ValueError: the value is no amount, or not below 10^16.
    """
    amount = _number(value)
    cents = int((amount * 100).to_integral_value(ROUND_HALF_UP))
    if amount < 0 or amount >= _LARGEST:
        raise ValueError(str(value))
    whole, cents = divmod(cents, 100)
    tenths, hundredths = divmod(cents, 10)
    text = f"{_written(whole, CAPITALS, _CAPITAL_UNITS)}元" if whole or not cents else ""
    if not cents:
        return f"{text}整"
    if tenths:
        text += f"{CAPITALS[tenths]}角"
    elif text:
        text += "零"
    return f"{text}{CAPITALS[hundredths]}分" if hundredths else text


def thousands(value: Any) -> str:
    """1,234,567.5: of a number, groups of three digits."""
    return f"{_number(value):,f}"


def percent(value: Any) -> str:
    """93.5%: of a share (0.935), without zeros at the end."""
    return f"{plain(_number(value) * 100)}%"


def serial(value: Any) -> str:
    """000012: the six digits of a 份号 (GB/T 9704-2012, 7.2.1).

    Raises:
        ValueError: the value is no whole number from 0 to 999999.
    """
    number = _number(value)
    if number != number.to_integral_value() or not 0 <= number < 10**6:
        raise ValueError(str(value))
    return f"{int(number):06d}"


def enumerated(values: Iterable[Any]) -> str:
    """甲、乙、丙."""
    return "、".join(shown(value) for value in values)


def plain(value: Decimal | float) -> str:
    """A number as it is written: no exponent, no zeros at the end."""
    text = f"{Decimal(str(value)):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def shown(value: Any) -> Any:
    """What a place without any filter shows of a value: dates, numbers and yes or no in words."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime.date):
        return date(value)
    if isinstance(value, datetime.time):
        return f"{value.hour}:{value.minute:02d}"
    if isinstance(value, int | float | Decimal):
        return plain(value)
    return "" if value is None else value


FILTERS: Mapping[str, Callable[..., Any]] = {
    "日期": date,
    "汉字日期": chinese_date,
    "年月": month,
    "月日": month_day,
    "星期": weekday,
    "时刻": clock,
    "年份": year,
    "汉字年": chinese_year,
    "汉字数": chinese_number,
    "大写金额": money,
    "千分位": thousands,
    "百分数": percent,
    "份号": serial,
    "顿号连接": enumerated,
}
"""The filters by the names that templates use."""


def as_date(value: Any) -> datetime.date:
    """A date, or a text of the form 2024-03-05.

    Raises:
        ValueError: it is none.
    """
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    return datetime.date.fromisoformat(str(value))


def _year(value: Any) -> int:
    if isinstance(value, datetime.date):
        return value.year
    text = str(value).strip().removesuffix("年")
    if len(text) > 4 and text[4] == "-":
        return as_date(text).year
    if not (len(text) == 4 and text.isascii() and text.isdecimal()):
        raise ValueError(text)
    return int(text)


def _number(value: Any) -> Decimal:
    if isinstance(value, bool):
        raise ValueError(str(value))  # noqa: TRY004 - as for any other value that is no number
    try:
        number = Decimal(str(value))
    except InvalidOperation as error:
        raise ValueError(str(value)) from error
    # With an exponent a short text is a number of a million digits.
    if not number.is_finite() or abs(number.adjusted()) > _MOST_DIGITS:
        raise ValueError(str(value))
    return number


def _written(number: int, digits: str, units: tuple[str, ...]) -> str:
    """A whole number in characters: so many 亿, so many 万, and the rest."""
    for size, name in _SIZES:
        if number >= size:
            whole, rest = divmod(number, size)
            text = _written(whole, digits, units) + name
            if not rest:
                return text
            # Zeros at the head of the rest are one 零.
            gap = digits[0] if rest < size // 10 else ""
            return text + gap + _written(rest, digits, units)
    return _group(number, digits, units) if number else digits[0]


def _group(number: int, digits: str, units: tuple[str, ...]) -> str:
    text = ""
    gap = False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if not digit:
            gap = bool(text)
            continue
        text += (digits[0] if gap else "") + digits[digit] + units[place]
        gap = False
    return text
