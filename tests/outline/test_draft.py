from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from writer_assist.document.model import Document, Paragraph
from writer_assist.outline.draft import Draft
from writer_assist.outline.drafts import split
from writer_assist.outline.genres import BASE, UnknownGenreError

OFFICE = [
    "县政协办公室2024年工作总结",
    "2024年，县政协办公室在县政协党组的领导下完成了各项任务，现总结如下。",
    "一、办文办会",
    "起草文稿八十件，筹备会议二十次。",
    "二、存在的问题",
    "文稿质量还不高。",
]


def draft_of(lines: list[str], genre: str | None = None) -> Draft:
    (draft,) = split(Document.from_lines(lines), genre)
    return draft


def states(draft: Draft) -> dict[str, str]:
    return {s.id: s.state for s in draft.sections}


def test_a_recognised_genre() -> None:
    draft = draft_of(OFFICE)
    assert draft.genre == "cppcc-office-summary"
    assert draft.genre_name == "政协办公室工作总结"
    assert 0.65 <= draft.confidence <= 1
    assert draft.title is draft.document.paragraphs[0]
    assert draft.title_text == OFFICE[0]
    assert [h.text for h in draft.headings] == ["办文办会", "存在的问题"]


def test_a_given_genre_wins_by_id_or_name() -> None:
    for name in ("proposal-handling-summary", "部门提案办理总结"):
        draft = draft_of(OFFICE, name)
        assert (draft.genre, draft.confidence) == ("proposal-handling-summary", 1.0)
        assert "overview" in states(draft)


def test_a_given_genre_is_checked_even_on_a_notice() -> None:
    draft = draft_of(["关于开会的通知", "各位委员：", "定于明日开会。"], "工作总结")
    assert draft.genre == BASE
    assert states(draft)["plan"] == "missing"


def test_an_unknown_given_genre() -> None:
    with pytest.raises(UnknownGenreError):
        draft_of(OFFICE, "小说").genre  # noqa: B018 - the property raises


def test_an_unsure_genre_has_the_sections_of_all_summaries() -> None:
    draft = draft_of(["2024年工作总结", "2024年供水正常。", *OFFICE[4:]])
    assert (draft.genre, draft.genre_name) == ("", "工作总结")
    assert draft.confidence < 0.65
    assert set(states(draft)) == {"title", "lead", "work", "problems", "plan", "signature", "date"}


def test_a_summary_of_a_unit_that_has_no_genre_of_its_own_is_a_summary_of_work() -> None:
    draft = draft_of(["青山县水务站2024年工作总结", "2024年供水正常。", *OFFICE[4:]])
    assert (draft.genre, draft.genre_name) == (BASE, "工作总结")
    assert draft.confidence >= 0.65
    assert set(states(draft)) == {"title", "lead", "work", "problems", "plan", "signature", "date"}


@pytest.mark.parametrize("lines", [[], [""], ["　"], ["2024年"], ["共提交提案件。"]])
def test_next_to_nothing_is_no_summary(lines: list[str]) -> None:
    draft = draft_of(lines)
    assert (draft.genre, draft.sections, draft.confidence) == ("", (), 0.0)


def test_only_a_title() -> None:
    draft = draft_of(OFFICE[:1])
    assert draft.title_text == OFFICE[0]
    assert draft.sections == ()


def test_the_title_in_a_text_box_and_the_body_in_a_table() -> None:
    stories = ["text-box", *["table"] * 5]
    paragraphs = [
        Paragraph(text, n, story)  # type: ignore[arg-type]
        for n, (text, story) in enumerate(zip(OFFICE, stories, strict=True), 1)
    ]
    (draft,) = split(Document(paragraphs))
    assert draft.genre == "cppcc-office-summary"
    assert states(draft)["problems"] == "present"


def test_automatic_numbers_are_headings() -> None:
    labels = ["", "", "一、", "", "二、", ""]
    texts = [text.removeprefix(label) for text, label in zip(OFFICE, labels, strict=True)]
    paragraphs = [
        Paragraph(text, n, label=label)
        for n, (text, label) in enumerate(zip(texts, labels, strict=True), 1)
    ]
    (draft,) = split(Document(paragraphs))
    assert states(draft) == states(draft_of(OFFICE))


