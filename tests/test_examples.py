"""The example drafts: what is wrong in them is found, the clean ones give nothing."""

from __future__ import annotations

import importlib.util
import re
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

import writer_assist
from writer_assist.cli import main
from writer_assist.engine.findings import FileReport

ROOT = Path(__file__).parent.parent
CLEAN = sorted((ROOT / "examples" / "定稿").iterdir())

# What a reader finds in each draft by eye: rule (or family, where more than one rule may claim
# it), text, how often at least.
FAULTS: dict[str, list[tuple[str, str, int]]] = {
    "政协办公室工作总结.docx": [
        ("PH005", "xx", 2),  # title, signature
        ("PH001", "20xx", 4),
        ("PH006", "xxx", 1),
        ("PH003", "xx", 1),
        ("PH004", "x", 3),
        ("PH004", "X", 1),
        ("PH004", "××", 1),
        ("PH004", "xx", 1),
        ("PH003", "x", 2),
        ("PH002", "x", 4),
        ("PH005", "**", 1),
        ("PH005", "*", 1),
        ("PH005", "某某", 1),
        ("PH008", "____", 1),
        ("PH009", "“　　　　”", 1),
        ("PH010", ".", 1),
        ("PH010", "缩短%", 1),
        ("PH010", "简报期", 1),
        ("PH010", "诞辰周年", 1),
        ("PH014", "单击或点击此处输入文字。", 1),
        ("PH015", " " * 12, 1),
        ("AR001", "*", 3),  # 干部, 民主, 民意
        ("AR002", "（未完，全文共4680字）", 1),
        ("AR003", "第 3 页 共 6 页", 1),
        ("AR008", "[]", 1),
        ("AR012", "县政府批转", 1),
        ("OL001", "", 1),
    ],
    "提案办理工作总结.docx": [
        ("PH005", "xx", 3),  # title, signature, header
        ("PH001", "20xx", 4),
        ("PH006", "×××", 2),  # text box, 局长
        ("PH", "×××", 3),
        ("PH003", "x", 2),
        ("PH004", "x", 2),
        ("PH", "xx", 6),  # two cells and the footnote as well
        ("PH010", "达%", 1),
        ("PH002", "x", 2),
        ("PH002", "年  月  日", 1),
        ("PH008", "___", 2),
        ("PH008", "________", 1),
        ("PH004", "**", 1),
        ("PH009", "《》", 1),
        ("RV001", "26件，其中主办x", 1),
        ("PH003", "第　号", 1),
        ("PH014", "请选择股室", 1),
        ("PH004", "x.x", 1),
        ("PH011", "〔单位名称〕", 1),
        ("OL002", "存在的问题", 1),
        ("OL007", "", 1),
    ],
    "联络组工作总结.txt": [
        ("AR002", "（精选3篇）", 1),
        ("AR002", "下面是小编为大家整理的政协联络组工作总结，欢迎阅读与收藏。", 1),
        ("PH001", "20xx", 2),
        ("PH004", "x", 3),
        ("PH005", "**", 1),
        ("PH003", "xx", 1),
        ("PH004", "xx", 1),
        ("PH", "×××", 1),
        ("PH004", "××", 1),
        ("PH010", "提案件", 1),
        ("PH004", "XX", 1),
        ("PH005", "xx", 1),
        ("PH002", "x", 1),
        ("AR002", "[标签:联络组 工作总结]", 1),
        ("AR001", "*", 4),  # 民意, 人大, 迁, 民主
        ("AR012", "善议", 1),
        ("AR002", "上一页 下一页", 1),
        ("AR002", "（更多联络组工作总结，请点击下载全文）", 1),
        ("AR002", "推荐阅读", 1),
        ("OL001", "", 1),
        ("OL006", "", 1),
        ("OL007", "", 1),
    ],
    "委员履职总结.txt": [
        ("PH001", "20xx", 2),
        ("PH004", "x", 2),
        ("PH003", "xx", 1),
        ("PH003", "x", 1),
        ("PH004", "xx", 1),
        ("PH005", "xx", 1),
        ("PH", "某某", 1),
        ("AR006", "??", 1),
        ("AR007", "⽥", 1),
        ("AR007", "⼯", 1),
        ("AR013", "仔细履行", 1),
    ],
    "党政办公室工作总结.md": [
        ("AR004", "好的，以下是根据您的要求为您撰写的乡镇党政办公室工作总结：", 1),
        ("PH011", "[单位名称]", 2),
        ("PH012", "{{ 单位 }}", 1),
        ("PH011", "[具体数字]", 1),
        ("PH004", "XX", 1),
        ("PH011", "[此处插入重要会议或活动的名称]", 1),
        ("PH004", "XXX", 1),
        ("PH", "XX", 3),
        ("PH011", "（待补充）", 1),
        ("PH011", "（请结合本单位实际补充典型案例）", 1),
        ("PH004", "____", 1),
        ("PH004", "X.X", 1),
        ("PH002", "X", 2),
        ("AR004", "希望这份总结对您有所帮助！", 1),
        ("AR004", "如果您需要进一步修改或补充，请随时告诉我。", 1),
    ],
}

