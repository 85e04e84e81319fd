"""Collections: several drafts under numbered headings, whatever the heading looks like."""

from __future__ import annotations

import pytest

from writer_assist.document.model import Document
from writer_assist.outline.draft import Draft
from writer_assist.outline.drafts import split
from writer_assist.outline.frame import piece_number

BODY = "一年来，联络组在镇党委领导下组织学习三次，提交提案两件，反映社情民意五条，完成了任务。"
SHORT = "工作平稳有序，任务全部完成。"
HEADINGS = (
    "政协联络组工作总结 篇{}",
    "联络组工作总结篇{}",
    "联络组工作总结（篇{}）",
    "联络组工作总结（{}）",
    "联络组工作总结{}",
    "联络组工作总结范文{}",
    "联络组工作总结 第{}篇",
    "第{}篇",
    "第{}篇：联络组工作总结",
    "篇{}：联络组工作总结",
    "（篇{}）",
    "【范文{}】",
    "范文{}：",
    "样本{}",
    "**联络组工作总结 篇{}**",
)
NUMBERS = (("一", "二", "三"), ("1", "2", "3"), ("九", "十", "十一"))


def drafts_of(*lines: str) -> list[Draft]:
    return split(Document.from_lines(lines))


def firsts(*lines: str) -> list[int]:
    return [draft.first for draft in drafts_of(*lines)]


@pytest.mark.parametrize("numbers", NUMBERS)
@pytest.mark.parametrize("heading", HEADINGS)
def test_numbers_that_ascend_are_proof(heading: str, numbers: tuple[str, ...]) -> None:
    one, two, three = (heading.format(number) for number in numbers)
    lines = (one, BODY, two, BODY, "[标签:联络组 工作总结]", three, BODY)
    assert firsts(*lines) == [1, 3, 6]
    page = ("政协联络组工作总结范文（精选3篇）", "下面是小编整理的范文，欢迎阅读。", "")
    drafts = drafts_of(*page, *lines)
    assert [draft.first for draft in drafts] == [1, 6, 9]
    assert drafts[0].title_text == one.strip("*")


def test_a_few_lines_are_a_draft() -> None:
    assert firsts("联络组总结 篇一", SHORT, SHORT, "联络组总结 篇二", SHORT, SHORT) == [1, 4]


def test_a_title_below_the_number_is_the_title() -> None:
    lines = ("第一篇", "绿水镇联络组工作总结", BODY, "第二篇", "青山镇联络组工作总结", BODY)
    titles = [draft.title_text for draft in drafts_of(*lines)]
    assert titles == ["绿水镇联络组工作总结", "青山镇联络组工作总结"]


@pytest.mark.parametrize(
    "lines",
    [
        ("工作总结 篇一", "工作总结 篇二", "工作总结 篇三", BODY * 4),
        ("联络组工作总结 篇一", BODY, BODY),
        ("关于学习的报告", BODY, "这一年我读了第一篇", BODY, "也读了第二篇", BODY),
        ("文史工作总结", BODY, "编印《青山史话》第一篇", BODY, "编印《青山史话》第二篇", BODY),
        ("联络组工作总结", BODY, "1.征集稿件12篇", BODY, "2.刊发18篇", BODY),
        ("联络组工作总结", "工作回顾（一）", BODY, "工作回顾（二）", BODY),
        ("联络组工作总结 篇二", BODY, "联络组工作总结 篇一", BODY),
    ],
)
def test_other_lines_are_none(lines: tuple[str, ...]) -> None:
    assert firsts(*lines) == [1]


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("第三篇", 3),
        ("篇十二", 12),
        ("【篇2】", 2),
        ("范文四", 4),
        ("联络组工作总结（5）", 5),
        ("十二篇", 0),
        ("第三篇文章", 0),
        ("发表文章3篇", 0),
        ("篇幅一", 0),
        ("2024年工作总结", 0),
        ("文史工作总结（十三五）", 0),
        ("", 0),
    ],
)
def test_piece_number(line: str, number: int) -> None:
    assert piece_number(line) == number


def test_a_letter_that_sends_a_draft_is_another_text() -> None:
    lines = (
        "关于报送工作总结的函",
        "县委办公室：",
        "现将我办2024年工作总结随函报送，请审阅。联系人：李小满。",
        "古城乡党政办公室",
        "2024年12月13日",
        "古城乡党政办公室2024年工作总结",
        "2024年，古城乡党政办公室在乡党委、乡政府领导下，较好地完成了全年各项任务，现总结如下：",
        "一、加强综合协调",
        "筹备各类会议64次，起草材料170余份，督查督办事项40件，做好后勤值班，机关运转有序。" * 2,
        "二、存在不足",
        "材料写得不深。",
    )
    letter, draft = drafts_of(*lines)
    assert (letter.detection.summary, draft.first) == (False, 6)
    assert draft.genre == "party-government-office-summary"
