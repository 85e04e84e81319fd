"""What holds for a file: the command line before its configuration before the defaults."""

from __future__ import annotations

import pickle
import time
from pathlib import Path
from typing import Any

import pytest

import writer_assist
from writer_assist.engine.configuration import ConfigurationError
from writer_assist.engine.settings import Linters, Settings
from writer_assist.rules.base import Hit, Office, ParagraphRule, Text
from writer_assist.rules.registry import RuleClashError, UnknownRuleError, all_rules, select_rules


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "下").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WRITER_ASSIST_CACHE", str(tmp_path / "cache"))
    return tmp_path


def write(text: str, path: str = "writer-assist.toml") -> None:
    Path(path).write_text(text, "utf-8")


def codes(path: str = "稿.txt", **given: Any) -> set[str]:
    return {rule.code for rule in Linters(**given).of(path).rules}


ALL = {rule.code for rule in select_rules()}
PH = {code for code in ALL if code.startswith("PH")}


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("text", "given", "expected"),
    [
        ("", {}, ALL),
        ('select = ["PH"]', {}, PH),
        ('select = ["PH"]\nextend-select = ["AR001"]', {}, PH | {"AR001"}),
        ('ignore = ["PH"]', {}, ALL - PH),
        ('ignore = ["PH"]\nextend-select = ["PH001"]', {}, ALL - PH | {"PH001"}),
        ('select = ["PH"]\nignore = ["unfilled-year"]', {}, PH - {"PH001"}),
        ('[severity]\nPH = "off"\nPH001 = "hint"', {}, ALL - PH | {"PH001"}),
        ('[per-file-ignores]\n"*.txt" = ["PH", "AR"]\n"*.md" = ["OL"]\n', {},
         {c for c in ALL if c[:2] not in ("PH", "AR")}),
        # The command line goes first.
        ('select = ["PH"]\nignore = ["PH001"]', {"select": ["PH001"]}, {"PH001"}),
        ('select = ["PH001", "PH002"]', {"ignore": ["PH"]}, set()),
        ('select = ["PH"]', {"ignore": ["PH001"]}, PH - {"PH001"}),
        ('[per-file-ignores]\n"*.txt" = ["PH001"]', {"select": ["PH"]}, PH - {"PH001"}),
        ('select = ["PH"]', {"isolated": True}, ALL),
    ],
)  # fmt: skip
def test_choice_of_rules(text: str, given: dict[str, Any], expected: set[str]) -> None:
    write(text)
    assert codes(**given) == expected


@pytest.mark.usefixtures("folder")
def test_files_of_one_run_have_their_own() -> None:
    write('select = ["PH"]\ngenre = "联络组工作总结"\n[per-file-genre]\n"*.md" = "summary"\n')
    write('select = ["AR"]\nfail-on = "error"', "下/writer-assist.toml")
    linters = Linters()
    assert linters.of("稿.txt") is linters.of("别的.txt")
    assert linters.of("稿.txt").genre == "cppcc-liaison-summary"
    assert linters.of("稿.md").genre == "summary"
    assert linters.of("下/稿.txt").genre is None
    assert linters.settings("下/稿.txt").fail_on == "error"
    assert linters.settings("稿.txt").fail_on == "warning"
    assert Linters(fail_on="hint").settings("下/稿.txt").fail_on == "hint"
    assert Linters(genre="summary").of("稿.txt").genre == "summary"


@pytest.mark.usefixtures("folder")
def test_of_globs_that_fit_the_last_tells_the_genre_and_all_tell_what_is_left_out() -> None:
    write(
        '[per-file-genre]\n"*.md" = "summary"\n"下" = "联络组工作总结"\n'
        '[per-file-ignores]\n"*.md" = ["PH"]\n"下/**" = ["AR"]\n'
    )
    linters = Linters()
    assert linters.settings("下/稿.md").genre == "联络组工作总结"
    assert linters.settings("下/稿.md").without == ("PH", "AR")
    assert linters.settings("稿.md").without == ("PH",)


@pytest.mark.usefixtures("folder")
def test_an_office_tells_the_rules_what_it_is() -> None:
    institutions = '[institutions]\n"甲局" = "乙局"\n"丙局" = ""\n'
    write(f'names = ["云溪县"]\ncontacts = ["联系电话"]\n{institutions}')
    (rule, *_) = Linters().of("稿.txt").rules
    assert rule.office == Office(("云溪县",), {"甲局": "乙局", "丙局": ""}, ("联系电话",))
    write('names = "下/名单.txt"\n')
    Path("下/名单.txt").write_bytes("云溪县  # 县\n\n# 人\n稼穑 协会\n云溪县\n".encode("gb18030"))
    (rule, *_) = Linters().of("稿.txt").rules
    assert rule.office.names == ("云溪县", "稼穑 协会")


