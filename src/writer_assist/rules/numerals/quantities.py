"""NM022 to NM024, NM028 and NM029: amounts."""

from __future__ import annotations

from collections.abc import Iterator

from writer_assist.i18n import N_

from ..base import Edit, Fix, Hit, LazyPattern, ParagraphRule, Text
from .scan import DIGITS, HAN_DIGITS, han_count, places, run_start, suspects

_COUNTED = (
    "多余个名人元万亿件户米亩吨公几条次家台辆套册本棵株头只位里天平张斤篇字双份项倍美年余左岁级"
)
_TENS = LazyPattern(
    rf"(?P<number>[0-9]{{1,4}}(?:\.[0-9]{{1,3}})?)(?P<unit>[十百千])(?:(?P<rest>零?[0-9一二三四五六七八九]{{1,3}}[百十]?(?![大佳强优])[0-9一二三四五六七八九]{{0,2}})|(?=[{_COUNTED}，。；、）]))"
)
_NOT_THOUSANDS = ("千克", "千米", "千瓦", "千卡", "千帕", "千伏", "千赫", "千字", "千焦", "千安", "千乏", "千分", "千牛", "千吨级", "千人计划", "千年", "百分", "百姓", "百年", "百货", "百米", "百个百分点", "十字")  # fmt: skip
_MIXED_YEAR = LazyPattern(r"(?P<year>[0-9〇零○一二三四五六七八九]{4})年")
_YEARS = DIGITS | HAN_DIGITS | {"○"}
_HAN_THEN_DIGIT = LazyPattern(
    r"(?P<tens>[二三四五六七八九]?)十(?P<ones>[1-9])(?=[个名人元件届条项次家户岁年月日万亿米篇份多五]|周年)"
)
_VALUES = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}
_UNITS = {"十": 10, "百": 100, "千": 1000}


class MixedNumerals(ParagraphRule):
    """一个数里混用两种数字

    检查什么

    “1百零8”“4千人”“3万5千元”“20二四年”“十5个”。大数的“万”“亿”（3.5万、10亿零817万）可以用。

    为什么

    除“万”“亿”以外，一个数不能同时用阿拉伯数字和汉字数字。

    错误示例

    - 参加活动的有⟦4千⟧人。
    - 投入资金3万⟦5千⟧元，走访⟦1百零8⟧户。
    - ⟦20二四⟧年工作要点
    - 列席会议的有⟦十5⟧人。

    正确示例

    - 参加活动的有4000人，投入资金3.5万元，走访108户。
    - 全国人口10亿零817万人，用电5千瓦时，行程3千米，全长10千字。
    - 2024十大新闻，5百货店，2024一季度，5十字路口。
    - 初十5点出发。
    """

    code = "NM022"
    name = "mixed-numerals"
    source = "GB/T 15835-2011"
    requires = frozenset("0123456789０１２３４５６７８９")

    def check(self, block: Text) -> Iterator[Hit]:
        """Yield numbers of digits and Chinese numerals."""
        found = block.memo(suspects)
        if not found.han and not found.before:
            return
        text = found.text
        end = -1
        for place in sorted(found.han + found.before):
            if place < end:
                continue
            hit = self._year(block.text, text, place)
            if hit is None and text[place + 1 : place + 2] in ("十", "百", "千"):
                hit = self._tens(block.text, text, place)
            if hit is None and text[place - 1] == "十" and place:
                hit = self._teens(block.text, text, place)
            if hit is not None:
                end = hit.end
                yield hit

    def _year(self, original: str, text: str, place: int) -> Hit | None:
        start = run_start(text, place, _YEARS, 3)
        match = _MIXED_YEAR().match(text, start)
        if match is None or match.end() <= place or text[start - 1 : start] in _YEARS:
            return None
        written = match["year"]
        year = 0
        for character in written:
            year = year * 10 + (int(character) if character.isascii() else _VALUES[character])
        plain = written.replace("0", "")
        if not 1900 <= year < 2100 or plain.isascii() or DIGITS.isdisjoint(plain):
            return None  # 二0二四: only the zero is wrong
        return _hit(original, start, start + 4, str(year))

    def _tens(self, original: str, text: str, place: int) -> Hit | None:
        start = run_start(text, place + 1, DIGITS | {"."}, 8)
        while start <= place and text[start] == ".":
            start += 1
        match = _TENS().match(text, start)
        if match is None or match.end("number") != place + 1:
            return None
        before = text[start - 1 : start]
        if before.isascii() and (before.isalpha() or before in "-/.,") and before:
            return None
        if text.startswith(_NOT_THOUSANDS, place + 1) or len(match["number"]) == 4:
            return None
        if text.startswith(("百多年", "千多年", "千余年"), place + 1) and "." in match["number"]:
            return None
        value = _value(match["number"], match["unit"], match["rest"] or "")
        if value is None:
            return None
        return _hit(original, start, match.end(), value)

    def _teens(self, original: str, text: str, place: int) -> Hit | None:
        start = place - 1
        if text[start - 1 : start] in tuple("二三四五六七八九"):
            start -= 1
        match = _HAN_THEN_DIGIT().match(text, start)
        if match is None or text[start - 1 : start] in ("初", "百", "千", "万", "数", "几", "星"):
            return None
        tens = _VALUES[match["tens"]] if match["tens"] else 1
        value = tens * 10 + int(match["ones"])
        if text.startswith("五", match.end()):  # 十4五规划
            return _hit(original, start, match.end(), han_count(value))
        return _hit(original, start, match.end(), str(value))


