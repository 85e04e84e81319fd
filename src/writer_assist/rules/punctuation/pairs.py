"""PU005 to PU007: quotes, brackets and book-title marks that do not pair, cross or nest wrongly."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from writer_assist.i18n import N_

from ..base import Edit, Fix, Hit, Text
from ..draft_text import DraftTextRule, ParagraphBounds, in_order
from .pairing import Fault, find_faults
from .scan import CLOSING, OPENING, PARTNER, broken_paragraphs, unfilled

if TYPE_CHECKING:
    from writer_assist.outline.draft import Draft


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
    - 通过⟦““⟧敬老文明号”评选活动，营造氛围。
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
        faults = [fault for fault in find_faults(text) if fault.kind not in _NESTINGS]
        if not faults:
            return
        faults = list(_one_a_row(text, faults))
        straight = '"' in draft.document.characters
        bounds = ParagraphBounds(text)
        judged: tuple[int, bool] = (-1, False)
        document = draft.document
        base = document.starts[draft.first - 1]
        touches = None
        for hit in in_order([_unpaired(text, fault) for fault in faults]):
            # Where straight quotes stand for one half, PU002 judges.
            if straight and text[hit.start] in "“”":
                start, stop = bounds.at(hit.start)
                if judged[0] != start:
                    judged = (start, text.find('"', start, stop) >= 0)
                if judged[1]:
                    continue
            if _is_mixed(text, hit) or _has_odd_partner(text, hit):
                continue
            if touches is None:
                touches = unfilled(Text(text))
            if touches(hit.start, hit.end):
                continue
            if text[hit.start] in OPENING or not hit.fixes:
                # One half stands in the next paragraph: the break is the fault (AR012).
                number = document.locate(base + hit.start)[0].number
                broken = broken_paragraphs(draft)
                if number in broken or number - 1 in broken:
                    continue
            yield hit


_NESTINGS = ("nested", "bracket")


def _one_a_row(text: str, faults: list[Fault]) -> Iterator[Fault]:
    """Of the same mark several times in a row the first: it is one slip of a key."""
    end, mark = -1, ""
    for fault in sorted(faults, key=lambda fault: (fault.start, -fault.end)):
        if fault.start != end or text[fault.start] != mark:
            yield fault
        end, mark = fault.end, text[fault.start]


def _has_odd_partner(text: str, hit: Hit) -> bool:
    """Whether the partner is there, but of another script: “甲〞 (AR006)."""
    if text[hit.start] == "“":
        return "〞" in text[hit.end : hit.end + 60].partition("\n")[0]
    if text[hit.start] == "”":
        return "〝" in text[max(0, hit.start - 60) : hit.start].rpartition("\n")[2]
    return False


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
    elif fault.kind == "open" and text[fault.end : fault.end + 1] == shown and shown in "“‘":
        message = N_("“{text}”重复了，删去一个")
        fix = Fix((Edit(fault.start, fault.end, ""),))
        return Hit(fault.start, fault.end + 1, message, {"text": shown}, (fix,))
    elif fault.kind == "open":
        message = N_("只有前一半“{text}”，没有后一半“{partner}”，请补上")
        return Hit(fault.start, fault.end, message, {"text": shown, "partner": PARTNER[shown]})
    else:
        message = N_("只有后一半“{text}”，没有前一半“{partner}”，请补上")
        return Hit(fault.start, fault.end, message, {"text": shown, "partner": _FIRST[shown]})
    params = {"text": shown, "right": right} if right else {"text": shown}
    single = (right,) if right and len(fault.edits) == 1 else ()
    return Hit(fault.start, fault.end, message, params, fixes, single)


_FIRST = {last: first for first, last in PARTNER.items()}


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
        for fault in find_faults(text):
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
        for fault in find_faults(text):
            if fault.kind == "bracket":
                yield Hit(
                    fault.start,
                    fault.end,
                    N_("括号里又用了同样的括号，里层可改用〔〕，或者并成一处说明"),
                    {},
                    (Fix(fault.edits),),
                )
