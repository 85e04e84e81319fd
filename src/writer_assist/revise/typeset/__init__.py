"""Typeset a draft as GB/T 9704-2012 wants it: a DOCX in place, Markdown and text into a new one.

The text stays as it is by every character, automatic numbers stay automatic; tables, pictures,
formulas, notes, fields, comments and tracked changes stay whole. To typeset twice is to typeset
once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from writer_assist.document.errors import DocumentError
from writer_assist.i18n import N_
from writer_assist.records import NamedTuple

if TYPE_CHECKING:
    from writer_assist.document.docx.reader import DocxSource
    from writer_assist.document.model import Document
    from writer_assist.rules.layout.profile import Profile

    from .head_data import Head
    from .office import House

SIGNED = N_("文档有数字签名，一改签名就会失效，没有动它：请先另存一份没有签名的")
PROTECTED = N_("文档有编辑限制（保护），没有动它：请先在 Word 里停止保护")
ODT = N_("ODT 不能排版：请在 LibreOffice 或 WPS 里另存为 .docx 再排")
EMPTY = N_("文档里没有正文，不能加版头")
FOREIGN = N_("这种格式不能排版，请先另存为 .docx（可以排版的有 .docx .md .txt）")
CHANGED = N_("排版会改动文字（第 {number} 段），没有写出：请把这个文件发给开发者")

_ROUNDS = 4
"""So often a DOCX is typeset until nothing changes any more; twice, as a rule."""


class Typeset(NamedTuple):
    """A draft that was typeset: the file, what it is called (".docx", ".docm" …), and whether a
    footer was kept because it says more than the page number."""

    data: bytes
    kind: str = ".docx"
    kept_footers: bool = False


def typeset(
    data: bytes, path: str = "-", head: Head | None = None, profile: Profile | None = None
) -> Typeset:
    """Typeset a draft.

    Args:
        data: the file: DOCX (DOCM, DOTX …), what LibreOffice converts to one, Markdown or text.
        path: its name.
        head: the red head and 版记 that it gets, if it has none.
        profile: what an office wants otherwise than GB/T 9704-2012.

    Raises:
        DocumentError: it cannot be read or is of another format, is signed or protected, or has
            another head.
    """
    from writer_assist.document.read import read_bytes

    from .office import house

    document = read_bytes(data, path)
    if document.format in ("markdown", "text"):
        from .plain import composed

        document = read_bytes(composed(document), path, "docx")
    elif document.format not in ("docx", "doc", "wps", "rtf"):
        raise DocumentError(ODT if document.format == "odt" else FOREIGN)
    _refuse(document.source)
    wanted = house(profile)
    if head is not None:
        document = _with_head(document, head, wanted)
    sealed = head is not None and bool(head.lines)
    before = _texts(document)
    found = _once(document, wanted, sealed=sealed)
    for _ in range(_ROUNDS):
        document = read_bytes(found.data, path, "docx")
        _compare(before, _texts(document))
        again = _once(document, wanted, sealed=sealed)
        if again.data == found.data:
            break
        found = again
    return found


class _Open:
    """A DOCX that is open: what its changes are written with."""

    def __init__(self, document: Document, wanted: House) -> None:
        from writer_assist.document.docx.names import STRICT, TRANSITIONAL, names
        from writer_assist.document.docx.styles import Styles

        from .parts import PartWriter
        from .styles import StyleSheet

        source: DocxSource = document.source
        self.package = source.package
        self.root = self.package.tree(self.package.main)
        self.names = names(STRICT if self.root.tag == names(STRICT).document else TRANSITIONAL)
        namespace = self.names.w[1:-1]
        self.parts = PartWriter(self.package, namespace)
        self.styles_part = self.package.related("styles")
        if self.styles_part is None:
            from lxml import etree

            self.styles_root = etree.Element(self.names.w + "styles", nsmap={"w": namespace})
            self.parts.add("styles", self.styles_root)
        else:
            self.styles_root = self.package.tree(self.styles_part)
        self.styles = Styles(self.styles_root)
        self.sheet = StyleSheet(self.styles_root, self.names, wanted)

    def written(self) -> bytes:
        """The package, with the styles that were asked for."""
        if self.styles_part is not None and self.sheet.changed:
            self.parts.changed[self.styles_part] = self.styles_root
        return self.parts.written()


def _with_head(document: Document, head: Head, wanted: House) -> Document:
    """The draft with its head, not typeset yet."""
    from writer_assist.document.read import read_bytes
    from writer_assist.layout.roles import roles

    from .head import put_head

    before = _texts(document)
    it = _Open(document, wanted)
    body = it.root.find(it.names.body)
    if body is None:
        raise DocumentError(EMPTY)
    above, below = put_head(document, roles(document), head, body, it.sheet, it.names)
    if not above and not below:
        return document
    it.parts.changed[it.package.main] = it.root
    found = read_bytes(it.written(), document.path, "docx")
    after = _texts(found)
    end = sum(
        any((paragraph.label, paragraph.text)) and part == it.package.main
        for paragraph, part in zip(found.paragraphs, found.source.parts, strict=False)
    )
    _compare(before, after[above : end - below] + after[end:])
    return found


def _once(document: Document, wanted: House, *, sealed: bool) -> Typeset:
    from writer_assist.layout.roles import roles
    from writer_assist.revise.comments import kind_of
    from writer_assist.revise.split_runs import Ids, free_id, ids_in

    from .fitting import fit
    from .numbers import Numbers
    from .paragraphs import Restyler
    from .sections import Sections
    from .xml import canonical

    source: DocxSource = document.source
    it = _Open(document, wanted)
    known, package = it.names, it.package
    found = roles(document)
    lists = package.related("numbering")
    numbers = Numbers(package.tree(lists) if lists else None, it.styles, known)
    before = canonical(it.root)
    ids = Ids(free_id(ids_in(it.root, known)))
    Restyler(document, found, it.sheet, it.styles, numbers, known, ids, sealed=sealed).run()
    body = it.root.find(known.body)
    kept = False
    if body is not None:
        sections = Sections(package, known, it.sheet, it.parts)
        sections.run(body)
        kept = sections.kept_footers
        fit(body, known)
    if canonical(it.root) != before:
        it.parts.changed[package.main] = it.root
    if lists and numbers.changed:
        it.parts.changed[lists] = package.tree(lists)
    return Typeset(it.written(), kind_of(source), kept)


def _texts(document: Document) -> list[tuple[str, str]]:
    """Labels and texts of all that must not change: footers may get a page number, and behind the
    table of a 版记 there may have to be an empty paragraph."""
    found = [
        (paragraph.label, paragraph.text)
        for paragraph in document.paragraphs
        if paragraph.story not in ("footer", "header")
    ]
    return [each for each in found if any(each)]


def _compare(before: list[tuple[str, str]], after: list[tuple[str, str]]) -> None:
    """Nothing is written that says something else."""
    if before != after:
        pairs = enumerate(zip(before, after, strict=False), 1)
        number = next((n for n, (one, other) in pairs if one != other), len(before))
        raise DocumentError(CHANGED, number=number)


def _refuse(source: DocxSource) -> None:
    if any("_xmlsignatures/" in name.lower() for name in source.package.archive.names):
        raise DocumentError(SIGNED)
    if source.properties().get("documentProtection", ""):
        raise DocumentError(PROTECTED)
