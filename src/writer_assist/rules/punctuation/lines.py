"""PU020 to PU022: marks at the beginning and at the end of paragraphs."""

from __future__ import annotations

from collections.abc import Iterator
from re import Match
from typing import TYPE_CHECKING

from writer_assist.document.structure import SPACE, read_mark
from writer_assist.i18n import N_
from writer_assist.outline.frame import date_in, follows_signature, is_signature

from ..base import Edit, Fix, Hit, LazyPattern
from ..draft_text import HAN, DraftTextRule, block_of
from ..gates import pairs
from .attachments import attachments
from .headings import MarkAtTitleEnd, next_paragraph
from .salutation import is_salutation
from .scan import broken_paragraphs, unfilled

if TYPE_CHECKING:
    from writer_assist.document.model import Paragraph
    from writer_assist.outline.draft import Draft

_START = LazyPattern(r"\n[ \t\u3000]{0,8}(?P<mark>[，。、；：！？]{1,3})")
_FIRST = LazyPattern(r"[ \t\u3000]{0,8}(?P<mark>[，。、；：！？]{1,3})")
_HAN = LazyPattern(f"[{HAN}]")
_END = LazyPattern(r"\n(?<=[，、 \u3000]\n)")
_START_PAIRS = pairs("\n \t\u3000", "，。、；：！？")
_END_PAIRS = pairs("，、 \u3000", "\n")
_OPEN_END = LazyPattern(rf"\n(?:(?<=[{HAN}]\n)|(?<=[\d%％”》）]\n))")
_ENDS = "。！？…；：，、.!?;:,—~～"
_SHORTEST = 25
_SENTENCE = 60
"""A heading may hold commas, but is never that long."""
_VERSE = 18


def _previous(draft: Draft, paragraph: Paragraph) -> Paragraph | None:
    """The paragraph before it that says something."""
    first = max(draft.first - 1, paragraph.number - 5)
    for other in reversed(draft.document.paragraphs[first : paragraph.number - 1]):
        if other.text.strip():
            return other
    return None


class MarkAtParagraphStart(DraftTextRule):
    """段首出现了点号

    检查什么

    一段的开头是逗号、句号、顿号、分号、冒号、问号、叹号。（后引号、后括号、后书名号由 PU005 检查。）

    为什么

    国家标准规定这些标点不出现在一行的开头。段首出现，多半是前面漏了字，或者一段被断成了两段。

    错误示例

    - ⟦，⟧加强学习，提高履职能力。
    - 一年来，各项工作取得了成效。
      ⟦。⟧下一步，我们将继续努力。
    - ⟦：⟧一是抓好学习。

    正确示例

    - “好。”他说。
    - （一）加强学习。
    - 《章程》的学习贯穿全年。
    - ……
    """

    code = "PU020"
    name = "mark-at-paragraph-start"
    source = "GB/T 15834-2011"

    def scan(self, text: str, draft: Draft) -> Iterator[Hit]:
        """Yield the marks that a paragraph begins with."""
        matches: list[Match[str]] = []
        if not _START_PAIRS.isdisjoint(draft.document.bigrams):
            matches += _START().finditer(text)
        first = _FIRST().match(text)
        if first is not None:
            matches.insert(0, first)
        for match in matches:
            start, end = match.span("mark")
            base = draft.document.starts[draft.first - 1]
            paragraph, _ = draft.document.locate(base + start)
            if paragraph.story not in ("body", "text-box") or not _HAN().search(paragraph.text):
                continue
            before = _previous(draft, paragraph)
            if before is not None and before.number in broken_paragraphs(draft):
                continue
            fixes: tuple[Fix, ...] = ()
            if before is None or before.text.rstrip()[-1:] in _ENDS:
                fixes = (Fix((Edit(start, end, ""),)),)
            yield Hit(
                start,
                end,
                N_("一段的开头不能是“{text}”，请删去，或者补上漏掉的字"),
                {"text": match["mark"]},
                fixes,
            )


class CommaAtParagraphEnd(DraftTextRule):
    """段末停在逗号或顿号上

    检查什么

    一段的末尾是逗号或顿号。称呼、诗句、分行排列的名单不算；一句话断成两段的，由 AR012 检查。

    为什么

    一段话说完，末尾用句号；后面分条列举的用冒号，分条之间用分号。

    错误示例

    - 办公室认真落实各项制度，按时完成了全年任务⟦，⟧
      二、存在的问题
    - 一年来，我们组织委员视察三次⟦、⟧
      特此报告。
    - 我们将在县政协党组的领导下再接再厉，做好各项工作⟦，⟧

    正确示例

    - 办公室认真落实各项制度，按时完成了全年任务。
    - 尊敬的各位委员，
      现在报告工作。
    - 山高自有行路客，
      水深不乏渡船人。
    - 主席、
      副主席、
      秘书长
    """

    code = "PU021"
    name = "comma-at-paragraph-end"
    source = "GB/T 15834-2011"

    def scan(self, text: str, draft: Draft) -> Iterator[Hit]:
        """Yield the comma at the end."""
        base = draft.document.starts[draft.first - 1]
        places = []
        if not _END_PAIRS.isdisjoint(draft.document.bigrams):
            places += [match.start() for match in _END().finditer(text)]
        if text[-8:].rstrip(" \u3000")[-1:] in ("，", "、"):
            places.append(len(text))
        if not places:
            return
        others = {paragraph.number for paragraph, _, _ in attachments(draft)}
        # The title is PU024's, 如下， is PU026's.
        others.update(
            hit.paragraph.number for hit in MarkAtTitleEnd().check(draft) if hit.paragraph
        )
        for place in places:
            paragraph, _ = draft.document.locate(base + place)
            line = paragraph.text.rstrip(" \u3000")
            if line[-1:] not in ("，", "、") or line[-3:-1] == "如下":
                continue
            if paragraph.story not in ("body", "text-box") or not _HAN().search(line):
                continue
            if paragraph.number in broken_paragraphs(draft) or is_salutation(line):
                continue
            if paragraph.number in others:
                continue
            following = next_paragraph(draft, paragraph)
            if _goes_on(following) and len(broken_paragraphs(draft)) > 2:
                continue  # the lines of the text are broken (AR012), this one at a comma
            if following is not None:
                rest = following.text.strip()
                if max(len(line), len(rest)) <= _VERSE and abs(len(line) - len(rest)) <= 6:
                    continue  # verse, names in lines of their own
                if line[-1] == "、" and "，" not in line and "。" not in line and "、" in rest[-1:]:
                    continue
            if line[-2:-1] in tuple("，。、；：,;"):
                continue
            end = place - (len(paragraph.text) - len(line))
            yield Hit(
                end - 1,
                end,
                N_("一段的末尾不能停在“{text}”上，说完了用句号，后面分条列举用冒号"),
                {"text": line[-1]},
                () if _goes_on(following) else (Fix((Edit(end - 1, end, "。"),)),),
                ("。", "；", "："),
            )


