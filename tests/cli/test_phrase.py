from __future__ import annotations

import csv
import io
import json
import os
import stat
import subprocess
import sys
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
    assert cli.err == "没有.toml: 读不出来：找不到文件\n"
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
    for action in (
        ["remove", "甲乙丙丁"],
        ["edit", "甲乙丙丁", "--text", "甲乙丙丁戊"],
        ["edit", "甲乙丙丁", "--text", "甲乙、丙丁"],
    ):
        before = Path("甲.toml").read_bytes()
        assert cli(*action, "--bank", "甲.toml", "--bank", "乙.toml") == 2
        assert cli.err == "乙.toml:2: “戊己庚辛”的“改用”是“甲乙丙丁”，先改那一条，再动这一条\n"
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


@pytest.mark.usefixtures("cli")
def test_each_fault_of_a_phrase_file_has_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    Path("稿.txt").write_text("工作总结\n", "utf-8")
    Path("writer-assist.toml").write_text('phrasebank = ["本办.toml"]\n', "utf-8")
    text = '"主题" = "本办"\n[["短语"]]\n"词" = "甲"\n[["短语"]]\n"词" = "乙"\n'
    Path("本办.toml").write_text(text, "utf-8")
    assert main(["lint", "稿.txt"]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert [line.partition("本办.toml:")[2][:2] for line in lines] == ["3:", "5:"]


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


def test_adding_at_the_same_time_loses_nothing(tmp_path: Path) -> None:
    bank = tmp_path / "库.toml"
    environ = {**os.environ, "WRITER_ASSIST_CACHE": str(tmp_path / "cache"), "LANG": "zh_CN.UTF-8"}
    texts = [f"{number}办好各项实事" for number in "甲乙丙丁"]
    adding = [
        subprocess.Popen(
            [sys.executable, "-m", "writer_assist", "phrase", "add", text, "--bank", str(bank)],
            env=environ,
            stdout=subprocess.DEVNULL,
        )
        for text in texts
    ]
    assert [process.wait() for process in adding] == [0] * len(texts)
    items = tomllib.loads(bank.read_text("utf-8"))["短语"]
    assert sorted(item["词"] for item in items) == sorted(texts)
    assert [name for name in os.listdir(tmp_path) if name.endswith((".lock", ".tmp"))] == []


@pytest.mark.parametrize(
    "action",
    [
        ["add", "戊己庚辛"],
        ["edit", "甲乙丙丁", "--usage", "试"],
        ["remove", "甲乙丙丁"],
        ["import", "表.csv"],
    ],
)
def test_read_only_banks_stay(cli: Cli, action: list[str]) -> None:
    own = Path("own.toml")
    own.write_text('"主题" = "本办"\n[["短语"]]\n"词" = "甲乙丙丁"\n', "utf-8")
    Path("表.csv").write_text("词\n壬癸子丑\n", "utf-8")
    before = own.read_bytes()
    own.chmod(0o444)
    assert cli(*action, "--bank", own) == 2
    assert cli.err.startswith("own.toml 是只读的，没有动它")
    assert own.read_bytes() == before
    assert stat.S_IMODE(own.stat().st_mode) == 0o444
    assert sorted(os.listdir()) == ["own.toml", "表.csv"]


def _draft_folder() -> Path:
    folder = Path("文稿")
    folder.mkdir()
    beside = [("春天", "花开"), ("河水", "上涨"), ("老人", "散步"), ("工厂", "生产")]
    for number, (one, two) in enumerate(beside):
        text = f"工作总结\n{one}坚持围绕中心服务大局开展各项活动{two}。\n"
        (folder / f"{number}.txt").write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize("action", [["mine", "文稿"], ["export"]])
def test_output_files_are_not_overwritten(cli: Cli, action: list[str], tmp_path: Path) -> None:
    _draft_folder()
    assert cli("add", "戊己庚辛") == 0
    builtin = tmp_path / "builtin" / "请示.toml"
    other = Path("另.toml")
    other.write_text('"主题" = "另"\n', "utf-8")
    for bank in (cli.own, builtin):
        before = bank.read_bytes()
        assert cli(*action, "--output-file", bank, "--force") == 2
        assert "在用的常用语库，不能用作输出文件" in cli.err
        assert bank.read_bytes() == before
    assert cli(*action, "--bank", other, "--output-file", f"./{other}", "--force") == 2
    out = Path("出.toml")
    out.write_text("我的\n", "utf-8")
    assert cli(*action, "--output-file", out) == 2
    assert "出.toml 已经有了，没有动它；要换成新的，加 --force" in cli.err
    assert out.read_text("utf-8") == "我的\n"
    assert cli(*action, "--output-file", out, "--force") == 0
    assert "写进了 出.toml" in cli.err
    assert "我的" not in out.read_text("utf-8")
    assert cli(*action, "--output-file", "没有/出.toml") == 2
    assert cli.err == "没有/出.toml: 无法写入：没有这个文件夹\n"


def test_mine_passes_over_what_cannot_be_opened(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = _draft_folder()
    (folder / "密").mkdir()
    scandir = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("密"):
            raise PermissionError(13, os.strerror(13))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert cli("mine", folder) == 0
    assert cli.err == f"{folder / '密'}: 无法打开文件夹：没有权限\n"
    assert "坚持围绕中心服务大局" in cli.out


@pytest.mark.parametrize("format", ["csv", "toml"])
def test_changed_builtin_phrases_survive(cli: Cli, format: str) -> None:
    assert cli("edit", "当否，请批示", "--usage", "少用") == 0
    assert cli("edit", "妥否，请批示", "--usage", "") == 0
    name = f"出.{format}"
    assert cli("export", "--output-format", format, "--output-file", name) == 0
    assert cli.err == f"导出了 11 条，写进了 {name}\n"
    head = Path(name).read_text("utf-8").splitlines()[0]
    assert format == "csv" or head == "# 常用语。格式见 docs/常用语.md。"
    assert cli("import", name, "--bank", "新.toml") == 0
    assert cli.out == "新收进 2 条，重复 9 条，有错 0 条（新.toml）\n"
    assert cli("list", "--own", "--bank", "新.toml", "--output-format", "json") == 0
    entries = {entry["text"]: entry for entry in json.loads(cli.out)}
    assert entries["当否，请批示"]["usage"] == "少用"
    assert entries["妥否，请批示"]["usage"] == ""
    assert entries["妥否，请批示"]["sections"] == ["请示结语"]
    # Once more: the same.
    assert cli("import", name, "--bank", "新.toml") == 0
    assert cli.out == "新收进 0 条，重复 11 条，有错 0 条（新.toml）\n"


def test_columns_that_a_table_lacks_stay(cli: Cli) -> None:
    Path("表.csv").write_text("词,用法\n当否，请批示,少用\n妥否请批示,最常用的结语\n", "utf-8")
    assert cli("import", "表.csv") == 0
    assert cli.out.startswith("新收进 1 条，重复 1 条")
    assert cli("show", "当否，请批示", "--output-format", "json") == 0
    (entry,) = json.loads(cli.out)
    assert (entry["usage"], entry["sections"], entry["own"]) == ("少用", ["请示结语"], True)


def test_import_names_what_differs(cli: Cli) -> None:
    assert cli("add", "甲乙丙丁", "--usage", "试") == 0
    before = cli.own.read_bytes()
    Path("表.csv").write_text("词,用法\n甲乙丙丁,别的\n甲乙丙丁,试\n", "utf-8")
    assert cli("import", "表.csv") == 2
    assert cli.err.startswith("表.csv:2: “甲乙丙丁”在 常用语.toml:4 已经有了，内容不同，没有改动")
    assert cli.out.startswith("新收进 0 条，重复 1 条，内容不同没有改动 1 条，有错 0 条")
    assert cli.own.read_bytes() == before


def test_a_wrong_row_takes_no_right_one_with_it(cli: Cli) -> None:
    table = (
        "词,文种,代替,理由\n"
        "压实工作责任,请求,,\n"
        "压实工作责任,请示,,\n"
        "扛牢工作责任,,把责任压死,口语\n"
        "担起工作责任,,把责任压死,口语\n"
        "担起工作责任,总结,,\n"
        "担起工作责任,报告,,\n"
        "担起工作责任,,,\n"
        "守好工作底线,,,,多\n"
    )
    Path("表.csv").write_text(table, "utf-8")
    assert cli("import", "表.csv") == 2
    assert cli.err.splitlines() == [
        "表.csv:2: “文种”里的“请求”不认识，是不是“请示”？",
        "表.csv:5: “代替”里的“把责任压死”，表.csv:4 已经要它改成“扛牢工作责任”",
        "表.csv:7: “担起工作责任”前面已经有一行，内容不同，收了前面的",
        "表.csv:9: 比表头多出 1 格；内容里有逗号的，要用英文引号括起来",
    ]
    assert cli.out.startswith("新收进 3 条，重复 1 条，内容不同没有改动 1 条，有错 3 条")
    items = tomllib.loads(cli.own.read_text("utf-8"))["短语"]
    assert [item.get("文种") for item in items] == [["请示"], None, ["总结"]]


def test_import_from_standard_input(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    data = io.TextIOWrapper(io.BytesIO("词\n甲乙丙丁\n短\n".encode("gb18030")))
    monkeypatch.setattr("sys.stdin", data)
    assert cli("import", "-") == 2
    assert cli.out.startswith("新收进 1 条")
    assert cli.err.startswith("-:3: “词”应有")


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"PK\x03\x04" + bytes(200), "这不是 CSV，也不是 TOML；表格请在 WPS 表格或 Excel 里另存"),
        (b"%PDF-1.7\n", "这不是 CSV，也不是 TOML"),
        (None, "读不出来：找不到文件"),
    ],
)
def test_what_cannot_be_imported(cli: Cli, data: bytes | None, error: str) -> None:
    if data is not None:
        Path("表.xlsx").write_bytes(data)
    assert cli("import", "表.xlsx") == 2
    assert cli.err.startswith(f"表.xlsx: {error}")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
