"""From a configuration to the stream and the model it names."""

import dataclasses

import numpy as np
import pytest

from snn_cl.configuration import Configuration
from snn_cl.errors import ModelError, NotFoundError, SnnClError
from snn_cl.find import find_function
from snn_cl.network.resolved import resolve
from snn_cl.training.from_configuration import (
    prepare_functions,
    prepare_model,
    prepare_stream,
    told_labels,
)

SMALL = Configuration(model="small", dataset="tiny", n_train=20, n_test=10)


@pytest.fixture
def stream(plugins):
    return prepare_stream(SMALL)


def model_with(stream, **choices):
    return prepare_model(dataclasses.replace(SMALL, **choices), stream)


# --- streams


def test_the_stream_has_the_numbers_of_images_asked_for(stream):
    assert len(stream) == 20
    assert sum(len(test.labels) for test in stream.tests) == 10


def test_the_same_seed_gives_the_same_stream(stream):
    assert np.array_equal(prepare_stream(SMALL).images, stream.images)


def test_validation_images_come_from_the_training_set(plugins):
    changed = dataclasses.replace(SMALL, validation=20, n_train=None, n_test=None)
    stream = prepare_stream(changed)
    assert len(stream) == 100
    assert sum(len(test.labels) for test in stream.tests) == 20


@pytest.mark.parametrize(
    ("choices", "text"),
    [
        ({"dataset": "tinny"}, "no dataset 'tinny'; did you mean 'tiny'?"),
        ({"scenario": "split_domian"}, "no scenario 'split_domian'; did you mean 'split_domain'?"),
        (
            {"n_train": 121},
            "split_domain: n_train is 121 but there are only 120 images; "
            "give at most 120 or leave n_train out",
        ),
        (
            {"validation": 120},
            "tiny: cannot hold out 120 of 120 training images; give a number from 1 to 119",
        ),
    ],
)
def test_a_stream_that_cannot_be_made_is_one_line(plugins, choices, text):
    with pytest.raises(SnnClError) as caught:
        prepare_stream(dataclasses.replace(SMALL, **choices))
    assert str(caught.value) == text


@pytest.fixture
def own_data(tmp_path, plugins, monkeypatch):
    """Return a function that makes training and test images a dataset called `mine`."""
    monkeypatch.setenv("SNN_CL_PATH", f"{tmp_path}:{plugins}")
    (tmp_path / "datasets").mkdir()
    text = "import numpy as np\nfrom snn_cl.stream import Dataset\ndef mine(root, train):\n    {}\n"

    def own_data(body: str) -> Configuration:
        (tmp_path / "datasets" / "mine.py").write_text(text.format(body))
        return dataclasses.replace(SMALL, dataset="mine", n_train=None, n_test=None)

    return own_data


IMAGES = "images = np.arange(20*16, dtype=np.uint8).reshape(20, 4, 4); "


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (
            "shape = (28, 28) if train else (14, 56); "
            "images = np.zeros((20, *shape), np.uint8); "
            "return Dataset('mine', images, np.arange(20) % 2, ['a', 'b'])",
            "mine: training images have 28 x 28 pixels and test images 14 x 56; "
            "give images of one size",
        ),
        (
            IMAGES + "names = ['a', 'b'] if train else ['a', 'c']; "
            "return Dataset('mine', images, np.arange(20) % 2, names)",
            "mine: the training set has 2 classes and the test set 2, or they have other names; "
            "give both the same class_names",
        ),
        (
            IMAGES + "return Dataset('mine', images, np.arange(20) % 10 + 1, tuple('0123456789'))",
            "mine: label 10 but only 10 labels; labels run from 0 to 9",
        ),
        (
            IMAGES + "labels = np.arange(20) % 10 - (not train); "
            "return Dataset('mine', images, labels, tuple('0123456789'))",
            "mine: a label is -1; labels count from 0",
        ),
        (
            IMAGES + "return Dataset('mine', images, np.arange(20) % 9, tuple('0123456789'))",
            "split_domain: mine has no training image of class '9' (label 9); "
            "give images of every class, or leave its name out",
        ),
        (
            "return Dataset('mine', np.zeros((0, 4, 4), np.uint8), np.zeros(0, int), ('a', 'b'))",
            "mine: has no image; give at least one image of at least one pixel",
        ),
    ],
)
def test_data_that_do_not_fit_are_one_line(own_data, body, text):
    with pytest.raises(SnnClError) as caught:
        prepare_stream(own_data(body))
    assert str(caught.value) == text


