"""What a template does with its data: which fields it uses, how, and where they stand.

The template's own tree is walked, the one that is rendered, so scopes are those of Jinja: a
loop's variable is an item of the list that is looped over (附件[]), a name that was set to a
field is that field.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any

from jinja2 import TemplateSyntaxError, nodes

from writer_assist.i18n import Word
from writer_assist.records import NamedTuple

from .environment import environment

Path = tuple[str, ...]

ITEM = "[]"
"""The step from a list to its items."""

SHOWN, LOOP, TEST, GUARD, OPEN = "shown", "loop", "test", "guard", "open"
"""How a value is used: written, looped over, asked whether it is there, asked whether it is
defined, or in a way that does not tell what it is."""
FILTER = "filter:"
"""Used by a filter: this and the filter's name."""

_SAME = frozenset(
    {"list", "reject", "rejectattr", "reverse", "select", "selectattr", "sort", "unique"}
)
"""Filters whose result is the list that they were given, or some of it."""
_ONE = frozenset({"first", "last", "max", "min"})
_WITH_ATTRIBUTE = frozenset(
    {"groupby", "map", "max", "min", "rejectattr", "selectattr", "sort", "sum", "unique"}
)
_GLOBALS = frozenset(
    {"caller", "cycler", "dict", "joiner", "kwargs", "lipsum", "loop", "namespace", "range",
     "varargs"}
)  # fmt: skip
_MAPPING_METHODS = frozenset({"get", "items", "keys", "values"})
_TAG = re.compile(r"</?[A-Za-z][\w.-]*:[^>]*>")
_LONGEST = 60

Scope = dict[str, Path | None]


class Use(NamedTuple):
    """One use of a field.

    ``path`` is the way to it (附件, [], 名称), ``how`` one of the words of this module, ``part``
    the story, ``text`` the paragraph that it stands in. ``guards`` are the fields on the way that
    are known not to be empty where it is reached.
    """

    path: Path
    how: str
    part: Word
    text: str
    guards: frozenset[Path] = frozenset()


def name_of(path: Iterable[str]) -> str:
    """附件[].名称."""
    return ".".join(path).replace(f".{ITEM}", ITEM)


def uses(part: Word, lines: list[str]) -> list[Use]:
    """The uses in one story, in order.

    Args:
        part: the story.
        lines: what is rendered, a line a paragraph (:attr:`.plain.Story.lines`).

    Returns:
        Nothing if it cannot be parsed; that is said where it is compiled.
    """
    try:
        tree = environment().parse("\n".join(lines))
    except (TemplateSyntaxError, RecursionError):
        return []
    walk = _Walk(part, lines)
    try:
        walk.body(tree.body, {}, frozenset())
    except RecursionError:
        return []
    return walk.found


def paragraph_text(line: str) -> str:
    """The text of a paragraph's XML, its tags included, in one short line."""
    text = unescape(" ".join(_TAG.sub("", line).split()))
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


