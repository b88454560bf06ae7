"""Which variables keep a time of the stream, and so need double precision on every backend.

At 10 hours single precision tells times apart by 4 ms only.
"""

import re
from collections.abc import Mapping

from snn_cl.language.rule import Rule
from snn_cl.language.unit_table import units

_CLOCK = {"t", "t_in_timesteps", "lastspike", "lastspike_pre", "lastspike_post"}
_SECOND = units()["second"].dimension


def clock_times(rule: Rule, neurons: Mapping[str, Rule] | None = None) -> set[str]:
    """Return the variables and subexpressions of a rule that may hold a time of the stream.

    Parameters
    ----------
    rule : Rule
    neurons : mapping of str to Rule, optional
        The neurons on both sides of a synapse, by 'pre' and 'post'.

    Returns
    -------
    set of str
        All that are in seconds or worked out from such a time, but for what every presentation
        begins anew: that stays small.
    """
    from_neurons = {
        f"{name}_{side}" for side, other in (neurons or {}).items() for name in clock_times(other)
    }
    own = {equation.name: equation for equation in rule.equations}
    lines = [(e.name, e.expression) for e in rule.equations if e.kind == "subexpression"]
    lines += [(s.name, s.expression) for _, _, body in rule.statements for s in body]
    lines = [(name, set(re.findall(r"[A-Za-z_]\w*", text))) for name, text in lines if name in own]
    found = {
        name
        for name, equation in own.items()
        if equation.kind != "subexpression" and equation.dimension == _SECOND
    }
    for _ in own:  # as many links as a chain of names can have
        found |= {name for name, read in lines if read & (_CLOCK | found | from_neurons)}
    return found - _begun_anew(rule, _CLOCK | found | from_neurons)


def _begun_anew(rule: Rule, times: set[str]) -> set[str]:
    return {
        statement.name
        for statement in rule.section("on_presentation_start")
        if statement.operator == "="
        and not set(re.findall(r"[A-Za-z_]\w*", statement.expression)) & times
    }
