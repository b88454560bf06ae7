"""Models as descriptions."""

import numpy as np
import pytest

from snn_cl.errors import ModelError
from snn_cl.network.connections import connection_indices
from snn_cl.network.model import Model, Population, Projection


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
