"""The HTML report in a real browser: keys, filters, marks, and texts that would break out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from writer_assist.engine.findings import FileReport, PlainParagraph
from writer_assist.report import Options, render

from . import samples
from .browser import Browser, find

CHROMIUM = find()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("needs Chromium")
    with Browser(CHROMIUM) as browser:
        yield browser


def write(path: Path, *reports: FileReport, lang: str = "zh") -> Path:
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as stream:
        render("html", reports, stream.write, Options(lang))
    return path


def show(browser: Browser, folder: Path, *reports: FileReport, lang: str = "zh") -> None:
    browser.window(1280, 860)
    browser.open(write(folder / "报告.html", *reports, lang=lang))


def text_of(browser: Browser, selector: str) -> str:
    value = browser.run(f"document.querySelector({json.dumps(selector)})?.textContent")
    assert isinstance(value, str)
    return value


def count(browser: Browser, selector: str) -> int:
    value = browser.run(f"document.querySelectorAll({json.dumps(selector)}).length")
    assert isinstance(value, int)
    return value


def settled(browser: Browser) -> None:
    """Wait for what the page does after a frame."""
    browser.run("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def everything() -> list[FileReport]:
    return [*samples.all_reports(), samples.markdown_report(), samples.script_report()]


def test_the_page_asks_for_nothing_else(tmp_path: Path) -> None:
    text = write(tmp_path / "a.html", *everything()).read_text("utf-8")
    frame = re.sub(r'<script type="application/json".*?</script>', "", text, flags=re.DOTALL)
    assert not re.search(r"(?:src|href)=(?!\"#)|url\(|@import|https?:", frame)
    assert "innerHTML" not in text
    assert "default-src 'none'" in text


def test_the_whole_text_is_there(browser: Browser, tmp_path: Path) -> None:
    show(browser, tmp_path, samples.word_report())
    assert browser.complaints() == []
    assert [url.partition(":")[0] for url in browser.requests()] == ["file"]
    assert count(browser, ".paragraph") == 9
    assert text_of(browser, ".paragraph[data-number='9']").startswith("下下一步")
    # Headings are headings, with the labels that Word computes and the state of their section.
    assert text_of(browser, "h4[data-number='4']") == "一、主要工作"
    assert text_of(browser, "[data-number='9'] .state") == "下一步打算 · 没有标题"
    assert text_of(browser, ".story") == "页眉"
    assert "发现 6 处问题：错误 1、警告 4、提示 1" in text_of(browser, "#summary")
    assert count(browser, "mark") == 6
    assert text_of(browser, "mark.hint") == "下下"
    assert count(browser, "mark.place") == 1
    assert count(browser, "#list .entry") == 6
    assert "存在的问题" in text_of(browser, "#outline")


def test_keys(browser: Browser, tmp_path: Path) -> None:
    show(browser, tmp_path, samples.word_report(), samples.text_report())
    browser.press("j")
    settled(browser)
    assert text_of(browser, "mark.current") == "20xx"
    assert text_of(browser, "#list [aria-current='true'] .where") == "页眉，第 1 段 · PH902"
    assert text_of(browser, "#status").startswith("第 1 处，共 10 处")
    browser.press("j", "j", "k")
    assert text_of(browser, ".card .message") == "“xx”处没有填写，这里应填数量"
    assert text_of(browser, "#status").startswith("第 2 处")
    browser.press("k", "k", "k")
    assert text_of(browser, "#status").startswith("第 1 处")
    # From one file to the next.
    browser.press(*"jjjjjj")
    assert text_of(browser, ".about h2") == "两篇.txt"
    assert text_of(browser, "mark.current") == "x"
    browser.press("Enter")
    assert browser.run("document.activeElement.classList.contains('card')")
    browser.press("Escape")
    assert browser.run("document.activeElement.getAttribute('aria-current')") == "true"
    browser.press("?")
    assert browser.run("document.getElementById('help').open")
    browser.press("j")
    assert text_of(browser, "#status").startswith("第 7 处")
    browser.press("Escape")
    assert not browser.run("document.getElementById('help').open")
    browser.press("f")
    assert browser.run("document.activeElement.id") == "search"
    # What is typed into the field moves nothing.
    browser.press(*"j902")
    assert browser.run("document.getElementById('search').value") == "j902"
    browser.press("Escape")  # empties the field, a second one leaves it
    assert browser.run("document.getElementById('search').value") == ""
    browser.press("Escape", "f", *"wd901", "Enter", "j")
    settled(browser)
    assert count(browser, "#list .entry") == 1
    assert text_of(browser, "mark.current") == "下下"
    assert browser.complaints() == []


def test_filters(browser: Browser, tmp_path: Path) -> None:
    show(browser, tmp_path, samples.word_report())
    browser.click("#show-warning")
    assert count(browser, "#list .entry") == 2
    assert count(browser, "mark.off") == 4
    assert browser.run("document.getElementById('show-warning').ariaPressed") == "false"
    browser.click("#show-warning")
    assert count(browser, "mark.off") == 0
    browser.run(
        "(() => { const f = document.getElementById('family'); f.value = 'WD';"
        "f.dispatchEvent(new Event('change')); })()"
    )
    assert count(browser, "#list .entry") == 1
    browser.run(
        "(() => { const f = document.getElementById('family'); f.value = '';"
        "f.dispatchEvent(new Event('change'));"
        "const g = document.getElementById('group'); g.value = 'rule';"
        "g.dispatchEvent(new Event('change')); })()"
    )
    groups = browser.run("[...document.querySelectorAll('.group')].map(g => g.textContent)")
    assert [group[:5] for group in groups] == ["PH901", "PH902", "PH903", "WD901"]
    assert groups[0].endswith("3")
    browser.click(".group")
    assert browser.run("document.querySelector('.group').ariaExpanded") == "false"
    assert browser.run("document.querySelector('#list ul').hidden")
    # A finding in a folded group unfolds it.
    browser.press("j")
    assert not browser.run("document.querySelector('#list ul').hidden")
    browser.run(
        "(() => { const s = document.getElementById('search'); s.value = '没有这样的字';"
        "s.dispatchEvent(new Event('input')); })()"
    )
    settled(browser)
    assert text_of(browser, "#list") == "没有符合条件的问题"
    assert count(browser, ".card") == 0


def test_clicks(browser: Browser, tmp_path: Path) -> None:
    show(browser, tmp_path, samples.word_report())
    browser.click("mark.hint")
    assert text_of(browser, ".card .message") == "字重复了"
    advice = browser.run("[...document.querySelectorAll('.card li')].map(e => e.textContent)")
    assert advice == ["建议：下一步；今后", "可以删去“下”"]
    browser.click("#list li:nth-child(2) .entry")
    settled(browser)
    box = browser.run(
        "(() => { const r = document.querySelector('mark.current').getBoundingClientRect();"
        "return [r.top, r.bottom, innerHeight]; })()"
    )
    assert 0 < box[0] < box[1] < box[2]


def test_overlapping_findings(browser: Browser, tmp_path: Path) -> None:
    report = samples.script_report()
    show(browser, tmp_path, report)
    text = report.text[0].text
    pieces = browser.run(
        "[...document.querySelectorAll('mark')].map(m => [m.covering.map(f => f.order),"
        "[...m.childNodes].map(n => n.className === 'control' ? '' : n.textContent).join('')])"
    )
    assert pieces == [
        [[1], "</script>"],
        [[2], "甲"],
        [[2, 3, 4], "乙丙"],
        [[3, 4], "丁"],
        [[5], ""],
    ]
    assert count(browser, "mark.many") == 2
    # The marks hide nothing of the text; what would turn it around is shown by its number.
    shown = text_of(browser, ".paragraph").removeprefix("<u>1.</u>")
    assert shown == text.replace("\u2028", "U+2028").replace("\u202e", "U+202E")
    # A click takes the innermost, another one the next.
    orders = []
    for _ in range(4):
        browser.click("mark.many")
        orders.append(text_of(browser, "#status").partition("处")[0])
    assert orders == ["第 3 ", "第 4 ", "第 2 ", "第 3 "]


def test_hostile_texts_stay_texts(browser: Browser, tmp_path: Path) -> None:
    show(browser, tmp_path, samples.script_report(), samples.hostile_report(), samples.bad_report())
    for _ in range(6):
        browser.press("j")
    settled(browser)
    assert browser.complaints() == []
    assert browser.requests() == [browser.run("location.href")]
    for tag in ("img", "b", "i", "u", "h1 + h1", "iframe"):
        assert count(browser, f"#sheet {tag}, #list {tag}, #files {tag}") == 0
    assert "U+001B" in text_of(browser, "#sheet")
    assert text_of(browser, ".about h2").endswith("U+202E/U+DCE4.docx")
    assert "文件损坏" in text_of(browser, "#files")


def test_nothing_but_its_own_script_runs(browser: Browser, tmp_path: Path) -> None:
    show(browser, tmp_path, samples.word_report())
    browser.run(
        "(() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1';"
        "document.body.append(s); })()"
    )
    assert browser.run("window.ran") is None


def test_english(browser: Browser, tmp_path: Path) -> None:
    show(browser, tmp_path, samples.clean_report(), lang="en")
    assert browser.run("document.documentElement.lang") == "en"
    show(browser, tmp_path)
    assert browser.complaints() == []


def large(paragraphs: int, text: str, each: int) -> FileReport:
    texts = dict.fromkeys(range(1, paragraphs + 1), text)
    found = [
        samples.finding(text, 3 * place, 3 * place + 2, number)
        for number in texts
        for place in range(each)
    ]
    whole = [PlainParagraph(number, text) for number in texts]
    return FileReport("大.docx", (), found, paragraphs=texts, format="docx", text=whole)


@pytest.mark.parametrize(
    ("paragraphs", "length", "each"), [(15_000, 110, 1), (1, 1_700_000, 12_000)]
)
def test_a_large_text_stays_usable(
    browser: Browser, tmp_path: Path, paragraphs: int, length: int, each: int
) -> None:
    show(browser, tmp_path, large(paragraphs, "委员履职" * (length // 4), each))
    assert browser.run("performance.now()") < 30_000
    before = browser.run("performance.now()")
    browser.press("k")  # to the last
    settled(browser)
    browser.run(
        "(() => { const s = document.getElementById('search'); s.value = 'ph901';"
        "s.dispatchEvent(new Event('input')); })()"
    )
    browser.run("new Promise(done => setTimeout(done, 250))")
    browser.press("k")
    settled(browser)
    total = paragraphs * each
    assert f"共 {total} 处" in text_of(browser, "#status")
    assert browser.run("performance.now()") - before < 30_000
    assert count(browser, "mark.current") == 1
    box = browser.run(
        "(() => { const r = document.querySelector('mark.current').getBoundingClientRect();"
        "return [r.top, r.bottom, innerHeight]; })()"
    )
    assert 0 <= box[0] < box[1] <= box[2]


def _contrast(one: list[float], other: list[float]) -> float:
    """The contrast ratio of WCAG 2.1."""

    def luminance(color: list[float]) -> float:
        parts = [
            c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
            for c in (value / 255 for value in color[:3])
        ]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 400])
def test_every_text_has_contrast(browser: Browser, tmp_path: Path, scheme: str, width: int) -> None:
    show(browser, tmp_path, samples.word_report(), samples.bad_report())
    browser.window(width, 800, scheme=scheme)
    browser.press("j")
    pairs: list[list[Any]] = browser.run("""(() => {
      const numbers = (color) => color.match(/[\\d.]+/g).map(Number);
      const ground = (element) => {
        for (let e = element; e; e = e.parentElement) {
          const color = numbers(getComputedStyle(e).backgroundColor);
          if (color.length < 4 || color[3] > 0) return color;
        }
        return [255, 255, 255];
      };
      return [...document.querySelectorAll("body *")]
        .filter((e) => e.checkVisibility() && [...e.childNodes].some(
          (n) => n.nodeType === 3 && n.data.trim()))
        .map((e) => [e.tagName + "." + e.className, numbers(getComputedStyle(e).color), ground(e)]);
    })()""")
    assert len(pairs) > 30
    poor = [name for name, ink, ground in pairs if _contrast(ink, ground) < 4.5]
    assert poor == []
    # Nothing is wider than the window.
    assert browser.run("document.documentElement.scrollWidth <= innerWidth")


def test_everything_has_a_name_and_a_role(browser: Browser, tmp_path: Path) -> None:
    show(browser, tmp_path, samples.word_report(), samples.text_report())
    browser.press("j")
    nodes = browser.send("Accessibility.getFullAXTree")["nodes"]
    roles: dict[str, list[str]] = {}
    for node in nodes:
        if not node.get("ignored"):
            role = node.get("role", {}).get("value", "")
            roles.setdefault(role, []).append(node.get("name", {}).get("value", ""))
    for role in ("button", "combobox", "searchbox", "navigation", "main", "complementary"):
        assert roles.get(role), role
        assert all(roles[role]), role
    assert roles["status"]
    assert roles["search"]


def test_on_paper_all_findings_are_listed(browser: Browser, tmp_path: Path) -> None:
    show(browser, tmp_path, samples.word_report())
    assert browser.printed().startswith(b"%PDF")
    lines = browser.run("[...document.querySelectorAll('.printed p')].map(p => p.textContent)")
    assert len(lines) == 6
    assert lines[0].startswith("[1] 页眉，第 1 段 错误 PH902")
