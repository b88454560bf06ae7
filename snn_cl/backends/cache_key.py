"""The name of a compiled program: a hash of all that its sources depend on."""

import functools
import hashlib
import json
import platform
import shutil
import subprocess
from importlib.metadata import version
from pathlib import Path

import numpy as np

import snn_cl
from snn_cl.backends.compiler import compiler_command
from snn_cl.language.rule import Rule
from snn_cl.network.resolved import ResolvedModel
from snn_cl.plug_in_name import KINDS


def program_key(resolved: ResolvedModel, backend: str) -> str:
    """Return a hash of everything that the generated sources depend on.

    Parameters
    ----------
    resolved : ResolvedModel
    backend : str
        With the type of its numbers.

    Returns
    -------
    str
        Values of parameters, delays included, weights, seeds and stimuli do not count: they are
        read at run time.
    """
    model, timing = resolved.model, resolved.timing
    parts = [
        [
            part.name,
            _joined(part.rule),
            [part.shape, bool(part.underway), part.key],
            [[name, dtype.name] for name, dtype in part.variables.items()],
            part.ends,
            _hash(part),
        ]
        for part in resolved.parts.values()
    ]
    description = [
        backend,
        [timing.show_steps, timing.rest_steps, timing.dt],
        [model.input, model.output, model.teacher],
        parts,
        [snn_cl.__version__, version("brian2"), version("numpy"), version("sympy")],
        [platform.python_version(), platform.machine(), _processor()],
        [*compiler_command(), _version(*compiler_command())],
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


@functools.cache
def _version(*command: str) -> str:
    if shutil.which(command[0]) is None:
        return ""
    return subprocess.run([*command, "--version"], capture_output=True, text=True).stdout


def _joined(rule: Rule) -> list:
    """Return all that a stack of files says once it is joined, what snn_cl adds included."""
    return [
        rule.kind,
        [[equation.line.text, equation.kind] for equation in rule.equations],
        [[parameter.name, str(parameter.dimension)] for parameter in rule.parameters],
        [[name, argument, [s.line.text for s in body]] for name, argument, body in rule.statements],
        {name: line.text for name, line in rule.single.items()},
    ]


def shaping_sources() -> list[Path]:
    """Return the files of snn_cl that a program depends on.

    Returns
    -------
    list of Path
        All of the package but its plug-ins: what joins statements, lays out arrays and counts
        steps shapes a program as much as what writes C++.
    """
    folder = Path(snn_cl.__file__).parent
    paths = [path for path in folder.rglob("*") if path.suffix in (".py", ".h", ".cpp")]
    return sorted(path for path in paths if path.relative_to(folder).parts[0] not in KINDS)


@functools.cache
def _own_sources() -> str:
    return hashlib.sha256(b"".join(path.read_bytes() for path in shaping_sources())).hexdigest()