def _value(number: str, unit: str, rest: str) -> str | None:
    """What 1百零8, 4千, 3.5千, 2百5 amount to, in digits; None if it cannot be said."""
    digits, _, fraction = number.partition(".")
    factor = _UNITS[unit]
    if len(fraction) > len(str(factor)) - 1:
        return None
    total = int(digits) * factor + (
        int(fraction) * factor // 10 ** len(fraction) if fraction else 0
    )
    if not rest:
        return str(total)
    low, current = 0, 0
    for character in rest:
        if character in _UNITS:
            low += (current or 1) * _UNITS[character]
            current = 0
        elif character in "零〇○":
            continue
        else:
            current = current * 10 + (int(character) if character.isascii() else _VALUES[character])
    low += current * (factor // 10 if len(rest) == 1 and factor > 10 else 1)
    return str(total + low) if low < factor else None


def _hit(text: str, start: int, end: int, right: str) -> Hit:
    return Hit(
        start,
        end,
        N_("“{text}”混用了两种数字，应为“{right}”或全部用汉字"),
        {"text": text[start:end], "right": right},
        (Fix((Edit(start, end, right),)),),
        (right,),
    )


_APPROXIMATE = LazyPattern(
    r"(?P<a>[1-9]|[1-9][1-9])[、，,](?P<b>[1-9]|[1-9][1-9])(?P<unit>[十百千万]?(?:个(?!方面|字|百分点)|次|天|名|人|件|家|户|里|米|岁|周|小时|分钟|年(?![级度])|亩|斤|公里|块|只|头|辆|本|份|篇|条|处|位|种|倍|斗|张))"
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
    - 涉及⟦几10户⟧。

    正确示例

    - 走访了三四个村，有十几户群众反映了这一问题。
    - 依照第3、4条办理；3、4月召开会议；1、2号楼已经完工。
    - 参加第1、2次会议，有3个、4个不等。
    - 共有5～6个，其中1，2人缺席。
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
        line = text[max(0, start - 8) : start]
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


_NOT_LIANG_GE = frozenset("子头性别体")
_PEOPLE = frozenset("他她我你咱们哥姐兄弟姊妹父母夫妻爷娘师徒婆口子")


class WrongTwo(ParagraphRule):
    """“俩”“仨”后面多了“个”

    检查什么

    “俩个”“仨个”。

    为什么

    “俩”就是两个，“仨”就是三个，后面不能再用量词。

    错误示例

    - 新增⟦俩个⟧联络站。
    - 我们⟦俩个⟧支部结对共建。
    - 有⟦仨个⟧委员请假。

    正确示例

    - 新增两个联络站，夫妻俩都是委员。
    - 他俩个子都高，哥俩个性不同。
    - 有三个委员请假。
    """

    code = "NM028"
    name = "wrong-two"
    source = "practice"
    requires = frozenset("俩仨")

    def check(self, block: Text) -> Iterator[Hit]:
        """Yield 俩个 and 仨个."""
        text = block.text
        for word, right in (("俩个", "两个"), ("仨个", "三个")):
            for place in places(text, word):
                if text[place + 2 : place + 3] in _NOT_LIANG_GE and place + 2 < len(text):
                    continue
                if text[place - 1 : place] in _PEOPLE and text[place + 2 : place + 3] == "人":
                    continue
                yield Hit(
                    place,
                    place + 2,
                    N_("“{text}”应为“{right}”：“俩”“仨”后面不用“个”"),
                    {"text": word, "right": right},
                    (Fix((Edit(place, place + 2, right),), safe=True),),
                    (right,),
                )


_NOT_ER = DIGITS | HAN_DIGITS | frozenset("第十百千万之两几初其周期")


class ErForLiang(ParagraphRule):
    """“二个”应为“两个”

    检查什么

    量词“个”前面的“二”。

    为什么

    一般量词前用“两”不用“二”；序数和多位数（第二个、十二个）才用“二”。

    错误示例

    - 新建⟦二个⟧委员工作室。
    - 分为⟦二个⟧阶段实施。
    - 历时⟦二个⟧月。

    正确示例

    - 新建两个委员工作室，第二个已经挂牌，共十二个。
    - 一、二个人所得税事项；一是集体，二个体经营。
    - 二位数增长，二次会议。
    """

    code = "NM029"
    name = "er-for-liang"
    severity = "hint"
    source = "practice"
    requires = frozenset("二")

    def check(self, block: Text) -> Iterator[Hit]:
        """Yield 二个."""
        text = block.text
        for place in places(text, "二"):
            if text[place + 1 : place + 2] != "个":
                continue
            before = text[place - 1 : place] if place else ""
            if before in _NOT_ER or before in ("、", "，", "\n", "", "星"):
                continue
            if text[place + 2 : place + 3] in ("体", "别", "性"):
                continue
            yield Hit(
                place,
                place + 2,
                N_("“{text}”宜为“两个”"),
                {"text": "二个"},
                (Fix((Edit(place, place + 1, "两"),)),),
                ("两个",),
            )
