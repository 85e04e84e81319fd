"""PU005 to PU007: quotes, brackets and book-title marks that do not pair, cross or nest wrongly."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from writer_assist.i18n import N_

from ..base import Edit, Fix, Hit, LazyPattern
from ..draft_text import DraftTextRule, ParagraphBounds, in_order
from ..marks.context import is_han
from .scan import CLOSING, OPENING, PARTNER, broken_paragraphs, paired_marks

if TYPE_CHECKING:
    from writer_assist.outline.draft import Draft

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
def _find(text: str) -> list[Fault]:
    """The faults of a draft's text; the three rules share the answer."""
    return _faults(text, paired_marks(text))


class UnpairedMark(DraftTextRule):
    """引号、括号、书名号不成对

    检查什么

    只有前一半或只有后一半的引号、括号、书名号，写反了的（”…“），两个都写成前一半的（“…“），互相交叉的（“《…”》）。
    引文分成几段、每段开头都用前引号只在最后用后引号的，不算；“1）”一类的序号也不算。

    为什么

    引号、括号、书名号由前后两半组成，少一半就看不出引到哪里、注到哪里。

    错误示例

    - 开展⟦“⟧书香政协读书活动，效果很好。
    - 落实“一岗双责⟦“⟧制度，推进作风建设。
    - 学习《中国人民政治协商会议章程⟦《⟧，撰写心得。
    - 争创⟦”⟧先进单位⟦“⟧。
    - 撰写“《委员风采⟦”》⟧专栏稿件。
    - 委员提案⟦（⟧含联名提案共一百件。
    - 办理提案十件，其中重点提案两件⟦）⟧。

    正确示例

    - 开展“书香政协”读书活动（共三期），学习《章程》。
    - 会议指出：
      “要加强学习。
      “要改进作风。”
    - 有以下几种情况：1）未按时报送；2）内容不全。
    - 他说：“要读懂‘两山’理念，读懂《关于构建〈生态县〉的意见》。”
    """

    code = "PU005"
    name = "unpaired-mark"
    source = "GB/T 15834-2011"

    def scan(self, text: str, draft: Draft) -> Iterator[Hit]:
        """Yield each mark that has no partner, faces the wrong way or crosses another pair."""
        if draft.document.characters.isdisjoint(OPENING + CLOSING):
            return
        faults = [fault for fault in _find(text) if fault.kind not in _NESTINGS]
        if not faults:
            return
        straight = '"' in draft.document.characters
        bounds = ParagraphBounds(text)
        judged: tuple[int, bool] = (-1, False)
        document = draft.document
        base = document.starts[draft.first - 1]
        for hit in in_order([_unpaired(text, fault) for fault in faults]):
            # Where straight quotes stand for one half, PU002 judges.
            if straight and text[hit.start] in "“”":
                start, stop = bounds.at(hit.start)
                if judged[0] != start:
                    judged = (start, text.find('"', start, stop) >= 0)
                if judged[1]:
                    continue
            if _is_mixed(text, hit):
                continue
            if text[hit.start] in OPENING or not hit.fixes:
                # One half stands in the next paragraph: the break is the fault (AR012).
                number = document.locate(base + hit.start)[0].number
                broken = broken_paragraphs(draft)
                if number in broken or number - 1 in broken:
                    continue
            yield hit


_NESTINGS = ("nested", "bracket")


def _is_mixed(text: str, hit: Hit) -> bool:
    """Whether the partner is there, but half-width (PU001)."""
    if text[hit.start] == "（":
        return ")" in text[hit.end : hit.end + 200].partition("\n")[0]
    if text[hit.start] == "）":
        return "(" in text[max(0, hit.start - 200) : hit.start].rpartition("\n")[2]
    return False


def _unpaired(text: str, fault: Fault) -> Hit:
    shown = text[fault.start : fault.end]
    fixes = (Fix(fault.edits),) if fault.edits else ()
    right = "".join(edit.text for edit in fault.edits)
    if fault.kind == "turned":
        message = N_("“{text}”的方向写反了，应为“{right}”")
    elif fault.kind == "crossed" and right:
        message = N_("“{text}”与前面的一半次序交叉，应为“{right}”")
    elif fault.kind == "crossed":
        message = N_("“{text}”与其他标点交叉，请按先外后内的次序成对使用")
    elif fault.kind == "open":
        message = N_("只有前一半“{text}”，没有后一半“{partner}”，请补上")
        return Hit(fault.start, fault.end, message, {"text": shown, "partner": PARTNER[shown]})
    else:
        message = N_("只有后一半“{text}”，没有前一半“{partner}”，请补上")
        return Hit(fault.start, fault.end, message, {"text": shown, "partner": _FIRST[shown]})
    params = {"text": shown, "right": right} if right else {"text": shown}
    single = (right,) if right and len(fault.edits) == 1 else ()
    return Hit(fault.start, fault.end, message, params, fixes, single)


_FIRST = {last: first for first, last in _PAIRS}


class SameMarkNested(DraftTextRule):
    """引号里又用同样的引号

    检查什么

    双引号里面又用双引号，书名号里面又用书名号。

    为什么

    国家标准规定：引号里面还要用引号时，外层用双引号，里层用单引号；书名号里面还要用书名号时，里层用〈〉。

    错误示例

    - 他说：“要抓好⟦“两联系一共建”⟧活动。”
    - 印发《关于落实⟦《实施意见》⟧的通知》。
    - 会议强调：“落实⟦“三会一课”⟧，建设⟦“书香机关”⟧。”

    正确示例

    - 他说：“要抓好‘两联系一共建’活动。”
    - 印发《关于落实〈实施意见〉的通知》。
    - 开展“书香机关”“清廉机关”创建活动。
    """

    code = "PU006"
    name = "same-mark-nested"
    source = "GB/T 15834-2011"

    def scan(self, text: str, draft: Draft) -> Iterator[Hit]:
        """Yield the inner pair."""
        if draft.document.characters.isdisjoint("“《"):
            return
        for fault in _find(text):
            if fault.kind == "nested":
                first, last = (edit.text for edit in fault.edits)
                yield Hit(
                    fault.start,
                    fault.end,
                    N_("里层应当用“{first}……{last}”，不与外层相同"),
                    {"first": first, "last": last},
                    (Fix(fault.edits),),
                )


class NestedBracket(DraftTextRule):
    """括号里又用同样的括号

    检查什么

    圆括号里面又用圆括号。只含一两个字或数字的序号（1）（甲）不算。

    为什么

    国家标准要求尽量避免套用同一形式的括号；必须套用时，里外用不同的括号。

    错误示例

    - 本年度提案（含联名提案⟦（不含撤回提案）⟧）共一百件。
    - 参加人员（机关干部、驻村工作队⟦（含第一书记）⟧）。
    - 见《通知》（政办发〔2024〕1号⟦（已废止）⟧）。

    正确示例

    - 本年度提案（含联名提案，不含撤回提案）共一百件。
    - 见《通知》（政办发〔2024〕1号）。
    - 按第三条（第（1）项）办理。
    """

    code = "PU007"
    name = "nested-bracket"
    severity = "hint"
    source = "GB/T 15834-2011"

    def scan(self, text: str, draft: Draft) -> Iterator[Hit]:
        """Yield the inner pair."""
        if "（" not in draft.document.characters:
            return
        for fault in _find(text):
            if fault.kind == "bracket":
                yield Hit(
                    fault.start,
                    fault.end,
                    N_("括号里又用了同样的括号，里层可改用〔〕，或者并成一处说明"),
                    {},
                    (Fix(fault.edits),),
                )
