"""CS018 and CS019: what a draft refers to must be there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from writer_assist.document.model import bigram
from writer_assist.document.structure import mark_of
from writer_assist.i18n import N_

from ..base import Hit, LazyPattern
from ..draft_text import DraftTextRule
from .numbers import whole

if TYPE_CHECKING:
    from writer_assist.outline.draft import Draft

_NUMERAL = r"(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})"
_ATTACHMENT = bigram("附件")
_MENTION = LazyPattern(rf"附件[ \u3000]?(?P<number>{_NUMERAL})(?![0-9０-９年月日份个页])")
_LIST = LazyPattern(
    rf"(?:^|(?<=\n))[ \u3000\t]*附件?[:：][ \u3000\t\v]*(?:(?P<number>{_NUMERAL})[.．、][ \u3000\t]*)?(?=\S)"
)
_NEXT = LazyPattern(r"[ \u3000\t]*(?P<number>[0-9０-９]{1,2})[.．、]")
_PAGE = LazyPattern(
    rf"(?:^|(?<=\n))[ \u3000\t]*附件[ \u3000]?(?P<number>{_NUMERAL})[ \u3000\t]*[:：]?(?=\n|$)"
)
_INLINE = LazyPattern(r"(?<=[ \u3000\t\v；;])(?P<number>[0-9]{1,2})[.．、](?![0-9])")


class MissingAttachment(DraftTextRule):
    """提到的附件不在附件说明里。

    检查什么

    正文写“见附件3”，附件说明（“附件：1.……2.……”）和后附的附件里却只有两个。没有附件说明、也没有附件的，不报。

    为什么

    附件增减以后，正文里的序号没有跟着改，收文的人找不到附件。

    错误示例

    - 请于5月10日前报送登记表（见⟦附件3⟧）。
      附件：1. 活动方案
      2. 登记表
    - 名单见⟦附件2⟧。
      附件：参会人员名单
    - 具体分工见附件1，时间安排见⟦附件4⟧。
      附件：1．分工表
      2．安排表
      3．联系表
      2024年5月8日

    正确示例

    - 请于5月10日前报送登记表（见附件2）。
      附件：1. 活动方案
      2. 登记表
    - 名单见附件。
      附件：参会人员名单
    - 请填写附件2并报县政协办公室。
      附件1
      活动方案
      附件2
      登记表
    - 请查收邮件附件3份。
      附件：1. 活动方案
      2. 登记表
    """

    code = "CS018"
    name = "missing-attachment"

    def scan(self, text: str, draft: Draft) -> Iterator[Hit]:
        """The mention."""
        if _ATTACHMENT not in draft.document.bigrams:
            return
        mentions = [*_MENTION().finditer(text)]
        if not mentions:
            return
        # Attachments on pages of their own may look like drafts of their own.
        whole_text = draft.document.text
        listed = _listed(whole_text)
        pages = {whole(m["number"]) for m in _PAGE().finditer(whole_text)}
        if listed is None:
            return
        most = max([listed, *(page for page in pages if page)])
        for match in mentions:
            number = whole(match["number"])
            if number is not None and number > most and not _own_line(text, match.start()):
                yield Hit(
                    match.start(),
                    match.end(),
                    N_("提到“{text}”，附件说明里却只有{count}个附件，请核对"),
                    {"text": match[0], "count": listed},
                )


def _own_line(text: str, start: int) -> bool:
    """Whether the mention is itself the head of an attachment."""
    while start and text[start - 1] in " \u3000\t":
        start -= 1
    return not start or text[start - 1] == "\n"


def _listed(text: str) -> int | None:
    """How many attachments the note under the body lists; None without one that is clear."""
    notes = [*_LIST().finditer(text)]
    if len(notes) != 1:
        return None
    note = notes[0]
    number = whole(note["number"]) if note["number"] else None
    if number is None:
        return 1
    if number != 1:
        return None
    last = 1
    end = text.find("\n", note.end())
    end = len(text) if end < 0 else end
    for inline in _INLINE().finditer(text, note.end(), min(end, note.end() + 400)):
        if whole(inline["number"]) == last + 1:
            last += 1
    while end < len(text):
        start = end + 1
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        following = _NEXT().match(text, start, end)
        if following is not None:
            if whole(following["number"]) != last + 1:
                return None
            last += 1
        elif text[start:end].strip():
            break
    return last


_PARTS = LazyPattern(
    r"(?:本(?:方案|通知|办法|意见|报告|细则|制度|规则|规定|要点|计划|总结)(?:的)?)第(?P<number>[一二三四五六七八九十]{1,3})(?P<unit>部分|大项|条)"
)
_PART_PAIRS = frozenset(bigram(f"本{word}") for word in "方通办意报细制规要计总")
_ARTICLE = LazyPattern(r"(?:^|(?<=\n))[ \u3000\t*#]*第(?P<number>[一二三四五六七八九十百]{1,5})条")


class MissingPart(DraftTextRule):
    """提到的部分不存在。

    检查什么

    “按照本方案第五部分的要求”，而全文只有四个部分；“违反本办法第三十条的”，而全文只有二十条。

    为什么

    删改以后，前后引用的序号对不上。

    错误示例

    - 实施方案
      一、目标
      责任分工见⟦本方案第四部分⟧。
      二、措施
      加强督办。
      三、要求
      按时完成。
    - 考核办法
      第一条　为规范考核，制定本办法。
      第二条　考核每年一次，不合格的按⟦本办法第五条⟧处理。
      第三条　本办法自印发之日起施行。
    - 会议制度
      一、时间
      每月一次。
      二、参加人员
      按⟦本制度第三部分⟧执行。

    正确示例

    - 实施方案
      一、目标
      责任分工见本方案第三部分。
      二、措施
      加强督办。
      三、要求
      按时完成。
    - 考核办法
      第一条　为规范考核，制定本办法。
      第二条　考核每年一次，不合格的按本办法第三条处理。
      第三条　本办法自印发之日起施行。
    - 按照县委方案第五部分的要求，抓好落实。
    """

    code = "CS019"
    name = "missing-part"

    def scan(self, text: str, draft: Draft) -> Iterator[Hit]:
        """The reference."""
        if _PART_PAIRS.isdisjoint(draft.document.bigrams) or "第" not in draft.document.characters:
            return
        counts: dict[bool, int] = {}
        for match in _PARTS().finditer(text):
            number = whole(match["number"])
            articles = match["unit"] == "条"
            if articles not in counts:
                counts[articles] = _articles(text) if articles else _parts(draft)
            count = counts[articles]
            if number is not None and 1 < count < number:
                yield Hit(
                    match.start(),
                    match.end(),
                    N_("提到“{text}”，全文却只有{count}个{unit}，请核对"),
                    {"text": match[0], "count": count, "unit": match["unit"]},
                )


def _articles(text: str) -> int:
    numbers = [whole(match["number"]) for match in _ARTICLE().finditer(text)]
    return len(numbers) if numbers == [*range(1, len(numbers) + 1)] else 0


def _parts(draft: Draft) -> int:
    """The number of the last heading of the first level, if they run from one without a gap."""
    headings = draft.headings
    if not headings:
        return 0
    top = min(heading.level for heading in headings)
    marks = [mark_of(heading.paragraph) for heading in headings if heading.level == top]
    values = [mark.value if mark else 0 for mark in marks]
    return len(values) if values == [*range(1, len(values) + 1)] else 0
