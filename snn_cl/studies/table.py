"""Tables as text: Markdown to read, CSV to go on with."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from snn_cl.errors import RunError


def markdown(titles: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table in Markdown.

    Parameters
    ----------
    titles : sequence of str
        Of the columns.
    rows : iterable of sequence
        Cells as they are to be shown; None is shown as '-', and '|' does not end a cell.

    Returns
    -------
    str
        Lines without a line end at the last.

    Raises
    ------
    RunError
        If a row has not as many cells as there are titles.
    """
    lines = [_line(titles), "|---" * len(titles) + "|"]
    return "\n".join(lines + [_line(row) for row in _checked(titles, rows)])


def write_table(text: str, folder: Path) -> None:
    """Print a text and write it to `table.md`.

    Parameters
    ----------
    text : str
    folder : Path
        Made if it is not there.
    """
    print(text)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "table.md").write_text(text + "\n", encoding="utf-8")


def write_csv(path: Path, titles: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a CSV file: the titles, and one line a row.

    Parameters
    ----------
    path : Path
    titles : sequence of str
    rows : iterable of sequence
        An empty cell stands for None.

    Raises
    ------
    RunError
        If a row has not as many cells as there are titles; nothing is written then.
    """
    lines = [titles, *_checked(titles, rows)]
    with open(path, "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(lines)


def _line(cells: Sequence[object]) -> str:
    return f"| {' | '.join('-' if cell is None else _cell(cell) for cell in cells)} |"


def _cell(cell: object) -> str:
    return str(cell).replace("|", "\\|")


def _checked(titles: Sequence[str], rows: Iterable[Sequence[object]]) -> list[Sequence[object]]:
    found = list(rows)
    for number, row in enumerate(found, 1):
        if len(row) != len(titles):
            raise RunError(
                f"table: row {number} has {len(row)} cells; expected {len(titles)}, one a title"
            )
    return found
