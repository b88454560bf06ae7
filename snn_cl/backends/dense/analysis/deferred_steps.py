"""Which steps of synapses may be put off until somebody looks at them, see dense_lazy.h.

Steps can be made up for only if nothing that they read has changed meanwhile: they use variables of
the synapses alone, constants, and what changes only between presentations.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from brian2.core.functions import Function
from brian2.utils.stringtools import get_identifiers

#: the only function of the stream whose value lasts for a presentation
_MODULATOR = re.compile(r"\bmodulator\(t\)")
_CHANGING = {"stimulus", "teacher", "uniform_at", "normal_at"}


def is_steady(
    before: Sequence[Any], statements: Sequence[Any], variables: Mapping[str, Any]
) -> bool:
    """Whether statements do the same to a synapse now or later in the presentation.

    Parameters
    ----------
    before, statements : sequence of Statement
        Those before the loop over synapses, and those in it.
    variables : mapping of str to Variable
        What the names stand for; those of the neurons on either side do not occur.
    """
    if any(statement.var in variables for statement in before):
        return False
    expressions = [_MODULATOR.sub("1", line.expr) for line in (*before, *statements)]
    names = set().union(*map(get_identifiers, expressions)) & variables.keys()
    return all(_is_steady(name, variables[name]) for name in names)


def _is_steady(name: str, variable: Any) -> bool:
    if isinstance(variable, Function):
        return variable.stateless and name not in _CHANGING
    return variable.constant if variable.scalar else True
