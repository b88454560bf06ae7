"""What a protocol of the experiment `tagging` did, as numbers over time."""

from dataclasses import dataclass

import numpy as np

H_0 = 4.20075e-3  # V; weight at rest of the file synapses/early_phase
G_HIGH, G_LOW, G_LATE, W_REST = 1, 0.5, 2, 1  # of the file synapses/tag_capture
PATHWAY = 100  # synapses that fire together
Z_UP = 0.3  # share of them with a late phase from the start
MINUTE, HOUR = 60, 3600


@dataclass(frozen=True)
class Course:
    """What a protocol did.

    Attributes
    ----------
    seconds : (n_times,) float array
        Since the beginning.
    values : dict of str to (n_times, n_elements) float array
        Of what lasts, by variable.
    ends : tuple of int
        Number of times until the end of each stage.
    """

    seconds: np.ndarray
    values: dict[str, np.ndarray]
    ends: tuple[int, ...]


@dataclass(frozen=True)
class Pathway:
    """What became of one pathway of a TagTriC neuron.

    Attributes
    ----------
    hours : (n_times,) float array
    high, low : (n_targets,) float array
        Tags in the pathway right after its last train.
    weight, late : (n_times, n_targets) float array
        Weight, and its part without tags, in % of the beginning.
    protein : (n_times, n_targets) float array
    """

    hours: np.ndarray
    high: np.ndarray
    low: np.ndarray
    weight: np.ndarray
    late: np.ndarray
    protein: np.ndarray

    @classmethod
    def of(cls, course: Course, pathway: int = 0, last_train: int = -2) -> "Pathway":
        """Return pathway 0 or 1 of a course.

        Parameters
        ----------
        course : Course
        pathway : int
        last_train : int
            Number of the stage that holds the pathway's last train.

        Returns
        -------
        Pathway
        """
        protein = course.values["protein"]
        rows = slice(PATHWAY * pathway, PATHWAY * (pathway + 1))
        high, low, z = (
            course.values[name].reshape(len(protein), 2 * PATHWAY, -1)[:, rows].sum(axis=1)
            for name in ("high", "low", "z")
        )
        late = G_LATE * z + W_REST * PATHWAY
        weight = G_HIGH * high + G_LOW * low + late
        scale = 100 / (PATHWAY * (G_LATE * Z_UP + W_REST))
        after = course.ends[last_train] - 1
        hours = course.seconds / HOUR
        return cls(hours, high[after], low[after], scale * weight, scale * late, protein)
