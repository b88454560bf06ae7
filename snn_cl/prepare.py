"""From a configuration to the stream and the model it names."""

import zlib
from dataclasses import replace
from pathlib import Path

import numpy as np

from snn_cl.configuration import Configuration
from snn_cl.errors import ModelError
from snn_cl.find import find_function
from snn_cl.model import Model, drop, with_parameter, with_rule, with_size
from snn_cl.stream import Stream, hold_out


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
    dataset = find_function("datasets", configuration.dataset)
    scenario = find_function("scenarios", configuration.scenario)
    root = Path(configuration.data_root) if configuration.data_root else None
    train = dataset(root, True)
    if configuration.validation:
        train, test = hold_out(train, configuration.validation)
    else:
        test = dataset(root, False)
    return scenario(
        train,
        test,
        configuration.seed,
        n_train=configuration.n_train,
        n_test=configuration.n_test,
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
    make = find_function("models", configuration.model)
    model = make(n_input=n_input, n_output=stream.n_labels)
    model = replace(model, encoder=configuration.encoder or model.encoder)
    for text in configuration.size:
        model = with_size(model, *_size(text))
    for text in configuration.rule:
        part, files = _split(text, "--rule", "PART=FILE,FILE")
        model = with_rule(model, part, files.split(","))
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
