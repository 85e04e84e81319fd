from __future__ import annotations

from pathlib import Path

import pytest

from writer_assist.cli import main
from writer_assist.outline import genres
from writer_assist.outline.build import compile_outlines
from writer_assist.outline.genres import (
    BASE,
    COMMON,
    SUMMARY,
    OutlineError,
    UnknownGenreError,
    find_genre,
    normalise,
    outlines,
    own_outlines,
    papers,
    summaries,
)

GOOD = """
"文种" = "某种总结"
["识别"]
"标题" = ["某种…总结"]
[["部分"]]
"代号" = "title"
"名称" = "标题"
"位置" = "标题"
"写什么" = "标题"
[["部分"]]
"代号" = "problems"
"名称" = "问题"
"位置" = "问题"
"标题用语" = ["存在的问题"]
"写什么" = "不足"
"""


def compile_text(tmp_path: Path, text: str, genre: str = "some") -> list[dict[str, object]]:
    folder = tmp_path / genre
    folder.mkdir(exist_ok=True)
    (folder / "outline.toml").write_text(text, "utf-8")
    return compile_outlines([str(folder / "outline.toml")])


def test_the_genres_and_their_frames() -> None:
    known = outlines()
    names = {outline.name for outline in known.values()}
    assert len(names) == len(known)
    assert {"工作总结", "政协办公室工作总结", "请示", "函", "提案答复函", "会议通知"} <= names
    # All fifteen of the 条例 (2012), third chapter.
    assert sum(o.category == "法定公文" for o in known.values() if o.id != COMMON) == 15
    for outline in known.values():
        ids = [s.id for s in outline.sections]
        assert len(set(ids)) == len(ids)
        assert "title" in ids
        assert outline.use
        if outline.category == SUMMARY:
            assert {"lead", "problems", "plan", "signature", "date"} <= set(ids)
        body = [s for s in outline.sections if s.place in ("work", "problems", "plan")]
        assert [s.order for s in body] == sorted(s.order for s in body)
        for section in outline.sections:
            assert section.holds
        for section in body:
            assert section.headings or section.phrases or section.rest
        assert sum(section.rest for section in outline.sections) <= 1


@pytest.mark.parametrize("genre", outlines())
def test_every_heading_word_is_found_by_the_index(genre: str) -> None:
    outline = outlines()[genre]
    for number, section in enumerate(outline.sections):
        for word in section.headings:
            assert word == normalise(word)
            assert (word, number) in outline.index[word[:2]]


@pytest.mark.parametrize(
    ("name", "genre"),
    [
        ("cppcc-office-summary", "cppcc-office-summary"),
        ("政协办公室工作总结", "cppcc-office-summary"),
        (" 委员履职报告 ", "cppcc-member-summary"),
        ("联络室工作总结", "cppcc-liaison-summary"),
        ("工作总结", BASE),
    ],
)
def test_find_genre(name: str, genre: str) -> None:
    assert find_genre(name).id == genre


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("政协办公室总结", "政协办公室工作总结"),
        ("cppcc-ofice-summary", "政协办公室工作总结"),
        ("委员履职小结", "政协委员履职总结"),
        ("zzz", None),
    ],
)
def test_an_unknown_genre_names_the_nearest(name: str, nearest: str | None) -> None:
    with pytest.raises(UnknownGenreError) as info:
        find_genre(name)
    assert info.value.nearest == nearest
    assert isinstance(info.value, ValueError)


def test_a_good_file_compiles_to_builtin_types(tmp_path: Path) -> None:
    import marshal

    (data,) = compile_text(tmp_path, GOOD)
    assert marshal.loads(marshal.dumps(data)) == data
    outline = genres.Outline(data)
    assert outline.id == "some"
    assert outline.section("problems").headings == ("存在问题",)
    assert outline.signs.title == (("某种", "总结"),)
    with pytest.raises(KeyError):
        outline.section("plan")


