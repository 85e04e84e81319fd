"""Corrections in the XML of an ODT: what can be corrected, and correcting it.

Left as they are: what a field computes, generated indexes, protected and linked sections, ruby,
what somebody else inserted or deleted and nobody accepted yet, comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from lxml import etree

from writer_assist.document.errors import DocumentError
from writer_assist.document.model import Document
from writer_assist.document.odt import _INDEXES, DRAW, TABLE, _Reader
from writer_assist.document.odt_review import ANNOTATION, MARKS, comments_of, revisions_of
from writer_assist.document.odt_styles import OFFICE, STYLE, TEXT
from writer_assist.document.read import _completed
from writer_assist.document.safexml import parse_xml
from writer_assist.document.zip_writer import rewritten
from writer_assist.i18n import N_

from . import odt_text
from .docx_edits import (
    IN_CHANGE,
    IN_COMMENT,
    NO_PLACE,
    NOT_JOINED,
    NUMBERED,
    OVER_DELETION,
    SIGNED,
)
from .line_edits import NOT_TRACKED
from .odt_slots import Element, Regions, Slot, regions_of, slots_of

if TYPE_CHECKING:
    from writer_assist.document.model import Paragraph, Story
    from writer_assist.document.odt import OpenDocument
    from writer_assist.engine.findings import PlacedEdit

PROTECTED = N_("文档有编辑限制（保护），没有动它：请先在 LibreOffice 里取消保护")
IN_PROTECTED = N_("在受保护的区域、表格或者文本框里")
IN_INDEX = N_("在自动生成的目录或者索引里")
LINKED = N_("在从别的文件链接进来的内容里，一更新就会变回去")
UNWRITABLE = N_("要写进去的文字里有文件里放不下的控制字符")

_CONFIG = "{urn:oasis:names:tc:opendocument:xmlns:config:1.0}"
# What XML 1.0 cannot hold, and CR, which counts as a space in ODF.
_UNWRITABLE = re.compile(r"[^\t\n\v\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DECLARATION = re.compile(rb"(?:\xef\xbb\xbf)?(<\?xml[^>]*\?>\s*)")


class _Finder(_Reader):
    """Notes the element of each paragraph."""

    def __init__(self, source: OpenDocument) -> None:
        super().__init__(source)
        self.elements: list[Element] = []

    def paragraph(self, element: Element, story: Story, label: str = "") -> None:
        """See the reader: first the paragraph, then those in the text boxes that it anchors."""
        self.elements.append(element)
        super().paragraph(element, story, label)


class OdtEditor:
    """Makes edits in a document as it was read; its trees are changed in place.

    Args:
        document: as the reader made it.
        tracked: whether edits are to be tracked changes, which is for DOCX only.

    Attributes:
        document: as it is now.
        changed: the names of the parts that were changed; "" for a flat file.

    Raises:
        DocumentError: it is signed or protected, or tracked changes are asked for.
    """

    def __init__(self, document: Document, *, tracked: bool = False) -> None:
        if tracked:
            raise DocumentError(NOT_TRACKED)
        source: OpenDocument = document.source
        if reason := refusal(source):
            raise DocumentError(reason)
        self.changed: dict[str, Element] = {}
        self._source = source
        self._read(document.path)

    def _read(self, path: str) -> None:
        """Read the trees as they are."""
        source = self._source
        self._finder = reader = _Finder(source)
        body = source.content.find(f"{OFFICE}body/{OFFICE}text")
        assert body is not None  # it was read before
        reader.read(body)
        document = Document(reader.paragraphs, path, "odt", source)
        if reader.anchors:
            anchors, paragraphs = reader.anchors, reader.paragraphs
            document.comments = comments_of(anchors, reader.written, paragraphs)
            document.revisions = revisions_of(anchors, source.content, source.styles, paragraphs)
        self.document = _completed(document)
        self.elements: Sequence[Element] = reader.elements
        for name in ("_regions", "_deletions"):
            self.__dict__.pop(name, None)
        self._slots: dict[int, list[Slot]] = {}

    @cached_property
    def _deletions(self) -> Mapping[int, Sequence[int]]:
        """Paragraph's number → offsets at which deleted text stands."""
        found: dict[int, list[int]] = {}
        for revision in self.document.revisions:
            if revision.kind == "deletion":
                found.setdefault(revision.paragraph, []).append(revision.start)
        return found

    @cached_property
    def _regions(self) -> Regions:
        """Every place between the marks of a tracked insertion or of a field of Word's kind."""
        found: dict[tuple[Element, bool], str] = {}
        for root in _roots(self._source):
            found.update(regions_of(root))
        return found

    def _slots_of(self, paragraph: Paragraph) -> list[Slot]:
        number = paragraph.number
        if number not in self._slots:
            self._slots[number] = slots_of(paragraph, self.elements[number - 1], self._regions)
        return self._slots[number]

    # --- what can be done ------------------------------------------------------------------

    def obstacle(self, edit: PlacedEdit) -> str:
        """Why an edit cannot be made: a message; "" if it can."""
        paragraph = self.document.paragraphs[edit.paragraph - 1]
        if paragraph.number > len(self.elements):
            return NO_PLACE  # the reader made the paragraph up: the body has none
        if paragraph.story == "comment":
            return IN_COMMENT
        if _UNWRITABLE.search(edit.text):
            return UNWRITABLE
        reason = self._around(self.elements[paragraph.number - 1])
        if not reason and any(
            edit.start < at < edit.end for at in self._deletions.get(edit.paragraph, ())
        ):
            reason = OVER_DELETION
        if not reason:
            reason = odt_text.obstacle(self._slots_of(paragraph), edit, paragraph.text)
        if not reason and edit.end > len(paragraph.text):
            reason = self._at_mark(edit.paragraph)
        return reason

    def _around(self, element: Element) -> str:
        """Why nothing must be changed in a paragraph, by what it stands in."""
        for outer in element.iterancestors("*"):
            tag = str(outer.tag)
            if tag in _INDEXES:
                return IN_INDEX
            if tag == ANNOTATION:
                return IN_COMMENT
            if tag == TEXT + "section":
                if outer.get(TEXT + "protected") == "true":
                    return IN_PROTECTED
                sources = (TEXT + "section-source", OFFICE + "dde-source")
                if next(outer.iterchildren(*sources), None) is not None:
                    return LINKED
            elif tag.startswith(TABLE):
                if outer.get(TABLE + "protected") == "true":
                    return IN_PROTECTED
            elif tag.startswith(DRAW) and self._is_protected(outer):
                return IN_PROTECTED
        return ""

    def _is_protected(self, frame: Element) -> bool:
        """Whether the content of a frame or shape is protected (style:protect)."""
        name = frame.get(DRAW + "style-name", "")
        finder = self._finder
        for styles in (finder.content_styles, finder.page_styles):
            style = styles.elements.get(("graphic", name))
            properties = None if style is None else style.find(STYLE + "graphic-properties")
            if properties is not None and "content" in properties.get(STYLE + "protect", ""):
                return True
        return False

    def _at_mark(self, number: int) -> str:
        """Why a paragraph cannot be joined with the next."""
        if number >= len(self.elements):
            return NOT_JOINED
        first, second = self.elements[number - 1], self.elements[number]
        for sibling in first.itersiblings():
            if sibling is second:
                break
            if sibling.tag in MARKS:
                return IN_CHANGE
            if isinstance(sibling.tag, str) and sibling.tag != TEXT + "soft-page-break":
                return NOT_JOINED
        else:
            return NOT_JOINED
        if self.document.paragraphs[number].label or second.find(TEXT + "number") is not None:
            return NUMBERED
        styles = self._finder.content_styles.elements
        style = styles.get(("paragraph", second.get(TEXT + "style-name", "")))
        if style is not None and style.get(STYLE + "master-page-name"):
            return NOT_JOINED  # another kind of page begins with it
        return self._regions.get((first, True), "")

    # --- doing it --------------------------------------------------------------------------

    def apply(self, edits: Iterable[PlacedEdit]) -> Document:
        """Make edits that have no obstacle, none overlapping another; the document after it."""
        by_paragraph: dict[int, list[PlacedEdit]] = {}
        for edit in edits:
            by_paragraph.setdefault(edit.paragraph, []).append(edit)
        paragraphs = self.document.paragraphs
        joined = [
            number
            for number, own in by_paragraph.items()
            if any(edit.end > len(paragraphs[number - 1].text) for edit in own)
        ]
        for number in joined:
            by_paragraph.setdefault(number + 1, [])
        for number, own in by_paragraph.items():
            paragraph = paragraphs[number - 1]
            odt_text.edit_text(paragraph, self._slots_of(paragraph), own)
            self._note(self.elements[number - 1])
        for number in sorted(joined, reverse=True):
            _join(self.elements[number - 1], self.elements[number])
        self._read(self.document.path)
        return self.document

    def _note(self, element: Element) -> None:
        """Note that the part with an element was changed."""
        root = element.getroottree().getroot()
        name = "content.xml" if root is self._source.content else "styles.xml"
        self.changed["" if self._source.archive is None else name] = root

    def data(self) -> bytes:
        """The file with what was changed; all other parts as they are stored.

        A flat file is written anew in any case.
        """
        archive = self._source.archive
        if archive is None:
            return serialised(self._source.content, b"")
        if not self.changed:
            return archive.data
        changed = {
            name: serialised(root, archive.read(name)) for name, root in self.changed.items()
        }
        return rewritten(archive, changed)


