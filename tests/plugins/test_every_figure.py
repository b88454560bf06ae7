"""Every figure file draws every kind of record, and draws what the record holds."""

import functools
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from drawn import coloured_pixels
from matplotlib.figure import Figure

from snn_cl.configuration import Configuration
from snn_cl.errors import RunError
from snn_cl.figures._experiences import is_sequential
from snn_cl.figures._rasters import spikes_by_experience
from snn_cl.figures.accuracy_curve import accuracy_curve
from snn_cl.figures.accuracy_matrix import accuracy_matrix
from snn_cl.figures.plasticity_curve import plasticity_curve
from snn_cl.figures.receptive_fields import mosaic, receptive_fields
from snn_cl.figures.recruitment import neurons_by_label, recruitment
from snn_cl.figures.signal_to_noise import signal_to_noise
from snn_cl.figures.spike_raster import spike_raster
from snn_cl.figures.state_traces import state_traces
from snn_cl.figures.weight_development import neighbours, weight_development
from snn_cl.figures.weight_histogram import weight_histogram
from snn_cl.find import find_function, names
from snn_cl.records.array_store import STORE
from snn_cl.records.header import RecordHeader
from snn_cl.records.header_parts import MemoryHeader, ProbeHeader, SimulatorHeader, StreamHeader
from snn_cl.records.record import Record

# Those of curves draw what `snn-cl probe` or an experiment leaves behind, all others a run.
CURVES = ("plasticity_curve", "signal_to_noise")
FIGURES = [name for name in names("figures") if name not in CURVES]
POPULATIONS = {"input": 784, "hidden": 12, "output": 2, "teacher": 2, "novelty": 1}
EXPERIENCES = ["0 1", "2 3", "Bag Ankle boot"]
N = 60  # presentations
ENDS = [20, 40, 60]
SNAPSHOTS = [0, 10, 20, 30, 40, 50, 60]
MATRIX = np.array([[0.9, 0.5, 0.4], [0.8, 0.95, 0.45], [0.7, 0.85, 1.0]])
N_SPIKES = {"input": 30, "hidden": 9, "output": 4, "teacher": 0, "novelty": 0}

Make = Callable[..., Record]


@pytest.fixture(scope="module")
def arrays_of(tmp_path_factory) -> Callable[[int, np.ndarray | None], Path]:
    """Return a function that writes the arrays of a record once, and says where they are."""

    @functools.cache
    def written(upto: int, order: tuple[int, ...] | None) -> Path:
        record = Record.create(tmp_path_factory.mktemp("arrays") / "run", header(0, None, {}))
        write_stream(record, upto, order)
        write_snapshots(record, upto)
        write_traces(record, upto)
        write_spikes(record, upto)
        return record.folder / STORE

    return lambda upto, order: written(upto, None if order is None else tuple(order.tolist()))


class Sharing(Record):
    """A record that reads the arrays of another until it writes to its own."""

    shared: Path

    @property
    def _path(self) -> Path:
        own = self.folder / STORE
        return own if own.exists() else self.shared

    def declare(self, *arguments, **options) -> None:
        self._copy_arrays()
        super().declare(*arguments, **options)

    def fill(self, *arguments) -> np.ndarray:
        self._copy_arrays()
        return super().fill(*arguments)

    def _copy_arrays(self) -> None:
        if self._path == self.shared:
            shutil.copytree(self.shared, self.folder / STORE)


@pytest.fixture
def make_record(tmp_path, arrays_of) -> Make:
    """Return a function that makes a small record, run up to some presentation."""

    def make(name: str = "run", seed: int = 0, upto: int = N, order=None, **choices) -> Record:
        record = Sharing(tmp_path / name, header(seed, order, choices))
        record.shared = arrays_of(upto, order)
        record.folder.mkdir()
        record.write_header()
        write_rows(record, MATRIX - 0.02 * seed, upto)
        return record

    return make


def header(seed: int, order: np.ndarray | None, choices: dict) -> RecordHeader:
    scenario = "split_domain" if order is None else "drifting"
    names = {"model": "tacos", "dataset": "mnist", "scenario": scenario}
    places = [np.flatnonzero(shown_in(order) == k) for k in range(3)]
    return RecordHeader(
        configuration=Configuration(**names | choices, seed=seed),
        stream=StreamHeader(
            name=scenario,
            n_presentations=N,
            n_labels=2,
            experiences=tuple(EXPERIENCES),
            evaluate_after=tuple(ENDS),
            first_shown=tuple(int(found[0]) for found in places),
            last_shown=tuple(int(found[-1]) for found in places),
            image_shape=(28, 28),
            crc32=seed,
        ),
        answers="prediction",
        populations=POPULATIONS,
        simulator=SimulatorHeader(
            dt=0.001, show_steps=150, rest_steps=50, dtype="float32", teacher_rate=100.0
        ),
    )


def shown_in(order: np.ndarray | None) -> np.ndarray:
    return np.repeat(np.arange(3), 20) if order is None else order


def write_stream(record: Record, upto: int, order: np.ndarray | None) -> None:
    label = np.arange(N) % 2
    prediction = np.where(np.arange(N) % 4 == 3, 0, label)  # three of four are right
    experience = np.asarray(shown_in(order))
    for name, values in zip(
        ("label", "prediction", "experience"), (label, prediction, experience), strict=True
    ):
        record.declare(f"stream/{name}", (N,), "int32", ("presentation",))
        record.fill(f"stream/{name}", 0, values[:upto].astype(np.int32))


def write_rows(record: Record, matrix: np.ndarray, upto: int) -> None:
    rows = [
        {
            "presentations": end,
            "trained": i,
            "tested": j,
            "accuracy": matrix[i, j],
            "silent": 0.0,
            "n_test": 10,
        }
        for i, end in enumerate(ENDS)
        for j in range(3)
        if end <= upto
    ]
    record.write_accuracy(rows)


def write_snapshots(record: Record, upto: int) -> None:
    random = np.random.default_rng(0)
    taken = np.array([k for k in SNAPSHOTS if k <= upto])
    record.declare("snapshots/presentation", (len(SNAPSHOTS),), "int64", ("snapshot",))
    record.fill("snapshots/presentation", 0, taken)
    for key, shape in (("hidden_output.w", (12, 2)), ("input_hidden.w", (784, 12))):
        whole = (len(SNAPSHOTS), *shape)
        record.declare(f"snapshots/{key}", whole, "float32", ("snapshot", "pre", "post"), units="1")
        values = random.uniform(-1, 1, (len(taken), *shape)).astype(np.float32)
        if key == "hidden_output.w":  # shares, as recruitment wants them
            values = abs(values) / abs(values).sum(axis=2, keepdims=True)
        record.fill(f"snapshots/{key}", 0, values)


