"""What the menu's commands do. Each changes the document in one undo step."""

import os
import shutil
import tempfile

import uno
from com.sun.star.beans import PropertyValue

from . import background, comments, edits
from .engine import client
from .session import CHECK_TIMEOUT, is_writer, reason_of, session_of
from .strings import t

MAKE_TIMEOUT = 120.0
"""Seconds that the engine may take to make a document."""

LOOK_AGAIN = 0.3
"""Seconds after which a sidebar is looked after that was just opened."""

INFOBAR = "org.writer_assist.message"

_INFO, _SUCCESS, _WARNING = 0, 1, 2  # com.sun.star.frame.InfobarType


def run(command, frame, arguments):
    """Run a command of the menu.

    Args:
        command: what follows ``org.writer_assist:``.
        frame: the window it was given in.
        arguments: its arguments by name.
    """
    action = _ACTIONS.get(command)
    if action is None:
        return
    try:
        document = frame.getController().getModel()
    except Exception:
        document = None
    if command not in _WITHOUT_DOCUMENT and (document is None or not is_writer(document)):
        say(frame, t("not_writer"), _WARNING)
        return
    try:
        action(frame, document, arguments)
    except Exception as error:
        background.complain()
        say(frame, reason_of(error), _WARNING)


# --- telling the user --------------------------------------------------------------------------


def say(frame, text, kind=_INFO):
    """Show a line above the document; it takes the place of the one before."""
    try:
        controller = frame.getController()
        if controller.hasInfobar(INFOBAR):
            controller.removeInfobar(INFOBAR)
        controller.appendInfobar(INFOBAR, t("name"), text, kind, (), True)
    except Exception:
        _say_in_box(frame, text)


def _say_in_box(frame, text):
    """Where there are no such lines: the start centre, LibreOffice before 7.0."""
    try:
        window = frame.getContainerWindow()
        box = window.getToolkit().createMessageBox(
            window,
            uno.Enum("com.sun.star.awt.MessageBoxType", "INFOBOX"),
            1,  # MessageBoxButtons.BUTTONS_OK
            t("name"),
            text,
        )
        box.execute()
        box.dispose()
    except Exception:
        background.complain()


def hush(frame):
    """Take the line away."""
    try:
        controller = frame.getController()
        if controller.hasInfobar(INFOBAR):
            controller.removeInfobar(INFOBAR)
    except Exception:
        pass


class Undo:
    """One undo step: ``with Undo(document, title): …``."""

    def __init__(self, document, title):
        self._manager = document.getUndoManager()
        self._document = document
        self._title = title

    def __enter__(self):
        self._document.lockControllers()
        self._manager.enterUndoContext(self._title)
        return self

    def __exit__(self, *_):
        self._manager.leaveUndoContext()
        self._document.unlockControllers()


def _is_writable(frame, document):
    if not document.isReadonly():
        return True
    say(frame, t("read_only"), _WARNING)
    return False


def _after_check(frame, document, then):
    """Check the document, and go on with its session if that went well."""
    session = session_of(document)

    def go_on():
        if session.state == "failed":
            say(frame, session.message, _WARNING)
            return
        try:
            then(session)
        except Exception as error:
            background.complain()
            say(frame, reason_of(error), _WARNING)

    session.check(go_on)


def _in_background(frame, work, done):
    def failed(error):
        say(frame, reason_of(error), _WARNING)

    def finish(result):
        try:
            done(result)
        except Exception as error:
            background.complain()
            say(frame, reason_of(error), _WARNING)

    background.in_background(work, finish, failed)


# --- checking and correcting -------------------------------------------------------------------


def check(frame, document, _arguments):
    """Check the whole document, and show what was found in the sidebar."""
    show_sidebar(frame)

    def done(session):
        count = len(session.problems)
        say(frame, t("found", count=count) if count else t("nothing_found"), _INFO)

    _after_check(frame, document, done)


def comment(frame, document, _arguments):
    """Insert a comment for each problem, in the place of our earlier ones."""
    if not _is_writable(frame, document):
        return

    def done(session):
        with Undo(document, t("undo_comment")):
            comments.remove(document)
            inserted, elsewhere, left = comments.insert(session)
        lines = [t("commented", count=inserted)] if inserted else [t("nothing_found")]
        if elsewhere:
            lines.append(t("commented_elsewhere", count=elsewhere))
        if left:
            lines.append(t("not_commented", count=left))
        say(frame, " ".join(lines))

    _after_check(frame, document, done)


def uncomment(frame, document, _arguments):
    """Remove our comments."""
    if not _is_writable(frame, document):
        return
    with Undo(document, t("undo_uncomment")):
        count = comments.remove(document)
    say(frame, t("uncommented", count=count))


