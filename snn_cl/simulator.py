"""Compile a model once, then run blocks of presentations: state in, state out."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from snn_cl.backends.base import PresentationBlock, block_parameters, load_backend
from snn_cl.checks import check_model
from snn_cl.checks.solvable import check_solvable
from snn_cl.errors import NotFoundError, RunError, did_you_mean
from snn_cl.inputs import checked_modulator, checked_rates, teacher_rates
from snn_cl.network.memory import bytes_needed, check_size
from snn_cl.network.model import Model
from snn_cl.network.precision import check_precision, warn_of_short_times
from snn_cl.network.recording_spec import recorded_elements
from snn_cl.network.state import check_state, checked_initial, initial_state, not_finite
from snn_cl.network.timing import Timing
from snn_cl.stream_checks import check_seed

DTYPES = ("float32", "float64")


@dataclass(frozen=True)
class Outcome:
    """What a block of presentations left behind.

    Attributes
    ----------
    counts : (n_presentations, n_output) int array
        Spikes of the output per presentation.
    state : dict of str to array
        Every state variable by 'part.variable'; hand it to the next call.
    traces : dict of str to (n_presentations, n_elements) float array
        What was asked for with `record`, sampled at the end of each presentation.
    spikes : dict of str to (n_spikes, 3) int array
        By population: presentation in the stream, neuron, step within the presentation.
    """

    counts: np.ndarray
    state: dict[str, np.ndarray]
    traces: dict[str, np.ndarray]
    spikes: dict[str, np.ndarray]


class Simulator:
    """A model made ready to run.

    Parameters
    ----------
    model : Model
    show, rest, dt, teacher_rate : str, Quantity or float, optional
        Other times than the model's own, such as '350*ms'; see `Timing`.
    backend : str
        'dense', compiled C++ with the project's own device; 'brian2', compiled C++ as Brian2 makes
        it; or 'numpy', which needs no compiler.
    dtype : str
        'float32' or 'float64'; without it 'float32' on the dense backend, 'float64' elsewhere.

    Raises
    ------
    ModelError, EquationFileError, NotFoundError
        If the model does not fit together.
    RunError
        If it cannot be compiled.
    """

    def __init__(
        self,
        model: Model,
        show: str | float | None = None,
        rest: str | float | None = None,
        dt: str | float | None = None,
        backend: str = "dense",
        teacher_rate: str | float | None = None,
        dtype: str = "",
    ):
        chosen = load_backend(backend)
        if dtype and dtype not in DTYPES:
            raise NotFoundError(f"no dtype '{dtype}'{did_you_mean(dtype, DTYPES)}")
        timing = model.timing.changed(show=show, rest=rest, dt=dt, teacher_rate=teacher_rate)
        model = replace(model, timing=timing)
        self.resolved = check_model(model)
        start = time.perf_counter()
        self.backend = backend
        self.dtype = dtype or chosen.default_dtype
        self._check_memory(model, chosen.lists_synapses)
        check_precision(self.resolved, self.dtype)
        check_solvable(self.resolved, self.dtype)
        warn_of_short_times(self.resolved)
        self._backend = chosen.prepare(self.resolved, self.dtype)
        self.build_seconds = time.perf_counter() - start

    def __repr__(self) -> str:
        sizes = ", ".join(f"{each.name} {each.size}" for each in self.resolved.model.populations)
        times = f"{self.timing.steps} steps an image"
        return f"<Simulator of {sizes}: {self.backend}, {self.dtype}, {times}>"

    @property
    def timing(self) -> Timing:
        """How long it shows an image, and what else there is of times."""
        return self.resolved.timing

    @property
    def fallbacks(self) -> dict[str, str]:
        """Why a piece of the model is not computed by a fast loop, by the piece's name."""
        return self._backend.fallbacks

    def initial_state(
        self, seed: int, given: Mapping[str, np.ndarray] | None = None
    ) -> dict[str, np.ndarray]:
        """Return the state before the first presentation.

        Parameters
        ----------
        seed : int
        given : mapping of str to array, optional
            What begins with other values than the model says, by 'part.variable'; one number
            stands for as many as there are.

        Returns
        -------
        dict of str to array

        Raises
        ------
        StreamError
            If the seed is out of range.
        ModelError
            If there is no such variable, or an array has a wrong shape or type or is not finite.
        """
        check_seed(seed)
        return initial_state(self.resolved, seed) | checked_initial(self.resolved, given)

    def run(
        self,
        rates: np.ndarray,
        labels: np.ndarray | None = None,
        *,
        state: Mapping[str, np.ndarray],
        seed: int,
        first: int = 0,
        plastic: bool = True,
        modulator: np.ndarray | None = None,
        record: Sequence[str] = (),
        n_spikes: int = 0,
    ) -> Outcome:
        """Run a block of presentations.

        Parameters
        ----------
        rates : (n_presentations, n_input) float array [Hz]
        labels : (n_presentations,) int array, optional
            What the teacher says, -1 for nothing; no teacher without.
        state : mapping of str to array
            From `initial_state` or from the outcome of the block before.
        seed : int
            With `first` decides every random number.
        first : int
            Number of the block's first presentation in its stream.
        plastic : bool
            False keeps every rule from changing its synapses.
        modulator : (n_presentations,) float array, optional
            Values of `modulator(t)`; 0 without.
        record : str or sequence of str
            Such as 'input_hidden.w[406,12]'.
        n_spikes : int
            Keep the spikes of so many presentations at the block's start.

        Returns
        -------
        Outcome

        Raises
        ------
        StreamError, ModelError
            If an array does not have the shape that the model needs, or is not finite.
        RunError
            If a variable is no finite number at the block's end.
        """
        check_seed(seed)
        wanted = [record] if isinstance(record, str) else record
        block = PresentationBlock(
            seed=int(seed),
            first=int(first),
            stimulus=checked_rates(self.resolved, rates),
            teacher=teacher_rates(self.resolved, labels, len(rates)),
            modulator=checked_modulator(modulator, len(rates)),
            parameters=block_parameters(self.resolved, plastic),
            state=check_state(self.resolved, state, self.dtype),
            recorded=[recorded_elements(text, self.resolved) for text in wanted],
            n_spikes=n_spikes,
        )
        result = self._backend.run(block)
        self._check_finite(result, block)
        traces = zip((key for key, _ in block.recorded), result.traces, strict=False)
        return Outcome(
            result.counts, result.state, _joined(traces), self._by_population(result, first)
        )

    def _check_memory(self, model, lists_synapses):
        needed, rules = {}, {}
        for name, part in self.resolved.parts.items():
            kinds = part.variables.values()
            rules[name] = part.rule
            needed[name] = bytes_needed(model, name, part.rule, kinds, lists_synapses, self.dtype)
        check_size(model, needed, rules)

    def _check_finite(self, result, block):
        for (key, elements), values in zip(block.recorded, result.traces, strict=True):
            if np.isnan(values).any():
                row, column = np.argwhere(np.isnan(values))[0]
                shape = self.resolved.arrays()[key][0]
                element = ",".join(map(str, np.unravel_index(elements[column], shape)))
                raise RunError(f"presentation {block.first + row}: {key}[{element}] is nan")
        wrong = not_finite(self.resolved, result.state)
        if wrong:
            raise RunError(
                f"presentations {block.first} to {block.first + len(block) - 1}: after them "
                f"{wrong}; look at the lines that change it, and at parameters and time constants "
                "that they use"
            )

    def _by_population(self, result, first):
        steps = self.timing.steps
        found = {}
        for number, part in enumerate(self.resolved.populations):
            row, _, neuron, step = result.spikes[result.spikes[:, 1] == number].T
            found[part.name] = np.stack([first + row, neuron, step % steps], axis=1)
        return found


def slow_parts(model: Model) -> dict[str, str]:
    """Return what the dense backend does not compute by fast loops, without compiling the model.

    Parameters
    ----------
    model : Model

    Returns
    -------
    dict of str to str
        The reason, by the piece's name.

    Raises
    ------
    ModelError, EquationFileError, NotFoundError
        If the model does not fit together.
    """
    return load_backend("dense").fallbacks(check_model(model))


def _joined(traces) -> dict[str, np.ndarray]:
    found: dict[str, np.ndarray] = {}
    for key, values in traces:
        found[key] = np.hstack([found[key], values]) if key in found else values
    return found
