"""AR013: words that a synonym spinner put in place of the usual ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from writer_assist.i18n import N_
from writer_assist.records import NamedTuple

from ..base import Hit
from ..draft_text import DraftTextRule
from .data import SpunWord, candidates, spun_words

if TYPE_CHECKING:
    from writer_assist.outline.draft import Draft

_POINTS = 4
_WORDS = 2
_CHARACTERS_A_POINT = 2500
"""A draft is reported from four points and two different words on; long drafts need more."""


class _Place(NamedTuple):
    points: int
    start: int
    end: int
    word: SpunWord


class MachineRewritten(DraftTextRule):
    """疑似机器替换过近义词

    检查什么

    “用心参与”（积极参与）、“透过走访”（通过走访）、“经济开展”（经济发展）一类反常的搭配，
    一篇里有几处、不止一个词时提示一次，指出最明显的一处。

    为什么

    有的网站为了避开查重，用软件把文章里的词成批换成近义词。换出来的每个词都是常用词，放在一起就不通了，逐句校对才能发现。

    错误示例

    - 我们⟦仔细贯彻⟧会议精神，广阔党员用心参与，为经济开展带给保障。
    - 一年来，透过走访群众，⟦提出推荐⟧12条，进一步晋升素质，努力夯实工作根底。
    - 完善⟦根底设施⟧，增强效劳意识，根本完成目标任务。

    正确示例

    - 用心用情做好服务，透过现象看本质，潜力巨大。
    - 对照岗位职责，推荐人选三名，收集资料汇编成册，务必于月底前上报。
    - 广泛开展活动，讨论研究确定方案，进展顺利，构成犯罪的依法追究责任。
    - 个性鲜明，一齐努力，应对风险挑战，自我革命永远在路上。
    - 全力做好根本性、基础性工作，引导群众，树立形象，发展经济。
    """

    code = "AR013"
    name = "machine-rewritten"
    severity = "hint"

    def scan(self, text: str, draft: Draft) -> Iterator[Hit]:
        """Yield at most one hit: the strongest place of a draft that has several."""
        words, anchors = spun_words()
        document = draft.document
        characters = document.characters
        possible = [words[index] for index in candidates(anchors, characters, document.bigrams)]
        rare = [w for w in possible if not w.common and characters.issuperset(w.word)]
        places = [place for word in rare for place in _places(text, word)]
        if not places:
            # A spinner replaces some rarely used word in any text; the common ones, which
            # take long to look through, are evidence only beside these.
            return
        places += [p for word in possible if word.common for p in _places(text, word)]
        points = sum(place.points for place in places)
        found = list(dict.fromkeys(place.word.word for place in places))
        if len(found) < _WORDS or points < max(_POINTS, len(text) // _CHARACTERS_A_POINT):
            return
        strongest = max(places, key=lambda place: (place.points, -place.start))
        pairs = {place.word.word: place.word.original for place in places}
        listed = "、".join(f"{word}（{pairs[word]}）" for word in found[:8])
        yield Hit(
            strongest.start,
            strongest.end,
            N_(
                "“{text}”疑似被软件替换过近义词，原文多半是“{original}”；全文这样的地方共{count}处：{words}，"
                "请通读改正"
            ),
            {
                "text": text[strongest.start : strongest.end],
                "original": strongest.word.original,
                "count": len(places),
                "words": listed,
            },
            suggestions=(strongest.word.original,),
        )


def _places(text: str, word: SpunWord) -> Iterator[_Place]:
    """Where the word stands in a company that gives it away, the neighbour included."""
    start = text.find(word.word)
    while start >= 0:
        end = start + len(word.word)
        best = _Place(0, start, end, word)
        for length in word.lengths[0]:
            points = word.after.get(text[end : end + length], 0)
            if points > best.points:
                best = _Place(points, start, end + length, word)
        for length in word.lengths[1]:
            if length <= start:
                points = word.before.get(text[start - length : start], 0)
                if points > best.points:
                    best = _Place(points, start - length, end, word)
        if best.points:
            yield best
        start = text.find(word.word, end)
