"""Records are named tuples in all but their making."""

from __future__ import annotations

import copy
import pickle
import typing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_assist import records


class Ours(records.NamedTuple):
    """A record."""

    start: int
    end: int = 7
    text: str = ""

    @property
    def length(self) -> int:
        """Something computed."""
        return self.end - self.start

    @classmethod
    def at(cls, place: int) -> Ours:
        """Another way to make one."""
        return cls(place, place)


class Theirs(typing.NamedTuple):
    """The same, made by the standard library."""

    start: int
    end: int = 7
    text: str = ""


VALUES = st.tuples(st.integers(), st.integers(), st.text(max_size=3))


@given(VALUES, VALUES)
def test_the_same_as_a_named_tuple(one: tuple[int, int, str], other: tuple[int, int, str]) -> None:
    ours, theirs = Ours(*one), Theirs(*one)
    assert tuple(ours) == tuple(theirs) == one
    assert ours == Ours(*one)
    assert hash(ours) == hash(theirs)
    assert (ours < Ours(*other)) == (one < other)
    assert repr(ours).removeprefix("Ours") == repr(theirs).removeprefix("Theirs")
    assert ours._asdict() == theirs._asdict()
    assert tuple(ours._replace(text=other[2])) == tuple(theirs._replace(text=other[2]))
    assert (ours.start, ours.end, ours.text) == one
    assert list(ours) == list(one)
    for kept in (pickle.loads(pickle.dumps(ours)), copy.copy(ours), Ours._make(one)):
        assert type(kept) is Ours
        assert kept == ours


def test_defaults_and_keywords() -> None:
    assert Ours(1) == (1, 7, "")
    assert Ours(1, text="x") == (1, 7, "x")
    assert Ours(end=2, start=1) == (1, 2, "")
    assert Ours.at(3).length == 0
    assert Ours._fields == Theirs._fields
    assert Ours.__doc__ == "A record."


@pytest.mark.parametrize(
    ("values", "named"),
    [((), {}), ((1, 2, "", 4), {}), ((1,), {"start": 1}), ((1,), {"stop": 1}), ((), {"end": 1})],
)
def test_wrong_values(values: tuple[object, ...], named: dict[str, object]) -> None:
    for cls in (Ours, Theirs):
        with pytest.raises(TypeError):
            cls(*values, **named)  # type: ignore[arg-type]


def test_unknown_field_of_a_replacement() -> None:
    with pytest.raises(TypeError, match="stop"):
        Ours(1)._replace(stop=3)  # type: ignore[call-arg]


def test_fields_cannot_be_set() -> None:
    with pytest.raises(AttributeError):
        Ours(1).start = 2  # type: ignore[misc]
    with pytest.raises(AttributeError):
        Ours(1).other = 2  # type: ignore[attr-defined]


def test_patterns_match() -> None:
    match Ours(1, 2, "x"):
        case Ours(start, end, text=text):
            assert (start, end, text) == (1, 2, "x")


def test_defaults_stand_last() -> None:
    with pytest.raises(TypeError, match="default"):

        class Wrong(records.NamedTuple):
            first: int = 1
            second: int  # type: ignore[misc]
