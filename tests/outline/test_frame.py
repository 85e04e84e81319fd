from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_assist.document.model import Document, Paragraph
from writer_assist.document.structure import complete_levels
from writer_assist.outline.frame import (
    Frame,
    date_in,
    is_signature,
    read_frame,
    without_tail,
)


def frame(*texts: str) -> Frame:
    document = Document([Paragraph(text, number) for number, text in enumerate(texts, 1)])
    complete_levels(document)
    return read_frame(document.paragraphs)


BODY = (
    "一年来，办公室在县政协党组的领导下，围绕中心，服务大局，"
    "各项工作都取得了新的成绩，现将全年工作情况总结如下，请审议。"
)


@pytest.mark.parametrize(
    "text",
    [
        "2024年12月20日",
        "（2024年12月20日）",
        "2024 年 12 月 20 日",
        "二〇二四年十二月二十日",
        "二○一六年元月三日",
        "20xx年x月x日",
        "20××年××月××日",
        "202*年*月*日",
        "    年  月  日",
        "____年__月__日",
        "2024年12月",
        "2024.12.20",
        "2024-1-5",
        "2024/01/05",
        "青山县政协办公室  2024年12月20日",
    ],
)
def test_dates(text: str) -> None:
    assert date_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2024年工作总结",
        "全年12个月",
        "2024年12月20日至25日召开会议",
        "3.2.1",
        "192.168.1.1",
        "自2024年12月起实行",
        "今年",
        "12月20日",
    ],
)
def test_no_dates(text: str) -> None:
    assert not date_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "政协青山县委员会办公室",
        "绿水镇人民政府",
        "××镇党政办",
        "（绿水镇政协联络组）",
        "述职人：王某某",
        "履职人: xxx",
        "县政协委员　李某",
        "委员 某某某",
        "某某某",
        "陈某（县政协委员、县中医院医师）",
        "王 某",
        "xxx",
        "青山县图书馆",
        "青山县政协办公室 2024年12月20日",
    ],
)
def test_signatures(text: str) -> None:
    assert is_signature(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "做好本职工作",
        "一、办公室",
        "感谢大家的支持。",
        "办公室：",
        "在今后的工作中，我将更加努力地做好工作",
        "2024年12月20日",
        "继续努力",
    ],
)
def test_no_signatures(text: str) -> None:
    assert not is_signature(text)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["县政协办公室2024年工作总结", BODY], "县政协办公室2024年工作总结"),
        (["政协青山县委员会", "2024年工作总结", BODY], "政协青山县委员会2024年工作总结"),
        (["初心如磐", "——县政协委员2024年履职总结", BODY], "初心如磐——县政协委员2024年履职总结"),
        (["县政协文件", "县协发〔2024〕3号", "工作总结", BODY], "工作总结"),
        (["特急", "工作总结（讨论稿）", BODY], "工作总结（讨论稿）"),
        (["20xx年**镇党政办公室工作总结", BODY], "20xx年**镇党政办公室工作总结"),
        (["2024年工作总结 " + BODY], "2024年工作总结"),
        (["好的，以下是为您写的总结：", "党政办公室工作总结", BODY], "党政办公室工作总结"),
        (["县政协常委会议日程", "时间", "听取办公室工作总结", BODY], "县政协常委会议日程"),
        (["某局2024年\n提案办理工作总结", BODY], "某局2024年提案办理工作总结"),
        (["各位委员：", BODY], ""),
        ([BODY], ""),
        (["一、2024年工作总结", BODY], ""),
        (["", "　", "述职报告", BODY], "述职报告"),
        (["工 作 总 结", "第3期", BODY], "工 作 总 结"),
        (
            ["A类", "公开", "县教育局", "县教函〔2024〕3号", "关于提案的答复", BODY],
            "关于提案的答复",
        ),
        (["B类　主动公开", "关于第8号提案的答复", BODY], "关于第8号提案的答复"),
        (["县协〔2024〕2号\t签发人：王某", "关于经费的请示", BODY], "关于经费的请示"),
        (["县协〔2024〕2号", "签发人：王某", "关于经费的请示", BODY], "关于经费的请示"),
        (["县政协", "县协函〔2024〕9号", "县政协关于征集史料的函", BODY], "县政协关于征集史料的函"),
        (["县政府公告", "〔2024〕3号", "县政府关于禁火的公告", BODY], "县政府关于禁火的公告"),
        (["县政府专题会议纪要", "第12号", "供水工程会议纪要", BODY], "供水工程会议纪要"),
        (["县委办公室", "县政府办公室", "文件", "县办发〔2024〕1号", "实施方案", BODY], "实施方案"),
        (["县政协委员会", "2024年工作总结", "县协〔2024〕9号", BODY], "县政协委员会2024年工作总结"),
        (["县政协工作报告", "——2025年1月14日在县政协全体会议上", BODY], "县政协工作报告"),
        (["关于养老的建议案", "（2024年10月29日主席会议通过）", BODY], "关于养老的建议案"),
        (["履职考核规则", "（2018年9月5日修订）", BODY], "履职考核规则"),
        (["县政协2023年大事记", "一月", BODY, "二月", BODY], "县政协2023年大事记"),
        (["县政协这一年", "一月", BODY, "二月", BODY], "县政协这一年"),
        (["奋楫扬帆", "再启新程", BODY, BODY], "奋楫扬帆再启新程"),
        (["桥头六十年", "——记石板桥的来历", "王　某", BODY], "桥头六十年——记石板桥的来历"),
        (["关于贯彻县委全会决议", "精神情况的报告", BODY], "关于贯彻县委全会决议精神情况的报告"),
    ],
)
def test_titles(lines: list[str], title: str) -> None:
    assert frame(*lines).title == title


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        (["工作报告", "——2025年1月14日在县政协第十届委员会第四次会议上", "王某某"], 2),
        (["工作要点", "（2025年2月18日县政协第十届委员会常务委员会第十二次会议审议通过）"], 2),
        (["考核规则", "（2024年1月5日通过，自2024年3月1日起施行）"], 2),
        (["工作报告", "——在县政协全体会议上"], 0),
    ],
)
def test_a_note_under_the_title_is_no_body_and_gives_the_date(lines: list[str], date: int) -> None:
    found = frame(*lines, BODY)
    assert (found.date.number if found.date else 0) == date
    assert found.body[0].text == BODY


