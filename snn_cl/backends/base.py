"""What a backend is, and what it takes and gives: a block of presentations, and its result."""

import importlib
from dataclasses import dataclass
from types import ModuleType
from typing import Protocol

import numpy as np

from snn_cl.backends import BACKENDS
from snn_cl.errors import NotFoundError, RunError, did_you_mean
from snn_cl.network.resolved import ResolvedModel


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


class Prepared(Protocol):
    """A model made ready to run by a backend.

    Attributes
    ----------
    fallbacks : dict of str to str
        Why a piece of the model is not computed by a fast loop, by the piece's name.
    """

    fallbacks: dict[str, str]

    def run(self, block: PresentationBlock) -> BlockResult:
        """Run a block."""


class Backend(Protocol):
    """A way to compute a model.

    Attributes
    ----------
    name : str
    default_dtype : str
        'float32' or 'float64', where none is asked for.
    needs_compiler : bool
    lists_synapses : bool
        Whether it keeps the two neurons of each synapse where all are connected.
    """

    name: str
    default_dtype: str
    needs_compiler: bool
    lists_synapses: bool

    def prepare(self, resolved: ResolvedModel, dtype: str) -> Prepared:
        """Make a model ready to run."""

    def fallbacks(self, resolved: ResolvedModel) -> dict[str, str]:
        """Return what `Prepared.fallbacks` would be, without compiling the model."""


def load_backend(name: str) -> Backend:
    """Return a backend by its name.

    Parameters
    ----------
    name : str
        One of `BACKENDS`.

    Returns
    -------
    Backend

    Raises
    ------
    NotFoundError
        If there is none of this name.
    """
    if name not in BACKENDS:
        raise NotFoundError(f"no backend '{name}'{did_you_mean(name, BACKENDS)}")
    module, _, attribute = BACKENDS[name].partition(":")
    return getattr(importlib.import_module(module), attribute)


def block_parameters(resolved: ResolvedModel, plastic: bool) -> dict[str, float]:
    """Return the values of parameters by 'part.parameter', whether rules change synapses included.

    Parameters
    ----------
    resolved : ResolvedModel
    plastic : bool

    Returns
    -------
    dict of str to float [SI units]
    """
    gated = [part for part in resolved.parts.values() if part.gate]
    gates = {f"{part.name}.{part.gate}": float(plastic) for part in gated}
    return resolved.parameters() | gates


def load_codegen() -> ModuleType:
    """Import what needs Brian2, which takes longer than all else before the first presentation.

    Returns
    -------
    module

    Raises
    ------
    RunError
        If it is first loaded outside the program's main thread.
    """
    try:
        return importlib.import_module("snn_cl.backends.codegen")
    except ValueError as error:
        if "main thread" not in str(error):
            raise
        raise RunError(
            "Brian2 can be loaded in a program's main thread only; import brian2 there first"
        ) from error
