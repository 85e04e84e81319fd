"""NM030 to NM032: numbers of documents and of sessions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from writer_assist.i18n import N_, Word
from writer_assist.records import NamedTuple

from ..base import Edit, Fix, Hit, LazyPattern, ParagraphRule, Text
from ..draft_text import HAN
from .scan import (
    DIGITS,
    han_count,
    left,
    places,
    run_start,
    small_number,
    suspects,
    year_number,
)

_OPENING = "[［【（(〔<〈{﹝„“"
_AFTER = LazyPattern(
    r"(?P<in>[ \u3000]{0,2})(?P<year>(?:19|20)[0-9]{2}|[0-9]{2}|[二一][〇零○0-9一二三四五六七八九]{3})(?P<nian>年?)(?P<in2>[ \u3000]{0,2})"
    r"(?P<close>[\])］】）)〕>〉}﹞‟”])(?P<out>[ \u3000]{0,2})(?P<di>第?)(?P<out2>[ \u3000]{0,2})(?P<zero>0*)"
    r"(?P<number>[0-9]{1,5}|[一二三四五六七八九十]{1,3}(?=号))(?P<out3>[ \u3000]{0,2})(?P<hao>号?)"
)
_NOT_DOCUMENTS = ("楼", "线", "院", "机", "井", "厂", "仓", "车", "门", "馆", "桌", "地块", "宗", "房", "刑", "民", "行初", "宿舍", "床", "柜", "展", "站", "泵", "选手", "考场", "教室", "窗口", "库", "塔", "路", "公路", "煤")  # fmt: skip
_SERIES = frozenset(
    "发字办函文政委党协令通呈复纪议法释规财教人社建审监组宣统工团妇农林水卫环安计统商信秘综提督"
)
_BEFORE_NUMBER = LazyPattern(rf"[{HAN}A-Za-z）”)](?:[ \u3000])?$")
_ENDS_NUMBER = frozenset("》）)，。、；：”\n\v ") | {""}
_REVERSED = LazyPattern(
    rf"〔(?P<year>(?:19|20)[0-9]{{2}})〕(?P<agency>[{HAN}]{{1,7}}[发字函办文])第?(?P<number>[0-9]{{1,4}})号"
)
_YEAR_OUTSIDE = LazyPattern(
    r"(?<=[发字函办文])(?P<year>(?:19|20)[0-9]{2})年?〔(?P<number>[0-9]{1,4})〕号"
)


_LISTED = LazyPattern(r"[、，和及至到—～-][0-9、，和及]{1,12}号")


class DocumentNumber(NamedTuple):
    """The bracket before the year, and what stands behind it."""

    place: int
    opening: str
    match: re.Match[str]


_FIRST = DIGITS | frozenset(" \u3000二一")


def document_numbers(block: Text) -> list[DocumentNumber]:
    """For :meth:`Text.memo`: the numbers of documents that a text names."""
    text = block.memo(suspects).text
    found: list[DocumentNumber] = []
    for opening in _OPENING:
        if opening in block.characters:
            for place in places(text, opening):
                # Most brackets hold no number.
                if text[place + 1 : place + 2] in _FIRST and place:
                    match = _AFTER().match(text, place + 1)
                    if match is not None and _is_document_number(text, place, match):
                        found.append(DocumentNumber(place, opening, match))
    return found


def _is_document_number(text: str, place: int, match: re.Match[str]) -> bool:
    before = left(text, place, 2)
    if not _BEFORE_NUMBER().search(before):
        return False
    series = before.strip()[-1:]
    if match["hao"]:
        if text.startswith(_NOT_DOCUMENTS, match.end()):
            return False
    elif text[place] != "〔" and (
        series not in _SERIES
        or text[match.end() : match.end() + 1] not in _ENDS_NUMBER
        or (match["close"] in "）)" and series not in "发字函")
    ):
        return False
    # （15）3号 is no document's number.
    return text[place] == "〔" or len(match["year"]) != 2 or series in "发字函办文"


class DocumentNumberBrackets(ParagraphRule):
    """发文字号的括号不对

    检查什么

    发文字号的年份用方括号、圆括号、方头括号、引号括起来（〔2024〕写成[2024]、（2024）、【2024】、„2024‟），或者两边不一样。法院的案号不算。

    为什么

    发文字号的年份用六角括号“〔〕”括入。

    错误示例

    - 依照云政办发⟦[2024]⟧5号文件执行。
    - 《关于做好提案办理工作的通知》（云协办⟦（2023）⟧12号）
    - 云府办⟦【2024】⟧3号
    - 国办发⟦〔2012]⟧14号
    - 政办发⟦„2012‟⟧14号

    正确示例

    - 依照云政办发〔2024〕5号文件执行。
    - 案号为（2024）云01民初25号。
    - 云溪大厦（2024）3号楼，建成时间（2023）。
    - 参考文献[2012]1页，见附表(20)5号机。
    """

    code = "NM030"
    name = "document-number-brackets"
    source = "GB/T 9704-2012 7.2.5"
    requires = frozenset("号")

    def check(self, block: Text) -> Iterator[Hit]:
        """Yield document numbers whose year stands in other brackets."""
        for place, opening, match in block.memo(document_numbers):
            close = match.start("close")
            if opening == "〔" and match["close"] == "〕":
                continue
            end = close + 1
            inside = block.text[place + 1 : close]
            yield Hit(
                place,
                end,
                N_("发文字号的年份用六角括号，“{text}”应为“〔{year}〕”"),
                {"text": block.text[place:end], "year": inside},
                (Fix((Edit(place, place + 1, "〔"), Edit(close, end, "〕")), safe=True),),
                (f"〔{inside}〕",),
            )


class DocumentNumberForm(ParagraphRule):
    """发文字号写法不对

    检查什么

    发文顺序号前加“第”（〔2024〕第5号）、编虚位（〔2024〕05号）、漏了“号”，年份不全（〔24〕5号）或带“年”，中间有空格，机关代字、年份、顺序号的次序颠倒。

    为什么

    发文字号由发文机关代字、年份、发文顺序号组成。年份标全称；顺序号不加“第”字，不编虚位，后面加“号”。

    错误示例

    - 云政办发⟦〔2024〕第5号⟧
    - 云政办发⟦〔2024〕05号⟧
    - 云协发⟦〔24〕5号⟧
    - 《提案工作条例》（云协发⟦〔2023〕8⟧）

    正确示例

    - 云政办发〔2024〕5号
    - 云协发〔2023〕10号，云溪县人民政府令第5号。
    - 案号为（2024）云01民初25号。
    - 〔2024〕版本说明
    """

    code = "NM031"
    name = "document-number-form"
    source = "GB/T 9704-2012 7.2.5"
    requires = frozenset("〔〕[]【】［］()（）")

    def check(self, block: Text) -> Iterator[Hit]:
        """Yield document numbers with a fault of form other than their brackets."""
        text = block.text
        numbers = block.memo(document_numbers)
        for place, _, match in numbers:
            hit = self._form(text, place, match)
            if hit is not None:
                yield hit
        if "〔" in block.characters:
            for match in _REVERSED().finditer(text):
                right = f"{match['agency']}〔{match['year']}〕{match['number']}号"
                yield self._hit(text, match.start(), match.end(), right)
            for match in _YEAR_OUTSIDE().finditer(text):
                right = f"〔{match['year']}〕{match['number']}号"
                yield self._hit(text, match.start(), match.end(), right)

    def _form(self, text: str, place: int, match: re.Match[str]) -> Hit | None:
        year, number = match["year"], match["number"]
        faults: list[str] = []
        edits: list[Edit] = []

        def change(group: str, to: str) -> None:
            edits.append(Edit(match.start(group), match.end(group), to))

        safe = True
        if len(year) == 2:
            faults.append(N_("年份要写全四位"))
            change("year", ("20" if int(year) < 50 else "19") + year)
            safe = False
        elif not year.isascii():
            value = year_number(year.replace("○", "〇"))
            if value is None or not match["hao"]:
                return None
            faults.append(N_("年份用阿拉伯数字"))
            change("year", str(value))
        if match["nian"]:
            faults.append(N_("年份后面不加“年”"))
            change("nian", "")
        if match["di"]:
            faults.append(N_("顺序号前不加“第”"))
            change("di", "")
        if match["zero"] and int(number or 0):
            faults.append(N_("顺序号不编虚位"))
            change("zero", "")
        if not match["hao"]:
            if len(year) == 2 or _LISTED().match(text, match.end()):
                return None
            if text[match.end() : match.end() + 1] not in _ENDS_NUMBER or len(number) > 4:
                return None
            if match.end() == len(text) and match.end() - place < 7:
                return None
            faults.append(N_("顺序号后面要有“号”"))
            edits.append(Edit(match.end("number"), match.end("number"), "号"))
        if not number.isascii():
            if number == "一" and not faults:
                return None  # 中发〔2024〕一号: how the paper is called
            faults.append(N_("顺序号用阿拉伯数字"))
            change("number", str(small_number(number)))
        if any(match[group] for group in ("in", "in2", "out", "out2", "out3") if match["hao"]):
            faults.append(N_("中间没有空格"))
            for group in ("in", "in2", "out", "out2", "out3"):
                if match[group]:
                    change(group, "")
        if not faults:
            return None
        end = match.end() if match["hao"] else match.end("number")
        edits.sort()
        fixed = text[place:end]
        for edit in reversed(edits):
            fixed = fixed[: edit.start - place] + edit.text + fixed[edit.end - place :]
        return Hit(
            place,
            end,
            N_("发文字号写法不对：{why}，“{text}”应为“{fixed}”"),
            {"why": Word(faults[0]), "text": text[place:end], "fixed": fixed},
            (Fix(tuple(edits), safe),),
            (fixed,),
        )

    def _hit(self, text: str, start: int, end: int, right: str) -> Hit:
        return Hit(
            start,
            end,
            N_("发文字号依次是发文机关代字、年份、顺序号，“{text}”应为“{right}”"),
            {"text": text[start:end], "right": right},
            (Fix((Edit(start, end, right),)),),
            (right,),
        )


_SESSION = LazyPattern(
    rf"届(?P<mid>[{HAN}]{{0,10}}?)(?P<session>第?[0-9]{{1,2}}|第?[一二三四五六七八九十]{{1,3}})次(?P<what>全体|会议|全会|常委会|党代会|代表大会)"
)


class SessionNumerals(ParagraphRule):
    """届次用了阿拉伯数字

    检查什么

    “政协第9届一次会议”“11届3次全会”：届、次用了阿拉伯数字，或者两种数字混用。

    为什么

    会议的届次是固定的名称，用汉字数字更庄重，也不能一半汉字一半数字。

    错误示例

    - 县政协⟦第9届⟧第一次会议闭幕。
    - 出席县政协⟦11届3次⟧会议。
    - 贯彻县政协九届⟦2次⟧全会精神。

    正确示例

    - 县政协第九届委员会第一次会议闭幕，县政协九届一次会议。
    - 已举办9届文化节，召开3次会议。
    - 第9届运动会第3次筹备会。
    """

    code = "NM032"
    name = "session-numerals"
    severity = "hint"
    source = "GB/T 15835-2011 4.3"
    requires = frozenset("届")

    def check(self, block: Text) -> Iterator[Hit]:
        """Yield sessions of congresses and committees numbered in digits."""
        text = block.memo(suspects).text
        if "次" not in block.characters:
            return
        for match in _SESSION().finditer(text):
            start = run_start(text, match.start(), DIGITS | frozenset("一二三四五六七八九十"), 4)
            if start == match.start():
                continue
            term = text[start : match.start()]
            if text[start - 1 : start] == "第":
                start -= 1
            context = left(text, start, 16) + text[start : match.end() + 4].partition("\n")[0]
            if not any(
                word in context
                for word in (
                    "政协",
                    "人大",
                    "党委",
                    "县委",
                    "市委",
                    "省委",
                    "中央",
                    "委员会",
                    "全会",
                    "代表大会",
                    "常委",
                )
            ):
                continue
            session = match["session"].removeprefix("第")
            if not (term.isascii() or session.isascii()):
                continue
            if match["mid"] and not match["mid"].endswith(
                ("委员会", "政协", "人大", "党委", "代表大会", "常委会")
            ):
                continue
            end = match.end("session") + 1 if session.isascii() else match.start() + 1
            if not term.isascii():
                start = match.start("session")
            right = _in_han(text[start:end])
            yield Hit(
                start,
                end,
                N_("届次用汉字数字，“{text}”宜为“{right}”"),
                {"text": block.text[start:end], "right": right},
                (Fix((Edit(start, end, right),)),),
                (right,),
            )


def _in_han(text: str) -> str:
    parts: list[str] = []
    position = 0
    while position < len(text):
        stop = position
        while stop < len(text) and text[stop] in DIGITS:
            stop += 1
        if stop > position:
            parts.append(han_count(int(text[position:stop])))
            position = stop
        else:
            parts.append(text[position])
            position += 1
    return "".join(parts)
