"""What neurons that learned without labels stand for, and how their spikes vote for a class."""

import numpy as np

from snn_cl.errors import StreamError
from snn_cl.readouts.most_active import most_active


def mean_responses(responses: np.ndarray, labels: np.ndarray, n_classes: int) -> np.ndarray:
    """Return the mean response of each neuron to each class.

    Parameters
    ----------
    responses : (n, n_neurons) array
        Spikes in each presentation, with learning off.
    labels : (n,) int array
    n_classes : int

    Returns
    -------
    (n_classes, n_neurons) float array
        0 for a class that was not shown.

    Raises
    ------
    StreamError
        If there is not one label below `n_classes` for each presentation.
    """
    responses, labels = np.asarray(responses), np.asarray(labels)
    if responses.ndim != 2 or labels.shape != responses.shape[:1]:
        raise StreamError(
            f"mean_responses: responses have shape {responses.shape}, labels {labels.shape}; "
            "expected (n, n_neurons) and (n,)"
        )
    if not np.isin(labels, np.arange(n_classes)).all():
        raise StreamError(
            f"mean_responses: labels run from {labels.min()} to {labels.max()}; expected 0 to "
            f"{n_classes - 1}"
        )
    of_class = np.arange(n_classes)[:, None] == labels
    return of_class @ responses / np.maximum(of_class.sum(axis=1, keepdims=True), 1)


def preferred_classes(means: np.ndarray) -> np.ndarray:
    """Return the class that each neuron answers most.

    Parameters
    ----------
    means : (n_classes, n_neurons) float array
        From `mean_responses`.

    Returns
    -------
    (n_neurons,) int array
        The lower class where two are equal; -1 for a neuron that never fires.

    Source: Diehl & Cook (2015), Front. Comput. Neurosci. 9:99, doi:10.3389/fncom.2015.00099.
    """
    return np.where(means.any(axis=0), means.argmax(axis=0), -1)


def vote_by_class(responses: np.ndarray, means: np.ndarray) -> np.ndarray:
    """Return the class whose neurons answer most on average, each neuron voting for its own class.

    Parameters
    ----------
    responses : (n, n_neurons) array
        Spikes in each presentation.
    means : (n_classes, n_neurons) float array
        From `mean_responses`, of other presentations.

    Returns
    -------
    (n,) int array
        -1 where no neuron with a class fired.

    Source: Diehl & Cook (2015), Front. Comput. Neurosci. 9:99, doi:10.3389/fncom.2015.00099.
    """
    belongs = np.arange(len(means))[:, None] == preferred_classes(means)
    weights = belongs / np.maximum(belongs.sum(axis=1, keepdims=True), 1)
    return most_active(responses @ weights.T)


def vote_by_share(responses: np.ndarray, means: np.ndarray) -> np.ndarray:
    """Return the class with most votes, each neuron voting for all in proportion to its answers.

    Parameters
    ----------
    responses : (n, n_neurons) array
        Spikes in each presentation.
    means : (n_classes, n_neurons) float array
        From `mean_responses`, of other presentations.

    Returns
    -------
    (n,) int array
        -1 where no neuron with a class fired.

    Source: own.
    """
    shares = means / np.maximum(means.sum(axis=0), 1e-12)
    return most_active(responses @ shares.T)
