"""Expressions and equations as LaTeX, worked by hand."""

import pytest

from snn_cl.find import names
from snn_cl.language.latex import equation_latex, expression_latex, name_latex, statement_latex
from snn_cl.language.rule import read_rule


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a + b*c", r"a + b \, c"),
        ("(a + b)*c", r"\left(a + b\right) \, c"),
        ("a - (b - c)", r"a - \left(b - c\right)"),
        ("a - b - c", "a - b - c"),
        ("-(a + b)", r"-\left(a + b\right)"),
        ("(a/b)**2", r"\left(\frac{a}{b}\right)^{2}"),
        ("-a**2", "-a^{2}"),
        ("(-a)**2", r"\left(-a\right)^{2}"),
        ("a*(b % c)", r"a \, \left(b \bmod c\right)"),
        ("a + b % c", r"a + \left(b \bmod c\right)"),
        ("a % b > c", r"a \bmod b > c"),
        ("(a > b) == c", r"\left(a > b\right) = c"),
        ("c == (a and b)", r"c = \left(a \wedge b\right)"),
        ("(a > b)*c", r"\left(a > b\right) \, c"),
        ("a > b or c > b", r"a > b \vee c > b"),
        ("1e-3*a", r"0.001 \, a"),
        ("1e-9*a", r"1 \cdot 10^{-9} \, a"),
        ("exp(-t/tau_m)", r"\exp\left(\frac{-t}{\tau_{m}}\right)"),
        ("abs(x)*int(x > 0 and not y)", r"\left| x \right| \, \left[ x > 0 \wedge \neg y \right]"),
        ("(a or b) and c", r"\left(a \vee b\right) \wedge c"),
        ("a // b", r"\left\lfloor \frac{a}{b} \right\rfloor"),
    ],
)
def test_an_expression_keeps_its_meaning(text, expected):
    assert expression_latex(text) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("w", "w"),
        ("w_ref", r"w_{\mathrm{ref}}"),
        ("trace_pre", r"\mathrm{trace}_{\mathrm{pre}}"),
        ("tau", r"\tau"),
        ("used", r"\mathrm{used}"),
    ],
)
def test_a_name_has_greek_letters_and_indices(name, expected):
    assert name_latex(name) == expected


def test_a_differential_equation_and_a_statement():
    rule = read_rule(["neurons/spike_trace"])
    equations = [equation_latex(each) for each in rule.equations]
    assert any(text.startswith(r"\frac{d\mathrm{trace}}{dt} = ") for text in equations)
    rule = read_rule(["synapses/metaplasticity"])
    scaled = next(body[0] for section, _, body in rule.statements if section == "on_pre")
    expected = r"\mathrm{dw} \leftarrow \mathrm{dw} \, \exp\left(-\left| m \, w \right|\right)"
    assert statement_latex(scaled) == expected


def test_every_shipped_file_can_be_written():
    for name in names("equations"):
        rule = read_rule([name])
        written = [equation_latex(each) for each in rule.equations]
        written += [statement_latex(each) for _, _, body in rule.statements for each in body]
        for text in written:
            assert text.count("{") == text.count("}"), name
            assert text.count(r"\left") - text.count(r"\leftarrow") == text.count(r"\right"), name
