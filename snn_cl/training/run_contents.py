"""What a run writes about itself when it begins, and what it was given."""

import hashlib
import platform
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import fields
from importlib.metadata import version

import numpy as np

from snn_cl import __version__
from snn_cl.configuration import Configuration
from snn_cl.course import outline
from snn_cl.files import damaged
from snn_cl.network.model_hash import model_hash
from snn_cl.network.resolved import ResolvedModel
from snn_cl.network.taught import answers_name
from snn_cl.records.checkpoint import INITIAL, read_checkpoint
from snn_cl.records.header import RecordHeader
from snn_cl.records.header_parts import EquationText, SimulatorHeader, StreamHeader
from snn_cl.records.record import Record
from snn_cl.simulator import Simulator
from snn_cl.stream import Stream


def make_header(
    configuration: Configuration,
    stream: Stream,
    simulator: Simulator,
    given: Sequence[str] = (),
    initial: Mapping[str, np.ndarray] | None = None,
) -> RecordHeader:
    """Return what record.json says about a run that begins.

    Parameters
    ----------
    configuration : Configuration
    stream : Stream
    simulator : Simulator
    given : sequence of str
        Which of 'stream' and 'model' are objects of the user's, not what the configuration names.
    initial : mapping of str to array, optional
        What the user gave of the state before the first presentation.

    Returns
    -------
    RecordHeader
    """
    resolved = simulator.resolved
    return RecordHeader(
        configuration=configuration,
        given=tuple(given),
        model=model_hash(resolved),
        initial={key: _array_hash(array) for key, array in (initial or {}).items()},
        stream=_stream_header(stream),
        encoder=resolved.model.encoder,
        readout=resolved.model.readout,
        answers=answers_name(resolved),
        populations={part.name: part.shape[0] for part in resolved.populations},
        simulator=_simulator_header(simulator),
        parameters=resolved.parameters(),
        equations=_equations(resolved),
        versions=_versions(),
        machine=_machine(),
        build_seconds=simulator.build_seconds,
        fallbacks=simulator.fallbacks,
    )


def _stream_header(stream: Stream) -> StreamHeader:
    return StreamHeader(
        **vars(outline(stream)),
        evaluate_after=tuple(stream.evaluate_after),
        image_shape=tuple(stream.images.shape[1:]),
        crc32=_stream_hash(stream),
    )


def _simulator_header(simulator: Simulator) -> SimulatorHeader:
    return SimulatorHeader(
        dt=simulator.timing.dt,
        show_steps=simulator.timing.show_steps,
        rest_steps=simulator.timing.rest_steps,
        dtype=simulator.dtype,
        teacher_rate=simulator.timing.teacher_rate,
    )


def _equations(resolved: ResolvedModel) -> dict[str, tuple[EquationText, ...]]:
    return {
        part.name: tuple(
            EquationText(file=file.path.name, sha256=file.sha256, text=file.text)
            for file in part.rule.files
        )
        for part in resolved.parts.values()
    }


def _versions() -> dict[str, str]:
    libraries = {name: version(name) for name in ("brian2", "numpy", "zarr")}
    return {"snn_cl": __version__} | libraries


def _machine() -> dict[str, str]:
    return {
        "system": platform.platform(),
        "processor": platform.processor() or platform.machine(),
        "python": platform.python_version(),
    }


def _array_hash(array: np.ndarray) -> str:
    return hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest()


def stored_initial(record: Record, resolved: ResolvedModel) -> dict[str, np.ndarray]:
    """Return what the user gave of the state before the first presentation.

    Parameters
    ----------
    record : Record
    resolved : ResolvedModel

    Returns
    -------
    dict of str to array

    Raises
    ------
    RunError
        If it is damaged.
    """
    known = record.header.initial
    if not known:
        return {}
    shapes = {key: shape for key, shape in resolved.arrays().items() if key in known}
    _, found = read_checkpoint(record.folder, shapes, INITIAL)
    for key, array in found.items():
        if _array_hash(array) != known[key]:
            error = ValueError(f"'{key}' is not what the run was begun with")
            raise damaged(record.folder / INITIAL, error)
    return found


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
    known = {field.name for field in fields(Configuration)}
    for name in record.header["configuration"]:
        if name not in known:
            error = ValueError(f"a configuration has no '{name}'")
            raise damaged(record.folder / "record.json", error)
    return record.header.configuration
