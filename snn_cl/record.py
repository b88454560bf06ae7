"""Everything a run leaves behind, in one folder: the only input of figures, reports and `resume`.

record.json     configuration, versions, equation files, stream, timings, machine
accuracy.csv    one row a measurement
arrays.zarr     per-presentation results, traces, weight snapshots and spikes as named arrays
checkpoint.npz  the last state, replaced as a whole after every block
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from snn_cl.accuracy_table import matrix_of, read_rows, write_rows
from snn_cl.errors import NotFoundError, RunError
from snn_cl.files import damaged, replace_file, writing

if TYPE_CHECKING:
    import xarray
    import zarr

FORMAT = 1


class _Header(dict):
    """Contents of a record.json that says in one line what it lacks: a probe's is no run's."""

    def __init__(self, path: Path, contents: Mapping[str, Any]):
        super().__init__(contents)
        self._path = path

    def __missing__(self, name: str) -> None:
        raise RunError(
            f"{self._path}: has no '{name}'; expected the record of a run; give the folder of one "
            "that 'snn-cl run' has made"
        )


class Record:
    """The folder of one run, or of one probe.

    Parameters
    ----------
    folder : Path
    header : dict
        Contents of record.json; asking it for what it lacks raises a RunError.
    """

    def __init__(self, folder: Path, header: Mapping[str, Any]):
        self.folder = folder
        self.header = _Header(folder / "record.json", header)

    @classmethod
    def create(cls, folder: Path, header: dict) -> "Record":
        """Start the record of a new run.

        Parameters
        ----------
        folder : Path
            Must not exist, or be empty.
        header : dict
            What record.json holds; the format number is added.

        Returns
        -------
        Record

        Raises
        ------
        RunError
            If the folder holds something or cannot be written.
        """
        folder = Path(folder)
        check_empty(folder)
        with writing(folder):
            folder.mkdir(parents=True, exist_ok=True)
            record = cls(folder, {"format": FORMAT, **header})
            record.write_header()
            record._group("w-")
        return record

    @classmethod
    def open(cls, folder: Path) -> "Record":
        """Open the record of a run that was started before.

        Parameters
        ----------
        folder : Path

        Returns
        -------
        Record

        Raises
        ------
        NotFoundError
            If there is no record.
        RunError
            If it is damaged, or written by a newer version.
        """
        path = Path(folder) / "record.json"
        if not path.is_file():
            raise NotFoundError(f"{folder}: is no run; expected a folder with a record.json")
        try:
            header = json.loads(path.read_text())
            newer = header["format"] > FORMAT
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise damaged(path, error) from error
        if newer:
            raise RunError(
                f"{path}: has format {header['format']}, this snn_cl reads up to {FORMAT}; "
                "install a newer snn_cl"
            )
        return cls(Path(folder), header)

    def clear(self) -> None:
        """Drop all arrays."""
        with writing(self.folder):
            self._group("w")

    @property
    def _store(self) -> str:
        return str(self.folder / "arrays.zarr")

    def _group(self, mode: str = "a") -> "zarr.Group":
        import zarr  # a tenth of a second, so only where arrays are written or read

        return zarr.open_group(self._store, mode=mode)

    def write_header(self) -> None:
        """Write record.json anew."""
        replace_file(self.folder / "record.json", json.dumps(self.header, indent=1).encode())

    def declare(
        self,
        name: str,
        shape: Sequence[int],
        dtype: str,
        dimensions: Sequence[str],
        **attributes: str,
    ) -> None:
        """Make room for an array that is then filled a block at a time.

        Parameters
        ----------
        name : str
            Group and name, such as 'traces/input_hidden.w'.
        shape : sequence of int
            The first axis is the one that grows with the run.
        dtype : str
        dimensions : sequence of str
            Names of the axes.
        **attributes : str
            Such as units.
        """
        chunks = (min(1000, max(1, shape[0])), *(max(1, n) for n in shape[1:]))
        if len(shape) > 2:
            chunks = (1, *chunks[1:])
        with writing(self.folder):
            self._group().create_array(
                name,
                shape=tuple(shape),
                dtype=dtype,
                chunks=chunks,
                dimension_names=list(dimensions),
                attributes=attributes,
                overwrite=True,
                fill_value=np.nan if dtype.startswith("float") else -1,
            )

    def fill(self, name: str, first: int, values: np.ndarray) -> None:
        """Write a part of a declared array; writing it twice leaves the same record.

        Parameters
        ----------
        name : str
        first : int
            Index on the first axis.
        values : (n, ...) array
        """
        with writing(self.folder):
            array = self._group()[name]
            array[first : first + len(values)] = values

    def put(self, name: str, values: np.ndarray, dimensions: Sequence[str]) -> None:
        """Write a whole small array.

        Parameters
        ----------
        name : str
        values : array
        dimensions : sequence of str
            Names of the axes.
        """
        self.declare(name, values.shape, values.dtype.name, dimensions)
        if values.size:
            self.fill(name, 0, values)

    def arrays(self, group: str) -> dict[str, "xarray.DataArray"]:
        """Return the arrays of a group by name, their axes named and their units as attributes.

        Parameters
        ----------
        group : str
            'stream', 'traces', 'snapshots' or 'spikes'.

        Returns
        -------
        dict of str to xarray.DataArray
            Empty if the run recorded nothing of the kind.

        Raises
        ------
        RunError
            If the arrays cannot be read.
        """
        try:
            store = self._group("r")
            found = dict(store[group].arrays()) if group in store else {}
            return {name: _labelled(name, array) for name, array in found.items()}
        except (OSError, ValueError, KeyError) as error:
            raise damaged(self.folder / "arrays.zarr", error) from error

    def write_accuracy(self, rows: Sequence[Mapping[str, float]]) -> None:
        """Write accuracy.csv anew.

        Parameters
        ----------
        rows : sequence of mappings
            With the keys of `accuracy_table.COLUMNS`.
        """
        write_rows(self.folder / "accuracy.csv", rows)

    def accuracy_rows(self) -> list[dict[str, float]]:
        """Return the rows of accuracy.csv; none if nothing was measured yet.

        Returns
        -------
        list of dict
            With the keys of `accuracy_table.COLUMNS`.

        Raises
        ------
        RunError
            If the file cannot be read.
        """
        return read_rows(self.folder / "accuracy.csv")

    def accuracy_matrix(self) -> np.ndarray:
        """Return R[i, j], the accuracy on experience j after the i-th evaluation.

        Returns
        -------
        (n_evaluations, n_experiences) float array
            As many rows as were measured so far.
        """
        return matrix_of(self.accuracy_rows(), len(self.header["stream"]["experiences"]))


def check_empty(folder: Path) -> None:
    """Check that a new record fits into a folder, before the work for it begins.

    Parameters
    ----------
    folder : Path

    Raises
    ------
    RunError
        If the folder holds something or cannot be read.
    """
    with writing(folder):
        if folder.is_dir() and any(folder.iterdir()):
            what = "another record" if (folder / "record.json").exists() else "other files"
            raise RunError(
                f"{folder}: holds {what}; give another --out, or go on with 'snn-cl resume'"
            )


def _labelled(name: str, array: "zarr.Array") -> "xarray.DataArray":
    import xarray  # a quarter of a second, so only where arrays are read

    names, units = array.metadata.dimension_names, dict(array.attrs)
    return xarray.DataArray(array[...], dims=names, attrs=units, name=name)
