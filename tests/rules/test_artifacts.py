"""Artifacts: cases as data, what one text alone cannot show, and properties of any text."""

from __future__ import annotations

import gc
import re
import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_assist.document.model import Document, Feature, Paragraph
from writer_assist.engine.linter import Linter
from writer_assist.outline.draft import Draft
from writer_assist.rules.artifacts import RULES
from writer_assist.rules.artifacts.build import residue_pattern
from writer_assist.rules.artifacts.censored import CensoredWord
from writer_assist.rules.artifacts.encoding import odd_characters
from writer_assist.rules.artifacts.paragraphs import BrokenParagraph, PageMarker
from writer_assist.rules.artifacts.rewriting import MachineRewritten
from writer_assist.rules.base import Hit, ParagraphRule, Rule, Text
from writer_assist.rules.docs import parse_example
from writer_assist.rules.marks import scan

CASES = Path(__file__).parents[1] / "cases" / "artifacts"
FOUND = tomllib.loads((CASES / "found.toml").read_text("utf-8"))
CLEAN = tomllib.loads((CASES / "clean.toml").read_text("utf-8"))
LINES = [line for line in CLEAN["lines"].split("\n") if line]

Found = tuple[str, int, int, int]


def run(document: Document, rules: tuple[type[Rule], ...] = RULES) -> list[tuple[Found, Hit]]:
    """What rules find: (code, paragraph, start, end) and the hit."""
    text = Text(document.text)
    draft = Draft(document, 1, len(document.paragraphs))
    found = []
    for rule in rules:
        instance = rule()
        if isinstance(instance, ParagraphRule):
            if instance.requires is not None and instance.requires.isdisjoint(text.characters):
                continue
            for hit in instance.check(text):
                paragraph, start = document.locate(hit.start)
                end = start + hit.end - hit.start
                found.append(((rule.code, paragraph.number, start, end), hit))
        else:
            for hit in instance.check(draft):  # type: ignore[attr-defined]
                assert hit.paragraph is not None
                found.append(((rule.code, hit.paragraph.number, hit.start, hit.end), hit))
    return sorted(found, key=lambda item: item[0])


def places(document: Document, rules: tuple[type[Rule], ...] = RULES) -> list[Found]:
    return [place for place, _ in run(document, rules)]


@pytest.mark.parametrize(
    ("code", "source"), [(code, source) for code, sources in FOUND.items() for source in sources]
)
def test_damage_is_found_exactly(code: str, source: str) -> None:
    document, spans = parse_example(source)
    assert spans
    assert places(document) == sorted((code, *span) for span in spans)


@pytest.mark.parametrize("line", LINES)
def test_sound_text_is_left_alone(line: str) -> None:
    assert places(Document.from_lines([line])) == []


def test_sound_lines_are_left_alone_together() -> None:
    assert places(Document.from_lines(LINES)) == []


@pytest.mark.parametrize("draft", CLEAN["drafts"])
def test_sound_drafts_are_left_alone(draft: str) -> None:
    assert places(Document.from_lines(draft.strip("\n").split("\n"))) == []


@pytest.mark.parametrize("source", [s for sources in FOUND.values() for s in sources])
def test_no_span_is_an_unfilled_mark_as_well(source: str) -> None:
    document, _ = parse_example(source)
    marks = [(m.start, m.end) for m in scan(Text(document.text))]
    for (_, number, start, end), _hit in run(document):
        base = document.starts[number - 1]
        assert all(e <= base + start or base + end <= s for s, e in marks)


def apply(text: str, hit: Hit, offset: int) -> str:
    for edit in reversed(hit.fixes[0].edits):
        text = text[: edit.start - offset] + edit.text + text[edit.end - offset :]
    return text


