"""Probing a rule by its name: what it is put between, and the curve that comes out.

A trace of 25 ms keeps a share of 1 - 1/25 = 0.96 a step of 1 ms.
"""

import dataclasses

import numpy as np
import pytest
from drawn import coloured_pixels

from snn_cl.errors import ModelError, RunError
from snn_cl.plasticity.configuration import ProbeConfiguration
from snn_cl.plasticity.curve import record_curve, run_protocol
from snn_cl.plasticity.probe import make_probe
from snn_cl.plasticity.protocols import make_protocol
from snn_cl.plotting import plot

ONE_PAIR = ProbeConfiguration(
    points=(-10.0, 10.0), spikes=1, start="0.0", dt=0.001, backend="numpy"
)
OWN = """# Weights grow by what the source and the target did last.
# Source: own

[parameters]
w_min = 0   # lower bound
w_max = 1   # upper bound

[equations]
w : 1       # weight

[on_post]
dw = 0.1*{variable}_pre
"""


def stems(files):
    return [file.rpartition("/")[2].removesuffix(".eq") for file in files]


def curve(name, configuration):
    protocol = make_protocol(configuration)
    before, after = run_protocol(make_probe(name, configuration, protocol.clamped), protocol)
    return after[:, 0] - before


def test_a_rule_is_put_onto_what_its_stack_line_names():
    probe = make_probe("synapses/stdp_pair", ONE_PAIR)
    assert stems(probe.rule) == ["transmission", "stdp_pair"]
    assert stems(probe.pre) == ["spike_trace"]
    assert stems(probe.post) == ["spike_trace", "deaf"]


def test_the_first_of_alternative_files_is_taken():
    probe = make_probe("synapses/stdp_triplet_minimal", ProbeConfiguration())
    assert stems(probe.rule) == ["excitation", "stdp_triplet_minimal"]


@pytest.mark.parametrize(
    ("name", "chosen", "dt"),
    [
        ("synapses/stdp_pair", "", 0.0002),
        ("synapses/stdp_pair", "0.1*ms", 0.0001),
        ("synapses/graupner_brunel", "", 0.0001),  # a delay of 13.7 ms
    ],
)
def test_the_time_step_fits_the_delays_of_the_rule_unless_one_is_given(name, chosen, dt):
    assert make_probe(name, ProbeConfiguration(dt=chosen)).dt == dt


def test_one_pair_changes_the_weight_by_its_window():
    # A_plus = 0.005 and A_minus = 0.00525, as shares of w_max = 3; ten steps of decay.
    expected = 3 * 0.96**10 * np.array([-0.00525, 0.005])
    np.testing.assert_allclose(curve("synapses/stdp_pair", ONE_PAIR), expected, rtol=1e-12)


def test_parameters_of_rule_and_neurons_can_be_changed():
    configuration = dataclasses.replace(
        ONE_PAIR, param=("synapse.A_plus=0.01", "pre.tau_trace=10*ms")
    )
    assert curve("synapses/stdp_pair", configuration)[1] == pytest.approx(3 * 0.01 * 0.9**10)


def test_a_rule_of_ones_own_is_put_onto_the_neurons_that_have_what_it_reads(tmp_path):
    rule = tmp_path / "mine.eq"
    rule.write_text(OWN.format(variable="nmda"))
    probe = make_probe(str(rule), ONE_PAIR)
    assert stems(probe.pre) == ["nmda_receptors"]
    assert probe.post == ()


def test_neurons_can_be_given(tmp_path):
    rule = tmp_path / "mine.eq"
    rule.write_text(OWN.format(variable="trace"))
    configuration = dataclasses.replace(ONE_PAIR, pre=("neurons/nearest_trace",))
    assert make_probe(str(rule), configuration).pre == ("neurons/nearest_trace",)
    # The nearest trace of 20 ms keeps 0.95 a step; the weight starts half way.
    configuration = dataclasses.replace(configuration, start="")
    assert curve(str(rule), configuration)[1] == pytest.approx(0.1 * 0.95**10)


def test_points_with_trains_of_their_own_do_not_mix():
    configuration = ProbeConfiguration(
        "frequency", (20.0, 50.0), spikes=2, start="0.0", dt=0.001, backend="numpy"
    )
    near, far = 0.96**10, 0.96 ** np.array([40, 10])  # next pair after 50 or 20 ms
    both = 0.96 ** np.array([60, 30])
    expected = 3 * (0.005 * (2 * near + both) - 0.00525 * far)
    np.testing.assert_allclose(curve("synapses/stdp_pair", configuration), expected, rtol=1e-12)


