import pytest

from tests.document.docx.builders import docx, paragraph, part
from writer_assist.document.docx.numbering import format_number
from writer_assist.document.docx.reader import read_docx

FORMATS = [
    ("decimal", 12, "12"),
    ("decimalZero", 5, "05"),
    ("decimalZero", 105, "105"),
    ("decimalFullWidth", 12, "１２"),
    ("decimalEnclosedCircle", 1, "①"),
    ("decimalEnclosedCircleChinese", 20, "⑳"),
    ("decimalEnclosedCircleChinese", 21, "㉑"),
    ("decimalEnclosedCircleChinese", 50, "㊿"),
    ("decimalEnclosedCircleChinese", 51, "51"),
    ("decimalEnclosedFullstop", 3, "⒊"),
    ("decimalEnclosedParen", 20, "⒇"),
    ("upperRoman", 1994, "MCMXCIV"),
    ("lowerRoman", 4, "iv"),
    ("upperRoman", 0, "0"),
    ("upperRoman", 2**31 - 1, "2147483647"),
    ("upperLetter", 26, "Z"),
    ("lowerLetter", 27, "aa"),
    ("lowerLetter", 10**9, "1000000000"),
    ("chineseCounting", 10, "十"),
    ("chineseCounting", 20, "二十"),
    ("chineseCounting", 99, "九十九"),
    ("chineseCounting", 105, "一〇五"),
    ("chineseCountingThousand", 1, "一"),
    ("chineseCountingThousand", 11, "十一"),
    ("chineseCountingThousand", 21, "二十一"),
    ("chineseCountingThousand", 100, "一百"),
    ("chineseCountingThousand", 105, "一百零五"),
    ("chineseCountingThousand", 110, "一百一十"),
    ("chineseCountingThousand", 1010, "一千零一十"),
    ("chineseCountingThousand", 10001, "一万零一"),
    ("chineseCountingThousand", 120000, "十二万"),
    ("chineseCountingThousand", -3, "-3"),
    ("chineseLegalSimplified", 10, "壹拾"),
    ("chineseLegalSimplified", 203, "贰佰零叁"),
    ("ideographLegalTraditional", 3, "參"),
    ("ideographTraditional", 10, "癸"),
    ("ideographTraditional", 11, "11"),
    ("ideographZodiac", 12, "亥"),
    ("ideographZodiacTraditional", 13, "丙子"),
    ("ideographDigital", 10, "一〇"),
    ("ideographDigital", -1, "-1"),
    ("ideographEnclosedCircle", 2, "㊁"),
    ("japaneseCounting", 10, "十"),
    ("japaneseCounting", 111, "百十一"),
    ("taiwaneseCountingThousand", 12, "十二"),
    ("ordinal", 1, "1st"),
    ("ordinal", 12, "12th"),
    ("ordinal", 23, "23rd"),
    ("numberInDash", 7, "- 7 -"),
    ("hex", 26, "1A"),
    ("none", 7, ""),
    ("no such format", 7, "7"),
]


@pytest.mark.parametrize(("format", "value", "expected"), FORMATS)
def test_format(format: str, value: int, expected: str) -> None:
    assert format_number(value, format) == expected


