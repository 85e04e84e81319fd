"""Automatic numbers: what Word shows in front of a paragraph, though it is not in its text.

ECMA-376 part 1, 17.9: a paragraph names a ``w:num``, that names a ``w:abstractNum`` with up
to nine levels; all ``w:num`` of one ``w:abstractNum`` count together.
"""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from writer_assist.records import NamedTuple

LEVELS = 9
_MAX_TEXT = 255

_CHINESE = "〇一二三四五六七八九"
_LEGAL_SIMPLIFIED = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def _counted(value: int, digits: str, units: tuple[str, str, str], *, bare: bool) -> str:
    """A number in words, 12 → 十二.

    ``digits`` has a zero in front, ``units`` are ten, hundred and thousand; ``bare`` leaves out
    the one in front of a leading ten.
    """
    if not 0 < value < 100_000_000:
        return digits[0] if value == 0 else str(value)
    if value >= 10_000:
        high, low = divmod(value, 10_000)
        head = _counted(high, digits, units, bare=bare) + "万"
        if not low:
            return head
        tail = _counted(low, digits, units, bare=False)
        return head + (digits[0] if low < 1000 else "") + tail
    result = ""
    gap = False
    for unit, size in ((units[2], 1000), (units[1], 100), (units[0], 10), ("", 1)):
        digit = value // size % 10
        if digit:
            result += (digits[0] if gap and result else "") + digits[digit] + unit
            gap = False
        else:
            gap = True
    ten = digits[1] + units[0]
    return result[1:] if bare and value < 20 and result.startswith(ten) else result


def _chinese(value: int) -> str:
    return _counted(value, "零一二三四五六七八九", ("十", "百", "千"), bare=True)


def _legal_simplified(value: int) -> str:
    return _counted(value, _LEGAL_SIMPLIFIED, ("拾", "佰", "仟"), bare=False)


def _legal_traditional(value: int) -> str:
    return _counted(value, _LEGAL_TRADITIONAL, ("拾", "佰", "仟"), bare=False).replace("万", "萬")


def _japanese(value: int) -> str:
    if not 0 < value < 10_000:
        return _digits(value)
    result = ""
    for unit, size in (("千", 1000), ("百", 100), ("十", 10)):
        digit = value // size % 10
        if digit:
            result += (_CHINESE[digit] if digit > 1 else "") + unit
    return result + (_CHINESE[value % 10] if value % 10 else "")


def _digits(value: int) -> str:
    if value < 0:
        return str(value)
    return "".join([_CHINESE[int(digit)] for digit in str(value)])


def _chinese_short(value: int) -> str:
    """In words up to 99, digit by digit from 100 on (17.18.59, chineseCounting)."""
    return _chinese(value) if value < 100 else _digits(value)


def _roman(value: int) -> str:
    if not 0 < value < 4000:
        return str(value)
    result = ""
    for size, letters in _ROMAN:
        count, value = divmod(value, size)
        result += letters * count
    return result


def _letters(value: int) -> str:
    """A … Z, AA, BB …"""
    if not 0 < value <= 780:
        return str(value)
    repeat, index = divmod(value - 1, 26)
    return chr(ord("A") + index) * (repeat + 1)


def _full_width(value: int) -> str:
    return "".join([chr(ord(digit) + 0xFEE0) for digit in str(value)])


def _from(first: str, last: int) -> Callable[[int], str]:
    """Consecutive characters, ``first`` standing for 1, as far as ``last``."""

    def show(value: int) -> str:
        return chr(ord(first) + value - 1) if 0 < value <= last else str(value)

    return show


def _circled(value: int) -> str:
    for first, last, start in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= value <= last:
            return chr(start + value - first)
    return str(value)


def _cycle(characters: str) -> Callable[[int], str]:
    def show(value: int) -> str:
        return characters[value - 1] if 0 < value <= len(characters) else str(value)

    return show


def _sexagenary(value: int) -> str:
    if not 0 < value <= 60:
        return str(value)
    return _STEMS[(value - 1) % 10] + _BRANCHES[(value - 1) % 12]


def _ordinal(value: int) -> str:
    if value % 100 in (11, 12, 13):
        return f"{value}th"
    return f"{value}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th') }"


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": "{:02d}".format,
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _from("⒈", 20),
    "decimalEnclosedParen": _from("⑴", 20),
    "numberInDash": "- {} -".format,
    "hex": "{:X}".format,
    "ordinal": _ordinal,
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda value: _letters(value).lower(),
    "chineseCounting": _chinese_short,
    "chineseCountingThousand": _chinese,
    "chineseLegalSimplified": _legal_simplified,
    "taiwaneseCounting": _chinese_short,
    "taiwaneseCountingThousand": _chinese,
    "taiwaneseDigital": _digits,
    "japaneseCounting": _japanese,
    "japaneseDigitalTenThousand": _digits,
    "japaneseLegal": _legal_traditional,
    "ideographDigital": _digits,
    "ideographLegalTraditional": _legal_traditional,
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographZodiacTraditional": _sexagenary,
    "ideographEnclosedCircle": _from("㊀", 10),
    "none": lambda _: "",
}


def format_number(value: int, format: str) -> str:
    """A value in a number format of 17.18.59 (ST_NumberFormat); unknown ones are decimal."""
    return _FORMATS.get(format, str)(value)


class Level(NamedTuple):
    """One level of a list (``w:lvl``), 17.9.6.

    ``restart`` is the level (1-based) whose use makes this one begin again, 0 for never, None
    for every level above. ``style`` is the paragraph style that is linked to this level.
    """

    start: int = 0
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str = ""


