"""Compiled programs: one per model, kept in a cache, run once per block of presentations."""

import contextlib
import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from snn_cl.compiler import check_compiler
from snn_cl.errors import RunError
from snn_cl.layout import Layout


@dataclass(frozen=True)
class Block:
    """A block of presentations as a backend takes it; all shapes are checked before.

    Attributes
    ----------
    seed, first : int
        Seed, and number of the block's first presentation in its stream.
    stimulus : (n_presentations, n_input) float32 array [Hz]
    teacher : (n_presentations, n_label) float32 array [Hz]
    modulator : (n_presentations,) float array
    parameters : dict of str to float
        By 'part.parameter' [SI units], `plastic` of every projection included.
    state : dict of str to array
        By 'part.variable'.
    recorded : list of (str, (n_elements,) int array)
        State variables and the flat indices to record after each presentation.
    n_spikes : int
        Number of presentations at the block's start whose spikes are kept.
    """

    seed: int
    first: int
    stimulus: np.ndarray
    teacher: np.ndarray
    modulator: np.ndarray
    parameters: dict[str, float]
    state: dict[str, np.ndarray]
    recorded: list[tuple[str, np.ndarray]]
    n_spikes: int

    def __len__(self) -> int:
        return len(self.stimulus)


@dataclass(frozen=True)
class BlockResult:
    """What a backend gives back.

    Attributes
    ----------
    counts : (n_presentations, n_output) int array
    state : dict of str to array
    traces : list of (n_presentations, n_elements) float array
        One for each entry of `Block.recorded`.
    spikes : (n_spikes, 4) int array
        Presentation of the block, number of the population, neuron, step since the stream began.
    """

    counts: np.ndarray
    state: dict[str, np.ndarray]
    traces: list[np.ndarray]
    spikes: np.ndarray


class Program:
    """A compiled model on disk.

    Parameters
    ----------
    folder : Path
        Holds `main` and `manifest.json`.
    layout : Layout
    """

    def __init__(self, folder: Path, layout: Layout):
        self.folder = folder
        self.layout = layout
        self.manifest = json.loads((folder / "manifest.json").read_text())

    def run(self, block: Block) -> BlockResult:
        """Run a block in a process of its own.

        Parameters
        ----------
        block : Block

        Returns
        -------
        BlockResult

        Raises
        ------
        RunError
            If the program fails, or its files cannot be written.
        """
        try:
            with tempfile.TemporaryDirectory(prefix="snn_cl_") as name:
                job = Path(name)
                self._write(job, block)
                self._execute(job)
                return self._read(job, block)
        except OSError as error:
            raise RunError(
                f"{tempfile.gettempdir()}: cannot hold the files of a block: {error.strerror}; "
                "free some space or set TMPDIR"
            ) from error

    def _write(self, job: Path, block: Block) -> None:
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
        # The program reads its connections from its own folder. A session of its own: Ctrl-C
        # reaches this process alone, which then ends the program.
        try:
            process = subprocess.Popen(
                ["./main"],
                cwd=self.folder,
                env=os.environ | {"SNN_CL_JOB": str(job)},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
        except OSError as error:
            raise RunError(
                f"{self.folder / 'main'}: the compiled model cannot be started: {error.strerror}; "
                "remove its folder, it is compiled anew then"
            ) from error
        try:
            _, errors = process.communicate()
        except BaseException:
            process.kill()
            process.wait()
            raise
        if process.returncode:
            text = " ".join(errors.decode(errors="replace").split()) or "no message"
            raise RunError(f"the compiled model failed (status {process.returncode}): {text}")

    def _read(self, job: Path, block: Block) -> BlockResult:
        arrays = self.layout.arrays()
        state = {}
        with open(job / "state_after", "rb") as file:
            for key, dtype in self.manifest["state"]:
                shape, own = arrays[key]
                values = np.fromfile(file, dtype, count=int(np.prod(shape)))
                state[key] = values.reshape(shape).astype(own)
        traces = np.fromfile(job / "traces").reshape(len(block), -1)
        ends = np.cumsum([len(elements) for _, elements in block.recorded])
        n_output = self.layout.parts[self.layout.model.output].shape[0]
        return BlockResult(
            counts=np.fromfile(job / "counts", np.int32).reshape(len(block), n_output),
            state=state,
            traces=np.split(traces, ends[:-1], axis=1) if len(ends) else [],
            spikes=np.fromfile(job / "spikes", np.int64).reshape(-1, 4),
        )


def cached_program(key: str, layout: Layout, make: Callable[[Path], dict]) -> Program:
    """Return a program from the cache, compiling it first if it is not there.

    Parameters
    ----------
    key : str
        From `program_key`.
    layout : Layout
    make : callable
        Compiles into the folder it is given and returns the manifest.

    Returns
    -------
    Program

    Raises
    ------
    RunError
        If there is no compiler, or the cache cannot be written.
    """
    program = find_program(key, layout)
    if program:
        return program
    check_compiler()
    folder = _folder(key)
    with _building(folder) as fresh:
        manifest = make(fresh)
        (fresh / "manifest.json").write_text(json.dumps(manifest))
    return Program(folder, layout)


def find_program(key: str, layout: Layout) -> Program | None:
    """Return a program if it is in the cache.

    Parameters
    ----------
    key : str
        From `program_key`.
    layout : Layout
    """
    return Program(_folder(key), layout) if _is_whole(_folder(key)) else None


def _folder(key: str) -> Path:
    return cache_folder() / "programs" / key


def _is_whole(folder: Path) -> bool:
    return (folder / "manifest.json").is_file() and (folder / "main").is_file()


@contextlib.contextmanager
def _building(folder: Path) -> Iterator[Path]:
    # Built beside its place and then renamed, so a killed build leaves no broken program and two
    # builds at once do no harm.
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _remove_old_builds(folder.parent)
        fresh = Path(tempfile.mkdtemp(prefix="building_", dir=folder.parent))
    except OSError as error:
        raise _cannot_keep(folder.parent, error) from error
    try:
        yield fresh
        if not _is_whole(folder):
            shutil.rmtree(folder, ignore_errors=True)
        with contextlib.suppress(OSError):
            fresh.rename(folder)
    except OSError as error:
        raise _cannot_keep(folder.parent, error) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _remove_old_builds(parent: Path) -> None:
    # what a build leaves behind that was killed; no build takes a day
    for left in parent.glob("building_*"):
        with contextlib.suppress(FileNotFoundError):
            if time.time() - left.stat().st_mtime > 86_400:
                shutil.rmtree(left, ignore_errors=True)


def _cannot_keep(folder: Path, error: OSError) -> RunError:
    return RunError(
        f"{folder}: cannot keep compiled models here: {error.strerror or error}; "
        "free some space, or set XDG_CACHE_HOME to a folder that can be written"
    )


def cache_folder() -> Path:
    """Return the user's cache folder of snn_cl."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "snn_cl"
