"""Data that makes a paper with marks where something has to be written."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .data import read
from .fields import Fields

if TYPE_CHECKING:
    from .catalogue import Template

_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_ATTEMPTS = 8


def marked_data(template: Template) -> dict[str, Any]:
    """The data of a template's example with 【此处填写…】 in place of its texts.

    What has a form of its own (dates, numbers, document numbers, choices) stays as in the example:
    a mark would be none. Lists keep their first item.

    Raises:
        TemplateError: the template's fields are wrong.
        DataError: its example is.
    """
    fields = Fields.load(template)
    example = read(template.example).values if template.example else {}
    found: dict[str, Any] = {
        name: _marked(value, fields.schema.get("properties", {}).get(name, {}), name)
        for name, value in copy.deepcopy(dict(example)).items()
    }
    for _ in range(_ATTEMPTS):
        _, problems = fields.check(found)
        if not problems:
            break
        # What the mark does not fit stays as it was: the whole field, for it may hang together.
        names = {match[1] for problem in problems if (match := _STEP.match(problem.where))}
        for name in names & example.keys():
            found[name] = example[name]
        if not names:
            return dict(example)
    return found


def _marked(value: Any, schema: Mapping[str, Any], title: str) -> Any:
    title = str(schema.get("title", title))
    if isinstance(value, Mapping):
        inner = schema.get("properties", {})
        return {name: _marked(each, inner.get(name, {}), name) for name, each in value.items()}
    if isinstance(value, list):
        return [_marked(each, schema.get("items", {}), title) for each in value[:1]]
    plain = isinstance(value, str) and not {"format", "enum", "const"} & schema.keys()
    return f"【此处填写{title}】" if plain and value else value
