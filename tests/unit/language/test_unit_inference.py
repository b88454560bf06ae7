"""The unit of every expression is known before Brian2 sees it."""

import pytest
from brian2.core.functions import DEFAULT_FUNCTIONS

from snn_cl.errors import EquationFileError
from snn_cl.language.dimension import DIMENSIONLESS
from snn_cl.language.expression import parse
from snn_cl.language.source_location import Place
from snn_cl.language.unit_inference import N_ARGUMENTS, dimensions_of, quantity, unit_of
from snn_cl.language.unit_names import unit_text
from snn_cl.language.unit_table import units

HERE = Place("x.eq", 3, 5)
VOLT, SIEMENS, AMP, SECOND = (
    units()[name].dimension for name in ("volt", "siemens", "amp", "second")
)
NAMES = {"v": VOLT, "g": SIEMENS, "I": AMP, "tau": SECOND, "x": DIMENSIONLESS}
NAMES |= {"t": SECOND, "i": DIMENSIONLESS}


def unit(text: str) -> str:
    return unit_text(dimensions_of(parse(text, HERE), NAMES, HERE))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("v", "V"),
        ("-v/tau", "V/s"),
        ("g*v", "A"),
        ("I/g - v", "V"),
        ("x**x", "1 (no unit)"),
        ("v**2", "V^2"),
        ("(v**2)**0.5", "V"),
        ("tau**-1", "1/s"),
        ("v > 3*mV and not x > 1", "1 (no unit)"),
        ("exp(-t/tau)", "1 (no unit)"),
        ("abs(v)", "V"),
        ("clip(v, 0*mV, 1*mV)", "V"),
        ("sqrt(v*v)", "V"),
        ("sign(v)", "1 (no unit)"),
        ("int(v > 0*mV)", "1 (no unit)"),
        ("tau // ms", "1 (no unit)"),
        ("rand()*v", "V"),
        ("stimulus(t, i)", "1/s"),
        ("modulator(t)", "1 (no unit)"),
    ],
)
def test_unit_of_an_expression(text, expected):
    assert unit(text) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "v + I",
            "x.eq:3:5: 'v' is in V, but 'I' is in A; what is added must have one unit; "
            "multiply or divide one of the two",
        ),
        (
            "v - 1",
            "x.eq:3:5: 'v' is in V, but '1' has no unit; what is subtracted must have one unit; "
            "write '1*volt'",
        ),
        (
            "x*(v > 0)",
            "x.eq:3:8: 'v' is in V, but '0' has no unit; what is compared must have one unit; "
            "write '0*volt'",
        ),
        (
            "clip(v, x, v)",
            "x.eq:3:5: 'v' is in V, but 'x' has no unit; what clip() takes must have one unit; "
            "multiply or divide one of the two",
        ),
        (
            "exp(t)",
            "x.eq:3:9: 't' is in s, but exp() takes a number without unit; "
            "divide it by something in that unit",
        ),
        (
            "int(v)",
            "x.eq:3:9: 'v' is in V, but int() takes a number without unit; "
            "divide it by something in that unit",
        ),
        ("stimulus(i, t)", "x.eq:3:14: 'i' has no unit, but stimulus() takes a time"),
        ("2**v", "x.eq:3:8: the exponent 'v' is in V; expected a plain number"),
        (
            "v**x",
            "x.eq:3:8: 'x' is neither a unit nor a known name; expected a number with its unit",
        ),
        ("clip(v)", "x.eq:3:5: clip() takes 3 arguments, not 1"),
        ("exp()", "x.eq:3:5: exp() takes 1 argument, not 0"),
        ("exq(x)", "x.eq:3:5: no function 'exq'; did you mean 'exp'?"),
        ("exp*x", "x.eq:3:5: 'exp' is a function; write 'exp(...)'"),
        ("vv", "x.eq:3:5: 'vv' is not defined; did you mean 'v'?"),
        ("v if x else I", "x.eq:3:5: 'if' cannot stand in an equation; write "),
        ("'a'", "x.eq:3:5: 'a' is not a number; equations hold numbers only"),
        ("v[0]", "x.eq:3:5: 'v[0]' cannot stand in an equation; expected Brian2's operators"),
    ],
)
def test_what_has_no_unit(text, message):
    with pytest.raises(EquationFileError) as caught:
        unit(text)
    assert str(caught.value).startswith(message)


def test_every_function_of_an_equation_is_one_of_brian2_or_of_the_runner():
    assert set(N_ARGUMENTS) - set(DEFAULT_FUNCTIONS) == {"stimulus", "teacher", "modulator"}


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("15*ms", 0.015, "s"),
        ("-70*mV", -0.07, "V"),
        ("0.5", 0.5, "1 (no unit)"),
        ("1/3", 1 / 3, "1 (no unit)"),
        ("2*nA/(10*mV)", 2e-7, "S"),
        ("(2*ms)**-1", 500, "1/s"),
        ("20*Hz", 20, "1/s"),
    ],
)
def test_quantity(text, value, shown):
    found, dimension = quantity(text, HERE)
    assert found == pytest.approx(value, rel=1e-15)
    assert unit_text(dimension) == shown


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("15*mss", "x.eq:3:8: 'mss' is neither a unit nor a known name; did you mean 'ms'?"),
        ("15 ms", "x.eq:3:5: '15 ms' lacks an operator; write '15*ms'"),
        ("15*ms + 1*mV", "x.eq:3:5: '15 * ms' is in s, but '1 * mV' is in V; what is added "),
        ("1e999", "x.eq:3:5: '1e999' is not a finite number"),
        ("1" + "0" * 400, "x.eq:3:5: '1000"),
        ("(-8)**0.5", "x.eq:3:5: '(-8)**0.5' is not a finite number"),
        ("rand()", "x.eq:3:5: 'rand()' cannot stand here; expected numbers, names"),
    ],
)
def test_what_is_no_quantity(text, message):
    with pytest.raises(EquationFileError) as caught:
        quantity(text, HERE)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1", "1 (no unit)"),
        ("boolean", "1 (no unit)"),
        ("integer", "1 (no unit)"),
        ("volt", "V"),
        ("Hz", "1/s"),
        ("volt/second", "V/s"),
        ("1/second", "1/s"),
        ("siemens/metre**2", "S/m^2"),
    ],
)
def test_unit_behind_a_colon(text, shown):
    assert unit_text(unit_of(text, HERE)) == shown


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("vollt", "x.eq:3:5: no unit 'vollt'; did you mean 'volt'?"),
        ("bool", "x.eq:3:5: no unit 'bool'; did you mean 'boolean'?"),
        ("V/s", "x.eq:3:5: no unit 'V'; did you mean 'volt'?"),
        ("q", "x.eq:3:5: no unit 'q'; expected 1, second, volt, amp, Hz, ..."),
        (
            "volt/ms",
            "x.eq:3:10: 'ms' is a multiple of a unit, good for values only; write 'second'",
        ),
        ("3", "x.eq:3:5: '3' is not a unit; write '1' for a plain number"),
        ("2*volt", "x.eq:3:5: '2*volt' is not a unit; write '1' for a plain number"),
    ],
)
def test_what_is_no_unit(text, message):
    with pytest.raises(EquationFileError) as caught:
        unit_of(text, HERE)
    assert str(caught.value) == message
