"""NM011 to NM013: the date below a draft, and dates that name events."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from writer_assist.i18n import N_

from ..base import DraftRule, Edit, Fix, Hit, LazyPattern, ParagraphRule, Text
from .scan import DIGITS, FULL_WIDTH, places, small_number, year_number

if TYPE_CHECKING:
    from writer_assist.document.model import Paragraph
    from writer_assist.outline.draft import Draft

_SPACE = r"[ \t\u3000\u00a0]"
_FULL = LazyPattern(
    rf"(?P<year>[0-9０-９]{{4}}|[一二][〇零0○◯OoＯ一二三四五六七八九]{{3}}){_SPACE}{{0,4}}年{_SPACE}{{0,4}}"
    rf"(?P<month>[0-9０-９]{{1,2}}|[一二三四五六七八九十元正]{{1,2}}){_SPACE}{{0,4}}月{_SPACE}{{0,4}}"
    rf"(?P<day>[0-9０-９]{{1,2}}|[一二三四五六七八九十廿]{{1,3}}){_SPACE}{{0,4}}(?P<unit>[日号])?"
    rf"(?=[ \t\u3000）)。]*$)"
)
_POINTED = LazyPattern(
    r"(?P<year>(?:19|20)[0-9]{2})(?P<mark>[.．/／、—－–-])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})(?=[ \t\u3000）)。.]*$)"
)
_TO_ASCII = str.maketrans("０１２３４５６７８９", "0123456789")
_PLAIN = LazyPattern(r"[ \t\u3000]*[（(]?[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日[）)]?[ \t\u3000]*")
_CHINESE_DAYS = frozenset("一二三四五六七八九十廿元正")
_LABEL = LazyPattern(
    r"(?:收稿|投稿|修回|录用|出生|出版|登记|更新|修订|修改|发布|印刷|采集|检索|访问|阅读|来源|制表|填报|填表|打印|下载|截至|有效期至?|入党|参加工作)"
    r"(?:日期|时间|年月)?[:： \t\u3000（(]{0,4}$"
)
"""Behind these stands a date of something else: 收稿日期：2024-10-21."""


class SignatureDateForm(DraftRule):
    """成文日期写法不对

    检查什么

    落款的日期用了汉字数字，用点、横线、斜线代替年月日，中间有空格，或者把“日”写作“号”、漏了“日”。

    为什么

    成文日期用阿拉伯数字将年、月、日标全。

    错误示例

    - 2024年工作总结
      一年来，办公室认真履行职责。
      政协云溪县委员会办公室
      ⟦二〇二五年一月五日⟧
    - 2024年工作总结
      一年来，办公室认真履行职责。
      政协云溪县委员会办公室
      ⟦2025.1.5⟧
    - 2024年工作总结
      一年来，办公室认真履行职责。
      政协云溪县委员会办公室
      ⟦2025 年 1 月 5 日⟧

    正确示例

    - 2024年工作总结
      一年来，办公室认真履行职责。
      政协云溪县委员会办公室
      2025年1月5日
    - 2024年工作总结
      活动于二〇二四年三月五日开始。
      政协云溪县委员会办公室
      2025年1月5日
    - 2024年工作总结
      版本为2024.1.5，编号为2024-03-05。
    """

    code = "NM011"
    name = "signature-date-form"
    source = "GB/T 9704-2012 7.3.5.4"

    def check(self, draft: Draft) -> Iterator[Hit]:
        """Yield the date of the draft's frame if it is not 年月日 in digits."""
        paragraph = draft.frame.date
        if paragraph is None or _PLAIN().fullmatch(paragraph.text):
            return
        text = paragraph.text
        match = _FULL().search(text, max(0, len(text) - 60))
        if match is None:
            yield from self._pointed(paragraph)
            return
        if _LABEL().search(text, max(0, match.start() - 12), match.start()):
            return
        year = year_number(match["year"].translate(_TO_ASCII))
        month = small_number(match["month"].translate(_TO_ASCII))
        day = small_number(match["day"].translate(_TO_ASCII))
        if year is None or month is None or day is None:
            return
        fixed = f"{year}年{month}月{day}日"
        written = match[0]
        plain = "".join(written.split())
        chinese = not _CHINESE_DAYS.isdisjoint(written)
        ascii_written = written.translate(_TO_ASCII)
        if not match["year"].translate(_TO_ASCII).isascii():
            # 二0二四: the digit stands for 〇.
            ascii_written = ascii_written.replace("0", "", match["year"].count("0"))
        if chinese and not DIGITS.isdisjoint(ascii_written):
            return  # two kinds of numerals in one date: another rule's business
        if chinese or not match["year"].translate(_TO_ASCII).isascii():
            message = N_("成文日期用阿拉伯数字，“{text}”应为“{fixed}”")
            safe = True
        elif match["unit"] != "日":
            message = N_("成文日期写作年、月、日，“{text}”应为“{fixed}”")
            safe = True
        elif plain != written and FULL_WIDTH.isdisjoint(written):
            message = N_("成文日期中间没有空格，“{text}”应为“{fixed}”")
            # What is wrong with the month's zero is another rule's business.
            fixed, safe = plain, True
        else:
            return
        yield self._hit(paragraph, match.start(), match.end(), message, fixed, safe)

    def _pointed(self, paragraph: Paragraph) -> Iterator[Hit]:
        match = _POINTED().search(paragraph.text, max(0, len(paragraph.text) - 30))
        if match is None or (match.start() and paragraph.text[match.start() - 1] in DIGITS):
            return
        if _LABEL().search(paragraph.text, max(0, match.start() - 12), match.start()):
            return
        fixed = f"{match['year']}年{int(match['month'])}月{int(match['day'])}日"
        message = N_("成文日期写作年、月、日，“{text}”应为“{fixed}”")
        yield self._hit(paragraph, match.start(), match.end(), message, fixed, True)

    def _hit(
        self, paragraph: Paragraph, start: int, end: int, message: str, fixed: str, safe: bool
    ) -> Hit:
        return Hit(
            start,
            end,
            message,
            {"text": paragraph.text[start:end], "fixed": fixed},
            (Fix((Edit(start, end, fixed),), safe),),
            (fixed,),
            paragraph,
        )


