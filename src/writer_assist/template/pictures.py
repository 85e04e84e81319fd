"""Put pictures into a package: a part for the file, a relationship, a drawing."""

from __future__ import annotations

import posixpath
import re
from typing import Any

from writer_assist.document.errors import DocumentError
from writer_assist.document.read import load
from writer_assist.i18n import N_

from .errors import TemplateError
from .package import BODY, FOOTNOTES, Package, Source, free_relation, relations_of
from .values import Image
from .zipped import Packed, packed

PICTURE_UNKNOWN = N_("图片不是 PNG、JPEG、GIF 或 BMP，或者已损坏")
PICTURE_TOO_LARGE = N_("图片超过 {limit} MB")
PICTURE_IN_NOTE = N_("脚注里不能放图片")

MAX_PICTURE = 32 << 20
"""Bytes of a picture's file."""

_EMU_PER_MM = 36_000
_FORMATS = {"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif", "bmp": "image/bmp"}
_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_PART = re.compile(r"(?i)word/media/image(\d+)\.")
_EMPTY_RELATIONS = (
    "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n<Relationships xmlns="
    '"http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)


class Pictures:
    """The pictures of one document. A file that is there twice is one part."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._parts: dict[str, tuple[str, bytes, str]] = {}
        self._relations: dict[str, dict[str, str]] = {}
        self._count: dict[str, int] = {}

    def drawing(self, source: Source, image: Image) -> str:
        """The XML of a picture in the line.

        Args:
            source: the story that it goes into.
            image: the picture; wider than a line only if its measures say so.

        Raises:
            TemplateError: it cannot be read, or is no picture.
        """
        from docx.oxml.shape import CT_Inline
        from docx.shared import Emu
        from lxml import etree

        if source.part is FOOTNOTES:
            raise TemplateError("", PICTURE_IN_NOTE)
        picture = _read(image.path)
        width = Emu(round(image.width_mm * _EMU_PER_MM)) if image.width_mm else None
        height = Emu(round(image.height_mm * _EMU_PER_MM)) if image.height_mm else None
        across, down = picture.scaled_dimensions(width, height)
        if width is None and height is None and 0 < self._package.width < across:
            across, down = picture.scaled_dimensions(Emu(self._package.width), None)
        relation = self._relation(source, self._part(picture))
        number = source.next_id
        if source.part is not BODY:  # there, drawings are numbered at the end
            number += self._count.get(source.name, 0)
            self._count[source.name] = self._count.get(source.name, 0) + 1
        inline: Any = CT_Inline.new_pic_inline(number, relation, picture.filename, across, down)
        return etree.tostring(inline, encoding="unicode")

    def entries(self) -> dict[str, Packed]:
        """The entries that the pictures add and change."""
        if not self._parts:
            return {}
        changed = {}
        types = self._package.types
        for name, content, extension in self._parts.values():
            changed[name] = packed(content, stored=extension != "bmp")
            if f'Extension="{extension}"' not in types:
                head, mark, tail = types.partition("<Default ")
                default = f'<Default Extension="{extension}" ContentType="{_FORMATS[extension]}"/>'
                types = f"{head}{default}{mark}{tail}"
        changed["[Content_Types].xml"] = packed(types.encode())
        for place, added in self._relations.items():
            before = self._package.relations[place] or _EMPTY_RELATIONS
            lines = "".join(
                f'<Relationship Id="{number}" Type="{_IMAGE}" Target="{target}"/>'
                for target, number in added.items()
            )
            if "</Relationships>" in before:
                text = before.replace("</Relationships>", f"{lines}</Relationships>")
            else:  # an element without members
                text = re.sub(r"\s*/>\s*$", f">{lines}</Relationships>", before)
            changed[place] = packed(text.encode())
        return changed

    def _part(self, picture: Any) -> str:
        known = self._parts.get(picture.sha1)
        if known:
            return known[0]
        used = {int(m[1]) for name in self._package.entries if (m := _PART.match(name))}
        used |= {int(m[1]) for name, _, _ in self._parts.values() if (m := _PART.match(name))}
        number = 1
        while number in used:
            number += 1
        name = f"word/media/image{number}.{picture.ext}"
        self._parts[picture.sha1] = (name, picture.blob, picture.ext)
        return name

    def _relation(self, source: Source, name: str) -> str:
        place = relations_of(source.name)
        added = self._relations.setdefault(place, {})
        target = posixpath.relpath(name, posixpath.dirname(source.name) or ".")
        if target not in added:
            text = self._package.relations[place] + "".join(
                f' Id="{other}"' for other in added.values()
            )
            added[target] = f"rId{free_relation(text)}"
        return added[target]


def _read(path: str) -> Any:
    from docx.image.image import Image as Picture

    try:
        content = load(path)
    except DocumentError as error:
        raise TemplateError(path, error.reason, **error.params) from error
    if len(content) > MAX_PICTURE:
        raise TemplateError(path, PICTURE_TOO_LARGE, limit=MAX_PICTURE >> 20)
    try:
        picture: Any = Picture.from_blob(content)
        picture = Picture(
            content, posixpath.basename(path.replace("\\", "/")), picture._image_header
        )
        if picture.ext in _FORMATS and picture.px_width > 0 and picture.px_height > 0:
            return picture
    except Exception as error:
        raise TemplateError(path, PICTURE_UNKNOWN) from error
    raise TemplateError(path, PICTURE_UNKNOWN)
