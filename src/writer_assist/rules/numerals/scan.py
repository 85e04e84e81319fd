"""What all rules about numerals share: one search for what is suspicious, and reading numbers.

Most numbers of a draft are beyond doubt: 57项, 2024年. One search finds the digits that have a
doubtful neighbour, so that a rule looks at a handful of places and not at every number.
"""

from __future__ import annotations

from collections.abc import Iterator

from writer_assist.patterns import LazyPattern

from ..base import Text

_FULL_WIDTH = "０１２３４５６７８９"
_TO_ASCII = dict(zip(_FULL_WIDTH + "％", "0123456789%", strict=True))
_WIDE = frozenset(_TO_ASCII)
FULL_WIDTH = frozenset(_FULL_WIDTH)
DIGITS = frozenset("0123456789")
HAN_DIGITS = frozenset("〇零一二三四五六七八九")
ZEROS = "○◯OoＯｏОо"
"""What stands for 〇 but is another sign: circles, Latin and Cyrillic letters."""

_UNITS = "%％‰℃年月日时点个名人件条项次家户天周岁元米里亩顷吨斤克升份度级章节页届万亿倍季"
_DASH = "-－–‐―─—~～"
_SUSPECT = LazyPattern(
    # A whole run of digits at once; (?<!…) keeps the search from trying it again at each digit.
    r"[0-9](?<![0-9]{2})(?P<behind>(?<=[一二三四五六七八九十百千零〇○几][0-9])|(?<![0-9][.．][0-9])(?<=[.．][0-9]))?[0-9]*+(?:"
    # Most numbers stand before a measure word, and pass this by.
    r"(?=[年月日时点:：\-./、，,．。· 十百千几零〇○O一二三四五六七八九])(?:"
    r"(?P<zero>(?<=0)(?:(?=月)(?<![0-9]{2})|(?<=月0)(?=日))|(?<=[年月]0[0-9])(?=[月日]))"
    r"|(?P<pair>(?<=[0-9]{2})(?<![0-9]{3})(?=[年月时点:：]))"
    r"|(?P<clock>(?=[:：时点][6-9][0-9](?![0-9])))"
    r"|(?P<date>(?<=[0-9]{4})(?=(?P<mark>[-./])[0-9]{1,2}(?P=mark)[0-9]))"
    r"|(?=(?P<separator>[、，,．。· ])[0-9])"
    r"|(?!一[0-9])(?=(?P<han>[十百千几零〇○O一二三四五六七八九]))"
    r")"
    rf"|(?P<span>(?=[{_UNITS}]{{0,3}}(?:[至到]|[{_DASH}]{{1,3}}|(?<=[0-9日月年])一)第?[0-9]))"
    r"|(?P<unit>(?=[万千百亿余多]{0,2}(?:公[分尺升]|平米|立米|华里|英哩|市[斤尺]|[平立]方公[分尺])))"
    r"|(?P<before>(?(behind)|(?!))))"
)
_MONTH = LazyPattern(
    # A day that not every month has.
    r"月(?:[ ]?(?:29|3[0-9]|[4-9][0-9]|00?(?![0-9])|二十九|三十|[四五六七八九]十)"
    # A month that no year has.
    r"|(?<=十[三四五六七八九]月)"
    # Digits and Chinese numerals in one date.
    r"|(?<=[0-9]月)(?:(?=[一二三四五六七八九十])|(?<=[〇○零一二三四五六七八九]年[0-9]月)|(?<=[〇○零一二三四五六七八九]年[0-9][0-9]月))"
    r"|(?<=[一二三四五六七八九十]月)(?:(?=[0-9])|(?<=[0-9]年[一二三四五六七八九十]月)|(?<=[0-9]年十[一二]月)))"
)


class Suspects:
    """A text and the places in it that rules about numerals must look at.

    ``text`` has full-width digits and ％ as ASCII, at the same offsets. Places are offsets of
    digits, of the last one of a number where nothing else is said:

    * ``pair``: the second of two digits before 年, 月 or in a time of day;
    * ``zero``: the zero that fills a month or a day, or stands for one;
    * ``clock``: before minutes of sixty and more;
    * ``date``: the last of a year before -, . or / and a month;
    * ``span``: before 至, 到 or a dash and another number, a unit between or not;
    * ``separator``: before 、，,．。· or a space and another digit;
    * ``han``: before a Chinese numeral;
    * ``unit``: before the name of a unit that is out of use;
    * ``before``: the first one behind a Chinese numeral or a point that no digit precedes.

    ``months`` are the offsets of 月 in dates that look wrong.
    """

    __slots__ = (
        "before", "characters", "clock", "date", "han", "months", "pair", "separator", "span",
        "text", "unit", "zero",
    )  # fmt: skip

    def __init__(self, block: Text) -> None:
        text = block.text
        characters = self.characters = block.characters
        # One replacement a character that occurs: str.translate takes twenty times as long.
        for wide in _WIDE & characters:
            text = text.replace(wide, _TO_ASCII[wide])
        self.text = text
        self.pair: list[int] = []
        self.zero: list[int] = []
        self.clock: list[int] = []
        self.date: list[int] = []
        self.span: list[int] = []
        self.separator: list[int] = []
        self.han: list[int] = []
        self.unit: list[int] = []
        self.before: list[int] = []
        self.months: list[int] = []
        if text is not block.text or not characters.isdisjoint(DIGITS):
            for match in _SUSPECT().finditer(text):
                kind = match.lastgroup
                if kind == "zero":
                    self.zero.append(match.start())
                elif kind != "before":
                    getattr(self, kind or "").append(match.end() - 1)
                if match["behind"] is not None:
                    self.before.append(match.start())
        if "月" in characters:
            self.months = [match.start() for match in _MONTH().finditer(text)]


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


def left(text: str, end: int, most: int) -> str:
    """What stands before ``end`` in its paragraph, ``most`` characters at most."""
    piece = text[max(0, end - most) : end]
    return piece[piece.rfind("\n") + 1 :]


_VALUES = {character: value for value, character in enumerate("零一二三四五六七八九")}
_VALUES.update(dict.fromkeys("〇" + ZEROS, 0) | {"元": 1, "正": 1, "两": 2, "廿": 20, "卅": 30})


def small_number(numeral: str) -> int | None:
    """The value of a day or month, in digits or Chinese (十二, 三十一, 廿九); None if it is none."""
    if numeral.isascii():
        return int(numeral) if numeral.isdecimal() else None
    tens, ten, ones = numeral.rpartition("十")
    if not ten and numeral[:1] in ("廿", "卅"):
        return _VALUES[numeral[0]] + (_VALUES.get(numeral[1:], 0))
    high = _VALUES.get(tens) if tens else 1
    low = _VALUES.get(ones) if ones else 0
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
