"""The value of an expression by plain numpy: every number a double, every rule that of IEEE 754.

This is written apart from snn_cl, which it is to judge.
"""

import ast
from collections.abc import Callable

import numpy as np

N_TRIALS = 12
# Relative error of an operation, in units in the last place: what the backends' functions keep to,
# and what the three trials move a result by.
_ULPS = {"exp": 400, "expm1": 400, "tanh": 400, "exprel": 400, "sinh": 8, "cosh": 8}
_LIMITS = {"float32": (2.0**-23, 1e-34, 1e34), "float64": (2.0**-52, 1e-290, 1e290)}
_FUNCTIONS = {
    "log": np.log,
    "log10": np.log10,
    "log1p": np.log1p,
    "exp": np.exp,
    "expm1": np.expm1,
    "sqrt": np.sqrt,
    "sin": np.sin,
    "cos": np.cos,
    "tan": np.tan,
    "sinh": np.sinh,
    "cosh": np.cosh,
    "tanh": np.tanh,
    "arcsin": np.arcsin,
    "arccos": np.arccos,
    "arctan": np.arctan,
    "abs": np.abs,
    "sign": np.sign,
    "floor": np.floor,
    "ceil": np.ceil,
    "int": np.trunc,
    "clip": lambda x, low, high: np.minimum(np.maximum(x, low), high),
    "exprel": lambda x: np.where(x == 0, 1, np.where(x > 717, np.inf, np.expm1(x) / x)),
}
_ROUND_NOTHING = ("abs", "sign", "floor", "ceil", "int", "clip")
_OPERATORS = {
    ast.Add: np.add,
    ast.Sub: np.subtract,
    ast.Mult: np.multiply,
    ast.Div: np.divide,
    ast.Mod: np.mod,
    ast.FloorDiv: np.floor_divide,
    ast.Pow: np.power,
}
_COMPARISONS = {
    ast.Lt: np.less,
    ast.LtE: np.less_equal,
    ast.Gt: np.greater,
    ast.GtE: np.greater_equal,
    ast.Eq: np.equal,
    ast.NotEq: np.not_equal,
}