@pytest.mark.parametrize(
    "action", [["check"], ["list", "--bank"], ["add", "甲乙丙丁", "--bank"], ["import"]]
)
def test_pipes_are_not_waited_for(cli: Cli, action: list[str]) -> None:
    os.mkfifo("管")
    assert cli(*action, "管") == 2
    assert "管: 读不出来：不是普通文件" in cli.out + cli.err


def test_check_says_one(cli: Cli) -> None:
    Path("好.toml").write_text('"主题" = "本办"\n[["短语"]]\n"词" = "甲乙丙丁"\n', "utf-8")
    assert cli("check", "好.toml") == 0
    assert cli.out == "1 条短语，没有错\n"
    Path("数.toml").write_text('"主题" = "本办"\n"数" = ' + "9" * 10_000, "utf-8")
    assert cli("check", "数.toml") == 2
    assert cli.out == "数.toml:2: 这里的数太长\n"


@pytest.mark.parametrize("text", ["-甲乙丙丁", "-x甲乙丙丁", "—甲乙丙丁"])
def test_texts_may_begin_with_a_dash(cli: Cli, text: str) -> None:
    assert cli("add", "--", text) == 0
    assert cli("edit", text, "--text", f"{text}戊", "--usage", "试") == 0
    assert cli("remove", "--", f"{text}戊") == 0
    assert cli("add", "甲乙丙丁", "--usgae=试") == 2
    assert "--usgae" in cli.err


