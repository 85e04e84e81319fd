"""OpenDocument text (OASIS ODF 1.3): .odt and .ott packages and flat .fodt files.

Paragraphs come in reading order: the body with tables in place and text boxes behind the
paragraph that anchors them, then headers, footers, footnotes, endnotes and comments. Tracked
insertions are part of the text; deletions are not: ODF keeps them apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from writer_assist.document.archive import Archive
from writer_assist.document.errors import MAX_PARAGRAPHS, TOO_MANY_PARAGRAPHS, DocumentError
from writer_assist.document.model import (
    Document,
    Feature,
    FeatureKind,
    Link,
    Paragraph,
    Piece,
    Story,
)
from writer_assist.document.odt_review import (
    ANNOTATION,
    ENDS,
    MARKS,
    Anchor,
    Written,
    comments_of,
    revisions_of,
)
from writer_assist.document.odt_styles import (
    LO,
    OFFICE,
    PLAIN,
    STYLE,
    TEXT,
    ListCounters,
    Look,
    Styles,
    integer,
    next_label,
)
from writer_assist.document.safexml import parse_xml
from writer_assist.i18n import N_
from writer_assist.records import NamedTuple

ENCRYPTED = N_("文件已加密，无法读取；请用 LibreOffice 或 WPS 去掉密码后另存")
NO_TEXT = N_("文件里没有文字文档的正文，可能不是 ODT，或已损坏")

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
FIELD = "{urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"

MAX_SPACES = 1000
"""The most spaces that one ``text:s`` stands for here; the attribute may claim any number."""
ALL_SPACES = 1_000_000
"""The most spaces that all of a document's stand for; any further one is a single space."""

WHITE_SPACE = re.compile(r"[ \t\r\n]+")

_INLINE = frozenset(
    (
        *(TEXT + "span", TEXT + "a", TEXT + "meta", TEXT + "meta-field"),
        *(TEXT + "ruby", TEXT + "ruby-base", LO + "content-control"),
    )
)
# text:number repeats the automatic number for programs that do not count.
_INLINE_SKIPPED = frozenset((TEXT + "ruby-text", TEXT + "script", TEXT + "number"))
_CONTAINERS = frozenset(
    (
        *(TABLE + "table-header-rows", TABLE + "table-rows", TABLE + "table-row-group"),
        *(TABLE + "table-row", TABLE + "table-cell", OFFICE + "text"),
    )
)
_INDEXES = frozenset(
    TEXT + name
    for name in (
        *("table-of-content", "illustration-index", "table-index", "object-index"),
        *("user-index", "alphabetical-index", "bibliography"),
    )
)


class Place(NamedTuple):
    """Where a piece of text stands in the XML.

    In ``element.text``, or in ``element.tail`` if ``tail``, from ``offset`` (code points);
    white space, a tab or a line break that is an element of its own has offset 0.
    """

    element: etree._Element
    tail: bool
    offset: int


class OpenDocument(NamedTuple):
    """The parts of a file; both roots are the same for a flat one, which has no archive."""

    archive: Archive | None
    content: etree._Element
    styles: etree._Element | None

    def properties(self) -> dict[str, str]:
        """See :attr:`.Document.properties`."""
        from writer_assist.document.odt_properties import read_properties

        return read_properties(self)

    def links(self) -> list[Link]:
        """See :attr:`.Document.links`."""
        from writer_assist.document.odt_properties import read_links

        return read_links(self)


def read_odt(data: bytes, path: str) -> Document:
    """An ODT, OTT or FODT file as a document; its pieces lead to :class:`Place`.

    Raises:
        DocumentError: damaged, encrypted, with a DTD, beyond a limit, or not a text document.
    """
    source = _open(data)
    body = source.content.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise DocumentError(NO_TEXT)
    reader = _Reader(source)
    reader.read(body)
    document = Document(reader.paragraphs, path, "odt", source)
    if reader.anchors:
        anchors, paragraphs = reader.anchors, reader.paragraphs
        document.comments = comments_of(anchors, reader.written, paragraphs)
        document.revisions = revisions_of(anchors, source.content, source.styles, paragraphs)
    return document


