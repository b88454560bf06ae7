"""Random numbers in single precision, against numpy's double precision from the same bits."""

import subprocess

import numpy as np
import pytest
from one_presentation import make_simulator, present
from scipy import stats

from snn_cl.backends.codegen import COMPILER_ARGUMENTS
from snn_cl.backends.functions import INCLUDE_DIR, normal, uniform
from snn_cl.simulator import Simulator

pytestmark = [
    pytest.mark.compiler,
]

N = 1_000_000
# Where a sign changes, an exponent does, or a number is nearly 0 or 1.
TURNS = (0, 2**30, 2**31, 3 * 2**30, 2**32)
# The program turns pairs of 32 bits into numbers; then it draws N by counter, of objects 7 and 8.
PROGRAM = """
#include "stream.h"
int main()
{
    snn_cl::Shown<0>::seed = 5;
    const std::vector<uint32_t> bits = snn_cl::read_all<uint32_t>("bits");
    const size_t n = bits.size() / 2;
    std::vector<float> uniform(n), normal(n), drawn(%d);
    const uint32_t* from = bits.data();
    for (size_t k = 0; k < n; k++) uniform[k] = snn_cl::uniform_of_bits(from[k]);
    for (size_t k = 0; k < n; k++) normal[k] = snn_cl::normal_of_bits(from[k], from[k + n]);
    for (size_t k = 0; k < drawn.size(); k++) drawn[k] = snn_cl::normal_float(7, 8, 3, k);
    snn_cl::write_all("uniform", uniform);
    snn_cl::write_all("normal", normal);
    snn_cl::write_all("drawn", drawn);
}
"""
PLAIN = ["-O2"]
AS_THE_DEVICE = list(COMPILER_ARGUMENTS)


def special_bits() -> tuple[np.ndarray, np.ndarray]:
    """Return two words of bits for each number: all neighbours of `TURNS`, and many others."""
    near = np.concatenate([np.arange(-500, 500) + turn for turn in TURNS])
    near = near[(near >= 0) & (near < 2**32)]
    rng = np.random.default_rng(0)
    small = rng.integers(0, 2 ** rng.integers(1, 33, N), dtype=np.int64)
    radius = np.concatenate([near, small, 2**32 - 1 - small])
    angle = np.resize(np.append(near, rng.integers(0, 2**32, N)), radius.size)
    return radius.astype(np.uint32), angle.astype(np.uint32)


@pytest.fixture(scope="module", params=[PLAIN, AS_THE_DEVICE], ids=["plain", "as the device"])
def numbers(request, tmp_path_factory):
    """Return (bits, other bits, uniform, normal, drawn) of the compiled program."""
    folder = tmp_path_factory.mktemp("float_draws")
    (folder / "draw.cpp").write_text(PROGRAM % N)
    bits = special_bits()
    np.concatenate(bits).tofile(folder / "bits")
    command = ["g++", *request.param, "-std=c++11", f"-I{INCLUDE_DIR}", "draw.cpp", "-o", "draw"]
    subprocess.run(command, cwd=folder, check=True)
    subprocess.run(["./draw"], cwd=folder, check=True)
    names = ("uniform", "normal", "drawn")
    return *bits, *(np.fromfile(folder / name, dtype=np.float32) for name in names)


def test_a_uniform_number_is_that_of_double_precision_and_never_0_or_1(numbers):
    bits, _, drawn, _, _ = numbers
    exact = (bits + 0.5) * 2.0**-32
    assert np.max(np.abs(drawn / exact - 1)) < 1.2e-7
    assert drawn.min() > 0
    assert drawn.max() < 1


def test_a_normal_number_is_that_of_double_precision(numbers):
    bits, other_bits, _, drawn, _ = numbers
    radius = np.sqrt(-2 * np.log((bits + 0.5) * 2.0**-32))
    exact = radius * np.cos(2 * np.pi * (other_bits + 0.5) * 2.0**-32)
    error = np.abs(drawn - exact)
    assert error.max() < 2e-6
    assert np.max(error / radius) < 5e-7
    assert np.max(np.abs(exact)) > 6


def test_normal_numbers_by_counter_are_those_of_numpy(numbers):
    exact = normal(5, 7, 8, 3, np.arange(N))
    assert np.allclose(numbers[-1], exact, rtol=0, atol=2e-6)


def test_drawn_numbers_are_normal(numbers):
    drawn = numbers[-1].astype(float)
    assert abs(drawn.mean()) < 4 / np.sqrt(N)
    assert abs(drawn.var() - 1) < 4 * np.sqrt(2 / N)
    assert abs(stats.skew(drawn)) < 4 * np.sqrt(6 / N)
    assert abs(stats.kurtosis(drawn)) < 4 * np.sqrt(24 / N)
    assert stats.kstest(drawn, "norm").pvalue > 0.001


@pytest.mark.parametrize("limit", [2, 3, 4])
def test_tails_hold_their_share(numbers, limit):
    expected = 2 * stats.norm.sf(limit) * N
    assert abs(np.sum(np.abs(numbers[-1]) > limit) - expected) < 4 * np.sqrt(expected)


def test_the_two_uniform_numbers_of_a_normal_one_are_those_of_rand():
    u, v = uniform(5, 7, 3, np.arange(10)), uniform(5, 8, 3, np.arange(10))
    expected = np.sqrt(-2 * np.log(u)) * np.cos(2 * np.pi * v)
    assert np.array_equal(normal(5, 7, 8, 3, np.arange(10)), expected)


@pytest.mark.parametrize(("dtype", "error"), [("float32", 2e-6), ("float64", 1e-12)])
def test_all_backends_draw_the_same_noise(tmp_path, dtype, error):
    rule = ["synapses/uncertain_transmission"]
    numpy = make_simulator(tmp_path, rule, 2000, steps=2)
    dense = Simulator(numpy.resolved.model, show=0.002, backend="dense", dtype=dtype)
    expected, found = (present(one, {"w": 0.5}, seed=3) for one in (numpy, dense))
    assert np.max(np.abs(found["noise"] - expected["noise"])) < error
