"""A page that stands alone: the documents' whole text with the findings marked in it.

One file without any request to elsewhere, which works from a disk. What comes from documents is
JSON in data blocks; the script puts it into text nodes. A Content Security Policy allows this
script and this style sheet, by their hashes, and nothing else. Files are written as they come.
"""

from __future__ import annotations

import os
from base64 import b64encode
from bisect import bisect_left
from collections.abc import Sequence
from hashlib import sha256
from html import escape
from typing import Any

from writer_assist import __version__
from writer_assist.engine.findings import FileReport, Finding
from writer_assist.i18n import N_

from . import Options, Write
from .json import dump
from .words import SEVERITY_NAMES, STATE_NAMES, STORY_NAMES, Words, find_rule, summary

_FOLDER = os.path.dirname(__file__)

_WORDS = {
    "clean": N_("没有发现问题"),
    "why": N_("为什么"),
    "position": N_("第 {position} 处，共 {total} 处："),
    "found": N_("列出 {total} 处问题"),
    "nothing": N_("没有符合条件的问题"),
    "nosection": N_("（不在标题之下）"),
    "more": N_("再显示一些（还有 {rest} 处）"),
    "comma": N_("、"),
    "summary": N_("检查了 {files} 个文件，发现 {total} 处问题：{counts}"),
    "summaryclean": N_("检查了 {files} 个文件，没有发现问题"),
    "summarybad": N_("；{count} 个文件无法检查"),
}
"""What the script says; it fills the fields."""


