"""A draft becomes a template: each mark that waits to be filled, a named field."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from writer_assist.document.errors import DocumentError
from writer_assist.i18n import N_
from writer_assist.records import NamedTuple
from writer_assist.template.catalogue import EXAMPLE, FIELDS, TEMPLATE
from writer_assist.template.errors import TemplateError

if TYPE_CHECKING:
    from writer_assist.document.docx.names import Names
    from writer_assist.document.docx.reader import DocxSource
    from writer_assist.document.model import Document

    from .scope import Scope
    from .spots import Named

NOTHING = N_("没有找到要填的地方（20xx年、xx县、x件、____ 等），不能做成模板")
SIGNED = N_("文档有数字签名，改动会使签名失效，请先另存一份没有签名的")
PROTECTED = N_("文档有编辑限制（保护），请先在 Word 里停止保护再做模板")
MACROS = N_("文档带有宏，请先另存为 .docx 再做模板")
NOT_THIS_FORMAT = N_("不能从这种格式做模板，请先另存为 .docx")
EXISTS = N_("已经有这个文件，没有动它；要覆盖，加 --force")
NOT_WRITTEN = N_("写不了：{reason}")
BAD_TAGS = N_("草稿里原有的模板标记有误，请先改好：{reason}")
FOLDER_IS_FILE = N_("这是文件，不是文件夹")

DELETED = N_("修订里删掉的文字含有没有填写的记号（“{text}”），没有改动，请先接受或拒绝修订")
ENDNOTE = N_("尾注里的记号（“{text}”）没有改动：填写模板不改尾注，请填写后手工改")
COMMENT = N_("批注里的记号（“{text}”）没有改动")
UNNAMED = N_("“{text}”看不出是什么，字段叫作“{name}”，请改成合适的名称")


class Place(NamedTuple):
    """Where a field stands: the number of the paragraph (from 1), what stood there, what does now.

    ``start`` and ``end`` are offsets in the draft's paragraph, in which a control or field that
    waits to be filled counts as one character; ``story`` is the part that it is in.
    """

    field: str
    tag: str
    mark: str
    paragraph: int
    story: str
    start: int
    end: int


class Note(NamedTuple):
    """Something to look at: a message with its values, and the number of the paragraph."""

    paragraph: int
    template: str
    params: Mapping[str, object]

    def message_in(self, lang: str) -> str:
        """The message in a language."""
        from writer_assist.i18n import render

        return render(self.template, self.params, lang)


class Made(NamedTuple):
    """A template that was made: its files, its fields and where they stand, what to look at."""

    template: str
    fields: str
    example: str
    names: list[str]
    places: list[Place]
    notes: list[Note]


def make_template(
    draft: str, folder: str, *, force: bool = False, renamed: Mapping[str, str] | None = None
) -> Made:
    """Make a template of a draft: template.docx, fields.json and example.yaml in a folder.

    Every mark that PH rules find becomes a tag; the same thing is one field throughout. A DOCX
    keeps its formatting, and all its parts but those that hold marks stay as they are to the
    byte; DOC, WPS and RTF are converted first; a draft of plain text or Markdown becomes a plain
    DOCX with one paragraph a line. What cannot be named is called 待填1, 待填2 ….

    Args:
        draft: the draft's path; it is not changed.
        folder: where to write; made if need be.
        force: whether files that are there may be overwritten.
        renamed: other names for fields; with the name of another field they become one with it.

    Raises:
        TemplateError: ``renamed`` is wrong, or the draft cannot be read, is signed, protected or
            has macros, has nothing to fill, or the files cannot be written.
    """
    from writer_assist.atomic import write_bytes
    from writer_assist.document.read import load

    targets = [os.path.join(folder, name) for name in (TEMPLATE, FIELDS, EXAMPLE)]
    if os.path.exists(folder) and not os.path.isdir(folder):
        raise TemplateError(folder, FOLDER_IS_FILE)
    if not force:
        for target in targets:
            if os.path.lexists(target):
                raise TemplateError(target, EXISTS)
    try:
        made = _Making(load(draft), draft, renamed or {})
    except DocumentError as error:
        raise TemplateError(draft, error.reason, **error.params) from error
    try:
        os.makedirs(folder, exist_ok=True)
        for target, data in zip(targets, (made.data, made.fields, made.example), strict=True):
            write_bytes(target, data)
    except OSError as error:
        from writer_assist.os_errors import os_reason

        raise TemplateError(folder, NOT_WRITTEN, reason=os_reason(error)) from error
    return Made(
        targets[0], targets[1], targets[2],
        list(made.assembly.properties), made.places, made.notes,
    )  # fmt: skip


class _Making:
    """One draft on its way to a template, all in memory."""

    def __init__(self, data: bytes, path: str, renamed: Mapping[str, str]) -> None:
        from writer_assist.document.docx.reader import DocxSource
        from writer_assist.document.read import read_bytes

        self.path = path
        self._renamed = renamed
        document = read_bytes(data, path)
        if document.format in ("text", "markdown"):
            from .plain import as_docx

            document = read_bytes(as_docx(document.paragraphs), "draft.docx", "docx")
        if not isinstance(document.source, DocxSource):
            raise TemplateError(path, NOT_THIS_FORMAT)
        self.notes: list[Note] = []
        self._refuse(document.source)
        self._run(document)

    def _refuse(self, source: DocxSource) -> None:
        archive = source.package.archive
        if any("_xmlsignatures/" in name.lower() for name in archive.names):
            raise TemplateError(self.path, SIGNED)
        if archive.ending("vbaproject.bin"):
            raise TemplateError(self.path, MACROS)
        if source.properties().get("documentProtection"):
            raise TemplateError(self.path, PROTECTED)

    def _run(self, document: Document) -> None:
        from writer_assist.document.docx.names import STRICT, TRANSITIONAL, names
        from writer_assist.document.docx.parts import serialised
        from writer_assist.document.read import read_bytes
        from writer_assist.document.zip_writer import rewritten

        from .assembling import NamingError, assemble, known_fields, schema_of
        from .controls import Controls
        from .naming import name_spots

        source: DocxSource = document.source
        package = source.package
        strict = package.tree(package.main).tag.startswith(f"{{{STRICT}}}")
        known = names(STRICT if strict else TRANSITIONAL)
        controls = Controls(known)
        changed = {
            part: serialised(package.tree(part))
            for part in dict.fromkeys(source.parts)
            if controls.replace_in(package.tree(part))
        }
        if changed:
            document = read_bytes(rewritten(package.archive, changed), self.path, "docx")
            source = document.source
        scopes = draft_scopes(document, controls.named)
        taken = self._tags(document)
        try:
            uses = [name_spots(scope) for scope in scopes]
            self.assembly = assemble(uses, taken, self._renamed)
        except NamingError as error:
            raise TemplateError(self.path, error.template, **error.params) from error
        if not self.assembly.placed:
            raise TemplateError(self.path, NOTHING)
        parts = self._edited(document, known)
        changed.update(parts)
        types = "[Content_Types].xml"
        content = source.package.archive.read(types)
        if b"template.main+xml" in content:  # a DOTX: the same, under a document's type
            changed[types] = content.replace(b"template.main+xml", b"document.main+xml")
        self.data = rewritten(source.package.archive, changed)
        title = os.path.splitext(os.path.basename(self.path))[0]
        self._say(document)
        text = "\n".join(p.text for p in document.paragraphs)
        others = known_fields(taken, text)
        self.fields = _json(schema_of(title, self.assembly, others))
        examples = {name: part["examples"][0] for name, part in others.items()}
        self.example = _yaml({**examples, **self.assembly.example})

    def _edited(self, document: Document, known: Names) -> dict[str, bytes]:
        """The parts with tags in them."""
        from writer_assist.document.docx.boxes import box_texts, copy_to_fallbacks
        from writer_assist.document.docx.parts import serialised

        from .writing import put_tags

        source: DocxSource = document.source
        edits: dict[int, list[tuple[int, int, str]]] = {}
        self.places: list[Place] = []
        for placed in self.assembly.placed:
            spot = placed.use.spot
            number = spot.paragraph.number
            edits.setdefault(number, []).append((spot.start, spot.end, placed.tag))
            mark = (
                spot.named.name
                if spot.named is not None and ord(spot.mark[:1] or " ") >= 0xF0000
                else spot.mark
            )
            self.places.append(
                Place(
                    placed.field,
                    placed.tag,
                    mark,
                    number,
                    spot.paragraph.story,
                    spot.start,
                    spot.end,
                )
            )
        parts = {source.parts[number - 1] for number in edits}
        trees = {part: source.package.tree(part) for part in sorted(parts)}
        boxes = {part: box_texts(tree, known) for part, tree in trees.items()}
        for number, wanted in edits.items():
            put_tags(document.paragraphs[number - 1], sorted(wanted), known)
        for part, tree in trees.items():
            copy_to_fallbacks(tree, boxes[part], known)
        return {part: serialised(tree) for part, tree in trees.items()}

    def _tags(self, document: Document) -> list[str]:
        """The names of the tags that the draft has already."""
        text = "\n".join(p.text for p in document.paragraphs)
        if "{{" not in text and "{%" not in text:
            return []
        import re

        from jinja2 import TemplateSyntaxError, meta

        from writer_assist.template.environment import environment

        try:
            tree = environment().parse(re.sub(r"\{%\s*(?:p|tr|tc|r)\s", "{% ", text))
        except TemplateSyntaxError as error:
            raise TemplateError(self.path, BAD_TAGS, reason=error.message or "") from error
        return sorted(meta.find_undeclared_variables(tree))

    def _say(self, document: Document) -> None:
        from writer_assist.rules.base import Text
        from writer_assist.rules.marks import scan

        from .spots import UNFILLED

        for revision in document.revisions:
            if revision.kind in ("deletion", "move") and revision.start == revision.end:
                for mark in scan(Text(revision.text.replace("\n", "\v"))):
                    shown = revision.text[mark.start : mark.end]
                    self.notes.append(Note(revision.paragraph, DELETED, {"text": shown}))
        for paragraph in document.paragraphs:
            if paragraph.story in UNFILLED:
                message = COMMENT if paragraph.story == "comment" else ENDNOTE
                for mark in scan(Text(paragraph.text.replace("\n", "\v"))):
                    shown = paragraph.text[mark.start : mark.end]
                    self.notes.append(Note(paragraph.number, message, {"text": shown}))
        for place in self.places:
            if place.field.startswith("待填"):
                paragraph = document.paragraphs[place.paragraph - 1]
                shown = paragraph.text[max(0, place.start - 6) : place.end + 6]
                self.notes.append(
                    Note(place.paragraph, UNNAMED, {"text": shown, "name": place.field})
                )
        self.notes.sort(key=lambda note: note.paragraph)


def draft_scopes(document: Document, named: Mapping[str, Named] | None = None) -> list[Scope]:
    """The drafts of a document, each with its spots; the last has headers and notes as well."""
    from writer_assist.outline.drafts import split

    from .scope import Scope
    from .spots import find_spots

    drafts = split(document, None)
    starts = [draft.first for draft in drafts] or [1]
    starts[0] = 1
    ends = [*starts[1:], len(document.paragraphs) + 1]
    found = []
    for start, end in zip(starts, ends, strict=True):
        paragraphs = document.paragraphs[start - 1 : end - 1]
        found.append(Scope(paragraphs, find_spots(paragraphs, named)))
    return found


def _json(schema: Mapping[str, Any]) -> bytes:
    import json

    return (json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode()


def _yaml(values: Mapping[str, Any]) -> bytes:
    import yaml

    text: str = yaml.safe_dump(
        dict(values), allow_unicode=True, sort_keys=False, default_flow_style=False, width=4096
    )
    return text.encode()
