"""PU014 to PU017: the enumeration comma (顿号)."""

from __future__ import annotations

from collections.abc import Iterator

from writer_assist.i18n import N_

from ..base import Edit, Fix, Hit, LazyPattern, ParagraphRule, Text
from ..draft_text import ParagraphBounds
from ..gates import pairs

_DIGITS = "一二三四五六七八九"
# What must stand behind an enumeration comma for a rule to have anything to look at.
_BEFORE_DIGIT = pairs("、", _DIGITS)
_BEFORE_ETC = pairs("、", "等")
_BEFORE_AND = pairs("、", "以及或和与")
_BEFORE_OPENING = pairs("、", "“《")
_NEAR = {_DIGITS[i : i + 2] for i in range(8)}
_NUMBER = LazyPattern(
    rf"、(?<=(?P<first>[{_DIGITS}])、)(?P<second>[{_DIGITS}])(?=[十百千万](?:[多余]|[个名人次件户家位亩元斤天里])|个(?!方面|中全会)|次(?!会议|全会|全体|常委|主席|代表|党代)|天|岁|遍|趟|人(?!称)|家|户|公里|里地|条(?=[，。；]|意见|建议)|年时间|年来|年前|个月)"
)
_ORDINAL = "第列前每周星期初礼拜排获其产级班组年届、\n\v \u3000\t"
_ETC = LazyPattern(
    r"、等(?!级|价|同于|同|候|待|高|于|额|距|次|效|量|分|身|式|比|离|闲|第|腰|边|号|离子|保)"
)
_AND = LazyPattern(
    r"、(?:以及|及(?!时|早|格|第|至|笄)|(?:和|与)(?=(?:其他|其它|全体|广大|有关|相关|所有)[^，。、；]{2})|或者|或(?!许|多|明或))"
)
_ARTICLES = ("第", "照", "据", "按", "违反", "规定", "符合", "依")
_BETWEEN = LazyPattern(r"、(?:(?<=”、)(?=“)|(?<=》、)(?=《))")


class ApproximateNumber(ParagraphRule):
    """概数中间用了顿号

    检查什么

    相邻两个数字连用表示概数时，中间加了顿号（三、四个）。表示次序的（第三、四季度，二、三产业）不算；用阿拉伯数字的（3、4个）由 NM023 检查。

    为什么

    国家标准规定，相邻两个数字连用表示概数时不用顿号；加了顿号就成了“三”和“四”两项。

    错误示例

    - 每次会前都要准备三⟦、⟧四天。
    - 走访群众五⟦、⟧六十户。
    - 孩子只有七⟦、⟧八岁，提出建议七⟦、⟧八条。

    正确示例

    - 每次会前都要准备三四天。
    - 第三、四季度各召开一次会议，促进二、三产业融合。
    - 一、二年级学生和三、四级干部参加。
    - 依照七、八条，违反五、六条建议的规定办理。
    - 一、三组到村里，二、四组到社区。
    """

    code = "PU014"
    name = "comma-in-approximate-number"
    source = "GB/T 15834-2011"
    requires = frozenset("、")

    def check(self, text: Text) -> Iterator[Hit]:
        """Yield the comma between the two numbers."""
        string = text.text
        if _BEFORE_DIGIT.isdisjoint(text.bigrams):
            return
        for match in _NUMBER().finditer(string):
            at = match.start()
            if match["first"] + match["second"] in _NEAR and (
                at > 1 and string[at - 2] not in _ORDINAL
            ):
                if string[at + 2] == "条" and any(
                    word in string[max(0, at - 9) : at] for word in _ARTICLES
                ):
                    continue  # 依照七、八条
                yield self._hit(string, at)

    @staticmethod
    def _hit(text: str, at: int) -> Hit:
        shown = text[at - 1 : at + 2]
        right = shown.replace("、", "")
        return Hit(
            at,
            at + 1,
            N_("“{text}”表示概数，中间不用顿号，应为“{right}”"),
            {"text": shown, "right": right},
            (Fix((Edit(at, at + 1, ""),)),),
        )


