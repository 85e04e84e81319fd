from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from writer_assist.cli import main

DRAFT = """青山县政协办公室2024年工作总结
一年来，办公室在县政协党组领导下，圆满完成了各项任务，现将工作总结如下。
一、加强政治建设
坚持每周集中学习，党支部生活正常，干部作风、廉政纪律常抓不懈。
二、做好办文办会和宣传
起草文稿八十件，筹备会议二十次，搞了个座谈会，报送信息四十条，协助开展调研六次，搞好接待和后勤。
三、下一步打算
今后，办公室将继续提高文稿质量，挨个落实主席会议议定的事项。
青山县政协办公室
2024年12月20日
"""


@pytest.fixture(autouse=True)
def chinese(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LANGUAGE", "zh")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)


def test_a_draft(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "稿.txt").write_text(DRAFT, "utf-8")
    assert main(["suggest", "稿.txt"]) == 0
    out = capsys.readouterr().out
    assert out.splitlines()[0] == "青山县政协办公室2024年工作总结（政协办公室工作总结）"
    assert "存在的问题：缺少" in out
    assert "搞了个座谈会 → 召开了座谈会" in out
    assert "挨个落实 → 逐项落实" in out


def test_a_draft_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "稿.txt").write_text(DRAFT, "utf-8")
    assert main(["suggest", "稿.txt", "--output-format", "json", "-n", "2"]) == 0
    value = json.loads(capsys.readouterr().out)
    (draft,) = value["drafts"]
    (section,) = draft["sections"]
    assert (section["id"], section["state"], len(section["phrases"])) == ("problems", "missing", 2)
    for one in draft["wordings"]:
        line = DRAFT.split("\n")[one["paragraph"] - 1]
        assert line[one["start"] : one["end"]] == one["text"]


def test_a_draft_from_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stream = io.TextIOWrapper(io.BytesIO(DRAFT.encode()), "utf-8")
    monkeypatch.setattr("sys.stdin", stream)
    assert main(["suggest", "-"]) == 0
    assert "存在的问题" in capsys.readouterr().out


def test_a_good_draft_has_nothing_to_suggest(capsys: pytest.CaptureFixture[str]) -> None:
    example = Path(__file__).parents[2] / "examples" / "定稿" / "政协办公室工作总结.docx"
    assert main(["suggest", str(example)]) == 1
    assert "没有要补写的部分" in capsys.readouterr().out


def test_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["suggest", "--section", "存在的问题", "对照上级要求"]) == 0
    assert "对照上级要求和群众期盼" in capsys.readouterr().out.splitlines()[0]


def test_a_section_alone_in_english(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["suggest", "--section", "请示结语", "--genre", "请示", "--lang", "en"]) == 0
    assert "妥否" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "给出草稿文件"),
        (["无.docx"], "无.docx: 找不到文件"),
        (["--section", "存在问题"], "是不是 存在的问题"),
        (["--section", "存在的问题", "--genre", "请势"], "没有文种 '请势'"),
        (["--section", "存在的问题", "-n", "0"], "--limit 应大于 0"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["suggest", *arguments]) == 2
    output = capsys.readouterr()
    (line,) = output.err.splitlines()
    assert said in line
    assert output.out == ""


def test_an_unknown_genre_of_a_draft(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "稿.txt").write_text(DRAFT, "utf-8")
    assert main(["suggest", "稿.txt", "--genre", "请势"]) == 2
    assert "没有文种" in capsys.readouterr().err


def test_the_office_s_own_phrases_come_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "稿.txt").write_text(DRAFT, "utf-8")
    (tmp_path / "本办.toml").write_text(
        '"主题" = "本办"\n[["短语"]]\n"词" = "本办工作中还有三个短板"\n'
        '"文种" = ["政协办公室工作总结"]\n"部分" = ["存在的问题"]\n"用法" = "总起"\n',
        "utf-8",
    )
    assert main(["suggest", "稿.txt", "--bank", "本办.toml", "-n", "1"]) == 0
    assert "本办工作中还有三个短板" in capsys.readouterr().out
