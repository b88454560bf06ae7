"""Every experiment can be imported, and does its job on a few images."""

import ast
import dataclasses
import itertools
import os
import re
import signal
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from drawn import coloured_pixels
from one_experiment import EXPERIMENTS, import_experiment

from snn_cl.checks import check_model
from snn_cl.configuration import Configuration
from snn_cl.errors import RunError, SnnClError
from snn_cl.find import find_function, names
from snn_cl.models.tacos import PLASTIC as TACOS_STACK
from snn_cl.network.resolved import resolve
from snn_cl.plug_in_name import KINDS
from snn_cl.records.header import RecordHeader
from snn_cl.records.record import Record
from snn_cl.studies.runs import run_and_slim, run_once, take_up
from snn_cl.training.from_configuration import prepare_model, prepare_stream
from snn_cl.training.run import finish, resume, start

FOLDERS = ("continual", "plasticity", "memory", "trust", "benchmarks")
FILES = sorted(path for folder in FOLDERS for path in (EXPERIMENTS / folder).rglob("*.py"))
SCRIPTS = [path for path in FILES if "run_script(main, Options)" in path.read_text()]
MECHANISMS = "continual/mechanisms"


def place(path: Path) -> str:
    """Return the folder of a file, below that of all experiments."""
    return path.parent.relative_to(EXPERIMENTS).as_posix()


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: f"{place(path)}/{path.stem}")
def test_has_a_question_options_and_a_main(path):
    module = import_experiment(place(path), path.stem)
    assert "?" in module.__doc__.split("\n\n")[0]
    assert f"python {path.relative_to(EXPERIMENTS.parent).as_posix()}" in module.__doc__
    assert module.Options()
    assert module.main


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: f"{place(path)}/{path.stem}")
def test_says_its_options_wherever_it_is_called(path, monkeypatch, capsys):
    # As `python PATH --help` from another folder does, without the seconds of a new process.
    monkeypatch.chdir("/")
    monkeypatch.setattr(sys, "argv", [str(path), "--help"])
    module = import_experiment(place(path), path.stem)
    with pytest.raises(SystemExit) as stop:
        module.run_script(module.main, module.Options)
    assert not stop.value.code
    assert "--out" in capsys.readouterr().out or not hasattr(module.Options(), "out")


def test_every_folder_is_a_question_and_its_files_are_named_after_what_they_hold():
    found = {path.name for path in EXPERIMENTS.iterdir()} - {"__pycache__"}
    assert found - set(KINDS) == set(FOLDERS)  # plug-ins that belong to one lie beside them
    assert [path for path in FILES if path.name.startswith("_")] == []
    assert {path.parent for path in FILES} == {path.parent for path in SCRIPTS}


def test_no_experiment_uses_a_private_name_of_the_library():
    private = [
        f"{path.relative_to(EXPERIMENTS)}: {name}"
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("snn_cl")
        for name in (f"{node.module}.{alias.name}" for alias in node.names)
        if any(part.startswith("_") for part in name.split("."))
    ]
    assert private == []


@pytest.mark.parametrize(
    ("folder", "name", "option", "message"),
    [
        (
            "continual",
            "competitive",
            {"rows": ("half the neuron",)},
            "did you mean 'half the neurons'?",
        ),
        (
            "continual",
            "competitive",
            {"seeds": (), "rows": ("split_class",)},
            "give at least one seed",
        ),
        ("continual", "competitive", {"processes": 0}, "--processes is 0; expected at least 1"),
        ("continual", "split_mnist", {"conditions": ("full modl",)}, "did you mean 'full model'?"),
        (
            "continual",
            "split_mnist",
            {"conditions": ()},
            "--conditions is empty; expected at least one",
        ),
        (
            MECHANISMS,
            "hidden_code",
            {"rows": ("homeostatis",)},
            "did you mean 'homeostasis'?",
        ),
        (
            MECHANISMS,
            "run",
            {"rows": ("beaker",)},
            "no row 'beaker'; did you mean 'beakers'?",
        ),
        (
            MECHANISMS,
            "cost",
            {"rows": ("beaker",)},
            "no row 'beaker'; did you mean 'beakers'?",
        ),
        ("plasticity", "graupner_brunel", {"sets": ("DPDD",)}, "no set 'DPDD'; did you mean"),
    ],
)
def test_what_cannot_be_chosen_is_named(folder, name, option, message, tmp_path):
    experiment = import_experiment(folder, name)
    with pytest.raises(SnnClError, match=re.escape(message)):
        experiment.main(experiment.Options(**option, out=tmp_path))


