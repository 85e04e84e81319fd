"""Make the Word templates of templates/ from the texts in tools/templates/.

    python tools/make_templates.py [ID …]          writes templates/<id>/template.docx
    python tools/make_templates.py --check [ID …]  says which differ from their text

A text has one paragraph a line, ``@kind text``; a line without ``@`` is body text, one that begins
with ``%`` a remark. The first line that counts is ``@form``: red, upward, letter, order, minutes
or plain. Text is as in the template: ``{{ 名称 }}``, ``{{ 日期|汉字日期 }}``, ``{% if %}``. What
spaces, fonts and rules GB/T 9704-2012 asks for comes by itself::

    @p for 段 in 正文 / @p if 附件 / @p else / @p endif   a paragraph that is a tag only
    @copy @secrecy @urgency     份号, 密级和保密期限, 紧急程度: top left
    @grade A类                   办理结果类别: top right
    @agency @number             发文机关标志, 发文字号
    @number-signer 字号 | 姓名    the two of a paper to a superior; 签发人： comes by itself
    @title @subtitle @recipient @body @closing @blank @note @picture {{ 照片 }}
    @h1 一、 @h2 （一） @h3 1. @h4 （1）   headings with their numbers
    @field 案由 | text           a label in 黑体, a colon comes by itself
    @attendance 出席 | names     the same at the end of minutes
    @attachment-note 附件：1.… @attachment-item 2.…
    @sign @date
    @attachment 附件1 @attachment-title     on a page of its own
    @caption
    @table plain                before the rows: the first row is no header
    @widths 2 3 3               before the rows: of the columns, in any unit
    @row a | b | c              “^” is one with the cell above, “<” with the one to the left
    @row-for x in 列表, @row-if 条件 … @row-end     rows that repeat, that may be left out
    @copies 抄送：…。 @printed 印发机关 | 日期印发     at the end: the 版记
"""

from __future__ import annotations

import argparse
import io
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "tools" / "templates"
TEMPLATES = ROOT / "templates"
sys.path.insert(0, str(ROOT / "src"))

from writer_assist.layout.paper import Line, PaperError, compose  # noqa: E402


def parse(text: str) -> tuple[str, list[Line]]:
    """The form and the paragraphs that a text describes.

    Raises:
        PaperError: the text has no ``@form``.
    """
    form = ""
    lines = []
    for number, written in enumerate(text.splitlines(), 1):
        line = written.strip(" \t\r")
        if not line or line.startswith("%"):
            continue
        kind, content = "body", line
        if line.startswith("@"):
            kind, _, content = line[1:].partition(" ")
            content = content.strip()
        if kind == "form":
            form = content
        else:
            lines.append(Line(kind, content, number))
    if not form:
        raise PaperError(1, "@form is missing")
    return form, lines


def make(name: str) -> bytes:
    """The template of a genre.

    Raises:
        PaperError: its text is wrong.
        OSError: there is none.
    """
    form, lines = parse((SOURCES / f"{name}.txt").read_text("utf-8"))
    return compose(form, lines)


def same(made: bytes, path: Path) -> bool:
    """Whether a file has the same parts; how they are compressed depends on the machine."""
    try:
        return _parts(made) == _parts(path.read_bytes())
    except (OSError, zipfile.BadZipFile):
        return False


def _parts(data: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def names() -> list[str]:
    """The ids of all texts."""
    return sorted(path.stem for path in SOURCES.glob("*.txt"))


def main() -> int:
    """Write or check; 1 if a text is wrong or a file differs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("ids", nargs="*", metavar="ID")
    parser.add_argument("--check", action="store_true", help="write nothing, compare")
    arguments = parser.parse_args()
    code = 0
    for name in arguments.ids or names():
        target = TEMPLATES / name / "template.docx"
        try:
            made = make(name)
        except (PaperError, OSError) as error:
            print(f"tools/templates/{name}.txt: {error}", file=sys.stderr)
            code = 1
            continue
        if same(made, target):
            continue
        if arguments.check:
            print(f"{target.relative_to(ROOT)} differs from its text", file=sys.stderr)
            code = 1
        else:
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(made)
            print(target.relative_to(ROOT))
    return code


if __name__ == "__main__":
    sys.exit(main())
