"""Titles in lines: by sense, each line as long as it can be had, the last one shorter."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from writer_assist.revise.typeset.title import WIDTH, lines_of, width_of
from writer_assist.revise.typeset.words import places_of

TITLES = [
    "青禾县水务局关于印发农村供水/保障提升行动实施方案的通知",
    "青禾县水务局2025年第三季度农村供水/保障工作总结暨第四季度工作打算",
    "关于印发《青禾县2025年青溪河流域/综合治理工作实施方案》的通知",
    "中共青禾县委办公室青禾县人民政府办公室/关于做好2025年春节期间值班工作的通知",
    "关于政协第十届青禾县委员会第三次会议/第45号提案的答复",
    "青禾县教育局关于对县政协十届三次会议/关于加强乡村教师队伍建设的提案/（第112号）的答复",
    "青禾县人民政府关于同意设立云塘镇/青溪河湿地公园的批复",
]


def _lines(title: str) -> list[str]:
    found = lines_of(title)
    assert found is not None
    return [title[start:end] for start, end in pairwise((0, *found.ends, len(title)))]


@pytest.mark.parametrize("title", TITLES)
def test_lines_end_between_words(title: str) -> None:
    assert "/".join(_lines(title.replace("/", ""))) == title


def test_a_title_that_fits_one_line_stays() -> None:
    assert lines_of("云塘镇党政办公室二〇二四年度工作总结") is None
    assert lines_of("关于开展检查的通知") is None


ORGANISATIONS = ["青禾县水务局", "政协青禾县委员会办公室", "县农业农村局", "石桥街道办事处", ""]
TOPICS = [
    "2025年度重点工作完成情况", "青溪河流域水环境综合整治", "第三季度安全生产大检查",
    "《青禾县“十四五”旅游发展规划》", "农村人居环境整治提升五年行动", "城乡居民基本医疗保险参保",
    "政协第十届三次会议提案办理", "周明等12名同志职务任免", "松岭水库除险加固工程",
]  # fmt: skip
KEPT = ["2025年", "第三季度", "青溪河", "青禾县", "12名", "十四五", "石桥街道", "周明", "水务局"]


@pytest.mark.parametrize("organisation", ORGANISATIONS)
@pytest.mark.parametrize("kind", ["的通知", "工作总结", "的实施意见"])
def test_no_word_number_or_name_is_broken(organisation: str, kind: str) -> None:
    for topic in TOPICS:
        for other in ["", *TOPICS]:
            more = f"和{other}" if other and other != topic else ""
            title = f"{organisation}关于{topic}{more}{kind}"
            if width_of(title) <= WIDTH:
                continue
            found = _lines(title)
            costs = places_of(title)
            place = 0
            for line in found[:-1]:
                place += len(line)
                assert costs[place] < 50, found
            for kept in KEPT:
                assert title.count(kept) == sum(line.count(kept) for line in found), found


def test_every_line_fits_and_nothing_of_the_next_would() -> None:
    for title in TITLES:
        title = title.replace("/", "")
        found = lines_of(title)
        assert found is not None
        ends = (0, *found.ends, len(title))
        for (start, end), spacing in zip(pairwise(ends), found.spacing, strict=True):
            width = width_of(title[start:end]) + (end - start) * spacing / 440
            assert width <= found.width <= WIDTH
            if end < len(title):
                assert width + width_of(title[end]) > found.width - spacing / 440


def test_lines_that_somebody_broke_stay_broken() -> None:
    title = "青禾县水务局\n关于印发农村供水保障提升行动实施方案的通知"
    assert _lines(title)[0] == "青禾县水务局\n"
    assert len(_lines(title)) == 3


def test_what_is_no_title_is_told_soon() -> None:
    for text in ("水" * 400, "A" * 90, "1" * 80, "《" * 60, "关于" * 60, "水务" * 55, "。" * 50):
        start = time.process_time()
        found = lines_of(text)
        assert time.process_time() - start < 3
        assert found is None or found.ends[-1] < len(text)
    assert lines_of("水" * 400) is lines_of("A" * 90) is None
