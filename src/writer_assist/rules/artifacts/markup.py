"""AR005: marks of Markdown, HTML and Word's field codes that a reader was never to see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from writer_assist.i18n import N_, Word

from ..base import Edit, Fix, Hit, LazyPattern
from ..draft_text import HAN, DraftTextRule, in_order, unfilled_marks

if TYPE_CHECKING:
    from writer_assist.outline.draft import Draft

_START = r"(?<![^\n\v])[ \t\u3000]{0,4}"
_STOP = r"[ \t\u3000]{0,4}(?![^\n\v])"
_HEADING = LazyPattern(rf"{_START}(?P<mark>\#{{1,6}}[ \t]+|\#{{2,6}})(?=[^\s\#])")
_BOLD = LazyPattern(r"(?<!\*)\*{2,3}(?=[^\s*])(?P<content>[^*\n\v]{2,80})(?<!\s)\*{2,3}(?!\*)")
_FENCE = LazyPattern(rf"{_START}(?P<mark>```[\w+-]{{0,20}}){_STOP}")
_RULE = LazyPattern(rf"{_START}(?P<mark>---){_STOP}")
_QUOTE = LazyPattern(rf"{_START}(?P<mark>>[ \t]?)(?=[{HAN}“《（*])")
_TABLE = LazyPattern(rf"{_START}(?P<mark>\|[^\n\v]{{1,500}}\|){_STOP}")
_LINK = LazyPattern(
    r"(?P<mark>!?\[(?P<content>[^\[\]\n]{0,80})\]\((?:https?://|www\.|/|#)[^()\s]{0,300}\))"
)
_ENTITY = LazyPattern(r"&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[A-Za-z]{2,8}\d{0,2});")
_TAG = LazyPattern(
    r"</?(?:p|br|hr|div|span|a|b|i|u|em|strong|font|img|table|tbody|thead|tr|td|th|ul|ol|li|h[1-6]|sup|sub|"
    r"script|style|center|section|article|input|o:p|iframe|blockquote|pre|code)(?:[ \t/][^<>\n]{0,300})?>"
)  # fmt: skip
_FIELD_NAMES = ("MERGEFORMAT", "HYPERLINK", "PAGEREF", "EMBED ", "MERGEFIELD", "INCLUDEPICTURE")
_FIELD = LazyPattern(
    r"[{ ]{0,4}(?:PAGE|NUMPAGES|HYPERLINK|PAGEREF|TOC|REF|SEQ|EMBED|MERGEFIELD|DATE|TIME|INCLUDEPICTURE|EQ)"
    r"[ \t]{1,4}[^{}\n\v\u2e80-\uffef]{0,120}(?:MERGEFORMAT|\\[a-zA-Z@*#]|\"[^\"\n]{0,200}\")[ }]{0,4}"
)


class LeftoverMarkup(DraftTextRule):
    """没有转换的标记

    检查什么

    Word文档、文本文稿里留着的Markdown标记（##、**重点**、```）、网页代码（&nbsp;、<br>）、
    域代码（PAGE \\* MERGEFORMAT）。Markdown文件不查。

    为什么

    从人工智能工具、网页和别的软件里粘贴过来的文字，标记没有变成格式，印出来就是一堆符号。

    错误示例

    - ⟦## ⟧一、加强学习，提高素质
    - ⟦**加强学习**⟧：坚持每月集中学习两次。
    - 各界别委员⟦&nbsp;⟧踊跃建言。⟦<br/>⟧
    - ⟦```⟧
    - ⟦---⟧
    - 第⟦ PAGE \\* MERGEFORMAT ⟧页
    - ⟦| 届次 | 提案数 |⟧
    - 详见⟦[工作方案](https://www.example.gov.cn/plan)⟧。

    正确示例

    - #我为群众办实事#话题阅读量超过3万次。
    - 一、加强学习，提高素质
    - 在**镇党委的领导下，**村完成了换届。
    - 走访王**、李**等困难群众，电话139****1234。
    - 甲乙双方A&B公司; 面积<60平方米的，x>3。
    - ————
    - 1#楼、2#楼已经完工，PAGE字样用大写。
    """

    code = "AR005"
    name = "leftover-markup"

    def scan(self, text: str, draft: Draft) -> Iterator[Hit]:
        """Yield marks; in a Markdown file they are what they should be."""
        if draft.document.format == "markdown":
            return iter(())
        if draft.document.characters.isdisjoint("#*`->|]&E"):
            return iter(())
        return iter(in_order(_marks(text)))


