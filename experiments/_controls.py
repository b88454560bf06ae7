"""What stands beside a network: classifiers of the same input that are no networks."""

from collections.abc import Callable

import numpy as np
from sklearn.linear_model import SGDClassifier
from sklearn.neighbors import NearestCentroid

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
    return _accuracy(NearestCentroid(), stream)


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
    return _accuracy(SGDClassifier(loss="log_loss", alpha=1e-6, random_state=0), stream)


def _accuracy(classifier, stream: Stream) -> float:
    classifier.fit(unit_length(stream.images, 1.0), stream.labels)
    answers = [classifier.predict(unit_length(test.images, 1.0)) for test in stream.tests]
    right = [np.mean(a == test.labels) for a, test in zip(answers, stream.tests, strict=True)]
    return float(np.mean(right))


CONTROLS: dict[str, Callable[[Stream], float]] = {
    "nearest class mean": nearest_class_mean,
    "joint linear readout": joint_linear_readout,
}
