"""A paper as a whole: what its parts look like and where they stand in each form.

A paper is a list of :class:`Line`: what each paragraph is, and its text, which may hold template
tags. ``compose`` makes the DOCX of it. What separates two parts (two lines between the red rule and
the title, one below the title …) follows from the order of the lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from writer_assist.records import NamedTuple

from . import standard as gb
from .elements import Row, imprint, paragraph, run, table
from .markup import part, tag
from .package import package
from .page import LETTER_HEADER, Margin, letter_footer, number_footer, rule_shape, section
from .styles import AGENCY_LEADING, AGENCY_STYLES, Shape, border

FORMS = ("red", "upward", "letter", "order", "minutes", "plain")
"""红头文件, a paper to a superior, 信函格式 (10.1), 命令 (10.2), 纪要 (10.3), no red head."""

STYLE_OF = {
    "copy": "Copy",
    "secrecy": "Secrecy",
    "urgency": "Secrecy",
    "grade": "Grade",
    "agency": "Agency",
    "number": "DocumentNumber",
    "number-signer": "Signer",
    "title": "Title",
    "subtitle": "Subtitle",
    "recipient": "Recipient",
    "body": "BodyText",
    "h1": "Heading1",
    "h2": "Heading2",
    "h3": "Heading3",
    "h4": "Heading4",
    "closing": "BodyText",
    "field": "Field",
    "attachment-note": "AttachmentNote",
    "attachment-item": "AttachmentItem",
    "sign": "Signature",
    "date": "IssueDate",
    "note": "Note",
    "attendance": "Attendance",
    "attachment": "Attachment",
    "attachment-title": "AttachmentTitle",
    "caption": "Caption",
    "picture": "Picture",
    "blank": "BodyText",
    "p": "BodyText",
    "copies": "Copies",
    "printed": "Printed",
}
"""The style of each kind of paragraph; ``p`` is one that holds only a ``{%p %}``."""

ROWS = frozenset({"row", "row-for", "row-if", "row-end", "table", "widths"})
"""Kinds that make up a table: rows, tags between them, ``table plain`` (the first row is no
header), the widths of the columns."""

KINDS = frozenset(STYLE_OF) | ROWS

_PAIRS = frozenset({"number-signer", "attendance", "field", "printed"})
_CORNER = frozenset({"copy", "secrecy", "urgency"})
_HEAD = _CORNER | {"grade", "agency", "number", "number-signer"}
_TITLE = frozenset({"title", "subtitle"})
_IMPRINT = frozenset({"copies", "printed"})

_CORNER_FRAME: dict[str, str | int] = {
    "w": 10 * gb.CHARACTER, "wrap": "around", "vAnchor": "margin", "hAnchor": "margin",
    "x": 1, "y": 1,
}  # fmt: skip
_GRADE_FRAME: dict[str, str | int] = {
    "w": 8 * gb.CHARACTER, "wrap": "around", "vAnchor": "margin", "hAnchor": "margin",
    "xAlign": "right", "y": 1,
}  # fmt: skip
_LETTER_RULE_SPACE = 7
"""Points from the line of a letter's mark to the rule: the line leaves 3 to 6 pt below its
characters, which depends on the font; 4 mm in all (10.1)."""
_LETTER_GAP = gb.pt(gb.SIZE_3 * 7 / 8 - 6.5)
"""7/8 of a character below the red rule (10.1), of which the line itself leaves 6.5 pt."""
_LETTER_CORNER_FRAME: dict[str, str | int] = {
    "w": 10 * gb.CHARACTER, "wrap": "around", "vAnchor": "page", "hAnchor": "margin", "x": 1,
    # Beside the number: below the line of the mark, the rule and the gap.
    "y": LETTER_HEADER + _LETTER_GAP
    + gb.pt(gb.AGENCY_SIZES[0][1] + AGENCY_LEADING + _LETTER_RULE_SPACE + 4),
}  # fmt: skip


_FIELD = re.compile(r"\{\{([^{}]*)\}\}")
_BAR = re.compile(r"(?<=\s)\|(?=\s)")


class Line(NamedTuple):
    """A paragraph: its kind (of ``KINDS``), its text, and where it was written (for errors)."""

    kind: str
    text: str = ""
    number: int = 0


class PaperError(ValueError):
    """A paper cannot be composed; ``line`` is the number of the line, 0 for none."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}" if line else reason)
        self.line = line


def compose(form: str, lines: Sequence[Line]) -> bytes:
    """The DOCX of a paper.

    Args:
        form: one of ``FORMS``.
        lines: its paragraphs, in order.

    Raises:
        PaperError: lines that do not fit together.
    """
    if form not in FORMS:
        raise PaperError(0, f"no form {form!r}")
    letter = form == "letter"
    body = _Body(form, lines)
    margins = [
        Margin("footer", "even", number_footer(even=True, letter=letter)),
        Margin("footer", "default", number_footer(even=False, letter=letter)),
    ]
    if letter:
        margins.insert(0, Margin("header", "first", part("hdr", *body.letter_head())))
        margins.append(Margin("footer", "first", letter_footer()))
    ending = section(margins, letter=letter)
    document = part("document", tag("body", None, *body.parts(), ending))
    # The properties of a paper name it; those of a template are filled with it.
    title = next((line.text for line in lines if line.kind == "title"), "")
    return package(document, margins, title)


