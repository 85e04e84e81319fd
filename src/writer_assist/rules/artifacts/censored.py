"""AR001: holes that a site's word filter left."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from writer_assist.document.model import pair_of
from writer_assist.i18n import N_

from ..base import Edit, Fix, Hit, LazyPattern
from ..draft_text import (
    HAN,
    DraftTextRule,
    ParagraphBounds,
    in_order,
    unfilled_marks,
)
from ..gates import pairs
from ..marks.context import is_han
from ..marks.words import SURNAMES
from .data import candidates, censored_words

if TYPE_CHECKING:
    from writer_assist.document.model import Document
    from writer_assist.outline.draft import Draft

_STARS = "*＊﹡"
_SURE = "*＊﹡_＿□■"
_MARK = LazyPattern(r"[*＊﹡]+|[_＿]+|[□■]+")
_WEAK = " \u3000.．"
"""May be there for many reasons: a hole only where the words on both sides are known."""
_FOOTNOTE = LazyPattern(
    r"(?:^|[\n\v])[ \t\u3000]{0,8}(?:注[:：]?[ \u3000]{0,2})?[(（]?[*＊﹡]{1,3}[)）]?[ \u3000]{0,2}"
    rf"(?:[:：]|(?<![*＊﹡][*＊﹡])(?![省市县区乡镇村])[{HAN}])"
    r"|[带标打加有][“\"]?[*＊﹡][”\"]?(?=[的号者标项为处])|[*＊﹡][”\"]?(?:号|标记|标注|为必填|表示|代表|的为)|注[*＊﹡]"
)
_CLOSERS = "，。；：！？、）)》”’"
_EMPHASIS = LazyPattern(
    rf"(?<![^\s，。；：、（(“])[*＊]([{HAN}][^*＊\n。；]{{0,38}}[{HAN}”》）])[*＊](?![^\s，。；：、）)”])"
)
_FACTORS = (
    "长",
    "宽",
    "高",
    "单价",
    "数量",
    "面积",
    "人数",
    "天数",
    "次数",
    "系数",
    "权重",
    "得分",
)
_QUOTED_BEFORE = "“\"'‘"


class CensoredWord(DraftTextRule):
    """词语被网站屏蔽后留下的空洞

    检查什么

    词语中间或词语后面的单个星号（社情*），被下划线、空格、点或什么也没有代替的常见屏蔽词（人大表、党委、 、政府）。
    能推断出原词的，一并给出。代替人名、地名、数字的记号由占位符规则检查。

    为什么

    文稿网站会自动屏蔽一些词，整段复制下来就成了残句。被屏蔽的常常是“民意”“人大”这类公文里最要紧的词。

    错误示例

    - 全年收集社情⟦*⟧信息四十余条，均已编报。
    - 基层党委、⟦*⟧、政府都有办事机构，政协没有。
    - 要不断提⟦*⟧部队伍的整体素质。
    - 深入学习邓小平理论和⟦__⟧重要思想。
    - 自觉接受委员的⟦人大表⟧和各界群众的监督。
    - 协助做好征地拆⟦*⟧工作，化解矛盾。
    - 进一步加强⟦.⟧监督，提高提案办理质量。

    正确示例

    - 全年收集社情民意信息四十余条，均已编报。
    - 到会人大代表作了人大表决情况说明，个人大表决心。
    - 帮扶资金按户均面积*单价核算，会场为五星级（5*）宾馆。
    - 表中带*的为必填项，按*号键返回。
    - 本年度常住人口*较上年略有增加。
      *常住人口：含在外务工不足半年的人员。
    - 姓名*
    - 走访了*镇、*村，慰问群众*余户，培训*人次。
    """

    code = "AR001"
    name = "censored-word"

    def scan(self, text: str, draft: Draft) -> Iterator[Hit]:
        """Yield the holes."""
        hits = [*_marked(text, draft.document), *_gone(text, draft.document)]
        if hits:
            # Unfilled marks are judged first: no span gets two findings.
            unfilled = unfilled_marks(text)
            hits = [hit for hit in hits if not unfilled(hit.start, hit.end)]
        yield from in_order(hits)


def _hit(text: str, start: int, end: int, word: str, edit: Edit | None = None) -> Hit:
    shown = text[start:end]
    if not word:
        return Hit(
            start, end, N_("此处的“{text}”像是词语被网站屏蔽后留下的，请补上原词"), {"text": shown}
        )
    fixes = (Fix((edit or Edit(start, end, word),)),)
    if shown.isspace():
        message = N_("此处的空格像是词语被网站屏蔽后留下的，原词可能是“{word}”")
    elif edit is None:
        message = N_("此处的“{text}”像是词语被网站屏蔽后留下的，原词可能是“{word}”")
    else:
        message = N_("“{text}”里像是有词语被网站屏蔽掉了，少了“{word}”")
    return Hit(start, end, message, {"text": shown, "word": word}, fixes, (word,))


def _marked(text: str, document: Document) -> Iterator[Hit]:
    """Holes that something stands in: a star, an underscore, a box, a point, a space."""
    known = censored_words()
    paragraphs = ParagraphBounds(text)
    has_footnote = None
    for start, end in _candidates(text, document):
        left = text[start - 1] if start else "\n"
        if left == "\n" or (left.isascii() and left not in "\"'"):
            continue
        word = _known(text, start, end, known.holes, known.longest)
        if word:
            yield _hit(text, start, end, word)
        elif end - start > 1:
            continue
        elif text[start] in "_＿":
            if _is_gap(text, start, *paragraphs.at(start)):
                yield _hit(text, start, end, "")
        elif text[start] in _STARS and _is_hole(text, start, *paragraphs.at(start)):
            if has_footnote is None:
                has_footnote = _FOOTNOTE().search(text) is not None
            # A footnote's mark stands behind a word, not at the beginning of a clause.
            if not has_footnote or left in "，。；：":
                yield _hit(text, start, end, "")


def _candidates(text: str, document: Document) -> Iterator[tuple[int, int]]:
    """Runs of what may stand in a hole."""
    characters = document.characters
    if not characters.isdisjoint(_SURE):
        yield from (match.span() for match in _MARK().finditer(text))
    if not any(character in characters for character in _WEAK):
        return
    # What stands in no word for a reason of its own needs a known word to its left.
    signs = {pair_of(pair)[1] for pair in _weak_pairs() & document.bigrams}
    for character in signs:
        start = text.find(character)
        while start >= 0:
            end = start + 1
            while text.startswith(character, end):
                end += 1
            yield start, end
            start = text.find(character, end)


@cache
def _weak_pairs() -> frozenset[int]:
    return pairs(censored_words().ends, _WEAK)


def _known(
    text: str, start: int, end: int, holes: dict[str, list[tuple[str, str]]], longest: int
) -> str:
    """The word that surely stood at ``start … end``; "" if that is not known."""
    # Words apart from each other are no hole yet; it takes a set phrase around the gap.
    least = 5 if text[start] in " \u3000" else 2 if text[start] in _WEAK else 1
    for length in range(min(longest, start), 0, -1):
        rights = holes.get(text[start - length : start])
        if rights is None:
            continue
        for right, word in rights:
            if text.startswith(right, end) and (
                least == 1 or (right and length + len(right) >= least)
            ):
                return word
    if text[start] in _STARS + "_＿":
        for right, word in holes.get("", ()):
            if text.startswith(right, end):
                return word
    return ""


def _is_hole(text: str, start: int, begin: int, stop: int) -> bool:
    """Whether a single star stands in or behind a Chinese word, for no reason of its own.

    ``begin … stop`` is its paragraph.
    """
    left = text[start - 1]
    right = text[start + 1] if start + 1 < len(text) else "\n"
    if not (is_han(left) or left in "，。；：、”》") or left in "注带标打加按星":
        return False
    around = text[max(begin, start - 30) : min(stop, start + 31)]
    if "=" in around or "＝" in around:
        return False
    before = text[max(begin, start - 4) : start]
    if before.endswith(_FACTORS):
        return False
    if right in "号键）)" or text.startswith("标记", start + 1):
        return False
    if left in SURNAMES and not is_han(text[start - 2 : start - 1]):
        return False  # 李*、王*
    if left in "，。；：":
        return is_han(right)
    if left == "、":
        return right in "、，。；和及与" or is_han(right)
    inside = is_han(right)
    if not inside:
        if right in "\n\v":
            # A title or a cell of a form ends with such a star ("姓名*"); a sentence does not.
            return stop - begin >= 20 and text.find("，", max(begin, start - 200), start) >= 0
        if right not in _CLOSERS:
            return False
    if "*" in text[max(begin, start - 40) : start] or "*" in text[start + 1 : start + 41]:
        window = max(begin, start - 42), min(stop, start + 43)
        for match in _EMPHASIS().finditer(text, *window):
            if start in (match.start(), match.end() - 1):
                return False
    return True


_FILE_NAME = LazyPattern(r"[_＿][^\n，。；、]{0,30}\.[A-Za-z]{2,5}\b")


def _is_gap(text: str, start: int, begin: int, stop: int) -> bool:
    """Whether a single underscore stands for a character of a Chinese sentence.

    ``begin … stop`` is its paragraph. Where there are more of them, they are a form to fill in.
    """
    left, right = text[start - 1], text[start + 1 : start + 2]
    if not (is_han(left) or left in "，。；、“《") or not right:
        return False
    if not (is_han(right) or right in "，。；、”》"):
        return False
    character = text[start]
    if _FILE_NAME().match(text, start):
        return False
    return (
        text.find(character, max(begin, start - 40), start) < 0
        and text.find(character, start + 1, min(stop, start + 41)) < 0
    )


def _gone(text: str, document: Document) -> Iterator[Hit]:
    """Holes in which nothing stands."""
    known = censored_words()
    for index in candidates(known.gone_anchors, document.characters, document.bigrams):
        broken, offset, word, exceptions = known.gone[index]
        if not document.characters.issuperset(broken):
            continue
        start = text.find(broken)
        while start >= 0:
            end = start + len(broken)
            window = text[max(0, start - 4) : end + 4]
            if not any(exception in window for exception in exceptions):
                place = start + offset
                yield _hit(text, start, end, word, Edit(place, place, word))
            start = text.find(broken, end)