@pytest.mark.parametrize("variable", ["trace", "traec"])
def test_neurons_that_cannot_be_found_are_asked_for(tmp_path, variable):
    rule = tmp_path / "mine.eq"
    rule.write_text(OWN.format(variable=variable))
    with pytest.raises(
        ModelError, match=f"mine: reads '{variable}_pre', and .* name one with --pre"
    ):
        make_probe(str(rule), ONE_PAIR)


@pytest.mark.parametrize(
    ("name", "changed", "message"),
    [
        ("neurons/lif", {}, "neurons/lif: holds neurons; a probe needs the file of a synapse rule"),
        (
            "synapses/stdp_pair",
            {"param": ("A_plus=1",)},
            "--param A_plus=1: expected pre.NAME=VALUE, post.NAME=VALUE or synapse.NAME=VALUE",
        ),
    ],
)
def test_what_is_no_probe_is_refused(name, changed, message):
    with pytest.raises(ModelError) as caught:
        make_probe(name, dataclasses.replace(ONE_PAIR, **changed))
    assert str(caught.value) == message


def test_a_clamp_changes_nothing_for_a_rule_that_reads_no_potential():
    with pytest.raises(ModelError, match="stdp_pair: reads no 'v_post'"):
        make_probe("synapses/stdp_pair", ONE_PAIR, clamped=True)


def test_a_clamped_target_replaces_the_one_with_a_potential():
    probe = make_probe("synapses/calcium_control", ONE_PAIR, clamped=True)
    assert stems(probe.post) == ["clamped"]


def test_a_curve_is_a_record_that_can_be_drawn(tmp_path):
    record = record_curve("synapses/stdp_pair", ONE_PAIR, tmp_path / "curve")
    assert record.header.probe.rule == ("transmission", "stdp_pair")
    assert str(tmp_path) not in (tmp_path / "curve" / "record.json").read_text()
    arrays = record.arrays("curves")
    assert arrays["points"].values.tolist() == [-10, 10]
    assert arrays["after"].dims == ("point", "repeat")
    assert coloured_pixels(plot("plasticity_curve", [record.folder])[0]) > 100


def test_a_record_keeps_times_as_numbers(tmp_path):
    configuration = dataclasses.replace(ONE_PAIR, rate="5*Hz", lag="7*ms", dt="1*ms")
    about = record_curve("synapses/stdp_pair", configuration, tmp_path / "curve").header.probe
    assert (about.rate, about.lag, about.dt) == (5.0, 7.0, 0.001)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("transmission", "none of its files proposes a change, 'dw'"),
        ("three_factor", "it reads 'modulator(t)', which is 0 in a probe"),
        ("error_driven", "these spikes may not be what it learns from; try another --start or"),
    ],
)
def test_a_rule_that_changes_nothing_is_told_in_a_line_with_the_reason(name, why, tmp_path, caplog):
    record_curve(f"synapses/{name}", dataclasses.replace(ONE_PAIR, start=""), tmp_path / "curve")
    (line,) = (record.getMessage() for record in caplog.records)
    assert line.startswith(f"{name}: changes the weight at none of 2 points; {why}")


def test_a_rule_that_changes_a_weight_is_told_nothing_about(tmp_path, caplog):
    record_curve("synapses/stdp_pair", ONE_PAIR, tmp_path / "curve")
    assert not caplog.records


def test_a_folder_with_something_in_it_is_left_alone(tmp_path):
    (tmp_path / "mine").write_text("")
    long = dataclasses.replace(ONE_PAIR, spikes=10**9)  # refused before it would simulate
    with pytest.raises(RunError, match="holds other files"):
        record_curve("synapses/stdp_pair", long, tmp_path)


@pytest.mark.parametrize("figure", ["accuracy_curve", "receptive_fields", "weight_histogram"])
def test_a_curve_is_no_run_that_other_figures_could_draw(tmp_path, figure):
    record = record_curve("synapses/stdp_pair", ONE_PAIR, tmp_path / "curve")
    with pytest.raises(RunError, match="expected"):
        plot(figure, [record.folder])
    assert [path.stem for path in plot("all", [record.folder])] == ["plasticity_curve"]
