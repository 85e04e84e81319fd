"""Work off the office's main thread, and back on it.

A trap: freeing an object of the office's waits for the mutex that the main thread holds while it
works. Python's collector of cycles frees on whatever thread it happens to run; where the main
thread waits for that one, as even ``Thread.start`` does, neither goes on. So it does not run by
itself here, but in :func:`collect`, which is called where nobody waits for the thread.
"""

import gc
import threading
import time
import traceback

import uno
import unohelper
from com.sun.star.awt import XCallback

FULL = 30.0
"""Seconds between two collections of all there is; the young are collected each time."""

PAUSE = 0.005
"""Seconds between two pieces of longer work on the main thread."""

ATTEMPTS = 10
"""Two threads that look at a service for the first time at once may find it without methods
(seen in LibreOffice 7.4: "AttributeError: addCallback"); a moment later they are there."""

_full_at = 0.0

gc.disable()


def collect():
    """Free what refers to itself; not while holding a lock, or while another thread waits."""
    global _full_at
    now = time.monotonic()
    if now < _full_at:
        gc.collect(0)
        return
    _full_at = now + FULL
    gc.collect()


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
        collect()


def on_main_thread(call):
    """Have something called by the main thread, when that has time; returns at once."""
    for attempt in range(ATTEMPTS):
        try:
            service("com.sun.star.awt.AsyncCallback").addCallback(_Call(call), None)
        except Exception:  # the office is going down, if it is not that (see ATTEMPTS)
            if attempt == ATTEMPTS - 1:
                complain()
            else:
                time.sleep(PAUSE)
        else:
            return


def soon(call, pause=PAUSE):
    """The same a moment later, so that others come first: the user's keys, above all."""

    def wait():
        time.sleep(pause)
        on_main_thread(call)

    threading.Thread(target=wait, name="writer-assist-soon", daemon=True).start()


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
        collect()

    threading.Thread(target=run, name="writer-assist", daemon=True).start()


def complain_of(error):
    """Write an exception to the office's standard error."""
    traceback.print_exception(type(error), error, error.__traceback__)
