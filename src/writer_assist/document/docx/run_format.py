"""The formatting of runs: what the styles and a run's own properties come to."""

from __future__ import annotations

from writer_assist.document.docx.fonts import Theme, slot_of
from writer_assist.document.docx.formats import RunFormat
from writer_assist.document.docx.layers import TOGGLES, Layer, merged
from writer_assist.document.docx.resolve import StyleSheet
from writer_assist.document.docx.table_format import TableFormats, TableKey
from writer_assist.records import NamedTuple

_DEFAULT_SIZE = 10.0
"""Points: what Word takes if nothing says a size."""


class Run(NamedTuple):
    """What runs of one kind have in common; the range in ``shown`` is empty."""

    shown: RunFormat
    h_ansi: str
    hinted: bool

    def font_of(self, character: str) -> str:
        """The font that shows a character (17.3.2.26)."""
        slot = slot_of(character, hinted=self.hinted)
        if slot == "eastAsia":
            return self.shown.east_asia
        return self.shown.ascii if slot == "ascii" else self.h_ansi


class RunFormats:
    """Resolves runs; the same ones once.

    Args:
        sheet: the styles.
        tables: the layers of tables.
        theme: the fonts of the theme.
    """

    def __init__(self, sheet: StyleSheet, tables: TableFormats, theme: Theme) -> None:
        self._sheet = sheet
        self._tables = tables
        self._theme = theme
        self._made: dict[object, Run] = {}

    def run(self, style: str, table: TableKey, direct: Layer) -> Run:
        """A run in a paragraph of a style, inside a table or not."""
        key = style, table, tuple(direct.items())
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = self._resolve(style, table, direct)
        return found

    def _resolve(self, style: str, table: TableKey, direct: Layer) -> Run:
        defaults = self._sheet.run_defaults
        styles = [
            self._tables.layers(table)[1],
            self._sheet.runs(style, "paragraph"),
            self._sheet.runs(direct.get("style", ""), "character"),
        ]
        said = merged([defaults, *styles, direct])
        toggled = {name: _toggled(name, defaults, styles, direct) for name in TOGGLES.values()}
        font = self._theme.font
        shown = RunFormat(
            start=0,
            end=0,
            east_asia=font(said.get("eastAsia", "")),
            ascii=font(said.get("ascii", "")),
            size=said.get("size", _DEFAULT_SIZE),
            bold=toggled["bold"],
            italic=toggled["italic"],
            color=said.get("color", "auto"),
            underline=said.get("underline", ""),
            spacing=said.get("spacing", 0.0),
            scale=said.get("scale", 1.0),
            hidden=toggled["hidden"],
        )
        return Run(shown, font(said.get("hAnsi", "")), said.get("hint") == "eastAsia")


def _toggled(name: str, defaults: Layer, styles: list[Layer], direct: Layer) -> bool:
    """17.7.3: direct formatting rules; else on by the defaults, or in an odd number of styles."""
    if name in direct:
        return bool(direct[name])
    on = [layer for layer in styles if layer.get(name)]
    return bool(defaults.get(name)) or len(on) % 2 == 1
