"""Numbers that a draft mentions again: which later one means an earlier one.

A number is taken for one that was there before only where the words say so: the title has it and
the text repeats it, it is spoken of as known (立案的x件, 将x件提案分解), or the same units have the
same task. The mark has to be the same to the character, and no word may tell the two apart.
"""

# Patterns that are word lists: a long line reads better than a broken one.
# ruff: noqa: E501

from __future__ import annotations

import re
from collections.abc import Sequence

from writer_assist.records import NamedTuple

from .scope import Scope, clause_after, clause_before
from .spots import Spot

_APART = re.compile(
    r"其中|自筹|配套|缺口|争取|剩|结余|节余|到位|增|减|另|还有|新|未|分别|每|各|平均|比|较|上年|去年|同期|明年|下年|人均|以上|不少于"
)
"""Words that make a number another one than that which the same noun had before."""
_REQUEST = re.compile(r"需|申请|解决|恳请|拨付|下拨|安排|补助|共计|合计|总计|总投资")
_LEADING = re.compile(r"(?:共计|合计|总计|共|计|达到|达|约为|约|为|了|人民币)+\Z")
_KNOWN = re.compile(r"([\u4e00-\u9fff]{2})(?:了)?的(?:这)?\Z")
_POINTED = re.compile(r"(?:上述|以上|这|该|前述|所有这)\Z")
_HANDLED = re.compile(r"(?:将|把|对)(?:全部|所有|这)?\Z")
_TASKED = re.compile(r"(?:由|交由|交|交给|交办给|分交|分解到|分解给|分送|分发到|涉及|落实到)\Z")
_ALL = re.compile(r"共|总|全部|全年|合计|累计")
_TASK_NOUN = re.compile(r"[\u4e00-\u9fff]{0,4}?(?:单位|部门|科室|责任人)")


class Count(NamedTuple):
    """A number with its unit, where it stands among the uses."""

    number: int
    spot: Spot
    unit: str
    left: str
    right: str  # behind the unit


def repeated(scope: Scope, numbers: Sequence[tuple[int, Spot, str]]) -> dict[int, int]:
    """For each number that means an earlier one: its index, and the earlier one's.

    Args:
        scope: the draft.
        numbers: index, spot and unit of the numbers that stand for themselves so far, in order.
    """
    counts = [
        Count(index, spot, unit, clause_before(spot.before),
              spot.after.lstrip(" \u3000").removeprefix(unit))
        for index, spot, unit in numbers if unit
    ]  # fmt: skip
    found: dict[int, int] = {}
    for place, count in enumerate(counts):
        earlier = [
            other for other in counts[:place]
            if other.unit == count.unit and other.spot.mark == count.spot.mark
            and other.number not in found
            and scope.planned(other.spot) == scope.planned(count.spot)
        ]  # fmt: skip
        if not earlier:
            continue
        same = [
            *_in_title(scope, count, earlier),
            *(o for rule in _RULES for o in rule(count, earlier)),
        ]
        if same and all(other.number == same[0].number for other in same):
            found[count.number] = same[0].number
    return found


def _in_title(scope: Scope, count: Count, earlier: Sequence[Count]) -> list[Count]:
    """关于解决维修经费x万元的请示 … 共需维修经费x万元."""
    if scope.in_frame(count.spot) or _APART.search(count.left):
        return []
    left = _LEADING.sub("", count.left)
    found = []
    for other in earlier:
        if other.spot.paragraph not in scope.head:
            continue
        shared = _common_end(left, _LEADING.sub("", other.left))
        noun = _common_begin(count.right, other.right)
        sure = shared >= 4 or (shared >= 2 and _REQUEST.search(count.left))
        if sure or (noun >= 4 and not re.match(r"[，。；、）]", count.right)):
            found.append(other)
    return found if len(found) == 1 else []


