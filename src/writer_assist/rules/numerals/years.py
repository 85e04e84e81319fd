"""NM006 and NM007: years and decades that are not written in full."""

from __future__ import annotations

from collections.abc import Iterator

from writer_assist.i18n import N_

from ..base import Edit, Fix, Hit, LazyPattern, ParagraphRule, Text
from ..draft_text import ParagraphBounds
from .scan import (
    DIGITS,
    HAN_DIGITS,
    left,
    suspects,
    year_number,
)

_AFTER_YEAR = LazyPattern(
    r"(?:[0-9]{1,2}(?:[—－–~～、至到-][0-9]{1,2})?月|[一二三四]季度|第[一二三四1-4]季度|[上下]半年|全年"
    r"|年?度(?!过|假|日|量|汛)|年[底初末中内]|初(?![心衷步级始期见中])|底(?![蕴气色子线])|末(?!期)|[春秋]季|[春冬]训|政府工作|经济工作|全国两会"
    r"|工作(?:总结|回顾|要点|计划|打算|安排|思路|重点|方案|开展情况|情况|报告|汇报|目标|述职)|同期"
    r"|履职(?:总结|报告|情况)|述职)"
)
_AFTER_PREPOSITION = ("前", "后", "来", "间", "内", "以", "左", "多", "余", "的", "时", "之", "期", "制", "限", "龄", "到", "至", "不", "才", "就")  # fmt: skip
_ERAS = (
    "民国", "公元", "公元前", "光绪", "康熙", "乾隆", "雍正", "嘉庆", "道光", "咸丰", "同治",
    "宣统", "万历", "洪武", "永乐", "崇祯", "贞观", "开元", "昭和", "平成", "令和", "大正", "明治", "西元", "前",
)  # fmt: skip
_COMPARES = ("不少于", "少于", "低于", "多于", "等于", "高于", "大于", "小于", "不足", "长于", "短于", "晚于", "早于", "至于", "由于", "介于", "相当于")  # fmt: skip
_SPAN_BEFORE = LazyPattern(r"(?P<century>19|20)[0-9]{2}年?[—－–~～至到、和-]{1,2}$")
_HAN_YEAR = LazyPattern(
    r"年(?<=[〇零○二五六七八九][〇零○一二三四五六七八九]年)(?<![〇零○一二三四五六七八九十百千几多余数第OＯoｏ0-9].{2}年)"
)
_NOT_HAN_YEAR = frozenset(
    ("二三", "五六", "六七", "七八", "八九", "二一", "二二", "五一", "五四", "五五", "五七", "七五")
)
_QUOTED_YEAR = LazyPattern(r"[’'‘＇](?P<year>[0-9]{2})(?:年|(?=[级届班]))(?![0-9])")


