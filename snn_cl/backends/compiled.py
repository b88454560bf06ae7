"""Compiled programs: one per model, run once per block of presentations."""

import os
import signal
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from snn_cl.backends.base import BlockResult, PresentationBlock
from snn_cl.backends.child_processes import passing_folder, run_child
from snn_cl.errors import RunError
from snn_cl.files import remedy
from snn_cl.network.resolved import ResolvedModel

_OUT_OF_MEMORY = "ran out of memory, or was killed"


class Program:
    """A compiled model on disk.

    Parameters
    ----------
    folder : Path
        Holds `main`, and the connections that it reads.
    resolved : ResolvedModel
    manifest : mapping
        'state' and 'parameters', what the program reads, in its order.
    """

    def __init__(self, folder: Path, resolved: ResolvedModel, manifest: Mapping[str, Any]):
        self.folder = folder
        self.resolved = resolved
        self.manifest = manifest

    @property
    def fallbacks(self) -> dict[str, str]:
        """Why a piece of the model is not computed by a fast loop, by the piece's name."""
        return self.manifest["fallbacks"]

    def run(self, block: PresentationBlock) -> BlockResult:
        """Run a block in a process of its own.

        Parameters
        ----------
        block : PresentationBlock

        Returns
        -------
        BlockResult

        Raises
        ------
        RunError
            If the program fails, or its files cannot be written.
        """
        try:
            with passing_folder("snn_cl_job_") as job:
                self._write(job, block)
                self._execute(job)
                return self._read(job, block)
        except OSError as error:
            raise RunError(
                f"{tempfile.gettempdir()}: cannot hold the files of a block: {error.strerror}; "
                f"{remedy(error, 'set TMPDIR to another folder')}"
            ) from error

    def _write(self, job: Path, block: PresentationBlock) -> None:
        numbers = [block.seed, block.first, len(block), block.n_spikes]
        np.array(numbers, dtype=np.int64).tofile(job / "numbers")
        for name, rows in (("stimulus", block.stimulus), ("teacher", block.teacher)):
            with open(job / name, "wb") as file:
                file.write(np.ascontiguousarray(rows, dtype=np.float32))
                file.write(np.zeros(rows.shape[1], np.float32))  # the rest between two
        block.modulator.astype(np.float64).tofile(job / "modulator")
        values = [block.parameters[name] for name in self.manifest["parameters"]]
        np.array(values, dtype=np.float64).tofile(job / "parameters")
        keys = [key for key, _ in self.manifest["state"]]
        pairs = [(keys.index(key), e) for key, elements in block.recorded for e in elements]
        np.array(pairs, dtype=np.int32).tofile(job / "recorded")
        with open(job / "state", "wb") as file:
            for key, dtype in self.manifest["state"]:
                file.write(np.ascontiguousarray(block.state[key], dtype=dtype).tobytes())

    def _execute(self, job: Path) -> None:
        # The program reads its connections from its own folder.
        try:
            status, errors = run_child(
                ["./main"], self.folder, os.environ | {"SNN_CL_JOB": str(job)}
            )
        except OSError as error:
            raise RunError(
                f"{self.folder / 'main'}: the compiled model cannot be started: {error.strerror}; "
                "remove its folder, it is compiled anew then"
            ) from error
        if status == -signal.SIGKILL or "bad_alloc" in errors:
            raise RunError(
                f"the compiled model {_OUT_OF_MEMORY}; give fewer neurons (--size) or fewer "
                "presentations at a time (--block), or a machine with more memory"
            )
        if status:
            text = " ".join(errors.split()) or "no message"
            raise RunError(f"the compiled model failed (status {status}): {text}")

    def _read(self, job: Path, block: PresentationBlock) -> BlockResult:
        arrays = self.resolved.arrays()
        state = {}
        with open(job / "state_after", "rb") as file:
            for key, dtype in self.manifest["state"]:
                shape, own = arrays[key]
                values = np.fromfile(file, dtype, count=int(np.prod(shape)))
                state[key] = values.reshape(shape).astype(own)
        traces = np.fromfile(job / "traces").reshape(len(block), -1)
        ends = np.cumsum([len(elements) for _, elements in block.recorded])
        n_output = self.resolved.parts[self.resolved.model.output].shape[0]
        return BlockResult(
            counts=np.fromfile(job / "counts", np.int32).reshape(len(block), n_output),
            state=state,
            traces=np.split(traces, ends[:-1], axis=1) if len(ends) else [],
            spikes=np.fromfile(job / "spikes", np.int64).reshape(-1, 4),
        )
