"""What every backend takes and gives: a block of presentations, and its result."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class PresentationBlock:
    """A block of presentations as a backend takes it; all shapes are checked before.

    Attributes
    ----------
    seed, first : int
        Seed, and number of the block's first presentation in its stream.
    stimulus : (n_presentations, n_input) float32 array [Hz]
    teacher : (n_presentations, n_label) float32 array [Hz]
    modulator : (n_presentations,) float array
    parameters : dict of str to float
        By 'part.parameter' [SI units], `plastic` of every projection included.
    state : dict of str to array
        By 'part.variable'.
    recorded : list of (str, (n_elements,) int array)
        State variables and the flat indices to record after each presentation.
    n_spikes : int
        Number of presentations at the block's start whose spikes are kept.
    """

    seed: int
    first: int
    stimulus: np.ndarray
    teacher: np.ndarray
    modulator: np.ndarray
    parameters: dict[str, float]
    state: dict[str, np.ndarray]
    recorded: list[tuple[str, np.ndarray]]
    n_spikes: int

    def __len__(self) -> int:
        return len(self.stimulus)


@dataclass(frozen=True)
class BlockResult:
    """What a backend gives back.

    Attributes
    ----------
    counts : (n_presentations, n_output) int array
    state : dict of str to array
    traces : list of (n_presentations, n_elements) float array
        One for each entry of `PresentationBlock.recorded`.
    spikes : (n_spikes, 4) int array
        Presentation of the block, number of the population, neuron, step since the stream began.
    """

    counts: np.ndarray
    state: dict[str, np.ndarray]
    traces: list[np.ndarray]
    spikes: np.ndarray