SLEEPERS = """
import os
import time
from dataclasses import dataclass
from snn_cl.command_line.scripts import run_script
from snn_cl.studies.runs import workers

@dataclass
class Options:
    n: int = 2

def sleep(number):
    os.write(1, b"ready\\n")
    time.sleep(60)

def main(options):
    with workers(options.n) as pool:
        list(pool.map(sleep, range(options.n)))

run_script(main, Options)
"""


def test_ctrl_c_ends_an_experiment_and_its_workers_with_one_line(tmp_path):
    (tmp_path / "sleepers.py").write_text(SLEEPERS)
    script = subprocess.Popen(
        [sys.executable, tmp_path / "sleepers.py"],
        env=os.environ | {"PYTHONPATH": str(EXPERIMENTS.parent)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert [script.stdout.readline() for _ in range(2)] == ["ready\n", "ready\n"]
    os.killpg(script.pid, signal.SIGINT)  # as a terminal does
    _, errors = script.communicate(timeout=30)
    assert (script.returncode, errors) == (130, "sleepers.py: stopped\n")


@pytest.fixture
def split_mnist():
    return import_experiment("continual", "split_mnist")


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
def test_split_mnist_writes_one_row_a_condition(split_mnist, options, tmp_path, capsys):
    split_mnist.main(options)
    text = (tmp_path / "digits_20_test" / "table.md").read_text()
    assert text.splitlines()[2].startswith("| frozen hidden layer | ")
    assert text.strip() == capsys.readouterr().out.strip()


@pytest.mark.compiler
def test_split_mnist_reads_a_run_that_is_there_already(split_mnist, options):
    job = split_mnist.job("frozen hidden layer", 0, options)
    first = run_once(*job)
    assert run_once(*job) == first


@pytest.fixture
def ablation():
    return import_experiment("continual", "ablation")


def test_an_ablation_leaves_each_mechanism_out_and_adds_each_to_nothing(ablation):
    rows = ablation.conditions("diehl_cook")
    assert rows == {
        "all mechanisms": (),
        "without stdp_triplet": ("stdp_triplet",),
        "without weight_normalisation": ("weight_normalisation",),
        "without conduction_delay": ("conduction_delay",),
        "only stdp_triplet": ("weight_normalisation", "conduction_delay"),
        "only weight_normalisation": ("stdp_triplet", "conduction_delay"),
        "only conduction_delay": ("stdp_triplet", "weight_normalisation"),
        "none": ("stdp_triplet", "weight_normalisation", "conduction_delay"),
    }


def test_an_ablation_of_one_mechanism_has_two_rows_and_the_whole(ablation):
    assert list(ablation.conditions("stdp_pair")) == [
        "all mechanisms",
        "without stdp_pair",
        "none",
    ]


@pytest.mark.compiler
def test_an_ablation_writes_one_row_a_condition(ablation, plugins, tmp_path, capsys):
    options = ablation.Options(
        model="small", dataset="tiny", seeds=(0,), n_train=10, n_test=10, out=tmp_path, processes=1
    )
    ablation.main(options)
    text = (tmp_path / "small" / "tiny_split_domain_10_test" / "table.md").read_text()
    assert text.strip() == capsys.readouterr().out.strip()
    assert [line.split(" |")[0] for line in text.splitlines()[2:]][0] == "| all mechanisms"


def test_split_mnist_states_mean_and_spread_over_seeds(split_mnist):
    def summary(accuracy):
        return {
            "accuracy": accuracy,
            "accuracy_matrix": [[accuracy, 0.5]],
            "ms_per_presentation": {"train": 1.0},
        }

    row = split_mnist.table({"x": [summary(0.8), summary(0.9)]}).splitlines()[2]
    assert row == "| x | 85.00 ± 7.07 | 85.0 50.0 | 1.00 | 2 |"


@pytest.fixture
def engine(monkeypatch):
    engine = import_experiment("benchmarks/engine", "run")
    # The process that builds is a new one, which looks for the modules itself.
    monkeypatch.syspath_prepend(str(EXPERIMENTS / "benchmarks" / "engine"))
    # It empties the cache for its own builds, and stays on a core; both would outlive the test.
    monkeypatch.setenv("XDG_CACHE_HOME", "")
    monkeypatch.setattr(engine, "stay_on_core", lambda core: None)
    return engine


@pytest.mark.compiler
@pytest.mark.slow
def test_the_benchmark_writes_a_line_a_backend(engine, tmp_path, capsys):
    options = engine.Options(
        dataset="digits",
        rows=("stdp_pair",),
        backends=("dense float32", "brian2 float64"),
        stock_up_to=100,
        rounds=1,
        presentations=3,
        out=tmp_path / "runs" / "engine.md",
    )
    engine.main(options)
    text = options.out.read_text()
    assert text == capsys.readouterr().out
    measured, dashes = text.splitlines()[4:]
    assert measured.startswith("| stdp_pair | dense float32 | 156,800 | ")
    assert dashes.startswith("| stdp_pair | brian2 float64 | - | ")
    rows = options.out.with_suffix(".csv").read_text().splitlines()
    assert rows[1].startswith("stdp_pair,dense float32,156800,3,1,")


def test_the_benchmark_refuses_a_row_that_it_does_not_have(engine):
    with pytest.raises(SystemExit, match="no row .'stdp'."):
        engine.main(engine.Options(rows=("stdp",)))


def outcome(**spikes) -> SimpleNamespace:
    found = {name: np.zeros((n, 3), int) for name, n in spikes.items()}
    return SimpleNamespace(counts=np.zeros((2, 2)), spikes=found)


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ("stdp_pair", 7 * 5 + 3 * 4),
        ("tacos", 7 * 5 + 3 * 2),
        ("three_factor", 4 * 5 * 2 * 20),
    ],
)
def test_the_benchmark_counts_the_synapses_that_spikes_or_steps_change(engine, model, expected):
    updates = import_experiment("benchmarks/engine", "updates")
    network = find_function("models", model)(n_input=4, n_output=2, n_hidden=5)
    simulator = SimpleNamespace(resolved=resolve(network), timing=SimpleNamespace(steps=20))
    assert updates.n_updates(simulator, outcome(input=7, hidden=3, output=1)) == expected


