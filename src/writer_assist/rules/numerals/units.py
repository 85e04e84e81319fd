"""NM033 to NM035 and NM039: money, units of measurement and sizes."""

from __future__ import annotations

from collections.abc import Iterator

from writer_assist.i18n import N_

from ..base import Edit, Fix, Hit, LazyPattern, ParagraphRule, Text
from .scan import DIGITS, places, run_start, suspects

_CURRENCY = LazyPattern(r"[￥¥] ?[0-9][0-9,.]{0,15}[万亿余多]{0,3}元")
_WORD_TWICE = LazyPattern(r"人民币[ ]?[￥¥]?[0-9][0-9,.]{0,15}[万亿余多]{0,3}元人民币")


class CurrencyTwice(ParagraphRule):
    """货币单位重复

    检查什么

    “￥100元”“人民币100元人民币”。

    为什么

    货币符号和“元”同义，用一个就够了。

    错误示例

    - 发放慰问金⟦￥500元⟧。
    - 合计⟦¥3.5万元⟧。
    - 共计⟦人民币200元人民币⟧。

    正确示例

    - 发放慰问金500元，合计￥35,000。
    - 折合人民币200元，支付200元人民币。
    - 每份￥5，每人2份，合10元。
    """

    code = "NM033"
    name = "currency-twice"
    source = "practice"
    requires = frozenset("￥¥币")

    def check(self, block: Text) -> Iterator[Hit]:
        """Yield sums with two signs of the same currency."""
        text = block.memo(suspects).text
        if "￥" in block.characters or "¥" in block.characters:
            for match in _CURRENCY().finditer(text):
                start = match.start()
                right = block.text[start + 1 : match.end()].lstrip()
                yield self._hit(block.text, start, match.end(), right)
        if "元人民币" in text:
            for match in _WORD_TWICE().finditer(text):
                right = block.text[match.start() : match.end() - 3]
                yield self._hit(block.text, match.start(), match.end(), right)

    def _hit(self, text: str, start: int, end: int, right: str) -> Hit:
        return Hit(
            start,
            end,
            N_("“{text}”的货币单位重复，应为“{right}”"),
            {"text": text[start:end], "right": right},
            (Fix((Edit(start, end, right),), safe=True),),
            (right,),
        )


_SYMBOLS = {
    "Kg": "kg", "KG": "kg", "kG": "kg", "Km": "km", "KM": "km", "kM": "km", "Kw": "kW", "KW": "kW", "kw": "kW",
    "KWH": "kWh", "Kwh": "kWh", "kwh": "kWh", "KWh": "kWh", "kWH": "kWh", "kw·h": "kW·h", "KW·h": "kW·h", "KW·H": "kW·h",
    "KV": "kV", "Kv": "kV", "kv": "kV", "KVA": "kVA", "Kva": "kVA", "kva": "kVA", "Mw": "MW", "mw": "MW", "MPA": "MPa", "Mpa": "MPa", "mpa": "MPa",
    "CM": "cm", "Cm": "cm", "MM": "mm", "Mm": "mm", "HZ": "Hz", "hz": "Hz", "KHz": "kHz", "KHZ": "kHz", "MHZ": "MHz", "Mhz": "MHz",
    "ML": "mL", "KM2": "km²", "km2": "km²", "Km2": "km²", "M2": "m²", "m2": "m²", "M3": "m³", "m3": "m³", "KM/H": "km/h", "Km/h": "km/h", "KM/h": "km/h", "km/H": "km/h",
    "KPA": "kPa", "Kpa": "kPa", "kpa": "kPa",
}  # fmt: skip
_LETTERS = LazyPattern(r"[A-Za-z][A-Za-z/·]{0,4}[23]?(?![A-Za-z0-9])")
_BEFORE_NUMBER = frozenset("(~-,+ \n\v\t")
_FIRST_LETTERS = frozenset("KkMmCHh")


class UnitSymbol(ParagraphRule):
    """计量单位的符号写错

    检查什么

    数字后面的Kg、KM、Kw、KWH、Mpa、HZ、km2等大小写、指数不对的单位符号。

    为什么

    单位符号的大小写有规定：千克kg、千米km、千瓦kW、千瓦时kWh、兆帕MPa，平方、立方用上标（km²）。大小写不同，含义也不同。

    错误示例

    - 公路全长35⟦KM⟧，装机容量50⟦Kw⟧。
    - 每袋25⟦Kg⟧。
    - 占地3.5⟦km2⟧。

    正确示例

    - 公路全长35km，装机容量50kW，每袋25kg，占地3.5km²，水压2MPa。
    - 型号KM35，5G基站，A4纸，U盘32GB，PM2.5，M2增速。
    - 广义货币M2增长8%，3M公司。
    """

    code = "NM034"
    name = "unit-symbol"
    source = "practice"
    requires = _FIRST_LETTERS

    def check(self, block: Text) -> Iterator[Hit]:
        """Yield unit symbols behind a number that are written in a wrong way."""
        text = block.memo(suspects).text
        if block.characters.isdisjoint(DIGITS) and text is block.text:
            return
        for first in "KkMmCHh":
            if first not in block.characters:
                continue
            for place in places(text, first):
                before = text[place - 1 : place]
                if before == " " and place > 1:
                    before = text[place - 2]
                if not place or before not in DIGITS:
                    continue
                match = _LETTERS().match(text, place)
                right = _SYMBOLS.get(match[0]) if match else None
                if match is None or right is None:
                    continue
                start = run_start(text, place - (text[place - 1] == " "), DIGITS | {"."}, 12)
                if start and text[start - 1].isascii() and text[start - 1] not in _BEFORE_NUMBER:
                    continue  # a product's code
                yield Hit(
                    place,
                    match.end(),
                    N_("单位符号“{text}”应为“{right}”"),
                    {"text": match[0], "right": right},
                    (Fix((Edit(place, match.end(), right),)),),
                    (right,),
                )