def test_of_sorted_data_every_class_is_held_out(own_data):
    body = (
        "images, labels = np.zeros((400, 4, 4), np.uint8), np.repeat(np.arange(10), 40); "
        "return Dataset('mine', images, labels, tuple('0123456789'))"
    )
    stream = prepare_stream(dataclasses.replace(own_data(body), validation=100))
    assert [len(test.labels) for test in stream.tests] == [20] * 5
    assert [np.bincount(test.labels).tolist() for test in stream.tests] == [[10, 10]] * 5


@pytest.mark.parametrize("kind", ["model", "dataset", "scenario", "encoder"])
def test_a_name_longer_than_a_file_can_have_is_one_line(plugins, kind):
    name = "x" * 300
    for text in (name, f"{name}.py", f"/nowhere/{name}.py"):
        configuration = dataclasses.replace(SMALL, **{kind: text})
        with pytest.raises(NotFoundError) as caught:
            prepare_all(configuration)
        assert "\n" not in str(caught.value)


def prepare_all(configuration: Configuration) -> None:
    prepared = prepare_stream(configuration)
    prepare_functions(prepare_model(configuration, prepared), prepared, configuration)


# --- the model and the stream fit


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (
            {"n_input": 15},
            "the encoder 'poisson_rate' makes 16 rates of an image of 4 x 4 pixels, but 'input' "
            "has 15 neurons; give one neuron for each rate",
        ),
        (
            {"n_output": 1},
            "'teacher' has 1 neurons for 2 labels; give one neuron for each label",
        ),
    ],
)
def test_a_model_of_another_size_than_the_stream_is_refused(stream, change, text):
    model = find_function("models", "small")(**{"n_input": 16, "n_output": 2, **change})
    with pytest.raises(ModelError) as caught:
        prepare_functions(model, stream, SMALL)
    assert str(caught.value) == text


def test_an_output_too_small_for_its_labels_is_refused(stream):
    model = dataclasses.replace(find_function("models", "small")(16, 1), teacher="")
    with pytest.raises(ModelError, match="^'output' has 1 neurons for 2 labels; give one neuron"):
        prepare_functions(model, stream, SMALL)


# --- models


def test_the_model_has_an_input_a_pixel_and_an_output_a_label(stream):
    model = model_with(stream)
    assert model.population("input").size == 16
    assert model.population("output").size == 2


def test_a_parameter_is_changed(stream):
    model = model_with(stream, param=("input_output.eta=0.25", "output.tau_m=20*ms"))
    parameters = resolve(model).parameters()
    assert parameters["input_output.eta"] == 0.25
    assert parameters["output.tau_m"] == pytest.approx(0.02)


def test_the_encoder_is_that_of_the_model_unless_another_is_asked_for(stream):
    assert prepare_model(SMALL, stream).encoder == "poisson_rate"
    other = dataclasses.replace(SMALL, encoder="unit_length_sharp")
    assert prepare_model(other, stream).encoder == "unit_length_sharp"


def test_the_last_of_two_values_counts(stream):
    model = model_with(stream, param=("input_output.eta=1", "input_output.eta=2"))
    assert resolve(model).parameters()["input_output.eta"] == 2


def test_a_mechanism_is_dropped(stream):
    assert model_with(stream, drop=("hebbian",)).part("input_output").rule == (
        "synapses/transmission",
    )


def test_a_stack_is_replaced_and_what_the_model_set_of_the_old_one_goes(stream):
    model = model_with(stream, rule=("input_output=synapses/transmission",))
    part = model.part("input_output")
    assert part.rule == ("synapses/transmission",)
    assert dict(part.parameters) == {"w_max": "30"}
    assert dict(part.initial) == {"w": "10*rand()"}
    assert "input_output.eta" not in resolve(model).parameters()


def test_a_mechanism_is_exchanged_and_a_file_added(stream):
    model = model_with(
        stream,
        replace={"hebbian": ["synapses/stdp_pair", "synapses/metaplasticity"]},
        add=("input_output=synapses/probabilistic_metaplasticity",),
    )
    assert model.part("input_output").rule == (
        "synapses/transmission",
        "synapses/stdp_pair",
        "synapses/metaplasticity",
        "synapses/probabilistic_metaplasticity",
    )


@pytest.mark.parametrize(
    ("choices", "text"),
    [
        ({"replace": "hebbian"}, "--replace hebbian: expected MECHANISM=FILE,FILE"),
        ({"add": "input_output="}, "--add input_output=: expected PART=FILE,FILE"),
        (
            {"add": "neurons/spike_trace"},
            "neurons/spike_trace: holds neurons; say of which population: PART=FILE",
        ),
        ({"add": "in=synapses/stdp_pair"}, "no population or projection 'in'"),
    ],
)
def test_a_wrong_exchange_is_one_line(stream, choices, text):
    with pytest.raises(ModelError) as caught:
        model_with(stream, **choices)
    assert str(caught.value).startswith(text)


