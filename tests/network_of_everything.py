"""One network with every kind of projection the device must treat right, for `test_device`."""

from contextlib import contextmanager

import brian2 as b2
import numpy as np
from brian2.devices.device import get_device, reset_device

LOOP = """
{plastic}[0] = 0;
for (int k = 0; k < 2; ++k) {{ {network}.run(0.02, NULL, 10.0); }}
"""


def make_groups():
    inputs = b2.NeuronGroup(
        40,
        """dX/dt = -X/(25*ms) : 1
        rate : Hz
        got : 1""",
        threshold="rand() < rate*dt",
        reset="X += 1",
        method="euler",
        name="inputs",
    )
    inputs.rate = "(20 + 5*(i % 30))*Hz"
    hidden = b2.NeuronGroup(
        24,
        """dI/dt = -I/(10*ms) : 1
        dV/dt = (-V + I)/(15*ms) : 1 (unless refractory)
        dX/dt = -X/(25*ms) : 1
        error : 1""",
        threshold="V >= 0.3",
        reset="V = 0; X += 1",
        refractory=3 * b2.ms,
        method="euler",
        name="hidden",
    )
    hidden.error = "0.2*(i % 3) - 0.2"
    return inputs, hidden


def connect(name, source, target, equations="w : 1", rule="I_post += w", **options):
    where, delays = options.pop("connect", {}), options.pop("delays", None)
    synapses = b2.Synapses(source, target, equations, on_pre=rule, name=name, **options)
    synapses.connect(**where)
    synapses.w = "0.3*rand()"
    if delays is not None:
        synapses.delay = delays
    return synapses


def make_projections(inputs, hidden):
    """Return all synapses; each has a weight `w`."""
    tacos = connect(
        "tacos",
        inputs,
        hidden,
        """w : 1
        m : 1
        eta : 1 (shared, constant)
        plastic : 1 (shared, constant)""",
        """I_post += w*(1*ms/tau_syn)
        dw = -eta*error_post*exp(-abs(m*w))
        w = clip(w + plastic*dw, w_min, w_max)""",
        namespace={"tau_syn": 10 * b2.ms, "w_min": -0.5, "w_max": 0.5},
    )
    tacos.eta, tacos.plastic, tacos.m = 0.05, 1, "rand()"
    tacos.run_regularly(
        "m = clip(m + 0.01*int(X_pre > 0.5)*int(X_post > 0.1), 0, 2)", dt=10 * b2.ms, when="start"
    )
    stdp = connect(
        "stdp",
        inputs,
        hidden,
        "w : 1",
        """I_post += 0.1*w
        w = clip(w - 0.002*X_post, 0, 1)""",
        on_post="w = clip(w + 0.003*X_pre, 0, 1)",
    )
    event_driven = connect(
        "event_driven",
        inputs[5:35],
        hidden[2:20],
        """w : 1
        da/dt = -a/(20*ms) : 1 (event-driven)
        db/dt = -b/(30*ms) : 1 (event-driven)""",
        """a += 1
        w = clip(w - 0.001*b, 0, 1)""",
        on_post="""b += 1
        w = clip(w + 0.002*a, 0, 1)""",
    )
    clocked = connect(
        "clocked",
        inputs[:10],
        hidden,
        """w : 1
        dy/dt = (X_pre*error_post - y)/(20*ms) : 1 (clock-driven)""",
        "w += 0.001*y",
        method="euler",
    )
    return [
        tacos,
        stdp,
        event_driven,
        clocked,
        connect("reduction", inputs[3:9], hidden[4:], rule="got_pre += w"),
        connect(
            "volley",
            inputs[:5],
            hidden,
            on_post="w = clip(w + 0.01*X_pre, 0, 1); got_pre += w",
        ),
        connect("refractory", inputs, hidden[:6], rule="V_post += 0.01*w"),
        connect("recurrent", hidden, hidden, rule="I_post += 0.01*w"),
        connect("conflict", hidden, hidden, rule="I_post += 0.001*w*I_pre"),
        connect(
            "delayed",
            inputs[4:34],
            hidden[3:],
            rule="I_post += 0.01*w",
            on_post="w = clip(w + 0.01*X_pre, 0, 1)",
            delay={"pre": 3 * b2.ms, "post": 2 * b2.ms},
        ),
        connect("delays", inputs, hidden, rule="I_post += 0.01*w", delays="rand()*4*ms"),
        connect("one_to_one", inputs[:24], hidden, connect={"j": "i"}),
        connect("sparse", inputs, hidden, connect={"p": 0.3}),
    ]


@contextmanager
def on_device(name, dtype=np.float64, extra_args=()):
    """Switch to a standalone device, fresh, and back to Brian2's runtime device."""
    b2.set_device(name, build_on_run=False)
    device = get_device()
    device.reinit()
    device.activate(build_on_run=False)
    flags = b2.prefs.codegen.cpp.extra_compile_args_gcc
    b2.prefs.core.default_float_dtype = dtype
    b2.prefs.codegen.cpp.extra_compile_args_gcc = [*flags, *extra_args]
    b2.prefs.devices.cpp_standalone.extra_make_args_unix = ["-j1"]
    b2.start_scope()
    b2.defaultclock.dt = 1 * b2.ms
    try:
        yield device
    finally:
        b2.prefs.core.default_float_dtype = np.float64
        b2.prefs.codegen.cpp.extra_compile_args_gcc = flags
        device.reinit()
        reset_device("runtime")


def simulate(device_name, dtype, folder, extra_args=()):
    """Build and run the network.

    Returns
    -------
    outcome : dict
        Arrays by "group.variable", spike counts by "spikes.group".
    fallbacks : dict
        What the dense device reports; empty for others.
    """
    with on_device(device_name, dtype, extra_args) as device:
        return _simulate(device, folder)


def _simulate(device, folder):
    b2.seed(7)
    inputs, hidden = make_groups()
    projections = make_projections(inputs, hidden)
    monitors = [b2.SpikeMonitor(group, record=False) for group in (inputs, hidden)]
    network = b2.Network(inputs, hidden, projections, monitors)
    network.run(100 * b2.ms)
    plastic = device.get_array_name(projections[0].variables["plastic"])
    device.insert_code("main", LOOP.format(plastic=plastic, network=network.name))
    device.build(directory=str(folder), with_output=False)
    outcome = {f"{p.name}.w": p.variables["w"].get_value().copy() for p in projections}
    outcome["tacos.m"] = np.array(projections[0].m[:])
    outcome["clocked.y"] = np.array(projections[3].y[:])
    outcome["inputs.got"] = np.array(inputs.got[:])
    outcome["hidden.I"] = np.array(hidden.I[:])
    for group, monitor in zip(("inputs", "hidden"), monitors, strict=True):
        outcome[f"spikes.{group}"] = np.array(monitor.count[:])
    return outcome, dict(getattr(device, "fallbacks", {}))
