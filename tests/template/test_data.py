"""Data files: what is read from them, and what is said of those that are wrong."""

from __future__ import annotations

import datetime
import functools
import io
import os
import re
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_assist.template import data as reading
from writer_assist.template.errors import DataError
from writer_assist.template.yaml_text import MOST_NODES, parse


def _write(folder: Path, name: str, text: str | bytes) -> str:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return str(path)


def _book(folder: Path, rows: Sequence[Sequence[Any]], name: str = "表.xlsx") -> str:
    from openpyxl import Workbook

    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(list(row))
    path = str(folder / name)
    book.save(path)
    return path


def _said(path: str, **options: Any) -> list[str]:
    with pytest.raises(DataError) as caught:
        reading.read(path, **options)
    return [line.removeprefix(path).lstrip(":").strip() for line in caught.value.lines("zh")]


DAY = datetime.datetime(2024, 3, 5, tzinfo=datetime.UTC).replace(tzinfo=None)

# YAML

PLAIN = {
    "no": "no", "yes": "yes", "on": "on", "007": "007", "1.10": Decimal("1.10"), "12": 12,
    "-3": -3, "true": True, "True": True, "null": None, "~": None, "2024-03-05": "2024-03-05",
    "12:30": "12:30", "0x1F": "0x1F", "1_000": "1_000", "1e3": "1e3", ".inf": ".inf",
    ".nan": ".nan", "0451-1234": "0451-1234", "'12'": "12", '"true"': "true", "=1+1": "=1+1",
    "<<": "<<", "{{ a }}x": None,
}  # fmt: skip


@pytest.mark.parametrize(("text", "value"), PLAIN.items())
def test_what_plain_words_mean(text: str, value: object) -> None:
    if text.startswith("{{"):
        return
    assert parse(f"甲: {text}\n").value == {"甲": value}
    assert type(parse(f"甲: {text}\n").value["甲"]) is type(value)


def test_lines_of_keys(tmp_path: Path) -> None:
    path = _write(
        tmp_path, "数据.yaml",
        "# 说明\n标题: 关于\n附件:\n  - 名单\n  - 表\n事项:\n  - 标题: 甲\n    内容: 乙\n"
        "  - 标题: 丙\n正文: |\n  一\n  二\n",
    )  # fmt: skip
    data = reading.read(path)
    assert data.values["正文"] == "一\n二\n"
    assert data.lines == {
        "标题": 2, "附件": 3, "附件[1]": 4, "附件[2]": 5, "事项": 6, "事项[1]": 7,
        "事项[1].标题": 7, "事项[1].内容": 8, "事项[2]": 9, "事项[2].标题": 9, "正文": 10,
    }  # fmt: skip
    assert (data.folder, data.text_cells) == (str(tmp_path), False)


YAML_SLIPS = [
    ("标题：关于\n", "1: “标题”后面的冒号要用英文的，后面空一格，如“标题: …”"),
    ("机关: 甲\n标题：关于\n", "2: “标题”后面的冒号要用英文的"),
    ("机关: 甲\n标题：关于\n日期: 乙\n", "2: “标题”后面的冒号要用英文的"),
    ("# 注\n标题:关于\n", "2: “标题”的冒号后面要空一格"),
    ("机关: 甲\n标题:关于\n日期: 乙\n", "2: “标题”的冒号后面要空一格"),
    ("甲: 1\n乙: 2\n甲: 3\n", "3: “甲”写了两次，第一次在第 1 行"),
    ("甲:\n  乙: 1\n  乙: 2\n", "3: “乙”写了两次，第一次在第 2 行"),
    ("甲: !!python/object:os.system x\n", "1: 不支持标签 tag:yaml.org,2002:python/object"),
    ("甲: !重要 x\n", "1: 不是正确的 YAML：以 ! 开头的文字要加引号"),
    ("甲: *乙\n", "1: "),
    ("甲: &乙 [*乙]\n", "1: "),
    ('甲: "乙\n丙: 1\n', "1: 不是正确的 YAML：引号没有配对"),
    ("甲: [1, 2\n乙: 1\n", "不是正确的 YAML：括号没有配对"),
    ("甲: 1\n\t乙: 2\n", "2: 不是正确的 YAML："),
    ("甲: 乙: 丙\n", "1: 不是正确的 YAML：这一行有两个"),
    ("甲: @乙\n", "1: 不是正确的 YAML：有不能放在开头的字符"),
    ("甲:\n  - 1\n - 2\n", "不是正确的 YAML：缩进没有对齐"),
    ("甲: 1\n---\n甲: 2\n", "2: 一个文件只能有一份数据"),
    ("- 甲\n- 乙\n", "1: 数据要是一组“名称: 内容”"),
    ("", "文件里没有数据"),
    ("# 只有说明\n", "文件里没有数据"),
    ("甲: \x01\n", "有不能用的字符"),
    ("[甲, 乙]: 1\n", "1: 名称要是文字"),
    ("? {甲: 1}\n: 1\n", "1: 名称要是文字"),
    ("甲: " + "[" * 100_000 + "\n", "嵌套太深"),
    ("甲: %乙\n", "1: 不是正确的 YAML：有不能放在开头的字符"),
    ("甲: |x\n", "1: 不是正确的 YAML：以 | 或 > 开头的文字要加引号"),
]


