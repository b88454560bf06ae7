"""What several seeds say: mean, spread, and differences from seed to seed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from snn_cl.errors import RunError


@dataclass(frozen=True)
class Spread:
    """Mean and standard deviation over seeds.

    Attributes
    ----------
    mean : float
    deviation : float or None
        With ddof 1; None for a single value, which has no spread.
    n : int
    """

    mean: float
    deviation: float | None
    n: int


def spread(values: Sequence[float]) -> Spread:
    """Return mean and standard deviation (ddof 1) of values, one a seed.

    Parameters
    ----------
    values : sequence of float

    Returns
    -------
    Spread

    Raises
    ------
    RunError
        If there is no value, or one is missing or not finite.
    """
    numbers = _checked(values, "values")
    deviation = float(numbers.std(ddof=1)) if len(numbers) > 1 else None
    return Spread(float(numbers.mean()), deviation, len(numbers))


def paired_differences(values: Sequence[float], others: Sequence[float]) -> Spread:
    """Return mean and standard deviation of the differences from seed to seed.

    Two conditions with the same seeds share the stream and the initial weights, so their
    differences scatter less than the values themselves.

    Parameters
    ----------
    values, others : sequence of float
        One a seed, in the same order.

    Returns
    -------
    Spread
        Of `values` minus `others`.

    Raises
    ------
    RunError
        If there are not as many values as others, none, or one that is missing or not finite.
    """
    first, second = _checked(values, "values"), _checked(others, "others")
    if len(first) != len(second):
        raise RunError(
            f"paired_differences: {len(first)} values and {len(second)} others; expected one of "
            "each a seed; give the same seeds to both conditions"
        )
    return spread(first - second)


def mean_and_spread(values: Sequence[float], factor: float = 100) -> str:
    """Return 'mean ± standard deviation' (ddof 1), in percent unless told otherwise.

    Of a single value there is no spread.

    Parameters
    ----------
    values : sequence of float
        One a seed.
    factor : float

    Returns
    -------
    str

    Raises
    ------
    RunError
        If there is no value, or one is missing or not finite.
    """
    found = spread(factor * _checked(values, "values"))
    about = "" if found.deviation is None else f" ± {found.deviation:.2f}"
    return f"{found.mean:.2f}{about}"


def _checked(values: Sequence[float], name: str) -> np.ndarray:
    try:
        numbers = np.asarray(values, dtype=float)
    except (TypeError, ValueError):
        raise RunError(f"spread: {name} are {values!r}; expected numbers, one a seed") from None
    if numbers.ndim != 1 or not len(numbers) or not np.isfinite(numbers).all():
        raise RunError(
            f"spread: {name} are {numbers.tolist()}; expected finite numbers, one a seed, and at "
            "least one"
        )
    return numbers