def _marks(text: str) -> Iterator[Hit]:
    if "#" in text:
        yield from _prefixes(_HEADING, text, Word(N_("标题标记")))
    if "**" in text:
        yield from _bold(text)
    if "```" in text:
        yield from _lines(_FENCE, text, Word(N_("代码标记")))
    if "---" in text:
        yield from _lines(_RULE, text, Word(N_("分隔线标记")))
    if ">" in text:
        yield from _prefixes(_QUOTE, text, Word(N_("引用标记")))
        if "<" in text:
            for match in _TAG().finditer(text):
                start, end = match.span()
                yield _hit(text, start, end, Word(N_("网页代码")), "", safe=False)
    if "|" in text:
        yield from _lines(_TABLE, text, Word(N_("表格标记")), fixable=False)
    if "](" in text:
        for match in _LINK().finditer(text):
            yield _hit(text, *match.span(), Word(N_("链接标记")), match["content"], safe=False)
    if "&" in text and ";" in text:
        yield from _entities(text)
    if "E" in text and any(word in text for word in _FIELD_NAMES):
        for match in _FIELD().finditer(text):
            yield _hit(text, *match.span(), Word(N_("域代码")), None)


def _hit(
    text: str, start: int, end: int, kind: Word, replacement: str | None, *, safe: bool = True
) -> Hit:
    fixes = () if replacement is None else (Fix((Edit(start, end, replacement),), safe=safe),)
    shown = text[start:end].strip()
    return Hit(
        start,
        end,
        N_("“{text}”是没有转换的{kind}，应当删去或改为格式"),
        {"text": shown if len(shown) <= 30 else shown[:29] + "…", "kind": kind},
        fixes,
    )


def _prefixes(pattern: LazyPattern, text: str, kind: Word) -> Iterator[Hit]:
    for match in pattern().finditer(text):
        yield _hit(text, *match.span("mark"), kind, "")


def _lines(pattern: LazyPattern, text: str, kind: Word, *, fixable: bool = True) -> Iterator[Hit]:
    for match in pattern().finditer(text):
        yield _hit(text, *match.span("mark"), kind, "" if fixable else None)


def _bold(text: str) -> Iterator[Hit]:
    """Pairs of ``**`` around a phrase; ``**镇`` and ``王**`` are masks."""
    pairs = list(_BOLD().finditer(text))
    if not pairs:
        return
    unfilled = unfilled_marks(text)
    for match in pairs:
        start, end = match.span()
        begin, stop = match.span("content")
        if unfilled(start, begin) or unfilled(stop, end):
            continue
        content = match["content"]
        before = text[start - 1 : start]
        if before.isdigit() or not re.search(f"[{HAN}A-Za-z]", content):
            continue
        edits = (Edit(start, begin, ""), Edit(stop, end, ""))
        yield _hit(text, start, end, Word(N_("加粗标记")), None)._replace(
            fixes=(Fix(edits, safe=True),)
        )


def _entities(text: str) -> Iterator[Hit]:
    # The table of entity names is only needed where something looks like one.
    from html import unescape

    for match in _ENTITY().finditer(text):
        original = unescape(match[0]).replace("\u00a0", " ")
        if original != match[0] and original.isprintable():
            yield _hit(text, *match.span(), Word(N_("网页代码")), original)
