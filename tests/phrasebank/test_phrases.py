"""The built-in phrases as they are: none twice, none that our own rules object to, none missing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import pytest

from writer_assist.document.model import Document
from writer_assist.engine.linter import Linter
from writer_assist.outline.genres import COMMON, outlines
from writer_assist.phrasebank import Phrase, bank, for_section
from writer_assist.phrasebank.model import GAP, likeness

FEWEST = 3
"""Phrases that a required section has at least."""

FILLING = {
    "单位": "县水利局",
    "时段": "2024年",
    "数": "12",
    "几": "三",
    "事项": "水库除险加固",
    "年": "2024",
    "会议": "县政协主席会议",
    "文件": "关于加强水利建设的意见",
    "地方": "青山县",
    "委员": "周小禾委员",
    "提案号": "第12号",
    "比例": "96%",
    "姓名": "周小禾",
    "日期": "9月12日",
    "工作": "水利建设",
    "问题": "管护不到位",
    "措施": "定期巡查",
    "成果": "调研报告",
}
NUMBERS = (("12", "8", "4"), ("8", "12", "4"))
FRAME = ("head", "title", "signature", "date", "note")
SENTENCE_END = "。！？：；"


def filled(phrase: Phrase, numbers: Sequence[str]) -> str:
    """A phrase as a draft would have it: its gaps filled, with a mark behind it."""
    counts = iter(numbers)
    text = GAP.sub(
        lambda gap: next(counts) if gap[0] == "{数}" else FILLING[gap[0][1:-1]], phrase.text
    )
    return text if text[-1] in SENTENCE_END else text + "。"


def year_of(phrase: Phrase) -> int:
    """A year in which a phrase is right."""
    if phrase.until:
        return int(phrase.until[:4]) - (0 if len(phrase.until) == 4 else 1)
    return max(2024, int(phrase.since[:4]) + 1 if phrase.since else 0)


@pytest.fixture(scope="module")
def linter() -> Linter:
    return Linter(ignore=["OL", "PB001"])


def test_there_are_enough_and_none_twice() -> None:
    phrases = bank().phrases
    assert len(phrases) >= 2000
    assert [t for t, n in Counter(likeness(p.text) for p in phrases).items() if n > 1] == []
    variants = Counter(v for p in phrases for v in p.replaces)
    assert [v for v, n in variants.items() if n > 1] == []
    assert not variants.keys() & {p.text for p in phrases}


def test_our_own_rules_object_to_none(linter: Linter) -> None:
    found = []
    for phrase in bank().phrases:
        year = year_of(phrase)
        objections = []
        for numbers in NUMBERS:
            text = filled(phrase, numbers)
            lines = [
                f"青山县水利局关于{year}年工作情况的说明",
                "近期，全县水利工作有序推进。",
                text,
                "青山县水利局",
                f"{year}年12月20日",
            ]
            findings = linter.lint(Document.from_lines(lines)).findings
            objections.append([(f.code, text, f.text) for f in findings if f.paragraph == 3])
        # Of parts and of growth: one of the ways to fill it must be right.
        if all(objections):
            found.append((phrase.file, phrase.line, *objections[0]))
    assert not found, "\n" + "\n".join(map(str, found))


@pytest.mark.parametrize("genre", [o for o in outlines() if o != COMMON])
def test_every_required_section_has_phrases(genre: str) -> None:
    outline = outlines()[genre]
    few = {
        section.name: len(phrases)
        for section in outline.sections
        if section.required
        and section.place not in FRAME
        and len(phrases := for_section(outline, section.id, FEWEST)) < FEWEST
    }
    assert few == {}


def test_what_is_out_of_date_names_what_to_write_now() -> None:
    for phrase in bank().phrases:
        if phrase.until:
            assert phrase.successor, phrase.text


def test_gaps_have_names_that_say_what_goes_in() -> None:
    for phrase in bank().phrases:
        gaps = re.findall(r"\{([^}]*)\}", phrase.text)
        assert len(gaps) <= 3, phrase.text
        assert all(gap in FILLING for gap in gaps), phrase.text
