"""The C++ main loop of a compiled model: one block of presentations a run, state in, state out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from snn_cl.network.timing import Timing

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
    parameter : str
        C++ name of the parameter that is the delay; empty if the delay is fixed.
    delay : str
        C++ name of Brian2's array of the delay.
    prepare : str
        C++ name of the function that makes room for spikes of this delay.
    """

    underway: str
    pathway: str
    n_pre: int
    n_steps: int
    is_ring: bool
    parameter: str = ""
    delay: str = ""
    prepare: str = ""


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


def main_loop(plan: LoopPlan, timing: Timing) -> str:
    """Return the statements that a program's `main` runs.

    It steps through time itself: Brian2's network would search its clocks at each step, and sums of
    durations would drift off the grid of dt.

    Parameters
    ----------
    plan : LoopPlan
    timing : Timing

    Returns
    -------
    str
        C++.
    """
    steps, dt = timing.steps, timing.dt
    lines = [
        "snn_cl::Job job;",
        *(f"std::vector<int64_t> {since}({last.size});" for since, last in plan.last_times.items()),
        _table("parameters", plan.parameters),
        "job.set_parameters(parameters);",
        *(_make_room(delayed, dt) for delayed in plan.delayed),
        _table("state", plan.state),
        "job.read_state(state);",
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
        f"if (step == first_step + {timing.show_steps}) job.show(job.n_presentations());",
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
    rows = ", ".join(f"{{(void *){a.pointer}, {_size(a)}, '{_KIND[a.dtype]}'}}" for a in arrays)
    return f"const std::vector<snn_cl::Array> {name} = {{{rows}}};"


def _size(array: ArrayName) -> str:
    # How many spikes may be on their way is known when the delay is.
    return f"{array.cpp}.size()" if array.is_vector else str(array.size)


def _make_room(delayed: Delayed, dt: float) -> str:
    room = f"std::vector<int8_t> {delayed.underway}"
    if not delayed.parameter:
        return f"{room}({delayed.n_steps * delayed.n_pre});"
    steps = f"{delayed.pathway}_steps"
    return (
        f"const int64_t {steps} = std::llround({delayed.parameter}[0] / {dt!r}); "
        f"{delayed.delay}[0] = {steps} * {dt!r}; {delayed.prepare}(); "
        f"{room}({steps} * {delayed.n_pre});"
    )


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
