"""PI004, PI005: numbers that only the word before them makes known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from writer_assist.i18n import N_

from ..base import Hit, LazyPattern, ParagraphRule, Text

_WORD = r"(?:证件)?(?:号码|号|编号)?[\s\u3000]{0,4}[:：为是(（“\"]?[\s\u3000“\"]{0,4}"
_TRAVEL = LazyPattern(
    _WORD + r"([A-Za-z]{1,2}[0-9]{7,10}|[0-9]{8,10})(?![0-9A-Za-z*＊本个张人次份件])"
)
_TRAVEL_WORDS = ("护照", "通行证", "台胞证", "回乡证")

_PROVINCES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新"
_PLATE = LazyPattern(
    _WORD + rf"([{_PROVINCES}][A-HJ-NP-Z][\s·•.．・]?(?=[A-HJ-NP-Z0-9]{{0,5}}[0-9])"
    r"[A-HJ-NP-Z0-9]{5,6})(?![0-9A-Za-z*＊])"
)
_PLATE_WORDS = ("车牌", "号牌", "牌照", "车号")


def _behind(
    text: Text, words: Iterable[str], pattern: LazyPattern
) -> Iterator[tuple[str, re.Match[str]]]:
    """Each place where the pattern follows one of the words, with the word, in order."""
    found = []
    for word in words:
        if text.characters.issuperset(word):
            start = text.text.find(word)
            while start >= 0:
                end = start + len(word)
                match = pattern().match(text.text, end)
                if match:
                    found.append((match.start(1), word, match))
                start = text.text.find(word, end)
    for _, word, match in sorted(found, key=lambda f: f[0]):
        yield word, match


class TravelDocumentNumber(ParagraphRule):
    """护照、通行证号码没有隐去

    检查什么

    写在“护照”“通行证”“台胞证”后面的完整号码。前面没有这些词的不报告：一串字母数字可能是任何编号。

    为什么

    证件号码是能直接认出一个人的信息。公开前应当删去，或只留前后几位。

    错误示例

    - 持护照（⟦E12345678⟧）出境。
    - 港澳居民来往内地通行证号码：⟦H1234567890⟧
    - 台胞证号⟦12345678⟧，已核验。

    正确示例

    - 持护照出境，护照号码已核验。
    - 通行证号码：H123****90
    - 办理护照12345本，比上年增长3.2%。
    """

    code = "PI004"
    name = "travel-document-number"
    source = "政府信息公开条例（2019年修订）第十五条"
    requires = frozenset("照证")
    private = True

    def check(self, text: Text) -> Iterator[Hit]:
        """Yield the numbers."""
        for word, match in _behind(text, _TRAVEL_WORDS, _TRAVEL):
            number = match[1]
            if number not in self.office.contacts:
                yield Hit(
                    *match.span(1),
                    N_("“{text}”是{kind}号码，属于个人信息，公开前请删去或隐去大部分数字"),
                    {"text": number[:4] + "…", "kind": word},
                )


class LicencePlate(ParagraphRule):
    """车牌号码没有隐去

    检查什么

    写在“车牌”“号牌”“牌照”“车号”后面的完整机动车号牌。

    为什么

    私家车的号牌能查到车主。公务用车、事故车辆的号牌是否需要公开，由起草的单位定。

    错误示例

    - 车牌号⟦鄂A12345⟧的货车占道停放。
    - 车牌：⟦鄂A·D12345⟧
    - 登记的车号为“⟦京N6K8P2⟧”。

    正确示例

    - 一辆鄂A牌照的货车占道停放。
    - 车牌号鄂A12***的货车占道停放。
    - 发放车牌号码300副，更换号牌25副。
    """

    code = "PI005"
    name = "licence-plate"
    severity = "hint"
    source = "政府信息公开条例（2019年修订）第十五条"
    requires = frozenset("牌车")
    private = True

    def check(self, text: Text) -> Iterator[Hit]:
        """Yield the plates."""
        for _, match in _behind(text, _PLATE_WORDS, _PLATE):
            if match[1] not in self.office.contacts:
                yield Hit(
                    *match.span(1),
                    N_("“{text}”是车牌号码，请核对是否需要公开，不需要的请隐去几位"),
                    {"text": match[1][:3] + "…"},
                )
