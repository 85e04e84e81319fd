"""PB: what is suggested, how often, and where it is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from writer_assist.document.model import Document
from writer_assist.engine.findings import Finding
from writer_assist.engine.linter import Linter
from writer_assist.phrasebank import bank
from writer_assist.rules.base import Office

TITLE = "青山县水利局2024年工作总结"


def lint(*lines: str, **options: object) -> list[Finding]:
    linter = Linter(**{"select": ["PB002"], **options})  # type: ignore[arg-type]
    return list(linter.lint(Document.from_lines([*lines])).findings)


def body(*sentences: str, title: str = TITLE, **options: object) -> list[Finding]:
    return lint(title, "一、主要工作", *sentences, **options)


def test_the_standard_wording_its_reason_and_a_fix_that_is_not_safe() -> None:
    (finding,) = body("对群众反映的事情挨个落实。")
    assert finding.text == "挨个落实"
    assert finding.severity == "hint"
    assert "逐项落实" in finding.message
    ((edit,), safe) = finding.fixes[0]
    assert (edit.text, safe) == ("逐项落实", False)


@pytest.mark.parametrize(
    "sentence",
    [
        "对群众反映的事情逐项落实，挨个落实。",
        "有委员说：“大家挨个落实，总能办成。”",
        "对群众反映的事情逐项落实。",
    ],
)
def test_what_is_standard_or_spoken_is_left_alone(sentence: str) -> None:
    assert body(sentence) == []


def test_a_wording_is_told_once_and_five_at_most() -> None:
    weak = [
        phrase.replaces[0]
        for phrase in bank().phrases
        if phrase.theme == "规范用语" and phrase.replaces and not phrase.genres and not phrase.since
    ][:9]
    sentences = [f"工作中{wording}。" for wording in weak]
    assert len(body(*sentences, *sentences)) == 5


def test_a_wording_for_one_genre_is_none_in_another() -> None:
    wording = "现把有关情况报告如下"
    paper = ["县人民政府：", wording + "：", "一、工作情况", "修复水库八座。", "特此报告。"]
    assert lint("青山县水利局关于防汛工作的报告", *paper)
    assert not body(wording + "。")


def test_a_number_goes_on() -> None:
    variants = [v for p in bank().phrases for v in p.replaces if v[0].isdecimal()]
    assert variants
    for variant in variants:
        found = body(f"全年共收到{variant}，已办结。")
        more = body(f"全年共收到12{variant}，已办结。")
        assert len(more) <= len(found)
        assert not any(f.text == variant for f in more)


def test_what_another_rule_speaks_of_is_left_to_it() -> None:
    (finding,) = lint(TITLE, "一、主要工作", "一如继往支持水利工作。", select=["WD", "PB002"])
    assert finding.code.startswith("WD")


def test_an_own_phrase_file(tmp_path: Path) -> None:
    own = tmp_path / "本局.toml"
    own.write_text(
        '"主题" = "本局"\n[["短语"]]\n"词" = "河长制工作"\n"代替" = ["河长那套工作"]\n'
        '"理由" = "用规范名称"\n',
        "utf-8",
    )
    (finding,) = body("推进河长那套工作。", office=Office(phrasebank=(str(own),)))
    assert finding.text == "河长那套工作"


def test_sections_that_are_missing_get_three_phrases_each_and_three_sections_at_most() -> None:
    findings = lint(
        "青山县政协办公室2024年工作总结", "一、主要工作", "完成了任务。", select=["PB001"]
    )
    assert len(findings) == 3
    assert all(len(finding.suggestions) == 3 for finding in findings)


def test_what_is_of_no_known_genre_gets_none() -> None:
    assert lint("在全县水利会议上的讲话", "同志们：", "今天讲三点。", select=["PB"]) == []
