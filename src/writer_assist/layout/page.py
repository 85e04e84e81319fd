"""Sections and page numbers."""

from __future__ import annotations

from collections.abc import Sequence

from writer_assist.records import NamedTuple

from . import standard as gb
from .elements import paragraph, run
from .markup import part, tag, value
from .styles import AGENCY_LEADING, Shape, border

NUMBER_HEIGHT = gb.pt(gb.SIZE_4)
FOOTER = gb.BOTTOM - gb.NUMBER_BELOW_TEXT - NUMBER_HEIGHT
"""The lower edge of the page number above that of the page (7.5)."""


LETTER_HEADER = gb.LETTER_AGENCY_BELOW_EDGE - gb.pt(AGENCY_LEADING / 2)
"""The upper edge of a letter's header: the line of the mark begins above its characters."""


class Margin(NamedTuple):
    """A header or footer: ``kind`` is "header" or "footer", ``pages`` "default" (odd pages),
    "even" or "first", ``xml`` the part."""

    kind: str
    pages: str
    xml: str

    @property
    def key(self) -> str:
        """The id of its relationship."""
        return f"rId{self.kind.title()}{self.pages.title()}"


def section(margins: Sequence[Margin] = (), *, letter: bool = False) -> str:
    """A w:sectPr.

    Args:
        margins: headers and footers.
        letter: the first page has a header and footer of its own.
    """
    grid: dict[str, str | int] = {"type": "lines", "linePitch": gb.LINE}
    return tag(
        "sectPr",
        None,
        *(tag(f"{each.kind}Reference", {"type": each.pages, "r:id": each.key})
          for each in margins),
        tag("pgSz", {"w": gb.PAGE_WIDTH, "h": gb.PAGE_HEIGHT}),
        tag("pgMar", {
            "top": gb.TOP, "right": gb.RIGHT, "bottom": gb.BOTTOM, "left": gb.LEFT,
            "header": LETTER_HEADER if letter else gb.mm(15),
            "footer": gb.LETTER_RULE_ABOVE_EDGE if letter else FOOTER,
            "gutter": 0,
        }),
        tag("cols", {"space": 425}),
        tag("titlePg") if letter else "",
        tag("docGrid", grid),
    )  # fmt: skip


def number_footer(*, even: bool, letter: bool = False) -> str:
    """A footer with the page number: outside, one character in (7.5)."""
    field = "".join(
        tag("r", None, tag("fldChar", {"fldCharType": kind})) if kind else code
        for kind, code in (
            ("begin", ""),
            ("", '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'),
            ("separate", ""),
            ("", run("2" if even else "1")),
            ("end", ""),
        )
    )
    style = "PageNumberEven" if even else "PageNumberOdd"
    content = paragraph(style, run("— "), field, run(" —"))
    if letter:
        # The footer reaches down to the red rule of the first page.
        gap = FOOTER - gb.LETTER_RULE_ABOVE_EDGE
        content += paragraph("Footer", shape=Shape(line=gap))
    return part("ftr", content)


def letter_footer() -> str:
    """The footer of a letter's first page: a red double rule, thin above thick (10.1)."""
    rule = {"bottom": tag("bottom", border("thinThickSmallGap", gb.DOUBLE_RULE, gb.RED))}
    return part("ftr", paragraph("Footer", shape=rule_shape(rule)))


def rule_shape(borders: dict[str, str]) -> Shape:
    """A paragraph whose rule is 170 mm long, in the middle of the page (10.1)."""
    margin = (gb.PAGE_WIDTH - gb.LETTER_RULE_WIDTH) // 2
    return Shape(
        left=(margin - gb.LEFT) / gb.CHARACTER,
        right=(margin - gb.RIGHT) / gb.CHARACTER,
        borders=borders,
        exact=True,
    )


def settings_xml() -> str:
    """The part word/settings.xml: different page numbers on odd and even pages, Word 2013+."""
    uri = "http://schemas.microsoft.com/office/word"
    compat = {
        "compatibilityMode": 15,
        "overrideTableStyleFontSizeAndJustification": 1,
        "enableOpenTypeFeatures": 1,
        "doNotFlipMirrorIndents": 1,
        "differentiateMultirowTableHeaders": 1,
    }
    names = (
        "spaceForUL",
        "balanceSingleByteDoubleByteWidth",
        "doNotLeaveBackslashAlone",
        "ulTrailSpace",
        "doNotExpandShiftReturn",
        "adjustLineHeightInTable",
        "useFELayout",
    )
    return part(
        "settings",
        tag("zoom", {"percent": 100}),
        value("defaultTabStop", 420),
        tag("evenAndOddHeaders"),
        value("drawingGridHorizontalSpacing", gb.CHARACTER),
        value("drawingGridVerticalSpacing", gb.LINE),
        value("characterSpacingControl", "compressPunctuation"),
        tag(
            "compat",
            None,
            *map(tag, names),
            *(
                tag("compatSetting", {"name": name, "uri": uri, "val": on})
                for name, on in compat.items()
            ),
        ),
        tag("themeFontLang", {"val": "en-US", "eastAsia": "zh-CN"}),
        value("decimalSymbol", "."),
        value("listSeparator", ","),
    )