@pytest.mark.usefixtures("folder")
def test_severities() -> None:
    Path("稿.txt").write_text("20xx年走访委员xx人次。", "utf-8")
    write('select = ["PH"]\n[severity]\nPH = "hint"\nunfilled-year = "error"\n')
    report = Linters().of("稿.txt").lint_path("稿.txt")
    assert {(f.code, f.severity) for f in report.findings} == {
        ("PH001", "error"),
        ("PH004", "hint"),
    }


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('select = [\n"PH",\n"PH999"]', ":3: 没有规则 'PH999'，是不是 PH0"),
        ('ignore = ["unfiled-year"]', ":1: 没有规则 'unfiled-year'，是不是 unfilled-year？"),
        ('extend-select = ["漏填"]', ":1: 没有规则 '漏填'"),
        ('[per-file-ignores]\n"a" = []\n"b" = ["ZZ"]', ":3: 没有规则 'ZZ'"),
        ('[severity]\n\nZZ9 = "off"', ":3: 没有规则 'ZZ9'"),
        ('genre = "联络总结"', ":1: 没有文种 '联络总结'，是不是 联络组工作总结？"),
        ('[per-file-genre]\n"a" = "无"', ":2: 没有文种 '无'"),
        ('house-rules = [\n  "无.toml"]', ":2: “house-rules”里的 无.toml 不存在"),
        ('phrasebank = ["无.toml"]', ":1: “phrasebank”里的 无.toml 不存在"),
        ('names = "无.txt"', ":1: “names”里的 无.txt 不存在"),
        ('names = "."', ":1: 读不出“names”的文件 ."),
        ('exclude = ["a",\n"[z-a]"]', ":2: 看不懂通配符 '[z-a]'"),
    ],
)
def test_what_is_named_must_be_there(text: str, message: str) -> None:
    write(text)
    with pytest.raises(ConfigurationError) as caught:
        Linters().of("下/稿.txt")
    assert str(caught.value).startswith(f"writer-assist.toml{message}")
    assert "\n" not in str(caught.value)


@pytest.mark.usefixtures("folder")
def test_files_are_meant_from_the_configuration_and_globs_from_here_if_it_is_given() -> None:
    Path("下/名单.txt").write_text("云溪县", "utf-8")
    write('names = "名单.txt"\n[per-file-ignores]\n"稿.txt" = ["PH"]\n"下/*" = ["AR"]', "下/x.toml")
    settings = Linters(config="下/x.toml").settings("下/稿.txt")
    assert settings.names == ("云溪县",)
    assert settings.without == ("PH", "AR")


@pytest.mark.usefixtures("folder")
def test_what_is_excluded() -> None:
    write('exclude = ["归档", "*.md"]')
    write("", "下/writer-assist.toml")
    linters = Linters()
    assert linters.excluded("归档")
    assert linters.excluded("甲/归档")
    assert linters.excluded("./稿.md")
    assert not linters.excluded("稿.txt")
    assert not linters.excluded("下/稿.md")
    assert not Linters(isolated=True).excluded("稿.md")


@pytest.mark.usefixtures("folder")
def test_another_process_finds_the_same() -> None:
    write('select = ["PH"]\n[severity]\nPH001 = "hint"')
    linters = Linters(ignore=["PH002"])
    linters.of("稿.txt")
    copy: Linters = pickle.loads(pickle.dumps(linters))
    assert copy.settings("稿.txt") == linters.settings("稿.txt")
    assert [r.code for r in copy.of("稿.txt").rules] == [r.code for r in linters.of("稿.txt").rules]


@pytest.mark.usefixtures("folder")
def test_the_api_takes_a_configuration_and_looks_for_none() -> None:
    Path("稿.txt").write_text("20xx年走访委员xx人次。", "utf-8")
    write('select = ["PH001"]')
    assert len({f.code for f in writer_assist.lint("稿.txt").findings}) > 1
    report = writer_assist.lint("稿.txt", config="writer-assist.toml")
    assert {f.code for f in report.findings} == {"PH001"}
    data = Path("稿.txt").read_bytes()
    report = writer_assist.lint(data, config=Path("writer-assist.toml"), select=["PH004"])
    assert {f.code for f in report.findings} == {"PH004"}


@pytest.mark.usefixtures("folder")
def test_a_document_costs_hardly_more() -> None:
    write('[per-file-ignores]\n"*.md" = ["PH"]\n"下/**" = ["AR"]\n')
    linters = Linters()

    def seconds() -> float:
        start = time.perf_counter()
        for _ in range(1000):
            linters.of("下/稿.txt")
        return time.perf_counter() - start

    assert min(seconds() for _ in range(5)) < 0.1  # 100 µs each; measured: below 10


def test_defaults() -> None:
    assert Linters(isolated=True).settings("稿.txt") == Settings()


# Rules from outside


class Shouting(ParagraphRule):
    """叹号"""

    code = "ZZ001"
    name = "shouting"

    def check(self, text: Text) -> list[Hit]:
        """Find them."""
        return [Hit(i, i + 1, "叹号") for i, c in enumerate(text.text) if c == "！"]


def test_further_rules_are_selected_like_others() -> None:
    assert all_rules([Shouting])[-1] is Shouting
    assert select_rules(["ZZ"], extra=[Shouting]) == (Shouting,)
    assert Shouting not in select_rules(ignore=["shouting"], extra=[Shouting])
    assert Shouting not in select_rules(["ZZ001"], without=["ALL"], extra=[Shouting])
    with pytest.raises(UnknownRuleError):
        select_rules(["ZZ"])


def test_two_rules_with_one_code_are_an_error() -> None:
    class Again(Shouting):
        """又一条"""

        name = "again"

    class Taken(Shouting):
        """又一条"""

        code = "ZZ002"
        name = "unfilled-year"

    for rule in (Again, Taken):
        with pytest.raises(RuleClashError):
            all_rules([Shouting, rule])
    assert all_rules([Shouting, Shouting])
