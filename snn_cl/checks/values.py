"""Checks of the values that a stack of files gives its parameters."""

from collections.abc import Iterable

from snn_cl.checks.declared import Lines
from snn_cl.errors import EquationFileError
from snn_cl.language.values import wrong_values


def value_errors(parts: Iterable[Lines]) -> list[EquationFileError]:
    """Check the values of a stack's parameters, one by one and against each other.

    Parameters
    ----------
    parts : iterable of Lines
        The stack.

    Returns
    -------
    list of EquationFileError
        At the last of the parameters that an error is about.
    """
    parts = list(parts)
    own = {parameter.name: parameter for part in parts for parameter in part.parameters}
    expressions = [equation.expression for part in parts for equation in part.equations]
    expressions += [
        statement.expression
        for part in parts
        for _, _, body in part.statements
        for statement in body
    ]
    values = {name: parameter.value for name, parameter in own.items()}
    dimensions = {name: parameter.dimension for name, parameter in own.items()}
    order = list(own)
    return [
        own[max(names, key=order.index)].place.error(message)
        for names, message in wrong_values(values, dimensions, expressions)
    ]
