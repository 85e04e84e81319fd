"""Markdown and text as a DOCX, which is typeset then as any other.

Its text is what ``lint`` reads: the marks of emphasis, links and code are none, nor are the fences
of code, the line below a table's head, front matter and the definitions of links. Blank lines and
typed indents go, they follow from the styles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from writer_assist.document.structure import SPACE
from writer_assist.layout import standard as gb
from writer_assist.layout.elements import paragraph
from writer_assist.layout.markup import part, tag, text, value
from writer_assist.layout.package import package
from writer_assist.layout.page import Margin, number_footer, section
from writer_assist.layout.paper import STYLE_OF
from writer_assist.layout.roles import HEADINGS, Role, roles
from writer_assist.layout.styles import Shape

if TYPE_CHECKING:
    from writer_assist.document.model import Document, Paragraph

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""What no XML can hold."""

_FENCE = re.compile(r"[ >]*(`{3,}|~{3,})")
_DEFINITION = re.compile(r" {0,3}\[[^\[\]]+\]:")
_NARROWEST = 3.0
"""A column is at least so wide, in characters."""
_WIDEST = 20.0
"""Beyond this a column's text goes on in a further line rather than taking from the others."""


def composed(document: Document) -> bytes:
    """A DOCX of a document of lines."""
    margins = [
        Margin("footer", "even", number_footer(even=True)),
        Margin("footer", "default", number_footer(even=False)),
    ]
    found = roles(document)
    content = list(_content(document, found))
    if content and content[-1].startswith("<w:tbl>"):
        content.append(paragraph("End"))
    body = part("document", tag("body", None, *content, section(margins)))
    title = next((_clean(p.text) for p, role in zip(document.paragraphs, found, strict=True)
                  if role.kind == "title"), "")  # fmt: skip
    return package(body, margins, " ".join(title.split()))


def _content(document: Document, found: Sequence[Role]) -> Iterator[str]:
    lines = zip(document.paragraphs, found, _sorts(document.paragraphs), strict=True)
    last = ""
    for kind, group in groupby(lines, lambda line: line[2]):
        if kind == "table":
            if last == "table":
                yield paragraph("End")
            yield _table([each for each, _, _ in group], document)
        elif kind == "code":
            for each, _, _ in group:
                yield paragraph("Cell", _run(_clean(each.text)))
        elif kind == "text":
            for each, role, _ in group:
                if made := _line(each, role):
                    yield made
        last = kind


def _sorts(lines: Sequence[Paragraph]) -> Iterator[str]:
    """What each line is: text, a row of a table, code, or a mark that is not shown."""
    fence = ""
    front = bool(lines) and _is_code(lines[0]) and lines[0].text.rstrip() == "---"
    for index, line in enumerate(lines):
        code = _is_code(line)
        if line.text and not code:
            fence = ""  # it ended with the quotation that it stood in
        mark = _FENCE.match(line.text) if code else None
        if front:
            front = index == 0 or line.text.rstrip() not in ("---", "...")
            yield "mark"
        elif mark and not fence:
            fence = mark[1]
            yield "mark"
        elif mark and mark[1].startswith(fence) and line.text.strip(" >") == mark[1]:
            fence = ""
            yield "mark"
        elif line.story == "table":
            yield "table"
        elif fence or code:
            # (An empty line of code is no code to the reader.)
            yield "mark" if not fence and _DEFINITION.match(line.text) else "code"
        else:
            yield "text"


def _is_code(line: Paragraph) -> bool:
    """Whether a whole line is code as it stands, not an address and nothing else."""
    if not line.features or not line.pieces:
        return False
    first = line.features[0]
    whole = first.kind == "code" and (first.start, first.end) == (0, len(line.text))
    return whole and line.pieces[0].source == 0


def _line(line: Paragraph, role: Role) -> str:
    text = line.label + _clean(line.text).strip(SPACE + "\r")
    if not text:
        return ""
    heading = role.kind in HEADINGS and role.lead == len(line.text)
    # All else is told again from the DOCX.
    return paragraph(STYLE_OF[role.kind] if heading else "BodyText", _run(text))


def _table(rows: Sequence[Paragraph], document: Document) -> str:
    """A table with lines around its cells, as wide as the 版心; its head stands on each page."""
    sides = _sides(document.source[rows[1].number - 1]) if len(rows) > 1 else []
    cells = [_clean(row.text).split("\t") for index, row in enumerate(rows) if index != 1]
    count = max(len(row) for row in cells)
    widths = _widths([[row[n] if n < len(row) else "" for row in cells] for n in range(count)])
    content = []
    for number, row in enumerate(cells):
        said = [tag("cantSplit"), tag("trHeight", {"val": gb.pt(28), "hRule": "atLeast"})]
        if not number:
            said.append(tag("tblHeader"))
        made = []
        for column in range(count):
            side = sides[column] if column < len(sides) and number else ""
            shape = Shape(side) if side else None
            given = row[column] if column < len(row) else ""
            width = tag("tcW", {"w": widths[column], "type": "dxa"})
            made.append(tag(
                "tc", None, tag("tcPr", None, width, value("vAlign", "center")),
                paragraph("Cell" if number else "CellHead", _run(given), shape=shape),
            ))  # fmt: skip
        content.append(tag("tr", None, tag("trPr", None, *said), *made))
    return tag(
        "tbl",
        None,
        tag(
            "tblPr",
            None,
            value("tblStyle", "TableGrid"),
            tag("tblW", {"w": gb.TEXT_WIDTH, "type": "dxa"}),
            value("jc", "center"),
            tag("tblLayout", {"type": "fixed"}),
        ),
        tag("tblGrid", None, *(tag("gridCol", {"w": width}) for width in widths)),
        *content,
    )


def _sides(line: str) -> list[str]:
    """How the columns of a table are aligned, by the line below its head."""
    cells = line.strip(" \t>").removeprefix("|").removesuffix("|").split("|")
    ends = [(cell.strip()[:1], cell.strip()[-1:]) for cell in cells]
    return ["center" if a == b == ":" else "right" if b == ":" else "" for a, b in ends]


def _widths(columns: Sequence[Sequence[str]]) -> list[int]:
    """The widths of a table's columns, in twips: as their texts need them."""
    needs = [
        min(max(_NARROWEST, *(_width(cell) for cell in column)) + 1, _WIDEST) for column in columns
    ]
    edges = [round(gb.TEXT_WIDTH * sum(needs[:n]) / sum(needs)) for n in range(len(needs) + 1)]
    return [edges[n + 1] - edges[n] for n in range(len(needs))]


def _width(cell: str) -> float:
    return sum(0.5 if character.isascii() else 1.0 for character in cell)


def _run(given: str) -> str:
    pieces = given.split("\n")
    return tag("r", None, tag("br").join(map(text, pieces))) if given else ""


def _clean(given: str) -> str:
    return _FORBIDDEN.sub("", given)