def level(index: int, format: str, text: str, more: str = "", start: str = "1") -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{format}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(id_: int, *levels: str, before: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{id_}">{before}{"".join(levels)}</w:abstractNum>'


def num(id_: int, target: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{id_}"><w:abstractNumId w:val="{target}"/>{overrides}</w:num>'


def labels(items: list[str], definitions: str, styles: str = "") -> list[str]:
    """The labels of paragraphs: "num.level", or the content of a w:pPr."""
    body = ""
    for item in items:
        if not item.startswith("<"):
            id_, _, ilvl = item.partition(".")
            item = f'<w:numPr><w:ilvl w:val="{ilvl}"/><w:numId w:val="{id_}"/></w:numPr>'
        body += paragraph("甲", item)
    parts = {"numbering": part("numbering", definitions), "styles": part("styles", styles)}
    return [p.label for p in read_docx(docx(body, **parts), "a.docx").paragraphs]


OFFICIAL = abstract(
    1,
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCountingThousand", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimal", "（%4）"),
)


class TestCounting:
    def test_levels_of_an_official_document(self) -> None:
        items = ["1.0", "1.1", "1.1", "1.2", "1.3", "1.2", "1.0", "1.1", "1.2"]
        assert labels(items, OFFICIAL + num(1, 1)) == [
            "一、",
            "（一）",
            "（二）",
            "1.",
            "（1）",
            "2.",
            "二、",
            "（一）",
            "1.",
        ]

    def test_lists_of_one_definition_count_together(self) -> None:
        assert labels(["1.0", "2.0", "1.0"], OFFICIAL + num(1, 1) + num(2, 1)) == [
            "一、",
            "二、",
            "三、",
        ]

    def test_start_override_begins_anew_once(self) -> None:
        again = num(2, 1, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>')
        assert labels(["1.0", "1.0", "2.0", "2.0", "1.0"], OFFICIAL + num(1, 1) + again) == [
            "一、",
            "二、",
            "一、",
            "二、",
            "三、",
        ]

    def test_level_override(self) -> None:
        other = level(0, "upperLetter", "%1)", start="3")
        override = num(2, 1, f'<w:lvlOverride w:ilvl="0">{other}</w:lvlOverride>')
        assert labels(["2.0", "2.0"], OFFICIAL + override) == ["C)", "D)"]

    def test_several_levels_in_one_label(self) -> None:
        definitions = abstract(
            1,
            level(0, "chineseCounting", "第%1章"),
            level(1, "decimal", "%1.%2"),
            level(2, "decimal", "%1.%2.%3", "<w:isLgl/>"),
        )
        assert labels(["1.0", "1.1", "1.2", "1.2"], definitions + num(1, 1)) == [
            "第一章",
            "一.1",
            "1.1.1",
            "1.1.2",
        ]

    def test_level_whose_parents_were_never_used(self) -> None:
        definitions = abstract(1, level(0, "decimal", "%1"), level(1, "decimal", "%1.%2"))
        assert labels(["1.1", "1.1", "1.0"], definitions + num(1, 1)) == ["1.1", "1.2", "2"]

    @pytest.mark.parametrize(
        ("restart", "last"),
        [
            ("", "（一）"),
            ('<w:lvlRestart w:val="0"/>', "（二）"),
            ('<w:lvlRestart w:val="1"/>', "（一）"),
        ],
    )
    def test_restart(self, restart: str, last: str) -> None:
        definitions = abstract(
            1, level(0, "decimal", "%1"), level(1, "chineseCounting", "（%2）", restart)
        )
        assert labels(["1.0", "1.1", "1.0", "1.1"], definitions + num(1, 1))[-1] == last

    def test_restart_only_after_the_level_named(self) -> None:
        definitions = abstract(
            1,
            level(0, "decimal", "%1"),
            level(1, "decimal", "%2"),
            level(2, "decimal", "%3)", '<w:lvlRestart w:val="1"/>'),
        )
        items = ["1.0", "1.1", "1.2", "1.1", "1.2", "1.0", "1.2"]
        assert labels(items, definitions + num(1, 1))[2::2] == ["1)", "2)", "1)"]

    def test_start(self) -> None:
        definitions = abstract(1, level(0, "decimal", "%1.", start="7"))
        assert labels(["1.0", "1.0"], definitions + num(1, 1)) == ["7.", "8."]

    def test_no_label(self) -> None:
        definitions = (
            abstract(
                1, level(0, "bullet", "\uf0b7"), level(1, "none", "%2"), level(2, "decimal", "")
            )
            + OFFICIAL.replace('w:abstractNumId="1"', 'w:abstractNumId="2"')
            + num(1, 1)
            + num(2, 2)
        )
        off = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
        items = ["1.0", "1.1", "1.2", "1.7", "9.0", "2.99", "2.-1", off, "2.0"]
        assert labels(items, definitions) == [""] * 8 + ["一、"]

    def test_percent_sign_that_names_no_level(self) -> None:
        definitions = abstract(1, level(0, "decimal", "%1%x%"))
        assert labels(["1.0"], definitions + num(1, 1)) == ["1%x%"]

    def test_huge_numbers_and_texts_are_bounded(self) -> None:
        definitions = abstract(
            1,
            level(0, "decimal", "%1", start="9" * 4300),
            level(1, "upperRoman", "%2" * 100_000, start="2147483647"),
        )
        first, second = labels(["1.0", "1.1"], definitions + num(1, 1))
        assert first == "0"
        assert len(second) < 2000


HEADING = (
    '<w:style w:type="paragraph" w:styleId="h{0}"><w:name w:val="heading {0}"/>{1}'
    "<w:pPr><w:numPr>{2}</w:numPr></w:pPr></w:style>"
)


class TestStyles:
    LINKED = abstract(
        1,
        level(0, "chineseCounting", "%1、", '<w:pStyle w:val="h1"/>'),
        level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="h2"/>'),
    ) + num(1, 1)

    def test_levels_linked_to_heading_styles(self) -> None:
        styles = HEADING.format(1, "", '<w:numId w:val="1"/>') + HEADING.format(
            2, "", '<w:numId w:val="1"/>'
        )
        items = [f'<w:pStyle w:val="h{n}"/>' for n in (1, 2, 2, 1, 2)]
        assert labels(items, self.LINKED, styles) == ["一、", "（一）", "（二）", "二、", "（一）"]

    def test_number_through_the_style_that_one_is_based_on(self) -> None:
        styles = HEADING.format(1, "", '<w:numId w:val="1"/>') + (
            '<w:style w:type="paragraph" w:styleId="own"><w:name w:val="own"/>'
            '<w:basedOn w:val="h1"/></w:style>'
        )
        assert labels(['<w:pStyle w:val="own"/>'] * 2, self.LINKED, styles) == ["一、", "二、"]

    def test_level_of_the_style(self) -> None:
        styles = HEADING.format(3, "", '<w:ilvl w:val="1"/><w:numId w:val="1"/>')
        assert labels(['<w:pStyle w:val="h3"/>'], self.LINKED, styles) == ["（一）"]

    def test_paragraph_switches_the_number_of_its_style_off(self) -> None:
        styles = HEADING.format(1, "", '<w:numId w:val="1"/>')
        items = ['<w:pStyle w:val="h1"/><w:numPr><w:numId w:val="0"/></w:numPr>']
        assert labels([*items, '<w:pStyle w:val="h1"/>'], self.LINKED, styles) == ["", "一、"]

    def test_style_switches_the_number_of_its_base_off(self) -> None:
        styles = HEADING.format(1, "", '<w:numId w:val="1"/>') + HEADING.format(
            2, '<w:basedOn w:val="h1"/>', '<w:numId w:val="0"/>'
        )
        assert labels(['<w:pStyle w:val="h2"/>'], self.LINKED, styles) == [""]

    def test_list_that_links_to_a_numbering_style(self) -> None:
        definitions = (
            abstract(1, level(0, "decimal", "%1、"), before='<w:styleLink w:val="S"/>')
            + abstract(2, before='<w:numStyleLink w:val="S"/>')
            + num(1, 1)
            + num(2, 2)
        )
        assert labels(["1.0", "2.0"], definitions) == ["1、", "2、"]


def test_no_numbering_part() -> None:
    properties = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    document = read_docx(docx(paragraph("甲", properties)), "a.docx")
    assert document.paragraphs[0].label == ""


def test_each_story_counts_for_itself() -> None:
    numbered = paragraph("甲", '<w:numPr><w:numId w:val="1"/></w:numPr>')
    document = read_docx(
        docx(
            numbered + '<w:sectPr><w:headerReference r:id="header1"/></w:sectPr>',
            header1=part("hdr", numbered),
            numbering=part("numbering", OFFICIAL + num(1, 1)),
        ),
        "a.docx",
    )
    assert [p.label for p in document.paragraphs] == ["一、", "一、"]
