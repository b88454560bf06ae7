"""From a configuration to the stream and the model it names."""

import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from snn_cl.configuration import Configuration
from snn_cl.errors import ModelError
from snn_cl.find import find_file, full_name, is_shipped
from snn_cl.judgement import find_metrics, try_metrics
from snn_cl.network.edits import (
    drop,
    with_added,
    with_added_where_learnt,
    with_parameter,
    with_replaced,
    with_rule,
    with_size,
)
from snn_cl.network.model import Model
from snn_cl.plug_in import PlugIn, find_plug_in
from snn_cl.plug_in_name import split_options
from snn_cl.stream import Dataset, Stream
from snn_cl.stream_checks import in_words
from snn_cl.training.evaluation import encoder_and_readout
from snn_cl.training.hold_out import check_pair, hold_out

_BLOCK = 1000  # images encoded together


@dataclass(frozen=True)
class Functions:
    """What a run finds by name once, at its start, and uses to its end.

    Attributes
    ----------
    encode, decode : callable
        From images to rates, and from spike counts to predictions.
    metrics : dict of str to PlugIn
    """

    encode: Callable[[np.ndarray], np.ndarray]
    decode: Callable[[np.ndarray], np.ndarray]
    metrics: dict[str, PlugIn]


def prepare_stream(configuration: Configuration) -> Stream:
    """Return the stream of a configuration.

    Parameters
    ----------
    configuration : Configuration

    Returns
    -------
    Stream

    Raises
    ------
    NotFoundError, StreamError
        If a plug-in or the data is missing, or there are fewer images than asked for.
    """
    dataset = find_plug_in("datasets", configuration.dataset)
    scenario = find_plug_in("scenarios", configuration.scenario)
    root = Path(configuration.data_root) if configuration.data_root else None
    train = dataset.returned(dataset(root, True), Dataset)
    if configuration.validation:
        train, test = hold_out(train, configuration.validation, configuration.seed)
    else:
        test = dataset.returned(dataset(root, False), Dataset)
        check_pair(train, test)
    stream = scenario(
        train,
        test,
        configuration.seed,
        n_train=configuration.n_train,
        n_test=configuration.n_test,
    )
    stream = _named(scenario.returned(stream, Stream), configuration.scenario)
    return evaluated_untrained(stream, configuration)


def _named(stream: Stream, scenario: str) -> Stream:
    """Return the stream under the short name that it was asked for by, if it was by one."""
    is_short = full_name("scenarios", scenario) != scenario
    return replace(stream, name=split_options("scenarios", scenario)[0]) if is_short else stream


def evaluated_untrained(stream: Stream, configuration: Configuration) -> Stream:
    """Return the stream with an evaluation before its first presentation, if one is asked for.

    Parameters
    ----------
    stream : Stream
    configuration : Configuration

    Returns
    -------
    Stream
    """
    if configuration.evaluate != "untrained" or stream.evaluate_after[0] == 0:
        return stream
    return replace(stream, evaluate_after=(0, *stream.evaluate_after))


def prepare_functions(model: Model, stream: Stream, configuration: Configuration) -> Functions:
    """Find encoder, readout and metrics of a run, and try each before the work begins.

    Parameters
    ----------
    model : Model
    stream : Stream
    configuration : Configuration

    Returns
    -------
    Functions

    Raises
    ------
    NotFoundError, StreamError
        If one of them is missing, or returns what it must not.
    ModelError
        If the model has no neuron for a pixel or a label.
    """
    encode, decode = encoder_and_readout(model)
    functions = Functions(encode, decode, find_metrics())
    n_output = model.population(model.output).size
    functions.decode(np.eye(2, n_output, dtype=int))
    _check_sizes(model, stream, functions.encode(stream.images[:1]).shape[1])
    if not is_shipped(find_file("encoders", model.encoder)):
        _encode_all(functions.encode, stream)
    n_rows = 1 if configuration.evaluate == "end" else len(stream.evaluate_after)
    try_metrics(functions.metrics, n_rows, len(stream.tests))
    return functions


