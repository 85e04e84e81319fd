"""Every rule is documented. (That its examples behave as they say: test_cases.)"""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_assist.document.model import Comment, Feature, Link, Revision
from writer_assist.rules.base import SEVERITIES, DraftRule, ParagraphRule, Rule
from writer_assist.rules.docs import ExampleError, parse_example, rule_doc
from writer_assist.rules.registry import FAMILIES, all_rules
from writer_assist.rules.suppression import SuppressionRule

RULES = all_rules()
DOCS = {rule: rule_doc(rule) for rule in RULES}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_documentation_is_complete(rule: type[Rule]) -> None:
    doc = DOCS[rule]
    assert doc.summary
    assert "\n" not in doc.summary
    assert doc.what
    assert doc.why
    assert len(doc.bad) >= 3
    assert len(doc.good) >= 3


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_identity(rule: type[Rule]) -> None:
    assert re.fullmatch(r"[A-Z]{2}[0-9]{3}", rule.code)
    assert rule.code[:2] in FAMILIES
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name)
    assert rule.severity in SEVERITIES
    assert rule.source
    assert issubclass(rule, ParagraphRule | DraftRule | SuppressionRule)


def test_codes_and_names_are_unique_and_in_order() -> None:
    codes = [rule.code for rule in RULES]
    assert len(set(codes)) == len(codes)
    assert len({rule.name for rule in RULES}) == len(RULES)
    for family in FAMILIES:
        own = [code for code in codes if code.startswith(family)]
        assert own == sorted(own)


class Sample(Rule):
    """年份没有填写。

    检查什么

    年份里还留着字母，
    漏填。

    第二段 with
    English.

    为什么

    - 一条
    - 两条

    错误示例

    - ⟦20xx⟧年
    - 　　标题⟦⟧
      ⟪content-control:年份|单击⟦此处⟧⟫输入\t完

      隔了空行的第三段

    正确示例

    - 2024年
    """


def test_reads_a_docstring() -> None:
    doc = rule_doc(Sample)
    assert doc.summary == "年份没有填写"
    assert doc.what == "年份里还留着字母，漏填。\n第二段 with English."
    assert doc.why == "- 一条\n- 两条"
    assert doc.bad == (
        "⟦20xx⟧年",
        "　　标题⟦⟧\n⟪content-control:年份|单击⟦此处⟧⟫输入\t完\n隔了空行的第三段",
    )
    assert doc.good == ("2024年",)


def test_undocumented_rule_gives_empty_parts() -> None:
    class Bare(Rule):
        __doc__ = None

    assert rule_doc(Bare) == ("", "", "", (), ())


def test_reads_an_example() -> None:
    document, spans = parse_example(rule_doc(Sample).bad[1])
    first, second, third = document.paragraphs
    assert (first.text, second.text) == ("　　标题", "单击此处输入\t完")
    assert (first.number, third.number) == (1, 3)
    assert spans == [(1, 4, 4), (2, 2, 4)]
    assert second.features == [Feature("content-control", 0, 4, "年份")]


def test_reads_notes() -> None:
    document, spans = parse_example(
        "甲⟪comment:张三/请核实|⟦乙⟧⟫⟪property:creator=李四|⟫\n"
        "⟪insertion:张三|丙⟫⟪deletion:/丁|⟫⟪formatting:|戊⟫⟪link:picture=D:\\1.png|⟫"
    )
    assert [p.text for p in document.paragraphs] == ["甲乙", "丙戊"]
    assert spans == [(1, 1, 2)]
    assert list(document.comments) == [Comment(1, 1, 1, 2, "请核实", "张三")]
    assert list(document.revisions) == [
        Revision("insertion", 2, 0, 1, "丙", "张三"),
        Revision("deletion", 2, 1, 1, "丁"),
        Revision("formatting", 2, 1, 2, "戊"),
    ]
    assert document.properties == {"creator": "李四"}
    assert list(document.links) == [Link("picture", 2, "D:\\1.png")]


@pytest.mark.parametrize(
    "source", ["⟦未闭合", "多余⟧", "⟦⟪hidden|交错⟧⟫", "⟪hidden", "⟪nothing|字⟫"]
)
def test_bad_marks_are_errors(source: str) -> None:
    with pytest.raises(ExampleError):
        parse_example(source)


def test_stray_line_among_examples_is_an_error() -> None:
    class Stray(Rule):
        """摘要

        错误示例

        没有横线的一行
        """

    with pytest.raises(ExampleError):
        rule_doc(Stray)


@given(st.lists(st.text(st.characters(exclude_characters="\n⟦⟧⟪⟫|")), min_size=1), st.data())
def test_marks_survive_a_round_trip(lines: list[str], data: st.DataObject) -> None:
    source = []
    expected = []
    for number, line in enumerate(lines, 1):
        start = data.draw(st.integers(0, len(line)))
        end = data.draw(st.integers(start, len(line)))
        source.append(f"{line[:start]}⟦{line[start:end]}⟧{line[end:]}")
        expected.append((number, start, end))
    document, spans = parse_example("\n".join(source))
    assert [paragraph.text for paragraph in document.paragraphs] == lines
    assert spans == expected