def test_messages(cli: Cli) -> None:
    assert cli("list", "--own") == 1
    assert (cli.out, cli.err) == ("", "本单位的库里还没有短语，可以用 phrase add 加\n")
    assert cli("add", "甲乙丙丁") == 0
    assert cli("list", "--own", "--genre", "请示") == 0
    assert cli("add", "戊己庚辛") == 0
    assert cli("edit", "戊己庚辛", "--text", "甲乙，丙丁") == 2
    assert cli.err.startswith("已经有了：")
    assert "甲乙丙丁" in cli.err
    assert cli("add", "甲\x07乙丙丁") == 2
    assert cli.err == f"{cli.own}: “词”里有看不见的字符（U+0007），请删去\n"
    assert cli("search", "饕餮" * 500) == 1
    assert cli.err == f"没有找到“{'饕餮' * 20}…”\n"


def test_what_cannot_be_undone_needs_the_whole_id(cli: Cli) -> None:
    assert cli("add", "甲乙丙丁") == 0
    number = cli.out.split("：")[1].split()[0]
    assert cli("show", number[:4]) == 0
    for action in (["remove", number[:4]], ["edit", number[:4], "--usage", "试"]):
        assert cli(*action) == 1
        assert cli.err == f"编号要写全，{number[:4]} 只是开头：{number} 甲乙丙丁\n"
    assert cli("remove", number) == 0
