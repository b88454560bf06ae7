"""The lines of an equation file and their places."""

import pytest

from snn_cl.errors import EquationFileError
from snn_cl.language.lines import Line, equation_of, parameter_of, statement_of
from snn_cl.language.source_location import Place
from snn_cl.language.unit_inference import unit_text


def line(text: str) -> Line:
    return Line(text, Place("x.eq", 3))


def message(reader, text: str) -> str:
    with pytest.raises(EquationFileError) as caught:
        reader(line(text))
    return str(caught.value)


def test_parameter():
    parameter = parameter_of(line("tau_m = 15*ms   # membrane time constant"))
    assert (parameter.name, parameter.text, parameter.value) == ("tau_m", "15*ms", 0.015)
    assert parameter.meaning == "membrane time constant"
    assert unit_text(parameter.dimension) == "s"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "tau: 15*ms # time",
            "x.eq:3:1: 'tau: 15*ms # time' is not a parameter; "
            "write 'name = value*unit  # meaning'",
        ),
        (
            "tau = 15*mss # time",
            "x.eq:3:10: 'mss' is neither a unit nor a known name; did you mean 'ms'?",
        ),
        ("tau = # time", "x.eq:3:7: nothing is written here; expected an expression"),
        (
            "tau = 2*eta # time",
            "x.eq:3:9: 'eta' is neither a unit nor a known name; expected a number with its unit",
        ),
    ],
)
def test_what_is_no_parameter(text, expected):
    assert message(parameter_of, text) == expected


@pytest.mark.parametrize(
    ("text", "name", "kind", "expression", "unit", "flags"),
    [
        ("v : volt", "v", "variable", "", "volt", ()),
        ("dv/dt = -v/tau : volt", "v", "differential", "-v/tau", "volt", ()),
        ("x = 2*v : volt/second", "x", "subexpression", "2*v", "volt/second", ()),
        ("n : integer (constant, shared)", "n", "variable", "", "integer", ("constant", "shared")),
        ("dv / dt=-(v)/tau:1 (unless refractory)", "v", "differential")
        + ("-(v)/tau", "1", ("unless refractory",)),
        ("dtau : 1", "dtau", "variable", "", "1", ()),
    ],
)
def test_equation(text, name, kind, expression, unit, flags):
    equation = equation_of(line(text))
    assert (equation.name, equation.kind, equation.expression) == (name, kind, expression)
    assert (equation.unit, equation.flags) == (unit, flags)


def test_the_place_of_a_right_side():
    assert str(equation_of(line("dv/dt = -v/tau : 1")).expression_place) == "x.eq:3:9"
    assert str(statement_of(line("w += dw")).expression_place) == "x.eq:3:6"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "dv/dt = -v/tau",
            "x.eq:3:1: 'dv/dt = -v/tau' has no unit; add ' : unit' at its end, "
            "such as ' : 1' for a plain number or ' : volt'",
        ),
        (
            "v :",
            "x.eq:3:1: 'v :' ends without a unit; write ': 1' for a plain number or ': volt'",
        ),
        ("dv/dt : 1", "x.eq:3:1: 'dv/dt' has no right side; write 'dv/dt = ... : unit'"),
        ("v : vollt", "x.eq:3:5: no unit 'vollt'; did you mean 'volt'?"),
        ("v : volt (constant", "x.eq:3:10: '(' is never closed; add ')'"),
        (
            "v + 1 : volt",
            "x.eq:3:1: 'v + 1 : volt' is not an equation; "
            "expected 'dx/dt = ... : unit', 'x = ... : unit' or 'x : unit'",
        ),
    ],
)
def test_what_is_no_equation(text, expected):
    assert message(equation_of, text) == expected


@pytest.mark.parametrize("operator", ["=", "+=", "-=", "*=", "/="])
def test_statement(operator):
    statement = statement_of(line(f"w {operator} w >= 1"))
    assert (statement.name, statement.operator) == ("w", operator)
    assert statement.expression == "w >= 1"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("w == 1", "x.eq:3:1: 'w == 1' compares; to assign, write '='"),
        ("w + 1", "x.eq:3:1: 'w + 1' is not a statement; write 'name = expression'"),
        ("w **= 2", "x.eq:3:1: 'w **= 2' is not a statement; write 'name = expression'"),
    ],
)
def test_what_is_no_statement(text, expected):
    assert message(statement_of, text) == expected
