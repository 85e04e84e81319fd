"""Corrections as tracked changes: accepted they are the corrected text, rejected the old file.

What a word processor does with them is written down here once more, from ISO/IEC 29500-1, 17.13.5,
and asked of LibreOffice.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.document.docx.builders import docx, part, zipped
from tests.document.docx.test_properties import bodies
from tests.document.docx.test_reader import field, run
from tests.document.office import convert, needs_soffice
from tests.revise.docx_trees import N, any_edits, local, parts, texts, untouched, words
from tests.revise.schema_order import id_faults, order_faults
from tests.revise.test_comments import COMMENTS, SOURCES, bold, p
from tests.revise.test_docx_edits import CELLS, control, deleted, inserted
from writer_assist.document.convert import find_soffice
from writer_assist.document.errors import DocumentError
from writer_assist.document.model import OWN_AUTHOR
from writer_assist.document.read import read_bytes
from writer_assist.engine.findings import PlacedEdit
from writer_assist.revise import comments
from writer_assist.revise.docx_edits import DocxEditor
from writer_assist.revise.history import applied
from writer_assist.revise.tracked import NOT_AS_CHANGES, track

Edit = tuple[int, int, int, str]
Element = etree._Element

DATE = "2024-03-05T09:30:00Z"

# --- accepting and rejecting, by hand ------------------------------------------------------------


def is_own(element: Element) -> bool:
    return element.get(f"{N}author") == OWN_AUTHOR


def unwrap(element: Element) -> None:
    parent = element.getparent()
    assert parent is not None
    at = parent.index(element)
    for child in reversed(element):
        parent.insert(at, child)
    parent.remove(element)


def join_with_next(paragraph: Element) -> None:
    """A paragraph's mark is gone: what is in the next one, and what stands between, is in it."""
    parent = paragraph.getparent()
    assert parent is not None
    node = paragraph.getnext()
    while node is not None and local(node) != "p":
        following = node.getnext()
        paragraph.append(node)
        node = following
    assert node is not None
    for child in list(node):
        if local(child) != "pPr":
            paragraph.append(child)
    parent.remove(node)


def settle(root: Element, *, accept: bool) -> None:
    """Accept or reject all tracked changes that are ours."""
    kept, gone = ("ins", "del") if accept else ("del", "ins")
    joined = []
    for change in [e for e in root.iter(f"{N}ins", f"{N}del") if is_own(e)]:
        parent = change.getparent()
        assert parent is not None
        if local(parent) == "rPr":
            assert local(change) == "del"  # we never insert a mark
            holder = next(change.iterancestors(f"{N}p"))
            parent.remove(change)
            if accept:
                joined.append(holder)
        elif local(change) == gone:
            parent.remove(change)
        else:
            assert local(change) == kept
            for text in change.iter(f"{N}delText"):
                text.tag = f"{N}t"
            unwrap(change)
    for paragraph in reversed(joined):
        join_with_next(paragraph)


