"""The weight snapshots of a run, in the order of its populations."""

import numpy as np

from snn_cl.figures._applies import no_run, require
from snn_cl.records.record import Record


def snapshots_of(record: Record) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Return the weight snapshots taken so far.

    Parameters
    ----------
    record : Record

    Returns
    -------
    seen : (n_snapshots,) int array
        Presentations seen when each was taken, rising.
    weights : dict of str to (n_snapshots, n_pre, n_post) float array
        By projection, those that leave the first population first.
    """
    found = record.arrays("snapshots")
    if "presentation" not in found:
        return np.zeros(0, int), {}
    presentation = found["presentation"].values
    order = [k for k in np.argsort(presentation, kind="stable") if presentation[k] >= 0]
    names = [key.removesuffix(".w") for key in found if key.endswith(".w")]
    names.sort(key=lambda name: (_source_number(record, name), name))
    return presentation[order], {name: found[f"{name}.w"].values[order] for name in names}


def no_weights(record: Record) -> str:
    """Return why a record holds no weight snapshot, '' if it holds one.

    Parameters
    ----------
    record : Record

    Returns
    -------
    str
    """
    reason = no_run(record)
    if reason:
        return reason
    seen, weights = snapshots_of(record)
    if record.header.configuration.keep == "nothing":
        return (
            f"{record.folder}: keeps no weights, as --keep nothing said; expected another run; "
            "run again with --keep final or all"
        )
    if not weights:
        return (
            f"{record.folder}: keeps no weights; expected a model with a projection that has "
            "connect='all' and weights 'w'; draw another run"
        )
    if not len(seen):
        return (
            f"{record.folder}: holds no weight snapshot yet; expected at least one; "
            f"go on with 'snn-cl resume {record.folder}'"
        )
    return ""


def kept_weights(record: Record) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Return the weight snapshots taken so far, at least one.

    Parameters
    ----------
    record : Record

    Returns
    -------
    seen, weights
        As `snapshots_of`.

    Raises
    ------
    RunError
        If no weights were kept, or none yet.
    """
    require(no_weights(record))
    return snapshots_of(record)


def source_of(record: Record, projection: str) -> str:
    """Return the population that a projection's name begins with, '' if none.

    Parameters
    ----------
    record : Record
    projection : str

    Returns
    -------
    str
    """
    fitting = (name for name in record.header.populations if projection.startswith(f"{name}_"))
    return next(fitting, "")


def _source_number(record: Record, projection: str) -> int:
    populations, source = list(record.header.populations), source_of(record, projection)
    return populations.index(source) if source else len(populations)