FAULTS["提案答复函.txt"] = [
    ("TM001", "农业局", 3),
    ("PU001", ":", 1),
    ("PU001", ",", 1),
    ("PU005", "（", 1),
    ("WD003", "截止", 1),
    ("WD012", "涉及到", 1),
    ("CS007", "33%", 1),
    ("WD001", "布署", 1),
    ("NM014", "2024-2026年", 1),
    ("PU008", "。。", 1),
    ("NM001", "9月31日", 1),
    ("NM022", "4百", 1),
    ("NO001", "（四）", 1),
    ("WD001", "参政义政", 1),
    ("NO012", "四是", 1),
    ("WD001", "一如继往", 1),
    ("NM010", "2024年06月12日", 1),
]

# File → for each draft in it title, genre, and which of the parts that every summary has are not
# simply there.
STRUCTURE: dict[str, list[tuple[str, str, dict[str, str]]]] = {
    "政协办公室工作总结.docx": [
        ("xx县政协办公室20xx年工作总结", "cppcc-office-summary", {"problems": "missing"})
    ],
    "提案办理工作总结.docx": [
        (
            "云溪县xx局20xx年政协提案办理工作总结",
            "proposal-handling-summary",
            {"problems": "empty", "date": "missing"},
        )
    ],
    "联络组工作总结.txt": [
        ("政协联络组工作总结 篇一", "cppcc-liaison-summary", {}),
        ("政协联络组工作总结 篇二", "cppcc-liaison-summary", {"problems": "unheaded"}),
        (
            "政协联络组工作总结 篇三",
            "cppcc-liaison-summary",
            {"plan": "missing", "signature": "missing", "date": "missing"},
        ),
    ],
    "委员履职总结.txt": [("政协委员20xx年度履职总结", "cppcc-member-summary", {})],
    "党政办公室工作总结.md": [
        ("[单位名称]党政办公室2024年工作总结", "party-government-office-summary", {})
    ],
    "提案答复函.txt": [
        ("云溪县农业局关于政协第十届云溪县委员会第三次会议第45号提案的答复", "proposal-reply", {})
    ],
}
PARTS_OF_ALL = ("title", "work", "problems", "plan", "signature", "date")


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "make_examples", ROOT / "tools" / "make_examples.py"
    )
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def lint_draft(name: str) -> FileReport:
    return writer_assist.lint(ROOT / "examples" / "草稿" / name)


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.name)
def test_a_clean_example_gives_nothing(path: Path) -> None:
    report = writer_assist.lint(path)
    assert not report.error
    assert [(f.code, f.paragraph, f.text, f.message) for f in report.findings] == []
    (draft,) = report.drafts
    assert draft.genre == STRUCTURE[path.name][0][1]


