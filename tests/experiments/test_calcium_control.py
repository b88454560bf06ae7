"""Calcium control against the curves that its equations give (an independent calculation)."""

import dataclasses

import numpy as np
import pytest
from one_presentation import work_through

from snn_cl.plasticity.configuration import ProbeConfiguration
from snn_cl.plasticity.curve import run_protocol
from snn_cl.plasticity.probe import make_probe
from snn_cl.plasticity.protocols import make_protocol

RULE = "synapses/calcium_control"


def curve(configuration):
    """Return the weight after a protocol of 100 spikes over the weight before, by point."""
    protocol = make_protocol(dataclasses.replace(configuration, spikes=100))
    probe = make_probe(RULE, configuration, protocol.clamped)
    before, after = run_protocol(probe, protocol)
    return dict(zip(protocol.points, after[:, 0] / before, strict=True))


def work(**values):
    neutral = {"free_post": 1, "epsp_pre": 0, "nmda_pre": 0, "v_post": -0.065}
    neutral |= {"dt": 2e-4, "plastic": 1}
    return work_through(RULE, "every", neutral | {"w": 0.5, "ca": 0} | values)


def test_without_calcium_the_weight_moves_to_a_quarter_in_three_hours():
    # P1/P2 + P4 = 10,001 s, as ltp and ltd are 0 to 1e-12.
    assert work()["dw"] == pytest.approx((0.25 - 0.5) * 2e-4 / 10_001, rel=1e-9)


@pytest.mark.parametrize(("ca", "omega"), [(0.35, 0.125), (0.45, 0.0003), (0.55, 0.5), (0.9, 1)])
def test_a_little_calcium_depresses_and_much_potentiates(ca, omega):
    # At a threshold half of its sigmoid: 0.25 - 0.125; between them 0; beyond both 0.25 + 1 - 0.25.
    pace = 2e-4 / (0.1 / (1e-5 + ca**3) + 1)
    assert work(ca=ca * 1e-3)["dw"] / pace + 0.5 == pytest.approx(omega, abs=3e-4)


def test_calcium_flows_in_through_open_receptors_by_the_potential():
    # At 0 mV, 1/(1 + 1/3.57) is unblocked; 0.002 uM/(ms mV) * 130 mV = 0.26 uM/ms = 0.26 M/s/1e3.
    after = work(v_post=0, nmda_pre=0.5)["ca"]
    assert after == pytest.approx(0.26 * 0.5 / (1 + 1 / 3.57) * 2e-4, rel=1e-9)


def test_a_clamped_dendrite_hears_no_epsp():
    clamped = work(v_post=0, nmda_pre=0.5, free_post=0, epsp_pre=0.01)["ca"]
    assert clamped == work(v_post=0, nmda_pre=0.5)["ca"]


class TestCurves:
    pytestmark = [pytest.mark.compiler, pytest.mark.slow]

    def test_spike_timing(self):
        configuration = ProbeConfiguration(
            points=(-35, -33, -6, 10, 45, 49, 67, 133, 137), start="0.25"
        )
        found = curve(configuration)
        assert found[-6] == pytest.approx(0.32, abs=0.05)
        assert found[10] == pytest.approx(1.95, abs=0.05)
        assert found[67] == pytest.approx(0.45, abs=0.05)
        # The second window of depression goes from 47 to 135 ms, 2 ms either way.
        assert found[45] > 1 > found[49]
        assert found[133] < 0.95 < found[137]

    def test_pairing_with_a_clamped_potential_turns_to_potentiation_at_51_mV(self):
        found = curve(ProbeConfiguration("pairing", (-65, -61, -52.2, -50.2, -11), start="0.25"))
        assert found[-65] == pytest.approx(1, abs=0.05)
        assert found[-61] == pytest.approx(0.88, abs=0.05)
        assert found[-52.2] < 1 < found[-50.2]
        assert found[-11] == pytest.approx(3.27, abs=0.05)

    def test_low_frequencies_depress_and_high_ones_potentiate(self):
        configuration = ProbeConfiguration(
            "frequency",
            (1, 4, 5, 5.6, 10),
            alone=True,
            start="0.26",
            param=("pre.epsp_size=10*mV",),
        )
        found = curve(configuration)
        assert found[1] == pytest.approx(0.50, abs=0.05)
        assert found[4] == pytest.approx(0.28, abs=0.05)
        assert found[5] < 1 < found[5.6]
        # Read after calcium has run out.
        assert found[10] == pytest.approx(3.68, abs=0.05)


def test_only_the_last_back_propagating_spike_counts():
    from snn_cl.network.model import Model, Population
    from snn_cl.simulator import Simulator

    model = Model(
        [
            Population("input", 1, "neurons/poisson_rate"),
            Population("output", 1, ["neurons/prescribed_spikes", "neurons/back_propagating"]),
        ],
        [],
    )
    simulator = Simulator(model, show=0.012, backend="numpy")
    state = simulator.initial_state(0)
    for name, value in {"onset": 1e-3, "interval": 5e-3, "n_pulses": 2}.items():
        state[f"output.{name}"].fill(value)
    after = simulator.run(np.zeros((1, 1)), state=state, seed=0).state
    # The second spike, at 6 ms, arrives 2 ms later, at step 8; three steps of decay are left.
    assert after["output.bpap_fast"].item() == pytest.approx(0.75 * np.exp(-3 / 3))
    assert after["output.bpap_slow"].item() == pytest.approx(0.25 * np.exp(-3 / 25))
    assert after["output.wait"].item() == 0
