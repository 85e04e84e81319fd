"""CS016: where names are masked, no real one may be left."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from writer_assist.document.model import bigram
from writer_assist.i18n import N_

from ..base import Hit, LazyPattern
from ..draft_text import HAN, DraftTextRule

if TYPE_CHECKING:
    from writer_assist.outline.draft import Draft

_SIGNS = frozenset("xX×Ｘｘ*＊某○")
_MASKED_PLACE = LazyPattern(
    r"[xX×Ｘｘ*＊○〇某](?<![A-Za-z0-9].)(?:[xX×Ｘｘ]{0,3}|[*＊]{1,3}|[○〇]{1,3}|某?)(?:县|镇|乡|街道|村)(?!级)"
)
_PLACE_PAIRS = frozenset(bigram(sign + kind) for sign in "xX×Ｘｘ*＊○〇某" for kind in "县镇乡街村")
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾"
_MASKED_PERSON = LazyPattern(
    rf"[{_SURNAMES}](?:某某?|[×xX*＊]{{1,2}})(?P<after>(?:、[{HAN}×xX*＊]{{2,3}}){{1,10}})(?=同志|委员|等|，|。|；|）|\n|$)"
)
_PERSON_PAIRS = frozenset(bigram(name + sign) for name in _SURNAMES for sign in "某×xX*＊")
_MASKED_NAME = LazyPattern(rf"[{_SURNAMES}](?:某某|××|\*\*|xx|XX)")
_NAMED_BEFORE_VERB = LazyPattern(
    rf"(?:负责人|委员|书记|主任|经理|厂长|董事长|大户|能人|村民|居民|会长|校长|医生|教师)(?P<name>[{_SURNAMES}](?<!高(?=[标质度效层]))(?<!马(?=上))(?<!周(?=[边密到围]))(?<!林(?=[业地]))(?<!许(?=多))(?<!何(?=[时以]))(?![某×*])[{HAN}]{{2}})"
    r"(?=捐资|捐款|捐赠|捐献|流转|利用|反映|带领|介绍|主持|表示|带头|主动|自费|出资|资助|投资|创办|先后|免费|多次)"
)
_FULL_NAME = LazyPattern(rf"[{_SURNAMES}](?!某)[{HAN}]{{1,2}}$")
_PLACE = LazyPattern(
    r"[帮结联走深位在到赴驻往](?:(?<=帮)扶|(?<=结)对|(?<=联)系|(?<=走)访|(?<=深)入|(?<=位)于|(?<=[在到赴驻往]))"
    rf"(?P<name>[{HAN}]{{2,3}}?(?:县|镇|乡|村))"
    rf"(?=[{HAN}]{{2,3}}村|的|，|。|、|；|召开|开展|举办|组织|调研|视察|驻村|党支部|贫困户)"
)
_FIRST = frozenset(
    "全我本各该某这每一两二三四五六七八九十几多有来同那在到对为和与从由向把被是的及等贫美新老大小城农山邻其他外兄驻下进入沿示试先强富中重贵市省区县乡镇村"
)
_INSIDE = ("行政", "自然", "示范", "贫困", "帮扶", "重点", "中心", "建制", "特色", "试点", "先进", "农业", "兄弟", "周边", "邻近",
           "帮村", "包村", "联村", "驻村", "结对", "挂钩", "联系", "部分", "所有", "全部", "边远", "偏远", "有关", "相关", "若干")  # fmt: skip
_MOST = 3


class MaskLeak(DraftTextRule):
    """隐去了名称，却漏了真名。

    检查什么

    文中单位名称已经写成“XX县”“**镇”，别处还留着某个具体的县、乡镇、村；名单里有的隐去了名字（李某某），有的没有。
    每篇最多提示三处。

    为什么

    公开或者借用的稿子隐去名称，是为了不让人看出是哪里、是谁；漏一处就前功尽弃。

    错误示例

    - XX县政协办公室2024年工作总结
      一年来，XX县政协办公室完成了各项任务，帮扶⟦石桥村⟧的工作取得进展。
    - 一年来，**镇党政办公室承办会议六十次，**镇食堂改造完成，在⟦青澜镇⟧召开现场会一次。
    - 参加活动的有李某某、⟦王小明⟧等委员。
    - 委员王某某流转土地，企业负责人⟦周小亮⟧捐资五万元，委员刘某某义诊三百人次。

    正确示例

    - XX县政协办公室2024年工作总结
      一年来，XX县政协办公室完成了各项任务，帮扶贫困村的工作取得进展。
    - 一年来，青澜镇党政办公室承办会议六十次，在石桥村召开现场会一次。
    - 参加活动的有李某某、王某等委员。
    - 委员王某某流转土地，委员高度关注，委员何时捐款不限，委员刘某某义诊三百人次。
    """

    code = "CS016"
    name = "mask-leak"
    severity = "hint"

    def scan(self, text: str, draft: Draft) -> Iterator[Hit]:
        """The real name."""
        if _SIGNS.isdisjoint(draft.document.characters):
            return
        count = 0
        seen: set[str] = set()
        masked = []
        if not _PLACE_PAIRS.isdisjoint(draft.document.bigrams):
            masked = [match[0] for match in _MASKED_PLACE().finditer(text)]
        if len(masked) > 1:
            for match in _PLACE().finditer(text):
                name = match["name"]
                if name in seen or name[0] in _FIRST or name.startswith(_INSIDE):
                    continue
                if any(word in name for word in _INSIDE):
                    continue
                seen.add(name)
                yield _hit(match.start("name"), match.end("name"), name, masked[0])
                count += 1
                if count == _MOST:
                    return
        if not _PERSON_PAIRS.isdisjoint(draft.document.bigrams):
            names = {match[0] for match in _MASKED_NAME().finditer(text)}
            if len(names) > 1:
                for match in _NAMED_BEFORE_VERB().finditer(text):
                    yield _hit(*match.span("name"), match["name"], min(names))
                    count += 1
                    if count == _MOST:
                        return
            for match in _MASKED_PERSON().finditer(text):
                start = match.start("after") + 1
                for name in match["after"][1:].split("、"):
                    if _FULL_NAME().match(name):
                        yield _hit(start, start + len(name), name, match[0][:2])
                        count += 1
                        if count == _MOST:
                            return
                    start += len(name) + 1


def _hit(start: int, end: int, name: str, masked: str) -> Hit:
    return Hit(
        start,
        end,
        N_("别处的名称已经隐去（“{masked}”），这里还有“{name}”，请核对是否也要隐去"),
        {"name": name, "masked": masked},
    )
