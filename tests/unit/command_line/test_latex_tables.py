"""Tables for a paper hold all parts of a model, and nothing that LaTeX would stumble over."""

import re

import pytest

from snn_cl.command_line.describe import describe_in_latex
from snn_cl.command_line.latex_tables import model_table
from snn_cl.errors import NotFoundError
from snn_cl.find import names
from snn_cl.models.tacos import tacos

TITLES = ("Model summary", "Populations", "Connectivity", "Input", "Measurements")


def test_the_table_of_a_model_says_what_is_in_it():
    text = model_table(tacos(6, 2, 4))
    for title in TITLES:
        assert rf"\textbf{{{title}}}" in text
    start = r"$w$ begins as $4 \, \mathrm{rand}\left(\right) - 2.1$ \\"
    assert rf"input\_hidden & input to hidden, all to all; {start}" in text
    assert r"$\tau_{m}$ & 25*ms; time constant of the membrane potential v \\" in text
    assert r"$\frac{dv}{dt} = \frac{-v + R \, I}{\tau_{m}}$ \\" in text
    assert r"hidden & 4 neurons: neurons/lif, neurons/spike\_trace" in text
    assert r"Label & $100$ Hz at the right answer, to teacher \\" in text
    assert r"Time step & $1$ ms \\" in text


@pytest.mark.parametrize("name", [*names("models"), "synapses/metaplasticity"])
def test_every_table_is_closed_and_every_cell_is_text_or_mathematics(name):
    text = describe_in_latex(name)
    assert text.count(r"\begin{tabular}") == text.count(r"\end{tabular}") > 0
    assert text.count("{") == text.count("}")
    for line in text.splitlines():
        if line.endswith(r"\\"):
            plain = re.sub(r"\$[^$]*\$", "", line.replace(r"\$", ""))
            assert "$" not in plain, line
            assert not re.search(r"(?<!\\)[_^%#]", plain), line


def test_what_is_neither_rule_nor_model_is_refused():
    with pytest.raises(NotFoundError, match="no equation file or model 'tacso'; did you mean"):
        describe_in_latex("tacso")
