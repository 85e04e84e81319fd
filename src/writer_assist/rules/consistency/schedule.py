"""CS024 to CS026: deadlines, spans of days and the order of works."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from writer_assist.document.model import bigram
from writer_assist.i18n import N_

from ..base import Hit, LazyPattern
from ..draft_text import DraftTextRule
from .numbers import whole
from .reading import reading

if TYPE_CHECKING:
    import re

    from writer_assist.outline.draft import Draft

_DATE = r"(?:(?P<year>[0-9]{4})年)?(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日"
_HELD = LazyPattern(
    rf"(?:会议|活动|开会|培训|视察|调研|座谈|协商)时间[^\n]{{0,6}}\n?[^\n]{{0,4}}?{_DATE}"
    rf"|(?:定于|拟于|将于){_DATE.replace('year', 'year2').replace('month', 'month2').replace('day', 'day2')}[^，。；\n]{{0,16}}(?:召开|举行|举办)"
)
_HELD_PAIRS = frozenset(map(bigram, ("时间", "定于", "拟于", "将于")))
_DUE = LazyPattern(
    rf"{_DATE}(?:（[^（）\n]{{1,5}}）)?(?:上午|下午|中午|下班|[0-9:：时分]){{0,4}}(?:之?前|以前)"
)
_DUE_PAIRS = frozenset(map(bigram, ("日前", "日之", "日以", "班前", "午前", "时前", "日下")))
_FOR_MEETING = (
    "发言", "参会", "参加人员", "参加会议", "名单", "报名", "回执", "请假", "与会", "出席", "列席", "报到", "住宿",
)  # fmt: skip
_AFTERWARDS = (
    "会后",
    "贯彻",
    "传达",
    "落实情况",
    "心得",
    "整改",
    "总结",
    "照片",
    "办理情况",
    "反馈意见",
    "修改意见",
    "征求意见",
)


_NEAR = 120


class LateDeadline(DraftTextRule):
    """报送期限在会议之后。

    检查什么

    通知里会议、活动定在某一天，而参会名单、回执、发言材料的报送期限却在这一天之后。
    会后报送的材料（贯彻情况、心得、整改）不算。

    为什么

    会开完了才报名单，日期必有一个写错了，多半是改了会期没有改期限。

    错误示例

    - 一、会议时间
      2024年10月17日上午9:00。
      二、有关要求
      发言稿请于⟦10月18日前⟧报县政协办公室。
    - 兹定于5月10日召开提案办理协商会，请于⟦5月12日前⟧将参会人员名单报送办公室。
    - 会议时间：2024年3月5日（星期二）上午9:00。
      请各单位将回执于⟦2024年3月8日前⟧发送至办公室。

    正确示例

    - 一、会议时间
      2024年10月17日上午9:00。
      二、有关要求
      发言稿请于10月15日前报县政协办公室，贯彻情况请于10月25日前报送。
    - 兹定于5月10日召开提案办理协商会，请于5月8日前将参会人员名单报送办公室。
    - 会议时间：2024年12月28日。会后，请于1月10日前报送参会心得。
    """

    code = "CS024"
    name = "late-deadline"

    def scan(self, text: str, draft: Draft) -> Iterator[Hit]:
        """The deadline."""
        grams = draft.document.bigrams
        if _DUE_PAIRS.isdisjoint(grams) or _HELD_PAIRS.isdisjoint(grams):
            return
        text = draft.memo(reading)
        held = [*_HELD().finditer(text)]
        days = {
            (
                m["year"] or m["year2"],
                int(m["month"] or m["month2"]),
                int(m["day"] or m["day2"]),
            )
            for m in held
        }
        if len({day[1:] for day in days}) != 1:
            return
        year = next((day[0] for day in days if day[0]), None)
        _, month, day = days.pop()
        for match in _DUE().finditer(text, held[0].end()):
            if match["year"] and year and match["year"] != year:
                continue
            due = int(match["month"]), int(match["day"])
            if due <= (month, day) or due[0] - month > 3:
                continue
            least, most = max(0, match.start() - _NEAR), match.end() + _NEAR
            start = max(least, *(text.rfind(c, least, match.start()) + 1 for c in "。；\n"))
            ends = (text.find(c, match.end(), most) for c in "。；\n")
            end = min((i for i in ends if i >= 0), default=min(len(text), most))
            words = text[start:end]
            if any(word in words for word in _AFTERWARDS):
                continue
            near = text[max(start, match.start() - 24) : min(end, match.end() + 24)]
            if any(word in near for word in _FOR_MEETING):
                yield Hit(
                    match.start(),
                    match.end(),
                    N_("会议在{month}月{day}日，报送期限“{due}”却在会后，请核对"),
                    {"month": month, "day": day, "due": match[0]},
                )


_SPAN = LazyPattern(
    r"(?P<month>[0-9]{1,2})月(?P<a>[0-9]{1,2})日(?:（[^（）\n]{1,5}）)?(?P<first>[^，。；、\n0-9]{0,4})(?:至|到|[—－–~～-])"
    r"(?:(?P<month2>[0-9]{1,2})月)?(?P<b>[0-9]{1,2})日(?P<between>[^。；\n]{0,60}?)"
    r"(?:(?<=，)(?:共计?|会期|历时|为期|时间|前后)|[（(](?:共计?|会期|为期)|(?<=的)为期)(?P<count>[一二两三四五六七八九十]{1,2}|[0-9]{1,2})(?P<unit>天(?!半))"
)
_SPAN_PAIRS = frozenset(
    bigram(pair)
    for pair in (
        "会期",
        "共计",
        "历时",
        "为期",
        "时间",
        "前后",
        *("共" + c for c in "23456789二两三四五六七八九"),
    )
)
_TRAVEL = ("报到", "返", "半", "工作日", "休", "抵达", "启程", "晚", "离会", "下午", "夜")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class WrongCountOfDays(DraftTextRule):
    """起止日期与天数不符。

    检查什么

    “4月22日至24日，……共计两天”：从第一天数到最后一天是三天。写明报到、半天的不算。

    为什么

    改了日期没有改天数，食宿、车辆都会安排错。

    错误示例

    - 调研时间为4月22日至24日，共计⟦两天⟧。
    - 6月3日至7日在县委党校举办委员培训班，为期⟦四天⟧。
    - 5月30日至6月2日开展视察，历时⟦3天⟧。

    正确示例

    - 调研时间为4月22日至24日，共计三天。
    - 6月2日报到，6月3日至7日在县委党校举办委员培训班，为期五天。
    - 5月9日下午至11日，会期两天。
    """

    code = "CS025"
    name = "wrong-count-of-days"

    def scan(self, text: str, draft: Draft) -> Iterator[Hit]:
        """The number of days."""
        document = draft.document
        if "天" not in document.characters or _SPAN_PAIRS.isdisjoint(document.bigrams):
            return
        if "日" not in document.characters:
            return
        text = draft.memo(reading)
        for match in _SPAN().finditer(text):
            days = _days(match)
            count = whole(match["count"])
            start = (
                max(
                    text.rfind(mark, max(0, match.start() - 60), match.start()) for mark in "。；\n"
                )
                + 1
            )
            words = text[max(start, match.start() - 60) : match.end()]
            if not days or not count or days == count or any(word in words for word in _TRAVEL):
                continue
            if count > 2 * days + 2:
                continue  # 历时 of something else
            yield Hit(
                match.start("count"),
                match.end("unit"),
                N_("从{a}日到{b}日是{days}天，不是{count}，请核对"),
                {
                    "a": match["a"],
                    "b": match["b"],
                    "days": days,
                    "count": match["count"] + match["unit"],
                },
            )


def _days(match: re.Match[str]) -> int:
    """How many days a span has, both ends counted; 0 for what is no span."""
    month, a, b = int(match["month"]), int(match["a"]), int(match["b"])
    later = int(match["month2"] or month)
    if not 1 <= month <= 12:
        return 0
    if later == month:
        return max(0, b - a + 1)
    if later == month % 12 + 1 and month != 2:
        return max(0, _DAYS[month - 1] - a + 1 + b)
    return 0


_BEGUN = LazyPattern(
    r"(?:(?P<year>[0-9]{4})年)?(?P<month>[0-9]{1,2})月[^，。；\n]{0,6}?(?:开工|动工)[^。；\n]{0,30}?[，、]"
    r"[^，。；\n]{0,4}?(?P<year2>[0-9]{4})年(?P<month2>[0-9]{1,2})月[^，。；\n]{0,6}?(?:竣工|完工|建成|完成|投入使用)"
)
_BEGUN_PAIRS = frozenset(map(bigram, ("开工", "动工")))
_NAMED_YEAR = LazyPattern(r"(?P<year>20[0-9]{2})年")


class CompletedBeforeBegun(DraftTextRule):
    """竣工在开工之前。

    检查什么

    同一句里开工的年月比竣工的还晚：“2024年6月1日开工，2024年5月底前竣工”。

    为什么

    先开工后竣工，日期必有一个写错了。

    错误示例

    - 项目拟于2024年6月1日正式开工，⟦2024年5月⟧底前竣工并投入使用。
    - 2024年4月完成设计，6月动工，⟦2024年3月⟧完工。
    - 2023年9月开工建设，⟦2022年10月⟧建成。

    正确示例

    - 项目拟于2024年6月1日正式开工，2025年5月底前竣工并投入使用。
    - 2024年4月完成设计，6月动工，2024年12月完工。
    - 一期6月开工，二期2024年5月完成。
    """

    code = "CS026"
    name = "completed-before-begun"

    def scan(self, text: str, draft: Draft) -> Iterator[Hit]:
        """Year and month of the end."""
        if _BEGUN_PAIRS.isdisjoint(draft.document.bigrams):
            return
        text = draft.memo(reading)
        for match in _BEGUN().finditer(text):
            start = (
                max(
                    text.rfind(mark, max(0, match.start() - 80), match.start()) for mark in "。；\n"
                )
                + 1
            )
            named = [*_NAMED_YEAR().finditer(text, max(start, match.start() - 80), match.start())]
            begun = match["year"] or (named[-1]["year"] if named else "")
            if not begun or "期" in text[match.start("month") : match.start("year2")]:
                continue
            if (int(match["year2"]), int(match["month2"])) < (int(begun), int(match["month"])):
                yield Hit(
                    match.start("year2"),
                    match.end("month2") + 1,
                    N_("{begun}年{month}月才开工，不会在{end}完成，请核对"),
                    {
                        "begun": begun,
                        "month": match["month"],
                        "end": text[match.start("year2") : match.end("month2") + 1],
                    },
                )
