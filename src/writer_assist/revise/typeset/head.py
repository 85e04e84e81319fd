"""The red head and 版记 put into a draft that has none."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import TYPE_CHECKING

from lxml import etree

from writer_assist.document.errors import DocumentError
from writer_assist.i18n import N_
from writer_assist.layout.markup import NAMESPACES
from writer_assist.layout.paper import Line, compose
from writer_assist.layout.roles import Role
from writer_assist.layout.styles import AGENCY_STYLES, BY_ID

from .xml import Element, local

if TYPE_CHECKING:
    from writer_assist.document.docx.names import Names
    from writer_assist.document.model import Document

    from .head_data import Head
    from .styles import StyleSheet

OTHER_HEAD = N_("文稿里已有版头（“{text}”），和数据里的不一样，没有动它：请先删去其中一个")
OTHER_IMPRINT = N_("文稿里已有版记（“{text}”），和数据里的不一样，没有动它：请先删去其中一个")

_HEAD = frozenset({"copy", "secrecy", "urgency", "agency", "number", "number-signer", "signer"})
_HEAD_STYLES = frozenset(
    BY_ID[style].name
    for style in ("Copy", "Secrecy", "DocumentNumber", "Signer", *(id_ for id_, _ in AGENCY_STYLES))
)
_IMPRINT_STYLES = ("抄送", "印发")
_WITHIN = 12
"""Where a draft has no title, its head is looked for in so many paragraphs."""


def put_head(
    document: Document,
    found: Sequence[Role],
    head: Head,
    body: Element,
    sheet: StyleSheet,
    known: Names,
) -> tuple[int, int]:
    """Insert what is not there yet; how many paragraphs with a text that were, above and below.

    Raises:
        DocumentError: the draft has a head or a 版记 that says something else.
    """
    above = _missing(head.lines, _head_there(document, found), OTHER_HEAD)
    below = _missing(head.imprint, _imprint_there(document, found), OTHER_IMPRINT)
    if not above and not below:
        return 0, 0
    form = "upward" if any(line.kind == "number-signer" for line in head.lines) else "red"
    lines = [*above, Line("title", "-"), *below]
    made = _elements(compose(form, lines), known.w[1:-1])
    title = next(n for n, each in enumerate(made) if _style(each, known) == "Title")
    for each in made:
        _restyle(each, sheet, known)
    for place, each in enumerate(made[:title]):
        body.insert(place, each)
    end = len(body)
    if end and local(body[-1]) == "sectPr":
        end -= 1
    tail = made[title + 1 :]
    if tail and end and local(body[end - 1]) == "tbl":
        tail.insert(0, _copy(tail[-1]))  # two tables side by side would be one
    for place, each in enumerate(tail, end):
        body.insert(place, each)
    return len(above), len(below)


def _missing(wanted: Sequence[Line], there: Sequence[str], reason: str) -> Sequence[Line]:
    """The lines that are to be put in: all or none."""
    if not wanted or not there:
        return wanted
    if [_bare(_shown(line)) for line in wanted] != [_bare(text) for text in there]:
        raise DocumentError(reason, text=" ".join(there[0].split())[:40])
    return ()


def _shown(line: Line) -> str:
    """The text of a line once it is in the draft."""
    left, bar, right = line.text.partition(" | ")
    if not bar:
        return line.text
    return f"{left}签发人：{right}" if line.kind == "number-signer" else left + right


def _bare(text: str) -> str:
    return "".join(text.split())


def _head_there(document: Document, found: Sequence[Role]) -> list[str]:
    title = next((n for n, role in enumerate(found) if role.kind == "title"), _WITHIN)
    return [
        paragraph.text
        for number, (paragraph, role) in enumerate(
            zip(document.paragraphs[: max(title, _WITHIN)], found, strict=False)
        )
        # Where there is no title nobody can tell what stands above it, but for what is ours.
        if paragraph.style in _HEAD_STYLES or (role.kind in _HEAD and number < title)
    ]


def _imprint_there(document: Document, found: Sequence[Role]) -> list[str]:
    return [
        paragraph.text
        for paragraph, role in zip(document.paragraphs, found, strict=True)
        if role.kind in ("copies", "printed")
        or (role.kind == "cell" and paragraph.style in _IMPRINT_STYLES)
    ]


def _elements(data: bytes, namespace: str) -> list[Element]:
    """The paragraphs and tables of a paper that we composed, in a document's own namespace."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("word/document.xml")
    if namespace != NAMESPACES["w"]:
        xml = xml.replace(NAMESPACES["w"].encode(), namespace.encode())
    body = etree.fromstring(xml)[0]
    found = [each for each in body if local(each) != "sectPr"]
    for each in found:
        body.remove(each)
    return found


def _style(element: Element, known: Names) -> str:
    style = element.find(f"{known.w}pPr/{known.w}pStyle")
    return "" if style is None else str(style.get(known.w + "val"))


def _restyle(element: Element, sheet: StyleSheet, known: Names) -> None:
    """Styles by the ids that they have in the document."""
    etree.cleanup_namespaces(element)
    for each in element.iter(known.w + "pStyle"):
        each.set(known.w + "val", sheet.id(str(each.get(known.w + "val"))))
    for each in element.iter(known.w + "rStyle"):
        each.set(known.w + "val", sheet.character(str(each.get(known.w + "val"))))


def _copy(element: Element) -> Element:
    from copy import deepcopy

    return deepcopy(element)
