"""Whatever becomes of an equation file: it runs the same everywhere, or one line says where not."""

import pytest
from one_experiment import import_experiment


@pytest.fixture
def experiment():
    return import_experiment("trust/equation_mutants", "run")


@pytest.mark.compiler
def test_mutants_run_or_are_refused_in_one_line_with_a_place(experiment):
    findings = experiment.try_mutants(experiment.Options(n=120, numpy=3, dense=1, seed=5))
    assert findings.faults == []
    assert findings.counts["checked"] == 120
    assert findings.counts["ran on numpy"] == 3
    assert findings.counts["ran on dense"] == 1
    assert findings.counts["named by the check"] > 40


def test_a_check_that_raises_is_found(experiment, monkeypatch):
    def fails(name):
        raise KeyError(name)

    monkeypatch.setattr(experiment, "check_file", fails)
    findings = experiment.try_mutants(experiment.Options(n=2, numpy=0, dense=0))
    assert all("the check raised: KeyError" in fault for fault in findings.faults[::2])
    assert len(findings.faults) == 4  # no line with a place either


def test_a_message_without_a_place_is_found(experiment, monkeypatch):
    monkeypatch.setattr(experiment, "check_file", lambda name: ["something is wrong"])
    findings = experiment.try_mutants(experiment.Options(n=1, numpy=0, dense=0))
    assert len(findings.faults) == 1
    assert findings.faults[0].startswith("--- no line with a place: something is wrong")