def write_traces(record: Record, upto: int) -> None:
    synapses = [[406, 11], [300, 7]]
    write_trace(record, "input_hidden.w", synapses, upto)
    write_trace(record, "input_hidden.w_ref", synapses, upto)
    write_trace(record, "input_hidden.m", synapses[:1], upto)
    write_trace(record, "hidden.v", [[0], [1], [2]], upto, "mV")
    write_trace(record, "novelty.crowding", [[0]], upto)


def write_trace(record: Record, key: str, elements: list, upto: int, unit: str = "1") -> None:
    shape = (N, len(elements))
    names = ("pre", "post") if len(elements[0]) == 2 else ("neuron",)
    for name, along in zip(names, np.array(elements).T, strict=True):
        record.put(f"traces/{key}.{name}", along, (f"{key}.element",))
    attributes = {"units": unit, "coordinates": " ".join(f"{key}.{name}" for name in names)}
    axes = ("presentation", f"{key}.element")
    record.declare(f"traces/{key}", shape, "float64", axes, **attributes)
    record.fill(f"traces/{key}", 0, np.arange(N * shape[1], dtype=float).reshape(shape)[:upto])


def write_spikes(record: Record, upto: int) -> None:
    random = np.random.default_rng(0)
    for begin in (0, *ENDS[:-1]):
        if begin >= upto:
            return
        for name, n in N_SPIKES.items():
            presentation = begin + np.arange(n) % 3
            neuron, step = random.integers(0, POPULATIONS[name], n), random.integers(0, 150, n)
            columns = {"presentation": presentation, "neuron": neuron, "step": step}
            for column, values in columns.items():
                record.put(f"spikes/{begin}_{name}.{column}", values, (f"{begin}_{name}.spike",))


def texts(figure: Figure) -> list[str]:
    return [text.get_text() for ax in figure.axes for text in ax.texts]


def by_gid(ax, gid: str) -> list:
    return [artist for artist in ax.get_children() if artist.get_gid() == gid]


def plots(figure: Figure) -> list:
    return [ax for ax in figure.axes if ax.axison and ax.get_label() != "<colorbar>"]


def legend(ax) -> tuple[str, list[str]]:
    found = ax.get_legend()
    if found is None:
        return "", []
    return found.get_title().get_text(), [text.get_text() for text in found.get_texts()]


def drifting() -> np.ndarray:
    order = np.repeat(np.arange(3), 20)
    order[[18, 22, 38, 42]] = [1, 0, 2, 1]
    return order


# --- every figure of a run


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("upto", [N, 45, 20])
def test_draws_a_record_finished_or_not_and_a_notebook_shows_it(name, upto, make_record, tmp_path):
    figure = find_function("figures", name)([make_record(upto=upto)])
    assert isinstance(figure, Figure)
    (tmp_path / "figure.png").write_bytes(figure._repr_png_())  # what IPython asks a value for
    assert coloured_pixels(tmp_path / "figure.png") > 100


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("order", [drifting(), np.arange(N) % 3], ids=["drifting", "mixed"])
def test_draws_a_stream_without_boundaries(name, order, make_record, tmp_path):
    record = make_record(order=order)
    assert not is_sequential(record)
    figure = find_function("figures", name)([record])
    figure.savefig(tmp_path / "figure.png")
    assert not [shade for ax in figure.axes for shade in by_gid(ax, "experience")]


@pytest.mark.parametrize("name", FIGURES)
def test_every_axis_is_named(name, make_record):
    figure = find_function("figures", name)([make_record()])
    for ax in plots(figure):
        column = [ax, *ax.get_shared_x_axes().get_siblings(ax)]
        assert any(sibling.get_xlabel() for sibling in column)
        assert ax.get_ylabel()
    bars = [ax for ax in figure.axes if ax.get_label() == "<colorbar>"]
    assert all(ax.get_ylabel() for ax in bars)


@pytest.mark.parametrize("name", FIGURES)
def test_letters_are_large_enough(name, make_record):
    figure = find_function("figures", name)([make_record()])
    figure.draw_without_rendering()
    found = figure.findobj(lambda artist: hasattr(artist, "get_fontsize"))
    assert all(text.get_fontsize() >= 8 for text in found if text.get_text())
    assert figure.dpi == 150


@pytest.mark.parametrize("name", FIGURES)
def test_says_what_the_run_is(name, make_record):
    record = make_record(
        drop=["metaplasticity"], param=["input_hidden.eta=0.1"], n_train=60, dt="0.5*ms"
    )
    title = find_function("figures", name)([record]).get_suptitle()
    assert title.startswith("tacos on mnist, split_domain, seed 0\nwithout metaplasticity, ")
    assert "input_hidden.eta=0.1, n_train=60, dt=0.5*ms" in title


@pytest.mark.parametrize("name", FIGURES)
def test_a_long_title_goes_on_in_the_next_line(name, make_record):
    record = make_record(param=[f"input_hidden.parameter{k}=0.1" for k in range(8)])
    lines = find_function("figures", name)([record]).get_suptitle().splitlines()
    assert "input_hidden.parameter7=0.1" in lines[-1] + lines[-2] + lines[-3]
    assert max(map(len, lines)) <= 84


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize(
    "rule", ["W" * 300, "input_hidden=my_rules/WWWWWWWWWWWWWWWWWWWWWWWWW " * 6]
)
def test_a_title_stays_in_the_picture(name, rule, make_record):
    figure = find_function("figures", name)([make_record(rule=[rule.strip()])])
    assert_titles_fit(figure)


def test_titles_of_two_runs_stay_apart(make_record):
    rules = ["input_hidden=a_rule_with_a_long_name", "hidden_output=another_rule_with_a_name"]
    figure = accuracy_matrix([make_record("a", rule=rules), make_record("b", seed=1, n_train=9)])
    left, right = assert_titles_fit(figure)
    assert left.x1 < right.x0


