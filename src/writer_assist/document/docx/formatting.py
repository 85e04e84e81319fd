"""Effective formatting of a DOCX: what Word would show, whichever layer says it.

ECMA-376 part 1, 17.7.2 and 17.7.3: document defaults, table style with its conditional parts, the
list level's indents, paragraph style, character style, direct formatting; toggle properties by
XOR of the styles. Compatibility settings are not read: a document counts as one of Word 2013 or
later. Nothing is changed, and what is damaged counts as not said.

Only rules about layout need this: it is imported when the first of them asks.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from functools import cached_property
from math import ceil
from typing import TYPE_CHECKING

from lxml import etree

from writer_assist.document.docx.fonts import Theme
from writer_assist.document.docx.formats import Border, PageFormat, ParagraphFormat, RunFormat
from writer_assist.document.docx.layers import Layer, merged, paragraph_layer, run_layer
from writer_assist.document.docx.names import STRICT, TRANSITIONAL, names
from writer_assist.document.docx.page_format import read_pages
from writer_assist.document.docx.reader import DocxSource
from writer_assist.document.docx.resolve import ListIndents, StyleSheet
from writer_assist.document.docx.run_format import Run, RunFormats
from writer_assist.document.docx.styles import Styles
from writer_assist.document.docx.table_format import TableFormats, TableKey
from writer_assist.document.errors import DocumentError

if TYPE_CHECKING:
    from writer_assist.document.model import Document

__all__ = ["Border", "Formatting", "PageFormat", "ParagraphFormat", "RunFormat", "formatting"]

Element = etree._Element

_DEFAULT_LINE = 12.0
"""Points: what w:beforeLines counts in where there is no grid."""
_AUTO_SPACING = 14.0
"""Points: what Word takes for w:beforeAutospacing."""
_SINGLE = 1.3
"""How high Word makes a single line of Chinese text, in sizes of its font."""


class Formatting:
    """The effective formatting of one document, read when asked for.

    Args:
        source: where the document came from.
        document: the document.
    """

    def __init__(self, source: DocxSource, document: Document) -> None:
        self._source = source
        self._document = document
        root = source.package.tree(source.package.main)
        strict = names(STRICT)
        self._names = strict if root.tag == strict.document else names(TRANSITIONAL)
        self._w = self._names.w
        self._math_run = self._names.math_text[:-1] + "r"
        styles = self._related("styles")
        self._sheet = StyleSheet(styles)
        self._outlines = Styles(styles)
        self._lists = ListIndents(self._related("numbering"))
        self._tables = TableFormats(self._sheet, self._w)
        self._settings = self._related("settings")
        # By number of the paragraph, and by what is the same in many.
        self._own: dict[int, tuple[str, TableKey, Layer]] = {}
        self._pieces: dict[int, list[tuple[int, int, Run]]] = {}
        self._said: dict[object, tuple[Layer, tuple[str, int] | None]] = {}
        self._paragraphs: dict[object, ParagraphFormat] = {}

    def _related(self, type_: str) -> Element | None:
        """The root of a part that the main part names; None if it is missing or damaged."""
        part = self._source.package.related(type_)
        if part is None:
            return None
        try:
            return self._source.package.tree(part)
        except DocumentError:
            return None

    @cached_property
    def _runs(self) -> RunFormats:
        element = None
        if self._settings is not None:
            element = self._settings.find(self._w + "themeFontLang")
        language = "" if element is None else element.get(self._w + "eastAsia", "")
        return RunFormats(self._sheet, self._tables, Theme(self._related("theme"), language))

    # --- pages ---------------------------------------------------------------------------

    @cached_property
    def pages(self) -> list[PageFormat]:
        """The sections in their order; at least one."""
        return [page._replace(lines=self._lines(page)) for page in self._sections]

    def page_of(self, number: int) -> PageFormat:
        """The section of a paragraph of the body; for others the first that shows it."""
        return self.pages[self._section(number)]

    @cached_property
    def _sections(self) -> list[PageFormat]:
        return read_pages(self._source, self._document, self._names, self._settings)

    def _section(self, number: int) -> int:
        sections = self._sections
        if len(sections) == 1:
            return 0
        if self._document.paragraphs[number - 1].story in ("header", "footer"):
            part = self._source.parts[number - 1]
            for index, page in enumerate(sections):
                if part in page.headers.values() or part in page.footers.values():
                    return index
        index = bisect_left(sections, number, key=lambda page: page.last)
        return min(index, len(sections) - 1)

    def _lines(self, page: PageFormat) -> int:
        """Lines on a full page, by what most of the section's text is set in."""
        weights: Counter[tuple[float, str, bool, float]] = Counter()
        for paragraph in self._document.paragraphs[page.first - 1 : page.last]:
            if paragraph.story == "body" and paragraph.text:
                format = self.paragraph(paragraph.number)
                size = max(self._detailed(paragraph.number), key=_length)[2].shown.size
                key = format.line, format.line_rule, format.snap_to_grid, size
                weights[key] += len(paragraph.text)
        # Millimetres were twips: what fits to a hundredth of a point fits.
        height = (page.height - page.top - page.bottom) / 25.4 * 72 + 0.01
        line = page.line_pitch
        if weights:
            line = _pitch(page.line_pitch, *weights.most_common(1)[0][0])
        return max(0, int(height / line)) if line >= 1 else 0

    # --- paragraphs ----------------------------------------------------------------------

    def paragraph(self, number: int) -> ParagraphFormat:
        """The formatting of a paragraph of any story."""
        style, table, direct = self._base(number)
        base = style, table, tuple(direct.items())
        cached = self._said.get(base)
        if cached is None:
            cached = self._said[base] = self._cascade(style, table, direct)
        said, numbering = cached
        section = self._section(number)
        unit = self._unit(number) if said.get("firstChars") else 0.0
        key = base, section, unit
        found = self._paragraphs.get(key)
        if found is None:
            found = self._resolve(style, said, self._sections[section], unit)
            found = self._paragraphs[key] = found._replace(numbering=numbering)
        return found

    def _base(self, number: int) -> tuple[str, TableKey, Layer]:
        """Style and table of a paragraph, and what it says itself."""
        base = self._own.get(number)
        if base is None:
            element = self._source.elements[number - 1]
            direct = paragraph_layer(element.find(self._names.paragraph_properties), self._w)
            style = self._sheet.effective(direct.pop("style", ""), "paragraph")
            base = self._own[number] = style, self._tables.key(element), direct
        return base

    def _cascade(
        self, style: str, table: TableKey, direct: Layer
    ) -> tuple[Layer, tuple[str, int] | None]:
        """All layers of a paragraph as one, and its list."""
        chain = self._sheet.chain(style, "paragraph")
        layers = [
            self._sheet.paragraph_defaults,
            self._tables.layers(table)[0],
            *[member.paragraph for member in chain],
            direct,
        ]
        said = merged(layers)
        if "outline" not in direct:
            # A built-in heading has its level even where no layer says it.
            said["outline"] = self._outlines[style].outline if style else None
        num = said.get("num", "0")
        level = direct.get("ilvl")
        if level is None and "num" not in direct:
            # A style's level is the one that names the style, as the reader counts.
            owners = [member.id for member in chain if "num" in member.paragraph][-1:]
            levels = [self._lists.level_of_style(num, id_) for id_ in (style, *owners)]
            level = next((found for found in levels if found is not None), said.get("ilvl"))
        level = level or 0
        if not self._lists.exists(num, level):
            return said, None
        # A level stands right below the layer that names the list: a style that names one has
        # its own indents above the list's, a style that a list was put on has not.
        place = max(index for index, layer in enumerate(layers) if "num" in layer)
        indents = merged([*layers[:place], self._lists.indents(num, level), *layers[place:]])
        return said | indents | {"outline": said["outline"]}, (num, level)

    def _unit(self, number: int) -> float:
        """The width of one character in w:firstLineChars: the first run's, or the mark's.

        Measured in Word, letter spacing included; see the tests.
        """
        pieces = self._detailed(number)
        shown = pieces[0][2].shown if pieces else self._mark(number).shown
        return shown.size + shown.spacing

    @cached_property
    def _side_unit(self) -> float:
        """The width of one character in w:leftChars: that of the default paragraph style."""
        return self._runs.run(self._sheet.effective("", "paragraph"), None, {}).shown.size

    def _resolve(self, style: str, said: Layer, page: PageFormat, unit: float) -> ParagraphFormat:
        left, right, first = self._indents(said, page, unit)
        spaces = []
        for side in ("before", "after"):
            space = said.get(side, 0.0)
            if lines := said.get(side + "Lines"):
                space = lines * (page.line_pitch or _DEFAULT_LINE)
            spaces.append(_AUTO_SPACING if said.get(side + "Auto") else space)
        line, rule = said.get("line", 240.0), said.get("rule", "auto")
        if line < 0:
            line, rule = -line, "exact"
        outline = said.get("outline")
        return ParagraphFormat(
            style=style,
            alignment=said.get("alignment", "left"),
            left=left,
            right=right,
            first_line=first,
            first_line_chars=said.get("firstChars") or None,
            left_chars=said.get("leftChars") or None,
            right_chars=said.get("rightChars") or None,
            before=spaces[0],
            after=spaces[1],
            line=line / (240 if rule == "auto" else 20),
            line_rule=rule,
            snap_to_grid=said.get("snapToGrid", True),
            outline_level=outline if outline is not None and 0 <= outline < 9 else None,
            keep_next=said.get("keepNext", False),
            page_break_before=said.get("pageBreakBefore", False),
            borders={
                key.partition(":")[2]: border
                for key, border in said.items()
                if key.startswith("border:") and border is not None
            },
            numbering=None,
        )

    def _indents(self, said: Layer, page: PageFormat, unit: float) -> tuple[float, float, float]:
        """Left, right and first line, points; characters that are not 0 win over lengths."""
        side = self._side_unit + page.char_space
        first = said.get("first", 0.0)
        if characters := said.get("firstChars"):
            first = characters * (unit + page.char_space)
        right = said.get("right", 0.0)
        if count := said.get("rightChars"):
            right = count * side
        left = said.get("left", 0.0)
        if (count := said.get("leftChars")) or (characters or 0) < 0:
            # With characters the first line begins there, and the others further in.
            left = (count or 0.0) * side - min(first, 0.0)
        return left, right, first

    # --- runs ----------------------------------------------------------------------------

    def runs(self, number: int) -> list[RunFormat]:
        """The formatting of a paragraph's text, without gaps; equal neighbours are one."""
        result: list[RunFormat] = []
        for start, end, run in self._detailed(number):
            shown = run.shown
            if result and result[-1][2:] == shown[2:]:
                start = result.pop().start
            result.append(shown._replace(start=start, end=end))
        return result

    def mark(self, number: int) -> RunFormat:
        """The formatting of a paragraph's mark."""
        size = len(self._document.paragraphs[number - 1].text)
        return self._mark(number).shown._replace(start=size, end=size)

    def font_at(self, number: int, offset: int) -> str:
        """The font that shows one character: quotation marks go by w:hint (17.3.2.26)."""
        character = self._document.paragraphs[number - 1].text[offset]
        runs = self._detailed(number)
        return next((run.font_of(character) for _, end, run in runs if offset < end), "")

    def _detailed(self, number: int) -> list[tuple[int, int, Run]]:
        """The runs of a paragraph as they are in the file."""
        found = self._pieces.get(number)
        if found is not None:
            return found
        style, table, _ = self._base(number)
        w = self._w
        tags = (self._names.run, self._math_run)
        found = []
        last: Element | None = None
        for piece in self._document.paragraphs[number - 1].pieces:
            end = piece.start + piece.length
            run = piece.source.getparent()
            while run is not None and run.tag not in tags:
                run = run.getparent()
            if found and run is last:
                found[-1] = (found[-1][0], end, found[-1][2])
                continue
            last = run
            direct = run_layer(None if run is None else run.find(w + "rPr"), w)
            found.append((piece.start, end, self._runs.run(style, table, direct)))
        self._pieces[number] = found
        return found

    def _mark(self, number: int) -> Run:
        style, table, _ = self._base(number)
        w = self._w
        properties = self._source.elements[number - 1].find(f"{w}pPr/{w}rPr")
        return self._runs.run(style, table, run_layer(properties, w))


def _length(piece: tuple[int, int, Run]) -> int:
    return piece[1] - piece[0]


def _pitch(grid: float, line: float, rule: str, snapped: bool, size: float) -> float:
    """From one line to the next, points; 0 where only the font tells it.

    A line takes as many lines of the grid as it needs, and the multiple of w:line counts in
    them; a least height counts as it is (both measured in Word).
    """
    if rule == "exact":
        return line
    natural = size * _SINGLE
    cells = grid * ceil(natural / grid - 1e-6) if grid and snapped else 0.0
    if rule == "atLeast":
        return max(cells, line) if cells or line > natural else 0.0
    return cells * line


def formatting(document: Document) -> Formatting | None:
    """The formatting of a document; None if it is no DOCX. Kept with its source."""
    source = document.source
    if not isinstance(source, DocxSource):
        return None
    kept = vars(source).get("_formatting")
    if not isinstance(kept, Formatting) or kept._document is not document:
        kept = vars(source)["_formatting"] = Formatting(source, document)
    return kept