def _spoken_of(count: Count, earlier: Sequence[Count]) -> list[Count]:
    """立案x件 … 立案的x件提案; 提出建议x条 … 委员提出的x条建议."""
    noun = _noun(count.right)
    known = _KNOWN.search(count.left)
    if known:
        found = []
        for other in earlier:
            before = _LEADING.sub("", other.left)
            if known[1] not in before or _APART.search(other.left):
                continue
            behind = before.rpartition(known[1])[2]
            counted = any(
                behind.endswith(count.right[:n]) for n in range(2, min(7, len(count.right)))
            )
            if not behind or counted or (noun and noun.startswith(behind)):
                found.append(other)
        return found if len(found) == 1 else []
    if _POINTED.search(count.left) and noun:
        found = [o for o in earlier if _names(o, noun)]
        return found if len(found) == 1 else []
    return []


def _dealt_with(count: Count, earlier: Sequence[Count]) -> list[Count]:
    """共承办提案x件 … 将x件提案分解到各单位."""
    noun = _noun(count.right)
    if not noun or not _HANDLED.search(count.left):
        return []
    found = [o for o in earlier if _names(o, noun) and not _APART.search(o.left)]
    if len(found) > 1:
        found = [o for o in found if _ALL.search(o.left)]
    return found if len(found) == 1 else []


def _with_a_task(count: Count, earlier: Sequence[Count]) -> list[Count]:
    """交由x家承办单位办理 … x家承办单位负责人, 分解到x家承办单位."""
    noun = _TASK_NOUN.match(count.right)
    if not noun or not (_TASKED.search(count.left) or (not count.left and len(noun[0]) >= 4)):
        return []
    found = [o for o in earlier if o.right.startswith(noun[0]) and _TASKED.search(o.left)]
    return found if len(found) == 1 else []


def _noun(right: str) -> str:
    """What is counted, if it stands behind the unit: two to six characters."""
    text = clause_after(right)
    found = re.match(
        r"[\u4e00-\u9fff]{0,4}?(?:提案|建议案|意见建议|建议|意见|议案|信息|案件|项目|问题|事项|单位|部门)", text
    )  # fmt: skip
    return found[0] if found else ""


def _names(count: Count, noun: str) -> bool:
    """Whether a number counts what the noun says: 提案x件, x件提案."""
    left = _LEADING.sub("", count.left)
    return left.endswith(noun) or count.right.startswith(noun)


def _common_end(one: str, two: str) -> int:
    number = 0
    while number < min(len(one), len(two)) and one[-1 - number] == two[-1 - number]:
        number += 1
    return number


def _common_begin(one: str, two: str) -> int:
    number = 0
    while (
        number < min(len(one), len(two))
        and one[number] == two[number]
        and "\u4e00" <= one[number] <= "\u9fff"
    ):
        number += 1
    return number


def _in_stock(count: Count, earlier: Sequence[Count]) -> list[Count]:
    """现有监测户x户 … 为x户监测户制定措施."""
    if not re.search(r"(?:^|[，。；：])(?:为|对|将|把)\Z", count.spot.before[-2:]):
        return []
    found = []
    for other in earlier:
        sentence = other.spot.before.rpartition("。")[2]
        noun = re.search(r"[\u4e00-\u9fff]{3,6}\Z", _LEADING.sub("", other.left))
        if (
            noun and re.search(r"现有|共有|辖", sentence) and count.right.startswith(noun[0])
        ):  # fmt: skip
            found.append(other)
    return found if len(found) == 1 else []


def _on_a_list(count: Count, earlier: Sequence[Count]) -> list[Count]:
    """表彰x件优秀提案 … 附件：优秀提案名单（x件）."""
    listed = re.search(
        r"([\u4e00-\u9fff]{4,})(?:名单|名册|清单|目录|一览表)[（(](?:共)?\Z", count.spot.before
    )
    if not listed or not re.match(r"[）)]", count.right):
        return []
    found = [
        other for other in earlier
        if any(
            listed[1].endswith(other.right[:length])
            for length in range(4, min(12, len(other.right)) + 1)
        )
    ]  # fmt: skip
    return found if len(found) == 1 else []


_RULES = (_spoken_of, _dealt_with, _with_a_task, _in_stock, _on_a_list)
