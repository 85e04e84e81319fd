"""Personal data: what the cases do not show."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_assist.document.model import Document
from writer_assist.engine.linter import Linter
from writer_assist.rules.base import Office, Text
from writer_assist.rules.personal.checks import has_luhn_check, is_identity, is_mobile
from writer_assist.rules.personal.scan import numbers

LINTER = Linter(select=["PI"])
IDENTITY, MOBILE, CARD = "11010119900307002X", "13912345678", "6222020000000000000"


def found(text: str, linter: Linter = LINTER) -> list[tuple[str, int, int]]:
    report = linter.lint(Document.from_lines(text.split("\n")))
    return [(f.code, f.paragraph, f.start) for f in report.findings]


# --- the check digits ------------------------------------------------------------------------


@given(st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_breaks_an_identity_number(place: int, step: int) -> None:
    digit = (int(IDENTITY[place]) + step) % 10
    assert not is_identity(f"{IDENTITY[:place]}{digit}{IDENTITY[place + 1 :]}")


@given(st.text("0123456789", min_size=15, max_size=18), st.integers(0, 14), st.integers(1, 9))
def test_one_wrong_digit_breaks_a_card_number(number: str, place: int, step: int) -> None:
    (check,) = [d for d in "0123456789" if has_luhn_check(number + d)]
    digit = (int(number[place]) + step) % 10
    assert not has_luhn_check(f"{number[:place]}{digit}{number[place + 1 :]}{check}")


def test_mobile_numbers() -> None:
    assert [n for n in range(10, 20) if is_mobile(f"{n}000000000")] == [*range(13, 20)]


# --- the scan --------------------------------------------------------------------------------


@pytest.mark.parametrize("shift", range(9))
@pytest.mark.parametrize("number", [MOBILE, "139 1234 5678", "139-1234-5678", IDENTITY, CARD])
def test_numbers_are_found_at_every_offset(number: str, shift: int) -> None:
    text = "字" * shift + number + "，2024年1月1日"
    assert [(n.start, n.end) for n in numbers(Text(text))] == [(shift, shift + len(number))]


PIECES = st.sampled_from(
    [*"0123456789 -Xx.：:年元字，\n\v*０９Ｘ", MOBILE, IDENTITY, CARD, "2024年", "身份证", "护照E"]
)
TEXTS = st.lists(PIECES, max_size=40).map("".join) | st.text()


@given(TEXTS)
def test_joined_or_alone_the_same(text: str) -> None:
    lines = text.replace("\r", "").split("\n")
    together = [(code, paragraph, start) for code, paragraph, start in found("\n".join(lines))]
    alone = [
        (code, number, start)
        for number, line in enumerate(lines, 1)
        for code, _, start in found(line)
    ]
    assert sorted(together) == sorted(alone)


@given(TEXTS)
def test_numbers_stand_in_one_paragraph_and_do_not_overlap(text: str) -> None:
    end = 0
    for number in numbers(Text(text)):
        assert end <= number.start < number.end <= len(text)
        assert "\n" not in text[number.start : number.end]
        end = number.end


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1 ",
        "12-",
        MOBILE,
        MOBILE + " ",
        IDENTITY,
        CARD + "，",
        "护照E1234567",
        "车牌鄂A",
        "身份证",
    ],
)
def test_a_million_characters_take_linear_time(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    begin = time.process_time()
    found(text)
    assert time.process_time() - begin < 20


# --- what an office allows -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("contacts", "expected"),
    [
        ((), ["PI002", "PI002"]),
        (("139-1234-5678",), ["PI002"]),
        (("13912345678", "138 1234 5678"), []),
        (("群众热心人",), []),
        (("别的字样",), ["PI002", "PI002"]),
        (("",), ["PI002", "PI002"]),
    ],
)
def test_numbers_and_words_of_the_office(contacts: tuple[str, ...], expected: list[str]) -> None:
    linter = Linter(select=["PI"], office=Office(contacts=contacts))
    text = "群众热心人刘某13912345678，王某13812345678。"
    assert [code for code, _, _ in found(text, linter)] == expected


# --- reports ---------------------------------------------------------------------------------


def digits(value: object) -> Iterator[str]:
    shown = json.dumps(value, ensure_ascii=False, default=repr)
    yield from (n for n in (IDENTITY, MOBILE, CARD) if n in shown or n[:5] in shown)


def test_no_report_repeats_a_number() -> None:
    lines = [f"刘某，身份证{IDENTITY}，手机{MOBILE}，卡号{CARD}，共xx人。", "护照E12345678"]
    report = Linter(keep_text=True).lint(Document.from_lines(lines))
    assert {"PI001", "PI002", "PI003", "PI004"} <= {f.code for f in report.findings}
    assert not [*digits(report)]
    for lang in ("zh", "en"):
        assert not [*digits([f.message_in(lang) for f in report.findings])]
    shown = {f.code: f.text for f in report.findings if f.code.startswith("PI")}
    assert shown["PI001"] == "1101**************"
    assert "E123" in shown["PI004"]


def test_nothing_is_masked_where_nothing_is_private() -> None:
    line = "电话0711-3212345，共xx人。"
    report = LINTER.lint(Document.from_lines([line]))
    assert not report.findings
    report = Linter(select=["PH"], keep_text=True).lint(Document.from_lines([line]))
    assert report.text[0].text == line