def test_the_benchmark_shows_the_ratio_to_stock(engine):
    table = import_experiment("benchmarks/engine", "table")
    values = dict.fromkeys((field.name for field in fields(engine.Measurement)), 2.0)
    values |= {"row": "x", "backend": "dense float32", "synapses": 3000, "ratio": 7.25, "ns": None}
    line = table.benchmark_table([engine.Measurement(**values)]).splitlines()[2]
    assert line.startswith("| x | dense float32 | 3,000 | 2 | 2 | 7.2 | 2 | - | 2 |")


@pytest.fixture
def kill_and_resume():
    return import_experiment("trust/kill_and_resume", "run")


@pytest.mark.compiler
def test_a_killed_run_ends_as_one_that_was_left_alone(kill_and_resume, capsys):
    experiment = kill_and_resume
    options = experiment.Options(models=("tacos",), kills=3, n_train=15, n_test=5, block=4)
    experiment.main(options)
    assert capsys.readouterr().out.splitlines()[2].startswith("| tacos | 3 | 3 | ")


@pytest.mark.compiler
@pytest.mark.parametrize("model", names("models"))
def test_what_a_checkpoint_holds_is_all_of_a_model(kill_and_resume, model, tmp_path):
    experiment = kill_and_resume
    configuration = Configuration(
        model=model,
        size=("hidden=50",) if model == "competitive" else (),  # not 4,800 neurons
        n_train=15,
        n_test=5,
        block=4,
        record=experiment.traced(model),
    )
    finish(start(configuration, tmp_path / "whole"))
    run = start(configuration, tmp_path / "stopped", stop_at_call(6))
    with pytest.raises(KeyboardInterrupt):
        finish(run)
    run = resume(tmp_path / "stopped")
    assert 0 < run.position < 15
    finish(run)
    whole, stopped = (experiment.content(tmp_path / name) for name in ("whole", "stopped"))
    assert experiment.is_same(whole, stopped)


def stop_at_call(number: int):
    calls = itertools.count(1)

    def progress(*_) -> None:
        if next(calls) == number:
            raise KeyboardInterrupt

    return progress


