"""What is known of one open document: its problems, its outline, and who wants to hear of them."""

import time

import uno
import unohelper
from com.sun.star.util import XCloseListener

from . import background
from .edits import utf16_length
from .engine import EngineError, EngineMissing, EngineTimeout, client
from .model import HostDocument
from .strings import t

CHECK_TIMEOUT = 120.0
"""Seconds that a check of a whole document may take; a book takes ten."""

SLICE = 0.01
"""Seconds that a document is read at a time: nobody notices that."""

RESTART = 1.0
"""Seconds to wait before asking an engine again that has ended meanwhile."""

_sessions = {}


def session_of(document):
    """The session of a Writer document; the same one each time."""
    name = document.RuntimeUID
    found = _sessions.get(name)
    if found is None:
        found = _sessions[name] = Session(document, name)
    return found


def is_writer(document):
    """Whether something is a Writer document."""
    try:
        return document.supportsService("com.sun.star.text.TextDocument")
    except Exception:
        return False


def reason_of(error):
    """What to tell the user of an exception."""
    if isinstance(error, EngineMissing):
        return t("engine_stopped") if _has_stopped(error) else t("engine_missing")
    if isinstance(error, EngineTimeout):
        return t("engine_slow")
    if isinstance(error, EngineError):
        return t("failed", reason=str(error))
    return t("failed", reason="{}: {}".format(type(error).__name__, error))


def _has_stopped(error):
    """Whether there is an engine that was started and has ended."""
    return str(error) in ("ended", "no answer", "")


class _OnClose(unohelper.Base, XCloseListener):
    """Tells a session that its document is closed."""

    def __init__(self, session):
        self._session = session

    def queryClosing(self, _event, _owns):
        pass

    def notifyClosing(self, _event):
        self._session.closed()

    def disposing(self, _event):
        self._session.closed()


