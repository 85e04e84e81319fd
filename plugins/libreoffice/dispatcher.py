"""The commands of the menu and the toolbar, as the office finds them."""

import unohelper
from com.sun.star.frame import XDispatch, XDispatchProvider
from com.sun.star.lang import XInitialization, XServiceInfo

IMPLEMENTATION = "org.writer_assist.ProtocolHandler"
SERVICES = ("com.sun.star.frame.ProtocolHandler",)
PROTOCOL = "org.writer_assist:"


class ProtocolHandler(unohelper.Base, XInitialization, XDispatchProvider, XDispatch, XServiceInfo):
    """Runs ``org.writer_assist:…``; what is done is in ``writer_assist_office.actions``."""

    def __init__(self, context, *_arguments):
        self._context = context
        self._frame = None

    # XInitialization
    def initialize(self, arguments):
        if arguments:
            self._frame = arguments[0]

    # XDispatchProvider
    def queryDispatch(self, url, _target, _flags):
        return self if url.Protocol == PROTOCOL else None

    def queryDispatches(self, requests):
        return tuple(
            self.queryDispatch(request.FeatureURL, request.FrameName, request.SearchFlags)
            for request in requests
        )

    # XDispatch
    def dispatch(self, url, arguments):
        from writer_assist_office import actions, background

        frame = self._frame
        if frame is None:
            frame = background.service("com.sun.star.frame.Desktop").getCurrentFrame()
        given = {argument.Name: argument.Value for argument in arguments}
        # Not here: a menu would stay open until it is done.
        background.on_main_thread(lambda: actions.run(url.Path, frame, given))

    def addStatusListener(self, listener, url):
        pass  # all are always enabled

    def removeStatusListener(self, listener, url):
        pass

    # XServiceInfo
    def getImplementationName(self):
        return IMPLEMENTATION

    def supportsService(self, name):
        return name in SERVICES

    def getSupportedServiceNames(self):
        return SERVICES


g_ImplementationHelper = unohelper.ImplementationHelper()  # noqa: N816 - as the office wants it
g_ImplementationHelper.addImplementation(ProtocolHandler, IMPLEMENTATION, SERVICES)