class CommaBeforeEtc(ParagraphRule):
    """“等”字前面用了顿号

    检查什么

    并列词语的最后一项与“等”“等等”之间的顿号。“等级”“等待”一类的词不算。

    为什么

    “等”紧接在列举的最后一项后面，中间没有停顿。

    错误示例

    - 开展调研、视察、协商⟦、⟧等活动。
    - 走访了企业、学校、医院⟦、⟧等等。
    - 参加会议的有主席、副主席、秘书长⟦、⟧等十人。

    正确示例

    - 开展调研、视察、协商等活动。
    - 注明商品的品名、规格、等级、产地。
    - 坚持自愿、等价、互利的原则。
    """

    code = "PU015"
    name = "comma-before-etc"
    requires = frozenset("等")

    def check(self, text: Text) -> Iterator[Hit]:
        """Yield the comma."""
        string = text.text
        if _BEFORE_ETC.isdisjoint(text.bigrams):
            return
        for match in _ETC().finditer(string):
            at = match.start()
            if string[at - 1 : at] in ("，", "、", "。", "；") or string[at - 1 : at].isdigit():
                continue
            yield Hit(
                at,
                at + 1,
                N_("“等”前面不用顿号，应当删去"),
                {},
                (Fix((Edit(at, at + 1, ""),), safe=True),),
            )


class CommaBeforeConjunction(ParagraphRule):
    """连词前面用了顿号

    检查什么

    并列词语中间，“以及”“及”“或者”“或”“和其他”前面的顿号。“及时”“或许”一类的词不算。

    为什么

    连词本身就表示并列，前面不再用顿号；停顿较长时，“以及”前面可以用逗号。

    错误示例

    - 县委、县政府⟦、⟧以及有关部门高度重视。
    - 走访了企业、学校⟦、⟧及社区。
    - 由主席会议、常委会议⟦、⟧或者党组会议研究决定。

    正确示例

    - 县委、县政府以及有关部门高度重视。
    - 做到准确、及时、有效，营造稳定、和谐的环境。
    - 参加人员有委员、机关干部，以及特邀专家。
    """

    code = "PU016"
    name = "comma-before-conjunction"
    severity = "hint"
    requires = frozenset("及或和与")

    def check(self, text: Text) -> Iterator[Hit]:
        """Yield the comma."""
        string = text.text
        if _BEFORE_AND.isdisjoint(text.bigrams):
            return
        for match in _AND().finditer(string):
            at = match.start()
            yield Hit(
                at,
                at + 1,
                N_("“{word}”前面一般不用顿号"),
                {"word": match[0][1:]},
                (Fix((Edit(at, at + 1, ""),)),),
            )


class CommaBetweenQuoted(ParagraphRule):
    """并列的引号、书名号之间用了顿号

    检查什么

    前后紧挨着的引号（”、“）或书名号（》、《）之间的顿号；一段里只在第一处提示。
    中间隔着括号一类成分的（》（试行）、《）要用顿号，不算。

    为什么

    国家标准规定，标有引号或书名号的并列成分之间通常不用顿号；有其他成分插在中间时才用。

    错误示例

    - 开展“书香机关”⟦、⟧“清廉机关”创建活动。
    - 学习《章程》⟦、⟧《规则》、《条例》。
    - 落实“三会一课”⟦、⟧“主题党日”等制度。

    正确示例

    - 开展“书香机关”“清廉机关”创建活动。
    - 学习《章程》（修正案）、《规则》。
    - 落实“三会一课”制度、“主题党日”制度。
    """

    code = "PU017"
    name = "comma-between-quoted"
    severity = "hint"
    source = "GB/T 15834-2011 4.5.3.5"

    def check(self, text: Text) -> Iterator[Hit]:
        """Yield the first such comma of a paragraph; the fix takes them all."""
        string = text.text
        if _BEFORE_OPENING.isdisjoint(text.bigrams):
            return
        bounds = ParagraphBounds(string)
        groups: dict[int, list[int]] = {}
        for match in _BETWEEN().finditer(string):
            groups.setdefault(bounds.at(match.start())[0], []).append(match.start())
        for places in groups.values():
            at = places[0]
            yield Hit(
                at,
                at + 1,
                N_("“{text}”之间通常不用顿号"),
                {"text": string[at - 1 : at + 2]},
                (Fix(tuple(Edit(p, p + 1, "") for p in places), safe=True),),
            )
