from __future__ import annotations

import random
import tomllib

import pytest

from writer_assist.document.model import Document
from writer_assist.phrasebank import bank, mine
from writer_assist.phrasebank.check import read_text
from writer_assist.phrasebank.mine import Miner, known_in, review_file
from writer_assist.phrasebank.model import GAP

RECURRING = "坚持围绕中心服务大局开展各项活动"
OFTEN = "认真办理各类公文"
_FILLERS = """
春天花开 河水上涨 孩子读书 老人散步 工厂生产 商店营业 医院看病 学校放假 农民种地 司机开车
厨师做饭 画家画画 歌手唱歌 工人上班 教师讲课 渔民出海 牧民放羊 警察巡逻 记者采访 作家写作
"""
FILLERS = _FILLERS.split()


def drafts(count: int) -> list[Document]:
    rng = random.Random(1)
    found = []
    for number in range(count):
        lines = ["工作总结", "一、主要工作"]
        lines += ["，".join(rng.sample(FILLERS, 3)) + "。" for _ in range(12)]
        before, after = rng.sample(FILLERS, 2)
        lines.append(f"{before}{RECURRING}{after}。")
        lines.append(f"{rng.choice(FILLERS)}，{OFTEN}{number + 20}件，{rng.choice(FILLERS)}。")
        lines.append(f"向张建国同志学习，{2000 + number}年3月5日召开会议。")
        rng.shuffle(lines)
        found.append(Document.from_lines(lines))
    return found


def miner(count: int = 8) -> Miner:
    found = Miner()
    for number, document in enumerate(drafts(count)):
        assert found.add(f"{number}.txt", document)
    return found


def test_finds_what_recurs() -> None:
    found = {wording.text: wording for wording in miner().found(3, 3)}
    assert found[RECURRING].times == found[RECURRING].drafts == 8
    assert len(found[RECURRING].places) == 3
    assert found[RECURRING].places[0].path == "0.txt"
    assert OFTEN in found
    # No part of it, no names, no dates.
    assert not [text for text in found if text != RECURRING and text in RECURRING]
    assert not [text for text in found if "张建国" in text or "年" in text]


def test_thresholds_and_copies() -> None:
    found = miner(4)
    assert not found.found(5, 2)
    assert not found.found(2, 5)
    assert not found.add("copy.txt", drafts(4)[0])
    assert found.drafts == 4


def test_what_is_known_is_left_out() -> None:
    known = known_in(["我们坚持围绕中心、服务大局，开展各项活动"])
    assert RECURRING not in {wording.text for wording in miner().found(3, 3, known)}


def test_place() -> None:
    document = Document.from_lines(["甲。", f"今天{RECURRING}。"])
    found = Miner()
    for number in range(3):
        lines = [p.text for p in document.paragraphs] + [f"第{number}份"]
        found.add(f"{number}.txt", Document.from_lines(lines))
    wording = found.found(3, 3)
    assert [place.paragraph for w in wording for place in w.places] == [2, 2, 2] or not wording


def test_review_file_can_be_read() -> None:
    found = miner().found(3, 3)
    text = review_file(found, 8)
    assert [item["词"] for item in tomllib.loads(text)["短语"]] == [w.text for w in found]
    assert not read_text("x.toml", text).problems
    assert "# 8 次，8 份文稿：0.txt:" in text


NAMED = """
学习黄大发先进事迹座谈会 县农业农村局认真落实各项措施 恒泰公司捐赠防疫物资支持工作
县委组织部考核组进行民主测评 会同住建局完成管网改造任务 在李国强同志带领下开展走访慰问
由市场监管局牵头开展专项检查 县政协办公室认真组织学习 云溪县委高度重视政协工作
鑫源建筑有限公司按期完成施工 城关镇组织开展志愿服务活动 陈志远副主席带队开展专题调研
组织委员赴太平乡开展视察调研 由财政局负责落实配套资金 与县妇联联合开展慰问活动
教体局积极推进学校建设 邀请省农科院专家开展培训 刘家湾村召开村民代表大会
协调国家电网加快线路改造 第三中学开展法治宣传活动 张书记多次到现场调研指导
在阳光小区开展志愿服务 德胜村顺利完成换届选举 五月召开专题会议
县政府督查室印发通知 认真听取张书记讲话精神 关于设立县政协委员联络服务中心
"""

ORDINARY = """
坚持围绕中心服务大局开展各项活动 认真办理各类公文 在县委的坚强领导下 党员干部带头参加
进一步健全完善各项规章制度 严格执行请示报告制度 成立领导小组统筹推进 深入乡镇开展专题调研
进村入户宣传相关政策 不断开创工作新局面 构建共建共治共享的工作格局 统筹推进城乡融合发展
充分发挥党支部战斗堡垒作用 我局高度重视认真研究 如期完成年初确定的目标任务
紧扣镇政府中心工作开展协商 服务全县发展大局
"""


@pytest.mark.parametrize("text", NAMED.split())
def test_names_and_offices_stay_out(text: str) -> None:
    assert not mine._is_general(text)


@pytest.mark.parametrize("text", ORDINARY.split())
def test_ordinary_wordings_come_out(text: str) -> None:
    assert mine._is_general(text)


def test_most_phrases_of_the_bank_would_come_out() -> None:
    texts = [phrase.text for phrase in bank().phrases if GAP.sub("", phrase.text) == phrase.text]
    sample = [text for text in texts if mine.SHORTEST <= len(text) <= mine.LONGEST][::5]
    assert sum(map(mine._is_general, sample)) >= 0.88 * len(sample)
