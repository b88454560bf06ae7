"""The C++ compiler, called so that what it says becomes one line."""

import os
import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

from snn_cl.backends.child_processes import run_family
from snn_cl.errors import RunError

N_JOBS = 2
SHARED = "every_source.h"
_IN_EVERY_SOURCE = (
    *('"objects.h"', '"brianlib/common_math.h"', '"brianlib/stdint_compat.h"'),
    *("<cmath>", "<ctime>", "<iostream>", "<fstream>", "<climits>"),
)
_OUTER_MAKE = ("MAKEFLAGS", "MFLAGS", "MAKELEVEL")
_WITHOUT = "run with --backend numpy, which needs no compiler"


def compiler_command() -> list[str]:
    """Return what programs are compiled with: $CXX as make takes it, else g++.

    Returns
    -------
    list of str
        The program and its first arguments.
    """
    return shlex.split(os.environ.get("CXX", "")) or ["g++"]


def check_compiler() -> None:
    """Check that there is a compiler.

    Raises
    ------
    RunError
        If the compiler or make is not on the path.
    """
    for tool in (compiler_command()[0], "make"):
        if shutil.which(tool) is None:
            remedy = "set CXX to a compiler that is there" if _is_chosen(tool) else "install it"
            raise RunError(
                f"no C++ compiler: '{tool}' is not on the path; {remedy}, "
                "or run with --backend numpy, which needs none"
            )


def _is_chosen(tool: str) -> bool:
    return tool != "make" and "CXX" in os.environ


def share_headers(folder: Path) -> None:
    """Let a project of many sources read the headers that all of them have in common once.

    Parameters
    ----------
    folder : Path
        With the sources and the makefile of Brian2's own device.
    """
    (folder / SHARED).write_text("".join(f"#include {name}\n" for name in _IN_EVERY_SOURCE))
    with (folder / "makefile").open("a") as makefile:
        makefile.write(
            f"\n$(OBJS): {SHARED}.gch\n$(OBJS): private CXXFLAGS += -include {SHARED}\n"
            f"{SHARED}.gch: {SHARED}\n\t$(CXX) $(CXXFLAGS) -x c++-header $< -o $@\n"
        )


def compile_project(folder: Path, place_of: Callable[[str], object] = lambda _: None) -> None:
    """Compile a folder of generated sources with the makefile in it.

    Parameters
    ----------
    folder : Path
    place_of : callable
        Returns where an error comes from in the user's own files, or None.

    Raises
    ------
    RunError
        If the compiler fails; the message holds the first error it reports.
    """
    # What depends on what is of no use in a fresh folder, and takes as long as a third of the rest.
    (folder / "make.deps").touch()
    # A make that we were started by has options of its own: with -n ours would compile nothing.
    ours = {name: value for name, value in os.environ.items() if name not in _OUTER_MAKE}
    status, errors = run_family(["make", f"-j{N_JOBS}"], folder, ours)
    if not status:
        return
    error = first_error(errors)
    place = place_of(error)
    if place is not None:
        raise RunError(
            f"{place}: the C++ that is made of this does not compile: {error}; "
            f"write it in another way, or {_WITHOUT}"
        )
    raise RunError(f"the model's C++ program does not compile: {error}; {_remedy(error)}{_WITHOUT}")


def _remedy(error: str) -> str:
    compiler = compiler_command()[0]
    if _is_chosen(compiler):
        return f"CXX is '{compiler}', try another, or "
    return "update the compiler, or " if _is_old(error) else ""


def _is_old(error: str) -> bool:
    return bool(re.search(r"unrecognized|unrecognised|unknown (argument|option|target)", error))


def first_error(text: str) -> str:
    """Return the first error of a compiler's output, else the last line.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        One line.
    """
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    found = [line for line in lines if re.search(r"\berror\b *:", line)]
    return (found or lines[-1:] or ["make says nothing"])[0]