def test_what_a_condition_has_of_its_own_stays_in_the_picture(make_record):
    long = [f"input_hidden=a_rule_with_a_long_name,another_rule_{k}" for k in range(3)]
    figure = accuracy_curve([make_record("a", rule=long), make_record("b")])
    assert_titles_fit(figure)
    box = figure.axes[0].get_legend().get_window_extent()
    assert figure.bbox.x0 < box.x0 < box.x1 <= figure.bbox.x1


def assert_titles_fit(figure: Figure) -> list:
    """Check that what stands above a figure and its panels lies in it; return where panels' do."""
    figure.draw_without_rendering()
    panels = [ax.title for ax in plots(figure)] + [ax._left_title for ax in plots(figure)]
    titles = [each for each in [figure._suptitle, *panels] if each and each.get_text()]
    found = [title.get_window_extent() for title in titles]
    for box in found:
        assert 0 <= box.x0 < box.x1 <= figure.bbox.x1
        assert box.y1 <= figure.bbox.y1
    return found


@pytest.mark.parametrize("draw", [accuracy_curve, accuracy_matrix])
def test_what_is_kept_is_neither_said_nor_parts_conditions(draw, make_record):
    figure = draw([make_record("a", keep="all"), make_record("b", seed=1, keep="least")])
    assert "n = 2 seeds" in figure.get_suptitle()
    assert "keep" not in figure.get_suptitle()


@pytest.mark.parametrize("name", FIGURES)
def test_needs_a_run(name):
    with pytest.raises(RunError, match=f"^{name}: got (0 runs|no run); expected .*; give "):
        find_function("figures", name)([])


@pytest.mark.parametrize("name", FIGURES)
def test_a_record_with_nothing_to_draw_is_one_clear_line(name, tmp_path):
    record = Record.create(tmp_path / "run", header(0, None, {}))
    with pytest.raises(RunError, match=r"run: .*; expected .*; (go on|draw|run again) ") as caught:
        find_function("figures", name)([record])
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "draw",
    [receptive_fields, weight_histogram, spike_raster],
    ids=lambda f: f.__name__,
)
def test_figures_of_one_run_refuse_two(draw, make_record):
    with pytest.raises(RunError, match=f"^{draw.__name__}: got 2 runs; expected one; give one run"):
        draw([make_record("a"), make_record("b", seed=1)])


def test_figures_leave_no_global_state():
    code = (
        "import importlib, sys\n"
        f"for name in {FIGURES}:\n"
        "    importlib.import_module(f'snn_cl.figures.{name}')\n"
        "sys.exit('matplotlib.pyplot' in sys.modules)\n"
    )
    root = Path(__file__).resolve().parents[2]
    assert subprocess.run([sys.executable, "-c", code], cwd=root).returncode == 0


@pytest.mark.parametrize(
    "draw", [accuracy_curve, state_traces, weight_development], ids=lambda f: f.__name__
)
def test_experiences_are_shaded_and_named(draw, make_record):
    figure = draw([make_record()])
    for ax in plots(figure):
        spans = [(s.get_x(), s.get_x() + s.get_width()) for s in by_gid(ax, "experience")]
        assert spans == [(0, 20), (20, 40), (40, 60)]
        assert ax.get_xlim() == (0, N)
    names = [text.get_text() for text in by_gid(figure.axes[0], "experience name")]
    assert [name.replace("\n", " ") for name in names] == EXPERIENCES


def test_experiences_that_drift_fade(make_record):
    ax = plots(accuracy_curve([make_record(order=drifting())]))[0]
    assert len(by_gid(ax, "mixture")) == 1
    assert len(by_gid(ax, "experience name")) == 3


def test_experiences_mixed_all_along_are_said_to_be(make_record):
    ax = plots(accuracy_curve([make_record(order=np.arange(N) % 3)]))[0]
    assert not by_gid(ax, "mixture")
    assert [t.get_text() for t in by_gid(ax, "experience name")] == ["all experiences mixed"]


# --- accuracy_matrix


def test_matrix_writes_every_cell(make_record):
    figure = accuracy_matrix([make_record()])
    assert [float(text) for text in texts(figure)] == [90, 50, 40, 80, 95, 45, 70, 85, 100]
    ax = figure.axes[0]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("tested on", "after training on")
    labels = [label.get_text() for label in ax.get_xticklabels()]
    assert labels == ["0 1", "2 3", "Bag Ankle\nboot"]
    assert figure.axes[1].get_ylabel() == "accuracy (%)"


def test_matrix_gives_the_result(make_record):
    title = accuracy_matrix([make_record()]).get_suptitle()
    assert " ".join(title.split("\n")[1:]) == (
        "average accuracy 85.0 %, average incremental accuracy 87.5 %, "
        "backward transfer -15.0 %, forgetting 15.0 %, forward transfer -2.5 %"
    )


def test_matrix_gives_no_metric_that_is_not_defined(make_record):
    title = accuracy_matrix([make_record(order=drifting())]).get_suptitle()
    assert "forgetting" not in title
    assert "backward" not in title


def test_matrix_of_a_record_that_does_not_say_what_was_shown_gives_the_accuracy_only(make_record):
    record = make_record()
    del record.header["stream"]["first_shown"]
    title = accuracy_matrix([record]).get_suptitle()
    assert title.split("\n")[1:] == ["average accuracy 85.0 %"]


def test_matrix_gives_a_users_metric_as_it_is(make_record, tmp_path, monkeypatch):
    (tmp_path / "metrics").mkdir()
    (tmp_path / "metrics" / "worst.py").write_text("def worst(R):\n    return 1000*R.min()\n")
    monkeypatch.setenv("SNN_CL_PATH", str(tmp_path))
    assert accuracy_matrix([make_record()]).get_suptitle().endswith("worst 400")


def test_matrix_of_a_run_evaluated_untrained_has_a_row_for_it(make_record):
    record = make_record()
    record.header["stream"]["evaluate_after"] = [0, *ENDS]
    rows = [{**row, "trained": row["trained"] + 1} for row in record.accuracy_rows()]
    untrained = [{**row, "presentations": 0, "trained": 0} for row in rows[:3]]
    record.write_accuracy([{**row, "accuracy": 0.25} for row in untrained] + rows)
    figure = accuracy_matrix([record])
    assert texts(figure)[:4] == ["25.0", "25.0", "25.0", "90.0"]
    labels = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    assert labels == ["nothing", "0 1", "2 3", "Bag Ankle\nboot"]
    assert "forward transfer 22.5 %" in figure.get_suptitle()
    lines = solid_lines(accuracy_curve([record]))
    assert lines["2 3"] == pytest.approx(np.array([[40, 95], [60, 85]]))


