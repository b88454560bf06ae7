"""The network of `tacos` with both halves of SLNID: neighbours inhibit and decorrelate."""

from pathlib import Path

from snn_cl.find import find_function
from snn_cl.network.edits import with_rule
from snn_cl.network.model import Model

LATERAL = str(Path(__file__).with_name("tacos_lateral.py"))


def tacos_decorrelated(n_input: int = 784, n_output: int = 2, n_hidden: int = 200) -> Model:
    """`tacos_lateral` whose inhibition is felt as a field, which drives an anti-Hebbian term.

    Parameters
    ----------
    n_input, n_output, n_hidden : int

    Returns
    -------
    Model

    Source: as `tacos`; both halves after Aljundi, Rohrbach & Tuytelaars (2019), arXiv:1806.05421.
    """
    model = find_function("models", LATERAL)(n_input, n_output, n_hidden)
    rules = {
        "hidden": [*model.population("hidden").neurons, "neurons/lateral_field"],
        "hidden_hidden": ["synapses/lateral_inhibition", "synapses/lateral_field"],
        "input_hidden": [*model.part("input_hidden").rule, "synapses/decorrelation"],
    }
    for part, rule in rules.items():
        model = with_rule(model, part, rule)
    return model
