"""Figures of runs, written as pictures."""

import dataclasses
import shutil

import pytest

from snn_cl.configuration import Configuration
from snn_cl.errors import NotFoundError, RunError
from snn_cl.find import names
from snn_cl.plasticity.configuration import ProbeConfiguration
from snn_cl.plasticity.curve import record_curve
from snn_cl.plotting import plot
from snn_cl.records.record import Record
from snn_cl.training.run import finish, start

CONFIGURATION = Configuration(
    model="small", dataset="tiny", backend="numpy", n_train=10, n_test=10, evaluate="end"
)


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """A folder for a run that all tests of this file copy."""
    return tmp_path_factory.mktemp("runs")


@pytest.fixture
def run(runs, quick, tmp_path):
    """The folder of a run without traces."""
    if not (runs / "run").exists():
        finish(start(CONFIGURATION, runs / "run"))
    return shutil.copytree(runs / "run", tmp_path / "run")


def test_a_figure_is_written_into_the_run(run):
    paths = plot("accuracy_matrix", [run])
    assert paths == [run / "figures" / "accuracy_matrix.png"]
    assert paths[0].read_bytes().startswith(b"\x89PNG")


def test_a_figure_is_written_where_asked(run, tmp_path):
    assert plot("accuracy_matrix", [run], tmp_path / "a" / "b") == [
        tmp_path / "a" / "b" / "accuracy_matrix.png"
    ]


def test_all_leaves_out_what_was_not_recorded(run):
    written = {path.stem for path in plot("all", [run])}
    assert "state_traces" not in written
    assert {"accuracy_matrix", "spike_raster", "weight_histogram"} <= written
    assert {path.stem for path in (run / "figures").iterdir()} == written
    assert written < set(names("figures"))


def test_all_draws_what_there_is_of_a_run_that_has_just_begun(quick, tmp_path):
    start(CONFIGURATION, tmp_path / "run")
    written = {path.stem for path in plot("all", [tmp_path / "run"])}
    assert "weight_histogram" in written
    assert "accuracy_matrix" not in written


def test_a_run_with_nothing_to_draw_is_told(run, tmp_path):
    Record.create(tmp_path / "bare", Record.open(run).header)
    with pytest.raises(RunError) as caught:
        plot("all", [tmp_path / "bare"])
    assert str(caught.value) == (
        f"{tmp_path}/bare: has nothing to draw yet; go on with 'snn-cl resume {tmp_path}/bare'"
    )


def test_what_was_not_recorded_is_told_when_asked_for(run):
    with pytest.raises(RunError, match="run: no state variable was recorded"):
        plot("state_traces", [run])


def test_all_names_in_a_line_the_figures_that_do_not_apply(run, caplog):
    written = {path.stem for path in plot("all", [run])}
    left = sorted(set(names("figures")) - written)
    assert "state_traces" in left
    assert [record.getMessage() for record in caplog.records] == [
        f"not drawn, as they do not apply: {', '.join(left)}; "
        f"'snn-cl plot {left[0]} {run}' says why"
    ]
    for name in left:
        with pytest.raises(RunError):
            plot(name, [run])


def test_all_of_two_runs_leaves_out_figures_of_one(run, caplog):
    written = {path.stem for path in plot("all", [run, run])}
    assert "accuracy_matrix" in written
    assert "spike_raster" not in written
    assert "spike_raster" in caplog.records[0].getMessage()
    with pytest.raises(RunError, match="one run"):
        plot("spike_raster", [run, run])


@pytest.mark.slow
def test_all_of_runs_that_make_no_picture_together_names_the_figure(quick, tmp_path, caplog):
    for name, element in (("a", "input_output.w[0,0]"), ("b", "input_output.w[1,0]")):
        configuration = dataclasses.replace(CONFIGURATION, record=(element,))
        finish(start(configuration, tmp_path / name))
    assert "state_traces" in {path.stem for path in plot("all", [tmp_path / "a"])}
    assert "state_traces" in {path.stem for path in plot("all", [tmp_path / "a", tmp_path / "a"])}
    caplog.clear()
    assert "state_traces" not in {
        path.stem for path in plot("all", [tmp_path / "a", tmp_path / "b"])
    }
    assert "state_traces" in caplog.records[0].getMessage()


def test_runs_that_no_figure_draws_together_are_told(tmp_path):
    for name, protocol in (("a", "stdp"), ("b", "frequency")):
        chosen = ProbeConfiguration(protocol, points=(10.0,), spikes=1, backend="numpy")
        record_curve("synapses/stdp_pair", chosen, tmp_path / name)
    with pytest.raises(RunError) as caught:
        plot("all", [tmp_path / "a", tmp_path / "b"])
    assert str(caught.value) == (
        "plot all: no figure draws these 2 runs together; draw them one by one, "
        "or name a figure, which then says why not"
    )


def test_an_error_of_a_figure_that_applies_shows_for_all_too(run, tmp_path, monkeypatch):
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "wrong.py").write_text(
        "from snn_cl.errors import RunError\n\n\n"
        "def wrong(records):\n    raise RunError('wrong: cannot be')\n"
    )
    monkeypatch.setenv("SNN_CL_PATH", str(tmp_path))
    with pytest.raises(RunError, match="^wrong: cannot be$"):
        plot("all", [run])


@pytest.mark.parametrize(("form", "begin"), [("svg", b"<?xml"), ("pdf", b"%PDF")])
def test_a_picture_is_written_in_the_format_asked_for(form, begin, run):
    paths = plot("accuracy_matrix", [run], format=form)
    assert paths == [run / "figures" / f"accuracy_matrix.{form}"]
    assert paths[0].read_bytes().startswith(begin)


def test_an_unknown_format_offers_those_there_are(run):
    with pytest.raises(NotFoundError, match="no format 'pgn'; did you mean 'png'"):
        plot("accuracy_matrix", [run], format="pgn")


def test_an_own_figure_is_drawn(run, tmp_path):
    path = tmp_path / "blank.py"
    path.write_text(
        "from matplotlib.figure import Figure\n\n\ndef blank(records):\n    return Figure()\n"
    )
    assert plot(str(path), [run]) == [run / "figures" / "blank.png"]


def test_a_folder_that_cannot_be_written_is_told_for_all_too(run, tmp_path):
    (tmp_path / "file").write_text("x")
    for figure in ("accuracy_matrix", "all"):
        with pytest.raises(RunError) as caught:
            plot(figure, [run], tmp_path / "file")
        assert str(caught.value) == (
            f"{tmp_path}/file: cannot be written: File exists; "
            "a file is where a folder must be; give another --out"
        )


def test_an_unknown_figure_suggests_the_nearest(tmp_path):
    with pytest.raises(NotFoundError) as caught:
        plot("acuracy_matrix", [tmp_path])
    assert str(caught.value) == "no figure 'acuracy_matrix'; did you mean 'accuracy_matrix'?"


def test_a_missing_run_is_told(tmp_path):
    with pytest.raises(NotFoundError, match="nowhere: is no run"):
        plot("all", [tmp_path / "nowhere"])


def test_a_run_must_be_named():
    with pytest.raises(NotFoundError, match="plot: name at least one run, such as runs/tacos"):
        plot("all", [])
