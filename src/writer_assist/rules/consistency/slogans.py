"""CS003: a slogan that counts (“七员”, “三个到位”) must have as many parts as it says."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from writer_assist.document.structure import STORIES
from writer_assist.i18n import N_

from ..base import Hit, LazyPattern
from ..draft_text import HAN, DraftTextRule
from .listed import sentence_end, starts_with_ordinal
from .numbers import whole
from .reading import reading

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from writer_assist.document.structure import Heading
    from writer_assist.outline.draft import Draft

_SLOGAN = LazyPattern(
    r"(?P<open>[“‘])(?P<number>[两二三四五六七八九十]{1,2}|[2-9])(?P<unit>[个项大])?"
    rf"(?P<word>[{HAN}]{{1,4}})[”’](?:[^，。；：:！？\n“”（(《]{{0,8}}?"
    r"(?P<mark>[：:（(]|，即|——|，(?=[^，。；\n]{1,14}[、，])))?"
)
_TWICE = LazyPattern(
    rf"(?P<n>[两二三四五六七八九])(?P<verb>[{HAN}])(?P<m>[一两二三四五六七八九])(?P<second>[{HAN}])"
)
_IN_TITLE = LazyPattern(rf"(?P<number>[两二三四五六七八九])个(?P<word>[{HAN}]{{2}})(?!”)")
_SEPARATORS = LazyPattern("[、，；;,]")
_CONJUNCTION = LazyPattern("以及|和|与|及")
_LONGEST_LEAD = 2000
_LONGEST_LIST = 200
_MOST = 200
_STRIP = '“”‘’"\u3000 。'
_VERBS = (
    "当好",
    "做好",
    "争当",
    "争做",
    "做到",
    "突出",
    "坚持",
    "做",
    "当",
    "即",
    "分别是",
    "就是",
)
_NOT_COUNTED = (
    "问题", "不足", "打算", "计划", "下一步", "体会", "差距", "思路", "今后", "明年", "短板", "安排", "基本情况",
    "努力方向", "展望", "建议", "经验", "启示", "概况", "保障",
)  # fmt: skip


class WrongCountOfSlogan(DraftTextRule):
    """“七员”“三个到位”列出的不是这个数。

    检查什么

    用数目概括的提法（“七员”“三个到位”“五个一”“三查三改”）与后面列出的名目，或者与各个小标题，数目不一样。
    只在每一项都带着提法里的字（……员、……到位）时比较。

    为什么

    提法里的数字是全文的纲，添了或删了一项，提法就不成立了。

    错误示例

    - 办公室努力做好“⟦七员⟧”：信息员、参谋员、服务员、宣传员、管理员、安全员。
    - 提案办理做到“⟦三个到位⟧”：领导到位、责任到位、措施到位、督办到位。
    - 以“⟦三个到位⟧”推动提案办理的总结
      一、思想认识到位
      召开专题会议两次。
      二、组织领导到位
      成立领导小组。
      三、责任落实到位
      建立办理台账。
      四、督查考核到位
      每月通报进度。

    正确示例

    - 办公室努力做好“三员”：信息员、参谋员、服务员。
    - 提案办理做到“三个到位”，即领导到位、责任到位、措施到位，办理质量明显提高。
    - 开展“四看四问”活动：看产业、看环境、看设施、看民风，问需求、问困难、问意见、问建议。
    - 当好“五员”，为领导做好服务：信息员、参谋员等。
    - 严格执行“三重一大”制度，压减“三公”经费，落实“三会一课”。
    """

    code = "CS003"
    name = "wrong-count-of-slogan"

    def scan(self, text: str, draft: Draft) -> Iterator[Hit]:
        """The slogan, without its quotes."""
        text = draft.memo(reading)
        headings: Sequence[Heading] | None = None
        lead = -1
        if "“" in draft.document.characters:
            for match in islice(_SLOGAN().finditer(text), _MOST):
                found = [*_by_items(text, match)]
                if not found:
                    if headings is None:
                        headings = draft.headings
                        lead = _lead_end(draft, headings)
                    if match.start() < lead and match.start() < _LONGEST_LEAD:
                        found = [*_by_headings(headings, match)]
                for start, end, count in found:
                    yield _hit(text, start, end, count)
        title = draft.title
        if title is not None and "个" in title.text and title.story in STORIES:
            base = draft.document.starts[title.number - 1] - draft.document.starts[draft.first - 1]
            for match in _IN_TITLE().finditer(text, base, base + min(len(title.text), 100)):
                for start, end, count in _by_headings(draft.headings, match):
                    yield _hit(text, start, end, count)


def _hit(text: str, start: int, end: int, count: int) -> Hit:
    return Hit(
        start,
        end,
        N_("提法是“{claim}”，列出的却是{listed}项，请核对"),
        {"claim": text[start:end], "listed": count},
    )


_Claims = Iterator[tuple[int, int, int]]
"""Start and end of what is claimed, and how many there are, where that is another number."""


def _by_items(text: str, match: re.Match[str]) -> _Claims:
    """Compare a slogan with the list in the same sentence."""
    mark = match["mark"]
    if not mark:
        return
    start = match.end()
    end = min(sentence_end(text, start), start + _LONGEST_LIST)
    if mark in "（(":
        close = text.find("）" if mark == "（" else ")", start, end)
        if close < 0:
            return
        end = close
    if starts_with_ordinal(text, start, end):
        return
    items = [item for item in _SEPARATORS().split(text[start:end]) if item.strip(_STRIP)]
    opened = False
    for index, item in enumerate(items):
        place = item.find("等")
        if place >= 0 and not item.startswith("等级"):
            opened = True
            items[index] = item[:place] or item
    twice = _TWICE().fullmatch(match["number"] + (match["unit"] or "") + match["word"])
    if twice is not None:
        first, second = twice["verb"], twice["second"]
        kinds = [_kind(item, first, second) for item in items]
        counts = (kinds.count(1), kinds.count(2))
        if 0 in counts or min(counts) + max(counts) < 3 or opened:
            return
        if 0 in kinds[: len(kinds) - kinds[::-1].index(2)]:
            return
        begin = match.start("number")
        for number, count, shift in ((twice["n"], counts[0], 0), (twice["m"], counts[1], 2)):
            if whole(number) != count:
                yield begin + shift, begin + shift + 2, count
        return
    word = match["word"]
    count = _leading(items, word)
    number = whole(match["number"])
    if count < 2 or number is None or count == number or (opened and count < number):
        return
    if mark == "，" and not all(_bare(item, word).endswith(word) for item in items[:count]):
        # What follows a comma need not be the list: “三讲”，讲学习贵在……
        return
    yield match.start("number"), match.end("word"), count


def _kind(item: str, first: str, second: str) -> int:
    """1 for an item that has the first word at its edge, 2 for the second, 0 for neither."""
    item = _bare(item, first)
    if _has(item, first):
        return 1
    return 2 if _has(_bare(item, second), second) else 0


def _leading(items: Sequence[str], word: str) -> int:
    """How many items from the first on bear the word; 0 if others do further on."""
    count = 0
    for item in items:
        if not _has(_bare(item, word), word):
            break
        count += 1
    if any(_has(_bare(item, word), word) for item in items[count:]):
        return 0
    parts = [_CONJUNCTION().split(item) for item in items[:count]]
    for part in parts:
        # 参谋员和服务员 are two; 沟通和协调到位 is one.
        if len(part) > 1 and all(_has(_bare(piece, word), word) for piece in part):
            count += len(part) - 1
    return count


def _bare(item: str, word: str) -> str:
    """An item without quotes and the verb that leads the list."""
    item = item.strip(_STRIP)
    if not item.startswith(word):
        for verb in _VERBS:
            if item.startswith(verb) and len(item) > len(verb):
                return item[len(verb) :].strip(_STRIP)
    return item


def _has(item: str, word: str) -> bool:
    """Whether an item bears the word: a long one anywhere, a character at its beginning or end."""
    if len(word) > 1 or word == "一":
        return word in item
    return len(item) > 1 and (item.startswith(word) or item.endswith(word))


def _lead_end(draft: Draft, headings: Sequence[Heading]) -> int:
    """The offset of the first heading; -1 without headings."""
    starts = draft.document.starts
    if not headings:
        return -1
    return starts[headings[0].paragraph.number - 1] - starts[draft.first - 1]


def _by_headings(headings: Sequence[Heading], match: re.Match[str]) -> _Claims:
    """Compare a slogan of the title or lead with the headings that bear its word."""
    word = match["word"]
    number = whole(match["number"])
    if number is None or word == "一" or len(headings) < 2:
        return
    wrong = 0
    for group in _siblings(headings):
        bearing = [_bears(heading, word) for heading in group]
        count = sum(bearing)
        if count < 2:
            continue
        if count == number:
            return
        first = bearing.index(True)
        others = [*group[:first], *group[first + count :]]
        if all(bearing[first : first + count]) and all(_apart(heading) for heading in others):
            wrong = count
    if wrong:
        yield match.start("number"), match.end("word"), wrong


def _siblings(headings: Sequence[Heading]) -> list[list[Heading]]:
    """The headings of the first level, and those of the second under each of them."""
    top = min(heading.level for heading in headings)
    groups: list[list[Heading]] = [[]]
    for heading in headings:
        if heading.level == top:
            groups[0].append(heading)
            groups.append([])
        elif heading.level == top + 1:
            groups[-1].append(heading)
    return [group for group in groups if len(group) > 1]


def _bears(heading: Heading, word: str) -> bool:
    text = heading.text
    if len(word) > 1:
        return word in text
    parts = _SEPARATORS().split(text.replace("”", "").replace("“", ""))
    return any(_has(part.strip(_STRIP), word) for part in parts)


def _apart(heading: Heading) -> bool:
    return any(word in heading.text for word in _NOT_COUNTED)
