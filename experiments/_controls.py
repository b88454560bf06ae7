"""What stands beside a network: classifiers of the same input that are no networks."""

from collections.abc import Callable

import numpy as np
from sklearn.linear_model import SGDClassifier

from snn_cl.encoders.unit_length import unit_length
from snn_cl.stream import Stream


def nearest_class_mean(stream: Stream) -> float:
    """Return the accuracy of answering with the class whose mean image is nearest.

    Class means need no order, so they cannot forget.

    Parameters
    ----------
    stream : Stream

    Returns
    -------
    float
        Mean over experiences.
    """
    images = unit_length(stream.images, 1.0)
    means = np.stack([images[stream.labels == k].mean(axis=0) for k in range(stream.n_labels)])

    def nearest(rates: np.ndarray) -> np.ndarray:
        return (rates @ means.T - (means**2).sum(axis=1) / 2).argmax(axis=1)

    return _accuracy(nearest, stream)


def joint_linear_readout(stream: Stream) -> float:
    """Return the accuracy of a linear classifier trained on all experiences at once.

    Parameters
    ----------
    stream : Stream

    Returns
    -------
    float
        Mean over experiences.
    """
    readout = SGDClassifier(loss="log_loss", alpha=1e-6, random_state=0)
    return _accuracy(readout.fit(unit_length(stream.images, 1.0), stream.labels).predict, stream)


def _accuracy(predict: Callable[[np.ndarray], np.ndarray], stream: Stream) -> float:
    answers = [predict(unit_length(test.images, 1.0)) for test in stream.tests]
    right = [np.mean(a == test.labels) for a, test in zip(answers, stream.tests, strict=True)]
    return float(np.mean(right))


CONTROLS: dict[str, Callable[[Stream], float]] = {
    "nearest class mean": nearest_class_mean,
    "joint linear readout": joint_linear_readout,
}
