"""NO012 to NO017: lists in running text."""

from __future__ import annotations

from collections.abc import Iterator

from writer_assist.i18n import N_

from ..base import Edit, Fix, Hit, LazyPattern, ParagraphRule, Text
from .scan import NumberingRule


class SkippedItem(NumberingRule):
    """分项列举跳过了一项

    检查什么

    “一是……二是……四是”“第一，……第三，”“其一……其三”，以及段内的“（一）……（三）”“①……③”“1.……3.”。
    分项可以写在一段里，也可以各成一段；中间换了说法（第二、另外）的不算。

    为什么

    要么漏写了一项，要么编错了号。

    错误示例

    - 工作还有差距：一是学习不够系统；二是调研不够深入；⟦四是⟧作风不够扎实。
    - 第一，提高认识。
      第二，加强领导。
      ⟦第四⟧，抓好落实。
    - 会议议程：①听取报告；②审议决议；⟦④⟧补选人员。
    - 要做到：（一）提前报到；（二）按时到会；⟦（四）⟧遵守纪律。

    正确示例

    - 工作还有差距：一是学习不够系统；二是调研不够深入；三是作风不够扎实。
    - 一是加强学习。一是抓集中学习，二是抓个人自学。
      二是深入调研。
    - 符合第（一）、（三）项规定的，从其规定。
    - 一是一，二是二，实事求是。
    """

    code = "NO012"
    name = "skipped-item"


class RepeatedItem(NumberingRule):
    """分项列举重复

    检查什么

    “一是……二是……二是”“第一，……第一，”，以及段内的“（二）……（二）”“②……②”。
    一项之内又分一是、二是的不算。

    为什么

    增删以后没有改序号。

    错误示例

    - 工作还有差距：一是学习不够系统；二是调研不够深入；⟦二是⟧作风不够扎实。
    - 工作还有差距：一是学习不够系统；⟦一是⟧调研不够深入；三是作风不够扎实。
    - 第一，提高认识。
      第二，加强领导。
      ⟦第二⟧，抓好落实。
      第四，注重宣传。
    - 会议议程：1.听取报告；2.审议决议；⟦2.⟧补选人员；3.宣布结果。

    正确示例

    - 工作还有差距：一是学习不够系统；二是调研不够深入；三是作风不够扎实。
    - 一是加强学习。重点做到：一是抓集中学习；二是抓个人自学。
      二是深入调研。
    - 存在的问题：一是学习不够；二是调研不深。下一步：一是加强学习；二是深入调研。
    """

    code = "NO013"
    name = "repeated-item"


class LateFirstItem(NumberingRule):
    """有“二是”而没有“一是”

    检查什么

    一个部分里分项列举从“二是”“第二，”“其二”开始，前面没有“一是”“首先”“第一”一类的话。

    为什么

    第一项多半被删掉了，或者忘了写“一是”。

    错误示例

    - 二、存在的不足
      我的批评有时过于直率。⟦二是⟧批评人严厉，不讲情面。
    - 学习抓得不紧，⟦二是⟧调研不够深入，三是作风不够扎实。
    - 三、下一步打算
      ⟦第二⟧，加强领导，压实责任。
      第三，抓好落实，务求实效。

    正确示例

    - 首先是学习抓得不紧，二是调研不够深入，三是作风不够扎实。
    - 一方面学习抓得不紧，二是调研不够深入。
    - 第二、第三产业快速发展。
    - 评比结果，十二是总数，二是单项数。
    """

    code = "NO014"
    name = "late-first-item"


class LoneItem(NumberingRule):
    """只有“一是”，没有“二是”

    检查什么

    写了“一是”，后面再没有“二是”“其次”“另外”一类的话。

    为什么

    一个部分只有一点就不必分项；多半是后面的被删掉了，或者忘了写“二是”。

    错误示例

    - 工作还有差距，⟦一是⟧学习不够系统，调研不够深入，作风不够扎实。
    - 三是强化综合协调。⟦一是⟧扎实做好沟通工作，主动向领导汇报。
    - 四、下一步打算
      ⟦一是⟧继续加强学习，提高履职本领。

    正确示例

    - 工作还有差距，一是学习不够系统，二是调研不够深入。
    - 原因有两个：一是学习不够；另一个是调研不深。
    - 统一是关键，万一是误会就及时说明。
    """

    code = "NO015"
    name = "lone-item"
    severity = "hint"


