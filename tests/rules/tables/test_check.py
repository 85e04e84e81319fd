"""What is wrong with a rule file is said in one line: file, line, key, and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_assist.rules.tables import TableError, house_rules
from writer_assist.rules.tables.regex import PatternError, required_literals

RIGHT = """\
# 本办用语
[["规则"]]
"编号" = "BJ001"
"名称" = "house-word"
"类型" = "替换"
"概要" = "本办用语"

[["规则"."条目"]]
"误" = "县政协办"
"正" = "县政协办公室"
"不算" = "县政协办公室"
"理由" = "对外用全称"

[["规则"."条目"]]
"式" = '联系(?:人|方式)[:：]?无'
"正" = "联系人："
"理由" = "要有联系人"
"""


def rules_of(folder: Path, text: str) -> tuple[str, ...]:
    file = folder / "规则.toml"
    file.write_text(text, "utf-8")
    return tuple(rule.code for rule in house_rules([str(file)]))


def complaint(folder: Path, text: str) -> str:
    with pytest.raises(TableError) as caught:
        rules_of(folder, text)
    message = str(caught.value)
    assert "\n" not in message
    assert message.startswith(str(folder / "规则.toml"))
    return message.removeprefix(str(folder / "规则.toml"))


def test_a_right_file(tmp_path: Path) -> None:
    assert rules_of(tmp_path, RIGHT) == ("BJ001",)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"误" = "县', '"误字" = "县', ':9: “误字”不认识，是不是“误”？'),
        ('"正" = "县政协办公室"', '"正" = 3', ":10: “正”应是一段文字，或者一列文字"),
        ('"理由" = "对外用全称"\n', "", ":8: “理由”没有写：替换规则的每个条目都要有“理由”"),
        ('"正" = "县政协办公室"\n', "", ":8: “正”没有写"),
        ('"误" = "县政协办"\n', "", ":8: “误”没有写：替换规则的每个条目都要有“误”或“式”"),
        ('"误" = "县政协办"', '"误" = []', ":8: “误”没有写"),
        ('"误" = "县政协办"', '"误" = ["办", ""]', ":9: “误”里有一个是空的"),
        ('"误" = "县政协办"', '"误" = "…办"', ":9: “误”里的“…”两边都要有文字"),
        ('"类型" = "替换"', '"类型" = "代替"', ":5: “类型”不能是 '代替'，可用的有：替换、"),
        ('"类型" = "替换"\n', "", ":2: “类型”没有写，每条规则都要有"),
        ('"概要"', '"级别" = "严重"\n"概要"', ":6: “级别”不能是 '严重'，可用的有：error、hint、warning"),
        ('"BJ001"', '"bj1"', ":3: “编号”应是两到四个大写字母加三位数字"),
        ('"house-word"', '"House Word"', ":4: “名称”应是小写英文字母"),
        ('"概要"', '"部位" = ["抬头"]\n"概要"', ":6: “部位”里的 '抬头' 不认识"),
        ('"概要"', '"文种" = ["办公室总计"]\n"概要"', ":6: “文种”里的“办公室总计”不认识"),
        ('"概要"', '"部分" = "存在问题吗"\n"概要"', ":6: “部分”里的“存在问题吗”不认识，是不是“存在的问题”？"),
        ('"概要"', '"提示" = "请改{text.__class__}"\n"概要"', ":6: “提示”里的 {text.__class__} 不认识"),
        ('"概要"', '"提示" = "请改{text"\n"概要"', ":6: “提示”里的花括号不成对"),
        ('"理由" = "要', '"自" = "去年"\n"理由" = "要', ":17: “自”应是年份或年月"),
        ("(?:人|方式)", "(?:人|方式", ":15: “式”不行：不是正确的正则表达式"),
        ("(?:人|方式)", ".*", ":15: “式”不行：重复要有上限"),
        ("(?:人|方式)", "(?:[人方]{1,9}式){1,9}", ":15: “式”不行：重复里面不能再有重复"),
        ('"联系人："', '"\\\\9"', ":16: “正”里的组与“式”对不上"),
        ('"要有联系人"', '"要有联系人"\n"错误示例" = ["联系人无"]', ":18: “错误示例”要用⟦⟧标出错处"),
        ('"要有联系人"', '"要有联系人"\n"错误示例" = ["⟦联系人无"]', ":18: “错误示例”里的标记不成对"),
        ('"要有联系人"', '"要有联系人"\n"正确示例" = ["⟦联系人⟧"]', ":18: “正确示例”不能有⟦⟧"),
        ('[["规则"]]', '["规则"]', ":"),
        ('[["规则"."条目"]]', '["规则"."条目"]', ":"),
        ('"概要" = ', "概要 = ", ":6: 不是正确的 TOML"),
        ('"概要" = ', "“概要” = ", ":6: 不是正确的 TOML"),
        ('"编号"', '"级别" = "hint"\n"级别" = "hint"\n"编号"', ":4: 不是正确的 TOML"),
        ('[["规则"]]', '[["规定"]]', ":2: “规定”不认识"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in RIGHT
    text = RIGHT.replace(old, new, 1)
    if '["规定"]' in new:
        text = text.replace('["规则"."条目"]', '["规定"."条目"]')
    assert complaint(tmp_path, text).startswith(message)


def test_codes_are_there_once(tmp_path: Path) -> None:
    assert complaint(tmp_path, RIGHT + RIGHT).startswith(":19: “编号” BJ001 已经在")


def test_built_in_families_are_taken(tmp_path: Path) -> None:
    assert "WD901 与内置规则同类" in complaint(tmp_path, RIGHT.replace("BJ001", "WD901"))


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="读不出来"):
        house_rules([str(tmp_path / "没有.toml")])
    (tmp_path / "规则.toml").write_bytes("规则".encode("gb18030"))
    with pytest.raises(TableError, match="不是 UTF-8"):
        house_rules([str(tmp_path / "规则.toml")])
    assert complaint(tmp_path, "").startswith(":1: 要有")


@pytest.mark.parametrize(
    ("pattern", "literals"),
    [
        ("截止(?:目前|今年)", ("截止目前", "截止今年")),
        ("(?:截止|截至)到?", ("截止", "截至")),
        ("[一二三]届政协委员?", ("一届政", "二届政", "三届政")),
        ("(?:人民代表|政协委员)", ("人民代表", "政协委员")),
        (".{0,20}简称", ("简称",)),
        ("(?<=第)[0-9]{1,3}号提案", ("号提案",)),
        ("(信|依)[懒癞]", ("信懒", "信癞", "依懒", "依癞")),
        ("提案.信息", ("提案",)),
        ("[0-9]{1,3}[届次]", ("届", "次")),
        ("([0-9]{1,3}(?:人|名))(左右|上下)", ("人左右", "人上下", "名左右", "名上下")),
        ("提高.{0,9}建设(?=[，。])", ("建设，", "建设。")),
        ("提高.{0,9}建设(?=[，。]|$)", ("提高",)),
    ],
)
def test_the_text_that_a_pattern_needs(pattern: str, literals: tuple[str, ...]) -> None:
    assert required_literals(pattern)[0] == literals


@pytest.mark.parametrize(
    "pattern",
    [
        "(",
        "a*b", "提案.+件", "提案{0,1000}", "(?:提{1,2}案){1,3}", ".", "(提)\\1案", "(?i)提案",
        "",
        "(?:提案)?", "(?:提案|[^甲乙])", ".{0,50}.{0,50}.{0,50}提案", "(?>提案)", "(?i:a)提案",
    ],
)  # fmt: skip
def test_patterns_that_are_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        required_literals(pattern)


@given(st.text(alphabet="提案[](){}?*+|\\.^$19,:<>=!Pd…", max_size=20))
def test_any_pattern_is_taken_or_refused(pattern: str) -> None:
    try:
        literals = required_literals(pattern)
    except PatternError:
        return
    assert literals
    assert all(all(strings) for strings in literals)


@given(st.text(max_size=200))
def test_any_file_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    file = tmp_path_factory.getbasetemp() / "任意.toml"
    file.write_text(text, "utf-8", newline="")
    with pytest.raises(TableError):
        house_rules([str(file)])
