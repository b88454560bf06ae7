"""Thresholds in which most neurons need no random number."""

import pytest

from snn_cl.backends.dense.analysis.poisson_threshold import Draw, find_draw

DRAW = "uniform_at(17, t_in_timesteps, i)"
SCALARS = {"_lio_1": "gain * dt", "_lio_2": "noise * t", "_lio_3": "1.0 * _lio_1"}


def draw(condition):
    return find_draw(condition, SCALARS, is_constant={"gain"}.__contains__)


@pytest.mark.parametrize(
    "limit",
    [
        "stimulus(t, i) * dt",
        "teacher(t, i) * gain",
        "_lio_1 * stimulus(t, i)",
        "_lio_3 * stimulus(t, i)",
    ],
)
def test_a_limit_that_changes_only_with_the_stimulus(limit):
    assert draw(f"{DRAW} < {limit}") == Draw(DRAW, limit)


@pytest.mark.parametrize(
    "condition",
    [
        f"{DRAW} < rate * dt",  # no stimulus
        f"{DRAW} < stimulus(t, i) * v",  # a variable
        f"{DRAW} < stimulus(t, i) * t",
        f"{DRAW} < _lio_2 * stimulus(t, i)",
        f"{DRAW} < stimulus(t, i) * exp(gain)",
        f"{DRAW} > stimulus(t, i) * dt",
        f"stimulus(t, i) * dt < {DRAW}",
        f"{DRAW} < {DRAW} * stimulus(t, i)",
        f"{DRAW} < stimulus(t, i) and gain < 1",
        f"{DRAW} * v < stimulus(t, i) * dt",
        "uniform_at(17, t_in_timesteps, i + 1 - v) < stimulus(t, i)",
        "v > 1",
    ],
)
def test_other_conditions(condition):
    assert draw(condition) is None
