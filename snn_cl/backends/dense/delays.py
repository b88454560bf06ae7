"""Find out whether a synaptic pathway has a delay, and whether all its synapses share it.

The answer must be known while code is generated. Brian2 keeps what a script has set so far in
`device.main_queue`, a list of ``(kind, arguments)``; delays nobody has set are 0.
"""

from typing import Any


def has_one_delay(pathway: Any) -> bool:
    """Whether `pathway` was made with one delay for all synapses, whatever its value."""
    return bool(pathway.variables["delay"].scalar)


def has_delay(device: Any, pathway: Any) -> bool:
    """Whether the delays of `pathway` are, or may be, different from 0.

    Parameters
    ----------
    device : CPPStandaloneDevice
        Its queue is searched for everything that writes to the delays.
    pathway : SynapticPathway
        Its variable `delay` is a dynamic array, of size 1 or one value for each synapse.
    """
    variable = pathway.variables["delay"]
    name = device.get_array_name(variable, access_data=False)
    return any(
        _may_set_delay(device, kind, arguments, variable, name)
        for kind, arguments in device.main_queue
    )


def _may_set_delay(device: Any, kind: str, arguments: Any, variable: Any, name: str) -> bool:
    """Whether one entry of the queue writes something else than 0 to the delays."""
    if kind == "insert_code":
        return name in arguments
    if kind == "run_code_object":
        (code_object,) = arguments
        is_set = code_object.template_name.startswith("group_variable_set")
        return is_set and variable in code_object.variables.values()
    if not kind.startswith("set_") or arguments[0] != name:
        return False
    if kind == "set_by_array":
        return bool(device.static_arrays[arguments[1]].any())
    if kind == "set_array_by_array":
        return bool(device.static_arrays[arguments[2]].any())
    # the value comes as number ("set_by_constant") or as C++ text ("set_by_single_value")
    value = arguments[1] if kind == "set_by_constant" else arguments[2]
    return float(value) != 0