_DAY_LINE = LazyPattern(r"[ \t\u3000（(]*(?P<date>[0-9]{1,2}月[0-9]{1,2}日)[ \t\u3000）)]*")
_MONTH_LINE = LazyPattern(r"[ \t\u3000（(]*(?P<date>20[0-9]{2}年[0-9]{1,2}月)[ \t\u3000）)]*")


class IncompleteSignatureDate(DraftRule):
    """成文日期不全

    检查什么

    落款的日期没有写年，或者没有写日。

    为什么

    成文日期要将年、月、日标全，以后才查得清。

    错误示例

    - 县政协办公室工作总结
      一年来，办公室认真履行职责。
      政协云溪县委员会办公室
      ⟦1月5日⟧
    - 2024年工作总结
      一年来，办公室认真履行职责。
      政协云溪县委员会办公室
      ⟦2024年12月⟧
    - 2023年工作总结
      一年来，联络组认真履行职责。
      城关镇政协联络组
      ⟦12月25日⟧

    正确示例

    - 2024年工作总结
      一年来，办公室认真履行职责。
      政协云溪县委员会办公室
      2024年12月25日
    - 2024年工作总结
      （2024年12月）
      一年来，办公室认真履行职责，完成了任务。
    - 大事记
      1月5日
      召开全会，听取并审议工作报告。
    """

    code = "NM012"
    name = "incomplete-signature-date"
    severity = "hint"
    source = "GB/T 9704-2012 7.3.5.4"

    def check(self, draft: Draft) -> Iterator[Hit]:
        """Yield a last line that is a date without year or day."""
        frame = draft.frame
        date = frame.date
        body = frame.body
        if date is not None:
            if body and date.number < body[-1].number:
                return
            match = _MONTH_LINE().fullmatch(date.text)
            if match:
                yield Hit(
                    *match.span("date"),
                    N_("成文日期“{text}”没有写日，应将年、月、日标全"),
                    {"text": match["date"]},
                    paragraph=date,
                )
            return
        if frame.signature is None:
            return
        for paragraph in reversed(draft.paragraphs[-4:]):
            match = _DAY_LINE().fullmatch(paragraph.text)
            if match and 0 < paragraph.number - frame.signature.number <= 2:
                yield Hit(
                    *match.span("date"),
                    N_("成文日期“{text}”没有写年，应将年、月、日标全"),
                    {"text": match["date"]},
                    paragraph=paragraph,
                )
                return


_EVENTS = (
    "消费者", "晚会", "国际禁毒", "国际护士", "国际劳动", "国际妇女", "国际志愿者", "全国防灾", "全国助残", "全国扶贫",
    "全国土地日", "全国交通安全", "全国消防", "全国法制", "世界环境", "世界无烟", "世界献血", "世界水日", "世界艾滋",
    "世界知识产权", "世界读书", "事变", "大地震", "惨案", "运动", "纪念日", "宣传日", "安全生产", "禁毒日", "植树节", "扶贫日",
    "事件", "事故", "洪灾", "抗震", "消防日", "消防宣传", "重要讲话", "批示", "维权", "防灾减灾", "法制宣传", "宪法", "特大暴雨",
    "特别重大", "公祭",
)  # fmt: skip
_EVENT = LazyPattern(
    r"(?<![0-9.．])(?P<month>[0-9]{1,2})(?P<dot>[.．])(?P<day>[0-9]{1,2})(?![0-9.．%])"
)
_HAN_EVENT = LazyPattern(
    r"(?P<month>[二三四五六七八九十])·(?P<day>三十一?|[一二三四五六七八九十]{1,3}|[一二]?[〇○零])"
)
_HAN_NAMES = {"一二九": "一二·九", "一二八": "一·二八", "一一七": "一·一七"}
_HAN_NAME = LazyPattern(r"一二[九八](?=[”’」]?(?:运动|事变|抗战|抗日|学生|爱国))")


