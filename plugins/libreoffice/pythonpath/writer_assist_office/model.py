"""A Writer document as the engine takes it, and the way back to places in it.

Paragraphs come in the order in which the engine reads a DOCX: the body with its tables, each text
frame behind the paragraph that it is anchored in, headers, footers, footnotes, endnotes. Text that
a tracked change deleted is left out. Paragraphs and tables that Word lets float are part of the
text there; the office puts them into frames at the paragraph that follows.
"""

from .offsets import points, units

_TEXT = "com.sun.star.text.TextContent"
_TABLE = "com.sun.star.text.TextTable"
_PARAGRAPH = "com.sun.star.text.Paragraph"

# What a portion of another type shows is no text of the draft: anchors, marks, labels of notes.
_SHOWN = frozenset(("Text", "TextField", "InContentMetadata", "ContentControl", "TextFieldStart"))
_BULLETS = frozenset("•●○■□◆◇▪–—-*·➢✓")


class _Paragraph:
    """One paragraph: its portions that show text, with their places in it."""

    def __init__(self, source, story):
        self.source = source
        self.story = story
        self.text = ""
        self.portions = []  # (start in UTF-16 units, text, the office's portion)
        self.joined = []  # others whose marks are deleted, in front of it
        self.level = _level(source)
        self.label = _label(source)

    def add(self, text, portion):
        self.portions.append((units(self.text), text, portion))
        self.text += text


class HostDocument:
    """A Writer document as it is now; reading it again takes another one.

    Args:
        document: the office's model.
        at_once: whether it is read now; else :meth:`read` does it step by step.
    """

    def __init__(self, document, at_once=True):
        self.document = document
        self._read = []
        self._deleting = False
        self._boxes = []
        if at_once:
            for _ in self.read():
                pass

    def read(self):
        """Read it, a paragraph a step; between two steps others may work, but not on threads of
        their own: a document that is closed while it is being read takes the office down."""
        document = self.document
        yield from self._story(document.getText(), "body")
        for story, texts in self._margins():
            for text in texts:
                yield from self._story(text, story)
        for story, notes in (("footnote", document.Footnotes), ("endnote", document.Endnotes)):
            for index in range(notes.getCount()):
                yield from self._story(notes.getByIndex(index), story)
        if not self._read:
            raise ValueError("a document without a paragraph")

    # --- what it says ---

    def paragraphs(self):
        """The paragraphs as the protocol has them."""
        return [
            {
                "text": each.text,
                "story": each.story,
                "level": each.level,
                "label": each.label,
            }
            for each in self._read
        ]

    def texts(self):
        """The text of each paragraph."""
        return [each.text for each in self._read]

    # --- places ---

    def range(self, paragraph, start, end):
        """The text range of a place in a paragraph.

        Args:
            paragraph: its number, from 1.
            start: offset in UTF-16 code units.
            end: the same; one more than the paragraph has for its mark, too.
        """
        each = self._read[paragraph - 1]
        size = units(each.text)
        first = self._at(each, start, forward=start < end)
        text = first.getText()
        cursor = text.createTextCursorByRange(first)
        if end > start:
            cursor.gotoRange(self._at(each, min(end, size), forward=False), True)
            if end > size:
                cursor.goRight(1, True)
        return cursor

    def _at(self, each, offset, forward):
        """A collapsed range; between two portions it belongs to the following one if forward."""
        found = None
        for start, text, portion in each.portions:
            inside = start <= offset and (offset < start + units(text) or not forward)
            if inside and (offset > start or found is None or forward):
                found = (start, text, portion)
        if found is None:
            if not each.portions:
                return each.source.getStart()
            found = each.portions[0] if offset <= 0 else each.portions[-1]
        start, text, portion = found
        inner = points(text, offset - start)
        if inner >= len(text):
            return portion.getEnd()
        cursor = portion.getText().createTextCursorByRange(portion.getStart())
        if inner > 0:
            # An input field begins with a mark that nobody sees and the cursor steps over.
            cursor.goRight(inner + _is_field(portion, "Input"), False)
        return cursor.getStart()

    def caret(self):
        """The paragraph and offset of the cursor; (0, 0) where it is in none that was read."""
        view = self.document.getCurrentController().getViewCursor()
        text = view.getText()
        cursor = text.createTextCursorByRange(view.getStart())
        cursor.gotoStartOfParagraph(False)
        for number, each in enumerate(self._read, 1):
            own = each.source.getText()
            try:
                if own == text and own.compareRegionStarts(each.source.getStart(), cursor) == 0:
                    cursor.gotoRange(view.getStart(), True)
                    return number, min(units(cursor.getString()), units(each.text))
            except Exception:  # noqa: S112 - a text that knows no such places
                continue
        return 0, 0

    # --- reading ---

    def _story(self, text, story):
        self._deleting = False
        yield from self._elements(text, story)

    def _elements(self, text, story):
        elements = text.createEnumeration()
        open_ = None
        while elements.hasMoreElements():
            element = elements.nextElement()
            if element.supportsService(_TABLE):
                yield from self._table(element, story)
                open_ = None
            elif element.supportsService(_PARAGRAPH):
                yield from self._floating(element, story)
                # A paragraph whose mark is deleted goes on in the next one.
                if open_ is not None and self._deleting:
                    open_.joined.append(element)
                    self._portions(element, open_)
                else:
                    open_ = _Paragraph(element, story)
                    self._read.append(open_)
                    self._portions(element, open_)
                boxes, self._boxes = self._boxes, []
                for box in boxes:
                    kept, self._deleting = self._deleting, False
                    yield from self._elements(box, "text-box" if story == "body" else story)
                    self._deleting = kept
                yield

    def _floating(self, paragraph, story):
        """What stands in front of a paragraph in the file, and in frames at it here."""
        kept, self._deleting = self._deleting, False
        for shape in _contents(paragraph):
            if _floats(shape):
                yield from self._elements(shape.getText(), story)
        self._deleting = kept

    def _table(self, table, story):
        for name in table.getCellNames():
            cell = table.getCellByName(name)
            if cell is not None:
                yield from self._elements(cell, "table" if story == "body" else story)

    def _portions(self, source, paragraph):
        for shape in _contents(source):
            self._box(shape)
        portions = source.createEnumeration()
        while portions.hasMoreElements():
            self._portion(portions.nextElement(), paragraph)

    def _portion(self, portion, paragraph):
        kind = portion.TextPortionType
        if kind == "Redline":
            if portion.RedlineType == "Delete":
                self._deleting = bool(portion.IsStart)
            return
        if kind == "Frame":
            for shape in _contents(portion):
                self._box(shape)
            return
        if kind not in _SHOWN or self._deleting:
            return
        if kind in ("InContentMetadata", "ContentControl"):
            inner = getattr(portion, kind).createEnumeration()
            while inner.hasMoreElements():
                self._portion(inner.nextElement(), paragraph)
            return
        text = portion.getString()
        if _is_field(portion, "Annotation"):
            return
        if text:
            paragraph.add(text, portion)

    def _box(self, shape):
        """A frame or a shape with a text of its own."""
        if _floats(shape):
            return
        if shape.supportsService("com.sun.star.text.TextFrame"):
            self._boxes.append(shape.getText())
        elif shape.supportsService("com.sun.star.drawing.Text"):
            try:
                inner = shape.TextBox and shape.getPropertyValue("TextBoxContent")
            except Exception:
                inner = None
            if inner:
                self._boxes.append(inner.getText() if hasattr(inner, "getText") else inner)

    def _margins(self):
        """Headers, then footers, of the page styles that are in use."""
        styles = self.document.getStyleFamilies().getByName("PageStyles")
        used = [styles.getByIndex(i) for i in range(styles.getCount())]
        used = [style for style in used if style.isInUse()]
        for story, name in (("header", "Header"), ("footer", "Footer")):
            found = []
            for style in used:
                if not style.getPropertyValue(name + "IsOn"):
                    continue
                found.append(style.getPropertyValue(name + "Text"))
                if not style.getPropertyValue(name + "IsShared"):
                    found.append(style.getPropertyValue(name + "TextLeft"))
                if not style.getPropertyValue("FirstIsShared"):
                    found.append(style.getPropertyValue(name + "TextFirst"))
            yield story, [text for text in found if text is not None]


