"""The parts of a DOCX that hold comments: their texts, and what a package says of them.

The comments part is related to the main part (ISO/IEC 29500-1, 11.3.2). Word keeps more about each
comment in parts of its own (replies, whether it is resolved), which it makes when it saves.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from lxml import etree

from writer_assist.document.docx.names import STRICT, Names
from writer_assist.document.errors import DocumentError
from writer_assist.document.model import OWN_AUTHOR
from writer_assist.document.safexml import parse_xml
from writer_assist.i18n import N_

from .split_runs import drop

if TYPE_CHECKING:
    from writer_assist.document.docx.package import Package

Element = etree._Element

INITIALS = "WA"
NO_TYPES = N_("文件里没有 [Content_Types].xml，不能加批注，请先用 Word 或 WPS 另存一份")
TYPES = "[Content_Types].xml"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"

_TRANSITIONAL_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_STRICT_TYPE = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"

# The id of the relationship says that we made the part, and whether the .rels as well.
_MADE, _MADE_ALL = "writerAssistComments", "writerAssistCommentsOnly"

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
# Parts of Word's that know comments by a number of their last paragraph, or by one of their own.
_BY_PARAGRAPH = ("commentsExtended", "commentsIds")
_BY_NUMBER = "commentsExtensible"


class Parts:
    """The comments part of a package and what refers to it.

    Attributes:
        changed: parts that were changed or added, by name.
        removed: parts that are there no more.
    """

    def __init__(self, package: Package, known: Names) -> None:
        self.package = package
        self.names = known
        self.changed: dict[str, Element] = {}
        self.removed: set[str] = set()
        self.part = package.related("comments")

    def root(self) -> Element | None:
        """The root of the comments part; None if there is no such part."""
        return self.package.tree(self.part) if self.part is not None else None

    def ids(self, *, own: bool) -> list[str]:
        """The ids of all comments, or of our own only."""
        root = self.root()
        comments = [] if root is None else list(root.iterchildren(self.names.w + "comment"))
        found = [c.get(self.names.id, "") for c in comments if not own or self._is_own(c)]
        if own:
            # An id that is not ours alone: the marks may be another's.
            others = {c.get(self.names.id, "") for c in comments if not self._is_own(c)}
            found = [id_ for id_ in found if id_ not in others]
        return found

    def _is_own(self, comment: Element) -> bool:
        return comment.get(self.names.w + "author", "").strip() == OWN_AUTHOR

    # --- adding ----------------------------------------------------------------------------

    def add(self, comments: Sequence[tuple[int, Sequence[str]]], look: Look, date: str) -> None:
        """Add comments of ours: id and paragraphs of each.

        Args:
            comments: the texts hold nothing that XML cannot.
            look: how they look.
            date: ISO 8601.
        """
        root = self.root()
        if root is None:
            root = self._made()
        assert self.part is not None
        writer = _Writer(self.names, look)
        root.extend(writer.comment(id_, texts, date) for id_, texts in comments)
        self.changed[self.part] = root

    def _made(self) -> Element:
        """A comments part that was not there."""
        folder, _, main = self.package.main.rpartition("/")
        prefix = f"{folder}/" if folder else ""
        if TYPES not in self.package:
            raise DocumentError(NO_TYPES)
        types = self.package.tree(TYPES)
        declared = {
            element.get("PartName", "").lstrip("/").lower() for element in types.iter("{*}Override")
        }
        number = 0
        while True:
            name = f"comments{number or ''}.xml"
            part = prefix + name
            if part not in self.package and part.lower() not in declared:
                break
            number += 1
        namespace = self.names.w[1:-1]
        root = etree.Element(self.names.w + "comments", nsmap={"w": namespace})
        override = etree.SubElement(types, types.tag.replace("Types", "Override"))
        override.set("PartName", f"/{part}")
        override.set("ContentType", CONTENT_TYPE)
        self.changed[TYPES] = types
        self._relate(f"{prefix}_rels/{main}.rels", name, strict=namespace == STRICT)
        self.part = part
        return root

    def _relate(self, part: str, target: str, *, strict: bool) -> None:
        there = part in self.package
        if there:
            rels = self.package.tree(part)
        else:
            rels = etree.fromstring(f'<Relationships xmlns="{_RELATIONSHIPS}"/>')
        used = {element.get("Id") for element in rels.iter("{*}Relationship")}
        id_ = wanted = _MADE if there else _MADE_ALL
        number = 1
        while id_ in used:
            number += 1
            id_ = f"{wanted}{number}"
        relationship = etree.SubElement(rels, rels.tag.removesuffix("s"))
        relationship.set("Id", id_)
        relationship.set("Type", _STRICT_TYPE if strict else _TRANSITIONAL_TYPE)
        relationship.set("Target", target)
        self.changed[part] = rels

    # --- removing --------------------------------------------------------------------------

    def remove(self, ids: Collection[str]) -> None:
        """Take comments out; the part as well, if we made it and nothing is left in it."""
        root = self.root()
        if root is None or not ids:
            return
        assert self.part is not None
        numbers = set()
        for comment in list(root.iterchildren(self.names.w + "comment")):
            if comment.get(self.names.id, "") in ids and self._is_own(comment):
                numbers |= {
                    number.lower()
                    for paragraph in comment.iter(self.names.paragraph)
                    if (number := paragraph.get(_W14 + "paraId", ""))
                }
                drop(comment)
        self.changed[self.part] = root
        if numbers:
            self._forget(numbers)
        if next(root.iterchildren(), None) is None:
            self._unmake()

    def _forget(self, numbers: Collection[str]) -> None:
        """Take out what Word keeps of comments; a reply to one becomes a comment of its own."""
        for type_ in _BY_PARAGRAPH:
            durable = set()
            for part, element in self._entries(type_):
                if _attribute(element, "paraId") in numbers:
                    durable.add(_attribute(element, "durableId"))
                    self._drop(part, element)
                elif _attribute(element, "paraIdParent") in numbers:
                    for name in list(element.attrib):
                        if str(name).endswith("}paraIdParent"):
                            del element.attrib[name]
                    self.changed[part] = self.package.tree(part)
            for part, element in self._entries(_BY_NUMBER) if durable - {""} else ():
                if _attribute(element, "durableId") in durable:
                    self._drop(part, element)

    def _entries(self, type_: str) -> list[tuple[str, Element]]:
        """The elements of a part that is related in this way, each with the part's name."""
        part = self.package.related(type_)
        if part is None:
            return []
        return [(part, child) for child in self.package.tree(part) if isinstance(child.tag, str)]

    def _drop(self, part: str, element: Element) -> None:
        drop(element)
        self.changed[part] = self.package.tree(part)

    def _unmake(self) -> None:
        """Take out a comments part that we made."""
        folder, _, main = self.package.main.rpartition("/")
        part = f"{folder}/_rels/{main}.rels" if folder else f"_rels/{main}.rels"
        rels = self.package.tree(part) if part in self.package else None
        if rels is None or self.part is None:
            return
        for relationship in list(rels.iter("{*}Relationship")):
            id_ = relationship.get("Id", "")
            own = id_.startswith(_MADE)
            if not own or relationship.get("Type", "").rpartition("/")[2] != "comments":
                continue
            drop(relationship)
            self.changed[part] = rels
            if id_.startswith(_MADE_ALL) and not len(rels):
                del self.changed[part]
                self.removed.add(part)
            types = self.package.tree(TYPES)
            for override in list(types.iter("{*}Override")):
                if override.get("PartName", "").lstrip("/").lower() == self.part.lower():
                    drop(override)
                    self.changed[TYPES] = types
            self.changed.pop(self.part, None)
            self.removed.add(self.part)
            self.part = None
            return


