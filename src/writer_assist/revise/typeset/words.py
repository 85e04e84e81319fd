"""Where a title may be broken: between words, and how well it reads there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

NO_START = frozenset("，。、；：！？）》〉”’】〕」』…—·～%％℃的之地得等及和与暨或了着过们者性化")
_NO_END = frozenset("（《〈“‘【〔「『第各该本在为以于对将把被从由向往按经就同")
_BAD_END = (
    "关于", "进一步", "印发", "转发", "批转", "召开", "开展", "做好", "加强", "推进", "关于对",
    "关于做好", "组织", "切实", "全面", "深入", "扎实", "积极", "认真", "落实", "实施", "举办",
    "开好", "给予", "同意", "调整", "成立", "设立", "表彰", "命名", "报送", "申请",
)  # fmt: skip
"""Behind these the object follows: a title broken there reads on badly."""

_JOINERS = frozenset("和与及暨或、，")
_NUMERAL = "0-9０-９〇零一二三四五六七八九十百千万亿两几"
_UNITS = (
    "年度|年|个月|月份|月|日|号|季度|届|次|批|期|轮|个|项|类|件|条|名|户|人|万元|亿元|元|吨|公里|"
    "千米|米|亩|公顷|周年|周岁|岁|小时|分钟|天|周|倍|成|种|家|处|所|座|级|版|章|节|款|号文|大|"
    "位|支|场|篇|万|亿|％|%"
)
_PLACES = frozenset("省市县区旗州盟镇乡村屯寨庄路街巷河江湖海溪沟渠港湾山岭峰岛桥库坝站苑")
"""With one of these the name of a place ends."""

_FUNCTION = frozenset("的和与及暨或在为以于对将把被从由向按等之是有不并而就")
_GUESS, _BREAK, _KEPT = 30.0, 100.0, 5000.0
"""What a break costs between single characters (it may be inside a name), inside a word, and inside
what is never broken while there is any other way."""

_ORGANISATION = 3.0
"""What a break costs inside what looks like the name of an organisation."""

LONGEST_KEPT = 20
"""Characters of a name that is kept in one line."""


def places_of(text: str) -> dict[int, float]:
    """What a break costs at each offset of a text; less is better, below 10 is between words."""
    costs = dict.fromkeys(range(1, len(text)), _BREAK)
    ends = set()
    place = 0
    before = ""
    for word in _words(text):
        if place:
            ends.add(place)
            costs[place] = _between(before, word)
        place += len(word)
        before = word
    for place in costs:
        costs[place] += _reads(text, place)
    for match in _organisations().finditer(text):
        for place in range(match.start() + 1, match.end()):
            if place in costs:
                costs[place] += _ORGANISATION
    for start, stop, firmly in _together(text):
        for place in range(start + 1, stop):
            if place in costs:
                costs[place] = max(costs[place], _KEPT if firmly else _GUESS)
    for place in range(1, len(text)):
        if text[place - 1] == "\n":
            costs[place] = 0.0
        elif text[place] == "\n":
            del costs[place]
    return costs


def _words(text: str) -> list[str]:
    from writer_assist.phrasebank.segment import words

    return words(text)


def _between(before: str, word: str) -> float:
    """What a break costs between two words."""
    if len(word) == 1 and word in _PLACES and len(before) <= 3 and before[-1] not in _FUNCTION:
        return _BREAK  # 青溪 | 河
    if len(before) == len(word) == 1 and not _FUNCTION.intersection(before + word):
        # Words of one character side by side are a name that the dictionary does not have.
        return _GUESS if _is_han(before) and _is_han(word) else 0.0
    return 0.0


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _reads(text: str, place: int) -> float:
    """How well a text reads that is broken there."""
    before, behind = text[place - 1], text[place]
    if (
        behind in NO_START
        or before in _NO_END
        or (before.isascii() and behind.isascii())
        or behind.isspace()
    ):
        return _KEPT
    cost = 0.0
    if text.endswith(_BAD_END, 0, place):
        cost += 4
    if before == "的":
        cost -= 1
    if before in _JOINERS or before in "》”":
        cost -= 0.5
    if text.startswith("关于", place):
        cost -= 4
    return cost


def _together(text: str) -> Iterator[tuple[int, int, bool]]:
    """What stands in one line: numbers and their units, dates, titles of other papers, names; and
    whether it is sure to be one."""
    for match in _numbers().finditer(text):
        yield *match.span(), True
    for match in _quoted().finditer(text):
        yield *match.span(), False
    if 0 < (about := text.find("关于")) <= LONGEST_KEPT:
        # 发文机关名称; several of them may be parted.
        start = 0
        for match in re.finditer("[ 　\n]", text[:about] + " "):
            yield start, match.start(), False
            start = match.end()
    from writer_assist.phrasebank.segment import tagger

    place = 0
    for word, tag in tagger().cut(text):
        if tag[:2] in ("nr", "ns", "nt", "nz") and len(word) <= LONGEST_KEPT:
            yield place, place + len(word), True
        place += len(word)


@cache
def _numbers() -> re.Pattern[str]:
    number = f"[{_NUMERAL}]{{1,8}}(?:[.．][0-9]{{1,4}})?"
    return re.compile(
        rf"{number}(?:[—\-－至～到]{number})?年(?:度|份)?(?:上半年|下半年|底|初|末)?"
        rf"(?:[第]?{number}季度|{number}月(?:份)?(?:{number}日)?)?"
        rf"|第?{number}届第?{number}次(?:会议|全会|全体会议)?"
        rf"|第?{number}(?:[—\-－至～到]第?{number})?(?:{_UNITS})?"
        "(?:会议|全会|委员会|全体会议|代表大会)?"
        "|[省市县区旗州]?(?:政协|人大|纪委|监委|党委|党组|法院|团委|工会|妇联)(?:常委会|常委)?"
        r"|〔[0-9]{4}〕[0-9]{1,5}号|[A-Za-z0-9]{1,12}[类级型]?"
    )


@cache
def _organisations() -> re.Pattern[str]:
    behind = "|".join(("关于", "对", "向", "和", "与", "、", *_BAD_END))
    return re.compile(
        rf"(?:^|(?<={')|(?<='.join(behind.split('|'))}))[\u4e00-\u9fff]{{2,12}}?"
        "(?:委员会|办公室|办公厅|人民政府|管理局|局|厅|法院|检察院|公司|协会|联合会)"
    )


@cache
def _quoted() -> re.Pattern[str]:
    return re.compile(r"《[^《》\n]{1,24}》|（[^（）\n]{1,18}）|“[^“”\n]{1,12}”|〔[^〔〕\n]{1,8}〕")
