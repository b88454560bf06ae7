"""When things happen in a presentation: how long an image is shown, the rest, the time step."""

import dataclasses
import math
from dataclasses import dataclass
from typing import Any

from snn_cl.errors import ModelError
from snn_cl.language.dimension import Dimension
from snn_cl.language.given_quantity import given_dimension, given_number, quantity_text
from snn_cl.language.source_location import Place
from snn_cl.language.unit_inference import quantity

_TIME = (Dimension(time=1), "a time such as '350*ms'")
_RATE = (Dimension(time=-1), "a rate such as '100*Hz'")
_RATES = ("teacher_rate", "rate")  # all else is a time


@dataclass(frozen=True)
class Timing:
    """The times of a model's presentations, and the rate of its teacher.

    Each may be given as text with its unit ('350*ms', '0.5*ms', '100*Hz'), as one of Brian2's
    quantities, or as a number in SI units.

    Attributes
    ----------
    show, rest : float [s]
        How long each image is shown, and the silence after it.
    dt : float [s]
        Time step.
    teacher_rate : float [Hz]
        Of the teacher's unit of the right answer.

    Raises
    ------
    ModelError, EquationFileError
        If one of them is no such quantity, or `show` or `rest` is no multiple of `dt`.

    Source: the values that are not given are those of Zohora et al. (2024),
    doi:10.1038/s41598-024-78290-w, public code.
    """

    show: float = 0.15
    rest: float = 0.0
    dt: float = 0.001
    teacher_rate: float = 100.0

    def __post_init__(self):
        for field in dataclasses.fields(self):
            value = si_value(field.name, getattr(self, field.name))
            object.__setattr__(self, field.name, value)
        if not 0 < self.dt < math.inf:
            raise ModelError(f"dt is {self.dt} s; expected a time step above 0 s, such as 1*ms")
        self._check_whole("show", 1)
        self._check_whole("rest", 0)
        if not 0 <= self.teacher_rate < math.inf:
            raise ModelError(
                f"teacher_rate is {self.teacher_rate} Hz; expected a finite number from 0 on"
            )

    @property
    def show_steps(self) -> int:
        """Time steps in which an image is shown."""
        return round(self.show / self.dt)

    @property
    def rest_steps(self) -> int:
        """Time steps of silence after it."""
        return round(self.rest / self.dt)

    @property
    def steps(self) -> int:
        """Time steps of a presentation, its rest included."""
        return self.show_steps + self.rest_steps

    def changed(self, **times: Any) -> "Timing":
        """Return the timing with other values of some of its times.

        Parameters
        ----------
        **times : str, Quantity or float
            By name; None and an empty text leave a time as it is.

        Returns
        -------
        Timing

        Raises
        ------
        ModelError, EquationFileError
            As of the class.
        """
        kept = {name: value for name, value in times.items() if value is not None and value != ""}
        return dataclasses.replace(self, **kept)

    def _check_whole(self, name: str, least: int) -> None:
        duration = getattr(self, name)
        steps = round(duration / self.dt) if abs(duration) < math.inf else -1
        if steps < least or abs(steps * self.dt - duration) > 1e-9:
            raise ModelError(
                f"{name} is {duration} s; "
                f"expected a multiple of dt = {self.dt} s, at least {least * self.dt} s"
            )
        # 350*ms and 0.35 differ by a rounding, and are the same time.
        object.__setattr__(self, name, steps * self.dt)

    def __str__(self) -> str:
        return (
            f"shown for {1000 * self.show:g} ms, rest {1000 * self.rest:g} ms, "
            f"dt {1000 * self.dt:g} ms, teacher {self.teacher_rate:g} Hz"
        )


def time_text(name: str, value: Any) -> str:
    """Return a time, or a rate, as text with its unit.

    Parameters
    ----------
    name : str
        Of the attribute that holds it.
    value : str, Quantity, float or None
        A bare number is in SI units; an empty text and None stand for the model's own.

    Returns
    -------
    str

    Raises
    ------
    ModelError
        If it is none.
    """
    if value is None or isinstance(value, str):
        return value or ""
    return quantity_text(si_value(name, value), (_RATE if name in _RATES else _TIME)[0])


def si_value(name: str, value: Any) -> float:
    """Return a time, or a rate, in SI units.

    Parameters
    ----------
    name : str
        Of the attribute that holds it.
    value : str, Quantity or float

    Returns
    -------
    float

    Raises
    ------
    ModelError, EquationFileError
        If it is none, or has no unit where it is a text.
    """
    expected, example = _RATE if name in _RATES else _TIME
    if isinstance(value, str):
        number, unit = quantity(value, Place(name))
    else:
        number, unit = given_number(value), given_dimension(value) or expected
    if number is None or unit != expected:
        shown = repr(value) if isinstance(value, str) or number is None else str(value)
        raise ModelError(f"{name} is {shown}; expected {example}")
    return number
