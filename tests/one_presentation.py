"""One source, many targets, one presentation: what mechanisms are tried out on."""

import numpy as np

from snn_cl.language.expression import evaluate, parse
from snn_cl.language.rule import read_rule
from snn_cl.network.model import Model, Population, Projection
from snn_cl.simulator import Simulator

STEP = 0.001
# Targets whose variables stay as a test sets them, but for what a synapse adds to the current.
STILL_TARGET = """# A target that stands still.
# Source: own

[parameters]
tau_syn = 10*ms  # time constant of the current

[equations]
I : 1
trace : 1
error : 1
modulation : 1
engram : 1
field : 1

[threshold]
I > 1000

[ports]
I
"""
STILL_TRACE = """# A trace that stands still.
# Source: own

[equations]
trace : 1
"""
FUNCTIONS = {
    "clip": np.clip,
    "int": lambda x: np.asarray(x).astype(int),
    "abs": abs,
    "exp": np.exp,
    "sqrt": np.sqrt,
    "tanh": np.tanh,
    "floor": np.floor,
    "randn": lambda: 0.0,  # the mean of all that it could be
}


def make_simulator(folder, rule, n=1, parameters=None, steps=1):
    """Return a simulator of one source with n still targets.

    Parameters
    ----------
    folder : pathlib.Path
        Where the neurons' files are written.
    rule : list of str
    n : int
    parameters : dict of str to str, optional
    steps : int
        Of 1 ms, in a presentation.

    Returns
    -------
    Simulator
    """
    (folder / "trace.eq").write_text(STILL_TRACE)
    (folder / "target.eq").write_text(STILL_TARGET)
    model = Model(
        [
            Population("input", 1, ["neurons/poisson_rate", str(folder / "trace.eq")]),
            Population("output", n, str(folder / "target.eq")),
        ],
        [Projection("input", "output", rule, parameters=parameters or {})],
    )
    return Simulator(model, show=steps * STEP, backend="numpy")


def present(simulator, state, fires=True, plastic=True, seed=0, times=1):
    """Return the state after presentations in which the source fires at every step or never.

    Parameters
    ----------
    simulator : Simulator
    state : dict of str to number or (n,) array
        What differs from the starting values, by 'variable' of the synapses or 'part.variable'.
    fires, plastic : bool
    seed : int
    times : int
        Number of presentations.

    Returns
    -------
    dict of str to (n,) array
        By variable.
    """
    start = simulator.initial_state(0)
    for key, value in state.items():
        start[key if "." in key else f"input_output.{key}"][...] = value
    # At 1000 Hz and steps of 1 ms the probability of a spike is 1.
    rates = np.full((times, 1), 1000.0 if fires else 0.0)
    after = simulator.run(rates, state=start, seed=seed, plastic=plastic).state
    return {key.split(".")[-1]: array.ravel() for key, array in after.items()}


def work_through(name, section, values):
    """Return the values after the statements of a shipped file, worked through as written.

    Parameters
    ----------
    name : str
        An equation file.
    section : str
    values : dict of str to number
        Of all variables that it reads; parameters have the file's values unless given here.

    Returns
    -------
    dict of str to number
    """
    rule = read_rule([name])
    values = {parameter.name: parameter.value for parameter in rule.parameters} | values
    for line in rule.section(section):
        for equation in rule.equations:
            if equation.kind == "subexpression":
                values[equation.name] = _value(equation, values)
        new = _value(line, values)
        old = values[line.name] if line.operator != "=" else 0
        values[line.name] = {"=": new, "+=": old + new, "-=": old - new}[line.operator]
    return values


def _value(line, values):
    return evaluate(parse(line.expression, line.expression_place), values, FUNCTIONS, None)
