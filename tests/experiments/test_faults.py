"""A run whose n-th write, sync or rename fails says so in one line and goes on to the same bits."""

import functools
import os

import numpy as np
import pytest
from one_experiment import import_experiment

from snn_cl.configuration import Configuration
from snn_cl.find import find_function
from snn_cl.simulator import Simulator
from snn_cl.stream import Experience, Stream
from snn_cl.training import run_under_way
from snn_cl.training.run import finish, resume, start

CONFIGURATION = Configuration(backend="numpy", block=1, record=("output.v[0]",))
TRIED = 8  # of the calls; all of them are tried by the experiment


@pytest.fixture
def experiment():
    """The experiment kill_and_resume and its faults."""
    return import_experiment("trust/kill_and_resume", "faults", "run")


def two_presentations() -> Stream:
    images, labels = np.full((2, 4, 4), 200, np.uint8), np.arange(2)
    tests = (Experience("both", images, labels),)
    return Stream("two", images, labels, np.zeros(2, int), tests, 2, (2,))


@pytest.mark.slow
def test_every_write_may_fail(quick, experiment, tmp_path, monkeypatch):
    faults, kill_and_resume = experiment
    model = find_function("models", "small")(16, 2)
    simulator = Simulator(model, show=0.01, backend="numpy")  # the same for all runs
    monkeypatch.setattr("snn_cl.training.run.Simulator", lambda *_, **__: simulator)
    own = {"stream": two_presentations(), "model": model}
    begin = functools.partial(start, CONFIGURATION, **own)
    go_on = functools.partial(resume, **own)
    with faults.failing(-1) as calls:
        begin(tmp_path / "counted")
    step = 2 * len(calls) // TRIED
    n, wrong = faults.try_faults(begin, go_on, kill_and_resume.content, tmp_path, step)
    assert n >= TRIED // 2
    assert wrong == []


def test_arrays_are_on_the_disk_before_the_checkpoint_that_counts_on_them(
    quick, experiment, tmp_path, monkeypatch
):
    # A power cut between the two must leave the checkpoint that fits the arrays.
    order = []
    sync, replace = run_under_way.sync_tree, run_under_way.write_checkpoint
    traced = {"sync_tree": ("arrays", sync), "write_checkpoint": ("checkpoint", replace)}
    for name, (label, call) in traced.items():
        monkeypatch.setattr(
            run_under_way,
            name,
            lambda *given, label=label, call=call: (order.append(label), call(*given))[1],
        )
    model = find_function("models", "small")(16, 2)
    finish(start(CONFIGURATION, tmp_path / "run", stream=two_presentations(), model=model))
    assert order[:2] == ["arrays", "checkpoint"]
    assert order == ["arrays", "checkpoint"] * (len(order) // 2)


def test_a_call_that_is_to_fail_does_and_the_others_do_not(experiment, tmp_path):
    faults, _ = experiment
    for name in ("a", "b"):
        (tmp_path / name).touch()
    with faults.failing(1) as calls:
        os.replace(tmp_path / "a", tmp_path / "c")
        with pytest.raises(OSError, match="No space left"):
            os.rename(tmp_path / "b", tmp_path / "d")
        os.rename(tmp_path / "b", tmp_path / "e")
    assert calls == ["replace", "rename", "rename"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["c", "e"]
