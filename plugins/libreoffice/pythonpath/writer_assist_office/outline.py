"""The sidebar's panel with the outline: each section's state."""

from . import actions
from .controls import OnAction, OnItem, enable, place
from .panel import Panel
from .strings import t


class OutlinePanel(Panel):
    """The sections that a document of its genre has, in their order."""

    least = 80

    def build(self):
        surface = self.surface
        self._rows = []
        self._filling = False
        self.list = surface.add("ListBox", "sections", Dropdown=False, HelpText=t("outline"))
        self.list.addItemListener(OnItem(self._selected))
        self.list.addActionListener(OnAction(self._double_clicked))
        self.jump_button = surface.button("jump", t("jump"), t("jump"), self._jump)
        self.insert_button = surface.button(
            "insert_section", t("insert_section"), t("insert_section"), self._insert
        )

    def lay_out(self, width, height):
        x, y = self.surface.pixels(3)
        row = self.surface.pixels(14)[1]
        inner = width - 2 * x
        place(self.list, x, y, inner, height - row - 3 * y)
        at = height - row - y
        third = (inner - x) // 3
        place(self.jump_button, x, at, third, row)
        place(self.insert_button, x + third + x, at, inner - third - x, row)

    def show(self):
        position = self.list.getSelectedItemPos()
        self._rows = []
        lines = []
        for draft in self.session.drafts if self.session is not None else ():
            title = t("draft", title=draft["title"] or "—", genre=draft["genre_name"])
            lines.append(title)
            self._rows.append((draft, None))
            for section in draft["sections"]:
                lines.append("    " + t(_state(section), name=section["name"]))
                self._rows.append((draft, section))
        self._filling = True
        try:
            self.list.getModel().StringItemList = tuple(lines) or (t("no_outline"),)
            if 0 <= position < len(self._rows):
                self.list.selectItemPos(position, True)
        finally:
            self._filling = False
        self._enable()

    def _current(self):
        position = self.list.getSelectedItemPos()
        return self._rows[position] if 0 <= position < len(self._rows) else (None, None)

    def _enable(self):
        draft, section = self._current()
        ready = draft is not None and self.session.state == "checked"
        missing = section is not None and section["state"] == "missing"
        enable(self.jump_button, ready and self._target() > 0)
        enable(self.insert_button, ready and missing)

    def _target(self):
        draft, section = self._current()
        if draft is None:
            return 0
        return draft["first"] if section is None else section["paragraph"]

    def _selected(self):
        if self._filling:
            return
        self._enable()
        _, section = self._current()
        if section is None or section["state"] != "missing":
            self._jump()

    def _jump(self):
        paragraph = self._target()
        if not paragraph or self.session.model is None:
            return
        _, section = self._current()
        # Of a missing section: where it belongs.
        end = self.session.length(paragraph)
        start = end if section is not None and section["state"] == "missing" else 0
        try:
            found = self.session.model.range(paragraph, start, end)
        except Exception:
            return
        self.jump(found)

    def _double_clicked(self):
        _, section = self._current()
        if section is not None and section["state"] == "missing":
            self._insert()

    def _insert(self):
        draft, section = self._current()
        if section is not None and section["state"] == "missing":
            actions.insert_section(self.frame, self.session, section, draft)

    def focus(self):
        self.list.setFocus()


def _state(section):
    if section["state"] == "missing" and not section["required"]:
        return "state_optional"
    return "state_" + section["state"]
