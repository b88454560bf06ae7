"""Encoders: images to rates."""

import numpy as np
import pytest

from snn_cl.encoders.poisson_rate import poisson_rate
from snn_cl.encoders.unit_length import unit_length
from snn_cl.encoders.unit_length_sharp import unit_length_sharp
from snn_cl.errors import StreamError
from snn_cl.find import find_function, names

IMAGES = np.array([[[0, 51, 255]], [[255, 0, 102]]], dtype=np.uint8)


@pytest.mark.parametrize("name", names("encoders"))
def test_every_encoder_gives_one_row_of_finite_rates_per_image(name):
    rates = find_function("encoders", name)(IMAGES)
    assert len(rates) == 2
    assert np.isfinite(rates).all()
    assert (rates >= 0).all()


def test_rates_rise_with_brightness_to_250_hz():
    np.testing.assert_array_equal(poisson_rate(IMAGES), [[0, 50, 250], [250, 0, 100]])


def test_the_highest_rate_can_be_chosen():
    rates = poisson_rate(IMAGES, max_rate=50)
    np.testing.assert_array_equal(rates, [[0, 10, 50], [50, 0, 20]])


def test_pixels_are_read_row_by_row():
    image = np.array([[[0, 51], [102, 255]]], dtype=np.uint8)
    np.testing.assert_array_equal(poisson_rate(image), [[0, 50, 100, 250]])


def test_rates_are_single_precision():
    assert poisson_rate(IMAGES).dtype == np.float32


def test_images_are_left_as_they_are():
    before = IMAGES.copy()
    poisson_rate(IMAGES)
    np.testing.assert_array_equal(IMAGES, before)


def test_no_images_give_no_rates():
    assert poisson_rate(IMAGES[:0]).shape == (0, 3)


def test_scaled_images_are_refused():
    message = (
        r"^poisson_rate: images have shape \(2, 1, 3\) and type float64; "
        r"expected \(n, height, width\) and uint8$"
    )
    with pytest.raises(StreamError, match=message):
        poisson_rate(IMAGES / 255)


@pytest.mark.parametrize("max_rate", [-1.0, float("nan"), float("inf")])
def test_an_impossible_rate_is_refused(max_rate):
    message = f"^poisson_rate: max_rate is {max_rate}; expected 0 Hz or more$"
    with pytest.raises(StreamError, match=message):
        poisson_rate(IMAGES, max_rate)


def test_unit_length_gives_all_images_the_same_length():
    rates = unit_length(IMAGES, length=100, blur=0)
    np.testing.assert_allclose(np.linalg.norm(rates, axis=1), 100, rtol=1e-6)
    np.testing.assert_allclose(rates[0], 100 * np.array([0, 0.2, 1]) / np.sqrt(1.04), rtol=1e-6)


def test_unit_length_spreads_each_pixel_over_its_neighbours():
    image = np.zeros((1, 9, 9), dtype=np.uint8)
    image[0, 4, 4] = 255
    rates = unit_length(image, blur=1.0).reshape(9, 9)
    assert rates[4, 5] / rates[4, 4] == pytest.approx(np.exp(-0.5), rel=1e-5)
    assert rates[5, 5] / rates[4, 4] == pytest.approx(np.exp(-1), rel=1e-5)


def test_unit_length_leaves_a_black_image_silent():
    assert not unit_length(np.zeros((1, 2, 2), dtype=np.uint8)).any()


def test_a_sharp_image_keeps_the_ratios_of_its_pixels():
    rates = unit_length_sharp(np.array([[[3, 4]]], dtype=np.uint8), length=10)
    np.testing.assert_allclose(rates, [[6, 8]], rtol=1e-6)
