"""What each paragraph of a draft is."""

from __future__ import annotations

from writer_assist.document.model import Document
from writer_assist.document.structure import complete_levels
from writer_assist.layout.roles import roles

LETTER = """\
青农函〔2024〕5号
青禾县农业农村局关于报送春耕情况的函

县人民政府办公室：
现将春耕情况函告如下。
一、总体进度
全县春耕已经过半，进度比去年同期快了五天。
（一）备足农资。种子、化肥已经到位，价格平稳，没有发现假冒伪劣的农资。
二、下一步打算
继续抓好田间管理，确保夏粮丰收。
特此函告。

附件：1.春耕进度表
2.农资储备表

青禾县农业农村局
2024年3月5日

（联系人：周明，联系电话：0000-6200101）

附件1

春耕进度表
云塘镇已经完成八成。"""


def _kinds(text: str) -> list[tuple[str, int]]:
    document = Document.from_lines(text.split("\n"))
    complete_levels(document)
    return [(role.kind, role.lead) for role in roles(document)]


def test_every_part_of_a_letter_is_told() -> None:
    assert [kind for kind, _ in _kinds(LETTER)] == [
        "number", "title", "blank", "recipient", "body", "h1", "body", "h2", "h1", "body",
        "closing", "blank", "attachment-note", "attachment-item", "blank", "sign", "date", "blank",
        "note", "blank", "attachment", "blank", "attachment-title", "body",
    ]  # fmt: skip


def test_of_a_run_in_heading_only_its_words_are_the_heading() -> None:
    found = _kinds(LETTER)
    assert found[7] == ("h2", len("（一）备足农资。"))
    assert found[5] == ("h1", len("一、总体进度"))


def test_numbered_sentences_with_nothing_below_are_no_headings() -> None:
    found = _kinds(
        "会议通知\n各乡镇：\n（一）请提前十分钟入场。\n（二）请按座次就座。\n（三）请关闭手机。"
    )
    assert [kind for kind, _ in found[2:]] == ["body", "body", "body"]


def test_a_line_for_each_paragraph() -> None:
    for text in ("", "\n\n", "一、\n二、", "附件1", "附件：", "2024年1月1日"):
        assert len(_kinds(text)) == len(text.split("\n"))