@pytest.mark.parametrize(("text", "said"), YAML_SLIPS)
def test_slips_in_yaml(tmp_path: Path, text: str, said: str) -> None:
    (line,) = _said(_write(tmp_path, "数据.yaml", text))
    assert line.startswith(said) or said in line
    if "不是正确的 YAML" in line:
        assert not any(c.isascii() and c.isalpha() for c in line.replace("YAML", "")), line


def test_without_libyaml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import yaml

    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    for text, said in YAML_SLIPS:
        if "[[[[" in text:
            continue
        (line,) = _said(_write(tmp_path, "数据.yaml", text))
        assert said.lstrip("0123456789: ")[:12] in line, (text, line)


def test_aliases_are_shared_but_counted() -> None:
    assert parse("甲: &a [1, 2]\n乙: *a\n").value == {"甲": [1, 2], "乙": [1, 2]}
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12)
    )
    with pytest.raises(ValueError, match="数据太多") as caught:
        parse(bomb)
    assert str(MOST_NODES) in str(getattr(caught.value, "params", ""))


def test_a_large_file_is_refused(tmp_path: Path) -> None:
    path = _write(tmp_path, "数据.yaml", b"a: " + b"x" * (16 << 20))
    assert _said(path) == ["文件太大，最大 16 MB"]


@given(
    st.dictionaries(
        st.text(st.characters(categories=["Lo"]), min_size=1),
        st.recursive(
            st.none() | st.booleans() | st.integers(-(10**20), 10**20)
            | st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff")),
            lambda inner: st.lists(inner, max_size=4),
            max_leaves=10,
        ),
        min_size=1,
    )
)  # fmt: skip
def test_what_yaml_writes_is_read(values: dict[str, Any]) -> None:
    import yaml

    assert parse(yaml.safe_dump(values, allow_unicode=True)).value == values


# JSON and TOML


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("数据.json", '{"甲": 1, "甲": 2}', "“甲”写了两次"),
        ("数据.json", '{"甲": NaN}', "NaN 不是数"),
        ("数据.json", '{"甲": -Infinity}', "-Infinity 不是数"),
        ("数据.json", '{"甲": 1,}', "1: 不是正确的 JSON：这里应是加了双引号的名称"),
        ("数据.json", '{"甲"：1}', "1: 不是正确的 JSON：这里的 ： 是中文标点，要改成英文的 :"),
        ("数据.json", "{“甲”: 1}", "1: 不是正确的 JSON：这里的 “ 是中文标点"),
        ("数据.json", '{\n"甲": 1\n"乙": 2}', "3: 不是正确的 JSON：两项之间少了逗号"),
        ("数据.json", "[1]", "1: 数据要是一组“名称: 内容”"),
        ("数据.json", "[" * 100_000, "嵌套太深"),
        ("数据.json", '{"甲": ' + "1" * 5000 + "}", "这个数太长"),
        ("数据.json", "", "文件是空的"),
        ("数据.toml", "甲 = 1\n", "1: 不是正确的 TOML"),
        ("数据.toml", '"甲" = 1\n"甲" = 2\n', "2: 不是正确的 TOML：同一个键写了两次"),
        ("数据.txt", "甲: 1", "不认识扩展名“.txt”"),
    ],
)
def test_slips_in_json_and_toml(tmp_path: Path, name: str, text: str, said: str) -> None:
    (line,) = _said(_write(tmp_path, name, text))
    assert line.startswith(said)


def test_json_and_toml(tmp_path: Path) -> None:
    json = reading.read(_write(tmp_path, "a.json", '\ufeff{"甲": 1.50, "乙": [true, null]}'))
    assert json.values == {"甲": Decimal("1.50"), "乙": [True, None]}
    toml = reading.read(_write(tmp_path, "a.toml", '# 注\n"甲" = 2024-03-05\n\n["乙"]\n"丙" = 1\n'))
    assert toml.values == {"甲": datetime.date(2024, 3, 5), "乙": {"丙": 1}}
    assert toml.lines == {"甲": 2}


