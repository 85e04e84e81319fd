"""Numbering: whole drafts, what one text alone cannot show, and properties of any text."""

from __future__ import annotations

import re
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_assist.document.model import Document, Feature, Paragraph, Piece
from writer_assist.engine.linter import Linter
from writer_assist.outline.draft import Draft
from writer_assist.outline.drafts import split
from writer_assist.rules.base import Hit, ParagraphRule, Text
from writer_assist.rules.numbering import RULES
from writer_assist.rules.numbering.articles import numeral_of, value_of
from writer_assist.rules.numbering.items import CHINESE, VALUES, show
from writer_assist.rules.numbering.series import faults

MARK = re.compile(r"⟦(NO\d{3}):([^⟧]*)⟧")

Found = tuple[str, int, int, int]


def places(document: Document) -> list[Found]:
    """What the family finds: code, paragraph, start and end."""
    found: list[Found] = []
    text = Text(document.text)
    drafts = split(document)
    for rule in RULES:
        instance = rule()
        if isinstance(instance, ParagraphRule):
            for hit in instance.check(text):
                paragraph, start = document.locate(hit.start)
                found.append((rule.code, paragraph.number, start, start + hit.end - hit.start))
            continue
        for draft in drafts:
            for hit in instance.check(draft):  # type: ignore[attr-defined]
                assert hit.paragraph is not None
                found.append((rule.code, hit.paragraph.number, hit.start, hit.end))
    return sorted(found)


def marked(source: str) -> tuple[Document, list[Found]]:
    """A draft with ⟦code:text⟧ around each fault."""
    lines: list[str] = []
    expected: list[Found] = []
    for number, line in enumerate(source.strip("\n").split("\n"), 1):
        plain = ""
        position = 0
        for match in MARK.finditer(line):
            plain += line[position : match.start()]
            expected.append((match[1], number, len(plain), len(plain) + len(match[2])))
            plain += match[2]
            position = match.end()
        lines.append(plain + line[position:])
    return Document.from_lines(lines), sorted(expected)