def fix(frame, document, _arguments):
    """Make all corrections that are safe."""
    if not _is_writable(frame, document):
        return

    def done(session):
        def ask():
            return client().request("correct", {"document": session.name}, timeout=CHECK_TIMEOUT)

        def correct(answer):
            if session.document is None:  # closed meanwhile
                return
            if not answer["edits"]:
                say(frame, t("nothing_to_fix"))
                return
            with Undo(document, t("undo_fix")):
                made = edits.apply(session.model, session.texts, answer["edits"])
            lines = [t("fixed", count=made)] if made else [t("changed_meanwhile")]
            if answer["left"]:
                lines.append(t("fixed_left", count=len(answer["left"])))
            say(frame, " ".join(lines), _SUCCESS if made else _WARNING)
            session.check()

        _in_background(frame, ask, correct)

    _after_check(frame, document, done)


def accept(frame, session, choice):
    """Make one correction of a problem.

    Args:
        choice: one of :func:`choices`.
    """
    document = session.document
    if not _is_writable(frame, document):
        return
    if edits.fit(session.model, session.texts, choice["edits"]):
        with Undo(document, t("undo_fix")):
            edits.apply(session.model, session.texts, choice["edits"])
    else:
        say(frame, t("gone"), _WARNING)
    session.check()


def choices(problem):
    """Ways to correct a problem: each a title and its edits."""
    found = []
    replaced = set()
    for correction in problem["corrections"]:
        title = correction["replacement"] if correction["simple"] else ""
        if correction["simple"]:
            replaced.add(correction["replacement"])
        found.append({"title": title or correction["title"], "edits": correction["edits"]})
    for suggestion in problem["suggestions"]:
        if suggestion not in replaced and problem["text"]:
            edit = {key: problem[key] for key in ("paragraph", "start", "end")}
            edit["text"] = suggestion
            found.append({"title": suggestion, "edits": [edit]})
    return found


# --- making documents --------------------------------------------------------------------------


def typeset(frame, document, _arguments):
    """Typeset a copy of the document, and open it as a new one."""
    folder = tempfile.mkdtemp(prefix="writer-assist-")
    source = os.path.join(folder, "source.docx")
    output = os.path.join(folder, "typeset.docx")
    say(frame, t("working"))
    try:
        document.storeToURL(
            uno.systemPathToFileUrl(source), (_property("FilterName", "MS Word 2007 XML"),)
        )
    except Exception:
        shutil.rmtree(folder, ignore_errors=True)
        raise

    def ask():
        try:
            client().request("typeset", {"path": source, "output": output}, timeout=MAKE_TIMEOUT)
        except Exception:
            shutil.rmtree(folder, ignore_errors=True)
            raise

    def done(_):
        _open_as_new(frame, output, folder, t("typeset_done"))

    _in_background(frame, ask, done)


def new(frame, _document, arguments):
    """Make a document of a template; which one is asked for if it is not an argument."""
    template = arguments.get("Template")
    if template:
        make(frame, template)
        return

    def show(answer):
        from .dialogs import NewDialog

        NewDialog(frame, answer["templates"], lambda name: make(frame, name)).show()

    _in_background(frame, lambda: client().request("templates", {}), show)


def make(frame, template):
    """Make a document of a template, and open it as a new one."""
    folder = tempfile.mkdtemp(prefix="writer-assist-")
    output = os.path.join(folder, "new.docx")

    def ask():
        try:
            return _fill(template, output)
        except Exception:
            shutil.rmtree(folder, ignore_errors=True)
            raise

    def done(message):
        _open_as_new(frame, output, folder, message)

    _in_background(frame, ask, done)


def _fill(template, output):
    """Write a template's blank document; what to tell the user of it."""
    from .engine import EngineError

    parameters = {"template": template, "data": {}, "output": output, "blank": True}
    try:
        client().request("fill", parameters, timeout=MAKE_TIMEOUT)
        return t("filled_marks")
    except EngineError:  # an engine that wants all the data
        example = client().request("template", {"template": template})["example"]
        parameters.update(data=example, blank=False)
        client().request("fill", parameters, timeout=MAKE_TIMEOUT)
        return t("filled_example")


