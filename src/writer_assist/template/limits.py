"""A Jinja environment that a template cannot break out of, nor keep busy.

Jinja's sandbox keeps Python's internals away from a template, but not its memory and time:
``'a' * 10**9`` or three nested loops are enough. So everything here that can make something large
asks first how large it will be, everything that repeats looks at the clock, and what a template
may call is a list. What is refused raises :class:`LimitError`.

The checks are put into a template's tree when it is compiled (:class:`_Guard`): a tick at the
head of every loop's body and every condition, and calls in place of the expressions that Jinja
compiles to bare Python.
"""

from __future__ import annotations

import datetime
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal
from functools import wraps
from typing import Any

from jinja2 import Undefined, nodes
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.runtime import LoopContext, Macro, markup_join, str_join
from jinja2.sandbox import ImmutableSandboxedEnvironment, SandboxedFormatter
from jinja2.utils import Cycler, Joiner, Namespace
from jinja2.visitor import NodeTransformer

from writer_assist.i18n import N_

SECONDS = 10.0
"""How long one document may take, if nobody says otherwise."""
MAX_OUTPUT = 12_000_000
"""Characters, XML included, that a template may make in all: some 3,000 pages."""
MAX_TEXT = 1_000_000
"""Characters of one text that an expression may make or take apart."""
MAX_SLOW_TEXT = 100_000
"""The same for filters that take a text apart by patterns."""
MAX_ITEMS = 200_000
"""Members of one list, those of its lists included."""
MAX_RANGE = 100_000
"""Numbers in a range()."""
MAX_BITS = 10_000
"""Bits of a whole number that an expression may make."""
MAX_WIDTH = 10_000
"""Widths, counts and places that are given to filters and formats."""

TOO_LONG = N_("{part}“{place}”：超过了 {seconds:g} 秒的时限，循环可能没有尽头或者太多")
TOO_MUCH = N_("{part}“{place}”：写出来的内容太多（超过 {limit} 字），循环可能没有尽头")
TEXT_TOO_LARGE = N_("{part}“{place}”：文字太长（超过 {limit} 字）")
LIST_TOO_LARGE = N_("{part}“{place}”：一列值太多（超过 {limit} 个）")
NUMBER_TOO_LARGE = N_("{part}“{place}”：数太大")
NOT_CALLABLE = N_("{part}“{place}”：模板里不能调用 {name}")
NO_ATTRIBUTE = N_("{part}“{place}”：模板里不能用 .{name}")
NO_TAG = N_("{part}“{place}”：模板里不能用 {{% {name} %}}")
NOT_TEXT = N_(
    "{part}“{place}”：这是一列或一组值，不能直接写出；"
    "用 {{% for %}} 逐个写，或者用 |顿号连接 连成一句"
)
FILTER_FAILED = N_("{part}“{place}”：“{value}”不能用筛选器 {filter} 来写")
LIST_FILTER_FAILED = N_("{part}“{place}”：筛选器 {filter} 用不上，给它的值不合适")
NO_SUM = N_("{part}“{place}”：筛选器 sum 只能把数加起来")

_NOT_IN_TEMPLATES = frozenset({"attr", "pprint", "random", "safe", "tojson", "urlize", "xmlattr"})
"""Filters of Jinja that are left out: they reach attributes, pass values off as XML, or write
something else each time."""


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TEXT_FILTERS = _names(
    "capitalize center e escape forceescape format indent lower replace string striptags title trim"
    " truncate upper urlencode wordcount wordwrap"
)
_SLOW_FILTERS = _names("striptags title urlencode wordcount wordwrap")
_SIZED_FILTERS = _names("batch center indent round slice truncate wordwrap")

_METHODS: Mapping[type, frozenset[str]] = {
    str: _names(
        "capitalize casefold center count endswith find format index isalnum isalpha isascii"
        " isdecimal isdigit islower isnumeric isspace isupper join ljust lower lstrip partition"
        " removeprefix removesuffix replace rfind rindex rjust rpartition rsplit rstrip split"
        " splitlines startswith strip swapcase title upper zfill"
    ),
    list: frozenset({"count", "index"}),
    tuple: frozenset({"count", "index"}),
    dict: frozenset({"get", "items", "keys", "values"}),
    datetime.date: _names("day isoformat isoweekday month strftime weekday year"),
    datetime.datetime: _names(
        "date day hour isoformat isoweekday minute month second strftime time weekday year"
    ),
    datetime.time: _names("hour isoformat minute second strftime"),
    datetime.timedelta: _names("days seconds total_seconds"),
    int: frozenset(),
    float: frozenset(),
    bool: frozenset(),
    Decimal: frozenset(),
    type(None): frozenset(),
}
"""What may follow a dot, by the type of what stands before it."""