class _Body:
    """The body of a paper on the way."""

    def __init__(self, form: str, lines: Sequence[Line]) -> None:
        self.form = form
        self.lines = lines
        for line in lines:
            if line.kind not in KINDS:
                raise PaperError(line.number, f"no kind @{line.kind}")
        self.head_end = self._end_of(_HEAD, 0) if form != "plain" else 0
        self.title_end = self._end_of(_TITLE, self.head_end)
        self.imprint_start = self._imprint_start()

    def parts(self) -> Iterable[str]:
        """The XML of paragraphs and tables."""
        position = 0
        last = ""
        while position < self.imprint_start:
            if position == self.head_end and position:
                yield from self._below_head()
            if position == self.title_end > self.head_end and self._kind(position) != "recipient":
                yield paragraph("BodyText")
            line = self.lines[position]
            if line.kind == "agency" and self.form == "letter":
                position += 1
            elif line.kind in ROWS:
                end = position
                while end < self.imprint_start and self.lines[end].kind in ROWS:
                    end += 1
                yield _table(self.lines[position:end])
                position = end
            else:
                yield self._paragraph(position)
                position += 1
            last = line.kind
        if self.imprint_start < len(self.lines):
            yield from self._imprint()
        elif last in ROWS:
            yield paragraph("End")

    def letter_head(self) -> Iterable[str]:
        """The mark of a letter, above the 版心 and so in the header of the first page."""
        for position, line in enumerate(self.lines):
            if line.kind == "agency":
                yield self._paragraph(position)

    def _kind(self, position: int) -> str:
        return self.lines[position].kind if position < len(self.lines) else ""

    def _end_of(self, kinds: frozenset[str], start: int) -> int:
        """Where the block of lines of these kinds ends that begins at a line; the line itself if
        there is none. Tags that enclose them belong to it, tags that begin what follows do not."""
        end = start
        for position in range(start, len(self.lines)):
            kind = self.lines[position].kind
            if kind in kinds:
                end = position + 1
            elif kind != "p":
                break
            elif end and end == position and not _opens(self.lines[position].text):
                end = position + 1
        return end

    def _imprint_start(self) -> int:
        count = len(self.lines)
        start = next((n for n in range(count) if self.lines[n].kind in _IMPRINT), count)
        for line in self.lines[start:]:
            if line.kind not in _IMPRINT and line.kind != "p":
                raise PaperError(line.number, f"@{line.kind} below the 版记")
        while (
            start < count
            and start
            and self._kind(start - 1) == "p"
            and _opens(self.lines[start - 1].text)
        ):
            start -= 1
        return start

    def _below_head(self) -> Iterable[str]:
        if self.form == "order":
            yield paragraph("BodyText")
            yield paragraph("BodyText")
        elif self.form != "letter":
            # The line of the number leaves 6.5 pt below its characters.
            yield paragraph("RedRule", shape=Shape(before=gb.RULE_BELOW_NUMBER - gb.pt(6.5)))

    def _paragraph(self, position: int) -> str:
        kind, text, number = self.lines[position]
        shape = self._shape(position)
        style = STYLE_OF[kind]
        if self.form in ("plain", "order") and kind in ("sign", "date"):
            style = {"sign": "PlainSignature", "date": "PlainDate"}[kind]
        if kind == "p":
            return paragraph(style, run(f"{{%p {text} %}}"), shape=shape)
        if kind == "agency" and shape:
            return _agency(text, shape)
        if kind in _PAIRS:
            return paragraph(style, *_pair(kind, *_halves(text, number)), shape=shape)
        return paragraph(style, run(text), shape=shape)

    def _shape(self, position: int) -> Shape | None:
        """What differs from the style of a line, where it stands."""
        kind = self.lines[position].kind
        head = position < self.head_end
        if self.form == "plain":
            head = False
        if head and (kind in _CORNER or (kind == "p" and self._before_agency(position))):
            return Shape(frame=_LETTER_CORNER_FRAME if self.form == "letter" else _CORNER_FRAME)
        if head and kind == "grade":
            return Shape(frame=_GRADE_FRAME)
        if kind == "agency":
            return self._agency()
        if kind == "number" and self.form == "letter":
            return Shape("right", before=_LETTER_GAP, grid=False)
        if kind == "title" and position in (self.head_end, self.head_end + 1) and self.head_end:
            return Shape(before=2 * gb.LINE) if self.form != "order" else None
        if kind == "recipient" and position != self.title_end:
            return Shape(before=0)
        if self.form == "order" and kind in ("sign", "date"):
            # 7.3.5.3
            return Shape(right=4, before=(2 if kind == "sign" else 1) * gb.LINE)
        if kind == "date" and all(line.kind != "sign" for line in self.lines):
            return Shape(before=gb.LINE)
        if kind == "closing":
            return Shape(keep_next=True)
        return None

    def _before_agency(self, position: int) -> bool:
        return any(line.kind == "agency" for line in self.lines[position:])

    def _agency(self) -> Shape:
        if self.form == "letter":
            rule = border("thickThinSmallGap", gb.DOUBLE_RULE, gb.RED, _LETTER_RULE_SPACE)
            return rule_shape({"bottom": tag("bottom", rule)})
        order = self.form == "order"
        top = gb.ORDER_AGENCY_BELOW_TOP if order else gb.AGENCY_BELOW_TOP
        return Shape(before=top - gb.pt(AGENCY_LEADING / 2))

    def _imprint(self) -> Iterable[str]:
        rows: list[tuple[str, str]] = []
        tags: list[tuple[int, str]] = []
        conditions: list[str] = []
        needs: list[str] = []
        for kind, text, number in self.lines[self.imprint_start :]:
            if kind != "p":
                given = "\t".join(_halves(text, number)) if kind in _PAIRS else text
                rows.append((STYLE_OF[kind], given))
                needs.append(" and ".join(f"({each})" for each in conditions))
                continue
            tags.append((len(rows), f"{{%tr {text} %}}"))
            if text.startswith("if "):
                conditions.append(text.removeprefix("if ").strip())
            elif text == "endif" and conditions:
                conditions.pop()
            else:
                raise PaperError(number, f"@p {text} in the 版记")
        made = imprint(rows, tags)
        if all(needs):
            # A table without rows is none.
            yield paragraph("BodyText", run(f"{{%p if {' or '.join(needs)} %}}"))
            yield made
            yield paragraph("BodyText", run("{%p endif %}"))
        else:
            yield made
        yield paragraph("End")


