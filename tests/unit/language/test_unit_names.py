"""Units as people write them."""

import pytest

from snn_cl.language.dimension import DIMENSIONLESS
from snn_cl.language.unit_names import has_unit, unit_hint, unit_text
from snn_cl.language.unit_table import units

VOLT, SIEMENS, AMP, SECOND = (
    units()[name].dimension for name in ("volt", "siemens", "amp", "second")
)


@pytest.mark.parametrize(
    ("unit", "shown"),
    [
        (VOLT / SECOND, "V/s"),
        (SIEMENS / SECOND, "S/s"),
        (DIMENSIONLESS / (VOLT * SECOND), "1/(V*s)"),
        (VOLT / SECOND**2, "V/s^2"),
        (AMP**3 / VOLT, "m^-2*kg^-1*s^3*A^4"),
    ],
)
def test_units_are_written_as_people_do(unit, shown):
    assert unit_text(unit) == shown


def test_has_unit_reads_in_a_sentence():
    assert has_unit(VOLT) == "is in V"
    assert has_unit(DIMENSIONLESS) == "has no unit"


def test_the_hint_for_an_unknown_unit():
    assert unit_hint("ampp") == "; did you mean 'amp'?"