def _open(data: bytes) -> OpenDocument:
    if data[:2] != b"PK":
        root = parse_xml(data, "XML")
        return OpenDocument(None, root, root)
    archive = Archive(data)
    manifest = "META-INF/manifest.xml"
    if "encrypted-package" in archive or (
        manifest in archive and b"encryption-data" in archive.read(manifest)
    ):
        raise DocumentError(ENCRYPTED)
    if "content.xml" not in archive:
        raise DocumentError(NO_TEXT)
    content = parse_xml(archive.read("content.xml"), "content.xml")
    styles = None
    if "styles.xml" in archive:
        styles = parse_xml(archive.read("styles.xml"), "styles.xml")
    return OpenDocument(archive, content, styles)


class _Reader:
    """Collects paragraphs while it walks the tree."""

    def __init__(self, source: OpenDocument) -> None:
        self.paragraphs: list[Paragraph] = []
        self.notes: dict[Story, list[etree._Element]] = {"footnote": [], "endnote": []}
        self.comments: list[etree._Element] = []
        self.written: list[Written] = []
        self.anchors: list[Anchor] = []
        # Marks that stand between two paragraphs, in front of the next one.
        self.waiting: list[etree._Element] = []
        self.source = source
        roots = source.content, source.styles
        common = None if source.styles is None else source.styles.find(OFFICE + "styles")
        automatic = [root.find(OFFICE + "automatic-styles") for root in roots if root is not None]
        self.content_styles = Styles(automatic[0], common)
        self.page_styles = Styles(automatic[-1], common)
        self.styles = self.content_styles
        self.lists: dict[str, ListCounters] = {}
        self.last_lists: dict[str, ListCounters] = {}
        self.outline = ListCounters("")
        self.hidden = False
        self.in_index = False
        self.spaces = ALL_SPACES

    def read(self, body: etree._Element) -> None:
        """All stories, in order."""
        self.blocks(body, "body")
        self.styles = self.page_styles
        stories: tuple[tuple[str, Story], ...] = (("header", "header"), ("footer", "footer"))
        pages = list(self._pages(body))
        for tag, story in stories:
            for page in pages:
                for variant in ("", "-left", "-first"):
                    for part in (
                        *page.iterchildren(f"{STYLE}{tag}{variant}"),
                        *page.iterchildren(f"{LO}{tag}{variant}"),
                    ):
                        if part.get(STYLE + "display") != "false":
                            self.blocks(part, story)
                            for region in ("left", "center", "right"):
                                for child in part.iterchildren(f"{STYLE}region-{region}"):
                                    self.blocks(child, story)
        self.styles = self.content_styles
        for story in ("footnote", "endnote"):
            # A note may hold no note, so the list does not grow meanwhile.
            for note in self.notes[story]:
                for part in note.iterchildren(TEXT + "note-body"):
                    self.blocks(part, story)
        self._place_waiting(len(self.paragraphs), -1)
        for comment in self.comments:
            first = len(self.paragraphs)
            self.blocks(comment, "comment")
            self.written.append((comment, first, len(self.paragraphs)))

    def _place_waiting(self, number: int, offset: int) -> None:
        """Let the waiting marks stand in a paragraph, -1 for its end."""
        if self.waiting and number:
            if offset < 0:
                offset = len(self.paragraphs[number - 1].text)
            self.anchors += [(element, number, offset) for element in self.waiting]
            self.waiting = []

    def _pages(self, body: etree._Element) -> Iterator[etree._Element]:
        """The master pages in use; a template may define many more."""
        root = self.source.styles
        masters = None if root is None else root.find(OFFICE + "master-styles")
        if masters is None:
            return
        pages = {page.get(STYLE + "name", ""): page for page in masters.iterchildren()}
        pages = {name: page for name, page in pages.items() if page.tag == STYLE + "master-page"}
        wanted = ["Standard"] if "Standard" in pages else list(pages)[:1]
        used = {
            element.get(TEXT + "style-name") or element.get(TABLE + "style-name")
            for element in body.iter(TEXT + "p", TEXT + "h", TABLE + "table")
        }
        for (_, name), style in self.content_styles.elements.items():
            if name in used and (master := style.get(STYLE + "master-page-name")):
                wanted.append(master)
        done = set()
        for name in wanted:  # it grows meanwhile
            if name in pages and name not in done:
                done.add(name)
                yield pages[name]
                wanted.append(pages[name].get(STYLE + "next-style-name", ""))

    def blocks(self, parent: etree._Element, story: Story) -> None:
        """The paragraphs of an element that holds paragraphs, lists, tables, sections …"""
        for child in parent.iterchildren("*"):  # not comments
            self.block(child, story)

    def block(self, element: etree._Element, story: Story) -> None:
        """What one such child holds; what holds no text of the draft is passed over."""
        tag = element.tag
        if tag in (TEXT + "p", TEXT + "h"):
            self.paragraph(element, story)
        elif tag == TEXT + "list":
            self.list_items(element, story, None, 1)
        elif tag == TEXT + "numbered-paragraph":
            self.numbered(element, story)
        elif tag == TABLE + "table":
            self.blocks(element, "table" if story == "body" else story)
        elif tag in _CONTAINERS:
            self.blocks(element, story)
        elif tag == TEXT + "section":
            self.section(element, story)
        elif tag in _INDEXES:
            self.index(element, story)
        elif tag.startswith(DRAW):
            self.drawing(element, story)
        elif tag in MARKS and tag != ANNOTATION:
            if tag in ENDS and self.paragraphs:
                last = self.paragraphs[-1]
                self.anchors.append((element, last.number, len(last.text)))
            else:
                self.waiting.append(element)

    def section(self, element: etree._Element, story: Story) -> None:
        """A section, which may be hidden."""
        outer = self.hidden
        self.hidden = (
            outer
            or element.get(TEXT + "display") == "none"
            or element.get(TEXT + "is-hidden") == "true"
        )
        for child in element.iterchildren("*"):  # not blocks(): sections nest deep, calls may not
            self.block(child, story)
        self.hidden = outer

    def index(self, element: etree._Element, story: Story) -> None:
        """A table of contents or another index: generated text."""
        outer = self.in_index
        self.in_index = True
        for part in element.iterchildren(TEXT + "index-body"):
            for child in part.iterchildren(TEXT + "index-title"):
                self.blocks(child, story)
            self.blocks(part, story)
        self.in_index = outer

    def drawing(self, element: etree._Element, story: Story) -> None:
        """The text of a text box or shape."""
        inner: Story = "text-box" if story in ("body", "table") else story
        if element.tag == DRAW + "frame":
            # The children of a frame are alternatives for the same thing.
            box = element.find(DRAW + "text-box")
            if box is not None:
                self.blocks(box, inner)
        elif element.tag in (DRAW + "g", DRAW + "a"):
            for child in element.iterchildren("*"):
                if child.tag.startswith(DRAW):
                    self.drawing(child, inner)
        elif element.tag not in (DRAW + "control", DRAW + "object"):
            self.blocks(element, inner)

    def list_items(
        self, element: etree._Element, story: Story, outer: ListCounters | None, level: int
    ) -> None:
        """A list; ``outer`` is the list that it is nested in."""
        style = element.get(TEXT + "style-name", "")
        if outer is None:
            counters = self._continued(element, style) or ListCounters(style)
            if style:
                counters.style = style
            self.last_lists[counters.style] = counters
            if identifier := element.get(XML_ID):
                self.lists[identifier] = counters
        else:
            counters = outer
        previous = counters.style
        counters.style = style or previous
        for item in element:
            if item.tag not in (TEXT + "list-item", TEXT + "list-header"):
                continue
            numbered = item.tag == TEXT + "list-item"
            for child in item.iterchildren("*"):
                if child.tag == TEXT + "list":
                    self.list_items(child, story, counters, level + 1)
                elif child.tag in (TEXT + "p", TEXT + "h"):
                    label = ""
                    if numbered:
                        start = item.get(TEXT + "start-value")
                        label = self.number(counters, level, start)
                        numbered = False
                    self.paragraph(child, story, label)
                else:
                    self.block(child, story)
        counters.style = previous

    def _continued(self, element: etree._Element, style: str) -> ListCounters | None:
        """The list whose numbers this one goes on with."""
        if identifier := element.get(TEXT + "continue-list"):
            return self.lists.get(identifier)
        if element.get(TEXT + "continue-numbering") == "true":
            return self.last_lists.get(style)
        return None

    def numbered(self, element: etree._Element, story: Story) -> None:
        """A paragraph that names its list instead of standing in it."""
        style = element.get(TEXT + "style-name", "")
        identifier = element.get(TEXT + "list-id", style)
        counters = self.lists.setdefault(identifier, ListCounters(style))
        level = integer(element.get(TEXT + "level"), 1)
        for child in element.iterchildren(TEXT + "p", TEXT + "h"):
            label = self.number(counters, level, element.get(TEXT + "start-value"))
            self.paragraph(child, story, label)

    def number(self, counters: ListCounters, level: int, start: str | None) -> str:
        """Count one more item on a level and return its label."""
        return next_label(counters, self.styles.lists.get(counters.style, {}), level, start)

    def paragraph(self, element: etree._Element, story: Story, label: str = "") -> None:
        """One paragraph, then the text boxes that it anchors."""
        style = element.get(TEXT + "style-name", "")
        level = None
        if element.tag == TEXT + "h":
            level = max(1, integer(element.get(TEXT + "outline-level"), 1))
            if not label and element.get(TEXT + "is-list-header") != "true":
                label = self._outline_label(element, style, level)
        text = _Text(self)
        text.inline(element, self.styles.look("paragraph", style).over(PLAIN))
        if len(self.paragraphs) >= MAX_PARAGRAPHS:
            raise DocumentError(TOO_MANY_PARAGRAPHS, limit=MAX_PARAGRAPHS)
        number = len(self.paragraphs) + 1
        paragraph = text.paragraph(number, story, label, level, self.styles.display_name(style))
        self.paragraphs.append(paragraph)
        if self.waiting:
            self._place_waiting(number, 0)
        size = len(paragraph.text)
        self.anchors += [(mark, number, min(offset, size)) for mark, offset in text.anchors]
        for box in text.boxes:
            self.drawing(box, story)

    def _outline_label(self, element: etree._Element, style: str, level: int) -> str:
        """The number that the outline gives to a heading."""
        if self.styles.attribute("paragraph", style, STYLE + "list-style-name") == "":
            return ""
        start = element.get(TEXT + "start-value")
        if start is None and element.get(TEXT + "restart-numbering") == "true":
            start = "1"
        return next_label(self.outline, self.styles.outline, level, start)