def test_sections_of_the_base_are_used_and_extended(tmp_path: Path) -> None:
    compile_text(tmp_path, GOOD, BASE)
    text = GOOD.split("[[", maxsplit=1)[0] + (
        '[["部分"]]\n"沿用" = "problems"\n"必备" = false\n"标题用语" = ["软肋"]\n'
    )
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "outline.toml").write_text(text, "utf-8")
    files = genres.outline_files(str(tmp_path))
    own, base = compile_outlines(files)
    assert (own["id"], base["id"]) == ("own", BASE)
    (section,) = genres.Outline(own).sections
    assert (section.id, section.required, section.place) == ("problems", False, "problems")
    assert section.headings == ("软肋", "存在问题")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('"文种" = "某种总结"', "", "“文种”没有写"),
        ('"文种"', '"文钟"', "2: “文钟”不认识，是不是“文种”"),
        ('"文种" = "某种总结"', "文种 = 1", "键名是中文时要加英文引号"),
        ('"文种" = "某种总结"', '"文种" = 3', "2: “文种”应是一段文字"),
        ('"标题用语" = ["存在的问题"]', '"标题用语" = ["问"]', "“标题用语”里的“问”太短"),
        ('"标题用语" = ["存在的问题"]', '"标题用语" = [5]', "每一项都应是文字"),
        ('"标题用语" = ["存在的问题"]', '"标题用语" = "问题"', "“标题用语”应是一列文字"),
        ('"位置" = "问题"', '"位置" = "中间"', "13: “位置”应是版头、标题"),
        ('"位置" = "问题"', '"必备" = 1', "“必备”应是true 或 false".replace("是t", "是 t")),
        ('"位置" = "问题"', '"次序" = true', "“次序”应是整数"),
        ('"位置" = "问题"', '"沿用" = "plan"', "“plan”不在共有提纲里"),
        ('"代号" = "problems"', '"代号" = "title"', "“title”重复"),
        ('"名称" = "问题"', "", "10: “名称”没有写"),
        ('"代号" = "problems"', '"其余" = true\n"代号" = "x"\n"应含" = ["甲"]', "“甲”不认识"),
        ('"文种" = "某种总结"', '"文种" = "某种总结"\n"类别" = "公文"', "3: “类别”应是总结"),
        ('"文种" = "某种总结"', '"文种" = "某种总结"\n"篇幅" = [2, 1]', "3: “篇幅”应是"),
        ('"标题" = ["某种…总结"]', '"口气" = "大家"', "“口气”应是个人或单位"),
    ],
)
def test_errors_name_file_line_key_and_what_was_expected(
    tmp_path: Path, old: str, new: str, expected: str
) -> None:
    with pytest.raises(OutlineError) as info:
        compile_text(tmp_path, GOOD.replace(old, new))
    message = str(info.value)
    assert "outline.toml" in message
    assert expected.replace(" ", "") in message.replace(" ", "")
    assert "\n" not in message


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "some").mkdir()
    file = tmp_path / "some" / "outline.toml"
    file.write_bytes('"文种" = "总结"'.encode("gb18030"))
    with pytest.raises(OutlineError, match="UTF-8"):
        compile_outlines([str(file)])


def test_no_sections(tmp_path: Path) -> None:
    with pytest.raises(OutlineError, match="至少要有一个"):
        compile_text(tmp_path, '"文种" = "总结"')


