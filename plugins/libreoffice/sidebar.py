"""The panels of the sidebar, as the office finds them."""

import unohelper
from com.sun.star.lang import EventObject, XComponent, XServiceInfo
from com.sun.star.ui import (
    LayoutSize,
    XSidebarPanel,
    XToolPanel,
    XUIElement,
    XUIElementFactory,
)

IMPLEMENTATION = "org.writer_assist.SidebarFactory"
SERVICES = ("com.sun.star.ui.UIElementFactory",)
TOOLPANEL = 7  # com.sun.star.ui.UIElementType


class PanelElement(unohelper.Base, XUIElement, XToolPanel, XSidebarPanel, XComponent):
    """A panel; what it shows is in ``writer_assist_office.panel``.

    Attributes:
        Window: its controls.
        Frame, ResourceURL, Type: as XUIElement has them.
    """

    def __init__(self, url, frame, parent):
        from writer_assist_office import panel

        self.Frame = frame
        self.ResourceURL = url
        self.Type = TOOLPANEL
        self._panel = panel.make(url, frame, parent)
        self.Window = self._panel.surface.window
        self._disposed = False
        self._listeners = []

    # XUIElement
    def getRealInterface(self):
        return self

    # XToolPanel
    def createAccessible(self, _parent):
        return self.Window.getAccessibleContext()

    # XSidebarPanel
    def getHeightForWidth(self, width):
        return LayoutSize(*self._panel.heights(width))

    def getMinimalWidth(self):
        return self._panel.minimal_width()

    # XComponent
    def dispose(self):
        if self._disposed:
            return
        self._disposed = True
        for listener in list(self._listeners):
            listener.disposing(EventObject(self))
        self._panel.dispose()

    def addEventListener(self, listener):
        self._listeners.append(listener)

    def removeEventListener(self, listener):
        if listener in self._listeners:
            self._listeners.remove(listener)


class SidebarFactory(unohelper.Base, XUIElementFactory, XServiceInfo):
    """Makes the panels that Sidebar.xcu names."""

    def __init__(self, context, *_arguments):
        self._context = context

    # XUIElementFactory
    def createUIElement(self, url, arguments):
        given = {argument.Name: argument.Value for argument in arguments}
        return PanelElement(url, given["Frame"], given["ParentWindow"])

    # XServiceInfo
    def getImplementationName(self):
        return IMPLEMENTATION

    def supportsService(self, name):
        return name in SERVICES

    def getSupportedServiceNames(self):
        return SERVICES


g_ImplementationHelper = unohelper.ImplementationHelper()  # noqa: N816 - as the office wants it
g_ImplementationHelper.addImplementation(SidebarFactory, IMPLEMENTATION, SERVICES)