_OWN_TYPES = (LoopContext, Namespace, Cycler, Joiner, Macro, TemplateModule)
"""Jinja's own objects; the sandbox keeps their insides closed."""

_WIDTHS = re.compile(r"\d{5}|\*")
_DATE_WIDTHS = re.compile(r"%[^A-Za-z%]*\d")


class LimitError(SecurityError):
    """Something that a template must not do.

    ``template`` is a message with the fields ``{part}`` and ``{place}``, which whoever renders
    the template fills in, and others, whose values are ``params``.
    """

    def __init__(self, template: str, **params: object) -> None:
        super().__init__(template)
        self.template = template
        self.params = params


class _Budget:
    """What is left of time and size."""

    __slots__ = ("deadline", "left", "seconds")

    def __init__(self, seconds: float, left: float) -> None:
        self.seconds = seconds
        self.deadline = time.monotonic() + seconds
        self.left = left


_UNLIMITED = _Budget(float("inf"), float("inf"))
_budget: ContextVar[_Budget] = ContextVar("budget", default=_UNLIMITED)


@contextmanager
def budget(seconds: float = SECONDS, output: int = MAX_OUTPUT) -> Iterator[None]:
    """Limit what is rendered inside to so many seconds and characters."""
    token = _budget.set(_Budget(seconds, output))
    try:
        yield
    finally:
        _budget.reset(token)


def spend(amount: int) -> bool:
    """Count characters (or members of a list) that a template makes, and look at the clock.

    Returns:
        True, so that it can be a condition.

    Raises:
        LimitError: the budget is used up.
    """
    current = _budget.get()
    current.left -= amount
    if current.left < 0:
        raise LimitError(TOO_MUCH, limit=MAX_OUTPUT)
    if time.monotonic() > current.deadline:
        raise LimitError(TOO_LONG, seconds=current.seconds)
    return True


def measure(value: Any) -> None:
    """Refuse what would be too large as text; a list that holds a list twice counts it twice.

    Raises:
        LimitError: too large, or nothing that can be text.
    """
    if isinstance(value, str):
        if len(value) > MAX_TEXT:
            raise LimitError(TEXT_TOO_LARGE, limit=MAX_TEXT)
        return
    items = size = 0
    waiting = [value]
    while waiting:
        item = waiting.pop()
        items += 1
        if isinstance(item, str):
            size += len(item)
        elif isinstance(item, dict):
            waiting += item.keys()
            waiting += item.values()
        elif isinstance(item, range):
            items += len(item)
        elif isinstance(
            item, list | tuple | set | frozenset | type({}.items()) | type({}.values())
        ):
            waiting += item
        elif not _is_text(item):
            raise LimitError(NOT_TEXT)
        if items > MAX_ITEMS:
            raise LimitError(LIST_TOO_LARGE, limit=MAX_ITEMS)
        if size > MAX_TEXT:
            raise LimitError(TEXT_TOO_LARGE, limit=MAX_TEXT)


def _is_text(value: Any) -> bool:
    return (
        type(value) in _METHODS
        or isinstance(value, Undefined | type({}.keys()))
        or hasattr(value, "__html__")
    )


class _ClosedError(LimitError):
    def __init__(self, name: str) -> None:
        super().__init__(NO_ATTRIBUTE, name=name)


