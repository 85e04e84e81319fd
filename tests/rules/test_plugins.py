"""Rule classes of other packages, by entry point."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from writer_assist.cli import main
from writer_assist.rules import plugins
from writer_assist.rules.plugins import PluginError, entry_points, plugin_rules
from writer_assist.rules.registry import all_rules

RULE = '''
from writer_assist.rules.base import Hit, ParagraphRule


class Shouting(ParagraphRule):
    """有叹号"""

    code = "{code}"
    name = "{name}"
    {more}

    def check(self, text):
        start = text.text.find("！")
        return [Hit(start, start + 1, "叹号")] if start >= 0 else []


RULES = (Shouting,)
'''

Install = Callable[..., None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Installs a package "county-rules" with one entry point."""
    site = tmp_path / "site"
    site.mkdir()
    monkeypatch.syspath_prepend(str(site))
    monkeypatch.setenv("WRITER_ASSIST_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("LANGUAGE", "zh")
    count = 0

    def install(value: str, source: str, version: str = "1") -> None:
        nonlocal count
        count += 1
        module = f"county_rules_{os.getpid()}_{count}_{abs(hash(str(tmp_path)))}"
        (site / f"{module}.py").write_text(textwrap.dedent(source), "utf-8")
        for old in site.glob("*.dist-info"):
            shutil.rmtree(old)
        info = site / f"county_rules-{version}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Name: county-rules\nVersion: {version}\n", "utf-8")
        (info / "entry_points.txt").write_text(
            f"[writer_assist.rules]\nours = {value.format(module=module)}\n", "utf-8"
        )
        plugin_rules.cache_clear()

    plugin_rules.cache_clear()
    yield install
    plugin_rules.cache_clear()


def rule(code: str = "ZZ001", name: str = "shouting", more: str = "") -> str:
    return RULE.format(code=code, name=name, more=more)


@pytest.mark.parametrize("value", ["{module}", "{module}:RULES", "{module}:Shouting"])
def test_ways_to_declare_them(install: Install, value: str) -> None:
    install(value, rule())
    assert [r.code for r in plugin_rules()] == ["ZZ001"]
    assert all_rules()[-1].code == "ZZ001"


def test_they_are_run_selected_and_shown(
    install: Install, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    install("{module}", rule())
    draft = tmp_path / "稿.txt"
    draft.write_text("很好！", "utf-8")
    assert main(["lint", str(draft), "--select", "ZZ"]) == 1
    assert "警告 ZZ001 叹号" in capsys.readouterr().out
    assert main(["lint", str(draft), "--select", "PH,shouting", "--ignore", "ZZ001"]) == 0
    capsys.readouterr()
    assert main(["rule", "ZZ001"]) == 0
    assert "有叹号" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("value", "source", "message"),
    [
        ("{module}", "1 / 0", "载入不了（ZeroDivisionError: division by zero）"),
        ("no_such_module_at_all", "", "载入不了（ModuleNotFoundError"),
        ("{module}:Missing", rule(), "载入不了（AttributeError"),
        ("{module}", "x = 1", "既不是规则，也没有 RULES"),
        ("{module}", "RULES = [3]", "3 不是规则"),
        ("{module}:x", "x = 'RULES'", "既不是规则，也没有 RULES"),
        ("{module}", rule("Z1"), "code 应是二至四个大写字母和三位数字"),
        ("{module}", rule(name="No Name"), "name 应是小写英文词"),
        ("{module}", rule(more="severity = 'bad'"), "severity 应是"),
        ("{module}", rule().replace('"""有叹号"""', ""), "没有说明"),
        ("{module}", rule(more="def __init__(self): pass\n").replace("(self)", "(self, a, b)"),
         "建不起来（TypeError"),
        ("{module}", rule("PH001"), "PH001 已经是 writer-assist 的规则"),
        ("{module}", rule(name="unfilled-year"), "unfilled-year 已经是 writer-assist 的规则"),
        ("{module}", rule() + rule().replace("class Shouting", "class Other")
         + "RULES = (Shouting, Other)", "已经是"),
    ],
)  # fmt: skip
def test_a_broken_one_is_one_clear_error(
    install: Install,
    value: str,
    source: str,
    message: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    install(value, source)
    with pytest.raises(PluginError) as caught:
        plugin_rules()
    assert str(caught.value).startswith("county-rules ours = ")
    assert message in str(caught.value)
    (tmp_path / "稿.txt").write_text("很好。", "utf-8")
    assert main(["lint", str(tmp_path / "稿.txt")]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert message in err
    assert main(["rule", "PH001"]) == 2
    err = capsys.readouterr().err
    assert err.startswith("county-rules ours = ")
    assert err.count("\n") == 1


def test_what_was_found_is_kept_until_something_is_installed(
    install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    install("{module}", rule())
    (first,) = (p for p in entry_points() if p[0] == "county-rules")

    def fail(folders: list[str]) -> Iterator[tuple[str, str, str]]:
        raise AssertionError(folders)

    with monkeypatch.context() as patch:
        patch.setattr(plugins, "_installed", fail)
        assert first in entry_points()
    install("{module}", rule(), version="2")
    assert [p for p in entry_points() if p[0] == "county-rules"] != [first]


def test_what_lies_in_the_current_folder_is_not_run(tmp_path: Path) -> None:
    info = tmp_path / "evil-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Name: evil\nVersion: 1\n", "utf-8")
    (info / "entry_points.txt").write_text("[writer_assist.rules]\nx = evil\n", "utf-8")
    (tmp_path / "evil.py").write_text("raise SystemExit(77)", "utf-8")
    (tmp_path / "稿.txt").write_text("很好。", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "writer_assist", "lint", "稿.txt", "--select", "PH"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