def test_outlines_are_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WRITER_ASSIST_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "templates"
    folder.mkdir()
    compile_text(folder, GOOD)
    genres.forget()
    try:
        first = outlines(str(folder))
        genres.forget()
        monkeypatch.setattr("writer_assist.outline.build.compile_outlines", None)
        second = outlines(str(folder))
        assert second["some"].sections == first["some"].sections
    finally:
        genres.forget()


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ('"文种" = "工作总结"\n["部分"', "不是正确的 TOML"),
        ('"文中" = "工作总结"', "是不是“文种”"),
        (None, "没有各类总结共有的提纲"),
    ],
)
def test_a_broken_outline_is_one_error_for_the_run(
    broken: str | None,
    reason: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    templates, drafts = tmp_path / "templates", tmp_path / "drafts"
    for folder in (templates, drafts):
        folder.mkdir()
    if broken is not None:
        (templates / "summary").mkdir()
        (templates / "summary" / "outline.toml").write_text(broken, "utf-8")
    for name in ("a.txt", "b.txt"):
        (drafts / name).write_text("绿水镇党政办公室2024年工作总结\n", "utf-8")
    monkeypatch.setattr(genres, "templates_folder", lambda: str(templates))
    monkeypatch.setenv("LANGUAGE", "zh")
    genres.forget()
    try:
        code = main(["lint", str(drafts)])
    finally:
        genres.forget()
    output = capsys.readouterr()
    assert (code, output.out) == (2, "")
    (line,) = output.err.splitlines()
    assert line.startswith("提纲文件有错：")
    assert reason in line


OWN = """
"文种" = "情况专报"
"类别" = "其他公文"
["识别"]
"标题结尾" = ["专报"]
[["部分"]]
"沿用" = "title"
[["部分"]]
"沿用" = "recipient"
[["部分"]]
"代号" = "facts"
"名称" = "情况"
"标题用语" = ["基本情况"]
"写什么" = "事情的经过"
"""


def own(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return str(path)


def test_an_own_outline_is_one_more_genre_while_it_is_in_use(tmp_path: Path) -> None:
    before = dict(outlines())
    path = own(tmp_path, "专报.toml", OWN)
    with own_outlines([path]):
        outline = find_genre("情况专报")
        assert (outline.id, outline.own_file, outline.file) == ("专报", path, path)
        assert [s.id for s in outline.sections] == ["title", "recipient", "facts"]
        assert outline in papers()
        assert outline not in summaries()
        assert {**before, "专报": outline} == outlines()
        with own_outlines([]):
            assert outlines() == before
        assert find_genre("专报") is outline
    assert outlines() == before
    with pytest.raises(UnknownGenreError):
        find_genre("情况专报")


@pytest.mark.parametrize(
    ("name", "old", "new", "genre"),
    [
        ("x.toml", '"情况专报"', '"请示"', "request"),
        ("x.toml", '"情况专报"', '"本单位请示"\n"代号" = "request"', "request"),
        ("request.toml", '"情况专报"', '"本单位请示"', "request"),
        ("y.toml", '"情况专报"', '"请示"\n"代号" = "letter"', "letter"),
        ("请示/outline.toml", '"情况专报"', '"本单位请示"', "请示"),
    ],
)
def test_an_own_outline_takes_the_place_of_one_with_its_id_or_name(
    tmp_path: Path, name: str, old: str, new: str, genre: str
) -> None:
    path = own(tmp_path, name, OWN.replace(old, new))
    with own_outlines([path]):
        outline = outlines()[genre]
        assert outline.own_file == path
        if genre == "request":
            # It is known by what the built-in one is, and by what it says itself.
            assert ("专报",) in outline.signs.endings
            assert ("请示",) in outline.signs.endings


def test_the_category_of_a_genre_that_is_built_in_need_not_be_written(tmp_path: Path) -> None:
    text = OWN.replace('"情况专报"', '"请示"').replace('"类别" = "其他公文"\n', "")
    with own_outlines([own(tmp_path, "x.toml", text)]):
        assert outlines()["request"].category == "法定公文"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"代号" = "facts"', '"代号" = "title"', ":11: “代号”“title”重复"),
        ('"沿用" = "recipient"', '"沿用" = "work"', ":9: “沿用”的“work”不在共有提纲里"),
        ('"情况专报"', '"甲"\n"代号" = "common"', ":3: “代号”不能是 common"),
        ('"情况专报"\n"类别" = "其他公文"', '"工作总结"', "里缺少代号是 work 的部分"),
    ],
)
def test_errors_in_own_outlines(tmp_path: Path, old: str, new: str, reason: str) -> None:
    text = OWN.replace(old, new)
    if "工作总结" in new:
        text = text.replace('[["部分"]]\n"沿用" = "recipient"\n', "")
    with (
        pytest.raises(OutlineError, match=r"x\.toml") as info,
        own_outlines([own(tmp_path, "x.toml", text)]),
    ):
        pass
    assert reason in str(info.value)


def test_two_own_outlines_of_one_genre(tmp_path: Path) -> None:
    files = [own(tmp_path, name, OWN.replace("情况专报", "请示")) for name in ("a.toml", "b.toml")]
    with pytest.raises(OutlineError, match=r"b.toml.*是同一个文种"), own_outlines(files):
        pass


def test_the_files_of_a_folder(tmp_path: Path) -> None:
    made = [own(tmp_path, name, OWN) for name in ("a.toml", "b.toml", "c/outline.toml")]
    own(tmp_path, "c/其他.toml", OWN)
    own(tmp_path, ".d.toml", OWN)
    assert genres.own_files(str(tmp_path)) == made
    assert genres.own_files(made[0]) == made[:1]
    (tmp_path / "空").mkdir()
    with pytest.raises(OutlineError, match="没有提纲文件"):
        genres.own_files(str(tmp_path / "空"))


def test_own_outlines_are_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WRITER_ASSIST_CACHE", str(tmp_path / "cache"))
    path = own(tmp_path, "x.toml", OWN)
    genres.forget()
    try:
        with own_outlines([path]):
            first = outlines()["x"].sections
        genres.forget()
        monkeypatch.setattr("writer_assist.outline.build.compile_own", None)
        with own_outlines([path]):
            assert outlines()["x"].sections == first
    finally:
        genres.forget()
