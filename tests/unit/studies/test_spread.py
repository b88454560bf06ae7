"""Mean, spread and paired differences over seeds."""

import pytest

from snn_cl.errors import RunError
from snn_cl.studies.spread import mean_and_spread, paired_differences, spread


def test_the_deviation_is_that_of_a_sample():
    found = spread([1, 2, 3])
    assert (found.mean, found.deviation, found.n) == (2, 1, 3)


def test_a_single_value_has_no_spread():
    assert spread([0.5]).deviation is None
    assert mean_and_spread([0.5]) == "50.00"


def test_several_values_are_shown_with_their_spread_in_percent():
    assert mean_and_spread([0.5, 0.6]) == "55.00 ± 7.07"
    assert mean_and_spread([0.5, 0.6], 1) == "0.55 ± 0.07"


def test_differences_are_taken_seed_by_seed():
    found = paired_differences([0.5, 0.75, 1], [0.25, 0.5, 0.75])
    assert (found.mean, found.deviation, found.n) == (0.25, 0, 3)


def test_pairs_need_as_many_of_each():
    with pytest.raises(RunError, match="2 values and 1 others; expected one of each a seed"):
        paired_differences([1, 2], [1])


@pytest.mark.parametrize("values", [[], [0.5, None], [float("nan")], [[1, 2]], "x"])
def test_what_is_missing_has_no_mean(values):
    with pytest.raises(RunError, match="expected"):
        spread(values)
