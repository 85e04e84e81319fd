"""What tests compare in a DOCX besides its text."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping

from hypothesis import strategies as st
from lxml import etree

from tests.document.docx.builders import W
from writer_assist.document.model import Document
from writer_assist.document.read import read_bytes
from writer_assist.engine.findings import PlacedEdit
from writer_assist.revise.history import Spans

Element = etree._Element

N = f"{{{W}}}"
SHOWN = ("t", "tab", "ptab", "br", "cr", "sym", "noBreakHyphen")


def parts(data: bytes) -> dict[str, bytes]:
    """The content of each part, by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def texts(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in read_bytes(data).paragraphs]


def local(element: Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def words(element: Element) -> str:
    """All text in an element."""
    return "".join(text.text or "" for text in element.iter(f"{N}t"))


def skeleton(root: Element) -> bytes:
    """A tree without what shows text: formatting, marks and anchors are left, in their order."""
    root = etree.fromstring(etree.tostring(root))
    for run in list(root.iter("{*}r")):
        for child in list(run):
            if local(child) in SHOWN and not len(child):
                run.remove(child)
            elif local(child) == "t":
                child.text = ""
                child.attrib.clear()
        parent = run.getparent()
        if parent is not None and all(local(child) == "rPr" for child in run):
            parent.remove(run)
    for element in root.iter():
        element.tail = None
        if element.text is not None and not element.text.strip():
            element.text = None
    return etree.tostring(root, method="c14n")


def expected_skeletons(data: bytes, edits: Iterable[PlacedEdit]) -> dict[str, bytes]:
    """The trees that edits have to leave: as they were, but that paragraphs are joined."""
    document = read_bytes(data)
    elements = document.source.elements
    joined = {
        edit.paragraph
        for edit in edits
        if edit.end > len(document.paragraphs[edit.paragraph - 1].text)
    }
    for number in sorted(joined, reverse=True):
        first, second = elements[number - 1], elements[number]
        between = []
        node = first.getnext()
        while node is not second:
            assert node is not None
            between.append(node)
            node = node.getnext()
        for child in [*between, *second]:
            if local(child) != "pPr":
                first.append(child)
        second.getparent().remove(second)
    package = document.source.package
    return {name: skeleton(package.tree(name)) for name in set(document.source.parts)}


def skeletons(data: bytes, names: Iterable[str]) -> dict[str, bytes]:
    package = read_bytes(data).source.package
    return {name: skeleton(package.tree(name)) for name in names}


def untouched(before: bytes, after: bytes, changed: Mapping[str, object] | set[str]) -> bool:
    """Whether all other parts are what they were, in their order."""
    old, new = parts(before), parts(after)
    return list(old) == list(new) and all(
        old[name] == new[name] for name in old if name not in changed
    )


NEW = ("", "新", "新字", "新\t字", " 新", "甲")


@st.composite
def any_edits(draw: st.DrawFn, document: Document) -> list[PlacedEdit]:
    """Edits of a document that neither overlap nor touch."""
    taken = Spans()
    found = []
    for _ in range(draw(st.integers(0, 6))):
        number = draw(st.integers(1, len(document.paragraphs)))
        size = len(document.paragraphs[number - 1].text)
        start = draw(st.integers(0, size))
        end = draw(st.integers(start, size + (number < len(document.paragraphs))))
        edit = PlacedEdit(number, start, end, draw(st.sampled_from(NEW)))
        if (start < end or edit.text) and taken.is_free(edit):
            taken.take(edit)
            found.append(edit)
    return found
