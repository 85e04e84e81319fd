"""``writer-assist outline``, and an office's own outlines in ``lint``."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

from tests.outline.past import past_draft
from writer_assist.cli import main
from writer_assist.outline.genres import COMMON, outlines

OWN = """\
"文种" = "情况专报"
"代号" = "special"
"又称" = ["专报"]
"类别" = "其他公文"
"用途" = "报送一件事。"
["识别"]
"标题结尾" = ["专报"]
"结尾" = ["特此专报"]
[["部分"]]
"沿用" = "title"
[["部分"]]
"代号" = "facts"
"名称" = "事情经过"
"标题用语" = ["基本情况", "事情的经过"]
"写什么" = "时间、地点和经过"
[["部分"]]
"沿用" = "date"
"""
DRAFT = "关于供水情况的专报\n县政府：\n现报告供水情况。\n特此专报。\n县水务局\n2024年5月3日\n"


@pytest.fixture(autouse=True)
def _chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "zh")
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def office(folder: Path, text: str = OWN, key: str = '"提纲/专报.toml"') -> Path:
    (folder / "提纲").mkdir(exist_ok=True)
    (folder / "提纲" / "专报.toml").write_text(text, "utf-8")
    (folder / "writer-assist.toml").write_text(f"outlines = [{key}]\n", "utf-8")
    (folder / "稿.txt").write_text(DRAFT, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("own", "title"),
    [
        ('"类别" = "其他公文"\n["识别"]\n"标题结尾" = ["请示"]', "关于修理供水管道的请示"),
        ('"类别" = "总结"\n["识别"]\n"标题" = ["提案工作总结"]', "2024年度提案工作总结"),
    ],
)
def test_what_an_office_lays_down_wins_where_a_title_names_two(
    folder: Path, capsys: pytest.CaptureFixture[str], own: str, title: str
) -> None:
    section = '[["部分"]]\n"代号" = "facts"\n"名称" = "经过"\n"写什么" = "时间和经过"\n'
    office(folder, f'"文种" = "供水文稿"\n{own}\n{section}')
    draft = DRAFT.replace("关于供水情况的专报", title).replace("特此专报。", "妥否，请批示。")
    (folder / "稿.txt").write_text(draft, "utf-8")
    assert lint_json(capsys, "稿.txt") == [("稿.txt", "专报")]
    (folder / "writer-assist.toml").unlink()
    assert lint_json(capsys, "稿.txt") != [("稿.txt", "专报")]


# list and show -------------------------------------------------------------------------------


@pytest.mark.usefixtures("folder")
def test_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["outline", "list"]) == 0
    out = capsys.readouterr().out
    places = [out.index(f"{name}（") for name in ("总结", "法定公文", "其他公文")]
    assert places == sorted(places)
    for outline in outlines().values():
        assert (f"  {outline.id}" in out) == (outline.id != COMMON)
        assert outline.id == COMMON or outline.use in out
    assert re.search(r"(?m)^  请示 {2,}request {2,}\d+ 个部分\n    向上级机关", out)


@pytest.mark.usefixtures("folder")
def test_list_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["outline", "list", "--output-format", "json"]) == 0
    entries = json.loads(capsys.readouterr().out)
    assert {e["id"] for e in entries} == set(outlines()) - {COMMON}
    assert [e["category"] for e in entries] == sorted(
        (e["category"] for e in entries), key=["总结", "法定公文", "其他公文"].index
    )


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("name", ["request", "请示", "请示报告"])
def test_show(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["outline", "show", name]) == 0
    out = capsys.readouterr().out
    assert out.startswith("请示（法定公文，代号 request）\n")
    for words in ("条例》第八条", "{单位}关于{事由}的请示", "签发人", "必备", "可有", "妥否"):
        assert words in out
    outline = outlines()["request"]
    assert all(section.name in out and section.holds in out for section in outline.sections)


@pytest.mark.parametrize("genre", [key for key in outlines() if key != COMMON])
@pytest.mark.usefixtures("folder")
def test_every_genre_can_be_shown(genre: str, capsys: pytest.CaptureFixture[str]) -> None:
    outline = outlines()[genre]
    for language in ("zh", "en"):
        assert main(["outline", "show", genre, "--lang", language, "--color", "always"]) == 0
        assert outline.name in capsys.readouterr().out
    assert main(["outline", "show", genre, "--output-format", "json"]) == 0
    entry = json.loads(capsys.readouterr().out)
    assert [s["id"] for s in entry["sections"]] == [s.id for s in outline.sections]
    assert main(["outline", "show", genre, "--output-format", "toml"]) == 0
    assert tomllib.loads(capsys.readouterr().out)["文种"] == outline.name


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["show", "请市"], "没有文种 '请市'，是不是 请示？"),
        (["show", "common"], "没有文种"),
        (["lsit"], "是不是 list？"),
        (["show"], "GENRE"),
        (["infer", ".", "--min-share", "2"], "--min-share"),
        (["infer", ".", "--genre", "请市"], "是不是 请示"),
    ],
)
def test_usage_errors(arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["outline", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert words in err


def test_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["outline"]) == 2
    assert "infer" in capsys.readouterr().err
    assert main(["outline", "infer", "--help"]) == 0
    assert "--min-share" in capsys.readouterr().out


# check ---------------------------------------------------------------------------------------


def test_check_reports_everything(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (
        OWN.replace('"用途"', '"用处"')
        .replace('"事情的经过"]', '"事"]\n"次序" = "3"')
        .replace('"沿用" = "date"', '"沿用" = "data"')
    )
    path = office(folder, text) / "提纲" / "专报.toml"
    assert main(["outline", "check", "提纲"]) == 2
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        "提纲/专报.toml:5: “用处”不认识，是不是“用途”？",
        "提纲/专报.toml:14: “标题用语”里的“事”太短，至少 2 个字",
        "提纲/专报.toml:15: “次序”应是整数",
        lines[3],
        "1 份提纲：4 处错误，0 处提醒",
    ]
    assert lines[3].startswith("提纲/专报.toml:18: “沿用”的“data”不在共有提纲里（有：title、")
    path.write_text(OWN, "utf-8")
    assert main(["outline", "check", str(path)]) == 0
    assert capsys.readouterr().out == "1 份提纲，没有问题\n"
    assert main(["outline", "check", "没有.toml"]) == 2
    assert "没有.toml: 读不出来" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('["专报"]\n"类别"', '["公函"]\n"类别"', "3: 提醒：“又称”里的“公函”与内置的“函”"),
        ('"写什么" = "时间、地点和经过"\n', "", "11: 提醒：“写什么”没有写"),
        ('"标题用语" = ["基本情况", "事情的经过"]\n', "", "11: 提醒：“标题用语”没有写，“事情经过”"),
        (
            '[["部分"]]\n"沿用" = "date"',
            '[["部分"]]\n"代号" = "x"\n"名称" = "乙"\n"次序" = 2\n"写什么" = "乙"\n'
            '"标题用语" = ["另外"]\n"必备" = false',
            "19: 提醒：“次序”是 2，比前面的“事情经过”（3）还小",
        ),
        (
            '[["部分"]]\n"沿用" = "date"',
            '[["部分"]]\n"代号" = "x"\n"名称" = "乙"\n"次序" = 4\n"写什么" = "丙"\n'
            '"标题用语" = ["事情经过", "另外"]',
            "21: 提醒：“标题用语”里的“事情经过”在“事情经过”里也有",
        ),
        (
            '"情况专报"\n"代号" = "special"',
            '"请示"\n"代号" = "special"',
            "2: 提醒：“代号”不起作用：文种“请示”是内置的",
        ),
    ],
)
def test_check_warns(
    folder: Path, old: str, new: str, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert old in OWN
    (folder / "x.toml").write_text(OWN.replace(old, new), "utf-8")
    assert main(["outline", "check", "x.toml"]) == 1
    out = capsys.readouterr().out.splitlines()
    assert len(out) == 2
    assert out[0].startswith(f"x.toml:{line}")


def test_the_built_in_outlines_have_no_errors(capsys: pytest.CaptureFixture[str]) -> None:
    from writer_assist.outline.genres import templates_folder

    assert main(["outline", "check", templates_folder()]) in (0, 1)
    assert " 处错误" not in capsys.readouterr().out.replace("：0 处错误", "")


# An office's own -----------------------------------------------------------------------------


def lint_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[tuple[str, str]]:
    """The name and the genre of each draft."""
    main(["lint", *arguments, "--output-format", "json", "--select", "OL"])
    return [(f["path"], f["genre"]) for f in json.loads(capsys.readouterr().out)["files"]]


@pytest.mark.parametrize("key", ['"提纲/专报.toml"', '"提纲"'])
def test_lint_knows_the_own_genre(
    folder: Path, key: str, capsys: pytest.CaptureFixture[str]
) -> None:
    office(folder, key=key)
    assert lint_json(capsys, "稿.txt") == [("稿.txt", "special")]
    assert main(["lint", "稿.txt", "--select", "OL001"]) == 1
    assert "缺少“事情经过”：一般写时间、地点和经过" in capsys.readouterr().out
    assert lint_json(capsys, "稿.txt", "--genre", "专报") == [("稿.txt", "special")]
    assert lint_json(capsys, "稿.txt", "--isolated")[0][1] != "special"
    assert main(["outline", "list"]) == 0
    assert "情况专报" in (out := capsys.readouterr().out)
    assert "本单位的提纲：" in out
    assert main(["outline", "show", "special", "--output-format", "toml"]) == 0
    assert capsys.readouterr().out == OWN


def test_files_with_different_configurations_do_not_mix(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office(folder)
    (folder / "甲").mkdir()
    office(folder / "甲", OWN.replace('"special"', '"other"'))
    (folder / "乙").mkdir()
    (folder / "乙" / "稿.txt").write_text(DRAFT, "utf-8")
    (folder / "乙" / "writer-assist.toml").write_text("", "utf-8")
    for jobs in ("1", "2"):
        genres = dict(lint_json(capsys, ".", "-j", jobs))
        assert genres["稿.txt"] == "special"
        assert genres["甲/稿.txt"] == "other"
        assert genres["乙/稿.txt"] not in ("special", "other")


def test_per_file_genre_names_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    office(folder)
    with (folder / "writer-assist.toml").open("a", encoding="utf-8") as stream:
        stream.write('[per-file-genre]\n"别*.txt" = "情况专报"\n')
    (folder / "别的.txt").write_text("随便写的\n没有什么。\n", "utf-8")
    assert ("别的.txt", "special") in lint_json(capsys, "别的.txt")


@pytest.mark.parametrize(
    ("text", "key", "words"),
    [
        (OWN.replace('"用途"', '"用处"'), '"提纲"', "专报.toml:5: “用处”不认识，是不是“用途”"),
        (OWN, '"提纲/没有.toml"', "writer-assist.toml:1: “outlines”里的 提纲/没有.toml 不存在"),
        (OWN, "3", "writer-assist.toml:1: “outlines”应是一列文字"),
    ],
)
def test_a_broken_outline_is_one_line_and_exit_code_2(
    folder: Path, text: str, key: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    office(folder, text, key)
    for arguments in (["lint", "稿.txt"], ["outline", "list"], ["rule", "PH001"]):
        assert main(arguments) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert err.count("\n") == 1
        assert words in err


OWN_PHRASES = """
"主题" = "专报"
[["短语"]]
"词" = "某月某日某时，在{地点}发生"
"文种" = ["情况专报"]
"部分" = ["事情经过"]
"""


def test_suggest_and_phrase_know_the_own_genre(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    office(folder)
    assert main(["suggest", "稿.txt"]) == 0
    assert "事情经过：缺少；一般写时间、地点和经过\n" in capsys.readouterr().out
    (folder / "常用语.toml").write_text(OWN_PHRASES, "utf-8")
    with (folder / "writer-assist.toml").open("a", encoding="utf-8") as stream:
        stream.write('phrasebank = ["常用语.toml"]\n')
    for arguments in (
        ["suggest", "稿.txt"],
        ["suggest", "--section", "事情经过", "--genre", "专报"],
        ["phrase", "search", "某月", "--genre", "special", "--section", "事情经过"],
        ["lint", "稿.txt", "--select", "PB", "--fail-on", "never"],
    ):
        assert main(arguments) == 0
        assert "某月某日某时，在{地点}发生" in capsys.readouterr().out
    assert main(["phrase", "check", "常用语.toml"]) == 0
    capsys.readouterr()
    # Of a draft elsewhere its own configuration counts, not that of the current folder.
    (folder / "别处").mkdir()
    monkeypatch.chdir(folder / "别处")
    (folder / "别处" / "writer-assist.toml").write_text("", "utf-8")
    assert main(["suggest", "../稿.txt"]) == 0
    assert "某月某日某时" in capsys.readouterr().out
    assert main(["phrase", "check", "../常用语.toml"]) == 2
    assert "“文种”里的“情况专报”不认识" in capsys.readouterr().out


OWN_RULE = """
[["规则"]]
"编号" = "ZB001"
"名称" = "special-wording"
"级别" = "warning"
"类型" = "替换"
"概要" = "专报的用词"
"文种" = ["情况专报"]

