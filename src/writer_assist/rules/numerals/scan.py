"""What all rules about numerals share: one search for what is suspicious, and reading numbers.

Most numbers of a draft are beyond doubt: 57项, 2024年. One search finds the digits that have a
doubtful neighbour, so that a rule looks at a handful of places and not at every number.
"""

from __future__ import annotations

from collections.abc import Iterator

from writer_assist.patterns import LazyPattern

from ..base import Text

_FULL_WIDTH = "０１２３４５６７８９"
_TO_ASCII = str.maketrans(_FULL_WIDTH + "％", "0123456789%")
FULL_WIDTH = frozenset(_FULL_WIDTH)
DIGITS = frozenset("0123456789")
HAN_DIGITS = frozenset("〇零一二三四五六七八九")
ZEROS = "○◯OoＯｏОо"
"""What stands for 〇 but is another sign: circles, Latin and Cyrillic letters."""

_SUSPECT = LazyPattern(
    r"[0-9](?:(?=(?P<separator>[、，,．。 ])[0-9])"
    r"|(?=(?P<han>[十百千几零〇○O一二三四五六七八九]))"
    r"|(?<=(?P<before>[.．一二三四五六七八九十百千零〇○几])[0-9])"
    r"|(?P<pair>(?<=[0-9][0-9])(?<![0-9]{3})(?=[年月])))"
)


class Suspects:
    """A text and the places in it that rules about numerals must look at.

    ``text`` has full-width digits and ％ as ASCII, at the same offsets. Places are the offsets of
    digits: ``separator`` before 、，,．。 or a space and another digit; ``han`` before a Chinese
    numeral; ``before`` behind a Chinese numeral or a point; ``pair`` the second of two digits
    before 年 or 月.
    """

    __slots__ = ("before", "characters", "han", "pair", "separator", "text")

    def __init__(self, block: Text) -> None:
        text = block.text
        self.characters = block.characters
        if not self.characters.isdisjoint(FULL_WIDTH) or "％" in self.characters:
            text = text.translate(_TO_ASCII)
        self.text = text
        self.separator: list[int] = []
        self.han: list[int] = []
        self.before: list[int] = []
        self.pair: list[int] = []
        for match in _SUSPECT().finditer(text):
            getattr(self, match.lastgroup or "").append(match.start())


def suspects(block: Text) -> Suspects:
    """For :meth:`Text.memo`."""
    return Suspects(block)


def places(text: str, word: str) -> Iterator[int]:
    """Where a word occurs."""
    position = text.find(word)
    while position >= 0:
        yield position
        position = text.find(word, position + 1)


def run_start(text: str, end: int, allowed: frozenset[str] = DIGITS, most: int = 12) -> int:
    """Where the run of allowed characters that stops before ``end`` begins, ``most`` at most."""
    start = end
    stop = max(0, end - most)
    while start > stop and text[start - 1] in allowed:
        start -= 1
    return start


_VALUES = {character: value for value, character in enumerate("零一二三四五六七八九")}
_VALUES.update(dict.fromkeys("〇" + ZEROS, 0) | {"元": 1, "正": 1, "两": 2, "廿": 20, "卅": 30})


def small_number(numeral: str) -> int | None:
    """The value of a day or month, in digits or Chinese (十二, 三十一, 廿九); None if it is none."""
    if numeral.isascii():
        return int(numeral) if numeral.isdecimal() else None
    tens, ten, ones = numeral.rpartition("十")
    if not ten and numeral[:1] in ("廿", "卅"):
        return _VALUES[numeral[0]] + (_VALUES.get(numeral[1:], 0))
    high = _VALUES.get(tens, None) if tens else 1
    low = _VALUES.get(ones, None) if ones else 0
    if high is None or low is None:
        return None
    return high * 10 + low if ten else low


def year_number(numeral: str) -> int | None:
    """The value of a year written digit by digit, of either kind; None if it is none."""
    value = 0
    for character in numeral:
        digit = int(character) if character in DIGITS else _VALUES.get(character)
        if digit is None or digit > 9:
            return None
        value = value * 10 + digit
    return value if numeral else None


def han_count(value: int) -> str:
    """A number below 100 in Chinese."""
    names = "零一二三四五六七八九"
    tens, ones = divmod(value, 10)
    if not tens:
        return names[ones]
    return ("" if tens == 1 else names[tens]) + "十" + (names[ones] if ones else "")