def _contents(holder):
    """What is anchored in a portion, or at a paragraph."""
    found = []
    try:
        contents = holder.createContentEnumeration(_TEXT)
    except Exception:
        return found
    while contents is not None and contents.hasMoreElements():
        found.append(contents.nextElement())
    return found


def _floats(shape):
    """Whether a frame is how the office shows a paragraph (w:framePr) or table (w:tblpPr)."""
    if not shape.supportsService("com.sun.star.text.TextFrame"):
        return False
    if _has(shape, "FrameInteropGrabBag", "ParaFrameProperties"):
        return True
    elements = shape.getText().createEnumeration()
    first = elements.nextElement() if elements.hasMoreElements() else None
    return (
        first is not None
        and first.supportsService(_TABLE)
        and _has(first, "TableInteropGrabBag", "TablePosition")
    )


def _has(holder, bag, name):
    try:
        return any(value.Name == name for value in holder.getPropertyValue(bag))
    except Exception:
        return False


def _is_field(portion, kind):
    """Whether a portion is a field of a kind ("Annotation", "Input", …)."""
    if portion.TextPortionType != "TextField":
        return False
    field = portion.TextField
    # Both spellings are in use: the older one for some kinds, the newer one for others.
    return field is not None and any(
        field.supportsService("com.sun.star.text.{}.{}".format(name, kind))
        for name in ("textfield", "TextField")
    )


def _level(source):
    try:
        return int(source.OutlineLevel)
    except Exception:
        return 0


def _label(source):
    """The automatic number; a bullet is none."""
    try:
        label = source.ListLabelString
    except Exception:
        return ""
    return "" if not label or all(c in _BULLETS or not c.isprintable() for c in label) else label
