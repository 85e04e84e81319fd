"""Markdown and text as DOCX: what is said is what ``lint`` reads; and what is too wide."""

from __future__ import annotations

import io
import zipfile

import docx as python_docx
import pytest
from docx.shared import Cm
from lxml import etree

from tests.revise.schema_order import W, id_faults, order_faults
from writer_assist.document.errors import DocumentError
from writer_assist.document.read import read_bytes
from writer_assist.layout import standard as gb
from writer_assist.revise.typeset import typeset

MARKDOWN = """\
---
author: 甲
---
# 2025年工作总结

今年以来，**水务局**坚持以[上级精神](https://example.org/a)为指导，用好`A-1`系统。

## 一、主要工作

| 乡镇 | 项目数 | 完成投资（万元） |
| --- | :-: | --: |
| ^ | < | **1500** |
| 石桥镇<br>二期 | 8 | [1700](b.md) | 多出一格 |
| 云塘镇 |

```python
if 甲:
    乙()

~~~
```

1. 第一项。
2. 第二项。

[注]: https://example.org/b

继续努力。
"""


def _body(data: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))[0]


def _said(data: bytes, path: str = "x.docx") -> list[tuple[str, str]]:
    return [(p.story, p.text) for p in read_bytes(data, path).paragraphs
            if p.story in ("body", "table")]  # fmt: skip


def test_markdown_says_what_lint_reads() -> None:
    made = typeset(MARKDOWN.encode(), "a.md").data
    assert _said(made) == [
        ("body", "2025年工作总结"),
        ("body", "今年以来，水务局坚持以上级精神为指导，用好A-1系统。"),
        ("body", "一、主要工作"),
        *(("table", cell) for cell in ("乡镇", "项目数", "完成投资（万元）", "")),
        *(("table", cell) for cell in ("^", "<", "1500", "")),
        *(("table", cell) for cell in ("石桥镇\n二期", "8", "1700", "多出一格")),
        *(("table", cell) for cell in ("云塘镇", "", "", "")),
        ("body", "if 甲:"),
        ("body", "    乙()"),
        ("body", ""),
        ("body", "~~~"),
        ("body", "1.第一项。"),
        ("body", "2.第二项。"),
        ("body", "继续努力。"),
    ]
    read = read_bytes(MARKDOWN.encode(), "a.md").paragraphs
    cells = [cell for p in read if p.story == "table" and p.text for cell in p.text.split("\t")]
    assert [t for s, t in _said(made) if s == "table" and t] == [cell for cell in cells if cell]
    assert typeset(made, "x.docx").data == made
    assert not order_faults(made)
    assert not id_faults(made)


def test_a_table_has_borders_a_head_and_the_width_of_the_text() -> None:
    made = typeset(MARKDOWN.encode(), "a.md").data
    (table,) = _body(made).findall(f"{W}tbl")
    style = table.find(f"{W}tblPr/{W}tblStyle")
    assert style is not None
    assert style.get(f"{W}val") == "TableGrid"
    widths = [int(str(each.get(f"{W}w"))) for each in table.iter(f"{W}gridCol")]
    assert sum(widths) == gb.TEXT_WIDTH
    assert min(widths) > 4 * gb.pt(gb.SIZE_4)
    rows = table.findall(f"{W}tr")
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, *[False] * 3]
    sides = [each.get(f"{W}val") for each in rows[1].iter(f"{W}jc")]
    assert sides == ["center", "right"]


@pytest.mark.parametrize("text", ["", "\n\n", "```\n```\n", "| 甲 | 乙 |\n| - | - |\n"])
def test_hardly_anything_is_a_document_too(text: str) -> None:
    made = typeset(text.encode(), "a.md").data
    assert typeset(made, "x.docx").data == made
    assert not order_faults(made)


def test_what_no_xml_can_hold_goes() -> None:
    made = typeset("工作总结\n一是\x08抓好\x0c学习。\n".encode(), "a.txt").data
    assert [text for _, text in _said(made)] == ["工作总结", "一是抓好学习。"]


def _wide(width: float) -> bytes:
    made = python_docx.Document()
    made.add_paragraph("工作总结")
    table = made.add_table(2, 4)
    for row in table.rows:
        for cell in row.cells:
            cell.text = "甲乙"
            cell.width = Cm(width)
    for column in table.columns:
        column.width = Cm(width)
    made.add_paragraph("完。")
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(("width", "narrowed"), [(3.0, False), (3.9, False), (7.0, True)])
def test_a_table_that_is_too_wide_is_narrowed(width: float, narrowed: bool) -> None:
    data = _wide(width)
    made = typeset(data, "x.docx").data
    assert _said(made) == _said(data)
    (table,) = _body(made).findall(f"{W}tbl")
    columns = [int(str(each.get(f"{W}w"))) for each in table.iter(f"{W}gridCol")]
    cells = [int(str(each.get(f"{W}w"))) for each in table.iter(f"{W}tcW")]
    assert cells == columns * 2
    if narrowed:
        assert gb.TEXT_WIDTH - 4 <= sum(columns) <= gb.TEXT_WIDTH
    else:
        assert table.find(f"{W}tblGrid") is not None
        assert columns == [round(width / 2.54 * 1440)] * 4
    assert typeset(made, "x.docx").data == made


def test_a_picture_that_is_too_wide_is_made_smaller_in_proportion() -> None:
    made = python_docx.Document()
    made.add_paragraph("工作总结")
    made.add_picture(io.BytesIO(PNG), width=Cm(31.2), height=Cm(10))
    made.add_picture(io.BytesIO(PNG), width=Cm(10), height=Cm(5))
    stream = io.BytesIO()
    made.save(stream)
    done = typeset(stream.getvalue(), "x.docx").data
    sizes = [(int(str(each.get("cx"))), int(str(each.get("cy"))))
             for each in _body(done).iter("{*}extent", "{*}ext") if each.get("cx")]  # fmt: skip
    assert sizes[0] == sizes[1]
    assert sizes[0][0] == pytest.approx(Cm(15.6), rel=0.001)
    assert sizes[0][1] == pytest.approx(Cm(5), rel=0.001)
    assert sizes[2] == sizes[3] == (Cm(10), Cm(5))
    assert typeset(done, "x.docx").data == done


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ff"
    "ff3f0005fe02fe0def46b80000000049454e44ae426082"
)


def test_odt_is_refused_in_plain_words() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        office = "urn:oasis:names:tc:opendocument:xmlns"
        archive.writestr(
            "content.xml",
            f'<o:document-content xmlns:o="{office}:office:1.0" xmlns:t="{office}:text:1.0">'
            "<o:body><o:text><t:p>工作总结</t:p></o:text></o:body></o:document-content>",
        )
    with pytest.raises(DocumentError, match=r"ODT 不能排版.*另存为 \.docx"):
        typeset(stream.getvalue(), "a.odt")
