"""Whatever a phrase file looks like, a change leaves the rest of it as it is."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from writer_assist.phrasebank import edit
from writer_assist.phrasebank.errors import EditError
from writer_assist.phrasebank.layout import line_of, tables

WORDS = st.text("妥否请批示工作，、。“”\"\\'#[]={} \t\u3000e1é\U00020000", max_size=12)
KEYS = st.sampled_from(["用法", "语体", "文种", "代替", "来源"])
COMMENTS = st.lists(
    st.sampled_from(["", "# 说明", '# [["短语"]]', "   ", '#"词" = "x"']), max_size=3
)
ARRAYS = st.lists(WORDS, max_size=3)


def _quoted(text: str) -> str:
    return edit._toml(text)


@st.composite
def values(draw: st.DrawFn) -> str:
    """A value in one of the ways in which TOML can write it."""
    kind = draw(st.integers(0, 4))
    if kind == 0:
        return _quoted(draw(WORDS))
    if kind == 1:
        inner = draw(WORDS).replace("'", "").replace("\t", "")
        return f"'{inner}'"
    if kind == 2:
        return f'"""{_quoted(draw(WORDS))[1:-1]}\n[["短语"]]\n"词" = 1"""'
    if kind == 3:
        items = ",  # ]\n  ".join(map(_quoted, draw(ARRAYS)))
        return f"[\n  {items}\n]"
    return f"{{ \"a]\" = {_quoted(draw(WORDS))}, b = '}}' }}"


@st.composite
def phrases(draw: st.DrawFn) -> str:
    """The text of a table, with comments and blanks in odd places."""
    header = draw(st.sampled_from(['[["短语"]]', "[['短语']]", '  [[ "短语" ]]  # ]]']))
    lines = [*draw(COMMENTS), header, *draw(COMMENTS), f'"词" = {draw(values())}']
    for key in draw(st.lists(KEYS, unique=True, max_size=4)):
        quote = draw(st.sampled_from("\"'"))
        tail = draw(st.sampled_from(["", "  # 说明 = [", "\t"]))
        lines += [*draw(COMMENTS), f" {quote}{key}{quote}= {draw(values())}{tail}"]
    return "\n".join(lines)


@st.composite
def files(draw: st.DrawFn) -> tuple[str, int]:
    """A phrase file, and how many phrases it has."""
    found = draw(st.lists(phrases(), min_size=1, max_size=4))
    text = "\n".join(['# 头\n"主题" = "开头"', *found]) + draw(st.sampled_from(["", "\n", "\n\n"]))
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    return text, len(found)


@given(files(), st.data())
def test_places(file: tuple[str, int], data: st.DataObject) -> None:
    text, count = file
    places = [place for place in tables(text) if place.name == "短语"]
    assert len(places) == count
    number = data.draw(st.integers(0, count - 1))
    item = tomllib.loads(text)["短语"][number]
    assert [entry.key for entry in places[number].entries] == list(item)
    for entry in places[number].entries:
        assert tomllib.loads(f"x = {text[entry.value : entry.end]}")["x"] == item[entry.key]
        line = text.split("\n")[line_of(text, entry.start) - 1]
        assert entry.key in line


@given(files(), st.dictionaries(KEYS, WORDS, min_size=1))
def test_add_and_remove(file: tuple[str, int], more: dict[str, str]) -> None:
    text, count = file
    added = edit.add(text, [{"词": "妥否，请批示", **more}])
    assert added.startswith(text)
    removed = edit.remove(added, count)
    kept = text.rstrip(" \t\r\n")
    assert removed.startswith(kept)
    assert not removed[len(kept) :].strip()
    if text.endswith("\n") and not text.endswith(("\n\n", "\r\n\r\n")):
        assert removed == text


@given(files(), KEYS, WORDS, WORDS, st.data())
def test_change(
    file: tuple[str, int], key: str, first: str, second: str, data: st.DataObject
) -> None:
    text, count = file
    number = data.draw(st.integers(0, count - 1))
    there = key in tomllib.loads(text)["短语"][number]
    once = edit.change(text, number, {key: first})
    twice = edit.change(once, number, {key: second})
    # Only the value has changed.
    assert edit.change(twice, number, {key: first}) == once
    if not there:
        gone = edit.change(once, number, {key: None})
        assert gone.rstrip("\r\n") == text.rstrip("\r\n")
    before, after = text.split("\n"), once.split("\n")
    kept = [line for line in before if line.lstrip().startswith("#")]
    assert [line for line in after if line.lstrip().startswith("#")] == kept or there


@given(files(), st.data())
def test_remove(file: tuple[str, int], data: st.DataObject) -> None:
    text, count = file
    number = data.draw(st.integers(0, count - 1))
    place = [place for place in tables(text) if place.name == "短语"][number]
    removed = edit.remove(text, number)
    head = text[: place.start].rstrip(" \t\r\n")
    assert removed.startswith(head)
    assert removed.endswith(text[place.end :].lstrip(" \t\r\n"))
    assume(count > 1)
    assert len(tomllib.loads(removed)["短语"]) == count - 1


def test_order_of_keys() -> None:
    text = '"主题" = "开头"\n\n[["短语"]]\n"词" = "甲乙丙丁"  # 好\n"用法" = "x"\n# 完\n'
    changed = edit.change(text, 0, {"文种": ["请示"], "来源": 'a"b', "词": "甲乙丙"})
    assert changed == (
        '"主题" = "开头"\n\n[["短语"]]\n"词" = "甲乙丙"  # 好\n"文种" = ["请示"]\n'
        '"用法" = "x"\n"来源" = "a\\"b"\n# 完\n'
    )


@pytest.mark.parametrize(
    "text",
    [
        '"主题" = "开头"\n"短语" = [{"词" = "甲乙丙丁"}, {"词" = "戊己庚辛"}]\n',
        '"主题" = "开头"\n[["短语"]]\n"词" = "甲乙丙丁"\n[["短语"]]\n["短语"."词"]\n',
    ],
)
def test_unusual_files_are_left_alone(text: str) -> None:
    with pytest.raises(EditError):
        edit.change(text, 1, {"词": "新的短语"})


@pytest.mark.parametrize(
    ("above", "gone"),
    [
        ("# 4 次，4 份文稿：0.txt:2、1.txt:2 等\n", True),
        ("# 我写的\n", False),
        ("# 4 次，4 份文稿：0.txt:2\n\n", False),
    ],
)
def test_where_it_was_found_goes_with_a_phrase(above: str, gone: bool) -> None:
    first = '"主题" = "待审"\n\n[["短语"]]\n"词" = "甲乙丙丁"\n\n'
    text = f'{first}{above}[["短语"]]\n"词" = "戊己庚辛"\n\n[["短语"]]\n"词" = "壬癸子丑"\n'
    rest = '[["短语"]]\n"词" = "壬癸子丑"\n'
    assert edit.remove(text, 1) == first + ("" if gone else above) + rest
    # At the end of a file the blank line that was before it goes, too.
    ending = edit.remove(text[: text.rindex("\n[[")], 1)
    assert ending.rstrip() == (first + ("" if gone else above)).rstrip()