def test_a_record_that_differs_in_one_bit_is_found(kill_and_resume, capsys):
    experiment = kill_and_resume
    first = {"state/w": b"\x00\x01", "accuracy.csv": b"1"}
    assert experiment.is_same(first, dict(first))
    assert not experiment.is_same(first, first | {"state/w": b"\x00\x03"})
    assert not experiment.is_same(first, {"accuracy.csv": b"1"})
    assert capsys.readouterr().err == "different: state/w\n" * 2


@pytest.fixture
def mechanisms():
    return import_experiment(MECHANISMS, "run")


def test_the_settings_of_a_search_are_the_same_at_each_call_and_within_their_ranges(mechanisms):
    settings = mechanisms.draw_settings("metaplasticity", 20)
    assert settings == mechanisms.draw_settings("metaplasticity", 20)
    assert len({tuple(setting.values()) for setting in settings}) == 20
    ranges = mechanisms.MECHANISMS["metaplasticity"].ranges()
    assert set(settings[0]) == set(ranges)
    for setting in settings:
        assert all(low <= setting[name] <= high for name, (low, high) in ranges.items())


def test_what_is_given_is_not_searched(mechanisms):
    for setting in mechanisms.draw_settings("frozen hidden layer", 3):
        assert setting["input_hidden.eta"] == 0


def test_every_row_of_the_mechanisms_fits_the_model(mechanisms):
    for name in mechanisms.MECHANISMS:
        setting = mechanisms.draw_settings(name, 1)[0]
        options = mechanisms.Options(dataset="digits", n_train=20, n_test=10)
        run = mechanisms.configure(name, setting, "split_domain", 0, options)
        check_model(prepare_model(run, prepare_stream(run)))


@pytest.mark.compiler
def test_the_mechanisms_give_a_table_a_csv_file_and_the_settings(mechanisms, tmp_path, capsys):
    options = mechanisms.Options(
        dataset="digits",
        rows=("no protection",),
        scenarios=("split_domain",),
        seeds=(0, 1),
        n_train=20,
        n_test=10,
        search_train=20,
        validation=100,
        settings=2,
        out=tmp_path,
        processes=1,
    )
    mechanisms.main(options)
    found, _, _, row = capsys.readouterr().out.splitlines()
    assert found.endswith(" on validation images, best of 2")
    assert row.startswith("| no protection | ")
    out = tmp_path / "20"
    assert len((out / "mechanisms.csv").read_text().splitlines()) == 3
    assert "input_hidden.eta=" in (out / "table.md").read_text()
    pictures = sorted(path.name for path in out.glob("*.png"))
    assert pictures == [
        "split_domain_accuracy_against_forgetting.png",
        "split_domain_along_stream.png",
    ]


@pytest.fixture
def mechanism_cost():
    return import_experiment(MECHANISMS, "cost")


@pytest.mark.compiler
def test_the_cost_of_a_mechanism_is_measured_alone_and_on_top(mechanism_cost, tmp_path):
    rows = ("beakers", "Hebbian importance, boundaries")
    out = tmp_path / "cost.md"
    options = mechanism_cost.Options("digits", rows=rows, presentations=5, rounds=1, out=out)
    mechanism_cost.main(options)
    tacos, beakers, boundaries = [line.split(" | ") for line in out.read_text().splitlines()[2:]]
    assert tacos[0] == "| TACOS, as shipped"
    assert np.isfinite(float(beakers[3]))  # too short for more
    assert boundaries[3:] == ["-", "- |"]  # both have a reference weight
    stack = mechanism_cost.make_on_top("beakers", options).simulator.resolved.parts["input_hidden"]
    stems = [file.path.stem for file in stack.rule.files]
    assert stems == [name.rpartition("/")[2] for name in (*TACOS_STACK, "synapses/beakers")]


def test_the_cost_is_the_median_and_its_ratio_to_the_reference(mechanism_cost):
    def candidate(*times):
        return mechanism_cost.Candidate(None, np.zeros(1), np.zeros(1), list(times))

    alone = {mechanism_cost.REFERENCE: candidate(0.5, 9, 0.4), "beakers": candidate(0.2, 0.3)}
    lines = mechanism_cost.table(alone, {"beakers": candidate(1)}).splitlines()
    assert lines[2:] == [
        "| TACOS, as shipped | 0.50 | 1.00 | - | - |",
        "| beakers | 0.25 | 0.50 | 1.00 | 2.00 |",
    ]


