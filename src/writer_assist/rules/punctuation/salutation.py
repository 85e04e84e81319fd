"""PU025: the line that names whom a document addresses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from writer_assist.document.structure import SPACE
from writer_assist.i18n import N_

from ..base import DraftRule, Edit, Fix, Hit, LazyPattern

if TYPE_CHECKING:
    from writer_assist.outline.draft import Draft

_ADDRESS = LazyPattern(
    r"(?:[县市区州省旗]直(?:各|有关)?(?=单位|部门|机关)|各(?!项|类|种|级党组织要|有)|尊敬的|敬爱的|亲爱的)[^。；：:！？\n\v]{0,60}?"
    r"(?:单位|部门|委员|代表|政府|党委|党组|领导|同志们?|来宾|朋友们?|乡镇|镇|街道|办事处|局|委|办|联络组|联络室|专委会|委员会|女士|先生|主席)"
    r"(?:（[^（）\n]{1,20}）)?(?P<end>[，、。；,;.]?)"
)
_OFFICE = LazyPattern(
    # 县政协； 县人民政府，县政协。
    r"[县市区州省](?:政协|人民政府|委|人大常委会|纪委|人大)(?:[、，][县市区州省](?:政协|人民政府|委|人大常委会|纪委|人大)){0,3}(?P<end>[，；。;,])"
)
_WITHIN = 6
"""An address stands among so many first paragraphs."""


def is_salutation(text: str) -> bool:
    """Whether a line, whatever mark ends it, does nothing but address somebody."""
    text = text.strip(SPACE)
    return len(text) <= 64 and _ADDRESS().fullmatch(text.rstrip("：:")) is not None


class MissingSalutationColon(DraftRule):
    """主送机关、称呼后面没有用冒号

    检查什么

    开头单独成行的主送机关（各乡镇、县直各单位）和称呼（尊敬的各位委员）后面用了逗号、句号，或者没有标点。

    为什么

    《党政机关公文格式》规定主送机关最后一个名称后标全角冒号；讲话、书信的称呼后面也用冒号。

    错误示例

    - 关于召开会议的通知
      各乡镇，县直各单位⟦，⟧
      经研究，定于近期召开全委会议，现将有关事项通知如下：
    - 关于召开会议的通知
      各政协联络⟦组⟧
      经研究，定于近期召开全委会议，现将有关事项通知如下：
    - 关于提案办理情况的报告
      县政协⟦；⟧
      今年，我局共承办提案二十六件，现将有关情况报告如下：
    - 在全委会议上的讲话
      尊敬的各位委员、同志们⟦，⟧
      现在，我代表常务委员会向大会报告工作。

    正确示例

    - 关于召开会议的通知
      各乡镇人民政府，县直各单位：
      经研究，定于近期召开全委会议，现将有关事项通知如下：
    - 各乡镇情况
      各乡镇认真落实会议精神，工作推进有力。
    - 各专委会
      提案委、文史委、经济委。
    """

    code = "PU025"
    name = "missing-salutation-colon"
    source = "GB/T 9704-2012 7.3.2"

    def check(self, draft: Draft) -> Iterator[Hit]:
        """Yield the mark that should be a colon, or the last character."""
        paragraphs = draft.paragraphs
        seen = 0
        for index, paragraph in enumerate(paragraphs[:20]):
            text = paragraph.text.rstrip(SPACE)
            if not text:
                continue
            seen += 1
            if seen > _WITHIN:
                return
            # The first line is the title, or what stands for it.
            if text.lstrip(SPACE)[:1] not in "各尊敬亲县市区州省旗" or paragraph.story != "body":
                continue
            match = _ADDRESS().fullmatch(text.lstrip(SPACE)) or _OFFICE().fullmatch(
                text.lstrip(SPACE)
            )
            if match is None or paragraph.level is not None or paragraph is draft.title:
                continue
            following = next((p for p in paragraphs[index + 1 : index + 4] if p.text.strip()), None)
            if following is None or len(following.text.strip()) < 16 or following.level is not None:
                continue
            if following.text.rstrip()[-1] not in "。：；，！":
                continue
            end = len(text)
            mark = match["end"]
            start = end - 1
            edit = Edit(start, end, "：") if mark else Edit(end, end, "：")
            yield Hit(
                start,
                end,
                N_("主送机关或称呼后面应当用冒号“：”"),
                {},
                (Fix((edit,), safe=bool(mark)),),
                ("：",) if mark else (),
                paragraph=paragraph,
            )
            return
