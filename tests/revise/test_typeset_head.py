"""The red head and 版记: put in from data, and laid out where they stand in the text."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from tests.revise.schema_order import W, id_faults, order_faults
from writer_assist.document.errors import DocumentError
from writer_assist.document.read import read_bytes
from writer_assist.layout.paper import Line
from writer_assist.revise.typeset import typeset
from writer_assist.revise.typeset.head_data import FIELDS, Head, head_of
from writer_assist.template.data import Data, read
from writer_assist.template.errors import DataError

EXAMPLES = Path(__file__).parents[2] / "examples"
VALUES: dict[str, object] = {
    "份号": 12,
    "密级": "秘密★1年",
    "紧急程度": "特急",
    "发文机关标志": "青禾县水务局文件",
    "发文字号": "青水〔2025〕31号",
    "抄送": "县委办公室，县政协办公室",
    "印发机关": "青禾县水务局办公室",
    "印发日期": "2025-10-09",
}
ABOVE = ["000012", "秘密★1年", "特急", "青禾县水务局文件", "青水〔2025〕31号", ""]
BELOW = ["抄送：县委办公室，县政协办公室。", "青禾县水务局办公室\t2025年10月9日印发", ""]
DRAFT = """\
关于开展秋季供水检查的通知

各水务站：
现将有关事项通知如下。
一、检查内容
检查供水设施。
特此通知。

青禾县水务局
2025年10月8日
""".encode()


def _head(**changes: object) -> Head:
    values = {**VALUES, **changes}
    return head_of(Data({key: value for key, value in values.items() if value is not None}))


def _texts(data: bytes) -> list[str]:
    return [p.text for p in read_bytes(data, "x.docx").paragraphs if p.story in ("body", "table")]


def _styles(data: bytes) -> dict[str, str]:
    """The style of each text of a DOCX."""
    return {p.text: p.style for p in read_bytes(data, "x.docx").paragraphs if p.text}


def _body(data: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))[0]


def test_a_head_and_an_imprint_are_put_in() -> None:
    bare = typeset(DRAFT, "a.txt").data
    made = typeset(DRAFT, "a.txt", _head()).data
    assert _texts(made) == [*ABOVE, *_texts(bare), *BELOW]
    styles = _styles(made)
    assert styles["青禾县水务局文件"] == "发文机关标志"
    assert styles["青水〔2025〕31号"] == "发文字号"
    assert styles["青禾县水务局"] == "署名"  # a seal goes on it
    assert _styles(bare)["青禾县水务局"] == "署名（不盖章）"
    assert not order_faults(made)
    assert not id_faults(made)


def test_twice_is_once() -> None:
    made = typeset(DRAFT, "a.txt", _head()).data
    assert typeset(made, "x.docx", _head()).data == made
    assert typeset(made, "x.docx").data == made


def test_a_draft_that_was_typeset_without_a_head_can_get_one() -> None:
    bare = typeset(DRAFT, "a.txt").data
    assert _body_bytes(typeset(bare, "x.docx", _head()).data) == _body_bytes(
        typeset(DRAFT, "a.txt", _head()).data
    )


def _said(paragraph: etree._Element) -> str:
    return "".join(str(each.text or "") for each in paragraph.iter(f"{W}t"))


def _body_bytes(data: bytes) -> bytes:
    return etree.tostring(_body(data))


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("定稿/*.docx")), ids=lambda path: path.stem)
def test_the_examples_get_a_head(path: Path) -> None:
    data = path.read_bytes()
    try:
        made = typeset(data, str(path), _head()).data
    except DocumentError:
        assert "号" in "".join(_texts(data)[:8])  # it has one
        return
    assert [t for t in _texts(made) if t] == [
        *(t for t in [*ABOVE, *_texts(data), *BELOW] if t)
    ]  # fmt: skip
    assert typeset(made, "x.docx", _head()).data == made


def test_papers_to_a_superior_name_who_signed() -> None:
    made = typeset(DRAFT, "a.txt", _head(签发人=["周明", "李文"], 份号=None)).data
    assert "青水〔2025〕31号\t签发人：周明　李文" in _texts(made)
    assert _styles(made)["青水〔2025〕31号\t签发人：周明　李文"] == "发文字号和签发人"


def test_several_agencies_have_several_lines() -> None:
    made = typeset(DRAFT, "a.txt", _head(发文机关标志=["青禾县水务局", "青禾县财政局"])).data
    assert _texts(made)[3:5] == ["青禾县水务局", "青禾县财政局"]
    assert (
        typeset(made, "x.docx", _head(发文机关标志=["青禾县水务局", "青禾县财政局"])).data == made
    )


def test_an_imprint_alone() -> None:
    head = head_of(Data({"印发机关": "青禾县水务局办公室", "印发日期": "2025年10月9日"}))
    made = typeset(DRAFT, "a.txt", head).data
    assert _texts(made)[-2:] == BELOW[1:]
    assert _styles(made)["青禾县水务局"] == "署名（不盖章）"
    assert typeset(made, "x.docx", head).data == made


def test_another_head_is_refused() -> None:
    made = typeset(DRAFT, "a.txt", _head()).data
    with pytest.raises(DocumentError, match="已有版头"):
        typeset(made, "x.docx", _head(发文字号="青水〔2025〕32号"))
    with pytest.raises(DocumentError, match="已有版记"):
        typeset(made, "x.docx", _head(抄送="县纪委"))
    numbered = "青水函〔2025〕3号\n".encode() + DRAFT
    with pytest.raises(DocumentError, match="青水函〔2025〕3号"):
        typeset(numbered, "a.txt", _head())


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"份号": 0}, "1 到 999999"),
        ({"份号": True}, "1 到 999999"),
        ({"份号": "十二"}, "1 到 999999"),
        ({"印发日期": "2025-13-01"}, "没有 13 月"),
        ({"印发日期": 20251009}, "要是日期"),
        ({"印发日期": None}, "就要有印发日期"),
        ({"印发机关": ""}, "就要有印发机关"),
        ({"发文机关标志": None}, "就要有发文机关标志"),
        ({"发文字号": None, "签发人": "周明"}, "就要有发文字号"),
        ({"发文机关": "青禾县水务局"}, "是不是“发文机关标志”"),
        ({"标题": "关于检查的通知"}, "没有这一项"),
        ({"抄送机关": "县委办公室"}, "和“抄送”是一回事"),
        ({"密级": ["秘密", "机密"]}, "不能是几个"),
        ({"密级": "秘密\n1年"}, "不能换行"),
        ({"密级": "秘" * 21}, "太长了"),
        ({"紧急程度": 3}, "要写成文字"),
        ({"发文字号": "{{ 发文字号 }}"}, "模板标记"),
        ({"抄送": ["县委办公室"] * 13}, "太多了"),
        ({"抄送": [["县委办公室"]]}, "要写成文字"),
    ],
)
def test_what_is_wrong_with_the_data_is_said(changes: dict[str, object], message: str) -> None:
    with pytest.raises(DataError, match=message):
        _head(**changes)


def test_data_is_read_as_that_of_templates(tmp_path: Path) -> None:
    path = tmp_path / "头.yaml"
    path.write_text("发文机关标志: 青禾县水务局文件\n印发日期: 2025-10-09\n发文机: x\n", "utf-8")
    with pytest.raises(DataError) as caught:
        head_of(read(str(path)))
    assert f"{path}:3: 发文机: " in "\n".join(caught.value.lines("zh"))
    with pytest.raises(DataError, match="没有版头或版记的内容"):
        head_of(Data(dict.fromkeys(FIELDS)))
    path.write_text('{"发文机关标志": "青禾县水务局文件", "发文字号": null}', "utf-8")
    path = path.rename(tmp_path / "头.json")
    assert head_of(read(str(path))) == Head((Line("agency", "青禾县水务局文件"),))


WRITTEN = """\
000003
机密★1年
青禾县水务局文件
青水〔2025〕31号          签发人：周明
关于报送农村供水保障工作情况的报告
县人民政府：
现将有关情况报告如下。
特此报告。

