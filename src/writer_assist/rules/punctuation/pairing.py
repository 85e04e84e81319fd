"""Find quotes, brackets and book-title marks that do not pair, cross or nest wrongly."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from writer_assist.records import NamedTuple

from ..base import Edit, LazyPattern
from ..marks.context import is_han
from .scan import CLOSING, OPENING, PARTNER, paired_marks

if TYPE_CHECKING:
    pass

_ROW = LazyPattern(rf"[{OPENING}{CLOSING}]")
_ITEM = LazyPattern(
    r"(?:^|[\s\v，。；：、“（])[ \u3000]{0,4}[0-9a-zA-Z一二三四五六七八九十①-⑳]{1,3}）$"
)
_ITEM_INSIDE = LazyPattern(r"(?<![\d（])(?:1\d|[1-9])）$")
_FACE = LazyPattern(r"[：；:;^_oO.]）$")
_LINK = LazyPattern(r"[、，]?(?:和|与|及|以及|或|同|、|，)?")
_BLANK = " \t\u3000\v"
_PAIRS = tuple(PARTNER.items())
_FAR = 30
"""A quotation of several paragraphs has so many at most."""


class Fault(NamedTuple):
    """Something wrong with the marks at ``start … end``."""

    kind: Literal["open", "close", "turned", "nested", "bracket", "crossed"]
    start: int
    end: int
    edits: tuple[Edit, ...] = ()


def _reduce(row: str) -> str:
    """A row of marks without the pairs that fit; only what does not fit is left."""
    before = -1
    while len(row) != before:
        before = len(row)
        for first, last in _PAIRS:
            row = row.replace(first + last, "")
    return row


def _faults(text: str, row: str) -> list[Fault]:
    """All faults of a text; ``row`` are its marks with the ends of paragraphs."""
    if not _reduce(row).strip("\n") and not _NESTED().search(row):
        return []
    found: list[Fault] = []
    loose: list[tuple[int, Fault]] = []
    start = 0
    for number, line in enumerate(text.split("\n")):
        places = [m.start() for m in _ROW().finditer(line)] if len(line) > 1 else []
        if places:
            for fault in _in_paragraph(line, places):
                edits = tuple(Edit(e.start + start, e.end + start, e.text) for e in fault.edits)
                fault = Fault(fault.kind, fault.start + start, fault.end + start, edits)
                if fault.kind in ("open", "close"):
                    loose.append((number, fault))
                else:
                    found.append(fault)
        start += len(line) + 1
    found += _not_continued(text, loose)
    found.sort(key=lambda fault: fault.start)
    return found


_NESTED = LazyPattern("|".join(f"{first}[^{last}\\n]*{first}" for first, last in PARTNER.items()))


def _in_paragraph(line: str, places: list[int]) -> Iterator[Fault]:
    clean = True
    for first, last in _PAIRS:
        own = [at for at in places if line[at] in (first, last)]
        if last == "’":
            own = [at for at in own if not _is_apostrophe(line, at)]
        if last == "）":
            own = [at for at in own if not _is_item(line, at)]
        if not own:
            continue
        for fault in _one_kind(line, own, first, last):
            clean = clean and fault.kind in ("nested", "bracket")
            yield fault
    if clean:
        yield from _crossed(line, places)


def _is_apostrophe(line: str, at: int) -> bool:
    if line[at] != "’":
        return False
    following = line[at + 1 : at + 2]
    if following.isdigit():
        return True  # the year ’97
    if not line[at - 1 : at].isascii():
        return False
    return (following.isascii() and following.isalnum()) or "‘" not in line[max(0, at - 60) : at]


def _is_item(line: str, at: int) -> bool:
    """Whether ）stands behind a number, 1）, or makes a face."""
    if line[at] != "）" or "（" in line[max(0, at - 4) : at]:
        return False
    head = line[max(0, at - 6) : at + 1]
    if _ITEM_INSIDE().search(head) and is_han(line[at + 1 : at + 2] or "\n"):
        return True  # 一是1）…；2）…
    return bool(_ITEM().search(head) or _FACE().search(head))


def _one_kind(line: str, row: list[int], first: str, last: str) -> Iterator[Fault]:
    """The faults of one kind of mark in a paragraph."""
    stack: list[int] = []
    opens = sum([line[at] == first for at in row])
    surplus = len(row) - 2 * opens  # closing marks more than opening ones, from here on
    even = surplus == 0
    index = 0
    while index < len(row):
        at = row[index]
        following = line[row[index + 1]] if index + 1 < len(row) else ""
        if line[at] == first:
            missing = surplus < len(stack)
            surplus += 1
            if stack and missing and following != last and _is_short(line, stack[-1], at):
                # “甲“和…: the second one should have closed the first.
                yield Fault("turned", at, at + 1, (Edit(at, at + 1, last),))
                stack.pop()
            elif stack and missing:
                yield Fault("open", stack[-1], stack[-1] + 1)
                stack[-1] = at
            else:
                stack.append(at)
        else:
            surplus -= 1
            if stack:
                start = stack.pop()
                if stack:
                    yield from _nested(line, start, at, len(stack), index + 1 < len(row))
            elif following == first and even and _is_short(line, at, row[index + 1]):
                # ”甲“: both are turned round.
                end = row[index + 1]
                yield Fault("turned", at, at + 1, (Edit(at, at + 1, first),))
                yield Fault("turned", end, end + 1, (Edit(end, end + 1, last),))
                index += 1
                surplus += 1
            elif following == last and _is_short(line, at, row[index + 1]):
                # ”甲”: the first should have opened.
                yield Fault("turned", at, at + 1, (Edit(at, at + 1, first),))
                stack.append(at)
            else:
                yield Fault("close", at, at + 1)
        index += 1
    for at in stack:
        yield Fault("open", at, at + 1)


def _is_short(line: str, start: int, end: int) -> bool:
    """Whether what stands between two marks can be one quotation of a few words."""
    inside = line[start + 1 : end]
    return 0 < end - start - 1 <= 40 and "。" not in inside and inside[0] not in "，、；和与及"


def _nested(line: str, start: int, end: int, depth: int, goes_on: bool) -> Iterator[Fault]:
    """A pair inside a pair of its own kind; ``goes_on`` when more such marks follow."""
    mark = line[start]
    if mark in "“《" and depth == 1:
        if mark == "“" and goes_on and _LINK().fullmatch(line, start + 1, end):
            # “甲“和”乙”: both inner ones are turned round.
            edits = (Edit(start, start + 1, "”"), Edit(end, end + 1, "“"))
            yield Fault("turned", start, end + 1, edits)
            return
        first, last = ("‘", "’") if mark == "“" else ("〈", "〉")
        edits = (Edit(start, start + 1, first), Edit(end, end + 1, last))
        yield Fault("nested", start, end + 1, edits)
    elif mark == "（" and not (end - start <= 3 and line[start + 1 : end].isalnum()):
        yield Fault(
            "bracket", start, end + 1, (Edit(start, start + 1, "〔"), Edit(end, end + 1, "〕"))
        )


def _crossed(line: str, places: list[int]) -> Iterator[Fault]:
    """Pairs of different kinds that cross: “《…”》."""
    stack: list[int] = []
    for at in places:
        mark = line[at]
        if mark in OPENING:
            stack.append(at)
        elif _is_apostrophe(line, at) or _is_item(line, at):
            continue
        elif stack and PARTNER[line[stack[-1]]] == mark:
            stack.pop()
        elif len(stack) > 1 and PARTNER[line[stack[-2]]] == mark:
            expected = PARTNER[line[stack[-1]]]
            if line[at + 1 : at + 2] == expected:
                yield Fault("crossed", at, at + 2, (Edit(at, at + 2, expected + mark),))
            else:
                yield Fault("crossed", at, at + 1)
            del stack[-2]
        elif stack:
            stack.pop()


def _not_continued(text: str, loose: list[tuple[int, Fault]]) -> Iterator[Fault]:
    """Openings and closings without a partner that no other paragraph explains.

    A quotation of several paragraphs opens each and closes the last; some writers open only
    the first. A bracketed note may hold whole paragraphs.
    """
    explained: set[int] = set()
    for index, (number, fault) in enumerate(loose):
        if fault.kind != "open" or index in explained:
            continue
        mark = text[fault.start]
        if mark not in "“‘（【" or not _begins(text, fault.start):
            continue
        last = number
        for other in range(index + 1, len(loose)):
            line, end = loose[other]
            if (
                line - last > _FAR
                or line - number > 2 * _FAR
                or text[end.start] not in (mark, PARTNER[mark])
            ):
                break
            if line == number:
                break
            if end.kind == "close":
                if _ends(text, end.end):
                    explained.update(range(index, other + 1))
                break
            if not _begins(text, end.start):
                break
            last = line
        ends_there = index + 1 == len(loose) or loose[index + 1][0] != number
        if mark == "“" and ends_there and _next_opens(text, fault.start):
            explained.add(index)
    for index, (_, fault) in enumerate(loose):
        if index not in explained:
            yield fault


def _begins(text: str, at: int) -> bool:
    """Whether a quotation begins here: at a paragraph's start or behind a colon."""
    near = text[max(0, at - 12) : at]
    before = near.rpartition("\n")[2].rstrip(_BLANK)
    return ("\n" in near and not before) or at == len(near) == 0 or before[-1:] in ("：", ":")


def _ends(text: str, end: int) -> bool:
    """Whether nothing but a full stop or a source in brackets follows in the paragraph."""
    rest = text[end : end + 12].partition("\n")[0].strip(_BLANK + "。；，")
    return not rest or rest[0] in "（("


def _next_opens(text: str, at: int) -> bool:
    """Whether the next paragraph with text begins with an opening quote, too."""
    for _ in range(3):
        at = text.find("\n", at) + 1
        if not at:
            return False
        stop = text.find("\n", at)
        line = text[at : len(text) if stop < 0 else stop].lstrip(_BLANK)
        if line:
            return line.startswith("“")
    return False


@lru_cache(maxsize=2)
def find_faults(text: str) -> list[Fault]:
    """The faults of a draft's text; the three rules share the answer."""
    return _faults(text, paired_marks(text))