def test_headings_by_style_without_numbers() -> None:
    paragraphs = [
        Paragraph(text[2:] if n in (3, 5) else text, n, level=2 if n in (3, 5) else None)
        for n, text in enumerate(OFFICE, 1)
    ]
    paragraphs[0].level = 1
    (draft,) = split(Document(paragraphs))
    assert draft.title_text == OFFICE[0]
    assert states(draft) == states(draft_of(OFFICE))


@pytest.mark.parametrize(
    ("heading", "state"),
    [
        ("二、短板与反思", "present"),
        ("二、差距和不足", "present"),
        ("二、工作中遇到的主要困难", "present"),
        ("二、有待改进之处", "present"),
        ("二、薄弱环节", "present"),
        ("二、存在问题及原因分析", "present"),
        ("二、查摆出的问题", "present"),
        ("二、坚持问题导向抓督办", "missing"),
        ("二、帮助困难群众", "missing"),
        ("二、着力补齐短板弱项", "missing"),
    ],
)
def test_headings_of_problems(heading: str, state: str) -> None:
    draft = draft_of([*OFFICE[:4], heading, "详见附表所列各项。"])
    assert states(draft)["problems"] == state


@pytest.mark.parametrize(
    ("heading", "state"),
    [
        ("三、下一步打算", "present"),
        ("三、2025年工作思路", "present"),
        ("三、2025年工作", "present"),
        ("三、来年安排", "present"),
        ("三、努力方向", "present"),
        ("三、改进措施", "present"),
        ("三、展望", "present"),
        ("三、今后工作设想", "present"),
        ("三、下半年工作重点", "present"),
        ("三、计划生育工作", "missing"),
        ("三、2023年工作", "missing"),
        ("三、理清思路抓落实", "missing"),
    ],
)
def test_headings_of_plans(heading: str, state: str) -> None:
    draft = draft_of([*OFFICE, heading, "详见附表所列各项。"])
    assert states(draft)["plan"] == state


@pytest.mark.parametrize(
    "text",
    [
        "回顾起来，也有许多不尽人意的地方。",
        "当然，工作中还存在一些不足。",
        "与上级的要求相比还有差距。",
        "但有的工作做得还不够，有待加强。",
    ],
)
def test_problems_in_passing_are_unheaded(text: str) -> None:
    draft = draft_of([*OFFICE[:4], "报送信息四十条。" + text])
    assert states(draft)["problems"] == "unheaded"


def test_run_in_beginnings_are_the_content_of_a_numbered_heading() -> None:
    draft = draft_of([*OFFICE[:4], "二、后勤保障", "值班：全年无脱岗。", "接待：来客二十批。"])
    assert states(draft)["logistics"] == "present"
    assert draft.alignment is not None
    assert draft.alignment.empty == []


def test_lines_without_numbers_can_be_headings_and_empty() -> None:
    lines = [
        *OFFICE[:2],
        "办文办会",
        "起草文稿八十件，筹备会议二十次，没有差错。",
        "存在的问题",
        "下一步打算",
    ]
    draft = draft_of([*lines, "我们将继续提高文稿质量，做好会务保障工作。"])
    assert states(draft)["problems"] == "empty"
    assert states(draft)["plan"] == "present"


LINES = st.text(
    alphabet="一二三、（）()1.：。，年月日20总结问题不足打算政协办公室委员提案我篇的通知 　\n",
    max_size=30,
)


@settings(max_examples=150)
@given(st.lists(LINES, max_size=14), st.sampled_from([None, BASE, "cppcc-member-summary"]))
def test_any_text_has_drafts_and_sections(lines: list[str], genre: str | None) -> None:
    document = Document.from_lines(lines)
    drafts = split(document, genre)
    assert drafts[0].first == 1
    assert drafts[-1].last == len(lines)
    for draft in drafts:
        assert 0 <= draft.confidence <= 1
        for section in draft.sections:
            assert (section.paragraph is None) == (section.state == "missing")
