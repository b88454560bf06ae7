"""What stands beside a network: classifiers of the same input that are no networks."""

from collections.abc import Callable
from functools import partial

import numpy as np

from snn_cl.stream import Stream

Encode = Callable[[np.ndarray], np.ndarray]  # images to rates
NEW, REPLAYED = 10, 40  # images of a step of rehearsal


def nearest_class_mean(stream: Stream, encode: Encode) -> float:
    """Return the accuracy of answering with the class whose mean image is nearest.

    Class means need no order, so they cannot forget.

    Parameters
    ----------
    stream : Stream
    encode : callable
        The encoder of the network beside which the control stands.

    Returns
    -------
    float
        Mean over experiences.
    """
    images = encode(stream.images)
    means = np.stack([images[stream.labels == k].mean(axis=0) for k in range(stream.n_labels)])

    def nearest(rates: np.ndarray) -> np.ndarray:
        return (rates @ means.T - (means**2).sum(axis=1) / 2).argmax(axis=1)

    return _accuracy(nearest, stream, encode)


def joint_linear_readout(stream: Stream, encode: Encode) -> float:
    """Return the accuracy of a linear classifier trained on all experiences at once.

    Parameters
    ----------
    stream : Stream
    encode : callable
        The encoder of the network beside which the control stands.

    Returns
    -------
    float
        Mean over experiences.
    """
    from sklearn.linear_model import SGDClassifier

    readout = SGDClassifier(loss="log_loss", alpha=1e-6, random_state=0)
    return _accuracy(readout.fit(encode(stream.images), stream.labels).predict, stream, encode)


def nearest_stored_image(stream: Stream, encode: Encode, n_stored: int) -> float:
    """Return the accuracy of answering with the class of the nearest of some stored images.

    Parameters
    ----------
    stream : Stream
    encode : callable
        The encoder of the network beside which the control stands.
    n_stored : int
        Images stored, drawn evenly from the whole stream.

    Returns
    -------
    float
        Mean over experiences.
    """
    kept = np.random.default_rng(0).permutation(len(stream.labels))[:n_stored]
    stored, labels = encode(stream.images[kept]), stream.labels[kept]
    return _accuracy(lambda rates: labels[(rates @ stored.T).argmax(axis=1)], stream, encode)


def rehearsal(stream: Stream, encode: Encode, n_stored: int) -> float:
    """Return the accuracy of a network with one hidden layer that trains on stored images again.

    400 rectified units, Adam; each step sees 10 new images and 40 out of a buffer that holds an
    even sample of all images so far (reservoir sampling). One pass, no task signal.

    Parameters
    ----------
    stream : Stream
    encode : callable
        The encoder of the network beside which the control stands.
    n_stored : int
        Size of the buffer.

    Returns
    -------
    float
        Mean over experiences.
    """
    from sklearn.neural_network import MLPClassifier

    images, labels = encode(stream.images), stream.labels
    rng, buffer = np.random.default_rng(0), np.empty(0, int)
    network = MLPClassifier((400,), random_state=0)
    for first in range(0, len(labels), NEW):
        new = np.arange(first, min(first + NEW, len(labels)))
        batch = np.concatenate([new, rng.choice(buffer, REPLAYED)]) if len(buffer) else new
        network.partial_fit(images[batch], labels[batch], classes=np.arange(stream.n_labels))
        for number in new:
            if len(buffer) < n_stored:
                buffer = np.append(buffer, number)
            elif (place := rng.integers(number + 1)) < n_stored:
                buffer[place] = number
    return _accuracy(network.predict, stream, encode)


def _accuracy(predict: Callable[[np.ndarray], np.ndarray], stream: Stream, encode: Encode) -> float:
    answers = [predict(encode(test.images)) for test in stream.tests]
    right = [np.mean(a == test.labels) for a, test in zip(answers, stream.tests, strict=True)]
    return float(np.mean(right))


CONTROLS: dict[str, Callable[[Stream, Encode], float]] = {
    "nearest class mean": nearest_class_mean,
    "joint linear readout": joint_linear_readout,
    **{
        f"nearest of {n:,} stored images": partial(nearest_stored_image, n_stored=n)
        for n in (3_200, 12_800)
    },
    **{
        f"rehearsal of {n:,} stored images": partial(rehearsal, n_stored=n)
        for n in (500, 2_000, 8_000)
    },
}
