"""Several drafts in one file: …篇一 … 篇七, several titles, or texts run together.

A wrong split is worse than none: a boundary needs two independent signs, for instance a title
and the end of what stands before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from writer_assist.document.model import Document, Paragraph
from writer_assist.document.structure import SPACE, STORIES, Mark, complete_levels, mark_of

from .draft import Draft
from .frame import (
    LONGEST_TITLE,
    date_in,
    ends_title,
    follows_signature,
    is_red_head,
    is_residue,
    is_signature,
    is_title_line,
    names_summary,
    piece_number,
    without_contents,
)

_FLOW = STORIES - {"table"}
"""The stories in which a draft can begin."""

_SHORTEST = 150
"""A draft has at least so many code points; less between two titles is one title block."""

_SHORTEST_LEAD = 36
"""A lead has at least so many code points."""

_SHORTEST_PIECE = 20
"""So many code points stand at least below a title with a number (篇一)."""

_SHORTEST_LETTER = 45
_LETTER_LINES = 4
"""A letter that sends a draft has so many code points and lines at least."""

_MOST = 60
"""Of titles, leads and 一、 in a file whose drafts are looked for."""

_CLOSING = (
    "打算",
    "计划",
    "下一步",
    "今后",
    "努力方向",
    "安排",
    "思路",
    "展望",
    "下步",
    "明年",
    "来年",
    "方向",
)
_PROBLEMS = ("问题", "不足", "短板", "差距", "薄弱")
_LEADS = (
    "一年来",
    "一年以来",
    "今年以来",
    "今年来",
    "半年来",
    "本年度",
    "近年来",
    "过去的一年",
    "这一年",
)
_LEAD_GATE = frozenset([*SPACE, "2", *(lead[0] for lead in _LEADS)])
_TEXT_ENDS = frozenset("。；，")
_PAST = ("完成", "取得", "较好", "圆满", "如下", "履行", "保证了", "开展了", "做了")
_FUTURE = (
    "将按照",
    "将以",
    "将在",
    "我们将",
    "我将",
    "办公室将",
    "要以",
    "重点抓好",
    "力争",
    "打算",
)


def split(document: Document, genre: str | None = None) -> list[Draft]:
    """The drafts of a document, in order; together they cover all its paragraphs.

    Args:
        document: its levels are completed if no paragraph has one.
        genre: the genre that the user gave for the file, None to detect each draft's own.
    """
    paragraphs = document.paragraphs
    if all(p.level is None for p in paragraphs):
        complete_levels(document)
    total = len(paragraphs)
    lines = [p for p in paragraphs if p.text and p.story in _FLOW]
    lines = without_contents(lines)
    starts = _boundaries(lines) if len(lines) >= 4 else []
    firsts = [1, *(n for n in starts if n > 1)]
    lasts = [n - 1 for n in firsts[1:]] + [total]
    return [Draft(document, f, n, genre) for f, n in zip(firsts, lasts, strict=True)]


def _boundaries(lines: Sequence[Paragraph]) -> list[int]:
    """The numbers of the paragraphs that begin a draft."""
    numbered: list[tuple[int, int]] = []
    titles: list[int] = []
    marks: list[tuple[int, Mark]] = []
    leads: list[int] = []
    for index, paragraph in enumerate(lines):
        text = paragraph.text
        if paragraph.level is not None:
            mark = mark_of(paragraph)
            if mark is not None:
                marks.append((index, mark))
                continue
        # Most paragraphs are plain text: they have to be passed over cheaply.
        length = len(text)
        if length > _SHORTEST_LEAD and text[0] in _LEAD_GATE and _leads(text):
            leads.append(index)
            continue
        if length > LONGEST_TITLE or text[-1] in _TEXT_ENDS:
            continue
        stripped = text.strip(SPACE)
        number = piece_number(stripped)
        if number:
            numbered.append((index, number))
        elif names_summary(paragraph, stripped) and not is_residue(stripped):
            titles.append(index)
    starts: set[int] = set()
    complete: set[int] = set()
    pieces = _pieces(lines, numbered)
    starts.update(pieces)
    # A file with more of them than any collection has is something else, and hostile at that.
    if len(titles) <= _MOST and len(leads) <= _MOST:
        more = _more_titles(lines, titles, marks, starts)
        complete = {index for index in more if _dated_before(lines, index)}
        starts.update(more)
        if sum(mark.family == 1 and mark.value == 1 for _, mark in marks) <= _MOST:
            again = _restarts(lines, marks, leads, starts)
            starts.update(_beginning(lines, index) for index in again)
    return [lines[i].number for i in _substantial(lines, starts, pieces, complete)]


def _pieces(lines: Sequence[Paragraph], numbered: Sequence[tuple[int, int]]) -> list[int]:
    """The headings of a collection (篇一, 篇二 …): numbers that ascend, each with text below.

    Numbers are proof enough: the drafts may be as short as they like. A list of such headings
    alone is a table of contents.
    """
    if len(numbered) < 2:
        return []
    ends = [*(index for index, _ in numbered[1:]), len(lines)]
    kept: list[int] = []
    last = 0
    for (index, number), end in zip(numbered, ends, strict=True):
        if sum([len(p.text) for p in lines[index + 1 : end]]) < _SHORTEST_PIECE:
            continue
        if number <= last:
            return []
        kept.append(index)
        last = number
    return kept if len(kept) > 1 else []


def _substantial(
    lines: Sequence[Paragraph], starts: set[int], pieces: Sequence[int], complete: set[int]
) -> list[int]:
    """The boundaries that leave a draft of some length on both sides.

    The headings of a collection need no length; before a title above which a text ends with its
    date (a letter that sends the draft) a few lines are enough. What little stands above the
    first heading is the file's own, part of the first draft.
    """
    if not starts:
        return []
    before = list(accumulate((len(p.text) for p in lines), initial=0))
    kept: list[int] = []
    sure = frozenset(pieces[1:])
    for index in sorted(starts):
        begin = kept[-1] if kept else 0
        letter = index in complete and index - begin >= _LETTER_LINES
        shortest = _SHORTEST_LETTER if letter else _SHORTEST
        if (
            index in sure
            and begin not in sure
            and begin
            and before[index] - before[begin] < _SHORTEST
        ):
            kept.pop()
        if not index or index in sure or before[index] - before[begin] >= shortest:
            kept.append(index)
    while kept and kept[-1] not in sure and before[-1] - before[kept[-1]] < _SHORTEST:
        kept.pop()
    return kept


def _ended(lines: Sequence[Paragraph], index: int, marks: Sequence[tuple[int, Mark]]) -> bool:
    """Whether what stands before a line has come to its end: signature, date, or a plan."""
    seen = 0
    for paragraph in reversed(lines[max(0, index - 4) : index]):
        text = paragraph.text.strip(SPACE)
        if not text:
            continue
        seen += 1
        if len(text) <= 40 and (date_in(text) or is_signature(text)):
            return True
        if seen == 3:
            break
    before = [i for i, mark in marks if mark.family in (0, 1) and i < index]
    return any(
        any(word in lines[i].text[:40] for word in _CLOSING + _PROBLEMS) for i in before[-2:]
    )


def _more_titles(
    lines: Sequence[Paragraph],
    titles: Sequence[int],
    marks: Sequence[tuple[int, Mark]],
    starts: set[int],
) -> set[int]:
    """Titles in the middle of the file behind which the numbering begins anew."""
    found: set[int] = set()
    for index in titles:
        if index == 0 or index - 1 in starts:
            continue
        previous = [mark for i, mark in marks if i < index and mark.family == 1]
        following = next((mark for i, mark in marks if i > index and mark.family == 1), None)
        anew = following is not None and following.value == 1
        first = _first_line(lines, index)
        if _dated_before(lines, first) or (
            anew and (not previous or previous[-1].value >= 2) and _ended(lines, first, marks)
        ):
            found.add(first)
    return found


def _first_line(lines: Sequence[Paragraph], index: int) -> int:
    """Where a title begins whose last line is at ``index``: at most three lines above.

    An organisation above it is its first line where a date or a blank line stands between it
    and the text before, otherwise the signature of that text.
    """
    first = index
    while first and index - first < 4:
        if lines[first].number - lines[first - 1].number > 1:
            return first  # a blank line
        paragraph = lines[first - 1]
        text = paragraph.text.strip(SPACE)
        if date_in(text):
            return first
        bare = text.strip("（）()【】 ")
        if len(text) > 40 or not (is_red_head(bare, text) or is_title_line(paragraph, text, bare)):
            break
        first -= 1
    while first < index and is_signature(lines[first].text):
        first += 1
    return first


def _beginning(lines: Sequence[Paragraph], start: int) -> int:
    """Where a text begins whose lead or 一、 is at ``start``: at its title, if it has one.

    The title may be too short to be one by itself (述职报告), with an address below it.
    """
    end = 0
    for index in range(start - 1, max(0, start - 6), -1):
        paragraph = lines[index]
        text = paragraph.text.strip(SPACE)
        bare = text.strip("（）()【】 ")
        if len(text) <= LONGEST_TITLE and ends_title(bare) and is_title_line(paragraph, text, bare):
            return _first_line(lines, index)
        if len(text) <= 40 and (date_in(text) or is_signature(text)):
            # Of the text before, unless a title stands right above it.
            end = end or index + 1
        elif end:
            break
    end = end or start
    while end < start and follows_signature(lines[end].text):
        end += 1
    # An address is a line or two; more is what was attached to the text before.
    return end if start - end <= 2 else start


def _dated_before(lines: Sequence[Paragraph], index: int) -> bool:
    """Whether the text before ends with its date (what is sent to whom may follow)."""
    texts = [p.text.strip(SPACE) for p in lines[max(0, index - 2) : index]]
    return any(len(text) <= 40 and date_in(text) for text in texts)


def _restarts(
    lines: Sequence[Paragraph],
    marks: Sequence[tuple[int, Mark]],
    leads: Sequence[int],
    starts: set[int],
) -> set[int]:
    """Texts run together without titles: the first one has come to its plan, and it begins anew.

    Two ways to begin anew are sure enough: 一、 again, followed by problems or plan again; and a
    lead (一年来，…) that is followed by a new enumeration and much text.
    """
    found: set[int] = set()
    top = [(i, mark.value) for i, mark in marks if mark.family == 1]
    for place, (index, value) in enumerate(top):
        if value != 1 or place < 2:
            continue
        begin = max((k for k in range(place) if top[k][1] == 1), default=0)
        run = top[begin:place]
        if len(run) < 2 or not any(w in lines[run[-1][0]].text[:40] for w in _CLOSING):
            continue
        after: list[int] = []
        for i, v in top[place + 1 :]:
            if v == 1:
                break
            after.append(i)
        again = any(any(w in lines[i].text[:40] for w in _CLOSING + _PROBLEMS) for i in after)
        named = any(word in lines[index].text[:30] for word in ("总结", "回顾"))
        if again and (named or index - run[-1][0] > 2):
            start = index
            # The lead of the second text stands before its 一、.
            above = [i for i in leads if run[-1][0] + 1 < i < index]
            if above and index - above[-1] <= 3:
                start = above[-1]
            if not any(run[-1][0] < s <= index for s in starts):
                found.add(start)
    for lead in leads:
        if any(abs(lead - s) <= 3 for s in starts | found):
            continue
        before = [(i, v) for i, v in top if i < lead]
        if len(before) < 2 or not any(w in lines[before[-1][0]].text[:40] for w in _CLOSING):
            continue
        if lead - before[-1][0] < 2 or any(i > lead and v == before[-1][1] + 1 for i, v in top):
            continue
        rest = lines[lead + 1 :]
        if sum(len(p.text) for p in rest) >= 3 * _SHORTEST and _enumerates(rest):
            found.add(lead)
    return found


def _enumerates(lines: Sequence[Paragraph]) -> bool:
    """Whether an enumeration begins in the first of these paragraphs and goes on."""
    first = lines[0].text.lstrip(SPACE)
    if not first.startswith(("首先", "第一", "一是", "一、", "1、", "1.", "（一）", "(一)")):
        return False
    return any(
        p.text.lstrip(SPACE).startswith(
            ("其次", "第二", "二是", "二、", "2、", "2.", "（二）", "(二)", "第三")
        )
        for p in lines[1:]
    )


def _leads(text: str) -> bool:
    """Whether a paragraph begins a summary: 一年来，…, 2024年，…, of what is done, not to do."""
    text = text.lstrip(SPACE)
    if text[:2] == "20":
        if text[4:5] != "年" or text[5:6] not in ("，", "以", "来", "度"):
            return False
    elif not text.startswith(_LEADS):
        return False
    return any(word in text for word in _PAST) and not any(word in text for word in _FUTURE)