class _Num(NamedTuple):
    abstract: str
    starts: dict[int, int]
    levels: dict[int, Level]


class Numbering:
    """numbering.xml: definitions only, without counters, so it may be shared."""

    def __init__(self, root: etree._Element) -> None:
        namespace = root.tag.partition("}")[0] + "}"
        self._n = namespace
        self._abstract: dict[str, dict[int, Level]] = {}
        self._nums: dict[str, _Num] = {}
        linked: dict[str, str] = {}
        styles: dict[str, str] = {}
        for element in root.iter(namespace + "abstractNum"):
            id_ = element.get(namespace + "abstractNumId", "")
            self._abstract[id_] = dict(map(self._level, element.iterchildren(namespace + "lvl")))
            for name, table in (("numStyleLink", linked), ("styleLink", styles)):
                link = self._value(element, name)
                if link:
                    table[id_ if table is linked else link] = link if table is linked else id_
        for id_, style in linked.items():
            self._abstract[id_] = self._abstract.get(styles.get(style, ""), self._abstract[id_])
        # Lists that link to one numbering style are one list, and count together.
        same = {id_: styles[style] for id_, style in linked.items() if style in styles}
        for element in root.iter(namespace + "num"):
            abstract = self._value(element, "abstractNumId")
            self._nums[element.get(namespace + "numId", "")] = _Num(
                same.get(abstract, abstract), *self._overrides(element)
            )

    def level(self, num: str, index: int) -> Level | None:
        """The definition of a list's level, overrides included."""
        definition = self._nums.get(num)
        if definition is None:
            return None
        found = definition.levels.get(index)
        return found or self._abstract.get(definition.abstract, {}).get(index)

    def abstract(self, num: str) -> str | None:
        """The id of the abstract list that a list counts with."""
        definition = self._nums.get(num)
        return definition and definition.abstract

    def start_override(self, num: str, index: int) -> int | None:
        """Where a list begins to count anew at this level, if it does."""
        return self._nums[num].starts.get(index)

    def level_of_style(self, num: str, style: str) -> int | None:
        """The level that a paragraph style is linked to."""
        for index in range(LEVELS):
            level = self.level(num, index)
            if level is not None and level.style == style:
                return index
        return None

    def _value(self, element: etree._Element, name: str) -> str:
        child = element.find(self._n + name)
        return "" if child is None else child.get(self._n + "val", "")

    def _overrides(self, num: etree._Element) -> tuple[dict[int, int], dict[int, Level]]:
        starts: dict[int, int] = {}
        levels: dict[int, Level] = {}
        for override in num.iterchildren(self._n + "lvlOverride"):
            index = _integer(override.get(self._n + "ilvl", ""), 0)
            level = override.find(self._n + "lvl")
            if level is not None:
                levels[index] = self._level(level)[1]
            start = self._value(override, "startOverride")
            if start:
                starts[index] = _integer(start, 0)
        return starts, levels

    def _level(self, element: etree._Element) -> tuple[int, Level]:
        restart = self._value(element, "lvlRestart")
        legal = element.find(self._n + "isLgl")
        is_legal = legal is not None and legal.get(self._n + "val") not in ("0", "false", "off")
        format = self._value(element, "numFmt")
        if not format:
            # Word 2010 and later hide their newer formats in mc:AlternateContent.
            newer = next(element.iter(self._n + "numFmt"), None)
            format = "decimal" if newer is None else newer.get(self._n + "val", "decimal")
        return _integer(element.get(self._n + "ilvl", ""), 0), Level(
            _integer(self._value(element, "start"), 0),
            format,
            self._value(element, "lvlText")[:_MAX_TEXT],
            _integer(restart, 0) if restart else None,
            is_legal,
            self._value(element, "pStyle"),
        )


class Counters:
    """The running numbers of one document."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._values: dict[str, list[int | None]] = {}
        self._overridden: set[tuple[str, int]] = set()

    def label(self, num: str, index: int) -> str:
        """Count one more paragraph of a list, and return its label ("" for a bullet)."""
        numbering = self._numbering
        level = numbering.level(num, index) if 0 <= index < LEVELS else None
        abstract = numbering.abstract(num)
        if level is None or abstract is None:
            return ""
        values = self._values.setdefault(abstract, [None] * LEVELS)
        for upper in range(index):
            # A level that was passed by counts as used once, and shows its start.
            if values[upper] is None and (passed := numbering.level(num, upper)) is not None:
                values[upper] = passed.start
        override = numbering.start_override(num, index)
        value = values[index]
        if override is not None and (num, index) not in self._overridden:
            self._overridden.add((num, index))
            values[index] = override
        else:
            values[index] = level.start if value is None else value + 1
        for deeper in range(index + 1, LEVELS):
            definition = numbering.level(num, deeper)
            restart = definition.restart if definition is not None else None
            if restart is None or index < restart:
                values[deeper] = None
        return self._show(num, level, values)

    def _show(self, num: str, level: Level, values: list[int | None]) -> str:
        if level.format == "bullet" or not level.text:
            return ""
        parts = level.text.split("%")
        label = parts[0]
        for part in parts[1:]:
            if part[:1] not in tuple("123456789"):
                label += "%" + part
                continue
            index = int(part[0]) - 1
            shown = self._numbering.level(num, index)
            value = values[index]
            if shown is not None:
                value = shown.start if value is None else value
                label += format_number(value, "decimal" if level.legal else shown.format)
            label += part[1:]
        return label


def _integer(text: str, default: int) -> int:
    try:
        value = int(text)
    except ValueError:
        return default
    return value if abs(value) < 1 << 31 else default
