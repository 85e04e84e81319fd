"""What the rules of family OL ask of texts whose kind is sure, likely, unknown or another."""

from __future__ import annotations

from time import perf_counter

import pytest

from writer_assist.document.model import Document
from writer_assist.engine.linter import Linter
from writer_assist.outline.drafts import split

LINTER = Linter(select=["OL"])
BODY = "一年来，按照上级要求，各项工作有序推进，得到了各方面的好评，有关情况写在下面，请审阅。"


def found(*lines: str) -> dict[str, str]:
    """The messages by code."""
    report = LINTER.lint(Document.from_lines([*lines]))
    return {finding.code: finding.message for finding in report.findings}


@pytest.mark.parametrize(
    "title",
    [
        "2024年度述职述廉报告",
        "基层党建工作述职报告",
        "某县水利局工作情况汇报",
        "县政协委员履职情况调查问卷",
        "县政协委员履职考核办法",
        "优秀委员履职总结名单",
    ],
)
def test_another_kind_is_asked_for_nothing(title: str) -> None:
    assert found(title, BODY, "一、工作情况", BODY) == {}


@pytest.mark.parametrize("title", ["县图书馆2024年工作总结", "2024年安全生产工作小结"])
def test_what_calls_itself_a_summary_is_asked_for_what_all_have(title: str) -> None:
    codes = found(title, BODY, "一、工作情况", BODY)
    assert {"OL001", "OL006", "OL007"} <= set(codes)


def test_a_summary_by_its_lead_alone_needs_a_title() -> None:
    lead = "一年来，我馆圆满完成了各项工作任务，取得了新的成绩，现将全年工作总结如下："
    assert "OL005" in found(lead, "一、工作情况", BODY, "二、存在的问题", BODY, "三、打算", BODY)


@pytest.mark.parametrize(
    "title",
    ["县政协驻村工作队2023年工作总结", "县人大常委会办公室2024年工作总结", "县医院工作总结"],
)
def test_a_unit_that_has_no_genre_of_its_own_is_no_doubt(title: str) -> None:
    assert "OL008" not in found(title, BODY)


@pytest.mark.parametrize("title", ["2023年工作总结", "年度工作总结", "2024年工作总结和2025年打算"])
def test_no_genre_is_the_most_likely_without_evidence(title: str) -> None:
    message = found(title, BODY)["OL008"]
    assert "最像" not in message
    assert "0%" not in message
    assert "--genre" in message


def test_the_most_likely_genre_is_named_with_its_confidence() -> None:
    message = found(
        "2024年度工作总结",
        "一年来，联络组组织委员开展活动，我镇政协工作得到好评，办公室在县政协领导下也做了不少事。",
        "一、镇党委、镇政府重视",
        BODY,
    )["OL008"]
    assert "最像" in message
    percent = int(message.partition("把握 ")[2].partition("%")[0])
    assert 40 <= percent < 65


@pytest.mark.parametrize("unit", ["《短板", "《不足》", "——2024年", "〔2024〕号", "印发 "])
def test_names_and_notes_without_end_take_linear_time(unit: str) -> None:
    title = "县水利局2024年提案办理工作总结"

    def seconds(length: int) -> float:
        document = Document.from_lines([title, "一、主要做法", unit * (length // len(unit))])
        best = 9.0
        for _ in range(3):
            began = perf_counter()
            for draft in split(document):
                assert draft.sections
                assert draft.year == 2024
            best = min(best, perf_counter() - began)
        return best

    small, large = (min(seconds(n) for _ in range(2)) for n in (40_000, 160_000))
    assert large < 13 * small + 0.5
