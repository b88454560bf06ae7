"""The arrays that a run fills: answers, traces, snapshots of weights, spikes; each with a sum."""

from collections.abc import Mapping, Sequence

import numpy as np

from snn_cl.language.unit_inference import unit_text
from snn_cl.network.recording_spec import recorded_elements
from snn_cl.network.resolved import UNDERWAY, Part, ResolvedModel
from snn_cl.network.taught import answers_name
from snn_cl.records.array_store import summed
from snn_cl.records.record import Record
from snn_cl.stream import Stream

SPIKE_COLUMNS = ("presentation", "neuron", "step")
N_SNAPSHOTS = 20  # weight snapshots along a stream, besides the first


def snapshot_points(stream: Stream, kept: str = "all") -> list[int]:
    """Return after how many presentations the weights are kept.

    Parameters
    ----------
    stream : Stream
    kept : str
        'all', 'final' or 'nothing', as in `Configuration.keep`.

    Returns
    -------
    list of int
        Rising, from 0 to the stream's length.
    """
    if kept != "all":
        return [len(stream)] * (kept == "final")
    even = np.linspace(0, len(stream), N_SNAPSHOTS + 1).astype(int)
    return sorted(set(even.tolist()) | set(stream.evaluate_after))


def cut_points(stream: Stream, block: int) -> list[int]:
    """Return where a stream is cut into blocks.

    Parameters
    ----------
    stream : Stream
    block : int
        Longest block.

    Returns
    -------
    list of int
        Rising numbers of presentations: multiples of `block`, evaluations and weight snapshots.
    """
    n = len(stream)
    regular = set(range(block, n, block))
    return sorted(regular | set(stream.evaluate_after) | set(snapshot_points(stream)) - {0})


def declare_arrays(
    record: Record, resolved: ResolvedModel, stream: Stream, traced: Sequence[str], kept: str
) -> None:
    """Make room for all that a run fills in block by block.

    Parameters
    ----------
    record : Record
    resolved : ResolvedModel
    stream : Stream
    traced : sequence of str
        What to trace, each GROUP.VARIABLE[INDICES].
    kept : str
        Which weights are kept, as in `Configuration.keep`.
    """
    for name in ("label", answers_name(resolved), "experience"):
        record.declare(f"stream/{name}", (len(stream),), "int32", ("presentation",), units="1")
    points = len(snapshot_points(stream, kept))
    if points:
        record.declare("snapshots/presentation", (points,), "int64", ("snapshot",), units="1")
    for part in _dense_weights(resolved) if points else ():
        pre, post = part.ends
        record.declare(
            f"snapshots/{part.name}.w",
            (points, *part.shape),
            "float32",
            ("snapshot", f"{pre}_pre", f"{post}_post"),
            units=_unit(resolved, f"{part.name}.w"),
            coordinates="presentation",
        )
    for key, elements in _traced_elements(resolved, traced).items():
        _declare_trace(record, resolved, len(stream), key, elements)


def _declare_trace(
    record: Record, resolved: ResolvedModel, length: int, key: str, elements: np.ndarray
) -> None:
    axis = f"{key}.element"
    places = {f"{key}.{name}": along for name, along in _places(resolved, key, elements).items()}
    for name, along in places.items():
        record.put(f"traces/{name}", along, (axis,), units="1")
    record.declare(
        f"traces/{key}",
        (length, len(elements)),
        "float64",
        ("presentation", axis),
        units=_unit(resolved, key),
        coordinates=" ".join(places),
    )


def _traced_elements(resolved: ResolvedModel, traced: Sequence[str]) -> dict[str, np.ndarray]:
    found: dict[str, list[np.ndarray]] = {}
    for text in traced:
        key, indices = recorded_elements(text, resolved)
        found.setdefault(key, []).append(indices)
    return {key: np.concatenate(indices) for key, indices in found.items()}


def _places(resolved: ResolvedModel, key: str, elements: np.ndarray) -> dict[str, np.ndarray]:
    """Return the numbers of neurons that tell where elements of a state array are."""
    part, variable = resolved.parts[key.partition(".")[0]], key.partition(".")[2]
    if not part.is_projection:
        return {"neuron": elements}
    if variable == UNDERWAY:
        step, pre = np.unravel_index(elements, part.underway)
        return {"step": step, "pre": pre}
    if part.indices is not None:
        pre, post = (np.asarray(ends)[elements].astype(np.int64) for ends in part.indices)
    else:
        pre, post = np.unravel_index(elements, part.shape)
    return {"pre": pre, "post": post}


def _unit(resolved: ResolvedModel, key: str) -> str:
    part, name = key.split(".")
    units = {e.name: unit_text(e.dimension) for e in resolved.parts[part].rule.equations}
    return units.get(name, "1").removesuffix(" (no unit)")


def _dense_weights(resolved: ResolvedModel) -> list[Part]:
    return [part for part in resolved.projections if part.indices is None and "w" in part.variables]


def keep(record: Record, sums: dict, name: str, first: int, values: np.ndarray) -> None:
    """Write rows of an array and count them in.

    Parameters
    ----------
    record : Record
    sums : dict of str to (int, int)
        Gets number and checksum of the rows.
    name : str
    first : int
    values : (n, ...) array
    """
    sums[name] = summed(sums.get(name, (0, 0)), record.fill(name, first, values))


def keep_spikes(record: Record, sums: dict, first: int, spikes: Mapping[str, np.ndarray]) -> None:
    """Write the spikes of the presentations at the start of an experience.

    Parameters
    ----------
    record : Record
    sums : dict of str to (int, int)
        As in `keep`.
    first : int
        Number of the first of these presentations.
    spikes : mapping of str to (n_spikes, 3) int array
        As in `Outcome.spikes`.
    """
    for population, rows in spikes.items():
        names = [f"{first}_{population}.{column}" for column in SPIKE_COLUMNS]
        for name, values in zip(names, rows.T, strict=True):
            axis = (f"{first}_{population}.spike",)
            kept = record.put(f"spikes/{name}", values, axis, units="1")
            sums[f"spikes/{name}"] = summed((0, 0), kept)


def write_snapshot(
    record: Record,
    sums: dict,
    resolved: ResolvedModel,
    stream: Stream,
    position: int,
    state: Mapping[str, np.ndarray],
    kept: str,
) -> None:
    """Keep the weights if this is one of the points for it.

    Parameters
    ----------
    record : Record
    sums : dict of str to (int, int)
        As in `keep`.
    resolved : ResolvedModel
    stream : Stream
    position : int
        Presentations seen.
    state : mapping of str to array
    kept : str
        As in `declare_arrays`.
    """
    points = snapshot_points(stream, kept)
    if position not in points:
        return
    index = points.index(position)
    for part in _dense_weights(resolved):
        key = f"{part.name}.w"
        keep(record, sums, f"snapshots/{key}", index, state[key][None])
    keep(record, sums, "snapshots/presentation", index, np.array([position]))
