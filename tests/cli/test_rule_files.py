"""``writer-assist rule --test``: the examples of a house file are its tests."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from writer_assist.cli import main

HOUSE = """\
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
"错误示例" = [
  "由⟦县政协办⟧承办。",
  "⟦县政协办⟧印发",
  "报⟦县政协办⟧备案。",
]
"正确示例" = [
  "由县政协办公室承办。",
  "县政协办公室印发",
  "县政协承办。",
]
"""


@pytest.fixture(autouse=True)
def _chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")


def house(folder: Path, text: str = HOUSE) -> str:
    file = folder / "本办规则.toml"
    file.write_text(text, "utf-8")
    return str(file)


def test_all_examples_pass(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule", "--test", house(tmp_path)]) == 0
    assert capsys.readouterr().out == "1条规则，1个条目，6个示例，全部通过\n"


def test_failing_examples_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = HOUSE.replace("县政协承办。", "县政协办理。").replace("报⟦县政协办⟧备案", "报县⟦政协办⟧")
    path = house(tmp_path, text)
    assert main(["rule", "--test", path]) == 1
    assert capsys.readouterr().out.splitlines() == [
        f"{path}:15: BJ001 应当找到而没有找到：报县【政协办】。",
        f"{path}:15: BJ001 不该找到而找到了：报【县政协办】。",
        f"{path}:20: BJ001 不该找到而找到了：【县政协办】理。",
        "1条规则，1个条目，6个示例，2个没有通过",
    ]


def test_few_examples_are_advised_against(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = HOUSE.replace('  "县政协承办。",\n', "")
    assert main(["rule", "--test", house(tmp_path, text), "--lang", "en"]) == 0
    assert "3" in capsys.readouterr().out


def test_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = house(tmp_path, HOUSE.replace("县政协承办。", "县政协办理。"))
    assert main(["rule", "--test", path, "--output-format", "json"]) == 1
    results = json.loads(capsys.readouterr().out)
    assert len(results) == 6
    assert [result for result in results if not result["passed"]] == [
        {
            "path": path,
            "line": 20,
            "code": "BJ001",
            "example": "县政协办理。",
            "passed": False,
            "missed": [],
            "extra": [{"paragraph": 1, "start": 0, "end": 4}],
        }
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"误"', '"错"', "本办规则.toml:8: “错”不认识"),
        ('"BJ001"', '"PH001"', "与内置规则同类"),
        ('"house-word"', '"unfilled-year"', "unfilled-year"),
    ],
)
def test_a_broken_file_is_one_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, message: str
) -> None:
    assert main(["rule", "--test", house(tmp_path, HOUSE.replace(old, new))]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert message in captured.err
    assert captured.err.count("\n") == 1


def test_one_thing_at_a_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule", "--test", house(tmp_path), "PH001"]) == 2
    assert "--test" in capsys.readouterr().err


def test_the_rules_of_the_office_are_known(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    house(tmp_path)
    (tmp_path / "writer-assist.toml").write_text('house-rules = ["本办规则.toml"]\n', "utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["rule", "BJ001"]) == 0
    page = capsys.readouterr().out
    assert "本办用语" in page
    assert "由【县政协办】承办。" in page
    assert main(["rule", "--all"]) == 0
    assert "BJ001" in capsys.readouterr().out
    (tmp_path / "writer-assist.toml").write_text('house-rules = ["没有.toml"]\n', "utf-8")
    assert main(["rule", "PH001"]) == 2
    assert "writer-assist.toml:1" in capsys.readouterr().err
