"""Problems as comments in a Writer document, each on exactly the text that it is about."""

import datetime

import uno

from .strings import t

AUTHOR = "writer-assist"
"""Of our comments; those of others are never touched."""

MOST = 2000
"""So many are inserted, as by the command line; of more the gravest."""

_ANNOTATION = "com.sun.star.text.textfield.Annotation"
_NO_COMMENTS = ("header", "footer", "text-box", "footnote", "endnote", "comment")
"""Where Word allows none: such a comment would be lost when the document is saved for it."""


def ours(document):
    """Our comments in a document."""
    found = []
    fields = document.getTextFields().createEnumeration()
    while fields.hasMoreElements():
        field = fields.nextElement()
        if field.supportsService(_ANNOTATION) and field.Author == AUTHOR:
            found.append(field)
    return found


def remove(document):
    """Remove our comments.

    Returns:
        How many there were.
    """
    fields = ours(document)
    for field in fields:
        field.getAnchor().getText().removeTextContent(field)
    return len(fields)


def insert(session):
    """Insert a comment for each problem of a session; the caller opens the undo context.

    Returns:
        How many there are now, how many of them stand at another place than what they are about,
        and how many problems have none: too many, or their text was changed.
    """
    inserted = elsewhere = 0
    graveness = ("error", "warning", "hint")
    gravest = sorted(session.problems, key=lambda p: graveness.index(p["severity"]))[:MOST]
    left = len(session.problems) - len(gravest)
    # By their ends: a comment's anchor stands there, and would count in what lies around it.
    placed = sorted(gravest, key=lambda p: (p["paragraph"], p["end"], p["start"]), reverse=True)
    for problem in placed:
        place, words = _place(session, problem)
        if place is None:
            left += 1
            continue
        _insert(session.document, place, words)
        inserted += 1
        elsewhere += problem["story"] in _NO_COMMENTS
    return inserted, elsewhere, left


def content(problem):
    """What a comment says of a problem."""
    return "\n".join(["{} {}".format(problem["code"], problem["message"])] + problem["advice"])


def _place(session, problem):
    """The range to comment on, and what to say there."""
    words = content(problem)
    story = problem["story"]
    if story not in _NO_COMMENTS:
        found = session.place(problem)
        if found is not None and not problem["text"]:
            found = _beside(session, problem, found)
        return found, words
    where = t("story_" + story)
    if problem["text"]:
        words = t("in_story", story=where, text=problem["text"]) + words
    else:
        words = t("in_story_only", story=where) + words
    return _in_body(session, problem), words


def _beside(session, problem, empty):
    """The character next to an empty place: a comment on nothing is hard to see."""
    length = session.length(problem["paragraph"])
    start = problem["start"]
    if not length:
        return empty
    first = start if start < length else length - 1
    try:
        return session.model.range(problem["paragraph"], first, first + 1) or empty
    except Exception:
        return empty


def _in_body(session, problem):
    """The place in the body to which a note or frame is anchored; its beginning for headers."""
    text = session.document.getText()
    try:
        own = session.model.range(problem["paragraph"], 0, 0).getText()
        if own.supportsService("com.sun.star.text.Footnote") or own.supportsService(
            "com.sun.star.text.TextFrame"
        ):
            anchor = own.getAnchor()
            text.compareRegionStarts(anchor, text.getStart())  # raises outside of the body
            return anchor.getStart()
    except Exception:
        pass
    return text.getStart()


def _insert(document, place, words):
    comment = document.createInstance(_ANNOTATION)
    comment.Author = AUTHOR
    comment.Initials = "WA"
    comment.Content = words
    now = datetime.datetime.now().astimezone()
    stamp = uno.createUnoStruct("com.sun.star.util.DateTime")
    stamp.Year, stamp.Month, stamp.Day = now.year, now.month, now.day
    stamp.Hours, stamp.Minutes, stamp.Seconds = now.hour, now.minute, now.second
    comment.DateTimeValue = stamp
    text = place.getText()
    # Absorbing what it covers makes the comment one on that range; nothing is deleted.
    text.insertTextContent(text.createTextCursorByRange(place), comment, bool(place.String))
