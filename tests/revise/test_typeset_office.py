"""Typesetting as an office wants it: what a profile says otherwise than the standard."""

from __future__ import annotations

from pathlib import Path

import pytest

from writer_assist.document.docx.formatting import formatting
from writer_assist.document.read import read_bytes
from writer_assist.engine.linter import Linter
from writer_assist.layout import standard as gb
from writer_assist.revise.typeset import typeset
from writer_assist.revise.typeset.office import STANDARD, house
from writer_assist.rules.base import Office
from writer_assist.rules.layout.learn import learn
from writer_assist.rules.layout.profile_file import as_toml, load, loads

DRAFT = """关于解决村道维修资金的请示

青禾县财政局：

我镇村道年久失修，群众出行不便，现就有关事项请示如下。

一、基本情况

全镇村道共42公里，其中破损严重的11公里。

（一）破损情况

路面开裂、沉陷。

1.主要路段

石桥至柳树湾段。

二、请示事项

恳请安排维修资金。

妥否，请批示。

石桥镇人民政府

2025年3月18日
""".encode()

PROFILES = {
    "body": '[body]\nfont = ["宋体"]\nsize = "小三"\n[h1]\nsize = "小三"\n[h2]\nsize = "小三"\n',
    "page": "[page]\ntop = 30\nbottom = 30\nleft = 25\nright = 25\npitch = 27\n",
    "title": '[title]\nfont = ["华文中宋"]\nsize = "小二"\nbold = true\n',
    "headings": '[h1]\nbold = true\nindent = 0\n[h2]\nfont = ["仿宋"]\nbold = true\n',
    "numbers": '[page]\npage-number = "centre"\n',
    "no numbers": '[page]\npage-number = "none"\n',
    "red title": '[title]\ncolor = "red"\n',
    "date": "[sign]\nright = [3]\n[date]\nright = [3]\n",
}


@pytest.mark.parametrize("name", PROFILES)
def test_the_rules_have_nothing_to_say(name: str, tmp_path: Path) -> None:
    (tmp_path / "版式.toml").write_text(PROFILES[name], "utf-8")
    profile = load(str(tmp_path / "版式.toml"))
    made = typeset(DRAFT, "a.txt", profile=profile).data
    own = Linter(select=["LY"], office=Office(layout=str(tmp_path / "版式.toml")))
    assert [f.message for f in own.lint_bytes(made, "a.docx").findings] == []
    assert typeset(made, "a.docx", profile=profile).data == made
    if name not in ("no numbers", "date"):  # the standard's rules see that it looks otherwise
        standard = Linter(select=["LY"]).lint_bytes(made, "a.docx")
        assert standard.findings


@pytest.mark.parametrize("name", PROFILES)
def test_from_one_layout_to_the_other_and_back(name: str) -> None:
    profile = loads(PROFILES[name], "版式.toml")
    plain = typeset(DRAFT, "a.txt").data
    there = typeset(plain, "a.docx", profile=profile).data
    assert [p.text for p in read_bytes(there).paragraphs if p.story == "body"] == [
        p.text for p in read_bytes(plain).paragraphs if p.story == "body"
    ]
    back = typeset(there, "a.docx").data
    assert Linter(select=["LY"]).lint_bytes(back, "a.docx").findings == []


def test_what_is_learnt_is_what_it_looks_like() -> None:
    profile = loads(PROFILES["body"] + PROFILES["page"] + PROFILES["title"], "版式.toml")
    sample = typeset(DRAFT, "a.txt", profile=profile).data
    learnt = loads(as_toml(learn(read_bytes(sample, "a.docx"))), "学.toml")
    other = "关于召开会议的通知\n\n各村：\n\n定于3月召开会议。\n\n石桥镇人民政府\n\n2025年3月1日\n"
    made = read_bytes(typeset(other.encode(), "b.txt", profile=learnt).data)
    form = formatting(made)
    assert form is not None
    page = form.pages[0]
    assert (round(page.top), round(page.left), round(page.line_pitch)) == (30, 25, 27)
    looks = {p.text: form.runs(p.number)[0] for p in made.paragraphs if p.text}
    assert looks["关于召开会议的通知"].east_asia == "华文中宋"
    assert looks["关于召开会议的通知"].size == 18
    assert (looks["定于3月召开会议。"].east_asia, looks["定于3月召开会议。"].size) == ("宋体", 15)


def test_the_standard_is_the_standard() -> None:
    assert house(None) is STANDARD
    assert house(loads("", "a.toml")) is STANDARD
    assert (STANDARD.text_width, STANDARD.line) == (gb.TEXT_WIDTH, gb.LINE)
