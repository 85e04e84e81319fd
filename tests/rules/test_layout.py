"""The rules of layout on whole papers. (Each rule's own examples: test_cases.)"""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from writer_assist.document.model import Document
from writer_assist.document.read import read_bytes
from writer_assist.engine.linter import Linter
from writer_assist.revise.typeset import typeset
from writer_assist.rules.layout.examples import Line, document
from writer_assist.rules.registry import select_rules
from writer_assist.template import data
from writer_assist.template.catalogue import find_template, templates
from writer_assist.template.fields import Fields
from writer_assist.template.render import Renderer

LINTER = Linter(select=["LY"])
IDS = [template.id for template in templates()]

MESSY = {
    "font": "宋体",
    "latin": "Calibri",
    "size": "12",
    "spacing": "1.5",
    "grid": "0",
    "first": "0",
}
MESSY_PAGE = {"top": "25.4", "bottom": "25.4", "left": "31.8", "right": "31.8", "footer": "none"}


def found(made: Document) -> list[tuple[str, int]]:
    """Code and paragraph of each finding."""
    report = LINTER.lint(made)
    assert not report.error
    return [(finding.code, finding.paragraph) for finding in report.findings]


def messy(paragraphs: int) -> Document:
    """A draft that nobody has laid out."""
    lines = [Line("关于做好汛期值守的通知", {"font": "黑体", "size": "18", "bold": "1"})]
    lines.append(Line("各村：", MESSY))
    for number in range(paragraphs):
        if number % 5 == 0:
            mark = "一二三四五六七八九十"[number // 5 % 10]
            lines.append(Line(f"{mark}、落实第{number}项责任", {**MESSY, "bold": "1"}))
        lines.append(Line(f"各村要安排专人值守，第{number}组遇有险情立即上报。", MESSY))
    lines += [Line("云溪镇人民政府", MESSY), Line("2024年6月3日", MESSY)]
    return document(lines, MESSY_PAGE)


@pytest.mark.parametrize("name", IDS)
def test_nothing_in_filled_templates(name: str) -> None:
    template = find_template(name)
    given = data.read(template.example)
    values, problems = Fields.load(template).check(
        given.values, text_cells=given.text_cells, folder=str(Path(template.example).parent)
    )
    assert not problems
    made = read_bytes(Renderer(template.path).render(values), "稿.docx")
    report = LINTER.lint(made)
    said = [(f.code, f.paragraph, f.text, f.message_in("zh")) for f in report.findings]
    assert said == []


@pytest.mark.parametrize("paragraphs", [3, 30])
def test_a_messy_draft_gets_a_dozen_findings(paragraphs: int) -> None:
    codes = Counter(code for code, _ in found(messy(paragraphs)))
    assert set(codes) >= {
        "LY002", "LY003", "LY010", "LY011", "LY012", "LY014", "LY015", "LY020", "LY025", "LY026",
        "LY030",
    }  # fmt: skip
    assert sum(codes.values()) <= 18
    assert max(codes.values()) <= 3


def test_a_finding_says_where_it_is_what_it_is_and_what_it_should_be() -> None:
    report = LINTER.lint(messy(30))
    body = next(f for f in report.findings if f.code == "LY011")
    assert body.message_in("zh") == (
        "正文是小四（12 pt）的宋体（第 2–40 段，共 33 处），应为三号（16 pt）的仿宋；可用 typeset 命令排版"
    )
    assert (body.paragraph, body.start, body.end) == (2, 0, 3)


def test_many_kinds_of_one_fault_are_few_findings() -> None:
    sizes = range(20, 40)
    lines = [Line("关于做好汛期值守的通知", {})]
    lines += [Line(f"第{n}组遇有险情要立即上报。", {"size": str(n / 2)}) for n in sizes]
    findings = [f for f in LINTER.lint(document(lines, {})).findings if f.code == "LY011"]
    assert len(findings) == 5
    assert (
        sum(int(str(f.params["count"])) for f in findings) == len(sizes) - 1
    )  # one of them is right


def test_nothing_in_what_is_typeset() -> None:
    for paragraphs in (3, 30):
        made = read_bytes(_bytes(messy(paragraphs)), "稿.docx")
        laid_out = read_bytes(typeset(_bytes(made), "稿.docx").data, "稿.docx")
        report = LINTER.lint(laid_out)
        assert [(f.code, f.paragraph, f.message_in("zh")) for f in report.findings] == []


def test_nothing_in_typeset_text() -> None:
    text = (
        "# 关于做好汛期值守的通知\n\n各村：\n\n一、落实责任\n\n（一）安排值班。各村要安排专人值守。\n\n"
        "1.带班。村干部带班。\n\n附件：1.值班表\n\n2.联系人名单\n\n云溪镇人民政府\n\n2024年6月3日\n"
    )
    laid_out = read_bytes(typeset(text.encode(), "稿.md").data, "稿.docx")
    report = LINTER.lint(laid_out)
    assert [(f.code, f.paragraph, f.message_in("zh")) for f in report.findings] == []


def _bytes(made: Document) -> bytes:
    package = made.source.package
    content: bytes = package.archive.data
    return content


def test_only_a_docx_has_a_layout() -> None:
    text = "关于做好汛期值守的通知\n各村要安排专人值守。\n".encode()
    for name in ("稿.txt", "稿.md"):
        assert LINTER.lint_bytes(text, name).findings == []


def test_it_is_off_unless_it_is_selected() -> None:
    for select in ([], ["ALL"], ["PH", "AR"]):
        assert not [r for r in select_rules(select) if r.code.startswith("LY")]
    every = select_rules(["ALL", "LY"])
    assert len(every) == len(select_rules()) + len(select_rules(["LY"]))
    assert [r.code for r in select_rules(["title-font", "LY001"])] == ["LY001", "LY010"]
    assert "LY001" not in {r.code for r in select_rules(["LY"], ["LY001"])}


def test_it_is_not_imported_unless_it_is_selected() -> None:
    code = (
        "import sys; from writer_assist.engine.linter import Linter; Linter(); Linter(select=['ALL']);"
        "assert not [m for m in sys.modules if m.startswith('writer_assist.rules.layout')];"
        "Linter(select=['LY']); assert 'writer_assist.rules.layout' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def with_footer(content: str) -> Document:
    """A paper all right, with a footer of its own for all pages."""
    made = document(
        [Line("关于做好汛期值守的通知", {}), Line("各村要值守。", {})], {"footer": "right"}
    )
    source = io.BytesIO(_bytes(made))
    target = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            part = old.read(name).decode()
            if "footer" in name and name.endswith(".xml"):
                part = part[: part.index("<w:p>")] + content + "</w:ftr>"
            if name.endswith("settings.xml"):
                part = part.replace("<w:evenAndOddHeaders/>", "")
            new.writestr(name, part)
    return read_bytes(target.getvalue(), "稿.docx")


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        # As Word puts a page number beside the text: a frame.
        ('<w:p><w:pPr><w:framePr w:wrap="around" w:vAnchor="text" w:hAnchor="margin" '
         'w:xAlign="center"/></w:pPr>' + FIELD + "</w:p>", {"LY031", "LY032"}),
        ('<w:p><w:pPr><w:framePr w:wrap="around" w:vAnchor="text" w:hAnchor="margin" '
         'w:xAlign="outside"/><w:ind w:left="280" w:right="280"/></w:pPr>' + FIELD + "</w:p>",
         {"LY031"}),
        ('<w:p><w:pPr><w:framePr w:wrap="around" w:vAnchor="text" w:hAnchor="margin" '
         'w:xAlign="outside"/></w:pPr>' + FIELD + "</w:p>", {"LY031", "LY032"}),
        # A field in one, and dashes of another kind.
        ('<w:p><w:pPr><w:pStyle w:val="PageNumberOdd"/></w:pPr><w:r><w:t>－ </w:t></w:r>'
         '<w:fldSimple w:instr=" PAGE  \\* MERGEFORMAT "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
         "<w:r><w:t> －</w:t></w:r></w:p>", {"LY032"}),
        # 第 1 页 共 3 页, by a tab in the middle.
        ('<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:r><w:tab/><w:t>第</w:t></w:r>' + FIELD
         + "<w:r><w:t>页</w:t></w:r></w:p>", {"LY031", "LY032"}),
        # The number of pages is none of a page.
        ("<w:p>" + FIELD.replace("PAGE", "NUMPAGES") + "</w:p>", {"LY030"}),
    ],
)  # fmt: skip
def test_page_numbers_of_other_makes(content: str, codes: set[str]) -> None:
    assert {code for code, _ in found(with_footer(content))} == codes


def test_a_number_in_a_text_box() -> None:
    # As WPS puts it: a text box that stands outside the margin.
    box = (
        '<w:p><w:r><w:drawing><wp:anchor xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
        'wordprocessingDrawing"><wp:positionH relativeFrom="margin"><wp:align>{}</wp:align>'
        '</wp:positionH><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        '<wps:wsp xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        '<wps:txbx><w:txbxContent><w:p><w:pPr><w:pStyle w:val="Footer"/><w:ind w:left="280" '
        'w:right="280"/></w:pPr><w:r><w:t>— </w:t></w:r>'
        + FIELD
        + "<w:r><w:t> —</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp></a:graphicData>"
        "</a:graphic></wp:anchor></w:drawing></w:r></w:p>"
    )
    assert found(with_footer(box.format("outside"))) == []
    assert found(with_footer(box.format("center"))) == [("LY032", 1)]
    assert found(with_footer(box.format("right"))) == [("LY032", 1)]
