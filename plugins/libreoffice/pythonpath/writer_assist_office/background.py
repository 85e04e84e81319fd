"""Work off the office's main thread, and back on it."""

import threading
import traceback

import uno
import unohelper
from com.sun.star.awt import XCallback


def service(name):
    """A new instance of one of the office's services."""
    context = uno.getComponentContext()
    return context.ServiceManager.createInstanceWithContext(name, context)


def complain():
    """Write the exception that is being handled to the office's standard error.

    The office would show it in a box full of Python otherwise, or end the listener.
    """
    traceback.print_exc()


class _Call(unohelper.Base, XCallback):
    def __init__(self, call):
        self._call = call

    def notify(self, _data):
        try:
            self._call()
        except Exception:
            complain()


def on_main_thread(call):
    """Have something called by the main thread, when that has time; returns at once."""
    try:
        service("com.sun.star.awt.AsyncCallback").addCallback(_Call(call), None)
    except Exception:  # the office is going down
        complain()


def in_background(work, done, failed):
    """Do some work on a thread of its own, then go on on the main thread.

    Args:
        work: called without arguments off the main thread.
        done: called on it with the result.
        failed: called on it with the exception instead.
    """

    def run():
        try:
            result = work()
        except Exception as error:
            reason = error
            on_main_thread(lambda: failed(reason))
        else:
            on_main_thread(lambda: done(result))

    threading.Thread(target=run, name="writer-assist", daemon=True).start()


def complain_of(error):
    """Write an exception to the office's standard error."""
    traceback.print_exception(type(error), error, error.__traceback__)
