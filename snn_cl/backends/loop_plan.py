"""From Brian2 objects to the names that the C++ main loop needs."""

import numpy as np

from snn_cl.backends.brian2_objects import Built
from snn_cl.backends.main_loop import ArrayName, Delayed, LoopPlan, Monitor, Scheduled
from snn_cl.language.time_steps import delay_parameter
from snn_cl.network.resolved import TIMES, UNDERWAY, ResolvedModel


def loop_plan(built: Built, resolved: ResolvedModel, device) -> LoopPlan:
    """Return what the main loop of a built model holds.

    Parameters
    ----------
    built : Built
        After a first run of no duration, which makes the code objects.
    resolved : ResolvedModel
    device : CPPStandaloneDevice
        Knows the arrays' names in C++.

    Returns
    -------
    LoopPlan
    """
    state, last_times = [], {}
    for key, (shape, _) in resolved.arrays().items():
        part, name = key.split(".")
        size = int(np.prod(shape))
        if name in TIMES:
            since = f"{part}_{name}"
            state.append(ArrayName(since, "int64", size, True))
            last = built.variable(f"{part}.{TIMES[name]}")
            last_times[since] = _array_name(device, last, size)
        elif name == UNDERWAY:
            state.append(ArrayName(f"{part}_{name}", "int8", size, True))
        else:
            state.append(_array_name(device, built.variable(key), size))
    return LoopPlan(
        scheduled=_scheduled(built, resolved.timing.dt),
        at_start=_functions(built.at_start),
        at_end=_functions(built.at_end),
        state=state,
        parameters=_parameter_arrays(built, resolved, device),
        last_times=last_times,
        monitors=_monitors(built, resolved, device),
        delayed=_delayed(built, resolved, device),
        catches_up=hasattr(device, "steady"),
    )


def _scheduled(built: Built, dt: float) -> list[Scheduled]:
    around = [*built.at_start, *built.at_end]
    return [
        Scheduled(f"_run_{code.name}", item.clock.name, round(item.clock.dt_ / dt))
        for item in built.network.sorted_objects
        if item.active and not any(item is runner for runner in around)
        for code in item._code_objects
    ]


def _delayed(built: Built, resolved: ResolvedModel, device) -> list[Delayed]:
    rings = getattr(device, "rings", ())
    found = []
    for name, pathway in built.delayed.items():
        part = resolved.parts[name]
        n_delay_steps, n_pre = part.underway
        parameter = delay_parameter(part.rule)
        source = built.variable(f"{name}.{parameter}") if parameter else None
        found.append(
            Delayed(
                underway=f"{name}_{UNDERWAY}",
                pathway=pathway.name,
                n_pre=n_pre,
                n_steps=n_delay_steps,
                is_ring=pathway.name in rings,
                parameter=_array_name(device, source, 1).cpp if parameter else "",
                delay=_array_name(device, pathway.variables["delay"], 1).cpp,
                prepare=f"_before_run_{pathway._pushspikes_codeobj.name}",
            )
        )
    return found


def _functions(runners) -> list[str]:
    return [f"_run_{code.name}" for runner in runners for code in runner._code_objects]


def _array_name(device, variable, size: int) -> ArrayName:
    cpp = device.get_array_name(variable, access_data=False)
    return ArrayName(cpp, np.dtype(variable.dtype).name, size, cpp.startswith("_dynamic"))


def _parameter_arrays(built: Built, resolved: ResolvedModel, device) -> list[ArrayName]:
    keys = list(resolved.parameters())
    keys += [f"{part.name}.{part.gate}" for part in resolved.parts.values() if part.gate]
    return [_array_name(device, built.variable(key), 1) for key in keys]


def _monitors(built: Built, resolved: ResolvedModel, device) -> list[Monitor]:
    found = []
    for number, part in enumerate(resolved.populations):
        if part.name in built.monitors:
            variables = built.monitors[part.name].variables
            names = [
                device.get_array_name(variables[n], access_data=False) for n in ("i", "t", "N")
            ]
            counted = part.shape[0] if part.name == resolved.model.output else 0
            found.append(Monitor(*names, population=number, counted=counted))
    return found