def refusal(source: OpenDocument) -> str:
    """Why nothing at all in a document must be changed: a message; "" if it may."""
    archive = source.archive
    settings: Element | None = source.content
    if archive is not None:
        for name in archive.names:
            # The signature of macros covers nothing but them.
            folder, _, file = name.lower().partition("/")
            if folder == "meta-inf" and "signatures" in file and file != "macrosignatures.xml":
                return SIGNED
        settings = None
        if "settings.xml" in archive:
            settings = parse_xml(archive.read("settings.xml"), "settings.xml")
    if settings is None:
        return ""
    for item in settings.iterfind(f"{OFFICE}settings//{_CONFIG}config-item"):
        what, value = item.get(_CONFIG + "name"), (item.text or "").strip()
        if (what == "RedlineProtectionKey" and value) or (what, value) == ("ProtectForm", "true"):
            return PROTECTED
    return ""


def _roots(source: OpenDocument) -> list[Element]:
    roots = [source.content]
    if source.styles is not None and source.styles is not source.content:
        roots.append(source.styles)
    return roots


def _join(first: Element, second: Element) -> None:
    """Put what is in a paragraph behind what is in the one before it, which keeps its looks."""
    for sibling in list(first.itersiblings()):
        if sibling is second:
            break
        first.append(sibling)
        sibling.tail = None  # the layout of the XML
    if second.text:
        if len(first):
            first[-1].tail = (first[-1].tail or "") + second.text
        else:
            first.text = (first.text or "") + second.text
    first.extend(list(second))
    first.tail, second.tail = second.tail, None
    parent = second.getparent()
    assert parent is not None
    parent.remove(second)


def serialised(root: Element, original: bytes) -> bytes:
    """An XML part, with what stands in front of and behind its root, and its declaration."""
    match = _DECLARATION.match(original)
    if match is not None and (b"encoding" not in match[1] or b"utf-8" in match[1].lower()):
        declaration = match[1]
    elif original[:1] == b"<" and original[1:2].isalpha():
        declaration = b""
    else:
        declaration = b'<?xml version="1.0" encoding="UTF-8"?>\n'
    tree = root.getroottree()
    return declaration + etree.tostring(tree, encoding="UTF-8", xml_declaration=False)