@pytest.mark.parametrize(
    "below",
    [
        ["（联系人：王某，联系电话：0000000）"],
        ["抄送：县委办公室。", "县政协办公室　2024年12月21日印发"],
        ["（此件公开发布）", "抄送：县委办公室。", "县政协办公室\t2024年12月21日印发"],
        ["（各单位联系人以电话号码簿为准，有变动的请告知县政协办公室）", "（共印20份）"],
        ["报：市政协办公室。", "送：县政协各位主席。", "发：各联络组。"],
    ],
)
def test_what_stands_below_the_date_does_not_hide_it(below: list[str]) -> None:
    found = frame("工作总结", BODY, "某县政协办公室", "2024年12月20日", *below)
    assert found.signature is not None
    assert found.signature.number == 3
    assert found.date is not None
    assert found.date.number == 4
    assert [p.number for p in found.body] == [2]


def test_a_styled_title_needs_no_word_for_its_kind() -> None:
    paragraphs = [
        Paragraph("奋楫扬帆", 1, style="Title"),
        Paragraph("王某", 2),
        Paragraph(BODY, 3),
    ]
    found = read_frame(paragraphs)
    assert found.title == "奋楫扬帆"
    assert found.signature is paragraphs[1]
    assert list(found.body) == paragraphs[2:]


def test_signature_and_date_under_the_title() -> None:
    found = frame("述职报告", "县政协委员　王某", "（2024年12月20日）", BODY)
    assert found.signature is not None
    assert found.signature.number == 2
    assert found.date is not None
    assert found.date.number == 3
    assert [p.number for p in found.body] == [4]


def test_signature_and_date_behind_the_body() -> None:
    found = frame("工作总结", BODY, "某县政协办公室", "2024年12月20日", "抄送：县委办公室。")
    assert found.signature is not None
    assert found.signature.number == 3
    assert found.date is not None
    assert found.date.number == 4
    assert [p.number for p in found.body] == [2]


def test_signature_and_date_run_into_the_last_paragraph() -> None:
    found = frame("工作总结", BODY + " 某县政协办公室 2024年12月20日")
    assert found.signature is found.date is not None
    assert [p.number for p in found.body] == [2]


def test_signature_above_an_attachment() -> None:
    found = frame(
        "工作总结", BODY, "某县政协办公室", "2024年12月20日", "附件1", "统计说明", BODY, BODY
    )
    assert found.signature is not None
    assert found.signature.number == 3
    assert [p.number for p in found.body] == [2]


