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


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        # What is the same.
        ("关于解决维修经费xx万元的请示\n现有房屋漏水，共需维修经费xx万元。", 1),
        ("立案xx件。\n立案的xx件提案已经办复。", 1),
        ("共承办提案xx件。\n将xx件提案逐件分解。", 1),
        ("由xx个单位办理。\n任务分解到xx个单位。", 1),
        ("决定表彰xx件优秀提案。\n附件：优秀提案名单（xx件）", 1),
        ("全县xx名委员积极履职。\n带领xx名委员参加义诊。", 1),
        # What is not, or need not be.
        ("关于解决维修经费xx万元的请示\n其中已自筹维修经费xx万元。", 2),
        ("立案xx件。\n解决的xx件提案已经公开。", 2),
        ("由xx个单位办理。\n表彰xx个单位。", 2),
        ("全县xx名党员到会。\n全镇xx名党员参学。", 2),
        ("全县xx名委员积极履职。\n组织xx名委员视察。", 2),
        ("赴xx市xx县考察，与xx市xx县政协座谈。", 4),
        ("市政协x届x次会议召开。\n全国政协x届x次会议召开。", 4),
        ("民政局局长xxx发言。\n教育局局长xxx发言。", 2),
        ("xx局局长xxx发言。\n局长xxx发言。", 3),
        ("学校建于20xx年。\n项目已列入20xx年计划。", 2),
    ],
)
def test_how_many_things(text: str, fields: int) -> None:
    document = read_bytes(text.encode(), "x.txt", "text")
    assembly = assemble([name_spots(scope) for scope in draft_scopes(document)])
    assert len(assembly.properties) == fields, template(text)
