"""Corrections in the XML of a DOCX: the text is as it has to be, and nothing else has changed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.document.docx.builders import (
    STRICT_R,
    STRICT_W,
    R,
    W,
    docx,
    part,
    parts_of,
    word_like,
    zipped,
)
from tests.document.docx.test_properties import bodies
from tests.document.docx.test_reader import field, run
from tests.revise.docx_trees import (
    N,
    any_edits,
    expected_skeletons,
    local,
    parts,
    skeletons,
    texts,
    untouched,
    words,
)
from tests.revise.test_comments import BOX, CHOICE, COMMENTS, SOURCES, bold, p
from writer_assist.document.errors import DocumentError
from writer_assist.document.read import read_bytes
from writer_assist.engine.findings import PlacedEdit
from writer_assist.revise import docx_edits as module
from writer_assist.revise.docx_edits import DocxEditor
from writer_assist.revise.history import applied

Edit = tuple[int, int, int, str]

RUBY = (
    "<w:r><w:ruby><w:rt><w:r><w:t>yi</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>乙</w:t></w:r>"
    "</w:rubyBase></w:ruby></w:r>"
)
MATH = "<m:oMath><m:r><m:t>x+y</m:t></m:r></m:oMath>"


def control(content: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def inserted(content: str, name: str = "ins") -> str:
    return f'<w:{name} w:id="4" w:author="某" w:date="2024-01-02T00:00:00Z">{content}</w:{name}>'


def deleted(text: str, name: str = "del") -> str:
    return inserted(f"<w:r><w:delText>{text}</w:delText></w:r>", name)


def changed(data: bytes, *edits: Edit) -> bytes:
    """The file after edits that have no obstacle, everything compared."""
    placed = [PlacedEdit(*edit) for edit in edits]
    editor = DocxEditor(read_bytes(data))
    before = [paragraph.text for paragraph in editor.document.paragraphs]
    assert [editor.obstacle(edit) for edit in placed] == [""] * len(placed)
    expected = applied(before, placed)
    after = editor.apply(placed)
    assert [paragraph.text for paragraph in after.paragraphs] == expected
    made = editor.data()
    assert texts(made) == expected
    owners = set(read_bytes(data).source.parts)
    assert skeletons(made, owners) == expected_skeletons(data, placed)
    assert untouched(data, made, editor.changed)
    return made


def obstacle(data: bytes, edit: Edit) -> str:
    return DocxEditor(read_bytes(data)).obstacle(PlacedEdit(*edit))


def body(data: bytes, name: str = "word/document.xml") -> str:
    """The content of the body, without the namespaces."""
    xml = parts(data)[name].decode()
    return xml[xml.index("<w:p") : xml.rindex("</w:p>") + len("</w:p>")]


# --- every edit of every kind of paragraph -------------------------------------------------------

MORE = {
    "moves": p(run("甲"), inserted(run("乙丙"), "moveTo"), run("丁"), deleted("戊", "moveFrom")),
    "a link by field": p(run("甲"), field('HYPERLINK "a"', run("乙丙")), run("丁")),
    "a smart tag": p(run("甲"), f'<w:smartTag w:element="x">{run("乙")}</w:smartTag>', bold("丙")),
    "a note": p(run("甲乙"), '<w:r><w:footnoteReference w:id="1"/></w:r>', run("丙")),
    "a picture between": p(run("甲乙"), "<w:r><w:drawing/></w:r>", run("丙丁")),
    "rendered page breaks": p("<w:r><w:lastRenderedPageBreak/><w:t>甲乙</w:t></w:r>", run("丙")),
    "spelling marks": p(
        run("甲"), '<w:proofErr w:type="spellStart"/>', run("乙"), '<w:proofErr w:type="spellEnd"/>'
    ),
    "a direction": p(f'<w:bdo w:val="rtl">{run("甲乙")}</w:bdo>', run("丙")),
    "hidden text": p(run("甲"), run("乙", "<w:vanish/>"), run("丙")),
    "a raw line end": p("<w:r><w:t>甲\n乙</w:t></w:r>"),
    "a comment in the XML": p("<w:r><w:t>甲<!-- 注 -->乙</w:t></w:r>", run("丙")),
    "an aligned tab": p('<w:r><w:t>甲</w:t><w:ptab w:alignment="right"/><w:t>乙</w:t></w:r>'),
    "a hyphen": p("<w:r><w:t>甲</w:t><w:noBreakHyphen/><w:t>乙</w:t><w:softHyphen/></w:r>"),
}


@pytest.mark.parametrize("name", [*SOURCES, *MORE])
def test_every_edit(name: str) -> None:
    data = docx((SOURCES | MORE)[name], comments=COMMENTS)
    size = len(texts(data)[0])
    made = 0
    for start in range(size + 1):
        for end in range(start, size + 1):
            for new in ("", "新", "新 \t字\n", "丙"):
                if (start < end or new) and not obstacle(data, (1, start, end, new)):
                    changed(data, (1, start, end, new))
                    made += 1
    everything = (size + 1) * (size + 2) // 2 * 4 - size - 1
    # Most of what is left stands across somebody's deletion or insertion, or in a field.
    hard = ("an insertion", "moves", "a table of contents")
    assert made > everything * (0.35 if name in hard else 0.5)


@pytest.mark.parametrize("name", [*SOURCES, *MORE])
def test_several_edits_of_one_paragraph(name: str) -> None:
    data = docx((SOURCES | MORE)[name], comments=COMMENTS)
    size = len(texts(data)[0])
    for first in range(size):
        for second in range(first + 2, size + 1):
            edits = [(1, first, first + 1, "新\n字"), (1, second, min(second + 1, size), "末")]
            if not any(obstacle(data, edit) for edit in edits):
                changed(data, *edits)
                changed(data, *reversed(edits))


def test_stories() -> None:
    section = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
    table = f"<w:tbl><w:tr><w:tc>{p(run('格,子'))}</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    note = f'<w:footnote w:id="1">{p(run("注,文"))}</w:footnote>'
    data = docx(
        p(run("正,文"), '<w:r><w:footnoteReference w:id="1"/></w:r>') + table + section,
        header1=part("hdr", p(run("页,眉"))),
        footnotes=part("footnotes", note),
        settings=part("settings", ""),
    )
    made = changed(data, *((n, 1, 2, "，") for n in (1, 2, 4, 5)), (3, 0, 0, "空"))
    assert texts(made) == ["正，文", "格，子", "空", "页，眉", "注，文"]
    # One story's correction touches one part.
    editor = DocxEditor(read_bytes(data))
    editor.apply([PlacedEdit(5, 1, 2, "，")])
    assert set(editor.changed) == {"word/footnotes.xml"}


def test_strict() -> None:
    content = {
        name: xml.replace(W, STRICT_W).replace(R, STRICT_R) if isinstance(xml, str) else xml
        for name, xml in parts_of(p(run("甲"), bold("乙")) + "<w:p/>" + p(run("丙"))).items()
    }
    data = zipped(content)
    made = changed(data, (1, 1, 2, "新\t字"), (2, 0, 0, "新"))
    assert W.encode() not in parts(made)["word/document.xml"]
    assert texts(changed(data, (2, 0, 1, ""))) == ["甲乙", "丙"]


def test_what_no_edit_touches_is_the_same_to_the_byte() -> None:
    data = word_like(2000)
    number, text = next(
        (p.number, p.text) for p in read_bytes(data).paragraphs if p.text.endswith("。")
    )
    made = changed(data, (number, len(text) - 1, len(text), "！"))
    before, after = parts(data), parts(made)
    assert [name for name in before if before[name] != after[name]] == ["word/document.xml"]
    # And of the part that was changed all but these few bytes.
    old = etree.tostring(etree.fromstring(before["word/document.xml"]))
    assert len(old) == len(etree.tostring(etree.fromstring(after["word/document.xml"])))


def test_no_edit_no_new_bytes() -> None:
    data = word_like(300)
    editor = DocxEditor(read_bytes(data))
    editor.apply([])
    assert editor.data() is data or editor.data() == data


def test_several_passes() -> None:
    """Obstacles are those of the document as it is by now."""
    data = docx(p(run("甲乙"), deleted("删"), run("丙丁")))
    editor = DocxEditor(read_bytes(data))
    assert editor.obstacle(PlacedEdit(1, 1, 3, "")) == module.OVER_DELETION
    editor.apply([PlacedEdit(1, 0, 1, "")])
    assert editor.obstacle(PlacedEdit(1, 1, 3, "")) == ""
    assert editor.obstacle(PlacedEdit(1, 0, 2, "")) == module.OVER_DELETION
    editor.apply([PlacedEdit(1, 1, 3, "")])
    assert texts(editor.data()) == ["乙"]
    assert "删" in body(editor.data())


# --- how new text looks --------------------------------------------------------------------------

LOOKS = [
    # edit, and what the runs say then, (text, bold)
    ((1, 1, 3, "新"), [("甲新", False), ("丁", True)]),  # the first replaced character's
    ((1, 2, 3, "新"), [("甲乙", False), ("新丁", True)]),
    ((1, 2, 3, "丙新"), [("甲乙", False), ("丙新丁", True)]),
    ((1, 2, 3, "新丙"), [("甲乙", False), ("新丙丁", True)]),
    ((1, 1, 2, "乙新"), [("甲乙新", False), ("丙丁", True)]),
    ((1, 2, 2, "新"), [("甲乙新", False), ("丙丁", True)]),  # as if it was typed there
    ((1, 0, 0, "新"), [("新甲乙", False), ("丙丁", True)]),
    ((1, 4, 4, "新"), [("甲乙", False), ("丙丁新", True)]),
    ((1, 0, 4, "新"), [("新", False)]),
    ((1, 0, 2, ""), [("丙丁", True)]),
]


@pytest.mark.parametrize(("edit", "expected"), LOOKS)
def test_new_text_looks_like_the_first_character_that_it_replaces(
    edit: Edit, expected: list[tuple[str, bool]]
) -> None:
    made = changed(docx(p(run("甲乙"), bold("丙丁"))), edit)
    runs = etree.fromstring(parts(made)["word/document.xml"]).iter(f"{N}r")
    assert [(words(r), r.find(f"{N}rPr/{N}b") is not None) for r in runs] == expected


def test_text_in_an_empty_paragraph_looks_like_its_mark() -> None:
    mark = f"<w:rPr>{inserted('').replace('></w:ins>', '/>')}<w:b/><w:sz w:val='32'/></w:rPr>"
    data = docx(p(f'<w:pPr><w:jc w:val="left"/>{mark}</w:pPr>') + "<w:p/>")
    made = changed(data, (1, 0, 0, "新\t字"), (2, 0, 0, "新"))
    assert (
        '<w:r><w:rPr><w:b/><w:sz w:val="32"/></w:rPr><w:t>新</w:t><w:tab/><w:t>字</w:t></w:r>'
        in (body(made))
    )
    assert body(made).endswith("<w:p><w:r><w:t>新</w:t></w:r></w:p>")


def test_spaces_at_the_edge_are_kept() -> None:
    made = changed(docx(p("<w:r><w:t>甲 乙</w:t></w:r>")), (1, 0, 1, ""))
    assert '<w:t xml:space="preserve"> 乙</w:t>' in body(made)


def test_tabs_and_breaks_stand_where_they_were_put() -> None:
    made = changed(docx(p("<w:r><w:t>甲乙</w:t></w:r>")), (1, 1, 1, "\t新\n"))
    assert "<w:t>甲</w:t><w:tab/><w:t>新</w:t><w:br/><w:t>乙</w:t>" in body(made)
    made = changed(made, (1, 1, 2, "，"), (1, 3, 4, ""))
    assert words(etree.fromstring(parts(made)["word/document.xml"])) == "甲，新乙"


def test_runs_that_show_nothing_any_more_go() -> None:
    made = changed(docx(p(run("甲"), bold("乙"), run("丙"))), (1, 1, 2, ""))
    assert body(made).count("<w:r>") == 2
    made = changed(docx(p("<w:r><w:t>甲</w:t><w:drawing/></w:r>", run("乙"))), (1, 0, 1, ""))
    assert "<w:r><w:drawing/></w:r>" in body(made)


def test_anchors_survive_all_that_they_were_about() -> None:
    marks = '<w:bookmarkStart w:id="0" w:name="b"/>', '<w:bookmarkEnd w:id="0"/>'
    data = docx(p(run("甲"), marks[0], run("乙"), marks[1], run("丙")))
    assert "".join(marks) in body(changed(data, (1, 1, 2, "")))
    made = changed(docx(SOURCES["other people's comments"], comments=COMMENTS), (1, 0, 4, "新"))
    (comment,) = read_bytes(made).comments
    assert (comment.first, comment.start, comment.end, comment.text) == (1, 1, 1, "核实")


def test_nothing_goes_into_what_is_computed() -> None:
    """What is put in beside a field stands outside of it: it would be gone with its next result."""
    for content in (
        field("PAGE", run("12")),
        f'<w:fldSimple w:instr="PAGE">{run("12")}</w:fldSimple>',
    ):
        data = docx(p(run("第"), content, run("页")))
        for edit in ((1, 1, 1, "新"), (1, 3, 3, "新"), (1, 3, 4, "新页"), (1, 0, 1, "第新")):
            made = changed(data, edit)
            (feature,) = read_bytes(made).paragraphs[0].features
            assert texts(made)[0][feature.start : feature.end] == "12"
        alone = docx(p(content))
        assert (
            obstacle(alone, (1, 0, 0, "新")) == obstacle(alone, (1, 2, 2, "新")) == module.IN_FIELD
        )


# --- text boxes ----------------------------------------------------------------------------------


def boxes(data: bytes) -> list[list[str]]:
    """The paragraphs of each text box, in both of its forms."""
    root = etree.fromstring(parts(data)["word/document.xml"])
    return [
        ["".join(_shown(child) for child in par.iter()) for par in box.iter(f"{N}p")]
        for box in root.iter(f"{N}txbxContent")
    ]


def _shown(element: etree._Element) -> str:
    return (element.text or "") if local(element) == "t" else "|" * (local(element) == "tab")


def test_both_forms_of_a_text_box_are_changed() -> None:
    data = docx(p(run("甲"), CHOICE.format(p(run("框,里")) + p(run("二")))))
    made = read_and_apply(data, (2, 1, 2, "，"))
    assert boxes(made) == [["框，里", "二"]] * 2


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        ((2, 3, 4, ""), ["框\t里二".replace("\t", "|")]),
        ((2, 1, 2, ""), ["框里", "二"]),
        ((3, 0, 0, "\t"), ["框|里", "|二"]),
    ],
)
def test_what_is_no_text_is_changed_in_both(edit: Edit, expected: list[str]) -> None:
    inner = p("<w:r><w:t>框</w:t><w:tab/><w:t>里</w:t></w:r>") + p(run("二"))
    made = read_and_apply(docx(p(run("甲"), CHOICE.format(inner))), edit)
    assert boxes(made) == [expected] * 2


def test_of_two_text_boxes_one_is_changed() -> None:
    one = CHOICE.format(p(run("框,")))
    data = docx(p(run("甲"), one, one) + p(BOX.format("", p(run("框,")))))
    made = read_and_apply(data, (3, 1, 2, "，"))
    assert boxes(made) == [["框,"], ["框,"], ["框，"], ["框，"], ["框,"]]
    made = read_and_apply(data, (5, 1, 2, "，"))
    assert boxes(made) == [["框,"]] * 4 + [["框，"]]


def test_of_two_text_boxes_in_one_drawing_one_is_changed() -> None:
    def group(form: str) -> str:
        box = f"<w:txbxContent>{p(run('框,'))}</w:txbxContent>"
        return f"<mc:{form}><w:pict>{box}{box}</w:pict></mc:{form}>"

    drawing = f"<mc:AlternateContent>{group('Choice')}{group('Fallback')}</mc:AlternateContent>"
    data = docx(p(run("甲"), f"<w:r>{drawing}</w:r>"))
    made = read_and_apply(data, (3, 1, 2, "，"))
    assert boxes(made) == [["框,"], ["框，"]] * 2


def test_an_old_form_that_says_something_else_stays() -> None:
    other = CHOICE.replace("{0}", "{1}").replace("{1}", "{0}", 1)
    data = docx(p(run("甲"), other.format(p(run("框,")), p(run("旧,")))))
    assert boxes(read_and_apply(data, (2, 1, 2, "，"))) == [["框，"], ["旧,"]]


def read_and_apply(data: bytes, *edits: Edit) -> bytes:
    editor = DocxEditor(read_bytes(data))
    before = [paragraph.text for paragraph in editor.document.paragraphs]
    placed = [PlacedEdit(*edit) for edit in edits]
    assert not any(map(editor.obstacle, placed))
    after = editor.apply(placed)
    assert [paragraph.text for paragraph in after.paragraphs] == applied(before, placed)
    assert texts(editor.data()) == applied(before, placed)
    return editor.data()


# --- joining paragraphs --------------------------------------------------------------------------


def test_paragraphs_are_joined() -> None:
    left = '<w:pPr><w:jc w:val="left"/></w:pPr>'
    marks = '<w:bookmarkStart w:id="0" w:name="b"/><w:bookmarkEnd w:id="0"/>'
    data = docx(p(left, run("甲")) + marks + p("<w:pPr/>", bold("乙")) + "<w:p/>" + p(run("丙")))
    made = changed(data, (1, 1, 2, "，"), (2, 1, 2, ""), (3, 0, 1, ""))
    assert texts(made) == ["甲，乙丙"]
    assert body(made).startswith(f"<w:p>{left}")
    assert body(made).count("<w:p>") == 1


NUMBERING = part(
    "numbering",
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt '
    'w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1">'
    '<w:abstractNumId w:val="0"/></w:num>',
)
NUMBER = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
CELLS = f"<w:tbl><w:tr><w:tc>{p(run('甲'))}</w:tc><w:tc>{p(run('乙'))}</w:tc></w:tr></w:tbl>"
MARK_CHANGED = f"<w:pPr><w:rPr>{inserted('')}</w:rPr></w:pPr>"
LOCKED = {name: f'<w:lock w:val="{name}"/>' for name in ("contentLocked", "sdtContentLocked")} | {
    "bound": '<w:dataBinding w:xpath="/a" w:storeItemID="{1}"/>',
    "bound, as Word 2013 does": '<w15:dataBinding w:xpath="/a" w:storeItemID="{1}"/>',
}

OBSTACLES: dict[str, tuple[str, Edit, str]] = {
    "in a field": (p(run("甲"), field("PAGE", run("乙丙"))), (1, 2, 3, "新"), module.IN_FIELD),
    "over a field": (
        p(run("甲"), field("PAGE", run("乙")), run("丙")),
        (1, 0, 3, "新"),
        module.IN_FIELD,
    ),
    "a field without a result": (
        p(run("甲"), control("", "<w:text/>"), run("乙")),
        (1, 0, 2, "新"),
        module.IN_FIELD,
    ),
    "a mail merge": (
        p(field("MERGEFIELD 姓名", run("«姓名»")), run("同志")),
        (1, 1, 2, "新"),
        module.IN_FIELD,
    ),
    "a formula": (p(run("甲"), MATH), (1, 1, 2, "新"), module.IN_FIELD),
    "a placeholder": (
        p(run("甲"), control(run("单击此处"), "<w:showingPlcHdr/>")),
        (1, 1, 2, "新"),
        module.IN_FIELD,
    ),
    **{
        f"a control: {name}": (p(control(run("甲乙"), lock)), (1, 0, 1, "新"), module.LOCKED)
        for name, lock in LOCKED.items()
    },
    "a locked control around paragraphs": (
        control(p(run("甲")) + "<w:p/>", LOCKED["contentLocked"]),
        (2, 0, 0, "新"),
        module.LOCKED,
    ),
    "across a deletion": (SOURCES["a deletion"], (1, 1, 3, "新"), module.OVER_DELETION),
    "across a move": (
        p(run("甲"), deleted("乙", "moveFrom"), run("丙")),
        (1, 0, 2, ""),
        module.OVER_DELETION,
    ),
    "half in an insertion": (SOURCES["an insertion"], (1, 0, 2, "新"), module.ACROSS_CHANGE),
    "two insertions": (
        p(inserted(run("甲")), inserted(run("乙"))),
        (1, 0, 2, "新"),
        module.ACROSS_CHANGE,
    ),
    "ruby": (p(run("甲"), RUBY), (1, 1, 2, "新"), module.SPECIAL),
    "no next paragraph": (p(run("甲")), (1, 1, 2, ""), module.NOT_JOINED),
    "a table between": (
        p(run("甲")) + CELLS + p(run("丙")),
        (1, 1, 2, ""),
        module.NOT_JOINED,
    ),
    "another cell": (CELLS, (1, 1, 2, ""), module.NOT_JOINED),
    "the end of a section": (
        p(f"<w:pPr><w:sectPr/></w:pPr>{run('甲')}") + p(run("乙")),
        (1, 1, 2, ""),
        module.NOT_JOINED,
    ),
    "a section ends behind the next": (
        p(run("甲")) + p(f"<w:pPr><w:sectPr/></w:pPr>{run('乙')}"),
        (1, 1, 2, ""),
        module.NOT_JOINED,
    ),
    "a control between": (
        p(run("甲")) + control(p(run("乙"))),
        (1, 1, 2, ""),
        module.NOT_JOINED,
    ),
    "a text box in between": (
        p(run("甲"), BOX.format("", p(run("框")))) + p(run("乙")),
        (1, 1, 2, ""),
        module.NOT_JOINED,
    ),
    "the next is numbered": (
        p(run("甲")) + p(f"<w:pPr>{NUMBER}</w:pPr>", run("乙")),
        (1, 1, 2, ""),
        module.NUMBERED,
    ),
    "a mark that was inserted": (
        p(MARK_CHANGED, run("甲")) + p(run("乙")),
        (1, 1, 2, ""),
        module.IN_CHANGE,
    ),
    "the next mark was inserted": (
        p(run("甲")) + p(MARK_CHANGED, run("乙")),
        (1, 1, 2, ""),
        module.IN_CHANGE,
    ),
    "the next paragraph's formatting was changed": (
        p(run("甲")) + p(f"<w:pPr>{inserted('<w:pPr/>', 'pPrChange')}</w:pPr>", run("乙")),
        (1, 1, 2, ""),
        module.IN_CHANGE,
    ),
    "no paragraph at all": ("", (1, 0, 0, "新"), module.NO_PLACE),
}


@pytest.mark.parametrize("name", OBSTACLES)
def test_obstacles(name: str) -> None:
    source, edit, reason = OBSTACLES[name]
    assert obstacle(docx(source, numbering=NUMBERING), edit) == reason


def test_each_reason_has_a_case() -> None:
    reasons = {reason for _, _, reason in OBSTACLES.values()} | {module.IN_COMMENT}
    refusals = {module.SIGNED, module.PROTECTED, module.MUST_TRACK}
    said = {
        value
        for name, value in vars(module).items()
        if name.isupper() and not name.startswith("_") and isinstance(value, str)
    }
    assert said - refusals == reasons


def test_other_peoples_comments_are_theirs() -> None:
    data = docx(SOURCES["other people's comments"], comments=COMMENTS)
    assert obstacle(data, (2, 0, 1, "新")) == module.IN_COMMENT


NO_OBSTACLES: dict[str, tuple[str, Edit]] = {
    "beside a field": (p(run("甲"), field("PAGE", run("乙"))), (1, 0, 1, "新")),
    "all but a field is said again": (
        p(run("甲"), field("PAGE", run("乙")), run("丙")),
        (1, 0, 3, "新甲乙丙"),
    ),
    "a filled form": (p(field("FORMTEXT", run("甲乙"))), (1, 0, 1, "新")),
    "a control": (p(control(run("甲乙"), '<w:lock w:val="sdtLocked"/>')), (1, 0, 1, "新")),
    "beside ruby": (p(run("甲"), RUBY, run("丙")), (1, 1, 1, "新")),
    "in an insertion": (SOURCES["an insertion"], (1, 1, 2, "新")),
    "at a deletion": (SOURCES["a deletion"], (1, 1, 2, "新")),
    "a numbered paragraph and the next": (
        p(f"<w:pPr>{NUMBER}</w:pPr>", run("甲")) + p(run("乙")),
        (1, 1, 2, ""),
    ),
    "paragraphs of a cell": (CELLS.replace("</w:p>", "</w:p><w:p/>", 1), (1, 1, 2, "")),
    "paragraphs of an open control": (control(p(run("甲")) + p(run("乙"))), (1, 1, 2, "")),
}


@pytest.mark.parametrize("name", NO_OBSTACLES)
def test_what_is_no_obstacle(name: str) -> None:
    source, edit = NO_OBSTACLES[name]
    changed(docx(source, numbering=NUMBERING), edit)


def test_tracked_changes_have_more_obstacles() -> None:
    for source, edit, reason in (
        (SOURCES["an insertion"], (1, 1, 2, "新"), module.IN_CHANGE),
        (SOURCES["an insertion"], (1, 2, 2, "新"), module.IN_CHANGE),
        (SOURCES["a picture beside"], (1, 0, 1, "新"), module.SPECIAL),
        (SOURCES["an insertion"], (1, 0, 1, "新"), ""),
    ):
        editor = DocxEditor(read_bytes(docx(source)), tracked=True)
        assert editor.obstacle(PlacedEdit(*edit)) == reason


# --- documents that are left alone ---------------------------------------------------------------


def protected(edit: str, enforcement: str = "1") -> bytes:
    setting = f'<w:documentProtection w:edit="{edit}" w:enforcement="{enforcement}"/>'
    return docx(p(run("甲")), settings=part("settings", setting))


@pytest.mark.parametrize(
    ("edit", "tracked", "reason"),
    [
        ("readOnly", False, module.PROTECTED),
        ("forms", False, module.PROTECTED),
        ("comments", True, module.PROTECTED),
        ("trackedChanges", False, module.MUST_TRACK),
        ("trackedChanges", True, ""),
        ("none", False, ""),
    ],
)
def test_protected_documents(edit: str, tracked: bool, reason: str) -> None:
    document = read_bytes(protected(edit))
    if not reason:
        DocxEditor(document, tracked=tracked)
        DocxEditor(read_bytes(protected("readOnly", "0")))
        return
    with pytest.raises(DocumentError) as error:
        DocxEditor(document, tracked=tracked)
    assert error.value.reason == reason


def test_signed_documents() -> None:
    content = parts_of(p(run("甲")))
    content["_xmlsignatures/sig1.xml"] = "<Signature/>"
    with pytest.raises(DocumentError) as error:
        DocxEditor(read_bytes(zipped(content)))
    assert error.value.reason == module.SIGNED


# --- any document --------------------------------------------------------------------------------


@settings(max_examples=300)
@given(bodies, st.data())
def test_any_document(source: str, data: st.DataObject) -> None:
    file = docx(source)
    editor = DocxEditor(read_bytes(file))
    edits = [e for e in data.draw(any_edits(editor.document)) if not editor.obstacle(e)]
    before = [paragraph.text for paragraph in editor.document.paragraphs]
    after = editor.apply(edits)
    expected = applied(before, edits)
    assert [paragraph.text for paragraph in after.paragraphs] == expected
    made = editor.data()
    assert texts(made) == expected
    owners = set(read_bytes(file).source.parts)
    if "txbxContent" not in source or "Fallback" not in source:
        assert skeletons(made, owners) == expected_skeletons(file, edits)
    assert untouched(file, made, editor.changed)


def test_most_of_what_is_typed_can_be_edited() -> None:
    """Else the test above would say little."""
    possible = refused = 0

    @settings(max_examples=100, database=None)
    @given(bodies)
    def count(source: str) -> None:
        nonlocal possible, refused
        editor = DocxEditor(read_bytes(docx(source)))
        for par in editor.document.paragraphs:
            for at in range(len(par.text)):
                if editor.obstacle(PlacedEdit(par.number, at, at + 1, "新")):
                    refused += 1
                else:
                    possible += 1

    count()
    assert possible > refused
