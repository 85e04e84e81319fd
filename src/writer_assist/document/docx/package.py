"""A DOCX as a package (ECMA-376 part 2): parts, and the relationships between them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from lxml import etree

from writer_assist.document.archive import Archive
from writer_assist.document.errors import DocumentError
from writer_assist.document.kind import kind_of, not_docx
from writer_assist.document.safexml import (
    COUNT_FROM,
    MAX_TAGS,
    TOO_MANY_TAGS,
    count_tags,
    parse_xml,
)
from writer_assist.i18n import N_
from writer_assist.records import NamedTuple

NO_MAIN_PART = N_("文件里没有 Word 正文，可能不是 Word 文档，或已损坏")

_MAIN_TYPES = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
)
_DEFAULT_MAIN = "word/document.xml"


class Relationship(NamedTuple):
    """One relationship of a part.

    ``type`` is the last word of the type's URI ("header", "styles"), which Strict and
    Transitional documents share. ``target`` is a part's name, or the URI as written if
    ``external``.
    """

    type: str
    target: str
    external: bool


class ExternalTarget(NamedTuple):
    """Something outside the file that a part refers to; it is never opened."""

    part: str
    type: str
    target: str


# Most documents of an office have the same few relationships to the byte.
_RELATIONSHIPS: dict[object, list[tuple[str, Relationship]]] = {}
_KEPT = 32
_KEPT_SIZE = 1 << 14


def _written_relationships(archive: Archive, source: str) -> list[tuple[str, Relationship]]:
    """A .rels part as written: targets of parts are not resolved."""
    key = archive.identity(source)
    rows = _RELATIONSHIPS.get(key)
    if rows is None:
        rows = [
            (
                element.get("Id", ""),
                Relationship(
                    element.get("Type", "").rpartition("/")[2],
                    element.get("Target", ""),
                    element.get("TargetMode", "").lower() == "external",
                ),
            )
            for element in parse_xml(archive.read(source), source).iter("{*}Relationship")
        ]
        if len(key[0]) <= _KEPT_SIZE:
            if len(_RELATIONSHIPS) >= _KEPT:
                _RELATIONSHIPS.clear()
            _RELATIONSHIPS[key] = rows
    return rows


class Package:
    """The parts of a DOCX, DOCM, DOTX or DOTM in memory.

    Args:
        data: the file.
        path: its path; it only helps to name what a foreign file is.

    Attributes:
        main: the name of the main part.

    Raises:
        DocumentError: another kind of file, damaged, or beyond a limit.
    """

    def __init__(self, data: bytes, path: str = "") -> None:
        if data[:4] != b"PK\x03\x04":
            raise not_docx(kind_of(data, path))
        self.archive = Archive(data)
        self._trees: dict[str, etree._Element] = {}
        self._parsed = 0  # bytes
        self._tags = 0
        self.main = self._main_part()
        if not self.main:
            kind = kind_of(data)  # the archive is intact: what it holds counts, not its name
            raise DocumentError(NO_MAIN_PART) if kind == "docx" else not_docx(kind)

    def __contains__(self, part: str) -> bool:
        return part in self.archive

    def tree(self, part: str) -> etree._Element:
        """The root element of an XML part: always the same object for the same part.

        Raises:
            KeyError: there is no such part.
            DocumentError: damaged, hostile or beyond a limit.
        """
        tree = self._trees.get(part)
        if tree is None:
            data = self.archive.read(part)
            self._parsed += len(data)
            if self._parsed > COUNT_FROM:
                # Many parts, each within the limit of one, are no better than one beyond it.
                self._tags += count_tags(data)
                if self._tags > MAX_TAGS:
                    raise DocumentError(TOO_MANY_TAGS, part=part, limit=MAX_TAGS)
            tree = self._trees[part] = parse_xml(data, part)
        return tree

    def relationships(self, part: str) -> dict[str, Relationship]:
        """A part's relationships by id; those to missing parts and to "#…" are left out."""
        folder, _, name = part.rpartition("/")
        source = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
        if source not in self.archive:
            return {}
        result = {}
        for id_, relationship in _written_relationships(self.archive, source):
            if relationship.external:
                result[id_] = relationship
            elif (resolved := self._resolve(folder, relationship.target)) in self.archive:
                result[id_] = Relationship(relationship.type, resolved, external=False)
        return result

    @cached_property
    def root_relationships(self) -> dict[str, Relationship]:
        """The relationships of the package itself."""
        return self.relationships("")

    @cached_property
    def main_relationships(self) -> dict[str, Relationship]:
        """The relationships of the main part."""
        return self.relationships(self.main)

    def related(self, type_: str) -> str | None:
        """The first part that the main part names with this type of relationship."""
        for relationship in self.main_relationships.values():
            if relationship.type == type_ and not relationship.external:
                return relationship.target
        return None

    def has_external_targets(self) -> bool:
        """Whether :attr:`external_targets` has any; hardly ever, and told in no time.

        A damaged part that nothing else needs names nothing.
        """
        for known in (self.main_relationships, self.root_relationships):
            if any(relationship.external for relationship in known.values()):
                return True
        others = self.archive.ending(".rels")
        if len(others) <= 2:  # those two are known
            return False
        for name in others:
            try:
                rows = _written_relationships(self.archive, name)
            except DocumentError:
                continue
            if any(relationship.external for _, relationship in rows):
                return True
        return False

    @cached_property
    def external_targets(self) -> list[ExternalTarget]:
        """Everything outside the file that any part refers to, hyperlinks included."""
        return list(self._external_targets())

    def _external_targets(self) -> Iterator[ExternalTarget]:
        for name in self.archive.names:
            folder, _, file = name.rpartition("/")
            if not file.endswith(".rels") or folder.rpartition("/")[2] != "_rels":
                continue
            part = f"{folder[: -len('_rels')]}{file.removesuffix('.rels')}"
            for relationship in self.relationships(part).values():
                if relationship.external:
                    yield ExternalTarget(part, relationship.type, relationship.target)

    def _main_part(self) -> str:
        for relationship in self.root_relationships.values():
            if relationship.type == "officeDocument" and not relationship.external:
                return relationship.target
        if "[Content_Types].xml" in self.archive:
            root = parse_xml(self.archive.read("[Content_Types].xml"), "[Content_Types].xml")
            for element in root.iter("{*}Override"):
                name = element.get("PartName", "").replace("\\", "/").lstrip("/")
                if element.get("ContentType") in _MAIN_TYPES and name in self.archive:
                    return name
        return _DEFAULT_MAIN if _DEFAULT_MAIN in self.archive else ""

    def _resolve(self, folder: str, target: str) -> str:
        """The part that a relationship's target names; "" for none."""
        target = target.replace("\\", "/").partition("#")[0]
        if not target:
            return ""
        if not target.startswith("/"):
            target = f"{folder}/{target}"
        names: list[str] = []
        for name in target.split("/"):
            if name == "..":
                del names[-1:]
            elif name not in ("", "."):
                names.append(name)
        resolved = "/".join(names)
        if "%" in resolved and resolved not in self.archive:
            from urllib.parse import unquote

            return unquote(resolved)
        return resolved