def _encode_all(encode: Callable[[np.ndarray], np.ndarray], stream: Stream) -> None:
    """Let a user's encoder see every image: one that it cannot encode may come after hours."""
    for part in (stream, *stream.tests):
        for first in range(0, len(part.labels), _BLOCK):
            encode(part.images[first : first + _BLOCK])


def _check_sizes(model: Model, stream: Stream, n_rates: int) -> None:
    n_input = model.population(model.input).size
    if n_rates != n_input:
        raise ModelError(
            f"the encoder '{model.encoder}' makes {n_rates} rates of an image of "
            f"{in_words(stream.images.shape[1:])} pixels, but '{model.input}' has {n_input} "
            "neurons; give one neuron for each rate"
        )
    heard = [model.teacher] if model.teacher else []
    heard += [model.output] if split_options("readouts", model.readout)[0] == "most_active" else []
    for name in heard:
        size = model.population(name).size
        if size < stream.n_labels:
            raise ModelError(
                f"'{name}' has {size} neurons for {stream.n_labels} labels; "
                "give one neuron for each label"
            )


def told_labels(stream: Stream, configuration: Configuration) -> np.ndarray:
    """Return what the teacher says in each presentation.

    Parameters
    ----------
    stream : Stream
    configuration : Configuration

    Returns
    -------
    labels : (n_presentations,) int array
        -1 where the label is not told.
    """
    if configuration.labelled == 1:
        return stream.labels
    random = np.random.default_rng([configuration.seed, zlib.crc32(b"told labels")])
    told = random.random(len(stream)) < configuration.labelled
    return np.where(told, stream.labels, -1)


def prepare_model(configuration: Configuration, stream: Stream) -> Model:
    """Return the model of a configuration, sized for a stream.

    Parameters
    ----------
    configuration : Configuration
    stream : Stream

    Returns
    -------
    Model

    Raises
    ------
    NotFoundError, ModelError
        If the model, a part, a parameter or a mechanism does not exist.
    """
    n_input = int(np.prod(stream.images.shape[1:]))
    make = find_plug_in("models", configuration.model)
    model = make.returned(make(n_input=n_input, n_output=stream.n_labels), Model)
    model = replace(model, encoder=configuration.encoder or model.encoder)
    for text in configuration.size:
        model = with_size(model, *_size(text))
    for text in configuration.rule:
        part, files = _split(text, "--rule", "PART=FILE,FILE")
        model = with_rule(model, part, files.split(","))
    for text in configuration.replace:
        old, files = _split(text, "--replace", "MECHANISM=FILE,FILE")
        model = with_replaced(model, old, files.split(","))
    for text in configuration.add:
        model = _added(model, text)
    for text in configuration.param:
        name, value = _split(text, "--param", "PART.NAME=VALUE")
        part, dot, parameter = name.partition(".")
        if not dot:
            raise ModelError(
                f"--param {text}: expected PART.NAME=VALUE, such as input_hidden.eta=0.01"
            )
        model = with_parameter(model, part, parameter, value)
    # Last, so that one set of parameters serves a model and all its ablations.
    return drop(model, configuration.drop)


def _added(model: Model, text: str) -> Model:
    if "=" not in text:
        return with_added_where_learnt(model, text.split(","))
    part, files = _split(text, "--add", "PART=FILE,FILE")
    return with_added(model, part, files.split(","))


def _size(text: str) -> tuple[str, int]:
    name, number = _split(text, "--size", "POPULATION=N")
    if not number.isdecimal() or len(number) > 18:
        raise ModelError(f"--size {text}: expected a whole number, such as hidden=400")
    return name, int(number)


def _split(text: str, option: str, form: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not (name and equals and value):
        raise ModelError(f"{option} {text}: expected {form}")
    return name.strip(), value.strip()
