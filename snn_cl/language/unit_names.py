"""Units as people write them."""

from functools import cache

from snn_cl.errors import did_you_mean
from snn_cl.language.dimension import DIMENSIONLESS, Dimension
from snn_cl.language.unit_table import units

_SHOWN = {
    "second": "s",
    "volt": "V",
    "amp": "A",
    "siemens": "S",
    "ohm": "ohm",
    "farad": "F",
    "coulomb": "C",
    "metre": "m",
    "mole": "mol",
    "kelvin": "K",
    "kilogram": "kg",
}
# Units that stand behind a ':', and what people write for them.
BASE = (*_SHOWN, "Hz", "mmolar", "joule", "watt", "newton", "pascal", "weber", "henry", "tesla")
_HABITS = {"bool": "boolean", "int": "integer", "float": "1", "V": "volt", "A": "amp"} | {
    "s": "second",
    "S": "siemens",
    "F": "farad",
    "C": "coulomb",
    "seconds": "second",
    "sec": "second",
    "volts": "volt",
    "amps": "amp",
    "ampere": "amp",
    "mS": "msiemens",
}


def unit_hint(name: str) -> str:
    """Return '; did you mean 'volt'?' for a name that is no unit.

    Parameters
    ----------
    name : str

    Returns
    -------
    str
    """
    if name in _HABITS:
        return f"; did you mean '{_HABITS[name]}'?"
    hint = did_you_mean(name, [*BASE, *(unit for unit in units() if len(unit) < 3)])
    return hint if hint.startswith("; did") else "; expected 1, second, volt, amp, Hz, ..."


def unit_text(dimension: Dimension) -> str:
    """Write a unit as people do.

    Parameters
    ----------
    dimension : Dimension

    Returns
    -------
    str
        Such as 'V/s', or '1 (no unit)'.
    """
    return _unit_names().get(dimension) or str(dimension)


def has_unit(dimension: Dimension) -> str:
    """Return 'is in V' or 'has no unit'.

    Parameters
    ----------
    dimension : Dimension

    Returns
    -------
    str
    """
    return "has no unit" if dimension == DIMENSIONLESS else f"is in {unit_text(dimension)}"


@cache
def _unit_names() -> dict[Dimension, str]:
    found = {DIMENSIONLESS: "1 (no unit)"}
    known = [(units()[name].dimension, shown) for name, shown in _SHOWN.items()]
    for dimension, shown in known:
        found.setdefault(dimension, shown)
    for dimension, shown in known:
        found.setdefault(dimension**-1, f"1/{shown}")
        found.setdefault(dimension**2, f"{shown}^2")
        found.setdefault(dimension**-2, f"1/{shown}^2")
    for below, second in known:
        for above, first in known:
            found.setdefault(above / below, f"{first}/{second}")
            found.setdefault(above * below, f"{first}*{second}")
            found.setdefault(above / below**2, f"{first}/{second}^2")
            found.setdefault((above * below) ** -1, f"1/({first}*{second})")
    found.setdefault(units()["mole"].dimension / units()["metre"].dimension ** 3, "mol/m^3")
    return found
