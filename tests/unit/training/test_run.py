"""Train along a stream, evaluate, stop anywhere, go on: the result is the same to the bit."""

import dataclasses
import functools
import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from snn_cl.configuration import Configuration
from snn_cl.errors import ModelError, RunError, StreamError
from snn_cl.find import find_function
from snn_cl.network.edits import with_parameter, with_rule
from snn_cl.network.timing import Timing
from snn_cl.picture_style import groups_of, title_of
from snn_cl.records.checkpoint import read_checkpoint, write_checkpoint
from snn_cl.records.header_parts import SimulatorHeader
from snn_cl.records.record import Record
from snn_cl.simulator import Simulator
from snn_cl.stream import Experience, Stream
from snn_cl.training.evaluation import evaluate
from snn_cl.training.run import cut_points, finish, resume, start
from snn_cl.training.run_contents import make_header

N = 8
N_PROGRESS = 8  # times that a whole run reports: 4 blocks, 2 x 2 evaluations
TRACED = ("input_output.w[0:16,0]", "output.v[0:2]")
CONFIGURATION = Configuration(backend="numpy", seed=3, block=3, record=TRACED)


def make_stream(n_labels: int = 2, **changed) -> Stream:
    """Two experiences of bright halves, four presentations each."""
    random = np.random.default_rng(0)
    labels = np.arange(N) % n_labels
    images = random.integers(0, 90, (N, 4, 4), dtype=np.uint8)
    images[labels % 2 == 0, :2] = 255
    tests = tuple(
        Experience(name, images[rows], labels[rows])
        for name, rows in (("first", slice(0, 3)), ("second", slice(4, 7)))
    )
    whole = {
        "name": "halves",
        "images": images,
        "labels": labels,
        "experience": np.repeat([0, 1], N // 2),
        "tests": tests,
        "n_labels": n_labels,
        "evaluate_after": (N // 2, N),
    }
    return Stream(**(whole | changed))


def make_model(n_output: int = 2):
    return find_function("models", "small")(16, n_output)


@pytest.fixture
def begin(quick, tmp_path):
    """Return a function that starts a run of the small model."""

    def begin(
        name="run", progress=lambda *_: None, stream=None, model=None, initial=None, **changed
    ):
        configuration = dataclasses.replace(CONFIGURATION, **changed)
        own = {"stream": stream or make_stream(), "model": model or make_model()}
        return start(configuration, tmp_path / name, progress, **own, initial=initial)

    return begin


@pytest.fixture
def go_on(quick, tmp_path):
    """Return a function that takes up the run."""

    def go_on(name="run", stream=None, model=None):
        stream, model = stream or make_stream(), model or make_model()
        return resume(tmp_path / name, stream=stream, model=model)

    return go_on


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """What a run that nobody interrupted leaves behind."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("whole") / "run"
        plugins = str(Path(__file__).parents[2] / "plug_ins")
        patch.setenv("SNN_CL_PATH", plugins)
        patch.setattr("snn_cl.training.run_arrays.N_SNAPSHOTS", 1)
        make = simulator_of_10_ms()
        patch.setattr("snn_cl.training.run.Simulator", make)
        finish(start(CONFIGURATION, folder, stream=make_stream(), model=make_model()))
        return left_by(folder)


def test_a_run_says_in_the_log_where_it_is(begin, caplog):
    with caplog.at_level("INFO", "snn_cl"):
        finish(begin())
    of_run = [each for each in caplog.records if each.name == "snn_cl.training.run"]
    said = [each.getMessage().partition(": ")[2] for each in of_run]
    assert said[0] == "a stream of 8 presentations begins"
    assert [text.partition(",")[0] for text in said[1:]] == ["after 4", "after 8"]


def simulator_of_10_ms():
    return functools.partial(Simulator, show=0.01)


def left_by(folder) -> dict:
    """All that a record holds, except times."""
    record = Record.open(folder)
    progress, state = read_checkpoint(folder)
    header = {
        k: v for k, v in record.header.contents.items() if k not in ("summary", "build_seconds")
    }
    summary = {k: v for k, v in record.header.summary.items() if k not in CLOCKS}
    groups = ("stream", "traces", "snapshots", "spikes")
    return {
        "header": json.dumps(header),
        "summary": json.dumps(summary),
        "rows": progress["rows"],
        "position": progress["position"],
        "accuracy.csv": (folder / "accuracy.csv").read_text(),
        **{f"state {key}": array.tobytes() for key, array in state.items()},
        **{
            f"{group} {key}": array.values.tobytes()
            for group in groups
            for key, array in record.arrays(group).items()
        },
    }


CLOCKS = ("run", "ms_per_presentation", "build_seconds")


def assert_same(found: dict, expected: dict) -> None:
    assert found.keys() == expected.keys()
    assert [key for key in found if found[key] != expected[key]] == []


# --- where a stream is cut


def test_a_stream_is_cut_at_blocks_evaluations_and_snapshots(quick):
    assert cut_points(make_stream(), 3) == [3, 4, 6, 8]


def test_a_block_as_long_as_the_stream_leaves_evaluations_and_snapshots(quick):
    assert cut_points(make_stream(), 100) == [4, 8]


def test_a_stream_is_cut_at_twenty_snapshots():
    images = np.zeros((100, 4, 4), np.uint8)
    labels = np.zeros(100, int)
    stream = make_stream(
        images=images, labels=labels, experience=labels, evaluate_after=(37, 100), n_labels=2
    )
    assert cut_points(stream, 48) == sorted({*range(5, 101, 5), 37, 48, 96})


# --- the same result, however a run is cut


def test_training_changes_the_weights(begin):
    run = begin()
    before = run.state["input_output.w"].copy()
    finish(run)
    assert np.abs(run.state["input_output.w"] - before).max() > 1


@pytest.mark.parametrize("block", [1, 100])
def test_the_length_of_a_block_changes_nothing(begin, whole, tmp_path, block):
    finish(begin(block=block, record=()))
    found = left_by(tmp_path / "run")
    for key in found:
        if key.startswith(("state", "rows", "accuracy.csv", "stream", "snapshots")):
            assert found[key] == whole[key], key


@pytest.mark.parametrize("when", range(1, N_PROGRESS + 1))
def test_a_run_interrupted_anywhere_ends_as_if_it_were_not(begin, go_on, whole, tmp_path, when):
    with pytest.raises(KeyboardInterrupt):
        finish(begin(progress=interrupt_at(when)))
    finish(go_on())
    assert_same(left_by(tmp_path / "run"), whole)


@pytest.mark.parametrize("when", [1, 3, 4])
def test_an_interrupted_run_goes_on_in_the_same_process(begin, whole, tmp_path, when):
    run = begin(progress=interrupt_at(when))
    with pytest.raises(KeyboardInterrupt):
        finish(run)
    finish(run)
    assert_same(left_by(tmp_path / "run"), whole)


def test_a_run_interrupted_in_every_block_ends_as_if_it_were_not(begin, go_on, whole, tmp_path):
    begin()
    for _ in range(3):  # the first two blocks, and each block with its evaluation
        run = go_on()
        run.progress = interrupt_at(4)
        with pytest.raises(KeyboardInterrupt):
            finish(run)
    finish(go_on())
    assert_same(left_by(tmp_path / "run"), whole)


def test_a_run_that_has_not_begun_to_train_can_be_taken_up(begin, go_on, whole, tmp_path):
    begin()
    finish(go_on())
    assert_same(left_by(tmp_path / "run"), whole)


def test_a_run_killed_while_its_record_was_made_begins_anew(begin, go_on, whole, tmp_path):
    begin()
    (tmp_path / "run" / "checkpoint.npz").unlink()
    shutil.rmtree(tmp_path / "run" / "arrays.zarr" / "stream")
    finish(go_on())
    assert_same(left_by(tmp_path / "run"), whole)


def test_taking_up_a_finished_run_changes_nothing(begin, go_on, tmp_path):
    first = finish(begin())
    before = left_by(tmp_path / "run")
    assert finish(go_on()) == first
    assert_same(left_by(tmp_path / "run"), before)


def interrupt_at(when: int):
    """A progress that Ctrl-C meets at its call number `when`, and never again."""
    calls = []

    def progress(*_):
        calls.append(1)
        if len(calls) == when:
            raise KeyboardInterrupt

    return progress


def test_progress_is_reported_after_every_block_and_evaluation(begin):
    told = []
    finish(begin(progress=lambda *what: told.append(what)))
    assert told == [
        ("training", 3, 8),
        ("training", 4, 8),
        ("evaluating first", 3, 3),
        ("evaluating second", 3, 3),
        ("training", 6, 8),
        ("training", 8, 8),
        ("evaluating first", 3, 3),
        ("evaluating second", 3, 3),
    ]
    assert len(told) == N_PROGRESS


# --- evaluation leaves no trace


def test_evaluating_once_at_the_end_gives_the_same_state_and_last_row(begin, whole):
    run = begin(evaluate="end")
    summary = finish(run)
    assert summary["accuracy_matrix"] == json.loads(whole["summary"])["accuracy_matrix"][-1:]
    for key, array in run.state.items():
        assert array.tobytes() == whole[f"state {key}"], key


def test_the_untrained_network_is_evaluated_if_asked_for(begin, go_on, whole, tmp_path):
    run = begin(evaluate="untrained")
    assert run.stream.evaluate_after == (0, 4, 8)
    summary = finish(run)
    measured = Record.open(tmp_path / "run").accuracy_rows()
    assert sorted({(row["trained"], row["presentations"]) for row in measured}) == [
        (0, 0),
        (1, 4),
        (2, 8),
    ]
    R = np.array(summary["accuracy_matrix"])
    assert R[1:].tolist() == json.loads(whole["summary"])["accuracy_matrix"]
    assert summary["forward_transfer"] == pytest.approx(R[1, 1] - R[0, 1], abs=2e-6)
    for key, array in run.state.items():
        assert array.tobytes() == whole[f"state {key}"], key
    with pytest.raises(KeyboardInterrupt):
        finish(begin("other", progress=interrupt_at(3), evaluate="untrained"))
    finish(go_on("other"))
    assert_same(left_by(tmp_path / "other"), left_by(tmp_path / "run"))


def test_a_plug_in_that_is_edited_during_a_run_changes_nothing_in_it(
    begin, plugins, tmp_path, monkeypatch
):
    monkeypatch.setenv("SNN_CL_PATH", f"{tmp_path}:{plugins}")
    for kind, body in (
        ("encoders", "def mine(images): return images.reshape(len(images), -1)"),
        ("metrics", "def length(R): return len(R)"),
    ):
        (tmp_path / kind).mkdir()
        name = "mine" if kind == "encoders" else "length"
        (tmp_path / kind / f"{name}.py").write_text(body + "\n")
    run = begin(model=dataclasses.replace(make_model(), encoder="mine"))
    (tmp_path / "encoders" / "mine.py").write_text("def mine(images): raise MemoryError\n")
    (tmp_path / "metrics" / "length.py").write_text("def length(R): return -1000\n")
    assert finish(run)["length"] == 2


def test_an_evaluation_changes_no_state(begin):
    run = begin()
    before = {key: array.copy() for key, array in run.state.items()}
    evaluate(run.simulator, run.stream.tests[0], run.state, seed=1)
    assert all(np.array_equal(run.state[key], before[key]) for key in before)


def test_an_evaluation_in_small_blocks_gives_the_same(begin):
    run = begin()
    test = Experience("all", run.stream.images, run.stream.labels)
    whole = evaluate(run.simulator, test, run.state, seed=1)
    assert evaluate(run.simulator, test, run.state, seed=1, block=3) == whole


def test_images_that_no_output_answers_are_wrong_and_silent(begin):
    run = begin()
    dark = Experience("dark", np.zeros((2, 4, 4), np.uint8), np.zeros(2, int))
    assert evaluate(run.simulator, dark, run.state, seed=1) == (0.0, 1.0)


# --- no task ever reaches the network


def test_the_network_never_sees_an_experience(begin):
    stream = make_stream()
    renamed = tuple(dataclasses.replace(test, name=test.name[::-1]) for test in stream.tests)
    other = dataclasses.replace(
        stream,
        experience=np.random.default_rng(1).permutation(stream.experience),
        tests=renamed[::-1],
    )
    first = begin("first", evaluate="end")
    finish(first)
    second = begin("second", stream=other, evaluate="end")
    finish(second)
    for key, array in first.state.items():
        assert array.tobytes() == second.state[key].tobytes(), key


def told(run) -> list[float]:
    """What `modulator(t)` was in each presentation, kept beside what the simulator returns."""
    values = []
    simulate = run.simulator.run

    def listen(*arguments, modulator=None, **options):
        if options.get("plastic", True):
            n = len(arguments[0])
            values.extend([0.0] * n if modulator is None else modulator.tolist())
        return simulate(*arguments, modulator=modulator, **options)

    run.simulator.run = listen
    finish(run)
    return values


def test_the_network_is_told_nothing_of_boundaries(begin):
    assert told(begin()) == [0.0] * N


def test_the_network_is_told_the_boundaries_if_asked_to(begin):
    assert told(begin(signal="boundaries")) == [0, 0, 0, 1, 0, 0, 0, 1]


def anchored():
    """The small model with weights that are kept at the signal."""
    stack = ["synapses/transmission", "synapses/hebbian", "synapses/anchor_at_event"]
    return with_rule(make_model(), "input_output", stack)


@pytest.mark.slow
def test_a_run_that_is_told_the_boundaries_is_taken_up_as_such(begin, go_on, tmp_path):
    options = {"signal": "boundaries", "model": anchored()}
    whole = begin("whole", **options)
    finish(whole)
    for when in range(1, N_PROGRESS + 1):
        name = f"run{when}"
        with pytest.raises(KeyboardInterrupt):
            finish(begin(name, progress=interrupt_at(when), **options))
        finish(go_on(name, model=anchored()))
        assert_same(left_by(tmp_path / name), left_by(tmp_path / "whole"))
    assert np.array_equal(whole.state["input_output.w_ref"], whole.state["input_output.w"])
    silent = begin("silent", model=anchored())
    start = silent.state["input_output.w"].copy()
    finish(silent)
    assert np.array_equal(silent.state["input_output.w_ref"], start)


def test_a_record_of_an_older_format_is_not_gone_on_with(begin, go_on, tmp_path):
    begin()
    record = Record.open(tmp_path / "run")
    record.header.contents["format"] = 1
    record.write_header()
    with pytest.raises(RunError) as caught:
        go_on()
    assert str(caught.value) == (
        f"{tmp_path}/run: was begun by an older snn_cl, whose results were others; "
        "start a new run, or use the snn_cl of then"
    )


# --- a run is only taken up as it was


def test_a_changed_equation_file_is_refused(begin, go_on, tmp_path, plugins):
    rule = tmp_path / "mine.eq"
    rule.write_text((plugins / "equations" / "synapses" / "hebbian.eq").read_text())
    model = with_rule(make_model(), "input_output", ["synapses/transmission", str(rule)])
    begin(model=model)
    rule.write_text(rule.read_text().replace("trace_pre - 0.2", "trace_pre - 0.1"))
    with pytest.raises(RunError) as caught:
        go_on(model=model)
    assert str(caught.value) == (
        f"{tmp_path}/run: the equation files of 'input_output' have changed since then; "
        "start a new run, or restore them from record.json"
    )


def test_a_changed_parameter_is_refused(begin, go_on, tmp_path):
    begin()
    with pytest.raises(RunError) as caught:
        go_on(model=with_parameter(make_model(), "output", "tau_m", "20*ms"))
    assert str(caught.value) == (
        f"{tmp_path}/run: output.tau_m was 0.015 and is 0.02 now [SI units]; "
        "start a new run, or restore the model"
    )


@pytest.mark.parametrize(
    ("part", "was", "now"),
    [("encoder", "poisson_rate", "unit_length"), ("readout", "most_active", "mine")],
)
def test_another_encoder_or_readout_is_refused(begin, go_on, tmp_path, part, was, now):
    begin()
    with pytest.raises(RunError) as caught:
        go_on(model=dataclasses.replace(make_model(), **{part: now}))
    assert str(caught.value) == (
        f"{tmp_path}/run: the {part} was '{was}' and is '{now}' now; "
        "start a new run, or restore the model"
    )


@pytest.mark.parametrize("changed", ["images", "labels", "tests", "evaluate_after"])
def test_changed_data_is_refused(begin, go_on, tmp_path, changed):
    begin()
    stream = make_stream()
    value = {
        "images": 255 - stream.images,
        "labels": 1 - stream.labels,
        "tests": stream.tests[::-1],
        "evaluate_after": (N,),
    }[changed]
    with pytest.raises(RunError) as caught:
        go_on(stream=make_stream(**{changed: value}))
    assert str(caught.value) == (
        f"{tmp_path}/run: the data is not the one the run began with; "
        "give the folder it had with --data-root or $SNN_CL_DATA, or start a new run"
    )


TIMES = {"show": "20*ms", "rest": "4*ms", "dt": "0.5*ms", "teacher_rate": "60*Hz"}
IN_STEPS = {"show_steps": 40, "rest_steps": 8, "dt": 0.0005, "teacher_rate": 60.0}


def with_times(**times):
    return dataclasses.replace(make_model(), timing=Timing(**times))


def test_a_run_has_the_times_of_its_model(plugins, tmp_path):
    begun = start(CONFIGURATION, tmp_path / "run", stream=make_stream(), model=with_times(**TIMES))
    expected = SimulatorHeader(dtype="float64", **IN_STEPS)
    assert begun.record.header.simulator == expected


def test_a_run_may_choose_some_of_its_times_and_keeps_the_others(plugins, tmp_path):
    configuration = dataclasses.replace(CONFIGURATION, show="30*ms", teacher_rate="50*Hz")
    own = {"stream": make_stream(), "model": with_times(**TIMES)}
    begun = start(configuration, tmp_path / "run", **own)
    changed = {"show_steps": 60, "teacher_rate": 50.0}
    expected = SimulatorHeader(dtype="float64", **IN_STEPS | changed)
    assert begun.record.header.simulator == expected


def test_a_time_that_is_none_is_refused_before_any_data_is_read(plugins):
    with pytest.raises(ModelError, match=r"^show is '0.35'; expected a time such as '350\*ms'$"):
        start(dataclasses.replace(CONFIGURATION, dataset="none", show="0.35"))


def test_a_resumed_run_keeps_its_times(begin, go_on):
    begin(**TIMES)
    assert go_on().simulator.resolved.model.timing == Timing(**TIMES)


def test_a_record_from_before_models_had_times_goes_on_with_its_own(begin, tmp_path, monkeypatch):
    def header_of_then(*arguments):
        header = make_header(*arguments)
        for name in TIMES:
            del header["configuration"][name]
        return header

    with monkeypatch.context() as patch:
        patch.setattr("snn_cl.training.run.make_header", header_of_then)
        begin(**TIMES)
    own = {"stream": make_stream(), "model": with_times(show="70*ms", teacher_rate="5*Hz")}
    run = resume(tmp_path / "run", **own)
    assert run.simulator.resolved.model.timing == Timing(**TIMES)
    finish(run)


def test_a_model_of_other_times_is_refused(plugins, tmp_path):
    own = {"stream": make_stream(), "model": with_times(show="10*ms")}
    start(CONFIGURATION, tmp_path / "run", **own)
    own["model"] = with_times(show="20*ms")
    with pytest.raises(RunError, match="the simulator was .*'show_steps': 10.* and is .*20"):
        resume(tmp_path / "run", **own)


def test_other_sizes_or_initial_values_are_refused(begin, go_on, tmp_path):
    begin()
    model = make_model()
    parts = [
        dataclasses.replace(part, initial={"w": "0.25"}) if part.name == "input_output" else part
        for part in model.projections
    ]
    with pytest.raises(RunError) as caught:
        go_on(model=dataclasses.replace(model, projections=tuple(parts)))
    assert str(caught.value) == (
        f"{tmp_path}/run: the model's sizes, connections or initial values have changed; "
        "start a new run, or restore the model"
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [("labelled", 0.5), ("signal", "boundaries"), ("record", []), ("block", 4), ("colour", "red")],
)
def test_an_edited_configuration_is_refused(begin, go_on, tmp_path, name, value):
    begin()
    record = Record.open(tmp_path / "run")
    record.header["configuration"][name] = value
    record.write_header()
    with pytest.raises(RunError) as caught:
        go_on()
    assert str(caught.value) == (
        f"{tmp_path}/run/record.json: is not the one that the run was begun with; "
        "restore it, or start a new run"
    )


def test_a_configuration_of_another_version_is_refused(begin, go_on, tmp_path):
    begin()
    (tmp_path / "run" / "checkpoint.npz").unlink()  # which would tell that it was edited
    record = Record.open(tmp_path / "run")
    record.header["configuration"]["colour"] = "red"
    record.write_header()
    with pytest.raises(RunError, match=r"record.json: is damaged and cannot be read \(.*'colour'"):
        go_on()


@pytest.mark.parametrize("missing", ["stream", "model"])
def test_what_was_given_must_be_given_again(begin, tmp_path, missing):
    begin()
    own = {"stream": make_stream(), "model": make_model()} | {missing: None}
    with pytest.raises(RunError) as caught:
        resume(tmp_path / "run", **own)
    assert str(caught.value) == (
        f"{tmp_path}/run: was begun with a {missing} of its own; "
        f"give it again: snn_cl.resume(folder, {missing}=...)"
    )


# --- one at a time


def test_a_run_is_taken_up_once(begin, go_on, tmp_path):
    begin()
    first = go_on()
    with pytest.raises(RunError) as caught:
        go_on()
    assert str(caught.value) == (
        f"{tmp_path}/run: is being run by this process; wait for its end, or give another folder"
    )
    finish(first)
    assert go_on().position == N


def test_another_run_into_the_folder_of_one_under_way_is_told_so(begin, tmp_path):
    run = begin()
    with pytest.raises(RunError, match="run: is being run by this process; wait for its end"):
        begin()
    finish(run)
    with pytest.raises(RunError, match="run: holds another record; give another --out"):
        begin()


def test_a_run_that_failed_can_be_taken_up_while_its_error_is_looked_at(begin, go_on):
    with pytest.raises(KeyboardInterrupt) as caught:
        finish(begin(progress=interrupt_at(2)))
    assert go_on().position > 0
    assert caught.traceback  # which keeps alive all that the interrupted run knew


def test_what_went_on_elsewhere_is_not_gone_back_on(begin, go_on, tmp_path):
    run = begin(progress=interrupt_at(1))
    with pytest.raises(KeyboardInterrupt):
        finish(run)
    finish(go_on())
    with pytest.raises(RunError) as caught:
        finish(run)
    assert str(caught.value) == (
        f"{tmp_path}/run: has come from presentation 0 to 8 elsewhere; go on with snn_cl.resume"
    )


def test_a_folder_in_which_a_run_was_killed_before_its_record_takes_another(begin, tmp_path):
    (tmp_path / "run").mkdir()
    for name in (".lock", "initial.npz", ".0123456789abcdef.new"):
        (tmp_path / "run" / name).touch()
    assert begin().position == 0


# --- a state that is given


@pytest.fixture
def weights():
    return np.random.default_rng(7).random((16, 2))


def test_weights_that_are_given_are_those_of_the_first_snapshot(begin, tmp_path, weights):
    run = begin(initial={"input_output.w": weights})
    assert np.array_equal(run.state["input_output.w"], weights)
    snapshot = Record.open(tmp_path / "run").arrays("snapshots")["input_output.w"].values[0]
    assert np.array_equal(snapshot, weights.astype(np.float32))


def test_what_is_not_given_begins_as_the_model_says(begin, weights):
    given, other = begin("a", initial={"input_output.w": weights}), begin("b")
    for key in set(other.state) - {"input_output.w"}:
        assert np.array_equal(given.state[key], other.state[key]), key


@pytest.mark.parametrize("killed", ["before its first checkpoint", "later"])
def test_weights_that_are_given_survive(begin, go_on, tmp_path, weights, killed):
    initial = {"input_output.w": weights}
    whole = begin("whole", initial=initial)
    finish(whole)
    run = begin(initial=initial, progress=interrupt_at(2))
    if killed == "later":
        with pytest.raises(KeyboardInterrupt):
            finish(run)
    else:
        (tmp_path / "run" / "checkpoint.npz").unlink()
    run.lock.release()
    finish(go_on())
    assert_same(left_by(tmp_path / "run"), left_by(tmp_path / "whole"))


def test_weights_that_were_given_and_changed_since_are_refused(begin, go_on, tmp_path, weights):
    begin(initial={"input_output.w": weights})
    (tmp_path / "run" / "checkpoint.npz").unlink()
    write_checkpoint(tmp_path / "run", {}, {"input_output.w": weights + 1}, "initial.npz")
    with pytest.raises(RunError, match="'input_output.w' is not what the run was begun with"):
        go_on()


@pytest.mark.parametrize(
    ("initial", "line"),
    [
        (
            {"input_output.ww": np.zeros((16, 2))},
            "initial: no state variable 'input_output.ww'; did you mean 'input_output.w'?",
        ),
        (
            {"input_output.w": np.zeros((2, 16))},
            "initial: 'input_output.w' has shape (2, 16) and type float64; "
            "expected (16, 2) and float64",
        ),
        (
            {"input_output.w": np.zeros((16, 2), complex)},
            "initial: 'input_output.w' has shape (16, 2) and type complex128; "
            "expected (16, 2) and float64",
        ),
        (
            {"input_output.w": np.full((16, 2), np.nan)},
            "initial: 'input_output.w' holds values that are not finite; give numbers",
        ),
        (
            {"input_output.w": np.full((16, 2), -np.inf)},
            "initial: 'input_output.w' holds values that are not finite; give numbers",
        ),
    ],
)
def test_a_state_that_does_not_fit_is_refused(begin, tmp_path, initial, line):
    with pytest.raises(ModelError) as caught:
        begin(initial=initial)
    assert str(caught.value) == line
    assert not (tmp_path / "run").exists()


# --- which runs are seeds of one


def test_runs_of_one_model_are_seeds_of_one(begin, tmp_path):
    for seed in (0, 1):
        begin(str(seed), seed=seed)
    records = [Record.open(tmp_path / str(seed)) for seed in (0, 1)]
    assert len(groups_of(records, "x")) == 1
    text = title_of(groups_of(records, "x")[0])
    model = records[0].header.model[:6]
    assert text == f"own model {model} on own stream halves, n = 2 seeds (mean ± sd)"


def test_models_given_in_python_that_differ_are_no_seeds_of_one(begin, tmp_path):
    model = make_model()
    slower = with_parameter(model, "output", "tau_m", "20*ms")
    others = {
        "parameter": slower,
        "rule": with_rule(model, "input_output", ["synapses/transmission"]),
        "initial": dataclasses.replace(
            model,
            projections=tuple(
                dataclasses.replace(part, initial={"w": "0.25"})
                if part.name == "input_output"
                else part
                for part in model.projections
            ),
        ),
    }
    begin("0", seed=0, record=())
    for name, other in others.items():
        begin(name, seed=1, model=other, record=())
    records = [Record.open(tmp_path / name) for name in ("0", *others)]
    assert len(groups_of(records, "x")) == 4


def test_runs_from_given_weights_are_no_seeds_of_one_from_others(begin, tmp_path, weights):
    begin("0", seed=0)
    begin("1", seed=1, initial={"input_output.w": weights})
    records = [Record.open(tmp_path / name) for name in ("0", "1")]
    assert len(groups_of(records, "x")) == 2
    assert title_of(records[1:]).endswith("seed 1\ngiven input_output.w")


# --- what comes out


def test_the_summary_has_what_the_design_promises(begin):
    assert set(finish(begin())) == {
        "run",
        "accuracy",
        "accuracy_matrix",
        "average_accuracy",
        "average_incremental_accuracy",
        "forgetting",
        "backward_transfer",
        "forward_transfer",
        "notes",
        "presentations",
        "ms_per_presentation",
        "build_seconds",
        "seed",
        "backend",
    }


def test_the_summary_is_kept_in_the_record(begin, tmp_path):
    summary = finish(begin())
    assert Record.open(tmp_path / "run").header.summary == summary


def test_the_summary_agrees_with_the_record(begin, tmp_path):
    summary = finish(begin())
    matrix = Record.open(tmp_path / "run").accuracy_matrix()
    assert np.allclose(summary["accuracy_matrix"], matrix, atol=1e-6)
    assert summary["accuracy"] == pytest.approx(matrix[-1].mean(), abs=1e-6)
    assert (summary["presentations"], summary["seed"], summary["backend"]) == (8, 3, "numpy")
    assert set(summary["ms_per_presentation"]) == {"train", "evaluate"}


def test_the_stream_is_kept_as_it_was_shown(begin, tmp_path):
    run = begin()
    finish(run)
    found = Record.open(tmp_path / "run").arrays("stream")
    assert np.array_equal(found["label"], run.stream.labels)
    assert np.array_equal(found["experience"], run.stream.experience)
    # its teacher makes the right output fire, so these are no predictions
    assert set(found) == {"label", "experience", "taught_prediction"}
    assert set(found["taught_prediction"].values.tolist()) <= {-1, 0, 1}


def test_traces_end_at_the_final_state(begin, tmp_path):
    run = begin()
    finish(run)
    trace = Record.open(tmp_path / "run").arrays("traces")["input_output.w"]
    assert trace.shape == (N, 16)
    assert np.array_equal(trace.values[-1], run.state["input_output.w"][:, 0])


def test_snapshots_begin_and_end_with_the_run(begin, tmp_path):
    run = begin()
    initial = run.state["input_output.w"].astype(np.float32)
    finish(run)
    found = Record.open(tmp_path / "run").arrays("snapshots")
    assert found["presentation"].values.tolist() == [0, 4, 8]
    assert np.array_equal(found["input_output.w"].values[0], initial)
    final = run.state["input_output.w"].astype(np.float32)
    assert np.array_equal(found["input_output.w"].values[-1], final)


def test_spikes_are_kept_at_the_start_of_each_experience(begin, tmp_path):
    finish(begin())
    found = Record.open(tmp_path / "run").arrays("spikes")
    columns = ("presentation", "neuron", "step")
    assert set(found) == {
        f"{k}_{name}.{column}"
        for k in (0, 4)
        for name in ("input", "output", "teacher")
        for column in columns
    }
    # blocks run from 0 to 3 and from 4 to 6
    assert set(found["0_input.presentation"].values.tolist()) == {0, 1, 2}
    assert set(found["4_input.presentation"].values.tolist()) == {4, 5}


def test_ten_labels_work(begin):
    summary = finish(begin(stream=make_stream(n_labels=10), model=make_model(10), record=()))
    assert np.shape(summary["accuracy_matrix"]) == (2, 2)


def test_a_joint_stream_has_one_row_and_no_forgetting(quick, tmp_path):
    configuration = Configuration(
        model="small", dataset="tiny", scenario="joint", backend="numpy", n_train=10, n_test=10
    )
    summary = finish(start(configuration, tmp_path / "run"))
    assert np.shape(summary["accuracy_matrix"]) == (1, 5)
    undefined = ("forgetting", "backward_transfer", "forward_transfer")
    assert [summary[name] for name in undefined] == [None, None, None]
    assert summary["accuracy"] == pytest.approx(np.mean(summary["accuracy_matrix"]), abs=1e-6)


# --- what a run refuses


@pytest.mark.parametrize(
    ("changed", "kind", "text"),
    [
        ({"block": 0}, RunError, "block is 0; give at least 1 presentation"),
        (
            {"evaluate": "never"},
            RunError,
            "evaluate is 'never'; expected 'always', 'end' or 'untrained'",
        ),
        (
            {"signal": "tasks"},
            RunError,
            "signal is 'tasks'; expected 'boundaries' or nothing",
        ),
        ({"seed": -1}, StreamError, "seed is -1; give a number from 0 to 2**63 - 1"),
        ({"seed": 2**63}, StreamError, f"seed is {2**63}; give a number from 0 to 2**63 - 1"),
    ],
)
def test_a_configuration_that_makes_no_sense_is_refused(begin, tmp_path, changed, kind, text):
    with pytest.raises(kind) as caught:
        begin(**changed)
    assert str(caught.value) == text
    assert not (tmp_path / "run").exists()


def test_nothing_is_written_when_a_trace_does_not_exist(begin, tmp_path):
    with pytest.raises(ValueError, match="no state variable 'input_output.ww'"):
        begin(record=("input_output.ww[0,0]",))
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("seed", [-1, 2**63, 10**30])
def test_a_simulator_refuses_the_seeds_that_a_run_refuses(begin, seed):
    simulator = begin().simulator
    text = f"seed is {seed}; give a number from 0 to 2\\*\\*63 - 1"
    with pytest.raises(StreamError, match=text):
        simulator.initial_state(seed)
    with pytest.raises(StreamError, match=text):
        simulator.run(np.zeros((1, 16)), state=simulator.initial_state(0), seed=seed)


def test_the_largest_seed_is_one(begin):
    assert finish(begin(seed=2**63 - 1))["seed"] == 2**63 - 1


# --- which weights are kept


@pytest.mark.parametrize(("keep", "expected"), [("all", [0, 4, 8]), ("final", [8])])
def test_the_weights_that_are_asked_for_are_kept(begin, keep, expected):
    run = begin(keep=keep)
    finish(run)
    kept = run.record.arrays("snapshots")
    assert kept["presentation"].values.tolist() == expected
    last = run.state["input_output.w"].astype(np.float32)
    assert (kept["input_output.w"].values[-1] == last).all()


def test_a_run_that_keeps_no_weights_can_be_taken_up(begin, go_on, whole):
    run = begin(keep="nothing", progress=interrupt_at(3))
    with pytest.raises(KeyboardInterrupt):
        finish(run)
    taken_up = go_on()
    finish(taken_up)
    assert taken_up.record.arrays("snapshots") == {}
    assert taken_up.state["input_output.w"].tobytes() == whole["state input_output.w"]


def test_another_word_for_what_to_keep_is_refused(begin):
    with pytest.raises(RunError, match="keep is 'some'; expected 'nothing', 'final' or 'all'"):
        begin(keep="some")


def test_a_run_says_in_one_line_what_it_is(begin, tmp_path):
    run = begin()
    assert repr(run) == f"<Run {tmp_path}/run: tacos, 0 of 8 presentations>"
    assert repr(run.record) == f"<Record {tmp_path}/run: tacos, digits, split_domain>"
    assert (
        repr(run.simulator)
        == "<Simulator of input 16, output 2, teacher 2: numpy, float64, 10 steps an image>"
    )