青禾县水务局
2025年10月8日

附件1
项目表
一是云塘镇。

抄送：县委办公室，县政协办公室。
青禾县水务局办公室          2025年10月9日印发
"""


def test_a_head_that_stands_in_the_text_is_laid_out() -> None:
    made = typeset(WRITTEN.encode(), "a.txt").data
    assert [t for t in _texts(made) if t] == [t for t in WRITTEN.split("\n") if t]
    styles = _styles(made)
    assert styles["青禾县水务局文件"] == "发文机关标志"
    assert styles["机密★1年"] == "密级和紧急程度"
    assert styles["附件1"] == "附件"
    assert styles["项目表"] == "附件标题"
    body = _body(made)
    number = next(p for p in body.iter(f"{W}p") if "签发人" in _said(p))
    rule = number.find(f"{W}pPr/{W}pBdr/{W}bottom")
    assert rule is not None
    assert rule.get(f"{W}color") == "FF0000"
    # 签发人 is pushed to the right by the blanks between.
    spread = [each.get(f"{W}val") for each in number.iter(f"{W}spacing") if each.get(f"{W}val")]
    assert [int(each or 0) > 100 for each in spread] == [True]
    table = body.findall(f"{W}tbl")
    assert [_said(p) for each in table for p in each.iter(f"{W}p")] == [
        "抄送：县委办公室，县政协办公室。", "青禾县水务局办公室          2025年10月9日印发",
    ]  # fmt: skip
    place = table[0].find(f"{W}tblPr/{W}tblpPr")
    assert place is not None
    assert place.get(f"{W}tblpYSpec") == "bottom"
    assert typeset(made, "x.docx").data == made
    assert not order_faults(made)


def test_an_imprint_with_something_behind_it_gets_rules_where_it_stands() -> None:
    text = (
        WRITTEN.replace("附件1\n项目表\n一是云塘镇。\n\n", "") + "\n附件1\n项目表\n一是云塘镇。\n"
    )
    made = typeset(text.encode(), "a.txt").data
    assert not _body(made).findall(f"{W}tbl")
    copies = next(p for p in _body(made).iter(f"{W}p") if "抄送" in _said(p))
    assert copies.find(f"{W}pPr/{W}pBdr/{W}top") is not None
    assert typeset(made, "x.docx").data == made
