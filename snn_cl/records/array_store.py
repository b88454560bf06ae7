"""arrays.zarr: named axes, coordinates, units, a checksum in every chunk and one over each array.

`xarray.open_datatree` opens it as it is and `xarray.open_zarr(..., group=...)` each of its groups:
axes of different length never share a name within a group.
"""

import os
import stat
import warnings
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from snn_cl.errors import DamagedError
from snn_cl.files import damaged, writing
from snn_cl.records.checkpoint import has_checkpoint, read_progress

if TYPE_CHECKING:
    import xarray
    import zarr

STORE = "arrays.zarr"
_CODECS = ("BytesCodec", "ZstdCodec", "Crc32cCodec")


class ArrayStore:
    """The arrays of one record.

    Parameters
    ----------
    folder : Path
        Of the record.
    """

    def __init__(self, folder: Path):
        self.folder = folder

    @property
    def _path(self) -> Path:
        return self.folder / STORE

    def _group(self, mode: str = "a") -> "zarr.Group":
        import zarr  # a tenth of a second, so only where arrays are written or read

        # Of older formats some hold pickles.
        return zarr.open_group(str(self._path), mode=mode, zarr_format=3)

    def make_store(self) -> None:
        """Make the store, without any arrays."""
        with writing(self.folder):
            self._group("w")

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
            Names of the axes; one name means one length within a group.
        **attributes : str
            Such as units, and coordinates: names of arrays of the group that tell where along an
            axis each element is.
        """
        from zarr.codecs import Crc32cCodec, ZstdCodec

        chunks = (min(1000, max(1, shape[0])), *(max(1, n) for n in shape[1:]))
        if len(shape) > 2:
            chunks = (1, *chunks[1:])
        with writing(self.folder):
            self._group().create_array(
                name,
                shape=tuple(shape),
                dtype=dtype,
                chunks=chunks,
                compressors=[ZstdCodec(level=0), Crc32cCodec()],
                dimension_names=list(dimensions),
                attributes=attributes,
                overwrite=True,
                fill_value=np.nan if dtype.startswith("float") else -1,
            )

    def fill(self, name: str, first: int, values: np.ndarray) -> np.ndarray:
        """Write a part of a declared array; writing it twice leaves the same record.

        Parameters
        ----------
        name : str
        first : int
            Index on the first axis.
        values : (n, ...) array

        Returns
        -------
        (n, ...) array
            What was written, in the type of the array.
        """
        with writing(self.folder):
            array = self._group()[name]
            kept = np.ascontiguousarray(values, dtype=array.dtype)
            for rows in _chunks(array, first, first + len(kept)):
                array[rows] = kept[rows.start - first : rows.stop - first]
        return kept

    def put(
        self, name: str, values: np.ndarray, dimensions: Sequence[str], **attributes: str
    ) -> np.ndarray:
        """Write a whole small array.

        Parameters
        ----------
        name : str
        values : array
        dimensions : sequence of str
            Names of the axes.
        **attributes : str
            As in `declare`.

        Returns
        -------
        array
            What was written.
        """
        self.declare(name, values.shape, values.dtype.name, dimensions, **attributes)
        return self.fill(name, 0, values) if values.size else values

    def arrays(self, group: str) -> dict[str, "xarray.DataArray"]:
        """Return the arrays of a group by name, with coordinates, and units as attributes.

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
            If the arrays cannot be read, or are not those that were written.
        """
        progress = read_progress(self.folder) if has_checkpoint(self.folder) else {}
        check_plain(self._path)
        try:
            found = self._read(group)
            for name, sum_ in progress.get("sums", {}).items():
                if name.startswith(f"{group}/"):
                    _check_sum(name, found.get(name.removeprefix(f"{group}/")), sum_)
            return {name: _labelled(name, found) for name in found}
        # Whatever the readers say of a file that was damaged or forged.
        except Exception as error:
            raise damaged(self._path, error) from error

    def _read(self, group: str) -> dict[str, "xarray.DataArray"]:
        import xarray  # a quarter of a second, so only where arrays are read

        store = self._group("r")
        with warnings.catch_warnings():
            # an array that a killed process had begun to declare; what is counted is looked for
            warnings.filterwarnings("ignore", message="Object at .* is not recognized")
            found = dict(store[group].arrays()) if group in store else {}
        for array in found.values():
            _check_readable(array)
        return {
            name: xarray.DataArray(
                _values(array),
                dims=array.metadata.dimension_names,
                attrs=dict(array.attrs),
                name=name,
            )
            for name, array in found.items()
        }

    def check_all(self) -> None:
        """Check that all arrays are there as they were written.

        Raises
        ------
        RunError
            If one of them is not.
        """
        for group in ("stream", "traces", "snapshots", "spikes"):
            self.arrays(group)


def summed(before: Sequence[int], kept: np.ndarray) -> list[int]:
    """Return number of rows and checksum of an array that got more rows.

    Parameters
    ----------
    before : (int, int)
        Rows and checksum so far, (0, 0) for none.
    kept : (n, ...) array
        The new rows, as `ArrayStore.fill` returns them.

    Returns
    -------
    list of int
    """
    return [before[0] + len(kept), zlib.crc32(kept.tobytes(), before[1])]


def _chunks(array: "zarr.Array", first: int, stop: int) -> Iterator[slice]:
    """Cut rows at the chunks of an array.

    zarr goes on with the other chunks in the background after one has failed: one at a time leaves
    nothing behind that would still write when the run is taken up.
    """
    length = array.chunks[0]
    for begin in range(first - first % length, stop, length):
        yield slice(max(begin, first), min(begin + length, stop))


def _values(array: "zarr.Array") -> np.ndarray:
    parts = (
        [array[rows] for rows in _chunks(array, 0, array.shape[0])] if array.ndim else [array[...]]
    )
    return np.concatenate(parts) if parts else np.zeros(array.shape, array.dtype)


def _check_sum(name: str, array: "xarray.DataArray | None", expected: Sequence[int]) -> None:
    rows, crc = expected
    if array is None or len(array) < rows:
        raise ValueError(f"'{name}' lacks rows that the run has written")
    if zlib.crc32(array.values[:rows].tobytes()) != crc:
        raise ValueError(f"'{name}' is not as the run has written it")


def _check_readable(array: "zarr.Array") -> None:
    """Refuse what is no array of numbers, and what would not fit into memory."""
    kinds = [type(codec).__name__ for codec in array.metadata.codecs]
    if array.dtype.kind not in "iuf" or not set(kinds) <= set(_CODECS):
        raise ValueError(f"'{array.name}' has type {array.dtype} and codecs {', '.join(kinds)}")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    if array.nbytes > memory / 2:
        raise ValueError(f"'{array.name}' has shape {array.shape}")


def _labelled(name: str, found: Mapping[str, "xarray.DataArray"]) -> "xarray.DataArray":
    coordinates = str(found[name].attrs.get("coordinates", "")).split()
    return found[name].assign_coords({each: found[each] for each in coordinates if each in found})


def check_plain(folder: Path) -> None:
    """Check that all below a folder of a record is a folder of its own or a file with contents.

    Who writes into a folder of a stranger must not be led elsewhere by a link, and who reads a
    pipe never comes back.

    Parameters
    ----------
    folder : Path
        Need not exist.

    Raises
    ------
    RunError
        If something below it is a link to a folder, or no file.
    """
    for path in _below(folder):
        is_link = path.is_symlink()
        mode = path.stat().st_mode if path.exists() else 0
        if not os.path.lexists(path):  # replaced while we looked
            continue
        if not (stat.S_ISREG(mode) or (stat.S_ISDIR(mode) and not is_link)):
            what = "a link" if is_link else "no file"
            raise DamagedError(
                f"{path}: is {what}; expected a file or folder of the record; remove it, "
                "or get the record anew"
            )


def _below(folder: Path) -> Iterator[Path]:
    if os.path.lexists(folder):
        yield folder
    for name, folders, files in os.walk(folder):
        yield from (Path(name, each) for each in (*folders, *files))
