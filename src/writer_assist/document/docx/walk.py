"""One walk over one story of a DOCX: its paragraphs, their text and features.

A walk stops only at the elements that matter (lxml filters them in C), in document order.
What has to be known beforehand — deleted text, text boxes, the fallback of an alternative —
is collected in a set of elements to pass over; most documents have none of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, overload

from lxml import etree

from writer_assist.document.docx import fields
from writer_assist.document.docx.names import Names
from writer_assist.document.docx.styles import (
    HIDDEN,
    HIGHLIGHT,
    UNDERLINE,
    Style,
    Styles,
    integer,
    is_colour,
    run_flags,
)
from writer_assist.document.errors import MAX_PARAGRAPHS, TOO_MANY_PARAGRAPHS, DocumentError
from writer_assist.document.model import Feature, FeatureKind, Paragraph, Piece, Story
from writer_assist.i18n import N_

if TYPE_CHECKING:
    from typing import Protocol

    from writer_assist.document.docx.review import Review

    class Context(Protocol):
        """What a walk needs to know of its document, and what it tells it."""

        names: Names
        styles: Styles
        headers: dict[str, set[str]]
        footers: dict[str, set[str]]
        first_pages: bool
        footnotes: dict[str, None]
        endnotes: dict[str, None]
        outside: list[str]
        reviews: list[Review]

        def label(self, num: str | None, ilvl: int | None, style: Style, style_id: str) -> str:
            """The automatic number of the next paragraph."""


Element = etree._Element

# Content controls whose content is not text to fill in, by the local name of their kind.
_NOT_TEXT = frozenset(
    (
        "bibliography",
        "checkbox",
        "citation",
        "docPartList",
        "docPartObj",
        "equation",
        "group",
        "picture",
        "repeatingSection",
        "repeatingSectionItem",
    )
)
# What makes a content control with no text not empty all the same.
_CONTENT = frozenset(
    ("sdt", "tbl", "drawing", "pict", "object", "sym", "fldChar", "fldSimple", "ruby", "altChunk")
)


_OFF = ("0", "false", "off")
_MAX_FIELD_DEPTH = 64
# Word allows no text box inside another; every level costs one more pass over its content.
_MAX_BOX_DEPTH = 16

TOO_DEEP = N_("文本框嵌套超过 {limit} 层，拒绝读取")


class Pieces(Sequence[Piece]):
    """The pieces of one paragraph, made when first asked for: most never are.

    A piece's source is the element that shows its text: ``w:t`` or ``m:t``, whose text it is
    (save that a line end in the XML shows as a space), or one that stands for one character:
    ``w:tab``, ``w:ptab``, ``w:br``, ``w:cr``, ``w:noBreakHyphen``, ``w:sym``.
    """

    __slots__ = ("_elements", "_pieces", "_texts")

    def __init__(self, texts: list[str], elements: list[Element]) -> None:
        self._texts = texts
        self._elements = elements
        self._pieces: list[Piece] | None = None

    def __len__(self) -> int:
        return len(self._elements)

    @overload
    def __getitem__(self, index: int) -> Piece: ...
    @overload
    def __getitem__(self, index: slice) -> list[Piece]: ...
    def __getitem__(self, index: int | slice) -> Piece | list[Piece]:
        if self._pieces is None:
            self._pieces = list(self._made())
        return self._pieces[index]

    def _made(self) -> Iterator[Piece]:
        start = 0
        for text, element in zip(self._texts, self._elements, strict=True):
            yield Piece(start, len(text), element)
            start += len(text)


class Walk:
    """One walk over one story, or over one text box in it."""

    def __init__(self, context: Context, root: Element, story: Story, depth: int = 0) -> None:
        self.context = context
        self.names = context.names
        self.root = root
        self.depth = depth
        self.story = story
        self.paragraphs: list[Paragraph] = []
        self.elements: list[Element] = []
        # What preparation finds.
        self.passed_over: set[Element] = set()
        self.in_table: set[Element] = set()
        self.joined: set[Element] = set()
        self.field_chars: set[Element] = set()
        self.detailed = False
        self.review: Review | None = None
        # The open paragraph.
        self.paragraph: Element | None = None
        self.texts: list[str] = []
        self.sources: list[Element] = []
        self.styled = False
        self.style = context.styles.default
        self.style_id = ""
        self.num: str | None = None
        self.ilvl: int | None = None
        self.outline: int | None = None
        self.trim = False
        self.boxes: list[Walk] = []
        # Kept only in detailed walks.
        self.length = 0
        self.flags = 0
        self.base_flags = 0
        self.flagged: list[tuple[int, int, int]] = []
        self.ranges: list[tuple[FeatureKind, int, int, str, object]] = []
        self.pending: list[tuple[FeatureKind, str]] = []
        self.marks: dict[Element, tuple[FeatureKind, str, object]] = {}
        self.fields: list[fields.Field] = []
        self.concealed = 0

    def run(self) -> None:
        """Walk; the result is in ``paragraphs`` and ``elements``."""
        known = self.names
        formatted = self._prepare()
        tags = known.formatted if formatted else known.walked
        if self.review is not None:
            tags = (*tags, *known.reviewing)
        handlers = _handlers(known)
        passed_over = self.passed_over
        detailed = self.detailed
        text_tag = known.text
        paragraph_tag = known.paragraph
        texts, sources = self.texts, self.sources
        for element in self.root.iterdescendants(*tags):
            if passed_over and element in passed_over:
                continue
            tag = element.tag
            if tag == text_tag:
                text = element.text
                if text:
                    if detailed:
                        self._add(text, element)
                    else:  # the same, without the call
                        texts.append(text)
                        sources.append(element)
            elif tag == paragraph_tag:
                self._on_paragraph(element)
                texts, sources = self.texts, self.sources
            else:
                handlers[tag](self, element)
        self._finish()
        if self.review is not None:
            self.review.close()

    # --- preparation ---------------------------------------------------------------------

    def _prepare(self) -> bool:
        """Find what the walk must know beforehand; whether runs' formatting matters."""
        known = self.names
        passed_over = self.passed_over
        formatted = self.context.styles.flagged_paragraphs
        reviewed = False
        chars: list[Element] = []
        for element in self.root.iterdescendants(*known.preparing):
            if passed_over and element in passed_over:
                continue
            tag = element.tag
            if tag == known.table:
                if self.story == "body" and element not in self.in_table:
                    self.in_table.update(element.iter(known.paragraph, known.table))
            elif tag in known.formatting:
                formatted = True
            elif tag == known.shading:
                formatted = formatted or self._is_highlight(element)
            elif tag == known.ruby_text:
                self._pass_over(element)
            elif tag in known.reviewing:
                reviewed = True
                if tag in known.deletions:
                    self._prepare_deletion(element)
                elif tag in known.changes:
                    self._pass_over(element)
            elif tag == known.alternate:
                self._prepare_alternate(element)
            elif tag == known.box:
                # The box itself is walked to, and then walked on its own.
                passed_over.update(element.iterdescendants(*known.all, *known.anchors))
            else:
                self.detailed = True
                if tag == known.field_char:
                    chars.append(element)
        if chars:
            self._match_field_chars(chars)
        if reviewed:
            from writer_assist.document.docx.review import Review

            self.review = Review(known)
            self.context.reviews.append(self.review)
        self.detailed = self.detailed or formatted or reviewed
        return formatted

    def _pass_over(self, element: Element) -> None:
        """Leave what is in an element out of the walk, save the anchors of comments."""
        self.passed_over.update(element.iterdescendants(*self.names.all))

    def _prepare_deletion(self, element: Element) -> None:
        """A deletion holds runs, or marks what holds it: a paragraph's end, a table row."""
        known = self.names
        parent = element.getparent()
        holder = parent.getparent() if parent is not None else None
        if parent is None or holder is None:
            return
        if parent.tag == known.run_properties:
            paragraph = holder.getparent()
            if holder.tag == known.paragraph_properties and paragraph is not None:
                self.joined.add(paragraph)
        elif parent.tag == known.row_properties:
            self._pass_over(holder)
            self.passed_over.discard(element)
        else:
            self._pass_over(element)

    def _prepare_alternate(self, element: Element) -> None:
        """Of the alternatives for one content the first counts."""
        known = self.names
        chosen = element.find(known.choice)
        if chosen is None:
            chosen = element.find(known.fallback)
        for child in element:
            if child is not chosen:
                self.passed_over.update(child.iterdescendants(*known.all, *known.anchors))

    def _match_field_chars(self, chars: list[Element]) -> None:
        """Keep only fields that begin and end: half a field must not swallow the text."""
        opened: list[Element] = []
        for char in chars:
            type_ = char.get(self.names.field_char_type)
            if type_ == "begin":
                opened.append(char)
            elif type_ == "end" and opened:
                begin = opened.pop()
                if len(opened) < _MAX_FIELD_DEPTH:
                    self.field_chars.update((begin, char))

    # --- text ----------------------------------------------------------------------------

    def _add(self, text: str, source: Element, flags: int | None = None) -> None:
        """Append to the open paragraph."""
        if not self.detailed:
            self.texts.append(text)
            self.sources.append(source)
            return
        if self.concealed:
            return
        start = self.length
        end = self.length = start + len(text)
        self.texts.append(text)
        self.sources.append(source)
        if flags is None:
            flags = self.flags
        if flags:
            last = self.flagged[-1] if self.flagged else None
            if last is not None and last[1] == start and last[2] == flags:
                self.flagged[-1] = (last[0], end, flags)
            else:
                self.flagged.append((start, end, flags))
        if self.marks and source in self.marks:
            self.extend_range(*self.marks[source], start, end)
        if self.review is not None:
            self.review.on_text(source, start, end)

    def extend_range(
        self, kind: FeatureKind, detail: str, key: object, start: int, end: int
    ) -> None:
        """Add to the last feature if it is the same one, or begin one."""
        if self.ranges:
            last = self.ranges[-1]
            if last[4] is key and last[2] == start:
                self.ranges[-1] = (kind, last[1], end, detail, key)
                return
        self.ranges.append((kind, start, end, detail, key))

    def _on_math_text(self, element: Element) -> None:
        if element.text:
            start = self.length
            self._add(element.text, element, 0)
            if self.length > start:
                self.extend_range("code", "", self.names.math, start, self.length)

    def _on_tab(self, element: Element) -> None:
        parent = element.getparent()
        # In w:tabs the same name is a tab stop.
        if parent is not None and parent.tag == self.names.run:
            self._add("\t", element)

    def _on_aligned_tab(self, element: Element) -> None:
        self._add("\t", element)

    def _on_break(self, element: Element) -> None:
        if element.get(self.names.type) in ("page", "column"):
            # It parts the text around it, but begins or ends a paragraph more often.
            if not self.texts:
                return
            self.trim = True
        self._add("\n", element)

    def _on_return(self, element: Element) -> None:
        self._add("\n", element)

    def _on_no_break_hyphen(self, element: Element) -> None:
        self._add("-", element)

    def _on_symbol(self, element: Element) -> None:
        from writer_assist.document.docx.symbols import symbol

        w = self.names.w
        text = symbol(element.get(w + "font", ""), element.get(w + "char", ""))
        if text:
            self._add(text, element)

    # --- formatting ----------------------------------------------------------------------

    def _on_run(self, _: Element) -> None:
        self.flags = self.base_flags

    def _on_run_style(self, element: Element) -> None:
        style = self.context.styles[element.get(self.names.value, "")]
        self.flags = (self.flags | style.on) & ~style.off

    def _on_formatting(self, element: Element) -> None:
        known = self.names
        on, off = run_flags(element.tag[len(known.w) :], element.get(known.value, ""))
        self.flags = (self.flags | on) & ~off

    def _on_shading(self, element: Element) -> None:
        if self._is_highlight(element):
            self.flags |= HIGHLIGHT

    def _is_highlight(self, element: Element) -> bool:
        """Whether shading is a run's, in a colour: what a highlighter leaves behind.

        Copied text brings white and grey grounds along that nobody sees; those of table cells
        and paragraphs are layout.
        """
        parent = element.getparent()
        if parent is None or parent.tag != self.names.run_properties:
            return False
        return is_colour(element.get(self.names.fill, ""))

    # --- paragraphs ----------------------------------------------------------------------

    def _on_paragraph(self, element: Element) -> None:
        if not self.joined or not self._continues(element):
            self._finish()
        self.paragraph = element
        if self.styled:
            self.styled = False
            self.style = self.context.styles.default
            self.style_id = ""
            self.num = self.ilvl = self.outline = None
        if self.detailed:
            self.base_flags = self.style.on
            for kind, detail in self.pending:
                self.ranges.append((kind, self.length, self.length, detail, None))
            self.pending.clear()
            if self.review is not None:
                self.review.on_paragraph(self.length)

    def _on_review(self, element: Element) -> None:
        if self.review is not None:
            self.review.on_mark(element, self.paragraph, self.length)

    def _continues(self, element: Element) -> bool:
        """Whether the mark between the open paragraph and this one was deleted."""
        if self.paragraph is None or self.paragraph not in self.joined:
            return False
        for sibling in self.paragraph.itersiblings():
            if sibling.tag in (self.names.paragraph, self.names.table, self.names.control):
                return sibling is element
        return False

    def _on_paragraph_style(self, element: Element) -> None:
        self.styled = True
        self.style_id = element.get(self.names.value, "")
        self.style = self.context.styles[self.style_id]
        self.base_flags = self.style.on

    def _on_num(self, element: Element) -> None:
        self.styled = True
        self.num = element.get(self.names.value, "")

    def _on_level(self, element: Element) -> None:
        self.styled = True
        self.ilvl = integer(element.get(self.names.value, ""))

    def _on_outline(self, element: Element) -> None:
        self.styled = True
        self.outline = integer(element.get(self.names.value, ""))

    def _finish(self) -> None:
        """Close the open paragraph."""
        element = self.paragraph
        texts = self.texts
        if element is not None:
            if self.trim:
                self._drop_last_breaks()
            text = texts[0] if len(texts) == 1 else "".join(texts)
            if "\n" in text or "\r" in text:
                text = self._without_raw_breaks()
            story = "table" if self.in_table and element in self.in_table else self.story
            paragraph = Paragraph(text, 0, story)
            style = self.style
            if self.styled or style.num or style.outline is not None:
                self._set_properties(paragraph)
            if texts:
                paragraph.pieces = Pieces(texts, self.sources)
            if self.detailed:
                paragraph.features = self._features(text)
                if self.review is not None:
                    self.review.on_finish(paragraph)
            self.paragraphs.append(paragraph)
            self.elements.append(element)
            if len(self.elements) > MAX_PARAGRAPHS:
                raise DocumentError(TOO_MANY_PARAGRAPHS, limit=MAX_PARAGRAPHS)
            if self.boxes:
                for box in self.boxes:
                    self.paragraphs += box.paragraphs
                    self.elements += box.elements
                self.boxes = []
            self.paragraph = None
            self.trim = False
        # Text outside any paragraph is shown by no word processor: it goes as well.
        if texts:
            self.texts = []
            self.sources = []
        if self.detailed:
            self.length = 0
            self.ranges = []
            self.flagged = []

    def _set_properties(self, paragraph: Paragraph) -> None:
        style = self.style
        outline = style.outline if self.outline is None else self.outline
        if outline is not None and 0 <= outline < 9:
            paragraph.level = outline + 1
        paragraph.style = style.name
        if self.num or (style.num and self.num is None):
            paragraph.label = self.context.label(self.num, self.ilvl, style, self.style_id)

    def _drop_last_breaks(self) -> None:
        """A page break at the end of a paragraph parts nothing."""
        while self.texts and self.texts[-1] == "\n":
            if self.sources[-1].get(self.names.type) not in ("page", "column"):
                break
            del self.texts[-1], self.sources[-1]

    def _without_raw_breaks(self) -> str:
        """A line end inside the XML of a text shows as a space."""
        for index, source in enumerate(self.sources):
            if source.text and source.tag in (self.names.text, self.names.math_text):
                self.texts[index] = self.texts[index].replace("\n", " ").replace("\r", " ")
        return "".join(self.texts)

    def _features(self, text: str) -> list[Feature]:
        """The features of the paragraph that is being closed."""
        size = len(text)
        found = [
            Feature(kind, min(start, size), min(end, size), detail)
            for kind, start, end, detail, _ in self.ranges
        ]
        for field in self.fields:
            if field.in_result:
                if field.kind and field.start < size:
                    found.append(Feature("field", field.start, size, field.kind))
                field.start = field.part = 0
                field.broken = True
        if self.flagged:
            found += self._flag_features("hidden", HIDDEN, size)
            found += self._flag_features("highlight", HIGHLIGHT, size)
            found += [
                feature
                for feature in self._flag_features("underlined-blank", UNDERLINE, size)
                if _is_blank(text[feature.start : feature.end])
            ]
        found.sort(key=lambda feature: feature[1])
        return found

    def _flag_features(self, kind: FeatureKind, flag: int, size: int) -> Iterator[Feature]:
        """The maximal stretches with a flag."""
        start = end = -1
        for first, last, flags in self.flagged:
            if flags & flag:
                if first != end:
                    if start >= 0:
                        yield Feature(kind, start, min(end, size))
                    start = first
                end = last
        if 0 <= start < size:
            yield Feature(kind, start, min(end, size))

    # --- text boxes, notes, sections -------------------------------------------------------

    def _on_box(self, element: Element) -> None:
        story: Story = "text-box" if self.story == "body" else self.story
        if self.depth >= _MAX_BOX_DEPTH:
            raise DocumentError(TOO_DEEP, limit=_MAX_BOX_DEPTH)
        box = Walk(self.context, element, story, self.depth + 1)
        box.run()
        if self.paragraph is not None:
            self.boxes.append(box)
        else:
            self.paragraphs += box.paragraphs
            self.elements += box.elements

    def _on_footnote(self, element: Element) -> None:
        self.context.footnotes[element.get(self.names.id, "")] = None

    def _on_endnote(self, element: Element) -> None:
        self.context.endnotes[element.get(self.names.id, "")] = None

    def _on_header(self, element: Element) -> None:
        self._refer(self.context.headers, element)

    def _on_footer(self, element: Element) -> None:
        self._refer(self.context.footers, element)

    def _refer(self, references: dict[str, set[str]], element: Element) -> None:
        pages = references.setdefault(element.get(self.names.relationship_id, ""), set())
        pages.add(element.get(self.names.type, "default"))

    def _on_title_page(self, element: Element) -> None:
        if element.get(self.names.value, "") not in _OFF:
            self.context.first_pages = True

    # --- content controls ------------------------------------------------------------------

    def _on_control(self, element: Element) -> None:
        w = self.names.w
        properties = element.find(w + "sdtPr")
        content = element.find(w + "sdtContent")
        if properties is None or content is None:
            return
        detail = ""
        kinds = set()
        showing = False
        for child in properties:
            local = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
            kinds.add(local)
            if local in ("alias", "tag") and (local == "alias" or not detail):
                detail = child.get(self.names.value, "") or detail
            elif local == "showingPlcHdr":
                showing = child.get(self.names.value, "") not in _OFF
        if not showing and (kinds & _NOT_TEXT or not self._is_empty(content)):
            return
        texts = self._texts_in(content)
        if texts:
            kind: FeatureKind = "content-control" if showing else "empty-control"
            self._mark(texts, kind, detail, element)
        else:
            self._point("empty-control", detail, element)

    def _texts_in(self, element: Element) -> list[Element]:
        return [
            text
            for text in element.iter(self.names.text)
            if text.text and text not in self.passed_over
        ]

    def _mark(self, texts: list[Element], kind: FeatureKind, detail: str, key: object) -> None:
        """Make a feature of texts that are still to come."""
        for text in texts:
            self.marks[text] = (kind, detail, key)

    def _is_empty(self, content: Element) -> bool:
        """Whether a control holds nothing but white space, and nothing that could hold text."""
        known = self.names
        for element in content.iter(known.text, known.math_text, *_content_tags(known)):
            if element in self.passed_over:
                continue
            if element.tag != known.text or (element.text or "").strip():
                return False
        return True

    def _point(self, kind: FeatureKind, detail: str, element: Element) -> None:
        """Make a feature with a place but no text."""
        holder = next(element.iterancestors(self.names.paragraph), None)
        if holder is not None and holder is self.paragraph:
            self.ranges.append((kind, self.length, self.length, detail, None))
        else:
            self.pending.append((kind, detail))

    # --- fields ----------------------------------------------------------------------------

    def _on_field_char(self, element: Element) -> None:
        type_ = element.get(self.names.field_char_type)
        if type_ == "separate":
            if self.fields and not self.fields[-1].in_result:
                field = self.fields[-1]
                field.in_result = True
                field.start = self.length
                field.part = len(self.texts)
                self.concealed -= 1
                if not any(outer.kind for outer in self.fields) and fields.is_computed(field.words):
                    field.kind = fields.name_of(field.words)
        elif element not in self.field_chars:
            return
        elif type_ == "begin":
            self.fields.append(fields.Field(element))
            self.concealed += 1
        elif self.fields:
            field = self.fields.pop()
            if not field.in_result:
                self.concealed -= 1
            self._end_field(field)

    def _on_instruction(self, element: Element) -> None:
        if self.fields and not self.fields[-1].in_result:
            self.fields[-1].instruction.append(element.text or "")

    def _end_field(self, field: fields.Field) -> None:
        """Make features of a finished field."""
        words = field.words
        if fields.name_of(words) in fields.REACHING_OUT:
            self.context.outside.append(words)
        if self.concealed or any(outer.kind for outer in self.fields):
            return
        result = "".join(self.texts[field.part :]) if field.in_result else ""
        data = fields.form_data(field.begin)
        found = fields.classify(words, result, data, has_result=field.in_result)
        if found is None:
            return
        kind, detail = found
        start = field.start if field.in_result else self.length
        if kind != "field":
            # A result that began in an earlier paragraph has text: it is filled.
            if not field.broken:
                self.ranges.append((kind, start, self.length, detail, None))
        elif start < self.length:
            self.ranges.append((kind, start, self.length, detail, None))

    def _on_simple_field(self, element: Element) -> None:
        words = element.get(self.names.w + "instr", "").strip()
        if fields.name_of(words) in fields.REACHING_OUT:
            self.context.outside.append(words)
        texts = self._texts_in(element)
        result = "".join([text.text or "" for text in texts])
        found = fields.classify(words, result, fields.form_data(element), has_result=bool(texts))
        if found is None:
            return
        kind, detail = found
        if result:
            self._mark(texts, kind, detail, element)
        elif kind != "field":
            self._point(kind, detail, element)


