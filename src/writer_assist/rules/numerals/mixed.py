"""NM022: numbers of digits and Chinese numerals."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from writer_assist.document.model import bigram
from writer_assist.i18n import N_

from ..base import Edit, Fix, Hit, LazyPattern, ParagraphRule, Text
from .scan import (
    DIGITS,
    HAN_DIGITS,
    han_count,
    left,
    run_start,
    small_number,
    suspects,
)

_COUNTED = (
    "多余个名人元万亿件户米亩吨公几条次家台辆套册本棵株头只位里天平张斤篇字双份项倍美年余左岁级"
)
_TENS = LazyPattern(
    rf"(?P<number>[0-9]{{1,4}}(?:\.[0-9]{{1,3}})?)(?P<unit>[十百千])(?:(?P<rest>零?[0-9一二三四五六七八九]{{1,3}}[百十]?(?![大佳强优])[0-9一二三四五六七八九]{{0,2}})|(?=[{_COUNTED}，。；、）]))"
)
_NOT_THOUSANDS = ("千克", "千米", "千瓦", "千卡", "千帕", "千伏", "千赫", "千字", "千焦", "千安", "千乏", "千分", "千牛", "千吨级", "千人计划", "千年", "百分", "百姓", "百年", "百货", "百米", "百个百分点", "十字", "千家万户", "百家争鸣", "百家姓", "百花")  # fmt: skip
_GENERATIONS = ("零后", "〇后", "○后")
_MIXED_YEAR = LazyPattern(r"(?P<year>[0-9〇零○一二三四五六七八九]{4})年")
_YEARS = DIGITS | HAN_DIGITS | {"○"}
_HAN_THEN_DIGIT = LazyPattern(
    r"(?P<tens>[二三四五六七八九]?)十(?P<ones>[1-9])(?=[个名人元件届条项次家户岁年月日万亿米篇份多五批所座场亩吨台辆本册期处组支位里公户]|周年)"
)
_HAN_BY_DIGIT = LazyPattern(
    # 二十3 is another's; 二3人 is no number, and no rough one either.
    r"(?P<zero>0)(?P<han>[一二三四五六七八九])(?=[个名人元件条项次家户岁台部座所场篇份批期处组支位辆本册亩吨万])"
)
_CAPITALS = LazyPattern(
    r"(?P<number>[0-9]{1,3})(?P<capital>[仟佰拾])(?=[余多]?[个名人元件条项次家户台部座所场篇份批期处组支位辆本册亩吨万斤])"
)
_CAPITAL_UNITS = {"仟": "000", "佰": "00", "拾": "0"}
_MIXED_SPAN = LazyPattern(
    r"(?:(?P<a_han>[一二两三四五六七八九十]{1,3})(?P<to>[至到～—])(?P<b>[0-9]{1,2})"
    r"|(?<![0-9.])(?P<a>[0-9]{1,2})(?P<to2>[至到～—])(?P<b_han>[一二两三四五六七八九十]{1,3}))"
    r"(?P<unit>个[^体]|[名人元件条项次家户岁年月天台部座所场篇份批期处组支位辆本册亩吨倍小])"
)
_SPAN_SIGNS = "至到～—"


@cache
def _span_pairs(sign: str) -> tuple[frozenset[int], ...]:
    """The pairs of characters before and behind a sign in 二至3 and in 2至三."""
    han, digits = "一二两三四五六七八九十", "0123456789０１２３４５６７８９"
    return (
        frozenset(bigram(c + sign) for c in han),
        frozenset(bigram(sign + c) for c in digits),
        frozenset(bigram(c + sign) for c in digits),
        frozenset(bigram(sign + c) for c in han),
    )


_NOT_SPAN = frozenset("第周期初腊正十百千零〇○0123456789.．月年日号礼拜点时从条款节章度")
_VALUES = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}
_UNITS = {"十": 10, "百": 100, "千": 1000}


class MixedNumerals(ParagraphRule):
    """一个数里混用两种数字

    检查什么

    “1百零8”“4千人”“8仟余份”“3万5千元”“20二四年”“十5个”“0七部”，起止两个数一个用汉字、一个用阿拉伯数字（二至3年）。大数的“万”“亿”（3.5万、10亿零817万）可以用。

    为什么

    除“万”“亿”以外，一个数不能同时用阿拉伯数字和汉字数字。

    错误示例

    - 参加活动的有⟦4千⟧人。
    - 投入资金3万⟦5千⟧元，走访⟦1百零8⟧户。
    - ⟦20二四⟧年工作要点
    - 列席会议的有⟦十5⟧人，接待考察团⟦二十3⟧批。
    - 力争用⟦二至3年⟧时间，印发资料⟦8仟⟧余份。

    正确示例

    - 参加活动的有4000人，投入资金3.5万元，走访108户。
    - 全国人口10亿零817万人，用电5千瓦时，行程3千米，全长10千字。
    - 2024十大新闻，5百货店，2024一季度，5十字路口。
    - 初十5点出发，从星期一至5月底，十月一日至7日，自第一至3号楼。
    """

    code = "NM022"
    name = "mixed-numerals"
    source = "GB/T 15835-2011"
    requires = frozenset("0123456789０１２３４５６７８９")

    def check(self, block: Text) -> Iterator[Hit]:
        """Yield numbers of digits and Chinese numerals."""
        found = block.memo(suspects)
        yield from _spans(block, found.text)
        if not block.characters.isdisjoint("仟佰拾"):
            for capital in _CAPITALS().finditer(found.text):
                if found.text[capital.start() - 1 : capital.start()] not in _BEFORE_CAPITAL:
                    right = capital["number"] + _CAPITAL_UNITS[capital["capital"]]
                    yield _hit(block.text, *capital.span(), right)
        if not found.han and not found.before:
            return
        text = found.text
        end = -1
        for place in sorted(found.han + found.before):
            if place < end:
                continue
            hit = self._year(block.text, text, place)
            if text.startswith(_GENERATIONS, place + 1) and text[place] in "56789":
                hit = _hit(block.text, place, place + 2, text[place] + "0")
            if hit is None and text[place + 1 : place + 2] in ("十", "百", "千"):
                hit = self._tens(block.text, text, place)
            if hit is None and text[place] == "0" and text[place - 1 : place] not in _BEFORE_ZERO:
                match = _HAN_BY_DIGIT().match(text, place)
                if match is not None:
                    right = str(_VALUES[match["han"]])
                    hit = _hit(block.text, place, place + 2, right)
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
        before = left(text, start, 2)
        if before[1:] in ("、", ",", "，") and before[0] in DIGITS:
            return None  # 4、5千人: a rough number
        before = before[-1:]
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


_BEFORE_ZERO = (
    frozenset("0123456789.．-－—–:：/〔［[(（xX×＋+") | HAN_DIGITS | frozenset("十百千万亿○")
)
_BEFORE_CAPITAL = frozenset("0123456789.壹贰叁肆伍陆柒捌玖拾佰仟万亿")


def _spans(block: Text, text: str) -> Iterator[Hit]:
    """二至3年, 2至三年: a span whose two numbers are written in two ways."""
    grams = block.bigrams
    for sign in _SPAN_SIGNS:
        if sign not in block.characters:
            continue
        a, b, c, d = _span_pairs(sign)
        if not (
            (not a.isdisjoint(grams) and not b.isdisjoint(grams))
            or (not c.isdisjoint(grams) and not d.isdisjoint(grams))
        ):
            continue
        for match in _MIXED_SPAN().finditer(text):
            if sign not in (match["to"], match["to2"]):
                continue
            start = match.start()
            if start and text[start - 1] in _NOT_SPAN:
                continue
            low = small_number((match["a_han"] or match["a"]).replace("两", "二"))
            high = small_number((match["b"] or match["b_han"]).replace("两", "二"))
            if low is None or high is None or not 0 < low < high <= 31:
                continue
            if match["unit"] == "月" and text[match.end() : match.end() + 1] in _DAYS:
                continue  # 一至3月5日
            right = f"{low}{sign}{high}{match['unit']}"
            yield Hit(
                start,
                match.end(),
                N_("“{text}”前后两个数混用了两种数字，应为“{right}”或全部用汉字"),
                {"text": block.text[start : match.end()], "right": right},
                (Fix((Edit(start, match.end(), right),)),),
                (right,),
            )


_DAYS = DIGITS | frozenset("一二三四五六七八九十")


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
