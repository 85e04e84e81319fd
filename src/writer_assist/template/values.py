"""Values of a template's data that are more than a text, a number or a date."""

from __future__ import annotations

from writer_assist.records import NamedTuple


class Image(NamedTuple):
    """A picture in a file: PNG, JPEG, GIF or BMP.

    Width and height in millimetres; where one is None, the picture's ratio decides; where both
    are, the picture's own size does.
    """

    path: str
    width_mm: float | None = None
    height_mm: float | None = None


class RichPart(NamedTuple):
    """A stretch of text in one look; ``\\n`` begins a new line in the same paragraph."""

    text: str
    bold: bool = False
    underline: bool = False


class Rich(NamedTuple):
    """Text in several looks; what they do not say is as the template's run has it."""

    parts: tuple[RichPart, ...]
