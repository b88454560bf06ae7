"""The own functions and the typed functions of dense_math.h, by a small program."""

import subprocess
from importlib import resources

import numpy as np
import pytest

from snn_cl.backends.codegen import COMPILER_ARGUMENTS

pytestmark = [
    pytest.mark.compiler,
]

PROGRAM = """
#include "dense_math.h"
#include <fstream>
#include <vector>

template <typename T, typename F>
void all(const char* in, const char* out, F function)
{
    std::ifstream file(in, std::ios::binary | std::ios::ate);
    std::vector<T> x(size_t(file.tellg()) / sizeof(T));
    file.seekg(0);
    file.read(reinterpret_cast<char*>(x.data()), x.size() * sizeof(T));
    std::vector<T> y(x.size());
    T* __restrict to = y.data();
    const T* __restrict from = x.data();
    for (size_t k = 0; k < x.size(); ++k) to[k] = function(from[k]);
    std::ofstream(out, std::ios::binary)
        .write(reinterpret_cast<char*>(y.data()), y.size() * sizeof(T));
}

int main()
{
    static_assert(sizeof(_dense_exp(1.0f)) == 4 && sizeof(_dense_exp(1)) == 8, "type of exp");
    static_assert(sizeof(_dense_clip(1.0f, 0, 1e9)) == 4, "type of clip");
    static_assert(sizeof(_dense_power(1.0f, 2)) == 4, "type of power");
    static_assert(sizeof(_dense_tanh(1.0f)) == 4 && sizeof(_dense_tanh(1.0)) == 8, "type of tanh");
    const bool clipped = _dense_clip(0.25f, 0.5, 1) == 0.5f && _dense_clip(3, 0, 1.5) == 1
        && _dense_clip(2.0, 3, 1) == 1.0 && std::isnan(_dense_clip(NAN, 0, 1));
    const bool powers = _dense_power(3.0f, 2) == 9.0f && _dense_power(2, -1) == 0.5
        && _dense_power(-INFINITY, 0.5) == INFINITY && _dense_power(2.0f, 20) == 1048576.0f;
    const bool steps = _dense_timestep(0.3, 0.1) == 3 && _dense_timestep(0.2989, 0.1) == 2;
    all<float>("float.in", "exp.float", [](float x) { return _dense_exp(x); });
    all<double>("double.in", "exp.double", [](double x) { return _dense_exp(x); });
    all<float>("float.in", "expm1.float", [](float x) { return _dense_expm1(x); });
    all<double>("double.in", "expm1.double", [](double x) { return _dense_expm1(x); });
    all<float>("float.in", "tanh.float", [](float x) { return _dense_tanh(x); });
    all<double>("double.in", "tanh.double", [](double x) { return _dense_tanh(x); });
    dense::flush_denormals();
    volatile float smallest = 1.2e-38f;
    return clipped && powers && steps && smallest * 0.5f == 0.0f ? 0 : 1;
}
"""
SPECIAL = [-np.inf, -1000.0, 0.0, 1000.0, np.nan]


@pytest.fixture(scope="module")
def computed(tmp_path_factory):
    """Return {(function, dtype): (x, y)}; the last five x are `SPECIAL`, many others are small."""
    folder = tmp_path_factory.mktemp("dense_math")
    header = resources.files("snn_cl.backends.dense") / "cpp" / "dense_math.h"
    (folder / "dense_math.h").write_text(header.read_text())
    (folder / "program.cpp").write_text(PROGRAM)
    rng = np.random.default_rng(0)
    small = rng.choice([-1, 1], 20_000) * 10 ** rng.uniform(-8, 1, 20_000)
    x = {
        "float": np.concatenate([rng.uniform(-87, 88, 20_000), small, SPECIAL]).astype(np.float32),
        "double": np.concatenate([rng.uniform(-700, 700, 20_000), small, SPECIAL]),
    }
    for name, values in x.items():
        values.tofile(folder / f"{name}.in")
    subprocess.run(
        ["g++", *COMPILER_ARGUMENTS, "program.cpp", "-o", "program"], cwd=folder, check=True
    )
    subprocess.run(["./program"], cwd=folder, check=True)
    return {
        (function, name): (values, np.fromfile(folder / f"{function}.{name}", values.dtype))
        for function in ("exp", "expm1", "tanh")
        for name, values in x.items()
    }


@pytest.mark.parametrize(("name", "near", "far"), [("float", 2e-7, 5e-6), ("double", 4e-16, 1e-13)])
def test_exp_is_precise(computed, name, near, far):
    x, y = (values[: -len(SPECIAL)] for values in computed["exp", name])
    error = np.abs(y / np.exp(x.astype(np.longdouble)) - 1)
    assert error.max() < far
    assert error[np.abs(x) < 5].max() < near


@pytest.mark.parametrize(("name", "near", "far"), [("float", 5e-7, 5e-6), ("double", 1e-15, 1e-13)])
def test_expm1_is_precise_for_small_x_too(computed, name, near, far):
    x, y = (values[: -len(SPECIAL)] for values in computed["expm1", name])
    error = np.abs(y / np.expm1(x.astype(np.longdouble)) - 1)
    assert error.max() < far
    assert error[np.abs(x) < 5].max() < near


@pytest.mark.parametrize(("name", "limit"), [("float", 1e-6), ("double", 2e-15)])
def test_tanh_is_precise_for_small_x_too(computed, name, limit):
    x, y = (values[: -len(SPECIAL)] for values in computed["tanh", name])
    assert np.abs(y / np.tanh(x.astype(np.longdouble)) - 1).max() < limit


@pytest.mark.parametrize("name", ["float", "double"])
def test_expm1_and_tanh_at_the_ends(computed, name):
    expm1, tanh = (computed[f, name][1][-len(SPECIAL) :] for f in ("expm1", "tanh"))
    np.testing.assert_array_equal(expm1[:3], [-1, -1, 0])
    assert expm1[3] == np.inf
    np.testing.assert_array_equal(tanh[:4], [-1, -1, 0, 1])
    assert np.isnan([expm1[4], tanh[4]]).all()


@pytest.mark.parametrize("name", ["float", "double"])
def test_exp_at_the_ends(computed, name):
    y = computed["exp", name][1][-len(SPECIAL) :]
    np.testing.assert_array_equal(y, [0, 0, 1, np.inf, np.nan])
