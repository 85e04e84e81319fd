"""NM002, NM037 and NM038: times of day."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from writer_assist.document.model import bigram
from writer_assist.i18n import N_

from ..base import Edit, Fix, Hit, LazyPattern, ParagraphRule, Text
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


_CLOCK_TWICE = LazyPattern(
    r"(?<![0-9０-９:：.])(?P<hour>[0-9０-９]{1,2})(?P<colon>[:：])(?P<minute>[0-9０-９]{2})(?P<unit>时(?!间|段|代|刻|候|分|起|效)|点(?!名|评|击|燃|位|亮)|分(?!别|为|成|组|批|期|享|散|之|数|钟|发))"
)


class ClockTwice(ParagraphRule):
    """“9:00时”既有冒号又有“时”

    检查什么

    用冒号写的时刻后面又写“时”“点”“分”：9：00时、15:30分。

    为什么

    冒号已经隔开了时和分，后面不再写单位；写作9:00或者9时。

    错误示例

    - 会议定于10月17日上午⟦9：00时⟧召开。
    - 请于⟦14:30分⟧前签到。
    - 培训从⟦8:30点⟧开始。

    正确示例

    - 会议定于10月17日上午9:00召开，15时30分结束。
    - 9:00时间到，14:30分组讨论，15:00点名。
    - 甲队以3：10分差落后，比例为1：20。
    """

    code = "NM037"
    name = "clock-twice"
    source = "GB/T 15835-2011 5.1.2.2"
    requires = frozenset(":：")

    def check(self, block: Text) -> Iterator[Hit]:
        """Yield times of day written twice over."""
        if block.characters.isdisjoint("时点分"):
            return
        if _clock_pairs().isdisjoint(block.bigrams):
            return
        text = block.text
        for match in _CLOCK_TWICE().finditer(text):
            hour, minute = int(match["hour"]), int(match["minute"])
            if hour > 24 or minute > 59:
                continue
            before = left(text, match.start(), 8)
            if before[-1:] == "第" or (
                match["unit"] == "分" and ("比" in before or before[-1:] == "以")
            ):
                continue
            right = f"{match['hour']}:{match['minute']}"
            full = f"{hour}时" + (f"{minute}分" if minute else "")
            yield Hit(
                match.start(),
                match.end(),
                N_("“{text}”写了两遍单位，应为“{right}”或者“{full}”"),
                {"text": match[0], "right": right, "full": full},
                (Fix((Edit(match.start(), match.end(), right),), safe=True),),
                (right, full),
            )


@cache
def _clock_pairs() -> frozenset[int]:
    """The pairs that a digit makes with a unit of time behind it."""
    return frozenset(
        bigram(digit + unit) for digit in "0123456789０１２３４５６７８９" for unit in "时点分"
    )


_AFTERNOON = LazyPattern(
    r"(?P<half>下午|晚上|傍晚|夜里|晚)[ \u3000]?(?P<hour>1[3-9]|2[0-3])(?P<rest>[:：][0-9]{2}(?![0-9])|[时点](?:[0-9]{1,2}分|半)?(?!钟头|段))"
)


class AfternoonTwice(ParagraphRule):
    """“下午15时”重复

    检查什么

    24小时制的时刻前面又写“下午”“晚上”：下午15时30分、晚上20:00。每段提示一处。

    为什么

    15时就是下午3时；用了24小时制，前面不必再写“下午”，写了“下午”就用12小时制。

    错误示例

    - 拟于24日⟦下午15时30分⟧召开座谈会。
    - 请于5月8日⟦下午14:30⟧报到。
    - ⟦晚上20时⟧观看演出。

    正确示例

    - 拟于24日15时30分召开座谈会。
    - 请于5月8日下午2:30报到，晚上8时观看演出。
    - 今晚12个节目，下午13人发言。
    """

    code = "NM038"
    name = "afternoon-twice"
    severity = "hint"
    source = "GB/T 15835-2011 5.1.2.2"
    requires = frozenset("午晚")

    def check(self, block: Text) -> Iterator[Hit]:
        """Yield the first such time of a paragraph."""
        characters = block.characters
        if characters.isdisjoint("时点:：") or _AFTERNOON_PAIRS.isdisjoint(block.bigrams):
            return
        seen = -2
        for match in _AFTERNOON().finditer(block.text):
            paragraph = block.text.find("\n", match.start())
            if paragraph == seen:
                continue
            seen = paragraph
            right = match["hour"] + match["rest"]
            hour = int(match["hour"]) - 12
            yield Hit(
                match.start(),
                match.end(),
                N_("24小时制的时刻前不必写“{half}”，“{text}”宜写作“{right}”或者“{other}”"),
                {
                    "half": match["half"],
                    "text": match[0],
                    "right": right,
                    "other": f"{match['half']}{hour}{match['rest']}",
                },
                (Fix((Edit(match.start(), match.start("hour"), ""),)),),
                (right, f"{match['half']}{hour}{match['rest']}"),
            )


_AFTERNOON_PAIRS = frozenset(bigram(half + digit) for half in "午上晚里 \u3000" for digit in "12")