def decided(
    text: str, data: dict[str, np.ndarray], dtype: str
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Work out an expression, and how far rounding moves it.

    Parameters
    ----------
    text : str
    data : dict of str to (n_rows,) array
    dtype : str
        'float32' or 'float64', in which a backend works it out.

    Returns
    -------
    values : (n_rows,) float array
    tolerance : (n_rows,) float array
    is_open : (n_rows,) bool array
        Where rounding decides more than the last digits, or a number on the way is so large or
        small that the type cannot hold it.
    """
    tree = ast.parse(text, mode="eval").body
    n_rows = len(next(iter(data.values())))
    exact = _Plain(data, dtype, None)
    with np.errstate(all="ignore"):
        values = np.broadcast_to(exact.number(tree), n_rows)
        trials = [_Plain(data, dtype, np.random.default_rng(k)) for k in range(N_TRIALS)]
        moved = [np.broadcast_to(trial.number(tree), n_rows) for trial in trials]
        spread = np.max([np.abs(m - values) for m in moved], axis=0)
        patterns = [np.isnan(m) != np.isnan(values) for m in moved]
        patterns += [(m != values) & (np.isinf(m) | np.isinf(values)) for m in moved]
        epsilon = _LIMITS[dtype][0]
        is_open = (
            exact.beyond | np.any(patterns, axis=0) | (spread > 1e4 * epsilon * np.abs(values))
        )
        tolerance = 8 * np.nan_to_num(spread) + 4 * epsilon * np.abs(np.nan_to_num(values))
    whole = np.isnan(values) | np.isinf(values)
    return values, tolerance, np.where(whole, exact.beyond | np.any(patterns, axis=0), is_open)


class _Plain(ast.NodeVisitor):
    """Conditions are bool arrays, all else float arrays."""

    def __init__(self, data, dtype, random: np.random.Generator | None):
        self.data = data
        self.epsilon, self.least, self.most = _LIMITS[dtype]
        self.random = random
        self.scale = {}  # of the sums so far, the size of their largest term
        self.beyond = np.zeros(len(next(iter(data.values()))), dtype=bool)

    def number(self, node):
        return np.broadcast_to(np.asarray(self.visit(node), dtype=float), self.beyond.shape)

    def rounded(self, value, operands, ulps=1.0, scale=None):
        """Note what a type cannot hold, and move what is not exact."""
        finite = np.all([np.isfinite(operand) for operand in operands], axis=0)
        size = np.abs(value)
        self.beyond |= (size > self.most) & np.isfinite(size)
        self.beyond |= (size < self.least) & (size > 0)
        exact = np.all([operand == np.trunc(operand) for operand in operands], axis=0)
        exact &= (value == np.trunc(value)) & (size < 1 / self.epsilon)
        exact &= np.all([np.abs(operand) < 1 / self.epsilon for operand in operands], axis=0)
        if self.random is None:
            return value, finite
        noise = self.random.uniform(ulps / 2, ulps, np.shape(value)) * self.epsilon
        noise = noise * self.random.choice([-1, 1], np.shape(value))
        moved = value * (1 + noise)
        if scale is not None:
            moved = np.where(np.isfinite(value) & np.isfinite(scale), value + scale * noise, value)
        return np.where(exact, value, moved), finite

    def visit_Constant(self, node):
        if isinstance(node.value, bool):
            return np.bool_(node.value)
        value = np.full(self.beyond.shape, float(node.value))
        return self.rounded(value, [value])[0]

    def visit_Name(self, node):
        value = self.data[node.id]
        if value.dtype != np.int32:  # reals are exact, and so are conditions
            return value
        return self.rounded(value.astype(float), [value])[0]

    def visit_UnaryOp(self, node):
        if isinstance(node.op, ast.Not):
            return ~np.asarray(self.visit(node.operand))
        value = self.number(node.operand)
        return -value if isinstance(node.op, ast.USub) else value

    def visit_BoolOp(self, node):
        join: Callable = np.logical_and if isinstance(node.op, ast.And) else np.logical_or
        return join.reduce(np.broadcast_arrays(*[self.visit(value) for value in node.values]))

    def visit_Compare(self, node):
        left, right = self.number(node.left), self.number(node.comparators[0])
        near = np.abs(left - right) <= 64 * self.epsilon * np.abs(left)
        self.beyond |= near & (left != right)
        return _COMPARISONS[type(node.ops[0])](left, right)

    def visit_BinOp(self, node):
        parts = [node.left, node.right]
        operands = [self.number(part) for part in parts]
        value = _OPERATORS[type(node.op)](*operands)
        scale = np.abs(value)
        if isinstance(node.op, ast.Add | ast.Sub):
            # Brian2 may take the terms of a sum in another order.
            scales = [
                self.scale.get(part, np.abs(n)) for part, n in zip(parts, operands, strict=True)
            ]
            scale = self.scale[node] = np.fmax(*scales)
        value, finite = self.rounded(value, operands, scale=scale)
        # The sign of a 0 that was worked out is no backend's promise.
        if isinstance(node.op, ast.Div | ast.FloorDiv) and not isinstance(node.right, ast.Name):
            self.beyond |= operands[1] == 0
        if isinstance(node.op, ast.Pow) and not isinstance(node.left, ast.Name):
            self.beyond |= (operands[0] == 0) & (operands[1] < 0)
        if not isinstance(node.op, ast.Div | ast.FloorDiv | ast.Pow):
            self.beyond |= finite & np.isinf(value)
        elif isinstance(node.op, ast.Div | ast.FloorDiv):
            self.beyond |= finite & np.isinf(value) & (operands[1] != 0)
        else:
            self.beyond |= finite & np.isinf(value) & (operands[0] != 0)
            self.beyond |= finite & (value == 0) & (operands[0] != 0)
        return value

    def visit_Call(self, node):
        name = node.func.id
        operands = [self.number(argument) for argument in node.args]
        value = _FUNCTIONS[name](*operands)
        if name in _ROUND_NOTHING:
            return value
        value, finite = self.rounded(value, operands, _ULPS.get(name, 4))
        if name in ("exp", "expm1", "exprel", "sinh", "cosh") and self.least > 1e-100:
            # Single precision is full before double precision is.
            self.beyond |= finite & (np.abs(operands[0]) > 80)
        return value
