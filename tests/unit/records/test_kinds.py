"""What a value out of a file must be: held against type hints, and made into what they name."""

import re
from dataclasses import dataclass
from typing import Any, TypedDict

import pytest

from snn_cl.records.kinds import check_kind, made_of


@dataclass(frozen=True)
class Point:
    x: int
    names: tuple[str, ...] = ()


class Row(TypedDict):
    n: int


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (3, float),
        (None, int | None),
        ([[0.5, None]], list[list[float | None]]),
        (["a"], tuple[str, ...]),
        ({"a": [1]}, dict[str, list[int]]),
        ([1], dict[str, int] | tuple[int, ...]),
        ({"x": 1, "names": ["a"]}, Point),
        ({"n": 1}, Row),
        ({"a": [None, True, 0.5, "x"]}, Any),
    ],
)
def test_a_value_of_its_kind_passes(value, kind):
    check_kind(value, kind)


@pytest.mark.parametrize(
    ("value", "kind", "message"),
    [
        (True, int, "'here' is true, expected a whole number below 2**63"),
        (1.0, int, "'here' is 1.0, expected a whole number below 2**63"),
        (2**63, float, f"'here' is {2**63}, expected a finite number"),
        (float("inf"), float, "'here' is Infinity, expected a finite number"),
        (1, bool, "'here' is 1, expected true or false"),
        ("a", int | None, "'here' is \"a\", expected a whole number below 2**63 or null"),
        ("a", tuple[str, ...], "'here' is \"a\", expected a list, each a text"),
        ([1], Point, "'here' is [1], expected a mapping"),
        ({"x": "1"}, Point, "'here.x' is \"1\", expected a whole number below 2**63"),
        ({"n": None}, Row, "'here.n' is null, expected a whole number below 2**63"),
        ({"a": {"b": "\0"}}, Any, "'here.a.b' is \"\\u0000\", expected a text"),
        ({"\ud800": 1}, dict[str, int], "'here' is \"\\ud800\", expected a text"),
        ([2**63], Any, f"'here' is {2**63}, expected a whole number below 2**63"),
        ("a" * 50, int, f"'here' is \"{'a' * 35} ..., expected a whole number below 2**63"),
    ],
)
def test_another_value_is_named_with_its_place(value, kind, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        check_kind(value, kind, "here")


def test_names_that_a_kind_does_not_know_are_left_out_and_those_not_there_have_their_default():
    assert made_of({"x": 1, "colour": "red"}, Point) == Point(1)


def test_lists_become_tuples_where_the_kind_says_so():
    assert made_of([{"x": 1, "names": ["a"]}], tuple[Point, ...]) == (Point(1, ("a",)),)
    assert made_of({"n": [1]}, dict[str, list[int]]) == {"n": [1]}


def test_what_has_no_default_and_is_not_there_is_named_with_its_place():
    with pytest.raises(KeyError) as caught:
        made_of({"names": []}, Point, "here")
    assert caught.value.args == ("here.x",)