def test_a_run_evaluated_at_its_end_has_its_row_there(make_record):
    record = make_record(evaluate="end")
    row = {"presentations": N, "trained": 0, "silent": 0.0, "n_test": 10}
    record.write_accuracy([{**row, "tested": j, "accuracy": 0.5 + j / 10} for j in range(3)])
    figure = accuracy_matrix([record])
    assert texts(figure) == ["50.0", "60.0", "70.0"]
    assert [label.get_text() for label in figure.axes[0].get_yticklabels()] == ["60"]
    assert figure.get_suptitle().endswith("average accuracy 60.0 %")
    lines = solid_lines(accuracy_curve([record]))
    assert lines["Bag Ankle boot"] == pytest.approx(np.array([[60, 70]]))


def test_matrix_leaves_what_is_not_measured_empty(make_record):
    figure = accuracy_matrix([make_record(upto=45)])
    assert len(texts(figure)) == 6
    assert len(figure.axes[0].get_yticklabels()) == 3
    assert figure.get_suptitle().endswith("unfinished: 2 of 3 evaluations")


def test_matrix_averages_over_seeds(make_record):
    figure = accuracy_matrix([make_record(f"run{seed}", seed=seed) for seed in range(3)])
    assert texts(figure)[:4] == ["88.0", "± 2.0", "48.0", "± 2.0"]
    assert "n = 3 seeds (mean ± sd)" in figure.get_suptitle()
    title = figure.get_suptitle().replace("\n", " ")
    assert "average accuracy 83.0 ± 2.0 %" in title
    assert "forgetting 15.0 ± 0.0 %" in title


def test_matrix_counts_runs_where_a_seed_comes_twice(make_record):
    title = accuracy_matrix([make_record("a"), make_record("b")]).get_suptitle()
    assert "n = 2 runs" in title


def test_matrix_never_averages_what_differs(make_record):
    figure = accuracy_matrix([make_record("a"), make_record("b", drop=["metaplasticity"])])
    titles = [ax.get_title() for ax in plots(figure)]
    assert len(titles) == 2
    assert "without metaplasticity" in titles[1]


def test_matrix_never_averages_runs_that_were_evaluated_otherwise(make_record):
    figure = accuracy_matrix([make_record("a"), make_record("b", seed=1, evaluate="untrained")])
    titles = [ax.get_title() for ax in plots(figure)]
    assert ["evaluate=untrained" in title for title in titles] == [False, True]


def test_matrix_says_that_a_seed_is_unfinished(make_record):
    figure = accuracy_matrix([make_record("a"), make_record("b", seed=1, upto=45)])
    assert figure.get_suptitle().endswith("1 of 2 runs unfinished")
    assert len(texts(figure)) == 2 * 6


def test_matrix_of_one_evaluation(make_record):
    record = make_record(order=np.arange(N) % 3)
    record.header["stream"]["evaluate_after"] = [N]
    write_rows(record, MATRIX, 0)
    row = {"presentations": N, "trained": 0, "silent": 0.0, "n_test": 10}
    record.write_accuracy([{**row, "tested": j, "accuracy": 0.5 + j / 10} for j in range(3)])
    figure = accuracy_matrix([record])
    assert texts(figure) == ["50.0", "60.0", "70.0"]
    assert figure.axes[0].get_ylabel() == "after presentations"
    assert figure.get_suptitle().endswith("average accuracy 60.0 %")


# --- accuracy_curve


def solid_lines(figure: Figure) -> dict[str, np.ndarray]:
    found = figure.axes[0].get_lines()
    return {line.get_label(): line.get_xydata() for line in found if line.get_label()[0] != "_"}


def test_curve_holds_the_matrix(make_record):
    lines = solid_lines(accuracy_curve([make_record()]))
    assert lines["0 1"] == pytest.approx(np.array([[20, 90], [40, 80], [60, 70]]))
    assert lines["2 3"] == pytest.approx(np.array([[40, 95], [60, 85]]))
    assert lines["Bag Ankle boot"] == pytest.approx(np.array([[60, 100]]))


def test_curve_holds_the_answers_in_training(make_record):
    lines = solid_lines(accuracy_curve([make_record()], window=4))
    seen, accuracy = lines["in training\n(mean of last 4)"].T
    assert seen.tolist() == list(range(4, N + 1))
    assert accuracy == pytest.approx(np.full(N - 3, 75.0))


@pytest.mark.parametrize("said", [{"answers": "taught_prediction"}, {}])
def test_curve_never_draws_answers_that_were_taught(said, make_record, tmp_path):
    record = make_record()
    del record.header.contents["answers"]
    record.header.contents.update(said)
    figure = accuracy_curve([record])
    lines = solid_lines(figure)
    assert not [name for name in lines if "mean of last" in name]
    assert len(lines["in training: not drawn,\nthe label may drive\nthe answer"]) == 0
    figure.savefig(tmp_path / "figure.png")


def test_raster_calls_a_taught_answer_so(make_record):
    record = make_record()
    record.header.contents["answers"] = "taught_prediction"
    record.declare("stream/taught_prediction", (N,), "int32", ("presentation",))
    assert "label 0, taught answer none" in "".join(texts(spike_raster([record])))


def test_curve_before_the_first_evaluation(make_record):
    lines = solid_lines(accuracy_curve([make_record(upto=15)]))
    assert len(lines["0 1"]) == 0
    assert len(lines["in training\n(mean of last 15)"]) == 1


def test_curve_needs_a_window(make_record):
    with pytest.raises(RunError, match="window is 0; expected at least 1 presentation"):
        accuracy_curve([make_record()], window=0)


def conditions(figure: Figure) -> dict[str, list[list[float]]]:
    found = figure.axes[0].containers
    return {line.get_label(): line[0].get_xydata().round(6).tolist() for line in found}


