"""Blanks that a printed form leaves to the pen: where one signs, and where one answers.

Only the paragraph itself is looked at, so that a paragraph is judged alike alone and among
others.
"""

from __future__ import annotations

from writer_assist.rules.base import LazyPattern

from .mark import Mark

_FAR = 120
"""A line of a form is not longer."""
_SIGNED = LazyPattern(
    r"签[字名章署](?:日期|时间|处)?[）)】]?[ \u3000]{0,8}[：:]|[（(]签[字名章署][）)]"
)
"""Where a person signs."""
_STAMPED = LazyPattern(
    r"(?:签[收认领到]|盖章|公章|印章)(?:人|日期|时间|处)?[）)】]?[ \u3000]{0,8}[：:]"
    r"|[（(](?:加?盖(?:公章|印章|章)|公章|印章|签[字名]盖章|签章或盖章)[）)]"
)
"""Where a unit stamps: it adds the date by hand, its name is printed."""
_LEFT_OPEN = frozenset("年月日时分_＿﹍ \u3000\t\u00a00123456789")
_ANSWER_END = LazyPattern(
    r"[。．.？?；;]?[ \u3000]{0,8}(?:[（(][多单可任限必不]选?[^（）()\n]{0,8}[）)][ \u3000]{0,4})?(?:[\n\v]|\Z)"
)
_NUMBERED = LazyPattern(
    r"[ \u3000\t]{0,8}(?:第?[0-9]{1,3}(?:题|[.．、)）])|[（(][0-9]{1,3}[）)]|[Qq][0-9]{1,3})"
)
_ASKS = LazyPattern(
    r"[？?][ \u3000]{0,4}(?:[（(][^（）()\n]{1,12}[）)][ \u3000]{0,4})?$"
    r"|[（(][多单可任限][^（）()\n]{0,10}[）)][ \u3000]{0,4}$"
)
_ASKED = ("您", "你", "下列", "以下", "下面", "哪", "几", "什么", "多少", "谁", "何")
_LEADS_TO = ("是", "为", "有", "包括", "在", "于", "指", "由", "属于", "的")
_OPTIONS = LazyPattern(
    r"(?:[\n\v。．？?]|[ \u3000]{1,8}|[（(]?)A[.．、:：)）][^\n]{1,80}?[ \u3000\v；;，,。]B[.．、:：)）]"
)


def without_forms(text: str, marks: list[Mark]) -> list[Mark]:
    """The marks of a text but those on a line that is to be signed by hand."""
    return [mark for mark in marks if not _is_signed_by_hand(text, mark)]


def _is_signed_by_hand(text: str, mark: Mark) -> bool:
    """Whether a blank, or a date without its numbers, stands where one signs (签字：____)."""
    if mark.kind not in ("blank", "date", "year"):
        return False
    if not _LEFT_OPEN.issuperset(text[mark.start : mark.end]):
        return False
    begin = text.rfind("\n", max(0, mark.start - _FAR), mark.start) + 1
    stop = text.find("\n", mark.end, mark.end + _FAR)
    line = text[begin or max(0, mark.start - _FAR) : mark.end + _FAR if stop < 0 else stop]
    if "。" in line:
        return False
    if _SIGNED().search(line):
        return True
    return mark.kind != "blank" and _STAMPED().search(line) is not None


def is_answer(text: str, start: int, end: int) -> bool:
    """Whether empty brackets at ``start … end`` wait for the answer to a question.

    1.您的界别是（　　）。 and 您提交了几件提案？（　　） do; 责任单位是（　　）。 does not.
    """
    if end - start < 3 or text[start] not in "（(":
        return False
    begin = text.rfind("\n", max(0, start - _FAR), start) + 1
    before = text[begin or max(0, start - _FAR) : start]
    stop = text.find("\n", end, end + _FAR)
    behind = text[end : end + _FAR if stop < 0 else stop]
    if _OPTIONS().search(behind):
        return True
    if _ANSWER_END().match(text, end) is None:
        return False
    if _ASKS().search(before):
        return True
    if before.endswith(_LEADS_TO) and any(word in before for word in _ASKED):
        return True
    # A choice, or a statement to judge: 3.政协委员每届任期五年。（　　）
    return before.endswith(("。", "包括", "属于")) and _NUMBERED().match(before) is not None
