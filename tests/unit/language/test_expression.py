"""Expressions are read with their places and worked out without being run."""

import ast
import math
import operator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from snn_cl.errors import EquationFileError
from snn_cl.language.expression import evaluate, names_in, parse
from snn_cl.language.source_location import Place

HERE = Place("x.eq", 3, 5)


def value(text: str, names=None, functions=None):
    return evaluate(parse(text, HERE), names or {}, functions or {}, HERE)


def test_a_place_is_path_line_column():
    assert str(HERE.moved(2)) == "x.eq:3:7"


def test_a_place_outside_of_files_is_its_source():
    assert str(Place("--param")) == "--param"


def test_an_error_says_and_carries_its_place():
    error = HERE.error("too long", 4)
    assert str(error) == "x.eq:3:9: too long"
    assert (error.place.line, error.place.column) == (3, 9)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 + 3*4", 14),
        ("-2**2", -4),
        ("7 // 2 + 7 % 4", 6),
        ("(1 + 2)/4", 0.75),
        ("a*b", 6),
        ("+a", 2),
        ("a < b", True),
        ("a != a", False),
        ("double(a)", 4),
        ("  1e-3", 0.001),
    ],
)
def test_value(text, expected):
    assert value(text, {"a": 2, "b": 3}, {"double": lambda x: 2 * x}) == expected


def test_value_of_arrays():
    np.testing.assert_array_equal(value("2*x + 1", {"x": np.arange(3)}), [1, 3, 5])


def test_names_come_in_order_and_without_functions():
    assert [name.id for name in names_in(parse("b*f(a) + c", HERE))] == ["b", "a", "c"]


def test_columns_count_characters_not_bytes():
    assert [name.col_offset for name in names_in(parse(" ä + b", HERE))] == [1, 5]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "x.eq:3:5: nothing is written here; expected an expression"),
        ("a^2", "x.eq:3:6: '^' is not a power here; write '**'"),
        ("a && b", "x.eq:3:7: '&&' is not an operator here; write 'and'"),
        ("a || b", "x.eq:3:7: '||' is not an operator here; write 'or'"),
        ("!a", "x.eq:3:5: '!' is not an operator here; write 'not'"),
        ("a; b", "x.eq:3:6: ';' cannot stand here; write one statement a line"),
        ("a = b", "x.eq:3:7: '=' cannot stand inside an expression; to compare, write '=='"),
        ("2 ms", "x.eq:3:5: '2 ms' lacks an operator; write '2*ms'"),
        ("(a + b", "x.eq:3:5: '(' is never closed; add ')'"),
        ("a + b)", "x.eq:3:10: ')' closes nothing; remove it or open it"),
        ("a + * b", "x.eq:3:9: 'a + * b' is not an expression; look near '* b'"),
        (
            "2*lambda",
            "x.eq:3:7: 'lambda' is a word of Python and cannot be a name; call it 'lam'",
        ),
    ],
)
def test_what_is_no_expression(text, message):
    with pytest.raises(EquationFileError) as caught:
        parse(text, HERE)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1/0", "x.eq:3:5: '1 / 0' cannot be worked out: division by zero"),
        ("1 + mss", "x.eq:3:9: 'mss' is neither a unit nor a known name; did you mean 'ms'?"),
        ("f()", "x.eq:3:5: 'f()' cannot stand here; expected numbers, names, + - * / ** and "),
        ("'a'", "x.eq:3:5: ''a'' cannot stand here; expected numbers, names, + - * / ** and "),
        ("[1]", "x.eq:3:5: '[1]' cannot stand here; expected numbers, names, + - * / ** and "),
        ("ms.real", "x.eq:3:5: 'ms.real' cannot stand here; expected numbers, names, + - "),
        ("1 < 2 < 3", "x.eq:3:5: '1 < 2 < 3' cannot stand here; expected numbers, names, + - "),
        ("1 << 2", "x.eq:3:5: '1 << 2' cannot stand here; expected numbers, names, + - "),
        ("(0 - 8)**0.5 < 1", "x.eq:3:5: '(0 - 8) ** 0.5 < 1' cannot be worked out: "),
    ],
)
def test_what_has_no_value(text, message):
    with pytest.raises(EquationFileError) as caught:
        value(text, {"ms": 0.001})
    assert str(caught.value).startswith(message)


def test_a_huge_power_is_an_error_at_once():
    with pytest.raises(EquationFileError, match="cannot be worked out"):
        value("9**9**9**9")


def test_code_is_never_run():
    with pytest.raises(EquationFileError, match="cannot stand here"):
        value("__import__('os').getcwd()")


NUMBERS = st.floats(-100, 100).map(lambda number: f"({number!r})")
TREES = st.recursive(
    NUMBERS,
    lambda inner: st.tuples(inner, st.sampled_from("+-*/"), inner).map(
        lambda parts: f"({parts[0]} {parts[1]} {parts[2]})"
    ),
)


@given(TREES)
def test_arithmetic_is_that_of_python(text):
    try:
        expected = _python(ast.parse(text, mode="eval").body)
    except ZeroDivisionError:
        with pytest.raises(EquationFileError, match="division by zero"):
            value(text)
    else:
        found = value(text)
        assert found == expected or (math.isnan(found) and math.isnan(expected))


def _python(node: ast.expr) -> float:
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.UnaryOp):
        return -_python(node.operand)
    left, right = _python(node.left), _python(node.right)
    name = {"Add": "add", "Sub": "sub", "Mult": "mul", "Div": "truediv"}[type(node.op).__name__]
    return getattr(operator, name)(left, right)


@given(st.text(max_size=40) | st.text("ab1.()*+-/^=<>[] ", max_size=40))
def test_any_text_is_an_expression_or_an_error_of_ours(text):
    try:
        evaluate(parse(text, HERE), {"a": 1.0, "b": 2.0}, {}, HERE)
    except EquationFileError as error:
        wrong = str(error)
    else:
        wrong = "x.eq:3:"
    assert wrong.startswith("x.eq:3:")


@pytest.mark.parametrize("text", ["-" * 4000 + "1", "1" + "+1" * 4000, "(" * 500 + "1" + ")" * 500])
def test_what_is_nested_too_deeply_is_an_error_of_ours(text):
    with pytest.raises(EquationFileError):
        value(text)
