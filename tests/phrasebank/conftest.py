"""A small phrasebank in place of the built-in one."""

from __future__ import annotations

from pathlib import Path

import pytest

from writer_assist.phrasebank import banks

PHRASES = """\
"主题" = "请示"

[["短语"]]
"词" = "妥否，请批示"
"文种" = ["请示"]
"部分" = ["请示结语"]
"用法" = "最常用的结语"

[["短语"]]
"词" = "当否，请批示"
"文种" = ["请示"]
"部分" = ["请示结语"]

[["短语"]]
"词" = "以上事项妥否，请审定"
"文种" = ["请示"]
"部分" = ["请示结语"]

[["短语"]]
"词" = "现将{时段}工作情况报告如下"
"文种" = ["报告", "政协办公室工作总结"]
"部分" = ["开头"]
"语体" = "庄重"

[["短语"]]
"词" = "履行政治协商、民主监督、参政议政职能"

[["短语"]]
"词" = "工作中还有不少差距"
"文种" = ["总结"]
"部分" = ["存在的问题"]
"用法" = "总起问题一段"

[["短语"]]
"词" = "有序推进"
"代替" = ["一步一步地弄"]
"理由" = "口语，公文里用书面语"

[["短语"]]
"词" = "有序推进各项重点工作"

[["短语"]]
"词" = "抓住女性就业这个重点，推动绿色发展战略落地"

[["短语"]]
"词" = "决胜全面建成小康社会"
"自" = "2017-10"
"至" = "2021-06"
"改用" = "全面建设社会主义现代化国家"

[["短语"]]
"词" = "全面建设社会主义现代化国家"
"自" = "2020-10"
"""


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of a small phrasebank that stands in for the built-in one."""
    file = tmp_path / "builtin" / "请示.toml"
    file.parent.mkdir()
    file.write_text(PHRASES, "utf-8")
    monkeypatch.setattr(banks, "builtin_files", lambda: (str(file),))
    monkeypatch.setenv("WRITER_ASSIST_CACHE", str(tmp_path / "cache"))
    return file
