"""The order of computation is the order in the model; names decide nothing."""

from dataclasses import replace

import numpy as np
import pytest

from snn_cl.models.competitive import competitive
from snn_cl.models.tacos import tacos
from snn_cl.network.model import Model
from snn_cl.simulator import Simulator


def renamed(model: Model, names: dict[str, str]) -> Model:
    projections = [replace(p, name=names.get(p.name, p.name)) for p in model.projections]
    return replace(model, projections=projections)


def states(model: Model) -> dict[str, np.ndarray]:
    simulator = Simulator(model, show=0.03, backend="numpy")
    rates = np.random.default_rng(0).uniform(0, 200, (4, 16))
    labels = np.array([0, 1, 0, 1])
    start = simulator.initial_state(3)
    return simulator.run(rates, labels, state=start, seed=5).state


@pytest.mark.parametrize("make", [competitive, tacos])
def test_a_projection_called_something_else_changes_no_bit(make):
    model = make(16, 2, 10)
    # Backwards in the alphabet, so that whatever goes by names would come in another order.
    names = {p.name: f"p{99 - k}" for k, p in enumerate(model.projections)}
    before, after = states(model), states(renamed(model, names))
    for key, array in before.items():
        part, variable = key.split(".")
        assert np.array_equal(array, after[f"{names.get(part, part)}.{variable}"]), key


def test_projections_act_in_the_order_of_the_model(tmp_path):
    from snn_cl.network.model import Population, Projection

    head = "# A synapse.\n# Source: own\n[equations]\nw : 1\n[on_pre]\n"
    (tmp_path / "adds.eq").write_text(head + "seen_post += 1\n")
    (tmp_path / "reads.eq").write_text(head + "w = w + plastic*seen_post\n")
    (tmp_path / "fires.eq").write_text(
        "# Fires once.\n# Source: own\n[equations]\nv : 1\n[threshold]\nt_in_timesteps == 2\n"
    )
    (tmp_path / "sees.eq").write_text(
        "# Counts.\n# Source: own\n[equations]\nseen : 1\n[threshold]\nseen > 9\n[ports]\nseen\n"
    )
    populations = [
        Population("input", 1, str(tmp_path / "fires.eq")),
        Population("output", 1, str(tmp_path / "sees.eq")),
    ]
    adding = Projection("input", "output", str(tmp_path / "adds.eq"), name="z")
    reading = Projection("input", "output", str(tmp_path / "reads.eq"), name="a")
    found = []
    for order in ([adding, reading], [reading, adding]):
        simulator = Simulator(Model(populations, order), show=0.005, backend="numpy")
        outcome = simulator.run(np.zeros((1, 1)), state=simulator.initial_state(0), seed=0)
        found.append(outcome.state["a.w"].item())
    assert found == [1, 0]
