"""An outline inferred from past drafts: what it holds, and that the drafts pass with it."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from writer_assist.document.model import Document
from writer_assist.engine.linter import Linter
from writer_assist.outline.check import check
from writer_assist.outline.draft import Draft
from writer_assist.outline.drafts import split
from writer_assist.outline.genres import BASE, COMMON, find_genre, outlines
from writer_assist.outline.infer import Inferred, copies, infer, main_genre, strangers
from writer_assist.outline.infer.names import Names
from writer_assist.outline.infer.sections import lengths, needs
from writer_assist.outline.infer.titles import patterns, title_forms
from writer_assist.outline.infer.write import comment, toml

from .past import SECTIONS, past_draft

COUNT = 24


def drafts_of(texts: Sequence[Sequence[str]]) -> list[Draft]:
    return [draft for text in texts for draft in split(Document.from_lines(list(text)))]


def inferred(texts: Sequence[Sequence[str]], **options: Any) -> tuple[Inferred, dict[str, Any]]:
    drafts = drafts_of(texts)
    result = infer(drafts, main_genre(drafts), **options)
    return result, tomllib.loads(result.text)


def findings(texts: Sequence[Sequence[str]], result: Inferred, folder: Path) -> list[list[str]]:
    """The codes of the OL findings in each draft, linted with the inferred outline."""
    path = folder / "提纲.toml"
    path.write_text(result.text, "utf-8")
    linter = Linter(select=["OL"], outlines=[str(path)])
    reports = [linter.lint(Document.from_lines(list(text))) for text in texts]
    return [[finding.code for finding in report.findings] for report in reports]


def clean_share(found: Sequence[Sequence[str]]) -> float:
    return sum(not codes for codes in found) / len(found)


@pytest.fixture(scope="module")
def office() -> tuple[list[list[str]], Inferred, dict[str, Any]]:
    texts = [past_draft(seed) for seed in range(COUNT)]
    result, data = inferred(texts)
    return texts, result, data


def sections(data: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = data["部分"]
    return found


def test_each_section_is_found_once_with_all_its_headings(
    office: tuple[list[list[str]], Inferred, dict[str, Any]],
) -> None:
    texts, result, data = office
    said = {line.lstrip("一二三四五六七八（）、") for text in texts for line in text}
    headed = [s for s in sections(data) if s.get("标题用语")]
    assert len(headed) == len(SECTIONS)
    assert result.sections == len(SECTIONS) + 4  # title, lead, signature, date
    for headings, _ in SECTIONS.values():
        used = said.intersection(headings)
        owners = [s for s in headed if used.intersection(s["标题用语"])]
        assert len(owners) == 1
        assert used <= set(owners[0]["标题用语"])
        assert owners[0]["必备"] is True
    assert result.text.count(f"# {COUNT} 篇中有 {COUNT} 篇") == result.sections


def test_it_is_in_order_and_knows_what_stands_where(
    office: tuple[list[list[str]], Inferred, dict[str, Any]],
) -> None:
    _, result, data = office
    ids = [s.get("代号") or s["沿用"] for s in sections(data)]
    assert ids[:2] == ["title", "lead"]
    assert ids[-4:] == ["problems", "plan", "signature", "date"]
    new = {s["代号"]: s for s in sections(data) if "代号" in s}
    water = next(s for s in new.values() if "保障城乡供水" in s["标题用语"])
    pipes = next(s for s in new.values() if "加强管网维护" in s["标题用语"])
    fees = next(s for s in new.values() if "规范水费收缴" in s["标题用语"])
    # The pipes and the fees stand now before, now behind each other.
    assert water["次序"] < pipes["次序"] == fees["次序"]
    assert {"水厂", "出厂水质"} & set(water["正文用语"])
    assert "数字" in fees["应含"]
    least, most = fees["篇幅"]
    assert 30 < least < most < 150
    lead = next(s for s in sections(data) if s.get("沿用") == "lead")
    assert lead["应含"] == ["时段", "领起语"]
    assert data["文种"] == result.name == "绿水镇水务站工作总结"
    assert data["标题格式"] == ["绿水镇水务站{年度}工作总结"]
    assert data["识别"]["标题"] == ["绿水镇水务站…工作总结"]
    assert result.unknown == 0


def test_the_drafts_pass_with_it_and_the_file_is_right(
    office: tuple[list[list[str]], Inferred, dict[str, Any]], tmp_path: Path
) -> None:
    texts, result, _ = office
    assert clean_share(findings(texts, result, tmp_path)) == 1
    checked = check(str(tmp_path / "提纲.toml"))
    assert (checked.errors, checked.warnings) == ([], [])


def test_other_drafts_of_the_office_pass_and_what_is_missing_is_found(
    office: tuple[list[list[str]], Inferred, dict[str, Any]], tmp_path: Path
) -> None:
    _, result, _ = office
    later = [past_draft(seed) for seed in range(100, 140)]
    assert clean_share(findings(later, result, tmp_path)) >= 0.95
    for name, (headings, _) in SECTIONS.items():
        without = []
        for text in later:
            at = next(i for i, line in enumerate(text) if line.endswith(headings))
            without.append(text[:at] + text[at + 2 :])
        found = findings(without, result, tmp_path)
        assert sum("OL001" in codes for codes in found) >= 0.85 * len(found), name


def test_a_part_that_some_have_is_optional_and_a_rare_one_is_named(tmp_path: Path) -> None:
    texts = []
    for seed in range(10):
        text = past_draft(seed, general=False)
        at = next(i for i, line in enumerate(text) if line.startswith("五、"))
        if seed < 7:
            text[at:at] = ["五、做好驻村帮扶", f"选派{seed + 2}名干部驻村帮扶，为群众办实事。"]
        elif seed == 7:
            text[at:at] = ["五、接待参观学习", "接待兄弟单位来站参观。"]
        texts.append(text)
    result, data = inferred(texts)
    part = next(s for s in sections(data) if "做好驻村帮扶" in s.get("标题用语", ()))
    assert part["必备"] is False
    assert "# 10 篇中有 7 篇，都有标题\n" in result.text
    assert "没有列进来的标题：接待参观学习" in result.text
    assert clean_share(findings(texts, result, tmp_path)) == 1
    assert not any("做好驻村帮扶" in s.get("标题用语", ()) for s in sections(inferred(
        texts, min_share=0.9)[1]))  # fmt: skip


def test_what_one_draft_in_ten_lacks_is_not_asked_for(tmp_path: Path) -> None:
    texts = [past_draft(seed, general=False) for seed in range(10)]
    at = next(i for i, line in enumerate(texts[0]) if line.endswith(SECTIONS["打算"][0]))
    del texts[0][at : at + 2]
    result, data = inferred(texts)
    plan = next(s for s in sections(data) if s.get("沿用") == "plan")
    assert plan["必备"] is False
    assert "# 有的旧稿没有，所以不作必备" in result.text
    assert clean_share(findings(texts, result, tmp_path)) >= 0.95


def test_where_the_topics_change_the_work_is_one_section(tmp_path: Path) -> None:
    topics = ["桥梁", "树木", "图书", "灯光", "茶叶", "渔船", "羊群", "砖瓦", "铁路"]
    texts = [
        [
            f"青山县某单位{2010 + n}年工作总结",
            "一年来，我们完成了各项任务。现将全年工作总结如下：",
            "一、主要工作",
            f"（一）{topics[n]}项目竣工",
            f"{topics[n]}项目投资{n + 3}万元。",
            f"（二）{topics[n - 1]}产业起步",
            f"{topics[n - 1]}产业带动{n + 5}户。",
            "二、存在的问题",
            "人手不够。",
            "三、下一步打算",
            "继续抓好落实。",
            "青山县某单位",
            f"{2010 + n}年12月20日",
        ]
        for n in range(8)
    ]
    result, data = inferred(texts)
    work = next(s for s in sections(data) if s.get("沿用") == "work")
    assert work["必备"] is True
    assert work["其余"] is True
    assert clean_share(findings(texts, result, tmp_path)) == 1


def test_a_known_genre_keeps_its_sections_and_takes_its_place(tmp_path: Path) -> None:
    texts = [
        [
            f"青山县{unit}关于解决{what}经费的请示",
            "县人民政府：",
            f"近年来，{what}年久失修，群众反映强烈，急需维修改造。",
            f"为此，恳请县政府解决{what}经费{number}万元。",
            "妥否，请批示。",
            f"青山县{unit}",
            f"2024年{number % 12 + 1}月3日",
        ]
        for number, (unit, what) in enumerate(
            [("水利局", "水库"), ("教育局", "校舍"), ("卫生局", "病房"), ("文化局", "剧场")], 3
        )
    ]
    result, data = inferred(texts)
    assert (data["文种"], data["代号"], data["类别"]) == ("请示", "request", "法定公文")
    assert data["标题格式"] == ["{单位}关于{事由}的请示"]
    required = [s.get("代号") or s["沿用"] for s in sections(data) if s["必备"]]
    assert {"title", "recipient", "lead", "content", "closing", "date"} <= set(required)
    assert clean_share(findings(texts, result, tmp_path)) == 1
    _, data = inferred(texts, name="本局请示")
    assert (data["文种"], data["代号"]) == ("本局请示", "request")
    assert "请示" in data["又称"]


def test_the_genre_that_most_are_of() -> None:
    requests = [
        [
            "关于解决经费的请示",
            "县政府：",
            "经费不足，特请示如下。",
            "妥否，请批示。",
            "某局",
            "2024年1月2日",
        ]
    ] * 3
    summaries = [past_draft(seed) for seed in range(2)]
    drafts = drafts_of([*requests, *summaries])
    known = main_genre(drafts)
    assert known.id == "request"
    assert not strangers(drafts[:3], known)
    assert main_genre(drafts_of(summaries)).id == BASE
    assert main_genre(drafts_of([["某某", "没有什么。"]] * 2)).id == COMMON
    assert strangers(drafts, find_genre("函"))[:3] == drafts[:3]


def test_nothing_of_a_draft_breaks_the_file() -> None:
    texts = [
        [
            f"某站{2014 + n}年工作总结",
            "现总结如下：",
            '一、"引号"与\\反斜杠\t制表',
            "做了三件事，花了五万元。",
            '二、存在的"问题"',
            "人少。",
            "三、打算#井号",
            "努力。",
            "某站",
            f"{2014 + n}年1月2日",
        ]
        for n in range(3)
    ]
    _, data = inferred(texts, name='名"称\n二')
    assert data["文种"] == '名"称\n二'
    assert outlines()  # nothing is left in use


def test_lengths_are_rounded_percentiles() -> None:
    assert lengths([100]) is None
    assert lengths([12, 61]) == (10, 70)
    assert lengths([*range(300, 420, 10), 5, 5000]) == (300, 450)


def test_needs_are_what_nearly_all_hold() -> None:
    good = "2024年，组织会议3次、调研5次。一是学习。二是落实。"
    assert needs([good] * 20, (), "work") == ("数字", "分条")
    assert needs([good] * 19 + ["无"], (), "work") == ("数字", "分条")
    assert needs([good] * 9 + ["无"], ("数字",), "work") == ()
    assert needs(["一年来，现报告如下"] * 3, (), "lead") == ("时段", "领起语")


def test_titles() -> None:
    titles = ["青山县水利局2023年工作总结", "青山县水利局2024年度工作总结（送审稿）"]
    assert title_forms(titles) == [("青山县水利局{年度}工作总结", 2)]
    assert patterns(titles) == ["青山县水利局…工作总结"]
    assert title_forms(["甲局关于开会的通知", "关于报送材料的通知"])[0][0].endswith("的通知")
    assert title_forms([]) == []
    assert patterns(["只有一个"]) == []


def test_values_in_toml() -> None:
    for value in ("x", 'a"b\\c', "\x7f\n", True, 12, ["甲"], ["很长的用语" * 4] * 9, []):
        assert tomllib.loads(f"x = {toml(value)}")["x"] == value
    assert comment("a\nb\u2028c") == "# a b c"


def test_names_of_persons_and_other_units_stay_where_they_are(tmp_path: Path) -> None:
    texts = []
    for seed in range(8):
        text = past_draft(seed, general=False)
        at = next(i for i, line in enumerate(text) if line.startswith("五、"))
        text[at:at] = [
            "五、学习王敬之先进事迹" if seed % 2 else "五、向王敬之同志学习",
            "刘德海带头抓，请周文斌上课，王秀兰委员督办，驻村干部吴小芳宣讲，青坪镇、城关镇参加。"
            f"大家学习了{seed + 2}次。",
        ]
        texts.append(text)
    result, data = inferred(texts)
    for name in ("王敬之", "刘德海", "周文斌", "王秀兰", "吴小芳", "小芳", "青坪", "城关镇"):
        assert name not in result.text
    study = next(s for s in sections(data) if "学习" in s.get("名称", ""))
    assert "某某" in study["名称"]
    assert study["正文用语"]
    # The office's own name is in every title.
    assert data["识别"]["标题"] == ["绿水镇水务站…工作总结"]
    assert clean_share(findings(texts, result, tmp_path)) >= 0.95


def test_a_title_keeps_no_name_of_a_person() -> None:
    titles = ["政协委员王秀兰2023年履职报告", "政协委员王秀兰2024年履职报告"]
    assert title_forms(titles) == [("政协委员{姓名}{年度}履职报告", 2)]
    assert title_forms(["李文渊2023年述职报告", "周晓蓓2024年述职报告"])[0][0] == (
        "{姓名}{年度}述职报告"
    )


@pytest.mark.parametrize(
    ("word", "held"),
    [
        ("刘德海带头", True), ("王秀兰委员", True), ("请周文斌", True), ("张书记", True),
        ("欧阳建国同志", True), ("覃秀英代表", True), ("小芳", True), ("晴川镇", True),
        ("严格执行", False), ("养老", False), ("包村", False), ("深学", False),
        ("高质量发展", False), ("供水保障", False),
        ("建议", False), ("各乡镇", False), ("绿水镇", False), ("带头", False),
    ],
)  # fmt: skip
def test_which_words_hold_a_name(word: str, held: bool) -> None:
    text = (
        "驻村干部吴小芳走访晴川镇。刘德海带头宣讲。\n建议县政府、各乡镇严格执行，包村，深学细悟。"
    )
    assert Names([text] * 2, ["绿水镇总结"] * 4 + ["总结"]).holds(word) is held


def test_copies() -> None:
    first, second = past_draft(1), past_draft(2)
    drafts = drafts_of([first, second, [f"{line} " for line in first], first])
    assert copies(drafts) == [(drafts[2], drafts[0]), (drafts[3], drafts[0])]
