"""The panels of the sidebar: what they share, and the one with the problems."""

from . import actions, background
from .controls import OnItem, OnSelection, OnSize, Surface, enable, place
from .session import is_writer, session_of
from .strings import t

MOST = 200
"""So many problems are listed at a time; of more the first, as a longer list takes seconds."""

_panels = []


def make(url, frame, parent):
    """The panel of a resource URL ``private:resource/toolpanel/…/FindingsPanel``.

    Args:
        frame: the document's window.
        parent: the window that it goes into.
    """
    from .outline import OutlinePanel
    from .phrases import PhrasesPanel

    kinds = {
        "FindingsPanel": FindingsPanel,
        "OutlinePanel": OutlinePanel,
        "PhrasesPanel": PhrasesPanel,
    }
    made = kinds[url.rsplit("/", 1)[-1]](frame, parent)
    made.url = url
    _panels.append(made)
    return made


def focus(frame, name):
    """Put the keyboard's focus into a frame's panel."""
    for panel in _panels:
        if panel.frame == frame and name.rsplit(".", 1)[-1] == panel.url.rsplit("/", 1)[-1]:
            panel.focus()


class Panel:
    """A panel of the sidebar.

    Attributes:
        frame: the document's window.
        session: of its document; None where it is not one of Writer's.
        surface: its controls.
    """

    least = 60
    """Its height in the toolkit's units, at least."""
    most = -1

    def __init__(self, frame, parent):
        self.frame = frame
        self.url = ""
        self._parent = parent
        self.surface = Surface(parent)
        self.session = self._session()
        self.build()
        self._on_size = OnSize(self.arrange)
        parent.addWindowListener(self._on_size)
        if self.session is not None:
            self.session.listen(self.show)
        self.show()
        self.arrange()
        self.surface.window.setVisible(True)

    def _session(self):
        try:
            document = self.frame.getController().getModel()
        except Exception:
            return None
        return session_of(document) if is_writer(document) else None

    def dispose(self):
        """The office closes the panel."""
        if self in _panels:
            _panels.remove(self)
        if self.session is not None:
            self.session.unlisten(self.show)
        try:
            self._parent.removeWindowListener(self._on_size)
            self.surface.window.dispose()
        except Exception:
            background.complain()

    def heights(self, _width):
        """Pixels that it wants: at least, at most (-1: all there is), best."""
        least = self.surface.pixels(self.least)[1]
        return least, self.most, least

    def minimal_width(self):
        """Pixels that it wants at least."""
        return self.surface.pixels(105)[0]

    def arrange(self):
        """Place the controls for the parent's size."""
        size = self._parent.getPosSize()
        place(self.surface.window, 0, 0, size.Width, size.Height)
        if size.Width > 0 and size.Height > 0:
            self.lay_out(size.Width, size.Height)

    def build(self):
        """Make the controls."""
        raise NotImplementedError

    def lay_out(self, width, height):
        """Place the controls in a window of so many pixels."""
        raise NotImplementedError

    def show(self):
        """Show what the session knows now."""

    def focus(self):
        """Put the keyboard's focus where the user goes on."""

    def jump(self, place_, expected=None):
        """Select a place in the document, and scroll to it."""
        if place_ is None or (expected is not None and place_.String != expected):
            return False
        self.frame.getController().select(place_)
        return True


_NONE = ()


def families(problems):
    """Problems by their family, in the order of the first of each."""
    found = {}
    for problem in problems:
        found.setdefault(problem["family"], []).append(problem)
    return found


