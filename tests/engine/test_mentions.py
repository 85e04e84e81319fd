"""Forms that a text only speaks of are no faults; those that it uses are."""

from __future__ import annotations

import pytest

from writer_assist.document.model import Document
from writer_assist.engine.linter import Linter


@pytest.fixture(scope="module")
def linter() -> Linter:
    return Linter(select=["NM", "PU", "WD", "PI"])


def codes(linter: Linter, line: str) -> list[str]:
    return [one.code for one in linter.lint(Document.from_lines([line])).findings]


@pytest.mark.parametrize(
    "line",
    [
        "日期不写作“2024年03月05日”。",
        "日期统一写作“2024年3月5日”，不要写成“2024年03月05日”或者“2024年3月05日”。",
        "文号是“云协办〔2024〕3号”，不是“云协办[2024]03号”。",
        "时刻用“9:30”，不用“9：30”。",
        "目录把“五四”误写为“五·四”，请更正。",
        "把“安装”错写成了“按装”，已经改正。",
        "将“２０２４年”改为“2024年”，以下类推。",
        "第三条中的“按装”应当写作“安装”。",
        "标题里的“按装”系“安装”之误。",
        "省略号占两格，不写作“...”或“。。。”。",
        "不得把设备安装写成“按装”。",
    ],
)
def test_what_is_rejected_is_only_spoken_of(linter: Linter, line: str) -> None:
    assert codes(linter, line) == []


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("日期写作“2024年03月05日”。", "NM010"),
        ("标题应写作“关于按装路灯的建议”。", "WD001"),
        ("将“安装”改为“按装”。", "WD001"),
        ("围绕“按装路灯”应当怎样做，委员们各抒己见。", "WD001"),
        ("这不是“按装”几盏路灯的小事，而是民生实事。", "WD001"),
        ("不写作“甲类”的，按装好的目录办理。请于2024年03月05日前报送。", "NM010"),
        ("不要写成“安装费”，统一写成“按装费”。", "WD001"),
        ("不写作“13800001234”，只写区号。", "PI002"),
    ],
)
def test_what_is_used_is_judged(linter: Linter, line: str, code: str) -> None:
    assert code in codes(linter, line)
