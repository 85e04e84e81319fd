"""NM028 and NM029: 二, 两 and 俩."""

from __future__ import annotations

from collections.abc import Iterator

from writer_assist.i18n import N_

from ..base import Edit, Fix, Hit, ParagraphRule, Text
from .scan import (
    DIGITS,
    HAN_DIGITS,
    places,
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
            if before in _NOT_ER or before in ("、", "，", "\n", "", "星", "“"):
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
