"""What to record: `GROUP.VARIABLE[INDICES]` as flat indices of a state array."""

import re

import numpy as np

from snn_cl.errors import ModelError, did_you_mean
from snn_cl.network.resolved import ResolvedModel

_FORM = re.compile(r"(\w+\.\w+)(?:\[([\d:, ]+)\])?$")


def recorded_elements(text: str, resolved: ResolvedModel) -> tuple[str, np.ndarray]:
    """Read one thing to record.

    Parameters
    ----------
    text : str
        'hidden.trace[0:5]' for neurons 0 to 4, 'input_hidden.w[406,12]' for the synapse from
        neuron 406 to neuron 12; each index may be a range. 'hidden.trace' is all of it.
    resolved : ResolvedModel

    Returns
    -------
    key : str
        'part.variable'.
    elements : (n_elements,) int array
        Indices into the flattened array.

    Raises
    ------
    ModelError
        If it is not of this form, or there is no such variable or element.
    """
    match = _FORM.match(text.strip())
    if not match:
        raise ModelError(
            f"--record {text}: expected GROUP.VARIABLE[INDICES], such as hidden.trace[0:5] "
            "or input_hidden.w[406,12]"
        )
    key, inside = match.groups()
    arrays = resolved.arrays()
    if key not in arrays:
        raise ModelError(f"--record {text}: no state variable '{key}'{did_you_mean(key, arrays)}")
    shape, _ = arrays[key]
    if inside is None:
        return key, np.arange(int(np.prod(shape)))
    indices = [part.strip() for part in inside.split(",")]
    if len(indices) != len(shape):
        raise ModelError(
            f"--record {text}: {key} has {len(shape)} axes {shape}; give {len(shape)} indices"
        )
    axes = [_range(text, index, n) for index, n in zip(indices, shape, strict=True)]
    return key, np.ravel_multi_index(np.meshgrid(*axes, indexing="ij"), shape).reshape(-1)


def _range(text: str, index: str, n: int) -> np.ndarray:
    parts = index.split(":")
    if len(parts) > 2 or not all(part.strip().isdigit() for part in parts):
        raise ModelError(f"--record {text}: '{index}' is no index; write 3 or 0:5")
    start, stop = (int(parts[0]), int(parts[-1]) + (len(parts) == 1))
    if not start < stop <= n:
        raise ModelError(f"--record {text}: '{index}' is out of range; there are 0 to {n - 1}")
    return np.arange(start, stop)
