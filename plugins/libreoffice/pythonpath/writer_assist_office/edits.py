"""Edits of the engine's made in a Writer document, with the formatting of what is replaced."""


def utf16_length(text):
    """How many UTF-16 code units a text has."""
    return len(text) + sum(1 for character in text if character > "\uffff")


def utf16_slice(text, start, end):
    """A part of a text, by offsets in UTF-16 code units."""
    units = text.encode("utf-16-le", "surrogatepass")
    return units[2 * start : 2 * end].decode("utf-16-le", "surrogatepass")


def changed_parts(old, new):
    """What has to be replaced to make one text of another, with as much of it kept as can be.

    Returns:
        ``(start, end, text)`` in UTF-16 code units of the old text, from first to last.
    """
    if len(old) == len(new):
        return _characters(old, new)
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    start = utf16_length(old[:head])
    end = utf16_length(old[: len(old) - tail])
    return [(start, end, new[head : len(new) - tail])]


def _characters(old, new):
    """The same of texts of one length: runs of characters that differ."""
    parts = []
    at = offset = 0
    while at < len(old):
        first, start = at, offset
        while at < len(old) and old[at] != new[at]:
            offset += utf16_length(old[at])
            at += 1
        if at > first:
            parts.append((start, offset, new[first:at]))
        else:
            offset += utf16_length(old[at])
            at += 1
    return parts


def apply(model, texts, edits):
    """Make edits in a document, from the last to the first.

    Where the document no longer reads as it did when it was checked, an edit is left out. The
    caller opens the undo context.

    Args:
        model: the document, a ``HostDocument``.
        texts: its paragraphs as they were checked.
        edits: as the protocol has them; none overlaps another.

    Returns:
        How many were made.
    """
    made = 0
    in_order = sorted(edits, key=lambda e: (e["paragraph"], e["start"], e["end"]), reverse=True)
    for edit in in_order:
        if _apply_one(model, texts[edit["paragraph"] - 1], edit):
            made += 1
    return made


def fit(model, texts, edits):
    """Whether all edits can be made: the document still reads as it did there."""
    return all(_found(model, texts[edit["paragraph"] - 1], edit) for edit in edits)


def _found(model, text, edit):
    """The range of an edit; None if the document reads otherwise there now."""
    old = utf16_slice(text, edit["start"], edit["end"])
    try:
        found = model.range(edit["paragraph"], edit["start"], edit["end"])
    except Exception:  # the paragraph is gone
        return None
    # With its mark a paragraph ends in a line break.
    reads = found.String
    if edit["end"] > utf16_length(text):
        reads = reads.rstrip("\r\n")
    return found if reads == old else None


def _apply_one(model, text, edit):
    found = _found(model, text, edit)
    if found is None:
        return False
    paragraph, start, end, new = edit["paragraph"], edit["start"], edit["end"], edit["text"]
    if end > utf16_length(text):  # the paragraph's mark goes too
        _replace(found, new)
        return True
    for first, last, part in reversed(changed_parts(utf16_slice(text, start, end), new)):
        _replace(model.range(paragraph, start + first, start + last), part)
    return True


def _replace(found, new):
    """Put a text in the place of a range; it looks like the last character replaced.

    Inserting first and deleting afterwards keeps that character's format, and is what tracked
    changes look like when they are typed: the deletion, then the insertion.
    """
    text = found.getText()
    if new:
        added = text.createTextCursorByRange(found.getEnd())
        added.setString(new)
        old = text.createTextCursorByRange(found.getStart())
        old.gotoRange(added.getStart(), True)
    else:
        old = text.createTextCursorByRange(found)
    if not old.isCollapsed():
        old.setString("")
