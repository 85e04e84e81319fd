from __future__ import annotations

import random
import tomllib

from writer_assist.document.model import Document
from writer_assist.phrasebank.check import read_text
from writer_assist.phrasebank.mine import Miner, known_in, review_file

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