def test_curve_of_conditions_has_a_line_each_over_what_was_trained_so_far(make_record):
    full, without = make_record("a"), make_record("b", drop=["metaplasticity"])
    write_rows(without, MATRIX / 2, N)
    figure = accuracy_curve([full, without])
    assert conditions(figure) == {
        "tacos": [[20, 90], [40, 87.5], [60, 85]],
        "without metaplasticity": [[20, 45], [40, 43.75], [60, 42.5]],
    }
    assert figure.get_suptitle() == "tacos on mnist, split_domain, seed 0"
    (ax,) = plots(figure)
    assert ax.get_ylabel() == "mean accuracy on the\nexperiences trained so far (%)"
    assert legend(ax) == ("", ["tacos", "without metaplasticity", "chance (50 %)"])
    assert len(by_gid(ax, "experience name")) == 3


def test_curve_of_conditions_averages_the_seeds_of_each(make_record):
    seeds = [make_record(f"a{seed}", seed=seed) for seed in (0, 2)]
    figure = accuracy_curve([*seeds, make_record("b", model="other")])
    assert conditions(figure)["tacos,\nn = 2 seeds (mean ± sd)"][0] == [20, 88]
    (bars,) = figure.axes[0].containers[0][2]
    assert bars.get_segments()[0][:, 1] == pytest.approx(88 + np.sqrt(8) * np.array([-1, 1]))
    assert conditions(figure)["other, seed 0"][0] == [20, 90]
    assert figure.get_suptitle() == "mnist, split_domain"


def test_curve_of_conditions_that_mix_experiences_is_over_all_of_them(make_record):
    mixed = make_record("b", order=np.arange(N) % 3)
    figure = accuracy_curve([make_record("a"), mixed])
    (ax,) = plots(figure)
    assert ax.get_ylabel() == "mean accuracy on all\nexperiences (%)"
    assert list(conditions(figure)) == ["mnist, split_domain", "mnist, drifting"]
    assert conditions(figure)["mnist, drifting"] == [[20, 60], [40, 73.333333], [60, 85]]
    assert not by_gid(ax, "experience name")


def test_curve_tells_conditions_apart_that_have_the_same_words(make_record):
    other = make_record("b")
    other.header.contents["model"] = "another hash"
    assert list(conditions(accuracy_curve([make_record("a"), other]))) == ["tacos (a)", "tacos (b)"]


def test_curve_of_conditions_of_which_one_has_not_been_evaluated(make_record, tmp_path):
    figure = accuracy_curve([make_record("a", upto=15), make_record("b", model="other")])
    assert conditions(figure)["tacos"] == []
    figure.savefig(tmp_path / "figure.png")


def test_curve_of_conditions_has_no_window(make_record):
    with pytest.raises(RunError, match="one condition only, and got 2; leave it out, or draw one"):
        accuracy_curve([make_record("a"), make_record("b", model="other")], window=9)


# --- receptive_fields


def test_fields_draw_a_tile_a_neuron(make_record):
    record = make_record()
    figure = receptive_fields([record], change=False)
    shown = fields(figure)
    assert shown.shape == (3 * 29 - 1, 4 * 29 - 1)  # 12 neurons
    weights = record.arrays("snapshots")["input_hidden.w"].values[-1]
    assert np.array_equal(shown[:28, 29:57], weights[:, 1].reshape(28, 28))
    low, high = figure.axes[0].images[0].get_clim()
    assert low == -high
    assert figure.axes[1].get_ylabel() == "weight"


def fields(figure: Figure) -> np.ndarray:
    return np.asarray(figure.axes[0].images[0].get_array().filled(np.nan))


def test_of_weights_with_both_signs_the_change_since_the_start_is_drawn(make_record):
    record = make_record()
    weights = record.arrays("snapshots")["input_hidden.w"].values
    assert weights[0].min() < 0 < weights[0].max()
    figure = receptive_fields([record])
    change = (weights[-1] - weights[0])[:, 1].reshape(28, 28)
    assert np.array_equal(fields(figure)[:28, 29:57], change)
    assert figure.axes[1].get_ylabel() == "change of weight since the start"
    assert "input_hidden: changes of weights onto" in figure.get_suptitle()


def test_of_weights_with_one_sign_the_weights_are_drawn(make_record):
    record = make_record()
    weights = np.abs(record.arrays("snapshots")["input_hidden.w"].values)
    record.fill("snapshots/input_hidden.w", 0, weights)
    assert np.array_equal(
        fields(receptive_fields([record]))[:28, :28], weights[-1][:, 0].reshape(28, 28)
    )


def test_no_change_is_drawn_without_the_start(make_record):
    record = make_record()
    seen = record.arrays("snapshots")["presentation"].values
    record.fill("snapshots/presentation", 0, np.r_[-1, seen[1:]])
    assert receptive_fields([record]).axes[1].get_ylabel() == "weight"
    with pytest.raises(RunError, match="holds no weights of the start to count changes from"):
        receptive_fields([record], change=True)


@pytest.mark.parametrize(("n", "shape"), [(1, (28, 28)), (7, (86, 86)), (12, (86, 115))])
def test_mosaic_is_nearly_square(n, shape):
    tiles = np.ones((n, 28, 28))
    whole = mosaic(tiles)
    assert whole.shape == shape
    assert np.nansum(whole) == n * 784


def test_fields_say_how_many_are_shown(make_record):
    record = make_record()
    assert "the first 7 of 12 neurons" in receptive_fields([record], n_tiles=7).get_suptitle()
    assert "after 60 presentations" in receptive_fields([record]).get_suptitle()
    assert "after 30 presentations" in receptive_fields([record], presentation=35).get_suptitle()


def test_fields_show_the_last_snapshot_taken(make_record):
    title = receptive_fields([make_record(upto=45)]).get_suptitle()
    assert "after 40 presentations" in title


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"projection": "input_hiden"}, "'input_hiden'; did you mean 'input_hidden'?"),
        ({"projection": "hidden_output"}, "has 12 sources; expected one per pixel, 784; "),
        ({"presentation": -1}, "holds no weight snapshot up to presentation -1; expected"),
        ({"n_tiles": 0}, "n_tiles is 0; expected at least 1"),
    ],
)
def test_fields_refuse(options, message, make_record):
    with pytest.raises(RunError) as caught:
        receptive_fields([make_record()], **options)
    assert message in str(caught.value)


# --- weight_histogram


def test_histogram_counts_every_synapse(make_record):
    figure = weight_histogram([make_record()], n_bins=20)
    panels = plots(figure)
    assert [ax.get_ylabel() for ax in panels] == ["input_hidden\nweight", "hidden_output\nweight"]
    for ax in panels:
        percent = ax.collections[0].get_array().filled(0)
        assert percent.shape == (20, len(SNAPSHOTS))
        assert percent.sum(axis=0) == pytest.approx(np.full(len(SNAPSHOTS), 100))


