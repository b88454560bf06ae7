"""The benchmark's tables: Markdown to read, CSV to go on with, and the machine."""

import dataclasses
import os
import platform
import subprocess
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from measure import Measurement

from snn_cl.studies.table import markdown, write_csv

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


def benchmark_table(
    measurements: Sequence[Measurement], left_out: Sequence[tuple[str, str]] = ()
) -> str:
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
    headings, fields, forms = zip(*COLUMNS, strict=True)
    rows = [
        [_cell(getattr(one, field), form) for field, form in zip(fields, forms, strict=True)]
        for one in measurements
    ]
    rows += [[*names, *[None] * (len(COLUMNS) - 2)] for names in left_out]
    return markdown(headings, rows)


def _cell(value: float | str | None, form: str) -> str | None:
    return None if value is None else form.format(value)


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
    rows = [dataclasses.astuple(measurement) for measurement in measurements]
    write_csv(path.with_suffix(".csv"), names, rows)


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
