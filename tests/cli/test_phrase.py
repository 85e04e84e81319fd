from __future__ import annotations

import csv
import io
import json
import os
import tomllib
from pathlib import Path

import pytest

from tests.phrasebank.conftest import PHRASES
from writer_assist.cli import main
from writer_assist.phrasebank import banks


class Cli:
    """Runs ``phrase``, and keeps what it printed."""

    def __init__(self, capsys: pytest.CaptureFixture[str], own: Path) -> None:
        self._capsys = capsys
        self.own = own
        self.out = self.err = ""

    def __call__(self, *arguments: object) -> int:
        code = main(["phrase", *map(str, arguments)])
        self.out, self.err = self._capsys.readouterr()
        return code

    def texts(self) -> list[str]:
        """The texts in JSON output."""
        return [entry["text"] for entry in json.loads(self.out)]


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    file = tmp_path / "builtin" / "请示.toml"
    file.parent.mkdir()
    file.write_text(PHRASES, "utf-8")
    monkeypatch.setattr(banks, "builtin_files", lambda: (str(file),))
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("WRITER_ASSIST_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("sys.platform", "linux")
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    return Cli(capsys, tmp_path / "data" / "writer-assist" / "常用语.toml")


def test_search(cli: Cli) -> None:
    assert cli("search", "tfqps") == 0
    first = cli.out.splitlines()[0]
    assert "妥否，请批示（请示·请示结语；最常用的结语）" in first
    assert cli("show", first.split()[0]) == 0
    assert "用法  最常用的结语" in cli.out
    assert cli("search", "zz", "xieshang", "--output-format", "json", "-n", 1) == 0
    assert cli.texts() == ["履行政治协商、民主监督、参政议政职能"]
    assert cli("search", "全面建", "--output-format", "json") == 0
    last = json.loads(cli.out)[-1]
    assert (last["obsolete"], last["successor"]) == (True, "全面建设社会主义现代化国家")
    assert cli("search", "决胜") == 0
    assert "已不用，改用“全面建设社会主义现代化国家”" in cli.out


def test_nothing_found(cli: Cli) -> None:
    assert cli("search", "饕餮") == 1
    assert cli.err == "没有找到“饕餮”\n"
    assert cli("search", "妥否", "--genre", "总结") == 1
    assert "不限的话有 2 条" in cli.err
    assert cli("show", "妥否请批复") == 1
    assert cli.err == "没有短语“妥否请批复”，是不是 妥否，请批示？\n"
    assert cli("search", "饕餮", "--output-format", "json") == 1
    assert json.loads(cli.out) == []


def test_usage_errors(cli: Cli) -> None:
    assert cli() == 2
    assert "mine    从过去的文稿里找反复用到的说法" in cli.err
    assert cli("serach", "x") == 2
    assert "没有命令 'serach'，是不是 search？" in cli.err
    assert cli("search", "妥否", "--genre", "请求") == 2
    assert "没有文种 '请求'，是不是 请示？" in cli.err
    assert cli("search", "妥否", "--section", "结") == 2
    assert "没有部分 '结'" in cli.err
    assert cli("search", "妥否", "--bank", "没有.toml") == 2
    assert cli.err == "没有.toml: 读不出来：No such file or directory\n"
    assert cli("list", "--theme", "请求") == 2
    assert cli("search", "--help") == 0
    assert cli("search", "妥否", "-n", 0) == 2


def test_english(cli: Cli) -> None:
    assert cli("--lang", "en", "search", "tfqps") == 0
    assert cli("search", "tfqps", "--lang", "en") == 0


def test_own_phrases(cli: Cli) -> None:
    assert cli("add", "为民办好{数}件实事", "--genre", "总结、报告", "--usage", "写实事") == 0
    assert cli.own.read_text("utf-8") == (
        '# 本单位的常用语。格式见 docs/常用语.md。\n"主题" = "本单位常用语"\n\n[["短语"]]\n'
        '"词" = "为民办好{数}件实事"\n"文种" = ["总结", "报告"]\n"用法" = "写实事"\n'
    )
    assert cli("search", "wmbh", "--output-format", "json") == 0
    assert cli.texts() == ["为民办好{数}件实事"]
    assert cli("add", "为民办好{件数}件实事") == 2
    assert "已经有了" in cli.err
    assert cli("add", "妥否，请批示") == 2
    assert cli("add", "太短") == 2
    assert cli.err == f"{cli.own}: “词”应有 4 到 60 个字，现在是 2 个\n"
    assert cli("add", "按时保质办结", "--replaces", "按时间办完了") == 2
    before = cli.own.read_bytes()
    assert cli("add", "按时保质办结", "--replaces", "按时间办完了", "--reason", "口语") == 0
    number = cli.out.split("：")[1].split()[0]
    assert cli("search", "按时间办完了", "--output-format", "json") == 0
    assert cli.texts()[0] == "按时保质办结"
    assert cli("edit", number, "--usage", "写办结", "--theme", "办理") == 0
    assert cli("edit", number, "--usage", "") == 0
    assert '"词" = "按时保质办结"\n"主题" = "办理"\n"代替"' in cli.own.read_text("utf-8")
    assert cli("edit", number) == 2
    assert cli("edit", number, "--text", "") == 2
    assert cli("edit", number, "--text", "按期保质办结") == 0
    assert cli("remove", number) == 1
    assert cli("remove", "按期保质办结") == 0
    assert cli.own.read_bytes() == before
    assert cli("list", "--own", "--output-format", "json") == 0
    assert cli.texts() == ["为民办好{数}件实事"]
    assert not [name for name in os.listdir(cli.own.parent) if name != cli.own.name]


def test_builtin_phrases_are_never_written(cli: Cli, tmp_path: Path) -> None:
    builtin = tmp_path / "builtin" / "请示.toml"
    assert cli("remove", "当否，请批示") == 2
    assert "不能删去" in cli.err
    assert cli("edit", "当否，请批示", "--usage", "少用") == 0
    assert "改过的一份放进了" in cli.out
    assert cli("show", "当否，请批示", "--output-format", "json") == 0
    entry = json.loads(cli.out)[0]
    assert (entry["usage"], entry["own"], entry["theme"]) == ("少用", True, "请示")
    assert cli("remove", "当否，请批示") == 0
    assert cli("show", "当否，请批示", "--output-format", "json") == 0
    assert not json.loads(cli.out)[0]["own"]
    assert builtin.read_text("utf-8") == PHRASES


def test_what_others_refer_to_stays(cli: Cli) -> None:
    Path("甲.toml").write_text('"主题" = "甲"\n[["短语"]]\n"词" = "甲乙丙丁"\n', "utf-8")
    Path("乙.toml").write_text(
        '"主题" = "乙"\n[["短语"]]\n"词" = "戊己庚辛"\n"至" = "2020"\n"改用" = "甲乙丙丁"\n',
        "utf-8",
    )
    for action in (["remove", "甲乙丙丁"], ["edit", "甲乙丙丁", "--text", "甲乙丙丁戊"]):
        before = Path("甲.toml").read_bytes()
        assert cli(*action, "--bank", "甲.toml", "--bank", "乙.toml") == 2
        assert cli.err.startswith("乙.toml:2: “改用”的“甲乙丙丁”不在常用语里")
        assert Path("甲.toml").read_bytes() == before


def test_files_keep_their_form(cli: Cli) -> None:
    own = Path("own.toml")
    text = '\ufeff# 头\r\n"主题" = "本办"\r\n\r\n[["短语"]]\r\n"词" = "甲乙丙丁"  # 注\r\n'
    own.write_bytes(text.encode())
    assert cli("edit", "甲乙丙丁", "--usage", "试", "--bank", own) == 0
    assert own.read_bytes().decode() == text + '"用法" = "试"\r\n'
    assert cli("edit", "甲乙丙丁", "--usage", "", "--bank", own) == 0
    assert own.read_bytes().decode() == text
    own.write_text('"主题" = "本办"\n"短语" = [{"词" = "甲乙丙丁"}]\n', "utf-8")
    assert cli("edit", "甲乙丙丁", "--usage", "试", "--bank", own) == 2
    assert "不能自动修改" in cli.err


def test_configuration(cli: Cli) -> None:
    Path("writer-assist.toml").write_text('phrasebank = ["本办.toml", "他办.toml"]\n', "utf-8")
    Path("他办.toml").write_text('"主题" = "他办"\n[["短语"]]\n"词" = "甲乙丙丁"\n', "utf-8")
    assert cli("add", "戊己庚辛") == 0
    assert "戊己庚辛" in Path("本办.toml").read_text("utf-8")
    assert cli("list", "--own", "--output-format", "json") == 0
    assert cli.texts() == ["戊己庚辛", "甲乙丙丁"]
    assert not cli.own.exists()
    assert cli("list", "--own", "--bank", "他办.toml", "--output-format", "json") == 0
    assert cli.texts() == ["甲乙丙丁"]
    Path("writer-assist.toml").write_text("phrasebank = 3\n", "utf-8")
    assert cli("search", "妥否") == 2
    assert cli.err.startswith("writer-assist.toml:1: ")


@pytest.mark.usefixtures("cli")
@pytest.mark.parametrize("command", [["lint", "稿.txt"], ["suggest", "稿.txt"], ["phrase", "list"]])
def test_a_broken_phrase_file_is_said_once(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    Path("稿.txt").write_text("工作总结\n", "utf-8")
    Path("writer-assist.toml").write_text('phrasebank = ["本办.toml"]\n', "utf-8")
    Path("本办.toml").write_text('"主题" = "本办"\n[["短语"]]\n"词" = "甲"\n', "utf-8")
    assert main(command) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.endswith("本办.toml:3: “词”应有 4 到 60 个字，现在是 1 个\n")
    assert err.count("\n") == 1


def test_export_and_import(cli: Cli) -> None:
    assert cli("add", "甲乙丙丁", "--usage", "=1+1", "--genre", "请示、报告") == 0
    assert cli("export", "--own") == 0
    assert cli.out.startswith("\ufeff词,主题,文种,")
    row = next(csv.DictReader(io.StringIO(cli.out[1:])))
    assert (row["词"], row["用法"], row["文种"]) == ("甲乙丙丁", "'=1+1", "请示；报告")
    for format in ("csv", "toml"):
        name = f"出.{format}"
        assert cli("export", "--own", "--output-format", format, "--output-file", name) == 0
        assert cli("import", name) == 0
        assert cli.out.startswith("新收进 0 条，重复 1 条，有错 0 条")
        assert cli("import", name, "--bank", f"进-{format}.toml") == 0
        assert cli.out.startswith("新收进 1 条，重复 0 条，有错 0 条")
        item = tomllib.loads(Path(f"进-{format}.toml").read_text("utf-8"))["短语"][0]
        assert (item["用法"], item["文种"]) == ("=1+1", ["请示", "报告"])
    assert cli("export", "--output-format", "json", "--theme", "请示") == 0
    assert len(cli.texts()) == PHRASES.count('"词"')


def test_import_sorts_out(cli: Cli) -> None:
    table = (
        "词,用法,代替,理由,文种\n"
        "压实工作责任,写责任,把责任压死；把责任压实,口语,总结、报告\n"
        "短,,,,\n"
        ",,,,\n"
        "压实工作责任,,,,\n"
        "妥否，请批示,,,,\n"
        "扛牢工作责任,,把责任压死,口语,请求\n"
        "担起工作责任,,把责任压死,口语,\n"
    )
    Path("表.csv").write_bytes(table.encode("gb18030"))
    assert cli("import", "表.csv") == 2
    assert cli.out.startswith("新收进 1 条，重复 2 条，有错 3 条")
    assert [line.partition("，")[0] for line in cli.err.splitlines()] == [
        "表.csv:3: “词”应有 4 到 60 个字",
        "表.csv:7: “文种”里的“请求”不认识",
        "表.csv:8: “代替”里的“把责任压死”",
    ]
    assert '"代替" = ["把责任压死", "把责任压实"]' in cli.own.read_text("utf-8")
    Path("表.csv").write_text("短语,用途\n压实工作责任,x\n", "utf-8")
    assert cli("import", "表.csv") == 2
    assert "第一行应是表头" in cli.err
    assert cli("import", "没有.csv") == 2


def test_check(cli: Cli) -> None:
    good, bad = Path("好.toml"), Path("坏.toml")
    good.write_text('"主题" = "本办"\n[["短语"]]\n"词" = "甲乙丙丁"\n', "utf-8")
    bad.write_text(good.read_text("utf-8") + '"用途" = "x"\n[["短语"]]\n"词" = "短"\n', "utf-8")
    assert cli("check", good) == 0
    assert cli.out == "1 条短语，没有错\n"
    assert cli("check", good, bad) == 2
    assert cli.out.splitlines() == [
        "坏.toml:4: “用途”不认识，是不是“用法”？",
        "坏.toml:6: “词”应有 4 到 60 个字，现在是 1 个",
    ]


def test_mine(cli: Cli) -> None:
    folder = Path("文稿")
    folder.mkdir()
    beside = [("春天", "花开"), ("河水", "上涨"), ("老人", "散步"), ("工厂", "生产")]
    for number, (one, two) in enumerate(beside):
        text = f"工作总结\n{one}坚持围绕中心服务大局开展各项活动{two}。\n"
        (folder / f"{number}.txt").write_text(text, "utf-8")
    assert cli("mine", folder, "--output-file", "待审.toml") == 0
    text = Path("待审.toml").read_text("utf-8")
    assert "# 4 次，4 份文稿：0.txt:2、1.txt:2、2.txt:2 等\n" in text
    assert [item["词"] for item in tomllib.loads(text)["短语"]] == [
        "坚持围绕中心服务大局开展各项活动"
    ]
    assert cli("import", "待审.toml") == 0
    assert cli("mine", folder) == 1
    assert "没有找到" in cli.err
    assert cli("mine", folder, "--min-count", 1) == 2
    assert cli("mine", "没有") == 2
    assert cli("mine", folder, "--output-file", folder / "0.txt") == 2
