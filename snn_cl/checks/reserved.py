"""Names that no equation file may declare, and what to call them instead."""

import keyword
import re

from snn_cl.language.unit_inference import N_ARGUMENTS
from snn_cl.language.unit_table import units
from snn_cl.network.names import LONGEST_NAME
from snn_cl.network.resolved import TIMES, UNDERWAY

_TIME = ("t", "dt", "t_in_timesteps", "i", "N", "lastspike", "lastupdate", "delay")
_REFRACTORY = ("not_refractory", "refractory", "refractory_until")
_SYNAPSES = ("j", "N_pre", "N_post", "N_incoming", "N_outgoing")
_CONSTANTS = ("pi", "e", "inf")
MORE_FUNCTIONS = ("poisson", "timestep")  # of Brian2, that an equation may not call here
# Of the arrays that a state holds besides a file's own variables.
_STATE = (UNDERWAY, *TIMES)


def reserved_message(name: str, kind: str) -> str:
    """Return what is wrong with declaring a name; empty if nothing is.

    Parameters
    ----------
    name : str
    kind : str
        'neurons' or 'synapses'.

    Returns
    -------
    str
    """
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name):
        return (
            f"'{name}' cannot be a name; start with a letter and go on with letters, "
            "digits and underscores"
        )
    if len(name) > LONGEST_NAME:
        return f"a name of {len(name)} letters; expected at most {LONGEST_NAME}"
    return _taken(name, kind) or _suffixed(name, kind)


def _taken(name: str, kind: str) -> str:
    if keyword.iskeyword(name):
        return f"'{name}' is a word of Python and cannot be a name; call it '{_short(name)}'"
    if name in N_ARGUMENTS or name in MORE_FUNCTIONS:
        return f"'{name}' is a function and cannot be a name; call it 'my_{name}'"
    if name in units():
        return f"'{name}' is a unit and cannot be a name; call it 'my_{name}'"
    if name in _CONSTANTS:
        return f"'{name}' is a constant and cannot be a name; call it 'my_{name}'"
    if name in _STATE:
        return f"'{name}' is part of every state and cannot be declared; call it 'my_{name}'"
    if name == "xi" or name.startswith("xi_"):
        return f"'{name}' means noise in Brian2 and cannot be a name; call it 'noise'"
    if name in _TIME or name in _REFRACTORY or (kind == "synapses" and name in _SYNAPSES):
        return f"'{name}' is given by Brian2 and cannot be declared; call it 'my_{name}'"
    if name == "plastic" or (name == "learning" and kind == "neurons"):
        return (
            f"'{name}' is set by the runner (1 in training, 0 in evaluation); leave this line out"
        )
    if name == "dw" and kind == "synapses":
        return "'dw' is the proposed change of w and needs no line here; assign it in [on_pre]"
    return ""


def _suffixed(name: str, kind: str) -> str:
    base, _, side = name.rpartition("_")
    if kind == "synapses" and base and side in ("pre", "post"):
        return (
            f"'{name}' ends in '_{side}', which means '{base} of the {side} neuron'; "
            f"call it '{side}_{base}'"
        )
    return ""


def _short(name: str) -> str:
    return name[:3] if len(name) > 4 else f"my_{name}"