def test_the_accuracy_along_a_stream_is_that_of_what_was_seen(mechanisms):
    picture = import_experiment(MECHANISMS, "picture")
    matrix = np.array([[0.1, 0.2, 0.3], [0.8, 0.2, 0.3], [0.6, 0.8, 0.3], [0.4, 0.6, 0.8]])
    assert np.allclose(picture.accuracy_on_seen(matrix), [0.8, 0.7, 0.6])


def test_a_folder_with_another_run_is_not_taken_for_this_one(mechanisms, tmp_path):
    first = Configuration(model="small", dataset="tiny", n_train=10, n_test=10, backend="numpy")
    Record.create(tmp_path / "run", RecordHeader(configuration=first))
    with pytest.raises(RunError, match="holds a run of another configuration"):
        run_once(dataclasses.replace(first, seed=1), tmp_path / "run")


@pytest.fixture
def lateral(mechanisms):
    """A run of a row with a network of its own, in blocks of two presentations."""
    setting = mechanisms.draw_settings("lateral inhibition", 1)[0]
    options = mechanisms.Options(dataset="digits", n_train=10, n_test=10)
    run = mechanisms.configure("lateral inhibition", setting, "split_domain", 0, options)
    return dataclasses.replace(run, backend="numpy", block=2)


@pytest.mark.slow
def test_an_interrupted_run_goes_on_with_the_network_beside_the_experiment(lateral, tmp_path):
    def interrupt(task, done, total):
        if done > 2:  # the first block is kept after it was reported
            raise KeyboardInterrupt

    whole = run_and_slim(lateral, tmp_path / "whole")
    run = take_up(lateral, tmp_path / "run")
    run.progress = interrupt
    with pytest.raises(KeyboardInterrupt):
        finish(run)
    assert take_up(lateral, tmp_path / "run").position == 2
    assert run_and_slim(lateral, tmp_path / "run")["accuracy_matrix"] == whole["accuracy_matrix"]
    left = {path.name for path in (tmp_path / "run").iterdir()}
    assert left == {"record.json", "accuracy.csv", ".lock"}
    assert run_and_slim(lateral, tmp_path / "run")["accuracy_matrix"] == whole["accuracy_matrix"]


@pytest.mark.parametrize(
    ("name", "scenario", "shown", "evaluate"),
    [
        ("no protection", "split_domain", "split_domain", "always"),
        ("no protection", "blurred", "blurred", "end"),
        ("joint, no protection", "split_class", "joint_class", "always"),
        ("joint, no protection", "permuted", "joint_permuted", "always"),
    ],
)
def test_a_stream_is_evaluated_where_forgetting_is_reported(
    mechanisms, name, scenario, shown, evaluate
):
    setting = mechanisms.draw_settings(name, 1)[0]
    options = mechanisms.Options(dataset="digits")
    run = mechanisms.configure(name, setting, scenario, 0, options)
    assert (run.scenario, run.evaluate) == (shown, evaluate)
    assert mechanisms.configure(name, setting, scenario, 0, options, search=True).validation


def test_only_rows_with_boundaries_are_told_them(mechanisms):
    report = import_experiment(MECHANISMS, "report")
    for name, mechanism in mechanisms.MECHANISMS.items():
        told = mechanism.signal == "boundaries"
        files = " ".join(mechanism.files)
        assert told is ("at_event" in files) is ("told the boundaries" in report.shown_name(name))


def test_the_table_marks_what_is_missing(mechanisms):
    report = import_experiment(MECHANISMS, "report")
    summary = {"accuracy": 0.8, "forgetting": 0.1}
    results = {("x", "split_domain"): [summary], ("y", "blurred"): [summary]}
    assert report.table(results, ("split_domain", "blurred")).splitlines()[2:] == [
        "| x | 80.00 | - | 10.00 |",
        "| y | - | 80.00 | - |",
    ]


# --- the hidden code


@pytest.fixture
def hidden_code():
    return import_experiment(MECHANISMS, "hidden_code")


def test_every_row_of_the_hidden_code_fits_the_model(hidden_code):
    options = hidden_code.Options(dataset="digits", n_train=20, n_test=10)
    for name in hidden_code.ROWS:
        run, _ = hidden_code.job(name, 0, options)
        check_model(prepare_model(run, prepare_stream(run)))


