"""What a simulator needs Brian2 for: to compile a model, or to run it in this process.

Importing this module imports Brian2, which takes about a second; a program that is in the cache is
run without.
"""

import logging
from pathlib import Path

import brian2
import numpy as np
from brian2.devices import get_device, reset_device, set_device

from snn_cl.build import build, make_code
from snn_cl.compiler import compile_project
from snn_cl.engine.device import DEVICE_NAME
from snn_cl.engine.functions import HEADER, INCLUDE_DIR
from snn_cl.engine.main_loop import main_loop
from snn_cl.errors import report_no_error_to_brian2
from snn_cl.layout import Layout
from snn_cl.loop_plan import loop_plan
from snn_cl.runtime import Runtime

report_no_error_to_brian2()


def compile_model(
    folder: Path,
    layout: Layout,
    backend: str,
    dtype: str,
    show_steps: int,
    rest_steps: int,
    dt: float,
) -> dict:
    """Generate the C++ sources of a model and compile them.

    Parameters
    ----------
    folder : Path
        Where to.
    layout : Layout
    backend : str
        'dense' or 'brian2'.
    dtype : str
    show_steps, rest_steps : int
    dt : float [s]

    Returns
    -------
    dict
        'state', the arrays of the state with their types in the program, and 'fallbacks', what
        the device could not make fast.

    Raises
    ------
    EquationFileError
        If Brian2 refuses a rule.
    RunError
        If the compiler fails.
    """
    _set_preferences(dtype)
    name = DEVICE_NAME if backend == "dense" else "cpp_standalone"
    set_device(name, build_on_run=False, directory=str(folder))
    device = get_device()
    device.reinit()
    device.activate(build_on_run=False, directory=str(folder))
    device.keeps_results = False  # of no use to Brian2's own device
    device.headers.append(HEADER)
    device.include_dirs.append(INCLUDE_DIR)
    try:
        built = build(layout, (show_steps + rest_steps) * dt, dt)
        make_code(built, layout)
        plan = loop_plan(built, layout, device, dt)
        device.insert_code("main", main_loop(plan, show_steps, rest_steps, dt))
        device.build(directory=str(folder), compile=False, run=False)
        compile_project(folder)
        fallbacks = dict(getattr(device, "fallbacks", {}))
    finally:
        device.reinit()
        reset_device("runtime")
        _set_preferences("float64")
    dtypes = [array.dtype for array in plan.state]
    return {"state": list(zip(layout.arrays(), dtypes, strict=True)), "fallbacks": fallbacks}


def start_runtime(
    layout: Layout, dtype: str, show_steps: int, rest_steps: int, dt: float
) -> Runtime:
    """Build a model on Brian2's runtime device, which needs no compiler.

    Parameters
    ----------
    layout : Layout
    dtype : str
    show_steps, rest_steps : int
    dt : float [s]

    Returns
    -------
    Runtime

    Raises
    ------
    EquationFileError
        If Brian2 refuses a rule.
    """
    reset_device("runtime")
    _set_preferences(dtype)
    brian2.prefs.codegen.target = "numpy"
    built = build(layout, (show_steps + rest_steps) * dt, dt)
    return Runtime(built, layout, show_steps, rest_steps, dt)


def _set_preferences(dtype: str) -> None:
    brian2.prefs.core.default_float_dtype = np.dtype(dtype).type
    brian2.prefs.logging.file_log = False
    brian2.prefs.codegen.cpp.compiler = "unix"
    logging.getLogger("brian2").setLevel(logging.ERROR)
