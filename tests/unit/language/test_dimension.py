"""Products of powers of the base units, and how they are written."""

import pytest

from snn_cl.language.dimension import DIMENSIONLESS, Dimension

METRE, SECOND = Dimension(length=1), Dimension(time=1)
SPEED = Dimension(length=1, time=-1)


def test_exponents_come_in_the_order_of_the_base_units():
    assert Dimension(1, 2, 3, 4, 5, 6, 7).exponents == (1, 2, 3, 4, 5, 6, 7)
    assert Dimension(luminosity=1).exponents == (0, 0, 0, 0, 0, 0, 1)


def test_products_and_quotients_and_powers():
    assert METRE / SECOND == SPEED
    assert SPEED * SECOND == METRE
    assert Dimension(length=2, time=-2) == SPEED**2
    assert METRE / METRE == SPEED**0 == DIMENSIONLESS
    assert METRE != SECOND


def test_the_root_of_a_square_is_what_was_squared():
    assert (SPEED**2) ** 0.5 == SPEED
    assert str((SPEED**4) ** 0.5) == "m^2*s^-2"
    assert {SPEED: "m/s"}[(SPEED**2) ** 0.5] == "m/s"


@pytest.mark.parametrize(
    ("dimension", "text"),
    [
        (DIMENSIONLESS, "1"),
        (METRE, "m"),
        (SPEED, "m*s^-1"),
        (METRE**0.5, "m^0.5"),
        (Dimension(1, 1, 1, 1, 1, 1, 1), "m*kg*s*A*K*mol*cd"),
    ],
)
def test_a_dimension_is_written_in_base_units(dimension, text):
    assert str(dimension) == text


@pytest.mark.parametrize("power", [10**400, float("inf")])
def test_a_power_beyond_all_numbers_is_no_bug(power):
    assert str(METRE**power).startswith("m^")