def settled(data: bytes, *, accept: bool) -> bytes:
    """The file after all of our tracked changes were accepted, or rejected."""
    content: dict[str, str | bytes] = {}
    for name, xml in parts(data).items():
        content[name] = xml
        if (name.startswith("word/") and name.endswith(".xml") and b"w:author" in xml) or (
            OWN_AUTHOR.encode() in xml and name.endswith(".xml")
        ):
            root = etree.fromstring(xml)
            settle(root, accept=accept)
            content[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return zipped(content)


def normal(root: Element) -> bytes:
    """A tree in which runs that stand side by side and look alike are one."""
    root = etree.fromstring(etree.tostring(root))
    etree.strip_tags(root, etree.Comment)
    for element in root.iter():
        element.tail = None
        if element.text is not None and local(element) not in ("t", "delText", "instrText"):
            element.text = None
        element.attrib.pop("{http://www.w3.org/XML/1998/namespace}space", "")
        if local(element) == "r":
            element.attrib.pop(f"{N}rsidR", "")
            element.attrib.pop(f"{N}rsidDel", "")
        if local(element) == "rPrChange":
            element.attrib.pop(f"{N}id", "")
    for properties in list(root.iter(f"{N}pPr")):
        mark = properties.find(f"{N}rPr")
        if mark is not None and not len(mark):
            properties.remove(mark)
        holder = properties.getparent()
        if not len(properties) and holder is not None:
            holder.remove(properties)
    for run_ in list(root.iter(f"{N}r")):
        before = run_.getprevious()
        if before is None or local(before) != "r" or looks(before) != looks(run_):
            continue
        for child in list(run_):
            if local(child) != "rPr":
                before.append(child)
        run_.getparent().remove(run_)  # type: ignore[union-attr]
    for text in list(root.iter(f"{N}t")):
        before = text.getprevious()
        if before is not None and before.tag == text.tag and not len(before) and not len(text):
            before.text = (before.text or "") + (text.text or "")
            text.getparent().remove(text)  # type: ignore[union-attr]
    for text in list(root.iter(f"{N}t")):
        if not text.text and not len(text):
            text.getparent().remove(text)  # type: ignore[union-attr]
    return etree.tostring(root, method="c14n")


def looks(run_: Element) -> bytes:
    properties = run_.find(f"{N}rPr")
    if properties is None:
        return b""
    return etree.tostring(properties, method="c14n")


def normals(data: bytes) -> dict[str, bytes]:
    return {
        name: normal(etree.fromstring(xml))
        for name, xml in parts(data).items()
        if name.startswith("word/") and name.endswith(".xml")
    }


def others(data: bytes) -> list[tuple[str, str]]:
    """The tracked changes of other people, as they are written."""
    found = []
    for name, xml in parts(data).items():
        if not name.startswith("word/") or not name.endswith(".xml"):
            continue
        root = etree.fromstring(xml)
        etree.strip_tags(root, etree.Comment)
        for element in root.iter(
            *(f"{N}{tag}" for tag in ("ins", "del", "moveTo", "moveFrom", "pPrChange"))
        ):
            if not is_own(element):
                attributes = str(sorted(element.items()))
                said = [
                    text.text or ""
                    for text in element.iter(f"{N}t", f"{N}delText")
                    if box_of(text) is box_of(element)
                ]
                found.append((local(element) + attributes, "".join(said)))
    return found


def box_of(element: Element) -> Element | None:
    """The text box that an element stands in: what is in one is no part of what holds the box."""
    return next(element.iterancestors(f"{N}txbxContent"), None)


def ids(data: bytes) -> list[str]:
    """The ids of all tracked changes of a file that are ours, or were copied with a run."""
    found = []
    for name, xml in parts(data).items():
        if name.startswith("word/") and name.endswith(".xml"):
            found += [
                element.get(f"{N}id", "")
                for element in etree.fromstring(xml).iter()
                if isinstance(element.tag, str) and is_own(element)
            ]
    return found


def tracked(data: bytes, *edits: Edit) -> bytes:
    """The file with edits as tracked changes, everything compared."""
    placed = [PlacedEdit(*edit) for edit in edits]
    before = texts(data)
    made = track(read_bytes(data), placed, DATE)
    check(data, made, applied(before, placed))
    return made


def check(data: bytes, made: bytes, expected: list[str]) -> None:
    assert texts(made) == expected  # our reader accepts
    accepted, rejected = settled(made, accept=True), settled(made, accept=False)
    assert OWN_AUTHOR.encode() not in b"".join(parts(accepted).values())
    assert texts(accepted) == expected
    assert texts(rejected) == texts(data)
    assert normals(rejected) == normals(data)
    assert others(made) == others(data)
    own = ids(made)
    assert len(own) == len(set(own))
    old = {
        e.get(f"{N}id")
        for xml in parts(data).values()
        if xml.startswith(b"<?xml")
        for e in etree.fromstring(xml).iter()
        if isinstance(e.tag, str)
    }
    assert not old.intersection(own)
    changed = {name for name, xml in parts(made).items() if OWN_AUTHOR.encode() in xml}
    assert untouched(data, made, changed)


def possible(data: bytes, edit: Edit) -> bool:
    return not DocxEditor(read_bytes(data), tracked=True).obstacle(PlacedEdit(*edit))


# --- each kind of paragraph ----------------------------------------------------------------------


@pytest.mark.parametrize("name", SOURCES)
def test_every_edit(name: str) -> None:
    data = docx(SOURCES[name], comments=COMMENTS)
    size = len(texts(data)[0])
    made = 0
    for start in range(size + 1):
        for end in range(start, size + 1):
            for new in ("", "新", "新 \t字\n"):
                edit = (1, start, end, new)
                if (start < end or new) and possible(data, edit):
                    tracked(data, edit)
                    made += 1
    assert made >= 10 or name == "a picture beside"


def test_several_edits() -> None:
    data = docx(p(run("甲乙"), bold("丙丁")) + p(run("戊")) + CELLS)
    tracked(data, (1, 0, 1, "新"), (1, 2, 2, "加"), (1, 3, 4, ""), (2, 0, 0, "新"), (3, 0, 1, "格"))


def test_paragraphs_are_joined_when_that_is_accepted() -> None:
    left = '<w:pPr><w:jc w:val="left"/></w:pPr>'
    section = (
        "<w:pPr><w:keepNext/><w:pPrChange w:id='3' w:author='某'><w:pPr/></w:pPrChange></w:pPr>"
    )
    for properties in ("", left, section, "<w:pPr><w:rPr><w:b/></w:rPr></w:pPr>"):
        data = docx(p(properties, run("甲")) + "<w:p/>" + p(left, run("乙")) + p(run("丙")))
        made = tracked(data, (1, 1, 2, "，"), (2, 0, 1, ""), (3, 0, 1, "新"))
        assert texts(made) == ["甲，新", "丙"]
    # In the order of CT_PPr the mark's properties stand in front of a change of the paragraph's.
    made = tracked(docx(p(section, run("甲")) + p(run("乙"))), (1, 1, 2, ""))
    properties_ = etree.fromstring(parts(made)["word/document.xml"]).find(f".//{N}pPr")
    assert properties_ is not None
    assert [local(child) for child in properties_] == ["keepNext", "rPr", "pPrChange"]


def test_an_empty_paragraph_gets_a_text() -> None:
    mark = '<w:pPr><w:jc w:val="left"/><w:rPr><w:b/></w:rPr></w:pPr>'
    made = tracked(docx("<w:p/>" + p(mark) + p(run("甲"))), (1, 0, 0, "新"), (2, 0, 0, "新"))
    xml = parts(made)["word/document.xml"].decode()
    assert xml.count("<w:r><w:rPr><w:b/></w:rPr><w:t>新</w:t></w:r></w:ins>") == 1
    tracked(docx("<w:p/>" + p(run("甲"))), (1, 0, 1, "新"))


LOOKS = [
    ((1, 1, 3, "新"), "甲", "乙丙", [("新", False)]),
    ((1, 2, 3, "新"), "甲乙", "丙", [("新", True)]),
    ((1, 2, 3, "新丙"), "甲乙", "", [("新", True)]),
    ((1, 1, 2, "乙新"), "甲乙", "", [("新", False)]),
    ((1, 2, 2, "新"), "甲乙", "", [("新", False)]),
    ((1, 0, 0, "新"), "", "", [("新", False)]),
]


@pytest.mark.parametrize(("edit", "front", "gone", "new"), LOOKS)
def test_new_text_looks_like_the_first_character_that_it_replaces(
    edit: Edit, front: str, gone: str, new: list[tuple[str, bool]]
) -> None:
    made = tracked(docx(p(run("甲乙"), bold("丙丁"))), edit)
    root = etree.fromstring(parts(made)["word/document.xml"])
    assert "".join(text.text or "" for text in root.iter(f"{N}delText")) == gone
    found = []
    for insertion in root.iter(f"{N}ins"):
        found += [
            (words(run_), run_.find(f"{N}rPr/{N}b") is not None) for run_ in insertion.iter(f"{N}r")
        ]
        before = [e for e in insertion.itersiblings(preceding=True) if local(e) == "r"]
        assert "".join(words(e) for e in reversed(before)) == front
    assert found == new


def test_nothing_goes_into_a_field() -> None:
    data = docx(p(run("第"), field("PAGE", run("12")), run("页")))
    for edit in ((1, 1, 1, "新"), (1, 3, 3, "新"), (1, 3, 4, "新页"), (1, 0, 1, "第新")):
        made = tracked(data, edit)
        (feature,) = read_bytes(made).paragraphs[0].features
        assert texts(made)[0][feature.start : feature.end] == "12"


def test_author_and_date() -> None:
    made = tracked(docx(p(run("甲乙"))), (1, 0, 1, "新"))
    assert [(r.kind, r.text, r.author, r.date) for r in read_bytes(made).revisions] == [
        ("deletion", "甲", OWN_AUTHOR, DATE),
        ("insertion", "新", OWN_AUTHOR, DATE),
    ]
    now = track(read_bytes(docx(p(run("甲")))), [PlacedEdit(1, 0, 1, "新")])
    assert b'w:date="20' in parts(now)["word/document.xml"]


def test_stories() -> None:
    section = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
    note = f'<w:footnote w:id="1">{p(run("注,文"))}</w:footnote>'
    data = docx(
        p(run("正,文"), '<w:r><w:footnoteReference w:id="1"/></w:r>') + section,
        header1=part("hdr", p(run("页,眉"))),
        footnotes=part("footnotes", note),
    )
    made = tracked(data, (1, 1, 2, "，"), (2, 1, 2, "，"), (3, 1, 2, "，"))
    assert texts(made) == ["正，文", "页，眉", "注，文"]


def test_annotate_leaves_these_changes() -> None:
    """They are the author's now to accept; only what stands beside a comment goes with it."""
    made = tracked(docx(p(run("甲乙丙"))), (1, 1, 2, "新"))
    assert comments.remove(made).data == made


def test_two_corrections_that_became_one_edit() -> None:
    """On both sides of what somebody deleted, or of an empty control: two passes made them."""
    data = docx(p(run("甲乙"), deleted("删"), run("丙丁")))
    made = tracked(data, (1, 1, 3, "新"))
    assert texts(made) == ["甲新丁"]
    data = docx(p(run("甲乙"), control("", "<w:text/>"), run("丙丁")))
    assert texts(tracked(data, (1, 1, 3, "新"))) == ["甲新丁"]


def test_what_cannot_be_a_tracked_change() -> None:
    for source in (
        p(run("甲"), field("PAGE", run("乙"))),
        p(run("甲"), inserted(run("乙"))),
        "",
    ):
        document = read_bytes(docx(source))
        edit = PlacedEdit(1, 0, len(document.paragraphs[0].text), "新")
        with pytest.raises(DocumentError) as error:
            track(document, [edit])
        assert error.value.reason == NOT_AS_CHANGES


# --- any document --------------------------------------------------------------------------------


@settings(max_examples=300)
@given(bodies, st.data())
def test_any_document(source: str, data: st.DataObject) -> None:
    file = docx(source)
    editor = DocxEditor(read_bytes(file), tracked=True)
    edits = [e for e in data.draw(any_edits(editor.document)) if not editor.obstacle(e)]
    expected = applied(texts(file), edits)
    made = track(read_bytes(file), edits, DATE)
    check(file, made, expected)
    assert not set(order_faults(made)) - set(order_faults(file))
    assert not set(id_faults(made)) - set(id_faults(file))
    # What is written without tracking says the same.
    editor.apply(edits)
    assert texts(editor.data()) == expected
    assert not set(order_faults(editor.data())) - set(order_faults(file))


# --- LibreOffice ---------------------------------------------------------------------------------

MACRO = """
import os, sys, time, uno
from com.sun.star.beans import PropertyValue

def prop(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made

port, source, target, command = sys.argv[1:]
local = uno.getComponentContext()
resolver = local.ServiceManager.createInstanceWithContext(
    "com.sun.star.bridge.UnoUrlResolver", local)
url = f"uno:socket,host=127.0.0.1,port={port};urp;StarOffice.ComponentContext"
for attempt in range(240):
    try:
        context = resolver.resolve(url)
        break
    except Exception:
        time.sleep(0.25)
manager = context.ServiceManager
desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
try:
    document = desktop.loadComponentFromURL(source, "_blank", 0, (prop("Hidden", True),))
    dispatcher = manager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
    frame = document.CurrentController.Frame
    dispatcher.executeDispatch(frame, command, "", 0, ())
    document.storeToURL(target, (prop("FilterName", "OpenDocument Text Flat XML"),))
    document.close(True)
finally:
    try:
        desktop.terminate()
    except Exception:
        pass
    sys.stdout.flush()
    os._exit(0)  # the bridge may crash when the interpreter takes it down
"""


def uno_python() -> str | None:
    """A Python that can talk to LibreOffice: the system's own, as a rule."""
    for python in ("/usr/bin/python3", shutil.which("python3"), sys.executable):
        if (
            python
            and not subprocess.run([python, "-c", "import uno"], capture_output=True).returncode
        ):
            return python
    return None


def in_libreoffice(data: bytes, command: str, folder: Path) -> list[str]:
    """The paragraphs after LibreOffice did what a command of its menu does."""
    import socket

    python = uno_python()
    if python is None:
        pytest.skip("LibreOffice's Python bridge is not installed")
    program = find_soffice()
    assert program is not None
    folder.mkdir()
    source, target = folder / "a.docx", folder / "a.fodt"
    source.write_bytes(data)
    (folder / "macro.py").write_text(MACRO, "utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    accept = f"--accept=socket,host=127.0.0.1,port={port};urp"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    office = subprocess.Popen(
        [program, "--headless", "--norestore", "--invisible", profile, accept],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        subprocess.run(
            [
                python,
                str(folder / "macro.py"),
                str(port),
                source.as_uri(),
                target.as_uri(),
                command,
            ],
            capture_output=True,
            timeout=180,
        )
    finally:
        try:
            office.wait(30)
        except subprocess.TimeoutExpired:
            office.terminate()
            office.wait(30)
    return texts(target.read_bytes())


def sample() -> tuple[bytes, list[str], list[str]]:
    """A file with tracked changes, its text before, and after."""
    data = docx(
        p(run("全年共办理提案"), bold("三十五件,"), run("办结率百分之百。"))
        + p(run("同时也要看"))
        + p('<w:pPr><w:jc w:val="left"/></w:pPr>', run("到不足之处."))
        + p(SOURCES["a link"][5:-6])
        + CELLS
        + p(run("末段"))
        + "<w:sectPr/>"
    )
    before = texts(data)
    edits = [
        PlacedEdit(1, 2, 3, ""),
        PlacedEdit(1, 11, 12, "，"),
        PlacedEdit(2, 5, 6, ""),
        PlacedEdit(3, 5, 6, "。"),
        PlacedEdit(4, 1, 3, "换掉"),
        PlacedEdit(5, 0, 1, "格"),
        PlacedEdit(7, 2, 2, "。"),
    ]
    made = track(read_bytes(data), edits, DATE)
    return made, before, applied(before, edits)


@pytest.mark.parametrize("accept", [True, False])
def test_libreoffice_accepts_and_rejects(accept: bool, tmp_path: Path) -> None:
    needs_soffice()
    made, before, after = sample()
    check_command = ".uno:AcceptAllTrackedChanges" if accept else ".uno:RejectAllTrackedChanges"
    assert in_libreoffice(made, check_command, tmp_path / "office") == (after if accept else before)


def test_libreoffice_sees_our_changes(tmp_path: Path) -> None:
    needs_soffice()
    made, before, after = sample()
    (tmp_path / "a.docx").write_bytes(made)
    other = read_bytes(convert(tmp_path / "a.docx", "fodt", tmp_path).read_bytes())
    assert {r.author for r in other.revisions} == {OWN_AUTHOR}
    # (What is deleted it shows where it was, and we read it so.)
    insertions = [r.text for r in other.revisions if r.kind == "insertion"]
    assert insertions == ["，", "。", "换掉", "格", "。"]
    assert sum(r.kind == "deletion" for r in other.revisions) == 6
    assert len(before) == len(other.paragraphs) == len(after) + 1
