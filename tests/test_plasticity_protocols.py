"""When the spikes of a protocol come, worked out by hand."""

import numpy as np
import pytest

from snn_cl.configuration import ProbeConfiguration
from snn_cl.errors import NotFoundError, StreamError
from snn_cl.plasticity_protocols import AFTER, BEFORE, frequency, make_protocol, pairing, stdp


def test_pairs_keep_their_lag_and_nobody_fires_before_the_start():
    protocol = stdp([-50, 0, 20], n_spikes=3, rate=2)
    np.testing.assert_allclose(protocol.pre["onset"], BEFORE + 0.05)
    np.testing.assert_allclose(protocol.post["onset"] - protocol.pre["onset"], [-0.05, 0, 0.02])
    assert protocol.pre["interval"].tolist() == [0.5] * 3
    assert protocol.post["n_pulses"].tolist() == [3] * 3


def test_a_protocol_ends_a_fixed_time_after_its_last_spike():
    protocol = stdp([-50, 0, 20], n_spikes=3, rate=2)
    assert protocol.duration == pytest.approx(BEFORE + 0.05 + 0.02 + 2 * 0.5 + AFTER)


def test_trains_of_all_frequencies_end_together():
    protocol = frequency([1, 10], n_spikes=11, lag=5)
    last = protocol.pre["onset"] + 10 * protocol.pre["interval"]
    np.testing.assert_allclose(last, BEFORE + 10)
    np.testing.assert_allclose(protocol.post["onset"] - protocol.pre["onset"], 0.005)


def test_without_a_lag_the_target_is_silent():
    assert frequency([1, 10], lag=None).post["n_pulses"].tolist() == [0, 0]


def test_a_clamped_target_is_silent_at_its_potential():
    protocol = pairing([-60, -10], n_spikes=5)
    assert protocol.clamped
    assert protocol.post["n_pulses"].tolist() == [0, 0]
    np.testing.assert_allclose(protocol.post["v"], [-0.06, -0.01])


def test_one_source_does_for_all_points_unless_its_frequency_differs():
    assert stdp([-10, 10]).one_source
    assert not frequency([1, 10]).one_source


def test_the_lag_of_a_configuration_holds_unless_the_source_is_alone():
    together = make_protocol(ProbeConfiguration("frequency", (1.0,), spikes=2, lag=7))
    assert together.post["n_pulses"].tolist() == [2]
    alone = make_protocol(ProbeConfiguration("frequency", (1.0,), spikes=2, alone=True))
    assert alone.post["n_pulses"].tolist() == [0]


@pytest.mark.parametrize(
    ("configuration", "error", "message"),
    [
        (ProbeConfiguration("sdtp"), NotFoundError, "no protocol 'sdtp'; did you mean 'stdp'?"),
        (
            ProbeConfiguration(spikes=0),
            StreamError,
            "--spikes 0 --rate 1: a protocol needs at least 1 spike, and a rate above 0 Hz",
        ),
        (
            ProbeConfiguration("frequency", (0.0, 1.0)),
            StreamError,
            "frequency: 0 Hz is not above 0",
        ),
    ],
)
def test_what_cannot_be_carried_out_is_refused(configuration, error, message):
    with pytest.raises(error) as caught:
        make_protocol(configuration)
    assert str(caught.value) == message
