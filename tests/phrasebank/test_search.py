from __future__ import annotations

from pathlib import Path

import pytest

from writer_assist.phrasebank.finder import finder
from writer_assist.phrasebank.query import Syllables, normalise
from writer_assist.phrasebank.scopes import UnknownScopeError

DUTY = "履行政治协商、民主监督、参政议政职能"
WOMEN = "抓住女性就业这个重点，推动绿色发展战略落地"


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("妥否请批示", "妥否，请批示"),
        ("妥否", "妥否，请批示"),
        ("请审定", "以上事项妥否，请审定"),
        ("tuofouqingpishi", "妥否，请批示"),
        ("tfqps", "妥否，请批示"),
        ("zhengzhixieshang", DUTY),
        ("zheng zhi xie shang", DUTY),
        ("ZhengZhi", DUTY),
        ("zhèng zhì xié shāng", DUTY),
        ("zzxs", DUTY),
        ("zhzhxsh", DUTY),
        ("zhzxs", DUTY),
        ("政治xies", DUTY),
        ("zheng治xs", DUTY),
        ("政治写商", DUTY),
        ("监督 协商", DUTY),
        ("yizheng canzheng", DUTY),
        ("nvxing", WOMEN),
        ("nüxing", WOMEN),
        ("lvse", WOMEN),
        ("zhanlue", WOMEN),
        ("zhòngdiǎn", "有序推进各项重点工作"),
        ("现将工作情况报告如下", "现将{时段}工作情况报告如下"),
        ("工作还有差距", "工作中还有不少差距"),
        ("总起问题", "工作中还有不少差距"),
        ("存在的问题", "工作中还有不少差距"),
        ("请示 结语", "妥否，请批示"),
        ("有序推进", "有序推进"),
        ("有序推进各项", "有序推进各项重点工作"),
        ("一步一步地弄", "有序推进"),
    ],
)
def test_first(query: str, first: str, small: Path) -> None:
    assert small.exists()
    matches = finder().search(query)
    assert matches[0].phrase.text == first, [m.phrase.text for m in matches]


@pytest.mark.parametrize("query", ["", "。，", "qqqqqq", "zhenzhixieshang", "饕餮", "'''", "\0"])
def test_nothing(query: str, small: Path) -> None:
    assert small.exists()
    assert finder().search(query) == []


def test_order_and_limit(small: Path) -> None:
    assert small.exists()
    found = [match.phrase.text for match in finder().search("请批示")]
    assert found[:2] == ["妥否，请批示", "当否，请批示"]
    assert len(finder().search("请", limit=1)) == 1


def test_scopes(small: Path) -> None:
    assert small.exists()
    search = finder().search
    assert [m.phrase.text for m in search("工作", genre="总结", section="存在的问题")] == [
        "工作中还有不少差距",
        "有序推进各项重点工作",
    ]
    # What fits anywhere stays, what is for other genres goes.
    texts = [m.phrase.text for m in search("gongzuo", genre="请示")]
    assert texts == ["有序推进各项重点工作"]
    with pytest.raises(UnknownScopeError) as caught:
        search("工作", genre="请求")
    assert (caught.value.kind, caught.value.nearest) == ("genre", "请示")
    with pytest.raises(UnknownScopeError) as caught:
        search("工作", section="存在问题")
    assert (caught.value.kind, caught.value.nearest) == ("section", "存在的问题")


def test_obsolete_last(small: Path) -> None:
    assert small.exists()
    found = finder().search("全面建", today="2024-05-01")
    assert [(m.phrase.text, m.obsolete) for m in found] == [
        ("全面建设社会主义现代化国家", False),
        ("决胜全面建成小康社会", True),
    ]
    assert not any(m.obsolete for m in finder().search("全面建", today="2021-06-30"))


def test_many_letters(small: Path) -> None:
    assert small.exists()
    for query in ("a" * 5000, "zh" * 300, "xian " * 50, "政z" * 200):
        finder().search(query)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Ｚｚ", "zz"), ("lǜ", "lv"), ("lü", "lv"), ("nǚ", "nv"), ("lüe", "lve"), ("lue", "lve")],
)
def test_normalise(typed: str, meant: str) -> None:
    assert normalise(typed) == meant


def test_ways_are_few() -> None:
    syllables = Syllables(["fan", "fang", "gan", "an", "xi", "xian"])
    shortest = [[text for _, text in way] for way in syllables.ways("fangan")][:3]
    assert ["fan", "gan"] in shortest
    assert ["fang", "an"] in shortest
    assert len(syllables.ways("fangan" * 10)) <= 12
