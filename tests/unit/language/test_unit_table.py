"""The units that may be written are those of Brian2."""

from brian2.core.namespace import DEFAULT_UNITS

from snn_cl.language.unit_table import unit_values, units


def test_every_unit_is_one_of_brian2_with_its_value_and_dimension():
    for name, unit in units().items():
        assert unit.value == float(DEFAULT_UNITS[name]), name
        assert unit.dimension.exponents == DEFAULT_UNITS[name].dim._dims, name


def test_every_unit_of_brian2_may_be_written(brian2_is_known):
    if brian2_is_known:
        assert set(DEFAULT_UNITS) <= set(units())


def test_values_are_plain_numbers():
    assert unit_values()["ms"] == 0.001
    assert unit_values()["mm2"] == 1e-6
    assert {type(value) for value in unit_values().values()} == {float}
