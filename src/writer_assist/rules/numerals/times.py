"""NM002: times of day that do not exist."""

from __future__ import annotations

from collections.abc import Iterator

from writer_assist.i18n import N_

from ..base import Hit, LazyPattern, ParagraphRule, Text
from .scan import (
    DIGITS,
    left,
    run_start,
    suspects,
)

_HALVES = ("上午", "下午", "中午", "晚上", "早上", "凌晨", "清晨")
_MORNING = ("上午", "早上", "凌晨", "清晨")
_MINUTE = LazyPattern(r"[:：](?P<a>[0-9]{2})(?![0-9:：])|[时点](?:(?P<b>[0-9]{1,2})分(?!钟|之))?")


class ImpossibleTime(ParagraphRule):
    """不存在的钟点

    检查什么

    25时、61分、上午15时一类的钟点。时长（25小时）、比分和比例不算。

    为什么

    会议、活动的时间错了，与会的人无所适从。

    错误示例

    - 会议定于3月5日⟦25时⟧召开。
    - ⟦上午15:00⟧在机关会议室开会。
    - 请于8月2日⟦9:75⟧前签到。
    - 时间为⟦14时65分⟧。

    正确示例

    - 会议定于3月5日15时召开，24时前结束。
    - 上午9:00至下午5:00开放，全程约25小时。
    - 甲队以25：20胜乙队，比例为1：75。
    - 上午12时30分散会。
    """

    code = "NM002"
    name = "impossible-time"
    severity = "error"
    requires = frozenset("时点:：")

    def check(self, block: Text) -> Iterator[Hit]:
        """Yield times that no clock shows."""
        found = block.memo(suspects)
        for place in found.pair + found.clock:
            if found.text[place + 1] in ":：时点":
                yield from self._time(block.text, found.text, place + 1)

    def _time(self, original: str, text: str, place: int) -> Iterator[Hit]:
        """The time whose hour stands before the sign at ``place``, if there is none such."""
        match = _MINUTE().match(text, place)
        start = run_start(text, place, DIGITS, 4)
        if match is None or place - start > 2:
            return
        hour, minutes = int(text[start:place]), match["a"] or match["b"]
        minute = int(minutes or 0)
        before = start - 1 if start and text[start - 1] == " " else start
        half = left(text, before, 2)
        # What tells a time from a score, a ratio or an amount of hours.
        told = half in _HALVES or (half[-1:] in ("日", "晚") and text[place] != "点")
        if hour > 24 or minute > 59 or (hour == 24 and minute):
            if not told and not (match["b"] and hour <= 24):
                return
            message = N_("“{text}”不存在，一天只有24小时，一小时只有60分，请核对")
        elif half in _MORNING and hour > 12:
            start = before - 2
            message = N_("“{text}”自相矛盾，12时以后不是上午，请核对")
        else:
            return
        end = match.end()
        yield Hit(start, end, message, {"text": original[start:end]})
