"""Commented equation files to begin with; `snn-cl check` passes them as they are."""

from pathlib import Path

from snn_cl.errors import NotFoundError, SnnClError, did_you_mean
from snn_cl.files import writing

SYNAPSE = """\
# {title}: say in one sentence what this rule does to a weight.
# Say here in which case it changes nothing, and what it leaves out.
# Source: own
# Stack: after synapses/transmission; from neurons/spike_trace onto neurons/spike_trace

[parameters]
# name = value with its unit, and what it means
A_plus  = 0.005         # growth for a target spike right after a source spike, as a share of w_max
A_minus = 0.00525       # loss for a source spike right after a target spike, as a share of w_max

[on_pre]
# At each source spike. dw is the change that the rule proposes; snn_cl adds it within the bounds
# w_min and w_max, and only while the projection is plastic. trace_post is a trace of the target.
dw = -A_minus*w_max*trace_post

[on_post]
# At each target spike.
dw = A_plus*w_max*trace_pre
"""
NEURON = """\
# {title}: say in one sentence what this neuron does.
# Source: own

[parameters]
# name = value with its unit, and what it means
tau_m          = 15*ms   # time constant of the membrane potential v
v_threshold    = 1       # a spike is fired at this potential
v_reset        = 0       # potential after a spike and while refractory
tau_refractory = 5*ms    # shortest interval between two spikes

[equations]
# What stands behind ':' is the unit of the variable; 1 is none.
dv/dt = -v/tau_m : 1 (unless refractory)

[threshold]
v >= v_threshold

[reset]
v = v_reset

[refractory]
tau_refractory

[ports]
# What a synapse may add to.
v

[on_presentation_start]
v = 0

[method]
euler
"""
SKELETONS = {"synapse": SYNAPSE, "neuron": NEURON}


def write_skeleton(kind: str, name: str) -> Path:
    """Write an equation file to begin with.

    Parameters
    ----------
    kind : str
        'synapse' or 'neuron'.
    name : str
        Of the file, with or without its folder and '.eq'.

    Returns
    -------
    pathlib.Path
        The file written.

    Raises
    ------
    NotFoundError
        If there is no skeleton of this kind.
    SnnClError
        If the name is no file's name, or the file is there already; it is never overwritten.
    """
    if kind not in SKELETONS:
        raise NotFoundError(f"new: no kind '{kind}'{did_you_mean(kind, SKELETONS)}")
    path = Path(name if name.endswith(".eq") else f"{name}.eq").expanduser()
    if not path.stem.isidentifier():
        raise SnnClError(
            f"new: '{path.stem}' is no name; expected letters, digits and '_', such as my_{kind}"
        )
    text = SKELETONS[kind].format(title=path.stem.replace("_", " ").capitalize())
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with path.open("x", encoding="utf-8") as file:
                file.write(text)
        except FileExistsError as error:
            raise SnnClError(f"{path}: is there already; give another name") from error
    return path
