"""What the functions of equations give, as plain functions of numpy arrays.

The rules are those of numpy in double precision; `engine/arithmetic.h` says the same in C++. They
serve the numpy backend, [initial], and the checks of constants.
"""

import numpy as np

NO_NUMBER = -(2**31)  # what an integer variable gets that is given NaN or too large a number


def real(x: np.ndarray) -> np.ndarray:
    """Return integers as real numbers.

    Parameters
    ----------
    x : array

    Returns
    -------
    float array
    """
    return np.array(x, dtype=np.float64)


def long(x: np.ndarray) -> np.ndarray:
    """Return integers with room to grow.

    Parameters
    ----------
    x : int array

    Returns
    -------
    int64 array
    """
    return np.array(x, dtype=np.int64)


def integer(x: np.ndarray) -> np.ndarray:
    """Return what an integer variable is given.

    Parameters
    ----------
    x : array
        Without a fraction.

    Returns
    -------
    int32 array
        `NO_NUMBER` for NaN and what 32 bits cannot hold.
    """
    x = np.asarray(x, dtype=np.float64)
    return np.where((x >= -(2.0**31)) & (x < 2.0**31), x, NO_NUMBER).astype(np.int32)


def clip(x: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Return min(max(x, low), high): of bounds that cross, the upper one wins.

    Parameters
    ----------
    x, low, high : array
        NaN anywhere gives NaN.

    Returns
    -------
    array
    """
    return np.minimum(np.maximum(x, low), high)


def whole_mod(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return the remainder of integers; it has the sign of the divisor.

    Parameters
    ----------
    x, y : int array
        y is not 0.

    Returns
    -------
    int64 array
    """
    return np.mod(long(x), long(y))


def whole_floordiv(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return the quotient of integers, rounded down.

    Parameters
    ----------
    x, y : int array
        y is not 0.

    Returns
    -------
    int64 array
    """
    return np.floor_divide(long(x), long(y))


def mod(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return the remainder; it has the sign of the divisor, and is NaN for the divisor 0.

    Parameters
    ----------
    x, y : array

    Returns
    -------
    float array
    """
    return np.mod(real(x), real(y))


def floordiv(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return the quotient, rounded down; of the divisor 0, it is infinite or NaN.

    Parameters
    ----------
    x, y : array

    Returns
    -------
    float array
    """
    return np.floor_divide(real(x), real(y))


def _int(x):
    return np.asarray(x).astype(np.int64)


def _exprel(x):
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        return np.where(x == 0, 1.0, np.where(x > 717, np.inf, np.expm1(x) / x))


def _sign(x):
    return np.sign(x)


def _whole_part(x):
    return np.trunc(np.asarray(x, dtype=np.float64))


#: by the name in the text that `number_kinds` writes
FUNCTIONS = {
    **{name: getattr(np, name) for name in ("exp", "log", "log10", "expm1", "log1p", "sqrt")},
    **{name: getattr(np, name) for name in ("sin", "cos", "tan", "sinh", "cosh", "tanh")},
    **{name: getattr(np, name) for name in ("arcsin", "arccos", "arctan", "abs", "floor", "ceil")},
    "exprel": _exprel,
    "snn_sign": _sign,
    "snn_clip": clip,
    "snn_clip_any": clip,
    "int": _int,  # of conditions; `number_kinds` writes the others as snn_whole_part
    "snn_whole_part": _whole_part,
    "snn_count": _int,
    "snn_real": real,
    "snn_long": long,
    "snn_integer": integer,
    "snn_mod": mod,
    "snn_floordiv": floordiv,
    "snn_whole_mod": whole_mod,
    "snn_whole_floordiv": whole_floordiv,
}
