"""What a block of presentations shows a network is checked before it runs."""

import numpy as np
import pytest

from snn_cl.errors import StreamError
from snn_cl.inputs import checked_modulator, checked_rates, teacher_rates
from snn_cl.models.tacos import tacos
from snn_cl.network.resolved import resolve

SMALL = resolve(tacos(3, 2, 4))


@pytest.mark.parametrize(
    ("rates", "message"),
    [
        ([[1.0, np.nan, 0.0]], "rates must be finite and not negative [Hz]"),
        ([[1.0, np.inf, 0.0]], "rates must be finite and not negative [Hz]"),
        ([[1.0, -1e-9, 0.0]], "rates must be finite and not negative [Hz]"),
        ([[1.0, 1e39, 0.0]], "rates must be finite and not negative [Hz]"),  # inf in float32
        ([["1", "2", "3"]], "rates have type <U1; expected real numbers [Hz]"),
        (np.zeros((1, 3), complex), "rates have type complex128; expected real numbers [Hz]"),
        ([[1.0], [1.0, 2.0]], "rates: rows differ in length; expected an array"),
    ],
)
def test_rates_that_are_none_are_refused(rates, message):
    with pytest.raises(StreamError) as caught:
        checked_rates(SMALL, rates)
    assert str(caught.value) == message


def test_lists_of_whole_numbers_are_rates():
    rates = checked_rates(SMALL, [[1, 2, 3], [4, 5, 6]])
    assert (rates.dtype, rates.tolist()) == (np.float32, [[1, 2, 3], [4, 5, 6]])


def test_a_list_of_labels_is_as_good_as_an_array():
    assert teacher_rates(SMALL, [1, -1], 2).tolist() == [[0, 100], [0, 0]]


@pytest.mark.parametrize("values", [[0.0, np.nan], [np.inf, 0.0], ["a", "b"], [1j, 0]])
def test_a_modulator_that_is_no_number_is_refused(values):
    with pytest.raises(StreamError, match="^the modulator must be finite in every presentation$"):
        checked_modulator(values, 2)
