"""Models as descriptions, and the changes that make ablations of them."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from snn_cl.errors import ModelError
from snn_cl.network.connections import connection_indices
from snn_cl.network.model import (
    Model,
    Population,
    Projection,
    drop,
    with_parameter,
    with_rule,
)


@pytest.fixture
def model():
    return Model(
        populations=[
            Population("input", 4, "neurons/poisson_rate"),
            Population("output", 2, ["neurons/lif", "neurons/error_signal"]),
        ],
        projections=[
            Projection("input", "output", ["synapses/transmission", "synapses/error_driven"])
        ],
        mechanisms={"learning": ("synapses/error_driven",)},
    )


def test_a_single_file_may_be_given_as_a_plain_string(model):
    assert model.population("input").neurons == ("neurons/poisson_rate",)


def test_a_projection_is_named_after_its_ends(model):
    assert model.projections[0].name == "input_output"


def test_two_parts_of_one_name_are_refused():
    twice = Population("input", 1, "neurons/lif")
    with pytest.raises(ModelError, match="two parts of the model are called 'input'; rename one"):
        Model([twice, twice], [], output="input")


def test_a_projection_to_a_missing_population_is_refused():
    with pytest.raises(ModelError, match="no population 'hiden'"):
        Model([Population("input", 1, "neurons/lif")], [Projection("input", "hiden", "a")])


def test_an_empty_population_is_refused():
    with pytest.raises(ModelError, match="population input: size is 0; give at least 1"):
        Population("input", 0, "neurons/lif")


def test_dropping_a_mechanism_removes_its_files(model):
    assert drop(model, ["learning"]).projections[0].rule == ("synapses/transmission",)


def test_dropping_a_mechanism_removes_what_the_model_sets_of_it(model):
    changed = with_parameter(model, "input_output", "eta", "0.5")
    assert drop(changed, ["learning"]).projections[0].parameters == {}


def test_dropping_nothing_changes_nothing(model):
    assert drop(model, []) == model


def test_a_single_mechanism_or_file_may_be_given_as_a_plain_string(model):
    name = next(iter(model.mechanisms))
    assert drop(model, name) == drop(model, [name])
    changed = with_rule(model, "input_output", Path("synapses/transmission"))
    assert changed == with_rule(model, "input_output", ["synapses/transmission"])


def test_the_only_file_of_a_mechanism_may_be_given_as_a_plain_string(model):
    name, (file, *_) = next(iter(model.mechanisms.items()))
    plain = dataclasses.replace(model, mechanisms={name: file})
    assert plain.mechanisms == {name: (file,)}
    assert drop(plain, name) != plain


def test_dropping_an_unknown_mechanism_suggests_the_nearest(model):
    expected = "the model has no mechanism 'learnin' to drop; did you mean 'learning'?"
    with pytest.raises(ModelError) as caught:
        drop(model, ["learnin"])
    assert str(caught.value) == expected


def test_a_projection_that_loses_its_whole_rule_is_left_out(model):
    alone = with_rule(model, "input_output", ["synapses/error_driven"])
    assert drop(alone, ["learning"]).projections == ()


def test_a_parameter_of_one_part_can_be_changed(model):
    changed = with_parameter(model, "input_output", "eta", "0.5")
    assert changed.part("input_output").parameters == {"eta": "0.5"}
    assert model.part("input_output").parameters == {}


def test_the_neurons_of_a_population_can_be_replaced(model):
    changed = with_rule(model, "output", ["neurons/lif"])
    assert changed.population("output").neurons == ("neurons/lif",)


def test_an_unknown_part_suggests_the_nearest(model):
    with pytest.raises(ModelError, match="did you mean 'input_output'"):
        with_parameter(model, "input_outptu", "eta", "1")


def test_all_to_all_needs_no_indices():
    assert connection_indices(Projection("a", "b", "r"), "a_b", 3, 4) is None


def test_one_to_one_pairs_equal_numbers():
    pre, post = connection_indices(Projection("a", "b", "r", connect="one_to_one"), "a_b", 3, 3)
    assert pre.tolist() == post.tolist() == [0, 1, 2]


def test_one_to_one_refuses_unequal_sizes():
    with pytest.raises(ModelError, match="they have 3 and 4 neurons"):
        connection_indices(Projection("a", "b", "r", connect="one_to_one"), "a_b", 3, 4)


def test_a_connection_probability_gives_the_same_network_each_time():
    projection = Projection("a", "b", "r", connect=0.25)
    first, second = (connection_indices(projection, "a_b", 40, 50) for _ in range(2))
    assert np.array_equal(first, second)
    assert 400 < len(first[0]) < 600


@pytest.mark.parametrize("connect", ["al", 0.0, 1.5, 3, ([0],)])
def test_other_forms_of_connect_are_refused(connect):
    with pytest.raises(ModelError, match="expected 'all', 'one_to_one', a probability"):
        connection_indices(Projection("a", "b", "r", connect=connect), "a_b", 3, 4)


def test_an_index_outside_the_population_is_refused():
    projection = Projection("a", "b", "r", connect=(np.array([0, 3]), np.array([0, 1])))
    with pytest.raises(ModelError, match="pre index 3 does not exist; the population has 3"):
        connection_indices(projection, "a_b", 3, 4)
    projection = Projection("a", "b", "r", connect=([0, 1], [-1, 2]))
    with pytest.raises(ModelError, match="post index -1 does not exist; the population has 4"):
        connection_indices(projection, "a_b", 3, 4)


def test_indices_that_are_no_whole_numbers_are_refused():
    projection = Projection("a", "b", "r", connect=([0, 1], [0.5, 2]))
    with pytest.raises(ModelError) as caught:
        connection_indices(projection, "a_b", 3, 4)
    assert str(caught.value) == (
        "projection a_b: post indices are of type float64; expected whole numbers, the neurons "
        "counted from 0"
    )