def test_histogram_marks_the_boundaries(make_record):
    figure = weight_histogram([make_record()])
    for ax in plots(figure):
        assert [line.get_xdata()[0] for line in by_gid(ax, "boundary")] == [20, 40]
    assert len(by_gid(figure.axes[0], "experience name")) == 3


def test_histogram_of_weights_that_never_change(make_record, tmp_path):
    record = make_record()
    for key, shape in (("hidden_output.w", (12, 2)), ("input_hidden.w", (784, 12))):
        zeros = np.zeros((len(SNAPSHOTS), *shape), np.float32)
        record.fill(f"snapshots/{key}", 0, zeros)
    weight_histogram([record]).savefig(tmp_path / "figure.png")
    receptive_fields([record]).savefig(tmp_path / "figure.png")


def test_histogram_needs_bins(make_record):
    with pytest.raises(RunError, match="n_bins is 0; expected at least 1"):
        weight_histogram([make_record()], n_bins=0)


# --- state_traces


def test_traces_put_the_weights_of_a_synapse_together(make_record):
    panels = plots(state_traces([make_record()]))
    assert [ax.get_ylabel() for ax in panels] == ["weight", "m", "weight", "v (mV)", "crowding"]
    assert [legend(ax) for ax in panels] == [
        ("input_hidden[406, 11]", ["w", "w_ref"]),
        ("", []),
        ("input_hidden[300, 7]", ["w", "w_ref"]),
        ("hidden", ["neuron 0", "neuron 1", "neuron 2"]),
        ("novelty", ["neuron 0"]),
    ]


def test_traces_hold_the_recorded_values(make_record):
    panels = plots(state_traces([make_record(upto=45)]))
    seen, weight = panels[2].get_lines()[0].get_data()
    assert seen.tolist() == list(range(1, N + 1))
    assert weight[:45].tolist() == list(range(1, 91, 2))
    assert np.isnan(weight[45:]).all()


def test_traces_say_what_is_left_out(make_record):
    figure = state_traces([make_record()], n_elements=1)
    assert len(plots(figure)) == 4
    assert figure.get_suptitle().endswith("first 1 of 2 synapses recorded")


def test_traces_of_two_runs_share_the_axes_of_what_both_recorded(make_record):
    other = make_record("b", drop=["metaplasticity"])
    other.fill("traces/input_hidden.w", 0, np.full((N, 2), 7.0))
    figure = state_traces([make_record("a"), other], n_elements=1)
    panels = plots(figure)
    assert [ax.get_ylabel() for ax in panels] == ["w", "w_ref", "m", "v (mV)", "crowding"]
    labels = ["tacos", "without metaplasticity"]
    assert [legend(ax) for ax in panels] == [
        ("input_hidden[406, 11]", labels),
        ("input_hidden[406, 11]", []),
        ("input_hidden[406, 11]", []),
        ("hidden[0]", []),
        ("novelty[0]", []),
    ]
    one, two = panels[0].get_lines()
    assert one.get_ydata().tolist() == list(range(0, 2 * N, 2))
    assert two.get_ydata().tolist() == [7.0] * N
    assert (one.get_color(), one.get_linestyle()) != (two.get_color(), two.get_linestyle())
    assert figure.get_suptitle() == (
        "tacos on mnist, split_domain, seed 0\nfirst 1 of 2 synapses recorded by all runs"
    )


def test_traces_of_two_runs_leave_out_what_one_has_not_recorded(make_record, tmp_path):
    other = Record.create(tmp_path / "b", header(1, None, {}))
    write_trace(other, "input_hidden.w", [[300, 7], [5, 5]], N)
    (panel,) = plots(state_traces([make_record("a"), other]))
    assert legend(panel) == ("input_hidden[300, 7]", ["seed 0", "seed 1"])
    values = [line.get_ydata()[:2].tolist() for line in panel.get_lines()]
    assert values == [[1, 3], [0, 2]]


def test_traces_of_runs_with_nothing_in_common_are_one_clear_line(make_record, tmp_path):
    other = Record.create(tmp_path / "b", header(1, None, {}))
    write_trace(other, "input_hidden.w", [[5, 5]], N)
    with pytest.raises(RunError) as caught:
        state_traces([make_record("a"), other])
    assert str(caught.value) == (
        f"state_traces: the runs recorded nothing in common ({tmp_path}/a hidden.v[0], "
        f"{tmp_path}/b input_hidden.w[5, 5], ...); expected an element that all have; "
        "run again with the same --record"
    )


def test_traces_of_streams_that_differ_are_not_shaded(make_record):
    figure = state_traces([make_record("a"), make_record("b", order=drifting())])
    assert not [shade for ax in figure.axes for shade in by_gid(ax, "experience")]
    assert figure.axes[0].get_xlim() == (0, N)


def test_traces_of_metaplasticity_alone(tmp_path):
    record = Record.create(tmp_path / "run", header(0, None, {}))
    write_trace(record, "input_hidden.m", [[3, 4]], N)
    panel = plots(state_traces([record]))[0]
    assert (panel.get_ylabel(), legend(panel)) == ("m", ("input_hidden[3, 4]", ["m"]))


def test_traces_need_the_flag(tmp_path):
    record = Record.create(tmp_path / "run", header(0, None, {}))
    with pytest.raises(RunError) as caught:
        state_traces([record])
    assert str(caught.value) == (
        f"{tmp_path / 'run'}: no state variable was recorded; expected at least one; "
        "run again with --record input_hidden.w[406,12]"
    )


# --- spike_raster


def test_raster_draws_every_spike(make_record):
    record = make_record()
    panels = plots(spike_raster([record]))
    assert [ax.get_ylabel() for ax in panels] == [f"{name}\nneuron" for name in POPULATIONS]
    for ax, (name, n) in zip(panels, N_SPIKES.items(), strict=True):
        time, neuron = by_gid(ax, "spikes")[0].get_data()
        spikes = record.arrays("spikes")
        columns = ("presentation", "neuron", "step")
        presentation, index, step = (spikes[f"40_{name}.{each}"].values for each in columns)
        assert len(time) == n
        assert time == pytest.approx(200.0 * (presentation - 40) + step)
        assert neuron.tolist() == index.tolist()


