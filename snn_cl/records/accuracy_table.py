"""accuracy.csv: one row a measurement, and the matrix of accuracies made of them."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from snn_cl.files import damaged, replace_file

WHOLE = ("presentations", "trained", "tested", "n_test")
COLUMNS = ("presentations", "trained", "tested", "accuracy", "silent", "n_test")


def write_rows(path: Path, rows: Sequence[Mapping[str, float]]) -> None:
    """Write the table anew.

    Parameters
    ----------
    path : Path
    rows : sequence of mappings
        With the keys of `COLUMNS`.
    """
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    replace_file(path, text.getvalue().encode())


def read_rows(path: Path) -> list[dict[str, float]]:
    """Return the rows of the table; none if there is no table.

    Parameters
    ----------
    path : Path

    Returns
    -------
    list of dict
        With the keys of `COLUMNS`.

    Raises
    ------
    RunError
        If the file cannot be read.
    """
    if not path.is_file():
        return []
    try:
        with open(path, newline="") as file:
            return [
                {key: (int if key in WHOLE else float)(row[key]) for key in COLUMNS}
                for row in csv.DictReader(file)
            ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise damaged(path, error) from error


def matrix_of(rows: Sequence[Mapping[str, float]], n_experiences: int) -> np.ndarray:
    """Return the accuracy matrix of measurements.

    Parameters
    ----------
    rows : sequence of mappings
        With at least 'trained', 'tested' and 'accuracy'.
    n_experiences : int

    Returns
    -------
    (n_evaluations, n_experiences) float array
        nan where nothing was measured.
    """
    n_rows = 1 + max((int(row["trained"]) for row in rows), default=-1)
    matrix = np.full((n_rows, n_experiences), np.nan)
    for row in rows:
        matrix[int(row["trained"]), int(row["tested"])] = row["accuracy"]
    return matrix
