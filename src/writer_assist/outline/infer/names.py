"""Names in past drafts, which an outline that others use does not pass on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程"
    "苏魏吕丁任沈姚卢姜崔钟谭陆汪范廖贾夏韦付邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵"
    "万钱覃武戴莫孔汤严金石高方康施柳俞施牛翁骆欧盘冉倪蓝农岑甘祝阮涂聂章梅庄辛管符翟耿葛"
    "赖申左詹伍殷庞焦温芦穆游詹凌霍柴蒙鲍房尚柯关苗单柏"
)
_DOUBLE_SURNAMES = frozenset(("欧阳", "司马", "上官", "诸葛", "皇甫", "令狐", "司徒", "慕容"))
_BEHIND = (
    "同志 委员 代表 书记 副书记 主席 副主席 主任 副主任 常委 秘书长 县长 副县长 局长 副局长 "
    "市长 镇长 乡长 区长 部长 院长 校长 站长 所长 科长 处长 厅长 村长 支书 经理 董事长 老师 "
    "先生 女士 医生 教授 队长 组长 会长 行长 馆长"
)
_TITLES = frozenset(_BEHIND.split())
"""What stands behind the name of a person; with one of these a surname is enough."""

_SETTLEMENTS = frozenset("县镇乡村")
_GENERAL = (
    "全县 我县 本县 该县 各县 市县 乡镇 城镇 村镇 集镇 全镇 各镇 我镇 各乡镇 镇村 城乡 乡村 农村 "
    "全村 各村 驻村 进村 入村 山村 行政村 自然村 贫困村 示范村 重点村 示范县 示范镇 试点村"
)
_NO_SETTLEMENT = frozenset(_GENERAL.split())
_RARE = 30
"""A word that jieba's dictionary has seen less often than this may be the name of anybody."""

_AROUND = 8
"""So many code points around a word show what it is."""

_PLACES_SEEN = 4
"""At so many places in the drafts a word is looked at."""

_NEARLY_ALL = 0.8
"""Such a share of the drafts has a name in title or signature that is the office's own."""


class Names:
    """Tells which words hold the name of a person, or of a unit that is not that of them all.

    Args:
        texts: the drafts.
        known_by: of each draft the title and the signature.
    """

    def __init__(self, texts: Sequence[str], known_by: Sequence[str]) -> None:
        self._texts = texts
        self._known_by = known_by
        self._held: dict[str, bool] = {}

    def without(self, words: Iterable[str]) -> list[str]:
        """The words that hold no name."""
        return [word for word in words if not self.holds(word)]

    def holds(self, word: str) -> bool:
        """Whether a word is, or has in it, a name that is not to be passed on."""
        if word not in self._held:
            contexts = list(self._contexts(word))
            named = [self._is_name(text, start, len(word)) for text, start in contexts]
            # Now and then jieba takes what is none for a name: 深学, 包村.
            self._held[word] = 2 * sum(named) > len(named)
        return self._held[word]

    def _is_name(self, text: str, start: int, length: int) -> bool:
        """Whether a name stands in a part of a text, or a part of one (小芳 of 吴小芳)."""
        stop = start + length
        for first, last, person in _found(text):
            if first >= stop or last <= start:
                continue
            if person:
                return True
            # 建议 is no place where 建议县政府 stands.
            place = text[first:last]
            whole = start <= first and last <= stop
            if (whole or place[-1] not in _SETTLEMENTS) and not self._is_ours(place):
                return True
        return False

    def holds_person(self, words: str) -> bool:
        """Whether words, of a title, hold the name of a person."""
        return any(person for _, _, person in _found(words))

    def _is_ours(self, place: str) -> bool:
        count = sum(place in text for text in self._known_by)
        return count >= _NEARLY_ALL * len(self._known_by)

    def _contexts(self, word: str) -> Iterator[tuple[str, int]]:
        """Where a word stands, each with its beginning in that; at least the word alone."""
        yield word, 0
        seen = 0
        for text in self._texts:
            at = text.find(word)
            if at < 0:
                continue
            start = max(0, at - _AROUND, text.rfind("\n", 0, at) + 1)
            yield text[start : at + len(word) + _AROUND].partition("\n")[0], at - start
            seen += 1
            if seen == _PLACES_SEEN:
                return


def without_persons(text: str, instead: str) -> str:
    """A text with something in the place of each person's name."""
    for first, last, person in reversed(list(_found(text))):
        if person:
            text = text[:first] + instead + text[last:]
    return text


def _found(text: str) -> Iterator[tuple[int, int, bool]]:
    """The names in a text: where each begins and ends, and whether it is a person's."""
    try:
        # Imported only here: its dictionary takes most of a second.
        from writer_assist.phrasebank.segment import tagger, tokenizer
    except ImportError:
        return
    seen = tokenizer().FREQ
    pairs = list(tagger().cut(text))
    at = 0
    for number, pair in enumerate(pairs):
        word = pair.word
        following = pairs[number + 1] if number + 1 < len(pairs) else None
        end = at + len(word)
        if size := _person(pair, following, seen.get(word) or 0):
            yield at, end + size - 1, True
        elif _is_place(pair, following, seen.get(word) or 0):
            yield at, end + (following is not None and following.word in _SETTLEMENTS), False
        at = end


def _person(pair: Any, following: Any, seen: int) -> int:
    """Whether the name of a person begins with a word: 0, or 1 and what more belongs to it.

    Dictionary words that are tagged as names are hardly ever of people (养老, 严格执行).
    """
    word, flag = pair.word, pair.flag
    titled = following is not None and following.word in _TITLES
    if word in _DOUBLE_SURNAMES and following is not None and len(following.word) <= 2:
        return 1 + len(following.word)
    if word[0] not in _SURNAMES and word[:2] not in _DOUBLE_SURNAMES:
        return 0
    if len(word) == 1:
        if titled:
            return 1
        given = following is not None and following.flag.startswith("nr")
        return 1 + len(following.word) if given and len(following.word) <= 2 else 0
    if not flag.startswith("nr") or len(word) > 4 or word[-1] in _SETTLEMENTS:
        return 0
    return int(not seen or titled or (len(word) == 3 and seen < _RARE))


def _is_place(pair: Any, following: Any, seen: int) -> bool:
    """Whether a word names a place or a unit that not every office has."""
    word, flag = pair.word, pair.flag
    if len(word) < 2 or word in _NO_SETTLEMENT:
        return False
    if len(word) == 2 and word[1] in _SETTLEMENTS:
        return False  # 包村
    if following is not None and following.word in _SETTLEMENTS and flag.startswith("n"):
        return word + following.word not in _NO_SETTLEMENT
    if flag.startswith("nr"):
        return word[-1] in _SETTLEMENTS and not seen
    return flag in ("ns", "nt") and (not seen or (len(word) > 2 and word[-1] in _SETTLEMENTS))
