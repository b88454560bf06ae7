"""Values of parameters, judged where they are set: in a file, in a model, on the command line."""

import ast
from collections.abc import Iterable, Iterator, Mapping

from snn_cl.errors import EquationFileError
from snn_cl.language.dimension import Dimension
from snn_cl.language.expression import names_in, parse
from snn_cl.language.source_location import Place
from snn_cl.language.unit_inference import units

SECOND = units()["second"].dimension


def wrong_values(
    values: Mapping[str, float], dimensions: Mapping[str, Dimension], expressions: Iterable[str]
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield what is wrong with the values of a rule's parameters.

    Parameters
    ----------
    values : mapping of str to float
        By parameter [SI units].
    dimensions : mapping of str to Dimension
        By parameter.
    expressions : iterable of str
        Everything that the rule works out.

    Yields
    ------
    names : tuple of str
        The parameters that the message is about.
    message : str
    """
    divisors = names_of_divisors(expressions)
    for name, value in values.items():
        if not is_time_constant(name, dimensions[name]):
            continue
        if value < 0 or (value == 0 and name in divisors):
            yield (
                (name,),
                f"'{name}' is {value:g} s; a time constant must be above 0, such as 15*ms",
            )
    low, high = values.get("w_min"), values.get("w_max")
    if None not in (low, high) and low > high and dimensions["w_min"] == dimensions["w_max"]:
        yield (
            ("w_min", "w_max"),
            f"'w_min' is {low:g} and above 'w_max', {high:g}; no weight lies between the two: "
            "change one of them",
        )


def is_time_constant(name: str, dimension: Dimension) -> bool:
    """Whether a parameter stands as a time constant.

    Parameters
    ----------
    name : str
    dimension : Dimension

    Returns
    -------
    bool
    """
    return name.startswith("tau") and dimension == SECOND


def names_of_divisors(expressions: Iterable[str]) -> set[str]:
    """Return the names that something is divided by.

    Parameters
    ----------
    expressions : iterable of str
        Those that cannot be read are left out.

    Returns
    -------
    set of str
    """
    found = set()
    for text in expressions:
        try:
            tree = parse(text, Place(""))
        except EquationFileError:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.BinOp):
                found |= {name.id for name in names_in(_divisor(node))}
    return found


def _divisor(node: ast.BinOp) -> ast.AST:
    if isinstance(node.op, ast.Div | ast.FloorDiv | ast.Mod):
        return node.right
    is_inverse = isinstance(node.op, ast.Pow) and isinstance(node.right, ast.UnaryOp)
    return node.left if is_inverse else ast.Constant(0)
