"""The name of a compiled program: a hash of all that its sources depend on."""

import hashlib
import json
import platform
from importlib.metadata import version
from pathlib import Path

import numpy as np

from snn_cl.layout import Layout


def program_key(layout: Layout, backend: str, show_steps: int, rest_steps: int, dt: float) -> str:
    """Return a hash of everything that the generated sources depend on.

    Parameters
    ----------
    layout : Layout
    backend : str
    show_steps, rest_steps : int
    dt : float [s]

    Returns
    -------
    str
        Values of parameters, weights, seeds and stimuli do not count: they are read at run time.
        A parameter that is a delay does, by its number of steps.
    """
    model = layout.model
    parts = [
        [
            part.name,
            [file.text for file in part.rule.files],
            [part.shape, part.underway],
            part.ends,
            _hash(part),
        ]
        for part in layout.parts.values()
    ]
    description = [
        backend,
        [show_steps, rest_steps, dt],
        [model.input, model.output, model.teacher],
        parts,
        [version("brian2"), platform.python_version(), platform.machine(), _processor()],
        _own_sources(),
    ]
    return hashlib.sha256(json.dumps(description).encode()).hexdigest()[:24]


def _hash(part) -> str:
    if part.indices is None:
        return ""
    return hashlib.sha256(np.stack(part.indices).astype(np.int64).tobytes()).hexdigest()


def _processor() -> str:
    # Programs are compiled for the processor at hand and may not run on another.
    cpuinfo = Path("/proc/cpuinfo")
    if not cpuinfo.is_file():
        return platform.processor()
    lines = cpuinfo.read_text().splitlines()
    return next((line for line in lines if line.startswith("flags")), "")


def _own_sources() -> str:
    folder = Path(__file__).parent
    names = (
        "build.py",
        "brian_text.py",
        "exact.py",
        "generate.py",
        "loop_plan.py",
        "number_kinds.py",
    )
    generating = [*(folder / name for name in names), *(folder / "engine").rglob("*")]
    paths = [path for path in generating if path.suffix in (".py", ".h", ".cpp")]
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(paths))).hexdigest()
