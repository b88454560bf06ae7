"""Measure how many test images a network answers rightly, and what that says of a whole run."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from snn_cl.course import course_of
from snn_cl.judgement import judge as judge_matrix
from snn_cl.network.model import Model
from snn_cl.plug_in import PlugIn, describe, find_plug_in
from snn_cl.records.accuracy_table import matrix_of
from snn_cl.simulator import Simulator
from snn_cl.stream import Experience, Stream

Progress = Callable[[str, int, int], None]
Function = Callable[[np.ndarray], np.ndarray]


def no_progress(task: str, done: int, total: int) -> None:
    """Report nothing."""


def evaluate(
    simulator: Simulator,
    experience: Experience,
    state: dict[str, np.ndarray],
    seed: int,
    block: int = 1000,
    progress: Progress = no_progress,
    functions: tuple[Function, Function] | None = None,
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
    functions : pair of callable, optional
        From `encoder_and_readout`, for one that evaluates often.

    Returns
    -------
    accuracy, silent : float
        Shares of the images answered rightly, and answered by no output spike at all, which
        counts as wrong.
    """
    encode, decode = functions or encoder_and_readout(simulator.resolved.model)
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


def encoder_and_readout(model: Model) -> tuple[Function, Function]:
    """Return what turns images into rates, and spike counts into predictions.

    Parameters
    ----------
    model : Model

    Returns
    -------
    encoder, readout : callable
        They check what the plug-in returns.

    Raises
    ------
    NotFoundError
        If there is no plug-in of such a name.
    """
    encoder, readout = (
        find_plug_in("encoders", model.encoder),
        find_plug_in("readouts", model.readout),
    )

    def encode(images: np.ndarray) -> np.ndarray:
        return _checked_rates(encoder, encoder(images), len(images))

    def decode(counts: np.ndarray) -> np.ndarray:
        return _checked_predictions(readout, readout(counts), len(counts))

    return encode, decode


def _checked_rates(encoder: PlugIn, returned: object, n: int) -> np.ndarray:
    rates = _as_array(encoder, returned)
    if rates.ndim != 2 or len(rates) != n or rates.dtype.kind not in "fiu":
        raise encoder.wrong(
            f"returned {describe(returned)} for {n} images{_as_read(returned, rates)}"
        )
    wrong = ~((rates >= 0) & (rates <= np.finfo(np.float32).max))
    if wrong.any():
        raise encoder.wrong(f"returned a rate of {rates[wrong][0]:g} Hz")
    return rates


def _checked_predictions(readout: PlugIn, returned: object, n: int) -> np.ndarray:
    predictions = _as_array(readout, returned)
    if predictions.shape != (n,) or predictions.dtype.kind not in "iu":
        raise readout.wrong(
            f"returned {describe(returned)} for {n} presentations{_as_read(returned, predictions)}"
        )
    if predictions.dtype.kind == "i" and (predictions < -1).any():
        raise readout.wrong(f"returned the label {predictions.min()}; -1 stands for no answer")
    return predictions


def _as_array(plug_in: PlugIn, returned: object) -> np.ndarray:
    try:
        return np.asarray(returned)
    except ValueError as error:  # rows of different lengths
        raise plug_in.wrong(f"returned {describe(returned)} that is no array") from error


def _as_read(returned: object, array: np.ndarray) -> str:
    return "" if returned is array else f", read as {describe(array)}"


def judge(
    rows: Sequence[Mapping[str, float]],
    stream: Stream,
    metrics: Mapping[str, PlugIn] | None = None,
) -> dict:
    """Return accuracy matrix and metrics as plain numbers, None where one is not defined.

    Parameters
    ----------
    rows : sequence of mappings
        As in accuracy.csv.
    stream : Stream
    metrics : mapping of str to PlugIn, optional
        All there are if not given.

    Returns
    -------
    dict
        Every metric under its name, `average_accuracy` as `accuracy` too; under `notes` why one
        is None, or what it leaves out.
    """
    matrix = matrix_of(rows, len(stream.tests))
    judged = judge_matrix(matrix, course_of(stream, rows), metrics)
    return {
        "accuracy": judged.values["average_accuracy"],
        "accuracy_matrix": [[_plain(value) for value in row] for row in matrix],
        **judged.values,
        "notes": judged.notes,
    }


def _plain(value: float) -> float | None:
    return None if np.isnan(value) else round(float(value), 6)
