"""Regular expressions of a fields.json: how long a text each may be tried on without hanging."""

from __future__ import annotations

import re
import warnings
from functools import lru_cache

# The parser behind re: the only way to see what a pattern does before it runs.
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

from writer_assist.i18n import N_

STEPS = 10_000_000
"""Steps that one match may take, a second or less."""

MOST_WAYS = 20_000
"""In how many ways the bounded repeats and alternatives of a pattern may match one text."""

_BOUNDED = 100
"""A repeat of at most so many times is counted by its ways, a longer one as without a bound."""

_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT)


class RegexError(ValueError):
    """A pattern is wrong, or may take for ever; ``template`` and ``params`` are a message."""

    def __init__(self, template: str, **params: object) -> None:
        super().__init__(template)
        self.template = template
        self.params = params


@lru_cache(maxsize=256)
def longest(pattern: str) -> int:
    """How many characters a text may have for the pattern to be tried on it.

    Matching takes at most ways × length ^ degree steps, where the degree is the number of repeats
    without a bound, and one more as a match may begin anywhere.

    Raises:
        RegexError: it is no pattern, or repeats stand inside of repeats.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = _parser.parse(pattern)
            re.compile(pattern)
    except re.error as error:
        raise RegexError(N_("不是正确的正则表达式（{reason}）"), reason=str(error)) from error
    except (RecursionError, OverflowError) as error:
        raise RegexError(N_("正则表达式太复杂")) from error
    degree, ways = _cost(tree)
    return int((STEPS / ways) ** (1 / (degree + 1)))


def _cost(tree: Any) -> tuple[int, int]:
    """The number of repeats without a bound, and the ways of all others."""
    degree, ways = 0, 1
    for operation, argument in tree:
        if operation in _REPEATS:
            more, factor = _repeat(*argument)
        elif operation is _constants.BRANCH:
            costs = [_cost(branch) for branch in argument[1]]
            more, factor = max(d for d, _ in costs), sum(w for _, w in costs)
        elif operation is _constants.SUBPATTERN:
            more, factor = _cost(argument[3])
        elif operation in (_constants.ASSERT, _constants.ASSERT_NOT):
            more, factor = _cost(argument[1])
        elif operation in (_constants.GROUPREF, _constants.GROUPREF_EXISTS):
            raise RegexError(N_("正则表达式不能引用前面的组"))
        elif operation in (
            _constants.LITERAL, _constants.NOT_LITERAL, _constants.IN, _constants.ANY,
            _constants.AT,
        ):  # fmt: skip
            continue
        else:
            raise RegexError(N_("正则表达式用了不支持的写法"))
        degree += more
        ways *= factor
        if ways > MOST_WAYS:
            raise RegexError(N_("正则表达式可变的部分太多，匹配会很慢"))
    return degree, ways


def _repeat(least: int, most: Any, inner: Any) -> tuple[int, int]:
    degree, ways = _cost(inner)
    endless = most is _constants.MAXREPEAT or most > _BOUNDED
    if (degree, ways) == (0, 1):
        if endless:
            return 1, 1
        return 0, int(most) - int(least) + 1
    if endless or degree * int(most) > _BOUNDED or ways ** min(int(most), 20) > MOST_WAYS:
        raise RegexError(N_("正则表达式的重复里面又有重复或选择，匹配会很慢"))
    return degree * int(most), ways ** int(most) * (int(most) - int(least) + 1)
