"""Fill a template: values in, a DOCX out.

A :class:`Renderer` opens and compiles a template once (:mod:`.package`, :mod:`.plain`) and fills
it as often as there is data. The result is what docxtpl makes, except that

- the run around rich text and pictures keeps its properties (:mod:`.marks`);
- properties of the document show ``&`` and ``<`` as they are, and are cut at 255 characters;
- footnotes are filled once, however many sections there are, so that braces in the data are text;
- a result that is no well-formed XML is an error, not a document with a part of it missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from .environment import environment, plain_environment
from .errors import TemplateError
from .limits import SECONDS, budget
from .marks import Mark, prepared
from .package import PROPERTIES, open_package
from .pictures import Pictures
from .plain import Story
from .reasons import explained
from .zipped import Packed, archive, packed

MAX_PROPERTY = 255
"""Characters of a property, as Office allows."""


class Renderer:
    """A template, ready to be filled; safe to use from several threads.

    Args:
        source: a .docx (or .dotx) file, or its bytes.
        name: what messages call it; the path if it is "".

    Raises:
        TemplateError: it cannot be read, is unsafe, or its tags are wrong; the message says where.
    """

    def __init__(self, source: str | bytes, name: str = "") -> None:
        self.name = name or (source if isinstance(source, str) else "")
        with budget():
            self._package = open_package(source, self.name)
            self._stories = [Story(part, self.name) for part in self._package.sources]
            self._properties = [self._compiled(p.template) for p in self._package.properties]
        self._constant = {
            story.source.name for story in self._stories if story.constant and story.plain
        }

    @property
    def plain(self) -> bool:
        """Whether each document is but joined strings: no rich text, no tables to mend.

        A template without rich text can still be given pictures.
        """
        return all(story.plain for story in self._stories)

    def render(self, values: Mapping[str, Any], *, seconds: float = SECONDS) -> bytes:
        """A DOCX with the values in their places; the same bytes for the same values.

        Args:
            values: texts, numbers, dates, lists and mappings; pictures and rich text as
                :class:`.values.Image` and :class:`.values.Rich`.
            seconds: how long it may take.

        Raises:
            TemplateError: the template does not go with the values, or takes too long or too much.
        """
        marks: list[Mark] = []
        pictures = Pictures(self._package)
        changed: dict[str, Packed] = {}
        with budget(seconds):
            try:
                data = prepared(values, marks)
                for story in self._stories:
                    if story.source.name not in self._constant:
                        content = story.fill(data, marks, pictures.drawing)
                        changed[story.source.name] = packed(content)
                if self._properties:
                    changed[self._package.core] = packed(self._core(data))
                changed.update(pictures.entries())
            except TemplateError as error:
                if error.path:
                    raise
                raise TemplateError(self.name, error.template, **error.params) from error
        entries = [(name, changed.pop(name, kept)) for name, kept in self._package.entries.items()]
        return archive([*entries, *changed.items()])

    def _core(self, values: Mapping[str, Any]) -> bytes:
        xml = self._package.core_xml
        for (mark, source), template in zip(
            self._package.properties, self._properties, strict=True
        ):
            try:
                # Not template.render(): that hides which line an error comes from.
                text = "".join(template.root_render_func(template.new_context(values)))
            except Exception as error:
                raise self._explained(error, source, values) from error
            xml = xml.replace(mark, escape(text[:MAX_PROPERTY], quote=False))
        return xml.encode("utf-8", "replace")

    def _compiled(self, template: str) -> Any:
        try:
            return plain_environment().from_string(template)
        except Exception as error:
            raise self._explained(error, template, {}) from error

    def _explained(
        self, error: BaseException, template: str, values: Mapping[str, Any]
    ) -> TemplateError:
        return explained(
            error,
            path=self.name,
            part=PROPERTIES,
            lines=template.splitlines() or [""],
            values=values,
            filters=environment().filters,
        )
