"""Plain text: encodings, lines, and what is refused."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_assist.document.errors import DocumentError
from writer_assist.document.text import decode, plausibility, read_text, split_lines

DRAFT = (
    "关于办公室工作情况的汇报\r\n"
    "20xx年，办公室围绕中心工作，共承办会议**次，撰写材料__篇。\n"
    "一、主要做法：“三个坚持”、〔2023〕5号（略）；○○村的𠮷某……\n"
)

ENCODINGS = [
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "gb18030",
]

# Han characters in daily use (GB 2312, first level), the punctuation of drafts, ASCII.
HAN = [
    bytes((lead, trail)).decode("gb2312")
    for lead in range(0xB0, 0xD7)
    for trail in range(0xA1, 0xFF)
]
# A clause has some length and variety: "一一一" in UTF-16 is "NNN" in the other byte order, and
# no reader can tell them.
clauses = st.builds(
    lambda han, mark, extra: han + mark + extra,
    st.text(st.sampled_from(HAN), min_size=8, max_size=30).filter(lambda han: len({*han}) > 6),
    st.sampled_from(["，", "。", "、", "《", "》", "“", "”", "——", "　"]),
    st.one_of(
        st.sampled_from(["", "\n", "\r\n", "\r", "〇", "𠮷", "喆", "㎡", "\t", "\f"]),
        st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=10),
    ),
)
chinese = st.lists(clauses, min_size=1, max_size=20).map(lambda parts: "".join(parts) + "。")


def refusal(call: Callable[[], object]) -> str:
    with pytest.raises(DocumentError) as caught:
        call()
    return str(caught.value)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_of_a_draft_gives_the_same_text(encoding: str) -> None:
    assert decode(DRAFT.encode(encoding)) == DRAFT


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(text=chinese)
def test_text_survives_each_encoding(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == text


@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff")))
def test_any_text_survives_utf8(text: str) -> None:
    assert decode(text.encode("utf-8")) == text
    assert decode(text.encode("utf-8-sig")) == text
    assert decode(text.encode("utf-16")) == text


@pytest.mark.parametrize("byte_order", ["le", "be"])
def test_utf16_without_mark_is_told_from_ascii_alone(byte_order: str) -> None:
    text = "plain words\nand some more\n"
    assert decode(text.encode(f"utf-16-{byte_order}")) == text


def test_a_second_byte_order_mark_stays_in_the_text() -> None:
    assert decode(b"\xef\xbb\xbf" * 2 + "正文".encode()) == "\ufeff正文"


def test_control_characters_stay() -> None:
    assert decode("正\x0b文\x1b[0m\u202e".encode()) == "正\x0b文\x1b[0m\u202e"


def test_damaged_utf8_names_the_line_and_byte() -> None:
    good = ("本年度工作进展顺利。\n" * 3).encode()
    message = refusal(lambda: decode(good + b"\xff" + "其后的文字照常书写。\n".encode() * 3))
    assert "UTF-8" in message
    assert "第 4 行" in message
    assert f"第 {len(good) + 1} 字节" in message


def test_a_truncated_tail_is_reported_and_not_guessed_away() -> None:
    data = ("本年度工作进展顺利，各项任务全面完成。\r\n" * 5).encode()[:-3]
    message = refusal(lambda: decode(data))
    assert "UTF-8" in message
    assert "第 5 行" in message


def test_damage_far_behind_the_sample_is_found() -> None:
    line = "本年度工作进展顺利，各项任务全面完成。\n".encode()
    message = refusal(lambda: decode(line * 4000 + "混入".encode("gb18030") + line))
    assert "第 4001 行" in message


def test_damaged_gb18030_names_the_line() -> None:
    line = "本年度工作进展顺利，各项任务全面完成。\n".encode("gb18030")
    message = refusal(lambda: decode(line * 2 + b"\xff" + line))
    assert "GB 18030" in message
    assert "第 3 行" in message


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_odd_byte_after_a_mark_is_truncation(encoding: str) -> None:
    message = refusal(lambda: decode(("\ufeff" + DRAFT).encode(encoding)[:-1]))
    assert "UTF-16" in message
    assert "第 3 行" in message


@pytest.mark.parametrize(
    "data",
    [
        "圖書館報告：今年工作順利完成，感謝各位委員。".encode("big5"),
        "Übersicht über die Tätigkeit für das Jahr".encode("latin-1"),
        bytes(range(128, 256)) * 4,
    ],
    ids=["big5", "latin-1", "high-bytes"],
)
def test_other_encodings_are_refused_not_misread(data: bytes) -> None:
    assert "无法识别文字编码" in refusal(lambda: decode(data))


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00", 1),
        ("第一行\n第二\0行\n".encode(), 2),
        (("\ufeff第一行\r\n第二行\r\n第\0三行").encode("utf-16-le"), 3),
    ],
    ids=["binary", "utf-8", "utf-16"],
)
def test_nul_means_not_a_text(data: bytes, line: int) -> None:
    message = refusal(lambda: decode(data))
    assert "NUL" in message
    assert f"第 {line} 行" in message


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("\n", [""]),
        ("甲", ["甲"]),
        ("甲\n", ["甲"]),
        ("甲\n\n", ["甲", ""]),
        ("甲\r\n乙\r丙\n丁", ["甲", "乙", "丙", "丁"]),
        ("甲\f乙\u2028丙\v丁\x85戊\x1c己", ["甲\f乙\u2028丙\v丁\x85戊\x1c己"]),
    ],
)
def test_lines_are_those_of_an_editor(text: str, lines: list[str]) -> None:
    assert split_lines(text) == lines


def test_numbers_are_lines_and_pieces_are_columns() -> None:
    document = read_text(DRAFT.encode("utf-8-sig"), "稿.txt")
    assert document.format == "text"
    assert document.path == "稿.txt"
    assert [p.number for p in document.paragraphs] == [1, 2, 3]
    paragraph = document.paragraphs[1]
    at = paragraph.text.index("**次")
    piece, inside = paragraph.piece_at(at)
    assert piece.source + inside == DRAFT.splitlines()[1].index("**次")


def test_plausibility_tells_chinese_from_mojibake() -> None:
    assert plausibility(DRAFT) > 0.9
    assert plausibility(DRAFT.encode().decode("gb18030", "replace")) < 0.6
    assert plausibility("only ASCII") == 1.0


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_a_large_file_takes_linear_time(encoding: str) -> None:
    def seconds(copies: int) -> float:
        data = (DRAFT * copies).encode(encoding)
        best = 60.0
        for _ in range(3):
            start = time.process_time()  # other programs must not make this fail
            read_text(data, "-")
            best = min(best, time.process_time() - start)
        return best

    assert seconds(8000) < 4 * 4 * seconds(2000) + 0.1


def test_too_many_lines_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("writer_assist.document.text.MAX_PARAGRAPHS", 3)
    assert len(read_text(b"a\n\r\n\r", "a.txt").paragraphs) == 3
    with pytest.raises(DocumentError, match="段落超过 3 个"):
        read_text(b"\n" * 4, "a.txt")
