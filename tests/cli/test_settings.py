"""Configuration, suppression and baseline, as a user of the command line meets them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from writer_assist.cli import main

DIRTY = "工作总结\n20xx年，我们走访委员xx人次，办理提案xx件。\n"


@pytest.fixture(autouse=True)
def _chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in; a draft in it, and one below."""
    monkeypatch.chdir(tmp_path)
    Path("下").mkdir()
    Path("稿.txt").write_text(DIRTY, "utf-8")
    Path("下/稿.txt").write_text(DIRTY, "utf-8")
    return tmp_path


def configure(text: str, path: str = "writer-assist.toml") -> None:
    Path(path).write_text(text, "utf-8")


def found(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[tuple[str, str]]:
    capsys.readouterr()
    main(["lint", "--output-format", "json", *arguments])
    out = capsys.readouterr().out
    return [(f["path"], f["code"]) for f in json.loads(out)["findings"]]


# Configuration


@pytest.mark.usefixtures("folder")
def test_each_file_by_its_own_configuration(capsys: pytest.CaptureFixture[str]) -> None:
    configure('select = ["PH001"]')
    configure('select = ["PH004"]', "下/writer-assist.toml")
    below = str(Path("下", "稿.txt"))
    assert found(capsys) == [("稿.txt", "PH001"), *[(below, "PH004")] * 2]
    assert found(capsys, "--config", "writer-assist.toml", below) == [(below, "PH001")]
    assert len(set(found(capsys, "--isolated", below))) > 2
    assert found(capsys, "--select", "PH004", "稿.txt") == [("稿.txt", "PH004")] * 2


@pytest.mark.usefixtures("folder")
def test_fail_on_is_that_of_the_file() -> None:
    configure('select = ["PH001"]\nfail-on = "never"')
    assert main(["lint", "稿.txt"]) == 0
    assert main(["lint", "稿.txt", "--fail-on", "warning"]) == 1
    configure('select = ["PH001"]', "下/writer-assist.toml")
    assert main(["lint"]) == 1


@pytest.mark.usefixtures("folder")
def test_what_is_excluded_is_not_looked_for(capsys: pytest.CaptureFixture[str]) -> None:
    configure('select = ["PH001"]\nexclude = ["下"]')
    assert found(capsys) == [("稿.txt", "PH001")]
    named = str(Path("下", "稿.txt"))
    assert found(capsys, named) == [(named, "PH001")]
    assert found(capsys, "下") == [(named, "PH001")]


@pytest.mark.usefixtures("folder")
def test_processes_see_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    configure('select = ["PH001"]')
    configure('select = ["PH004"]\n[per-file-ignores]\n"1?.txt" = ["PH"]', "下/writer-assist.toml")
    for number in range(30):
        Path(f"下/{number}.txt").write_text(DIRTY, "utf-8")
    alone = found(capsys, "--jobs", "1")
    assert found(capsys, "--jobs", "2") == alone
    assert {code for _, code in alone} == {"PH001", "PH004"}
    assert len(alone) == 1 + 2 * 21


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('\nselct = ["PH"]', "writer-assist.toml:2: 没有“selct”这一项，是不是 select？"),
        ('select = ["PH", "PH999"]', "writer-assist.toml:1: 没有规则 'PH999'"),
        ("select = PH", "writer-assist.toml:1: 不是正确的 TOML"),
        ('baseline = "无.json"', "无.json: 基线文件读不出来"),
        ('house-rules = ["无.toml"]', "writer-assist.toml:1: “house-rules”里的 无.toml 不存在"),
        ('house-rules = ["坏.toml"]', "坏.toml"),
    ],
)
def test_a_wrong_one_is_one_clear_error(
    text: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("坏.toml").write_text("[[rule]\n", "utf-8")
    configure(text)
    assert main(["lint"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert message in err
    assert main(["lint", "--isolated", "--select", "PH"]) == 1


@pytest.mark.usefixtures("folder")
def test_one_further_down_is_told_before_anything_is_linted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure("x = 1", "下/writer-assist.toml")
    assert main(["lint"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"{Path('下', 'writer-assist.toml')}:1: ")


@pytest.mark.usefixtures("folder")
def test_the_command_line_is_to_blame_for_what_it_says(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure('select = ["PH"]')
    for arguments, name in ((["--ignore", "ZZ9"], "ZZ9"), (["--genre", "无此文种"], "无此文种")):
        assert main(["lint", "稿.txt", *arguments]) == 2
        err = capsys.readouterr().err
        assert name in err
        assert "writer-assist.toml" not in err
    assert main(["lint", "--config", "无.toml"]) == 2
    assert "无.toml: 读不出来" in capsys.readouterr().err


@pytest.mark.usefixtures("folder")
def test_standard_input_has_the_configuration_of_its_name() -> None:
    configure('select = ["PH001"]', "下/writer-assist.toml")
    for arguments in (["-", "--stdin-filename", "下/别.txt"], ["稿.txt", "-", "--isolated"]):
        done = subprocess.run(
            [
                *(sys.executable, "-X", "utf8", "-m", "writer_assist", "lint", *arguments),
                *("--output-format", "json"),
            ],
            input=DIRTY.encode(),
            capture_output=True,
            check=False,
        )
        assert done.returncode == 1
        assert (b"PH004" in done.stdout) == ("--isolated" in arguments)


# Suppression


@pytest.mark.usefixtures("folder")
def test_comments_suppress(capsys: pytest.CaptureFixture[str]) -> None:
    Path("稿.txt").write_text(f"# writer-assist: ignore-file PH004\n{DIRTY}", "utf-8")
    arguments = ["lint", "稿.txt", "--select", "PH,SU"]
    assert main(arguments) == 1
    out = capsys.readouterr().out
    assert "发现 1 处问题：错误 1；另有 2 处由注释忽略。" in out
    assert main([*arguments, "--no-suppressions"]) == 1
    out = capsys.readouterr().out
    assert "发现 3 处问题：错误 3。" in out


# Baseline


@pytest.mark.usefixtures("folder")
def test_a_baseline_is_written_and_used(capsys: pytest.CaptureFixture[str]) -> None:
    select = ["--select", "PH"]
    assert main(["lint", *select, "--write-baseline", "基线.json"]) == 0
    assert capsys.readouterr().out == "基线写进了 基线.json：6 处问题\n"
    assert main(["lint", *select, "--baseline", "基线.json"]) == 0
    out = capsys.readouterr().out
    assert "没有发现问题；另有 6 处在基线里。" in out
    for jobs in ("1", "2"):
        Path("下/稿.txt").write_text(DIRTY + "编发信息xx期。\n", "utf-8")
        assert found(capsys, *select, "--baseline", "基线.json", "--jobs", jobs) == [
            (str(Path("下", "稿.txt")), "PH004")
        ]
    Path("下/稿.txt").write_text("工作总结\n", "utf-8")
    assert main(["lint", *select, "--baseline", "基线.json"]) == 0
    assert capsys.readouterr().err == (
        "基线 基线.json 里有 3 处问题已经不在了，可以用 --write-baseline 更新\n"
    )
    assert main(["lint", *select, "--baseline", "基线.json", "-q"]) == 0
    assert capsys.readouterr().err == ""
    assert main(["lint", *select, "--write-baseline", "基线.json"]) == 0
    assert capsys.readouterr().out == "基线写进了 基线.json：3 处问题\n"


@pytest.mark.usefixtures("folder")
def test_configurations_name_baselines(capsys: pytest.CaptureFixture[str]) -> None:
    configure('select = ["PH"]\nbaseline = "基线.json"')
    configure('select = ["PH"]\nbaseline = "基线.json"', "下/writer-assist.toml")
    assert main(["lint"]) == 2
    assert "基线.json: 基线文件读不出来" in capsys.readouterr().err
    for place in (".", "下"):
        assert main(["lint", place, "--write-baseline", os.path.join(place, "基线.json")]) == 0
    assert main(["lint"]) == 0
    Path("下/稿.txt").write_text(DIRTY * 2, "utf-8")
    assert len(found(capsys)) == 3
    assert len(found(capsys, "--baseline", "基线.json")) == 3


@pytest.mark.usefixtures("folder")
def test_a_baseline_replaces_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    Path("别的.json").write_text('{"重要": 1}', "utf-8")
    assert main(["lint", "--write-baseline", "别的.json"]) == 2
    assert "别的.json: 不是基线文件" in capsys.readouterr().err
    assert main(["lint", "--write-baseline", "稿.txt"]) == 2
    assert Path("稿.txt").read_text("utf-8") == DIRTY
    assert json.loads(Path("别的.json").read_text("utf-8")) == {"重要": 1}
    assert main(["lint", "--write-baseline", "无/基线.json"]) == 2
    assert "无法写入" in capsys.readouterr().err


@pytest.mark.usefixtures("folder")
def test_a_bad_file_is_told_and_its_entries_stay(capsys: pytest.CaptureFixture[str]) -> None:
    main(["lint", "--select", "PH", "--write-baseline", "基线.json"])
    before = Path("基线.json").read_text("utf-8")
    Path("稿.txt").write_bytes(b"PK\x03\x04")
    capsys.readouterr()
    assert main(["lint", "--select", "PH", "--write-baseline", "基线.json"]) == 2
    out, err = capsys.readouterr()
    assert err.startswith("稿.txt: ")
    assert Path("基线.json").read_text("utf-8") == before
    assert "3 处问题" in out


# What there is, and why


@pytest.mark.usefixtures("folder")
def test_statistics(capsys: pytest.CaptureFixture[str]) -> None:
    Path("下/稿.txt").write_text("走访委员xx人次。", "utf-8")
    arguments = ["lint", "--select", "PH", "--statistics"]
    assert main(arguments) == 1
    assert capsys.readouterr().out == (
        "3  PH004  错误  unfilled-number  没有填写的数量\n"
        "1  PH001  错误  unfilled-year    没有填写的年份\n"
        "共 4 处，2 条规则\n"
    )
    assert main([*arguments, "--output-format", "json", "--fail-on", "never"]) == 0
    assert json.loads(capsys.readouterr().out) == [
        {"code": "PH004", "name": "unfilled-number", "severity": "error", "count": 3, "files": 2},
        {"code": "PH001", "name": "unfilled-year", "severity": "error", "count": 1, "files": 1},
    ]
    assert main([*arguments, "无.txt"]) == 2
    assert capsys.readouterr().err.startswith("无.txt: ")
    assert main([*arguments, "--output-format", "sarif"]) == 2
    Path("干净.txt").write_text("很好。", "utf-8")
    assert main([*arguments, "干净.txt"]) == 0
    assert capsys.readouterr().out == "共 0 处，0 条规则\n"
    assert main([*arguments, "稿.txt", "-q", "--output-file", "数.txt"]) == 1
    assert Path("数.txt").read_text("utf-8").count("\n") == 2


@pytest.mark.usefixtures("folder")
def test_settings_and_where_they_come_from(capsys: pytest.CaptureFixture[str]) -> None:
    configure(
        '# 说明\nselect = ["PH"]\nignore = ["PH001"]\n\n[per-file-ignores]\n'
        '"下/*" = ["PH004"]\n"*.md" = ["PH"]\n[severity]\nPH002 = "off"\n'
    )
    arguments = ["lint", "--show-settings", "下/稿.txt", "--ignore", "PH003"]
    assert main([*arguments, "--fail-on", "hint"]) == 0
    lines = {" ".join(line.split()) for line in capsys.readouterr().out.splitlines()}
    assert lines >= {
        "文件：下/稿.txt",
        "配置：writer-assist.toml",
        'select = ["PH"] # writer-assist.toml:2',
        'ignore = ["PH003"] # --ignore',
        'ignore = ["PH001"] # writer-assist.toml:3',
        'per-file-ignores = { "下/*" = ["PH004"] } # writer-assist.toml:6',
        'severity = { "PH002" = "off" } # writer-assist.toml:8',
        'fail-on = "hint" # --fail-on',
        'genre = "" # 默认',
    }
    arguments.insert(2, "稿.txt")
    assert main([*arguments, "--output-format", "json"]) == 0
    second, first = json.loads(capsys.readouterr().out)
    assert first["configuration"] == "writer-assist.toml"
    assert not {"PH001", "PH002", "PH003", "PH004"}.intersection(first["rules"])
    assert set(second["rules"]) - set(first["rules"]) == {"PH004"}
    assert main(["lint", "--show-settings", "--isolated", "--select", "PH001"]) == 0
    out = capsys.readouterr().out
    assert "配置：没有" in out
    assert "用到的规则（1 条）：\n  PH 001\n" in out
    configure("selct = []")
    assert main(["lint", "--show-settings"]) == 2
    assert "select" in capsys.readouterr().err


HOUSE = """
[["规则"]]
"编号" = "{code}"
"名称" = "house-word"
"类型" = "替换"
"概要" = "本办用语"
[["规则"."条目"]]
"误" = "县政协办"
"正" = "县政协办公室"
"不算" = "县政协办公室"
"理由" = "对外用全称"
"错误示例" = ["由⟦县政协办⟧承办。", "⟦县政协办⟧印发", "报⟦县政协办⟧备案。"]
"正确示例" = ["由县政协办公室承办。", "县政协办公室印发", "县政协承办。"]
"""


@pytest.mark.usefixtures("folder")
def test_house_rules_are_rules_like_others(capsys: pytest.CaptureFixture[str]) -> None:
    Path("规则").mkdir()
    configure(HOUSE.format(code="BJQ001"), "规则/本地.toml")
    Path("稿.txt").write_text("由县政协办承办。", "utf-8")
    house = 'house-rules = ["规则/本地.toml"]\n'
    configure(house)
    assert found(capsys, "稿.txt", "--select", "BJQ") == [("稿.txt", "BJQ001")]
    assert found(capsys, "稿.txt", "--select", "house-word,PH") == [("稿.txt", "BJQ001")]
    assert found(capsys, "稿.txt", "--select", "BJQ", "--ignore", "BJQ001") == []
    configure(f'{house}select = ["BJQ"]\n[severity]\nhouse-word = "hint"')
    assert main(["lint", "稿.txt"]) == 0
    assert "提示 BJQ001" in capsys.readouterr().out
    Path("稿.txt").write_text("# writer-assist: ignore BJQ001\n由县政协办承办。", "utf-8")
    assert found(capsys, "稿.txt", "--select", "BJQ,SU") == []
    # Elsewhere there is no such rule.
    assert main(["lint", "稿.txt", "--isolated", "--select", "BJQ"]) == 2
    assert "没有规则 'BJQ'" in capsys.readouterr().err
    configure(house.replace("[", '["规则/又.toml", '))
    configure(HOUSE.format(code="BJQ001"), "规则/又.toml")
    assert main(["lint", "稿.txt"]) == 2
    assert "BJQ001" in capsys.readouterr().err


@pytest.mark.usefixtures("folder")
def test_what_does_not_go_together(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", "--write-baseline", "基线.json", "--output-file", "报告.txt"]) == 2
    assert not Path("基线.json").exists()
    assert main(["lint", "--show-settings", "--output-file", "无/设置.txt"]) == 2
    err = capsys.readouterr().err
    assert "无法写入" in err
    assert "内部错误" not in err
