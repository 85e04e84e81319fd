"""Open a template's package once, and make sure that it is one that can be filled.

Everything is checked before any other library sees it: limits of the ZIP, XML without a DTD, no
macros. What is kept is what docxtpl would write if nothing were filled, so that filling only has
to replace some entries.
"""

from __future__ import annotations

import copy
import io
import posixpath
import re
from typing import Any

from writer_assist.document.archive import Archive
from writer_assist.document.errors import DocumentError
from writer_assist.document.kind import kind_of, not_docx
from writer_assist.document.read import load
from writer_assist.document.safexml import parse_xml
from writer_assist.document.zip_writer import rewritten
from writer_assist.i18n import N_, Word
from writer_assist.records import NamedTuple

from .errors import TemplateError
from .zipped import Packed

MACROS = N_("模板带有宏（.docm、.dotm），为安全起见不予填写；请用 Word 另存为不带宏的 .docx")
STRICT = N_(
    "模板是“Strict Open XML 文档”格式，不能填写；请用 Word 另存为普通的“Word 文档（*.docx）”"
)
DAMAGED = N_("模板的内容不完整或已损坏，Word 文档的必要部分缺失")
NO_BODY = N_("模板里没有 Word 文档的正文")
TEMPLATE_TOO_LARGE = N_("模板的 {part} 太大（超过 {limit} 字），不能填写")

MAX_XML = 8_000_000
"""Characters of one story's XML."""

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_MAIN_TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_HEADER, _FOOTER = f"{_RELATIONS}header", f"{_RELATIONS}footer"
_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_DECLARATION = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
_PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")
_TYPES = "[Content_Types].xml"
_ID = re.compile(r'\sId="rId(\d+)"')

BODY, HEADER, FOOTER, FOOTNOTES = Word("正文"), Word("页眉"), Word("页脚"), Word("脚注")
PROPERTIES = Word("文档属性")
WORDS = (N_("正文"), N_("页眉"), N_("页脚"), N_("脚注"), N_("文档属性"))


class Source(NamedTuple):
    """One story of a template.

    ``xml`` is what docxtpl patches and renders, ``head`` and ``tail`` what stands around it in
    the entry ``name``. ``next_id`` is free for a drawing.
    """

    part: Word
    name: str
    xml: str
    head: str
    tail: str
    next_id: int = 1


class Property(NamedTuple):
    """A core property with fields: the text that stands for it in the entry, and its template."""

    mark: str
    template: str


class Package(NamedTuple):
    """A template, taken apart. ``width`` is that of a line of text, in EMU (0: not known)."""

    sources: tuple[Source, ...]
    entries: dict[str, Packed]
    core: str
    core_xml: str
    properties: tuple[Property, ...]
    types: str
    relations: dict[str, str]
    width: int


def open_package(source: str | bytes, name: str) -> Package:
    """Read a template.

    Raises:
        TemplateError: it cannot be read, or not be filled.
    """
    try:
        data = load(source) if isinstance(source, str) else source
        kind = kind_of(data, name)
        if kind != "docx":
            raise not_docx(kind)
        data = _checked(data)
    except DocumentError as error:
        raise TemplateError(name, error.reason, **error.params) from error
    try:
        return _taken_apart(data, name)
    except TemplateError:
        raise
    except DocumentError as error:
        raise TemplateError(name, error.reason, **error.params) from error
    except Exception as error:
        raise TemplateError(name, DAMAGED) from error


def _checked(data: bytes) -> bytes:
    """The package, once it is sure that it may be opened; a .dotx becomes a .docx.

    Raises:
        DocumentError: it may not.
    """
    archive = Archive(data)
    if _TYPES not in archive:
        raise DocumentError(NO_BODY)
    types = archive.read(_TYPES)
    if b"macroEnabled" in types or archive.ending("vbaproject.bin"):
        raise DocumentError(MACROS)
    roots = {}
    for name in archive.names:
        content = archive.read(name)
        if name.lower().endswith((".xml", ".rels")):
            roots[name.lower()] = parse_xml(content, name)
    for root in roots.values():
        if "http://purl.oclc.org/ooxml/" in " ".join(filter(None, root.nsmap.values())):
            raise DocumentError(STRICT)
    if _MAIN_TEMPLATE.encode() not in types:
        return data
    return rewritten(archive, {_TYPES: types.replace(_MAIN_TEMPLATE.encode(), _MAIN.encode())})


