"""Decays of memories as records: simulated once, drawn by `snn-cl plot signal_to_noise`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from decay import Decay

from snn_cl.errors import RunError
from snn_cl.records.header import FORMAT, RecordHeader
from snn_cl.records.record import Record


def write_decay(
    folder: Path, about: Mapping[str, Any], decay: Decay, exact: np.ndarray | None = None
) -> Record:
    """Keep a decay.

    Parameters
    ----------
    folder : Path
        Must not exist, or be empty.
    about : mapping
        What decides the result, n_synapses and the name of the synapse included.
    decay : Decay
    exact : (n_lags,) float array, optional
        The ratio of signal to noise of so many synapses, where it is known.

    Returns
    -------
    Record
    """
    measured = {"noise": float(decay.noise), "samples": int(decay.samples)}
    contents = {"format": FORMAT, "memory": {**about, **measured}}
    record = Record.create(folder, RecordHeader.of(contents, folder / "record.json"))
    record.put("memory/lags", decay.lags, ("lag",))
    record.put("memory/signal", decay.signal, ("lag",))
    if exact is not None:
        record.put("memory/exact", exact, ("lag",))
    return record


def read_decay(folder: Path, about: Mapping[str, Any]) -> Decay | None:
    """Return the decay that was kept, None if there is none.

    Parameters
    ----------
    folder : Path
    about : mapping
        As it was written with.

    Returns
    -------
    Decay or None

    Raises
    ------
    RunError
        If the folder holds a decay of something else.
    """
    if not (folder / "record.json").exists():
        return None
    record = Record.open(folder)
    kept = record.header["memory"]
    if {name: kept.get(name) for name in about} != dict(about):
        raise RunError(f"{folder}: holds the decay of something else; give another --out")
    arrays = record.arrays("memory")
    lags, signal = arrays["lags"].values, arrays["signal"].values
    return Decay(lags, signal, record.header.memory.noise, record.header.memory.samples)
