"""CS005: no part may be larger than the whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from writer_assist.i18n import N_

from ..base import Hit, LazyPattern
from ..draft_text import DraftTextRule, in_order
from .numbers import Quantity
from .reading import reading
from .sentences import Sentence, sentences

if TYPE_CHECKING:
    from writer_assist.outline.draft import Draft

_OTHER_TIMES = (
    "去年",
    "上年",
    "往年",
    "历年",
    "累计",
    "结转",
    "以来",
    "历届",
    "上届",
    "跨年",
    "此前",
    "截至上",
)
_WHOLES = {
    "立案": ("提交", "收到", "征集", "提出", "共有", "受理"),
    "办结": ("承办", "交办", "收到", "立案", "办理", "受理"),
    "办复": ("承办", "交办", "收到", "立案", "办理"),
    "采用": ("报送", "上报", "提交", "反映", "编报", "撰写", "报出"),
    "录用": ("报送", "上报", "提交", "反映", "编报", "撰写"),
    "采纳": ("提出", "报送", "提交", "反映", "上报"),
}


class PartExceedsWhole(DraftTextRule):
    """部分比总数还多。

    检查什么

    “其中”后面的数比前面的总数大；立案的比提交的多，办结的比承办的多，采用的比报送的多。
    写明含往年、累计的不算。

    为什么

    部分不可能大于整体，两个数必有一个写错了。

    错误示例

    - 全年报送信息50条，其中被市政协采用⟦60条⟧。
    - 全会期间收到提案126件，立案⟦162件⟧。
    - 今年承办提案12件，办结⟦13件⟧，委员满意。
    - 参加活动的委员有18名。其中女委员⟦21名⟧。

    正确示例

    - 全年报送信息50条，其中被市政协采用20条。
    - 今年承办提案12件，办结13件（含去年结转1件）。
    - 建成示范村2个，其中石桥村发展大棚40个。
    - 培训委员3期，其中一期120人次。
    - 全会期间收到提案162件，立案126件。
    """

    code = "CS005"
    name = "part-exceeds-whole"

    def scan(self, text: str, draft: Draft) -> Iterator[Hit]:
        """The part."""
        text = draft.memo(reading)
        for sentence in draft.memo(sentences):
            words = text[sentence.start : sentence.end]
            if any(word in words for word in _OTHER_TIMES):
                continue
            hits: list[Hit] = []
            if "其中" in words:
                hits += _among(text, sentence)
            for part, wholes in _WHOLES.items():
                if part in words:
                    hits += _more_than(text, sentence, part, wholes)
            yield from in_order(hits)


def _among(text: str, sentence: Sentence) -> Iterator[Hit]:
    place = text.find("其中", sentence.start, sentence.end)
    numbers = sentence.quantities
    wholes = [q for q in numbers if q.end <= place]
    if not wholes or "均" in text[sentence.start : place] or "每" in text[sentence.start : place]:
        return
    apart = text[wholes[-1].end : place].endswith(("。", "。　　"))
    end = place + 2
    for part in numbers:
        if part.start < end:
            continue
        gap = text[end : part.start]
        most = 9 if end == place + 2 else 7
        if part.unit == "个":
            most -= 4
        if len(gap) > most or not _NAMES_PART().fullmatch(gap):
            return
        if _GOES_ON().match(text, part.end) is None:
            return
        candidates = [q for q in wholes if q.unit == part.unit]
        if apart and (not candidates or _unit(text, candidates[-1]) != _unit(text, part)):
            return
        if (
            candidates
            and part.unit != "%"
            and all(q.exact for q in candidates)
            and sum(q.value for q in candidates) < part.value
        ):
            yield _larger(text, part, candidates[-1])
        end = part.end


_NAMES_PART = LazyPattern(r"[，,、；：:和及]?[^，。；：、高最至到达对为\n]{0,9}(?:为|达)?")
_GOES_ON = LazyPattern(r"[^，。；、）\n]{0,6}(?:[，。；、）\n]|$)")


def _unit(text: str, quantity: Quantity) -> str:
    return text[quantity.number_end : quantity.end]


def _more_than(text: str, sentence: Sentence, word: str, verbs: tuple[str, ...]) -> Iterator[Hit]:
    numbers = sentence.quantities
    for index, part in enumerate(numbers):
        label = text[max(sentence.start, part.start - 6) : part.start]
        if word not in label or any(mark in label[label.rindex(word) :] for mark in "，。；、率未"):
            continue
        if label.endswith(("的", "外")) or f"未{word}" in label:
            continue
        earlier = [q for q in numbers[:index] if q.unit == part.unit]
        if sum(q.value for q in earlier) >= part.value > max((q.value for q in earlier), default=0):
            continue  # 建议12件、提案8件，办结20件
        for other in reversed(numbers[:index]):
            if other.unit != part.unit:
                continue
            begin = max(text.rfind(mark, sentence.start, other.start) for mark in "，；。") + 1
            named = text[max(begin, other.start - 16, sentence.start) : other.start]
            if any(verb in named for verb in verbs):
                if other.exact and all(q.value < part.value for q in earlier):
                    yield _larger(text, part, other)
                break
            if word in named:
                break


def _larger(text: str, part: Quantity, whole: Quantity) -> Hit:
    return Hit(
        part.start,
        part.end,
        N_("部分{part}比总数{whole}还多，请核对"),
        {"part": text[part.start : part.end], "whole": text[whole.start : whole.end]},
    )