def test_a_code_is_the_number_of_hidden_spikes_of_each_presentation(hidden_code):
    spikes = {"hidden": np.array([[0, 1, 5], [0, 1, 9], [1, 2, 3]])}
    calls = []

    def simulate(rates, **options):
        calls.append((len(rates), options["first"], options["plastic"]))
        shift = np.array([options["first"], 0, 0])
        return SimpleNamespace(spikes={"hidden": spikes["hidden"] + shift})

    parts = {"hidden": SimpleNamespace(shape=(3,))}
    model = SimpleNamespace(encoder="poisson_rate", readout="most_active")
    simulator = SimpleNamespace(resolved=SimpleNamespace(parts=parts, model=model), run=simulate)
    run = SimpleNamespace(simulator=simulator, state={})
    experience = SimpleNamespace(images=np.zeros((150, 2, 2), np.uint8))
    code = hidden_code.hidden_code(run, experience, 120)
    assert calls == [(100, 0, False), (20, 100, False)]
    assert (code.shape, code.sum()) == ((120, 3), 6)
    assert code[[0, 1, 100, 101]].tolist() == [[0, 2, 0], [0, 0, 1]] * 2


@pytest.mark.compiler
def test_the_hidden_code_gives_a_table_and_a_picture(hidden_code, tmp_path, capsys):
    rows = ("neither", "both")
    options = hidden_code.Options(
        dataset="digits", rows=rows, seeds=(0, 1), n_train=20, n_test=10, out=tmp_path, processes=1
    )
    hidden_code.main(options)
    text = (tmp_path / "table.md").read_text()
    assert text.strip() == capsys.readouterr().out.strip()
    assert text.startswith(
        "| row | accuracy [%] | spikes a neuron | sparseness [%] | overlap [%] |"
    )
    assert [line.split(" |")[0] for line in text.splitlines()[2:]] == ["| neither", "| both"]
    assert coloured_pixels(tmp_path / "hidden_code.png") > 100


@pytest.mark.compiler
def test_the_competitive_network_gives_a_table_with_controls_and_a_picture(tmp_path, capsys):
    experiment = import_experiment("continual", "competitive")
    rows = ("split_class", "10 % of the labels", "nearest class mean", "joint linear readout")
    options = experiment.Options(
        dataset="digits", rows=rows, seeds=(0,), n_train=300, n_test=50, out=tmp_path, processes=1
    )
    experiment.main(options)
    table, along_stream = capsys.readouterr().out.strip().split("\n\n")
    lines = table.splitlines()[2:]
    assert [line.split(" | ")[0] for line in lines] == [f"| {row}" for row in rows]
    accuracy = [float(line.split(" | ")[1]) for line in lines]
    assert accuracy[0] > 60  # by chance 10
    (line,) = along_stream.splitlines()[2:]
    first_pair = [float(number) for number in line.strip("| ").split(" | ")[1:]]
    assert len(first_pair) == 5
    assert first_pair[0] > 90
    assert coloured_pixels(tmp_path / "digits_300_test" / "recruitment.png") > 100


def test_every_row_of_the_competitive_network_fits_together():
    experiment = import_experiment("continual", "competitive")
    for name in experiment.ROWS:
        configuration, _ = experiment.job(name, 0, experiment.Options(dataset="digits"))
        check_model(prepare_model(configuration, prepare_stream(configuration)))


@pytest.mark.parametrize(
    ("dataset", "half"), [("mnist", "hidden=2400"), ("fashion_mnist", "hidden=3200")]
)
def test_half_the_neurons_are_half_of_those_of_the_data_set(dataset, half):
    experiment = import_experiment("continual", "competitive")
    options = experiment.Options(dataset=dataset)
    assert experiment.job("half the neurons", 0, options)[0].size == (half,)


def test_a_row_without_a_mechanism_is_without_its_constants():
    experiment = import_experiment("continual", "competitive")
    whole, without = (
        experiment.constants(experiment.SETTINGS["fashion_mnist"], experiment.ROWS[name])
        for name in ("split_class", "without youth")
    )
    assert set(whole) - set(without) == {"hidden.youth=0.05"}


def test_a_run_that_ended_before_it_was_killed_does_not_count(kill_and_resume, tmp_path):
    experiment = kill_and_resume
    for command, counts in (["true"], False), (["sleep", "60"], True):
        folder = tmp_path / command[0]
        folder.mkdir()
        (folder / "record.json").write_text("{}")
        assert experiment.killed_after(command, 0.5, folder) is counts
        assert folder.exists() is counts