DRAFTS = [
    # Seven headings skip one number: one fault, and what is below them is in order.
    """
政协云溪县委员会办公室2024年工作总结
一年来，办公室在县政协党组领导下，较好地完成了各项任务。现将有关情况总结如下。
一、强化政治建设
（一）抓学习。全年组织集中学习十二次，撰写心得体会六十篇。
（二）抓作风。开展谈心谈话二十人次，整改问题八个。
二、做好办文工作
全年起草文稿八十件，做到了零差错。
⟦NO001:四、⟧做好办会工作
（一）全委会议。筹备周密，服务到位。
（二）常委会议。全年四次，议题集中。
五、做好信息工作
报送信息四十条，采用十二条。
六、做好后勤工作
压减一般性支出百分之五。
七、存在的问题
一是学习还不够系统；二是调研还不够深入。
八、下一步打算
继续提高文稿质量。
""",
    # 一、一、二、四: the second one is repeated, and nothing is skipped.
    """
2024年度委员履职总结
一、认真学习
坚持自学，做了两本笔记。
⟦NO002:一、⟧积极建言
提交提案三件，全部立案。
二、服务群众
走访困难家庭十户。
四、今后打算
继续努力。
""",
    # Every part has its own list; one of them repeats, another one skips.
    """
绿水镇政协联络组2024年工作总结
一、组织学习
1.集中学习。全年六次。
2.外出考察。全年一次。
⟦NO002:2.⟧交流心得。全年两次。
二、协商议事
1.选题。广泛征集，集体研究。
2.协商。各方参加，充分讨论。
3.转化。跟踪督办，逐件落实。
三、服务委员
1.走访。走遍每名委员。
⟦NO001:3.⟧联谊。开展活动四次。
四、打算
1.办好委员之家。
2.抓好提案。
""",
    # 一是 in paragraphs of their own, with lists inside; the outer one skips.
    """
一、存在的问题
对照要求，我们还有差距。
一是学习不够。表现在：一是读原著少，二是记笔记少。
二是调研不深。有的同志浮在面上。
⟦NO012:四是⟧作风不实。有的工作落得不细。
二、改进措施
一是抓学习。二是抓调研。⟦NO012:四是⟧抓作风。
""",
    # An attachment counts anew, and so does a second list behind a line that leads to it.
    """
关于召开全体会议的通知
各位委员：
定于12月20日召开全体会议，有关事项通知如下。
一、会议议程
1.听取报告；
2.审议决议；
3.补选人员。
二、参会要求
（一）请提前报到。
（二）请遵守纪律。
会上需要提交的材料有：
1.发言稿；
2.提案。
附件：1.日程安排
2.参会人员名单
3.座位图
县政协办公室
2024年12月10日
附件1
日程安排
一、报到
二、开幕
三、闭幕
""",
    # Numbered through from part to part, as lists of tasks are.
    """
2025年工作要点
一、聚焦中心工作
1.围绕产业发展协商。牵头单位：经济委。
2.围绕城市更新视察。牵头单位：城建委。
二、聚焦民生实事
3.围绕养老服务调研。牵头单位：社法委。
4.围绕校园食品安全监督。牵头单位：教科委。
⟦NO001:6.⟧围绕就业服务评议。牵头单位：提案委。
三、聚焦自身建设
7.加强学习培训。牵头单位：办公室。
8.加强委员管理。牵头单位：委员联络委。
""",
    # Lines that a page has broken begin with numbers that are none of the list's.
    """
一、工作情况
今年以来，全组同志围绕中心、服务大局，紧盯全县产业发展和民生改善，认真完成了上级交办的
3、4月份两项重点任务，并配合有关部门对照年初确定的目标逐项进行了梳理，先后投入经费
2.5万元，开展活动十次，参加人员达到三百余人次，得到了委员和群众的一致好评，同时按照第
三、四季度的安排，继续抓好后续工作。
二、存在的问题
学习不够深入。
""",
    # Half-width brackets throughout, and a full-width digit or two.
    """
党政办公室2024年工作总结
⟦NO005:一．⟧工作情况
⟦NO005:(一)⟧办文。全年起草文稿八十件。
(二)办会。全年承办会议三十次。
(三)督查。全年督办事项五十件。
二．存在的问题
⟦NO005:１．⟧文稿质量不高。
２．督查力度不大。
三．下一步打算
继续努力。
""",
    # 首先 … 其次 … 第三, each in its own paragraph.
    """
述职报告
一年来，我主要做了以下工作。
首先，筹备全会。会前精心准备，会中热情服务，会后抓好落实。
其次，协调机关事务。分工明确，运转有序。
⟦NO016:第三⟧，做好机关工作。干部精神面貌焕然一新。
""",
    # A heading in another style, with a list of its own below it.
    """
一、领导重视
镇党委专题研究两次。
二、组织学习
全年集中学习六次。
⟦NO006:（三）⟧深入调研
1.选准课题。三个课题都来自群众。
2.形成报告。三篇报告都得到了批示。
四、存在问题
委员参加活动不平衡。
""",
    # A provision with its articles, one of which is gone.
    """
云溪县政协委员履职管理办法
第一章　总则
第一条　为规范委员履职，制定本办法。
第二条　本办法适用于全体委员。
第二章　职责
第三条　委员应当履行下列职责：
（一）参加会议；
（二）提交提案；
（三）反映社情民意。
⟦NO011:第五条⟧　委员应当遵守下列纪律：
（一）按时参会；
（二）保守秘密。
第六条　违反第三条、第五条规定的，予以提醒。
第三章　附则
第七条　本办法自印发之日起施行。
""",
    # A report on an inspection: numbers in sentences, sums, dates, telephone numbers.
    """
关于养老服务情况的视察报告
2024年5月，县政协组织委员视察了养老服务工作。
一、基本情况
12.6万老年人中，80岁以上的有1.5万人。
3月15日，启动了适老化改造。
3.15万元补贴已经到位。
0.8万户家庭完成签约。
二、存在的问题
（一）设施不足。15分钟服务圈尚未建成。
（二）人员不足。每名护理员照顾8至10位老人。
三、几点建议
（一）加强规划。由民政部门牵头，①摸清底数；②编制规划；③分步实施。
（二）加大投入。设立专项资金，1.用于建设；2.用于培训；⟦NO012:4.⟧用于补贴。
联系电话：
2、8、9号窗口均可咨询。
""",
    # The numbers of two parts stand upside down.
    """
2024年工作汇报
1.主要做法
⟦NO007:（一）⟧加强领导。成立专班，明确责任。
（二）加强协作。部门联动，形成合力。
2.存在问题
（一）经费不足。缺口较大。
（二）人手不足。任务较重。
3.下步打算
继续努力。
""",
    # Two drafts in one file, each in order.
    """
篇一：2023年工作总结
一、加强学习
全年学习六次，人人都写了笔记，交流了体会。
二、深入调研
全年调研三次，形成报告三篇。
三、下一步打算
继续努力，争取更好的成绩。
篇二：2024年工作总结
一、加强学习
全年学习八次，人人都写了笔记，交流了体会。
⟦NO001:三、⟧下一步打算
继续努力，争取更好的成绩。
""",
    # Both first items of a list in running text are there, and then one goes missing.
    """
一、不足之处
我对工作要求严，有时态度生硬，⟦NO014:二是⟧批评人不讲情面，容易伤害同志的感情。
二、今后打算
⟦NO015:一是⟧加强学习，提高认识，改进方法。
""",
]


