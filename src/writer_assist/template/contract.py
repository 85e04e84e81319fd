"""The data contract of any template: a JSON Schema of the fields that occur in it.

docxtpl-lint finds the fields and what is a list, an object or a number. What our own filters and
conditions say is put in: ``{{ 成文日期|日期 }}`` is a date, what is only asked for is yes or no,
what is only written where it is not empty may be left out.
"""

from __future__ import annotations

import io
import os
import tempfile
import zipfile
from collections.abc import Collection, Mapping, Sequence
from html import escape
from typing import Any

from writer_assist.i18n import Word
from writer_assist.records import NamedTuple

from .errors import TemplateError
from .limits import budget
from .package import BODY, FOOTER, FOOTNOTES, HEADER, PROPERTIES, Package, open_package
from .plain import Story
from .render import Renderer
from .uses import FILTER, GUARD, ITEM, LOOP, TEST, Path, Use, uses

DATES = frozenset({"日期", "汉字日期", "年月", "月日", "星期"})
NUMBERS = frozenset({"大写金额", "千分位", "百分数"})
INTEGERS = frozenset({"汉字数", "份号"})
TIMES = frozenset({"时刻"})
LISTS = frozenset(
    {"batch", "groupby", "join", "map", "reject", "rejectattr", "select", "selectattr", "slice",
     "sort", "sum", "unique", "顿号连接"}
)  # fmt: skip
"""Filters by what they take."""

_FILLED_BY_FILTER: Sequence[tuple[frozenset[str], Mapping[str, str]]] = (
    (DATES, {"type": "string", "format": "date"}),
    (TIMES, {"type": "string", "format": "time"}),
    (INTEGERS, {"type": "integer"}),
    (NUMBERS, {"type": "number"}),
)
_PROPERTY_NUMBER = 9000
"""Properties are read by docxtpl-lint as footers of these numbers."""
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


class Labelled(NamedTuple):
    """A template as docxtpl-lint reads it, and what it calls each story → the story."""

    data: bytes
    parts: Mapping[str, Word]


def contract(path: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of the data that a template needs.

    Args:
        path: a DOCX or DOTX; it is checked before any other library sees it.

    Raises:
        TemplateError: it cannot be read, is unsafe, or its tags are wrong.
    """
    Renderer(path)  # says what is wrong, and where
    package = open_package(path, path)
    with budget():
        return schema_of(package, all_uses(package, path), path)


def schema_of(package: Package, found: Sequence[Use], path: str) -> dict[str, Any]:
    """The schema of a template that was opened, and whose uses are known."""
    schema = _inferred(package)
    schema["title"] = os.path.splitext(os.path.basename(path))[0]
    for use in found:  # what docxtpl-lint does not follow
        if use.path[0] != ITEM:
            schema["properties"].setdefault(use.path[0], {})
    _refine(schema, (), found)
    return schema


def all_uses(package: Package, path: str) -> list[Use]:
    """The uses in all stories that can be compiled, and in the document's properties."""
    found = []
    for source in package.sources:
        try:
            story = Story(source, path)
        except TemplateError:
            continue
        found += uses(source.part, story.lines)
    for each in package.properties:
        found += uses(PROPERTIES, each.template.splitlines())
    return found


def labelled(package: Package, without: Collection[str] = ()) -> Labelled:
    """A small package of only what is filled, under the names that docxtpl-lint knows.

    The main part of a document may have any name, and headers that no section has are not filled.

    Args:
        package: the template.
        without: entries of stories to leave out.
    """
    parts = {}
    target = io.BytesIO()
    numbers = {HEADER: 0, FOOTER: 0}
    with zipfile.ZipFile(target, "w") as made:
        for source in package.sources:
            if source.name in without:
                continue
            if source.part in numbers:
                numbers[source.part] += 1
                kind = "header" if source.part == HEADER else "footer"
                label = f"{kind}{numbers[source.part]}"
            else:
                label = "body" if source.part == BODY else "footnotes"
            name = "document" if label == "body" else label
            if source.part != FOOTNOTES and label in parts:
                continue
            parts[label] = source.part
            content = f"{source.head}{source.xml}{source.tail}"
            made.writestr(f"word/{name}.xml", content.encode())
        for number, each in enumerate(package.properties, _PROPERTY_NUMBER):
            parts[f"footer{number}"] = PROPERTIES
            text = f"<w:p><w:r><w:t>{escape(each.template)}</w:t></w:r></w:p>"
            made.writestr(f"word/footer{number}.xml", f'<w:ftr xmlns:w="{_W}">{text}</w:ftr>')
    return Labelled(target.getvalue(), parts)


def _inferred(package: Package) -> dict[str, Any]:
    import docxtpl_lint

    # It takes files only.
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "template.docx")
        with open(path, "wb") as stream:
            stream.write(labelled(package).data)
        schema: dict[str, Any] = docxtpl_lint.infer_schema([path])
    return schema


def _refine(schema: dict[str, Any], path: Path, found: Sequence[Use]) -> None:
    """Put in what the uses of a field say, and those of all fields in it."""
    own = [use for use in found if use.path == path]
    ways = {use.how for use in own}
    names = {way.removeprefix(FILTER) for way in ways if way.startswith(FILTER)}
    if path and ("items" in schema or LOOP in ways or names & LISTS):
        schema["type"] = "array"
        _refine(schema.setdefault("items", {}), (*path, ITEM), found)
    elif "properties" in schema:
        for name, part in schema["properties"].items():
            _refine(part, (*path, name), found)
        needed = [name for name in schema["properties"] if _needed((*path, name), found)]
        schema.pop("required", None)
        if needed:
            schema["required"] = needed
    elif schema.pop("x-docxtpl-object", "") or schema.get("type") in (None, "number"):
        rich = schema.pop("description", None) is not None
        for known, said in _FILLED_BY_FILTER:
            if names & known:
                schema.update(said)
                return
        if rich:
            schema.update({"type": "string", "format": "rich-text"})
        elif ways and ways <= {TEST, GUARD} and TEST in ways:
            schema["type"] = "boolean"


def _needed(path: Path, found: Sequence[Use]) -> bool:
    """Whether a field must be given: it is used somewhere without asking whether it is there."""
    within = [use for use in found if use.path[: len(path)] == path]
    if not within:
        return True
    if any(use.how == GUARD and use.path == path for use in within):
        return False
    return any(path not in use.guards and (use.how != TEST or use.path != path) for use in within)
