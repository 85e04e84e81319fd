"""``writer-assist typeset``: which files are written, and which stay."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.document.docx.builders import docx, paragraph, part, parts_of, zipped
from writer_assist.cli import typeset as command
from writer_assist.cli.arguments import Parser
from writer_assist.document.docx.formatting import formatting
from writer_assist.document.read import read_bytes

DRAFT = ("2024年工作总结", "县人民政府：", "全年共办理提案12件。", "二、下一步打算", "抓好落实。")
HEAD = "发文机关标志: 青禾县水务局文件\n发文字号: 青水〔2025〕3号\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.docx").write_bytes(docx("".join(paragraph(line) for line in DRAFT)))
    return tmp_path


def run(*arguments: str) -> int:
    parser = Parser("writer-assist typeset", "", "zh")
    command.configure(parser)
    try:
        return command.run(parser.parse(list(arguments)), parser)
    except SystemExit as error:
        return int(error.code or 0)


def texts(path: Path) -> list[str]:
    return [p.text for p in read_bytes(path.read_bytes()).paragraphs if p.story == "body"]


def test_a_new_file_is_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (folder / "a.docx").read_bytes()
    assert run("a.docx", "-o", "b.docx") == 0
    assert capsys.readouterr().err == "写好了 b.docx\n"
    assert texts(folder / "b.docx") == list(DRAFT)
    assert (folder / "a.docx").read_bytes() == before
    assert sorted(os.listdir(folder)) == ["a.docx", "b.docx"]


def test_in_place_and_twice(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("a.docx", "-o", "b.docx", "-q") == 0
    assert run("a.docx", "--in-place", "-q") == 0
    assert capsys.readouterr().err == ""
    assert (folder / "a.docx").read_bytes() == (folder / "b.docx").read_bytes()
    stamp = (folder / "a.docx").stat().st_mtime_ns
    assert run("a.docx", "--in-place", "-q") == 0
    assert (folder / "a.docx").stat().st_mtime_ns == stamp  # nothing to write


def test_a_head_from_data(folder: Path) -> None:
    (folder / "头.yaml").write_text(HEAD, "utf-8")
    assert run("a.docx", "--head", "头.yaml", "-o", "b.docx", "-q") == 0
    assert texts(folder / "b.docx") == ["青禾县水务局文件", "青水〔2025〕3号", "", *DRAFT]
    assert run("b.docx", "--head", "头.yaml", "-o", "c.docx", "-q") == 0
    assert (folder / "c.docx").read_bytes() == (folder / "b.docx").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["a.docx"], "请用 -o"),
        (["a.docx", "-o", "b.docx", "--in-place"], "请用 -o"),
        (["a.docx", "-o", "a.docx"], "a.docx 就是原来的文件"),
        (["a.docx", "-o", "./a.docx", "--force"], "就是原来的文件"),
        (["a.docx", "-o", "link.docx", "--force"], "就是原来的文件"),
        (["a.docx", "-o", "taken.docx"], "已经有了"),
        (["a.docx", "-o", "b.txt"], "生成的文件应是 .docx"),
        (["draft.txt", "--in-place"], "生成的文件应是 .docx"),
        (["none.docx", "-o", "b.docx"], "none.docx: 找不到文件"),
        (["a.docx", "-o", "nowhere/b.docx"], "无法写入"),
        (["broken.docx", "-o", "b.docx"], "broken.docx: "),
        (["draft.odt", "-o", "b.docx"], "draft.odt: ODT 不能排版"),
        (["macro.docm", "-o", "b.docx"], "生成的文件应是 .docm"),
        (["protected.docx", "-o", "b.docx"], "编辑限制"),
        (["signed.docx", "-o", "b.docx"], "数字签名"),
        (["a.docx", "-o", "b.docx", "--head", "none.yaml"], "none.yaml: "),
        (["a.docx", "-o", "b.docx", "--head", "wrong.yaml"], "wrong.yaml:1: 发文机关: 没有这一项"),
        (["headed.docx", "-o", "b.docx", "--head", "头.yaml"], "headed.docx: 文稿里已有版头"),
        (["-", "-o", "b.docx", "--head", "-"], "不能都从标准输入读"),
        (["-", "--in-place"], "标准输入不能直接改"),
    ],
)
def test_what_cannot_be_done_is_said(
    folder: Path, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "taken.docx").write_bytes(b"")
    (folder / "draft.txt").write_text("工作总结", "utf-8")
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 no archive")
    (folder / "wrong.yaml").write_text("发文机关: 青禾县水务局\n", "utf-8")
    (folder / "头.yaml").write_text(HEAD, "utf-8")
    (folder / "link.docx").symlink_to("a.docx")
    other = ("青水〔2024〕1号", *DRAFT)
    (folder / "headed.docx").write_bytes(docx("".join(paragraph(line) for line in other)))
    _others(folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert run(*arguments) == 2
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def _others(folder: Path) -> None:
    """An ODT, a file with macros, one that is protected, one that is signed."""
    manifest = "application/vnd.oasis.opendocument.text"
    office = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<o:document-content xmlns:o="{office}:office:1.0" xmlns:t="{office}:text:1.0">'
        "<o:body><o:text><t:p>工作总结</t:p></o:text></o:body></o:document-content>"
    )
    (folder / "draft.odt").write_bytes(zipped({"mimetype": manifest, "content.xml": content}))
    parts = parts_of(paragraph("工作总结"))
    parts["[Content_Types].xml"] = str(parts["[Content_Types].xml"]).replace(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    (folder / "macro.docm").write_bytes(zipped(parts))
    setting = '<w:documentProtection w:edit="readOnly" w:enforcement="1"/>'
    settings = part("settings", setting)
    (folder / "protected.docx").write_bytes(docx(paragraph("工作总结"), settings=settings))
    signed = parts_of(paragraph("工作总结"))
    signed["_xmlsignatures/sig1.xml"] = "<Signature/>"
    (folder / "signed.docx").write_bytes(zipped(signed))


def test_macros(folder: Path) -> None:
    _others(folder)
    assert run("macro.docm", "-o", "b.docm", "-q") == 0
    assert texts(folder / "b.docm") == ["工作总结"]


@pytest.mark.parametrize("where", [("-o", "b.docx"), ("--in-place",)])
def test_a_full_disk_leaves_nothing(
    folder: Path,
    where: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = (folder / "a.docx").read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert run("a.docx", *where) == 2
    assert "无法写入" in capsys.readouterr().err
    assert os.listdir(folder) == ["a.docx"]
    assert (folder / "a.docx").read_bytes() == before


@pytest.mark.parametrize("where", [("-o", "locked/b.docx"), ("--in-place",)])
def test_a_folder_that_cannot_be_written(
    folder: Path,
    where: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    locked = folder / "locked"
    locked.mkdir()
    (locked / "a.docx").write_bytes((folder / "a.docx").read_bytes())
    before = (locked / "a.docx").read_bytes()
    locked.chmod(0o500)
    opened = os.open

    def refuse(path: object, *arguments: object, **named: object) -> int:
        flags = int(str(arguments[0])) if arguments else 0
        if "locked" in str(path) and flags & (os.O_WRONLY | os.O_RDWR):
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", refuse)  # root may write anywhere
    monkeypatch.chdir(locked if where == ("--in-place",) else folder)
    try:
        assert run("a.docx", *where) == 2
        assert "无法写入" in capsys.readouterr().err
        assert os.listdir(locked) == ["a.docx"]
        assert (locked / "a.docx").read_bytes() == before
    finally:
        locked.chmod(0o700)


PROGRAM = """
import sys
from writer_assist.cli import typeset
from writer_assist.cli.arguments import Parser
parser = Parser("writer-assist typeset", "", "zh")
typeset.configure(parser)
sys.exit(typeset.run(parser.parse(sys.argv[1:]), parser))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
@pytest.mark.skipif(not hasattr(os, "O_TMPFILE"), reason="every file has a name here")
@pytest.mark.parametrize("delay", [0.1, 0.4, 0.8, 1.2])
def test_a_killed_run_leaves_the_draft(folder: Path, delay: float) -> None:
    body = "".join(paragraph(f"{number}.抓好落实。" * 20) for number in range(600))
    (folder / "a.docx").write_bytes(docx(body))
    before = (folder / "a.docx").read_bytes()
    process = subprocess.Popen([sys.executable, "-c", PROGRAM, "a.docx", "--in-place", "-q"])
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    process.wait(30)
    assert os.listdir(folder) == ["a.docx"]
    after = (folder / "a.docx").read_bytes()
    if after != before:  # it was faster
        assert len(texts(folder / "a.docx")) == 600


