"""How dates, counts and money are written where they stand."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_assist.template import forms
from writer_assist.template.forms import FILTERS

DAY = datetime.date(2024, 3, 5)

CASES: list[tuple[str, Any, str]] = [
    ("日期", DAY, "2024年3月5日"),
    ("日期", "2024-12-31", "2024年12月31日"),
    ("日期", datetime.datetime(2024, 3, 5, 9, tzinfo=datetime.UTC), "2024年3月5日"),
    ("汉字日期", DAY, "二〇二四年三月五日"),
    ("汉字日期", "2030-10-20", "二〇三〇年十月二十日"),
    ("汉字日期", "2000-11-11", "二〇〇〇年十一月十一日"),
    ("年月", DAY, "2024年3月"),
    ("月日", DAY, "3月5日"),
    ("年份", DAY, "2024"),
    ("年份", 2024, "2024"),
    ("年份", "2024年", "2024"),
    ("年份", "2024-03-05", "2024"),
    ("汉字年", 2024, "二〇二四"),
    ("汉字年", DAY, "二〇二四"),
    ("汉字数", 0, "零"),
    ("汉字数", 10, "十"),
    ("汉字数", 12, "十二"),
    ("汉字数", 20, "二十"),
    ("汉字数", 101, "一百零一"),
    ("汉字数", 110, "一百一十"),
    ("汉字数", 1001, "一千零一"),
    ("汉字数", 1010, "一千零一十"),
    ("汉字数", 10_001, "一万零一"),
    ("汉字数", 10_500, "一万零五百"),
    ("汉字数", 105_000, "十万五千"),
    ("汉字数", 100_000_000, "一亿"),
    ("汉字数", 100_010_001, "一亿零一万零一"),
    ("汉字数", 1_234_500_000_000, "一万二千三百四十五亿"),
    ("汉字数", Decimal("12.0"), "十二"),
    ("大写金额", 0, "零元整"),
    ("大写金额", "0.05", "伍分"),
    ("大写金额", "0.5", "伍角"),
    ("大写金额", "0.55", "伍角伍分"),
    ("大写金额", 10, "壹拾元整"),
    ("大写金额", 1005, "壹仟零伍元整"),
    ("大写金额", 107_000, "壹拾万柒仟元整"),
    ("大写金额", Decimal("3500.5"), "叁仟伍佰元伍角"),
    ("大写金额", "325.04", "叁佰贰拾伍元零肆分"),
    ("大写金额", "1409.50", "壹仟肆佰零玖元伍角"),
    ("大写金额", "6007.14", "陆仟零柒元壹角肆分"),
    ("大写金额", 100_000_001, "壹亿零壹元整"),
    ("大写金额", 1_000_000_000_000, "壹万亿元整"),
    ("大写金额", 1_234_500_000_000, "壹万贰仟叁佰肆拾伍亿元整"),
    ("千分位", 1_234_567.5, "1,234,567.5"),
    ("千分位", 999, "999"),
    ("千分位", Decimal("1000.50"), "1,000.50"),
    ("百分数", 0.935, "93.5%"),
    ("百分数", Decimal("0.57"), "57%"),
    ("百分数", 1, "100%"),
    ("份号", 12, "000012"),
    ("份号", "999999", "999999"),
    ("顿号连接", ["甲", 12, DAY], "甲、12、2024年3月5日"),
    ("顿号连接", [], ""),
]


@pytest.mark.parametrize(("name", "value", "text"), CASES)
def test_filters(name: str, value: Any, text: str) -> None:
    assert FILTERS[name](value) == text


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("日期", "2024-02-30"),
        ("日期", "甲"),
        ("汉字数", -1),
        ("汉字数", 1.5),
        ("汉字数", 10**16),
        ("汉字数", "甲"),
        ("汉字数", True),
        ("汉字数", float("inf")),
        ("大写金额", -1),
        ("大写金额", 10**16),
        ("大写金额", "nan"),
        ("大写金额", None),
        ("年份", "24"),
        ("份号", -1),
        ("份号", 1.5),
        ("份号", 1_000_000),
        ("千分位", "甲"),
        ("千分位", "1E+999999"),
        ("大写金额", "1E+999999"),
    ],
)
def test_values_that_have_no_such_form(name: str, value: Any) -> None:
    with pytest.raises(ValueError):
        FILTERS[name](value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "是"), (False, "否"), (None, ""),
        (DAY, "2024年3月5日"), (12, "12"), (3500.5, "3500.5"),
        (Decimal("3500.50"), "3500.5"), (Decimal(100), "100"), (1e20, "1" + "0" * 20),
        (Decimal("-0.0"), "0"), ("甲", "甲"), (datetime.time(9, 5), "9:05"), ([1], [1]),
    ],
)  # fmt: skip
def test_without_a_filter(value: Any, text: Any) -> None:
    assert forms.shown(value) == text


# Readers of our own, by another way than the writers: character by character, with a register.


def _read(text: str, digits: str, units: str) -> int:
    """The number that characters stand for."""
    total = section = digit = 0
    for character in text:
        if character in digits:
            digit = digits.index(character)
        elif character in units:
            # 十二 has no digit before 十.
            section += (digit or 1) * 10 ** (units.index(character) + 1)
            digit = 0
        elif character == "万":
            total += (section + digit) * 10_000
            section = digit = 0
        else:
            assert character == "亿"
            total = (total + section + digit) * 100_000_000
            section = digit = 0
    return total + section + digit


def _amount(text: str) -> Decimal:
    whole, yuan, rest = text.partition("元")
    if not yuan:
        whole, rest = "", text
    cents = 0
    for name, size in (("角", 10), ("分", 1)):
        before, found, rest_of = rest.lstrip("零").partition(name)
        if found:
            cents += forms.CAPITALS.index(before) * size
            rest = rest_of
    return _read(whole, forms.CAPITALS, "拾佰仟") + Decimal(cents) / 100


_WHOLE = st.integers(0, 10**16 - 1) | st.builds(
    lambda digit, size, other: min(digit * 10**size + other, 10**16 - 1),
    st.integers(1, 99), st.integers(0, 14), st.integers(0, 1001),
)  # fmt: skip


@given(_WHOLE)
def test_numbers_can_be_read_back(number: int) -> None:
    text = forms.chinese_number(number)
    assert _read(text, forms.COUNTING, "十百千") == number
    _check_zeros(text)


@given(_WHOLE, st.integers(0, 99))
def test_money_can_be_read_back(whole: int, cents: int) -> None:
    amount = whole + Decimal(cents) / 100
    text = forms.money(amount)
    assert _amount(text.removesuffix("整")) == amount
    # 整 stands where nothing follows 元, and nowhere else.
    assert text.endswith("整") == (cents == 0)
    if whole:
        _check_zeros(text)


def _check_zeros(text: str) -> None:
    """One 零 for several zeros; none before a unit, nor at the end."""
    assert "零零" not in text
    if len(text) > 1:
        assert not text.endswith("零")
        assert not any(f"零{unit}" in text for unit in "十百千拾佰仟万亿元")


@given(st.dates(datetime.date(1000, 1, 1)))
def test_chinese_dates_can_be_read_back(day: datetime.date) -> None:
    year, _, rest = forms.chinese_date(day).partition("年")
    month, _, last = rest.partition("月")
    read: Callable[[str], int] = lambda text: _read(text, forms.COUNTING, "十百千")  # noqa: E731
    assert [forms.DIGITS.index(c) for c in year] == [int(c) for c in f"{day.year:04d}"]
    assert (read(month), read(last.removesuffix("日"))) == (day.month, day.day)


@pytest.mark.parametrize(
    ("name", "value", "written"),
    [
        ("星期", "2025-07-18", "星期五"),
        ("星期", datetime.date(2024, 9, 1), "星期日"),
        ("时刻", "15:00", "下午3时"),
        ("时刻", datetime.time(15, 30), "下午3时30分"),
        ("时刻", "12:00", "中午12时"),
        ("时刻", "09:05", "上午9时5分"),
        ("时刻", "09:00", "上午9时"),
    ],
)
def test_days_and_times(name: str, value: object, written: str) -> None:
    assert forms.FILTERS[name](value) == written
