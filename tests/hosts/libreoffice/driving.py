"""A person at the office: gives commands, looks at the window, presses buttons by their names."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

PLUGIN = Path(__file__).parents[3] / "plugins" / "libreoffice"
sys.path.append(str(PLUGIN / "pythonpath"))

from writer_assist_office.strings import _TEXTS  # noqa: E402

INFOBAR = "org.writer_assist.message"
PATIENCE = 10.0
"""Seconds that anything may take on a slow machine."""

# com.sun.star.accessibility.AccessibleRole and AccessibleStateType
PUSH_BUTTON = 44
LIST_ITEM = 33
LABEL = 30
TREE_ITEM = 79
TREE = 65
LIST = 32
COMBO_BOX = 7
TEXT = 60
ENABLED = 7


def wait_for(what: Callable[[], Any], why: str = "") -> Any:
    """What something gives as soon as it gives anything."""
    import uno

    gone = tuple(
        uno.getClass("com.sun.star.lang." + name)
        for name in ("DisposedException", "IndexOutOfBoundsException")
    )
    end = time.monotonic() + PATIENCE
    while True:
        try:
            found = what()
        except gone:  # a list is filled anew while it is read
            found = None
        if found:
            return found
        assert time.monotonic() < end, f"waited in vain: {why or what}"
        time.sleep(0.03)


def names(key: str) -> tuple[str, ...]:
    """What a control may be called: Chinese, English."""
    return tuple(_TEXTS[key])


def is_called(name: str, key: str) -> bool:
    """Whether a control's name is a text, perhaps with a key to press: 确定(O), ~OK."""
    labels = {label.rstrip("….") for label in names(key)}
    return name.split("(")[0].replace("~", "").rstrip("….") in labels


class Person:
    """Somebody who uses the office.

    Args:
        context: the office's component context.
    """

    def __init__(self, context: Any) -> None:
        self.context = context
        self.desktop = self.service("com.sun.star.frame.Desktop")

    def service(self, name: str) -> Any:
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    # --- documents ---

    def write(self, text: str) -> Any:
        """A new document with a text."""
        document = self.desktop.loadComponentFromURL("private:factory/swriter", "_blank", 0, ())
        document.getText().setString(text.replace("\n", "\r"))
        return document

    def open(self, path: Path, **properties: Any) -> Any:
        import uno

        values = tuple(value(name, given) for name, given in properties.items())
        return self.desktop.loadComponentFromURL(
            uno.systemPathToFileUrl(str(path)), "_blank", 0, values
        )

    def close(self, document: Any) -> None:
        document.setModified(False)
        document.close(True)

    def documents(self) -> list[Any]:
        found = []
        each = self.desktop.getComponents().createEnumeration()
        while each.hasMoreElements():
            found.append(each.nextElement())
        return found

    def save_docx(self, document: Any, path: Path) -> None:
        import uno

        document.storeToURL(
            uno.systemPathToFileUrl(str(path)), (value("FilterName", "MS Word 2007 XML"),)
        )

    # --- commands ---

    def command(self, document: Any, name: str, **arguments: Any) -> None:
        """Give a command of the menu, and wait until something is said, or some window opened."""
        frame = document.getCurrentController().getFrame()
        self.forget_message(document)
        transformer = self.service("com.sun.star.util.URLTransformer")
        import uno

        url = uno.createUnoStruct("com.sun.star.util.URL")
        url.Complete = f"org.writer_assist:{name}"
        _, url = transformer.parseStrict(url)
        dispatch = frame.queryDispatch(url, "_self", 0)
        assert dispatch is not None, name
        dispatch.dispatch(url, tuple(value(key, given) for key, given in arguments.items()))

    def forget_message(self, document: Any) -> None:
        controller = document.getCurrentController()
        if controller.hasInfobar(INFOBAR):
            controller.removeInfobar(INFOBAR)

    def wait_for_message(self, document: Any) -> None:
        controller = document.getCurrentController()
        wait_for(lambda: controller.hasInfobar(INFOBAR), "a message")

    # --- windows ---

    def panel(self, document: Any, name: str) -> Any:
        """The window of a panel of our sidebar, None if it is not open."""
        bar = document.getCurrentController().getSidebar()
        deck = bar.getDecks().getByName("org.writer_assist.Deck")
        if not deck.isActive():
            return None
        panel = deck.getPanels().getByName(f"org.writer_assist.{name}Panel")
        return panel.getDialog()

    def dialog(self, title: str) -> Any:
        """The dialog of a title, once it is there."""
        import uno

        closing = uno.getClass("com.sun.star.uno.RuntimeException")
        toolkit = self.service("com.sun.star.awt.Toolkit")

        def find() -> Any:
            for index in range(toolkit.getTopWindowCount()):
                window = toolkit.getTopWindow(index)
                try:
                    name = window.getAccessibleContext().getAccessibleName()
                except closing:
                    continue
                if name in names(title):
                    return window
            return None

        return wait_for(find, title)


def value(name: str, given: Any) -> Any:
    import uno

    made = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    made.Name, made.Value = name, given
    return made


# --- accessibility -------------------------------------------------------------------------------


def everything(window: Any) -> Iterator[Any]:
    """All that a screen reader finds in a window."""
    context = window.getAccessibleContext()
    yield context
    for index in range(context.getAccessibleChildCount()):
        yield from everything(context.getAccessibleChild(index))


def find(window: Any, role: int, wanted: Callable[[str], bool]) -> Any:
    """The first thing of a role whose name is wanted."""
    for context in everything(window):
        if context.getAccessibleRole() == role and wanted(context.getAccessibleName()):
            return context
    return None


def button(window: Any, key: str) -> Any:
    """A button by the key of its label."""
    found = find(window, PUSH_BUTTON, lambda name: is_called(name, key))
    assert found is not None, key
    return found


def is_enabled(context: Any) -> bool:
    return bool(context.getAccessibleStateSet().contains(ENABLED))


def press(window: Any, key: str) -> None:
    """Press a button as a screen reader does."""
    found = button(window, key)
    wait_for(lambda: is_enabled(found), f"{key} enabled")
    found.doAccessibleAction(0)


def items(window: Any, role: int) -> list[str]:
    """The names of all entries."""
    return [
        context.getAccessibleName()
        for context in everything(window)
        if context.getAccessibleRole() == role
    ]


def choose(window: Any, role: int, wanted: Callable[[str], bool]) -> str:
    """Select an entry of a list or tree; its name."""
    parent, index, name = wait_for(lambda: _entry(window, role, wanted), "entry")
    parent.selectAccessibleChild(index)
    return str(name)


def _entry(window: Any, role: int, wanted: Callable[[str], bool]) -> tuple[Any, int, str] | None:
    """What an entry is in, its place there, and its name; entries do not tell their parents."""
    for context in everything(window):
        for index in range(context.getAccessibleChildCount()):
            child = context.getAccessibleChild(index).getAccessibleContext()
            if child.getAccessibleRole() == role and wanted(child.getAccessibleName()):
                return context, index, child.getAccessibleName()
    return None


def says(window: Any, text: str) -> bool:
    """Whether a text stands somewhere in a window."""
    return any(text in context.getAccessibleName() for context in everything(window))


def engines_of(office: int) -> list[int]:
    """The engines that run, of an office's process."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            state, parent = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
            words = (entry / "cmdline").read_bytes().split(b"\0")
        except OSError:  # it has ended meanwhile
            continue
        if int(parent) == office and state != "Z" and b"--stdio" in words:
            found.append(int(entry.name))
    return found
