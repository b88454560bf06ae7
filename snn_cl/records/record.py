"""Everything a run leaves behind, in one folder: the only input of figures, reports and `resume`.

record.json     configuration, versions, equation files, stream, timings, machine
accuracy.csv    one row a measurement
arrays.zarr     per-presentation results, traces, weight snapshots and spikes as named arrays
checkpoint.npz  the last state, replaced as a whole after every block
"""

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from snn_cl.errors import DamagedError, RunError
from snn_cl.files import damaged, is_fresh, replace_file, writing
from snn_cl.folder_lock import LOCK, being_run, is_held
from snn_cl.records.accuracy_table import matrix_of, read_rows, write_rows
from snn_cl.records.array_store import STORE, ArrayStore, check_plain
from snn_cl.records.checkpoint import CHECKPOINT, INITIAL, has_checkpoint, read_progress
from snn_cl.records.header import FORMAT, RecordHeader, header_hash
from snn_cl.records.header_file import read_header
from snn_cl.records.header_parts import Summary

if TYPE_CHECKING:
    import xarray

_BEFORE = (LOCK, INITIAL)  # files that may be there before there is a record


class Record(ArrayStore):
    """The folder of one run, or of one probe.

    Parameters
    ----------
    folder : Path
    header : RecordHeader
        What record.json holds.
    """

    def __init__(self, folder: Path, header: RecordHeader):
        super().__init__(folder)
        self.header = header

    def __repr__(self) -> str:
        if "configuration" not in self.header:
            return f"<Record {self.folder}: of no run>"
        chosen = self.header.configuration
        return f"<Record {self.folder}: {chosen.model}, {chosen.dataset}, {chosen.scenario}>"

    @classmethod
    def create(cls, folder: Path, header: RecordHeader) -> "Record":
        """Start the record of a new run.

        Parameters
        ----------
        folder : Path
            Must not exist, or be empty.
        header : RecordHeader
            What record.json is to hold.

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
            record = cls(folder, RecordHeader.of(header.contents, folder / "record.json"))
            record.write_header()
            record.make_store()
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
        folder = Path(folder)
        header = read_header(folder)
        for name in ("record.json", "accuracy.csv", CHECKPOINT, INITIAL, STORE, "figures"):
            check_plain(folder / name)
        return cls(folder, header)

    def arrays(self, group: str) -> dict[str, "xarray.DataArray"]:
        """Return the arrays of a group, as `ArrayStore.arrays` does.

        Parameters
        ----------
        group : str

        Returns
        -------
        dict of str to xarray.DataArray

        Raises
        ------
        RunError
            If they cannot be read, or an older version has written them otherwise.
        """
        if self.header.format < FORMAT and group in ("traces", "spikes"):
            raise RunError(
                f"{self.folder}: the {group} were written by an older snn_cl; "
                "read them with that, or run again"
            )
        return super().arrays(group)

    def check_header(self) -> None:
        """Check that record.json still says what it said when the state was written.

        Raises
        ------
        RunError
            If it was edited, or the checkpoint cannot be read.
        """
        if not has_checkpoint(self.folder):
            return
        if read_progress(self.folder).get("header") != header_hash(self.header):
            raise DamagedError(
                f"{self.folder / 'record.json'}: is not the one that the run was begun with; "
                "restore it, or start a new run"
            )

    def write_header(self) -> None:
        """Write record.json anew."""
        text = json.dumps(self.header.contents, indent=1)
        replace_file(self.folder / "record.json", text.encode())

    def write_summary(self, summary: Summary) -> None:
        """Add the results of a run to record.json.

        Parameters
        ----------
        summary : Summary
        """
        contents = {**self.header.contents, "summary": summary}
        self.header = RecordHeader.of(contents, self.folder / "record.json")
        self.write_header()

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
        path = self.folder / "accuracy.csv"
        try:
            rows = read_rows(path)
        except csv.Error as error:
            raise damaged(path, error) from error
        for row in rows:
            place, accuracy = f"{row['trained']}, {row['tested']}", row["accuracy"]
            # a matrix is made of them
            if not (0 <= row["trained"] < len(rows) and 0 <= row["tested"] < len(rows)):
                raise damaged(path, ValueError(f"no evaluation {place}"))
            if not 0 <= accuracy <= 1:
                raise damaged(path, ValueError(f"the accuracy of {place} is {accuracy}"))
        return rows

    def accuracy_matrix(self) -> np.ndarray:
        """Return R[i, j], the accuracy on experience j after the i-th evaluation.

        Returns
        -------
        (n_evaluations, n_experiences) float array
            As many rows as were measured so far.
        """
        rows, n_tests = self.accuracy_rows(), len(self.header.stream.experiences)
        if any(row["tested"] >= n_tests for row in rows):
            path = self.folder / "accuracy.csv"
            raise damaged(path, ValueError(f"more than the {n_tests} experiences of record.json"))
        return matrix_of(rows, n_tests)


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
        left = list(folder.iterdir()) if folder.is_dir() else []
    if all(path.name in _BEFORE or is_fresh(path) for path in left):
        return
    if is_held(folder):
        raise being_run(folder)
    what = "another record" if (folder / "record.json").exists() else "other files"
    raise RunError(f"{folder}: holds {what}; give another --out, or go on with 'snn-cl resume'")
