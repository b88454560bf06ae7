"""Quantities that a Python script gives: numbers, and Brian2's own without the import of Brian2."""

import dataclasses
from typing import Any

import numpy as np

from snn_cl.language.dimension import DIMENSIONLESS, Dimension

_BASE = ("metre", "kilogram", "second", "amp", "kelvin", "mole", "candela")


def given_number(value: Any) -> float | None:
    """Return the value of a number or of one of Brian2's quantities.

    Parameters
    ----------
    value : object

    Returns
    -------
    float or None
        In SI units; None if it is neither.
    """
    try:
        if isinstance(value, np.floating):  # the number that was written, in single precision too
            return float(str(value))
        return None if isinstance(value, bool | str) else float(value)
    except (TypeError, ValueError):
        return None


def given_dimension(value: Any) -> Dimension | None:
    """Return what one of Brian2's quantities is measured in, None if it is none of them.

    Parameters
    ----------
    value : object

    Returns
    -------
    Dimension or None
    """
    if not hasattr(value, "dim"):
        return None
    names = [field.name for field in dataclasses.fields(Dimension)]
    return Dimension(*(value.dim.get_dimension(name) for name in names))


def quantity_text(number: float, dimension: Dimension = DIMENSIONLESS) -> str:
    """Return a quantity as text that is read back to the same bits.

    Parameters
    ----------
    number : float
        In SI units.
    dimension : Dimension

    Returns
    -------
    str
        Such as '0.02*second' or '60.0/second'.
    """
    text = repr(float(number))
    for name, power in zip(_BASE, dimension.exponents, strict=True):
        if power:
            exponent = "" if abs(power) == 1 else f"**{abs(float(power)):.15g}"
            text += f"{'*' if power > 0 else '/'}{name}{exponent}"
    return text
