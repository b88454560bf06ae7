"""The benchmark's tables: Markdown to read, CSV to go on with, and the machine."""

import csv
import dataclasses
import os
import platform
import subprocess
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from measure import Measurement

# Heading, field and format of each column of the Markdown table.
COLUMNS = (
    ("row", "row", "{}"),
    ("backend", "backend", "{}"),
    ("plastic synapses", "synapses", "{:,}"),
    ("post spikes", "post_spikes", "{:.0f}"),
    ("ms per presentation", "ms", "{:.3g}"),
    ("ratio to stock", "ratio", "{:.1f}"),
    ("updates", "updates", "{:,.0f}"),
    ("ns per update", "ns", "{:.2f}"),
    ("bytes per synapse", "bytes_per_synapse", "{:.0f}"),
    ("build [s]", "build", "{:.1f}"),
    ("hand-over [ms]", "handover", "{:.0f}"),
    ("of 1,000", "share", "{:.1%}"),
    ("60,000 [s]", "all_images", "{:.0f}"),
)


def markdown(measurements: Sequence[Measurement], left_out: Sequence[tuple[str, str]] = ()) -> str:
    """Return the table as Markdown.

    Parameters
    ----------
    measurements : sequence of Measurement
    left_out : sequence of (str, str)
        Row and backend of what was not run; a line of dashes.

    Returns
    -------
    str
    """
    lines = [_line([heading for heading, _, _ in COLUMNS]), "|" + "---|" * len(COLUMNS)]
    for measurement in measurements:
        lines.append(_line([_cell(measurement, *column[1:]) for column in COLUMNS]))
    lines += [_line([*names, *["-"] * (len(COLUMNS) - 2)]) for names in left_out]
    return "\n".join(lines)


def _cell(measurement: Measurement, field: str, text: str) -> str:
    value = getattr(measurement, field)
    return "-" if value is None else text.format(value)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def write(text: str, measurements: Sequence[Measurement], path: Path) -> None:
    """Write the table, and beside it a CSV file with every field of every measurement.

    Parameters
    ----------
    text : str
    measurements : sequence of Measurement
    path : Path
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text + "\n")
    names = [field.name for field in dataclasses.fields(Measurement)]
    with open(path.with_suffix(".csv"), "w", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(dataclasses.asdict(measurement) for measurement in measurements)


def machine() -> str:
    """Return one line on what was measured with.

    Returns
    -------
    str
    """
    packages = ", ".join(f"{name} {version(name)}" for name in ("brian2", "numpy"))
    load = f"load {os.getloadavg()[0]:.2f} at the start" if hasattr(os, "getloadavg") else ""
    python = f"Python {platform.python_version()}"
    return ", ".join(filter(None, (_processor(), _compiler(), python, packages, load)))


def _processor() -> str:
    path = Path("/proc/cpuinfo")
    lines = path.read_text().splitlines() if path.is_file() else []
    models = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return f"one of {os.cpu_count()} cores of {(models or [platform.processor()])[0]}"


def _compiler() -> str:
    try:
        done = subprocess.run(["g++", "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.splitlines()[0]
