"""CS014 and CS015: a short form that is defined must be used, and used as defined."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from writer_assist.document.model import bigram
from writer_assist.i18n import N_
from writer_assist.records import NamedTuple

from ..base import Hit, LazyPattern
from ..draft_text import HAN, DraftTextRule

if TYPE_CHECKING:
    from writer_assist.outline.draft import Draft

_GATE = frozenset(bigram(pair) for pair in ("简称", "下称", "统称"))
_DEFINED = LazyPattern(
    r"[（(](?:以下|下文|下)?(?:分别)?(?:简称|统称|称)(?:为|作|：)?\s?(?P<short>[^（()）\n，。；]{1,40})[)）]"
)
_QUOTED = LazyPattern(r"[“《‘\"]([^”》’\"“《\n]{1,24})[”》’\"]")
_RUN = LazyPattern(rf"[{HAN}A-Za-z0-9、“”·]{{2,40}}$")
_LONGEST = 40
_LONGER = 3
_MOST = 20
_CLOSING = {"》": "《", "”": "“"}


class Term(NamedTuple):
    """A short form: where it is defined, and what it stands for ("" if that is not clear).

    ``start … end`` is the short form itself, ``long_start`` where the full form begins.
    """

    short: str
    start: int
    end: int
    full: str
    long_start: int
    behind: int


def terms(draft: Draft) -> list[Term]:
    """The short forms that a draft defines, in order."""
    if _GATE.isdisjoint(draft.document.bigrams):
        return []
    text = draft.text
    found: list[Term] = []
    for match in islice(_DEFINED().finditer(text), _MOST):
        start, end = match.span("short")
        quoted = [*_QUOTED().finditer(text, start, end)]
        spans = [q.span(1) for q in quoted] or [(start, end)]
        full, begin = _full_form(text, match.start(), text[slice(*spans[0])])
        if len(spans) > 1:
            full = ""
        for span in spans:
            short = text[slice(*span)].strip()
            if short and _MASKED.isdisjoint(short):
                found.append(Term(short, *span, full, begin, match.end()))
    return found


_MASKED = frozenset("xXＸ×*＊○□_＿")


def _full_form(text: str, end: int, short: str) -> tuple[str, int]:
    """What stands before the bracket and is shortened, and where it begins."""
    opening = _CLOSING.get(text[end - 1 : end])
    if opening:
        start = text.rfind(opening, max(0, end - 80), end)
        return (text[start + 1 : end - 1], start + 1) if start >= 0 else ("", end)
    match = _RUN().search(text, max(0, end - _LONGEST), end)
    if match is None:
        return "", end
    # The shortest end of it that has the short form's characters in their order.
    place = end
    for character in reversed(short):
        place = text.rfind(character, match.start(), place)
        if place < 0:
            return "", end
    # Where the full form begins does not show; what comes again tells.
    for start in range(match.start(), min(place, end - len(short) - _LONGER) + 1):
        if text.find(text[start:end], end) >= 0:
            return text[start:end], start
    return "", end


class MisdefinedShortForm(DraftTextRule):
    """简称定义后没有使用、定义了两次，或者先用后定义。

    检查什么

    “（以下简称“×××”）”之后再没有出现这个简称；同一个简称定义了两次；带引号、书名号的简称在定义之前就已经出现。

    为什么

    不再提到的名称不必定义简称；定义了两次，说明是拼接起来的稿子。

    错误示例

    - 根据《青山县政协提案办理工作办法》（以下简称《⟦办法⟧》），结合实际，作如下安排。
      一、加强领导。二、落实责任。
    - 青山县城乡水务一体化建设项目指挥部（以下简称“⟦指挥部⟧”）已经成立，各单位要积极配合。
    - 县政协委员履职服务中心（以下简称“服务中心”）负责统筹，服务中心设在办公室。
      县政协委员履职服务中心（以下简称“⟦服务中心⟧”）每月调度。
    - 各单位要执行《⟦办法⟧》，按照《青山县政协提案办理工作办法》（以下简称《办法》）的要求办好提案，《办法》另行印发。

    正确示例

    - 根据《青山县政协提案办理工作办法》（以下简称《办法》），结合实际，作如下安排。
      一、认真执行《办法》。
    - 青山县城乡水务一体化建设项目指挥部（以下简称“指挥部”）已经成立，各单位要服从指挥部调度。
    - 中国人民政治协商会议简称人民政协。
    """

    code = "CS014"
    name = "misdefined-short-form"
    severity = "hint"

    def scan(self, text: str, draft: Draft) -> Iterator[Hit]:
        """The short form where it is defined."""
        seen: set[str] = set()
        whole = draft.document.text
        base = draft.document.starts[draft.first - 1]
        for term in draft.memo(terms):
            params = {"term": term.short}
            if term.short in seen:
                yield Hit(term.start, term.end, N_("简称“{term}”前面已经定义过"), params)
                continue
            seen.add(term.short)
            quoted = text[term.start - 1 : term.end + 1]
            if quoted[0] in "“《" and (early := text.find(quoted, 0, term.start - 1)) >= 0:
                message = N_("简称“{term}”用在定义之前，应在第一次出现时定义")
                yield Hit(early + 1, early + 1 + len(term.short), message, params)
                continue
            if text.find(term.short, term.end) < 0 > whole.find(term.short, base + len(text)):
                message = N_("定义了简称“{term}”，后文却没有使用，不必定义")
                yield Hit(term.start, term.end, message, params)


class FullFormAfterShort(DraftTextRule):
    """定义了简称，后文仍用全称。

    检查什么

    “（以下简称“×××”）”之后，正文里又写了全称。标题、落款、附件和书名号里的全称不算。

    为什么

    定义了简称，全文就应当统一用简称。

    错误示例

    - 青山县城乡水务一体化建设指挥部（以下简称“指挥部”）已经成立。
      指挥部下设三个组，⟦青山县城乡水务一体化建设指挥部⟧办公室设在县水利局。
    - 县政协委员履职服务中心（以下简称“服务中心”）负责统筹，服务中心设在办公室，⟦县政协委员履职服务中心⟧每月调度。
    - 村级民主协商议事室（以下简称“议事室”）建在村里，议事室由村支书负责，每月在⟦民主协商议事室⟧议事一次。

    正确示例

    - 青山县城乡水务一体化建设指挥部（以下简称“指挥部”）已经成立，指挥部下设三个组。
      青山县城乡水务一体化建设指挥部
      2024年5月8日
    - 县政协委员履职服务中心（以下简称“服务中心”）负责统筹，服务中心设在办公室。
    - 根据《青山县政协提案办理工作办法》（以下简称《办法》），制定《〈青山县政协提案办理工作办法〉实施细则》，《办法》另行印发。
    """

    code = "CS015"
    name = "full-form-after-short"
    severity = "hint"

    def scan(self, text: str, draft: Draft) -> Iterator[Hit]:
        """The full form, where it stands first."""
        found = draft.memo(terms)
        if not found:
            return
        end = _body_end(draft, len(text))
        for term in found:
            if len(term.full) < len(term.short) + 2 or term.full == term.short:
                continue
            place = text.find(term.full, term.behind, end)
            for _ in range(_MOST):
                if place < 0:
                    break
                behind = place + len(term.full)
                if _in_prose(text, place, behind):
                    yield Hit(
                        place,
                        behind,
                        N_("前面已定义简称“{term}”，这里仍写全称“{full}”，宜统一用简称"),
                        {"term": term.short, "full": term.full},
                        suggestions=(term.short,),
                    )
                    break
                place = text.find(term.full, behind, end)


def _in_prose(text: str, start: int, end: int) -> bool:
    """Whether a full form is no part of a title, a definition or the list of attachments."""
    if text[end : end + 1] in ("（", "(", "》", "〉"):
        return False
    line = max(text.rfind("\n", max(0, start - _FAR), start), start - _FAR, -1) + 1
    before = text[line:start]
    return before.count("《") <= before.count("》") and "附件：" not in before


_FAR = 200


def _body_end(draft: Draft, end: int) -> int:
    """Where the body ends: before the signature or date, if they stand below it."""
    body = draft.frame.body
    if not body:
        return end
    starts = draft.document.starts
    last = body[-1]
    return min(end, starts[last.number - 1] - starts[draft.first - 1] + len(last.text))
