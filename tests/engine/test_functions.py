"""Random numbers by counter."""

import numpy as np
import pytest
from scipy import stats

from snn_cl.engine.functions import replace_random, uniform

N = 100_000


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
    u, v = uniform(0, 1, 0, np.arange(N)), uniform(0, 2, 0, np.arange(N))
    drawn = np.sqrt(-2 * np.log(u)) * np.cos(2 * np.pi * v)
    assert stats.kstest(drawn, "norm").pvalue > 0.001


def test_a_name_that_ends_in_rand_is_left_alone():
    assert replace_random("x = my_rand()", "p", "neurons", "reset") == "x = my_rand()"