class EventDateDot(ParagraphRule):
    """用月日命名的事件写法不对

    检查什么

    “3.15”“5.12”一类用小数点隔开月日的节日、事件，应当用间隔号并加引号（“3·15”）；汉字的“五·四”“七·一”一类不用间隔号；“一二九”运动应当用。

    为什么

    月、日用阿拉伯数字时以间隔号隔开并加引号；用汉字时只有一月、十一月、十二月才用间隔号，免得看错。

    错误示例

    - 开展⟦3.15⟧消费者权益日宣传。
    - 纪念⟦一二九⟧运动，弘扬⟦五·四⟧精神。
    - “⟦5.12⟧”防灾减灾宣传活动。
    - 庆⟦七·一⟧文艺演出。

    正确示例

    - 开展“3·15”消费者权益日宣传。
    - 纪念“一二·九”运动，弘扬五四精神，不忘“一·二八”事变。
    - 增长3.15个百分点，第3.1版，5.8级地震。
    - 马克·吐温、卡尔·马克思。
    """

    code = "NM013"
    name = "event-date-dot"
    source = "GB/T 15835-2011"
    requires = frozenset(".．·九八")

    def check(self, block: Text) -> Iterator[Hit]:
        """Yield names of events whose month and day are joined wrongly."""
        text, characters = block.text, block.characters
        for dot in ".．":
            if dot in characters:
                for place in places(text, dot):
                    yield from self._digits(text, place)
        if "·" in characters:
            for match in _HAN_EVENT().finditer(text):
                start, end = match.span()
                before, behind = text[start - 1 : start], text[end : end + 1]
                month = small_number(match["month"])
                day = small_number(match["day"]) or year_number(match["day"])
                if month is None or day is None or not 1 <= day <= 31:
                    continue
                if (before in ("一", "十", "·") and start) or behind == "·":
                    continue
                named = behind in ("”", "’") or text[end : end + 2] in _NAMED
                if not named:
                    continue
                plain = match[0].replace("·", "")
                yield Hit(
                    start,
                    end,
                    N_("“{text}”不用间隔号，应为“{fixed}”"),
                    {"text": match[0], "fixed": plain},
                    (Fix((Edit(start, end, plain),), safe=True),),
                    (plain,),
                )
        if "一二九" in text or "一二八" in text:
            for match in _HAN_NAME().finditer(text):
                fixed = _HAN_NAMES[match[0]]
                yield Hit(
                    match.start(),
                    match.end(),
                    N_("“{text}”应当用间隔号，写作“{fixed}”"),
                    {"text": match[0], "fixed": fixed},
                    (Fix((Edit(match.start(), match.end(), fixed),), safe=True),),
                    (fixed,),
                )

    def _digits(self, text: str, place: int) -> Iterator[Hit]:
        start = place - 2 if place > 1 and text[place - 2] in DIGITS else place - 1
        match = _EVENT().match(text, start) if place else None
        if match is None or match.start("dot") != place:
            return
        month, day, end = int(match["month"]), int(match["day"]), match.end()
        if not (1 <= month <= 12 and 1 <= day <= 31):
            return
        quoted = text[start - 1 : start] in ("“", '"') and text[end : end + 1] in ("”", '"')
        rest = end + 1 if quoted else end
        # 5.8地震 gives a magnitude, 5.12地震 a day.
        if not text.startswith(_EVENTS, rest) and not (day > 9 and text.startswith("地震", rest)):
            return
        before = text[start - 1 : start]
        if before and not quoted and before in "第版节条款点.":
            return
        fixed = f"{month}·{day}"
        edits = (Edit(start, end, fixed if quoted else f"“{fixed}”"),)
        yield Hit(
            start,
            end,
            N_("用月日命名的事件写作“{fixed}”，月日之间用间隔号，并加引号"),
            {"fixed": fixed},
            (Fix(edits),),
            (fixed if quoted else f"“{fixed}”",),
        )


_NAMED = frozenset(
    (
        "运动",
        "精神",
        "青年",
        "表彰",
        "讲话",
        "庆祝",
        "文艺",
        "演出",
        "事变",
        "建军",
        "前夕",
        "期间",
        "国际",
        "劳动",
        "系列",
        "活动",
        "大会",
        "批示",
        "慰问",
        "走访",
        "节日",
    )
)