class FindingsPanel(Panel):
    """Problems by family, with what can be done about them."""

    least = 190

    def build(self):
        surface = self.surface
        self._shown = []
        self._choices = []
        self._filters = [("all", "")]
        self._filling = False
        self._at = 0
        self._built = None
        self.check = surface.button("check", t("check_again"), t("check_again"), self._check)
        self.filter = surface.add("ListBox", "filter", Dropdown=True, HelpText=t("filter"))
        self.filter.addItemListener(OnItem(self._filtered))
        self.tree = surface.add(
            "Tree",
            "problems",
            HelpText=t("findings"),
            RootDisplayed=False,
            ShowsHandles=True,
            ShowsRootHandles=True,
        )
        self.tree.addSelectionChangeListener(OnSelection(self._selected))
        self.details = surface.add(
            "Edit",
            "details",
            MultiLine=True,
            ReadOnly=True,
            VScroll=True,
            HelpText=t("details"),
        )
        self.choice = surface.add("ListBox", "choice", Dropdown=True, HelpText=t("accept_help"))
        self._buttons = [
            surface.button("accept", t("accept"), t("accept_help"), self._accept),
            surface.button("ignore", t("ignore"), t("ignore_help"), self._ignore),
            surface.button("ignore_all", t("ignore_all"), t("ignore_all_help"), self._ignore_all),
            surface.button(
                "ignore_rule", t("ignore_rule"), t("ignore_rule_help"), self._ignore_rule
            ),
            surface.button("add_word", t("add_word"), t("add_word_help"), self._add_word),
        ]
        # Last: it would be the name of what comes behind it.
        self.status = surface.add("FixedText", "status", MultiLine=True)

    def lay_out(self, width, height):
        x, y = self.surface.pixels(3)
        row = self.surface.pixels(14)[1]
        line = self.surface.pixels(9)[1]
        inner = width - 2 * x
        button = self.surface.pixels(40)[0]
        at = y
        place(self.check, x, at, button, row)
        place(self.status, x + button + x, at, inner - button - x, row)
        if self.session is not None and self.session.state == "failed":
            # The reason is long: how to install the engine.
            at += row + y
            room = line * 9
            place(self.status, x, at, inner, room)
            at += room + y
        else:
            at += row + y
        place(self.filter, x, at, inner, row)
        at += row + y
        below = 3 * (row + y) + 4 * line + 2 * y
        tree = max(row * 3, height - at - below)
        place(self.tree, x, at, inner, tree)
        at += tree + y
        place(self.details, x, at, inner, 4 * line)
        at += 4 * line + y
        accept, ignore, ignore_all, ignore_rule, add_word = self._buttons
        third = (inner - 2 * x) // 3
        half = (inner - x) // 2
        place(accept, x, at, third, row)
        place(self.choice, x + third + x, at, inner - third - x, row)
        at += row + y
        place(ignore, x, at, third, row)
        place(ignore_all, x + third + x, at, inner - third - x, row)
        at += row + y
        place(ignore_rule, x, at, half, row)
        place(add_word, x + half + x, at, inner - half - x, row)

    def show(self):
        session = self.session
        self._filling = True
        try:
            self._show_filter()
            self._show_problems()
        finally:
            self._filling = False
        if session is None:
            text = t("not_writer")
        elif session.state == "new":
            text = t("not_checked")
        elif session.state == "checking":
            text = t("checking")
        elif session.state == "failed":
            text = session.message
        else:
            text = self._count()
        self.status.getModel().Label = text
        enable(self.check, session is not None)
        self._select_near()
        self.arrange()

    def _count(self):
        count, shown = len(self.session.problems), len(self._shown)
        if not count and not self.session.ignored:
            return t("nothing_found")
        text = t("found", count=count)
        if shown < count:
            text = t("found_shown", count=count, shown=shown)
        if self.session.ignored:
            text += t("found_ignored", ignored=self.session.ignored)
        return text

    def _problems(self):
        return self.session.problems if self.session is not None else _NONE

    def _show_filter(self):
        problems = self._problems()
        position = max(0, self.filter.getSelectedItemPos())
        wanted = self._filters[position] if position < len(self._filters) else ("all", "")
        errors = [p for p in problems if p["severity"] == "error"]
        self._filters = [("all", ""), ("errors", "")]
        labels = [
            t("filter_all", count=len(problems)),
            t("filter_errors", count=len(errors)),
        ]
        grouped = families(problems)
        if wanted[0] == "family":
            grouped.setdefault(wanted[1], [])  # stays chosen when its last one is gone
        for family, members in grouped.items():
            self._filters.append(("family", family))
            label = family[:1].upper() + family[1:]
            labels.append(t("filter_family", family=label, count=len(members)))
        model = self.filter.getModel()
        if tuple(model.StringItemList) != tuple(labels):
            model.StringItemList = tuple(labels)
        position = self._filters.index(wanted) if wanted in self._filters else 0
        if self.filter.getSelectedItemPos() != position:
            self.filter.selectItemPos(position, True)

    def _show_problems(self):
        chosen = self._filters[max(0, self.filter.getSelectedItemPos())]
        problems = self._problems()
        if self._built is not None and self._built[0] is problems and self._built[1] == chosen:
            return
        self._built = (problems, chosen)
        kind, family = chosen
        self._shown = [
            problem
            for problem in problems
            if kind == "all"
            or (kind == "errors" and problem["severity"] == "error")
            or (kind == "family" and problem["family"] == family)
        ][:MOST]
        # A new model each time: a root that is replaced is shown, whether it should be or not.
        model = background.service("com.sun.star.awt.tree.MutableTreeDataModel")
        root = model.createNode("", False)
        # Shown in the tree's order, which "the next one" follows.
        ordered = []
        groups = []
        for name, members in families(self._shown).items():
            label = t("group", family=name[:1].upper() + name[1:], count=len(members))
            group = model.createNode(label, False)
            for problem in members:
                node = model.createNode(_line(problem), False)
                node.DataValue = len(ordered)
                ordered.append((problem, node))
                group.appendChild(node)
            root.appendChild(group)
            groups.append(group)
        self._shown = [problem for problem, _ in ordered]
        self._nodes = [node for _, node in ordered]
        self.tree.clearSelection()
        model.setRoot(root)
        self.tree.getModel().DataModel = model
        for group in groups:
            self.tree.expandNode(group)

    def _select_near(self):
        """Select the problem that took the place of the one that was selected, without a jump."""
        if not self._nodes or self._current_node() is not None:
            self._describe()
            return
        self._at = min(self._at, len(self._nodes) - 1)
        self._filling = True
        try:
            if self._touched:
                self.tree.select(self._nodes[self._at])
        finally:
            self._filling = False
        self._describe()

    _touched = False
    _nodes = ()

    def _current_node(self):
        node = self.tree.getSelection()
        if node is None or not hasattr(node, "DataValue"):
            return None
        return node if isinstance(node.DataValue, int) else None

    def current(self):
        """The problem that is selected, None if there is none."""
        node = self._current_node()
        if node is None or node.DataValue >= len(self._shown):
            return None
        return self._shown[node.DataValue]

    def _describe(self):
        problem = self.current()
        text = ""
        self._choices = []
        if problem is not None:
            lines = [
                "{} · {}".format(t(problem["severity"]), problem["code"]),
                problem["message"],
            ]
            lines.extend(problem["advice"])
            if problem["section"]:
                lines.append(problem["section"])
            text = "\n".join(lines)
            self._choices = actions.choices(problem)
        self.details.getModel().Text = text
        self.choice.getModel().StringItemList = tuple(c["title"] for c in self._choices)
        if self._choices:
            self.choice.selectItemPos(0, True)
        accept, ignore, ignore_all, ignore_rule, add_word = self._buttons
        ready = problem is not None and self.session.state == "checked"
        enable(accept, ready and self._choices)
        enable(self.choice, ready and len(self._choices) > 1)
        enable(ignore, ready)
        enable(ignore_all, ready and problem["text"])
        enable(ignore_rule, ready)
        enable(add_word, ready and problem["text"])

    # --- what the user does ---

    def _check(self):
        actions.run("check", self.frame, {})

    def _filtered(self):
        if not self._filling:
            self.show()

    def _selected(self):
        if self._filling:
            return
        problem = self.current()
        self._describe()
        if problem is None:
            return
        self._touched = True
        self._at = self._current_node().DataValue
        found = self.session.place(problem)
        if not self.jump(found):
            self.status.getModel().Label = t("gone")

    def _accept(self):
        problem = self.current()
        if problem is not None and self._choices:
            choice = self._choices[max(0, self.choice.getSelectedItemPos())]
            actions.accept(self.frame, self.session, choice)

    def _ignore(self):
        problem = self.current()
        if problem is not None:
            self.session.ignore(problem)

    def _ignore_all(self):
        problem = self.current()
        if problem is not None:
            self.session.ignore(problem, everywhere=True)

    def _ignore_rule(self):
        problem = self.current()
        if problem is not None:
            self.session.ignore_rule(problem["code"])

    def _add_word(self):
        problem = self.current()
        if problem is not None and problem["text"]:
            self.session.add_word(problem["text"])

    def focus(self):
        self.tree.setFocus()


def _line(problem):
    """A problem as one line of the list."""
    text = problem["text"].strip()
    if len(text) > 12:
        text = text[:11] + "…"
    mark = {"error": "✗", "warning": "!", "hint": "·"}[problem["severity"]]
    message = problem["message"]
    if text and text not in message:
        return "{} “{}” {}".format(mark, text, message)
    return "{} {}".format(mark, message)