def test_every_draft_is_listed_and_has_a_clean_counterpart() -> None:
    names = {path.name for path in (ROOT / "examples" / "草稿").iterdir()}
    assert names == set(FAULTS) == set(STRUCTURE) == {path.name for path in CLEAN}


@pytest.mark.parametrize("name", FAULTS)
def test_the_faults_of_a_draft_are_found(name: str) -> None:
    report = lint_draft(name)
    assert not report.error
    missed = [
        (code, text, count, found)
        for code, text, count in FAULTS[name]
        if (found := sum(f.code.startswith(code) and f.text == text for f in report.findings))
        < count
    ]
    assert missed == []


@pytest.mark.parametrize("name", FAULTS)
def test_nothing_else_is_called_a_fault(name: str) -> None:
    others = [
        (f.code, f.paragraph, f.text)
        for f in lint_draft(name).findings
        if f.severity != "hint"
        and not any(f.code.startswith(code) and f.text == text for code, text, _ in FAULTS[name])
    ]
    assert others == []


@pytest.mark.parametrize("name", STRUCTURE)
def test_the_structure_of_a_draft_is_seen(name: str) -> None:
    seen = []
    for draft in lint_draft(name).drafts:
        states = {
            section.id: section.state
            for section in draft.sections
            if section.id in PARTS_OF_ALL
            and section.state != "present"
            and (section.required or section.state != "missing")
        }
        seen.append((draft.title, draft.genre, states))
    assert seen == STRUCTURE[name]


def test_a_tracked_deletion_is_not_read() -> None:
    report = lint_draft("提案办理工作总结.docx")
    (number,) = (n for n, text in report.paragraphs.items() if "共承办提案26件" in text)
    found = [f.text for f in report.findings if f.paragraph == number and f.code[:2] == "PH"]
    assert found == ["x", "x", "x", "20xx", "达%"]


def test_every_story_is_read() -> None:
    report = lint_draft("提案办理工作总结.docx")
    stories = {f.story for f in report.findings}
    assert stories == {"body", "table", "text-box", "header", "footnote"}


def test_the_word_files_are_made_from_the_texts(maker: ModuleType) -> None:
    sources = maker.sources()
    assert len(sources) == 4
    for source, target in sources.items():
        made = maker.make_parts(source.read_text("utf-8"))
        with zipfile.ZipFile(target) as archive:
            # Parts, not bytes: another zlib packs the same parts otherwise.
            kept = {name: archive.read(name).decode() for name in archive.namelist()}
        assert list(kept) == list(made)
        assert kept == made


@pytest.mark.parametrize(
    "name",
    ["README.md", "README.zh-CN.md", "docs/使用说明.md", "docs/配置.md", "docs/报告格式.md"],
)
def test_what_the_documentation_shows_is_true(
    name: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("LANGUAGE", "zh")
    blocks = re.findall(r"^```console\n([^`]*)^```", (ROOT / name).read_text("utf-8"), re.MULTILINE)
    assert blocks
    for block in blocks:
        for entry in re.split(r"^\$ writer-assist ", block, flags=re.MULTILINE)[1:]:
            command, shown = entry.split("\n", 1)
            # What a command writes is not to lie among the sources.
            command = re.sub(r"(?<= -o )(?=\S)", f"{tmp_path}/", command)
            assert main(command.split()) == int(command.startswith("lint"))
            out = capsys.readouterr().out.replace(f"{tmp_path}/", "")
            output = iter(_without_confidence(out).splitlines())
            for line in _without_confidence(shown).splitlines():
                # In order; … stands for lines that are left out.
                assert line == "…" or line in output, line


def _without_confidence(text: str) -> str:
    """Every improvement of the recognition moves the percentage a little."""
    return re.sub(r"(把握|confidence) \d+%", r"\1 %", text)
