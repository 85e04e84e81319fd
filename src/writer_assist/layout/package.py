"""The DOCX as a file: parts, content types and relationships, the same bytes for the same parts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from . import standard as gb
from .markup import DECLARATION, part, tag, value
from .page import Margin, settings_xml
from .styles import styles_xml

_REL = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE_TYPE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata"
_OOXML = "application/vnd.openxmlformats-officedocument"
_WORD = f"{_OOXML}.wordprocessingml"


def package(document: str, margins: Sequence[Margin], title: str) -> bytes:
    """A DOCX.

    Args:
        document: the part word/document.xml.
        margins: its headers and footers.
        title: for the properties.
    """
    names = {each: f"{each.kind}{number}.xml" for number, each in enumerate(margins, 1)}
    others = {"styles": "styles", "settings": "settings", "fontTable": "fontTable"}
    types = {
        "/word/document.xml": f"{_WORD}.document.main+xml",
        **{f"/word/{name}.xml": f"{_WORD}.{name}+xml" for name in others},
        **{f"/word/{name}": f"{_WORD}.{each.kind}+xml" for each, name in names.items()},
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": f"{_OOXML}.extended-properties+xml",
    }
    inner = [(f"rId{number}", f"{_TYPE}/{name}", f"{name}.xml")
             for number, name in enumerate(others, 1)]  # fmt: skip
    inner += [(each.key, f"{_TYPE}/{each.kind}", name) for each, name in names.items()]
    return zipped({
        "[Content_Types].xml": _content_types(types),
        "_rels/.rels": _relationships([
            ("rId1", f"{_TYPE}/officeDocument", "word/document.xml"),
            ("rId2", f"{_PACKAGE_TYPE}/core-properties", "docProps/core.xml"),
            ("rId3", f"{_TYPE}/extended-properties", "docProps/app.xml"),
        ]),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _relationships(inner),
        "word/styles.xml": styles_xml(),
        "word/settings.xml": settings_xml(),
        "word/fontTable.xml": _fonts(),
        **{f"word/{name}": each.xml for each, name in names.items()},
        "docProps/core.xml": _core(title),
        "docProps/app.xml": f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/'
        'officeDocument/2006/extended-properties"><Application>Microsoft Office Word'
        "</Application><AppVersion>16.0000</AppVersion></Properties>",
    })  # fmt: skip


def zipped(parts: Mapping[str, str]) -> bytes:
    """A ZIP archive of texts: no times, no names of systems in it."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name)  # 1980-01-01
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            info.external_attr = 0
            archive.writestr(info, content.encode(), compresslevel=9)
    return target.getvalue()


def _content_types(types: Mapping[str, str]) -> str:
    overrides = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in types.items()
    )
    return (
        f'{DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f"{overrides}</Types>"
    )


def _relationships(given: list[tuple[str, str, str]]) -> str:
    content = "".join(
        f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>' for key, kind, target in given
    )
    return f'{DECLARATION}<Relationships xmlns="{_REL}">{content}</Relationships>'


def _core(title: str) -> str:
    named = f"<dc:title>{escape(title)}</dc:title>" if title else ""
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/'
        'metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"{named}<dc:language>zh-CN</dc:language></cp:coreProperties>"
    )


def _fonts() -> str:
    # Those that are not everywhere have an alternative that is.
    fonts = (
        (gb.FANG_SONG, "仿宋", "modern"),
        (gb.KAI, "楷体", "modern"),
        (gb.HEI, "SimHei", "modern"),
        (gb.SONG, "SimSun", "auto"),
        (gb.TITLE_SONG, "宋体", "auto"),
    )
    return part("fonts", *(
        tag("font", {"name": name}, value("altName", other), value("charset", "86"),
            value("family", family), value("pitch", "variable"))
        for name, other, family in fonts
    ))  # fmt: skip
