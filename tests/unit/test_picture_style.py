"""Titles are broken where a reader would break them."""

import pytest

from snn_cl.picture_style import fitted


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("weight starts at 1, dt 0.1 ms", 200, ["weight starts at 1, dt 0.1 ms"]),
        ("weight starts at 1, dt 0.1 ms", 100, ["weight starts at 1, dt", "0.1 ms"]),
        ("seed 3\nweight starts", 200, ["seed 3", "weight starts"]),
        ("1 2 3 4 5 6", 30, ["1 2 3 4", "5 6"]),  # only behind numbers
        ("abcdefgh", 20, ["abcd", "efgh"]),  # no blank at all
    ],
)
def test_a_title_is_broken_at_blanks_but_not_between_a_number_and_its_unit(text, width, lines):
    assert fitted(text, width, 8).split("\n") == lines
