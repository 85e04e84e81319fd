"""What the office underlines: paragraphs checked by the engine, as somebody types.

The office asks paragraph by paragraph, from a thread of its own that may wait for the engine, or
from the main one when somebody opens the menu of a word, which may not. Where the engine has not
answered in time, nothing is underlined, and the office is told to ask again as soon as the answer
is there. That costs the main thread a third of a second in a book, so it has to be rare.
"""

import re
import sys
import threading
from collections import OrderedDict

from .engine import EngineError, EngineMissing, client, command
from .offsets import units

WAIT = 0.03
"""Seconds that a paragraph is waited for on any thread: thirty times what one usually takes."""

LONG_WAIT = 5.0
"""Seconds on the office's own thread for this; the start of an engine, and most checks of whole
documents, take less. The end of the office may have to wait as long if the engine has stalled."""

_OWN_THREAD = "GrammarChecking"

TOGETHER = 0.3
"""Seconds that answers which come late are collected for before the office is told of them."""

REPEAT_AFTER, REPEATS = 2.0, 2
"""Seconds after which the office is told once more, and how often: it may not have heard, because
it was just about to note that nothing is wrong with a paragraph."""

PATIENCE = 10.0
"""Seconds that the engine may take to note what the user has decided."""

KEPT = 8192
"""Paragraphs whose problems are remembered: a book has as many."""

ANCHOR = "\u200b"
"""What stands for the anchors of notes and fields in the text that the office hands over."""

MOST_SUGGESTIONS = 9

_HAN = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")

_lock = threading.Lock()
_cache = OrderedDict()  # by text and document: problems
_questions = {}  # by the same: what the engine has not answered yet
_late = set()  # those of them for which nobody waits any more
_owed = set()  # those of which the office has heard nothing yet
_generation = 0  # of the user's decisions
_given_up = False  # a long wait was in vain, and nothing was heard since
_heard = False  # the office has asked again since it was told to
_telling = False
_told = False
_hidden = set()  # codes of rules that the engine does not know yet to be ignored
_ignored = []  # codes of rules that were ignored by the office's menu
_sets = {}  # by the name of a checked document: its paragraphs, as a list and as a set
_broadcasters = []


class Mark:
    """What is underlined, and what may stand there.

    Attributes:
        start: UTF-16 code units of the office's text.
        length: the same; never 0, a line under nothing cannot be seen.
        problem: as the protocol has it.
        suggestions: texts, the best first.
    """

    def __init__(self, start, length, problem, suggestions):
        self.start = start
        self.length = length
        self.problem = problem
        self.suggestions = suggestions


def has_han(text):
    """Whether a paragraph has Chinese characters: others are none of our concern."""
    return _HAN.search(text) is not None


# --- checking -----------------------------------------------------------------------------------


def check(text):
    """The marks of a paragraph; none if the engine has not answered yet.

    Args:
        text: as the office hands it over.
    """
    if not has_han(text):
        return []
    plain = text.replace(ANCHOR, "")
    problems = _problems(plain, _document_of(plain))
    if not problems:
        return []
    places = None if plain == text else _places(text)
    return [_mark(plain, p, places) for p in problems if p["code"] not in _hidden]


def _mark(text, problem, places):
    start, end = problem["start"], problem["end"]
    suggestions = [c["replacement"] for c in problem["corrections"] if c["simple"]]
    suggestions += problem["suggestions"]
    # There is no line under nothing, and no entry in a menu for it: take a character beside.
    if start == end or "" in suggestions:
        encoded = text.encode("utf-16-le", "surrogatepass")
        before = encoded[: 2 * start].decode("utf-16-le", "surrogatepass")[-1:]
        after = "" if before else encoded[2 * end :].decode("utf-16-le", "surrogatepass")[:1]
        start -= units(before)
        end += units(after)
        suggestions = [before + suggestion + after for suggestion in suggestions]
    if places is not None:
        start, end = places[start], places[end - 1] + 1
    suggestions = [s for s in dict.fromkeys(suggestions) if s][:MOST_SUGGESTIONS]
    return Mark(start, end - start, problem, suggestions)


def _places(text):
    """Where each UTF-16 code unit of a text without anchors is in that with them."""
    places = []
    at = 0
    for character in text:
        width = 2 if character > "\uffff" else 1
        if character != ANCHOR:
            places.extend(range(at, at + width))
        at += width
    return places


def _document_of(text):
    """The name of a document that was checked as a whole and has such a paragraph, else "".

    The office says by a number of its own which document it works on.
    """
    session = sys.modules.get(__package__ + ".session")
    sessions = dict(getattr(session, "_sessions", {}))  # it may be half imported
    for name in list(_sets):
        if name not in sessions:
            _sets.pop(name, None)
    for name, known in sessions.items():
        texts = known.texts
        held = _sets.get(name)
        if held is None or held[0] is not texts:
            held = _sets[name] = texts, frozenset(texts)
        if text in held[1]:
            return name
    return ""


def may_wait():
    """Whether this is the office's own thread for proofreading; no if that is not known."""
    try:
        with open("/proc/thread-self/comm", encoding="ascii") as stream:
            return stream.read().strip() == _OWN_THREAD
    except (OSError, ValueError):
        return False


