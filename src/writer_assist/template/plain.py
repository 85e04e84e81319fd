"""One story of a template — body, header, footer, footnotes — compiled once, filled many times.

docxtpl works on the XML as text: it patches the tags, renders, and mends tables and ids in the
result. What depends on the template alone (patching, compiling, and whether anything will need
mending) is done here once; what is left for each document is to join strings. Everything that
docxtpl does to XML is still done by docxtpl; only when it cannot change anything it is not called.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from docxtpl import DocxTemplate
from jinja2.exceptions import TemplateSyntaxError
from lxml import etree

from writer_assist.i18n import N_

from .environment import environment
from .errors import TemplateError
from .limits import LimitError, spend
from .marks import Mark, spliced
from .package import BODY, Source
from .reasons import NEVER_ENDED, explained
from .shape import shape
from .values import Image

BROKEN = N_(
    "{part}：填出来的内容不成文档；{{% if %}} 与 {{% endif %}}、{{% for %}} 与 {{% endfor %}} "
    "要放在同一层（都在段落里，或都各占一段、一行）"
)
TABLE = N_("{part}：表格不完整，填不了（缺少 w:tblGrid，或列数写错）")
BAD_TEXT = N_("{part}：填出来的内容里有不能写进文档的控制字符")
TOO_MANY_BREAKS = N_("{part}“{place}”：换行、制表符太多（超过 {limit} 个）")
TAGS_LIMIT = N_("{part}：标记太多（超过 {limit} 个）")
TAG_LIMIT = N_("{part}“{place}”：一个标记太长（超过 {limit} 字）")

MAX_TAGS = 20_000
"""Tags of Jinja in one story."""
MAX_TAG = 4_000
"""Characters of one tag, without XML."""
MAX_TAG_XML = 60_000
"""Characters of one tag with the XML that Word has put into it."""

MAX_BREAKS = 50_000
"""Tabs and new paragraphs of values in one story; docxtpl repeats the run's properties at each."""
MAX_LINES = 200_000
"""Line breaks in one story."""
MAX_INSIDE = 20
"""Further ``{{`` or ``}}`` inside one tag."""

_ENDS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_RICH_TAG = re.compile(r"(\{(?:<[^>]*>)*\{(?:<[^>]*>)*)r(?=(?:<[^>]*>)*\s)")
_TAG_MARKS = re.compile(r"(\{\{|\{%|\{#)|(\}\}|%\}|#\})")
_BRACES = re.compile(r"\{(?:<[^>]*>)+(?=[{%#])|[%}#](?:<[^>]*>)+(?=\})")
_DOC_PR = re.compile(r"(<wp:docPr\b[^>]*?\sid=)(?:\"[^\"]*\"|'[^']*')")
_DOC_PR_NAMESPACE = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_FIRST_DOC_PR = 1001
_CONTROLS = bytes({*range(32)} - {*b"\t\n\r"})
_NO_CHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")


