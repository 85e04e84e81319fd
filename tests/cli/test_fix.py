"""``writer-assist fix`` as a user runs it."""

from __future__ import annotations

import io
import os
import pickle
import signal
import stat
import subprocess
import sys
import time
from argparse import Namespace
from pathlib import Path

import pytest

from tests.document.docx.builders import docx, paragraph, part, parts_of, zipped
from tests.document.docx.test_reader import field, run
from tests.document.office import convert, needs_soffice
from tests.revise.docx_trees import texts
from tests.revise.test_comments import p
from writer_assist.cli import COMMANDS, fix, main
from writer_assist.cli.arguments import Parser
from writer_assist.cli.fix import Fixer, Outcome, is_open
from writer_assist.document.read import read_bytes

DIRTY = "全年开展视察12次,成效显著;办理提案35件。\n"
CLEAN = "全年开展视察12次，成效显著；办理提案35件。\n"

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs signals and permissions")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANGUAGE", "zh")
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    (work / "a.txt").write_text(DIRTY, "utf-8")
    (work / "b.docx").write_bytes(docx(paragraph(DIRTY.strip())))
    (work / "c.md").write_text(CLEAN, "utf-8")
    return work


def pu(*arguments: str) -> int:
    """Correct with rules of punctuation only: what the counts below rest on."""
    return main(["fix", "--select", "PU", *arguments])


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


# --- where it goes -------------------------------------------------------------------------------


def test_to_another_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = snapshot(folder)
    assert pu("a.txt", "-o", "out.txt") == 0
    assert (folder / "out.txt").read_text("utf-8") == CLEAN
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [
        "out.txt：改了 2 处（PU001 2 处）",
        "  第 1 段 PU001 “,”改为“，”",
        "  第 1 段 PU001 “;”改为“；”",
    ]
    after = snapshot(folder)
    del after["out.txt"]
    assert after == before


