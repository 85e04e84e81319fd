"""RV001 – RV004: marks in the text that were made for those who work on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from writer_assist.i18n import N_, Word

from ..base import DraftRule, Hit, LazyPattern

if TYPE_CHECKING:
    from writer_assist.document.model import Comment, FeatureKind, Paragraph, Revision
    from writer_assist.outline.draft import Draft

_MOST = 12
"""So many places of one author's changes are named; of more only the first, with their number."""
_GAP = 2
"""Changes in paragraphs so far apart belong together."""


class TrackedChange(DraftRule):
    """修订没有接受或拒绝

    检查什么

    文稿里还留着的修订：插入、删除、移动、改格式、改表格。同一个人相邻的修订合为一处，说明有多少、是谁、什么时候改的；
    一个人的修订散在很多处的，只报告第一处和总数。

    为什么

    带着修订发出去，收件人打开就能看到改前改后的全部文字，删掉的话也在里面；打印时还可能把修订标记一起印出来。

    错误示例

    - 全年共开展视察⟦⟪insertion:审稿人|十二⟫⟧次。
    - 全年共开展视察十二次⟦⟪deletion:审稿人/，效果不大|⟫⟧。
    - ⟦⟪formatting:审稿人|一、主要工作⟫⟧
    - 全年共开展⟦⟪deletion:审稿人/八|⟫⟪insertion:审稿人|十二⟫⟧次视察。
      形成报告⟪insertion:审稿人|六⟫份。

    正确示例

    - 全年共开展视察十二次。
    - 会议听取了提案修订情况的说明。
    - 全年共开展⟪comment:审稿人/数字请核实|十二⟫次视察。
    """

    code = "RV001"
    name = "tracked-change"

    def check(self, draft: Draft) -> Iterator[Hit]:
        """Yield the runs of changes."""
        document = draft.document
        if not document.revisions:
            return
        paragraphs = document.paragraphs
        runs: dict[str, list[list[Revision]]] = {}
        for revision in document.revisions:
            if not draft.first <= revision.paragraph <= draft.last:
                continue
            if paragraphs[revision.paragraph - 1].story == "comment":
                continue
            own = runs.setdefault(revision.author, [])
            if own and revision.paragraph - own[-1][-1].paragraph <= _GAP:
                own[-1].append(revision)
            else:
                own.append([revision])
        for author, own in runs.items():
            if len(own) > _MOST:
                everything = [revision for run in own for revision in run]
                yield _changes(author, everything, paragraphs, scattered=True)
            else:
                for run in own:
                    yield _changes(author, run, paragraphs, scattered=False)


def _changes(
    author: str, run: list[Revision], paragraphs: list[Paragraph], *, scattered: bool
) -> Hit:
    first = run[0]
    kinds = Counter(revision.kind for revision in run)
    insertions, deletions = kinds["insertion"], kinds["deletion"]
    params = {
        "author": author or Word("某人"),
        "count": len(run),
        "insertions": insertions,
        "deletions": deletions,
        "others": len(run) - insertions - deletions,
        "dates": _dates(run),
    }
    here = [revision for revision in run if revision.paragraph == first.paragraph]
    end = first.end if scattered else max(revision.end for revision in here)
    template = (
        N_(
            "“{author}”的 {count} 处修订没有接受或拒绝（插入 {insertions}、删除 {deletions}、"
            "其他 {others}{dates}），散在全文各处，请逐处接受或拒绝"
        )
        if scattered
        else N_(
            "“{author}”的 {count} 处修订没有接受或拒绝（插入 {insertions}、删除 {deletions}、"
            "其他 {others}{dates}），请接受或拒绝"
        )
    )
    return Hit(first.start, end, template, params, paragraph=paragraphs[first.paragraph - 1])


def _dates(run: Iterable[Revision]) -> str:
    """The days of some changes, "" if none has one; a full-width semicolon goes before."""
    days = sorted({revision.date[:10] for revision in run if _DAY().fullmatch(revision.date[:10])})
    if not days:
        return ""
    return f"；{days[0]}" if len(days) == 1 else f"；{days[0]} – {days[-1]}"


_DAY = LazyPattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DIRECTIVE = LazyPattern(r"(?i:writer[-‐‑–]assist)[ \t]{0,9}[:：]")
_SHOWN = 30


