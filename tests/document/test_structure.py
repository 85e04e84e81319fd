from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_assist.document.model import Document, Paragraph
from writer_assist.document.structure import (
    bare_headings,
    complete_levels,
    heading_of,
    headings,
    mark_of,
    read_mark,
)


def levels(*texts: str) -> list[int | None]:
    document = Document.from_lines(texts)
    complete_levels(document)
    return [p.level for p in document.paragraphs]


@pytest.mark.parametrize(
    ("text", "level", "words"),
    [
        ("一、加强学习，提高素质", 1, "加强学习，提高素质"),
        ("十二、其他工作。", 1, "其他工作"),
        ("一.加强学习", 1, "加强学习"),
        ("　　二、 工作打算", 1, "工作打算"),
        ("一、一年来的主要工作", 1, "一年来的主要工作"),
        ("一、二十大精神的学习", 1, "二十大精神的学习"),
        ("二、三个方面的不足", 1, "三个方面的不足"),
        ("（一）参政议政", 2, "参政议政"),
        ("(三) 围绕中心，搞好服务", 2, "围绕中心，搞好服务"),
        ("（ 二 ）联系群众", 2, "联系群众"),
        ("㈠参政议政", 2, "参政议政"),
        ("1.会务保障", 3, "会务保障"),
        ("1、精心办文。全年起草各类文稿八十余篇。", 3, "精心办文"),
        ("2．信息报送：全年报送信息四十条。", 3, "信息报送"),
        ("- 1、思路不宽。习惯于老办法。", 3, "思路不宽"),
        ("1.2024年工作回顾", 3, "2024年工作回顾"),
        ("1、20xx年工作回顾", 3, "20xx年工作回顾"),
        ("⒈会务保障", 3, "会务保障"),
        ("（1）前期准备", 4, "前期准备"),
        ("(2)后期整理", 4, "后期整理"),
        ("3）后期整理", 4, "后期整理"),
        ("第一、抓好学习", 1, "抓好学习"),
        ("第一部分 工作总结", 1, "工作总结"),
        ("第二章　工作打算", 1, "工作打算"),
        ("**一、加强学习**", 1, "加强学习"),
    ],
)
def test_headings(text: str, level: int, words: str) -> None:
    document = Document.from_lines([text])
    complete_levels(document)
    paragraph = document.paragraphs[0]
    assert paragraph.level == level
    assert heading_of(paragraph).text == words


@pytest.mark.parametrize(
    "text",
    [
        "",
        "　　",
        "一",
        "一、",
        "1.",
        "（一）",
        "一年来，在县政协的领导下，工作有序开展。",
        "一是加强学习。",
        "十分重视委员工作。",
        "一、二季度工作按期完成。",
        "一、二等奖各一名。",
        "二、三产业融合发展。",
        "一、二、三等奖名额不限。",
        "1.5万元用于会议室改造。",
        "2024.3.5",
        "24.3.5日上午召开会议",
        "3、5两个月的台账没有补齐。",
        "3.15消费者权益日宣传活动。",
        "100、101号提案合并办理。",
        "0.5个百分点",
        "１.５万元",
        "（2024年度）",
        "（一）至（三）项由办公室负责。",
        "（讨论稿）",
        "（0）说明",
        "第一部分是工作回顾。",
        "第一，抓好学习。",
        "第一季度完成任务的三成。",
        "第1页",
        "12",
        "加强学习",
    ],
)
def test_plain_text(text: str) -> None:
    assert levels(text) == [None]


def test_a_long_numbered_sentence_is_a_list_item() -> None:
    sentence = (
        "全年共组织召开各类会议并做好会前材料准备、会中服务保障、会后资料归档以及议定事项的督促落实"
    )
    assert levels(f"1、{sentence}，没有出现差错。") == [None]
    assert levels(f"一、{sentence}，没有出现差错。") == [1]


def test_the_heading_of_a_long_sentence_ends_at_its_first_clause() -> None:
    text = (
        "一、在思想建设上，我始终坚持把学习放在首位，"
        "利用业余时间学习政协章程和有关知识并且做了笔记。"
    )
    document = Document.from_lines([text])
    complete_levels(document)
    assert [h.text for h in headings(document.paragraphs)] == ["在思想建设上"]


