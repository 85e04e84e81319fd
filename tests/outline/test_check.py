"""What ``outline check`` and lint say of files that are wrong: one line each, and no crash."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from writer_assist.outline.check import check
from writer_assist.outline.genres import OutlineError, outlines, own_outlines

GOOD = """\
"文种" = "情况专报"
"类别" = "其他公文"
["识别"]
"标题结尾" = ["专报"]
[["部分"]]
"沿用" = "title"
[["部分"]]
"代号" = "facts"
"名称" = "情况"
"标题用语" = ["基本情况"]
"写什么" = "事情的经过"
"""


def write(folder: Path, text: str | bytes, name: str = "x.toml") -> str:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)


def errors(folder: Path, text: str | bytes) -> list[str]:
    """What is wrong, without the folder; what lint says is the first of it."""
    path = write(folder, text)
    found = [str(problem).removeprefix(f"{folder}{os.sep}") for problem in check(path).errors]
    with pytest.raises(OutlineError) as info, own_outlines([path]):
        pass
    assert str(info.value).removeprefix(f"{folder}{os.sep}") in found
    return found


def warnings(folder: Path, text: str, name: str = "x.toml") -> list[str]:
    checked = check(write(folder, text, name))
    assert not checked.errors
    return [str(problem).removeprefix(f"{folder}{os.sep}") for problem in checked.warnings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"文种" = ' + "[" * 20000, "x.toml:1: 嵌套太深"),
        ('\n"文种" = ' + "9" * 10000, "x.toml:2: 这里的数太长"),
        ("", 'x.toml: 里面没有内容，至少要写 "文种" = "…" 和一个 [["部分"]]'),
        ("\ufeff# 说明\n\n", 'x.toml: 里面没有内容，至少要写 "文种" = "…" 和一个 [["部分"]]'),
        ('"文种" = "总结"'.encode("gb18030"), "x.toml:1: 不是 UTF-8 编码，请用编辑器另存为 UTF-8"),
        ('"文种" ＝ "甲"', "x.toml:1: 不是正确的 TOML：这里的 ＝ 是中文标点，要改成英文的 ="),
        ('\n"又称" = ["甲"，"乙"] # “丙”', "x.toml:2: 不是正确的 TOML：这里的 ， 是中文标点"),
        ("“文种” = 1", 'x.toml:1: 不是正确的 TOML：这里的 “ 是中文标点，要改成英文的 "'),
        ('"又称" = ["甲，”]', 'x.toml:1: 不是正确的 TOML：这里的 ” 是中文标点，要改成英文的 "'),
        ('"又称" = ["甲，乙]', "x.toml:1: 不是正确的 TOML：引号没有配对"),
        ('文种 = "甲"', "键名是中文时要加英文引号"),
        (
            '"文种" = "甲"\n["部分"]\n"名称" = "乙"',
            'x.toml:2: “部分”应写成 [["部分"]]（两层方括号）',
        ),
        ('"文种" = "甲"\n"部分" = ["乙"]', 'x.toml:2: “部分”应写成 [["部分"]]（两层方括号）'),
        ('"文种" = "甲"\n"部分" = []', 'x.toml:2: 一个 [["部分"]] 也没有，至少要有一个'),
        (GOOD.replace("情况专报", "  "), "x.toml:1: “文种”没有写"),
    ],
)
def test_an_error_says_where_and_what_to_do(
    tmp_path: Path, text: str | bytes, expected: str
) -> None:
    (found,) = errors(tmp_path, text)
    assert expected in found


def test_odd_values_are_errors_and_nothing_else(tmp_path: Path) -> None:
    huge = "0x" + "f" * 9000  # more digits than Python writes
    text = (
        f'"文种" = "甲"\n"篇幅" = [{huge}, 2]\n"又称" = [{{ a.b = 1 }}, {huge}, " "]\n'
        f'[["部分"]]\n"沿用" = ["q"]\n"代号" = "a"\n"名称" = "乙"\n"次序" = {huge}\n'
        '"应含" = [[], "丙"]\n'
    )
    assert errors(tmp_path, text) == [
        "x.toml:2: “篇幅”应是 [最少字数, 最多字数]，如 [800, 1500]",
        "x.toml:3: “又称”里的每一项都应是文字",
        "x.toml:3: “又称”里有一个是空的",
        "x.toml:5: “沿用”应是一段文字",
        "x.toml:8: “次序”的数太大",
        "x.toml:9: “应含”里的每一项都应是文字",
        "x.toml:9: “应含”里的“丙”不认识，可用的有：时段、数字、领起语、分条、逐条答复",
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are none")
def test_what_is_no_regular_file_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    os.mkfifo(path)
    (problem,) = check(str(path)).errors
    assert "不是普通文件" in str(problem)
    with pytest.raises(OutlineError, match="不是普通文件"), own_outlines([str(path)]):
        pass


def test_errors_of_the_system_are_in_chinese(tmp_path: Path) -> None:
    (problem,) = check(str(tmp_path / "没有.toml")).errors
    assert str(problem) == f"{tmp_path / '没有.toml'}: 读不出来：找不到文件"
    (problem,) = check(str(tmp_path)).errors
    assert problem.message_in("zh").isascii() is False
    assert "directory" not in str(problem)


def test_messages_are_in_the_language_asked_for(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD.replace('"类别"', '"类型"'))
    (problem,) = check(path).errors
    assert problem.message_in("en") == f"{path}:2: “类型” is unknown; did you mean “类别”?"
    with pytest.raises(OutlineError) as info, own_outlines([path]):
        pass
    assert info.value.message_in("en") == problem.message_in("en")
    assert str(info.value) == str(problem) == f"{path}:2: “类型”不认识，是不是“类别”？"
    assert str(pickle.loads(pickle.dumps(info.value))) == str(info.value)


def copied(name: str) -> str:
    """A built-in outline under another name, as somebody would write it who wants one more."""
    with open(outlines()["request"].file, encoding="utf-8") as stream:
        text = stream.read()
    lines = [
        line for line in text.splitlines() if not line.startswith(('"代号" = "request"', '"又称"'))
    ]
    return "\n".join(lines).replace('"文种" = "请示"', f'"文种" = "{name}"') + "\n"


def test_titles_of_a_built_in_genre(tmp_path: Path) -> None:
    found = warnings(tmp_path, copied("本办请示"))
    assert any(
        "“标题结尾”里的“请示、" in line and "“请示”（代号 request）也有" in line for line in found
    )
    assert all("“文种”就写“请示”" in line and "如“本办请示”" in line for line in found)
    # One that takes its place claims them rightly, and so does one with longer words.
    assert not any("也有，这样的标题" in line for line in warnings(tmp_path, copied("请示")))
    longer = GOOD.replace('["专报"]', '["本办请示"]')
    assert warnings(tmp_path, longer) == []
    same = GOOD.replace('["专报"]', '["专报", "请示"]').replace('"情况专报"', '"甲"')
    (line,) = warnings(tmp_path, same)
    assert line.startswith("x.toml:4: “标题结尾”里的“请示”，内置的")
    assert line.endswith("如“…请示”")


def test_titles_of_another_summary(tmp_path: Path) -> None:
    other = next(o for o in outlines().values() if o.category == "总结" and o.signs.title)
    word = "…".join(other.signs.title[0])
    text = GOOD.replace("其他公文", "总结").replace('"标题结尾" = ["专报"]', f'"标题" = ["{word}"]')
    if other.id == "summary":
        pytest.skip("what all summaries share is nobody's")
    assert any(f"（代号 {other.id}）也有" in line for line in warnings(tmp_path, text))
    # It is no summary: a summary's title is none of its.
    paper = text.replace('"类别" = "总结"', '"类别" = "其他公文"')
    assert not any(f"（代号 {other.id}）也有" in line for line in warnings(tmp_path, paper))