_BLANKS = frozenset(" \t\n\xa0\u2002\u2003\u3000")


def _is_blank(text: str) -> bool:
    """Whether underlined text is a line to write on: wide enough, and nothing written."""
    if not _BLANKS.issuperset(text):
        return False
    return len(text) - text.count("\n") + text.count("\t") >= 2


_Handler = Callable[[Walk, Element], None]
_HANDLERS: dict[str, dict[str, _Handler]] = {}
_CONTENT_TAGS: dict[str, tuple[str, ...]] = {}


def _handlers(known: Names) -> dict[str, _Handler]:
    handlers = _HANDLERS.get(known.w)
    if handlers is None:
        local: dict[str, _Handler] = {
            "pStyle": Walk._on_paragraph_style,
            "numId": Walk._on_num,
            "ilvl": Walk._on_level,
            "outlineLvl": Walk._on_outline,
            "tab": Walk._on_tab,
            "ptab": Walk._on_aligned_tab,
            "br": Walk._on_break,
            "cr": Walk._on_return,
            "sym": Walk._on_symbol,
            "noBreakHyphen": Walk._on_no_break_hyphen,
            "txbxContent": Walk._on_box,
            "sdt": Walk._on_control,
            "fldChar": Walk._on_field_char,
            "fldSimple": Walk._on_simple_field,
            "instrText": Walk._on_instruction,
            "footnoteReference": Walk._on_footnote,
            "endnoteReference": Walk._on_endnote,
            "headerReference": Walk._on_header,
            "footerReference": Walk._on_footer,
            "titlePg": Walk._on_title_page,
            "r": Walk._on_run,
            "rStyle": Walk._on_run_style,
            "vanish": Walk._on_formatting,
            "highlight": Walk._on_formatting,
            "u": Walk._on_formatting,
            "shd": Walk._on_shading,
        }
        handlers = {known.w + name: handler for name, handler in local.items()}
        handlers[known.math_text] = Walk._on_math_text
        handlers.update(dict.fromkeys(known.reviewing, Walk._on_review))
        _HANDLERS[known.w] = handlers
    return handlers


def _content_tags(known: Names) -> tuple[str, ...]:
    tags = _CONTENT_TAGS.get(known.w)
    if tags is None:
        tags = _CONTENT_TAGS[known.w] = tuple(known.w + name for name in sorted(_CONTENT))
    return tags