[["规则"."条目"]]
"误" = "前前后后"
"正" = "经过"
"理由" = "专报用书面语"
"错误示例" = [
  "{title}\\n县政府：\\n现将本县城区第三季度供水的有关情况报告给你们。\\n⟦前前后后⟧如下。\\n特此专报。",
  "{title}\\n县政府：\\n现将本县城区第三季度供水的有关情况报告给你们。\\n写明⟦前前后后⟧。\\n特此专报。",
  "{title}\\n县政府：\\n现将本县城区第三季度供水的有关情况报告给你们。\\n报送⟦前前后后⟧。\\n特此专报。",
]
"正确示例" = [
  "关于工作的通知\\n前前后后如下。",
  "{title}\\n县政府：\\n现将本县城区第三季度供水的有关情况报告给你们。\\n经过如下。\\n特此专报。",
  "{title}\\n县政府：\\n现将本县城区第三季度供水的有关情况报告给你们。\\n报送经过。\\n特此专报。",
]
"""


def test_the_examples_of_a_rule_may_be_of_an_own_genre(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "规则.toml").write_text(OWN_RULE.replace("{title}", DRAFT.split("\n")[0]), "utf-8")
    assert main(["rule", "--test", "规则.toml"]) == 2
    assert "情况专报" in capsys.readouterr().err
    office(folder)
    assert main(["rule", "--test", "规则.toml"]) == 0
    office(folder, key='"没有.toml"')
    assert main(["rule", "--test", "规则.toml"]) == 2
    assert "没有.toml 不存在" in capsys.readouterr().err


# infer ---------------------------------------------------------------------------------------


def past(folder: Path, count: int) -> Path:
    drafts = folder / "旧稿"
    drafts.mkdir()
    for seed in range(count):
        (drafts / f"{seed:02}.txt").write_text("\n".join(past_draft(seed)), "utf-8")
    return drafts


def test_infer_writes_an_outline_to_lint_with(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drafts = past(folder, 8)
    both = "\n\n".join("\n".join(past_draft(seed)) for seed in (20, 21))
    (drafts / "合订.txt").write_text(both, "utf-8")
    (drafts / "坏.docx").write_bytes(b"PK\x03\x04")
    assert main(["outline", "infer", "旧稿", "-o", "水务.toml", "--name", "水务站总结"]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert "旧稿/坏.docx: " in err
    assert "从 10 篇文稿归纳出“水务站总结”的 10 个部分" in err
    assert main(["outline", "check", "水务.toml"]) == 0
    (folder / "writer-assist.toml").write_text('outlines = ["水务.toml"]\n', "utf-8")
    (drafts / "坏.docx").unlink()
    capsys.readouterr()
    assert {genre for _, genre in lint_json(capsys, "旧稿")} == {"水务"}
    assert main(["lint", "旧稿", "--select", "OL", "--fail-on", "hint"]) == 0


def test_infer_keeps_what_is_there(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    past(folder, 3)
    (folder / "x.toml").write_text("mine", "utf-8")
    assert main(["outline", "infer", "旧稿", "-o", "x.toml"]) == 2
    assert "已经有了" in capsys.readouterr().err
    assert (folder / "x.toml").read_text("utf-8") == "mine"
    assert main(["outline", "infer", "旧稿", "-o", "x.toml", "--force", "-q"]) == 0
    assert capsys.readouterr().err == ""
    assert "部分" in tomllib.loads((folder / "x.toml").read_text("utf-8"))


def test_infer_to_standard_output(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    past(folder, 4)
    assert main(["outline", "infer", "旧稿", "--genre", "工作总结", "-q"]) == 0
    first = capsys.readouterr().out
    assert tomllib.loads(first)["类别"] == "总结"
    assert main(["outline", "infer", "旧稿", "--genre", "工作总结", "-q"]) == 0
    assert capsys.readouterr().out == first


def test_infer_needs_two_drafts(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    drafts = past(folder, 1)
    (drafts / "坏.docx").write_bytes(b"PK\x03\x04")
    assert main(["outline", "infer", "旧稿"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "只读到 1 篇文稿，至少要有 2 篇" in err


def test_infer_leaves_out_what_is_of_another_kind(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drafts = past(folder, 3)
    (drafts / "请示.txt").write_text(
        "水务站关于解决经费的请示\n镇政府：\n经费不足，恳请解决经费5万元。\n妥否，请批示。\n"
        "水务站\n2024年5月3日\n",
        "utf-8",
    )
    assert main(["outline", "infer", "旧稿", "-o", "x.toml"]) == 0
    err = capsys.readouterr().err
    assert "请示.txt: 像是请示，与其余的不是一种文稿，没有用上" in err
    assert "从 3 篇文稿" in err


def test_infer_replaces_no_draft(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    drafts = past(folder, 3)
    before = (drafts / "00.txt").read_bytes()
    (folder / "链接.toml").symlink_to(drafts / "00.txt")
    for target in ("旧稿/00.txt", "./旧稿/../旧稿/00.txt", "链接.toml"):
        assert main(["outline", "infer", "旧稿", "-o", target, "--force"]) == 2
        assert "是旧稿，不能用作输出文件" in capsys.readouterr().err
    assert (drafts / "00.txt").read_bytes() == before


def test_infer_makes_the_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    past(folder, 3)
    assert main(["outline", "infer", "旧稿", "-o", "提纲/甲/总结.toml", "-q"]) == 0
    assert main(["outline", "check", "提纲/甲"]) == 0
    capsys.readouterr()
    (folder / "文件").write_text("x", "utf-8")
    for target, words in (
        ("文件/总结.toml", "无法写入：路径里有一段不是文件夹"),
        ("提纲", "无法写入：这是文件夹，不是文件"),
    ):
        assert main(["outline", "infer", "旧稿", "-o", target, "--force"]) == 2
        err = capsys.readouterr().err
        assert words in err
        assert err.count("\n") == 1  # before any draft is read


def test_infer_counts_copies_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    drafts = past(folder, 3)
    text = (drafts / "00.txt").read_text("utf-8")
    (drafts / "副本.txt").write_text(text.replace("\n", "\n\n") + " ", "utf-8")
    assert main(["outline", "infer", "旧稿", "-o", "x.toml"]) == 0
    err = capsys.readouterr().err
    assert "旧稿/副本.txt: 与 旧稿/00.txt 的内容完全相同，只算一篇\n" in err
    assert "从 3 篇文稿" in err
    for name in ("01.txt", "02.txt"):
        (drafts / name).unlink()
    assert main(["outline", "infer", "旧稿"]) == 2
    assert "只读到 1 篇文稿" in capsys.readouterr().err


def test_an_outline_is_wrong_in_the_language_asked_for(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office(folder, OWN.replace('"用途"', '"用处"'))
    words = "专报.toml:5: “用处” is unknown; did you mean “用途”?"
    assert main(["outline", "check", "提纲", "--lang", "en"]) == 2
    assert words in capsys.readouterr().out
    for arguments in (["lint", "稿.txt"], ["outline", "list"]):
        assert main([*arguments, "--lang", "en"]) == 2
        assert words in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('outlines = [""]', "writer-assist.toml:1: “outlines”应是一列文字"),
        ('outlines = [""]', "这里有一个是空的，请删去或者写上"),
        ('[per-file-ignores]\n"a" = ["PH", " "]', ":2: “per-file-ignores.a”应是"),
        ("outlines = " + "[" * 20000, "嵌套太深"),
        ("outlines = " + "1" * 10000, "这里的数太长"),
    ],
)
def test_odd_configurations(
    folder: Path, text: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    office(folder)
    (folder / "writer-assist.toml").write_text(text, "utf-8")
    assert main(["lint", "稿.txt"]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert words in err