class AbbreviatedYear(ParagraphRule):
    """年份没有写全

    检查什么

    当作年份用的两位数：“24年工作总结”“08年”“’98年”。时长（24年来、近30年）、年代和概数（七八年）不算。

    为什么

    四位数字表示的年份不简写为两位数，“24年”可以是2024年，也可以是二十四年。

    错误示例

    - 县政协办公室⟦24年⟧工作总结
    - ⟦08年⟧以来，全县建成学校五所。
    - 2022—⟦24年⟧，共办理提案300件。
    - ⟦23年⟧12月召开全会，较⟦22年⟧增加两次。

    正确示例

    - 2024年工作总结
    - 24年来，办公室的同志从未缺席；为此奋斗了10年。
    - 从教30年初心不改，有20年工作经验，今年是第15年。
    - 20世纪90年代，这里还没有通公路。
    - 民国38年1月，县城有学校三所。
    - 七八年前，工期不少于20年。
    """

    code = "NM006"
    name = "abbreviated-year"
    source = "GB/T 15835-2011"
    requires = frozenset("年")

    def check(self, block: Text) -> Iterator[Hit]:
        """Yield years of two digits."""
        found = block.memo(suspects)
        text = found.text
        quoted: set[int] = set()
        if not block.characters.isdisjoint("’'‘＇"):
            for match in _QUOTED_YEAR().finditer(text):
                before = left(text, match.start(), 6)
                if "‘" not in before and "'" not in before:
                    quoted.add(match.start("year"))
                    yield self._hit(block.text, match.start(), match.end(), match["year"])
        for place in found.pair:
            start, year = place - 1, place + 1
            if (
                text[year] == "年"
                and start not in quoted
                and text[year + 1 : year + 2] != "代"
                and self._is_year(text, start, year)
            ):
                yield self._hit(block.text, start, year + 1, text[start:year])
        if not block.characters.isdisjoint("〇零○五六七八九"):
            for match in _HAN_YEAR().finditer(text):
                start = match.start() - 2
                digits = text[start : start + 2]
                if digits in _NOT_HAN_YEAR or (digits[0] == "二" and digits[1] not in "〇○四五六"):
                    continue
                if left(text, start, 2) in _ERAS:
                    continue
                if text.startswith(("级", "前", "后", "来", "间", "计划", "以上"), start + 3):
                    continue
                number = year_number(digits)
                if number is not None:
                    yield self._hit(block.text, start, start + 3, f"{number:02}")

    def _is_year(self, text: str, start: int, year: int) -> bool:
        """Whether two digits before 年 are a year, not a number of years."""
        before = text[start - 1] if start else "\n"
        if before in ".．,，" and text[start - 2 : start - 1] in DIGITS:
            return False
        if (before.isascii() and before.isalnum()) or before in "第满近约逾超足":
            return False
        behind = text[year + 1 : year + 2]
        if left(text, start, 2) in _ERAS or before == "前":
            return False
        if text[start] == "0":
            return behind not in ("级", "代")
        if before in "—－–~～至到、和-" and _SPAN_BEFORE().search(text, max(0, start - 9), start):
            return behind != "代"
        if _AFTER_YEAR().match(text, year + 1):
            # 建会40年初, 改革开放30年工作: no year that a draft would shorten.
            near = text[start] in "0128" or text[start] == "9"
            return before not in "共历经达过了这" and (near or text[year + 1] in DIGITS)
        if behind in _AFTER_PREPOSITION or text.startswith(("以来", "以上"), year + 1):
            return False
        if text.endswith(("截至", "截止"), 0, start):
            return True
        if before in "于自":
            return not text.endswith(_COMPARES, 0, start)
        if before in "比较" and text.startswith(
            ("增", "提高", "下降", "同期", "减", "全年", "多", "少", "上升"), year + 1
        ):
            return True
        return before in "从自" and text.startswith(("起", "开始"), year + 1)

    def _hit(self, text: str, start: int, end: int, digits: str) -> Hit:
        full = ("20" if int(digits) < 50 else "19") + digits + "年"
        if text[end - 1] != "年":
            full = full[:-1]
        return Hit(
            start,
            end,
            N_("年份要写全四位，“{text}”应为“{full}”"),
            {"text": text[start:end], "full": full},
            (Fix((Edit(start, end, full),)),),
            (full,),
        )


_DECADE = LazyPattern(r"年代(?<=[1-9一二三四五六七八九][0十]年代)")


class DecadeWithoutCentury(ParagraphRule):
    """年代没有写世纪

    检查什么

    “80年代”“九十年代”，同一段前面没有写“20世纪”“上世纪”。

    为什么

    进入21世纪以后，不写世纪的年代不明确。

    错误示例

    - ⟦80年代⟧，县里办起了第一家丝绸厂。
    - 早在⟦九十年代⟧，委员们就提出了这一建议。
    - 这条公路建于⟦70年代⟧末。

    正确示例

    - 20世纪80年代，县里办起了第一家丝绸厂。
    - 上世纪八九十年代，这里以种粮为主；到90年代末才通电。
    - 在这个年代，1990年代的设备已经过时。
    """

    code = "NM007"
    name = "decade-without-century"
    severity = "hint"
    source = "practice"
    requires = frozenset("代")

    def check(self, block: Text) -> Iterator[Hit]:
        """Yield the first such decade of each paragraph."""
        if "年代" not in block.text:
            return
        text = block.memo(suspects).text
        paragraphs = ParagraphBounds(text)
        last = -1
        for match in _DECADE().finditer(text):
            begin, _ = paragraphs.at(match.start())
            if begin == last:
                continue
            start = match.start() - 2
            if start and (text[start - 1] in DIGITS or text[start - 1] in HAN_DIGITS | {"几"}):
                if not (text[start - 1] in HAN_DIGITS and text[start] in HAN_DIGITS):
                    continue
                start -= 1
            last = begin
            if "世纪" in text[max(begin, start - 300) : start] or "公元" in text[begin:start][-8:]:
                continue
            if _is_adjective(text, start):
                continue
            yield Hit(
                start,
                match.end(),
                N_("“{text}”没有写世纪，宜写全，如“20世纪{text}”"),
                {"text": block.text[start : match.end()]},
            )


def _is_adjective(text: str, start: int) -> bool:
    """1980年代, 80/90年代: the century is there, or it is no decade of a text."""
    return start > 0 and text[start - 1] in "/、—-～至到和"
