"""What GB/T 9704-2012 《党政机关公文格式》 says about the page, in the units of WordprocessingML.

Lengths are in twips (1/20 pt) where a name does not say otherwise.
"""

from __future__ import annotations


def mm(length: float) -> int:
    """Millimetres in twips."""
    return round(length * 1440 / 25.4)


def pt(length: float) -> int:
    """Points in twips."""
    return round(length * 20)


PAGE_WIDTH = mm(210)
"""A4 (5.1)."""
PAGE_HEIGHT = mm(297)
"""A4 (5.1)."""
TOP = mm(37)
"""天头 (5.2.1)."""
LEFT = mm(28)
"""订口 (5.2.1)."""
TEXT_WIDTH = mm(156)
"""版心 (5.2.1)."""
TEXT_HEIGHT = mm(225)
"""版心 (5.2.1)."""
RIGHT = PAGE_WIDTH - LEFT - TEXT_WIDTH
"""What is left: 26 mm."""
BOTTOM = PAGE_HEIGHT - TOP - TEXT_HEIGHT
"""What is left: 35 mm."""

LINES = 22
"""Lines a page (5.2.3)."""
CHARACTERS = 28
"""Characters a line (5.2.3)."""

SIZE_2 = 22.0
"""二号, in points: the title (7.3.1)."""
SIZE_3 = 16.0
"""三号, in points: all that is not said to be otherwise (5.2.2)."""
SIZE_4 = 14.0
"""四号, in points: 版记 and page numbers (7.4, 7.5)."""

LINE = TEXT_HEIGHT // LINES
"""A line: a 三号 character and about 7/8 of one (5.2.3); 579, the most that fits 22 times."""
CHARACTER_SPACING = -5
"""What a 三号 character gives away for 28 of them to fit a line (5.2.3): 0.207 pt at least.

As spacing of characters, not as a grid of them (``w:docGrid`` of type linesAndChars with a negative
``w:charSpace``): LibreOffice gives each character that is wider than its cell two cells."""
CHARACTER = TEXT_WIDTH // CHARACTERS
"""The width of a character in the grid."""

SONG = "宋体"
FANG_SONG = "仿宋_GB2312"
"""Text (5.2.2)."""
HEI = "黑体"
"""密级, 紧急程度, 附件, first level headings (7.2.2, 7.3.3)."""
KAI = "楷体_GB2312"
"""Names of 签发人, second level headings (7.2.6, 7.3.3)."""
TITLE_SONG = "方正小标宋简体"
"""小标宋: 发文机关标志 and title (7.2.4, 7.3.1)."""

RED = "FF0000"
"""发文机关标志 and the rules of the 版头 (7.2.4, 7.2.7)."""

AGENCY_BELOW_TOP = mm(35)
"""发文机关标志: its upper edge below that of the 版心 (7.2.4; 纪要: 10.3)."""
ORDER_AGENCY_BELOW_TOP = mm(20)
"""The same for a 命令 (10.2)."""
LETTER_AGENCY_BELOW_EDGE = mm(30)
"""The same for a letter, below the upper edge of the page (10.1)."""
RULE_BELOW_NUMBER = mm(4)
"""The red rule below 发文字号 (7.2.7), the double rule below the mark of a letter (10.1)."""
LETTER_RULE_WIDTH = mm(170)
"""The red double rules of a letter (10.1), in the middle of the page."""
LETTER_RULE_ABOVE_EDGE = mm(20)
"""The second of them, above the lower edge of the page (10.1)."""
NUMBER_BELOW_TEXT = mm(7)
"""The page number below the 版心 (7.5)."""

THICK = 8
"""First and last rule of the 版记: 0.35 mm (7.4.1), in 1/8 pt."""
THIN = 6
"""Rules between: 0.25 mm (7.4.1), in 1/8 pt."""
RED_RULE = 12
"""The red rule, in 1/8 pt; the standard leaves its weight open."""
DOUBLE_RULE = 24
"""The red double rules of a letter, in 1/8 pt; open as well."""

AGENCY_SIZES = ((12, 36.0), (15, 29.0), (18, 24.0))
"""发文机关标志: up to how many characters in which size, in points, so that it takes one line. The
standard leaves the size open."""