def test_raster_marks_the_presentations(make_record):
    figure = spike_raster([make_record()], first=20)
    for ax in plots(figure):
        assert [line.get_xdata()[0] for line in by_gid(ax, "border")] == [200.0, 400.0]
        assert ax.get_xlim() == (0, 600)
    assert texts(figure) == [
        "presentation 20\nlabel 0, answer 0",
        "presentation 21\nlabel 1, answer 1",
        "presentation 22\nlabel 0, answer 0",
    ]


def test_raster_says_that_no_output_answered(make_record):
    record = make_record()
    record.fill("stream/prediction", 40, np.array([-1], np.int32))
    assert texts(spike_raster([record]))[0] == "presentation 40\nlabel 0, answer none"


def test_raster_keeps_small_populations_readable(make_record):
    figure = spike_raster([make_record()])
    figure.draw_without_rendering()
    heights = [ax.get_position().height * figure.get_figheight() for ax in plots(figure)]
    assert min(heights) > 0.4  # inch


def test_raster_starts_where_the_run_has_come_to(make_record):
    assert texts(spike_raster([make_record(upto=30)]))[0].startswith("presentation 20")


def test_raster_offers_what_there_is(make_record):
    with pytest.raises(RunError, match="no spikes from presentation 7 on; .*give one of 0, 20, 40"):
        spike_raster([make_record()], first=7)


def test_recruitment_counts_neurons_by_their_strongest_link():
    before = [[0, 0], [0, 0], [0, 0], [0, 0]]
    after = [[0.9, 0.1], [0.2, 0.8], [1, 0], [0, 0]]
    bands = neurons_by_label(np.array([before, after]))
    np.testing.assert_array_equal(bands, [[0, 0.5], [0, 0.25]])


def test_recruitment_needs_links_that_are_shares(make_record):
    record = make_record()
    record.fill("snapshots/hidden_output.w", 0, np.full((1, 12, 2), 0.8, np.float32))
    with pytest.raises(RunError, match="keeps no links that are shares of votes"):
        recruitment([record])


# --- weight_development


def put_spikes(record: Record, begin: int, hidden: list[tuple[int, int]]) -> None:
    """Write the hidden spikes, each (presentation, neuron), of a raster of three presentations."""
    for name, rows in (("hidden", hidden), ("output", [(begin + 2, 0)])):
        columns = (*np.array(rows).reshape(-1, 2).T, np.zeros(len(rows), int))
        for column, values in zip(("presentation", "neuron", "step"), columns, strict=True):
            record.put(f"spikes/{begin}_{name}.{column}", values, (f"{begin}_{name}.spike",))


@pytest.fixture
def fired(tmp_path) -> Record:
    """A record in which hidden neurons 0 and 1 fire in one experience more than in others."""
    record = Record.create(tmp_path / "fired", header(0, None, {}))
    write_stream(record, 40, None)
    write_snapshots(record, 40)
    put_spikes(record, 0, [(0, 0), (1, 0), (2, 0), (0, 5)])
    put_spikes(record, 20, [(20, 0), (20, 1), (21, 1), (21, 5)])
    return record


def test_weights_are_averaged_over_sources_that_fired_most_in_an_experience(fired):
    figure = weight_development([fired])
    inputs, hidden = plots(figure)
    weights = fired.arrays("snapshots")["hidden_output.w"].values[:5]
    drawn = {line.get_label(): line.get_xydata() for line in hidden.get_lines()}
    groups = {"0 1 (2)": [0, 5], "2 3 (1)": [1], "none (9)": [2, 3, 4, 6, 7, 8, 9, 10, 11]}
    assert list(drawn) == list(groups)
    for name, sources in groups.items():
        means = weights[:, sources].mean(axis=(1, 2))
        np.testing.assert_allclose(drawn[name], np.stack([SNAPSHOTS[:5], means], axis=1))
    assert legend(hidden)[0] == "fired most in\n(number of sources)"
    assert legend(inputs)[0] == "sources"  # whose spikes are not there
    assert " ".join(figure.get_suptitle().split("\n")[1:]) == (
        "sources grouped by their numbers or the experience in whose first presentations they "
        "fired most"
    )


def test_spikes_are_counted_per_presentation_of_an_experience(fired):
    rates = spikes_by_experience(fired, "hidden")
    np.testing.assert_allclose(rates[:2, [0, 1, 5]], [[1, 0, 1 / 3], [1 / 3, 2 / 3, 1 / 3]])
    assert np.isnan(rates[2]).all()


