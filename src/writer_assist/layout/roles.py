"""What each paragraph of a draft is: title, 主送机关, a heading of which level, 署名 …

Told from what the paragraphs say and where they stand (``outline.frame``, ``document.structure``),
hardly from how they look: a draft that has to be typeset, or whose layout is to be judged, looks
as it happens to. What is not told for sure is body text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, Literal

from writer_assist.document.model import Document, Paragraph
from writer_assist.document.structure import LONGEST, SPACE, Mark, bare_headings, mark_of
from writer_assist.outline.draft import Draft
from writer_assist.outline.drafts import split
from writer_assist.outline.frame import (
    LONGEST_TITLE,
    date_in,
    is_imprint,
    is_red_head,
    is_signature,
    recipient_end,
    without_contents,
)
from writer_assist.records import NamedTuple

Kind = Literal[
    "copy", "secrecy", "urgency", "grade", "agency", "number", "number-signer", "signer", "rule",
    "title", "subtitle", "recipient", "body", "h1", "h2", "h3", "h4", "closing",
    "attachment-note", "attachment-item", "sign", "date", "note", "attendance",
    "attachment", "attachment-title", "caption", "picture", "blank", "cell", "contents",
    "copies", "printed", "other",
]  # fmt: skip
"""What a paragraph can be; the kinds of :mod:`.paper` have the same names.

- ``copy`` 份号, ``secrecy`` 密级, ``urgency`` 紧急程度, ``grade`` 办理结果类别 and 公开方式
- ``agency`` 发文机关标志, ``number`` 发文字号, ``number-signer`` with 签发人 behind it, ``signer``
  签发人 alone, ``rule`` a paragraph that is a rule and nothing else
