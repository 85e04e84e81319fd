"""Numbering: whole drafts, what one text alone cannot show, and properties of any text."""

from __future__ import annotations

import re
import time

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
