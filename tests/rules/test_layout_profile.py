"""Profiles: what a file may say, what is wrong with it, and how they are learnt."""

from __future__ import annotations

from pathlib import Path

import pytest

from writer_assist.engine.configuration import ConfigurationError
from writer_assist.engine.linter import Linter
from writer_assist.engine.settings import Linters
from writer_assist.rules.base import Office
from writer_assist.rules.layout.examples import Line, document
from writer_assist.rules.layout.fonts import accepts, family_of, size_name, size_named
from writer_assist.rules.layout.learn import learn
from writer_assist.rules.layout.profile import LOOKS, STANDARD
from writer_assist.rules.layout.profile_file import ProfileError, as_toml, load, loads

TITLE = Line("关于做好汛期值守的通知", {})
PAGE = {"footer": "outside"}
BODY = Line("各村要安排专人值守，遇有险情立即上报。", {})


@pytest.mark.parametrize(
    ("font", "family"),
    [
        ("仿宋_GB2312", "仿宋"), ("FangSong", "仿宋"), ("方正仿宋_GBK", "仿宋"), ("STFangsong", "仿宋"),
        ("SimSun", "宋体"), ("宋体", "宋体"), ("方正小标宋简体", "小标宋"), ("FZXiaoBiaoSong-B05S", "小标宋"),
        ("SimHei", "黑体"), ("方正黑体_GBK", "黑体"), ("微软雅黑", "微软雅黑"), ("Microsoft YaHei", "微软雅黑"),
        ("楷体_GB2312", "楷体"), ("KaiTi", "楷体"), ("华文行楷", "行楷"), ("华文中宋", "中宋"), ("Arial", "Arial"),
    ],
)  # fmt: skip
def test_families(font: str, family: str) -> None:
    assert family_of(font) == family


def test_what_a_profile_accepts() -> None:
    assert accepts(("仿宋",), "方正仿宋_GBK")
    assert not accepts(("仿宋_GB2312",), "方正仿宋_GBK")
    assert accepts(("仿宋_GB2312",), "FangSong_GB2312")
    assert not accepts(("宋体",), "仿宋")
    assert accepts(("Times New Roman",), "times new roman")


def test_sizes() -> None:
    assert size_name(16) == "三号（16 pt）"
    assert size_name(17) == "17 pt"
    assert size_named("小四") == 12
    assert size_named("十号") is None


def test_a_file_says_what_differs() -> None:
    profile = loads(
        'name = "本办"\n[page]\ntop = 35\npitch = 29\npage-number = "centre"\n'
        '[title]\nfont = "华文中宋"\nsize = "小一"\n[date]\nright = 3\n[body]\nbold = true\n',
        "版式.toml",
    )
    assert profile.name == "本办"
    assert profile.page == STANDARD.page._replace(top=35, pitch=(29, 29), page_number="centre")
    assert profile.look("title") == LOOKS["title"]._replace(font=("华文中宋",), size=24)
    assert profile.look("date").right == (3,)
    assert profile.look("closing").bold is True
    assert profile.look("h1") == LOOKS["h1"]


def test_an_empty_file_is_the_standard() -> None:
    profile = loads("", "甲/版式.toml")
    assert (profile.page, profile.looks) == (STANDARD.page, LOOKS)
    assert profile.name == "版式.toml"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[page]\ntop = 370", "版式.toml:2: “page.top”是 370，应在 0 到 200 之间"),
        ('[page]\ntop = "37"', "版式.toml:2: “page.top”应是一个数"),
        ("[page]\ntop = true", "版式.toml:2: “page.top”应是一个数"),
        ("[page]\npitch = [30, 28]", "版式.toml:2: “page.pitch”应是一个数，或者从小到大两个数"),
        ("[page]\npitch = [1, 2, 3]", "版式.toml:2: “page.pitch”应是一个数，或者从小到大两个数"),
        ("[page]\nwidht = 3", "版式.toml:2: 没有“widht”这一项，是不是 width？"),
        ("[pages]\nwidth = 3", "版式.toml:1: 没有“pages”这一项，是不是 page？"),
        ("[zzz]", "版式.toml:1: 没有“zzz”这一项，可以用的有：name page title"),
        ("page = 3", "版式.toml:1: “page”应是一个表"),
        ("name = 3", "版式.toml:1: “name”应是一段文字"),
        ('\n[title]\nsize = "十号"', "版式.toml:3: 没有字号“十号”，可以用的有：初号"),
        ("[title]\nsize = []", "版式.toml:2: “title.size”应是字号名"),
        ("[title]\nfont = [1]", "版式.toml:2: “title.font”应是一列文字"),
        ('[title]\nalign = "middle"', "版式.toml:2: “title.align”不能是“middle”，可以用的有：left"),
        ('[title]\nbold = "yes"', "版式.toml:2: “title.bold”应是true 或者 false"),
        ('[title]\ncolor = "blue"', "版式.toml:2: “title.color”不能是“blue”"),
        ("[date]\nright = []", "版式.toml:2: “date.right”应是一个数，或者几个数"),
        ("[date]\nright = [2, 400]", "版式.toml:2: “date.right”是 400，应在 0 到 40 之间"),
        ("[page]\nleft = 150\nright = 100", "版式.toml:1: 页边距比纸还大"),
        ("[title]\nsize = “二号”", "版式.toml:2: 不是正确的 TOML：这里的 “ 是中文标点"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(text: str, said: str) -> None:
    with pytest.raises(ProfileError) as caught:
        loads(text, "版式.toml")
    assert str(caught.value).startswith(said)
    assert caught.value.message_in("en")


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="找不到文件"):
        load(str(tmp_path / "无.toml"))
    (tmp_path / "乱.toml").write_bytes("name = '本办'".encode("gbk"))
    with pytest.raises(ProfileError, match="不是 UTF-8"):
        load(str(tmp_path / "乱.toml"))
    with (tmp_path / "大.toml").open("wb") as stream:
        stream.truncate(2 << 20)
    with pytest.raises(ProfileError, match="太大了"):
        load(str(tmp_path / "大.toml"))