class MixedOrdinals(NumberingRule):
    """两种序次语混用

    检查什么

    “首先……其次……第三”“首先……第二”“第一，……二是”，一组分项用了两种说法。

    为什么

    “首先、其次、最后”是一套，“第一、第二、第三”是一套，不能混用。

    错误示例

    - 首先，提高认识；其次，加强领导；⟦第三⟧，抓好落实。
    - 首先，提高认识。
      ⟦第二⟧，加强领导。
      第三，抓好落实。
    - 一是提高认识；二是加强领导；⟦第三⟧，抓好落实。
    - 第一，提高认识；⟦其次⟧，加强领导。

    正确示例

    - 首先，提高认识；其次，加强领导；最后，抓好落实。
    - 首先感谢各位委员。下面讲三点意见：第一，提高认识；第二，加强领导；第三，抓好落实。
    - 一是提高认识，首先学懂弄通，其次学以致用；二是加强领导。
    - 第一，提高认识，首先要学懂弄通。第二，加强领导。
    """

    code = "NO016"
    name = "mixed-ordinals"
    source = "GB/T 15834-2011 B.3"


_COMMA = N_("“{found}”应写作“{good}”：“第一”“其一”“首先”之后用逗号")
_NOTHING = N_("“{found}”应写作“{good}”：“一是”“二是”之后不用标点")
_MARK = LazyPattern(
    r"(?<![^\n\v \t\u3000\xa0。；：！？，])(?:"
    r"(?P<is>[一二三四五六七八九十]{1,3}是)[ ]?(?P<extra>[，、,：:])(?![一二三四五六七八九十]{1,3}是)"
    r"|(?P<word>第[一二三四五六七八九十]{1,3}|其[一二三四五六七八九]|首先|其次|再次|最后)(?P<mark>、)(?![第一二三四五六七八九十其]))"
)


class OrdinalMark(ParagraphRule):
    """“一是”“第一”之后的标点不对

    检查什么

    “一是、”“一是，”“一是：”里多出来的标点；“第一、”“首先、”“其一、”里应当是逗号。
    “第一、第二党支部”“第一、二产业”是并列，不算。

    为什么

    “第一”“其一”“首先”之后用逗号，叙述性强的“一是”“二是”之后不用标点。

    错误示例

    - 一年来，⟦一是，⟧加强学习；⟦二是，⟧深入调研。
    - ⟦第一、⟧提高认识。⟦第二、⟧加强领导。
    - ⟦首先、⟧要提高认识；⟦其次、⟧要加强领导。
    - ⟦一是：⟧加强学习。

    正确示例

    - 第一、第二党支部联合开展活动。
    - 第一、二、三产业协调发展。
    - 一是加强学习，二是深入调研。
    - 我县经济总量全市第一、增速第二。
    - 按照一是、二是、三是的次序逐项说明。
    """

    code = "NO017"
    name = "ordinal-mark"
    source = "GB/T 15834-2011 B.3"
    requires = frozenset("是第其首再最")

    def check(self, text: Text) -> Iterator[Hit]:
        """Yield each number with its wrong mark."""
        if text.characters.isdisjoint("、，,：:") or text.characters.isdisjoint("是第其先次后"):
            return
        if not any(pair in text.text for pair in _pairs(text)):
            return
        for match in _MARK().finditer(text.text):
            start, end = match.span()
            extra = match["extra"]
            if extra:
                good = match["is"]
                place = match.start("extra")
                fix = Fix((Edit(place, place + 1, ""),), True)
                yield Hit(start, end, _NOTHING, {"found": match[0], "good": good}, (fix,), (good,))
                continue
            good = match["word"] + "，"
            # 第一、… within a sentence is a list of nouns more often than not.
            if text.text[start - 1 : start] == "，" and match["word"][0] != "首":
                continue
            fix = Fix((Edit(end - 1, end, "，"),), True)
            yield Hit(start, end, _COMMA, {"found": match[0], "good": good}, (fix,), (good,))


_DIGITS = "一二三四五六七八九十"


def _pairs(text: Text) -> Iterator[str]:
    """What such a number and its mark must hold, as far as the characters allow it."""
    for mark in "，、,：:":
        if mark in text.characters:
            yield "是" + mark
    if "、" in text.characters:
        yield from ("首先、", "其次、", "再次、", "最后、")
        for digit in _DIGITS:
            if digit in text.characters:
                yield digit + "、"
