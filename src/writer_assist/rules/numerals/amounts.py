"""NM023 and NM024: rough numbers, and 万 and 亿."""

from __future__ import annotations

from collections.abc import Iterator

from writer_assist.i18n import N_

from ..base import Edit, Fix, Hit, LazyPattern, ParagraphRule, Text
from .scan import (
    DIGITS,
    han_count,
    left,
    places,
    run_start,
    suspects,
)

_APPROXIMATE = LazyPattern(
    r"(?P<a>[1-9]|[1-9][1-9])[、，,](?P<b>[1-9]|[1-9][1-9])(?P<unit>[十百千万]?(?:个(?!方面|字|百分点)|次|天|名|人|件|家|户|里|米|岁|周|小时|分钟|年(?![级度])|亩|斤|公里|块|只|头|辆|本|份|篇|条|处|位|种|倍|斗|张|元|批|场|项|栋|座|所|台|户次|人次))"
)
_DIGITS_AND_FEW = LazyPattern(
    r"(?P<number>[0-9]{1,4})几(?P<unit>[个名人元万亿件户亩吨公里条次家台岁年天位篇种项米斤倍份])"
)
_FEW_AND_DIGITS = LazyPattern(
    r"几(?P<number>10{1,4}|0{1,4})(?P<unit>[个名人元万亿件户亩吨公里条次家台岁年天位篇种项米斤倍份])"
)
_NAMES = "零一二三四五六七八九"


class DigitsInApproximation(ParagraphRule):
    """概数用了阿拉伯数字

    检查什么

    相邻两个数连用表示的概数（3、4个），带“几”的概数（10几个、几10户）。第3、4条一类的列举不算。

    为什么

    概数用汉字数字，两个数之间不用顿号：三四个、十几个、几十户。

    错误示例

    - 走访了⟦3、4个⟧村。
    - 有⟦10几户⟧群众反映了这一问题。
    - 每次培训⟦5,6天⟧。
    - 涉及⟦几10户⟧，平均每年需⟦4、5万元⟧。

    正确示例

    - 走访了三四个村，有十几户群众反映了这一问题。
    - 依照第3、4条办理；3、4月召开会议；1、2号楼已经完工。
    - 参加第1、2次会议，有3个、4个不等。
    - 共有5～6个，其中1，2人缺席。
    - 平均每年需四五万元，其中有3个、4个不等。
    """

    code = "NM023"
    name = "digits-in-approximation"
    source = "GB/T 15835-2011 4.2.2"
    requires = frozenset("、,，几")

    def check(self, block: Text) -> Iterator[Hit]:
        """Yield rough numbers in digits."""
        found = block.memo(suspects)
        text = found.text
        for place in found.separator:
            if text[place + 1] not in "、,":
                continue
            start = run_start(text, place + 1)
            match = _APPROXIMATE().match(text, start)
            if match is None or match.start("b") != place + 2:
                continue
            before = text[start - 1 : start]
            a, b = int(match["a"]), int(match["b"])
            if (
                b != a + 1
                or a >= 9 > len(match["a"]) * 9
                or not self._is_rough(text, start, before)
            ):
                continue
            if len(match["a"]) == 2 and (a // 10 != b // 10 or a % 10 == 0):
                continue
            words = han_count(a) + _NAMES[b % 10] + match["unit"]
            yield self._hit(block.text, start, match.end(), words)
        if "几" in block.characters:
            for place in found.han:
                if text[place + 1] == "几":
                    start = run_start(text, place + 1)
                    match = _DIGITS_AND_FEW().match(text, start)
                    if match and (words := _few(match["number"])):
                        yield self._hit(block.text, start, match.end(), words + match["unit"])
            for place in found.before:
                if text[place - 1] == "几":
                    match = _FEW_AND_DIGITS().match(text, place - 1)
                    if match:
                        ten = {1: "十", 2: "百", 3: "千", 4: "万"}[match["number"].count("0")]
                        yield self._hit(
                            block.text, place - 1, match.end(), "几" + ten + match["unit"]
                        )

    def _is_rough(self, text: str, start: int, before: str) -> bool:
        if not before or before in "第、,，.．0123456789：:\n\v（(《-—#":
            return False
        if before.isascii() and before.isalnum():
            return False
        line = left(text, start, 8)
        line = line[max(line.rfind(mark) for mark in "，。；") + 1 :]
        return not any(word in line for word in ("第", "分别", "编号", "序号", "表", "图", "项目"))

    def _hit(self, text: str, start: int, end: int, words: str) -> Hit:
        return Hit(
            start,
            end,
            N_("概数用汉字数字，“{text}”应为“{words}”"),
            {"text": text[start:end], "words": words},
            (Fix((Edit(start, end, words),)),),
            (words,),
        )


def _few(number: str) -> str:
    """十几 for 10, 二十几 for 20, 一百几十 for nothing: what stands before 几."""
    value = int(number)
    if value < 100 and value % 10 == 0 and value:
        return han_count(value) + "几"
    return ""


_TEN_THOUSANDS = LazyPattern(
    r"(?P<number>[1-9][0-9]{0,5}0000)(?P<unit>[万余多]{0,2}万?)(?P<rest>元|人次|人|亩|吨|户|斤|公斤|册|平方米|美元|株|棵)"
)


class OddLargeUnit(ParagraphRule):
    """“万”“亿”用得不妥

    检查什么

    “1.2亿万元”一类单位重复的数，“30000万元”一类可以进位的整数。

    为什么

    “亿万”是虚数，不能跟在数字后面；整数可以进位的，用“亿”更清楚。

    错误示例

    - 总投资⟦1.2亿万⟧元。
    - 争取资金⟦30000万⟧元。
    - 全省人口⟦10000万⟧人。

    正确示例

    - 总投资1.2亿元，万亿元规模，3万亿元产值。
    - 一般公共预算收入123456万元。
    - 亿万群众，千万富翁，30000元。
    """

    code = "NM024"
    name = "odd-large-unit"
    severity = "hint"
    source = "practice"
    requires = frozenset("万")

    def check(self, block: Text) -> Iterator[Hit]:
        """Yield numbers with 亿万, and round ten thousands of 万."""
        original = block.text
        characters = block.characters
        if characters.isdisjoint("0０") and "亿" not in characters and "万万" not in original:
            return
        text = block.memo(suspects).text
        for word, unit in (("亿万", "亿"), ("万万", "亿")):
            for place in places(text, word):
                start = run_start(text, place, DIGITS | {"."}, 12)
                if start < place and text[place - 1] != ".":
                    right = text[start:place] + ("万" if word == "万万" else unit)
                    yield Hit(
                        start,
                        place + 2,
                        N_("数字后面不能用“{word}”，请核对“{text}”是不是“{right}”"),
                        {"word": word, "text": original[start : place + 2], "right": right},
                        suggestions=(right,),
                    )
        for place in places(text, "0000万"):
            start = run_start(text, place)
            end = place + 5
            head = text[start:place]
            if (
                not head
                or len(head) > 6
                or text[start - 1 : start] in tuple(".,-")
                or text[end : end + 1] == "亿"
            ):
                continue
            if not text.startswith(
                ("元", "人", "亩", "吨", "户", "斤", "美元", "册", "株", "立方米", "平方米"), end
            ):
                continue
            right = head + "亿"
            yield Hit(
                start,
                end,
                N_("“{text}”可写作“{right}”"),
                {"text": original[start:end], "right": right},
                (Fix((Edit(start, end, right),)),),
                (right,),
            )