class Story:
    """A compiled story.

    Args:
        source: of :func:`.package.open_package`.
        path: the template's file, for messages.

    Raises:
        TemplateError: its tags are wrong.
    """

    def __init__(self, source: Source, path: str) -> None:
        self.source = source
        self.path = path
        self.lines: list[str] = []
        xml = source.xml
        self.rich = bool(_RICH_TAG.search(xml))
        if self.rich:
            # docxtpl drops the run around {{r …}}; as {{ … }} the run, and its fonts, remain.
            xml = _RICH_TAG.sub(r"\1", xml)
        _refuse_many_tags(xml, source, path)
        tool = DocxTemplate("")
        patched = tool.patch_xml(xml)
        if source.part is BODY:
            patched = _without_namespaces(patched, source.head)
        with_lines = re.sub(r"<w:p([ >])", r"\n<w:p\1", patched)
        self.lines = with_lines.splitlines()
        env = environment()
        try:
            tokens = list(env.lex(with_lines))
            _refuse_long_tags(tokens, source, path, self.lines)
            self.shape = shape(tokens)
            self.constant = all(kind == "data" for _, kind, _ in tokens)
            self._template = env.from_string(with_lines)
        except TemplateError:
            raise
        except Exception as error:
            raise self._explained(error, {}) from error
        self._pictured = "docPr" in patched
        self._simple_ids = len(re.findall(r"<\w+:docPr\b", patched)) == len(
            _DOC_PR.findall(patched)
        ) and (not self._pictured or f'xmlns:wp="{_DOC_PR_NAMESPACE}"' in source.head + patched)
        self._namespaces = _namespaces(source.head)

    @property
    def plain(self) -> bool:
        """Whether filling it is but joining strings: nothing to parse, to mend or to put in."""
        tables = self.shape.tables or self.source.part is not BODY
        return self.shape.sound and tables and self._simple_ids and not self.rich

    def fill(
        self,
        values: Mapping[str, Any],
        marks: list[Mark],
        drawing: Callable[[Source, Image], str],
    ) -> bytes:
        """The story's part, filled.

        Args:
            values: by :func:`.marks.prepared`.
            marks: what it has put in their place.
            drawing: makes the XML of a picture.

        Raises:
            TemplateError: something in it does not go with the data, or it makes no document.
        """
        template = self._template
        try:
            xml = "".join(template.root_render_func(template.new_context(dict(values))))
            if "{_" in xml or "_}" in xml:
                for escaped, meant in (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}")):
                    xml = xml.replace(escaped, meant)
            if "\n" in xml or "\t" in xml or "\a" in xml or "\f" in xml:
                _refuse_many_breaks(xml)
                xml = DocxTemplate("").resolve_listing(xml)
                spend(0)
            if marks and "\x02" in xml:
                xml = spliced(xml, marks, lambda image: drawing(self.source, image))
            if not self.shape.sound:
                self._refuse_broken(xml)
            if self.source.part is BODY:
                if not self.shape.tables:
                    xml = self._mended(xml)
                if self._pictured or marks:
                    xml = self._numbered(xml)
            spend(0)
        except TemplateError:
            raise
        except Exception as error:
            raise self._explained(error, values) from error
        part = f"{self.source.head}{xml}{self.source.tail}"
        try:
            content = part.encode()
        except UnicodeEncodeError as error:
            raise TemplateError(self.path, BAD_TEXT, part=self.source.part) from error
        if len(content.translate(None, _CONTROLS)) != len(content) or any(
            bad in content for bad in _NO_CHARACTERS
        ):
            raise TemplateError(self.path, BAD_TEXT, part=self.source.part)
        return content

    def _explained(self, error: BaseException, values: Mapping[str, Any]) -> TemplateError:
        return explained(
            error,
            path=self.path,
            part=self.source.part,
            lines=self.lines,
            values=values,
            filters=environment().filters,
        )

    def _refuse_broken(self, xml: str) -> None:
        """docxtpl would quietly drop what it cannot parse."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        try:
            etree.fromstring(self._with_namespaces(xml), parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise TemplateError(self.path, BROKEN, part=self.source.part) from error

    def _mended(self, xml: str) -> str:
        try:
            tree = DocxTemplate("").fix_tables(self._with_namespaces(xml))
            return etree.tostring(tree, encoding="unicode")
        except (AttributeError, TypeError, ValueError, ArithmeticError) as error:
            raise TemplateError(self.path, TABLE, part=self.source.part) from error

    def _numbered(self, xml: str) -> str:
        """Drawings numbered from 1001, as docxtpl does."""
        number = _FIRST_DOC_PR - 1

        def next_number(match: re.Match[str]) -> str:
            nonlocal number
            number += 1
            return f'{match[1]}"{number}"'

        if self._simple_ids:
            return _DOC_PR.sub(next_number, xml)
        tool = DocxTemplate("")
        tool.docx_ids_index = number
        tree = etree.fromstring(self._with_namespaces(xml))
        tool.fix_docpr_ids(tree)
        return etree.tostring(tree, encoding="unicode")

    def _with_namespaces(self, xml: str) -> str:
        if self.source.part is BODY and xml.startswith("<w:body>"):
            return f"<w:body {self._namespaces}>{xml[8:]}"
        return xml


def _namespaces(head: str) -> str:
    return " ".join(re.findall(r'xmlns(?::[\w.-]+)?="[^"]*"', head))


def _without_namespaces(xml: str, head: str) -> str:
    """The body without the namespaces that the document around it declares."""
    end = xml.find(">") + 1
    tag = xml[:end]
    if tag.startswith("<w:body ") and "{" not in tag:
        rest = re.sub(r'\s+xmlns(?::[\w.-]+)?="[^"]*"', "", tag)
        own = set(re.findall(r'xmlns(?::[\w.-]+)?="[^"]*"', tag))
        if rest == "<w:body>" and own <= set(re.findall(r'xmlns(?::[\w.-]+)?="[^"]*"', head)):
            return rest + xml[end:]
    return xml


def _refuse_many_breaks(xml: str) -> None:
    breaks = xml.count("\t") + xml.count("\a") + xml.count("\f")
    if breaks > MAX_BREAKS or xml.count("\n") > MAX_LINES:
        raise LimitError(TOO_MANY_BREAKS, limit=MAX_BREAKS if breaks > MAX_BREAKS else MAX_LINES)


def _refuse_many_tags(xml: str, source: Source, path: str) -> None:
    """Refuse what docxtpl's patterns would search for minutes: no tag may lack its end.

    Raises:
        TemplateError: too many tags, or one that is not complete.
    """
    joined = _BRACES.sub(lambda match: match[0][0], xml)
    begin = -1
    end = ""
    count = inside = 0
    for mark in _TAG_MARKS.finditer(joined):
        if begin < 0 and mark[1]:
            begin, end, inside = mark.start(), _ENDS[mark[1]], 0
            count += 1
            if count > MAX_TAGS:
                raise TemplateError(path, TAGS_LIMIT, part=source.part, limit=MAX_TAGS)
        elif begin >= 0:
            inside += 1
            if inside > MAX_INSIDE or mark.end() - begin > MAX_TAG_XML:
                break
            if mark[2] == end:
                begin = -1
    if begin >= 0:
        text = re.sub(r"<[^>]*>", "", joined[begin : begin + 3000])[:40]
        raise TemplateError(path, NEVER_ENDED, part=source.part, place=text)


def _refuse_long_tags(
    tokens: list[tuple[int, str, str]], source: Source, path: str, lines: list[str]
) -> None:
    size = 0
    for line, kind, value in tokens:
        if kind in ("variable_begin", "block_begin"):
            size = 0
        elif kind != "data" and not kind.startswith("comment"):
            size += len(value)
            if size > MAX_TAG:
                error = TemplateSyntaxError("", line)
                raised = explained(
                    error, path=path, part=source.part, lines=lines, values={}, filters={}
                )
                raise TemplateError(
                    path, TAG_LIMIT, part=source.part, place=raised.params["place"], limit=MAX_TAG
                )