class Session:
    """A document and what its last check found.

    Attributes:
        document: the office's model.
        name: the document's name in the engine.
        state: "new", "checking", "checked" or "failed".
        message: why it failed.
        texts: the paragraphs that the problems are about.
        problems: as the protocol has them.
        drafts: the same.
        ignored: how many more there are.
        model: the document as it was read for them.
        problems_known: whether the engine has checked it once.
    """

    def __init__(self, document, name):
        self.document = document
        self.name = name
        self.state = "new"
        self.message = ""
        self.texts = []
        self.problems = []
        self.drafts = []
        self.ignored = 0
        self.model = None
        self.problems_known = False
        self._hidden = set()
        self._hidden_words = set()
        self._listeners = []
        self._then = []
        self._again = False
        self._is_open = True
        document.addCloseListener(_OnClose(self))

    def closed(self):
        """The document is being closed: touch it no more."""
        if not self._is_open:
            return
        self._is_open = False
        _sessions.pop(self.name, None)
        self.model = self.document = None
        self._listeners, self._then = [], []
        background.in_background(
            lambda: client().request("close", {"document": self.name}),
            lambda _: None,
            lambda _: None,
        )

    def path(self):
        """The document's file, "" if it has none."""
        url = self.document.URL
        return uno.fileUrlToSystemPath(url) if url.startswith("file:") else ""

    # --- who listens ---

    def listen(self, listener):
        """Call something, on the main thread, whenever this session changes."""
        self._listeners.append(listener)

    def unlisten(self, listener):
        """Call it no longer."""
        if listener in self._listeners:
            self._listeners.remove(listener)

    def changed(self):
        """Tell the listeners."""
        for listener in list(self._listeners):
            try:
                listener()
            except Exception:
                background.complain()

    # --- checking ---

    def check(self, then=None):
        """Check the whole document in the background.

        Args:
            then: called on the main thread when it is done, well or not.
        """
        if not self._is_open:
            return
        if then is not None:
            self._then.append(then)
        if self.state == "checking":
            self._again = True  # what is being read now may be half old
            return
        self.state = "checking"
        self.changed()
        self._begin(attempts=3)

    def _begin(self, attempts):
        """Read the document on the main thread, a little at a time, and go on without it."""
        model = HostDocument(self.document, at_once=False)
        steps = model.read()

        def go_on():
            if not self._is_open:
                return
            end = time.monotonic() + SLICE
            try:
                for _ in steps:
                    if time.monotonic() > end:
                        background.soon(go_on)
                        return
            except Exception as error:
                # Perhaps the user has taken away what was being read.
                if attempts > 1:
                    self._begin(attempts - 1)
                else:
                    self._failed(error)
                return
            paragraphs, path = model.paragraphs(), self.path()
            background.in_background(
                lambda: self._check(paragraphs, path),
                lambda result: self._checked(model, result),
                self._failed,
            )

        background.on_main_thread(go_on)

    def _check(self, paragraphs, path):
        try:
            found = self._ask(paragraphs, path)
        except EngineMissing as error:
            if not _has_stopped(error):
                raise
            time.sleep(RESTART)  # it has ended under our hands: a new one is being started
            found = self._ask(paragraphs, path)
        # An engine that was started anew knows nothing of what was ignored before.
        shown = [problem for problem in found["problems"] if not self._is_hidden(problem)]
        for problem in found["problems"]:
            if self._is_hidden(problem):
                everywhere = (problem["code"], problem["text"]) in self._hidden_words
                try:
                    self._ignore(problem, everywhere)
                except EngineError:
                    pass  # by the one before
        found["ignored"] += len(found["problems"]) - len(shown)
        found["problems"] = shown
        return [paragraph["text"] for paragraph in paragraphs], found

    def _ask(self, paragraphs, path):
        engine = client()
        parameters = {"document": self.name, "path": path, "paragraphs": paragraphs}
        engine.request("open", parameters, timeout=CHECK_TIMEOUT)
        return engine.request("check", {"document": self.name}, timeout=CHECK_TIMEOUT)

    def _checked(self, model, result):
        if not self._is_open:
            return
        self.model = model
        self.texts, found = result
        before = [problem["id"] for problem in self.problems] if self.problems_known else None
        self.problems, self.drafts = found["problems"], found["drafts"]
        self.ignored = found["ignored"]
        self.message = ""
        self.problems_known = True
        if before != [problem["id"] for problem in self.problems]:
            refresh_proofreading()  # the whole document knows more than its paragraphs
        self._finish("checked")

    def _failed(self, error):
        if not self._is_open:
            return
        if not isinstance(error, (EngineMissing, EngineTimeout, EngineError)):
            background.complain_of(error)
        self.message = reason_of(error)
        self._finish("failed")

    def _finish(self, state):
        self.state = state
        if self._again:
            self._again = False
            self.check()
            return
        then, self._then = self._then, []
        self.changed()
        for call in then:
            call()

    # --- what the user decides ---

    def _is_hidden(self, problem):
        return (
            problem["id"] in self._hidden
            or (problem["code"], problem["text"]) in self._hidden_words
        )

    def _ignore(self, problem, everywhere):
        parameters = {
            "document": self.name,
            "problem": problem["id"],
            "everywhere": everywhere,
        }
        client().request("ignore_problem", parameters)

    def ignore(self, problem, everywhere=False):
        """Do not show a problem any more, or nothing that says the same of the same words."""
        if everywhere:
            self._hidden_words.add((problem["code"], problem["text"]))
        else:
            self._hidden.add(problem["id"])
        self._ask_and_check(lambda: self._ignore(problem, everywhere))

    def ignore_rule(self, code):
        """Apply a rule no longer, in any document."""
        self._ask_and_check(lambda: client().request("ignore_rule", {"code": code}))

    def add_word(self, word):
        """Put a word into the user's dictionary."""
        self._ask_and_check(lambda: client().request("add_word", {"word": word}))

    def _ask_and_check(self, ask):
        def failed(error):
            self.message = reason_of(error)
            self.state = "failed"
            self.changed()

        def done(_):
            refresh_proofreading()
            self.check()

        background.in_background(ask, done, failed)

    # --- places ---

    def place(self, problem):
        """Where a problem is now; None if the text there was changed.

        An empty place is where it was.
        """
        return self.find(problem["paragraph"], problem["start"], problem["end"], problem["text"])

    def find(self, paragraph, start, end, text):
        """The range of a paragraph, if it still reads so."""
        if self.model is None:
            return None
        try:
            found = self.model.range(paragraph, start, end)
        except Exception:
            return None
        return found if found is not None and found.String == text else None

    def length(self, paragraph):
        """UTF-16 code units of a paragraph as it was checked."""
        return utf16_length(self.texts[paragraph - 1])


def refresh_proofreading():
    """Have the office underline again after the rules have changed."""
    try:
        from .proofreading import check_again
    except ImportError:
        return
    check_again()