def _goes_on(following: Paragraph | None) -> bool:
    """Whether the next paragraph may be the rest of the sentence: then a full stop may be wrong."""
    if following is None:
        return False
    return read_mark(following.text) is None and len(following.text.strip()) >= 8


class MissingEndMark(DraftTextRule):
    """段末没有标点

    检查什么

    正文里一段成句的话，末尾没有句号一类的标点。标题、条目、落款、称呼、附件、表格不算；全篇都不用句号的也不算。

    为什么

    一段话说完要用句号；没有句号，看不出话是说完了，还是漏了字。

    错误示例

    - 一年来，我们认真履行职责。全年组织视察三次，完成了各项⟦任务⟧
      下一步，我们将继续努力，为全县高质量发展作出贡献。
    - 县政协高度重视提案办理。办公室逐件落实，按时答复，委员们表示⟦满意⟧
      我们将总结经验，继续做好工作。
    - 办公室坚持制度管人。财务制度健全，账目清楚，全年没有发生违规⟦问题⟧
      同时，我们加强了车辆管理，确保了行车安全。

    正确示例

    - 一、加强学习，提高素质，增强本领，认真履行委员职责和使命
      一年来，我们坚持把学习放在首位。
    - 以上报告，请审议。我们将认真听取各位委员的意见和建议，进一步改进工作。
      政协云溪县委员会办公室
    - 联系人：办公室，电话：123，地址：县政协机关大楼二楼办公室
      请各单位及时报送。
    """

    code = "PU022"
    name = "missing-end-mark"
    severity = "hint"
    source = "GB/T 15834-2011"

    def scan(self, text: str, draft: Draft) -> Iterator[Hit]:
        """Yield the last two characters."""
        base = draft.document.starts[draft.first - 1]
        body: frozenset[int] | None = None
        found: list[tuple[Paragraph, int]] = []
        places = [match.start() for match in _OPEN_END().finditer(text)]
        if text and text[-1] not in _ENDS + "\n":
            places.append(len(text))
        for place in places:
            # Most such paragraphs are headings: short.
            if text.rfind("\n", max(0, place - _SHORTEST), place) >= 0:
                continue
            paragraph, _ = draft.document.locate(base + place)
            line = paragraph.text
            if paragraph.level is not None or paragraph.label or paragraph.story != "body":
                continue
            if len(line.strip()) < _SHORTEST or not ("。" in line or len(line) >= _SENTENCE):
                continue
            if body is None:
                body = frozenset(p.number for p in draft.frame.body)
            if paragraph.number not in body or not _is_running(line):
                continue
            found.append((paragraph, place))
        if not found or body is None:
            return
        long = sum(p.number in body and len(p.text) >= _SHORTEST for p in draft.paragraphs)
        if len(found) > 2 and len(found) * 3 > long:
            return  # the way of the whole text
        taken = unfilled(block_of(draft))
        for paragraph, place in found:
            if paragraph.number not in broken_paragraphs(draft) and not taken(place - 2, place):
                yield Hit(
                    place - 2,
                    place,
                    N_("这一段的末尾没有标点，应当加上句号"),
                    {},
                    (Fix((Edit(place, place, "。"),)),),
                )


def _is_running(line: str) -> bool:
    """Whether a paragraph without an end mark is a sentence all the same."""
    if read_mark(line) is not None and "。" not in line:
        return False
    tail = line[max(line.rfind("。"), line.rfind("！")) + 1 :].strip(SPACE)
    if len(tail) <= 45 and (date_in(tail) or is_signature(tail)):
        return False
    if tail[:1] in tuple("—－（(") or (tail.count("、") > 3 and "，" not in tail):
        return False  # who says so, a list of names
    if (
        follows_signature(line)
        or is_salutation(line)
        or ("：" in line[:12] and "，" not in line[:40])
    ):
        return False
    if line.rstrip()[-1] == "）":
        opened = line.rfind("（")
        if opened < 1 or line[opened - 1] in "。！？…”":
            return False  # a note behind the sentence
    labels = sum(word in line for word in ("电话", "联系人", "地址", "邮编", "传真"))
    return labels < 2 and not line.endswith(
        ("。”", "！”", "？”", "。）", "……”", "。’”", "。』", "。」")
    )
