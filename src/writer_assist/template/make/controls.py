"""Content controls, form fields and merge fields that wait to be filled become one character each.

The character (from :data:`.spots.SENTINEL` on) stands for them while the draft is read as text;
in the template a tag takes its place. What would put the old text back when Word updates its
fields goes: the field around it, the binding of a control to data.
"""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from writer_assist.document.docx import fields
from writer_assist.document.docx.names import Names

from .spots import SENTINEL, Named

# ruff: noqa: E501 - a list of names
Element = etree._Element
_OFF = ("0", "false", "off")
_NOT_TEXT = frozenset(
    [
        "bibliography",
        "checkbox",
        "citation",
        "docPartList",
        "docPartObj",
        "equation",
        "group",
        "picture",
        "repeatingSection",
        "repeatingSectionItem",
    ]
)


class Controls:
    """What the controls and fields of a document's parts say of themselves, by sentinel."""

    def __init__(self, known: Names) -> None:
        self.names = known
        self.named: dict[str, Named] = {}

    def replace_in(self, root: Element) -> bool:
        """Put sentinels in place of what waits to be filled; whether there was any."""
        before = len(self.named)
        w = self.names.w
        for element in list(root.iter(self.names.field_simple)):
            self._simple(element)
        for paragraph in list(root.iter(self.names.paragraph)):
            if paragraph.find(f".//{self.names.field_char}") is not None:
                self._complex(paragraph)
        # The innermost first: an outer one may show its text.
        for control in reversed(list(root.iter(w + "sdt"))):
            self._control(control)
        return len(self.named) > before

    def _sentinel(self, named: Named) -> str:
        character = chr(SENTINEL + len(self.named))
        self.named[character] = named
        return character

    def _run(self, named: Named, like: Element | None) -> Element:
        """A run with a sentinel, in the formatting of another."""
        w = self.names.w
        run = etree.Element(w + "r")
        properties = like.find(self.names.run_properties) if like is not None else None
        if properties is not None:
            run.append(deepcopy(properties))
            _without_placeholder_style(run, w)
        text = etree.SubElement(run, self.names.text)
        text.text = self._sentinel(named)
        return run

    def _control(self, control: Element) -> None:
        w = self.names.w
        properties, content = control.find(w + "sdtPr"), control.find(w + "sdtContent")
        if properties is None or content is None:
            return
        kinds = {
            etree.QName(child).localname: child
            for child in properties
            if isinstance(child.tag, str)
        }
        showing = kinds.get("showingPlcHdr")
        shown = showing is not None and showing.get(self.names.value, "") not in _OFF
        texts = [t for t in content.iter(self.names.text) if t.text]
        if _NOT_TEXT & set(kinds) and not shown:
            return
        if not shown and (
            "".join(t.text or "" for t in texts).strip()
            or any(content.iter(w + "tbl", w + "drawing", w + "pict", w + "object", w + "sdt",
                                w + "sym", self.names.field_char))
        ):  # fmt: skip
            return
        if any(child.tag == w + "sdt" for child in content.iter(w + "sdt")):
            return
        name = next(
            (kinds[k].get(self.names.value, "") for k in ("alias", "tag") if k in kinds), ""
        )
        if not name:
            name = "".join(t.text or "" for t in texts).strip("[]【】（）() \xa0")
            name = "" if "此处" in name or "选择一项" in name else name
        choices: tuple[str, ...] = ()
        for kind in ("dropDownList", "comboBox"):
            if kind in kinds:
                choices = tuple(
                    str(item.get(w + "displayText") or item.get(self.names.value, ""))
                    for item in kinds[kind].iter(w + "listItem")
                    if item.get(self.names.value)
                )
        named = Named(name, choices, "date" in kinds)
        if not self._write(content, named, texts):
            return
        for kind in ("showingPlcHdr", "dataBinding", "placeholder"):
            if kind in kinds:
                properties.remove(kinds[kind])

    def _write(self, content: Element, named: Named, texts: list[Element]) -> bool:
        """Put a sentinel into a control."""
        w = self.names.w
        if texts:
            run = texts[0].getparent()
            texts[0].text = self._sentinel(named)
            if run is not None:
                _without_placeholder_style(run, w)
            for text in texts[1:]:
                text.text = ""
            return True
        paragraph = next(content.iter(self.names.paragraph), None)
        holder = paragraph if paragraph is not None else content
        if paragraph is None and content.find(w + "tc") is not None:
            return False
        old = next(holder.iter(w + "r"), None)
        holder.append(self._run(named, old))
        return True

    def _simple(self, element: Element) -> None:
        words = element.get(self.names.w + "instr", "").strip()
        texts = [t for t in element.iter(self.names.text) if t.text]
        result = "".join(t.text or "" for t in texts)
        named = self._field(words, result, element, has_result=bool(texts))
        parent = element.getparent()
        if named is None or parent is None:
            return
        run = self._run(named, next(element.iter(self.names.w + "r"), None))
        run.tail = element.tail
        parent.replace(element, run)

    def _field(self, words: str, result: str, begin: Element, *, has_result: bool) -> Named | None:
        """What a field asks for; None if it is filled, or none to fill."""
        data = fields.form_data(begin)
        found = fields.classify(words, result, data, has_result=has_result)
        if found is None or found[0] not in ("form-field", "merge-field"):
            return None
        w = self.names.w
        choices = tuple(
            entry.get(self.names.value, "") for entry in begin.iter(w + "listEntry")
            if entry.get(self.names.value)
        )  # fmt: skip
        kind = begin.find(f"{w}ffData/{w}textInput/{w}type")
        date = kind is not None and kind.get(self.names.value) == "date"
        return Named(found[1], choices, date)

    def _complex(self, paragraph: Element) -> None:
        """Fields that begin and end in one paragraph, not inside one another."""
        known = self.names
        opened: list[Element] = []
        spans: list[tuple[Element, Element | None, Element]] = []
        separators: dict[Element, Element] = {}
        for char in paragraph.iter(known.field_char):
            type_ = char.get(known.field_char_type)
            if type_ == "begin":
                opened.append(char)
            elif type_ == "separate" and opened:
                separators[opened[-1]] = char
            elif type_ == "end" and opened:
                begin = opened.pop()
                spans.append((begin, separators.get(begin), char))
        for begin, separate, end in spans:
            self._one(begin, separate, end)

    def _one(self, begin: Element, separate: Element | None, end: Element) -> None:
        known = self.names
        runs = [char.getparent() for char in (begin, end)]
        if runs[0] is None or runs[1] is None or runs[0].getparent() is not runs[1].getparent():
            return
        holder = runs[0].getparent()
        if holder is None:
            return
        first, last = holder.index(runs[0]), holder.index(runs[1])
        inside = list(holder)[first : last + 1]
        words, seen = "", False
        result: list[Element] = []
        for part in inside:
            for element in part.iter():
                if element is separate:
                    seen = True
                elif element.tag == known.w + "instrText" and not seen:
                    words += element.text or ""
                elif element.tag == known.text and seen:
                    result.append(element)
        if len([c for part in inside for c in part.iter(known.field_char)]) > 3:
            return  # fields inside one another
        shown = "".join(t.text or "" for t in result)
        named = self._field(words.strip(), shown, begin, has_result=separate is not None)
        if named is None:
            return
        like = result[0].getparent() if result else runs[0]
        run = self._run(named, like)
        # Text that shares a run with the field's first or last character stays.
        keep_before = [
            c for c in list(runs[0])[: runs[0].index(begin)] if c.tag != known.run_properties
        ]
        keep_behind = list(runs[1])[runs[1].index(end) + 1 :] if runs[1] is not runs[0] else []
        new: list[Element] = []
        for kept, source in ((keep_before, runs[0]), (None, None), (keep_behind, runs[1])):
            if kept is None:
                new.append(run)
            elif kept and source is not None:
                other = etree.Element(known.w + "r")
                properties = source.find(known.run_properties)
                if properties is not None:
                    other.append(deepcopy(properties))
                other.extend(kept)
                new.append(other)
        bookmarks = [
            part for part in inside
            if part.tag in (known.w + "bookmarkStart", known.w + "bookmarkEnd")
        ]  # fmt: skip
        for part in inside:
            holder.remove(part)
        for offset, part in enumerate([*bookmarks, *new]):
            holder.insert(first + offset, part)


def _without_placeholder_style(run: Element, w: str) -> None:
    """Placeholder text is grey; what replaces it is not."""
    properties = run.find(w + "rPr")
    style = properties.find(w + "rStyle") if properties is not None else None
    if properties is not None and style is not None and (
        "placeholder" in style.get(w + "val", "").lower() or (style.get(w + "val", "").startswith("a")
        and style.get(w + "val", "")[1:].isdigit())
    ):  # fmt: skip
        properties.remove(style)