@pytest.mark.parametrize("source", DRAFTS)
def test_drafts(source: str) -> None:
    document, expected = marked(source)
    assert places(document) == expected


CLEAN = [
    "一、二、三产业融合发展\n三、四级联动\n十一、十二两个月\n二十一、二十二日",
    "1.5万元\n2.3%\n3.14\n4、5月份\n6：30\n7:3\n8-9日\n10%的委员\n2024.5.1\n12345热线\n0731-12345678",
    "第（一）项\n（一）至（三）项\n（二）、（三）项\n第3条规定\n第一季度\n第二天",
    "12、3班\n3、\n4.\n（五）\n六、\n①",
    "一是一，二是二。丁是丁，卯是卯。唯一是你，统一是好，万一是他，第一是学习。",
    "首先是学习。其次是调研。最后是落实。再次感谢大家。首先，谢谢。",
    "篇一：工作总结\n篇二：工作总结\n篇四：工作总结",
    "图1 会场\n图3 座位\n表1 名单\n表4 经费",
    "A.学习\nC.调研\n甲、学习\n丙、调研",
    "3×5\n2+3\n5G\n1+1>2\n3D打印\n4S店",
    "",
    "　\n\n　　\n",
]


@pytest.mark.parametrize("source", CLEAN)
def test_what_only_looks_like_a_number(source: str) -> None:
    assert places(Document.from_lines(source.split("\n"))) == []


def labelled(*lines: tuple[str, str]) -> Document:
    return Document(
        [
            Paragraph(text, number, label=label, pieces=(Piece(0, len(text), 0),))
            for number, (label, text) in enumerate(lines, 1)
        ],
        format="docx",
    )


def test_automatic_numbers_are_judged_as_they_are_shown() -> None:
    document = labelled(
        ("一、", "加强学习"),
        ("（一）", "自学"),
        ("（二）", "辅导"),
        ("三、", "调研"),
        ("", "全年三次。"),
    )
    assert places(document) == [("NO001", 4, 0, 2)]
    assert Linter(select=["NO001"]).lint(document).findings[0].fixes == ()


def test_labels_that_are_no_numbers_leave_the_text_its_own() -> None:
    for label in ("•", "第一条", "a.", "1.1", "甲、"):
        assert places(labelled((label, "1.学习"), (label, "3.调研"))) == [("NO001", 2, 0, 2)]
    assert places(labelled(("1", "学习"), ("2", "调研"), ("4", "提案"))) == [("NO001", 3, 0, 2)]
    assert places(labelled(("1)", "学习"), ("3)", "调研"))) == [("NO001", 2, 0, 2)]
    assert places(labelled(("①", "学习"), ("③", "调研"))) == [("NO001", 2, 0, 2)]
    assert places(labelled(("1.", "一、学习"), ("2.", "二、调研"))) == []


