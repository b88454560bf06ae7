"""What an evaluation counts as right."""

import numpy as np
import pytest

from snn_cl.encoders.poisson_rate import poisson_rate
from snn_cl.models.tacos import tacos
from snn_cl.simulator import Simulator
from snn_cl.stream import Experience
from snn_cl.training.evaluation import evaluate


def test_a_share_is_of_all_images_the_silent_ones_included():
    simulator = Simulator(tacos(4, 2, 3), backend="numpy", show=0.002)
    labels = np.array([0, 1, 1, 0, 1])
    answers = iter(np.split(np.array([0, 1, 0, -1, -1]), [2, 4]))
    accuracy, silent = evaluate(
        simulator,
        Experience("two classes", np.zeros((5, 2, 2), np.uint8), labels),
        simulator.initial_state(0),
        seed=0,
        block=2,
        functions=(poisson_rate, lambda counts: next(answers)),
    )
    assert accuracy == pytest.approx(2 / 5)
    assert silent == pytest.approx(2 / 5)