def test_a_body_without_signature() -> None:
    found = frame("工作总结", BODY, "二、打算", "继续做好办公室的各项工作。")
    assert found.signature is None
    assert found.date is None
    assert [p.number for p in found.body] == [2, 3, 4]


def test_headers_are_no_titles() -> None:
    paragraphs = [
        Paragraph("2020年工作总结", 1, "header"),
        Paragraph("述职报告", 2),
        Paragraph(BODY, 3),
        Paragraph("2024年1月1日", 4, "footer"),
    ]
    found = read_frame(paragraphs)
    assert (found.title, found.date) == ("述职报告", None)


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("工作总结篇一", "工作总结"),
        ("工作总结（篇2）", "工作总结"),
        ("工作总结（2024年12月）", "工作总结"),
        ("工作总结范文", "工作总结"),
        ("工作总结3", "工作总结"),
        ("关于报送工作总结的通知", "关于报送工作总结的通知"),
    ],
)
def test_without_tail(title: str, bare: str) -> None:
    assert without_tail(title) == bare


LINES = st.text(
    alphabet="年月日一二、（）()：。，总结报告办公室王x*篇附件12024. 　工作", max_size=40
) | st.sampled_from(
    [
        "\ufeff",
        "\ufeff　",
        "县政协〔2024〕3号",
        "县政协〔2024〕3号\t签发人：王某",
        "签发人：",
        "A类　公开",
        "文件",
        "工 作 总 结",
        "——2024年1月14日在会议上",
        "（2024年1月5日通过）",
        "（联系人：王某）",
        "办公室　2024年1月5日印发",
    ]
)


@given(st.lists(LINES, max_size=12))
def test_any_lines_have_a_frame(lines: list[str]) -> None:
    found = frame(*lines)
    numbers = [p.number for p in found.body]
    assert numbers == sorted(numbers)
    assert (found.title == "") == (found.title_paragraph is None)


END = ("绿水镇党政办公室", "2024年12月20日")


@pytest.mark.parametrize(
    "below",
    [
        ("以上内容仅供参考。",),
        ("[标签:党政办 工作总结]",),
        ("（更多工作总结，请点击下载全文）", "推荐阅读"),
        ("希望这份总结对您有所帮助！如果您需要修改，请随时告诉我。",),
        ("附件：1.获奖情况", "2.课题清单"),
        ("附：办理情况一览表", "序号 题目 承办股室 办理结果", "1 关于托育服务的提案 人口股 已办结"),
        ("抄送：各科室，各社区。", "（共印25份）"),
        ("（联系人：苗青）", "推荐阅读"),
    ],
)
def test_what_stands_below_hides_neither_signature_nor_date(below: tuple[str, ...]) -> None:
    found = frame("绿水镇党政办公室2024年工作总结", BODY, BODY, BODY, *END, *below)
    assert found.signature is not None
    assert found.date is not None
    assert (found.signature.text, found.date.text) == END
    assert [p.text for p in found.body] == [BODY] * 3


def test_residue_is_no_body() -> None:
    found = frame("绿水镇党政办公室2024年工作总结", BODY, "推荐阅读", "上一页 下一页")
    assert [p.text for p in found.body] == [BODY]


def test_a_sentence_like_residue_in_the_body_stays() -> None:
    more = "更多的委员参加了活动。"
    found = frame("绿水镇党政办公室2024年工作总结", BODY, more, BODY, *END)
    assert [p.text for p in found.body] == [BODY, more, BODY]


def test_whoever_signs_behind_a_post_needs_no_known_surname() -> None:
    assert is_signature("区政协法律界委员　路遥远")
    assert is_signature("政协委员 纳小满")
    assert not is_signature("委员 参加学习")


@pytest.mark.parametrize("dots", ["", "……3", "\t12"])
def test_a_table_of_contents_is_no_body(dots: str) -> None:
    headings = ("一、加强政治建设", "二、存在的问题", "三、明年打算")
    text = [line for heading in headings for line in (heading, BODY)]
    contents = ("目　录", *(heading + dots for heading in headings))
    title = "绿水镇党政办公室2024年工作总结"
    plain = frame(title, BODY, *text, *END)
    for lines in ((title, *contents, BODY), (*contents, title, BODY)):
        found = frame(*lines, *text, *END)
        assert found.title == title
        assert [p.text for p in found.body] == [p.text for p in plain.body]
