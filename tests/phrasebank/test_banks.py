from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from writer_assist.outline.genres import outlines
from writer_assist.phrasebank import PhraseError, bank, for_section, scopes, search, variants
from writer_assist.phrasebank.banks import personal_file


def test_builtin_is_sound() -> None:
    phrases = bank().phrases
    assert len({phrase.id for phrase in phrases}) == len(phrases) > 500
    assert all(phrase.theme and not phrase.own for phrase in phrases)


def test_variants(small: Path) -> None:
    assert small.exists()
    found = variants()
    assert list(found) == ["一步一步地弄"]
    assert found["一步一步地弄"].text == "有序推进"
    assert found["一步一步地弄"].reason == "口语，公文里用书面语"


def test_own_phrases_go_first(small: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        '"主题" = "本办"\n[["短语"]]\n"词" = "妥否，请批示"\n"用法" = "自己的"\n'
        '[["短语"]]\n"词" = "有序推进全部工作"\n',
        "utf-8",
    )
    phrases = bank([str(own)])
    assert [phrase.text for phrase in phrases.phrases[:2]] == ["妥否，请批示", "有序推进全部工作"]
    assert phrases.by_text["妥否，请批示"].own
    assert [phrase.text for phrase in phrases.phrases].count("妥否，请批示") == 1
    assert search("qbgz", files=[str(own)])[0].phrase.own
    assert not search("qbgz")
    # A changed file is read again.
    own.write_text(own.read_text("utf-8").replace("全部工作", "全部的事情"), "utf-8")
    assert search("qbdsq", files=[str(own)])
    assert small.exists()


def test_named(small: Path) -> None:
    assert small.exists()
    phrases = bank()
    phrase = phrases.by_text["妥否，请批示"]
    for name in ("妥否，请批示", "妥否请批示", phrase.id, phrase.id[:4], f"#{phrase.id.upper()}"):
        assert phrases.named(name) == [phrase] or phrases.named(name) == (phrase,)
    assert not phrases.named("没有")
    assert not phrases.named("")


def test_errors(small: Path, tmp_path: Path) -> None:
    assert small.exists()
    with pytest.raises(PhraseError, match="读不出来"):
        bank([str(tmp_path / "没有.toml")])
    bad = tmp_path / "bad.toml"
    bad.write_text('"主题" = "x"\n[["短语"]]\n"词" = "短"\n"用" = "x"\n', "utf-8")
    with pytest.raises(PhraseError) as caught:
        bank([str(bad)])
    assert [problem.line for problem in caught.value.problems] == [3, 4]
    assert "is not known" not in caught.value.message_in("zh")


def test_for_section(small: Path) -> None:
    assert small.exists()
    office = outlines()["cppcc-office-summary"]
    assert [p.text for p in for_section(office, "problems")] == ["工作中还有不少差距"]
    assert [p.text for p in for_section(office, "lead")] == ["现将{时段}工作情况报告如下"]
    assert for_section(office, "signature") == []
    with pytest.raises(KeyError):
        for_section(office, "nothing")


def test_scope_levels() -> None:
    office = scopes.scope("cppcc-office-summary")
    assert office.fit(["政协办公室工作总结", "报告"]) == scopes.SPECIFIC
    assert office.fit(["工作总结"]) == office.fit(["总结"]) == scopes.GROUP
    assert office.fit([]) == scopes.ANYWHERE
    assert office.fit(["公文"]) == office.fit(["请示"]) == scopes.NOWHERE
    request = scopes.scope("请示")
    assert request.fit(["公文"]) == scopes.WIDE
    assert request.fit(["法定公文"]) == scopes.GROUP
    assert request.fit(["总结"]) == scopes.NOWHERE
    assert scopes.scope("公文").fit(["请示"]) == scopes.GROUP
    assert scopes.scope("总结").fit(["党政办公室总结"]) == scopes.GROUP
    assert scopes.scope("总结").fit(["请示"]) == scopes.NOWHERE


def test_personal_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert personal_file() == str(tmp_path / "writer-assist" / "常用语.toml")
    monkeypatch.setenv("XDG_DATA_HOME", "relative")
    assert personal_file().endswith("/.local/share/writer-assist/常用语.toml")
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("APPDATA", str(tmp_path))
    assert personal_file().startswith(str(tmp_path))
    monkeypatch.delenv("APPDATA")
    assert personal_file() == ""


WARM = """
import sys
from writer_assist.phrasebank import bank, for_section, search, variants
from writer_assist.outline.genres import outlines
variants()
for_section(outlines()["summary"], "problems")
{search}
print(*sorted({{"jieba", "pypinyin", "tomllib", "hashlib"}} & set(sys.modules)))
"""


def test_warm_start_imports_nothing_heavy() -> None:
    def run(code: str) -> list[str]:
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )
        return done.stdout.split()

    whole = WARM.format(search="assert search('tfqps') or True")
    run(whole)  # fills the cache
    assert run(whole) == []


def test_lint_side_needs_neither_jieba_nor_pypinyin(tmp_path: Path) -> None:
    """Even with a cold cache."""
    code = "import os; os.environ['WRITER_ASSIST_CACHE'] = 'off'" + WARM.format(search="")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"jieba", "pypinyin"} & set(done.stdout.split())
    assert tmp_path.exists()