class Page:
    """The page: its frame, then two data blocks a file, then the script."""

    def __init__(self, write: Write, options: Options) -> None:
        self._write = write
        self._words = Words(options.lang)
        self._style = _asset("html.css")
        self._script = _asset("html.js")
        self._codes: dict[str, None] = {}
        self._count = 0
        write(self._frame())

    def file(self, report: FileReport) -> None:
        """The data blocks of a file."""
        index = self._count
        self._count += 1
        self._codes.update(dict.fromkeys(finding.code for finding in report.findings))
        offsets = _Offsets(report)
        entry = {
            # A name has no line ends of its own that a reader could tell from spaces.
            "path": report.path.replace("\n", "␊").replace("\t", "␉"),
            "error": report.error_in(self._words.lang) if report.error else "",
            "drafts": [
                {
                    "title": draft.title,
                    "genre": self._words.genre(draft),
                    "summary": self._words.sections(report, draft) if draft.sections else "",
                    "sections": [section._asdict() for section in draft.sections],
                }
                for draft in report.drafts
            ],
            "findings": [self._finding(report, offsets, finding) for finding in report.findings],
        }
        self._write(f'<script type="application/json" class="file">{_data(entry)}</script>\n')
        shown: Sequence[tuple[object, ...]] = [
            (p.number, p.text, p.story, p.label, p.level) for p in report.text
        ] or [
            (number, text, "body", "", None) for number, text in sorted(report.paragraphs.items())
        ]
        self._write(f'<script type="application/json" id="text-{index}">{_data(shown)}</script>\n')

    def end(self) -> None:
        """What the script needs to know besides, and the script."""
        t = self._words.t
        page = {
            "words": {key: t(template) for key, template in _WORDS.items()},
            "severities": {key: t(name) for key, name in SEVERITY_NAMES.items()},
            "states": {key: t(name) for key, name in STATE_NAMES.items()},
            "stories": {key: t(name) for key, name in STORY_NAMES.items()},
            "rules": {code: self._rule(code) for code in self._codes},
        }
        self._write(
            f'<script type="application/json" id="page">{_data(page)}</script>\n'
            f"<script>{self._script}</script>\n</body>\n</html>\n"
        )

    def _finding(
        self, report: FileReport, offsets: _Offsets, finding: Finding
    ) -> tuple[object, ...]:
        """The fields in the order in which the script takes them."""
        return (
            finding.code,
            finding.name,
            finding.severity,
            finding.message_in(self._words.lang),
            finding.paragraph,
            offsets.utf16(finding.paragraph, finding.start),
            offsets.utf16(finding.paragraph, finding.end),
            finding.section,
            self._words.place(report, [finding]),
            finding.text[:200],
            self._words.advice(report, finding),
        )

    def _rule(self, code: str) -> dict[str, str]:
        rule = find_rule(code)
        if rule is None:
            return {"summary": "", "why": ""}
        from writer_assist.rules.docs import rule_doc

        return {"summary": self._words.t(summary(code)), "why": rule_doc(rule).why}

    def _frame(self) -> str:
        def t(template: str) -> str:
            return escape(self._words.t(template))

        lang = "en" if self._words.lang == "en" else "zh-CN"
        policy = (
            f"default-src 'none'; script-src '{_hash(self._script)}'; "
            f"style-src '{_hash(self._style)}'; base-uri 'none'; form-action 'none'"
        )
        toggles = "".join(
            f'<button type="button" class="toggle {severity}" id="show-{severity}"'
            ' aria-pressed="true"></button>'
            for severity in SEVERITY_NAMES
        )
        groups = "".join(
            f'<option value="{value}">{t(label)}</option>'
            for value, label in (
                ("file", N_("按文件分组")),
                ("section", N_("按部分分组")),
                ("rule", N_("按规则分组")),
            )
        )
        keys = "".join(
            f"<dt>{' '.join(f'<kbd>{key}</kbd>' for key in names)}</dt><dd>{t(text)}</dd>"
            for names, text in (
                (("j", "k"), N_("下一处、上一处问题")),
                (("Enter",), N_("转到正文里这一处的说明；在筛选框里转到第一处")),
                (("f", "/"), N_("筛选")),
                (("Esc",), N_("清空筛选，或者回到列表")),
                (("?",), N_("显示这份说明")),
            )
        )
        title = t(N_("公文检查报告"))
        return (
            f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="referrer" content="no-referrer">\n'
            f'<meta name="generator" content="writer-assist {__version__}">\n'
            f"<title>{title}</title>\n<style>{self._style}</style>\n</head>\n<body>\n"
            f'<a class="skip" href="#text">{t(N_("跳到正文"))}</a>\n'
            f'<header class="top"><h1>{title}</h1><p id="summary"></p>'
            f'<button type="button" class="plain" id="show-help">{t(N_("快捷键"))} <kbd>?</kbd>'
            "</button></header>\n"
            f'<nav class="side" aria-label="{t(N_("问题"))}">\n'
            f'<div class="filters" role="search"><input type="search" id="search" '
            f'aria-label="{t(N_("筛选"))}" placeholder="{t(N_("筛选：文字、编号、说明"))}" '
            'autocomplete="off" spellcheck="false">'
            f'<div class="row" role="group" aria-label="{t(N_("级别"))}">{toggles}</div>'
            f'<div class="row"><select id="family" aria-label="{t(N_("规则的类别"))}">'
            f'<option value="">{t(N_("全部类别"))}</option></select>'
            f'<select id="group" aria-label="{t(N_("分组"))}">{groups}</select></div></div>\n'
            '<div class="scroll">'
            f'<details id="files-box" hidden open><summary>{t(N_("文件"))}</summary>'
            '<ul id="files"></ul></details>'
            f'<details id="outline-box" hidden><summary>{t(N_("各部分"))}</summary>'
            '<ul id="outline"></ul></details>'
            '<div id="list"></div></div>\n</nav>\n'
            f'<main class="text" id="text" tabindex="-1" aria-label="{t(N_("正文"))}">'
            f'<article class="sheet" id="sheet"></article>'
            f"<noscript><p>{t(N_('这份报告要在允许运行脚本的浏览器里看。'))}</p></noscript></main>\n"
            '<div class="status" id="status" role="status" aria-live="polite"></div>\n'
            f'<dialog id="help" aria-labelledby="help-title"><h2 id="help-title">'
            f"{t(N_('快捷键'))}</h2><dl>{keys}</dl>"
            f'<button type="button" class="plain" id="close-help">{t(N_("关闭"))}</button>'
            "</dialog>\n"
        )


class _Offsets:
    """Offsets in code points as a browser counts them, in units of UTF-16."""

    def __init__(self, report: FileReport) -> None:
        self._texts = report.paragraphs
        self._astral: dict[int, list[int]] = {}

    def utf16(self, number: int, offset: int) -> int:
        """The offset in a paragraph, each character beyond the first plane counted twice."""
        if number not in self._astral:
            text = self._texts.get(number, "")
            beyond = [i for i, c in enumerate(text) if c > "\uffff"] if not text.isascii() else []
            self._astral[number] = beyond
        return offset + bisect_left(self._astral[number], offset)


def _data(value: Any) -> str:
    """JSON for a data block: it cannot end the block, nor open a comment in it."""
    return dump(value).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _asset(name: str) -> str:
    with open(os.path.join(_FOLDER, name), encoding="utf-8", newline="") as stream:
        # What a checkout did to line ends must not part the text from its hash.
        return stream.read().replace("\r\n", "\n")


def _hash(text: str) -> str:
    """A source expression that allows this inline text and no other."""
    return "sha256-" + b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii")