@pytest.mark.parametrize(
    ("before", "after", "safe"),
    [
        ("收集社情*信息", "收集社情民意信息", False),
        ("市人大表参加了会议", "市人大代表参加了会议", False),
        ("做好协调 and 服务工作", "做好协调和服务工作", False),
        ("全面完成会务工作[]2023年，承办会议六次", "全面完成会务工作。2023年，承办会议六次", False),
        ("政协⼯作", "政协工作", True),
        ("委员提出意⻅", "委员提出意见", True),
        ("县政协\u200b\u200d办公室", "县政协办公室", True),
        ("第一\u2028第二", "第一第二", False),
        ("## 一、工作情况", "一、工作情况", True),
        ("一是**抓学习**，求实效", "一是抓学习，求实效", True),
        ("开展&ldquo;读书&rdquo;活动", "开展“读书&rdquo;活动", True),
        ("开展“读书〞活动", "开展“读书”活动", True),
        ("召开\x93两会\x94", "召开“两会\x94", True),
        ("第" + "三次".encode().decode("latin-1") + "会议", "第三次会议", False),
        ("推动鏀垮崗工作", "推动政协工作", False),
        ("一年来，政 协 工 作取得新成绩", "一年来，政协工作取得新成绩", False),
        ("全体zhèng 政 xié 协委员", "全体政协委员", False),
    ],
)
def test_fixes_give_back_the_text(before: str, after: str, safe: bool) -> None:
    (_, hit), *_ = run(Document.from_lines([before]))
    assert apply(before, hit, 0) == after
    assert hit.fixes[0].safe is safe


def test_joining_a_broken_paragraph_takes_the_mark_and_trailing_blanks() -> None:
    text = "我们坚持把学习放在首位。委员们认真学习政协章程，把学习同履行职  "
    document = Document.from_lines([text, "能结合起来，收到了良好的效果。"])
    ((_, number, start, end), hit), *rest = run(document, (BrokenParagraph,))
    assert not rest
    assert number == 1
    assert text[start:end] == "把学习同履行职"
    (edit,) = hit.fixes[0].edits
    assert (edit.start, edit.end, edit.text) == (len(text) - 2, len(text) + 1, "")


@pytest.mark.parametrize("between", ["", "— 3 —", "12"])
def test_a_paragraph_broken_by_a_page_is_not_joined_blindly(between: str) -> None:
    document = Document.from_lines(
        [
            "我们坚持把学习放在首位。委员们认真学习政协章程，把学习同履行职",
            between,
            "能结合起来，收到了良好的效果。",
        ]
    )
    ((place, hit),) = run(document, (BrokenParagraph,))
    assert place[1] == 1
    assert hit.fixes == ()


def test_lines_of_a_page_are_broken_wherever_they_are_full() -> None:
    lines = [
        "深入学习贯彻中央政协工作会议精神紧紧围绕县委中心工作认",
        "真履行政治协商民主监督参政议政职能为推动全县高质量发展",
        "作出了积极贡献在县委的坚强领导下在县政府的大力支持下全",
        "体委员凝心聚力共谋发展各项工作都取得了新的进步和新成效",
        "为县域经济社会发展作出了应有的贡献。",
    ]
    found = places(Document.from_lines(lines), (BrokenParagraph,))
    assert [number for _, number, _, _ in found] == [1, 2, 3, 4]


def test_only_body_text_is_broken() -> None:
    texts = (
        "我们坚持把学习放在首位。委员们认真学习政协章程，把学习同履行职",
        "能结合起来，收到了良好的效果。",
    )
    cells = [Paragraph(text, number, "table") for number, text in enumerate(texts, 1)]
    assert places(Document(cells)) == []


def test_page_numbers_belong_in_footers() -> None:
    footer = Document([Paragraph("— 3 —", 1, "footer"), Paragraph("第3页 共7页", 2, "header")])
    assert places(footer, (PageMarker,)) == []
    body = Document.from_lines(["— 3 —", "第3页 共7页"])
    assert places(body, (PageMarker,)) == [("AR003", 1, 0, 5), ("AR003", 2, 0, 7)]


def test_computed_page_numbers_are_on_purpose() -> None:
    paragraph = Paragraph("第3页", 1, features=(Feature("field", 1, 2, "PAGE"),))
    assert places(Document([paragraph]), (PageMarker,)) == []


def test_markup_is_at_home_in_markdown() -> None:
    lines = ["## 一、工作情况", "**加强学习**，&nbsp;提高素质<br>"]
    assert places(Document.from_lines(lines, format="markdown")) == []
    assert [place[0] for place in places(Document.from_lines(lines))] == ["AR005"] * 4


def test_code_and_comments_are_left_alone() -> None:
    code = Paragraph("社情*信息", 1, features=(Feature("code", 0, 5),))
    comment = Paragraph("社情*信息", 2, "comment")
    assert places(Document([code, comment])) != []
    assert Linter(select=["AR"]).lint(Document([code, comment])).findings == []


