"""Numerals and dates: what cases cannot say — the calendar, and properties of any text."""

from __future__ import annotations

import gc
import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_assist.document.model import Document
from writer_assist.outline.draft import Draft
from writer_assist.rules.base import DraftRule, Hit, ParagraphRule, Rule, Text
from writer_assist.rules.numerals import RULES
from writer_assist.rules.numerals.calendar import days_in, is_leap, weekday
from writer_assist.rules.numerals.scan import han_count, small_number, suspects, year_number

PARAGRAPH_RULES = [rule for rule in RULES if issubclass(rule, ParagraphRule)]
PIECES = [
    *"0123456789０３９〇零○O一二三四五六七八九十百千万亿两俩个几第年月日号时点分周期星天上午下至到倍率占比届次元人件条",
    *"-－–—～~、，,.．。:： \u3000%％（）()〔〕[]【】“”’·￥K2m\n\v",
    "2024年", "9月31日", "上午15:00", "百分之", "个百分点", "下降", "（星期三）", "2020-2024年", "15～30%", "云政办发〔2024〕",
    "工作总结", "二○二四", "年代", "满意率", "次会议", "政协", "平米", "人民币", "1，000元", "3.15", "消费者", "几10", "3、4个",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=24).map("".join) | st.text(max_size=40)


def hits(rule: type[Rule], text: str) -> list[Hit]:
    """What a rule of either kind finds in a text."""
    instance = rule()
    if isinstance(instance, ParagraphRule):
        block = Text(text)
        if instance.requires is not None and instance.requires.isdisjoint(block.characters):
            return []
        return list(instance.check(block))
    assert isinstance(instance, DraftRule)
    document = Document.from_lines(text.split("\n"))
    return list(instance.check(Draft(document, 1, len(document.paragraphs))))


def test_weekdays_are_those_of_the_calendar() -> None:
    day = date(1899, 12, 25)
    while day.year < 2105:
        assert weekday(day.year, day.month, day.day) == day.weekday()
        day += timedelta(days=17)


def test_months_have_the_days_of_the_calendar() -> None:
    for year in (1900, 1999, 2000, 2023, 2024, 2100):
        for month in range(1, 13):
            following = date(year + month // 12, month % 12 + 1, 1)
            assert days_in(month, year) == (following - date(year, month, 1)).days
    assert days_in(2, None) == 29
    assert [is_leap(year) for year in (1900, 2000, 2023, 2024)] == [False, True, False, True]


@pytest.mark.parametrize("value", range(1, 100))
def test_chinese_numbers_are_read_as_written(value: int) -> None:
    assert small_number(han_count(value)) == value


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("12", 12),
        ("廿九", 29),
        ("卅", 30),
        ("元", 1),
        ("正", 1),
        ("腊", None),
        ("", None),
        ("²", None),
    ],
)
def test_days_and_months_are_read(numeral: str, value: int | None) -> None:
    assert small_number(numeral) == value


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("2024", 2024),
        ("二〇二四", 2024),
        ("二○二四", 2024),
        ("二0二四", 2024),
        ("十", None),
        ("", None),
    ],
)
def test_years_are_read(numeral: str, value: int | None) -> None:
    assert year_number(numeral) == value


def test_clean_numbers_are_no_suspects() -> None:
    found = Text("2024年办理提案120件，增长5%，3月召开会议2次，共57项，满意率为98。").memo(suspects)
    kinds = ("pair", "zero", "clock", "date", "span", "separator", "han", "unit", "before")
    assert [kind for kind in kinds if getattr(found, kind)] == []
    assert found.months == []


def test_codes_are_in_order_and_unique() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))


@given(TEXTS)
def test_any_text_is_safe_and_offsets_lie_inside(text: str) -> None:
    for rule in RULES:
        for hit in hits(rule, text):
            whole = text if hit.paragraph is None else hit.paragraph.text
            assert 0 <= hit.start < hit.end <= len(whole)
            assert "\n" not in whole[hit.start : hit.end]
            hit.message.format(**hit.params)
            for fix in hit.fixes:
                for edit in fix.edits:
                    assert hit.start <= edit.start <= edit.end <= hit.end


@given(st.lists(TEXTS.map(lambda text: text.replace("\n", "")), min_size=2, max_size=4))
def test_paragraphs_are_judged_alone_as_together(lines: list[str]) -> None:
    joined = "\n".join(lines)
    for rule in PARAGRAPH_RULES:
        together = {(hit.start, hit.end, hit.fixes) for hit in hits(rule, joined)}
        start = 0
        alone = set()
        for line in lines:
            for hit in hits(rule, line):
                fixes = tuple(
                    fix._replace(
                        edits=tuple(
                            edit._replace(start=edit.start + start, end=edit.end + start)
                            for edit in fix.edits
                        )
                    )
                    for fix in hit.fixes
                )
                alone.add((hit.start + start, hit.end + start, fixes))
            start += len(line) + 1
        assert together == alone, rule.code


@given(TEXTS)
def test_hits_of_one_rule_do_not_overlap(text: str) -> None:
    for rule in PARAGRAPH_RULES:
        end = -1
        for hit in sorted(hits(rule, text)):
            assert hit.start >= end, rule.code
            end = hit.end


@given(TEXTS)
def test_what_was_corrected_stays_corrected(text: str) -> None:
    for rule in PARAGRAPH_RULES:
        for _ in range(6):
            edits = {
                edit for hit in hits(rule, text) for fix in hit.fixes[:1] for edit in fix.edits
            }
            if not edits:
                break
            for edit in sorted(edits, reverse=True):
                text = text[: edit.start] + edit.text + text[edit.end :]
        else:
            pytest.fail(f"{rule.code} finds something to correct for ever: {text!r}")


HOSTILE = [
    "9", "０", "0", "月", "年", "日", "1月", "1年", "24年", "（", "〔2", "〔2024〕", "-", "1-", "1—", "一", "1一", "○", "二○", "二0",
    "百分之", "1百", "几1", "1,", "1，", "1、", "1 ", "1.", ".5", "1:", "上午15:", "倍", "降低一倍", "%", "100%", "二个", "届1次", "届政协",
    "年代", "80年代", "￥1", "3.15", "五·", "1KM", "1万", "亿万", "0000万", "月3", "月31日", "2024-", "日（星期", "1平米", "１，", "十5",
    "1～30%", "3、4个", "季度", "一二九", "’98", "'24年", "二零", "百○", "零",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_texts_take_linear_time(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        # The collector looks at all that lives, again and again: its time is not the rules'.
        gc.collect()
        gc.disable()
        try:
            start = time.process_time()
            for rule in RULES:
                hits(rule, text)
            return time.process_time() - start
        finally:
            gc.enable()

    seconds(100)  # compile what is compiled late
    # Eight times the text; time that grows with its square would be 64 times as long.
    assert seconds(80_000) < 20 * max(seconds(10_000), 0.005)
