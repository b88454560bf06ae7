"""Operators of our own: numpy's rules, in numpy and in C++ alike, to the bit."""

import subprocess

import numpy as np
import pytest

from snn_cl.backends.codegen import COMPILER_ARGUMENTS
from snn_cl.backends.functions import INCLUDE_DIR
from snn_cl.language.numeric_functions import FUNCTIONS, NO_NUMBER

FINITE = [0.0, -0.0, 1.0, -1.0, 0.1, -0.3, 2.5, -7.0, 3.0, 1e10, -1e300]
REALS = np.array([*FINITE, np.inf, -np.inf, np.nan])
WHOLE = np.array([-(2**40), -7, -3, -1, 1, 2, 3, 2**31])
PROGRAM = """
#include "arithmetic.h"
#include <cstdio>
static void show(double x) { std::fwrite(&x, sizeof x, 1, stdout); }
int main()
{
    static_assert(sizeof(snn_clip(1.0f, 0, 1e9)) == 4, "type of clip");
    static_assert(sizeof(snn_mod(1.0f, 2.0f)) == 4, "type of mod");
    const double x[] = {0.0, -0.0, 1.0, -1.0, 0.1, -0.3, 2.5, -7.0, 3.0, 1e10, -1e300,
                        INFINITY, -INFINITY, NAN};
    const int64_t n[] = {-(int64_t(1) << 40), -7, -3, -1, 1, 2, 3, int64_t(1) << 31};
    for (double a : x) { show(snn_sign(a)); show(snn_whole_part(a)); show(snn_integer(a)); }
    for (double a : x) for (double b : x) { show(snn_mod(a, b)); show(snn_floordiv(a, b)); }
    for (double a : x) for (double b : x) for (double c : x) show(snn_clip_any(a, b, c));
    for (double a : x) show(snn_clip(a, 10, 8));
    for (int64_t a : n) for (int64_t b : n) {
        show(snn_whole_mod(a, b));
        show(snn_whole_floordiv(a, b));
    }
    return 0;
}
"""


def by_numpy() -> list[float]:
    """The values that the program shows, in its order."""
    call = {name.removeprefix("snn_"): function for name, function in FUNCTIONS.items()}
    with np.errstate(all="ignore"):
        found = [call[f](x) for x in REALS for f in ("sign", "whole_part", "integer")]
        found += [call[f](x, y) for x in REALS for y in REALS for f in ("mod", "floordiv")]
        found += [call["clip_any"](x, a, b) for x in REALS for a in REALS for b in REALS]
        found += [call["clip"](x, 10, 8) for x in REALS]
        pairs = [(x, y) for x in WHOLE for y in WHOLE]
        found += [call[f](x, y) for x, y in pairs for f in ("whole_mod", "whole_floordiv")]
    return [float(value) for value in found]


@pytest.mark.compiler
def test_every_operator_gives_the_same_in_cpp(tmp_path):
    (tmp_path / "program.cpp").write_text(PROGRAM)
    include = f"-I{INCLUDE_DIR}"
    command = ["g++", *COMPILER_ARGUMENTS, include, "program.cpp", "-o", "program"]
    subprocess.run(command, cwd=tmp_path, check=True)
    shown = subprocess.run(["./program"], cwd=tmp_path, check=True, capture_output=True).stdout
    np.testing.assert_array_equal(np.frombuffer(shown), by_numpy())


@pytest.mark.parametrize(
    ("name", "arguments", "value"),
    [
        ("snn_mod", (-7, 3), 2),
        ("snn_mod", (7, -3), -2),
        ("snn_mod", (1.0, 0.1), 0.09999999999999995),  # 0.1 is a little more than a tenth
        ("snn_mod", (1, 0), np.nan),
        ("snn_floordiv", (-7, 2), -4),
        ("snn_floordiv", (1.0, 0.1), 9),
        ("snn_floordiv", (-1, 0.0), -np.inf),
        ("snn_whole_part", (-0.5,), 0),
        ("snn_whole_part", (-2.7,), -2),
        ("snn_whole_part", (np.nan,), np.nan),
        ("snn_integer", (np.nan,), NO_NUMBER),
        ("snn_integer", (2.0**31,), NO_NUMBER),
        ("snn_integer", (2.0**31 - 1,), 2**31 - 1),
        ("snn_clip", (9, 10, 8), 8),
        ("snn_clip", (np.nan, 0, 1), np.nan),
        ("snn_clip_any", (0.5, np.nan, 1), np.nan),
        ("snn_sign", (0,), 0),
        ("snn_sign", (np.nan,), np.nan),
    ],
)
def test_an_operator(name, arguments, value):
    with np.errstate(all="ignore"):
        np.testing.assert_array_equal(FUNCTIONS[name](*arguments), value)