def test_in_place(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = snapshot(folder)
    assert pu("--in-place", "a.txt", "b.docx", "c.md") == 0
    assert capsys.readouterr().err.splitlines() == [
        "a.txt：改了 2 处（PU001 2 处）",
        "b.docx：改了 2 处（PU001 2 处）",
        "c.md：没有可以改的",
    ]
    after = snapshot(folder)
    assert list(after) == list(before)
    assert after["a.txt"][0].decode() == CLEAN
    assert texts(after["b.docx"][0]) == [CLEAN.strip()]
    assert after["c.md"] == before["c.md"]  # its time too: nothing was written
    # And once more: now nothing changes.
    assert pu("--in-place", ".") == 0
    assert snapshot(folder) == after


def test_diff(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = snapshot(folder)
    assert pu("--diff", "a.txt", "c.md") == 1
    out, err = capsys.readouterr()
    assert out.splitlines() == [
        "--- a.txt",
        "+++ a.txt",
        "@@ -1,1 +1,1 @@",
        f"-{DIRTY.strip()}",
        f"+{CLEAN.strip()}",
    ]
    assert err.splitlines() == ["a.txt：可以改 2 处（PU001 2 处）", "c.md：没有可以改的"]
    assert pu("--diff", "c.md", "-q") == 0
    assert capsys.readouterr() == ("", "")
    assert pu("--diff", "a.txt", "--color", "always") == 1
    assert "\x1b[31;7m,\x1b[0m" in capsys.readouterr().out
    assert snapshot(folder) == before


def test_standard_input(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def given(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    given(DIRTY.encode("gb18030"))
    assert pu("-", "-o", "out.txt") == 0
    assert (folder / "out.txt").read_bytes() == CLEAN.encode("gb18030")
    given((folder / "b.docx").read_bytes())
    assert pu("-", "-o", "out.docx") == 0
    assert texts((folder / "out.docx").read_bytes()) == [CLEAN.strip()]
    given(DIRTY.encode())
    assert pu("-", "--diff") == 1
    assert "--- -\n" in capsys.readouterr().out
    given(b"PK\x03\x04 not a zip")
    assert pu("-", "-o", "x.docx") == 2
    assert not (folder / "x.docx").exists()


@POSIX
@pytest.mark.usefixtures("folder")
def test_to_standard_output() -> None:
    command = [sys.executable, "-m", "writer_assist", "fix", "--select", "PU", "a.txt"]
    done = subprocess.run([*command, "-o", "/dev/stdout", "-q"], capture_output=True, check=False)
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, CLEAN, b"")


def test_unchanged_files_are_written_all_the_same(folder: Path) -> None:
    """Who asks for another file gets one."""
    assert pu("c.md", "-o", "d.md") == 0
    assert (folder / "d.md").read_bytes() == (folder / "c.md").read_bytes()


# --- what is corrected, and what is said ---------------------------------------------------------


def test_tracked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert pu("b.docx", "-o", "c.docx", "--tracked") == 0
    assert "写了 2 处修订（PU001 2 处）" in capsys.readouterr().err
    document = read_bytes((folder / "c.docx").read_bytes())
    assert [r.text for r in document.revisions] == [",", "，", ";", "；"]
    assert pu("--in-place", "--tracked", "b.docx", "a.txt") == 2
    assert "a.txt: " in capsys.readouterr().err
    assert (folder / "a.txt").read_text("utf-8") == DIRTY
    assert len(read_bytes((folder / "b.docx").read_bytes()).revisions) == 4


def test_unsafe(capsys: pytest.CaptureFixture[str]) -> None:
    examples = Path(__file__).parents[2] / "examples" / "草稿"
    source = str(examples / "联络组工作总结.txt")
    assert main(["fix", source, "--diff"]) in (0, 1)
    out, err = capsys.readouterr()
    assert "加 --unsafe 才改" in err
    assert main(["fix", source, "--diff", "--unsafe"]) == 1
    more, told = capsys.readouterr()
    assert len(more) > len(out)
    assert "--unsafe" not in told


def test_what_is_kept_is_told_with_the_reason(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = docx(p(run("全年开展视察12次,"), field("DOCPROPERTY x", run("成效,显著")), run("。")))
    (folder / "b.docx").write_bytes(data)
    pu("--in-place", "b.docx", "--fail-on", "never")
    err = capsys.readouterr().err
    kept = [line for line in err.splitlines() if "没有改：" in line]
    assert all("第 1 段 PU001" in line for line in kept)
    before = (folder / "b.docx").read_bytes()
    pu("--in-place", "b.docx", "-q", "--fail-on", "never")
    quiet = capsys.readouterr().err.splitlines()
    assert all(line.startswith("b.docx: 第 1 段 PU001") for line in quiet)
    assert len(quiet) == len(kept)
    assert (folder / "b.docx").read_bytes() == before


def test_joined_paragraphs_are_told() -> None:
    """Whatever the kind of correction: it is told what became of what."""
    parser = Parser("writer-assist fix", COMMANDS["fix"], "zh")
    assert fix._correction(3, "AR001", "", "", True, parser) == "第 3 段 AR001 和下一段并成一段"
    assert fix._correction(3, "AR001", "", "新", False, parser) == "第 3 段 AR001 加上“新”"
    assert fix._correction(3, "AR001", "旧", "", False, parser) == "第 3 段 AR001 去掉“旧”"
    assert fix._correction(3, "AR001", "旧", "", True, parser) == "第 3 段 AR001 去掉“旧”"


def test_many_corrections_are_not_all_listed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "a.txt").write_text(DIRTY * 50, "utf-8")
    assert pu("a.txt", "-o", "out.txt") == 0
    err = capsys.readouterr().err
    assert err.count("改为") == 40
    assert "……还有 60 处" in err


def test_the_exit_code_tells_what_is_left(folder: Path) -> None:
    (folder / "a.txt").write_text("工作总结\n" + DIRTY + "办理提案xx件。\n", "utf-8")
    arguments = ["fix", "--select", "PU,PH", "a.txt", "--force", "-o", "out.txt"]
    assert main(arguments) == 1
    assert "xx" in (folder / "out.txt").read_text("utf-8")
    assert main([*arguments, "--fail-on", "never"]) == 0
    (folder / "writer-assist.toml").write_text('fail-on = "never"\n', "utf-8")
    assert main(arguments) == 0
    assert main([*arguments, "--isolated"]) == 1


def test_configuration_and_baseline(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "writer-assist.toml").write_text('select = ["PU"]\nignore = ["PU001"]\n', "utf-8")
    assert main(["fix", "a.txt", "--diff"]) == 0
    (folder / "writer-assist.toml").unlink()
    assert main(["lint", "a.txt", "--select", "PU", "--write-baseline", "base.json"]) == 0
    assert pu("a.txt", "--diff", "--baseline", "base.json") == 0
    assert pu("a.txt", "--diff") == 1
    (folder / "a.txt").write_text(DIRTY + "走访群众,听取意见。\n", "utf-8")
    assert pu("a.txt", "-o", "out.txt", "--baseline", "base.json") == 0
    assert (folder / "out.txt").read_text("utf-8") == DIRTY + "走访群众，听取意见。\n"
    capsys.readouterr()


def test_suppressions(folder: Path) -> None:
    comment = "<!-- writer-assist: ignore PU001 -->\n"
    (folder / "a.md").write_text(f"{DIRTY.strip()} {comment}", "utf-8")
    pu("a.md", "-o", "b.md", "--fail-on", "never")
    kept = (folder / "b.md").read_text("utf-8")
    pu("a.md", "-o", "c2.md", "--no-suppressions", "--fail-on", "never")
    assert kept != (folder / "c2.md").read_text("utf-8")
    assert (folder / "c2.md").read_text("utf-8").startswith(CLEAN.strip())


def test_english(capsys: pytest.CaptureFixture[str]) -> None:
    assert pu("a.txt", "-o", "out.txt", "--lang", "en") == 0
    err = capsys.readouterr().err
    assert "out.txt" in err
    assert "PU001" in err
    assert main(["fix", "--help"]) == 0
    assert "--in-place" in capsys.readouterr().out


# --- what is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["a.txt"], "请选一样"),
        (["a.txt", "--in-place", "--diff"], "请选一样"),
        (["a.txt", "-o", "x.txt", "--in-place"], "请选一样"),
        (["-", "--in-place"], "标准输入不能直接改"),
        (["-", "a.txt", "--diff"], "不能和别的文件一起改"),
        (["a.txt", "-o", "a.txt"], "a.txt 就是原来的文件"),
        (["a.txt", "-o", "./a.txt", "--force"], "就是原来的文件"),
        (["link.txt", "-o", "a.txt", "--force"], "就是原来的文件"),
        (["a.txt", "-o", "c.md"], "c.md 已经有了"),
        (["a.txt", "b.docx", "-o", "x.txt"], "-o 只能用于一个文件"),
        ([".", "-o", "x.txt"], "-o 只能用于一个文件"),
        (["a.txt", "--diff", "--jobs", "0"], "--jobs 至少是 1"),
        (["a.txt", "--diff", "--select", "XX"], "没有规则 'XX'"),
        (["a.txt", "--diff", "--genre", "诗"], "没有文种"),
        (["none.txt", "--in-place"], "none.txt: 找不到文件"),
        (["none.txt", "-o", "x.txt"], "none.txt: 找不到文件"),
        (["b.docx", "-o", "x.txt"], "输出的文件名也要以 .docx 结尾"),
        (["macro.docm", "-o", "x.docx"], "输出的文件名也要以 .docm 结尾"),
        (["b.docx", "-o", "none/x.docx"], "none/x.docx: 无法写入"),
        (["b.docx", "-o", "."], ".: 无法写入"),
        (["protected.docx", "--in-place"], "protected.docx: 文档有编辑限制"),
        (["bad.docx", "--in-place"], "bad.docx: "),
        (["a.txt", "--in-place", "--tracked"], "a.txt: 只有 .docx"),
    ],
)
def test_what_cannot_be_done_is_said(
    folder: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    content = parts_of(paragraph(DIRTY.strip()))
    content["[Content_Types].xml"] = str(content["[Content_Types].xml"]).replace(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    (folder / "macro.docm").write_bytes(zipped(content))
    setting = '<w:documentProtection w:edit="readOnly" w:enforcement="1"/>'
    (folder / "protected.docx").write_bytes(
        docx(paragraph(DIRTY.strip()), settings=part("settings", setting))
    )
    (folder / "bad.docx").write_bytes(b"PK\x03\x04 not a zip")
    (folder / "link.txt").symlink_to("a.txt")
    before = snapshot(folder)
    assert main(["fix", *arguments] + ([] if "--select" in arguments else ["--select", "PU"])) == 2
    out, err = capsys.readouterr()
    assert said in err
    assert out == ""
    assert err.count("\n") == 1
    assert snapshot(folder) == before


def test_a_bad_file_does_not_stop_the_others(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "bad.docx").write_bytes(b"PK\x03\x04 not a zip")
    assert pu("--in-place", "bad.docx", "none.txt", "a.txt") == 2
    assert (folder / "a.txt").read_text("utf-8") == CLEAN
    lines = capsys.readouterr().err.splitlines()
    assert [line.partition(":")[0] for line in lines[:2]] == ["bad.docx", "none.txt"]


def test_an_unexpected_error_of_one_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("WRITER_ASSIST_DEBUG", raising=False)

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    before = snapshot(folder)
    monkeypatch.setattr("writer_assist.revise.fix.fix", broken)
    assert pu("--in-place", "a.txt") == 2
    assert "a.txt: 内部错误：ZeroDivisionError" in capsys.readouterr().err
    assert snapshot(folder) == before


@pytest.mark.parametrize("format_", ["doc", "rtf"])
def test_old_formats_are_written_as_docx(
    format_: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    needs_soffice()
    data = convert(folder / "b.docx", format_, tmp_path).read_bytes()
    name = f"old.{format_}"
    (folder / name).write_bytes(data)
    assert pu(name, "--in-place") == 2
    assert "请用 -o 另写一个 .docx" in capsys.readouterr().err
    assert (folder / name).read_bytes() == data
    assert pu(name, "-o", f"new.{format_}") == 2
    assert not (folder / f"new.{format_}").exists()
    assert pu(name, "-o", "new.docx") == 0
    assert texts((folder / "new.docx").read_bytes()) == [CLEAN.strip()]
    # Where nothing is to be corrected there is nothing to complain of.
    assert main(["fix", "--select", "PI", name, "--in-place"]) == 0
    assert (folder / name).read_bytes() == data


# --- the file is sacred --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "lock"),
    [
        ("工作总结提纲草稿.docx", "~$总结提纲草稿.docx"),
        ("b.docx", "~$b.docx"),
        ("工作总结.docx", "~$工作总结.docx"),
        ("二月工作总结.docx", "~$月工作总结.docx"),
        ("b.docx", ".~lock.b.docx#"),
    ],
)
def test_a_file_that_is_open_elsewhere(
    folder: Path, name: str, lock: str, capsys: pytest.CaptureFixture[str]
) -> None:
    data = docx(paragraph(DIRTY.strip()))
    (folder / "下级").mkdir()
    path = folder / "下级" / name
    path.write_bytes(data)
    assert not is_open(str(path))
    (folder / "下级" / lock).write_bytes(b"\x05user" + bytes(157))
    assert is_open(str(path))
    relative = os.path.join("下级", name)
    assert pu("--in-place", relative, "a.txt") == 2
    assert f"{relative}: 这个文件正在" in capsys.readouterr().err
    assert path.read_bytes() == data
    assert (folder / "a.txt").read_text("utf-8") == CLEAN
    assert pu(relative, "-o", "copy.docx") == 0  # reading it does no harm


def test_a_file_that_changed_meanwhile(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from writer_assist.revise import fix as module

    real = module.fix

    def slow(data: bytes, path: str, *arguments: object, **options: object) -> object:
        (folder / "a.txt").write_text("别的程序写的,更长的内容。\n", "utf-8")
        return real(data, path, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "fix", slow)
    assert pu("--in-place", "a.txt") == 2
    assert "刚刚被别的程序改过" in capsys.readouterr().err
    assert (folder / "a.txt").read_text("utf-8") == "别的程序写的,更长的内容。\n"


@POSIX
def test_permissions_and_links_are_kept(folder: Path) -> None:
    (folder / "a.txt").chmod(0o640)
    (folder / "real").mkdir()
    (folder / "real" / "d.txt").write_text(DIRTY, "utf-8")
    (folder / "link.txt").symlink_to("real/d.txt")
    assert pu("--in-place", "a.txt", "link.txt") == 0
    assert stat.S_IMODE((folder / "a.txt").stat().st_mode) == 0o640
    assert (folder / "link.txt").is_symlink()
    assert (folder / "real" / "d.txt").read_text("utf-8") == CLEAN
    assert (folder / "a.txt").read_text("utf-8") == CLEAN


@pytest.mark.parametrize("how", [["--in-place"], ["-o", "out.txt"]])
def test_a_full_disk_leaves_all_as_it_was(
    folder: Path,
    how: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    before = snapshot(folder)
    monkeypatch.setattr(os, "fsync", full)
    assert pu("a.txt", *how) == 2
    assert capsys.readouterr().err.startswith(f"{(how[1:] or ['a.txt'])[0]}: 无法写入：")
    assert snapshot(folder) == before
    assert sorted(os.listdir(folder)) == ["a.txt", "b.docx", "c.md"]


@POSIX
def test_a_folder_that_is_read_only(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sealed = folder / "只读"
    sealed.mkdir()
    (sealed / "d.txt").write_text(DIRTY, "utf-8")
    sealed.chmod(0o555)
    if os.access(sealed, os.W_OK):  # root may write anywhere: what others get is made up
        real = os.open

        def denied(path: object, flags: int, *more: object, **options: object) -> int:
            if flags & (os.O_WRONLY | os.O_RDWR):
                raise PermissionError(13, "Permission denied", path)
            return real(path, flags, *more, **options)  # type: ignore[arg-type]

        monkeypatch.setattr(os, "open", denied)
    before = snapshot(folder)
    name = os.path.join("只读", "d.txt")
    assert pu("--in-place", name) == 2
    assert capsys.readouterr().err.startswith(f"{name}: 无法写入：")
    monkeypatch.undo()
    sealed.chmod(0o755)
    assert before == snapshot(folder)


@POSIX
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_kill_leaves_whole_files(folder: Path, jobs: str) -> None:
    many = folder / "many"
    many.mkdir()
    for number in range(600):
        (many / f"{number:03}.txt").write_text(DIRTY * 40, "utf-8")
    whole = (DIRTY * 40).encode(), (CLEAN * 40).encode()
    command = [sys.executable, "-m", "writer_assist", "fix", "--select", "PU", "--in-place"]
    process = subprocess.Popen(
        [*command, "-q", "-j", jobs, "many"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        if (many / "020.txt").read_bytes() == whole[1]:
            break
        time.sleep(0.005)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    time.sleep(0.2)
    states = [(many / f"{number:03}.txt").read_bytes() for number in range(600)]
    assert set(states) == set(whole)
    # (In the very moment in which one file replaces another its temporary name may be left.)
    left = set(os.listdir(many)) - {f"{number:03}.txt" for number in range(600)}
    assert len(left) <= int(jobs)
    assert all((many / name).read_bytes() in whole for name in left)
    # What was done is done, the rest is done now.
    assert main(["fix", "--select", "PU", "--in-place", "-q", "many"]) == 0
    assert {(many / f"{number:03}.txt").read_bytes() for number in range(600)} == {whole[1]}


# --- many files ----------------------------------------------------------------------------------


def test_folders(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "下级").mkdir()
    (folder / "下级" / "d.docx").write_bytes(docx(paragraph(DIRTY.strip())))
    (folder / "下级" / "~$d.docx").write_bytes(bytes(162))
    (folder / "图.png").write_bytes(b"\x89PNG")
    assert pu("--in-place", ".") == 2  # d.docx is open
    assert "d.docx" in capsys.readouterr().err
    (folder / "下级" / "~$d.docx").unlink()
    assert pu("--in-place", ".") == 0
    assert texts((folder / "下级" / "d.docx").read_bytes()) == [CLEAN.strip()]
    assert (folder / "a.txt").read_text("utf-8") == CLEAN
    empty = folder / "空"
    empty.mkdir()
    capsys.readouterr()
    assert pu("--in-place", "空") == 0
    assert "没有找到可以检查的文件" in capsys.readouterr().err


def test_many_files_in_processes_give_the_same(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outputs = []
    results = []
    for jobs in (["-j", "1"], ["-j", "2"], []):
        many = folder / "many"
        many.mkdir(exist_ok=True)
        for number in range(70):
            text = DIRTY if number % 3 else CLEAN
            (many / f"{number:02}.txt").write_text(f"{text}第{number}份,\n", "utf-8")
        (many / "bad.docx").write_bytes(b"PK\x03\x04 not a zip")
        assert pu("--in-place", "many", *jobs) == 2
        outputs.append(capsys.readouterr().err)
        results.append({name: content for name, (content, _) in snapshot(many).items()})
    assert outputs[0] == outputs[1] == outputs[2]
    assert results[0] == results[1] == results[2]
    assert outputs[0].count("改了") == 70
    assert results[0]["01.txt"].decode() == f"{CLEAN}第1份，\n"


def test_the_work_can_be_sent_to_processes_that_are_spawned(folder: Path) -> None:
    """As on Windows and macOS: nothing of it is bound to this process."""
    from writer_assist.cli.baselines import Baselines
    from writer_assist.engine.settings import Linters

    options = Namespace(
        in_place=True, output=None, diff=True, unsafe=False, tracked=False, color="never",
        write_baseline=None, quiet=False,
    )  # fmt: skip
    linters = Linters(select=["PU"])
    fixer = Fixer(options, linters, Baselines(options, linters))
    again = pickle.loads(pickle.dumps(fixer))
    outcome = again("a.txt")
    assert isinstance(outcome, Outcome)
    assert (outcome.codes, outcome.changed) == ({"PU001": 2}, True)
    assert pickle.loads(pickle.dumps(outcome)) == outcome
    assert (folder / "a.txt").read_text("utf-8") == CLEAN