def _agency(text: str, shape: Shape) -> str:
    """发文机关标志 in the size for its length; in each size, and which, if the data decides."""
    parts = _FIELD.split(text)
    literal = len("".join(parts[::2]))
    limits = [most for most, _ in gb.AGENCY_SIZES]
    styles = [style for style, _ in AGENCY_STYLES]
    if "{%" in text:
        return paragraph(styles[0], run(text), shape=shape)
    if len(parts) == 1:
        fitting = (style for style, most in zip(styles, limits, strict=True) if literal <= most)
        return paragraph(next(fitting, styles[-1]), run(text), shape=shape)
    names = [name.strip() for name in parts[1::2]]
    size = " + ".join(f"({name})|length" if " " in name else f"{name}|length" for name in names)
    tags = ["else", *(f"elif {size} > {most - literal}" for most in limits[:-1])][::-1]
    tags[0] = tags[0].removeprefix("el")
    content = []
    for each, style in zip(tags, reversed(styles), strict=True):
        content.append(paragraph(styles[0], run(f"{{%p {each} %}}"), shape=shape))
        content.append(paragraph(style, run(text), shape=shape))
    return "".join(content) + paragraph(styles[0], run("{%p endif %}"), shape=shape)


def _opens(text: str) -> bool:
    return text.startswith(("if ", "for "))


def _halves(text: str, number: int) -> tuple[str, str]:
    left, bar, right = text.partition(" | ")
    if not bar:
        raise PaperError(number, "two parts with “ | ” between are needed")
    return left.strip(), right.strip()


def _pair(kind: str, left: str, right: str) -> Sequence[str]:
    if kind == "number-signer":
        return run(f"{left}\t签发人："), run(right, "Name")
    return run(f"{left}：", "Label"), run(right)


def _table(lines: Sequence[Line]) -> str:
    rows: list[Row] = []
    head = True
    widths: list[float] = []
    ends: list[str] = []
    for kind, text, number in lines:
        if kind == "table":
            head = text != "plain"
        elif kind == "widths":
            widths = [float(part) for part in text.split()]
        elif kind == "row":
            rows.append(Row(tuple(cell.strip() for cell in _BAR.split(f" {text} "))))
        elif kind == "row-end":
            if not ends:
                raise PaperError(number, "@row-end without a beginning")
            rows.append(Row(tag=f"{{%tr {ends.pop()} %}}"))
        else:
            word = kind.removeprefix("row-")
            rows.append(Row(tag=f"{{%tr {word} {text.removeprefix(f'{word} ')} %}}"))
            ends.append(f"end{word}")
    if ends:
        raise PaperError(lines[-1].number, "a @row-end is missing")
    try:
        return table(rows, head=head, widths=widths)
    except ValueError as error:
        raise PaperError(lines[0].number, f"rows of different lengths: {error}") from error
