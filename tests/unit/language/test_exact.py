"""What is written for Brian2: numbers and conditions that mean the same everywhere."""

import pytest

from snn_cl.errors import EquationFileError
from snn_cl.language.exact import exact
from snn_cl.language.number_kinds import BOOLEAN, FINITE, INTEGER, whole
from snn_cl.language.source_location import Place

NAMES = {"k": INTEGER, "b": BOOLEAN, "i": whole(0, 99), "N": whole(100, 100), "p": FINITE}
NAMES |= {"t_in_timesteps": whole(0, 2**36)}


def written(text: str) -> str:
    return exact(text, NAMES, Place("text"))[0]


@pytest.mark.parametrize(
    "text",
    [
        "w + eta*2*x**2",
        "2*int(w >= 0) - 1",
        "int(trace > 1)*rand()",
        "(i - 1)/tau",
        "N*(N - 1)*x",
        "exp(-2*x)",
        "x > 1 and not y < 2",
    ],
)
def test_what_has_one_meaning_stays_as_it_is_written(text):
    assert written(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("w*10**-3", "w * 10.0 ** (-3)"),
        ("10**(-3)", "10.0 ** (-3)"),
        ("2**(i-2)", "2.0 ** (i - 2)"),
        ("1/2", "1.0 / 2"),
        ("i/2", "snn_real(i) / 2"),
        ("t_in_timesteps/x", "snn_real(t_in_timesteps) / x"),
        ("k + 1", "snn_long(k) + 1"),
        ("k*k*k", "snn_real(k) * k * k"),
        ("N*N*N*N*N", "snn_long(N * N * N * N) * N"),
        ("i % 3", "snn_whole_mod(i, 3)"),
        ("i // k", "snn_floordiv(i, k)"),
        ("x % 0.1", "snn_mod(x, 0.1)"),
        ("int(x)", "snn_whole_part(x)"),
        ("int(i)", "i"),
        ("x*b", "x * snn_count(b)"),
        ("(x > 1) + (x > 2)", "int(x > 1) + int(x > 2)"),
        ("-(x > 1)", "-int(x > 1)"),
        ("(x > 1) == b", "int(x > 1) == snn_count(b)"),
        ("True + 1", "1 + 1"),
        ("+x", "x"),
        ("clip(x, p, 8)", "snn_clip(x, p, 8)"),
        ("clip(x, y, 8)", "snn_clip_any(x, y, 8)"),
        ("clip(i, 0.5, 3)", "snn_clip(snn_real(i), 0.5, 3)"),
        ("sign(x) + floor(i)", "snn_sign(x) + i"),
        ("10000000000000000000*x", "1e+19 * x"),
    ],
)
def test_what_has_several_meanings_is_given_one(text, expected):
    assert written(text) == expected


@pytest.mark.parametrize(
    ("text", "kind", "low", "high"),
    [
        ("i + 1", "integer", 1, 100),
        ("i % 7", "integer", 0, 6),
        ("-i // 3", "integer", -100, 100),
        ("abs(k)", "integer", 0, 2**31),
        ("i/2", "real", None, None),
        ("10**-3", "real", None, None),
        ("x > i", "boolean", 0, 1),
    ],
)
def test_what_an_expression_gives(text, kind, low, high):
    found = exact(text, NAMES, Place("text"))[1]
    assert found.name == kind
    assert low is None or (found.low, found.high) == (low, high)


def test_deep_nesting_is_one_line():
    with pytest.raises(EquationFileError, match=r"text:1:1: this .*(nested|cannot be read)"):
        exact("-" * 5000 + "x", {}, Place("text", 1))
