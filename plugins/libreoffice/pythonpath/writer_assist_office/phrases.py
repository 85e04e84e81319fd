"""The sidebar's panel with the phrases: search as you type, insert at the cursor."""

from . import actions, background
from .controls import OnAction, OnReturn, OnText, enable, place
from .engine import client
from .panel import Panel
from .session import reason_of
from .strings import t

MOST = 50


class PhrasesPanel(Panel):
    """Phrases by characters, pinyin or initials."""

    least = 75

    def build(self):
        surface = self.surface
        self._phrases = []
        self._asked = 0
        self.label = surface.add("FixedText", "query_label", Label=t("phrase_query"))
        self.query = surface.add("Edit", "query", HelpText=t("phrase_query"))
        self.query.addTextListener(OnText(self._typed))
        self.query.addKeyListener(OnReturn(self._insert))
        self.list = surface.add("ListBox", "phrases", Dropdown=False, HelpText=t("phrases"))
        self.list.addActionListener(OnAction(self._insert))
        self.insert = surface.button("insert", t("insert"), t("insert"), self._insert)
        enable(self.insert, False)

    def lay_out(self, width, height):
        x, y = self.surface.pixels(3)
        row = self.surface.pixels(14)[1]
        line = self.surface.pixels(10)[1]
        inner = width - 2 * x
        button = self.surface.pixels(32)[0]
        place(self.label, x, y, inner, line)
        at = y + line
        place(self.query, x, at, inner - button - x, row)
        place(self.insert, x + inner - button, at, button, row)
        at += row + y
        place(self.list, x, at, inner, height - at - y)

    def _typed(self):
        """Search for what was typed; only the last answer counts."""
        self._asked += 1
        asked, query = self._asked, self.query.getText().strip()
        if not query:
            self._show_phrases([], "")
            return

        def work():
            return client().request("phrases", {"query": query, "limit": MOST})["phrases"]

        def done(found):
            if asked == self._asked:
                self._show_phrases(found, "" if found else t("no_phrases"))

        def failed(error):
            if asked == self._asked:
                self._show_phrases([], reason_of(error))

        background.in_background(work, done, failed)

    def _show_phrases(self, found, message):
        self._phrases = [phrase["text"] for phrase in found]
        lines = [
            "{}　（{}）".format(p["text"], p["note"]) if p["note"] else p["text"] for p in found
        ]
        self.list.getModel().StringItemList = tuple(lines) or ((message,) if message else ())
        if found:
            self.list.selectItemPos(0, True)
        enable(self.insert, found)

    def _insert(self):
        position = self.list.getSelectedItemPos()
        if 0 <= position < len(self._phrases) and self.session is not None:
            document = self.session.document
            if actions.insert_phrase(self.frame, document, self._phrases[position]):
                self.frame.getComponentWindow().setFocus()

    def focus(self):
        self.query.setFocus()
