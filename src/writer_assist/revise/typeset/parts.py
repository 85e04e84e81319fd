"""The parts of a package that are changed or new; all others stay as they are stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from writer_assist.document.docx.names import STRICT
from writer_assist.document.errors import DocumentError
from writer_assist.i18n import N_

from .xml import Element

if TYPE_CHECKING:
    from writer_assist.document.docx.package import Package

NO_TYPES = N_("DOCX 里没有 [Content_Types].xml，不能写回")

_TYPES = "[Content_Types].xml"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_TYPE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"


class PartWriter:
    """Collects what changes in a package.

    Attributes:
        changed: the root of each part that is written anew, by name.
    """

    def __init__(self, package: Package, namespace: str) -> None:
        self.package = package
        self.strict = namespace == STRICT
        self.changed: dict[str, Element] = {}

    def add(self, kind: str, root: Element) -> str:
        """Add a part beside the main one; the id of its relationship.

        Args:
            kind: "footer", "styles" or "settings".
            root: of the part.
        """
        folder, _, main = self.package.main.rpartition("/")
        prefix = f"{folder}/" if folder else ""
        if _TYPES not in self.package:
            raise DocumentError(NO_TYPES)
        types = self.package.tree(_TYPES)
        declared = {each.get("PartName", "").lstrip("/").lower()
                    for each in types.iter("{*}Override")}  # fmt: skip
        number = 1 if kind == "footer" else 0
        while True:
            part = f"{prefix}{kind}{number or ''}.xml"
            if part not in self.package and part.lower() not in declared:
                break
            number += 1
        override = etree.SubElement(types, types.tag.replace("Types", "Override"))
        override.set("PartName", f"/{part}")
        override.set("ContentType", f"{_CONTENT}.{kind}+xml")
        self.changed[_TYPES] = types
        self.changed[part] = root
        return self._relate(f"{prefix}_rels/{main}.rels", part.removeprefix(prefix), kind)

    def _relate(self, part: str, target: str, kind: str) -> str:
        if part in self.changed:
            rels = self.changed[part]
        elif part in self.package:
            rels = self.package.tree(part)
        else:
            rels = etree.fromstring(f'<Relationships xmlns="{_RELATIONSHIPS}"/>')
        used = {each.get("Id") for each in rels.iter("{*}Relationship")}
        number = 1
        while (id_ := f"rIdGB{number}") in used:
            number += 1
        made = etree.SubElement(rels, rels.tag.removesuffix("s"))
        made.set("Id", id_)
        made.set("Type", f"{_STRICT_TYPE if self.strict else _TYPE}/{kind}")
        made.set("Target", target)
        self.changed[part] = rels
        return id_

    def written(self) -> bytes:
        """The package."""
        from writer_assist.document.docx.parts import with_parts

        return with_parts(self.package, self.changed)
