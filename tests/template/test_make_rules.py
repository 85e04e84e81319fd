"""How marks are told apart, case by case."""

from __future__ import annotations

import pytest

from writer_assist.document.read import read_bytes
from writer_assist.template.make import draft_scopes
from writer_assist.template.make.assembling import assemble
from writer_assist.template.make.naming import name_spots


def template(text: str) -> str:
    document = read_bytes(text.encode(), "x.txt", "text")
    assembly = assemble([name_spots(scope) for scope in draft_scopes(document)])
    lines = [p.text for p in document.paragraphs]
    for placed in reversed(assembly.placed):
        spot = placed.use.spot
        number = spot.paragraph.number - 1
        lines[number] = lines[number][: spot.start] + placed.tag + lines[number][spot.end :]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第  号提案已经办结。", "第{{ 提案编号 }}号提案已经办结。"),
        ("党的xx届x中全会召开。", "党的{{ 党届次|汉字数 }}届{{ 中全会次|汉字数 }}中全会召开。"),
        ("在xx县委、xx县政府领导下。", "在{{ 县名 }}县委、{{ 县名 }}县政府领导下。"),
        ("视察了xx镇、xx镇和xx村。", "视察了{{ 镇名 }}镇、{{ 镇名2 }}镇和{{ 村名 }}村。"),
        ("xx县政协赴xx县考察。", "{{ 县名 }}县政协赴{{ 外地县名 }}县考察。"),
        ("xxx主席和xxx副主席到会。", "{{ 主席姓名 }}主席和{{ 副主席姓名 }}副主席到会。"),
        ("二○XX年，完成任务。", "{{ 年度|汉字年 }}年，完成任务。"),
        ("近x年来，提案x件。", "近{{ 年数 }}年来，提案{{ 提案件数 }}件。"),
        ("办结率达到xx%，增长x.x%。", "办结率达到{{ 办结率 }}%，增长{{ 增长比例 }}%。"),
        ("从20xx年到20xx年，完成整改。", "从{{ 起始年份 }}年到{{ 截止年份 }}年，完成整改。"),
        ("已有{{ 甲 }}件，x件待办。", "已有{{ 甲 }}件，{{ 待办件数 }}件待办。"),
        ("由${承办单位}办理，{姓名}联系。", "由{{ 承办单位 }}办理，{{ 姓名 }}联系。"),
        ("经费.万元已经拨付。", "经费{{ 经费金额 }}万元已经拨付。"),
        ("收到社情民意条。", "收到社情民意{{ 收到社情民意条数 }}条。"),
    ],
)  # fmt: skip
def test_naming(text: str, expected: str) -> None:
    assert template(text) == expected


def test_next_year_is_derived() -> None:
    text = (
        "xx县政协20xx年工作总结\n20xx年，各项工作顺利完成，取得了成效。\n"
        "一、主要工作\n提交提案x件。\n二、20xx年工作打算\n20xx年，提交提案x件。"
    )
    assert template(text) == (
        "{{ 县名 }}县政协{{ 年度 }}年工作总结\n{{ 年度 }}年，各项工作顺利完成，取得了成效。\n"
        "一、主要工作\n提交提案{{ 提交提案件数 }}件。\n二、{{ 年度 + 1 }}年工作打算\n"
        "{{ 年度 + 1 }}年，提交提案{{ 提交提案件数2 }}件。"
    )


def test_a_plan_alone_has_its_own_year() -> None:
    assert template("20xx年工作计划\n20xx年，认真履职。") == (
        "{{ 年度 }}年工作计划\n{{ 年度 }}年，认真履职。"
    )
