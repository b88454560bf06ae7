"""The number of a model says all that decides its behaviour, and nothing else."""

import dataclasses

import numpy as np
import pytest

from snn_cl.find import find_function
from snn_cl.network.edits import with_parameter, with_rule
from snn_cl.network.model_hash import model_hash
from snn_cl.network.resolved import resolve
from snn_cl.network.timing import Timing


@pytest.fixture
def small(plugins):
    return find_function("models", "small")(16, 2)


def number(model) -> str:
    return model_hash(resolve(model))


def with_projection(model, **changed):
    parts = [
        dataclasses.replace(part, **changed) if part.name == "input_output" else part
        for part in model.projections
    ]
    return dataclasses.replace(model, projections=tuple(parts))


def with_population(model, **changed):
    first, *others = model.populations
    return dataclasses.replace(model, populations=(dataclasses.replace(first, **changed), *others))


PAIRS = (np.array([0, 1, 2]), np.array([0, 1, 1]))


@pytest.mark.parametrize(
    "change",
    [
        lambda model: with_parameter(model, "output", "tau_m", "20*ms"),
        lambda model: with_rule(model, "input_output", ["synapses/transmission"]),
        lambda model: with_population(model, size=17),
        lambda model: with_projection(model, initial={"w": "0.25"}),
        lambda model: with_projection(model, connect=PAIRS),
        lambda model: with_projection(with_projection(model), connect=0.5),
        lambda model: dataclasses.replace(model, encoder="unit_length"),
        lambda model: dataclasses.replace(model, readout="mine"),
        lambda model: dataclasses.replace(model, teacher=""),
        lambda model: dataclasses.replace(model, populations=model.populations[::-1]),
    ],
)
def test_what_decides_a_result_changes_the_number(small, change):
    assert number(change(small)) != number(small)


@pytest.mark.parametrize(
    "change",
    [
        lambda model: find_function("models", "small")(16, 2),
        lambda model: with_parameter(model, "output", "tau_m", "0.015*second"),  # as it is
        lambda model: dataclasses.replace(model, mechanisms={}),
    ],
)
def test_what_decides_nothing_does_not(small, change):
    assert number(change(small)) == number(small)


def test_other_pairs_of_neurons_are_another_model(small):
    others = (PAIRS[0], PAIRS[1][::-1])
    assert number(with_projection(small, connect=PAIRS)) != number(
        with_projection(small, connect=others)
    )


def test_pairs_of_neurons_may_be_lists(small):
    lists = tuple(side.tolist() for side in PAIRS)
    assert number(with_projection(small, connect=PAIRS)) == number(
        with_projection(small, connect=lists)
    )


def test_a_file_is_what_it_holds_not_where_it_lies(small, plugins, tmp_path):
    copy = tmp_path / "copy.eq"
    copy.write_text((plugins / "equations" / "synapses" / "hebbian.eq").read_text())
    moved = with_rule(small, "input_output", ["synapses/transmission", str(copy)])
    known = with_rule(small, "input_output", ["synapses/transmission", "synapses/hebbian"])
    assert number(moved) == number(known)


def test_the_times_are_said_by_the_header_and_change_no_number(small):
    quick = dataclasses.replace(small, timing=Timing(show="10*ms", dt="0.5*ms"))
    assert number(quick) == number(small)
