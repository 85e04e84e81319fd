"""CS027 to CS030: the same paper, proposal, meeting and jubilee, named in two places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from writer_assist.document.model import bigram
from writer_assist.i18n import N_
from writer_assist.outline.year import years_in

from ..base import DraftRule, Hit, LazyPattern
from ..draft_text import DraftTextRule
from .numbers import whole
from .reading import reading

if TYPE_CHECKING:
    import re

    from writer_assist.outline.draft import Draft

_NUMBER_LINE = LazyPattern(
    r"[ \u3000]*[一-龥]{2,12}[〔\[【（(［](?P<year>20[0-9]{2})[〕\]】）)］] ?第?[ ]?[0-9]{1,4}[ ]?号[ \u3000]*(?:签发人.{0,12})?"
)
_HEAD = 8


class NumberOfAnotherYear(DraftRule):
    """成文日期与发文字号不是同一年。

    检查什么

    文件开头的发文字号是〔2024〕，落款的成文日期却是另一年。次年一月才印发的不算。

    为什么

    发文字号按年编号，年份就是成文的那一年；套用旧文件时，日期和字号往往只改了一个。

    错误示例

    - 关于召开提案办理协商会的通知
      云协办〔2024〕12号
      各承办单位：
      兹定于下周召开会议，请派员参加。
      政协云溪县委员会办公室
      ⟦2023年⟧4月2日
    - 关于商请协助调研的函
      云协办函〔2024〕3号
      安和县政协办公室：
      请协助安排。
      政协云溪县委员会办公室
      ⟦2025年⟧4月2日
    - 关于报送材料的通知
      绿水办发〔2023〕8号
      各村：
      请按时报送。
      绿水镇党政办公室
      ⟦2024年⟧6月5日

    正确示例

    - 关于召开提案办理协商会的通知
      云协办〔2024〕12号
      各承办单位：
      兹定于下周召开会议，请派员参加。
      政协云溪县委员会办公室
      2024年4月2日
    - 关于报送材料的通知
      绿水办发〔2023〕88号
      各村：
      请按时报送。
      绿水镇党政办公室
      2024年1月3日
    - 关于贯彻落实云协办〔2023〕12号文件的通知
      各承办单位：
      请认真贯彻。
      政协云溪县委员会办公室
      2024年4月2日
    """

    code = "CS027"
    name = "number-of-another-year"
    source = "GB/T 9704-2012 7.2.5"

    def check(self, draft: Draft) -> Iterator[Hit]:
        """The year of the date, with 年."""
        dated = draft.frame.date
        if dated is None or draft.document.characters.isdisjoint("〔[【（(［"):
            return
        years = set()
        for paragraph in draft.paragraphs[:_HEAD]:
            if "号" in paragraph.text and len(paragraph.text) < 60:
                match = _NUMBER_LINE().fullmatch(paragraph.text)
                if match is not None:
                    years.add(int(match["year"]))
        if len(years) != 1:
            return
        number = years.pop()
        written = years_in(dated.text)
        if len(written) != 1 or written[0] == number:
            return
        if written[0] == number + 1 and _JANUARY().search(dated.text):
            return
        match = _YEAR().search(dated.text)
        if match is not None:
            yield Hit(
                match.start(),
                match.end(),
                N_("发文字号是{number}年的，成文日期却在{year}年，请核对"),
                {"number": number, "year": written[0]},
                suggestions=(f"{number}年",),
                paragraph=dated,
            )


_YEAR = LazyPattern(r"[0-9０-９〇○零一二三四五六七八九]{4}年")
_JANUARY = LazyPattern(r"年[ ]?(?:0?1|一|元)[ ]?月")
_PROPOSAL = LazyPattern(
    r"第[ \u3000]?(?P<number>[0-9]{1,4})[ \u3000]?号(?:、|和)?(?=《|提案|建议|委员提案|重点提案|集体提案)"
)
_SAME = LazyPattern(r"[（(]?第[ \u3000]?(?P<number>[0-9]{1,4})[ \u3000]?号(?:提案|建议)?[）)]?")
_REPLY = ("收悉", "收阅", "答复如下", "现答复", "答复函")
_LEAD = 6


class ProposalNumberDiffers(DraftRule):
    """提案编号前后不同。

    检查什么

    答复函的标题是第45号提案，正文开头“您提出的……提案（第54号）收悉”却是另一个号。标题或开头有几个编号的，不比较。

    为什么

    编号是提案的身份，号错了就归错了档，委员也不知道答复的是哪一件。

    错误示例

    - 关于县政协十届三次会议第45号提案的答复
      王委员：
      您提出的《关于加强食品安全管理的提案》（⟦第54号⟧）收悉，现答复如下：
    - 县水利局对政协十届三次会议第012号提案的答复
      李委员：
      您提出的⟦第021号提案⟧收悉，现答复如下：
    - 关于县政协第8号建议的答复
      赵委员：
      您提出的建议（⟦第18号⟧）收悉，现将办理情况答复如下：

    正确示例

    - 关于县政协十届三次会议第045号提案的答复
      王委员：
      您提出的《关于加强食品安全管理的提案》（第45号）收悉，现答复如下：
    - 关于县政协第8号、第18号提案的答复
      王委员：
      您提出的提案（第18号）收悉，现答复如下：
    - 关于县政协第8号提案的答复
      赵委员：
      您提出的提案收悉，现答复如下：
      一、根据第21号令的规定，抓好整改。
    """

    code = "CS028"
    name = "proposal-number-differs"

    def check(self, draft: Draft) -> Iterator[Hit]:
        """The number in the body."""
        title = draft.title_text
        if "号" not in title or "复" not in title or title.count("号") != 1:
            return
        named = _PROPOSAL().search(title)
        if named is None:
            return
        for paragraph in draft.frame.body[:_LEAD]:
            text = paragraph.text
            if "号" not in text or not any(word in text for word in _REPLY):
                continue
            found = [*_SAME().finditer(text)]
            numbers = {int(match["number"]) for match in found}
            if len(numbers) == 1 and numbers != {int(named["number"])}:
                match = found[0]
                start = (
                    match.start() + text[match.start()].count("（") + text[match.start()].count("(")
                )
                end = match.end() - (text[match.end() - 1] in "）)")
                yield Hit(
                    start,
                    end,
                    N_("标题是第{title}号，这里却是“{found}”，请核对"),
                    {"title": named["number"], "found": text[start:end]},
                    suggestions=(f"第{named['number']}号",),
                    paragraph=paragraph,
                )
            return


_NUMERAL = r"(?:[一二三四五六七八九十]{1,4}|[0-9]{1,3})"
_KIND = r"常委会|常务委员会|主席会|党组会|主席办公会|党委会|常务会"
_MEETING = LazyPattern(
    rf"(?P<term>{_NUMERAL})届(?P<short>{_NUMERAL})次(?P<kind>{_KIND})"
    rf"|(?P<kind2>{_KIND})议?第(?P<long>{_NUMERAL})次"
    rf"|第(?P<first>{_NUMERAL})次(?P<kind3>{_KIND})"
)


class MeetingNumberDiffers(DraftRule):
    """会议的次数与标题不同。

    检查什么

    通知、纪要的标题是“十届十二次常委会会议”，正文开头召开的却是“常委会第十三次会议”。

    为什么

    每次会议次数都要改，往往改了一处忘了一处。

    错误示例

    - 关于召开县政协十届十二次常委会会议的通知
      经主席会议研究，决定召开县政协十届⟦常委会第十三次⟧会议，现将有关事项通知如下：
    - 关于召开县政协十届五次主席会议的通知
      兹定于下周召开县政协⟦十届六次主席会⟧议。
    - 县政协党组会议第九次会议纪要
      五月二十日，召开县政协⟦第八次党组会⟧议，纪要如下：

    正确示例

    - 关于召开县政协十届十二次常委会会议的通知
      经十届二十次主席会议研究，决定召开县政协十届常委会第十二次会议，现将有关事项通知如下：
    - 关于印发县政协十届十二次常委会会议纪要的通知
      十届十一次常委会会议、十届十二次常委会会议已经召开。
    - 关于召开县政协十届五次主席会议的通知
      兹定于下周召开县政协第五次主席会议。
    """

    code = "CS029"
    name = "meeting-number-differs"

    def check(self, draft: Draft) -> Iterator[Hit]:
        """The number in the body."""
        title = draft.title_text
        if "次" not in title or "会" not in title:
            return
        own = [*_MEETING().finditer(title)]
        if len(own) != 1:
            return
        kind, number = _meeting(own[0])
        for paragraph in draft.frame.body[:_LEAD]:
            text = paragraph.text
            if "次" not in text or "召开" not in text:
                continue
            found = [m for m in _MEETING().finditer(text) if _meeting(m)[0] == kind]
            if not found:
                continue
            if len({_meeting(m)[1] for m in found}) > 1 or _meeting(found[0])[1] == number:
                return
            match = found[0]
            yield Hit(
                match.start(),
                match.end(),
                N_("标题是“{title}”，正文却是“{found}”，请核对"),
                {"title": own[0][0], "found": match[0]},
                paragraph=paragraph,
            )
            return


def _meeting(match: re.Match[str]) -> tuple[str, int | None]:
    kind = match["kind"] or match["kind2"] or match["kind3"]
    return kind.replace("务委员", "委"), whole(match["short"] or match["long"] or match["first"])


_FOUNDED = {
    "新中国成立": 1949, "共和国成立": 1949, "建国": 1949, "人民政协成立": 1949, "政治协商会议成立": 1949, "全国政协成立": 1949,
    "建党": 1921, "共产党成立": 1921, "建军": 1927, "改革开放": 1978, "抗战胜利": 1945, "抗日战争胜利": 1945,
    "反法西斯战争胜利": 1945, "长征胜利": 1936, "五四运动": 1919, "香港回归": 1997, "澳门回归": 1999,
    "人民代表大会成立": 1954, "人民代表大会制度建立": 1954,
}  # fmt: skip
_JUBILEE = bigram("周年")
_YEARS_OLD = LazyPattern(r"(?P<number>[0-9]{2,3}|[一二三四五六七八九十百]{2,5})$")
_ANY_YEAR = LazyPattern(r"(?:19|20)[0-9]{2}|二[〇○零0][〇○零一二三四五六七八九]{2}")


class WrongJubilee(DraftTextRule):
    """周年算得不对。

    检查什么

    2024年的稿子里写“新中国成立70周年”：1949年到2024年是75周年。文中写明了那一年（2019年庆祝……70周年），或者正好是明年的，不提示。

    为什么

    周年年年要改，套用旧稿最容易漏改。

    错误示例

    - 2024年工作总结
      九月，庆祝中国人民政治协商会议成立⟦70周年⟧大会召开，委员们收听收看。
    - 2024年工作总结
      以庆祝新中国成立⟦七十周年⟧为主题开展书画展。
    - 2021年工作总结
      隆重庆祝中国共产党成立⟦95周年⟧。

    正确示例

    - 2024年工作总结
      九月，庆祝中国人民政治协商会议成立75周年大会召开，委员们收听收看。
    - 2024年工作总结
      自2019年庆祝新中国成立70周年以来，书画展已连办五届。
    - 2024年工作总结
      县老年书画协会成立30周年，筹备抗战胜利80周年活动。
    """

    code = "CS030"
    name = "wrong-jubilee"
    severity = "hint"

    def scan(self, text: str, draft: Draft) -> Iterator[Hit]:
        """The number, with 周年."""
        if _JUBILEE not in draft.document.bigrams:
            return
        text = draft.memo(reading)
        place = text.find("周年")
        year: int | None = None
        named: set[int] = set()
        while place >= 0:
            match = _YEARS_OLD().search(text, max(0, place - 5), place)
            event = None
            if match is not None:
                event = next((e for e in _FOUNDED if text.endswith(e, 0, match.start())), None)
            if match is not None and event is not None:
                if year is None:
                    year = _present(draft)
                    named = {int(m[0]) for m in _ANY_YEAR().finditer(text) if m[0].isascii()}
                    if year is None:
                        return
                number = whole(match["number"])
                meant = _FOUNDED[event] + (number or 0)
                if number and meant not in (year, year + 1) and meant not in named - {year}:
                    right = year - _FOUNDED[event]
                    yield Hit(
                        match.start(),
                        place + 2,
                        N_("{founded}年到{year}年是{right}周年，不是“{found}”，请核对"),
                        {
                            "founded": _FOUNDED[event],
                            "year": year,
                            "right": right,
                            "found": text[match.start() : place + 2],
                        },
                        suggestions=(f"{right}周年",),
                    )
            place = text.find("周年", place + 2)


def _present(draft: Draft) -> int | None:
    """The year that the draft was written for: of its date, or of its title."""
    if draft.year is not None:
        return draft.year
    dated = draft.frame.date
    years = years_in(dated.text) if dated is not None else []
    return years[0] if len(years) == 1 else None
