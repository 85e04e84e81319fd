"""Which strings are rare in a text: entries are looked for by the rarest part of each.

A pair of characters inside a frequent word is in every other text; one that spans two words, or
holds a wrong character, is in hardly any.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from writer_assist.document.model import bigram

from .lexicon import words

_FREQUENT = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面"
    "而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好"
    "应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道"
    "命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长"
    "求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色"
    "光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教"
    "速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记"
    "需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史"
    "感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育"
)
"""Frequent characters, the most frequent first."""
_RANK = {character: rank for rank, character in enumerate(_FREQUENT)}


class Rarity:
    """Judges strings by words, and by right texts (the files' own right examples)."""

    def __init__(self, text: str) -> None:
        self._pairs = Counter(map("".join, pairwise(text)))
        self._count = cache(text.count)

    def frequency(self, string: str) -> int:
        """How often a string occurs in the right texts."""
        return self._pairs[string] if len(string) == 2 else self._count(string)

    def of_set(self, strings: Sequence[str]) -> tuple[int, int]:
        """How much is ruled out where none of these occurs; to be compared."""
        return -sum(map(self.frequency, strings)), min(map(len, strings))

    def of_pair(self, pair: str) -> tuple[bool, int, int]:
        """How rare two adjacent characters are; to be compared."""
        is_word = pair[1] in words()[1].get(pair[0], "")
        return not is_word, -self.frequency(pair), rank(pair[0]) + rank(pair[1])

    def pair_of(self, literal: str, around: int | None = None) -> str:
        """The rarest two adjacent characters of a string; "" where it has no two.

        ``around`` is the place of a character that is to be one of them or beside them.
        """
        places = range(len(literal) - 1)
        if around is not None:
            places = range(max(0, around - 1), min(len(literal) - 1, around + 2))
        pairs = [literal[place : place + 2] for place in places]
        return max(filter(_usable, pairs), key=self.of_pair, default="")

    def shared_pair(self, literals: Sequence[str]) -> str:
        """A rare pair that all of these have; "" where there is none."""
        shared = set.intersection(*({w[i : i + 2] for i in range(len(w) - 1)} for w in literals))
        pair = max(sorted(filter(_usable, shared)), key=self.of_pair, default="")
        # A word would let the entry through everywhere.
        return pair if pair and self.of_pair(pair)[0] else ""


def other_pairs(literal: str, pair: str) -> tuple[int, ...]:
    """The further pairs of a string, as numbers: where one is missing, so is the string."""
    found = {literal[place : place + 2] for place in range(len(literal) - 1)} - {pair}
    return tuple(sorted(bigram(other) for other in found if _usable(other)))


def rank(character: str) -> int:
    """The place of a character among the frequent ones; their number for any other."""
    return _RANK.get(character, len(_RANK))


def _usable(pair: str) -> bool:
    """Whether a pair is two code units of UTF-16."""
    return all(c < "\ud800" or "\udfff" < c < "\U00010000" for c in pair)