def test_what_is_written_is_read_as_the_same() -> None:
    own = STANDARD._replace(
        name='甲"乙\\\n丙',
        page=STANDARD.page._replace(left=25.5, pitch=(28.95, 28.95), latin=()),
        looks={**LOOKS, "h2": LOOKS["h2"]._replace(bold=True, color="red", size=17.5)},
    )
    for profile in (STANDARD, own):
        assert loads(as_toml(profile), "x") == profile


def test_rules_go_by_the_profile(tmp_path: Path) -> None:
    (tmp_path / "版式.toml").write_text(
        '[title]\nfont = "黑体"\n[body]\nsize = "四号"\n[page]\nleft = 20\nright = 20', "utf-8"
    )
    own = Linter(select=["LY"], office=Office(layout=str(tmp_path / "版式.toml")))
    codes = {finding.code for finding in own.lint(document([TITLE, BODY], PAGE)).findings}
    assert codes == {"LY002", "LY010", "LY011"}
    as_wanted = document(
        [TITLE._replace(format={"font": "黑体"}), BODY._replace(format={"size": "14"})],
        {**PAGE, "left": "20", "right": "20"},
    )
    found = [f for f in own.lint(as_wanted).findings if f.code in codes]
    assert found == []
    assert {f.code for f in Linter(select=["LY"]).lint(as_wanted).findings} >= codes


def test_a_configuration_names_a_profile(tmp_path: Path) -> None:
    config = tmp_path / "writer-assist.toml"
    config.write_text('extend-select = ["LY"]\nlayout-profile = "版式.toml"', "utf-8")
    with pytest.raises(ConfigurationError, match="“layout-profile”里的 版式"):
        Linters().of(str(tmp_path / "稿.docx"))
    (tmp_path / "版式.toml").write_text("[title]\nsize = 0\nfont = []", "utf-8")
    linter = Linters().of(str(tmp_path / "稿.docx"))
    draft = document([TITLE._replace(format={"size": "9", "font": "楷体"}), BODY], PAGE)
    assert [f.code for f in linter.lint(draft).findings if f.code.startswith("LY")] == []
    (tmp_path / "版式.toml").write_text("[titel]", "utf-8")
    with pytest.raises(ConfigurationError, match="是不是 title"):
        Linters().of(str(tmp_path / "稿.docx"))


def test_a_profile_is_not_read_where_its_rules_are_not_selected(tmp_path: Path) -> None:
    (tmp_path / "writer-assist.toml").write_text('layout-profile = "版式.toml"', "utf-8")
    (tmp_path / "版式.toml").write_text("[titel]", "utf-8")
    assert Linters().of(str(tmp_path / "稿.docx")).rules


def test_what_is_learnt_suits_what_it_is_learnt_from() -> None:
    made = document(
        [
            Line("关于做好汛期值守的通知", {"font": "华文中宋", "size": "24"}),
            Line("各村：", {"as": "Recipient"}),
            Line("一、落实责任", {"as": "Heading1", "font": "楷体_GB2312", "bold": "1"}),
            Line("各村要安排专人值守，共12人。", {"font": "宋体", "size": "14", "line": "24"}),
            Line("二、加强巡查", {"as": "Heading1", "font": "楷体_GB2312", "bold": "1"}),
            Line("每天巡查3次，遇险立即上报。", {"font": "宋体", "size": "14", "line": "24"}),
            Line("云溪镇人民政府", {"as": "PlainSignature"}),
            Line("2024年6月3日", {"as": "PlainDate"}),
        ],
        {"left": "30", "right": "30", "footer": "centre", "footer-size": "10.5"},
    )
    profile = learn(made)
    assert profile.name == "关于做好汛期值守的通知"
    page = profile.page
    assert (round(page.left), round(page.right), page.pitch) == (30, 30, (24, 24))
    assert page.page_number == "centre"
    assert profile.look("title")[:2] == (("中宋",), 24) or profile.look("title").font == (
        "华文中宋",
    )
    assert profile.look("body")[:2] == (("宋体",), 14)
    assert profile.look("h1").bold is True
    assert profile.look("h1").font == ("楷体",)
    assert profile.look("page-number").size == 10.5
    assert profile.look("h2") == LOOKS["h2"]
    assert loads(as_toml(profile), "x") == profile


def test_a_black_head_is_learnt() -> None:
    lines = [
        Line("云溪镇人民政府文件", {"as": "Agency", "color": "000000"}),
        Line("云政发〔2024〕5号", {"as": "DocumentNumber"}),
        Line("关于做好汛期值守的通知", {"as": "Title"}),
        BODY,
    ]
    profile = learn(document(lines, PAGE))
    assert profile.look("agency").color == "black"
    assert loads(as_toml(profile), "x") == profile


def test_nothing_is_learnt_from_text() -> None:
    from writer_assist.document.model import Document

    with pytest.raises(ProfileError, match="学不到版式"):
        learn(Document.from_lines(["关于做好汛期值守的通知"]))
