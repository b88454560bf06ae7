"""Every experiment can be imported, and does its job on a few images."""

import importlib.util
import shutil
from pathlib import Path

import numpy as np
import pytest

FOLDER = Path(__file__).resolve().parent.parent / "experiments"
FILES = sorted(FOLDER.rglob("*.py"))


def load(path: Path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_has_a_question_options_and_a_main(path):
    module = load(path)
    assert "?" in module.__doc__.split("\n\n")[0]
    assert module.Options()
    assert module.main


@pytest.fixture
def split_mnist(monkeypatch):
    monkeypatch.syspath_prepend(str(FOLDER))
    import split_mnist

    return split_mnist


@pytest.fixture
def options(split_mnist, tmp_path):
    return split_mnist.Options(
        dataset="digits",
        seeds=(0,),
        conditions=("frozen hidden layer",),
        n_train=20,
        n_test=10,
        out=tmp_path,
        processes=1,
    )


@pytest.mark.compiler
@pytest.mark.xdist_group("compiled")
@pytest.mark.skipif(not shutil.which("g++"), reason="there is no g++")
def test_split_mnist_writes_one_row_a_condition(split_mnist, options, tmp_path, capsys):
    split_mnist.main(options)
    text = (tmp_path / "digits_20_test" / "table.md").read_text()
    assert text.splitlines()[2].startswith("| frozen hidden layer | ")
    assert text.strip() == capsys.readouterr().out.strip()


@pytest.mark.compiler
@pytest.mark.xdist_group("compiled")
@pytest.mark.skipif(not shutil.which("g++"), reason="there is no g++")
def test_split_mnist_reads_a_run_that_is_there_already(split_mnist, options):
    first = split_mnist.run_one("frozen hidden layer", 0, options)
    assert split_mnist.run_one("frozen hidden layer", 0, options) == first


def test_split_mnist_states_mean_and_spread_over_seeds(split_mnist):
    def summary(accuracy):
        return {
            "accuracy": accuracy,
            "accuracy_matrix": [[accuracy, 0.5]],
            "ms_per_presentation": {"train": 1.0},
        }

    row = split_mnist.table({"x": [summary(0.8), summary(0.9)]}).splitlines()[2]
    assert row == "| x | 85.00 ± 7.07 | 85.0 50.0 | 1.00 | 2 |"


def test_the_benchmark_gives_the_ratio_to_stock(capsys):
    benchmark = load(FOLDER / "benchmarks" / "tacos_stream.py")
    simulator = benchmark.make("numpy", "float64")
    assert benchmark.measure(simulator, np.zeros((2, 784)), np.zeros(2, int)) > 0
    benchmark.report([simulator, simulator], [4.0, 1.0])
    assert capsys.readouterr().out.splitlines()[3].startswith("| numpy, float64 | 1.00 | 4.0 |")