def top_of(path: Path) -> int:
    """The upper margin of a file's first page, in mm."""
    form = formatting(read_bytes(path.read_bytes()))
    assert form is not None
    return round(form.pages[0].top)


def test_a_profile_that_is_given(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "版式.toml").write_text("[page]\ntop = 30\n", "utf-8")
    assert run("a.docx", "-o", "b.docx", "--profile", "版式.toml", "-q") == 0
    assert run("a.docx", "-o", "c.docx", "-q") == 0
    assert (folder / "b.docx").read_bytes() != (folder / "c.docx").read_bytes()
    assert top_of(folder / "b.docx") == 30
    assert top_of(folder / "c.docx") == 37
    (folder / "版式.toml").write_text("[page]\ntpo = 30\n", "utf-8")
    assert run("a.docx", "-o", "d.docx", "--profile", "版式.toml") == 2
    assert "版式.toml:2" in capsys.readouterr().err
    assert not (folder / "d.docx").exists()


def test_the_profile_of_the_configuration(folder: Path) -> None:
    (folder / "版式.toml").write_text("[page]\ntop = 30\n", "utf-8")
    assert run("a.docx", "-o", "b.docx", "--profile", "版式.toml", "-q") == 0
    (folder / "writer-assist.toml").write_text('layout-profile = "版式.toml"\n', "utf-8")
    assert run("a.docx", "-o", "c.docx", "-q") == 0
    assert (folder / "c.docx").read_bytes() == (folder / "b.docx").read_bytes()
    assert run("a.docx", "-o", "d.docx", "-q", "--isolated") == 0
    assert (folder / "d.docx").read_bytes() != (folder / "b.docx").read_bytes()


def test_learns_from_a_sample(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "版式.toml").write_text("[page]\ntop = 30\n", "utf-8")
    assert run("a.docx", "-o", "样本.docx", "--profile", "版式.toml", "-q") == 0
    assert run("learn", "样本.docx", "-o", "学.toml") == 0
    assert capsys.readouterr().err == "写好了 学.toml\n"
    assert run("a.docx", "-o", "b.docx", "--profile", "学.toml", "-q") == 0
    assert top_of(folder / "b.docx") == 30
    assert texts(folder / "b.docx") == texts(folder / "样本.docx")
    assert run("learn", "样本.docx") == 0
    assert capsys.readouterr().out == (folder / "学.toml").read_text("utf-8")
    assert run("learn", "样本.docx", "-o", "学.toml") == 2
    (folder / "a.txt").write_text("工作总结", "utf-8")
    assert run("learn", "a.txt") == 2
    assert "学不到版式" in capsys.readouterr().err
    assert run("learn", "nowhere.docx") == 2
    assert run("a.docx", "a.txt", "-o", "z.docx") == 2
