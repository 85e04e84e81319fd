"""What OpenDocument text says of itself besides its text: metadata, and files that it names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lxml import etree

from writer_assist.document.errors import DocumentError
from writer_assist.document.model import Link, LinkKind
from writer_assist.document.odt_styles import OFFICE, TEXT
from writer_assist.document.safexml import parse_xml

if TYPE_CHECKING:
    from writer_assist.document.odt import OpenDocument

META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
DC = "{http://purl.org/dc/elements/1.1/}"
XLINK = "{http://www.w3.org/1999/xlink}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"

# The names that OOXML has for the same.
_NAMES = {
    META + "initial-creator": "creator",
    META + "creator": "creator",
    DC + "creator": "lastModifiedBy",
    DC + "title": "title",
    DC + "subject": "subject",
    DC + "description": "description",
    META + "keyword": "keywords",
    META + "generator": "Application",
}
_EXTENDED = ("Company", "Manager")
_LONGEST = 1000
_LINKS: dict[str, LinkKind] = {
    TEXT + "a": "hyperlink",
    _DRAW + "a": "hyperlink",
    _DRAW + "image": "picture",
    _DRAW + "plugin": "object",
    _DRAW + "object": "object",
    _DRAW + "object-ole": "object",
    TEXT + "section-source": "object",
}


def read_properties(source: OpenDocument) -> dict[str, str]:
    """See :func:`.docx.properties.read_properties`; a damaged part says nothing."""
    found: dict[str, str] = {}
    for element in _metadata(source):
        value = (element.text or "").strip()[:_LONGEST]
        name = _NAMES.get(str(element.tag))
        if element.tag == META + "user-defined":
            name = element.get(META + "name", "")
            name = name if name in _EXTENDED else f"custom:{name}"
        elif element.tag == META + "template":
            name, value = "Template", element.get(XLINK + "title", "").strip()
        if name and value:
            found.setdefault(name, value)
    changes = source.content.find(f"{OFFICE}body/{OFFICE}text/{TEXT}tracked-changes")
    if changes is not None and changes.get(TEXT + "track-changes") != "false":
        found["trackRevisions"] = "true"
    return found


def _metadata(source: OpenDocument) -> Iterator[etree._Element]:
    root = source.content
    if source.archive is not None:
        if "meta.xml" not in source.archive:
            return
        try:
            root = parse_xml(source.archive.read("meta.xml"), "meta.xml")
        except DocumentError:
            return
    for meta in root.iterchildren(OFFICE + "meta"):
        yield from meta.iterchildren("*")


def read_links(source: OpenDocument) -> list[Link]:
    """What the text names outside the file, the template included; places are not kept."""
    links = []
    for element in source.content.iter(*_LINKS):
        target = element.get(XLINK + "href", "")
        packed = source.archive is not None and target.removeprefix("./") in source.archive
        if target and not target.startswith("#") and not packed:
            links.append(Link(_LINKS[str(element.tag)], 0, target))
    templates = [e.get(XLINK + "href") for e in _metadata(source) if e.tag == META + "template"]
    return links + [Link("template", 0, target) for target in templates if target]
