"""CS017: a figure given twice must be the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from writer_assist.document.model import bigram
from writer_assist.i18n import N_

from ..base import Hit, LazyPattern
from ..draft_text import DraftTextRule
from .numbers import measure
from .sentences import span_at

if TYPE_CHECKING:
    import re

    from writer_assist.outline.draft import Draft

_VERBS = ("提交", "收到", "征集", "承办", "办结", "报送", "反映", "编发", "立案", "撰写")
_BY_PAIR = {bigram(verb): verb for verb in _VERBS}
_GATE = frozenset(_BY_PAIR)
_COUNTED = frozenset(bigram(digit + unit) for digit in "0123456789" for unit in "件条篇期")
_FIGURE = LazyPattern(
    r"[^，。；、：:“”（）()《》\n\v]{2}(?:了)?(?P<what>[^，。；、：:“”（）()《》\n\v0-9]{2,14})"
    r"(?P<number>[0-9]{1,6})(?P<unit>件|条|篇|期)(?!次|以上|左右|多|余|提案中)"
)
_SCOPES = (
    "上半年", "下半年", "季度", "上年", "去年", "前年", "明年", "今后", "同比", "累计", "历年", "以来", "其中", "每",
    "本人", "届", "月", "部分", "分别", "重点", "优秀", "各", "争取", "力争", "计划", "不少于", "确保", "平均",
)  # fmt: skip
_PERSONAL = LazyPattern("我(?![局县市区镇乡办委院校会厅部处站]|单位)")
_NOT_FIGURES = (
    "重点",
    "优秀",
    "每",
    "第",
    "集体",
    "个人",
    "主办",
    "协办",
    "其中",
    "一批",
    "有关",
    "近",
    "余",
)


class FiguresDiffer(DraftTextRule):
    """同一个数前后不一样。

    检查什么

    “承办县政协提案12件”，后面又写“承办县政协提案13件”：动词、事项、单位都相同而数目不同。
    句中有时间、范围、其中、每人一类限制的，不比较。

    为什么

    数字核改以后，开头、结尾和小标题里的旧数字往往漏改。

    错误示例

    - 今年，共承办县政协提案12件，办理工作有序推进。
      截至目前，承办县政协提案⟦13件⟧均已办结。
    - 全年报送社情民意信息26条，收效明显。
      一、反映社情民意
      报送社情民意信息⟦28条⟧，被采用九条。
    - 会议收到委员提案126件。
      本次会议共收到委员提案⟦128件⟧，经审查全部立案。

    正确示例

    - 今年，共承办县政协提案12件，去年承办县政协提案13件。
    - 承办县政协提案12件、市政协提案3件。
      承办市政协提案3件均已办结。
    - 上半年报送社情民意信息26条，全年报送社情民意信息48条。
    """

    code = "CS017"
    name = "figures-differ"
    severity = "hint"

    def scan(self, text: str, draft: Draft) -> Iterator[Hit]:
        """The figure that comes second."""
        grams = draft.document.bigrams
        pairs = _GATE & grams
        if not pairs or _COUNTED.isdisjoint(grams):
            return
        seen: dict[tuple[str, str, str], tuple[int, str]] = {}
        matches = [m for pair in pairs for m in _figures(text, _BY_PAIR[pair])]
        for match in sorted(matches, key=_place):
            what = match["what"]
            for word in ("达", "共计", "共"):
                what = what.removesuffix(word)
            if any(word in what for word in _NOT_FIGURES):
                continue
            measured = measure(match["number"])
            key = text[match.start() : match.start() + 2], what, match["unit"]
            if measured is None or (key in seen and seen[key][0] == measured[0]):
                continue
            start, end = span_at(text, match.start())
            sentence = text[start:end]
            if any(word in sentence for word in _SCOPES) or _PERSONAL().search(sentence):
                continue
            if key not in seen:
                seen[key] = measured[0], match["number"] + match["unit"]
            else:
                yield Hit(
                    match.start("number"),
                    match.end("unit"),
                    N_("前面说{verb}{what}{before}，这里是{found}，请核对"),
                    {
                        "verb": text[match.start() : match.start() + 2],
                        "what": what,
                        "before": seen[key][1],
                        "found": match["number"] + match["unit"],
                    },
                )


def _figures(text: str, verb: str) -> Iterator[re.Match[str]]:
    place = text.find(verb)
    while place >= 0:
        match = _FIGURE().match(text, place)
        if match is not None:
            yield match
        place = text.find(verb, place + 2)


def _place(match: re.Match[str]) -> int:
    return match.start()