- ``title``, ``subtitle`` whatever stands under a title, ``recipient`` 主送机关
- ``body``, ``h1`` … ``h4`` 一、（一） 1. （1）, ``closing`` 特此通知。
- ``attachment-note`` 附件说明, ``attachment-item`` its further lines
- ``sign``, ``date``, ``note`` 附注, ``attendance`` 出席、请假、列席 of a 纪要
- ``attachment`` the label 附件1, ``attachment-title`` what stands under it
- ``caption`` of a table or picture, ``picture`` a paragraph that only shows something, ``blank``
- ``cell`` any paragraph of a table, ``contents`` a line of a table of contents
- ``copies`` 抄送 and ``printed`` 印发 of the 版记
- ``other`` what is not in the text: headers, footers, notes, text boxes, comments
"""

HEADINGS: tuple[Kind, ...] = ("h1", "h2", "h3", "h4")


class Role(NamedTuple):
    """What a paragraph is.

    ``lead`` is for headings: so many code points of the paragraph's text are the heading, all of
    them as a rule. Behind a run-in heading (（一）加强学习。全年……) goes body text.
    """

    kind: Kind
    lead: int = 0


_BODY = Role("body")
_BLANK = Role("blank")
_CELL = Role("cell")
_OTHER = Role("other")

_RULE = "红色分隔线"

_LONGEST_LINE = 45
"""A line of 版头, 落款 or 附注 is hardly longer, in code points."""

_LONGEST_NOTE = 90
_LONGEST_CLOSING = 30
_MOST_TITLE_LINES = 6

_STOPS = frozenset("。；：！？;:!?\n\v")
_SENTENCE = frozenset("。；！？")
_URGENT = ("特急", "加急", "平急", "急件", "特提")
_SECRET = ("绝密", "机密", "秘密", "内部资料", "内部文件")
_CLOSINGS = (
    "特此", "专此", "此复", "妥否", "以上请示", "以上意见", "以上报告", "当否", "请予", "请审议",
    "请批示", "望", "敬请", "盼复",
)  # fmt: skip
_RESOLVED = ("同意", "不同意", "原则同意", "授予", "任命", "免去", "撤销")
"""What is resolved is said in sentences, numbered or not: 一、同意实施……。"""

_COPIES = ("抄送", "抄报", "分送", "主送：", "报送：", "报：", "送：", "发：")
_CONTACTS = (
    "联系人",
    "联系电话",
    "联系单位",
    "联系部门",
    "联系方式",
    "经办人",
    "承办人",
    "咨询电话",
)


def roles(document: Document) -> list[Role]:
    """The role of each paragraph, in the order of ``document.paragraphs``.

    Levels must be complete, as :func:`.read` leaves them.
    """
    found: list[Role] = []
    shown = _with_pictures(document)
    for draft in split(document):
        found += _Roles(draft, shown).all()
    _captions(document.paragraphs, found)
    return found


class _Roles:
    """The roles of one draft's paragraphs."""

    def __init__(self, draft: Draft, shown: dict[int, Role]) -> None:
        self.paragraphs = draft.paragraphs
        self.shown = shown
        self.frame = draft.frame
        self.first = draft.first
        self.found: list[Role] = [_OTHER] * len(self.paragraphs)
        self.minutes = "纪要" in self.frame.title
        self.shift = self._shift()
        self.flow = self._flow()

    def all(self) -> list[Role]:
        """One for each paragraph."""
        lines = self.flow
        behind = self._head(lines)
        self._text(lines[behind:])
        return self.found

    def _set(self, paragraph: Paragraph, role: Role) -> None:
        self.found[paragraph.number - self.first] = role

    def _flow(self) -> list[Paragraph]:
        """The lines of the text itself; all others get their role at once."""
        lines = []
        for paragraph in self.paragraphs:
            if paragraph.story == "table":
                self._set(paragraph, _CELL)
            elif paragraph.story != "body":
                self._set(paragraph, _OTHER)
            elif not paragraph.text.strip(SPACE):
                self._set(paragraph, self.shown.get(paragraph.number, _BLANK))
            elif paragraph.style.lower().startswith(("toc ", "contents ")):
                self._set(paragraph, Role("contents"))
            else:
                lines.append(paragraph)
        kept = without_contents(lines)
        if len(kept) < len(lines):
            numbers = {paragraph.number for paragraph in kept}
            for paragraph in lines:
                if paragraph.number not in numbers:
                    self._set(paragraph, Role("contents"))
        return kept

    def _shift(self) -> int:
        """How much lower the file's levels are than those of the standard (一、 is level 1)."""
        shifts = [
            paragraph.level - mark.family
            for paragraph in self.frame.body
            if paragraph.level is not None and paragraph.story == "body"
            if (mark := mark_of(paragraph)) is not None and mark.family > 0
        ]
        if shifts:
            return max(0, min(shifts))
        title = self.frame.title_paragraph
        levels = [p.level for p in self.frame.body if p.level is not None]
        if title is not None and title.level is not None and levels and min(levels) > title.level:
            return title.level
        return 0

    def _head(self, lines: Sequence[Paragraph]) -> int:
        """Give what stands down to the title and under it its roles; the index behind them."""
        title = self.frame.title_paragraph
        if title is None:
            return 0
        start = next((n for n, p in enumerate(lines) if p is title), -1)
        if start < 0:
            return 0
        wanted = _bare(self.frame.title)
        if not wanted or _SENTENCE.intersection(title.text) or len(_bare(title.text)) > len(wanted):
            return 0  # a title that ran together with the text
        self._above(lines[:start])
        end = start
        done = ""
        while end < len(lines) and end - start < _MOST_TITLE_LINES and done != wanted:
            done += _bare(lines[end].text)
            if not wanted.startswith(done):
                break
            self._set(lines[end], Role("title", len(lines[end].text)))
            end += 1
        first = self.frame.body[0].number if self.frame.body else None
        if (
            wanted.endswith("令")
            and end < len(lines)
            and _ordinal().fullmatch(_bare(lines[end].text))
        ):
            for paragraph in lines[start:end]:
                self._set(paragraph, Role("agency"))
        labels = [p for p in lines[end : end + 6] if _label().match(p.text.strip(SPACE))]
        fields = {p.number for p in labels} if len(labels) > 1 else set()
        while end < len(lines) and first is not None and lines[end].number < first:
            kind = _head_kind(lines[end].text.strip(SPACE)) or "subtitle"
            self._set(lines[end], Role("body" if lines[end].number in fields else kind))
            end += 1
        if first is None:
            while end < len(lines) and self._is_under_title(lines[end]):
                self._set(lines[end], Role("subtitle"))
                end += 1
        return end

    def _is_under_title(self, paragraph: Paragraph) -> bool:
        return paragraph is self.frame.signature or paragraph is self.frame.date

    def _above(self, lines: Sequence[Paragraph]) -> None:
        """What stands above the title: 版头."""
        kinds = [_head_kind(paragraph.text.strip(SPACE)) for paragraph in lines]
        last = max((n for n, kind in enumerate(kinds) if kind), default=-1)
        for index, (paragraph, kind) in enumerate(zip(lines, kinds, strict=True)):
            text = paragraph.text.strip(SPACE)
            if not kind and index < last and len(text) <= _LONGEST_LINE:
                # What stands above 发文字号 is the mark; several agencies have several lines.
                above = all(each in (None, "number", "number-signer", "signer", "agency", "grade")
                            for each in kinds[index:])  # fmt: skip
                kind = "agency" if above and _SENTENCE.isdisjoint(text) else None
            self._set(paragraph, Role(kind or "body"))

    def _text(self, lines: Sequence[Paragraph]) -> None:
        """The roles of all behind the title."""
        bare = {
            heading.paragraph.number
            for heading in bare_headings(self.frame.body)
            if heading.end >= len(heading.paragraph.text.rstrip(SPACE + "*#"))
        }
        if any(p.level is not None for p in self.frame.body):
            bare.clear()
        body_end = self.frame.body[-1].number if self.frame.body else 0
        listing = attached = below = titled = False
        started = False
        for index, paragraph in enumerate(lines):
            text = paragraph.text.strip(SPACE)
            following = lines[index + 1].text.strip(SPACE) if index + 1 < len(lines) else ""
            if titled:
                titled = False
                if (
                    len(text) <= LONGEST_TITLE
                    and _SENTENCE.isdisjoint(text)
                    and not _numbered(text)
                ):
                    self._set(paragraph, Role("attachment-title", len(paragraph.text)))
                    # A title in two lines or three: the first ends with no kind of document.
                    titled = text.startswith("关于") and text.endswith("的")
                    continue
            if not started and recipient_end(text) == len(text) > 0:
                self._set(paragraph, Role("recipient"))
                started = True
                continue
            started = True
            if self._signs(paragraph, text, body_end, attached=attached):
                listing = False
                below = True
                continue
            if _attachment_label().match(text):
                attached = titled = True
                listing = False
                self._set(paragraph, Role("attachment"))
                continue
            if not attached and _attachment_note().match(text) and len(text) <= LONGEST_TITLE:
                if below and _is_alone(following):
                    attached = True
                    self._set(paragraph, Role("attachment"))
                else:
                    listing = True
                    self._set(paragraph, Role("attachment-note"))
                continue
            if listing:
                if _numbered(text) and len(text) <= LONGEST_TITLE and _SENTENCE.isdisjoint(text):
                    self._set(paragraph, Role("attachment-item"))
                    continue
                listing = False
            if kind := self._foot(text, below=below or paragraph.number > body_end):
                self._set(paragraph, Role(kind))
                continue
            if self.minutes and _attendance().match(text):
                self._set(paragraph, Role("attendance"))
                continue
            role = self._body(paragraph, bare=paragraph.number in bare)
            if (
                role.lead == len(paragraph.text)
                and text[-1] in _SENTENCE
                and (not following or _is_mark(lines[index + 1]) or paragraph.number == body_end)
            ):
                role = _BODY  # one of several numbered sentences with nothing below
            self._set(paragraph, role)
        self._closing([line for line in lines if line.number <= body_end])

    def _signs(self, paragraph: Paragraph, text: str, body_end: int, *, attached: bool) -> bool:
        """Give a line of the 落款 its role, if it is one."""
        if len(text) > _LONGEST_LINE or not _SENTENCE.isdisjoint(text[:-1]):
            return False
        frame = self.frame
        if paragraph is frame.signature:
            self._set(paragraph, Role("sign"))
        elif paragraph is frame.date:
            self._set(paragraph, Role("date"))
        elif (
            # Several agencies sign together.
            not attached
            and paragraph.number > body_end
            and frame.date is not None
            and paragraph.number < frame.date.number
            and is_signature(text)
        ):
            self._set(paragraph, Role("sign"))
        else:
            return False
        return True

    def _foot(self, text: str, *, below: bool) -> Kind | None:
        """What stands below the date: 附注, 版记."""
        if is_imprint(text):
            return "printed"
        if not below:
            return None
        if text.startswith(_COPIES):
            return "copies"
        if len(text) <= _LONGEST_NOTE and (
            (text[0] in "（(" and text[-1] in "）)") or text.startswith(_CONTACTS)
        ):
            return "note"
        return None

    def _body(self, paragraph: Paragraph, *, bare: bool) -> Role:
        """The role of a paragraph of running text: a heading or not."""
        whole = len(paragraph.text)
        mark = mark_of(paragraph)
        if mark is None:
            if paragraph.level is not None and whole <= LONGEST_TITLE:
                level = min(max(paragraph.level - self.shift, 1), 4)
                return Role(HEADINGS[level - 1], whole)
            return Role("h1", whole) if bare else _BODY
        if paragraph.level is None or paragraph.text.startswith(_RESOLVED, mark.end):
            return _BODY
        end = _heading_end(paragraph.text, mark)
        if end - mark.end > LONGEST + 1:
            return _BODY  # a numbered sentence: 一、同意……
        level = mark.family if mark.family > 0 else 1
        return Role(HEADINGS[level - 1], end)

    def _closing(self, lines: Sequence[Paragraph]) -> None:
        """特此通知。 is the last line of the body text."""
        for paragraph in reversed(lines):
            kind = self.found[paragraph.number - self.first].kind
            if kind == "body":
                text = paragraph.text.strip(SPACE)
                if len(text) <= _LONGEST_CLOSING and text.startswith(_CLOSINGS):
                    self._set(paragraph, Role("closing"))
                return
            if kind in HEADINGS:
                return


