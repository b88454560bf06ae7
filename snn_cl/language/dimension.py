"""What a quantity is measured in: the exponents of the seven base units of the SI.

Brian2's own class would do, but the import of Brian2 takes a second, and checking a file or
running a compiled model needs nothing else of it.
"""

from dataclasses import dataclass

_SYMBOLS = ("m", "kg", "s", "A", "K", "mol", "cd")


@dataclass(frozen=True)
class Dimension:
    """A product of powers of base units.

    Attributes
    ----------
    length, mass, time, current, temperature, substance, luminosity : int or float
        Exponents of metre, kilogram, second, ampere, kelvin, mole and candela.
    """

    length: float = 0
    mass: float = 0
    time: float = 0
    current: float = 0
    temperature: float = 0
    substance: float = 0
    luminosity: float = 0

    @property
    def exponents(self) -> tuple[float, ...]:
        """The seven exponents, in the order of the attributes."""
        return (
            self.length,
            self.mass,
            self.time,
            self.current,
            self.temperature,
            self.substance,
            self.luminosity,
        )

    def __mul__(self, other: "Dimension") -> "Dimension":
        pairs = zip(self.exponents, other.exponents, strict=True)
        return Dimension(*(own + others for own, others in pairs))

    def __truediv__(self, other: "Dimension") -> "Dimension":
        return self * other**-1

    def __pow__(self, power: float) -> "Dimension":
        return Dimension(*(_plain(exponent * power) for exponent in self.exponents))

    def __str__(self) -> str:
        powers = zip(_SYMBOLS, self.exponents, strict=True)
        shown = [name if power == 1 else f"{name}^{power}" for name, power in powers if power]
        return "*".join(shown) or "1"


DIMENSIONLESS = Dimension()


def _plain(exponent: float) -> float:
    # The root of a square is written like the unit it came from.
    whole = isinstance(exponent, float) and exponent.is_integer()
    return int(exponent) if whole else exponent
