"""When the spikes of a protocol come, worked out by hand."""

import math

import numpy as np
import pytest

from snn_cl.errors import ModelError, NotFoundError, StreamError
from snn_cl.plasticity.configuration import ProbeConfiguration
from snn_cl.plasticity.protocols import AFTER, BEFORE, frequency, make_protocol, pairing, stdp


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


def test_a_target_that_fires_long_before_the_source_still_fires_within_the_protocol():
    protocol = frequency([1.0], n_spikes=2, lag=-900)
    assert protocol.post["onset"] == pytest.approx([0.2])
    assert protocol.pre["onset"] == pytest.approx([1.1])


def test_a_lag_is_taken_up_to_where_another_spike_is_as_near():
    assert stdp([-24.9, 24.9], rate=20).points.tolist() == [-24.9, 24.9]
    assert frequency([50.0], lag=19.9).points.tolist() == [50]
    for draw_up in (
        lambda: stdp([-25.0], rate=20),
        lambda: stdp([25.0], rate=20),
        lambda: frequency([50.0], lag=20.0),
        lambda: frequency([50.0], lag=-20.0),
    ):
        with pytest.raises(StreamError, match="pair with others of it too"):
            draw_up()


def test_a_single_pair_has_no_other_spike_to_be_near():
    assert stdp([500.0], n_spikes=1).points.tolist() == [500]
    assert frequency([50.0], n_spikes=1, lag=900.0).points.tolist() == [50]


def test_times_of_a_configuration_may_be_quantities_or_numbers_in_si_units():
    from brian2 import Hz, ms

    given = ProbeConfiguration("frequency", (1.0,), 2, rate=2 * Hz, lag=7 * ms, dt=0.001)
    assert (given.rate, given.lag, given.dt) == ("2.0/second", "0.007*second", "0.001*second")
    protocol = make_protocol(given)
    assert protocol.post["onset"] - protocol.pre["onset"] == pytest.approx([0.007])


def test_a_clamped_target_is_silent_at_its_potential():
    protocol = pairing([-60, -10], n_spikes=5)
    assert protocol.clamped
    assert protocol.post["n_pulses"].tolist() == [0, 0]
    np.testing.assert_allclose(protocol.post["v"], [-0.06, -0.01])


def test_one_source_does_for_all_points_unless_its_frequency_differs():
    assert stdp([-10, 10]).one_source
    assert not frequency([1, 10]).one_source


def test_the_lag_of_a_configuration_holds_unless_the_source_is_alone():
    together = make_protocol(ProbeConfiguration("frequency", (1.0,), spikes=2, lag="7*ms"))
    assert together.post["n_pulses"].tolist() == [2]
    assert together.post["onset"] - together.pre["onset"] == pytest.approx([0.007])
    alone = make_protocol(ProbeConfiguration("frequency", (1.0,), spikes=2, alone=True))
    assert alone.post["n_pulses"].tolist() == [0]


@pytest.mark.parametrize(
    ("configuration", "error", "message"),
    [
        (ProbeConfiguration("sdtp"), NotFoundError, "no protocol 'sdtp'; did you mean 'stdp'?"),
        (ProbeConfiguration(spikes=0), StreamError, "--spikes 0: expected at least 1"),
        (ProbeConfiguration(repeats=0), StreamError, "--repeats 0: expected at least 1"),
        (
            ProbeConfiguration(rate="0*Hz"),
            StreamError,
            "--rate 0*Hz: expected a frequency above 0 Hz",
        ),
        (ProbeConfiguration(dt="-1*ms"), StreamError, "--dt -1*ms: expected a step above 0 s"),
        (
            ProbeConfiguration(seed=-1),
            StreamError,
            "--seed -1: expected a number from 0 to 2**63 - 1",
        ),
        (
            ProbeConfiguration(seed=2**63),
            StreamError,
            f"--seed {2**63}: expected a number from 0 to 2**63 - 1",
        ),
        (
            ProbeConfiguration(points=(math.nan,)),
            StreamError,
            "--points (nan,): expected finite numbers",
        ),
        (
            ProbeConfiguration(points=(0.0,), rate="4*kHz", dt="1*ms"),
            StreamError,
            "stdp: spikes 0.25 ms apart; a neuron fires at most once in a step of 1 ms; "
            "give a lower rate, or a smaller --dt",
        ),
        (
            ProbeConfiguration(rate="1"),
            ModelError,
            "rate is '1'; expected a rate such as '100*Hz'",
        ),
        (
            ProbeConfiguration("frequency", lag=10),  # seconds
            StreamError,
            "frequency: a lag of 10000 ms, but the source fires every 20 ms, so the target's "
            "spikes pair with others of it too; expected less than 20 ms; give shorter lags, or "
            "less than 0.1 Hz",
        ),
        (
            ProbeConfiguration(rate="20*Hz"),
            StreamError,
            "stdp: a lag of 100 ms, but the source fires every 50 ms, so the target's spikes pair "
            "with others of it too; expected less than 25 ms; give shorter lags, or less than 5 Hz",
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