def _open_as_new(frame, path, folder, message):
    """Open a file as a document without a name, and delete the file's folder."""
    try:
        desktop = background.service("com.sun.star.frame.Desktop")
        opened = desktop.loadComponentFromURL(
            uno.systemPathToFileUrl(path), "_blank", 0, (_property("AsTemplate", True),)
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    hush(frame)
    if message:
        say(opened.getCurrentController().getFrame(), message)


def _property(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


# --- writing -----------------------------------------------------------------------------------


def phrase(frame, document, arguments):
    """Insert the phrase that is the argument ``Text``; without one, show where to look for it."""
    text = arguments.get("Text")
    if text:
        insert_phrase(frame, document, text)
    else:
        show_sidebar(frame, "org.writer_assist.PhrasesPanel")


def insert_phrase(frame, document, text):
    """Put a phrase in the place of what is selected, and select its first blank."""
    if not _is_writable(frame, document):
        return False
    cursor = document.getCurrentController().getViewCursor()
    try:
        own = cursor.getText()
        place = own.createTextCursorByRange(cursor)
    except Exception:
        own = None
    if own is None:  # a picture or a frame is selected
        say(frame, t("no_cursor"), _WARNING)
        return False
    with Undo(document, t("undo_phrase")):
        place.setString(text)
    start, end = text.find("{"), text.find("}")
    blank = own.createTextCursorByRange(place.getEnd())
    if 0 <= start < end:
        blank = own.createTextCursorByRange(place.getStart())
        blank.goRight(start, False)
        blank.goRight(end + 1 - start, True)
    document.getCurrentController().select(blank)
    return True


def insert_section(frame, session, section, draft):
    """Insert a missing section: its heading and what it usually starts with."""
    document = session.document
    if not _is_writable(frame, document):
        return
    heading = section["heading"]
    start = next(iter(section["start_with"]), "")
    if not heading and not start:
        heading = section["name"]
    behind = section["paragraph"] or draft["last"]
    end = session.length(behind)
    place = session.model.range(behind, end, end)
    text = place.getText()
    cursor = text.createTextCursorByRange(place)
    with Undo(document, t("undo_section", name=section["name"])):
        first = None
        for words, like in (
            (heading, _like(session, draft, True)),
            (start, _like(session, draft, False)),
        ):
            if not words:
                continue
            text.insertControlCharacter(cursor, 0, False)  # ControlCharacter.PARAGRAPH_BREAK
            written = text.createTextCursorByRange(cursor)
            written.setString(words)
            for name, value in like:
                try:
                    written.setPropertyValue(name, value)
                except Exception:
                    pass  # an older office has not all of them
            first = first or written
            cursor = text.createTextCursorByRange(written.getEnd())
    document.getCurrentController().select(first)
    session.check()


_LOOK = (
    "ParaStyleName",
    "ParaAdjust",
    "ParaFirstLineIndent",
    "ParaLeftMargin",
    "ParaTopMargin",
    "ParaBottomMargin",
    "ParaLineSpacing",
    "CharFontName",
    "CharFontNameAsian",
    "CharHeight",
    "CharHeightAsian",
    "CharWeight",
    "CharWeightAsian",
    "CharColor",
)


def _like(session, draft, heading):
    """How headings, or paragraphs, of a draft look: of the first section that has one."""
    for section in draft["sections"]:
        number = section["paragraph"]
        if section["state"] != "present" or not number or section["id"] in _FRAME:
            continue
        if not heading:
            number = min(number + 1, draft["last"])
        found = session.model.range(number, 0, 0)
        return [(name, found.getPropertyValue(name)) for name in _LOOK]
    return []


_FRAME = ("title", "recipient", "signature", "date", "contact")
"""Sections that do not look like the text's own."""


# --- the sidebar and the settings ---------------------------------------------------------------


def sidebar(frame, _document, _arguments):
    """Show the sidebar."""
    show_sidebar(frame)


def show_sidebar(frame, panel="", attempts=3, again=False):
    """Show our deck of the sidebar, and unfold a panel.

    Args:
        attempts: a window that has just opened shows its first deck late, in the place of ours:
            so often it is looked after.
        again: whether it was shown before, and need not be shown where it still is.
    """
    from . import panel as panels

    def look_again():
        # Parts of the sidebar of a window that is closed take the office down when touched.
        if session.document is not None:
            show_sidebar(frame, panel, attempts - 1, again=True)

    try:
        controller = frame.getController()
        session = session_of(controller.getModel())
        bar = controller.getSidebar()
        if bar is None:
            return
        if not bar.isVisible():
            bar.setVisible(True)
        deck = bar.getDecks().getByName("org.writer_assist.Deck")
        if attempts:
            background.soon(look_again, LOOK_AGAIN)
        if not deck.isActive():  # one that is active would be closed
            deck.activate(True)
        elif again:
            return
        bar.showDecks(True)
        if panel:
            deck.getPanels().getByName(panel).expand(False)
            panels.focus(frame, panel)
    except Exception:
        background.complain()


def settings(frame, _document, _arguments):
    """Ask for the settings."""

    def read():
        return client().request("preferences", {}), client().request("templates", {})

    def show(answers):
        from .dialogs import SettingsDialog

        preferences, templates = answers
        SettingsDialog(frame, preferences, templates["templates"], save).show()

    def save(preferences):
        from .session import refresh_proofreading

        def done(_):
            refresh_proofreading()
            say(frame, t("settings_saved"), _SUCCESS)
            document = frame.getController().getModel()
            if is_writer(document) and session_of(document).state == "checked":
                session_of(document).check()

        _in_background(frame, lambda: client().request("set_preferences", preferences), done)

    _in_background(frame, read, show)


_ACTIONS = {
    "check": check,
    "comment": comment,
    "uncomment": uncomment,
    "fix": fix,
    "typeset": typeset,
    "phrase": phrase,
    "new": new,
    "settings": settings,
    "sidebar": sidebar,
}
_WITHOUT_DOCUMENT = ("new", "settings")
