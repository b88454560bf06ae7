"""What a simulator needs Brian2 for: to compile a model, or to run it in this process.

Importing this module imports Brian2, which takes about a second; a program that is in the cache is
run without.
"""

import contextlib
import logging
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import brian2
import numpy as np
from brian2.devices import get_device, reset_device, set_device

from snn_cl.backends.brian2_objects import build
from snn_cl.backends.brian2_run import make_code
from snn_cl.backends.code_names import in_users_words
from snn_cl.backends.code_places import place_of
from snn_cl.backends.compiler import compile_project, share_headers
from snn_cl.backends.functions import HEADER, INCLUDE_DIR
from snn_cl.backends.loop_plan import loop_plan
from snn_cl.backends.main_loop import main_loop
from snn_cl.backends.numpy_code import NUMPY_TARGET
from snn_cl.backends.numpy_runtime import Runtime
from snn_cl.errors import report_no_error_to_brian2
from snn_cl.network.resolved import ResolvedModel

report_no_error_to_brian2()

# Not Brian2's -ffast-math, which reorders sums and quotients and takes -0.0 for 0.0: infinities and
# NaN then come out otherwise than on numpy. Loops become vectors without it, too.
COMPILER_ARGUMENTS = [
    *("-w", "-O3", "-march=native", "-std=c++11"),
    *("-fno-math-errno", "-fno-trapping-math"),
]
STOCK = "cpp_standalone"  # Brian2's own device: some forty sources with the same headers
NEWEST_BRIAN2 = (2, 11)  # the last one whose insides the dense device has been tested with


def compile_model(folder: Path, resolved: ResolvedModel, own_device: bool, dtype: str) -> dict:
    """Generate the C++ sources of a model and compile them.

    Parameters
    ----------
    folder : Path
        Where to.
    resolved : ResolvedModel
    own_device : bool
        Whether the project's own device writes the sources, not Brian2's.
    dtype : str

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
    with _standalone(folder, own_device, dtype) as device:
        built = build(resolved, late_delays=True)
        make_code(built, resolved)
        plan = loop_plan(built, resolved, device)
        device.may_be_put_off = {s.function.removeprefix("_run_") for s in plan.scheduled}
        device.insert_code("main", main_loop(plan, resolved.timing))
        device.build(directory=str(folder), compile=False, run=False)
        if _device_name(own_device) == STOCK:
            share_headers(folder)
        compile_project(folder, lambda error: place_of(error, folder, resolved))
        fallbacks = _fallbacks(device, resolved, own_device)
    dtypes = [array.dtype for array in plan.state]
    return {"state": list(zip(resolved.arrays(), dtypes, strict=True)), "fallbacks": fallbacks}


def list_fallbacks(resolved: ResolvedModel) -> dict[str, str]:
    """Return what the dense device cannot make fast in a model, without compiling it.

    Parameters
    ----------
    resolved : ResolvedModel

    Returns
    -------
    dict of str to str
        The reason, by the name of the piece of the model.

    Raises
    ------
    EquationFileError
        If Brian2 refuses a rule.
    """
    with tempfile.TemporaryDirectory() as folder, _standalone(folder, True, "float32") as device:
        make_code(build(resolved), resolved)
        return _fallbacks(device, resolved, True)


@contextlib.contextmanager
def _standalone(folder: Path | str, own_device: bool, dtype: str) -> Iterator:
    """Switch to a device that generates C++, and back."""
    _set_preferences(dtype)
    set_device(_device_name(own_device), build_on_run=False, directory=str(folder))
    device = get_device()
    device.reinit()
    device.activate(build_on_run=False, directory=str(folder))
    device.keeps_results = False  # of no use to Brian2's own device
    device.headers.append(HEADER)
    device.include_dirs.append(INCLUDE_DIR)
    try:
        yield device
    finally:
        device.reinit()
        reset_device("runtime")
        _set_preferences("float64")


def _device_name(own_device: bool) -> str:
    if not own_device or _newer_brian2():
        return STOCK
    from snn_cl.backends.dense.device import DEVICE_NAME  # made for the Brian2 that we know

    return DEVICE_NAME


def _newer_brian2() -> str:
    """Return why the dense device cannot be used with the Brian2 that is installed, or ''."""
    major, minor, *_ = (int(number) for number in brian2.__version__.split(".")[:2])
    if (major, minor) <= NEWEST_BRIAN2:
        return ""
    newest = ".".join(map(str, NEWEST_BRIAN2))
    return f"Brian2 {brian2.__version__} is newer than {newest}, the last that snn_cl knows"


def _fallbacks(device, resolved: ResolvedModel, own_device: bool) -> dict[str, str]:
    reason = _newer_brian2()
    if own_device and reason:
        warnings.warn(f"{reason}; its own, slower device is used", RuntimeWarning, stacklevel=2)
        return {"device": reason}
    found = getattr(device, "fallbacks", {})
    return {in_users_words(k, resolved): in_users_words(v, resolved) for k, v in found.items()}


def start_runtime(resolved: ResolvedModel, dtype: str) -> Runtime:
    """Build a model on Brian2's runtime device, which needs no compiler.

    Parameters
    ----------
    resolved : ResolvedModel
    dtype : str

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
    brian2.prefs.codegen.target = NUMPY_TARGET
    return Runtime(build(resolved), resolved)


def _set_preferences(dtype: str) -> None:
    brian2.prefs.core.default_float_dtype = np.dtype(dtype).type
    brian2.prefs.logging.file_log = False
    brian2.prefs.codegen.cpp.compiler = "unix"
    brian2.prefs.codegen.cpp.extra_compile_args_gcc = COMPILER_ARGUMENTS
    logging.getLogger("brian2").setLevel(logging.ERROR)