@pytest.mark.parametrize(
    ("upto", "order"),
    [(20, None), (N, np.tile([0, 1, 0, 2], N // 4))],
    ids=["one experience seen", "no spikes kept of the third"],
)
def test_sources_that_cannot_be_told_apart_are_grouped_by_their_numbers(upto, order, tmp_path):
    record = Record.create(tmp_path / "run", header(0, order, {}))
    write_stream(record, upto, order)
    write_snapshots(record, upto)
    put_spikes(record, 0, [(0, 0), (1, 1)])
    figure = weight_development([record])
    assert [legend(ax)[0] for ax in plots(figure)] == ["sources", "sources"]
    assert legend(plots(figure)[1])[1] == ["0 to 2", "3 to 5", "6 to 8", "9 to 11"]
    assert figure.get_suptitle().endswith("\nsources grouped by their numbers")


def test_sources_can_be_grouped_by_their_numbers(fired):
    figure = weight_development([fired], n_groups=2)
    assert legend(plots(figure)[0]) == ("sources", ["0 to 391", "392 to 783"])


def test_there_are_no_more_groups_than_sources():
    assert {name: part.tolist() for name, part in neighbours(2, 4).items()} == {"0": [0], "1": [1]}


@pytest.mark.parametrize("n_groups", [0, 8])
def test_groups_are_refused_that_have_no_colour(n_groups, make_record):
    with pytest.raises(RunError, match=f"n_groups is {n_groups}; expected 1 to 7"):
        weight_development([make_record()], n_groups=n_groups)


# --- plasticity_curve


@pytest.fixture
def make_curve(tmp_path) -> Make:
    """Return a function that writes a small plasticity curve."""

    def make(name: str = "curve", before: float = 0.5, after=((0.4,), (0.6,)), **about) -> Record:
        said = {
            "protocol": "stdp",
            "points": (-10.0, 10.0),
            "spikes": 60,
            "rate": 1.0,
            "lag": 10.0,
            "alone": False,
            "pre": (),
            "post": (),
            "param": (),
            "start": "",
            "repeats": len(after[0]),
            "dt": 0.0002,
            "backend": "numpy",
            "seed": 0,
            "rule": ("transmission", "stdp_pair"),
        }
        probe = ProbeHeader(axis="lag (ms)", before=before, **said | about)
        record = Record.create(tmp_path / name, RecordHeader(probe=probe))
        record.put("curves/points", np.array([-10.0, 10.0]), ("point",))
        record.put("curves/after", np.array(after), ("point", "repeat"))
        return record

    return make


def test_plasticity_is_drawn_as_a_share_of_the_weight_before(make_curve, tmp_path):
    figure = plasticity_curve([make_curve()])
    (line,) = [line for line in figure.axes[0].get_lines() if line.get_marker() == "o"]
    np.testing.assert_allclose(line.get_xydata(), [[-10, 0.8], [10, 1.2]])
    assert figure.axes[0].get_xlabel() == "lag (ms)"
    assert figure.axes[0].get_ylabel() == "weight, after / before"
    assert figure.get_suptitle() == (
        "stdp_pair, protocol stdp\n60 pairs of spikes at 1 Hz, weight starts at 0.5, dt 0.2 ms"
    )
    figure.savefig(tmp_path / "figure.png")


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ({"spikes": 1}, "1 pair of spikes, "),
        ({"protocol": "pairing", "rate": 5.0}, "60 spikes of the source at 5 Hz, "),
        (
            {"protocol": "frequency", "lag": -5.0},
            "60 spikes of the source and of the target -5 ms later, ",
        ),
        ({"protocol": "frequency", "alone": True}, "60 spikes of the source alone, "),
        ({"start": "0.5*nS"}, "weight starts at 0.5*nS, "),
        ({"after": [[0.3, 0.5], [0.5, 0.7]]}, "2 synapses a point (mean ± sd), "),
        ({"param": ["synapse.A_plus=0.1"]}, "dt 0.2 ms, synapse.A_plus=0.1"),
    ],
)
def test_plasticity_is_drawn_with_what_it_was_probed_by(about, said, make_curve):
    assert said in plasticity_curve([make_curve(**about)]).get_suptitle()


def test_plasticity_of_a_weight_of_0_is_drawn_as_a_change(make_curve):
    figure = plasticity_curve([make_curve(before=0.0, after=[[-1.0], [1.0]])])
    assert figure.axes[0].get_ylabel() == "change of the weight"


def test_plasticity_of_several_synapses_is_drawn_with_its_spread(make_curve):
    figure = plasticity_curve([make_curve(after=[[0.3, 0.5], [0.5, 0.7]])])
    (band,) = figure.axes[0].collections
    spread = np.sqrt(2) * 0.1 / 0.5
    assert band.get_paths()[0].vertices[:, 1].max() == pytest.approx(1.2 + spread)


def test_plasticity_of_several_probes_is_told_apart_by_what_was_changed(make_curve):
    records = [make_curve("a"), make_curve("b", param=["synapse.A_plus=0.1"])]
    figure = plasticity_curve(records)
    labels = [text.get_text() for text in figure.axes[0].get_legend().get_texts()]
    assert labels == ["stdp_pair", "synapse.A_plus=0.1"]


def test_plasticity_of_two_rules_says_what_each_was_probed_by(make_curve):
    other = make_curve("b", rule=["oja"], spikes=9)
    figure = plasticity_curve([make_curve("a"), other])
    assert figure.get_suptitle() == (
        "stdp_pair and oja, protocol stdp\nweight starts at 0.5, dt 0.2 ms"
    )
    labels = [text.get_text() for text in figure.axes[0].get_legend().get_texts()]
    assert labels == ["stdp_pair,\n60 pairs of spikes at 1 Hz", "oja,\n9 pairs of spikes at 1 Hz"]


def test_plasticity_probed_twice_alike_is_told_apart_by_the_folder(make_curve):
    figure = plasticity_curve([make_curve("a"), make_curve("b")])
    labels = [text.get_text() for text in figure.axes[0].get_legend().get_texts()]
    assert labels == ["stdp_pair (a)", "stdp_pair (b)"]


@pytest.mark.parametrize("name", CURVES)
def test_a_run_is_no_curve(name, make_record):
    with pytest.raises(RunError, match="run: holds no .*; expected .*; draw one"):
        find_function("figures", name)([make_record()])


def test_protocols_do_not_share_a_picture(make_curve):
    with pytest.raises(RunError, match="got the protocols frequency and stdp; expected one"):
        plasticity_curve([make_curve("a"), make_curve("b", protocol="frequency")])


# --- signal_to_noise


@pytest.fixture
def make_decay(tmp_path) -> Make:
    """Return a function that writes the decay of a memory: from 8 on lost in noise of 0.02."""

    def make(name: str = "decay", exact: bool = True) -> Record:
        about = MemoryHeader(synapse=name, n_synapses=100, noise=2.0, samples=2500)
        record = Record.create(tmp_path / name, RecordHeader(memory=about))
        lags = np.arange(20)
        record.put("memory/lags", lags, ("lag",))
        record.put("memory/signal", np.where(lags < 8, 1 / (lags + 1), 0.1), ("lag",))
        if exact:
            record.put("memory/exact", 5 / (lags + 1), ("lag",))
        return record

    return make


def test_a_decay_is_drawn_as_a_ratio_of_so_many_synapses_where_it_is_no_noise(make_decay, tmp_path):
    figure = signal_to_noise([make_decay()])
    exact, seen, _ = figure.axes[0].get_lines()
    np.testing.assert_allclose(exact.get_xydata()[:2], [[1, 2.5], [2, 5 / 3]])
    np.testing.assert_allclose(seen.get_xydata(), [[1, 10 / 2 / 2], [5, 10 / 6 / 2]])
    assert figure.axes[0].get_xscale() == figure.axes[0].get_yscale() == "log"
    assert figure.get_suptitle() == "Memories in 100 synapses"
    figure.savefig(tmp_path / "figure.png")


def test_a_decay_nobody_can_work_out_has_no_line(make_decay):
    figure = signal_to_noise([make_decay("a", exact=False), make_decay("b")])
    assert len(figure.axes[0].get_lines()) == 4
    labels = [text.get_text() for text in figure.axes[0].get_legend().get_texts()]
    assert labels == ["a", "b"]
