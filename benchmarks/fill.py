"""Fill a template with many rows: one Renderer against a new DocxTemplate for each row."""

from __future__ import annotations

import datetime
import io
import struct
import tempfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from itertools import cycle
from pathlib import Path
from typing import Any

from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage, RichText

from tests.document.docx.builders import part
from tests.template.templates import lines, row, table, template
from writer_assist.template.environment import environment
from writer_assist.template.render import Renderer
from writer_assist.template.values import Image, Rich, RichPart

from .timing import Figure, best_of

ROWS = 1000

_PARAGRAPHS = [
    f"{number}. 请{{{{ 单位 }}}}按照职责分工，对照第{number}项任务抓好落实，每月底前报送进展情况，"
    "遇有重大问题及时请示报告。"
    for number in range(1, 61)
]
_PLAIN = [
    *("{{ 单位 }}", "{{ 标题 }}", "{%p for x in 正文 %}", "{{ x }}", "{%p endfor %}"),
    *_PARAGRAPHS,
    "{% if 保留 %}此件公开发布。{% endif %}",
    "{{ 日期 }}，申请金额{{ 金额|大写金额 }}",
]
_TABLE = table(
    3,
    row("序号", "事项", "数量"),
    row("{%tr for x in 事项 %}", "", ""),
    row("{{ loop.index }}", "{{ x.名称 }}", "{{ x.数量 }}"),
    row("{%tr endfor %}", "", ""),
)
_GENERAL = table(
    2, row("照片", "{{ 照片 }}"), row("月份", "{%tc for x in 正文 %}", "{%tc endfor %}")
)


def _templates() -> tuple[bytes, bytes]:
    """A plain template and one with all that is not; 16,000 characters of document.xml each."""
    note = f'<w:footnote w:id="1">{lines("见{{ 单位 }}报告。")}</w:footnote>'
    parts = {"footer1": part("ftr", lines("{{ 单位 }}")), "footnotes": part("footnotes", note)}
    plain = lines(*_PLAIN) + _TABLE
    return (
        template(plain, "{{ 标题 }}", **parts),
        template(plain + _GENERAL + lines("说明：", "{{r 说明 }}"), "{{ 标题 }}", **parts),
    )


def _row(number: int) -> dict[str, Any]:
    return {
        "单位": f"青禾县第{number}工作组",
        "标题": f"关于第{number}号提案的答复函",
        "正文": [f"第{number}号提案收悉。", "经研究，现答复如下："],
        "保留": number % 2 == 0,
        "日期": datetime.date(2024, 1 + number % 12, 1 + number % 28),
        "金额": number * 100,
        "事项": [{"名称": f"事项{i}", "数量": i} for i in range(number % 8)],
    }


def _by_docxtpl(data: bytes, values: Mapping[str, Any], photo: str) -> bytes:
    made = DocxTemplate(io.BytesIO(data))
    context = dict(values)
    if photo:
        context["照片"] = InlineImage(made, photo, width=Mm(35), height=Mm(49))
        context["说明"] = RichText("要点", bold=True)
        context["说明"].add("：按期办结。")
    made.render(context, environment())
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def _photo(folder: str) -> str:
    """A picture of some 100 KB, as it comes from a camera made small."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    noise = bytes((i * i * 31 + i) % 251 for i in range(300))
    head = struct.pack(">IIBBBBB", 300, 420, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + noise for _ in range(420)), 0)
    path = Path(folder) / "照片.png"
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )
    return str(path)


def _over(
    rows: list[dict[str, Any]], task: Callable[[dict[str, Any]], object]
) -> Callable[[], object]:
    turn = cycle(rows)
    return lambda: task(next(turn))


def figures() -> Iterator[Figure]:
    """Time a row, ours against docxtpl's; 0.1 is ten times as fast."""
    plain, general = _templates()
    rows = [_row(number) for number in range(ROWS)]
    rich = Rich((RichPart("要点", bold=True), RichPart("：按期办结。")))
    with tempfile.TemporaryDirectory() as folder:
        photo = _photo(folder)
        more = [{**row, "照片": Image(photo, 35.0, 49.0), "说明": rich} for row in rows]
        ours, ours_general = Renderer(plain), Renderer(general)
        # Each round fills ten rows; a hundred rounds fill all of them.
        best = best_of(
            {
                "plain": _over(rows, ours.render),
                "plain by docxtpl": _over(rows, lambda values: _by_docxtpl(plain, values, "")),
                "general": _over(more, ours_general.render),
                "general by docxtpl": _over(
                    rows, lambda values: _by_docxtpl(general, values, photo)
                ),
            },
            rounds=ROWS // 10,
            inner=10,
        )
    times = ", ".join(f"{name} {seconds * 1e3:.2f} ms" for name, seconds in best.items())
    name = f"fill, {ROWS:,} rows"
    yield Figure(
        f"{name}: plain template / docxtpl", best["plain"] / best["plain by docxtpl"], 0.1, times
    )
    yield Figure(
        f"{name}: any template / docxtpl",
        best["general"] / best["general by docxtpl"],
        1 / 3,
        times,
    )