class ReviewerComment(DraftRule):
    """批注没有删去

    检查什么

    文稿里的每一条批注，已经标为“已解决”的也在内：它仍在文件里。写给本程序的批注（writer-assist: ignore …）除外；
    本程序自己写的批注（annotate）合为一处报告。

    为什么

    批注是改稿时的话，往往比正文直白。发出去的文件里留着批注，等于把内部意见一并发出。

    错误示例

    - 全年共开展⟦⟪comment:审稿人/数字请核实|十二⟫⟧次视察。
    - 县政协主席会议⟦⟪comment:审稿人/此处分段|⟫⟧讨论通过。
    - ⟦⟪comment:/已改|一、主要工作⟫⟧
    - 全年共开展⟦⟪comment:writer-assist/错误 PH005 还没有填写|x⟫⟧次视察，形成报告⟪comment:writer-assist/错误 PH005 还没有填写|x⟫份。

    正确示例

    - 全年共开展⟪comment:审稿人/writer-assist: ignore PH 数字由统计部门补|xx⟫次视察。
    - 首长作了重要批注。
    - 全年共开展⟪insertion:审稿人|十二⟫次视察。
    """

    code = "RV002"
    name = "reviewer-comment"

    def check(self, draft: Draft) -> Iterator[Hit]:
        """Yield the comments."""
        document = draft.document
        here = [c for c in document.comments if draft.first <= c.first <= draft.last]
        own = [comment for comment in here if comment.is_own]
        if own:
            paragraph = document.paragraphs[own[0].first - 1]
            yield Hit(
                own[0].start,
                own[0].end if own[0].last == own[0].first else len(paragraph.text),
                N_(
                    "还留着本程序写的 {count} 条批注，"
                    "处理完后请用 annotate --remove 删去，或在 Word 里删去"
                ),
                {"count": len(own)},
                paragraph=paragraph,
            )
        for comment in here:
            if comment.is_own or _is_directive(comment):
                continue
            paragraph = document.paragraphs[comment.first - 1]
            one = comment.last == comment.first
            said = " ".join(comment.text.split())
            said = said if len(said) <= _SHOWN else said[:_SHOWN] + "…"
            params = {"author": comment.author or Word("某人"), "text": said}
            yield Hit(
                comment.start,
                comment.end if one else len(paragraph.text),
                N_("“{author}”的批注没有删去：“{text}”，请处理后删去批注")
                if said
                else N_("“{author}”的批注没有删去，请处理后删去批注"),
                params,
                paragraph=paragraph,
            )


def _is_directive(comment: Comment) -> bool:
    return "riter" in comment.text and bool(_DIRECTIVE().search(comment.text))


class _FeatureRule(DraftRule):
    """A rule about text that looks a certain way."""

    kind: FeatureKind
    template: str

    def check(self, draft: Draft) -> Iterator[Hit]:
        """Yield the stretches, those of one paragraph that only marks part as one."""
        kind = self.kind
        for paragraph in draft.paragraphs:
            features = paragraph.features
            if features and paragraph.story != "comment":
                spans = [(f.start, f.end) for f in features if f.kind == kind]
                if spans:
                    yield from self._hits(paragraph, spans)

    def _hits(self, paragraph: Paragraph, spans: list[tuple[int, int]]) -> Iterator[Hit]:
        text = paragraph.text
        spans.sort()
        joined: list[tuple[int, int]] = []
        for start, end in spans:
            if joined and not any(c.isalnum() for c in text[joined[-1][1] : start]):
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        for start, end in joined:
            if text[start:end].strip():
                yield Hit(start, end, self.template, paragraph=paragraph)


class HiddenText(_FeatureRule):
    """留有隐藏文字

    检查什么

    设为“隐藏文字”的文字，不论是直接设的还是由样式带来的。

    为什么

    隐藏文字平时看不见、印不出，但收件人打开显示标记就能看到。多半是旧稿里忘了删的内容。

    错误示例

    - 全年共开展视察十二次⟦⟪hidden|（实际九次）⟫⟧。
    - ⟦⟪hidden|送审稿，请勿外传⟫⟧
    - ⟦⟪hidden|此段⟫，⟪hidden|暂不用⟫⟧。

    正确示例

    - 全年共开展视察十二次。
    - 排查安全隐患二十处，没有隐藏不报。
    - 联系人：⟪hidden|　⟫
    """

    code = "RV003"
    name = "hidden-text"
    kind = "hidden"
    template = N_("这里是隐藏文字，平时看不见，收件人却能显示出来，请删去，或取消隐藏")


class HighlightedText(_FeatureRule):
    """留有突出显示的文字

    检查什么

    用突出显示（荧光笔）或彩色底纹标出的文字。

    为什么

    改稿时用颜色标出待核的内容，定稿时要取消，打印出来是灰底。还标着颜色，往往说明这里没有核完。

    错误示例

    - 全年共开展视察⟦⟪highlight|十二⟫⟧次。
    - ⟦⟪highlight|一、主要工作⟫⟧
    - 由⟦⟪highlight|提案委⟫、⟪highlight|社法委⟫⟧牵头。

    正确示例

    - 全年共开展视察十二次。
    - 突出显示了县政协的作用。
    - 由提案委⟪highlight| ⟫牵头。
    """

    code = "RV004"
    name = "highlighted-text"
    kind = "highlight"
    template = N_("这里还标着突出显示的颜色，请核实内容后取消")
