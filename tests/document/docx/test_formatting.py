"""Effective formatting: what each layer says, and which one wins (ECMA-376 part 1, 17.7.2)."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.document.docx.builders import (
    CONTENT_TYPES,
    STRICT_R,
    STRICT_W,
    R,
    W,
    docx,
    paragraph,
    part,
    parts_of,
    relationships,
    word_like,
    zipped,
)
from writer_assist.document.docx.formatting import Border, Formatting, formatting
from writer_assist.document.docx.reader import read_docx
from writer_assist.document.model import Document

THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements>'
    '<a:fontScheme name="x"><a:majorFont><a:latin typeface="Verdana"/><a:ea typeface="隶书"/>'
    '<a:cs typeface=""/><a:font script="Hans" typeface="黑体"/></a:majorFont><a:minorFont>'
    '<a:latin typeface="Georgia"/><a:ea typeface=""/><a:cs typeface=""/>'
    '<a:font script="Hant" typeface="新細明體"/><a:font script="Hans" typeface="宋体"/>'
    "</a:minorFont></a:fontScheme></a:themeElements></a:theme>"
)
SECTION = (
    '<w:sectPr>{}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" '
    'w:bottom="1984" w:left="1587" w:header="851" w:footer="1134" w:gutter="0"/>{}</w:sectPr>'
)


def opened(body: str, styles: str = "", **parts: str) -> Formatting:
    """The formatting of a document with this body and these styles."""
    if styles:
        parts["styles"] = part("styles", styles)
    found = formatting(read_docx(docx(body, **parts)))
    assert found is not None
    return found


def style(id_: str, body: str = "", *, based: str = "", kind: str = "paragraph") -> str:
    """A style; the one called "a" is the default."""
    default = ' w:default="1"' if id_ == "a" else ""
    based = based and f'<w:basedOn w:val="{based}"/>'
    return (
        f'<w:style w:type="{kind}"{default} w:styleId="{id_}"><w:name w:val="{id_}"/>{based}{body}'
        "</w:style>"
    )


def defaults(run: str = "", paragraph: str = "") -> str:
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{run}</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault><w:pPr>{paragraph}</w:pPr></w:pPrDefault></w:docDefaults>"
    )


# --- runs ---------------------------------------------------------------------------------


def test_run_layers_win_one_over_the_other() -> None:
    styles = (
        defaults('<w:sz w:val="21"/><w:color w:val="112233"/>')
        + style("a", '<w:rPr><w:sz w:val="24"/><w:spacing w:val="20"/></w:rPr>')
        + style("b", '<w:rPr><w:sz w:val="28"/><w:w w:val="80"/></w:rPr>', based="a")
        + style("c", '<w:rPr><w:sz w:val="32"/></w:rPr>', kind="character")
    )
    named = '<w:pStyle w:val="b"/>'
    found = opened(
        paragraph("甲")
        + paragraph("乙", named)
        + paragraph("丙", named, '<w:rStyle w:val="c"/>')
        + paragraph("丁", named, '<w:rStyle w:val="c"/><w:sz w:val="44"/>'),
        styles,
    )
    runs = [found.runs(number)[0] for number in range(1, 5)]
    assert [run.size for run in runs] == [12, 14, 16, 22]
    assert {run.color for run in runs} == {"112233"}
    assert {run.spacing for run in runs} == {1.0}
    assert [run.scale for run in runs] == [1.0, 0.8, 0.8, 0.8]


def test_runs_cover_the_text_and_equal_neighbours_are_one() -> None:
    found = opened(
        '<w:p><w:pPr><w:rPr><w:sz w:val="30"/></w:rPr></w:pPr><w:r><w:t>一</w:t></w:r>'
        "<w:r><w:tab/><w:t>二</w:t></w:r><w:hyperlink><w:r><w:rPr><w:b/></w:rPr><w:t>三四</w:t>"
        "</w:r></w:hyperlink><w:r><w:rPr><w:b/><w:lang/></w:rPr><w:t>五</w:t></w:r></w:p><w:p/>"
    )
    assert [(run.start, run.end, run.bold) for run in found.runs(1)] == [
        (0, 3, False),
        (3, 6, True),
    ]
    mark = found.mark(1)
    assert (mark.start, mark.end, mark.size, mark.bold) == (6, 6, 15, False)
    assert found.runs(2) == []


@pytest.mark.parametrize(
    ("in_defaults", "in_paragraph", "in_character", "direct", "expected"),
    [
        ("", "<w:b/>", "", "", True),
        ("", "<w:b/>", "<w:b/>", "", False),  # the styles toggle one another
        ("", "<w:b/>", '<w:b w:val="0"/>', "", True),
        ("", "<w:b/>", "<w:b/>", "<w:b/>", True),
        ("", "<w:b/>", "", '<w:b w:val="false"/>', False),
        ("<w:b/>", "<w:b/>", "<w:b/>", "", True),  # the defaults do not
        ("<w:b/>", "", "", '<w:b w:val="off"/>', False),
    ],
)
def test_toggles(
    in_defaults: str, in_paragraph: str, in_character: str, direct: str, expected: bool
) -> None:
    styles = (
        defaults(in_defaults)
        + style("a", f"<w:rPr>{in_paragraph}</w:rPr>")
        + style("c", f"<w:rPr>{in_character}</w:rPr>", kind="character")
    )
    found = opened(paragraph("甲", "", f'<w:rStyle w:val="c"/>{direct}'), styles)
    assert found.runs(1)[0].bold is expected


def test_a_derived_style_does_not_toggle_its_base() -> None:
    styles = style("a", "<w:rPr><w:i/></w:rPr>") + style("b", "<w:rPr><w:i/></w:rPr>", based="a")
    found = opened(paragraph("甲", '<w:pStyle w:val="b"/>'), styles)
    assert found.runs(1)[0].italic


def test_what_a_run_shows() -> None:
    found = opened(
        paragraph("甲", "", '<w:u w:val="single"/><w:vanish/><w:color w:val="ff00aa"/>')
        + paragraph("乙", "", '<w:u w:val="none"/><w:color w:val="auto"/>')
    )
    first, second = found.runs(1)[0], found.runs(2)[0]
    assert (first.underline, first.hidden, first.color) == ("single", True, "FF00AA")
    assert (second.underline, second.hidden, second.color) == ("", False, "auto")


# --- fonts --------------------------------------------------------------------------------


def themed(body: str, styles: str, language: str = "zh-CN") -> Formatting:
    setting = f'<w:themeFontLang w:val="en-US" w:eastAsia="{language}"/>' if language else ""
    parts = parts_of(body, styles=part("styles", styles), settings=part("settings", setting))
    parts["word/theme/theme1.xml"] = THEME
    parts["word/_rels/document.xml.rels"] = relationships(
        ("styles", "styles", "styles.xml"),
        ("settings", "settings", "settings.xml"),
        ("theme", "theme", "theme/theme1.xml"),
    )
    found = formatting(read_docx(zipped(parts)))
    assert found is not None
    return found


MINOR = defaults('<w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia"/>')


@pytest.mark.parametrize(
    ("language", "expected"),
    [("zh-CN", "宋体"), ("zh-TW", "新細明體"), ("ja-JP", ""), ("", "")],
)
def test_theme_fonts_go_by_the_language(language: str, expected: str) -> None:
    run = themed(paragraph("甲"), MINOR + style("a"), language).runs(1)[0]
    assert (run.east_asia, run.ascii) == (expected, "Georgia")


def test_a_named_font_wins_over_a_theme_below_and_a_theme_over_a_name_beside_it() -> None:
    found = themed(
        paragraph("甲", "", '<w:rFonts w:eastAsia="仿宋_GB2312"/>')
        + paragraph("乙", "", '<w:rFonts w:eastAsia="楷体" w:eastAsiaTheme="majorEastAsia"/>')
        + paragraph("丙", "", '<w:rFonts w:ascii="Arial" w:asciiTheme="minorEastAsia"/>'),
        MINOR + style("a"),
    )
    assert [found.runs(number)[0].east_asia for number in (1, 2)] == ["仿宋_GB2312", "隶书"]
    assert [found.runs(number)[0].ascii for number in (1, 3)] == ["Georgia", "宋体"]


def test_the_hint_decides_for_what_both_scripts_have() -> None:
    fonts = '<w:rFonts w:ascii="Arial" w:hAnsi="Verdana" w:eastAsia="仿宋"{}/>'
    found = opened(
        paragraph("“甲a—", "", fonts.format(""))
        + paragraph("“甲a—", "", fonts.format(' w:hint="eastAsia"'))
    )
    assert [found.font_at(1, offset) for offset in range(4)] == [
        *("Verdana", "仿宋", "Arial", "Verdana")
    ]
    assert [found.font_at(2, offset) for offset in range(4)] == ["仿宋", "仿宋", "Arial", "仿宋"]
    assert found.runs(1)[0] == found.runs(2)[0]


# --- paragraphs ---------------------------------------------------------------------------


def test_paragraph_layers_attribute_by_attribute() -> None:
    styles = (
        defaults("", '<w:spacing w:after="160" w:line="259" w:lineRule="auto"/>')
        + style("a", '<w:pPr><w:spacing w:before="100"/><w:jc w:val="both"/></w:pPr>')
        + style(
            "b",
            '<w:pPr><w:spacing w:line="560" w:lineRule="exact"/><w:ind w:left="420" '
            'w:firstLine="640"/><w:keepNext/><w:outlineLvl w:val="1"/></w:pPr>',
            based="a",
        )
    )
    found = opened(
        paragraph("甲")
        + paragraph(
            "乙",
            '<w:pStyle w:val="b"/><w:keepNext w:val="0"/><w:pageBreakBefore/>'
            '<w:spacing w:after="0"/><w:ind w:right="200"/>',
        )
        + paragraph("丙", '<w:pStyle w:val="b"/><w:ind w:hanging="210"/><w:jc w:val="end"/>'),
        styles,
    )
    first, second, third = (found.paragraph(number) for number in (1, 2, 3))
    assert (first.style, first.alignment, first.before, first.after) == ("a", "both", 5, 8)
    assert (first.line_rule, round(first.line, 4)) == ("auto", round(259 / 240, 4))
    assert (second.line_rule, second.line, second.before, second.after) == ("exact", 28, 5, 0)
    assert (second.left, second.right, second.first_line) == (21, 10, 32)
    assert (second.keep_next, second.page_break_before, second.outline_level) == (False, True, 1)
    assert (third.first_line, third.keep_next, third.alignment) == (-10.5, True, "right")
    assert third.first_line_chars is None


def test_an_unknown_style_counts_as_the_default_one() -> None:
    styles = style("a", '<w:pPr><w:jc w:val="center"/></w:pPr>') + style("c", kind="character")
    found = opened(
        paragraph("甲", '<w:pStyle w:val="missing"/>') + paragraph("乙", '<w:pStyle w:val="c"/>'),
        styles,
    )
    assert [found.paragraph(number)[:2] for number in (1, 2)] == [("a", "center")] * 2


def test_a_built_in_heading_has_its_level_unsaid() -> None:
    heading = '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 2"/></w:style>'
    body = '<w:pStyle w:val="1"/>'
    found = opened(
        paragraph("甲", body) + paragraph("乙", body + '<w:outlineLvl w:val="9"/>'), heading
    )
    assert [found.paragraph(number).outline_level for number in (1, 2)] == [1, None]


def test_borders() -> None:
    styles = style(
        "a",
        '<w:pPr><w:pBdr><w:top w:val="single" w:sz="12" w:space="4" w:color="ff0000"/>'
        '<w:bottom w:val="double" w:sz="4" w:color="auto"/></w:pBdr></w:pPr>',
    )
    found = opened(
        paragraph("甲") + paragraph("乙", '<w:pBdr><w:top w:val="nil"/></w:pBdr>'), styles
    )
    assert found.paragraph(1).borders == {
        "top": Border("single", 1.5, 4.0, "FF0000"),
        "bottom": Border("double", 0.5, 0.0, "auto"),
    }
    assert set(found.paragraph(2).borders) == {"bottom"}


# What follows is measured in Word (characters of the first run, 12 pt; "a" has 10.5 pt).
@pytest.mark.parametrize(
    ("indent", "left", "first"),
    [
        ('w:firstLineChars="200"', 0, 24),
        ('w:firstLineChars="200" w:firstLine="100"', 0, 24),  # characters win over a length
        ('w:firstLineChars="0" w:firstLine="420"', 0, 21),  # 0 is none
        ('w:leftChars="200" w:left="1440"', 21, 0),  # by the default style
        ('w:leftChars="0" w:left="720"', 36, 0),
        ('w:left="720" w:hanging="240" w:firstLineChars="200"', 36, 24),
        ('w:leftChars="400" w:hangingChars="200"', 66, -24),
        ('w:leftChars="400" w:hanging="240"', 54, -12),
        ('w:left="720" w:hangingChars="200"', 24, -24),
        ('w:hangingChars="200" w:firstLineChars="300"', 24, -24),
        ('w:startChars="100" w:endChars="-100"', 10.5, 0),
    ],
)
def test_indents_in_characters(indent: str, left: float, first: float) -> None:
    styles = style("a", '<w:rPr><w:sz w:val="21"/></w:rPr>')
    found = opened(paragraph("甲", f"<w:ind {indent}/>", '<w:sz w:val="24"/>'), styles)
    shown = found.paragraph(1)
    assert (shown.left, shown.first_line) == (left, first)


def test_the_character_of_a_first_line_is_the_first_run() -> None:
    indent = '<w:ind w:firstLineChars="200"/>'
    large = '<w:r><w:rPr><w:sz w:val="44"/></w:rPr><w:t>{}</w:t></w:r>'
    small = '<w:r><w:rPr><w:sz w:val="20"/><w:spacing w:val="-10"/></w:rPr><w:t>乙</w:t></w:r>'
    mark = '<w:rPr><w:sz w:val="36"/></w:rPr>'
    body = [
        f"<w:p><w:pPr>{indent}{mark}</w:pPr>{runs}</w:p>"
        for runs in (large.format("甲") + small, large.format("") + small, "")
    ]
    found = opened("".join(body))
    assert [found.paragraph(number).first_line for number in (1, 2, 3)] == [44, 19, 36]
    assert {found.paragraph(number).first_line_chars for number in (1, 2, 3)} == {2.0}


def test_a_length_does_not_cancel_a_styles_characters() -> None:
    styles = style("a", '<w:pPr><w:ind w:firstLineChars="200"/></w:pPr>')
    found = opened(
        "".join(
            paragraph("甲", f"<w:ind {indent}/>", '<w:sz w:val="32"/>')
            for indent in (
                'w:firstLine="0"',
                'w:hanging="240"',
                'w:firstLineChars="0" w:firstLine="0"',
            )
        ),
        styles,
    )
    shown = [found.paragraph(number) for number in (1, 2, 3)]
    assert [(p.first_line, p.first_line_chars) for p in shown] == [(32, 2), (32, 2), (0, None)]


def test_space_in_lines_goes_by_the_grid() -> None:
    spacing = (
        '<w:spacing w:beforeLines="50" w:before="999" w:afterLines="0" w:after="60"/>',
        '<w:spacing w:beforeAutospacing="1" w:before="999"/>',
    )
    grid = '<w:docGrid w:type="lines" w:linePitch="312"/>'
    body = "".join(paragraph("甲", said) for said in spacing)
    gridded, plain = opened(body + SECTION.format("", grid)), opened(body)
    assert (gridded.paragraph(1).before, gridded.paragraph(1).after) == (7.8, 3)
    assert (plain.paragraph(1).before, plain.paragraph(2).before) == (6, 14)


def test_a_character_grid_widens_characters() -> None:
    grid = '<w:docGrid w:type="linesAndChars" w:linePitch="312" w:charSpace="16384"/>'
    body = paragraph("甲", '<w:ind w:leftChars="100" w:firstLineChars="200"/>')
    shown = opened(body + SECTION.format("", grid)).paragraph(1)
    assert (shown.left, shown.first_line) == (14, 28)


# --- lists --------------------------------------------------------------------------------

NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:pPr><w:ind w:left="600" w:hanging="300"/>'
    '<w:jc w:val="right"/></w:pPr></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:pStyle w:val="linked"/>'
    '<w:pPr><w:ind w:left="1000" w:firstLine="0"/></w:pPr></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0">'
    '<w:pPr><w:ind w:left="1600"/></w:pPr></w:lvl></w:lvlOverride>'
    '<w:lvlOverride w:ilvl="1"><w:lvl w:ilvl="1"/></w:lvlOverride></w:num>'
)


def listed(num: int, level: int | None = 0) -> str:
    said = "" if level is None else f'<w:ilvl w:val="{level}"/>'
    return f'<w:numPr>{said}<w:numId w:val="{num}"/></w:numPr>'


def test_indents_of_lists() -> None:
    styles = (
        style("a", '<w:pPr><w:ind w:left="420"/></w:pPr>')
        + style("own", f'<w:pPr>{listed(1)}<w:ind w:left="200"/></w:pPr>', based="a")
        + style("linked", f"<w:pPr>{listed(1, None)}</w:pPr>", based="a")
    )
    rows: list[tuple[str, float, float, Any]] = [
        (listed(1), 30, -15, ("1", 0)),  # a list put on a style wins over the style
        ('<w:ind w:left="100"/>' + listed(1), 5, -15, ("1", 0)),
        (listed(2), 80, 0, ("2", 0)),  # what one list overrides
        (listed(2, 1), 21, 0, ("2", 1)),  # with a level that says nothing
        ('<w:pStyle w:val="own"/>', 10, -15, ("1", 0)),  # a style that names a list does not
        ('<w:pStyle w:val="linked"/>', 50, 0, ("1", 1)),
        ('<w:pStyle w:val="own"/>' + listed(0), 10, 0, None),  # taken out of its list
        (listed(7), 21, 0, None),  # no such list
        (listed(1, 5), 21, 0, None),
    ]
    found = opened(
        "".join(paragraph("甲", said) for said, *_ in rows),
        styles,
        numbering=part("numbering", NUMBERING),
    )
    for number, (said, left, first, numbering) in enumerate(rows, 1):
        shown = found.paragraph(number)
        assert (shown.left, shown.first_line, shown.numbering) == (left, first, numbering), said
        assert shown.alignment == "left"  # a level's other properties are the number's


# --- tables -------------------------------------------------------------------------------


def test_table_styles_and_their_parts() -> None:
    parts = "".join(
        f'<w:tblStylePr w:type="{type_}"><w:rPr><w:sz w:val="{size}"/></w:rPr></w:tblStylePr>'
        for type_, size in (("firstRow", 40), ("firstCol", 50), ("band2Horz", 60), ("nwCell", 70))
    )
    styles = (
        defaults('<w:sz w:val="20"/>')
        + style("a")
        + style("b", '<w:rPr><w:sz w:val="18"/></w:rPr>', based="a")
        + style("t0", '<w:pPr><w:jc w:val="center"/></w:pPr>', kind="table")
        + style("t", f'<w:rPr><w:sz w:val="30"/><w:b/></w:rPr>{parts}', based="t0", kind="table")
    )

    def row(*cells: str) -> str:
        return f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"

    plain = paragraph("甲")
    inner = f"<w:tbl><w:tblPr/>{row(paragraph('内'))}</w:tbl>{plain}"
    styled = paragraph("乙", '<w:pStyle w:val="b"/>')
    table = (
        '<w:tbl><w:tblPr><w:tblStyle w:val="t"/><w:tblLook w:val="0420" w:firstColumn="1"/>'
        f"</w:tblPr>{row(plain, plain)}{row(plain, plain)}{row(inner, styled)}</w:tbl>"
    )
    found = opened(table + paragraph("外"), styles)
    #       corner, first row; first column, first band; table in a cell, column; its own; outside
    sizes = [35, 20, 25, 15, 10, 25, 9, 10]
    assert [found.runs(number)[0].size for number in range(1, 9)] == sizes
    assert [found.runs(number)[0].bold for number in (1, 5, 7, 8)] == [True, False, True, False]
    alignments = [found.paragraph(number).alignment for number in (1, 5, 8)]
    assert alignments == ["center", "left", "left"]
    assert found.page_of(3) is found.pages[0]


def test_bands_leave_out_the_first_row_and_boxes_are_in_no_table() -> None:
    parts = "".join(
        f'<w:tblStylePr w:type="{type_}"><w:rPr>{said}</w:rPr></w:tblStylePr>'
        for type_, said in (
            *(("firstRow", "<w:i/>"), ("band1Horz", "<w:b/>"), ("band2Horz", '<w:sz w:val="9"/>')),
        )
    )
    styles = style("a") + style("t", parts, kind="table")
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('框')}</w:txbxContent></w:pict></w:r>"

    def row(content: str) -> str:
        return f"<w:tr><w:tc>{content}</w:tc></w:tr>"

    inner = "<w:tbl>" + row(paragraph("一")) + row(paragraph("二")) + "</w:tbl>"
    found = opened(
        '<w:tbl><w:tblPr><w:tblStyle w:val="t"/><w:tblLook w:val="0020"/></w:tblPr>'
        + row(paragraph("首"))
        + row(f"{inner}<w:p><w:r><w:t>甲</w:t></w:r>{box}</w:p>")
        + row(paragraph("乙"))
        + "</w:tbl>",
        styles,
    )
    texts = [shown.text for shown in found._document.paragraphs]
    assert texts == ["首", "一", "二", "甲", "框", "乙"]
    assert [found.runs(number)[0].italic for number in range(1, 7)] == [True] + [False] * 5
    bold = [found.runs(number)[0].bold for number in range(1, 7)]
    assert bold == [False, False, False, True, False, False]
    assert [found.runs(number)[0].size for number in (1, 4, 6)] == [10, 10, 4.5]


# --- pages --------------------------------------------------------------------------------


def test_a_page() -> None:
    said = (
        '<w:pgNumType w:fmt="numberInDash" w:start="3"/><w:titlePg/>'
        '<w:docGrid w:type="linesAndChars" w:linePitch="579" w:charSpace="-848"/>'
    )
    references = (
        '<w:footerReference w:type="default" r:id="footer1"/>'
        '<w:footerReference w:type="even" r:id="footer2"/>'
        '<w:headerReference w:type="first" r:id="missing"/>'
    )
    found = opened(
        paragraph("甲") + SECTION.format(references, said),
        footer1=part("ftr", paragraph("1")),
        footer2=part("ftr", paragraph("2")),
        settings=part("settings", "<w:evenAndOddHeaders/>"),
    )
    (page,) = found.pages
    sizes = (page.width, page.height, page.top, page.bottom, page.left, page.right)
    assert [round(size, 1) for size in sizes] == [210, 297, 37, 35, 28, 26]
    assert (round(page.header, 1), round(page.footer, 1), page.landscape) == (15, 20, False)
    assert (page.grid, page.line_pitch, round(page.char_space, 3)) == (
        *("linesAndChars", 28.95),
        -0.207,
    )
    assert (page.title_page, page.even_odd) == (True, True)
    assert (page.page_start, page.page_format) == (3, "numberInDash")
    assert page.footers == {"default": "word/footer1.xml", "even": "word/footer2.xml"}
    assert page.headers == {}
    assert (page.first, page.last, page.lines) == (1, 1, 22)


def test_sections_inherit_headers_and_share_out_the_paragraphs() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('框')}</w:txbxContent></w:pict></w:r>"
    first = SECTION.format(
        '<w:headerReference w:type="default" r:id="header1"/>'
        '<w:footerReference w:type="default" r:id="footer1"/>',
        "",
    )
    wide = (
        '<w:sectPr><w:footerReference w:type="default" r:id="footer2"/>'
        '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
        '<w:pgMar w:top="-1440" w:left="1440" w:gutter="720"/></w:sectPr>'
    )
    found = opened(
        paragraph("甲")
        + f"<w:p><w:pPr>{first}</w:pPr>{box}</w:p>"
        + f"<w:tbl><w:tr><w:tc>{paragraph('表')}</w:tc></w:tr></w:tbl>"
        + paragraph("尾")
        + wide,
        header1=part("hdr", paragraph("眉")),
        footer1=part("ftr", paragraph("脚一")),
        footer2=part("ftr", paragraph("脚二")),
    )
    one, two = found.pages
    assert [(page.first, page.last) for page in (one, two)] == [(1, 3), (4, 5)]
    assert (one.landscape, two.landscape) == (False, True)
    assert two.headers == one.headers == {"default": "word/header1.xml"}
    assert [page.footers["default"][-11:] for page in (one, two)] == ["footer1.xml", "footer2.xml"]
    assert (round(two.top, 1), round(two.left, 1)) == (25.4, 38.1)
    # 1, 2, box, table, last, then header and both footers
    assert [found.page_of(number) is two for number in range(1, 9)] == [
        *(False, False, False, True, True, False, False, True)
    ]


def test_a_section_without_a_paragraph_is_no_page_but_hands_its_headers_on() -> None:
    reference = '<w:headerReference w:type="default" r:id="header1"/>'
    ends = f"<w:p><w:pPr>{SECTION.format('', '')}</w:pPr></w:p>"
    grid = '<w:docGrid w:type="lines" w:linePitch="312" w:charSpace="4096"/>'
    found = opened(
        paragraph("甲") + ends + SECTION.format(reference, grid), header1=part("hdr", "<w:p/>")
    )
    assert [(page.first, page.last, page.headers) for page in found.pages] == [(1, 2, {})]
    (page,) = opened(paragraph("甲") + SECTION.format("", grid)).pages
    assert page.char_space == 0  # a grid of lines has none


def test_a_document_that_says_nothing_of_its_pages_has_words() -> None:
    (page,) = opened(paragraph("甲")).pages
    assert (round(page.width, 1), round(page.left, 2), page.grid) == (215.9, 31.75, "")
    assert (page.lines, page.page_start, page.page_format) == (0, None, "decimal")


@pytest.mark.parametrize(
    ("grid", "spacing", "size", "lines"),
    [
        ('w:type="lines" w:linePitch="579"', "", 32, 22),
        ('w:type="lines" w:linePitch="312"', "", 21, 40),
        ('w:type="lines" w:linePitch="312"', "", 32, 20),  # each takes two of the grid
        ('w:type="lines" w:linePitch="312"', 'w:line="360" w:lineRule="auto"', 21, 27),
        ('w:type="lines" w:linePitch="312"', 'w:line="480" w:lineRule="atLeast"', 21, 26),
        ('w:type="lines" w:linePitch="312"', 'w:line="560" w:lineRule="exact"', 32, 22),
        ('w:linePitch="312"', 'w:line="560" w:lineRule="exact"', 32, 22),
        ('w:linePitch="312"', 'w:line="560" w:lineRule="atLeast"', 32, 22),
        ('w:linePitch="312"', "", 21, 0),  # no type, no grid
    ],
)
def test_lines_on_a_page(grid: str, spacing: str, size: int, lines: int) -> None:
    properties = f"<w:spacing {spacing}/>" if spacing else ""
    body = paragraph("甲乙丙丁", properties, f'<w:sz w:val="{size}"/>') + paragraph("戊")
    found = opened(body + SECTION.format("", f"<w:docGrid {grid}/>"))
    assert found.pages[0].lines == lines


def test_lines_off_the_grid_are_not_told() -> None:
    grid = '<w:docGrid w:type="lines" w:linePitch="312"/>'
    body = paragraph("甲", '<w:snapToGrid w:val="0"/>')
    found = opened(body + SECTION.format("", grid))
    assert (found.pages[0].lines, found.paragraph(1).snap_to_grid) == (0, False)


# --- the document as a whole --------------------------------------------------------------


def test_it_is_kept_with_the_document() -> None:
    document = read_docx(docx(paragraph("甲")))
    assert formatting(document) is formatting(document)
    assert formatting(Document.from_lines(["甲"])) is None


def test_strict_documents_and_lengths_with_units() -> None:
    styles = style("a", '<w:pPr><w:ind w:start="1cm"/></w:pPr><w:rPr><w:sz w:val="16pt"/></w:rPr>')
    parts = parts_of(
        paragraph("甲", '<w:spacing w:line="28pt" w:lineRule="exact"/>')
        + '<w:sectPr><w:pgSz w:w="210mm" w:h="297mm"/></w:sectPr>',
        styles=part("styles", styles),
    )
    strict = {
        name: str(content).replace(W, STRICT_W).replace(R, STRICT_R)
        for name, content in parts.items()
    }
    found = formatting(read_docx(zipped({**strict, "[Content_Types].xml": CONTENT_TYPES})))
    assert found is not None
    shown = found.paragraph(1)
    assert (round(shown.left, 2), shown.line, found.runs(1)[0].size) == (28.35, 28, 16)
    assert (round(found.pages[0].width), round(found.pages[0].height)) == (210, 297)


def test_every_paragraph_of_every_story_has_one() -> None:
    document = read_docx(word_like(600))
    found = formatting(document)
    assert found is not None
    assert {p.story for p in document.paragraphs} == {"body", "header", "footer"}
    for shown in document.paragraphs:
        runs = found.runs(shown.number)
        assert [run.start for run in runs] == [0, *[run.end for run in runs]][: len(runs)]
        assert (runs[-1].end if runs else 0) == len(shown.text) == found.mark(shown.number).start
        assert found.paragraph(shown.number).style == {"header": "a3", "footer": "a4"}.get(
            shown.story, found.paragraph(shown.number).style
        )
    body = found.runs(3)[0]
    assert (body.east_asia, body.size) == ("仿宋_GB2312", 16)
    assert found.paragraph(3).line == 28


GARBAGE = st.sampled_from(
    (
        "",
        "x",
        "-1",
        "1e400",
        "nan",
        "9" * 5000,
        "٣",
        "12pt",
        "true",
        "none",
        "2.5",
        "0x10",
        "a",
        "t",
    )
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(GARBAGE, min_size=40, max_size=40))
def test_damaged_values_raise_nothing(values: list[str]) -> None:
    given = iter(values * 4)

    def say(name: str, *attributes: str) -> str:
        said = " ".join(f'w:{attribute}="{next(given)}"' for attribute in attributes)
        return f"<w:{name} {said}/>"

    def paragraph_properties() -> str:
        return (
            say("jc", "val")
            + say("ind", "left", "leftChars", "hanging", "firstLineChars", "end")
            + say("spacing", "before", "beforeLines", "line", "lineRule", "afterAutospacing")
            + say("outlineLvl", "val")
            + f"<w:numPr>{say('ilvl', 'val')}{say('numId', 'val')}</w:numPr>"
            + f"<w:pBdr>{say('top', 'val', 'sz', 'color')}<w:odd/></w:pBdr>"
        )

    def run_properties() -> str:
        return (
            say("rStyle", "val")
            + say("rFonts", "ascii", "eastAsiaTheme", "hint")
            + say("sz", "val")
            + say("color", "val")
            + say("w", "val")
            + say("u", "val")
        )

    table = (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="t"/>{say("tblLook", "val")}</w:tblPr><w:tr>'
        f"<w:tc><w:tcPr>{say('gridSpan', 'val')}</w:tcPr><w:p/></w:tc></w:tr></w:tbl>"
    )
    section = (
        f"<w:sectPr>{say('pgSz', 'w', 'h')}{say('pgMar', 'top', 'gutter')}"
        f"{say('docGrid', 'type', 'linePitch', 'charSpace')}{say('pgNumType', 'start', 'fmt')}"
        '<w:headerReference r:id="no"/></w:sectPr>'
    )
    styles = (
        style("a", f"<w:pPr>{paragraph_properties()}</w:pPr>", based=next(given))
        + style("t", '<w:tblStylePr w:type="band1Vert"/>', kind="table", based="t")
        + say("style", "type", "styleId")
    )
    numbering = '<w:lvl w:ilvl="0"/>' + NUMBERING.replace('w:ilvl="1"', f'w:ilvl="{next(given)}"')
    found = opened(
        paragraph("甲", paragraph_properties(), run_properties()) + table + section,
        styles,
        numbering=part("numbering", numbering),
    )
    for number in (1, 2):
        assert found.paragraph(number).alignment in ("left", "center", "right", "both")
        assert found.mark(number).size >= 0.5
    assert found.runs(1)[0].end == 1
    assert found.pages[0].width > 0


def test_damaged_parts_count_as_missing() -> None:
    parts = parts_of(paragraph("甲"), settings="<w:settings", styles=part("styles", style("a")))
    found = formatting(read_docx(zipped(parts)))
    assert found is not None
    assert found.paragraph(1).style == "a"
    assert not found.pages[0].even_odd


def test_reading_a_document_does_not_load_it() -> None:
    program = (
        "import sys, writer_assist.document.docx.reader\n"
        "raise SystemExit(any(name.rpartition('.')[2] in ('formatting', 'layers', 'formats')"
        " for name in sys.modules if name.startswith('writer_assist.document')))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
