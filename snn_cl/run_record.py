"""What a run writes about itself: the header, the arrays it fills, the summary at its end."""

import platform
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import version

import numpy as np

from snn_cl import __version__
from snn_cl.configuration import Configuration
from snn_cl.course import about
from snn_cl.errors import RunError
from snn_cl.files import damaged
from snn_cl.layout import Layout
from snn_cl.record import Record
from snn_cl.recording import recorded_elements
from snn_cl.simulator import Simulator
from snn_cl.stream import Stream
from snn_cl.taught import answers_name
from snn_cl.units import unit_text

N_SNAPSHOTS = 20  # weight snapshots along a stream, besides the first


def snapshot_points(stream: Stream) -> list[int]:
    """Return after how many presentations the weights are kept.

    Parameters
    ----------
    stream : Stream

    Returns
    -------
    list of int
        Rising, from 0 to the stream's length.
    """
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


def declare_arrays(record: Record, layout: Layout, stream: Stream, traced: Sequence[str]) -> None:
    """Make room for all that a run fills in block by block.

    Parameters
    ----------
    record : Record
    layout : Layout
    stream : Stream
    traced : sequence of str
        What to trace, each GROUP.VARIABLE[INDICES].
    """
    for name in ("label", answers_name(layout), "experience"):
        record.declare(f"stream/{name}", (len(stream),), "int32", ("presentation",))
    points = len(snapshot_points(stream))
    record.declare("snapshots/presentation", (points,), "int64", ("snapshot",))
    for key in _weights(layout):
        shape = (points, *layout.arrays()[key][0])
        names = ("snapshot", "pre", "post")
        record.declare(f"snapshots/{key}", shape, "float32", names, units="1")
    for key, elements in _traced_elements(layout, traced).items():
        shape = (len(stream), len(elements))
        names = ("presentation", "element")
        units = _unit(layout, key)
        record.declare(
            f"traces/{key}", shape, "float64", names, units=units, elements=str(elements)
        )


def _traced_elements(layout: Layout, traced: Sequence[str]) -> dict[str, list[list[int]]]:
    found: dict[str, list[list[int]]] = {}
    for text in traced:
        key, indices = recorded_elements(text, layout)
        shape, _ = layout.arrays()[key]
        elements = np.stack(np.unravel_index(indices, shape), axis=1).tolist()
        found.setdefault(key, []).extend(elements)
    return found


def _unit(layout: Layout, key: str) -> str:
    part, name = key.split(".")
    units = {e.name: unit_text(e.dimension) for e in layout.parts[part].rule.equations}
    return units.get(name, "1").removesuffix(" (no unit)")


def _weights(layout: Layout) -> list[str]:
    dense = [part for part in layout.projections if part.indices is None]
    return [f"{part.name}.w" for part in dense if "w" in part.variables]


def write_snapshot(
    record: Record,
    layout: Layout,
    stream: Stream,
    position: int,
    state: Mapping[str, np.ndarray],
) -> None:
    """Keep the weights if this is one of the points for it.

    Parameters
    ----------
    record : Record
    layout : Layout
    stream : Stream
    position : int
        Presentations seen.
    state : mapping of str to array
    """
    points = snapshot_points(stream)
    if position not in points:
        return
    index = points.index(position)
    for key in _weights(layout):
        record.fill(f"snapshots/{key}", index, state[key][None].astype(np.float32))
    record.fill("snapshots/presentation", index, np.array([position]))


def make_header(configuration: Configuration, stream: Stream, simulator: Simulator) -> dict:
    """Return what record.json says about a run that begins.

    Parameters
    ----------
    configuration : Configuration
    stream : Stream
    simulator : Simulator

    Returns
    -------
    dict
    """
    return {
        "configuration": asdict(configuration),
        "stream": {
            "name": stream.name,
            **about(stream),
            "evaluate_after": list(stream.evaluate_after),
            "image_shape": list(stream.images.shape[1:]),
            "crc32": _stream_hash(stream),
        },
        "encoder": simulator.layout.model.encoder,
        "readout": simulator.layout.model.readout,
        "answers": answers_name(simulator.layout),
        "populations": {part.name: part.shape[0] for part in simulator.layout.populations},
        "simulator": {
            "dt": simulator.dt,
            "show_steps": simulator.show_steps,
            "rest_steps": simulator.rest_steps,
            "dtype": simulator.dtype,
        },
        "parameters": simulator.layout.parameters(),
        "equations": _equations(simulator.layout),
        "versions": {"snn_cl": __version__}
        | {name: version(name) for name in ("brian2", "numpy", "zarr")},
        "machine": {
            "system": platform.platform(),
            "processor": platform.processor() or platform.machine(),
            "python": platform.python_version(),
        },
        "build_seconds": simulator.build_seconds,
        "fallbacks": simulator.fallbacks,
    }


def _equations(layout: Layout) -> dict[str, list[dict[str, str]]]:
    return {
        part.name: [
            {"file": file.path.name, "sha256": file.sha256, "text": file.text}
            for file in part.rule.files
        ]
        for part in layout.parts.values()
    }


def _stream_hash(stream: Stream) -> int:
    found = zlib.crc32(str(stream.evaluate_after).encode())
    for images in (stream, *stream.tests):
        found = zlib.crc32(images.images.tobytes(), found)
        found = zlib.crc32(images.labels.astype(np.int64).tobytes(), found)
    return found


def stored_configuration(record: Record) -> Configuration:
    """Return the configuration that a run began with.

    Parameters
    ----------
    record : Record

    Returns
    -------
    Configuration

    Raises
    ------
    RunError
        If it is not one that this version knows.
    """
    try:
        stored = record.header["configuration"].items()
        return Configuration(
            **{name: tuple(value) if isinstance(value, list) else value for name, value in stored}
        )
    except (AttributeError, TypeError) as error:
        raise damaged(record.folder / "record.json", error) from error


def check_same(record: Record, simulator: Simulator, stream: Stream) -> None:
    """Check that a run to be resumed meets the model and the images it began with.

    Parameters
    ----------
    record : Record
    simulator : Simulator
    stream : Stream

    Raises
    ------
    RunError
        If one of them has changed.
    """
    before, now = record.header, make_header(stored_configuration(record), stream, simulator)
    for name, files in now["equations"].items():
        known = [file["sha256"] for file in before.get("equations", {}).get(name, [])]
        if known != [file["sha256"] for file in files]:
            raise RunError(
                f"{record.folder}: the equation files of '{name}' have changed since then; "
                "start a new run, or restore them from record.json"
            )
    for name, value in now["parameters"].items():
        known = before.get("parameters", {}).get(name)
        if known != value:
            raise RunError(
                f"{record.folder}: {name} was {known} and is {value} now [SI units]; "
                "start a new run, or restore the model"
            )
    for name in ("encoder", "readout"):
        if before.get(name, now[name]) != now[name]:
            raise RunError(
                f"{record.folder}: the {name} was '{before[name]}' and is '{now[name]}' now; "
                "start a new run, or restore the model"
            )
    if before.get("simulator") != now["simulator"]:
        raise RunError(
            f"{record.folder}: the simulator was {before.get('simulator')} "
            f"and is {now['simulator']} now; start a new run, or use the snn_cl of then"
        )
    if before["stream"]["crc32"] != now["stream"]["crc32"]:
        raise RunError(
            f"{record.folder}: the data is not the one the run began with; "
            "give the folder it had as $SNN_CL_DATA, or start a new run"
        )