@pytest.mark.parametrize("text", ["甲: 1\n乙: [丙]\n", '{"甲": 1, "乙": ["丙"]}'])
def test_standard_input(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert reading.read("-").values == {"甲": 1, "乙": ["丙"]}


# Files that are none


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    assert _said(str(tmp_path / "无.yaml")) == ["读不出来：找不到文件"]
    assert _said(str(tmp_path / "无.xlsx")) == ["读不出来：找不到文件"]
    assert _said(str(tmp_path / "a\0.yaml"))[0].endswith("文件名无效")
    folder = tmp_path / "夹.yaml"
    folder.mkdir()
    assert _said(str(folder)) == ["读不出来：这是文件夹，不是文件"]
    assert _said(_write(tmp_path, "a.yaml", "甲: 乙".encode("gb18030"))) == [
        "1: 不是 UTF-8 编码，请用编辑器另存为 UTF-8"
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="no FIFOs")
@pytest.mark.parametrize("name", ["管.yaml", "管.csv", "管.xlsx"])
def test_a_pipe_is_not_waited_for(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / name)
    assert _said(str(tmp_path / name)) == ["读不出来：不是普通文件（而是管道、设备等），不予读取"]


# CSV


@pytest.mark.parametrize(
    "data",
    [
        "提案号,标题\n012,\"一，\n二\"\n\n,\n",
        "\ufeff提案号,标题\r\n012,\"一，\n二\"\r\n",
        "提案号;标题\n012;\"一，\n二\"\n",
        "提案号\t标题\n012\t\"一，\n二\"\n",
        " 提 案\u3000号 ,\"标\n题*\"\n012,\"一，\n二\"\n",
        "提案办理汇总表,\n提案号,标题\n012,\"一，\n二\"\n",
        "\n提案号,标题,\n※ 编号,※ 全称,\n例：001,例：关于,\n012,\"一，\n二\",\n",
    ],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_csv(tmp_path: Path, data: str, encoding: str) -> None:
    if data.startswith("\ufeff") and encoding != "utf-8":
        return
    path = _write(tmp_path, "表.csv", data.encode(encoding))
    assert reading.read(path).values == {"提案号": "012", "标题": "一，\n二"}
    with reading.rows(path) as rows:
        assert rows.names == ["提案号", "标题"]
        assert [row.values["提案号"] for row in rows] == ["012"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("甲,乙,甲\n1,2,3\n", "1: 表头里的“甲”写了两次：A 列和 C 列"),
        ("甲，乙\n1，2\n", "1: 表头“甲,乙”只有一列；列与列之间要用英文逗号或制表符"),
        ("甲,乙\n1,\"2\n", "2: 不是正确的 CSV：引号没有配对"),
        ("甲,乙\n1,\"2\"x\n", "2: 不是正确的 CSV：引号后面还有内容"),
        ("甲,乙\n1,2,3\n", "2: C2 里有内容“3”，这一列却没有表头"),
        ("甲,乙\n", "表头下面没有数据"),
        ("", "文件是空的"),
        ("\n\n", "表里没有内容"),
        ("甲,乙\n1,2\n3,4\n", "不止一行数据（第 2 行、第 3 行 …），用 --row 指明哪一行"),
        ("甲,乙\n1,例：2\n", "2: 乙: “例：2”还是示例，请改成要填的内容，或者删去"),
    ],
)  # fmt: skip
def test_slips_in_csv(tmp_path: Path, text: str, said: str) -> None:
    (line,) = _said(_write(tmp_path, "表.csv", text))
    assert line.startswith(said)


def test_a_row_of_many(tmp_path: Path) -> None:
    path = _write(tmp_path, "表.csv", "甲,乙\n1,2\n\n3,=4\n")
    data = reading.read(path, row=4)
    assert data.values == {"甲": "3", "乙": "=4"}
    assert (data.text_cells, data.lines) == (True, {"": 4})
    assert _said(path, row=3) == ["第 3 行没有数据"]
    assert _said(path, row=1) == ["第 1 行没有数据，第一行数据在第 2 行"]
    assert _said(path, row=99) == ["第 99 行没有数据"]
    assert _said(path, sheet="甲") == ["CSV 没有工作表，不能用 --sheet"]


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    assert _said(_write(tmp_path, "表.csv", b"a,b\n\xff\xff\xff,1\n")) == [
        "编码认不出来，请用表格软件另存为“CSV UTF-8”"
    ]


# XLSX


def test_xlsx(tmp_path: Path) -> None:
    path = _book(
        tmp_path,
        [
            ["标题", "提案号", "电话", "日期", "完成", None, " 金\n额 "],
            ["关于", "012", 13900000000.0, DAY, True, None, 0.1 + 0.2],
            [None, " ", None, None, None, None, None],
        ],
    )
    data = reading.read(path)
    assert data.values == {
        "标题": "关于", "提案号": "012", "电话": 13900000000, "完成": True,
        "日期": DAY, "金额": 0.3,
    }  # fmt: skip


LONG = 110101199001010000


def test_formulas_and_errors(tmp_path: Path) -> None:
    path = _book(
        tmp_path, [["甲", "乙", "丙"], ["=1+1", "#N/A", 1], [1, "=A2", 110101199001010000]]
    )
    with reading.rows(path) as rows:
        first, second = rows
    assert first.values == {"丙": 1}
    assert [p.message_in("zh") for p in first.problems] == [
        "甲: A2 是公式，文件里没有存它的结果；请用表格软件打开，保存后再用",
        "乙: B2 里是错误值 #N/A，请改好公式",
    ]
    assert [p.message_in("zh") for p in second.problems] == [
        "乙: B3 是公式，文件里没有存它的结果；请用表格软件打开，保存后再用",
        "丙: C3 里的数 110101199001010000 超过 15 位，表格软件已经丢了末尾几位；"
        "请把这一格设为文本，重新输入",
    ]
    assert [p.line for p in second.problems] == [3, 3]


def _with_part(path: str, name: str, change: Any) -> str:
    """A copy of a workbook in which one part is another."""
    out = path.replace(".xlsx", "-改.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            new.writestr(info, change(content) if info.filename == name else content)
    return out


def test_the_stored_result_of_a_formula(tmp_path: Path) -> None:
    path = _book(tmp_path, [["甲", "乙"], ["=1+1", "x"]])
    path = _with_part(
        path, "xl/worksheets/sheet1.xml", lambda xml: re.sub(rb"<v ?/>|<v></v>", b"<v>2</v>", xml)
    )
    assert reading.read(path).values == {"甲": 2, "乙": "x"}


def test_leading_zeros_that_are_shown(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = _book(tmp_path, [["邮编", "数"], [63000, 12]])
    book = load_workbook(path)
    assert book.active is not None
    book.active["A2"].number_format = "000000"
    book.save(path)
    assert reading.read(path).values == {"邮编": "063000", "数": 12}


def test_merged_cells_and_titles(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = _book(
        tmp_path,
        [["2024年汇总"], ["单位", "姓名"], ["水务局", "周明"], [None, "李文"], ["农业局", "王安"]],
    )
    book = load_workbook(path)
    assert book.active is not None
    book.active.merge_cells("A1:B1")
    book.active.merge_cells("A3:A4")
    book.save(path)
    with reading.rows(path) as rows:
        assert [(r.number, r.values) for r in rows] == [
            (3, {"单位": "水务局", "姓名": "周明"}),
            (4, {"单位": "水务局", "姓名": "李文"}),
            (5, {"单位": "农业局", "姓名": "王安"}),
        ]


def test_sheets(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    assert book.active is not None
    book.active.title = "藏"
    book.active.append(["甲"])
    book.active.append([1])
    seen = book.create_sheet("看")
    seen.append(["乙"])
    seen.append([2])
    book.active.sheet_state = "hidden"
    path = str(tmp_path / "表.xlsx")
    book.save(path)
    assert reading.read(path).values == {"乙": 2}
    assert reading.read(path, sheet="藏").values == {"甲": 1}
    assert _said(path, sheet="无") == ["没有工作表“无”，有：藏、看"]


def test_a_wrong_size_hides_nothing(tmp_path: Path) -> None:
    path = _book(tmp_path, [["甲", "乙"], [1, 2]])
    path = _with_part(
        path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'ref="A1:B2"', b'ref="A1"')
    )
    assert reading.read(path).values == {"甲": 1, "乙": 2}


def test_rows_that_cannot_be(tmp_path: Path) -> None:
    path = _book(tmp_path, [["甲", "乙"], [1, 2]])
    path = _with_part(
        path,
        "xl/worksheets/sheet1.xml",
        lambda xml: re.sub(rb'([A-Z]?)2"', rb'\g<1>999999999"', xml),
    )
    with pytest.raises(DataError, match="行号超出了"):
        list(reading.rows(path))


def _zip(entries: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in entries.items():
            package.writestr(name, content)
    return stream.getvalue()


def test_files_that_are_no_workbook(tmp_path: Path) -> None:
    good = Path(_book(tmp_path, [["甲"], [1]])).read_bytes()
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    cases = [
        ("a.xls", ole + "Workbook".encode("utf-16-le"), "这是旧格式的表格（.xls 或 .et）"),
        ("a.et", ole + "Workbook".encode("utf-16-le"), "这是旧格式的表格（.xls 或 .et）"),
        ("a.xlsx", ole + "EncryptedPackage".encode("utf-16-le"), "文件设有打开密码"),
        ("a.xlsx", good[: len(good) // 2], "ZIP 已损坏"),
        ("a.xlsx", b"", "文件是空的"),
        ("a.xlsx", "甲,乙\n1,2\n".encode(), "不是 .xlsx 工作簿"),
        ("a.xlsx", b"<html><table></table></html>", "这是网页，不是 .xlsx"),
        ("a.xls", b"<html><table></table></html>", "这是网页，不是 .xlsx"),
        ("a.xlsx", _zip({"word/document.xml": b"<a/>"}), "这是文字文档，不是表格"),
        ("a.xlsx", _zip({"xl/sharedStrings.xml": b"<a/>"}), "这个压缩包不是 .xlsx 工作簿"),
        ("a.xlsx", _zip({"xl/workbook.xml": b"<a/>"}), "工作簿读不出来"),
        ("a.xlsx", _zip({"xl/workbook.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}),
         "里面的 XML 带有 DTD"),
        ("a.xlsx", _zip({"xl/workbook.xml": "<a/>".encode("utf-16")}),
         "里面的 XML 不是 UTF-8 编码"),
        ("a.xlsx",
         _zip({"xl/workbook.xml": b"<a/>", "xl/worksheets/sheet1.xml": bytes(300 << 20)}),
         "文件解压后大得不正常"),
        ("a.ods", _zip({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "这"),
    ]  # fmt: skip
    for name, content, said in cases:
        (line,) = _said(_write(tmp_path, name, content))
        assert line.startswith(said), (name, line)


def test_a_workbook_by_another_name(tmp_path: Path) -> None:
    path = _book(tmp_path, [["甲", "乙"], [1, 2]])
    for name in ("表.csv", "表.dat", "表"):
        os.replace(path, tmp_path / name)
        path = str(tmp_path / name)
        assert reading.read(path).values == {"甲": 1, "乙": 2}


def test_damage_in_the_middle(tmp_path: Path) -> None:
    path = _book(tmp_path, [["甲", "乙"], *([n, n] for n in range(50))])
    path = _with_part(
        path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'<row r="40"', b"<row <<")
    )
    with pytest.raises(DataError, match="工作簿读不出来"):
        list(reading.rows(path))


# Anything at all

_MARKED = st.text(st.sampled_from("甲乙a1 \n\t:：-[]{}\"'|>&*!%@#,?\\=.~<;；\ufeff\x00\x85\u2028"))


@given(st.binary() | _MARKED.map(str.encode), st.sampled_from([".yaml", ".json", ".toml", ".csv"]))
def test_whatever_a_file_holds(data: bytes, extension: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = _write(Path(folder), f"数据{extension}", data)
        with suppress(DataError):
            assert isinstance(reading.read(path).values, dict)


@given(st.data())
def test_a_workbook_with_wrong_bytes(data: st.DataObject) -> None:
    content = bytearray(_sample())
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with tempfile.TemporaryDirectory() as folder:
        path = _write(Path(folder), "表.xlsx", bytes(content))
        with suppress(DataError):
            list(reading.rows(path))


@given(st.data())
def test_a_sheet_with_wrong_xml(data: st.DataObject) -> None:
    with zipfile.ZipFile(io.BytesIO(_sample())) as package:
        entries = {info.filename: package.read(info) for info in package.infolist()}
    name = data.draw(st.sampled_from(sorted(entries)))
    content = bytearray(entries[name])
    for _ in range(data.draw(st.integers(1, 3))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(32, 126))
    entries[name] = bytes(content)
    with tempfile.TemporaryDirectory() as folder:
        path = _write(Path(folder), "表.xlsx", _zip(entries))
        with suppress(DataError):
            list(reading.rows(path))


@functools.cache
def _sample() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = _book(Path(folder), [["甲", "乙"], ["=1+1", DAY], [1.5, "#N/A"], [True, None]])
        return Path(path).read_bytes()