class LimitedEnvironment(ImmutableSandboxedEnvironment):
    """Renders templates within :func:`budget`, and refuses what no paper needs."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, *, filters: Mapping[str, Callable[..., Any]], **options: Any) -> None:
        super().__init__(optimized=False, **options)
        known = {name: f for name, f in FILTERS.items() if name not in _NOT_IN_TEMPLATES}
        known.update(filters)
        self.filters = {name: _limited(name, function) for name, function in known.items()}
        self.globals = {
            "range": _range,
            "dict": dict,
            "namespace": Namespace,
            "cycler": Cycler,
            "joiner": Joiner,
        }
        # Functions, not methods: `is` tells them apart when they are called.
        self.tick = spend
        self.sliced = _sliced
        self.built = _built
        self.joined = self._joined
        self.binop_table.update({"+": _add, "*": _multiply, "**": _power, "%": _modulo})

    def _generate(self, source: nodes.Template, *args: Any, **options: Any) -> str:
        _Guard().visit(source)
        return super()._generate(source, *args, **options)

    def _joined(self, *parts: Any) -> str:
        for part in parts:
            measure(part)
        joined = markup_join(parts) if self.autoescape else str_join(parts)
        return _spent(joined)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What ``obj.attribute`` is: a member of a mapping, or one of the few methods."""
        kind = type(obj)
        methods = _METHODS.get(kind)
        if methods is None:
            if isinstance(obj, (Undefined, *_OWN_TYPES)) or (
                isinstance(obj, tuple) and attribute in getattr(obj, "_fields", ())
            ):
                return super().getattr(obj, attribute)
            methods = next((m for t, m in _METHODS.items() if isinstance(obj, t)), frozenset())
        if attribute in methods:
            if attribute == "format":
                return _Format(self, obj)
            return getattr(obj, attribute)
        if isinstance(obj, Mapping):
            try:
                return obj[attribute]
            except LookupError:
                if attribute.startswith("_"):
                    return self.unsafe_undefined(obj, attribute)
                return self.undefined(obj=obj, name=attribute)
        if hasattr(kind, attribute):
            return self.unsafe_undefined(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """What ``obj[argument]`` is."""
        if isinstance(obj, Undefined):
            return super().getitem(obj, argument)
        try:
            return obj[argument]
        except (TypeError, LookupError, AttributeError):
            if isinstance(argument, str):
                return self.getattr(obj, argument)
        return self.undefined(obj=obj, name=argument)

    def unsafe_undefined(self, obj: Any, attribute: str) -> Undefined:
        """What an attribute that is closed is: an error as soon as it is used."""
        return self.undefined(attribute, obj=obj, name=attribute, exc=_ClosedError)

    def is_safe_callable(self, obj: Any) -> bool:
        """Whether a template may call it."""
        if isinstance(obj, Undefined | Macro | LoopContext | _Format):
            return True
        owner = getattr(obj, "__self__", None)
        if owner is not None and not isinstance(owner, type(re)):
            return isinstance(owner, (*_METHODS, *_OWN_TYPES)) or owner is self
        return obj in (_range, dict, Namespace, Cycler, Joiner, _sliced, _built) or isinstance(
            obj, Joiner
        )

    def call(__self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        """Call what a template calls."""
        if __obj is spend:
            return spend(*args)
        spend(1)
        if not __self.is_safe_callable(__obj):
            name = getattr(__obj, "__name__", type(__obj).__name__)
            raise LimitError(NOT_CALLABLE, name=name)
        owner = getattr(__obj, "__self__", None)
        if isinstance(owner, str):
            args = _refuse_large_method(owner, __obj.__name__, args)
        elif getattr(__obj, "__name__", "") == "strftime":
            for form in (*args, *kwargs.values()):
                _refuse_wide_date(form)
        result = __context.call(__obj, *args, **kwargs)
        if isinstance(result, str):
            return _spent(result)
        if isinstance(result, list | tuple):
            spend(len(result))
        elif isinstance(result, dict) and __obj is dict:
            measure(result)
        return result


class _Guard(NodeTransformer):
    """Puts the checks into a template's tree."""

    def _visit_forbidden(self, node: nodes.Node) -> nodes.Node:
        name = _TAGS.get(type(node).__name__, type(node).__name__.lower())
        error = LimitError(NO_TAG, name=name)
        error.lineno = node.lineno  # type: ignore[attr-defined]
        raise error

    def visit_TemplateData(self, node: nodes.TemplateData) -> nodes.Node:  # noqa: N802
        # docxtpl puts a line break before each paragraph so that an error's line tells which
        # one it is in; it is not part of the document.
        node.data = node.data.replace("\n<w:p>", "<w:p>").replace("\n<w:p ", "<w:p ")
        return node

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802
        size = sum(len(data.data) for child in node.body for data in _own_data(child))
        self.generic_visit(node)
        node.body.insert(0, nodes.ExprStmt(_call("tick", nodes.Const(size + 1), at=node)))
        node.body[0].lineno = node.lineno
        if node.test is not None:
            node.test = _and(node.test)
        return node

    def visit_If(self, node: nodes.If) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        node.test = _and(node.test)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _call("joined", *node.nodes, at=node)

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        if not isinstance(node.arg, nodes.Slice):
            return node
        bounds = (node.arg.start, node.arg.stop, node.arg.step)
        return _call("sliced", node.node, *(b or nodes.Const(None) for b in bounds), at=node)

    def _visit_display(self, node: Any) -> Any:
        self.generic_visit(node)
        if getattr(node, "ctx", "load") != "load":
            return node  # the target of an assignment
        if all(isinstance(item, nodes.Const) for item in node.items):
            return node
        return _call("built", node, at=node)


for _name in _names(
    "Include Import FromImport Extends Block ScopedEvalContextModifier EvalContextModifier"
):
    setattr(_Guard, f"visit_{_name}", _Guard._visit_forbidden)
for _name in ("List", "Tuple", "Dict"):
    setattr(_Guard, f"visit_{_name}", _Guard._visit_display)

_TAGS = {
    "FromImport": "from",
    "ScopedEvalContextModifier": "autoescape",
    "EvalContextModifier": "autoescape",
}


def _own_data(node: nodes.Node) -> Iterator[nodes.TemplateData]:
    """The text in a loop's body that no loop inside it counts."""
    if isinstance(node, nodes.TemplateData):
        yield node
    elif not isinstance(node, nodes.For):
        for child in node.iter_child_nodes():
            yield from _own_data(child)


def _call(function: str, *args: nodes.Expr, at: Any) -> nodes.Call:
    callee = nodes.EnvironmentAttribute(function)
    call = nodes.Call(callee, list(args), [], None, None)
    call.set_lineno(at.lineno)
    call.set_environment(at.environment)
    return call


def _and(test: Any) -> nodes.And:
    """The condition behind a look at the clock."""
    both = nodes.And(_call("tick", nodes.Const(1), at=test), test)
    both.set_lineno(test.lineno)
    both.set_environment(test.environment)
    return both


def _spent(text: str) -> str:
    if len(text) > MAX_TEXT:
        raise LimitError(TEXT_TOO_LARGE, limit=MAX_TEXT)
    spend(len(text))
    return text


def _range(*args: Any) -> range:
    numbers = range(*args)
    try:
        size = len(numbers)
    except OverflowError:
        size = MAX_RANGE + 1
    if size > MAX_RANGE:
        raise LimitError(LIST_TOO_LARGE, limit=MAX_RANGE)
    return numbers


def _sliced(value: Any, start: Any, stop: Any, step: Any) -> Any:
    part = value[start:stop:step]
    spend(len(part))
    return part


def _built(value: Any) -> Any:
    measure(value)
    return value


def _add(left: Any, right: Any) -> Any:
    if isinstance(left, str | list | tuple) and isinstance(right, str | list | tuple):
        measure(left)
        measure(right)
        total = left + right  # type: ignore[operator]
        measure(total)
        spend(len(total))
        return total
    return left + right


def _multiply(left: Any, right: Any) -> Any:
    for value, times in ((left, right), (right, left)):
        if isinstance(value, str | list | tuple) and isinstance(times, int):
            if len(value) * times > (MAX_TEXT if isinstance(value, str) else MAX_ITEMS):
                raise LimitError(TEXT_TOO_LARGE, limit=MAX_TEXT)
            result = value * times
            measure(result)
            spend(len(result))
            return result
    whole = isinstance(left, int) and isinstance(right, int)
    if whole and left.bit_length() + right.bit_length() > MAX_BITS:
        raise LimitError(NUMBER_TOO_LARGE)
    return left * right


def _power(left: Any, right: Any) -> Any:
    whole = isinstance(left, int) and isinstance(right, int)
    if whole and left.bit_length() * abs(right) > MAX_BITS:
        raise LimitError(NUMBER_TOO_LARGE)
    return left**right


def _modulo(left: Any, right: Any) -> Any:
    if isinstance(left, str):
        _refuse_wide_format(left)
        measure(right)
        return _spent(left % right)
    return left % right


def _refuse_wide_format(text: str) -> None:
    if len(text) > MAX_SLOW_TEXT or _WIDTHS.search(text):
        raise LimitError(TEXT_TOO_LARGE, limit=MAX_WIDTH)


def _refuse_large_replacement(text: str, old: Any, new: Any) -> None:
    old, new = str(old), str(new)
    if len(text) + text.count(old) * len(new) > MAX_TEXT:
        raise LimitError(TEXT_TOO_LARGE, limit=MAX_TEXT)


def _refuse_large_method(text: str, name: str, args: tuple[Any, ...]) -> tuple[Any, ...]:
    """The arguments of a text's method, once it is sure that its result is not too large."""
    measure(text)
    if name in ("center", "ljust", "rjust", "zfill"):
        if args and isinstance(args[0], int) and args[0] > MAX_WIDTH:
            raise LimitError(TEXT_TOO_LARGE, limit=MAX_WIDTH)
    elif name == "replace" and len(args) > 1:
        _refuse_large_replacement(text, args[0], args[1])
    elif name == "join" and args:
        return (_joinable(args[0], len(text)),)
    spend(len(text))
    return args


def _joinable(values: Any, gap: int) -> list[Any]:
    """A list of what is to be joined, small enough."""
    items = []
    size = 0
    for item in values:
        if isinstance(item, str):
            size += len(item) + gap
        else:
            measure(item)
            size += gap
        if size > MAX_TEXT:
            raise LimitError(TEXT_TOO_LARGE, limit=MAX_TEXT)
        items.append(item)
        if len(items) > MAX_ITEMS:
            raise LimitError(LIST_TOO_LARGE, limit=MAX_ITEMS)
    measure(items)
    return items


def _refuse_wide_date(form: Any) -> None:
    if not isinstance(form, str) or len(form) > 100 or _DATE_WIDTHS.search(form):
        raise LimitError(TEXT_TOO_LARGE, limit=100)


class _Format:
    """``"{}".format``: fields reach no further than a template does, widths are bounded."""

    def __init__(self, environment: LimitedEnvironment, text: str) -> None:
        self._environment = environment
        self._text = str(text)

    def __call__(self, *args: Any, **kwargs: Any) -> str:
        _refuse_wide_format(self._text)
        measure(args)
        measure(kwargs)
        return _Formatter(self._environment).vformat(self._text, args, kwargs)


class _Formatter(SandboxedFormatter):
    def format_field(self, value: Any, format_spec: str) -> str:
        _refuse_wide_format(format_spec)
        if isinstance(value, datetime.date | datetime.time) and _DATE_WIDTHS.search(format_spec):
            raise LimitError(TEXT_TOO_LARGE, limit=MAX_WIDTH)
        measure(value)
        return _spent(str(super().format_field(value, format_spec)))


def _limited(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that looks at what it is given, and at what it makes of it."""
    skip = 1 if hasattr(function, "jinja_pass_arg") else 0

    @wraps(function)
    def limited(*args: Any, **kwargs: Any) -> Any:
        spend(1)
        value, *rest = args[skip:] or (None,)
        rest += kwargs.values()
        if name in _TEXT_FILTERS:
            for item in (value, *rest):
                measure(item)
            if name in _SLOW_FILTERS and len(str(value)) > MAX_SLOW_TEXT:
                raise LimitError(TEXT_TOO_LARGE, limit=MAX_SLOW_TEXT)
            if name == "format":
                _refuse_wide_format(str(value))
            elif name == "replace" and len(rest) > 1:
                _refuse_large_replacement(str(value), rest[0], rest[1])
            elif name == "indent" and not isinstance(value, Undefined):
                lines = str(value).count("\n") + 1
                width = rest[0] if rest else 4
                unit = width if isinstance(width, int) else len(str(width))
                if lines * unit > MAX_TEXT:
                    raise LimitError(TEXT_TOO_LARGE, limit=MAX_TEXT)
        elif name in ("join", "顿号连接"):
            gap = rest[0] if rest else ""
            measure(gap)
            items = value if isinstance(value, Undefined) else _joinable(value, len(str(gap)))
            args = (*args[:skip], items, *args[skip + 1 :])
        elif name == "sum" and not all(isinstance(r, int | float | Decimal | str) for r in rest):
            raise LimitError(NO_SUM)
        elif name not in FILTERS and not isinstance(value, list | tuple):
            measure(value)
        if name in _SIZED_FILTERS:
            for item in rest:
                if isinstance(item, int) and abs(item) > MAX_WIDTH:
                    raise LimitError(NUMBER_TOO_LARGE)
        try:
            result = function(*args, **kwargs)
        except (ValueError, TypeError, ArithmeticError, LookupError, AttributeError) as error:
            if isinstance(value, str | int | float | Decimal | datetime.date | datetime.time):
                raise LimitError(FILTER_FAILED, filter=name, value=_short(value)) from error
            raise LimitError(LIST_FILTER_FAILED, filter=name) from error
        if isinstance(result, str):
            return _spent(result)
        if isinstance(result, list):
            spend(len(result))
        return result

    return limited


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 40 else f"{text[:39]}…"
