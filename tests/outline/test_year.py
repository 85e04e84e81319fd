"""The year that a draft is about."""

from __future__ import annotations

import pytest

from writer_assist.document.model import Document
from writer_assist.outline.draft import Draft
from writer_assist.outline.year import years_in


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2024年工作总结", [2024]),
        ("2021—2025年工作情况", [2021, 2025]),
        ("二〇二四年十二月", [2024]),
        ("二○一九年、二零二零年", [2019, 2020]),
        ("一九九八年", [1998]),
        ("24年、1024件、20244年、编号2024", []),
        ("20xx年", []),
    ],
)
def test_years_in(text: str, years: list[int]) -> None:
    assert years_in(text) == years


@pytest.mark.parametrize(
    ("lines", "year"),
    [
        (["政协云溪县委员会2023年工作总结", "2022年以来……", "2024年1月5日"], 2023),
        (["工作总结", "一年来，办公室认真履职。", "云溪县政协办公室", "2024年12月20日"], 2024),
        (["工作总结", "2021年，办公室认真履职。"], 2021),
        (["20xx年工作总结", "一年来，办公室认真履职。"], None),
        (["县协〔2012〕47号", "关于办理提案的通知", "2011年以来……", "2013年1月4日"], 2012),
        (["县协〔2025〕3号\t签发人：王某", "关于表扬2024年度优秀提案的通报", "……"], 2024),
        (["关于提案的通知", "（县协发[2019]3号）", "现将有关事项通知如下。"], 2019),
        (["关于提案的通知", "根据县协〔2019〕3号文件，现将有关事项通知如下。"], None),
        (["关于提案的通知", "2011年以来……", "2012年9月4日", "抄送：县委办公室。"], 2012),
        (["关于提案的通知", "2011年以来……", "县政府办公室", "2012年9月5日印发"], 2012),
        (["提案工作条例", "（1998年3月1日通过　2018年9月5日修订）", "2011年以来……"], 2018),
        (["工作报告", "——2024年1月17日在全体会议上", "2023年以来……"], 2024),
    ],
)
def test_year_of_a_draft(lines: list[str], year: int | None) -> None:
    assert Draft(Document.from_lines(lines), 1, len(lines)).year == year
