"""What LibreOffice makes of a paper: measured on its pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.layout.rendering import lines, mm, page, pdfs, runs
from writer_assist.layout.paper import Line, compose

TEXT = [Line("title", "青禾县人民政府关于某事的通知"), Line("recipient", "各单位："),
        Line("body", "请认真做好各项工作。"), Line("sign", "青禾县人民政府"),
        Line("date", "2024年3月5日")]  # fmt: skip
HEAD = [Line("agency", "青禾县人民政府"), Line("number", "青政发〔2024〕5号")]
CORNER = [Line("copy", "000012"), Line("secrecy", "秘密★1年"), Line("urgency", "特急")]
IMPRINT = [Line("copies", "抄送：县委办公室。"), Line("printed", "县政府办公室 | 2024年3月5日印发")]
PAPERS = {
    "grid": ("plain", [Line("recipient", "汉" * 28 * 80)]),
    "red": ("red", HEAD + TEXT + IMPRINT),
    "corner": ("red", CORNER + HEAD + TEXT),
    "order": ("order", HEAD + TEXT),
    "letter": ("letter", HEAD + TEXT),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    documents = {name: compose(form, paper) for name, (form, paper) in PAPERS.items()}
    return pdfs(documents, tmp_path_factory.mktemp("rendered"))


def places(pdf: Path, color: str) -> list[tuple[float, float, float, float]]:
    """(top, bottom, left, right) of what has a colour on the first page, in mm."""
    return [
        (mm(run[0][0]), mm(run[-1][0] + 1), mm(min(row[1] for row in run)),
         mm(max(row[2] for row in run) + 1))
        for run in runs(page(pdf).rows(color))
    ]  # fmt: skip


def near(value: float, wanted: float, by: float = 0.8) -> bool:
    return abs(value - wanted) <= by


def test_22_lines_of_28_characters(made: dict[str, Path]) -> None:
    for number in (2, 3):
        text = [line for line in lines(made["grid"], number) if "汉" in line]
        assert [len(line) for line in text] == [28] * 22


def test_the_red_head(made: dict[str, Path]) -> None:
    mark, rule = places(made["red"], "red")
    assert near(mark[0], 37 + 35)
    assert near(rule[2], 28)
    assert near(rule[3] - rule[2], 156)
    number = next(place for place in places(made["red"], "dark") if place[0] > mark[1])
    assert near(rule[0] - number[1], 4)
    # Two lines between, which are 10.2 mm each.
    assert near(number[0] - mark[1], 2 * 10.2, 5.5)


def test_marks_in_the_corner_move_nothing(made: dict[str, Path]) -> None:
    assert places(made["corner"], "red") == places(made["red"], "red")
    corner = [place for place in places(made["corner"], "dark") if place[1] < 72]
    assert len(corner) == 3
    assert all(near(place[2], 28, 2) for place in corner)


def test_the_imprint_is_at_the_foot(made: dict[str, Path]) -> None:
    dark = places(made["red"], "dark")
    rules = [place for place in dark if place[1] - place[0] < 0.8 and place[3] - place[2] > 150]
    assert len(rules) == 3
    assert near(rules[-1][1], 37 + 225)
    number = dark[-1]
    assert near(number[0], 37 + 225 + 7)
    assert near(number[3], 210 - 26 - 5, 1)


def test_an_order(made: dict[str, Path]) -> None:
    assert near(places(made["order"], "red")[0][0], 37 + 20)


def test_a_letter(made: dict[str, Path]) -> None:
    mark, *rules = places(made["letter"], "red")
    assert near(mark[0], 30)
    assert len(rules) == 4
    assert near(rules[0][0] - mark[1], 4)
    assert near(rules[-1][1], 297 - 20)
    for rule in rules:
        assert near(rule[2], 20)
        assert near(rule[3], 190)
    # The first page has no number.
    assert places(made["letter"], "dark")[-1][1] < 262
