"""What a DOCX says of itself besides its text: properties, settings, files that it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from lxml import etree

from writer_assist.document.docx.package import Package
from writer_assist.document.errors import DocumentError
from writer_assist.document.model import Link, LinkKind
from writer_assist.document.safexml import parse_xml
from writer_assist.patterns import LazyPattern

Element = etree._Element

_PARTS = (
    ("core-properties", "docProps/core.xml"),
    ("extended-properties", "docProps/app.xml"),
)
_CUSTOM = ("custom-properties", "docProps/custom.xml")
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8"'
NAMES = (
    *("title", "subject", "creator", "keywords", "description", "lastModifiedBy", "category"),
    *("Application", "Company", "Manager", "Template"),
)
_FLAT = LazyPattern(rf"<[a-z]{{0,9}}:?({'|'.join(NAMES)})>([^<]*)<")
_LONGEST = 1000
"""So much of a property is kept, in code points."""
_OFF = ("0", "false", "off")
_SETTINGS = (b"trackRevisions", b"documentProtection")
_HEAD = 1 << 12
"""The settings come in the order of the schema: so many bytes hold those that are asked for."""

_KINDS: dict[str, LinkKind] = {
    "attachedTemplate": "template",
    "hyperlink": "hyperlink",
    "image": "picture",
    "video": "picture",
    "media": "picture",
    "oleObject": "object",
    "package": "object",
    "frame": "object",
    "subDocument": "object",
}


def read_properties(package: Package) -> dict[str, str]:
    """The properties of :data:`NAMES` by their names, custom ones as "custom:name".

    Two settings are among them: "trackRevisions" ("true" if changes are being recorded) and
    "documentProtection" (what is still allowed: "readOnly", "comments", "forms" …). A part that
    is damaged says nothing.
    """
    found: dict[str, str] = {}
    related = _related(package)
    for type_, usual in _PARTS:
        for name, value in _flat(package, related.get(type_, usual)):
            if value := value.strip():
                found.setdefault(name, value[:_LONGEST])
    root = _root(package, related.get(*_CUSTOM))
    for element in root if root is not None else ():
        value = "".join([str(text) for text in element.itertext()]).strip()
        if value and element.get("name"):
            found[f"custom:{element.get('name')}"] = value[:_LONGEST]
    found.update(_settings(package))
    return found


def _flat(package: Package, part: str) -> Iterable[tuple[str, str]]:
    """Name and text of each child of a part's root."""
    if part not in package:
        return []
    try:
        data = package.archive.read(part)
        # Every document has two such parts, and a parser costs as much as some rules do.
        if data.startswith(_DECLARATION) and b"<!" not in data and data.find(b"<?", 5) < 0:
            text = data.decode()
            if "&" not in text:
                return _FLAT().findall(text)
        root = parse_xml(data, part)
    except (DocumentError, UnicodeDecodeError):
        return []
    children = [(child.tag, child.text) for child in root if isinstance(child.tag, str)]
    named = [(tag.rpartition("}")[2], text or "") for tag, text in children]
    return [(name, text) for name, text in named if name in NAMES]


def _related(package: Package) -> dict[str, str]:
    """Kind of properties → part; Strict writes the same words without a hyphen."""
    related: dict[str, str] = {}
    for relationship in package.root_relationships.values():
        if not relationship.external:
            type_ = relationship.type.replace("Properties", "-properties")
            related.setdefault(type_, relationship.target)
    return related


def _root(package: Package, part: str) -> Element | None:
    if part not in package:
        return None
    try:
        return parse_xml(package.archive.read(part), part)
    except DocumentError:
        return None


def _settings(package: Package) -> Iterator[tuple[str, str]]:
    part = package.related("settings")
    if part is None:
        return
    try:
        # Hardly any document has one of them; they stand in front of what makes the part large.
        data = package.archive.head(part, _HEAD)
        if not any(name in data for name in _SETTINGS):
            return
        root = parse_xml(package.archive.read(part), part)
    except DocumentError:
        return
    w = root.tag.partition("}")[0] + "}"
    tracking = root.find(w + "trackRevisions")
    if tracking is not None and tracking.get(w + "val", "") not in _OFF:
        yield "trackRevisions", "true"
    protection = root.find(w + "documentProtection")
    if protection is not None and protection.get(w + "enforcement", "0") not in _OFF:
        yield "documentProtection", protection.get(w + "edit", "none")


def read_links(
    package: Package, elements: Sequence[Element], parts: Sequence[str], outside: Sequence[str]
) -> list[Link]:
    """What the document names outside itself, in the order of the paragraphs.

    Args:
        package: the package.
        elements: the ``w:p`` of each paragraph.
        parts: the part of each paragraph.
        outside: instructions of fields that reach out.
    """
    links = [Link("field", 0, instruction) for instruction in outside]
    wanted: dict[str, dict[str, tuple[LinkKind, str]]] = {}
    for name in package.archive.names:
        folder, _, file = name.rpartition("/")
        if not file.endswith(".rels") or folder.rpartition("/")[2] != "_rels":
            continue
        part = f"{folder[: -len('_rels')]}{file.removesuffix('.rels')}"
        try:
            relationships = package.relationships(part)
        except DocumentError:
            continue
        for id_, relationship in relationships.items():
            if relationship.external:
                kind = _KINDS.get(relationship.type, "other")
                wanted.setdefault(part, {})[id_] = (kind, relationship.target)
    numbers = {element: number for number, element in enumerate(elements, 1)} if wanted else {}
    for part, targets in wanted.items():
        places = _places(package, part, targets, numbers) if part in parts else {}
        links += [Link(kind, places.get(id_, 0), target) for id_, (kind, target) in targets.items()]
    links.sort(key=lambda link: link.paragraph)
    return links


def _places(
    package: Package,
    part: str,
    targets: Mapping[str, object],
    numbers: Mapping[Element, int],
) -> dict[str, int]:
    """Relationship id → number of the paragraph that uses it first."""
    places: dict[str, int] = {}
    number = 0
    for element in package.tree(part).iter("*"):
        number = numbers.get(element, number)
        for value in element.values():
            if value in targets and value not in places:
                places[str(value)] = number
    return places
