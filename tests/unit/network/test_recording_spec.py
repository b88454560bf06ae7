"""What to record, as flat indices of a state array."""

import pytest

from snn_cl.errors import ModelError
from snn_cl.models.tacos import tacos
from snn_cl.network.recording_spec import recorded_elements
from snn_cl.network.resolved import resolve


@pytest.fixture(scope="module")
def small():
    return resolve(tacos(n_input=6, n_output=2, n_hidden=4))


@pytest.mark.parametrize(
    ("text", "elements"),
    [
        ("hidden.v[2]", [2]),
        ("hidden.v[1:4]", [1, 2, 3]),
        ("input_hidden.w[2,3]", [2 * 4 + 3]),
        ("input_hidden.w[1:3,0]", [4, 8]),
        ("hidden.v", [0, 1, 2, 3]),
        ("input_hidden.w", list(range(6 * 4))),
    ],
)
def test_indices_and_ranges_are_flattened(small, text, elements):
    key, found = recorded_elements(text, small)
    assert key == text.split("[")[0]
    assert found.tolist() == elements


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("hidden", "expected GROUP.VARIABLE[INDICES]"),
        ("hidden.vv[0]", "no state variable 'hidden.vv'; did you mean 'hidden.v'?"),
        ("hidden.v[0,1]", "hidden.v has 1 axes (4,); give 1 indices"),
        ("hidden.v[4]", "'4' is out of range; there are 0 to 3"),
        ("hidden.v[3:3]", "'3:3' is out of range"),
        ("hidden.v[1:2:3]", "'1:2:3' is no index; write 3 or 0:5"),
    ],
)
def test_what_cannot_be_recorded_is_said_in_one_line(small, text, message):
    with pytest.raises(ModelError) as caught:
        recorded_elements(text, small)
    assert str(caught.value).startswith(f"--record {text}: ")
    assert message in str(caught.value)
