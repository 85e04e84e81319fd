"""DOCX → :class:`.Document`: the final text of every story."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar

from lxml import etree

from writer_assist.document.docx.names import STRICT, TRANSITIONAL, Names, names
from writer_assist.document.docx.package import NO_MAIN_PART, Package
from writer_assist.document.docx.styles import Style, Styles
from writer_assist.document.docx.walk import Walk
from writer_assist.document.errors import DocumentError
from writer_assist.document.kind import not_docx
from writer_assist.document.model import Document, Paragraph, Story
from writer_assist.document.safexml import parse_xml

if TYPE_CHECKING:
    from writer_assist.document.docx.numbering import Counters, Numbering
    from writer_assist.document.docx.review import Review
    from writer_assist.document.model import Link

Element = etree._Element
T = TypeVar("T")

_FOREIGN_ROOTS = {"workbook": "xlsx", "presentation": "pptx"}
_OFF = ("0", "false", "off")


class DocxSource:
    """Where a document came from: ``Document.source`` of a DOCX.

    Attributes:
        package: the package, with the parsed trees that the paragraphs' pieces belong to.
        elements: the ``w:p`` of each paragraph, in the order of ``Document.paragraphs``. Where
            a paragraph mark was deleted it is the last of the paragraphs that it joined.
        parts: the name of the part of each paragraph.
        outside: instructions of fields that would reach out of the document (DDE and the like).
    """

    def __init__(self, package: Package) -> None:
        self.package = package
        self.elements: list[Element] = []
        self.parts: list[str] = []
        self.outside: list[str] = []

    def properties(self) -> dict[str, str]:
        """See :attr:`.Document.properties`."""
        from writer_assist.document.docx.properties import read_properties

        return read_properties(self.package)

    def links(self) -> list[Link]:
        """See :attr:`.Document.links`."""
        if not self.outside and not self.package.has_external_targets():
            return []
        from writer_assist.document.docx.properties import read_links

        return read_links(self.package, self.elements, self.parts, self.outside)


def read_docx(data: bytes, path: str = "-") -> Document:
    """Read a DOCX, DOCM, DOTX or DOTM.

    The stories follow one another: the body (with its tables, and each text box behind the
    paragraph that it is anchored to), headers, footers, footnotes, endnotes, comments.

    Args:
        data: the file.
        path: its path, for ``Document.path``.

    Raises:
        DocumentError: another kind of file, damaged, hostile, or beyond a limit.
    """
    return read_package(Package(data, path), path)


def read_package(package: Package, path: str = "-") -> Document:
    """Read a package that is open; what was changed in its trees is read as it is now.

    Raises:
        DocumentError: see :func:`read_docx`.
    """
    root = package.tree(package.main)
    for namespace in (TRANSITIONAL, STRICT):
        known = names(namespace)
        if root.tag == known.document:
            break
    else:
        kind = _FOREIGN_ROOTS.get(etree.QName(root).localname)
        raise not_docx(kind) if kind else DocumentError(NO_MAIN_PART)
    reader = _Reader(package, known)
    reader.read(root)
    document = Document(reader.paragraphs, path, "docx", reader.source)
    if reader.reviews:
        from writer_assist.document.docx.review import comments_of, revisions_of

        document.comments = comments_of(reader.reviews, reader.written_comments())
        document.revisions = revisions_of(reader.reviews)
    return document


# Documents of one office share their styles to the byte, and parsing them costs as much as
# the text itself; a bounded number is kept.
_STYLES: dict[object, Styles] = {}
_NUMBERINGS: dict[object, Numbering] = {}
_KEPT = 16
_KEPT_SIZE = 1 << 18


def _remember(cache: dict[object, T], key: tuple[bytes, int, int, int], made: T) -> T:
    if len(key[0]) <= _KEPT_SIZE:
        if len(cache) >= _KEPT:
            cache.clear()
        cache[key] = made
    return made


def _styles(package: Package) -> Styles:
    part = package.related("styles")
    if part is None:
        return Styles()
    key = package.archive.identity(part)
    styles = _STYLES.get(key)
    if styles is None:
        data = package.archive.read(part)
        styles = _remember(_STYLES, key, Styles(parse_xml(_without_latent_styles(data), part)))
    return styles


def _without_latent_styles(data: bytes) -> bytes:
    """styles.xml without the names of styles that are not in it: four fifths of Word's."""
    start = data.find(b"<w:latentStyles ")
    end = data.find(b"</w:latentStyles>", start)
    if start < 0 or end < 0 or b"<!--" in data[:start]:
        return data
    return data[:start] + data[end + len(b"</w:latentStyles>") :]