def _taken_apart(data: bytes, name: str) -> Package:
    from docx import Document
    from lxml import etree

    document: Any = Document(io.BytesIO(data))
    main = document.part
    root = main.element
    body = root.body
    if body is None or "w" not in root.nsmap:
        raise TemplateError(name, NO_BODY)
    empty = etree.Element(root.tag, dict(root.attrib), nsmap=root.nsmap)
    for child in root:
        empty.append(etree.Element(body.tag) if child is body else copy.deepcopy(child))
    around = etree.tostring(empty, encoding="unicode")
    head, mark, tail = around.partition("<w:body/>")
    if not mark:
        raise TemplateError(name, NO_BODY)
    xml = etree.tostring(body, encoding="unicode")
    sources = [Source(BODY, main.partname[1:], xml, _DECLARATION + head, tail, main.next_id)]
    for part, kind in ((HEADER, _HEADER), (FOOTER, _FOOTER)):
        for story in _related(main, kind):
            text = etree.tostring(etree.fromstring(story.blob, _parser()), encoding="unicode")
            next_id = story.next_id if hasattr(story, "next_id") else 1
            sources.append(Source(part, story.partname[1:], text, _DECLARATION, "", next_id))
    if len(document.sections):
        for story in main.package.parts:
            if story.content_type == _FOOTNOTES:
                text = story.blob.decode("utf-8")
                declaration = re.match(r"\ufeff?(?:<\?xml[^>]*\?>)?\s*", text)
                end = declaration.end() if declaration else 0
                sources.append(Source(FOOTNOTES, story.partname[1:], text[end:], text[:end], ""))
    for source in sources:
        if len(source.xml) > MAX_XML:
            raise TemplateError(name, TEMPLATE_TOO_LARGE, part=source.part, limit=MAX_XML)
    core, properties = _properties(main.package)
    saved = io.BytesIO()
    document.save(saved)
    archive = Archive(saved.getvalue())
    entries = {}
    for entry in archive.names:
        stored, method, crc, size = archive.identity(entry)
        entries[entry] = Packed(stored, method, crc, size)
    relations = {}
    for source in sources:
        place = relations_of(source.name)
        relations[place] = archive.read(place).decode() if place in archive else ""
    return Package(
        tuple(sources),
        entries,
        core,
        archive.read(core).decode() if core else "",
        properties,
        archive.read(_TYPES).decode(),
        relations,
        _line_width(document),
    )


def relations_of(name: str) -> str:
    """The entry with the relationships of an entry."""
    folder, base = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def free_relation(relations: str) -> int:
    """The first number that no relationship has."""
    used = {int(number) for number in _ID.findall(relations)}
    number = 1
    while number in used:
        number += 1
    return number


def _parser() -> Any:
    from docx.opc.oxml import oxml_parser

    return oxml_parser


def _related(main: Any, kind: str) -> list[Any]:
    found: dict[str, Any] = {}
    for relation in main.rels.values():
        if relation.reltype == kind and not relation.is_external and relation.target_part.blob:
            found.setdefault(relation.target_part.partname, relation.target_part)
    return list(found.values())


def _properties(package: Any) -> tuple[str, tuple[Property, ...]]:
    """Put marks into the core properties that have fields.

    A package without core properties stays without: python-docx would write that it made it.
    """
    if not any(relation.reltype == _CORE for relation in package.rels.values()):
        return "", ()
    part = package.part_related_by(_CORE)
    core = part.core_properties
    found = []
    for name in _PROPERTIES:
        text = getattr(core, name) or ""
        if "{{" in text or "{%" in text or "{#" in text:
            mark = f"writer-assist-property-{name}"
            setattr(core, name, mark)
            found.append(Property(mark, text))
        else:
            setattr(core, name, text[:255])
    return part.partname[1:], tuple(found)


def _line_width(document: Any) -> int:
    try:
        section = document.sections[-1]
        return int(section.page_width - section.left_margin - section.right_margin)
    except (IndexError, TypeError, ValueError):
        return 0