def test_a_draft_in_the_middle_of_a_document_is_judged_alone() -> None:
    lines = ["社情*信息", "做好社情*信息工作", "— 3 —", "*社情：社会情况"]
    document = Document.from_lines(lines)
    hits = [
        hit for rule in (CensoredWord, PageMarker) for hit in rule().check(Draft(document, 2, 3))
    ]
    assert [(h.paragraph and h.paragraph.number, h.start, h.end) for h in hits] == [
        (2, 4, 5),
        (3, 0, 5),
    ]
    assert [fix.edits[0][:2] for hit in hits for fix in hit.fixes] == [(4, 5), (0, 5)]


def test_rewriting_is_reported_once_a_draft() -> None:
    line = "我们透过走访，广阔干部用心参与，为经济开展带给保障。"
    document = Document.from_lines([line] * 5)
    ((_, hit),) = run(document, (MachineRewritten,))
    assert hit.fixes == ()
    assert hit.params["count"] == 25
    assert "透过（通过）" in str(hit.params["words"])


def test_one_odd_word_is_no_rewriting() -> None:
    document = Document.from_lines(["我们用心参与，用心推进，用心探索，用心配合，用心响应。"])
    assert places(document) == []


@pytest.mark.parametrize(
    ("text", "place", "string", "matches"),
    [
        ("小编{为|给}大家", "", "由小编给大家整理", True),
        ("共#字", "", "共１２字", True),
        ("共#字", "", "共字", False),
        ("(完)", "", "（完）", True),
        ("标签:…", "line", "【标签：总结】", True),
        ("标签:…", "line", "没有标签：总结", False),
        ("请…下载", "", "请看完。再下载", False),
        ("下载", "end", "点击下载 ", True),
        ("下载", "end", "下载按钮", False),
    ],
)
def test_the_notation_of_residue(text: str, place: str, string: str, matches: bool) -> None:
    assert (re.search(residue_pattern(text, place), string) is not None) is matches


def test_mojibake_is_gated_by_all_that_can_begin_it() -> None:
    # A character of U+4E00 … U+9FFF is three bytes in UTF-8, E4 … E9 and two of 80 … BF.
    pairs = (bytes((lead, trail)) for lead in range(0xE4, 0xEA) for trail in range(0x80, 0xC0))
    leads = "".join(pair.decode("gbk", "ignore") for pair in pairs)
    assert set(leads) <= set(odd_characters(Text(leads)))


ALPHABET = st.text(
    "政协工作社情民意人大干部，。、；：“”《》（）[]【】 \u3000\v*_□?.`|^\\#<>&;-—0123456789年页"
    "anorx\u200b\u202e\ufffdÃä⼀⻅\x93zhèng小编您好透过用心带给提下载",
    max_size=80,
)


@given(st.lists(ALPHABET, min_size=1, max_size=6))
def test_hits_lie_inside_their_paragraph(lines: list[str]) -> None:
    document = Document.from_lines(lines)
    for (_, number, start, end), hit in run(document):
        text = document.paragraphs[number - 1].text
        assert 0 <= start < end <= len(text)
        for fix in hit.fixes:
            for edit in fix.edits:
                base = 0 if hit.paragraph is not None else document.starts[number - 1]
                assert 0 <= edit.start - base <= edit.end - base <= len(text) + 1


@given(st.lists(ALPHABET, min_size=1, max_size=5))
def test_a_paragraph_is_judged_alike_alone_and_among_others(lines: list[str]) -> None:
    rules = tuple(rule for rule in RULES if issubclass(rule, ParagraphRule))
    together = places(Document.from_lines(lines), rules)
    alone = [
        (code, number, start, end)
        for number, line in enumerate(lines, 1)
        for code, _, start, end in places(Document.from_lines([line]), rules)
    ]
    assert together == sorted(alone)


@pytest.mark.parametrize(
    "unit",
    ["政*", "*政", "[", "[]", "?", "政 ", "政协工作□", "&amp", "<a ", "**政", "小编", "（注：以上",
     "— 3 ", "ä¸", "鏀垮", "zhèng 政", "社情*", "人大表", "透过", "政，\n", "PAGE ", "请下载"],
)  # fmt: skip
def test_hostile_text_takes_linear_time(unit: str) -> None:
    def seconds(size: int) -> float:
        document = Document.from_lines((unit * (size // len(unit))).split("\n"))
        # The collector looks at all that lives, again and again: its time is not the rules'.
        gc.collect()
        gc.disable()
        try:
            start = time.process_time()
            places(document)
            return time.process_time() - start
        finally:
            gc.enable()

    seconds(100)  # compile what is compiled late
    # Eight times the text; time that grows with its square would be 64 times as long.
    assert seconds(40_000) < 24 * max(seconds(5_000), 0.005)
