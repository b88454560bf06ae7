"""The error classes, and the clause that offers the nearest name."""

import subprocess
import sys

import pytest

from snn_cl import errors
from snn_cl.errors import SnnClError, did_you_mean


@pytest.mark.parametrize(
    ("name", "builtin"),
    [
        ("EquationFileError", ValueError),
        ("ModelError", ValueError),
        ("StreamError", ValueError),
        ("NotFoundError", LookupError),
        ("RunError", RuntimeError),
    ],
)
def test_every_error_is_one_of_ours_and_a_builtin_kind(name, builtin):
    assert issubclass(getattr(errors, name), SnnClError)
    assert issubclass(getattr(errors, name), builtin)


def test_did_you_mean_offers_the_nearest_name():
    assert did_you_mean("forgeting", ["forgetting", "joint"]) == "; did you mean 'forgetting'?"


def test_did_you_mean_lists_what_there_is_if_nothing_is_near():
    assert did_you_mean("xyz", ["mnist", "digits"]) == "; there are digits, mnist"


def test_did_you_mean_lists_each_name_once():
    assert did_you_mean("xyz", ["b", "a", "b"]) == "; there are a, b"


def test_did_you_mean_lists_twelve_names_at_most():
    known = [f"k{i:02}" for i in range(13)]
    assert did_you_mean("xyz", known) == f"; there are {', '.join(known[:12])}, ..."


def test_did_you_mean_lists_twelve_names_without_dots():
    known = [f"k{i:02}" for i in range(12)]
    assert did_you_mean("xyz", known) == f"; there are {', '.join(known)}"


def test_did_you_mean_is_silent_if_nothing_is_known():
    assert did_you_mean("xyz", []) == ""


@pytest.mark.slow
@pytest.mark.parametrize("first", ["import brian2", "import snn_cl.backends.codegen"])
def test_an_uncaught_error_is_not_reported_as_one_of_brian2(first):
    code = f"{first}; from snn_cl import Population; Population('a', 0, 'neurons/lif')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stderr.strip().endswith("population a: size is 0; give at least 1")
    assert "Brian 2 encountered" not in done.stderr