def _numbering(package: Package) -> Numbering | None:
    part = package.related("numbering")
    if part is None:
        return None
    key = package.archive.identity(part)
    numbering = _NUMBERINGS.get(key)
    if numbering is None:
        from writer_assist.document.docx.numbering import Numbering

        root = parse_xml(package.archive.read(part), part)
        numbering = _remember(_NUMBERINGS, key, Numbering(root))
    return numbering


class _Reader:
    """The stories of one document, one after the other."""

    def __init__(self, package: Package, known: Names) -> None:
        self.names = known
        self.package = package
        self.source = DocxSource(package)
        self.outside = self.source.outside
        self.paragraphs: list[Paragraph] = []
        self.styles = _styles(package)
        self.counters: Counters | None = None
        self._numbering: Numbering | None = None
        self._numbering_read = False
        # Relationship ids (with the pages that they are for) and note ids, as first mentioned.
        self.headers: dict[str, set[str]] = {}
        self.footers: dict[str, set[str]] = {}
        self.first_pages = False
        self.footnotes: dict[str, None] = {}
        self.endnotes: dict[str, None] = {}
        self.reviews: list[Review] = []
        # Each comment with the index of its first paragraph and of the one behind its last.
        self.comments: list[tuple[Element, int, int]] = []

    def read(self, root: Element) -> None:
        body = root.find(self.names.body)
        if body is not None:
            self._story([body], "body", self.package.main)
        related = self.package.main_relationships
        margins: tuple[tuple[Story, dict[str, set[str]]], ...]
        margins = (("header", self.headers), ("footer", self.footers))
        for story, references in margins:
            targets = {
                related[id_].target: None
                for id_, pages in references.items()
                if id_ in related and self._shown(pages)
            }
            for part in targets:
                if part in self.package:
                    self._story([self.package.tree(part)], story, part)
        self._notes("footnotes", "footnote", self.footnotes)
        self._notes("endnotes", "endnote", self.endnotes)
        self._comments()
        for number, paragraph in enumerate(self.paragraphs, 1):
            paragraph.number = number

    def _shown(self, pages: set[str]) -> bool:
        """Whether a header for these pages is shown: Word keeps those that were switched off."""
        if "default" in pages or ("first" in pages and self.first_pages):
            return True
        return "even" in pages and self._even_pages()

    def _even_pages(self) -> bool:
        part = self.package.related("settings")
        if part is None:
            return False
        setting = self.package.tree(part).find(self.names.w + "evenAndOddHeaders")
        return setting is not None and setting.get(self.names.value, "") not in _OFF

    def _story(self, roots: Iterable[Element], story: Story, part: str) -> None:
        self.counters = None
        for root in roots:
            self._walk(root, story, part)

    def _walk(self, root: Element, story: Story, part: str) -> None:
        walk = Walk(self, root, story)
        walk.run()
        self.paragraphs += walk.paragraphs
        self.source.elements += walk.elements
        self.source.parts += [part] * len(walk.paragraphs)

    def _notes(self, type_: str, story: Story, mentioned: dict[str, None]) -> None:
        part = self.package.related(type_)
        if part is None or not mentioned:
            return
        notes = {
            note.get(self.names.id, ""): note
            for note in self.package.tree(part).iterchildren(self.names.w + story)
            if note.get(self.names.type, "normal") == "normal"
        }
        self._story([notes[id_] for id_ in mentioned if id_ in notes], story, part)

    def _comments(self) -> None:
        part = self.package.related("comments")
        if part is None:
            return
        self.counters = None
        for comment in self.package.tree(part).iterchildren(self.names.w + "comment"):
            first = len(self.paragraphs)
            self._walk(comment, "comment", part)
            self.comments.append((comment, first, len(self.paragraphs)))

    def written_comments(self) -> dict[str, tuple[str, str]]:
        """Each comment's id → author and text."""
        return {
            comment.get(self.names.id, ""): (
                comment.get(self.names.w + "author", "").strip(),
                "\n".join([p.text for p in self.paragraphs[first:end]]),
            )
            for comment, first, end in self.comments
        }

    def label(self, num: str | None, ilvl: int | None, style: Style, style_id: str) -> str:
        """The automatic number of the next paragraph."""
        if not self._numbering_read:
            self._numbering_read = True
            self._numbering = _numbering(self.package)
        numbering = self._numbering
        if numbering is None:
            return ""
        if num is None:
            num = style.num
            if ilvl is None:
                ilvl = numbering.level_of_style(num, style_id)
            if ilvl is None:
                ilvl = numbering.level_of_style(num, style.owner)
            if ilvl is None:
                ilvl = style.ilvl
        if self.counters is None:
            from writer_assist.document.docx.numbering import Counters

            self.counters = Counters(numbering)
        return self.counters.label(num, ilvl or 0)