def _heading_end(text: str, mark: Mark) -> int:
    """Where a numbered heading ends, the mark that closes it included."""
    stop = next((n for n in range(mark.end, len(text)) if text[n] in _STOPS), len(text))
    if stop < len(text) and text[stop] not in "\n\v":
        stop += 1
    return stop if text[stop:].strip(SPACE) else len(text)


def _head_kind(text: str) -> Kind | None:
    """What a line of the 版头 is, by its own words; None for what only its place tells."""
    bare = "".join(text.split())
    if len(bare) == 6 and bare.isdecimal() and bare.isascii():
        return "copy"
    if "★" in bare or (bare.startswith(_SECRET) and len(bare) <= 12):
        return "secrecy"
    if bare.startswith(_URGENT) and len(bare) <= 8:
        return "urgency"
    if "签发人" in bare:
        return "signer" if bare.startswith("签发人") else "number-signer"
    if bare.endswith("号") and is_red_head(bare, text):
        return "number"
    if _ordinal().fullmatch(bare):
        return "number"
    if bare.endswith("文件") and len(bare) <= 30:
        return "agency"
    if len(bare) <= 16 and is_red_head(bare, text) and not bare.isdecimal():
        return "grade"
    return None


def _bare(text: str) -> str:
    return "".join(text.strip("*#" + SPACE).split())


