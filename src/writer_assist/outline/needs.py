"""What a section must hold besides being there: a period, figures, a leading clause, items."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from writer_assist.document.structure import SPACE
from writer_assist.patterns import LazyPattern

if TYPE_CHECKING:
    from writer_assist.document.model import Paragraph

    from .draft import Draft
    from .genres import Section

_PERIOD = LazyPattern(
    "[0-9０-９xX×*○〇一二三四五六七八九十]{1,4}[年月日时点]|年|上半年|下半年|当日|即日|届|季度|今日|明日"
)
_FIGURE = LazyPattern(
    "[0-9０-９]|[一二三四五六七八九十百千两几多]{1,6}[件条次个项名场篇份万元亩户人家]"
)
_LEADING = LazyPattern(
    "如下|以下|下面|下列|决定[：:]|提请|通知|报告|答复|回复|汇报|函复|函告|函达|说明"
)
_ITEM = LazyPattern(
    r"(?:^|[\n。；：]) *[\u3000 ]*(?:[（(]?[一二三四五六七八九十]{1,2}(?:[、）)]|是|要)"
    r"|第[一二三四五六七八九十]|[0-9]{1,2}[.．、）)]|首先|其次|其一|其二|[◆●▲◇★☆■])"
)
_LONG = 400
"""A reply of fewer code points may be on one thing only."""

_LEAD_PARAGRAPHS = 3


def lacking(section: Section, draft: Draft) -> Iterator[str]:
    """What a section that is there has not, of what it must hold, as the outline names it."""
    if not section.needs:
        return
    text = text_of(section, draft)
    if not text.strip(SPACE):
        return
    for need in section.needs:
        has = _HAS[need]
        # 定于11月14日上午9:00召开……现将有关事项通知如下: the time was told before.
        if not has(text) and not (need == "时段" and has(_before_headings(draft))):
            yield need


def _before_headings(draft: Draft) -> str:
    """The body above the first heading, a lead at most."""
    first = draft.headings[0].paragraph.number if draft.headings else 0
    body = [p.text for p in draft.frame.body if p.number < first]
    return "\n".join(body[:_LEAD_PARAGRAPHS])


def text_of(section: Section, draft: Draft) -> str:
    """A section's text: what stands under its headings, or where it begins without one."""
    alignment, body = draft.alignment, draft.frame.body
    if alignment is None:
        return ""
    headings = alignment.headings.get(section.id, ())
    if headings:
        parts = [(p.text for p in draft.paragraphs_below(heading)) for heading in headings]
        first = [h.paragraph.text[h.end :] for h in headings]
        return "\n".join([*first, *(text for part in parts for text in part)])
    report = next(s for s in alignment.sections if s.id == section.id)
    if report.paragraph is None:
        return ""
    rest: list[Paragraph] = [p for p in body if p.number >= report.paragraph]
    if section.place == "lead":
        first_heading = draft.headings[0].paragraph.number if draft.headings else 0
        rest = [p for p in rest if not first_heading or p.number < first_heading]
        rest = rest[:_LEAD_PARAGRAPHS]
    return "\n".join([p.text for p in rest])


def _has_items(text: str) -> bool:
    return len(_ITEM().findall(text)) > 1 or text.count("\n") > 1


_HAS: Mapping[str, Callable[[str], bool]] = {
    "时段": lambda text: _PERIOD().search(text) is not None,
    "数字": lambda text: _FIGURE().search(text) is not None,
    "领起语": lambda text: _LEADING().search(text) is not None,
    "分条": _has_items,
    "逐条答复": lambda text: len(text) < _LONG or _has_items(text),
}