_OBSOLETE = {
    "公分": "厘米", "公尺": "米", "公升": "升", "平米": "平方米", "立米": "立方米", "华里": "里（或公里）",
    "英哩": "英里", "市斤": "斤", "市尺": "尺", "平方公分": "平方厘米", "平方公尺": "平方米",
    "立方公分": "立方厘米", "立方公尺": "立方米",
}  # fmt: skip
_OBSOLETE_NAME = LazyPattern(r"[万千百亿余多]{0,2}(?P<word>" + "|".join(_OBSOLETE) + ")")


class ObsoleteUnit(ParagraphRule):
    """计量单位的名称不规范

    检查什么

    数字后面的公分、公尺、平米、立米、公升等不规范的单位名称。

    为什么

    公文使用法定计量单位的名称：厘米、米、平方米、立方米、升。

    错误示例

    - 新建场馆1200⟦平米⟧。
    - 树径达30⟦公分⟧。
    - 蓄水5万⟦立米⟧。

    正确示例

    - 新建场馆1200平方米，树径达30厘米，蓄水5万立方米。
    - 种植水稻500亩，收粮300公斤。
    - 单位面积平米造价偏高。
    """

    code = "NM035"
    name = "obsolete-unit"
    severity = "hint"
    source = "practice"
    requires = frozenset("分尺米里升哩斤")

    def check(self, block: Text) -> Iterator[Hit]:
        """Yield such units behind a number."""
        found = block.memo(suspects)
        for place in found.unit:
            match = _OBSOLETE_NAME().match(found.text, place + 1)
            if match is None:
                continue
            word = match["word"]
            right = _OBSOLETE[word]
            start, end = match.span("word")
            fixes = () if "（" in right else (Fix((Edit(start, end, right),)),)
            yield Hit(
                start,
                end,
                N_("“{text}”宜改为法定计量单位“{right}”"),
                {"text": word, "right": right},
                fixes,
                (right,),
            )


_TIMES_SIGN = LazyPattern(
    r"(?<![0-9A-Za-z.第])(?P<a>[0-9]{1,5}(?:\.[0-9]{1,3})?(?P<unit_a>厘米|毫米|分米|米|寸|公分|cm|mm|CM|MM|m)?) ?(?P<sign>[xXｘＸ*＊]) ?"
    r"(?P<b>[0-9]{1,5}(?:\.[0-9]{1,3})?(?P<unit_b>厘米|毫米|分米|米|寸|公分|cm|mm|CM|MM|m(?![a-z]))?)(?![0-9A-Za-z*＊])"
)


class LetterForTimesSign(ParagraphRule):
    """乘号写成了字母

    检查什么

    尺寸里的乘号用了字母x、X或者星号：90厘米X60厘米、210mm*297mm。

    为什么

    乘号是“×”（U+00D7），字母和星号是另外的字符。没有长度单位的（型号、编号）不算。

    错误示例

    - 牌匾规格为90厘米⟦X⟧60厘米。
    - 展板尺寸240cm⟦*⟧120cm。
    - 用纸为210⟦x⟧297毫米。

    正确示例

    - 牌匾规格为90厘米×60厘米。
    - 4x4车型，1080x720，2X5型，第3*号。
    - x年5米，2x万元。
    """

    code = "NM039"
    name = "letter-for-times-sign"
    source = "GB/T 3102.11-1993"
    requires = frozenset("xXｘＸ*＊")

    def check(self, block: Text) -> Iterator[Hit]:
        """Yield letters and asterisks between two lengths."""
        if block.characters.isdisjoint("米寸分mM") or block.characters.isdisjoint(DIGITS):
            return
        for match in _TIMES_SIGN().finditer(block.text):
            if match["unit_a"] or match["unit_b"]:
                start, end = match.span("sign")
                yield Hit(
                    start,
                    end,
                    N_("“{text}”里的“{sign}”应为乘号“×”"),
                    {"text": match[0], "sign": match["sign"]},
                    (Fix((Edit(start, end, "×"),), safe=True),),
                    ("×",),
                )
