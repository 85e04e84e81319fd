"""NM009 and NM010: how years, months and days are written."""

from __future__ import annotations

from collections.abc import Iterator

from writer_assist.i18n import N_

from ..base import Edit, Fix, Hit, LazyPattern, ParagraphRule, Text
from .scan import (
    DIGITS,
    HAN_DIGITS,
    ZEROS,
    left,
    run_start,
    small_number,
    suspects,
    year_number,
)

_MIXED_MONTH = LazyPattern(
    r"年(?:(?P<han>[一二三四五六七八九]|十[一二]?)|(?P<digit>[0-9]{1,2}))月(?P<rest>[0-9]{1,2}日|[一二三四五六七八九十]{1,3}日)?"
)
_MIXED_DAY = LazyPattern(
    r"月(?:(?P<digit>[0-9]{1,2})|(?P<han>三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九]))[日号]"
)


class MixedDateNumerals(ParagraphRule):
    """一个日期里混用两种数字

    检查什么

    “二〇二四年3月5日”“2024年三月五日”“3月五日”。农历的月日不算。

    为什么

    同一个日期里的年、月、日应选用同一种数字形式。

    错误示例

    - ⟦二〇二四年3月5日⟧召开全会。
    - ⟦2024年三月五日⟧召开全会。
    - 会议于⟦三月5日⟧召开。
    - ⟦2024年十二月⟧，工程竣工。

    正确示例

    - 2024年3月5日召开全会。
    - 二〇二四年三月五日召开全会。
    - 2024年八月十五中秋节放假，2024年农历三月初三赶庙会。
    - 2024年腊月二十三日小年。
    """

    code = "NM009"
    name = "mixed-date-numerals"
    source = "GB/T 15835-2011 4.3"
    requires = frozenset("月")

    def check(self, block: Text) -> Iterator[Hit]:
        """Yield dates in digits and Chinese numerals."""
        found = block.memo(suspects)
        text = found.text
        for place in found.months:
            yield from self._date(block.text, text, place)

    def _date(self, original: str, text: str, month: int) -> Iterator[Hit]:
        start = run_start(text, month, DIGITS, 3)
        month_digits = start < month
        if not month_digits:
            start = run_start(text, month, _MONTHS, 3)
        number = small_number(text[start:month])
        if number is None or not 1 <= number <= 12:
            return
        parts = [month_digits]
        day = _MIXED_DAY().match(text, month)
        end = month + 1
        fixed = f"{number}月"
        if day is not None:
            parts.append(day["digit"] is not None)
            end = day.end()
            fixed += f"{small_number(day['digit'] or day['han'])}{text[end - 1]}"
        if start and text[start - 1] == "年":
            first = run_start(text, start - 1, _YEARS, 5)
            year = year_number(text[first : start - 1]) if start - 1 - first == 4 else None
            if year is not None and (
                text[first : start - 1].isascii() or "一二".find(text[first]) >= 0
            ):
                written = text[first : start - 1]
                if not written.isascii() and not DIGITS.isdisjoint(written):
                    return  # 20二四年 is a mixed number
                parts.append(written.isascii())
                start = first
                fixed = f"{year}年{fixed}"
        elif start and (text[start - 1] in DIGITS or text[start - 1] in _YEARS):
            return
        if all(parts) or not any(parts):
            return
        if day is None and text[end : end + 1] in ("初", "十", "廿", "卅", "二", "三"):
            return  # 2024年八月十五
        if day is None and (end < len(text) and text[end] in DIGITS):
            return
        if "历" in left(text, start, 4):
            return
        yield Hit(
            start,
            end,
            N_("“{text}”混用了两种数字，应为“{fixed}”"),
            {"text": original[start:end], "fixed": fixed},
            (Fix((Edit(start, end, fixed),), safe=True),),
            (fixed,),
        )


_MONTHS = frozenset("一二三四五六七八九十")
_YEARS = DIGITS | HAN_DIGITS | frozenset(ZEROS)
_PADDED = LazyPattern(r"(?:年0|0)[1-9]月(?:[0-9]{1,2}日)?|月0[1-9]日")


class ZeroPaddedDate(ParagraphRule):
    """月日前面多了“0”

    检查什么

    “2024年03月05日”“3月05日”。

    为什么

    成文日期的月、日不编虚位，1不写作01；正文里的日期也照此书写。

    错误示例

    - ⟦2024年03月05日⟧
    - 请于⟦3月05日⟧前报送。
    - 截至⟦2024年06月⟧底，办理提案120件。

    正确示例

    - 2024年3月5日
    - 请于3月15日前报送，编号为2024-03-05。
    - 10月10日至12月20日，每日08:00开放。
    """

    code = "NM010"
    name = "zero-padded-date"
    source = "GB/T 9704-2012 7.3.5.4"
    requires = frozenset("0０")

    def check(self, block: Text) -> Iterator[Hit]:
        """Yield dates with a 0 before a month or day of one digit."""
        found = block.memo(suspects)
        text = found.text
        last = -1
        months = [
            p - 1 for p in found.pair if text[p - 1] == "0" != text[p] and text[p + 1] == "月"
        ]
        for place in sorted(found.zero + months):
            if place < last:
                continue
            match = _PADDED().match(text, place - 1 if text[place - 1] in "年月" else place)
            if match is None:
                continue
            start, end = match.span()
            last = end
            start = run_start(text, start, DIGITS, 5) if match[0][0] in "年月" else start
            if start == match.start() and match[0][0] in "年月":
                continue
            if match[0][0] == "月" and text[start - 1 : start] == "年":
                start = run_start(text, start - 1, DIGITS, 5)
            edits = [
                Edit(zero, zero + 1, "")
                for zero in range(start, end)
                if text[zero] == "0" and (zero == start or text[zero - 1] in "年月")
            ]
            fixed = text[start:end]
            for edit in reversed(edits):
                fixed = fixed[: edit.start - start] + fixed[edit.end - start :]
            yield Hit(
                start,
                end,
                N_("月、日前面不加“0”，“{text}”应为“{fixed}”"),
                {"text": block.text[start:end], "fixed": fixed},
                (Fix(tuple(edits), safe=True),),
                (fixed,),
            )
