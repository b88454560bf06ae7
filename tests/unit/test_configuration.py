"""A configuration from Python: what can be meant is understood, all else is one line."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from snn_cl.configuration import Configuration, chosen_times
from snn_cl.errors import ModelError, RunError
from snn_cl.language.source_location import Place
from snn_cl.language.unit_inference import quantity
from snn_cl.network.timing import Timing
from snn_cl.plasticity.configuration import ProbeConfiguration


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"model": Path("my/net.py")}, {"model": "my/net.py"}),
        ({"data_root": Path("data")}, {"data_root": "data"}),
        ({"data_root": None, "encoder": None}, {"data_root": "", "encoder": ""}),
        ({"seed": np.int64(3), "n_train": np.int32(5)}, {"seed": 3, "n_train": 5}),
        ({"labelled": np.float32(0.5)}, {"labelled": 0.5}),
        ({"labelled": 1}, {"labelled": 1.0}),
        ({"drop": "metaplasticity"}, {"drop": ("metaplasticity",)}),
        ({"record": ["a.b[0]", "c.d[1]"]}, {"record": ("a.b[0]", "c.d[1]")}),
        ({"param": "a.b=1"}, {"param": ("a.b=1",)}),
        ({"param": {"input_hidden.eta": 1e-3}}, {"param": ("input_hidden.eta=0.001",)}),
        ({"param": {"a.b": np.float64(1e-7)}}, {"param": ("a.b=1e-07",)}),
        ({"param": {"a.b": np.int64(2), "c.d": "25*ms"}}, {"param": ("a.b=2", "c.d=25*ms")}),
        ({"size": {"hidden": np.int64(400)}}, {"size": ("hidden=400",)}),
        ({"rule": {"a_b": ["x", Path("y.eq")]}}, {"rule": ("a_b=x,y.eq",)}),
        ({"rule": {"a_b": "x,y"}}, {"rule": ("a_b=x,y",)}),
        ({"param": None}, {"param": ()}),
    ],
)
def test_what_can_be_meant_is_understood(given, kept):
    made = Configuration(**given)
    for name, value in kept.items():
        assert getattr(made, name) == value
        assert type(getattr(made, name)) is type(value)


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({"seed": 1.0}, "seed is 1.0; expected a whole number"),
        ({"seed": True}, "seed is True; expected a whole number"),
        ({"seed": "3"}, "seed is '3'; expected a whole number"),
        ({"n_train": 2.5}, "n_train is 2.5; expected a whole number"),
        ({"block": None}, "block is None; expected a whole number"),
        ({"labelled": "half"}, "labelled is 'half'; expected a number"),
        ({"labelled": None}, "labelled is None; expected a number"),
        ({"model": 3}, "model is 3; expected text or a path"),
        ({"drop": [3]}, "drop is 3; expected text or a path"),
        ({"record": (None,)}, "record is None; expected text or a path"),
        ({"param": 5}, "param is 5; expected text or a path"),
        (
            {"param": {"a.b": None}},
            "param holds None; expected a number, a quantity, or text such as '25*ms'",
        ),
        (
            {"param": {"a.b": True}},
            "param holds True; expected a number, a quantity, or text such as '25*ms'",
        ),
        ({"param": {3: 1}}, "param is 3; expected text or a path"),
    ],
)
def test_what_cannot_be_meant_is_one_line(given, text):
    with pytest.raises(RunError) as caught:
        Configuration(**given)
    assert str(caught.value) == text


def test_two_ways_to_say_the_same_are_equal():
    said = Configuration(param={"a.b": 0.5}, seed=np.int64(1), drop="x")
    assert said == Configuration(param=("a.b=0.5",), seed=1, drop=("x",))


def test_a_probe_is_understood_too():
    made = ProbeConfiguration(points=np.array([1, 2.5]), pre=Path("a.eq"), alone=np.True_)
    assert (made.points, made.pre, made.alone) == ((1.0, 2.5), ("a.eq",), True)


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({"points": ["a"]}, "points is 'a'; expected a number"),
        ({"alone": "yes"}, "alone is 'yes'; expected True or False"),
    ],
)
def test_a_probe_that_cannot_be_meant_is_one_line(given, text):
    with pytest.raises(RunError) as caught:
        ProbeConfiguration(**given)
    assert str(caught.value) == text


# --- quantities


def test_times_may_be_texts_numbers_or_quantities():
    from brian2 import Hz, ms

    made = Configuration(show=350 * ms, rest=0.15, dt="0.5*ms", teacher_rate=60 * Hz)
    assert made.rest == "0.15*second"
    assert (made.dt, made.teacher_rate) == ("0.5*ms", "60.0/second")
    assert Timing().changed(**chosen_times(made)) == Timing(0.35, 0.15, 0.0005, 60)
    assert Configuration(show=None).show == ""


def test_a_time_in_another_unit_is_refused():
    from brian2 import mV

    with pytest.raises(ModelError, match="show is 20. mV; expected a time such as '350\\*ms'"):
        Configuration(show=20 * mV)
    with pytest.raises(ModelError, match="dt is True; expected a time"):
        Configuration(dt=True)


@given(st.floats(1e-12, 1e12), st.sampled_from(["ms", "mV", "nS", "Hz", "uF/cm**2", "mV*ms**0.5"]))
def test_a_parameter_given_as_a_quantity_keeps_its_bits_and_its_unit(number, unit):
    import brian2 as b

    units = {"uF/cm**2": b.uF / b.cm**2, "mV*ms**0.5": b.mV * b.ms**0.5}
    value = number * units.get(unit, getattr(b, unit, None))
    [text] = Configuration(param={"input.x": value}).param
    read, dimension = quantity(text.removeprefix("input.x="), Place(""))
    assert read == float(value)
    assert dimension == quantity(f"1*{unit}", Place(""))[1]
