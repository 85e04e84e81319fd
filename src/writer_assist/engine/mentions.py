"""Wrong forms that a text only speaks of: 不写作“2024年03月05日”, 将“按装”改为“安装”.

A guide to writing, a notice of corrections and the minutes of a revision quote what is wrong.
No rule finds anything in such a quotation, whatever it looks for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from writer_assist.rules.base import LazyPattern

from .hits import Placed

_LONGEST = 30
"""A form that is quoted as an example is not longer."""
_BEFORE = 100
_QUOTED = rf"“[^“”\n]{{0,{_LONGEST}}}”"
_REJECTED = LazyPattern(
    r"(?:"
    r"(?:不|勿|别|莫|避免|禁止|严禁)(?:再|要|能|可以?|得|应[当该]?|宜|该|准|许){0,2}"
    r"(?:把[^，。；“”\n]{1,8})?(?:误?[写标记排印]|表[示述]|[缩简]写)[作成为做]?"
    r"|[误错][写印打录排标记念读当用]?[作成为做]|[误错][写印打录排标记用念读]"
    # 是“提案”，不是“题案”
    rf"|{_QUOTED}[，、]?而?不(?:是|用|作|称|叫|能用|得用|要用|应用)"
    r")了?"
    # Several of them: 不写作“甲”“乙”或者“丙”.
    rf"(?:{_QUOTED}[、，]?(?:或者?|和|以及|及|也)?(?:不?写[作成])?){{0,6}}$"
)
_CORRECTED = LazyPattern(
    r"”(?:字样|一[词语句字])?(?:一律|都|均|统一|全部|分别)?"
    r"(?:[应须要现]当?(?:一律|统一)?)?"
    r"(?:[修更]?改[为成作]|[更订纠]正为|替换[为成]|(?<=应)[写为作是][为作成]?|(?<=应当)[写为作是][为作成]?"
    rf"|[是为系](?={_QUOTED}(?:之误|的(?:误写|笔误|讹))))“"
)


def without_mentions(hits: Iterable[Placed]) -> Iterator[Placed]:
    """Drop hits in a quotation that names what is wrong; not what nobody may read."""
    for placed in hits:
        paragraph, start, end, rule, _ = placed
        if rule.private or start == end or not _is_mentioned(paragraph.text, start, end):
            yield placed


def _is_mentioned(text: str, start: int, end: int) -> bool:
    opening = text.rfind("“", max(0, start - _LONGEST), start + 1)
    if opening < 0:
        return False
    closing = text.find("”", opening, opening + _LONGEST + 2)
    # What is wrong at its end may be told by the mark behind it: 不写作“1、”。
    if closing < start or end > closing + 2:
        return False
    return (
        _REJECTED().search(text, max(0, opening - _BEFORE), opening) is not None
        or _CORRECTED().match(text, closing) is not None
    )