def test_markdown_numbers_its_own_lists() -> None:
    document = Linter(select=["NO"]).lint_bytes(
        "# 工作总结\n\n一、学习\n\n1. 自学\n1. 辅导\n1. 交流\n\n二、调研\n".encode(), "x.md"
    )
    assert document.findings == []


def test_tables_footnotes_and_code_number_what_they_like() -> None:
    rows = ["1.学习", "3.调研", "3.提案"]
    for story in ("table", "footnote", "header", "comment"):
        document = Document([Paragraph(text, n, story) for n, text in enumerate(rows, 1)])
        assert [p for p in places(document) if p[0] < "NO005"] == []
    code = [Paragraph(t, n, features=[Feature("code", 0, len(t))]) for n, t in enumerate(rows, 1)]
    assert places(Document(code)) == []


def test_a_fix_renumbers_the_whole_list() -> None:
    document = Document.from_lines(["一、学习", "一、调研", "二、提案", "三、打算"])
    (finding,) = Linter(select=["NO"]).lint(document).findings
    (fix,) = finding.fixes
    assert not fix.safe
    assert [(e.paragraph, e.start, e.end, e.text) for e in fix.edits] == [
        (2, 0, 1, "二"),
        (3, 0, 1, "三"),
        (4, 0, 1, "四"),
    ]


def test_a_form_is_safe_to_mend() -> None:
    document = Document.from_lines(["1、学习", "2、调研"])
    (finding,) = Linter(select=["NO"]).lint(document).findings
    assert [(e.paragraph, e.text) for e in finding.fixes[0].edits] == [(1, "."), (2, ".")]
    assert finding.fixes[0].safe
    assert "2处" in finding.message


@pytest.mark.parametrize(
    ("values", "kinds"),
    [
        ([1, 2, 3], []),
        ([], []),
        ([1], []),
        ([1, 1, 2, 4], ["repeated"]),
        ([1, 2, 4, 5, 6], ["skipped"]),
        ([1, 2, 4, 6, 7], ["skipped", "skipped"]),
        ([1, 3, 2, 4], ["disordered"]),
        ([1, 2, 5, 4, 5], ["disordered"]),
        ([1, 2, 2, 4], ["repeated"]),
        ([1, 2, 3, 2, 4, 5], ["disordered"]),
        ([1, 2, 4, 5, 5, 6], ["skipped"]),
        ([3, 4, 6], ["skipped"]),
    ],
)
def test_few_faults_explain_a_row(values: list[int], kinds: list[str]) -> None:
    assert [fault.kind for fault in faults(values)] == kinds


@given(st.lists(st.integers(1, 30), max_size=40))
def test_renumbering_leaves_at_most_what_it_does_not_touch(values: list[int]) -> None:
    found = faults(values)
    assert (not found) == all(b == a + 1 for a, b in pairwise(values))
    places = [fault.place for fault in found]
    assert places == sorted(set(places))
    touched = [place for fault in found for place, _ in fault.right]
    assert len(touched) == len(set(touched))


@given(st.integers(1, 12), st.data())
def test_one_gap_is_one_fault_and_its_fix_closes_it(length: int, data: st.DataObject) -> None:
    values = list(range(1, length + 2))
    gap = data.draw(st.integers(1, length))
    size = data.draw(st.integers(1, 3))
    values = values[:gap] + [value + size for value in values[gap:]]
    (fault,) = faults(values)
    for place, value in fault.right:
        values[place] = value
    assert faults(values) == []


def test_numbers_and_their_values() -> None:
    assert all(VALUES[CHINESE[value]] == value for value in range(1, 100))
    assert (CHINESE[10], CHINESE[11], CHINESE[20], CHINESE[99]) == ("十", "十一", "二十", "九十九")
    assert all(value_of(numeral_of(value)) == value for value in range(1, 1000))
    assert numeral_of(105) == "一百零五"
    assert show(2, 3) == "（三）"
    assert show(6, 21) == "21"