def _attribute(element: Element, name: str) -> str:
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value).lower()
    return ""


class Look:
    """How comments and their references look: by Word's own styles, where the document has them.

    Attributes:
        text: the id of the style of a comment's paragraphs, "" if there is none.
        reference: properties of a run that refers to a comment.
    """

    def __init__(self, package: Package, known: Names) -> None:
        styles: dict[str, str] = {}
        part = package.related("styles")
        if part is not None:
            root = parse_xml(package.archive.read(part), part)
            for element in root.iterchildren(known.w + "style"):
                name = element.find(known.w + "name")
                if name is not None:
                    styles[name.get(known.value, "").lower()] = element.get(known.w + "styleId", "")
        self.text = styles.get("annotation text", "")
        style = styles.get("annotation reference", "")
        self.reference: list[Element] = []
        if style:
            self.reference.append(etree.Element(known.w + "rStyle", {known.value: style}))
        else:
            # Half points: what Word's style has.
            for size in ("sz", "szCs"):
                self.reference.append(etree.Element(known.w + size, {known.value: "21"}))


class _Writer:
    """Writes ``w:comment`` elements."""

    def __init__(self, known: Names, look: Look) -> None:
        self.names = known
        self.look = look

    def comment(self, id_: int, texts: Iterable[str], date: str) -> Element:
        w = self.names.w
        comment = etree.Element(w + "comment")
        comment.set(self.names.id, str(id_))
        comment.set(w + "author", OWN_AUTHOR)
        comment.set(w + "date", date)
        comment.set(w + "initials", INITIALS)
        for number, text in enumerate(texts):
            paragraph = etree.SubElement(comment, self.names.paragraph)
            self._properties(paragraph)
            if not number:
                self._run(paragraph, "annotationRef", self.look.reference)
            run = self._run(paragraph, "t", ())
            run[-1].text = text
            run[-1].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        return comment

    def _properties(self, paragraph: Element) -> None:
        """Those of a draft's body (large, indented, justified) make a comment hard to read."""
        w = self.names.w
        properties = etree.SubElement(paragraph, self.names.paragraph_properties)
        if self.look.text:
            etree.SubElement(properties, w + "pStyle").set(self.names.value, self.look.text)
            return
        spacing = etree.SubElement(properties, w + "spacing")
        for name, value in (("before", "0"), ("after", "0"), ("line", "240"), ("lineRule", "auto")):
            spacing.set(w + name, value)
        indent = etree.SubElement(properties, w + "ind")
        for name in ("left", "firstLineChars", "firstLine"):
            indent.set(w + name, "0")
        etree.SubElement(properties, w + "jc").set(self.names.value, "left")

    def _run(self, paragraph: Element, content: str, properties: Sequence[Element]) -> Element:
        from copy import deepcopy

        w = self.names.w
        run = etree.SubElement(paragraph, self.names.run)
        if len(properties):
            etree.SubElement(run, self.names.run_properties).extend(map(deepcopy, properties))
        elif not self.look.text:
            own = etree.SubElement(run, self.names.run_properties)
            for name in ("sz", "szCs"):
                etree.SubElement(own, w + name).set(self.names.value, "21")
        etree.SubElement(run, w + content)
        return run
