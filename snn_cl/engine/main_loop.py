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
class LoopPlan:
    """What the main loop of a model holds.

    Attributes
    ----------
    network : str
        C++ name of the network.
    scheduled : sequence of (str, str)
        Clock and code object of everything that runs at each step, in order.
    at_start, at_end : sequence of str
        Code objects that run before and after each presentation.
    state, parameters : sequence of ArrayName
    last_times : mapping of str to ArrayName
        By the name of the steps since a last spike or update in `state`: the times that Brian2
        keeps.
    monitors : sequence of Monitor
    delayed : sequence of str
        Pathways with a delay: what is on its way when a presentation ends is dropped, so that a
        stream may be cut between any two presentations.
    """

    network: str
    scheduled: Sequence[tuple[str, str]]
    at_start: Sequence[str]
    at_end: Sequence[str]
    state: Sequence[ArrayName]
    parameters: Sequence[ArrayName]
    last_times: Mapping[str, ArrayName]
    monitors: Sequence[Monitor]
    delayed: Sequence[str] = ()


def main_loop(plan: LoopPlan, show_steps: int, rest_steps: int, dt: float) -> str:
    """Return the statements that a program's `main` runs.

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
        f"{plan.network}.clear();",
        *(f"{plan.network}.add(&{clock}, {name});" for clock, name in plan.scheduled),
        "for (int64_t row = 0; row < job.n_presentations(); row++) {",
        f"const int64_t step = step_before + row * {steps};",
        "job.show(row);",
        # The step is set anew each time: sums of durations would drift off the grid of dt.
        f"{plan.network}.t = step * {dt!r};",
        "_array_defaultclock_timestep[0] = step;",
        f"_array_defaultclock_t[0] = step * {dt!r};",
        *(
            f"for (auto *queue : {name}.queue) for (auto &slot : queue->queue) slot.clear();"
            for name in plan.delayed
        ),
        *(f"{name}();" for name in plan.at_start),
        f"{plan.network}.run({show_steps * dt!r}, NULL, 10.0);",
        *_rest(plan.network, rest_steps, dt),
        *(f"{name}();" for name in plan.at_end),
        "job.record(state);",
        *(_take_spikes(monitor, dt) for monitor in plan.monitors),
        "}",
        *(
            f"snn_cl::time_to_since({last.pointer}, {since}, step_after, {dt!r});"
            for since, last in plan.last_times.items()
        ),
        "job.write_results(state);",
        # Brian2 would now write every array of the network to its results folder.
        "std::_Exit(0);",
    ]
    return "\n".join(lines)


def _table(name: str, arrays: Sequence[ArrayName]) -> str:
    rows = ", ".join(f"{{(void *){a.pointer}, {a.size}, '{_KIND[a.dtype]}'}}" for a in arrays)
    return f"const std::vector<snn_cl::Array> {name} = {{{rows}}};"


def _rest(network: str, rest_steps: int, dt: float) -> list[str]:
    if not rest_steps:
        return []
    return ["job.show(job.n_presentations());", f"{network}.run({rest_steps * dt!r}, NULL, 10.0);"]


def _take_spikes(monitor: Monitor, dt: float) -> str:
    return (
        f"job.take_spikes(row, {monitor.population}, {monitor.counted}, "
        f"{monitor.index}, {monitor.time}, {monitor.length}, {dt!r});"
    )
