"""The C++ main loop of a compiled model: one block of presentations a run, state in, state out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_KIND = {"float64": "d", "float32": "f", "int32": "i", "int64": "l"} | {
    "int8": "b",
    "bool": "b",
}


@dataclass(frozen=True)
class ArrayName:
    """An array of the generated program.

    Attributes
    ----------
    cpp : str
        Its name in C++.
    dtype : str
        Such as 'float64'.
    size : int
    is_vector : bool
        A std::vector instead of a plain pointer.
    """

    cpp: str
    dtype: str
    size: int
    is_vector: bool = False

    @property
    def pointer(self) -> str:
        """C++ for the address of its first element."""
        return f"{self.cpp}.data()" if self.is_vector else self.cpp


@dataclass(frozen=True)
class Monitor:
    """A spike monitor of the generated program.

    Attributes
    ----------
    index, time, length : str
        C++ names of the neurons' indices, the spikes' times and their number.
    population : int
        Number that its spikes are written with.
    counted : int
        Size of the population if its spikes are counted per presentation, else 0.
    """

    index: str
    time: str
    length: str
    population: int
    counted: int


@dataclass(frozen=True)
class Scheduled:
    """A code object that runs at each step, or at each so many.

    Attributes
    ----------
    function : str
        C++ name of its function.
    clock : str
        C++ name of its clock.
    period : int [steps]
    """

    function: str
    clock: str
    period: int


@dataclass(frozen=True)
class Delayed:
    """A pathway with a delay.

    Attributes
    ----------
    underway : str
        C++ name of the flags that say which spikes are on their way; part of the state.
    pathway : str
        Name of the pathway.
    n_pre, n_steps : int
    is_ring : bool
        Whether it keeps a ring of lists (the dense device) instead of Brian2's queue.
    """

    underway: str
    pathway: str
    n_pre: int
    n_steps: int
    is_ring: bool


@dataclass(frozen=True)
class LoopPlan:
    """What the main loop of a model holds.

    Attributes
    ----------
    scheduled : sequence of Scheduled
        Everything that runs at each step, in order.
    at_start, at_end : sequence of str
        Code objects that run before and after each presentation.
    state, parameters : sequence of ArrayName
    last_times : mapping of str to ArrayName
        By the name of the steps since a last spike or update in `state`: the times that Brian2
        keeps.
    monitors : sequence of Monitor
    delayed : sequence of Delayed
    catches_up : bool
        Whether steps of synapses may be put off, to the end of the presentation at the latest.
    """

    scheduled: Sequence[Scheduled]
    at_start: Sequence[str]
    at_end: Sequence[str]
    state: Sequence[ArrayName]
    parameters: Sequence[ArrayName]
    last_times: Mapping[str, ArrayName]
    monitors: Sequence[Monitor]
    delayed: Sequence[Delayed] = ()
    catches_up: bool = False


def main_loop(plan: LoopPlan, show_steps: int, rest_steps: int, dt: float) -> str:
    """Return the statements that a program's `main` runs.

    It steps through time itself: Brian2's network would search its clocks at each step, and sums of
    durations would drift off the grid of dt.

    Parameters
    ----------
    plan : LoopPlan
    show_steps, rest_steps : int
        Steps of dt with and without stimulus in a presentation.
    dt : float [s]

    Returns
    -------
    str
        C++.
    """
    steps = show_steps + rest_steps
    lines = [
        "snn_cl::Job job;",
        *(f"std::vector<int64_t> {since}({last.size});" for since, last in plan.last_times.items()),
        *(f"std::vector<int8_t> {d.underway}({d.n_steps * d.n_pre});" for d in plan.delayed),
        _table("state", plan.state),
        _table("parameters", plan.parameters),
        "job.read_state(state);",
        "job.set_parameters(parameters);",
        f"const int64_t step_before = job.first() * {steps};",
        f"const int64_t step_after = step_before + job.n_presentations() * {steps};",
        *(
            f"snn_cl::since_to_time({since}, {last.pointer}, step_before, {dt!r});"
            for since, last in plan.last_times.items()
        ),
        *(_underway(delayed, "read") for delayed in plan.delayed),
        "for (int64_t row = 0; row < job.n_presentations(); row++) {",
        f"const int64_t first_step = step_before + row * {steps};",
        "job.show(row);",
        _set_clock("defaultclock", "first_step", dt),
        _set_clock("presentation_clock", "first_step", dt, steps),
        *(f"{name}();" for name in plan.at_start),
        f"for (int64_t step = first_step; step < first_step + {steps}; step++) {{",
        f"if (step == first_step + {show_steps}) job.show(job.n_presentations());",
        _set_clock("defaultclock", "step", dt),
        *(_call(scheduled, dt) for scheduled in plan.scheduled),
        "}",
        *(["dense::catch_up_all();"] if plan.catches_up else []),
        *(f"{name}();" for name in plan.at_end),
        "job.record(state);",
        *(_take_spikes(monitor, dt) for monitor in plan.monitors),
        "}",
        *(
            f"snn_cl::time_to_since({last.pointer}, {since}, step_after, {dt!r});"
            for since, last in plan.last_times.items()
        ),
        *(_underway(delayed, "write") for delayed in plan.delayed),
        "job.write_results(state);",
        # Brian2 would now write every array of the network to its results folder.
        "std::_Exit(0);",
    ]
    return "\n".join(lines)


def _table(name: str, arrays: Sequence[ArrayName]) -> str:
    rows = ", ".join(f"{{(void *){a.pointer}, {a.size}, '{_KIND[a.dtype]}'}}" for a in arrays)
    return f"const std::vector<snn_cl::Array> {name} = {{{rows}}};"


def _set_clock(clock: str, step: str, dt: float, period: int = 1) -> str:
    return f"_array_{clock}_timestep[0] = {step} / {period}; _array_{clock}_t[0] = {step} * {dt!r};"


def _call(scheduled: Scheduled, dt: float) -> str:
    call = f"{scheduled.function}();"
    if scheduled.period == 1:
        return call
    clock = _set_clock(scheduled.clock, "step", dt, scheduled.period)
    return f"if (step % {scheduled.period} == 0) {{ {clock} {call} }}"


def _underway(delayed: Delayed, verb: str) -> str:
    if delayed.is_ring:
        return f'dense::ring("{delayed.pathway}").{verb}({delayed.underway}, {delayed.n_pre}, 0);'
    return f"snn_cl::{verb}_underway({delayed.underway}, {delayed.pathway});"


def _take_spikes(monitor: Monitor, dt: float) -> str:
    return (
        f"job.take_spikes(row, {monitor.population}, {monitor.counted}, "
        f"{monitor.index}, {monitor.time}, {monitor.length}, {dt!r});"
    )
