"""The units that may be written: names, values and dimensions.

They are those of Brian2, which reads the equations too; a test compares every one of them.
"""

from functools import cache
from typing import NamedTuple

from snn_cl.language.dimension import DIMENSIONLESS, Dimension

_PREFIXES = {
    "y": -24,
    "z": -21,
    "a": -18,
    "f": -15,
    "p": -12,
    "n": -9,
    "u": -6,
    "m": -3,
    "": 0,
    "k": 3,
    "M": 6,
    "G": 9,
    "T": 12,
    "P": 15,
    "E": 18,
    "Z": 21,
    "Y": 24,
}
_ALL_PREFIXES = _PREFIXES | {"c": -2, "d": -1, "da": 1, "h": 2}
# By names, the power of ten that a unit is of the base units of the SI, and its dimension.
_WITH_PREFIX = {
    "metre meter": (0, Dimension(length=1)),
    "gram gramme": (-3, Dimension(mass=1)),
    "second": (0, Dimension(time=1)),
    "amp ampere": (0, Dimension(current=1)),
    "mole mol": (0, Dimension(substance=1)),
    "molar": (3, Dimension(substance=1, length=-3)),
    "candle lumen": (0, Dimension(luminosity=1)),
    "lux": (0, Dimension(luminosity=1, length=-2)),
    "radian steradian": (0, DIMENSIONLESS),
    "hertz becquerel": (0, Dimension(time=-1)),
    "katal": (0, Dimension(substance=1, time=-1)),
    "gray sievert": (0, Dimension(length=2, time=-2)),
    "newton": (0, Dimension(length=1, mass=1, time=-2)),
    "pascal": (0, Dimension(length=-1, mass=1, time=-2)),
    "joule": (0, Dimension(length=2, mass=1, time=-2)),
    "watt": (0, Dimension(length=2, mass=1, time=-3)),
    "coulomb": (0, Dimension(time=1, current=1)),
    "volt": (0, Dimension(length=2, mass=1, time=-3, current=-1)),
    "ohm": (0, Dimension(length=2, mass=1, time=-3, current=-2)),
    "siemens": (0, Dimension(length=-2, mass=-1, time=3, current=2)),
    "farad": (0, Dimension(length=-2, mass=-1, time=4, current=2)),
    "weber": (0, Dimension(length=2, mass=1, time=-2, current=-1)),
    "tesla": (0, Dimension(mass=1, time=-2, current=-1)),
    "henry": (0, Dimension(length=2, mass=1, time=-2, current=-2)),
}
_WITHOUT_PREFIX = {
    "kilogram kilogramme": (0, Dimension(mass=1)),
    "kelvin": (0, Dimension(temperature=1)),
}
_WITH_EVERY_PREFIX = {"litre liter": (-3, Dimension(length=3))}
# Symbols of some of them, which go with these prefixes and powers only.
_SYMBOLS = {
    "volt": ("V", ("m",), (1,)),
    "amp": ("A", ("m", "u", "n", "p"), (1,)),
    "farad": ("F", ("u", "n", "p"), (1,)),
    "siemens": ("S", ("u", "n"), (1,)),
    "second": ("s", ("m", "u"), (1,)),
    "hertz": ("Hz", ("", "k", "M"), (1,)),
    "molar": ("M", ("m", "u", "n"), (1,)),
    "metre": ("m", ("c", "m", "u"), (1, 2, 3)),
}


class Unit(NamedTuple):
    """A unit that may be written.

    Attributes
    ----------
    value : float
        In SI units.
    dimension : Dimension
    """

    value: float
    dimension: Dimension


@cache
def units() -> dict[str, Unit]:
    """Return every unit that may be written, by name ('ms', 'nA', 'volt', 'Hz', ...)."""
    found = {}
    for names, unit in _WITH_PREFIX.items():
        for name in names.split():
            found |= _family(name, *unit, _PREFIXES, (1, 2, 3))
            if name in _SYMBOLS:
                symbol, prefixes, powers = _SYMBOLS[name]
                found |= _family(symbol, *unit, prefixes, powers)
    for names, unit in _WITHOUT_PREFIX.items():
        for name in names.split():
            found |= _family(name, *unit, ("",), (1, 2, 3))
    for names, unit in _WITH_EVERY_PREFIX.items():
        for name in names.split():
            found |= _family(name, *unit, _ALL_PREFIXES, (1,))
    return found


def _family(name, scale, dimension, prefixes, powers) -> dict[str, Unit]:
    """Return a unit with its prefixes and powers, such as 'nmetre2'."""
    found = {}
    for power in powers:
        powered, end = dimension**power, str(power) if power > 1 else ""
        for prefix in prefixes:
            value = 10.0 ** (power * (scale + _ALL_PREFIXES[prefix]))
            found[f"{prefix}{name}{end}"] = Unit(value, powered)
    return found


@cache
def unit_values() -> dict[str, float]:
    """Return the value of every unit in SI units, by name."""
    return {name: unit.value for name, unit in units().items()}