PIECES = [
    "一、", "二、", "四、", "（一）", "（三）", "(一)", "(2)", "1.", "2、", "３．", "①", "③、", "一是", "三是", "二要，",
    "首先，", "其次、", "第三，", "第一条 ", "第三条 ", "其二，", "附件：", "学习。", "调研；", "：", "\n", "\n\n", "　　", "\v",
    "第一部分 ", "1、1", "十一、", "一百零五", "⼆、", "㈠", "⒈", "x", "2024年", "。",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_any_text_is_judged_and_places_fit(source: str) -> None:
    document = Document.from_lines(source.split("\n"))
    for _, number, start, end in places(document):
        assert 0 <= start <= end <= len(document.paragraphs[number - 1].text)
    for finding in Linter(select=["NO"]).lint(document).findings:
        assert finding.message
        for fix in finding.fixes:
            for edit in fix.edits:
                text = document.paragraphs[edit.paragraph - 1].text
                assert 0 <= edit.start <= edit.end <= len(text)


@given(st.text(alphabet="一二三是要第首先其次，、：。；\n\v 1．.（）()①②", max_size=80))
def test_marks_in_running_text_are_the_same_alone_and_joined(source: str) -> None:
    rules = [rule() for rule in RULES if issubclass(rule, ParagraphRule)]
    for rule in rules:
        joined = [(h.start, h.end) for h in rule.check(Text(source))]
        alone: list[tuple[int, int]] = []
        offset = 0
        for line in source.split("\n"):
            alone += [(offset + h.start, offset + h.end) for h in rule.check(Text(line))]
            offset += len(line) + 1
        assert joined == alone


def apply(document: Document, hits: list[Hit]) -> list[str]:
    """The lines after the safe fixes."""
    lines = [p.text for p in document.paragraphs]
    edits = {
        ((e.paragraph or h.paragraph).number, e.start, e.end, e.text)  # type: ignore[union-attr]
        for h in hits
        for f in h.fixes[:1]
        if f.safe
        for e in f.edits
    }
    for number, start, end, text in sorted(edits, reverse=True):
        line = lines[number - 1]
        lines[number - 1] = line[:start] + text + line[end:]
    return lines


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_mended_forms_need_no_mending(source: str) -> None:
    rule = next(rule for rule in RULES if rule.code == "NO005")()
    document = Document.from_lines(source.split("\n"))
    draft = Draft(document, 1, len(document.paragraphs))
    lines = apply(document, list(rule.check(draft)))  # type: ignore[attr-defined]
    again = Document.from_lines(lines)
    hits = rule.check(Draft(again, 1, len(lines)))  # type: ignore[attr-defined]
    assert [h for h in hits if h.fixes] == []


@pytest.mark.parametrize(
    "unit",
    [
        "一是", "，一是", "二是，", "，二是", "一、", "一、\n", "1.学\n", "（一）\n", "（一）学\n1.学\n", "1.学；", "①学；", "②", "首先，",
        "第一，", "第一条 学\n", "第三条 学\n", "（", "一", "1", "1.\n（一）学\n", "其二，", "一、学\n三、学\n", "二、学\n", "第", "\n",
        "一是学\n", "2、学\n一、学\n", "，一要学三要", "图\n1.学\n",
    ],
)  # fmt: skip
def test_hostile_text_takes_linear_time(unit: str) -> None:
    def seconds(size: int) -> float:
        document = Document.from_lines((unit * (size // len(unit))).split("\n"))
        _ = document.text, document.bigrams, document.starts
        draft = Draft(document, 1, len(document.paragraphs))
        text = Text(document.text)
        start = time.perf_counter()
        for rule in RULES:
            instance = rule()
            for _ in instance.check(text if isinstance(instance, ParagraphRule) else draft):  # type: ignore[attr-defined]
                pass
        return time.perf_counter() - start

    small = min(seconds(20_000) for _ in range(2))
    large = min(seconds(80_000) for _ in range(2))
    assert large < 13 * small + 0.5
