"""The dialogs: which template, and the settings. They do not block the office."""

import unohelper
from com.sun.star.awt import XTopWindowListener

from . import background
from .controls import OnAction
from .strings import t

_open = []


class _OnClose(unohelper.Base, XTopWindowListener):
    def __init__(self, call):
        self._call = call

    def windowClosing(self, _event):
        # Not while it is still telling its listeners.
        background.on_main_thread(self._call)

    def windowOpened(self, _event):
        pass

    def windowClosed(self, _event):
        pass

    def windowMinimized(self, _event):
        pass

    def windowNormalized(self, _event):
        pass

    def windowActivated(self, _event):
        pass

    def windowDeactivated(self, _event):
        pass

    def disposing(self, _event):
        pass


class Dialog:
    """A dialog with controls; sizes are in the toolkit's own units."""

    def __init__(self, frame, title, width, height):
        self._frame = frame
        self._width = width
        self.model = background.service("com.sun.star.awt.UnoControlDialogModel")
        self.model.Title = title
        self.model.Width, self.model.Height = width, height
        self.model.Moveable, self.model.Closeable = True, True
        self._control = background.service("com.sun.star.awt.UnoControlDialog")
        self._control.setModel(self.model)
        self._tabs = 0

    def add(self, kind, name, x, y, width, height, **properties):
        """Add a control; get it by :meth:`control` once the dialog is shown."""
        made = self.model.createInstance("com.sun.star.awt.UnoControl" + kind + "Model")
        made.PositionX, made.PositionY, made.Width, made.Height = x, y, width, height
        made.Name, made.TabIndex = name, self._tabs
        self._tabs += 1
        for key, value in properties.items():
            setattr(made, key, value)
        self.model.insertByName(name, made)
        return made

    def control(self, name):
        """A control by its name."""
        return self._control.getControl(name)

    def on_action(self, name, call):
        """Call something when a button is pressed, or an entry double-clicked."""
        self.control(name).addActionListener(OnAction(call))

    def show(self):
        """Show it; what it is for happens when a button is pressed."""
        window = self._frame.getContainerWindow()
        self._control.createPeer(window.getToolkit(), window)
        around, own = window.getPosSize(), self._control.getPosSize()
        x = max(0, (around.Width - own.Width) // 2)
        y = max(0, (around.Height - own.Height) // 3)
        self._control.setPosSize(x, y, 0, 0, 3)  # PosSize.POS
        self._control.addTopWindowListener(_OnClose(self.close))
        _open.append(self)
        self._control.setVisible(True)
        self.control(self.first).setFocus()

    first = "ok"

    def close(self):
        """Take it away."""
        if self in _open:
            _open.remove(self)
            self._control.dispose()

    def close_then(self, call):
        """Take it away, once the button is up again, and go on."""

        def close():
            self.close()
            if call is not None:
                call()

        background.on_main_thread(close)


class NewDialog(Dialog):
    """Which template?

    Args:
        templates: as the protocol has them.
        done: called with the name of the one that was chosen.
    """

    first = "templates"

    def __init__(self, frame, templates, done):
        super().__init__(frame, t("new_title"), 160, 190)
        self._templates = templates
        self._done = done
        self.add("FixedText", "label", 6, 6, 148, 10, Label=t("new_text"))
        self.add(
            "ListBox",
            "templates",
            6,
            18,
            148,
            144,
            StringItemList=tuple(template["title"] for template in templates),
            HelpText=t("new_text"),
        )
        self.add("Button", "ok", 50, 170, 50, 14, Label=t("create"), DefaultButton=True)
        self.add("Button", "cancel", 104, 170, 50, 14, Label=t("cancel"))
        self.control("templates").selectItemPos(0, True)
        self.on_action("ok", self._create)
        self.on_action("templates", self._create)
        self.on_action("cancel", lambda: self.close_then(None))

    def _create(self):
        position = self.control("templates").getSelectedItemPos()
        if position >= 0:
            name = self._templates[position]["name"]
            self.close_then(lambda: self._done(name))


_SEVERITIES = ("hint", "warning", "error")


class SettingsDialog(Dialog):
    """What holds for all documents: genre, severity, ignored rules, dictionary.

    Args:
        preferences: as the protocol has them.
        templates: the same; what genres there are.
        done: called with the new preferences.
    """

    first = "genre"

    def __init__(self, frame, preferences, templates, done):
        super().__init__(frame, t("settings_title"), 230, 196)
        self._preferences = preferences
        self._done = done
        self._rules = list(preferences["ignored_rules"])
        self._words = list(preferences["words"])
        genres = {e["genre"]: e["title"] for e in templates if e["genre"]}
        self._genres = ["", *genres]
        if preferences["genre"] and preferences["genre"] not in genres:
            self._genres.append(preferences["genre"])
            genres[preferences["genre"]] = preferences["genre"]
        titles = [t("genre_auto"), *(genres[genre] for genre in self._genres[1:])]
        self.add("FixedText", "genre_label", 6, 8, 54, 10, Label=t("genre"))
        self._drop_down("genre", 6, titles, self._genres.index(preferences["genre"]))
        self.add("FixedText", "severity_label", 6, 26, 54, 10, Label=t("severity"))
        levels = [t("severity_" + severity) for severity in _SEVERITIES]
        self._drop_down("severity", 24, levels, _SEVERITIES.index(preferences["severity"]))
        self.add("FixedText", "rules_label", 6, 46, 104, 10, Label=t("ignored_rules"))
        self._list("ignored_rules", 6, self._rules)
        self.add("Button", "use_again", 6, 136, 104, 14, Label=t("use_again"))
        self.add("FixedText", "words_label", 120, 46, 104, 10, Label=t("words"))
        self._list("words", 120, self._words)
        self.add("FixedText", "word_label", 120, 138, 22, 10, Label=t("word"))
        self.add("Edit", "word", 142, 136, 48, 14, HelpText=t("word"))
        self.add("Button", "add", 192, 136, 32, 14, Label=t("add"))
        self.add("Button", "remove", 120, 154, 104, 14, Label=t("remove"))
        self.add("Button", "ok", 120, 176, 50, 14, Label=t("ok"), DefaultButton=True)
        self.add("Button", "cancel", 174, 176, 50, 14, Label=t("cancel"))
        self.on_action("use_again", self._use_again)
        self.on_action("add", self._add_word)
        self.on_action("remove", self._remove_words)
        self.on_action("ok", self._save)
        self.on_action("cancel", lambda: self.close_then(None))

    def _drop_down(self, name, y, items, position):
        self.add(
            "ListBox",
            name,
            64,
            y,
            160,
            14,
            Dropdown=True,
            StringItemList=tuple(items),
            SelectedItems=(position,),
            LineCount=12,
            HelpText=t(name),
        )

    def _list(self, name, x, items):
        self.add(
            "ListBox",
            name,
            x,
            58,
            104,
            74,
            MultiSelection=True,
            StringItemList=tuple(items),
            HelpText=t(name),
        )

    def _without_selected(self, name, items):
        chosen = self.control(name).getSelectedItemsPos()
        left = [item for at, item in enumerate(items) if at not in chosen]
        self.control(name).getModel().StringItemList = tuple(left)
        return left

    def _use_again(self):
        self._rules = self._without_selected("ignored_rules", self._rules)

    def _remove_words(self):
        self._words = self._without_selected("words", self._words)

    def _add_word(self):
        edit = self.control("word")
        word = edit.getText().strip()
        if word and word not in self._words:
            self._words.append(word)
            self.control("words").getModel().StringItemList = tuple(self._words)
        edit.setText("")

    def _save(self):
        self._add_word()  # typed, and not added yet
        preferences = dict(self._preferences)
        preferences["genre"] = self._genres[max(0, self.control("genre").getSelectedItemPos())]
        preferences["severity"] = _SEVERITIES[max(0, self.control("severity").getSelectedItemPos())]
        preferences["ignored_rules"] = self._rules
        preferences["words"] = self._words
        self.close_then(lambda: self._done(preferences))