class _Question:
    def __init__(self):
        self.answered = threading.Event()


def _problems(text, document):
    """What the engine finds in a text; None if it has not answered."""
    global _given_up, _heard
    key = text, document
    with _lock:
        if key in _owed:
            _heard = True
        found = _cache.get(key)
        if found is not None:
            _cache.move_to_end(key)
            _owed.discard(key)
            return found
    patient = may_wait()
    if patient and not client().is_ready():
        client().wait_until_ready(LONG_WAIT)
    with _lock:
        question = _questions.get(key)
        new = question is None
        if new:
            question = _questions[key] = _Question()
        # Behind an answer that did not come in time there is no point in waiting for another.
        wait = LONG_WAIT if patient and not _given_up else 0 if _late else WAIT
        if not wait:
            _late.add(key)
        _owed.add(key)
    if new:
        _ask(key, question)
    if not wait:
        return None
    question.answered.wait(wait)
    with _lock:
        found = _cache.get(key)
        if found is not None:
            _owed.discard(key)
        elif key in _questions:
            _late.add(key)
            _given_up = _given_up or patient
        return found


def _ask(key, question):
    generation = _generation
    text, document = key

    def answered(result, error):
        global _given_up
        with _lock:
            _given_up = False
            _questions.pop(key, None)
            late = key in _late
            _late.discard(key)
            if error is None or isinstance(error, EngineError):
                # A paragraph that it cannot check will not do better the next time.
                problems = result["paragraphs"][0] if error is None else []
                if generation == _generation:
                    _cache[key] = problems
                    while len(_cache) > KEPT:
                        _cache.popitem(last=False)
            else:
                late = False  # it has ended; the next one will be asked
        question.answered.set()
        if late:
            _tell_soon()

    params = {"texts": [text]}
    if document:
        params["document"] = document
    try:
        client().submit("check_paragraphs", params, answered)
    except EngineMissing as error:
        answered(None, error)
        if client().is_ready():  # by now
            _ready()
        else:
            client().warm()
            _say_if_missing()


# --- telling the office --------------------------------------------------------------------------


def on_change(broadcast):
    """Call something, on any thread, when the office should ask for all paragraphs again."""
    if not _broadcasters:
        client().on_ready(_ready)
    _broadcasters.append(broadcast)


def _ready():
    """The engine has been started: what was asked for meanwhile has no answer."""
    if _owed:
        _tell_soon()


def _tell():
    for broadcast in tuple(_broadcasters):
        broadcast()


def _tell_soon():
    """Tell the office in a moment, once for all answers that come until then."""
    global _telling
    with _lock:
        if _telling:
            return
        _telling = True

    def tell():
        global _telling
        with _lock:
            _telling = False
        _tell_if_owed(REPEATS)

    _later(TOGETHER, tell)


def _tell_if_owed(repeats):
    global _heard
    with _lock:
        owed, _heard = bool(_owed), False
    if owed:
        _tell()
        _later(REPEAT_AFTER, lambda: _repeat(repeats))


def _repeat(repeats):
    """Tell the office again if it does not seem to have heard."""
    with _lock:
        if _heard or not _owed:
            return
        if not repeats:
            _owed.clear()  # somebody has typed on: the office will never ask for these again
            return
    _tell_if_owed(repeats - 1)


def _later(seconds, call):
    timer = threading.Timer(seconds, call)
    timer.name = "writer-assist-again"
    timer.daemon = True
    timer.start()


def check_again():
    """The rules or the user's decisions have changed: nothing that is known holds any more."""
    global _generation
    with _lock:
        _generation += 1
        _cache.clear()
        _owed.clear()
    _tell()


def _say_if_missing():
    """Say above the document, once, how the engine is installed."""
    global _told
    if _told or command() is not None:
        return
    _told = True
    from . import actions, background
    from .strings import t

    def say():
        global _told
        frame = background.service("com.sun.star.frame.Desktop").getCurrentFrame()
        if frame is None or frame.getController() is None:
            _told = False  # nobody would see it
            return
        actions.say(frame, t("engine_missing"))

    background.on_main_thread(say)


# --- what the user decides -----------------------------------------------------------------------


def ignore_rule(code):
    """Apply a rule no longer, in any document."""
    _hidden.add(code)
    if code not in _ignored:
        _ignored.append(code)

    def note():
        client().request("ignore_rule", {"code": code}, PATIENCE)
        _hidden.discard(code)

    _in_background(note)


def reset_ignored_rules():
    """Apply the rules again that were ignored by :func:`ignore_rule` since the office's start.

    Those that were ignored in the settings stay so.
    """
    codes = list(_ignored)
    del _ignored[:]
    _hidden.clear()

    def note():
        for code in codes:
            client().request("ignore_rule", {"code": code, "undo": True}, PATIENCE)

    _in_background(note)


def _in_background(note):
    """Tell the engine something, and then the office that it should ask again."""

    def run():
        try:
            note()
        except Exception:
            pass  # the office's own list holds until its end
        check_again()

    threading.Thread(target=run, name="writer-assist", daemon=True).start()
