"""Markdown: what is text, what is markup, and the way back to the source."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_assist.document.markdown import read_markdown, scan
from writer_assist.document.model import Paragraph


def one(line: str) -> Paragraph:
    (paragraph,) = scan([line])
    return paragraph


def texts(source: str) -> list[str]:
    return [paragraph.text for paragraph in scan(source.split("\n"))]


def code(paragraph: Paragraph) -> list[str]:
    assert all(feature.kind == "code" for feature in paragraph.features)
    return [paragraph.text[f.start : f.end] for f in paragraph.features]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("**重点工作**如下", "重点工作如下"),
        ("*重点*和***要点***", "重点和要点"),
        ("__重点__ 与 _要点_", "重点 与 要点"),
        ("**“一县一品”**建设", "“一县一品”建设"),
        ("，**加强领导。**其次", "，加强领导。其次"),
        ("**镇村两级**联动", "镇村两级联动"),
        ("共**20**件", "共20件"),
        ("~~旧的~~新的", "旧的新的"),
        ("**甲*乙*丙**丁", "甲乙丙丁"),
        ("使用**.NET**开发", "使用**.NET**开发"),
        ("使用 **.NET** 开发", "使用 .NET 开发"),
        ("我们**加强领导，狠抓落实**工作", "我们加强领导，狠抓落实工作"),
        ("以*点*带*面*", "以点带面"),
        ("\\*\\*镇和\\_\\_村", "**镇和__村"),
        ('见[网页](https://example.org/a_b_c "题")所载', "见网页所载"),
        ("见[网页](<a b.html>)所载", "见网页所载"),
        ("见[网页](a(b).html)所载", "见网页所载"),
        ("图![示意](a/b.png)下", "图下"),
        ("[![徽标](b.svg)](c.html)后", "后"),
        ("A&amp;B&#20013;&nosuch;", "A&B中&nosuch;"),
        ("前<!-- 注 -->后", "前后"),
        ('<b>粗</b>与<font color="red">红</font>', "粗与红"),
        ("上<br>下<BR/>末", "上\n下\n末"),
        ("行末两空格  ", "行末两空格"),
        ("行末反斜杠\\", "行末反斜杠"),
        ("　　首行缩进", "　　首行缩进"),
        ("# 标题 #", "标题"),
        ("## 关于*要点*的C#", "关于要点的C#"),
        ("#", ""),
        ("> > 引文", "引文"),
        ("- 条目", "条目"),
        ("- > 引文", "引文"),
        ("-", ""),
        ("- [ ] 待办", "待办"),
        ("- [x] 办结", "办结"),
        ("***", ""),
        ("- - -", ""),
    ],
)
def test_markup_goes(line: str, text: str) -> None:
    assert one(line).text == text


@pytest.mark.parametrize(
    "line",
    [
        "20**年提出，20**年完成",
        "20*年提出，20*年完成",
        "反映*渠道不宽，反映*信息不多",
        "收集*渠道不宽，党委、*、政府*信息不多",
        "到**调研，在**调研",
        "**镇党政办制定了**镇工作制度",
        "从*月*日起",
        "在**镇**村召开",
        "《**镇办法》和《**村公约》",
        "来到**、**等地",
        "王**同志、李**同志",
        "**同志和**同志",
        "张**、刘**参加",
        "委员**人，提案**件",
        "立案**件。共有****条",
        "长2*3*4米，5 * 6",
        "电话138****0000，139****0000",
        "____年__月__日",
        "（__）和（__），__，__。",
        "姓名：___ 电话：___",
        "第___届___次会议",
        "[单位](待定)和[姓名]",
        "[]工作",
        "<xx>镇<单位名称>",
        "未关闭的<!-- 注",
        "未关闭的`代码",
        "AT&T与a & b",
        "#没有空格",
        "1.没有空格",
        "2016年. 完成",
        "注：*为必填项，*号勿删",
        "~约~~三成",
        "结尾\\\\",
    ],
)
def test_text_that_looks_like_markup_stays(line: str) -> None:
    paragraph = one(line)
    assert paragraph.text == line.replace("\\\\", "\\")
    assert paragraph.label == ""
    assert paragraph.level is None
    assert not paragraph.features


def test_a_mask_does_not_swallow_the_emphasis_behind_it() -> None:
    assert one("20**年我们**重点**抓落实").text == "20**年我们重点抓落实"
    assert one("提案**件。抓好**重点**工作").text == "提案**件。抓好重点工作"


@pytest.mark.parametrize(
    ("source", "levels"),
    [
        ("# 一\n### 二\n####### 七", [1, 3, None]),
        ("标题\n===\n正文", [1, None, None]),
        ("标题\n---\n正文", [2, None, None]),
        ("正文完。\n---\n正文", [None, None, None]),
        ("正文\n正文\n---", [None, None, None]),
        ("> 标题\n> ===", [1, None]),
        ("- # 标题", [1]),
        ("===\n正文", [None, None]),
    ],
)
def test_heading_levels(source: str, levels: list[int | None]) -> None:
    assert [paragraph.level for paragraph in scan(source.split("\n"))] == levels


def test_labels_of_ordered_lists() -> None:
    source = "1. 甲\n2. 乙\n   1) 丙\n   2) 丁\n3. 戊\n\n正文\n\n1. 己\n1. 庚\n- 辛"
    labels = [paragraph.label for paragraph in scan(source.split("\n"))]
    assert labels == ["1.", "2.", "1)", "2)", "3.", "", "", "", "1.", "2.", ""]
    assert texts("1. 甲")[0] == "甲"
    (nested,) = scan(["1. - 2) 甲"])
    assert (nested.label, nested.text) == ("1. 2)", "甲")
    assert texts("1.  甲\n\n    > 引文")[2] == "引文"


def test_an_empty_item_does_not_interrupt_a_paragraph() -> None:
    assert texts("正文\n*\n\n*") == ["正文", "*", "", ""]


def test_a_wrapped_line_that_begins_with_a_year_is_no_item() -> None:
    assert texts("工作始于\n2016. 此后") == ["工作始于", "2016. 此后"]


def test_code_is_marked_and_kept() -> None:
    paragraph = one("运行 `lint **x**` 和 ``a`b`` 后")
    assert paragraph.text == "运行 lint **x** 和 a`b 后"
    assert code(paragraph) == ["lint **x**", "a`b"]
    paragraph = one("见 https://example.org/x_y_z?a=*b*c，或 <mailto:a@example.org>。")
    assert code(paragraph) == ["https://example.org/x_y_z?a=*b*c", "mailto:a@example.org"]
    paragraph = one("见**https://example.org/**（www.example.org）。")
    assert paragraph.text == "见https://example.org/（www.example.org）。"
    assert code(paragraph) == ["https://example.org/", "www.example.org"]


@pytest.mark.parametrize(
    ("source", "coded"),
    [
        ("```py\nx = '20xx'\n```\n正文", [1, 1, 1, 0]),
        ("~~~\n```\n~~~\n正文", [1, 1, 1, 0]),
        ("````\n```\n````", [1, 1, 1]),
        ("```\n未关闭", [1, 1]),
        ("> ```\n> x\n正文", [1, 1, 0]),
        ("- ```\n  x\n  ```\n- 正文", [1, 1, 1, 0]),
        ("正文\n\n    x = 1\n\n正文", [0, 0, 1, 0, 0]),
        ("正文\n    续行 x", [0, 0]),
        ("    本段以空格缩进，应当检查。", [0]),
        ("- 条目\n\n    续段", [0, 0, 0]),
        ("---\ntitle: x\n---\n正文", [1, 1, 1, 0]),
        ("---\n正文", [0, 0]),
        ("[甲]: https://example.org\n见[甲]", [1, 0]),
        ("<pre>\nx\n</pre>\n正文", [1, 1, 1, 0]),
        ("<style>p{}</style>\n正文", [1, 0]),
        ("``` `x` ```", [1]),
    ],
)
def test_blocks_of_code(source: str, coded: list[int]) -> None:
    paragraphs = scan(source.split("\n"))
    assert [int(bool(p.features)) for p in paragraphs] == coded
    for paragraph, line in zip(paragraphs, source.split("\n"), strict=True):
        if paragraph.features and not line.startswith("`` "):
            assert code(paragraph)[0] in line


def test_comments_over_lines_go() -> None:
    assert texts("前<!-- 一\n# 二\n三 -->后\n末") == ["前", "", "后", "末"]


def test_references_and_footnotes() -> None:
    source = "见[办法][甲]、[甲]、[乙]和正文[^1]。\n\n[甲]: /a\n[^1]: 脚注**文字**"
    paragraphs = scan(source.split("\n"))
    assert paragraphs[0].text == "见办法、甲、[乙]和正文。"
    assert paragraphs[3].text == "脚注文字"
    assert paragraphs[3].story == "footnote"


def test_tables() -> None:
    source = "| 项目 | 数量 |\n|:--|--:|\n| **提案** | **件 |\n|| a\\|b |\n\n正文 | 正文"
    paragraphs = scan(source.split("\n"))
    assert [p.text for p in paragraphs] == [
        "项目\t数量",
        "",
        "提案\t**件",
        "\ta|b",
        "",
        "正文 | 正文",
    ]
    assert [p.story for p in paragraphs] == ["table"] * 4 + ["body"] * 2


def test_read_decodes_and_numbers_lines() -> None:
    document = read_markdown("\ufeff# 题\r\n\r\n正**文**\r\n".encode("utf-16-le"), "稿.md")
    assert document.format == "markdown"
    assert [(p.number, p.text) for p in document.paragraphs] == [(1, "题"), (2, ""), (3, "正文")]


def columns(paragraph: Paragraph, line: str) -> None:
    """Every character leads back to itself, or to the markup that it stands for."""
    length = 0
    for piece in paragraph.pieces:
        assert piece.start == length
        length += piece.length
        shown = paragraph.text[piece.start : length]
        source = line[piece.source : piece.source + piece.length]
        if shown != source:
            assert line[piece.source] in "&<|"
            assert shown == "\t" or line[piece.source] != "|"
    assert length == len(paragraph.text)
    for feature in paragraph.features:
        assert 0 <= feature.start < feature.end <= length


fragments = st.sampled_from(
    [
        *"\\`*_~[]()<>!&#|-+=.:;'\" \t1a镇年。，、（）“”　",
        *("**", "```", "](", "<!--", "-->", "<br>", "&amp;", "1. ", "- ", "> ", "    "),
        *("http://a.b", "[a]: /b", "|-|-|", "工作", "20**年"),
    ]
)
lines = st.lists(fragments, max_size=16).map("".join)


@given(st.lists(lines, min_size=1, max_size=8))
def test_pieces_lead_back_to_the_source(source: list[str]) -> None:
    paragraphs = scan(source)
    assert [p.number for p in paragraphs] == list(range(1, len(source) + 1))
    for paragraph, line in zip(paragraphs, source, strict=True):
        columns(paragraph, line)


@given(st.text(st.characters(exclude_categories=["Cs", "Zs", "Cc"]), max_size=40))
def test_escaped_text_comes_back(text: str) -> None:
    ascii_marks = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
    escaped = "".join("\\" + c if c in ascii_marks else c for c in text)
    assert one("文" + escaped).text == "文" + text


@given(st.text(st.sampled_from("一二年镇，。、（）“”《》　ab19"), max_size=40))
def test_text_without_marks_is_untouched(text: str) -> None:
    assert one("文" + text).text == "文" + text


HOSTILE = [
    *"*[]`|\\>",
    "](",
    '](a "',
    "](<",
    "](a(b",
    "<!--",
    "--><!--",
    "<a ",
    "![",
    "[a][",
    "**a",
    "a**",
    "*a_",
    "`a``",
    "- ",
    "> ",
    "1. ",
    "# ",
    "~~a",
    "*镇",
    "&#",
    "www.",
]


def seconds(lines: list[str]) -> float:
    """Processor time, not that on the clock: other programs must not make a test fail."""
    best = 1e9
    for _ in range(2):
        start = time.process_time()
        scan(lines)
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_lines_take_linear_time(unit: str) -> None:
    def source(count: int) -> list[str]:
        return [unit * count, "[a]: /b", "|-|", (unit * count)[1:] + " -->"]

    # Eight times the length; quadratic work would take 64 times as long.
    assert seconds(source(16_000)) < 24 * seconds(source(2000)) + 0.1


@pytest.mark.parametrize("unit", HOSTILE)
def test_many_hostile_lines_take_linear_time(unit: str) -> None:
    def source(count: int) -> list[str]:
        return [*[unit + "文"] * count, unit * count, *["文"] * count]

    assert seconds(source(8000)) < 24 * seconds(source(1000)) + 0.1
