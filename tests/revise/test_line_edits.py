"""Corrections in Markdown and plain text: lines keep their encoding, ends and markup."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from writer_assist.document.errors import DocumentError
from writer_assist.document.model import Document
from writer_assist.document.read import read_bytes
from writer_assist.engine.findings import PlacedEdit
from writer_assist.revise.docx_edits import NOT_JOINED, NUMBERED
from writer_assist.revise.history import Spans, applied
from writer_assist.revise.line_edits import NOT_ENCODABLE, LineEditor

Edit = tuple[int, int, int, str]

SENTENCES = "全年共办理提案三十五件,办结率百分之百。同时也要看到工作中还有许多不足之处。"


def texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def editor(data: bytes, path: str) -> LineEditor:
    return LineEditor(read_bytes(data, path), data)


def changed(data: bytes, path: str, *edits: Edit) -> bytes:
    """The file after edits that have no obstacle; what is read from it is as it has to be."""
    made = editor(data, path)
    placed = [PlacedEdit(*edit) for edit in edits]
    assert [made.obstacle(edit) for edit in placed] == [""] * len(placed)
    expected = applied(texts(made.document), placed)
    after = made.apply(placed)
    assert texts(after) == expected
    assert texts(read_bytes(made.data(), path)) == expected
    assert after.format == made.document.format
    return made.data()


def of(text: str, *edits: Edit, path: str = "a.md") -> str:
    return changed(text.encode(), path, *edits).decode()


def place(text: str, old: str, new: str, path: str = "a.md") -> Edit:
    """The edit that replaces some of what is read, in the paragraph that has it."""
    for paragraph in read_bytes(text.encode(), path).paragraphs:
        at = paragraph.text.find(old)
        if at >= 0:
            return paragraph.number, at, at + len(old), new
    raise AssertionError(old)


# --- lines ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["a.txt", "a.md"])
@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-16-le", b""),
        ("utf-32-le", b"\xff\xfe\x00\x00"),
        ("gb18030", b""),
        ("gb18030", b"\x84\x31\x95\x33"),
    ],
)
@pytest.mark.parametrize(
    "ends", [("\n", "\n"), ("\r\n", "\r\n"), ("\r", "\r"), ("\r\n", "\n"), ("\n", "")]
)
def test_encodings_and_line_ends(
    path: str, encoding: str, mark: bytes, ends: tuple[str, str]
) -> None:
    lines = [f"{SENTENCES}𠮷", "", f"二、{SENTENCES}"]
    text = lines[0] + ends[0] + ends[0] + lines[2] + ends[1]
    data = mark + text.encode(encoding)
    at = lines[0].index(",")
    made = changed(data, path, (1, at, at + 1, "，"), (3, len(lines[2]), len(lines[2]), "完"))
    expected = text.replace(",", "，", 1).replace("之处。" + ends[1], "之处。完" + ends[1])
    if not ends[1]:
        expected = text.replace(",", "，", 1) + "完"
    if expected.count("完") == 2:
        expected = expected.replace("完", "", 1)
    assert made == mark + expected.encode(encoding)


def test_each_line_keeps_its_own_end() -> None:
    text = "甲,\r\n乙\n丙,\r丁\u2028戊\x0c己\v,\n"
    assert of(
        text, (1, 1, 2, "，"), (3, 1, 2, "，"), (4, 6, 7, "，"), path="a.txt"
    ) == text.replace(",", "，")


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("甲\n乙\r\n丙\n", "甲乙\r\n丙\n"),
        ("甲\r\n乙", "甲乙"),
        ("甲\n\n丙", "甲\n丙"),
    ],
)
def test_lines_are_joined(text: str, joined: str) -> None:
    assert of(text, (1, 1, 2, ""), path="a.txt") == joined
    assert of(text, (1, 1, 2, "")) == joined


def test_joining_and_editing_at_once() -> None:
    assert of("甲\n乙\n丙丁\n戊", (1, 0, 2, "新"), (2, 1, 2, ""), (3, 1, 2, "末")) == "新乙丙末\n戊"


def test_the_last_line_has_nothing_to_be_joined() -> None:
    for text in ("甲", "甲\n"):
        assert editor(text.encode(), "a.txt").obstacle(PlacedEdit(1, 1, 2, "")) == NOT_JOINED


def test_an_empty_file() -> None:
    made = editor(b"", "a.txt")
    assert made.apply([PlacedEdit(1, 0, 0, "甲")]).paragraphs[0].text == "甲"
    assert made.data() == "甲".encode()
    assert editor(b"", "a.md").data() == b""


def test_what_an_encoding_cannot_say() -> None:
    made = editor(SENTENCES.encode("gb18030"), "a.txt")
    assert made.obstacle(PlacedEdit(1, 0, 1, "\ud800")) == NOT_ENCODABLE
    assert made.obstacle(PlacedEdit(1, 0, 1, "𠮷")) == ""


def test_tracked_changes_are_refused() -> None:
    data = "甲".encode()
    with pytest.raises(DocumentError):
        LineEditor(read_bytes(data, "a.txt"), data, tracked=True)


def test_gb18030_is_written_as_it_was_read() -> None:
    """Untouched lines are decoded and encoded again: no code of GB 18030 may change by that."""
    codes = []
    for first, second in itertools.product(range(0x81, 0xFF), range(0x40, 0xFF)):
        codes.append(bytes((first, second)))
    for first, second, third in itertools.product(
        range(0x81, 0x85), range(0x30, 0x3A), range(0x81, 0xFF)
    ):
        codes += [bytes((first, second, third, fourth)) for fourth in range(0x30, 0x3A)]
    seen = 0
    for code in codes:
        try:
            text = code.decode("gb18030")
        except UnicodeDecodeError:
            continue
        seen += 1
        assert text.encode("gb18030") == code
    assert seen > 60_000


# --- Markdown ------------------------------------------------------------------------------------

LINES = [
    # line, what is replaced in the text, by what, the line then
    ("**甲,乙**丙", "甲,乙", "甲，乙", "**甲，乙**丙"),
    ("*甲* _乙_ ~~丙,丁~~", "丙,", "丙，", "*甲* _乙_ ~~丙，丁~~"),
    ("**甲**乙,丙", "甲乙,", "子丑寅", "**子丑寅**丙"),
    ("**甲**乙,丙", "甲乙", "", ",丙"),
    ("见[通知,一](a.md)附件", ",", "，", "见[通知，一](a.md)附件"),
    ("见[通知](a.md),附件", "知,", "知，", "见[通知](a.md)，附件"),
    ("![图](a.png)见图,", ",", "，", "![图](a.png)见图，"),
    ("甲&nbsp;乙", "\xa0", "", "甲乙"),
    ("甲&amp;乙", "&", "和", "甲和乙"),
    ("甲 & 乙&lt;丙", "& 乙", "和乙", "甲 和乙&lt;丙"),
    ("甲&#65292;乙", "，", "、", "甲、乙"),
    ("甲&foo;乙,", ",", "，", "甲&foo;乙，"),
    ("甲<br>乙,<br/>丙", ",", "，", "甲<br>乙，<br/>丙"),
    ("甲<br>乙", "\n", "", "甲乙"),
    ("甲<b>乙,</b>丙", "乙,丙", "乙，丙", "甲<b>乙，</b>丙"),
    ("甲<!-- 注,文 -->,乙", ",", "，", "甲<!-- 注,文 -->，乙"),
    ("# 标题,一 #", ",", "，", "# 标题，一 #"),
    ("> 引文,一", ",", "，", "> 引文，一"),
    ("> > - 引文,一", ",", "，", "> > - 引文，一"),
    ("1. 第一,项", ",", "，", "1. 第一，项"),
    ("- [ ] 待办,项", ",", "，", "- [ ] 待办，项"),
    (r"甲\*乙,丙", ",", "，", r"甲\*乙，丙"),
    (r"甲\*乙", "*", "×", "甲×乙"),
    (r"甲\*乙", "*乙", "", "甲"),
    (r"甲\*乙", "甲*", "丙", "丙乙"),
    (r"甲\\<br>乙", "\n", "", r"甲\\乙"),
    ("    甲,乙。", ",", "，", "    甲，乙。"),
    ("　　甲,乙", ",", "，", "　　甲，乙"),
    ("　　甲", "　　甲", "甲", "甲"),
    ("甲,乙   ", ",", "，", "甲，乙   "),
    ("甲,", "甲,", "甲", "甲"),
]


@pytest.mark.parametrize(("line", "old", "new", "expected"), LINES)
def test_markup_stays(line: str, old: str, new: str, expected: str) -> None:
    for before, behind in (("", ""), ("一。\n\n", "\n\n二,\n")):
        text = before + line + behind
        assert of(text, place(text, old, new)) == before + expected + behind


INSERTED = [
    # line, in front of what, what, the line then
    ("**甲**乙", "乙", "丙", "**甲丙**乙"),
    ("**甲**乙", "甲", "丙", "**丙甲**乙"),
    ("> 甲", "甲", "乙", "> 乙甲"),
    ("甲&nbsp;乙", "乙", "丙", "甲&nbsp;丙乙"),
    (r"甲\*乙", "*", "丙", r"甲丙\*乙"),
    ("甲<br>乙", "\n", "。", "甲。<br>乙"),
]


@pytest.mark.parametrize(("line", "where", "new", "expected"), INSERTED)
def test_what_is_put_in(line: str, where: str, new: str, expected: str) -> None:
    number, at, _, _ = place(line, where, new)
    assert of(line, (number, at, at, new)) == expected


def test_new_text_is_put_where_the_first_replaced_character_was() -> None:
    text = "甲**乙,**丙"
    assert of(text, (1, 1, 2, "新乙")) == "甲**新乙,**丙"
    assert of(text, (1, 0, 1, "甲新")) == "甲新**乙,**丙"


TABLE = "| 项目 | 数,量 |\n| --- | --- |\n| 提案 | 三,件 |\n"


def test_tables() -> None:
    made = of(TABLE, place(TABLE, "数,量", "数量"), place(TABLE, "三,件", "三件"))
    assert made == TABLE.replace(",", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("> 甲\n> 乙\n", "> 甲乙\n"),
        ("- 甲\n  乙\n- 丙\n", "- 甲乙\n- 丙\n"),
        ("甲  \n　乙\n", "甲　乙\n"),
        ("甲\n\n乙\n", "甲\n乙\n"),
        ("# 甲\n乙\n", "# 甲乙\n"),
        ("**甲**\t\n乙\n", "**甲**乙\n"),
    ],
)
def test_lines_of_markdown_are_joined(text: str, expected: str) -> None:
    assert of(text, (1, 1, 2, "")) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("甲\n# 乙\n", NOT_JOINED),
        ("甲\n\n1. 乙\n", ""),
        ("- 甲\n- 乙\n", NOT_JOINED),
        ("1. 甲\n2. 乙\n", NUMBERED),
        ("甲\n**乙**\n", NOT_JOINED),
        ("甲\n\n| 乙 | 丙 |\n| --- | --- |\n", ""),
        ("| 乙 | 丙 |\n| --- | --- |\n\n丁\n", ""),
    ],
)
def test_lines_that_cannot_be_joined(text: str, reason: str) -> None:
    made = editor(text.encode(), "a.md")
    size = len(made.document.paragraphs[0].text)
    assert made.obstacle(PlacedEdit(1, size, size + 1, "")) == reason


# --- any text ------------------------------------------------------------------------------------

ENDS = ("\n", "\r\n", "\r")
lines = st.text(alphabet="甲乙，, \u3000*#&", max_size=8)


@st.composite
def edits(draw: st.DrawFn, before: list[str], new: tuple[str, ...]) -> list[PlacedEdit]:
    taken = Spans()
    found = []
    for _ in range(draw(st.integers(0, 4))):
        number = draw(st.integers(1, len(before)))
        size = len(before[number - 1])
        start = draw(st.integers(0, size))
        end = draw(st.integers(start, size + (number < len(before))))
        edit = PlacedEdit(number, start, end, draw(st.sampled_from(new)))
        if (start < end or edit.text) and taken.is_free(edit):
            taken.take(edit)
            found.append(edit)
    return found


@given(
    st.data(),
    st.lists(st.tuples(lines, st.sampled_from(ENDS)), min_size=1, max_size=5),
    st.booleans(),
    st.sampled_from((("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe"), ("utf-8", b""))),
)
def test_any_text(
    data: st.DataObject, pairs: list[tuple[str, str]], ended: bool, encoding: tuple[str, bytes]
) -> None:
    if not ended and pairs[-1][0]:
        pairs[-1] = (pairs[-1][0], "")
    for (_, end), (line, next_end) in itertools.pairwise(pairs):
        assume((end, line, next_end) != ("\r", "", "\n"))  # that is one end
    name, mark = encoding
    file = mark + "".join(line + end for line, end in pairs).encode(name)
    made = editor(file, "a.txt")
    before = [line for line, _ in pairs]
    assert texts(made.document) == before
    chosen = data.draw(edits(before, ("", "新", "新，")))
    assert not any(map(made.obstacle, chosen))
    after = made.apply(chosen)
    expected = applied(before, chosen)
    assert texts(after) == expected
    # Each line that is left has the end that it had, and the byte order mark stays.
    joined = {e.paragraph for e in chosen if e.end > len(before[e.paragraph - 1])}
    ends = [end for number, (_, end) in enumerate(pairs, 1) if number not in joined]
    if len(expected) > 1 and not expected[-1] and not ends[-1]:
        ends[-1] = ends[-2]  # an empty line at the end is none but with an end
    assert made.data() == mark + "".join(map(str.__add__, expected, ends)).encode(name)


MARKED = (
    *("甲,乙。", "**甲**乙", "> 甲&nbsp;乙,", "# 甲,", "- 甲*乙*丙", "1. 甲<br>乙", ""),
    *("| 甲 | 乙, |", "| --- | --- |", "见[甲,](a.md)乙", "`甲,`乙", "　　甲\\*乙", "甲  ", "```"),
    *("~~甲~~<!-- 乙 -->,", "&lt;甲&gt;", "https://a.cn/b,甲", "***甲***，乙"),
)


@given(st.data(), st.lists(st.sampled_from(MARKED), min_size=1, max_size=5))
def test_any_markdown(data: st.DataObject, source: list[str]) -> None:
    """What comes out is right, or is seen not to be; other lines do not change a byte."""
    file = "\n".join(source).encode()
    made = editor(file, "a.md")
    before = texts(made.document)
    chosen = [e for e in data.draw(edits(before, ("", "新", "，"))) if not made.obstacle(e)]
    expected = applied(before, chosen)
    joined = [e for e in chosen if e.end > len(before[e.paragraph - 1])]
    after = made.apply(chosen)
    result = made.data().decode()
    assert texts(after) == texts(read_bytes(made.data(), "a.md"))
    if not joined:
        touched = {edit.paragraph for edit in chosen}
        written = result.split("\n")
        assert len(written) in (len(source), len(source) + 1)  # with an end if the last is empty
        for number, line in enumerate(source, 1):
            if number not in touched:
                assert written[number - 1] == line
    # Plain sentences of a draft, without marks beside marks, always come out right.
    if not re.search(r"[*`~|\[\]<>&\\#_-]", "".join(source)):
        assert texts(after) == expected
