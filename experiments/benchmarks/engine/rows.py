"""What the benchmark of the engine runs: networks, durations, sizes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from snn_cl.find import find_function
from snn_cl.plug_in import find_plug_in
from snn_cl.simulator import Simulator

STOCK = "brian2 float64"
BACKENDS = (STOCK, "dense float64", "dense float32")


@dataclass(frozen=True)
class Row:
    """A network and how it is shown images.

    Attributes
    ----------
    name : str
    model : str
    n_hidden : int
    presentations : int
        In one round.
    show, rest, dt : float [s]
    max_rate : float [Hz]
        Of a pixel of brightness 255.
    backends : tuple of str
        Backend and number type, as 'dense float32'.
    """

    name: str
    model: str
    n_hidden: int
    presentations: int
    show: float = 0.1
    rest: float = 0.0
    dt: float = 0.001
    max_rate: float = 63.75
    backends: tuple[str, ...] = BACKENDS


# Presentations by size, fewer where each takes longer.
_SWEEP = {400: 300, 800: 200, 1600: 120, 3200: 80, 6400: 60}
ROWS = (
    Row("tacos", "tacos", 200, 300, show=0.15, max_rate=250.0),
    Row("stdp_pair", "stdp_pair", 200, 400),
    Row(
        "three_factor", "three_factor", 200, 100, backends=(STOCK, "brian2 float32", *BACKENDS[1:])
    ),
    Row("diehl_cook", "diehl_cook", 400, 60, show=0.35, rest=0.15, dt=0.0005),
    *(Row(f"stdp_pair_{n}", "stdp_pair", n, count) for n, count in _SWEEP.items()),
)


@dataclass(frozen=True)
class Images:
    """What is presented.

    Attributes
    ----------
    rates : (n_presentations, n_input) float32 array [Hz]
    labels : (n_presentations,) int array
    modulator : (n_presentations,) float array
    """

    rates: np.ndarray
    labels: np.ndarray
    modulator: np.ndarray

    def part(self, first: int, n: int) -> "Images":
        """Return some of them.

        Parameters
        ----------
        first, n : int

        Returns
        -------
        Images
        """
        span = slice(first, first + n)
        return Images(self.rates[span], self.labels[span], self.modulator[span])


def chosen_rows(names: Sequence[str], presentations: int, backends: Sequence[str]) -> list[Row]:
    """Return the rows asked for.

    Parameters
    ----------
    names : sequence of str
        All where empty.
    presentations : int
        Replaces every row's own number; 0 keeps it.
    backends : sequence of str
        Only these; all where empty.

    Returns
    -------
    list of Row
    """
    unknown = set(names) - {row.name for row in ROWS}
    if unknown:
        raise SystemExit(f"no row {sorted(unknown)}; there are {[row.name for row in ROWS]}")
    return [
        replace(
            row,
            presentations=presentations or row.presentations,
            backends=tuple(b for b in row.backends if not backends or b in backends),
        )
        for row in ROWS
        if not names or row.name in names
    ]


def read_images(row: Row, dataset: str, root: str, n: int) -> Images:
    """Return the first images of a data set as a row shows them.

    Parameters
    ----------
    row : Row
    dataset : str
    root : str
        Its folder; the usual place where empty.
    n : int

    Returns
    -------
    Images
        Labels in two classes, a modulator that alternates between 1 and -1.
    """
    data = find_plug_in("datasets", dataset)(Path(root) if root else None, train=True)
    images = data.images[:n]
    rates = find_function("encoders", "poisson_rate")(images, max_rate=row.max_rate)
    modulator = np.where(np.arange(len(images)) % 2, -1.0, 1.0)
    return Images(rates, data.labels[:n] % 2, modulator)


def make_simulator(row: Row, backend: str, n_input: int) -> Simulator:
    """Return the compiled network of a row.

    Parameters
    ----------
    row : Row
    backend : str
        Backend and number type, as 'dense float32'.
    n_input : int

    Returns
    -------
    Simulator
    """
    name, dtype = backend.split()
    model = find_function("models", row.model)(n_input=n_input, n_hidden=row.n_hidden)
    return Simulator(model, row.show, row.rest, row.dt, backend=name, dtype=dtype)