def test_a_stack_of_several_files_is_separated_by_commas(stream):
    rule = ("input_output=synapses/transmission,synapses/hebbian",)
    part = model_with(stream, rule=rule).part("input_output")
    assert part.rule == ("synapses/transmission", "synapses/hebbian")


@pytest.mark.parametrize(
    ("choices", "text"),
    [
        ({"model": "smal"}, "no model 'smal'; did you mean 'small'?"),
        (
            {"param": ("eta=1",)},
            "--param eta=1: expected PART.NAME=VALUE, such as input_hidden.eta=0.01",
        ),
        (
            {"param": ("input_output.eta",)},
            "--param input_output.eta: expected PART.NAME=VALUE",
        ),
        (
            {"param": ("input_output.eta=",)},
            "--param input_output.eta=: expected PART.NAME=VALUE",
        ),
        (
            {"param": ("input_outptu.eta=1",)},
            "no population or projection 'input_outptu'; did you mean 'input_output'?",
        ),
        (
            {"param": ("input_output.etaa=1",)},
            "no parameter 'etaa' in input_output; did you mean 'eta'?",
        ),
        (
            {"param": ("output.tau_m=3",)},
            "output.tau_m=3 has no unit, but the file's '15*ms' is in s; "
            "write it in the file's unit",
        ),
        (
            {"drop": ("hebian",)},
            "the model has no mechanism 'hebian' to drop; did you mean 'hebbian'?",
        ),
        ({"rule": ("input_output",)}, "--rule input_output: expected PART=FILE,FILE"),
        (
            {"rule": ("inputoutput=synapses/transmission",)},
            "no population or projection 'inputoutput'; did you mean 'input_output'?",
        ),
        (
            {"rule": ("input_output=synapses/transmision",)},
            "no equation file 'synapses/transmision'; did you mean 'synapses/transmission'?",
        ),
    ],
)
def test_a_model_that_cannot_be_made_is_one_line(stream, choices, text):
    with pytest.raises(SnnClError) as caught:
        resolve(model_with(stream, **choices))
    assert str(caught.value) == text


def test_a_wrong_name_is_a_lookup_error(stream):
    with pytest.raises(NotFoundError):
        model_with(stream, model="smal")


def test_a_wrong_parameter_is_a_model_error(stream):
    with pytest.raises(ModelError):
        model_with(stream, param=("eta=1",))


def test_the_teacher_tells_all_labels_unless_asked_for_fewer(stream):
    np.testing.assert_array_equal(told_labels(stream, SMALL), stream.labels)


def test_labels_that_are_not_told_are_minus_one(stream):
    told = told_labels(stream, dataclasses.replace(SMALL, labelled=0.5))
    silent = told == -1
    assert 0.2 < silent.mean() < 0.8
    np.testing.assert_array_equal(told[~silent], stream.labels[~silent])
    assert (told_labels(stream, dataclasses.replace(SMALL, labelled=0)) == -1).all()


def test_the_seed_decides_which_labels_are_told(stream):
    first, again, other = (
        told_labels(stream, dataclasses.replace(SMALL, labelled=0.5, seed=seed))
        for seed in (0, 0, 1)
    )
    np.testing.assert_array_equal(first, again)
    assert (first != other).any()


# --- sizes


def test_the_size_of_a_population_can_be_chosen(stream):
    assert model_with(stream, model="tacos", size=("hidden=7",)).population("hidden").size == 7


@pytest.mark.parametrize(
    ("size", "message"),
    [
        ("hidden", "--size hidden: expected POPULATION=N"),
        ("hidden=many", "--size hidden=many: expected a whole number, such as hidden=400"),
        (
            f"hidden={10**30}",
            f"--size hidden={10**30}: expected a whole number, such as hidden=400",
        ),
        (
            "hidden=3000000000",
            "population hidden: expected at most 2147483647 neurons, which is as far as Brian2 "
            "counts",
        ),
        ("hidden=0", "population hidden: size is 0; give at least 1"),
        ("hiden=7", "no population 'hiden'; did you mean 'hidden'?"),
        ("output=7", "the size of 'output' follows from the stream and cannot be chosen"),
    ],
)
def test_a_size_that_cannot_be_is_refused(stream, size, message):
    with pytest.raises(ModelError) as caught:
        model_with(stream, model="tacos", size=(size,))
    assert str(caught.value) == message
