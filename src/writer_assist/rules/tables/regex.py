"""Regular expressions of rule files: only those that are sure to be fast are let in."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Sequence

# The parser behind re: the only way to see what a pattern does before it runs.
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

LONGEST_REPEAT = 100
MOST_WAYS = 20_000
"""How many ways a pattern may have to match at one place: the product of its repeats."""

_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT)


class PatternError(ValueError):
    """A pattern is wrong, may be slow, or has no fixed text to look for."""


def required_literals(pattern: str) -> tuple[tuple[str, ...], ...]:
    """Sets of strings: in every match one of each set occurs; the most telling set first.

    Raises:
        PatternError: with a reason for the user, in Chinese.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # what may mean something else one day is unclear
            tree = _parser.parse(pattern)
            re.compile(pattern)
    except (re.error, Warning) as error:
        raise PatternError(f"不是正确的正则表达式（{error}）") from error
    except (RecursionError, OverflowError) as error:
        raise PatternError("正则表达式太复杂") from error
    if tree.state.flags & re.IGNORECASE:
        raise PatternError("不支持 (?i)")
    if tree.getwidth()[0] == 0:
        raise PatternError("正则表达式会匹配空的地方")
    if _ways(tree, repeated=False) > MOST_WAYS:
        raise PatternError("可变的部分太多，匹配会很慢，请减少或缩短 {0,…}")
    literals = _literals(tree)
    if not literals:
        raise PatternError("里面要有固定的文字（至少一个汉字）")
    return tuple(sorted(literals, key=_merit, reverse=True))


def window(pattern: str) -> int:
    """How many characters around a fixed part of a match are enough to find it; 0: all of them.

    What looks at the ends of a paragraph needs to see them.
    """
    tree = _parser.parse(pattern)
    longest = int(tree.getwidth()[1])
    return longest + _LOOK if longest <= LONGEST_REPEAT and not _sees_ends(tree) else 0


_LOOK = 12
"""For what assertions look at before and behind a match."""


def _sees_ends(tree: Any) -> bool:
    for operation, argument in tree:
        if operation is _constants.AT:
            return True
        if operation is _constants.SUBPATTERN:
            inner = [argument[3]]
        elif operation is _constants.BRANCH:
            inner = argument[1]
        elif operation in _REPEATS:
            inner = [argument[2]]
        elif operation in (_constants.ASSERT, _constants.ASSERT_NOT):
            inner = [argument[1]]
            if int(argument[1].getwidth()[1]) > _LOOK:
                return True
        else:
            continue
        if any(map(_sees_ends, inner)):
            return True
    return False


def _ways(tree: Any, *, repeated: bool) -> int:
    """The number of ways to match at one place, at most; nested repeats are refused."""
    ways = 1
    for operation, argument in tree:
        if operation in _REPEATS:
            least, most, inner = argument
            if most is _constants.MAXREPEAT or most > LONGEST_REPEAT:
                raise PatternError(
                    f"重复要有上限，且不超过 {LONGEST_REPEAT}：把 * 和 + 写成 {{0,20}} 或 {{1,20}}"
                )
            if repeated and most > 1:
                raise PatternError("重复里面不能再有重复")
            ways *= (int(most) - int(least) + 1) * _ways(inner, repeated=repeated or most > 1)
        elif operation is _constants.BRANCH:
            ways *= sum(_ways(branch, repeated=repeated) for branch in argument[1])
        elif operation is _constants.SUBPATTERN:
            if argument[1] & re.IGNORECASE:
                raise PatternError("不支持 (?i)")
            ways *= _ways(argument[3], repeated=repeated)
        elif operation in (_constants.ASSERT, _constants.ASSERT_NOT):
            ways *= _ways(argument[1], repeated=repeated)
        elif operation in (_constants.GROUPREF, _constants.GROUPREF_EXISTS):
            raise PatternError("不能引用前面的组")
        elif operation not in (
            _constants.LITERAL, _constants.NOT_LITERAL, _constants.IN, _constants.ANY, _constants.AT,
        ):  # fmt: skip
            raise PatternError("用了不支持的写法")
        if ways > MOST_WAYS:
            return ways
    return ways


_MOST_LITERALS = 200
_LONG_ENOUGH = 3
"""Characters of a string that is rare enough: longer ones only make the list longer."""


def _literals(tree: Any) -> list[tuple[str, ...]]:
    """For each part of a pattern that demands fixed text, the strings that it may be."""
    found: list[tuple[str, ...]] = []
    best: tuple[str, ...] = ()
    run = [""]

    def better(candidate: Sequence[str]) -> None:
        nonlocal best
        if candidate and all(candidate) and _merit(candidate) > _merit(best):
            best = tuple(dict.fromkeys(candidate))

    def close() -> None:
        nonlocal best, run
        if best:
            found.append(best)
        best, run = (), [""]

    for operation, argument in _flat(tree):
        if operation is _constants.ASSERT and argument[0] > 0:
            # What has to follow is fixed text as well, but what comes next stands there too.
            ahead = _sequence(argument[1]) or [""]
            if len(run) * len(ahead) <= _MOST_LITERALS:
                better([before + string for before in run for string in ahead])
            continue
        strings = _strings(operation, argument)
        if strings is None:
            close()
            if operation is _constants.BRANCH:
                inner = [max(_literals(branch), key=_merit, default=()) for branch in argument[1]]
                better([word for words in inner for word in (words or ("",))])
                close()
            elif operation in _REPEATS and argument[0] > 0:
                found += _literals(argument[2])
            continue
        better(strings)
        if len(run) * len(strings) > _MOST_LITERALS or min(map(len, run)) >= _LONG_ENOUGH:
            close()  # begin anew here: what came before was seen
        run = [before + string for before in run for string in strings]
        better(run)
    close()
    return found


def _flat(tree: Any) -> Iterator[tuple[Any, Any]]:
    """The parts of a pattern, those of groups among them."""
    for operation, argument in tree:
        if operation is _constants.SUBPATTERN:
            yield from _flat(argument[3])
        else:
            yield operation, argument


def _merit(strings: Sequence[str]) -> tuple[int, int]:
    return min(_LONG_ENOUGH, min(map(len, strings), default=0)), -len(strings)


def _strings(operation: Any, argument: Any) -> list[str] | None:
    """All that this part of a pattern can match, where that is a short list of strings."""
    if operation is _constants.LITERAL:
        return [chr(argument)]
    if operation in (_constants.AT, _constants.ASSERT, _constants.ASSERT_NOT):
        return [""]
    if operation is _constants.IN and all(kind is _constants.LITERAL for kind, _ in argument):
        return [chr(code) for _, code in argument]
    if operation is _constants.SUBPATTERN:
        return _sequence(argument[3])
    if operation is _constants.BRANCH:
        branches = [_sequence(branch) for branch in argument[1]]
        found = [string for branch in branches if branch is not None for string in branch]
        return found if None not in branches and len(found) <= _MOST_LITERALS else None
    if operation in _REPEATS and argument[1] == 1:
        inner = _sequence(argument[2])
        return None if inner is None else [*([""] if argument[0] == 0 else []), *inner]
    return None


def _sequence(tree: Any) -> list[str] | None:
    found = [""]
    for operation, argument in tree:
        strings = _strings(operation, argument)
        if strings is None or len(found) * len(strings) > _MOST_LITERALS:
            return None
        found = [before + string for before in found for string in strings]
    return found
