"""Controls of the office's own toolkit, and listeners that call a function."""

import unohelper
from com.sun.star.awt import (
    Size,
    XActionListener,
    XItemListener,
    XKeyListener,
    XMouseListener,
    XTextListener,
    XWindowListener,
)
from com.sun.star.view import XSelectionChangeListener

from .background import complain, service

_APPFONT = 17  # com.sun.star.util.MeasureUnit.APPFONT
_POSSIZE = 15  # com.sun.star.awt.PosSize
_RETURN = 1280  # com.sun.star.awt.Key


class _Listener:
    def __init__(self, call):
        self._call = call

    def _run(self, *arguments):
        try:
            self._call(*arguments)
        except Exception:
            complain()

    def disposing(self, _event):
        pass


class OnAction(unohelper.Base, XActionListener, _Listener):
    """A button was pressed, or an entry double-clicked."""

    def actionPerformed(self, _event):
        self._run()


class OnItem(unohelper.Base, XItemListener, _Listener):
    """Another entry was chosen."""

    def itemStateChanged(self, _event):
        self._run()


class OnText(unohelper.Base, XTextListener, _Listener):
    """The text was changed."""

    def textChanged(self, _event):
        self._run()


class OnReturn(unohelper.Base, XKeyListener, _Listener):
    """The enter key was pressed."""

    def keyPressed(self, event):
        if event.KeyCode == _RETURN:
            self._run()

    def keyReleased(self, _event):
        pass


class OnSelection(unohelper.Base, XSelectionChangeListener, _Listener):
    """Another node of a tree was chosen."""

    def selectionChanged(self, _event):
        self._run()


class OnDoubleClick(unohelper.Base, XMouseListener, _Listener):
    """Two clicks."""

    def mousePressed(self, event):
        if event.ClickCount == 2:
            self._run()

    def mouseReleased(self, _event):
        pass

    def mouseEntered(self, _event):
        pass

    def mouseExited(self, _event):
        pass


class OnSize(unohelper.Base, XWindowListener, _Listener):
    """The window has another size, or is shown."""

    def windowResized(self, _event):
        self._run()

    def windowShown(self, _event):
        self._run()

    def windowMoved(self, _event):
        pass

    def windowHidden(self, _event):
        pass


class Surface:
    """A window with controls, inside of another window.

    Attributes:
        window: the container.
    """

    def __init__(self, parent):
        toolkit = parent.getToolkit()
        self.window = service("com.sun.star.awt.UnoControlContainer")
        self.window.setModel(service("com.sun.star.awt.UnoControlContainerModel"))
        self.window.createPeer(toolkit, parent)
        self._listeners = []

    def add(self, kind, name, **properties):
        """Add a control: ``kind`` is ``Button``, ``Edit``, ``ListBox``, ``FixedText``, …"""
        prefix = "com.sun.star.awt."
        if kind == "Tree":
            control = service(prefix + "tree.TreeControl")
            model = service(prefix + "tree.TreeControlModel")
        else:
            control = service(prefix + "UnoControl" + kind)
            model = service(prefix + "UnoControl" + kind + "Model")
        for key, value in properties.items():
            setattr(model, key, value)
        control.setModel(model)
        self.window.addControl(name, control)
        return control

    def button(self, name, label, help_text, call):
        """Add a button."""
        button = self.add("Button", name, Label=label, HelpText=help_text)
        button.addActionListener(OnAction(call))
        return button

    def pixels(self, units):
        """Pixels of a length in the toolkit's own units: a quarter of a character's width, and an
        eighth of its height."""
        try:
            size = self.window.getPeer().convertSizeToPixel(Size(units, units), _APPFONT)
            return size.Width, size.Height
        except Exception:
            return units * 2, units * 2


def place(control, x, y, width, height):
    """Put a control somewhere, in pixels."""
    control.setPosSize(int(x), int(y), max(0, int(width)), max(0, int(height)), _POSSIZE)


def enable(control, on):
    """Let a button be pressed, or not."""
    control.getModel().Enabled = bool(on)