class _Walk:
    """One story on the way."""

    def __init__(self, part: Word, lines: list[str]) -> None:
        self.part = part
        self.lines = lines
        self.found: list[Use] = []
        self.guards: frozenset[Path] = frozenset()

    def body(self, body: Iterable[nodes.Node], scope: Scope, guards: frozenset[Path]) -> None:
        before, self.guards = self.guards, guards
        for node in body:
            self.statement(node, scope)
        self.guards = before

    def statement(self, node: nodes.Node, scope: Scope) -> None:
        if isinstance(node, nodes.Output):
            for part in node.nodes:
                if not isinstance(part, nodes.TemplateData):
                    self.take(part, scope, SHOWN)
        elif isinstance(node, nodes.If):
            self.take(node.test, scope, TEST)
            self.body(node.body, scope, self.guards | self._asked(node.test, scope))
            self.body([*node.elif_, *node.else_], scope, self.guards)
        elif isinstance(node, nodes.For):
            self._loop(node, scope)
        elif isinstance(node, nodes.Assign):
            path = self.take(node.node, scope, OPEN)
            single = isinstance(node.target, nodes.Name)
            for name in _names(node.target):
                scope[name] = path if single else None
        elif isinstance(node, nodes.With):
            inner = dict(scope)
            for target, value in zip(node.targets, node.values, strict=True):
                path = self.take(value, scope, OPEN)
                for name in _names(target):
                    inner[name] = path if isinstance(target, nodes.Name) else None
            self.body(node.body, inner, self.guards)
        elif isinstance(node, nodes.Macro | nodes.CallBlock):
            self._callable(node, scope)
        elif isinstance(node, nodes.Expr):
            self.take(node, scope, OPEN)
        else:
            self._other(node, scope)

    def _other(self, node: nodes.Node, scope: Scope) -> None:
        if isinstance(node, nodes.FilterBlock):
            self.body(node.body, scope, self.guards)
            return
        for child in node.iter_child_nodes():
            if isinstance(child, nodes.Expr):
                if not (isinstance(child, nodes.Name) and child.ctx != "load"):
                    self.take(child, scope, OPEN)
            else:
                self.statement(child, scope)
        if isinstance(node, nodes.AssignBlock):
            for name in _names(node.target):
                scope[name] = None

    def _loop(self, node: nodes.For, scope: Scope) -> None:
        path = self.take(node.iter, scope, LOOP)
        inner: Scope = {**scope, "loop": None}
        for name in _names(node.target):
            inner[name] = (*path, ITEM) if path and isinstance(node.target, nodes.Name) else None
        # What is in a list is only reached when it is not empty.
        guards = self.guards | ({path} if path else set())
        if node.test is not None:
            self.take(node.test, inner, TEST)
        self.body(node.body, inner, guards)
        self.body(node.else_, scope, self.guards)

    def _callable(self, node: nodes.Macro | nodes.CallBlock, scope: Scope) -> None:
        if isinstance(node, nodes.CallBlock):
            self.take(node.call, scope, OPEN)
        else:
            scope[node.name] = None
        for default in node.defaults:
            self.take(default, scope, OPEN)
        self.body(node.body, {**scope, **{each.name: None for each in node.args}}, self.guards)

    def _asked(self, test: nodes.Node, scope: Scope) -> frozenset[Path]:
        """The fields that are not empty where a condition holds."""
        if isinstance(test, nodes.And):
            return self._asked(test.left, scope) | self._asked(test.right, scope)
        if isinstance(test, nodes.Test) and test.name == "defined":
            test = test.node
        path = self._path(test, scope)
        return frozenset((path,)) if path else frozenset()

    def take(self, node: nodes.Node, scope: Scope, how: str) -> Path | None:
        """Note what an expression uses; which field its value is, if it is one."""
        if isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem):
            return self._reference(node, scope, how)
        if isinstance(node, nodes.Filter):
            return self._filter(node, scope, how)
        if isinstance(node, nodes.Test):
            asks = node.name in ("defined", "none", "undefined")
            self.take(node.node, scope, GUARD if asks else OPEN)
            self._all(node.args, scope)
        elif isinstance(node, nodes.Call):
            self._call(node, scope)
        elif isinstance(node, nodes.CondExpr):
            self.take(node.test, scope, TEST)
            before = self.guards
            self.guards |= self._asked(node.test, scope)
            self.take(node.expr1, scope, how)
            self.guards = before
            if node.expr2 is not None:
                self.take(node.expr2, scope, how)
        elif isinstance(node, nodes.Not):
            self.take(node.node, scope, TEST)
        elif isinstance(node, nodes.And | nodes.Or):
            self.take(node.left, scope, how)
            before = self.guards
            if isinstance(node, nodes.And):
                self.guards |= self._asked(node.left, scope)
            self.take(node.right, scope, how)
            self.guards = before
        elif isinstance(node, nodes.Concat):
            for child in node.nodes:
                self.take(child, scope, SHOWN)
        else:
            self._all(node.iter_child_nodes(), scope)
        return None

    def _all(self, expressions: Iterable[nodes.Node], scope: Scope) -> None:
        for node in expressions:
            self.take(node, scope, OPEN)

    def _reference(self, node: nodes.Node, scope: Scope, how: str) -> Path | None:
        path = self._path(node, scope)
        if path is not None:
            self._note(path, how, node)
            if isinstance(node, nodes.Getitem) and not isinstance(node.arg, nodes.Const):
                self.take(node.arg, scope, OPEN)
        elif isinstance(node, nodes.Getattr):
            self.take(node.node, scope, OPEN)
        elif isinstance(node, nodes.Getitem):
            self.take(node.node, scope, OPEN)
            self.take(node.arg, scope, OPEN)
        return path

    def _path(self, node: nodes.Node, scope: Scope) -> Path | None:
        """Which field an expression is; None for what is none, or not known."""
        if isinstance(node, nodes.Name):
            if node.name in scope:
                return scope[node.name]
            return None if node.name in _GLOBALS else (node.name,)
        if isinstance(node, nodes.Getattr):
            before = self._path(node.node, scope)
            return (*before, node.attr) if before else None
        if isinstance(node, nodes.Getitem):
            before = self._path(node.node, scope)
            if before is None or isinstance(node.arg, nodes.Slice):
                return before
            step = node.arg.node if isinstance(node.arg, nodes.Neg) else node.arg
            if isinstance(step, nodes.Const) and isinstance(step.value, str | int):
                return (*before, step.value if isinstance(step.value, str) else ITEM)
        return None

    def _filter(self, node: nodes.Filter, scope: Scope, how: str) -> Path | None:
        arguments = [*node.args, *(each.value for each in node.kwargs)]
        self._all(arguments, scope)
        if node.node is None:  # {% filter %}
            return None
        name = node.name
        inner = {"default": GUARD, "d": GUARD}.get(name)
        if inner is None:
            inner = how if name in _SAME and how == LOOP else FILTER + name
        path = self.take(node.node, scope, inner)
        if path is None:
            return None
        if name in _WITH_ATTRIBUTE and (attribute := _attribute(node)):
            self._note((*path, ITEM, *attribute.split(".")), OPEN, node)
        if name in ("default", "d"):
            self._note(path, how, node)
            return path
        if name in _SAME:
            return path
        if name in _ONE and not _attribute(node):
            self._note((*path, ITEM), how, node)
            return (*path, ITEM)
        return None

    def _call(self, node: nodes.Call, scope: Scope) -> None:
        if isinstance(node.node, nodes.Getattr):  # a method: only what stands before is data
            mapping = node.node.attr in _MAPPING_METHODS
            self.take(node.node.node, scope, OPEN if mapping else SHOWN)
        else:
            self._reference(node.node, scope, OPEN)
        self._all([*node.args, *(each.value for each in node.kwargs)], scope)

    def _note(self, path: Path, how: str, node: nodes.Node) -> None:
        guards = frozenset(guard for guard in self.guards if path[: len(guard)] == guard)
        self.found.append(Use(path, how, self.part, self._text(node.lineno), guards))

    def _text(self, number: int) -> str:
        return paragraph_text(self.lines[number - 1]) if 0 < number <= len(self.lines) else ""


def _attribute(node: nodes.Filter) -> str:
    for each in node.kwargs:
        if each.key == "attribute" and isinstance(each.value, nodes.Const):
            return str(each.value.value)
    if node.name not in ("map", "max", "min", "sort", "unique") and node.args:
        first: Any = node.args[0]
        if isinstance(first, nodes.Const) and isinstance(first.value, str):
            return first.value
    return ""


def _names(target: nodes.Node) -> Iterator[str]:
    if isinstance(target, nodes.Name):
        yield target.name
    elif isinstance(target, nodes.Tuple):
        for item in target.items:
            yield from _names(item)
