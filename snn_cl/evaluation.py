"""Measure how many test images a network answers rightly, and what that says of a whole run."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from snn_cl.accuracy_table import matrix_of
from snn_cl.find import find_function
from snn_cl.model import Model
from snn_cl.simulator import Simulator
from snn_cl.stream import Experience, Stream

Progress = Callable[[str, int, int], None]


def no_progress(task: str, done: int, total: int) -> None:
    """Report nothing."""


def evaluate(
    simulator: Simulator,
    experience: Experience,
    state: dict[str, np.ndarray],
    seed: int,
    block: int = 1000,
    progress: Progress = no_progress,
) -> tuple[float, float]:
    """Measure the accuracy on an experience; the state stays as it is.

    Parameters
    ----------
    simulator : Simulator
    experience : Experience
    state : dict of str to array
    seed : int
        Of the evaluation's own spikes.
    block : int
    progress : callable

    Returns
    -------
    accuracy, silent : float
        Shares of the images answered rightly, and answered by no output spike at all, which
        counts as wrong.
    """
    encode, decode = encoder_and_readout(simulator.layout.model)
    predictions = []
    for first in range(0, len(experience.labels), block):
        rates = encode(experience.images[first : first + block])
        outcome = simulator.run(rates, state=state, seed=seed, first=first, plastic=False)
        state = outcome.state
        predictions.append(decode(outcome.counts))
        progress(f"evaluating {experience.name}", first + len(rates), len(experience.labels))
    answers = np.concatenate(predictions)
    right = (answers == experience.labels) & (answers >= 0)
    return float(np.mean(right)), float(np.mean(answers < 0))


def encoder_and_readout(model: Model) -> tuple[Callable, Callable]:
    """Return what turns images into rates, and spike counts into predictions.

    Parameters
    ----------
    model : Model

    Returns
    -------
    encoder, readout : callable

    Raises
    ------
    NotFoundError
        If there is no plug-in of such a name.
    """
    return find_function("encoders", model.encoder), find_function("readouts", model.readout)


def judge(rows: Sequence[Mapping[str, float]], stream: Stream) -> dict:
    """Return accuracy matrix and metrics as plain numbers, None where one is not defined.

    Parameters
    ----------
    rows : sequence of mappings
        As in accuracy.csv.
    stream : Stream

    Returns
    -------
    dict
        `forward_transfer` is against chance, 1 / n_labels.
    """
    matrix = matrix_of(rows, len(stream.tests))
    return {
        "accuracy": _metric("average_accuracy", matrix),
        "accuracy_matrix": [[_plain(value) for value in row] for row in matrix],
        "forgetting": _metric("forgetting", matrix),
        "backward_transfer": _metric("backward_transfer", matrix),
        "forward_transfer": _metric("forward_transfer", matrix, 1 / stream.n_labels),
    }


def _metric(name: str, matrix: np.ndarray, *arguments: float) -> float | None:
    return _plain(find_function("metrics", name)(matrix, *arguments))


def _plain(value: float) -> float | None:
    return None if np.isnan(value) else round(float(value), 6)
