"""Put rich text and pictures into the run that names them.

While a template is rendered, such a value is a mark of characters that no XML can hold; then the
run around each mark is split. So what is put in has the run's own fonts, and what stands behind
it in the same run keeps them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from html import escape
from typing import Any

from writer_assist.i18n import N_

from .errors import TemplateError
from .limits import LimitError, spend
from .values import Image, Rich, RichPart

CONTROL = N_("{where}：含有不能写进文档的控制字符（U+{code}）")
TOO_DEEP = N_("{where}：嵌套太深")
NOT_HERE = N_("{part}“{place}”：图片和带格式的文字只能放在一段文字里")

MAX_DEPTH = 20
"""Lists and mappings inside one another."""

_BAD = re.compile("[\x00-\x06\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PLACE = re.compile("<w:r(?= |>)|<w:t(?: [^>]*)?>|</w:t>|\x02(\\d{1,9})\x03")
_RUN = re.compile(
    r"<w:r(?: [^>]*)?>(?:(<w:rPr(?: [^>]*)?>(?:(?!</w:rPr>|<w:rPrChange).)*)|<w:rPr/>)?", re.DOTALL
)
_EMPTY_RUN = re.compile(
    r"<w:r(?: [^>]*)?>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>|<w:rPr/>)?<w:t(?: [^>]*)?></w:t></w:r>",
    re.DOTALL,
)
_BEFORE_BOLD = re.compile(r"(?:<w:rStyle\b[^>]*/>|<w:rFonts\b[^>]*/>)*")
_BEFORE_UNDERLINE = re.compile(
    r"<w:(?:effect|bdr|shd|fitText|vertAlign|rtl|cs|em|lang|eastAsianLayout|specVanish|oMath)\b"
)


class Mark:
    """What stands for a value that is no text while a template is rendered."""

    __slots__ = ("_text", "value")

    def __init__(self, number: int, value: Any) -> None:
        self._text = f"\x02{number}\x03"
        self.value = value

    def __str__(self) -> str:
        return self._text

    def __html__(self) -> str:
        return self._text

    def __bool__(self) -> bool:
        return not isinstance(self.value, Rich) or any(part.text for part in self.value.parts)


def prepared(values: Mapping[str, Any], marks: list[Mark]) -> dict[str, Any]:
    """The values, marks in place of those that are no text.

    Raises:
        TemplateError: a text that no document can hold; the message names the value.
    """
    return {key: _prepared(value, (key,), marks) for key, value in values.items()}


def _prepared(value: Any, way: tuple[Any, ...], marks: list[Mark]) -> Any:
    if isinstance(value, str):
        _refuse_control(value, way)
        return value if type(value) is str else str.__str__(value)
    if isinstance(value, dict):
        _refuse_depth(way)
        for key in value:
            if isinstance(key, str):
                _refuse_control(key, way)
        return {key: _prepared(item, (*way, key), marks) for key, item in value.items()}
    if isinstance(value, Rich | Image) or type(value).__name__ == "RichText":
        for text in _texts(value):
            _refuse_control(text, way)
        mark = Mark(len(marks), value)
        marks.append(mark)
        return mark
    if isinstance(value, list | tuple):
        _refuse_depth(way)
        items = [_prepared(item, (*way, number), marks) for number, item in enumerate(value, 1)]
        return items if isinstance(value, list) or hasattr(value, "_fields") else tuple(items)
    return value


def _texts(value: Any) -> list[str]:
    return [part.text for part in value.parts] if isinstance(value, Rich) else []


def _refuse_control(text: str, way: tuple[Any, ...]) -> None:
    found = _BAD.search(text)
    if found:
        raise TemplateError("", CONTROL, where=_where(way), code=f"{ord(found[0]):04X}")


def _refuse_depth(way: tuple[Any, ...]) -> None:
    if len(way) > MAX_DEPTH:
        raise TemplateError("", TOO_DEEP, where=_where(way[:3]))


def _where(way: tuple[Any, ...]) -> str:
    """附件[2].名称."""
    text = _BAD.sub("?", str(way[0]))
    for step in way[1:]:
        text += f"[{step}]" if isinstance(step, int) else f".{_BAD.sub('?', str(step))}"
    return text


def spliced(xml: str, marks: list[Mark], picture: Callable[[Image], str]) -> str:
    """The XML of a story with what the marks stand for.

    Args:
        xml: the story.
        marks: of this document.
        picture: makes a drawing of an image.

    Raises:
        LimitError: a mark stands where no run can be.
    """
    pieces: list[str] = []
    done = 0
    run = text = -1
    for match in _PLACE.finditer(xml):
        found = match[0]
        if found.startswith("</"):
            text = -1
        elif found.startswith("<w:r"):
            run, text = match.start(), -1
        elif found.startswith("<"):
            text = match.end()
        else:
            number = int(match[1])
            if min(run, text) < 0 or number >= len(marks) or "<" in xml[text : match.start()]:
                raise LimitError(NOT_HERE)
            properties = _properties(xml, run)
            put = _put(marks[number].value, properties, picture)
            spend(len(put) + len(properties))
            pieces += (xml[done : match.start()], "</w:t></w:r>", put)
            pieces.append(f'<w:r>{properties}<w:t xml:space="preserve">')
            done = text = match.end()
    if not pieces:
        return xml
    pieces.append(xml[done:])
    return _EMPTY_RUN.sub("", "".join(pieces))


def _properties(xml: str, run: int) -> str:
    """The properties of the run that begins at a position, without a tracked change of them."""
    match = _RUN.match(xml, run)
    return f"{match[1]}</w:rPr>" if match and match[1] else ""


def _put(value: Any, properties: str, picture: Callable[[Image], str]) -> str:
    if isinstance(value, Image):
        return f"<w:r><w:drawing>{picture(value)}</w:drawing></w:r>"
    if isinstance(value, Rich):
        return "".join(_run(part, properties) for part in value.parts)
    return str(value.xml)


def _run(part: RichPart, properties: str) -> str:
    look = _look(properties, part.bold, part.underline)
    lines = []
    for line in part.text.split("\n"):
        cells = (
            f'<w:t xml:space="preserve">{escape(c, quote=False)}</w:t>' if c else ""
            for c in line.split("\t")
        )
        lines.append("<w:tab/>".join(cells))
    content = "<w:br/>".join(lines)
    return f"<w:r>{look}{content}</w:r>" if content else ""


@lru_cache(maxsize=256)
def _look(properties: str, bold: bool, underline: bool) -> str:
    """A run's properties with bold or a line added, in the order of the schema."""
    inside = re.sub(r"^<w:rPr(?: [^>]*)?>|</w:rPr>$", "", properties)
    if bold:
        inside = re.sub(r"<w:b(?:Cs)?(?: [^>]*)?/>", "", inside)
        begin = _BEFORE_BOLD.match(inside)
        place = begin.end() if begin else 0
        inside = f"{inside[:place]}<w:b/><w:bCs/>{inside[place:]}"
    if underline:
        inside = re.sub(r"<w:u(?: [^>]*)?/>", "", inside)
        end = _BEFORE_UNDERLINE.search(inside)
        place = end.start() if end else len(inside)
        inside = f'{inside[:place]}<w:u w:val="single"/>{inside[place:]}'
    return f"<w:rPr>{inside}</w:rPr>" if inside else ""
