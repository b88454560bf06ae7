"""Whether a neuron makes spikes of a rate step by step, so that 1/dt is the most it can keep."""

import ast

from snn_cl.language.expression import parse
from snn_cl.language.rule import Rule
from snn_cl.language.source_location import Place


def is_taken_per_step(rule: Rule, function: str) -> bool:
    """Whether a rule multiplies a rate of the stream by dt alone, or sets it against rand()/dt.

    Such a product is the chance or the share of a spike in one step; more than 1 would be cut off.
    A rate that is scaled or stands for something else has no such bound.

    Parameters
    ----------
    rule : Rule
        Of neurons.
    function : str
        'stimulus' or 'teacher'.

    Returns
    -------
    bool
    """
    lines = [*rule.equations, *(s for _, _, body in rule.statements for s in body)]
    named = {line.name: line.expression for line in lines if line.expression}
    texts = [line.expression for line in lines if line.expression]
    texts += [line.text for name, line in rule.single.items() if name == "threshold"]
    trees = {text: parse(text, Place(text)) for text in texts}
    same = set()  # names that stand for the rate as it is
    for _ in named:
        same |= {n for n, text in named.items() if _is_rate(trees[text], function, same)}
    return any(_uses_per_step(tree, function, same) for tree in trees.values())


def _is_rate(node: ast.AST, function: str, same: set[str]) -> bool:
    if isinstance(node, ast.Call):
        return getattr(node.func, "id", "") == function
    return isinstance(node, ast.Name) and node.id in same


def _uses_per_step(node: ast.AST, function: str, same: set[str], scaled: bool = False) -> bool:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult | ast.Div):
        sides = (node.left, node.right)
        rates = [side for side in sides if _is_rate(side, function, same)]
        steps = [side for side in sides if getattr(side, "id", "") == "dt"]
        if rates and steps and isinstance(node.op, ast.Mult) and not scaled:
            return True
        return any(_uses_per_step(side, function, same, scaled=True) for side in sides)
    if isinstance(node, ast.Compare):
        sides = (node.left, *node.comparators)
        others = [ast.unparse(side) for side in sides if not _is_rate(side, function, same)]
        if len(others) < len(sides) and "rand() / dt" in others:
            return True
    return any(_uses_per_step(child, function, same) for child in ast.iter_child_nodes(node))