def _is_blank(text: str) -> bool:
    """Whether underlined text is a line to write on: wide enough, and nothing written."""
    return text.isspace() and len(text) - text.count("\n") + text.count("\t") >= 2


class _Text:
    """Collects the text of one paragraph."""

    def __init__(self, reader: _Reader) -> None:
        self.reader = reader
        self.parts: list[str] = []
        self.pieces: list[Piece] = []
        self.features: list[Feature] = []
        self.looks: list[tuple[int, int, Look]] = []
        self.boxes: list[etree._Element] = []
        self.anchors: list[tuple[etree._Element, int]] = []
        # Form fields that have begun: where, how many parts there were, and the element.
        self.open_marks: list[tuple[int, int, etree._Element]] = []
        self.hidden = reader.hidden
        self.length = 0
        # White space at the beginning counts for nothing, like that after white space.
        self.after_space = True
        self.layout_space = False

    def add(self, text: str, place: Place, look: Look) -> None:
        """Add text as it stands."""
        if not text:
            return
        self.pieces.append(Piece(self.length, len(text), place))
        self.parts.append(text)
        if self.looks and self.looks[-1][2] == look and self.looks[-1][1] == self.length:
            self.looks[-1] = (self.looks[-1][0], self.length + len(text), look)
        else:
            self.looks.append((self.length, self.length + len(text), look))
        self.length += len(text)
        self.after_space = self.layout_space = False

    def characters(self, element: etree._Element, tail: bool, text: str, look: Look) -> None:
        """Add character data, white space collapsed (ODF 1.3 part 3, 6.1.2)."""
        start = 0
        for match in WHITE_SPACE.finditer(text):
            first, end = match.span()
            alone = end - first == 1 and text[first] == " "
            if alone and not (first == 0 and self.after_space):
                continue
            self.add(text[start:first], Place(element, tail, start), look)
            if not self.after_space:
                self.add(" ", Place(element, tail, first), look)
                self.layout_space = "\n" in match[0]
                self.after_space = True
            start = end
        if start < len(text):
            self.add(text[start:], Place(element, tail, start), look)
            self.after_space = text.endswith(" ")

    def inline(self, element: etree._Element, look: Look) -> None:
        """Add the content of a paragraph, span or field."""
        if element.text:
            self.characters(element, False, element.text, look)
        for child in element:
            if isinstance(child.tag, str):
                self.child(child, look)
            if child.tail:
                self.characters(child, True, child.tail, look)

    def child(self, element: etree._Element, look: Look) -> None:
        """Add an element that stands in the text."""
        tag = element.tag
        place = Place(element, False, 0)
        start = self.length
        if tag == TEXT + "s":
            count = min(integer(element.get(TEXT + "c"), 1), MAX_SPACES)
            self.reader.spaces -= count
            if self.reader.spaces < 0:
                count = min(count, 1)
            self.add(" " * count, place, look)
        elif tag == TEXT + "tab":
            self.add("\t", place, look)
        elif tag == TEXT + "line-break":
            self.add("\n", place, look)
        elif tag in _INLINE:
            style = element.get(TEXT + "style-name", "")
            inner = self.reader.styles.look("text", style).over(look) if style else look
            self.inline(element, inner)
            if tag == LO + "content-control":
                self.content_control(element, start)
            elif tag == TEXT + "meta-field":
                self.feature("field", start, "")
        elif tag == TEXT + "note":
            story: Story = (
                "endnote" if element.get(TEXT + "note-class") == "endnote" else "footnote"
            )
            self.reader.notes[story].append(element)
        elif tag in MARKS:
            self.anchors.append((element, self.length))
            if tag == ANNOTATION:
                self.reader.comments.append(element)
        elif tag.startswith(DRAW):
            self.boxes.append(element)
        elif tag.startswith(FIELD):
            self.field_mark(element, look)
        elif tag.startswith(TEXT) and tag not in _INLINE_SKIPPED:
            self.field(element, look)

    def field(self, element: etree._Element, look: Look) -> None:
        """A field: text that is computed, or to be filled in."""
        start = self.length
        count = len(self.parts)
        self.inline(element, look)
        text = "".join(self.parts[count:])
        kind: FeatureKind = "field"
        detail = element.get(TEXT + "description") or element.get(TEXT + "name") or ""
        match element.tag.removeprefix(TEXT):
            case "placeholder":
                kind = "content-control"
            case "text-input":
                if text.strip() and text != element.get(TEXT + "description"):
                    return
                kind = "form-field"
            case "drop-down":
                if text.strip():
                    return
                kind = "form-field"
            case "database-display":
                detail = element.get(TEXT + "column-name", "")
                if text.strip("<>«» ") not in ("", detail):
                    return
                kind = "merge-field"
            case "hidden-paragraph":
                self.hidden = self.hidden or element.get(TEXT + "is-hidden") == "true"
                return
        self.feature(kind, start, detail)

    def field_mark(self, element: etree._Element, look: Look) -> None:
        """A form field in the way of Word, as LibreOffice writes it."""
        name = element.tag.removeprefix(FIELD)
        type_ = element.get(FIELD + "type", "")
        if name == "fieldmark-start":
            self.open_marks.append((self.length, len(self.parts), element))
        elif name == "fieldmark-end":
            if self.open_marks:
                start, count, opening = self.open_marks.pop()
                is_text = opening.get(FIELD + "type", "").endswith("FORMTEXT")
                if is_text and not "".join(self.parts[count:]).strip():
                    self.feature("form-field", start, opening.get(TEXT + "name", ""))
        elif type_.endswith("FORMDROPDOWN"):
            entries = []
            selected = None
            for parameter in element.iterchildren(FIELD + "param"):
                value = parameter.get(FIELD + "value", "")
                if parameter.get(FIELD + "name", "").endswith("ListEntry"):
                    entries.append(value)
                elif parameter.get(FIELD + "name", "").endswith("Selected"):
                    selected = integer(value, -1)
            if selected is not None and 0 <= selected < len(entries):
                self.add(entries[selected], Place(element, False, 0), look)
            else:
                self.feature("form-field", self.length, element.get(TEXT + "name", ""))

    def content_control(self, element: etree._Element, start: int) -> None:
        detail = element.get(LO + "alias") or element.get(LO + "tag") or ""
        if element.get(LO + "showing-place-holder") == "true":
            self.feature("content-control", start, detail)
        elif self.length == start:
            self.feature("empty-control", start, detail)

    def feature(self, kind: FeatureKind, start: int, detail: str) -> None:
        """Mark what was added since ``start``; a field without text is nothing to mark."""
        if self.length > start or kind != "field":
            self.features.append(Feature(kind, start, self.length, detail))

    def paragraph(
        self, number: int, story: Story, label: str, level: int | None, style: str
    ) -> Paragraph:
        """The paragraph, complete."""
        if self.layout_space:  # the indentation of the XML, not a space of the author
            last = self.pieces.pop()
            self.parts.pop()
            self.length = last.start
            self.features = [
                feature._replace(end=min(feature.end, self.length))
                for feature in self.features
                if feature.start < self.length or feature.kind != "field"
            ]
        text = "".join(self.parts)
        features = self.features
        if self.length:
            features += self._looks(text)
            if self.hidden:
                features.append(Feature("hidden", 0, self.length))
            if self.reader.in_index:
                features.append(Feature("field", 0, self.length))
        features.sort(key=lambda feature: (feature.start, feature.end))
        return Paragraph(
            text,
            number,
            story,
            label=label,
            level=level,
            style=style,
            pieces=self.pieces,
            features=features,
        )

    def _looks(self, text: str) -> Iterator[Feature]:
        kinds: tuple[FeatureKind, ...] = ("underlined-blank", "hidden", "highlight")
        for index, kind in enumerate(kinds):
            start = end = -1
            for first, last, look in [*self.looks, (-2, -2, PLAIN)]:
                if look[index] and first == end:
                    end = last
                    continue
                # An underline under words as well is not one to write on.
                end = min(end, len(text))
                if 0 <= start < end and (kind != "underlined-blank" or _is_blank(text[start:end])):
                    yield Feature(kind, start, end)
                start, end = (first, last) if look[index] else (-1, -1)
