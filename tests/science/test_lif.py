"""The leaky integrate-and-fire neuron against its two linear equations, stepped by hand."""

import numpy as np
import pytest

from snn_cl.network.model import Model, Population, Projection
from snn_cl.simulator import Simulator

TAU_M, TAU_SYN, DT, W = 0.015, 0.010, 0.001, 0.01


def test_current_and_potential_have_their_own_time_constants():
    model = Model(
        [Population("input", 1, "neurons/poisson_rate"), Population("output", 1, "neurons/lif")],
        [Projection("input", "output", "synapses/transmission", initial={"w": str(W)})],
    )
    simulator = Simulator(model, show=20 * DT, backend="numpy")
    every_step = np.array([[1 / DT]])
    state = simulator.run(every_step, state=simulator.initial_state(0), seed=0).state

    current = potential = 0.0
    for _ in range(20):
        potential += DT / TAU_M * (current - potential)
        current += DT / TAU_SYN * (W - current)
    assert state["output.I"][0] == pytest.approx(current)
    assert state["output.v"][0] == pytest.approx(potential)
