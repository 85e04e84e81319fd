"""Entries of rule files are found wherever they stand, and nowhere else."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_assist.document.model import Document
from writer_assist.outline.drafts import split
from writer_assist.rules.base import DraftRule, Hit, Office, ParagraphRule, Text
from writer_assist.rules.tables import house_rules
from writer_assist.rules.tables.rarity import Rarity

HEAD = """
[["规则"]]
"编号" = "{code}"
"名称" = "{name}"
"类型" = "{kind}"
"概要" = "规则"
{scope}
"""


def rule(code: str, kind: str, *entries: str, scope: str = "") -> str:
    """A rule of a file, each entry the lines of its keys."""
    name = f"rule-{code.lower()}"
    text = HEAD.format(code=code, name=name, kind=kind, scope=scope)
    for entry in entries:
        text += f'[["规则"."条目"]]\n"理由" = "规定"\n{entry}\n'
    return text


class Bench:
    """The rules of one file, to run over documents."""

    def __init__(self, folder: Path, text: str, office: Office | None = None) -> None:
        file = folder / "规则.toml"
        file.write_text(text, "utf-8")
        self.rules = [cls(office) for cls in house_rules([str(file)])]

    def hits(self, *lines: str, genre: str | None = None) -> list[Hit]:
        document = Document.from_lines(lines)
        text = Text(document.text, document.characters, document)
        found: list[Hit] = []
        for one in self.rules:
            if isinstance(one, ParagraphRule):
                found += one.check(text)
            elif isinstance(one, DraftRule):
                for draft in split(document, genre):
                    found += one.check(draft)
        return found

    def texts(self, *lines: str, genre: str | None = None) -> list[str]:
        found = []
        for hit in self.hits(*lines, genre=genre):
            text = "\n".join(lines) if hit.paragraph is None else hit.paragraph.text
            found.append(text[hit.start : hit.end])
        return found


def test_literals_and_conditions(tmp_path: Path) -> None:
    bench = Bench(
        tmp_path,
        rule(
            "BJ001",
            "替换",
            '"误" = ["截止"]\n"正" = "截至"\n"后有" = ["目前", "今年", "12月"]\n"不算" = "报名截止今年"',
            '"误" = "反应"\n"正" = "反映"\n"同段有" = "社情"\n"前无" = "化学"',
            '"误" = "帐"\n"正" = "账"\n"后无" = ["篷", "幕"]',
        ),
    )
    assert bench.texts("截止目前，报名截止今年底，截止12月，截止日期") == ["截止", "截止"]
    assert bench.texts("反应社情民意", "反应迅速", "化学反应和社情") == ["反应"]
    assert bench.texts("记帐、帐篷、帐幕") == ["帐"]


def test_gaps_and_templates(tmp_path: Path) -> None:
    bench = Bench(
        tmp_path,
        rule(
            "BJ001",
            "替换",
            '"误" = "大约…左右"\n"正" = "大约…"',
            "\"式\" = '第([一二三])次次会议'\n\"正\" = '第\\1次会议'",
            '"误" = "涉及到"\n"正" = ["涉及", "牵涉"]',
        ),
    )
    hits = bench.hits("大约三百人左右，大约，左右。第二次次会议涉及到")
    assert [fix.edits[0].text for hit in hits for fix in hit.fixes] == ["大约三百人", "第二次会议"]
    assert [hit.suggestions for hit in hits if not hit.fixes] == [("涉及", "牵涉")]


def test_the_year_of_the_draft_counts(tmp_path: Path) -> None:
    bench = Bench(
        tmp_path,
        rule(
            "BJ001",
            "替换",
            '"误" = "环保局"\n"正" = "生态环境局"\n"自" = "2018"',
            '"误" = "旧县志"\n"正" = "县志"\n"至" = "2010"',
        ),
    )
    assert bench.texts("2017年工作总结", "县环保局") == []
    assert bench.texts("2019年工作总结", "县环保局和旧县志") == ["环保局"]
    assert bench.texts("2009年工作总结", "县环保局和旧县志") == ["旧县志"]
    assert bench.texts("工作总结", "县环保局和旧县志") == ["环保局"]


SUMMARY = (
    "政协云溪县委员会办公室2024年工作总结",
    "一年来，办公室做好会务。现总结如下。",
    "一、做好会务工作",
    "做好会务，做好宣传。",
    "二、存在的问题",
    "会务不细，宣传不广。",
    "三、下一步打算",
    "继续做好会务。",
)


def test_scope(tmp_path: Path) -> None:
    def texts(scope: str, genre: str | None = None) -> list[int]:
        bench = Bench(tmp_path, rule("BJ001", "禁用", '"误" = "会务"', scope=scope))
        return [hit.paragraph.number for hit in bench.hits(*SUMMARY, genre=genre) if hit.paragraph]

    assert texts('"部位" = "小标题"') == [3]
    assert texts('"部位" = ["正文"]') == [2, 4, 6, 8]
    assert texts('"部分" = ["存在的问题", "problems"]') == [6]
    assert texts('"文种" = "cppcc-office-summary"\n"部位" = "小标题"') == [3]
    assert texts('"文种" = "proposal-handling-summary"') == []


def test_require_and_count(tmp_path: Path) -> None:
    bench = Bench(
        tmp_path,
        rule("BJ001", "必备", '"须有" = ["感谢", "致谢"]', '"须有" = "宣传报道"\n"若有" = "宣传"')
        + rule(
            "BJ002",
            "次数",
            '"词" = "做好"\n"至多" = 3',
            '"词" = "办公室"\n"至少" = 3',
            '"字数" = true\n"至多" = 20',
            '"字数" = true\n"至少" = 2000',
        ),
    )
    hits = bench.hits(*SUMMARY)
    assert [
        (hit.paragraph.number, hit.start, hit.params.get("count")) for hit in hits if hit.paragraph
    ] == [
        (1, 0, 0),
        (1, 0, 0),
        (4, 5, 5),
        (1, 0, 2),
        (1, 0, 87),
        (1, 0, 87),
    ]
    long = bench.hits("做好", "感谢", *["字" * 20] * 100)
    assert [hit.params["count"] for hit in long if hit.params["limit"] == 20] == [2004]


def test_order(tmp_path: Path) -> None:
    bench = Bench(
        tmp_path,
        rule(
            "BJ001",
            "次序",
            '"词" = ["政治协商", "民主监督", "参政议政"]\n"别名" = {"参政议政" = ["参加议政"]}\n"齐全" = true',
        ),
    )
    right = "政治协商、民主监督、参政议政"
    assert bench.texts(right, "开展民主监督，推动参政议政工作") == []
    hits = bench.hits("履行“参政议政、政治协商和民主监督”职能，" + right)
    assert [hit.fixes[0].edits[0].text for hit in hits] == ["政治协商、民主监督和参政议政"]
    assert bench.texts("政治协商、民主监督、参加议政") == ["政治协商、民主监督、参加议政"]
    assert bench.texts("政治协商、民主监督职能") == ["政治协商、民主监督"]
    assert bench.texts("民主监督职能") == []


def test_near_misses(tmp_path: Path) -> None:
    bench = Bench(
        tmp_path,
        rule(
            "BJ001",
            "近似",
            '"词" = ["政治协商", "参政议政", "民主监督", "社情民意", "全过程人民民主"]\n"不算" = "参政易政"',
        ),
    )
    wrong = [
        "政治写商",
        "参政义政",
        "民主监督办",
        "政冶协商",
        "神情民意",
        "社情民易",
        "政协治商",
        "全过程人民民族",
        "全过程人名民主",
    ]
    assert bench.texts("、".join(wrong)) == [
        "政治写商",
        "参政义政",
        "政冶协商",
        "社情民易",
        "政协治商",
        "全过程人名民主",
    ]
    for right in ("政治协商", "政治磋商", "参政易政", "民主监事会", "政治协同商议", "民主监督"):
        assert bench.texts(right) == []


def test_names_are_never_corrected(tmp_path: Path) -> None:
    text = rule("BJ001", "替换", '"误" = "布署"\n"正" = "部署"') + rule(
        "BJ002", "近似", '"词" = "参政议政"'
    )
    names = ("布署山", "参政义政社")
    assert Bench(tmp_path, text).texts("布署山、布署、参政义政社") == ["布署", "布署", "参政义政"]
    assert Bench(tmp_path, text, Office(names)).texts("布署山、布署、参政义政社、山布署") == [
        "布署",
        "布署",
    ]


def test_a_near_miss_that_is_an_entry_is_found_once(tmp_path: Path) -> None:
    text = rule("BJ001", "替换", '"误" = "参正议政"\n"正" = "参政议政"') + rule(
        "BJ002", "近似", '"词" = "参政议政"'
    )
    assert Bench(tmp_path, text).texts("参正议政") == ["参正议政"]


WORDS = st.text(alphabet="甲乙丙丁戊己", min_size=1, max_size=3)


@given(
    st.lists(WORDS, min_size=1, max_size=8, unique=True),
    st.text(alphabet="甲乙丙丁戊己\n\v。", max_size=60),
)
def test_the_same_as_a_plain_search(
    tmp_path_factory: pytest.TempPathFactory, words: list[str], text: str
) -> None:
    entries = [f'"误" = "{word}"' for word in words]
    bench = Bench(tmp_path_factory.getbasetemp(), rule("BJ001", "禁用", *entries))
    block = Text(text)
    found = {
        (hit.start, hit.end)
        for one in bench.rules
        if isinstance(one, ParagraphRule)
        for hit in one.check(block)
    }
    for start, end in found:
        assert text[start:end] in words
    covered = {i for start, end in found for i in range(start, end)}
    for word in words:
        start = text.find(word)
        while start >= 0:
            # What is not found itself is overlapped by a longer or an earlier one.
            assert covered & set(range(start, start + len(word)))
            start = text.find(word, start + 1)


@given(st.text(max_size=200))
def test_any_text_and_paragraphs_alone_or_together(text: str) -> None:
    from writer_assist.rules.registry import family_rules

    for family in ("WD", "TM"):
        for cls in family_rules(family):
            one = cls()
            if isinstance(one, ParagraphRule):
                together = [(h.start, h.end) for h in one.check(Text(text))]
                apart = []
                base = 0
                for line in text.split("\n"):
                    apart += [(base + h.start, base + h.end) for h in one.check(Text(line))]
                    base += len(line) + 1
                assert together == apart


def test_rarest_pair() -> None:
    rarity = Rarity("工作布置。工作部署。")
    assert rarity.pair_of("工作布署") == "布署"
    assert rarity.pair_of("我的工作") in ("我的", "的工")
    assert rarity.pair_of("的") == ""
    assert rarity.pair_of("\U00020bb7a") == ""
    assert rarity.pair_of("甲乙丙丁", 3) == "丙丁"
    assert rarity.shared_pair(["工作布署", "布署任务"]) == "布署"
    assert rarity.shared_pair(["工作", "任务"]) == ""


def test_hostile_text_is_linear(tmp_path: Path) -> None:
    bench = Bench(
        tmp_path,
        rule("BJ001", "替换", '"误" = "大约…左右"\n"正" = "大约…"', '"误" = "政治"\n"正" = "政"')
        + rule("BJ002", "近似", '"词" = "政治协商"')
        + rule("BJ003", "次序", '"词" = ["大约", "政治"]'),
    )  # fmt: skip

    def seconds(text: str) -> float:
        start = time.perf_counter()
        bench.hits(text)
        return time.perf_counter() - start

    for unit in ("大约", "政治", "政治写", "大约政治、"):
        seconds(unit * 2_000)
        small = min(seconds(unit * 10_000) for _ in range(3))
        large = min(seconds(unit * 40_000) for _ in range(2))
        assert large < 12 * small + 1


def test_many_entries(tmp_path: Path) -> None:
    rng = random.Random(7)
    characters = [chr(0x4E00 + rng.randrange(0x5000)) for _ in range(3_000)]
    words = {"".join(rng.choices(characters, k=rng.randint(2, 5))) for _ in range(10_000)}
    entries = [f'"误" = "{word}"' for word in sorted(words)]
    bench = Bench(tmp_path, rule("BJ001", "禁用", *entries))
    chosen = rng.sample(sorted(words), 5)
    assert sorted(bench.texts("。".join(chosen))) == sorted(chosen)
