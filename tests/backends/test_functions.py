"""Random numbers by counter."""

import subprocess

import numpy as np
import pytest
from scipy import stats

from snn_cl.backends.functions import INCLUDE_DIR, normal, replace_random, uniform

N = 100_000
N_STEPS = 50

# Writes N_STEPS x N numbers of object 7 and seed 5, step by step.
PROGRAM = """
#include "stream.h"
int main()
{
    snn_cl::Shown<0>::seed = 5;
    std::vector<double> drawn;
    for (int64_t step = 0; step < %d; step++)
        for (int64_t element = 0; element < %d; element++)
            drawn.push_back(snn_cl::uniform(7, step, element));
    snn_cl::write_all("drawn", drawn);
}
"""


@pytest.fixture(scope="module")
def compiled(tmp_path_factory):
    """Return what stream.h draws, (N_STEPS, N)."""
    folder = tmp_path_factory.mktemp("draws")
    (folder / "draw.cpp").write_text(PROGRAM % (N_STEPS, N))
    command = ["g++", "-O2", "-std=c++11", f"-I{INCLUDE_DIR}", "draw.cpp", "-o", "draw"]
    subprocess.run(command, cwd=folder, check=True)
    subprocess.run(["./draw"], cwd=folder, check=True)
    return np.fromfile(folder / "drawn").reshape(N_STEPS, N)


def test_a_number_depends_on_its_four_arguments_alone():
    element = np.arange(10)
    assert np.array_equal(uniform(1, 2, 3, element), uniform(1, 2, 3, element))
    assert uniform(1, 2, 3, np.array([7]))[0] == uniform(1, 2, 3, element)[7]


@pytest.mark.parametrize("other", [(2, 2, 3), (1, 3, 3), (1, 2, 4)])
def test_each_argument_counts(other):
    element = np.arange(1000)
    correlation = np.corrcoef(uniform(1, 2, 3, element), uniform(*other, element))[0, 1]
    assert abs(correlation) < 0.15


def test_numbers_over_elements_are_uniform():
    assert stats.kstest(uniform(0, 1, 2, np.arange(N)), "uniform").pvalue > 0.001


def test_numbers_over_steps_are_uniform():
    drawn = np.array([uniform(0, 1, step, np.array([5]))[0] for step in range(5000)])
    assert stats.kstest(drawn, "uniform").pvalue > 0.001


def test_neighbours_do_not_correlate():
    drawn = uniform(3, 1, 2, np.arange(N))
    assert abs(np.corrcoef(drawn[:-1], drawn[1:])[0, 1]) < 4 / np.sqrt(N)


def test_spikes_of_a_poisson_neuron_have_the_fano_factor_of_a_bernoulli_process():
    counts = sum((uniform(0, 9, step, np.arange(2000)) < 0.1).astype(int) for step in range(300))
    assert counts.mean() == pytest.approx(30, abs=0.5)
    assert counts.var() / counts.mean() == pytest.approx(0.9, abs=0.12)


def test_rand_becomes_a_draw_by_counter():
    text = replace_random("rand() < rate*dt", "input", "neurons", "threshold")
    assert text.startswith("uniform_at(")
    assert ", t_in_timesteps, i) < rate*dt" in text


def test_two_draws_of_one_section_are_different_objects():
    first, second = replace_random("x = rand() + rand()", "p", "neurons", "reset").split(" + ")
    assert first.removeprefix("x = ") != second


def test_randn_has_mean_0_and_variance_1():
    assert stats.kstest(normal(0, 1, 2, 0, np.arange(N)), "norm").pvalue > 0.001


def test_randn_becomes_a_draw_from_two_objects():
    text = replace_random("v = randn()", "input", "synapses", "on_pre")
    first, second, *rest = text.removeprefix("v = normal_at(").split(", ")
    assert first != second
    assert rest == ["t_in_timesteps", "i*N_post + j)"]


def test_a_name_that_ends_in_rand_is_left_alone():
    assert replace_random("x = my_rand()", "p", "neurons", "reset") == "x = my_rand()"


@pytest.mark.compiler
def test_compiled_numbers_are_those_of_numpy_to_the_bit(compiled):
    for step in (0, 1, N_STEPS - 1):
        assert np.array_equal(compiled[step], uniform(5, 7, step, np.arange(N)))


@pytest.mark.compiler
def test_compiled_numbers_are_uniform(compiled):
    assert stats.kstest(compiled.ravel(), "uniform").pvalue > 0.001
    counts = np.bincount((compiled.ravel() * 1024).astype(int), minlength=1024)
    assert stats.chisquare(counts).pvalue > 0.001


@pytest.mark.compiler
@pytest.mark.parametrize("lag", [(0, 1), (0, 28), (1, 0), (1, 1), (7, 0)])
def test_compiled_numbers_are_uniform_in_pairs(compiled, lag):
    steps, elements = lag
    first = compiled[: N_STEPS - steps, : N - elements].ravel()
    second = compiled[steps:, elements:].ravel()
    cells = (first * 32).astype(int) * 32 + (second * 32).astype(int)
    assert stats.chisquare(np.bincount(cells, minlength=1024)).pvalue > 0.001


@pytest.mark.compiler
def test_each_bit_of_compiled_numbers_is_a_fair_coin(compiled):
    bits = np.floor(compiled.ravel() * 2.0**32).astype(np.uint64)
    for place in range(32):
        ones = int(((bits >> np.uint64(place)) & np.uint64(1)).sum())
        assert abs(ones - bits.size / 2) < 4 * np.sqrt(bits.size) / 2


@pytest.mark.compiler
def test_gaps_between_compiled_spikes_are_geometric(compiled):
    gaps = np.diff(np.flatnonzero(compiled.ravel() < 0.05)) - 1
    observed = np.bincount(np.minimum(gaps, 60), minlength=61)
    expected = 0.05 * 0.95 ** np.arange(61)
    expected[60] = 0.95**60
    assert stats.chisquare(observed, expected * observed.sum()).pvalue > 0.001