def test_ordinals_are_nested_under_chinese_numbers() -> None:
    assert levels("第一、学习", "第二、调研") == [1, 1]
    assert levels("一、存在的问题", "第一、学习不够。", "第二、调研不深。") == [1, 2, 2]


def test_parts_push_the_other_marks_down() -> None:
    assert levels("第一部分 工作总结", "一、会务", "（一）会前", "1.材料") == [1, 2, 3, 4]


def test_levels_of_the_reader_stay_and_the_others_follow() -> None:
    document = Document(
        [
            Paragraph("工作总结", 1, level=1),
            Paragraph("一、会务", 2, level=2),
            Paragraph("（一）会前", 3),
            Paragraph("二、文稿", 4),
        ]
    )
    complete_levels(document)
    assert [p.level for p in document.paragraphs] == [1, 2, 3, 2]


@pytest.mark.parametrize(
    ("label", "level"),
    [
        ("一、", 1),
        ("（二）", 2),
        ("(3)", 4),
        ("4.", 3),
        ("5", 3),
        ("1.1", 4),
        ("六", 1),
        ("第七章", 1),
    ],
)
def test_automatic_numbers_count(label: str, level: int) -> None:
    document = Document([Paragraph("会务工作", 1, label=label)])
    complete_levels(document)
    assert document.paragraphs[0].level == level
    assert heading_of(document.paragraphs[0]).text == "会务工作"


@pytest.mark.parametrize("label", ["•", "", "a)", "iii."])
def test_bullets_are_no_numbers(label: str) -> None:
    document = Document(
        [Paragraph("会务工作", 1, label=label), Paragraph("一、会务", 2, label=label)]
    )
    complete_levels(document)
    assert [p.level for p in document.paragraphs] == [None, 1]


@pytest.mark.parametrize("story", ["header", "footer", "footnote", "endnote", "comment"])
def test_other_stories_have_no_headings(story: str) -> None:
    document = Document([Paragraph("一、会务", 1, story)])  # type: ignore[arg-type]
    complete_levels(document)
    assert document.paragraphs[0].level is None


@given(st.text(alphabet="一二三十第部分章、.．()（）1209０ 　-*年加强，。：\n", max_size=30))
def test_marks_and_extents_lie_inside_the_text(text: str) -> None:
    mark = read_mark(text)
    if mark is not None:
        assert 0 < mark.end < len(text)
        assert mark.value >= 1
    paragraph = Paragraph(text, 1)
    assert mark_of(paragraph) == mark
    heading = heading_of(paragraph)
    assert 0 <= heading.start <= heading.end <= len(text)


@given(st.text(max_size=12), st.text(max_size=12))
def test_any_label_and_text_are_read(label: str, text: str) -> None:
    document = Document([Paragraph(text, 1, label=label)])
    complete_levels(document)
    assert document.paragraphs[0].level in (None, 1, 2, 3, 4)


LONG = "全年组织委员学习六次、协商三次，反映社情民意九条，得到各方面好评，工作有了新的进步。"


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["抓学习，强素质", LONG, "抓文字，出精品", LONG, "不足之处", LONG], [1, 3, 5]),
        (["抓学习", LONG, "不足之处", LONG], []),
        (["县长：", LONG, "一行字。", LONG, "又一行，", LONG, LONG], []),
        ([f"抓{what}，有成效。{LONG}" for what in "学文会宣"], [1, 2, 3, 4]),
        ([f"第{n}，抓工作，出成效。{LONG}" for n in "一二三四"], [1, 2, 3, 4]),
        ([LONG, LONG, LONG, LONG], []),
        ([], []),
    ],
)  # fmt: skip
def test_headings_without_numbers_are_seen_by_their_place(
    lines: list[str], found: list[int]
) -> None:
    paragraphs = Document.from_lines(lines).paragraphs
    headings = bare_headings(paragraphs)
    assert [heading.paragraph.number for heading in headings] == found
    for heading in headings:
        assert heading.level == 1
        assert 2 <= len(heading.text) <= 24
        assert not heading.text.startswith("第")