def _is_mark(paragraph: Paragraph) -> bool:
    return mark_of(paragraph) is not None


def _numbered(text: str) -> bool:
    return text[:1].isdecimal() or text[:1] in "一二三四五六七八九十（(⒈⒉⒊⒋⒌"


def _is_alone(following: str) -> bool:
    """Whether 附件1：某某方案 below the date begins the attachment: no further one follows."""
    return not (_attachment_note().match(following) or following[:2] in ("2.", "2．", "2、"))


def _captions(paragraphs: Sequence[Paragraph], found: list[Role]) -> None:
    """图1 …, 表1 … beside a picture or a table."""
    for index in range(len(paragraphs)):
        text = paragraphs[index].text.strip(SPACE)
        if found[index].kind in ("body", "h1") and len(text) <= LONGEST and (
            paragraphs[index].style.lower() in ("caption", "题注")
            or (_caption().match(text) and _SENTENCE.isdisjoint(text))
        ):  # fmt: skip
            beside = (_beside(found, index, 1), _beside(found, index, -1))
            if "cell" in beside or "picture" in beside:
                found[index] = Role("caption")


def _beside(found: Sequence[Role], index: int, step: int) -> str:
    """The kind of the next line that is not blank."""
    place = index + step
    while 0 <= place < len(found):
        if found[place].kind != "blank":
            return found[place].kind
        place += step
    return ""


