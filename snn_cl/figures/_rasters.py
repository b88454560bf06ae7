"""The spikes that a run keeps: those of the first presentations of each experience."""

import numpy as np

from snn_cl.records.record import Record

COLUMNS = ("presentation", "neuron", "step")


def rasters_of(record: Record) -> dict[int, dict[str, np.ndarray]]:
    """Return all spikes that were kept.

    Parameters
    ----------
    record : Record

    Returns
    -------
    dict of int to dict of str to (n_spikes, 3) int array
        By the presentation at which a raster begins, and by population; the columns are `COLUMNS`.
    """
    found: dict[int, dict[str, np.ndarray]] = {}
    arrays = record.arrays("spikes")
    for name in (name for name in arrays if name.endswith(f".{COLUMNS[0]}")):
        raster = name.rpartition(".")[0]
        begin, population = raster.split("_", 1)
        columns = [arrays[f"{raster}.{column}"].values for column in COLUMNS]
        found.setdefault(int(begin), {})[population] = np.stack(columns, axis=1)
    return found


def spikes_by_experience(record: Record, population: str) -> np.ndarray:
    """Return how often each neuron fired per presentation of each experience.

    Parameters
    ----------
    record : Record
    population : str

    Returns
    -------
    (n_experiences, n_neurons) float array
        nan for an experience of which no spikes were kept.
    """
    n_experiences = len(record.header.stream.experiences)
    n_neurons = record.header.populations.get(population, 0)
    counts = np.zeros((n_experiences + 1, n_neurons))  # the last row: those of no experience, -1
    shown = np.zeros(n_experiences + 1)
    rasters = rasters_of(record)
    experience = record.arrays("stream")["experience"].values if rasters else np.zeros(0, int)
    for begin, raster in rasters.items():
        if population not in raster:
            continue
        last = max((spikes[:, 0].max() for spikes in raster.values() if len(spikes)), default=begin)
        np.add.at(shown, experience[begin : last + 1], 1)
        presentation, neuron, _ = raster[population].T
        np.add.at(counts, (experience[presentation], neuron), 1)
    shown[shown == 0] = np.nan
    return (counts / shown[:, None])[:-1]
