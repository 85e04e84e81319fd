"""The fields of a template, and whether data fits them: all that is wrong with it, at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from writer_assist.i18n import N_

from .errors import Problem, TemplateError
from .keywords import problem_of, validator
from .reading import Reading
from .schema import prepared, properties, read_schema
from .values import Image, Rich, RichPart

if TYPE_CHECKING:
    from .catalogue import Template

__all__ = ["Fields", "Image", "Rich", "RichPart"]

_MOST_PROBLEMS = 500


class Fields:
    """What data a template needs.

    Args:
        schema: a JSON Schema (2020-12) of an object.
        path: its file, for errors.
        strict: whether keywords that nobody knows are slips.

    Raises:
        TemplateError: the schema is wrong.
    """

    def __init__(self, schema: Mapping[str, Any], path: str = "", *, strict: bool = True) -> None:
        self._use(prepared(schema, path, strict=strict), path)

    @classmethod
    def load(cls, template: Template) -> Fields:
        """The fields of a template: of its fields.json, else those that occur in it.

        Raises:
            TemplateError: the file cannot be read, or is wrong.
        """
        if template.fields:
            made = cls.__new__(cls)
            made._use(read_schema(template.fields), template.fields)
            return made
        from .contract import contract

        return cls(contract(template.path), template.path, strict=False)

    @classmethod
    def only(cls, name: str, schema: Mapping[str, Any], *, required: bool) -> Fields:
        """One field by itself, of a schema that was read already."""
        made = cls.__new__(cls)
        needed = [name] if required else []
        made._use({"type": "object", "required": needed, "properties": {name: schema}}, "")
        return made

    def _use(self, schema: dict[str, Any], path: str) -> None:
        self.path = path
        self._schema = schema
        self._validator = validator(schema)
        self._check_defaults()

    @property
    def schema(self) -> Mapping[str, Any]:
        """The schema, each $ref replaced by what it refers to."""
        return self._schema

    @property
    def names(self) -> list[str]:
        """The names of the fields, in order."""
        return list(properties(self._schema))

    @property
    def required(self) -> frozenset[str]:
        """The names of the fields that must be filled."""
        return frozenset(self._schema.get("required", ()))

    def check(
        self, data: Mapping[str, object], *, text_cells: bool = False, folder: str = ""
    ) -> tuple[dict[str, Any], list[Problem]]:
        """Data as a template is filled with it, and what is wrong with it.

        Dates become ``datetime.date``, times ``datetime.time``, numbers ``int`` or ``Decimal``,
        pictures :class:`Image`, rich text :class:`Rich`. Optional fields that are not given get
        their default, or "", [] or None.

        Args:
            data: values by name.
            text_cells: whether they come from the cells of a table, where a number may be a text
                ("1,200"), a list one cell, and 事项1.标题 the title of the first of 事项.
            folder: what paths of pictures are relative to ("": the current folder).

        Returns:
            The values, and no problems; or no values, and at least one problem. In problems items
            of lists are counted from 1 (附件[2]).
        """
        reading = Reading(self._schema, folder, cells=text_cells)
        values: Mapping[str, object] = data
        if text_cells:
            from .cells import nested

            values, reading.numbers = nested(data, self._schema)
        instance = reading.mapping(values, self._schema, ())
        problems = reading.problems
        known = {problem.where for problem in problems}
        for error in self._validator.iter_errors(instance):
            problem = problem_of(error, reading)
            if problem.where not in known or not problem.where:
                problems.append(problem)
            if len(problems) >= _MOST_PROBLEMS:
                break
        if problems:
            return {}, problems
        return reading.final(instance, self._schema, ()), []

    def _check_defaults(self) -> None:
        for name, part in properties(self._schema).items():
            if part.get("default") not in (None, "", []):
                only = Reading(self._schema, "", cells=False)
                instance = only.mapping({name: part["default"]}, self._schema, ())
                errors = [problem_of(e, only) for e in self._validator.iter_errors(instance)]
                wrong = [p for p in only.problems + errors if p.where.startswith(name)]
                # A picture may be where the data will be.
                if wrong and part.get("format") != "image":
                    raise TemplateError(
                        self.path, N_("“{name}”的默认值不合它自己的规定：{reason}"), name=name,
                        reason=wrong[0].message_in("zh"),
                    )  # fmt: skip