def _with_pictures(document: Document) -> dict[int, Role]:
    """The roles of a DOCX's paragraphs that show something, yet no text, by their numbers."""
    elements: Sequence[Any] = getattr(document.source, "elements", ())
    if document.format not in ("docx", "doc", "wps", "rtf") or not elements:
        return {}
    return dict(_pictured(document.paragraphs, elements))


def _pictured(
    paragraphs: Sequence[Paragraph], elements: Sequence[Any]
) -> Iterator[tuple[int, Role]]:
    for paragraph, element in zip(paragraphs, elements, strict=False):
        if paragraph.text.strip(SPACE):
            continue
        if next(element.iter("{*}drawing", "{*}pict", "{*}object"), None) is not None:
            yield paragraph.number, Role("picture")
        elif paragraph.style == _RULE or element.find("{*}pPr/{*}pBdr") is not None:
            yield paragraph.number, Role("rule")


@cache
def _attachment_label() -> re.Pattern[str]:
    return re.compile(r"附[ 　]?件[ 　]?[0-9０-９一二三四五六七八九十]{0,3}[:：]?$")


@cache
def _attachment_note() -> re.Pattern[str]:
    return re.compile(r"附(?:[ 　]?[件表])?[ 　]?[0-9０-９一二三四五六七八九十]{0,3}[ 　]?[:：]")


@cache
def _attendance() -> re.Pattern[str]:
    return re.compile(r"(?:出[ 　]?席|请[ 　]?假|列[ 　]?席|缺[ 　]?席)(?:人员)?[:：\t]")


@cache
def _caption() -> re.Pattern[str]:
    return re.compile(
        r"(?:图|表|附图|附表)[ 　]?[0-9０-９一二三四五六七八九十]{1,3}(?![0-9年月日个份])"
    )


@cache
def _label() -> re.Pattern[str]:
    return re.compile(r"[\u4e00-\u9fff]{2,8}[：:].")


@cache
def _ordinal() -> re.Pattern[str]:
    return re.compile(r"[（(]?第[0-9〇零一二三四五六七八九十百]{1,6}[号期][）)]?")


def is_date_line(text: str) -> bool:
    """Whether a line is a date alone, as 成文日期 has to be."""
    return len(text) <= 16 and date_in(text)
