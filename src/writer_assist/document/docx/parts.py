"""Parts of a DOCX written anew."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from lxml import etree

from writer_assist.document.zip_writer import rewritten

if TYPE_CHECKING:
    from writer_assist.document.docx.package import Package


def serialised(root: etree._Element) -> bytes:
    """An XML part, with what stands in front of and behind its root.

    ECMA-376 part 2, 9.1.4 wants UTF-8 or UTF-16; that no DTD stands anywhere else is what Word
    writes as standalone="yes".
    """
    data: bytes = etree.tostring(
        root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True
    )
    return data


def with_parts(
    package: Package, changed: Mapping[str, etree._Element], removed: Collection[str] = ()
) -> bytes:
    """A package with some parts written anew, and some gone; all others as they are stored.

    Args:
        package: as it was read.
        changed: the root of each part that is new or another, by name.
        removed: names of parts.

    Raises:
        DocumentError: another part's header is damaged.
    """
    parts = {name: serialised(root) for name, root in changed.items()}
    return rewritten(package.archive, parts, removed)
